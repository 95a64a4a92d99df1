"""Dossiers as rows and rows as dossiers: the one place that maps ``domain/facts.py`` to the tables.

A field whose name and value are the same on both sides is copied by name; what is written out below is what differs:
lists of references, topics by their keys instead of their numbers, and records that may be there with nothing in them.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from models.attachments import Attachment
from models.attendance import Attendance, AttendanceTopic, InRoom, Recusal, Visit
from models.exceptions import Excuse
from models.leave import Away, AwayTold, Leave, Notice
from models.meetings import Meeting, MeetingCharge, MeetingDepartment, MeetingHolding, MeetingPerson
from models.minutes import ApprovalKind, Minutes, MinutesApproval, MinutesVersion
from models.topics import (
    AgendaChange,
    Comment,
    Coordination,
    Copy,
    Countersign,
    Decision,
    DecisionDepartment,
    IssuedDocument,
    Material,
    Reservation,
    Review,
    Step,
    Task,
    Topic,
    TopicConcern,
    TopicFile,
    WrittenOpinion,
)
from secretariat.domain import facts
from secretariat.domain.identity import period_of
from secretariat.services.change_lines import fields
from secretariat.services.exchange import needed_format
from secretariat.services.judges import note_judge

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from sqlalchemy.orm import Session
    from sqlalchemy.orm.interfaces import ORMOption

    from models.base import Row

AnyRow = TypeVar("AnyRow", bound="Row")
AnyFact = TypeVar("AnyFact")


# ------------------------------------------------------------------------------------------------------ copying by name


@cache
def _shared(fact: Hashable, row: type[Row]) -> tuple[str, ...]:
    """Give the fields of a fact that its row has under the same name; the ids of a dossier are not keys of a row."""
    return tuple(
        field.name
        for field in dataclasses.fields(cast("Any", fact))
        if field.name in fields(row) and field.name != "id"
    )


def _kind(fact: object) -> Hashable:
    return cast("Hashable", type(fact))


def _row(kind: type[AnyRow], fact: object, **more: object) -> AnyRow:
    return kind(**{name: getattr(fact, name) for name in _shared(_kind(fact), kind)} | more)


def _fact(kind: type[AnyFact], row: Row, **more: object) -> AnyFact:
    # Where many meetings are read at once, a row's own class is the one that it stands for (``bulk_loading.py``).
    names, values = _reader(cast("Hashable", kind), getattr(row, "stands_for", type(row)))
    return kind(**dict(zip(names, values(row), strict=True)) | more)


@cache
def _reader(kind: Hashable, table: type[Row]) -> tuple[tuple[str, ...], Callable[[object], tuple[object, ...]]]:
    """Give the names of the fields that are shared, and what reads them all at once."""
    names = _shared(kind, table)
    if len(names) == 1:
        one = attrgetter(names[0])
        return names, lambda row: (one(row),)
    return names, attrgetter(*names)


def _rows(kind: type[AnyRow], given: Sequence[object]) -> list[AnyRow]:
    return [_row(kind, fact) for fact in given]


def _facts(kind: type[AnyFact], rows: Sequence[Row]) -> tuple[AnyFact, ...]:
    return tuple(_fact(kind, row) for row in rows)


def _fill(row: Row, fact: object) -> None:
    for name in _shared(_kind(fact), type(row)):
        setattr(row, name, getattr(fact, name))


# --------------------------------------------------------------------------------------------------- facts to rows


def store_meeting(
    session: Session, dossier: facts.Dossier, *, instead_of: Meeting | None = None, kept_copy: bool = False
) -> Meeting:
    """Store a dossier as a new meeting, or ``instead_of`` one that is there and keeps its key; give the meeting.

    The dossier must be one that can be (``services/integrity.py``). Flushes.
    """
    meeting = instead_of or Meeting(attendance=[], exceptions=[])
    if instead_of is not None:
        _clear(session, instead_of)
    _fill_meeting(meeting, dossier)
    meeting.kept_copy = kept_copy
    if kept_copy:
        meeting.number = None
    session.add(meeting)
    session.flush()
    # The rest names topics, which have their keys only now.
    meeting.attendance, meeting.exceptions = subject_rows(dossier, {topic.no: topic.id for topic in meeting.topics})
    note_judge(session, meeting)
    session.flush()
    return meeting


def meeting_rows(dossier: facts.Dossier) -> Meeting:
    """Give a dossier as rows that no session knows, but for what names topics by their keys (``subject_rows``)."""
    meeting = Meeting(attendance=[], exceptions=[])
    _fill_meeting(meeting, dossier)
    return meeting


def subject_rows(dossier: facts.Dossier, keys: dict[int, int]) -> tuple[list[Attendance], list[Excuse]]:
    """Give the list and the exceptions as rows; ``keys`` are the topics' keys by their numbers."""
    return (
        [_attendance_row(line, keys) for line in dossier.attendance],
        [_excuse_row(excuse, keys) for excuse in dossier.exceptions],
    )


def _fill_meeting(meeting: Meeting, dossier: facts.Dossier) -> None:
    _fill(meeting, dossier.government)
    _fill(meeting, dossier.meeting)
    meeting.government = dossier.government.name
    meeting.period = period_of(dossier.meeting, dossier.government)
    meeting.rulebook = dossier.rulebook
    meeting.departments = [_row(MeetingDepartment, department, ref=department.id) for department in dossier.departments]
    meeting.people = [_person_row(person) for person in dossier.people]
    meeting.attachments = [_row(Attachment, attachment, ref=attachment.id) for attachment in dossier.attachments]
    meeting.topics = [_topic_row(topic) for topic in dossier.topics]
    meeting.leave = _rows(Leave, dossier.leave)
    meeting.notices = _rows(Notice, dossier.notices)
    meeting.agenda_changes = _rows(AgendaChange, dossier.agenda_changes)
    meeting.away = [_row(Away, away, told=[AwayTold(person=person) for person in away.told]) for away in dossier.away]
    meeting.minutes = None if dossier.minutes is None else _minutes_row(dossier.minutes)


def _clear(session: Session, meeting: Meeting) -> None:
    """Take everything out of a meeting first: the same person may not be on the list twice, not even for a moment."""
    for rows in (
        meeting.exceptions,
        meeting.attendance,
        meeting.topics,
        meeting.leave,
        meeting.notices,
        meeting.agenda_changes,
        meeting.away,
        meeting.attachments,
        meeting.people,
        meeting.departments,
    ):
        cast("list[Row]", rows).clear()
    meeting.minutes = None
    meeting.judged_by = None
    meeting.taken_people = None
    session.flush()


def _person_row(person: facts.Person) -> MeetingPerson:
    return _row(
        MeetingPerson,
        person,
        ref=person.id,
        posts=_rows(MeetingHolding, person.posts),
        in_charge_of=[MeetingCharge(department=department) for department in person.in_charge_of],
    )


def _topic_row(topic: facts.Topic) -> Topic:
    ad_hoc, form = topic.ad_hoc or facts.AdHoc(), topic.form or facts.Form()
    return _row(
        Topic,
        topic,
        ad_hoc=topic.ad_hoc is not None,
        ad_hoc_consent_by=ad_hoc.consent_by,
        ad_hoc_reason=ad_hoc.reason,
        form=topic.form is not None,
        form_signed_by=form.signed_by,
        form_sealed=form.sealed,
        concerns=[TopicConcern(department=department) for department in topic.concerns],
        written_opinions=[WrittenOpinion(person=person) for person in topic.written_opinions],
        steps=_rows(Step, topic.steps),
        material=_maybe_row(Material, topic.material),
        countersigns=_rows(Countersign, topic.countersigns),
        coordination=_maybe_row(Coordination, topic.coordination),
        reviews=_rows(Review, topic.reviews),
        files=_rows(TopicFile, topic.files),
        comments=_rows(Comment, topic.comments),
        copies=_rows(Copy, topic.copies),
        decision=None if topic.decision is None else _decision_row(topic.decision),
    )


def _maybe_row(kind: type[AnyRow], fact: object | None) -> AnyRow | None:
    return None if fact is None else _row(kind, fact)


def _decision_row(decision: facts.Decision) -> Decision:
    given = {Task.RESPONSIBLE: decision.responsible, Task.ASSISTING: decision.assisting}
    return _row(
        Decision,
        decision,
        departments=[
            DecisionDepartment(task=task, department=department)
            for task, departments in given.items()
            for department in departments
        ],
        document=_maybe_row(IssuedDocument, decision.document),
        reservations=_rows(Reservation, decision.reservations),
    )


def _attendance_row(line: facts.Attendance, keys: dict[int, int]) -> Attendance:
    given = {InRoom.OUT: line.out_for, InRoom.ONLY: line.topics}
    return _row(
        Attendance,
        line,
        topics=[AttendanceTopic(in_room=in_room, topic_id=keys[no]) for in_room, nos in given.items() for no in nos],
        recusals=[_row(Recusal, recusal, topic_id=keys[recusal.topic]) for recusal in line.recusals],
        visits=[_row(Visit, visit, topic_id=keys[visit.topic]) for visit in line.visits],
    )


def _minutes_row(minutes: facts.Minutes) -> Minutes:
    single = {ApprovalKind.HEAD: minutes.head_approval, ApprovalKind.COMMISSION: minutes.commission_approval}
    approvals = [_row(MinutesApproval, review, what=ApprovalKind.REVIEW) for review in minutes.reviews]
    approvals += [_row(MinutesApproval, given, what=what) for what, given in single.items() if given is not None]
    return _row(Minutes, minutes, approvals=approvals, versions=_rows(MinutesVersion, minutes.versions))


def _excuse_row(excuse: facts.Excuse, keys: dict[int, int]) -> Excuse:
    subject = excuse.subject
    if isinstance(subject, int):
        return _row(Excuse, excuse, topic_id=keys[subject], person=None)
    return _row(Excuse, excuse, topic_id=None, person=subject)


# --------------------------------------------------------------------------------------------------- rows to facts


@cache
def whole_meeting() -> tuple[ORMOption, ...]:
    """Give the options with which a meeting is loaded whole, by a number of queries that does not grow with it."""
    people, topics = selectinload(Meeting.people), selectinload(Meeting.topics)
    attendance, minutes = selectinload(Meeting.attendance), joinedload(Meeting.minutes)
    decision = topics.joinedload(Topic.decision)
    return (
        selectinload(Meeting.departments),
        people.selectinload(MeetingPerson.posts),
        people.selectinload(MeetingPerson.in_charge_of),
        attendance.selectinload(Attendance.topics),
        attendance.selectinload(Attendance.recusals),
        attendance.selectinload(Attendance.visits),
        selectinload(Meeting.leave),
        selectinload(Meeting.notices),
        selectinload(Meeting.agenda_changes),
        selectinload(Meeting.away).selectinload(Away.told),
        topics.selectinload(Topic.concerns),
        topics.selectinload(Topic.written_opinions),
        topics.selectinload(Topic.steps),
        topics.selectinload(Topic.countersigns),
        topics.selectinload(Topic.reviews),
        topics.selectinload(Topic.files),
        topics.selectinload(Topic.comments),
        topics.selectinload(Topic.copies),
        topics.joinedload(Topic.material),
        topics.joinedload(Topic.coordination),
        decision.joinedload(Decision.document),
        decision.selectinload(Decision.departments),
        decision.selectinload(Decision.reservations),
        minutes.selectinload(Minutes.approvals),
        minutes.selectinload(Minutes.versions),
        selectinload(Meeting.exceptions),
        selectinload(Meeting.attachments),
    )


def whole(session: Session, meeting_id: int) -> Meeting | None:
    """Give a meeting with all that belongs to it; ``None``: there is no such meeting."""
    return session.scalar(sa.select(Meeting).where(Meeting.id == meeting_id).options(*whole_meeting()))


def load_dossier(session: Session, meeting_id: int) -> facts.Dossier:
    """Give a meeting as a dossier, of the earliest version of the format that can say it all.

    Raises ``LookupError`` for a meeting that is not there.
    """
    meeting = whole(session, meeting_id)
    if meeting is None:
        raise LookupError(meeting_id)
    return dossier_of(meeting)


def dossier_of(meeting: Meeting) -> facts.Dossier:
    """Give a meeting's row and all its rows as a dossier."""
    numbers = {topic.id: topic.no for topic in meeting.topics}
    dossier = facts.Dossier(
        format="secretariat-dossier/1",
        government=_fact(facts.Government, meeting, name=meeting.government),
        meeting=_fact(facts.Meeting, meeting),
        rulebook=meeting.rulebook,
        departments=tuple(_fact(facts.Department, row, id=row.ref) for row in meeting.departments),
        people=tuple(_person_fact(row) for row in meeting.people),
        attendance=tuple(line_fact(row, numbers) for row in meeting.attendance),
        leave=_facts(facts.Leave, meeting.leave),
        notices=_facts(facts.Notice, meeting.notices),
        agenda_changes=_facts(facts.AgendaChange, meeting.agenda_changes),
        away=tuple(_fact(facts.Away, row, told=tuple(told.person for told in row.told)) for row in meeting.away),
        topics=tuple(_topic_fact(row) for row in meeting.topics),
        minutes=None if meeting.minutes is None else _minutes_fact(meeting.minutes),
        exceptions=tuple(_excuse_fact(row, numbers) for row in meeting.exceptions),
        attachments=tuple(_fact(facts.Attachment, row, id=row.ref) for row in meeting.attachments),
    )
    return dataclasses.replace(dossier, format=needed_format(dossier))


def _person_fact(row: MeetingPerson) -> facts.Person:
    return _fact(
        facts.Person,
        row,
        id=row.ref,
        posts=_facts(facts.Holding, row.posts),
        in_charge_of=tuple(charge.department for charge in row.in_charge_of),
    )


def _topic_fact(row: Topic) -> facts.Topic:
    return _fact(
        facts.Topic,
        row,
        ad_hoc=facts.AdHoc(consent_by=row.ad_hoc_consent_by, reason=row.ad_hoc_reason) if row.ad_hoc else None,
        form=facts.Form(signed_by=row.form_signed_by, sealed=row.form_sealed) if row.form else None,
        concerns=tuple(concern.department for concern in row.concerns),
        written_opinions=tuple(opinion.person for opinion in row.written_opinions),
        steps=_facts(facts.Step, row.steps),
        material=_maybe_fact(facts.Material, row.material),
        countersigns=_facts(facts.Countersign, row.countersigns),
        coordination=_maybe_fact(facts.Coordination, row.coordination),
        reviews=_facts(facts.Review, row.reviews),
        files=_facts(facts.TopicFile, row.files),
        comments=_facts(facts.Comment, row.comments),
        copies=_facts(facts.Copy, row.copies),
        decision=None if row.decision is None else _decision_fact(row.decision),
    )


def _maybe_fact(kind: type[AnyFact], row: Row | None) -> AnyFact | None:
    return None if row is None else _fact(kind, row)


def _decision_fact(row: Decision) -> facts.Decision:
    return _fact(
        facts.Decision,
        row,
        responsible=tuple(given.department for given in row.departments if given.task is Task.RESPONSIBLE),
        assisting=tuple(given.department for given in row.departments if given.task is Task.ASSISTING),
        document=_maybe_fact(facts.IssuedDocument, row.document),
        reservations=_facts(facts.Reservation, row.reservations),
    )


def line_fact(row: Attendance, numbers: dict[int, int]) -> facts.Attendance:
    """Give a row of the list as a line; ``numbers`` are the topics' numbers by their keys."""
    return _fact(
        facts.Attendance,
        row,
        out_for=tuple(numbers[topic.topic_id] for topic in row.topics if topic.in_room is InRoom.OUT),
        topics=tuple(numbers[topic.topic_id] for topic in row.topics if topic.in_room is InRoom.ONLY),
        recusals=tuple(_fact(facts.Recusal, recusal, topic=numbers[recusal.topic_id]) for recusal in row.recusals),
        visits=tuple(_fact(facts.Visit, visit, topic=numbers[visit.topic_id]) for visit in row.visits),
    )


def _minutes_fact(row: Minutes) -> facts.Minutes:
    given = {approval.what: _fact(facts.Approval, approval) for approval in row.approvals}
    return _fact(
        facts.Minutes,
        row,
        reviews=tuple(_fact(facts.Approval, one) for one in row.approvals if one.what is ApprovalKind.REVIEW),
        head_approval=given.get(ApprovalKind.HEAD),
        commission_approval=given.get(ApprovalKind.COMMISSION),
        versions=_facts(facts.MinutesVersion, row.versions),
    )


def _excuse_fact(row: Excuse, numbers: dict[int, int]) -> facts.Excuse:
    return _fact(facts.Excuse, row, subject=row.person if row.topic_id is None else numbers[row.topic_id])
