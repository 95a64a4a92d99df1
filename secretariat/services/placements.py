"""What becomes of proposals when the meeting they are on changes: they come back, or their time on it is over.

Whatever act changes a meeting's topics, ``Following`` looks at what it did and brings the proposals in line, in that
same act: so an undo takes both back, and nobody has to remember. Nothing here opens a transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.meetings import Meeting
from models.proposals import Placement
from secretariat.domain.naming import plain_title
from secretariat.domain.proposals import END_WORDS, End, Side, brought_back, dossier_of_topic, end_of, origin_of
from secretariat.domain.rosters import Taken
from secretariat.domain.states import MeetingStatus
from secretariat.errors import RefusedError, UserError
from secretariat.services.proposal_rows import Reader, rewrite_proposal, store_proposal
from secretariat.services.rosters import government_key, taken_by
from secretariat.services.store import dossier_of, whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from secretariat.domain.facts import Dossier, Topic
    from secretariat.domain.proposals import Carried
    from secretariat.services.transaction import ActSession

_SETTLED: Final = frozenset({End.WITHDRAWN, End.REFERRED})
"""Ends that what the meeting says afterwards does not change."""


class NoSuchProposalError(UserError):
    """A proposal that is not in the database."""


class Following:
    """A meeting's topics as they are before an act, and what becomes of the proposals once it is done."""

    def __init__(self, session: ActSession, meeting: Meeting, before: Dossier) -> None:
        self._session = session
        self._meeting = meeting
        self._before = before
        by_no = {topic.no: topic for topic in before.topics}
        self._topics = {row.id: by_no[row.no] for row in meeting.topics}
        if meeting.proposal:
            refuse_placed(session, meeting)

    def follow(self, after: Dossier, today: dt.date) -> None:
        """Bring the proposals in line with the meeting as it is now; its rows must be those of ``after``."""
        if self._meeting.proposal or not self._touched(after):
            return
        by_no = {topic.no: topic for topic in after.topics}
        self._settle({row.id: by_no[row.no] for row in self._meeting.topics}, after, today)

    def follow_replaced(self, after: Dossier, today: dt.date) -> None:
        """The same where a file took the meeting's place, and its topics have new keys: they go by their titles."""
        rows = {topic.no: row.id for topic, row in zip(after.topics, self._meeting.topics, strict=True)}
        keys = {topic.title: rows[topic.no] for topic in reversed(after.topics)}
        for placement in placements_on(self._session, self._meeting.id):
            old = self._topics.get(placement.topic)
            if old is not None and old.title in keys:
                placement.topic = keys[old.title]
        self._topics = {keys[old.title]: old for old in self._topics.values() if old.title in keys} | self._topics
        self.follow(after, today)

    def _touched(self, after: Dossier) -> bool:
        return after.topics != self._before.topics or self._now_held(after)

    def _now_held(self, after: Dossier) -> bool:
        was, now = self._before.meeting.status, after.meeting.status
        return was in {None, MeetingStatus.PLANNED} and now in {MeetingStatus.HELD, MeetingStatus.ISSUED}

    def _settle(self, topics: Mapping[int, Topic], after: Dossier, today: dt.date) -> None:
        placed = set()
        for placement in placements_on(self._session, self._meeting.id):
            placed.add(placement.topic)
            if placement.outcome in _SETTLED:
                continue
            topic = topics.get(placement.topic)
            if topic is None:
                self._gone(placement, today)
            else:
                self._decided(placement, topic, after, today)
        for key, topic in topics.items():
            old = self._topics.get(key)
            fresh = old is None or end_of(old) is not End.DEFERRED or self._now_held(after)
            if key not in placed and fresh and end_of(topic) is End.DEFERRED:
                self._typed_and_deferred(key, topic, after)

    def _gone(self, placement: Placement, today: dt.date) -> None:
        was, topic = placement.outcome, self._topics[placement.topic]
        placement.outcome = End.WITHDRAWN
        placement.ended_on = today
        if was != End.DEFERRED:  # then it is back already
            self._bring_back(placement, topic, self._before, End.WITHDRAWN, today)

    def _decided(self, placement: Placement, topic: Topic, after: Dossier, today: dt.date) -> None:
        end = end_of(topic)
        if placement.outcome == end:
            return
        if end is None and (other := _open(self._session, placement.proposal_id)) is not None:
            where = called(self._session, other.meeting_id)
            raise RefusedError(f"议题“{topic.title}”缓议后已列入{where}", "请先从那次会议撤出，再改这里的审议结果")
        placement.outcome = end
        placement.ended_on = None if end is None else after.meeting.date
        if end is End.DEFERRED and _open(self._session, placement.proposal_id) is None:
            self._bring_back(placement, topic, after, end, today)

    def _typed_and_deferred(self, key: int, topic: Topic, after: Dossier) -> None:
        origin = origin_of(after, topic.no, END_WORDS[End.DEFERRED])
        make_proposal(
            self._session,
            self._meeting,
            after,
            topic.no,
            key=key,
            origin=origin,
            end=End.DEFERRED,
            on=after.meeting.date,
        )

    def _bring_back(self, placement: Placement, topic: Topic, source: Dossier, end: End, today: dt.date) -> None:
        proposal = whole(self._session, placement.proposal_id)
        if proposal is None:
            return
        taken = taken_by(self._meeting)
        dossier, own = Reader(self._session, today).parts(proposal)
        carried = brought_back(
            side(source, taken),
            topic,
            side(dossier, own),
            origin=origin_of(source, topic.no, END_WORDS[end]),
            heard=end is End.DEFERRED,
        )
        rewrite_proposal(self._session, proposal, carried.dossier, joined(own, taken, carried))


# ----------------------------------------------------------------------------------------------------------- placements


def the_proposal(session: Session, proposal_id: int) -> Meeting:
    """Give a proposal with all that belongs to it; raises ``NoSuchProposalError``."""
    found = whole(session, proposal_id)
    if found is None or not found.proposal:
        raise no_such_proposal(proposal_id)
    return found


def no_such_proposal(proposal_id: int) -> NoSuchProposalError:
    """The error for one that is not there."""
    return NoSuchProposalError(f"没有编号为 {proposal_id} 的候选议题", "它可能已被删除，请在议题的回收处查看")


def placements_on(session: Session, meeting_id: int) -> list[Placement]:
    """Give the placements on a meeting, the earliest first."""
    return list(session.scalars(sa.select(Placement).where(Placement.meeting_id == meeting_id).order_by(Placement.id)))


def placements_of(session: Session, proposal_id: int) -> list[Placement]:
    """Give where a proposal was put, the earliest first."""
    of = Placement
    return list(session.scalars(sa.select(of).where(of.proposal_id == proposal_id).order_by(of.id)))


def _open(session: Session, proposal_id: int) -> Placement | None:
    of = Placement
    return session.scalars(
        sa.select(of).where(of.proposal_id == proposal_id, of.ended_on.is_(None)).order_by(of.id)
    ).first()


def refuse_placed(session: Session, proposal: Meeting) -> None:
    """Raise ``RefusedError`` for a proposal that is on a meeting: there it is edited, and nowhere else."""
    placement = _open(session, proposal.id)
    if placement is None:
        return
    what = f"议题“{proposal.topics[0].title}”已列入{called(session, placement.meeting_id)}"
    held = session.scalar(sa.select(Meeting.status).where(Meeting.id == placement.meeting_id))
    remedy = "请先撤出，或在该次会议中修改" if held is MeetingStatus.PLANNED else "请先在该次会议登记审议结果，或撤出"
    raise RefusedError(what, remedy)


def release(session: ActSession, meeting: Meeting, today: dt.date) -> None:
    """Let go of the proposals on a meeting that is being deleted; of a proposal, of where it was put. Flushes."""
    if meeting.proposal:
        refuse_placed(session, meeting)
        found = placements_of(session, meeting.id)
    else:
        following = Following(session, meeting, dossier_of(meeting))
        following._settle({}, following._before, today)  # noqa: SLF001 (of this module)
        found = placements_on(session, meeting.id)
    for placement in found:
        session.delete(placement)
    session.flush()


def make_proposal(  # noqa: PLR0913 (all of it is said of one placement)
    session: Session,
    meeting: Meeting,
    dossier: Dossier,
    no: int,
    *,
    key: int,
    origin: str,
    end: End,
    on: dt.date,
    kind: str | None = None,
    reason: str | None = None,
) -> Meeting:
    """Make a proposal of a meeting's topic, whose key is ``key``, and note that it was there. Flushes."""
    made = dossier_of_topic(
        dossier, no, kind=kind or dossier.meeting.kind, filed_on=on, origin=origin, heard=end is not End.WITHDRAWN
    )
    taken = taken_by(meeting)
    # Of a meeting that was typed or came from a file, nobody knows whether all are there whom the organisation has.
    whose = government_key(session, dossier.government.name) if taken.listed else None
    proposal = store_proposal(session, made, taken, whose)
    session.add(
        Placement(
            proposal_id=proposal.id,
            meeting_id=meeting.id,
            topic=key,
            placed_on=placed_since(dossier, no),
            ended_on=on,
            outcome=end,
            reason=reason,
        )
    )
    session.flush()
    return proposal


def placed_since(dossier: Dossier, no: int) -> dt.date:
    """Since when a topic is on its meeting; where that is not recorded, the meeting's day."""
    added = next((topic.added_on for topic in dossier.topics if topic.no == no), None)
    return added or dossier.meeting.date


def called(session: Session, meeting_id: int) -> str:
    """Give a meeting as messages name it."""
    meeting = session.get_one(Meeting, meeting_id)
    return plain_title(meeting.government, meeting.kind, meeting.number, meeting.date)


# ------------------------------------------------------------------------------------------------------- who is whom


def side(dossier: Dossier, taken: Taken) -> Side:
    """A dossier with what it has from the organisation, as a topic is carried from or to it."""
    return Side(
        dossier=dossier,
        people={ref: key for ref, (key, _) in taken.people.items()},
        departments={ref: key for ref, (key, _) in taken.departments.items()},
    )


def joined(taken: Taken, other: Taken, carried: Carried) -> Taken:
    """What a dossier has from the organisation once a topic has brought others along from another one."""
    people = {to: other.people[ref] for ref, to in carried.added_people.items() if ref in other.people}
    units = {to: other.departments[ref] for ref, to in carried.added_departments.items() if ref in other.departments}
    return Taken(
        departments={**taken.departments, **units},
        people={**taken.people, **people},
        listed=taken.listed | {key for key, _ in people.values()},
    )
