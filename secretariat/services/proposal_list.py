"""The list of all topics for the board: candidates, and the topics of all meetings.

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
    from collections.abc import Iterable, Mapping, Sequence

    from secretariat.services.database import Database

# Asked of ``Database.ask``, as ``services/meeting_list.py`` does: the tables' classes take half a second to import.
# Candidates and the topics of meetings are asked for apart: each question then finds its rows by an index of its own,
# also where thousands of proposals have long been decided.
_CANDIDATES: Final = """
FROM meeting
JOIN topic ON topic.meeting_id = meeting.id
WHERE meeting.proposal = TRUE AND NOT meeting.kept_copy AND NOT EXISTS (
    SELECT 1 FROM placement
    WHERE placement.proposal_id = meeting.id AND (placement.ended_on IS NULL OR placement.outcome = 'decided'))
"""
_ON_MEETINGS: Final = """
FROM meeting
JOIN topic ON topic.meeting_id = meeting.id
LEFT JOIN decision ON decision.meeting_id = topic.meeting_id AND decision.topic_id = topic.id
WHERE meeting.proposal = FALSE AND NOT meeting.kept_copy
"""
_BY_KEY: Final = """
FROM topic
JOIN meeting ON meeting.id = topic.meeting_id
LEFT JOIN decision ON decision.meeting_id = topic.meeting_id AND decision.topic_id = topic.id
"""
_LEADERS: Final = """
FROM meeting_charge AS charge
JOIN meeting_person AS leader ON leader.id = charge.meeting_person_id
WHERE charge.meeting_id = topic.meeting_id AND charge.department = topic.sponsor
"""
# Whom a proposal does not keep itself the organisation knows (``domain/proposal_rosters.py``): who leads it today.
_LEADERS_TODAY: Final = """
FROM meeting_department AS unit
JOIN charge ON charge.department_id = unit.department_id
JOIN person AS leader ON leader.id = charge.person_id
WHERE meeting.organisation_id = leader.government_id
  AND unit.meeting_id = topic.meeting_id AND unit.ref = topic.sponsor
  AND (charge.from_ IS NULL OR charge.from_ <= :today) AND (charge."to" IS NULL OR charge."to" >= :today)
  AND EXISTS (
    SELECT 1 FROM holding WHERE holding.person_id = leader.id
    AND (holding.from_ IS NULL OR holding.from_ <= :today) AND (holding."to" IS NULL OR holding."to" >= :today))
"""
# Whoever it keeps has what he was in charge of when it took him in, though he may have left since.
_STILL_HERE: Final = """
(meeting.organisation_id IS NULL OR leader.person_id IS NULL OR EXISTS (
    SELECT 1 FROM holding WHERE holding.person_id = leader.person_id
    AND (holding.from_ IS NULL OR holding.from_ <= :today) AND (holding."to" IS NULL OR holding."to" >= :today)))
"""
_FIRST: Final = "ORDER BY leader.position LIMIT 1"
_COLUMNS: Final = """
SELECT topic.id, topic.meeting_id, topic.no, topic.title, topic.type,
       (SELECT unit.name FROM meeting_department AS unit
        WHERE unit.meeting_id = topic.meeting_id AND unit.ref = topic.sponsor),
       {leader}, topic.registered_on, topic.origin, {outcome},
       meeting.proposal, meeting.government, meeting.kind, meeting.term, meeting.year, meeting.number, meeting.enlarged,
       meeting.date, meeting.status, {proposal}, {came_back}
"""
_OF_CANDIDATES: Final = _COLUMNS.format(
    leader=f"""coalesce((SELECT leader.name {_LEADERS_TODAY} {_FIRST}),
                      (SELECT leader.name {_LEADERS} AND {_STILL_HERE} {_FIRST}))""",
    outcome="NULL",
    proposal="meeting.id",
    came_back="""(SELECT placement.outcome FROM placement WHERE placement.proposal_id = meeting.id
                   ORDER BY placement.id DESC LIMIT 1)""",
)
_OF_MEETINGS: Final = _COLUMNS.format(
    leader=f"(SELECT leader.name {_LEADERS} {_FIRST})",
    outcome="decision.outcome",
    proposal="""(SELECT max(placement.proposal_id) FROM placement
                  WHERE placement.meeting_id = meeting.id AND placement.topic = topic.id
                    AND (placement.outcome IS NULL OR placement.outcome <> 'referred'))""",
    came_back="NULL",
)
_ORDER: Final = "ORDER BY meeting.date DESC, meeting.id DESC, topic.no LIMIT :limit"
_SPONSORED: Final = """EXISTS (
    SELECT 1 FROM meeting_department AS unit
    WHERE unit.meeting_id = topic.meeting_id AND unit.ref = topic.sponsor AND unit.name = :sponsor)
"""
_LED: Final = f"EXISTS (SELECT 1 {_LEADERS} AND leader.name = :leader)"
_LED_TODAY: Final = f"""
(EXISTS (SELECT 1 {_LEADERS} AND leader.name = :leader AND {_STILL_HERE})
 OR EXISTS (SELECT 1 {_LEADERS_TODAY} AND leader.name = :leader))
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


_STATE: Final = "CASE WHEN decision.outcome IS NULL THEN 'on_agenda' ELSE 'heard' END"
_ANY: Final = 1_000_000
"""More than there can be."""


class TopicState(StrEnum):
    """How far a topic has come: on no meeting yet or again, on the agenda of one, heard by one."""

    CANDIDATE = "candidate"
    ON_AGENDA = "on_agenda"
    HEARD = "heard"


_HEARD_OR_NOT: Final = (TopicState.ON_AGENDA, TopicState.HEARD)


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


def board(database: Database, asked: Asked = EVERYTHING, *, limit: int = 500) -> Board:
    """Give the topics that fit, the newest meeting first; candidates stand by the day on which they were filed.

    Those in other states are counted too, but not among the rows.
    """
    every = replace(asked, states=())
    counts = dict.fromkeys(TopicState, 0)
    waiting: Sequence[TopicRow] = ()
    if _wants(asked, TopicState.CANDIDATE):
        waiting = list_topics(database, replace(asked, states=(TopicState.CANDIDATE,)), limit=limit)
        counts[TopicState.CANDIDATE] = len(waiting)
    if (len(waiting) == limit or not _wants(asked, TopicState.CANDIDATE)) and _may_wait(asked):
        counts[TopicState.CANDIDATE] = _count_candidates(database, every)
    where, values = _narrowed(database, every)
    states = [state for state in _HEARD_OR_NOT if _wants(asked, state)]
    if asked.sponsor is None and asked.leader is None:
        question = f"SELECT {_STATE}, count(*) {_ON_MEETINGS} {where} GROUP BY 1"
        counts |= {TopicState(state): number for state, number in database.ask(question, **values)}
        on_meetings = list_topics(database, replace(asked, states=tuple(states)), limit=limit) if states else ()
    else:
        # To see whose a topic is takes longest, so that each is looked at but once.
        question = f"SELECT topic.id, {_STATE} {_ON_MEETINGS} {where} {_ORDER}"
        fitting = [(key, TopicState(state)) for key, state in database.ask(question, **values, limit=_ANY)]
        counts |= Counter(state for _, state in fitting)
        shown = [key for key, state in fitting if state in states][:limit]
        among = ", ".join(map(str, shown))
        rows = database.ask(f"{_OF_MEETINGS} {_BY_KEY} WHERE topic.id IN ({among})") if among else []
        on_meetings = tuple(map(_row, rows))
    return Board(rows=_in_order((*waiting, *on_meetings))[:limit], counts=counts)


def read_ahead(database: Database) -> None:
    """Have the disk give once what the board and its filters ask for, so that nobody has to wait for it later."""
    for asked in (Asked(states=(TopicState.CANDIDATE,)), Asked(sponsor=""), Asked(leader="")):
        board(database, asked)


def list_topics(database: Database, asked: Asked = EVERYTHING, *, limit: int = 500) -> tuple[TopicRow, ...]:
    """Give the first rows of the board alone: without counting, the database need look no further than these."""
    found: list[TopicRow] = []
    if _wants(asked, TopicState.CANDIDATE) and _may_wait(asked):
        where, values = _narrowed(database, asked, candidates=True)
        rows = database.ask(f"{_OF_CANDIDATES} {_CANDIDATES} {where} {_ORDER}", **values, limit=limit)
        found += map(_row, rows)
    states = [state for state in _HEARD_OR_NOT if _wants(asked, state)]
    if states:
        where, values = _narrowed(database, asked)
        if len(states) == 1:
            where += f" AND decision.outcome IS {'' if states == [TopicState.ON_AGENDA] else 'NOT '}NULL"
        rows = database.ask(f"{_OF_MEETINGS} {_ON_MEETINGS} {where} {_ORDER}", **values, limit=limit)
        found += map(_row, rows)
    return _in_order(found)[:limit]


def _in_order(rows: Iterable[TopicRow]) -> tuple[TopicRow, ...]:
    """As the questions order each of the two kinds of rows, in one list."""
    found = sorted(rows, key=lambda row: row.no)
    return tuple(sorted(found, key=lambda row: (row.date, row.meeting), reverse=True))


def _wants(asked: Asked, state: TopicState) -> bool:
    return not asked.states or state in asked.states


def _may_wait(asked: Asked) -> bool:
    """Whether candidates can be among what is asked for: nothing is decided of them."""
    return asked.outcome is None


def _count_candidates(database: Database, asked: Asked) -> int:
    where, values = _narrowed(database, asked, candidates=True)
    ((number,),) = database.ask(f"SELECT count(*) {_CANDIDATES} {where}", **values)
    return int(number)


def _narrowed(database: Database, asked: Asked, *, candidates: bool = False) -> tuple[str, dict[str, Any]]:
    narrowing = {**_NARROWING, "leader": _LED_TODAY} if candidates else _NARROWING
    values = {name: getattr(asked, name) for name in narrowing if getattr(asked, name) is not None}
    clauses = [narrowing[name] for name in values]
    if asked.text:
        clauses.append("lower(topic.title) LIKE lower(:text) ESCAPE '!'")  # to one database the size of letters matters
        marked = "".join(f"!{sign}" if sign in "!%_" else sign for sign in asked.text)
        values["text"] = f"%{marked}%"
    values["today"] = database.now().date()
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
