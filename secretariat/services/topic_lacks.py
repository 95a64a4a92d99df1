"""What topics of the board still lack: asked for those that are shown, some at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.errors import UserError
from secretariat.rules.topic_needs import missing
from secretariat.services.dossiers import export_dossier
from secretariat.services.proposal_view import open_dossier
from secretariat.services.topic_view import topic_view

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.facts import Dossier
    from secretariat.rules.topic_needs import Need
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference


@record(kw_only=True)
class Lacks:
    """What a topic lacks, what is due first on top; ``judged`` is false where no rulebook judges it."""

    meeting: int
    no: int
    needs: tuple[Need, ...]
    judged: bool = True


def lacks(
    database: Database, reference: Reference, wanted: Iterable[tuple[int, int, bool]], *, today: dt.date
) -> tuple[Lacks, ...]:
    """Tell what some topics lack: (meeting, number, whether it is a proposal); those that are gone are left out.

    One takes some milliseconds, so a page asks for a few at a time.
    """
    found: list[Lacks] = []
    known: dict[int, Dossier | None] = {}
    for meeting, no, proposal in wanted:
        if meeting not in known:
            known[meeting] = _dossier(database, meeting, proposal=proposal)
        dossier = known[meeting]
        if dossier is None or all(topic.no != no for topic in dossier.topics):
            continue
        told = topic_view(dossier, reference, no, today=today, proposal=proposal)
        found.append(Lacks(meeting=meeting, no=no, needs=missing(told.needs), judged=bool(told.needs)))
    return tuple(found)


def _dossier(database: Database, key: int, *, proposal: bool) -> Dossier | None:
    try:
        return open_dossier(database, key) if proposal else export_dossier(database, key)
    except UserError:
        return None
