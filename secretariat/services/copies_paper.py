"""Who got which numbered copy of a topic's material, of one topic and of all of a meeting: the 材料分发回收登记表."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.documents.copies_register import (
    CopiesRegister,
    MeetingRegister,
    RegisteredCopy,
    TopicCopies,
    render_copies_register,
    render_meeting_register,
)
from secretariat.domain.editing import topic_of
from secretariat.domain.material_editing import missing_copies
from secretariat.domain.numerals import date_text
from secretariat.domain.people_editing import unit_title
from secretariat.errors import RefusedError
from secretariat.services.office_fonts import office_fonts
from secretariat.services.topic_papers import meeting_called, security_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.facts import Copy, Dossier, Topic
    from secretariat.rules.case import Case


def copies_register_pdf(case: Case, no: int) -> bytes:
    """The register of a topic's copies as a PDF; raises ``MissingGlyphError``."""
    return render_copies_register(copies_register(case, no), office_fonts())


def copies_register(case: Case, no: int) -> CopiesRegister:
    """What the register says."""
    topic = topic_of(case.dossier, no)
    return CopiesRegister(
        heading=f"{case.dossier.government.name}会议材料分发回收登记表",
        topic=topic.title,
        meeting=f"{meeting_called(case)}（{date_text(case.day)}）",
        security=security_of(case),
        recall=topic.material is not None and topic.material.recall,
        counts=counts_text(topic).replace(" ", "") if topic.copies else "",
        copies=_copies(case, topic),
    )


def meeting_register_pdf(case: Case) -> bytes:
    """The register of all copies of a meeting as a PDF.

    Raises ``RefusedError`` where no copy is numbered, ``MissingGlyphError``.
    """
    return render_meeting_register(meeting_register(case), office_fonts())


def meeting_register(case: Case) -> MeetingRegister:
    """What the register of a meeting says: topic by topic those that have numbered copies."""
    topics = with_copies(case.dossier)
    if not topics:
        raise RefusedError("会议的材料都没有编份号", "请先在议题页的“份号与清退”中编份号")
    return MeetingRegister(
        heading=f"{case.dossier.government.name}会议材料分发回收登记表",
        meeting=f"{meeting_called(case)}（{date_text(case.day)}）",
        security=security_of(case),
        counts=total_text(topics).replace(" ", ""),
        topics=tuple(
            TopicCopies(
                no=topic.no,
                topic=topic.title,
                recall=topic.material is not None and topic.material.recall,
                counts=counts_text(topic).replace(" ", ""),
                copies=_copies(case, topic),
            )
            for topic in topics
        ),
    )


def with_copies(dossier: Dossier) -> tuple[Topic, ...]:
    """The topics of a meeting that have numbered copies, in the order of the agenda."""
    return tuple(sorted((topic for topic in dossier.topics if topic.copies), key=lambda topic: topic.no))


def total_text(topics: Iterable[Topic]) -> str:
    """The same of several topics, in a sentence; which copies are missing stands at each."""
    counted = tuple(topics)
    copies = [copy for topic in counted for copy in topic.copies]
    out = sum(copy.given_on is not None for copy in copies)
    lacking = sum(len(missing_copies(topic)) for topic in counted)
    counts = f"{len(counted)} 个议题共 {len(copies)} 份，已分发 {out} 份"
    return f"{counts}，已收回 {out - lacking} 份，未收回 {lacking} 份。" if out else f"{counts}。"


def _copies(case: Case, topic: Topic) -> tuple[RegisteredCopy, ...]:
    return tuple(_copy(case, copy) for copy in sorted(topic.copies, key=lambda copy: copy.no))


def counts_text(topic: Topic) -> str:
    """How many copies there are, given out, back, and which are missing, in a sentence."""
    out = [copy for copy in topic.copies if copy.given_on is not None]
    back = [copy for copy in out if copy.returned_on is not None]
    lacking = missing_copies(topic)
    which = f"（第{'、'.join(str(copy.no) for copy in lacking)}份）" if lacking else ""
    counts = f"共 {len(topic.copies)} 份，已分发 {len(out)} 份"
    return f"{counts}，已收回 {len(back)} 份，未收回 {len(lacking)} 份{which}。" if out else f"{counts}。"


def _copy(case: Case, copy: Copy) -> RegisteredCopy:
    person = None if copy.person is None else case.people[copy.person]
    return RegisteredCopy(
        number=f"{copy.no:03}",
        name="" if person is None else person.name,
        title="" if person is None else person.title or unit_title(case.dossier, person),
        given_on=_day(copy.given_on),
        signed="已签收" if copy.signed else "",
        returned_on=_day(copy.returned_on),
        note=copy.note or "",
    )


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.month}月{day.day}日"
