"""Proposals as they are looked at: one with its judgement and where it has been, and those in the recycle bin."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from models.audit import AuditEntry, AuditLine
from models.meetings import Meeting
from models.topics import Topic
from secretariat.domain.naming import plain_title
from secretariat.domain.proposals import End
from secretariat.domain.records import record
from secretariat.errors import UserError
from secretariat.rules.engine import judge
from secretariat.services.bulk_loading import rows_to_read
from secretariat.services.placements import no_such_proposal, placements_of, placements_on
from secretariat.services.proposal_rows import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from models.proposals import Placement
    from secretariat.domain import facts
    from secretariat.domain.facts import Dossier
    from secretariat.domain.states import Outcome
    from secretariat.rules.finding import Judgement
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference

_FAR: Final = dt.timedelta(days=60)
"""How far off a meeting is thought of which no day is known: farther than any deadline before it."""


@record(kw_only=True)
class Placed:
    """Where a proposal was put; ``topic`` is its number there, ``None`` once it is off.

    ``end`` is ``None`` while it is there; ``outcome`` and ``text`` are the meeting's decision.
    """

    meeting: int
    title: str
    day: dt.date
    topic: int | None
    placed_on: dt.date
    ended_on: dt.date | None
    end: End | None
    reason: str | None
    outcome: Outcome | None = None
    text: str | None = None


def history(database: Database, proposal_id: int) -> tuple[Placed, ...]:
    """Give where a proposal has been, the earliest first; also before it was referred up."""
    with database.reader() as session:
        if not session.scalar(sa.select(Meeting.proposal).where(Meeting.id == proposal_id)):
            raise no_such_proposal(proposal_id)
        return _history(session, proposal_id, frozenset())


def _history(session: Session, proposal_id: int, seen: frozenset[int]) -> tuple[Placed, ...]:
    found: list[Placed] = []
    for placement in placements_of(session, proposal_id):
        if placement.outcome == End.REFERRED:
            earlier = [
                one.proposal_id
                for one in placements_on(session, placement.meeting_id)
                if one.topic == placement.topic and one.outcome != End.REFERRED and one.proposal_id not in seen
            ]
            for key in earlier:
                found += _history(session, key, seen | {proposal_id})
        found.append(_placed(session, placement))
    return tuple(found)


def _placed(session: Session, placement: Placement) -> Placed:
    meeting = session.get_one(Meeting, placement.meeting_id)
    topic = session.get(Topic, placement.topic)
    decision = None if topic is None else topic.decision
    return Placed(
        meeting=meeting.id,
        title=plain_title(meeting.government, meeting.kind, meeting.number, meeting.date),
        day=meeting.date,
        topic=None if topic is None else topic.no,
        placed_on=placement.placed_on,
        ended_on=placement.ended_on,
        end=None if placement.outcome is None else End(placement.outcome),
        reason=placement.reason,
        outcome=None if decision is None else decision.outcome,
        text=None if decision is None else decision.text,
    )


@record(kw_only=True)
class ProposalView:
    """A proposal as a page shows it; ``judgement`` has what is found of its topic, ``unjudged`` why nothing is.

    ``history`` is where it has been; it is on a meeting now where its last entry has no end.
    """

    id: int
    dossier: Dossier
    judgement: Judgement | None
    unjudged: str | None
    history: tuple[Placed, ...]

    @property
    def topic(self) -> facts.Topic:
        """The topic."""
        return self.dossier.topics[0]


def open_dossier(database: Database, proposal_id: int) -> Dossier:
    """Give a proposal as a dossier; raises ``NoSuchProposalError``."""
    with database.reader() as session:
        return _dossier(session, proposal_id, database.now().date())


def _dossier(session: Session, proposal_id: int, today: dt.date) -> Dossier:
    for row in rows_to_read(session, [proposal_id]):
        if row.proposal:
            return Reader(session, today).dossier(row)
    raise no_such_proposal(proposal_id)


def open_proposal(
    database: Database,
    reference: Reference,
    proposal_id: int,
    *,
    today: dt.date,
    kind: str | None = None,
    date: dt.date | None = None,
) -> ProposalView:
    """Give a proposal, judged for a meeting of ``kind`` on ``date``; raises ``NoSuchProposalError``."""
    with database.reader() as session:
        dossier = _dossier(session, proposal_id, database.now().date())
        been = _history(session, proposal_id, frozenset())
    judgement = unjudged = None
    try:
        judgement = judge_proposal(dossier, reference, today, kind=kind, date=date)
    except UserError as error:
        unjudged = str(error)
    return ProposalView(id=proposal_id, dossier=dossier, judgement=judgement, unjudged=unjudged, history=been)


def judge_proposal(
    dossier: Dossier, reference: Reference, today: dt.date, *, kind: str | None = None, date: dt.date | None = None
) -> Judgement:
    """Judge a proposal as a topic of a planned meeting of ``kind`` on ``date``; only what is found of the topic.

    Without a day no deadline before the meeting is judged, by the rulebook in force today. Raises ``UserError`` where
    no rulebook judges it.
    """
    meeting = replace(dossier.meeting, kind=kind or dossier.meeting.kind, date=date or today)
    book = reference.rulebook_for(replace(dossier, meeting=meeting))
    if date is None:
        meeting = replace(meeting, date=today + _FAR)
    found = judge(book, replace(dossier, meeting=meeting), as_of=today, calendar=reference.calendar)
    no = dossier.topics[0].no
    return replace(found, findings=tuple(one for one in found.findings if one.subject == no))


# ----------------------------------------------------------------------------------------------------- recycle bin


@record(kw_only=True)
class Deleted:
    """A proposal that was deleted: what it was called, when it was filed, who deleted it and when (UTC, ISO)."""

    entry: int
    title: str
    filed_on: dt.date
    kind: str
    by: str
    at: str


def deleted_proposals(database: Database) -> tuple[Deleted, ...]:
    """Give the proposals in the recycle bin, those deleted last first: what the trail has of them."""
    of = AuditLine
    gone = (of.field.is_(None), of.after.is_(None))
    with database.reader() as session:
        query = (
            sa.select(of.row, AuditEntry.no, AuditEntry.at, AuditEntry.actor, of.before)
            .join(AuditEntry, AuditEntry.no == of.entry)
            .where(of.table == Meeting.__tablename__, *gone, of.before.contains('"proposal":true'))
            .where(of.row.not_in(sa.select(Meeting.id)))
            .order_by(AuditEntry.no.desc())
        )
        last: dict[int, Any] = {}
        for row in session.execute(query):
            last.setdefault(row.row, row)
        titles = _titles(session, [row.no for row in last.values()])
    return tuple(_deleted(row, titles) for row in last.values())


def _deleted(row: Any, titles: Mapping[tuple[int, int], str]) -> Deleted:  # noqa: ANN401 (a row of columns)
    said = json.loads(row.before)
    return Deleted(
        entry=row.no,
        title=titles.get((row.no, row.row), ""),
        filed_on=dt.date.fromisoformat(said["date"]),
        kind=said["kind"],
        by=row.actor,
        at=row.at,
    )


def _titles(session: Session, entries: Sequence[int]) -> dict[tuple[int, int], str]:
    """The titles of the topics that went with these acts, by the act and the proposal's key."""
    of = AuditLine
    query = sa.select(of.entry, of.before).where(of.entry.in_(entries), of.table == "topic", of.field.is_(None))
    found = ((entry, json.loads(before)) for entry, before in session.execute(query) if before is not None)
    return {(entry, said["meeting_id"]): said["title"] for entry, said in found}
