"""Candidates for one meeting's agenda (候选议题): which there are, and what each still needs to be heard by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.proposals import TOPIC
from secretariat.domain.records import record
from secretariat.rules.topic_needs import missing
from secretariat.services.bulk_loading import rows_to_read
from secretariat.services.placements import placements_of
from secretariat.services.proposal_list import Asked, TopicState, list_topics
from secretariat.services.proposal_rows import Reader
from secretariat.services.proposal_view import history
from secretariat.services.topic_view import topic_view

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariat.rules.topic_needs import Need
    from secretariat.services.database import Database
    from secretariat.services.proposal_list import TopicRow
    from secretariat.services.proposal_view import Placed
    from secretariat.services.reference import Reference

_MOST: Final = 2000
"""Of one government; the board shows whatever lies further back."""


@record(kw_only=True)
class CandidateSight:
    """What is told of a candidate: what it lacks for the meeting, what is due first on top, and where it has been.

    Where no rulebook has ``judged`` it, nobody knows what it lacks.
    """

    proposal: int
    missing: tuple[Need, ...]
    history: tuple[Placed, ...]
    judged: bool = True


def candidates(database: Database, *, government: str, kind: str) -> tuple[TopicRow, ...]:
    """Give a government's candidates: those meant for a meeting of ``kind`` first, and of each the earliest filed."""
    found = list_topics(database, Asked(states=(TopicState.CANDIDATE,), government=government), limit=_MOST)
    return tuple(sorted(found, key=lambda row: (row.kind != kind, row.filed_on or row.date, row.topic)))


def candidate_sights(
    database: Database, reference: Reference, proposals: Sequence[int], *, kind: str, date: dt.date, today: dt.date
) -> tuple[CandidateSight, ...]:
    """Tell of some candidates what they lack for a meeting of ``kind`` on ``date``; those that are gone are left out.

    Each takes some milliseconds, so a page asks for a few at a time; these are read together.
    """
    with database.reader() as session:
        rows = [row for row in rows_to_read(session, proposals) if row.proposal]
        reader = Reader(session, database.now().date())
        dossiers = {row.id: reader.dossier(row) for row in rows}
        been = {key for key in dossiers if placements_of(session, key)}
    needs = {
        key: topic_view(dossiers[key], reference, TOPIC, today=today, proposal=True, kind=kind, date=date).needs
        for key in proposals
        if key in dossiers
    }
    return tuple(
        CandidateSight(
            proposal=key,
            missing=missing(found),
            history=history(database, key) if key in been else (),
            judged=bool(found),
        )
        for key, found in needs.items()
    )
