"""The dossier: one meeting with all that judges it. The one definition, read, judged, stored and printed.

Every class is a frozen standard dataclass whose field names are the dossier's keys; a key that is a Python
keyword carries a trailing underscore here (``from_``, ``as_``). A field that is ``None``, empty or false was
not recorded. A field whose metadata say ``since`` came with that version of the format, and a file of an
earlier one can't have it. References (``person``, ``by``, ``department`` …) are ids that are unique within one
dossier.

The annotations are types, not texts as elsewhere: what reads a file looks at them on every start, and each text would
have to be compiled for it.
"""

import datetime as dt
from dataclasses import field
from typing import Literal

from secretariat.domain.records import record
from secretariat.domain.states import (
    AgendaAct,
    DepartmentKind,
    DepartmentRole,
    FileKind,
    MeetingStatus,
    MinutesStage,
    NoticeAnswer,
    NoticeChannel,
    Opinion,
    Outcome,
    Part,
    Post,
    Presence,
    RecusalReason,
    ReviewKind,
    Revision,
    Security,
    StepKind,
    TopicFlag,
    TopicType,
)

Format = Literal["secretariat-dossier/1", "secretariat-dossier/2"]

_SINCE_2 = {"since": 2}


@record(kw_only=True)
class Government:
    """The government whose meeting this is; ``term`` (届) counts from 1."""

    name: str
    office: str | None = None
    term: int | None = None


@record(kw_only=True)
class Department:
    """A department, town, enterprise or other unit."""

    id: str
    name: str
    kind: DepartmentKind
    roles: tuple[DepartmentRole, ...] = ()


@record(kw_only=True)
class Holding:
    """A post held from a day to a day, both included; ``None`` is open."""

    post: Post
    department: str | None = None
    from_: dt.date | None = None
    to: dt.date | None = None


@record(kw_only=True)
class Person:
    """A person as of the meeting; ``title`` as the minutes print it."""

    id: str
    name: str
    title: str | None = None
    posts: tuple[Holding, ...] = ()
    in_charge_of: tuple[str, ...] = ()
    pair: str | None = None
    cpc_member: bool = False
    phone: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Meeting:
    """When, where, of what kind, chaired by whom. ``kind`` is one of the rulebook's kinds."""

    kind: str
    date: dt.date
    number: int | None = None
    year: int | None = None
    status: MeetingStatus | None = None
    start: dt.time | None = None
    end: dt.time | None = None
    place: str | None = None
    chair: str | None = None
    commissioned_by: str | None = None
    commissioned_on: dt.date | None = None
    agenda_set_on: dt.date | None = None
    enlarged: bool = False
    security: Security | None = None
    security_period: str | None = field(default=None, metadata=_SINCE_2)
    urgency: str | None = field(default=None, metadata=_SINCE_2)
    agenda_set_by: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Recusal:
    """Why somebody withdrew from a topic (回避)."""

    topic: int
    reason: RecusalReason
    note: str | None = None


@record(kw_only=True)
class Visit:
    """When somebody who attends for single topics was called in for one of them, and when he left after it."""

    topic: int
    came: dt.time | None = None
    went: dt.time | None = None


@record(kw_only=True)
class Attendance:
    """One line of the list: who, in what part, whether present; ``out_for`` are topic numbers missed."""

    person: str
    as_: Part
    status: Presence
    arrived: dt.time | None = None
    left: dt.time | None = None
    out_for: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    substitute: str | None = None
    substitute_consent_by: str | None = None
    department: str | None = None
    recusals: tuple[Recusal, ...] = field(default=(), metadata=_SINCE_2)
    visits: tuple[Visit, ...] = field(default=(), metadata=_SINCE_2)


@record(kw_only=True)
class Leave:
    """A leave from this meeting (会议请假); ``domain/leave_requests.py`` says how far the request is.

    ``acting`` is who is proposed to act or to come instead; ``report`` the attachment that is the written report.
    """

    person: str
    asked_on: dt.date | None = None
    reason: str | None = None
    approved_by: str | None = None
    approved_on: dt.date | None = None
    written_report: bool = False
    refused_by: str | None = field(default=None, metadata=_SINCE_2)
    refused_on: dt.date | None = field(default=None, metadata=_SINCE_2)
    withdrawn_on: dt.date | None = field(default=None, metadata=_SINCE_2)
    acting: str | None = field(default=None, metadata=_SINCE_2)
    report: str | None = field(default=None, metadata=_SINCE_2)
    note: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Notice:
    """That somebody was told of the meeting, or was tried to be (会议通知), and what he answered (回执).

    ``caller`` is who in the office told him, ``taken_by`` who took the call; without an ``answer`` it is waited for.
    """

    person: str
    on: dt.date | None = None
    at: dt.time | None = None
    channel: NoticeChannel | None = None
    caller: str | None = None
    taken_by: str | None = None
    answer: NoticeAnswer | None = None
    substitute: str | None = None
    note: str | None = None


@record(kw_only=True)
class Away:
    """Being away (外出报备), both days included."""

    person: str
    from_: dt.date
    to: dt.date | None = None
    reported_on: dt.date | None = None
    place: str | None = None
    reason: str | None = None
    urgent: bool = False
    acting: str | None = None
    consented_by: str | None = None
    approved_by: str | None = None
    told: tuple[str, ...] = ()
    attachments: bool = False
    reported_back_on: dt.date | None = None


@record(kw_only=True)
class Step:
    """One step of a topic's chain of approval; ``form`` is the attachment that shows it signed."""

    step: StepKind
    by: str | None = None
    on: dt.date | None = None
    opinion: str | None = field(default=None, metadata=_SINCE_2)
    form: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class AdHoc:
    """Why a topic came on the agenda after it was set."""

    consent_by: str | None = None
    reason: str | None = None


@record(kw_only=True)
class Form:
    """The form with which a topic was handed in."""

    signed_by: str | None = None
    sealed: bool = False


@record(kw_only=True)
class Material:
    """The report material (汇报材料) of a topic."""

    submitted_on: dt.date | None = None
    signed_by: str | None = None
    delivered_on: tuple[dt.date, ...] = ()
    recall: bool = False
    recalled_on: dt.date | None = None


@record(kw_only=True)
class Countersign:
    """A department's countersign (会签); ``round`` counts from 1, ``form`` is the attachment that shows it signed."""

    department: str
    asked_on: dt.date | None = None
    replied_on: dt.date | None = None
    opinion: Opinion | None = None
    signed_by: str | None = None
    round: int | None = field(default=None, metadata=_SINCE_2)
    due_on: dt.date | None = field(default=None, metadata=_SINCE_2)
    grounds: str | None = field(default=None, metadata=_SINCE_2)
    form: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Coordination:
    """What was done about a disagreement (协调): ``text`` of the statement, ``option`` preferred, ``file`` attached."""

    statement: bool = False
    grounds: bool = False
    preferred_option: bool = False
    by: str | None = None
    on: dt.date | None = None
    agreed: bool = False
    text: str | None = field(default=None, metadata=_SINCE_2)
    option: str | None = field(default=None, metadata=_SINCE_2)
    file: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Review:
    """A review of a topic; ``by`` is a department's id, ``file`` the attachment that holds the opinion."""

    review: ReviewKind
    by: str | None = None
    on: dt.date | None = None
    passed: bool = False
    opinion: str | None = field(default=None, metadata=_SINCE_2)
    file: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class IssuedDocument:
    """The official document (公文) that a decision leads to; ``number`` is its 发文字号."""

    revision: Revision | None = None
    revised_on: dt.date | None = None
    issued_on: dt.date | None = None
    title: str | None = field(default=None, metadata=_SINCE_2)
    number: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Reservation:
    """What somebody held against a decision, as he wants it on record (保留意见)."""

    person: str
    text: str | None = None


@record(kw_only=True)
class Decision:
    """What was decided (议定事项).

    ``leader`` sees to it; ``due_days`` are working days, where no day is named; ``chair_said`` his last word.
    """

    outcome: Outcome | None = None
    text: str | None = None
    responsible: tuple[str, ...] = ()
    assisting: tuple[str, ...] = ()
    due: dt.date | None = None
    document: IssuedDocument | None = None
    leader: str | None = field(default=None, metadata=_SINCE_2)
    due_days: int | None = field(default=None, metadata=_SINCE_2)
    chair_said: str | None = field(default=None, metadata=_SINCE_2)
    reservations: tuple[Reservation, ...] = field(default=(), metadata=_SINCE_2)


@record(kw_only=True)
class TopicFile:
    """A file of a topic: ``attachment`` is its id, ``edition`` counts from 1 among files that replaced each other."""

    attachment: str
    kind: FileKind
    edition: int | None = None
    security: Security | None = None
    added_on: dt.date | None = None


@record(kw_only=True)
class Comment:
    """What somebody who got the material said of it before the meeting, and the sponsor's answer (征求意见反馈)."""

    person: str
    on: dt.date | None = None
    text: str | None = None
    answer: str | None = None


@record(kw_only=True)
class Copy:
    """A numbered copy (份号) of a topic's material: whom it was given to, and when it came back."""

    no: int
    person: str | None = None
    given_on: dt.date | None = None
    signed: bool = False
    returned_on: dt.date | None = None
    note: str | None = None


@record(kw_only=True)
class Topic:
    """One topic (议题) of the meeting; ``no`` counts from 1, ``origin`` says in words where it came from.

    ``written_opinions`` are the people who sent a written opinion because they could not be there for it.
    """

    no: int
    title: str
    type: TopicType | None = None
    flags: tuple[TopicFlag, ...] = ()
    task: int | None = None
    sponsor: str | None = None
    concerns: tuple[str, ...] = ()
    proposed_by: str | None = None
    steps: tuple[Step, ...] = ()
    registered_on: dt.date | None = None
    added_on: dt.date | None = None
    ad_hoc: AdHoc | None = None
    form: Form | None = None
    material: Material | None = None
    countersigns: tuple[Countersign, ...] = ()
    coordination: Coordination | None = None
    reviews: tuple[Review, ...] = ()
    report_minutes: int | None = None
    staff: int | None = None
    staff_consent: bool = False
    reporter: str | None = None
    discussion: str | None = None
    decision: Decision | None = None
    started: dt.time | None = field(default=None, metadata=_SINCE_2)
    ended: dt.time | None = field(default=None, metadata=_SINCE_2)
    written_opinions: tuple[str, ...] = field(default=(), metadata=_SINCE_2)
    origin: str | None = field(default=None, metadata=_SINCE_2)
    files: tuple[TopicFile, ...] = field(default=(), metadata=_SINCE_2)
    comments: tuple[Comment, ...] = field(default=(), metadata=_SINCE_2)
    copies: tuple[Copy, ...] = field(default=(), metadata=_SINCE_2)


@record(kw_only=True)
class AgendaChange:
    """What was done to the agenda after it was set (审定), in whose name and why; ``title`` is the topic's."""

    on: dt.date
    what: AgendaAct
    title: str
    from_no: int | None = None
    to_no: int | None = None
    by: str | None = None
    reason: str | None = None


@record(kw_only=True)
class Approval:
    """Who approved, and when; also a review of the minutes."""

    by: str
    on: dt.date | None = None


@record(kw_only=True)
class MinutesSection:
    """One section of the minutes' text, on a topic or on none."""

    topic: int | None = None
    heading: str | None = None
    paragraphs: tuple[str, ...] = ()


@record(kw_only=True)
class MinutesBody:
    """The text of the minutes: what opens them, then section by section."""

    opening: str
    sections: tuple[MinutesSection, ...] = ()


@record(kw_only=True)
class MinutesVersion:
    """A version of the minutes that was issued; each has its own sign-off, ``scan`` the attachment that shows it."""

    no: int
    body: MinutesBody | None = None
    reason: str | None = None
    signed_by: str | None = None
    signed_on: dt.date | None = None
    issued_on: dt.date | None = None
    scan: str | None = None


@record(kw_only=True)
class Minutes:
    """The minutes (纪要) and their way to sign-off; ``year`` is that of the number's period, ``scan`` an attachment."""

    number: int | None = None
    drafted_by: str | None = None
    reviews: tuple[Approval, ...] = ()
    head_approval: Approval | None = None
    commission_approval: Approval | None = None
    signed_by: str | None = None
    signed_on: dt.date | None = None
    issued_on: dt.date | None = None
    sent_to: tuple[str, ...] = ()
    stage: MinutesStage | None = field(default=None, metadata=_SINCE_2)
    year: int | None = field(default=None, metadata=_SINCE_2)
    body: MinutesBody | None = field(default=None, metadata=_SINCE_2)
    versions: tuple[MinutesVersion, ...] = field(default=(), metadata=_SINCE_2)
    scan: str | None = field(default=None, metadata=_SINCE_2)


@record(kw_only=True)
class Excuse:
    """A finding that was excused on record (exceptions[]); ``subject`` a topic number or a person's id."""

    code: str
    subject: int | str | None = None
    allowed_by: str | None = None
    on: dt.date | None = None
    reason: str | None = None


@record(kw_only=True)
class Attachment:
    """A file that belongs to the meeting; ``sha256`` in lower-case hexadecimal digits, ``size`` in bytes."""

    id: str
    name: str
    sha256: str
    size: int
    media_type: str | None = None


@record(kw_only=True)
class Dossier:
    """One meeting in one file."""

    format: Format
    government: Government
    meeting: Meeting
    rulebook: str | None = None
    departments: tuple[Department, ...] = ()
    people: tuple[Person, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    leave: tuple[Leave, ...] = ()
    away: tuple[Away, ...] = ()
    topics: tuple[Topic, ...] = ()
    minutes: Minutes | None = None
    exceptions: tuple[Excuse, ...] = ()
    attachments: tuple[Attachment, ...] = field(default=(), metadata=_SINCE_2)
    notices: tuple[Notice, ...] = field(default=(), metadata=_SINCE_2)
    agenda_changes: tuple[AgendaChange, ...] = field(default=(), metadata=_SINCE_2)
