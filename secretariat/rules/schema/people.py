"""What a rulebook says of leave from a meeting (会议请假) and of being away (外出报备)."""

from typing import Literal

from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, Post
from secretariat.rules.schema.deadline import DayUnit

LeaveOf = Literal["leaders", "members", "attendees"]


@record(kw_only=True)
class LeaveRule:
    """Who asks whom for leave from which meetings; of several that fit a person the first governs.

    ``who``: government leaders in whatever part, other ``members``, other ``attendees``; ``holding`` narrows these to
    holders of those posts. ``approver``: a holder of ``posts``, the meeting's ``chair``, or ``anyone`` (the rule names
    nobody: it is judged only that leave was approved). ``exempt``: holders of these posts have nobody above them here.
    ``substitute``: somebody may sit in only with a consent on record.
    """

    article: str
    kinds: tuple[str, ...]
    who: tuple[LeaveOf, ...]
    approver: Literal["post", "chair", "anyone"]
    posts: tuple[Post, ...] = ()
    holding: tuple[Post, ...] = ()
    exempt: tuple[Post, ...] = ()
    written_report: bool = False
    substitute_consent: bool = False


@record(kw_only=True)
class Attachments:
    """Notice, plan and schedule that go with being away for more than so many calendar days."""

    article: str
    longer_than: int


@record(kw_only=True)
class AwayRule:
    """What holders of ``posts`` do before they go; the first rule that fits a person governs.

    ``department_kinds`` narrows to heads of units of these kinds. ``exempt``: nothing is asked of holders of these
    posts, though the rule fits them (the head, who is a member of the Party group too). ``days_ahead`` counts ``unit``
    before departure; 0 is "beforehand" (事前), which the day itself still is; ``None`` asks for no report in advance.
    ``urgent``: what an urgent journey allows, ``at_once`` (reported no later than the day of leaving) or ``in_time``
    (any day, if only reported). ``report_to``: to whom it is reported; somebody else's approval is wrong, none
    is needed. ``approved_by``: whose approval is needed. ``or_in_charge``: the leader in charge of the person's unit
    may stand in either place. ``consent_in_charge``: the leader in charge of the person's unit consents first.
    ``report_back``: returning is reported (销假).
    """

    article: str
    posts: tuple[Post, ...]
    department_kinds: tuple[DepartmentKind, ...] = ()
    exempt: tuple[Post, ...] = ()
    days_ahead: int | None = None
    unit: DayUnit = "calendar_days"
    urgent: Literal["at_once", "in_time"] | None = None
    report_to: tuple[Post, ...] = ()
    approved_by: tuple[Post, ...] = ()
    or_in_charge: bool = False
    consent_in_charge: bool = False
    attachments: Attachments | None = None
    report_back: bool = False


@record(kw_only=True)
class PairRule:
    """Those who stand in for each other (补位、AB角) are not away together."""

    article: str
    posts: tuple[Post, ...]


@record(kw_only=True)
class AwayLimit:
    """At most so many of the government's leaders are away at once."""

    article: str
    at_most: int
