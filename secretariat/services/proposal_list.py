"""The list of all topics for the board: candidates, and the topics of all meetings; one question, whatever is asked.

A matter stands in it once for each time it came up: a proposal as long as it is a candidate, then each meeting's topic.
What is missing and by when is not asked here: that is judged, and only for what is shown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.proposals import End
from secretariat.domain.records import record
from secretariat.domain.states import MeetingStatus, Outcome, TopicType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.services.database import Database

# Asked of ``Database.ask``, as ``services/meeting_list.py`` does: the tables' classes take half a second to import.
_TABLES: Final = """
JOIN meeting ON meeting.id = topic.meeting_id
LEFT JOIN decision ON decision.meeting_id = topic.meeting_id AND decision.topic_id = topic.id
"""
_WHERE: Final = """
WHERE NOT meeting.kept_copy AND (NOT meeting.proposal OR NOT EXISTS (
    SELECT 1 FROM placement
    WHERE placement.proposal_id = meeting.id AND (placement.ended_on IS NULL OR placement.outcome = 'decided')))
"""
_COLUMNS: Final = """
SELECT topic.id, topic.meeting_id, topic.no, topic.title, topic.type,
       (SELECT unit.name FROM meeting_department AS unit
        WHERE unit.meeting_id = topic.meeting_id AND unit.ref = topic.sponsor),
       (SELECT leader.name FROM meeting_charge AS charge
        JOIN meeting_person AS leader ON leader.id = charge.meeting_person_id
        WHERE charge.meeting_id = topic.meeting_id AND charge.department = topic.sponsor
        ORDER BY leader.position LIMIT 1),
       topic.registered_on, topic.origin, decision.outcome,
       meeting.proposal, meeting.government, meeting.kind, meeting.term, meeting.year, meeting.number, meeting.enlarged,
       meeting.date, meeting.status,
       CASE WHEN meeting.proposal THEN meeting.id ELSE (
           SELECT max(placement.proposal_id) FROM placement
           WHERE placement.meeting_id = meeting.id AND placement.topic = topic.id
             AND (placement.outcome IS NULL OR placement.outcome <> 'referred')) END,
       CASE WHEN meeting.proposal THEN (
           SELECT placement.outcome FROM placement WHERE placement.proposal_id = meeting.id
           ORDER BY placement.id DESC LIMIT 1) END
"""
_ORDER: Final = """
ORDER BY meeting.date DESC, meeting.id DESC, topic.no
"""
_STATE: Final = """
CASE WHEN meeting.proposal THEN 'candidate' WHEN decision.outcome IS NULL THEN 'on_agenda' ELSE 'heard' END
"""
_LED: Final = """EXISTS (
    SELECT 1 FROM meeting_charge AS charge
    JOIN meeting_person AS leader ON leader.id = charge.meeting_person_id
    WHERE charge.meeting_id = topic.meeting_id AND charge.department = topic.sponsor AND leader.name = :leader)
"""
_SPONSORED: Final = """EXISTS (
    SELECT 1 FROM meeting_department AS unit
    WHERE unit.meeting_id = topic.meeting_id AND unit.ref = topic.sponsor AND unit.name = :sponsor)
"""
_NARROWING: Final[Mapping[str, str]] = {
    "government": "meeting.government = :government",
    "kind": "meeting.kind = :kind",
    "type": "topic.type = :type",
    "sponsor": _SPONSORED,
    "leader": _LED,
    "since": "meeting.date >= :since",
    "until": "meeting.date <= :until",
    "outcome": "decision.outcome = :outcome",
}


class TopicState(StrEnum):
    """How far a topic has come: on no meeting yet or again, on the agenda of one, heard by one."""

    CANDIDATE = "candidate"
    ON_AGENDA = "on_agenda"
    HEARD = "heard"


_STATES: Final[Mapping[TopicState, str]] = {
    TopicState.CANDIDATE: "meeting.proposal",
    TopicState.ON_AGENDA: "(NOT meeting.proposal AND decision.outcome IS NULL)",
    TopicState.HEARD: "(NOT meeting.proposal AND decision.outcome IS NOT NULL)",
}


@record(kw_only=True)
class Asked:
    """What of the list is wanted; ``None`` and nothing are any.

    ``text`` is part of the title. ``since`` and ``until`` are days of the meetings, of candidates those of filing.
    """

    states: tuple[TopicState, ...] = ()
    government: str | None = None
    kind: str | None = None
    type: TopicType | None = None
    sponsor: str | None = None
    leader: str | None = None
    outcome: Outcome | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    text: str | None = None


EVERYTHING: Final = Asked()


@record(kw_only=True)
class TopicRow:
    """One topic of the list; ``meeting`` and ``no`` name it, of a candidate ``meeting`` is the proposal itself.

    ``leader`` is in charge of the sponsor. ``came_back`` says how a candidate came off its last meeting. ``kind``,
    ``number`` and so on are the meeting's; of a candidate those it is meant for.
    """

    topic: int
    meeting: int
    no: int
    title: str
    type: TopicType | None
    sponsor: str | None
    leader: str | None
    filed_on: dt.date | None
    origin: str | None
    outcome: Outcome | None
    state: TopicState
    government: str
    kind: str
    term: int | None
    year: int | None
    number: int | None
    enlarged: bool
    date: dt.date
    status: MeetingStatus | None
    proposal: int | None
    came_back: End | None


@record(kw_only=True)
class Board:
    """What the board shows: rows, and how many topics fit in all, by state."""

    rows: tuple[TopicRow, ...]
    counts: Mapping[TopicState, int]


def board(
    database: Database, asked: Asked = EVERYTHING, *, limit: int = 500, offset: int = 0, count_all: bool = False
) -> Board:
    """Give the topics that fit, the newest meeting first; candidates stand by the day on which they were filed.

    First which ones, all of them; what is told of each is looked up for those alone that are shown. With ``count_all``
    those in other states are counted too, but not among the rows.
    """
    where, values = _narrowed(replace(asked, states=()) if count_all else asked)
    found = database.ask(f"SELECT topic.id, {_STATE} FROM topic {_TABLES} {_WHERE} {where} {_ORDER}", **values)  # noqa: S608 (constants of this module)
    counted = Counter(state for _, state in found)
    counts = {state: counted[state.value] for state in TopicState}
    if count_all and asked.states:
        found = [row for row in found if row[1] in asked.states]
    shown = ", ".join(str(int(key)) for key, _ in found[offset : offset + limit])
    if not shown:
        return Board(rows=(), counts=counts)
    rows = database.ask(f"{_COLUMNS} FROM topic {_TABLES} WHERE topic.id IN ({shown}) {_ORDER}")
    return Board(rows=tuple(map(_row, rows)), counts=counts)


def list_topics(database: Database, asked: Asked = EVERYTHING, *, limit: int = 500) -> tuple[TopicRow, ...]:
    """Give the first rows of the board alone: without counting, the database need look no further than these."""
    where, values = _narrowed(asked)
    rows = database.ask(
        f"{_COLUMNS} FROM topic {_TABLES} {_WHERE} {where} {_ORDER} LIMIT :limit", **values, limit=limit
    )
    return tuple(map(_row, rows))


def _narrowed(asked: Asked) -> tuple[str, dict[str, Any]]:
    values = {name: getattr(asked, name) for name in _NARROWING if getattr(asked, name) is not None}
    clauses = [_NARROWING[name] for name in values]
    if asked.states:
        clauses.append(f"({' OR '.join(_STATES[state] for state in asked.states)})")
    if asked.text:
        clauses.append("topic.title LIKE :text ESCAPE '!'")
        marked = "".join(f"!{sign}" if sign in "!%_" else sign for sign in asked.text)
        values["text"] = f"%{marked}%"
    return "".join(f" AND {clause}" for clause in clauses), {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> object:
    """A value as both databases take it: a word of a closed list as its text."""
    return value.value if isinstance(value, StrEnum) else value


def _row(row: tuple[Any, ...]) -> TopicRow:
    """A row as PostgreSQL gives it, or SQLite, which keeps days as text and truth as a number."""
    (topic, meeting, no, title, type_, sponsor, leader, filed_on, origin, outcome, proposal, *rest) = row
    (government, kind, term, year, number, enlarged, date, status, proposed, came_back) = rest
    day = _day(date)
    state = TopicState.CANDIDATE if proposal else TopicState.ON_AGENDA if outcome is None else TopicState.HEARD
    return TopicRow(
        topic=topic,
        meeting=meeting,
        no=no,
        title=title,
        type=None if type_ is None else TopicType(type_),
        sponsor=sponsor,
        leader=leader,
        filed_on=_day(filed_on) if filed_on is not None else day if proposal else None,
        origin=origin,
        outcome=None if outcome is None else Outcome(outcome),
        state=state,
        government=government,
        kind=kind,
        term=term,
        year=year,
        number=number,
        enlarged=bool(enlarged),
        date=day,
        status=None if status is None else MeetingStatus(status),
        proposal=proposed,
        came_back=None if came_back is None else End(came_back),
    )


def _day(told: str | dt.date) -> dt.date:
    return dt.date.fromisoformat(told) if isinstance(told, str) else told
