"""What topics of the board still lack: asked for those that are shown, some at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.rules.topic_needs import missing
from secretariat.services.bulk_loading import rows_to_read
from secretariat.services.proposal_rows import Reader
from secretariat.services.topic_view import topic_view

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

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

    Each takes some milliseconds, so a page asks for a few at a time; these are read together.
    """
    asked = tuple(wanted)
    found: list[Lacks] = []
    with database.reader() as session:
        rows = rows_to_read(session, {key for key, _, _ in asked})
        reader = Reader(session, database.now().date())
        known = {(row.id, row.proposal): reader.dossier(row) for row in rows}
    for meeting, no, proposal in asked:
        dossier = known.get((meeting, proposal))
        if dossier is None or all(topic.no != no for topic in dossier.topics):
            continue
        told = topic_view(dossier, reference, no, today=today, proposal=proposal)
        found.append(Lacks(meeting=meeting, no=no, needs=missing(told.needs), judged=bool(told.needs)))
    return tuple(found)
