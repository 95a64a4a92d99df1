"""What a rulebook says of topics (议题), from proposal to the agenda, and of their papers."""

from typing import Literal

from secretariat.domain.records import record
from secretariat.domain.states import DepartmentRole, Post, ReviewKind, StepKind, TopicFlag, TopicType
from secretariat.rules.schema.deadline import Deadline, MonthWindow


@record(kw_only=True)
class DecidedIn:
    """Topics of these types (if flags are given: that bear one of them) are decided only in these kinds."""

    article: str
    types: tuple[TopicType, ...]
    kinds: tuple[str, ...]
    flags: tuple[TopicFlag, ...] = ()


@record(kw_only=True)
class ChainStep:
    """A step of the chain and who takes it: a holder of ``posts``.

    ``in_charge``: of these, the leader in charge of the sponsor, or his pair while he is away; where none is
    recorded any of them, or the head. ``sponsor_head``: the head of the sponsor may take it as well.
    """

    step: StepKind
    posts: tuple[Post, ...]
    in_charge: bool = False
    sponsor_head: bool = False
    article: str | None = None


@record(kw_only=True)
class Chain:
    """The chain of approval of a topic, in order; ``proposers`` may put a topic forward without it."""

    article: str
    kinds: tuple[str, ...]
    steps: tuple[ChainStep, ...]
    proposers: tuple[Post, ...] = ()


@record(kw_only=True)
class FormRule:
    """The form with which a topic is handed in, signed by the sponsor's head, with the department's seal if asked."""

    article: str
    kinds: tuple[str, ...]
    name: str
    sealed: bool = False


@record(kw_only=True)
class IntakeRule:
    """When topics are taken in; ``windows`` are told when one is entered, and judged only if ``judged``."""

    article: str
    kinds: tuple[str, ...]
    text: str
    windows: tuple[MonthWindow, ...] = ()
    judged: bool = False


@record(kw_only=True)
class RegistrationRule:
    """Topics that bear one of the flags are registered with the office by a deadline."""

    article: str
    kinds: tuple[str, ...]
    flags: tuple[TopicFlag, ...]
    deadline: Deadline


@record(kw_only=True)
class RemitRule:
    """What a department or leader may decide on its own does not come before these meetings."""

    article: str
    kinds: tuple[str, ...]
    flags: tuple[TopicFlag, ...]


@record(kw_only=True)
class AdHocRule:
    """Topics added after the agenda was set: ``consent`` of a holder of ``posts``, a ``reason`` on record, or never."""

    article: str
    kinds: tuple[str, ...]
    needs: Literal["consent", "reason", "never"]
    posts: tuple[Post, ...] = ()


@record(kw_only=True)
class MaterialRule:
    """The report material (汇报材料): by when it is handed in, who signs it, by when it is delivered.

    ``signed_in_charge``: the leader in charge signs it. ``deliveries``: the deadline of each delivery to those
    attending, the earliest first.
    """

    article: str
    kinds: tuple[str, ...]
    submitted: Deadline | None = None
    signed_in_charge: bool = False
    deliveries: tuple[Deadline, ...] = ()


@record(kw_only=True)
class RecallRule:
    """Material that is marked for recall is returned after the meeting."""

    article: str
    kinds: tuple[str, ...]


@record(kw_only=True)
class Reply:
    """By when a department answers a countersign, and whether silence counts as no objection.

    ``own_time``: a day that the sponsor asks for or agrees on (另有时限要求) goes before the deadline.
    """

    article: str
    deadline: Deadline
    own_time: bool = False
    silence: Literal["open", "no_objection"] = "open"


@record(kw_only=True)
class Disagreement:
    """What is done when departments do not agree.

    ``way``: the topic is kept ``off_agenda``, or the difference is coordinated (``coordinate``) with a ``statement``,
    each side's ``grounds``, and a preferred ``option`` (``always``, or only ``if_not_agreed``). Coordinators: the
    leader in charge, and holders of ``coordinators``.
    """

    article: str
    way: Literal["off_agenda", "coordinate"]
    statement: bool = False
    grounds: bool = False
    option: Literal["never", "if_not_agreed", "always"] = "never"
    coordinators: tuple[Post, ...] = ()


@record(kw_only=True)
class CountersignRule:
    """The departments concerned are asked and their heads sign on ``paper``, what the rule names for it."""

    article: str
    kinds: tuple[str, ...]
    paper: str
    disagreement: Disagreement
    reply: Reply | None = None


@record(kw_only=True)
class ReviewRule:
    """A review that topics of these types, or with one of these flags, need in these kinds.

    ``by_role``: by a department with that role. ``before_submission``: it comes before the papers are handed in
    (审查后提报), not only before the meeting. ``note`` says what the rule calls it.
    """

    article: str
    kinds: tuple[str, ...]
    review: ReviewKind
    types: tuple[TopicType, ...] = ()
    flags: tuple[TopicFlag, ...] = ()
    by_role: DepartmentRole | None = None
    before_submission: bool = False
    note: str | None = None


@record(kw_only=True)
class FirstTopic:
    """The first topic is of one of these types (第一议题)."""

    article: str
    kinds: tuple[str, ...]
    types: tuple[TopicType, ...]


@record(kw_only=True)
class StandingTopic:
    """A topic of one of these types is on every agenda (底线议题)."""

    article: str
    kinds: tuple[str, ...]
    types: tuple[TopicType, ...]


@record(kw_only=True)
class ReportTime:
    """A report takes at most so many minutes."""

    article: str
    kinds: tuple[str, ...]
    minutes: int


@record(kw_only=True)
class StaffRule:
    """At most so many of the sponsor's staff are in the room without consent, and none of other departments."""

    article: str
    kinds: tuple[str, ...]
    at_most: int


@record(kw_only=True)
class AgendaRules:
    """What a rulebook says of the agenda."""

    first_topic: FirstTopic | None = None
    standing_topics: tuple[StandingTopic, ...] = ()
    report_time: ReportTime | None = None
    staff: StaffRule | None = None
