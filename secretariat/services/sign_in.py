"""Sign-in (签到) in the room: one key, one act, on disk before the screen says so.

Each act is the same pure edit (``domain/room_acts.py``) that ``meetings.act_on`` would do to the whole meeting, done to
the part of it that the edit looks at: whom it names, the topics, the meeting's times. So it takes a few milliseconds,
however many are on the list, and leaves the same rows and the same lines of the trail.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from models.attendance import Attendance, AttendanceTopic, InRoom, Visit
from models.meetings import Meeting, MeetingPerson
from models.minutes import Minutes
from models.topics import Topic
from secretariat.domain import facts, people_editing, room_acts, substitutes
from secretariat.domain.identity import locked
from secretariat.domain.permissions import Permission
from secretariat.domain.records import record
from secretariat.domain.states import RecusalReason
from secretariat.errors import RefusedError
from secretariat.services import integrity
from secretariat.services.judges import note_judge
from secretariat.services.meetings import act_on, no_such_meeting
from secretariat.services.rewriting import rewrite_row
from secretariat.services.store import line_fact, subject_rows
from secretariat.strict_input import refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Sequence

    from sqlalchemy.orm import Session

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.transaction import ActSession

    Edit = Callable[[facts.Dossier], facts.Dossier]

PREFIX: Final = "签到："
"""How the trail begins what it calls an act of the room; ``sign_in_undo.py`` finds them by it."""
_REASONS: Final = {RecusalReason.SELF: "涉及本人", RecusalReason.RELATIVE: "涉及亲属", RecusalReason.OTHER: "其他原因"}


@record(kw_only=True)
class Course:
    """Of a topic, when it was taken and when it was done."""

    no: int
    started: dt.time | None
    ended: dt.time | None


@record(kw_only=True)
class Marked:
    """What has come of an act: the lines that have changed, the topics' times, and how the trail calls it.

    Without an ``entry`` in the trail all was so before.
    """

    words: str
    lines: tuple[facts.Attendance, ...]
    course: tuple[Course, ...]
    entry: int | None

    def shown_in(self, dossier: facts.Dossier) -> facts.Dossier:
        """The meeting as it is now."""
        changed = {(line.person, line.as_): line for line in self.lines}
        times = {course.no: course for course in self.course}
        return replace(
            dossier,
            attendance=tuple(changed.get((line.person, line.as_), line) for line in dossier.attendance),
            topics=tuple(_timed(topic, times.get(topic.no)) for topic in dossier.topics),
        )


def _timed(topic: facts.Topic, course: Course | None) -> facts.Topic:
    if course is None or (topic.started, topic.ended) == (course.started, course.ended):
        return topic
    return replace(topic, started=course.started, ended=course.ended)


# -- people -----------------------------------------------------------------------------------------------------------


def mark_present(
    database: Database, actor: Actor, meeting_id: int, person: str, *, at: dt.time | None = None
) -> Marked:
    """Mark somebody present; late only once the first topic was taken."""
    return _person(database, actor, meeting_id, person, "到会", partial(room_acts.present, person=person, at=at))


def mark_arrival(database: Database, actor: Actor, meeting_id: int, person: str, *, at: dt.time | None) -> Marked:
    """Record when somebody came; without a time, that he came in time."""
    words = "按时到会" if at is None else f"{at:%H:%M}到会"
    return _person(database, actor, meeting_id, person, words, partial(room_acts.arrive, person=person, at=at))


def mark_departure(database: Database, actor: Actor, meeting_id: int, person: str, *, at: dt.time) -> Marked:
    """Record when somebody left the meeting."""
    edit = partial(room_acts.leave_early, person=person, at=at)
    return _person(database, actor, meeting_id, person, f"{at:%H:%M}离会", edit)


def mark_absent(database: Database, actor: Actor, meeting_id: int, person: str) -> Marked:
    """Take back whatever was marked of somebody."""
    return _person(database, actor, meeting_id, person, "未到", partial(room_acts.absent, person=person))


def mark_leave(database: Database, actor: Actor, meeting_id: int, person: str) -> Marked:
    """Record that somebody is on leave."""
    return _person(database, actor, meeting_id, person, "请假", partial(room_acts.on_leave, person=person))


def mark_out(
    database: Database, actor: Actor, meeting_id: int, person: str, topic: int, *, at: dt.time | None = None
) -> Marked:
    """Record that somebody is out of the room for a topic."""
    edit = partial(room_acts.out, person=person, topic=topic, at=at)
    return _person(database, actor, meeting_id, person, f"议题{topic}暂离", edit)


def mark_back(database: Database, actor: Actor, meeting_id: int, person: str, *, topic: int | None = None) -> Marked:
    """Record that somebody is back in the room."""
    edit = partial(room_acts.back, person=person, topic=topic)
    return _person(database, actor, meeting_id, person, "返回会场", edit)


def mark_recusal(
    database: Database,
    actor: Actor,
    meeting_id: int,
    person: str,
    topic: int,
    reason: RecusalReason,
    *,
    note: str | None = None,
    at: dt.time | None = None,
) -> Marked:
    """Record that somebody withdraws from a topic, and why."""
    edit = partial(room_acts.recuse, person=person, topic=topic, reason=reason, note=note, at=at)
    return _person(database, actor, meeting_id, person, f"议题{topic}回避（{_REASONS[reason]}）", edit)


def mark_substitute(
    database: Database, actor: Actor, meeting_id: int, person: str, by: str | None, *, consent: str | None = None
) -> Marked:
    """Record who sits in for somebody, and who consented to it."""
    edit = partial(room_acts.substitute, person=person, by=by, consent=consent)
    words = "取消代会" if by is None else "由他人代会"
    named = tuple(one for one in (by, consent) if one is not None)
    return _person(database, actor, meeting_id, person, words, edit, also=named)


def mark_new_substitute(
    database: Database, actor: Actor, meeting_id: int, person: str, new: people_editing.NewPerson
) -> Marked:
    """Record that somebody who was not known to the meeting sits in for a person. Loads the meeting: it is rare."""

    def edit(dossier: facts.Dossier) -> facts.Dossier:
        dossier, by = substitutes.with_substitute(dossier, new)
        return room_acts.substitute(dossier, person, by)

    with database.reader() as session:
        words = f"{PREFIX}{_names(session, meeting_id, (person,))}由他人代会"
    act_on(database, actor, meeting_id, words, edit)
    with database.reader() as session:
        lines, course = part_now(session, meeting_id, (person,))
    return Marked(words=words, lines=lines, course=course, entry=None)


# -- called in and out ------------------------------------------------------------------------------------------------


def call_in(
    database: Database,
    actor: Actor,
    meeting_id: int,
    people: Sequence[str],
    *,
    at: dt.time,
    topic: int | None = None,
) -> Marked:
    """Record that people who attend for single topics come in."""
    edit = partial(room_acts.call_in, people=tuple(people), at=at, topic=topic)
    return _act(database, actor, meeting_id, people, "叫入{names}", edit)


def call_out(database: Database, actor: Actor, meeting_id: int, person: str, *, at: dt.time) -> Marked:
    """Record that somebody who was called in leaves the room."""
    return _person(database, actor, meeting_id, person, "退场", partial(room_acts.call_out, person=person, at=at))


# -- topics -----------------------------------------------------------------------------------------------------------


def begin_topic(database: Database, actor: Actor, meeting_id: int, no: int, *, at: dt.time) -> Marked:
    """Take a topic; what is on the table ends."""
    return _act(database, actor, meeting_id, None, f"议题{no}开始", partial(room_acts.begin, no=no, at=at))


def end_topic(database: Database, actor: Actor, meeting_id: int, no: int, *, at: dt.time) -> Marked:
    """Record that a topic is done."""
    return _act(database, actor, meeting_id, None, f"议题{no}结束", partial(room_acts.end, no=no, at=at))


def next_topic(database: Database, actor: Actor, meeting_id: int, *, at: dt.time) -> Marked:
    """End what is on the table and take the next topic."""
    return _act(database, actor, meeting_id, None, "下一议题", partial(room_acts.go_on, at=at))


# -- one act ----------------------------------------------------------------------------------------------------------


def _person(
    database: Database,
    actor: Actor,
    meeting_id: int,
    person: str,
    words: str,
    edit: Edit,
    *,
    also: Collection[str] = (),
) -> Marked:
    """An act on one person; ``also`` are those whom it names beside him."""
    return _act(database, actor, meeting_id, (person,), "{names}" + words, edit, also=also)


def _act(
    database: Database,
    actor: Actor,
    meeting_id: int,
    people: Collection[str] | None,
    words: str,
    edit: Edit,
    *,
    also: Collection[str] = (),
) -> Marked:
    """Apply an edit to the part of a meeting that it looks at, as one act.

    ``people`` are those whose lines it changes; ``None``: whoever is affected when a topic begins or ends. Raises what
    ``meetings.act_on`` raises.
    """
    told = PREFIX + words
    if people is not None:
        with database.reader() as session:
            told = PREFIX + words.format(names=_names(session, meeting_id, people))
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=told) as transaction:
        part = _Part(transaction.session, meeting_id, people, also)
        before = part.dossier
        after = edit(before)
        if after != before:
            refuse(integrity.problems(after), source="本次会议")
            part.rewrite(after)
    changed = tuple(
        now for was, now in zip(before.attendance, after.attendance, strict=True) if was is not now and was != now
    )
    course = tuple(Course(no=topic.no, started=topic.started, ended=topic.ended) for topic in after.topics)
    return Marked(words=told, lines=changed, course=course, entry=transaction.changes.entry)


def _names(session: Session, meeting_id: int, people: Collection[str]) -> str:
    names = {person.id: person.name for person in _people(session, meeting_id, people)}
    return "、".join(names.get(person, person) for person in people)


class _Part:
    """The part of a meeting that an act looks at: its own row, the topics, some people's lines."""

    def __init__(
        self, session: ActSession, meeting_id: int, people: Collection[str] | None, also: Collection[str]
    ) -> None:
        self._session = session
        meeting = session.get(Meeting, meeting_id)
        if meeting is None:
            raise no_such_meeting(meeting_id)
        self._meeting = meeting
        _refuse_locked(session, meeting)
        of = Topic
        query = sa.select(of.id, of.no, of.title, of.started, of.ended).where(of.meeting_id == meeting_id)
        self._topics = session.execute(query.order_by(of.position)).all()
        self._numbers = {topic.id: topic.no for topic in self._topics}
        wanted = None if people is None else (*people, *also)
        self._lines = _line_rows(session, meeting_id, wanted)
        self.dossier = self._as_dossier(wanted or ())

    def _as_dossier(self, named: Collection[str]) -> facts.Dossier:
        meeting = self._meeting
        lines = tuple(line_fact(row, self._numbers) for row in self._lines)
        known = {one for line in lines for one in (line.person, line.substitute, line.substitute_consent_by) if one}
        return facts.Dossier(
            format="secretariat-dossier/2",
            government=facts.Government(name=meeting.government),
            meeting=facts.Meeting(kind=meeting.kind, date=meeting.date, start=meeting.start, end=meeting.end),
            people=_people(self._session, meeting.id, known | set(named)),
            attendance=lines,
            topics=tuple(
                facts.Topic(no=row.no, title=row.title, started=row.started, ended=row.ended) for row in self._topics
            ),
        )

    def rewrite(self, after: facts.Dossier) -> None:
        """Bring the rows in line with the part as it is after the edit."""
        note_judge(self._session, self._meeting)
        for topic, now in zip(self._topics, after.topics, strict=True):
            if (topic.started, topic.ended) != (now.started, now.ended):
                taken = self._session.get_one(Topic, topic.id)
                taken.started, taken.ended = now.started, now.ended
        self._session.flush()
        fresh, _ = subject_rows(after, {no: key for key, no in self._numbers.items()})
        pairs = zip(self._lines, self.dossier.attendance, after.attendance, fresh, strict=True)
        for row, before, line, made in pairs:
            if before != line:
                rewrite_row(row, made)
        self._session.flush()


def _refuse_locked(session: Session, meeting: Meeting) -> None:
    if locked(session.scalar(sa.select(Minutes.stage).where(Minutes.meeting_id == meeting.id))):
        raise RefusedError("本次会议的纪要已经印发并锁定，出席记录不能修改", "确需更正的，请在纪要页新建更正版本")


def _line_rows(session: Session, meeting_id: int, people: Collection[str] | None) -> Sequence[Attendance]:
    """The lines of these people; of ``None`` those that change as topics begin and end."""
    of = Attendance
    query = sa.select(of).where(of.meeting_id == meeting_id).order_by(of.position)
    # A line has few of these: for one or two people one statement for all is quicker than one for each kind.
    load = selectinload if people is None else joinedload
    if people is not None:
        query = query.where(of.person.in_(people))
    else:
        visited = sa.select(Visit.attendance_id).where(Visit.meeting_id == meeting_id)
        single = sa.select(AttendanceTopic.attendance_id).where(
            AttendanceTopic.meeting_id == meeting_id, AttendanceTopic.in_room == InRoom.ONLY
        )
        query = query.where(sa.or_(of.left.is_not(None), of.id.in_(visited), of.id.in_(single)))
    query = query.options(load(of.topics), load(of.recusals), load(of.visits))
    return session.scalars(query).unique().all()


def _people(session: Session, meeting_id: int, refs: Collection[str]) -> tuple[facts.Person, ...]:
    of = MeetingPerson
    query = sa.select(of.ref, of.name).where(of.meeting_id == meeting_id, of.ref.in_(refs))
    return tuple(facts.Person(id=ref, name=name) for ref, name in session.execute(query))


def part_now(
    session: Session, meeting_id: int, people: Collection[str] | None = None
) -> tuple[tuple[facts.Attendance, ...], tuple[Course, ...]]:
    """Give lines as they stand, and the topics' times; without ``people`` everybody's."""
    of = Topic
    query = sa.select(of.id, of.no, of.started, of.ended).where(of.meeting_id == meeting_id).order_by(of.position)
    topics = session.execute(query).all()
    numbers = {key: no for key, no, _, _ in topics}
    rows = sa.select(Attendance).where(Attendance.meeting_id == meeting_id).order_by(Attendance.position)
    if people is not None:
        rows = rows.where(Attendance.person.in_(people))
    parts = (selectinload(Attendance.topics), selectinload(Attendance.recusals), selectinload(Attendance.visits))
    lines = tuple(line_fact(row, numbers) for row in session.scalars(rows.options(*parts)))
    return lines, tuple(Course(no=no, started=started, ended=ended) for _, no, started, ended in topics)
