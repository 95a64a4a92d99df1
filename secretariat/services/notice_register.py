"""Print who was told of a meeting, and what they answered: the 电话通知登记表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.notice_register import NoticeRegister, RegisterLine, RegisterTry, render_notice_register
from secretariat.domain.notices import CHANNEL_NAMES, answer_text, counts, counts_text, moment_text, work_list
from secretariat.domain.numerals import clock_text, date_text
from secretariat.domain.people_editing import unit_title
from secretariat.domain.states import NoticeChannel
from secretariat.services.dossiers import export_dossier
from secretariat.services.notices import numbers
from secretariat.services.office_fonts import office_fonts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from secretariat.domain.facts import Dossier, Notice
    from secretariat.domain.notices import Told
    from secretariat.services.database import Database
    from secretariat.services.notices import Number


def notice_register_pdf(database: Database, meeting_id: int, *, meeting: str) -> bytes:
    """The register of a meeting as a PDF; ``meeting`` is its name.

    Raises ``NoSuchMeetingError``, and ``MissingGlyphError`` where no font has a character.
    """
    made = notice_register(export_dossier(database, meeting_id), numbers(database, meeting_id), meeting)
    return render_notice_register(made, office_fonts())


def notice_register(dossier: Dossier, known: Mapping[str, Sequence[Number]], meeting: str) -> NoticeRegister:
    """What the register says; of several numbers it has the first, which is the one that is called first."""
    work = work_list(dossier)
    about = dossier.meeting
    when = date_text(about.date) + ("" if about.start is None else clock_text(about.start))
    return NoticeRegister(
        heading=f"{meeting}电话通知登记表",
        meeting="，".join(filter(None, (when, about.place))),
        counts=counts_text(counts(work)),
        lines=tuple(_line(dossier, one, known.get(one.person.id, ())) for one in work),
    )


def _line(dossier: Dossier, one: Told, known: Sequence[Number]) -> RegisterLine:
    return RegisterLine(
        name=one.person.name,
        title=one.person.title or unit_title(dossier, one.person),
        phone=known[0].text if known else "",
        tries=tuple(_try(dossier, notice) for notice in one.tries),
    )


def _try(dossier: Dossier, notice: Notice) -> RegisterTry:
    # On a register of telephone calls only what was none needs to be said.
    channel = None if notice.channel in {None, NoticeChannel.PHONE} else notice.channel
    notes = (None if channel is None else f"{CHANNEL_NAMES[channel]}通知", notice.note)
    return RegisterTry(
        when=moment_text(notice),
        caller=notice.caller or "",
        taken_by=notice.taken_by or "",
        answer=answer_text(dossier, notice),
        note="；".join(filter(None, notes)),
    )
