"""What an entry begins with when it is added: what has to be filled in is left empty, and said at its field."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from secretariat.rules.rulebook import Excusable, NotJudged, StandIn
from secretariat.rules.schema.after import DocumentRule, Duty, Supervision
from secretariat.rules.schema.deadline import Deadline, MonthWindow
from secretariat.rules.schema.meeting import Frequency, QuorumRule, Seat, Task, TopicPresence, TopicThreshold
from secretariat.rules.schema.minutes import (
    CommissionApproval,
    Escalation,
    HeadApproval,
    MinutesReview,
    MinutesRule,
)
from secretariat.rules.schema.people import Attachments, AwayLimit, AwayRule, LeaveRule, PairRule
from secretariat.rules.schema.topics import (
    AdHocRule,
    Chain,
    ChainStep,
    CountersignRule,
    DecidedIn,
    FirstTopic,
    FormRule,
    IntakeRule,
    MaterialRule,
    RecallRule,
    RegistrationRule,
    RemitRule,
    Reply,
    ReportTime,
    ReviewRule,
    StaffRule,
    StandingTopic,
)
from ui.rules.labels import label_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.rules.labels import Label

_EMPTY: Final = ""
_BOUND: Final[dict[str, Any]] = {"article": _EMPTY, "kinds": []}

_TEMPLATES: Final[Mapping[type, dict[str, Any]]] = {
    StandIn: {"article": _EMPTY, "posts": ["executive_deputy"]},
    Excusable: {"code": "topic.ad_hoc", "article": _EMPTY, "by": "post", "posts": ["head"]},
    NotJudged: {"article": _EMPTY, "reason": _EMPTY},
    Seat: {"post": "head"},
    QuorumRule: {"article": _EMPTY, "share": "1/2", "comparison": "more_than"},
    TopicThreshold: {"article": _EMPTY, "types": [], "share": "2/3", "comparison": "more_than"},
    TopicPresence: {"article": _EMPTY, "posts": ["deputy"], "in_charge": True},
    Frequency: {"text": _EMPTY},
    Task: {"no": 1, "text": _EMPTY},
    MinutesRule: {"article": _EMPTY, "signer": "post", "posts": ["head"]},
    MinutesReview: {"article": _EMPTY, "post": "office_director"},
    Escalation: {"article": _EMPTY, "posts": ["head"], "flags": ["finance"]},
    HeadApproval: {"article": _EMPTY, "flags": ["finance"]},
    CommissionApproval: {"article": _EMPTY},
    DecidedIn: {**_BOUND, "types": []},
    Chain: {**_BOUND, "steps": [{"step": "deputy_review", "posts": ["deputy"], "in_charge": True}]},
    ChainStep: {"step": "office_review", "posts": ["office_director"]},
    FormRule: {**_BOUND, "name": _EMPTY},
    IntakeRule: {**_BOUND, "text": _EMPTY},
    MonthWindow: {"first": 1, "last": 5},
    RegistrationRule: {**_BOUND, "flags": [], "deadline": {"days": 15}},
    RemitRule: {**_BOUND, "flags": ["department_remit"]},
    AdHocRule: {**_BOUND, "needs": "consent", "posts": ["head"]},
    MaterialRule: {**_BOUND, "submitted": {"days": 5}},
    RecallRule: _BOUND,
    Reply: {"article": _EMPTY, "deadline": {"days": 3}},
    CountersignRule: {**_BOUND, "paper": _EMPTY, "disagreement": {"article": _EMPTY, "way": "coordinate"}},
    ReviewRule: {**_BOUND, "review": "legality", "types": []},
    FirstTopic: {**_BOUND, "types": ["study"]},
    StandingTopic: {**_BOUND, "types": ["safety"]},
    ReportTime: {**_BOUND, "minutes": 10},
    StaffRule: {**_BOUND, "at_most": 1},
    LeaveRule: {**_BOUND, "who": ["leaders"], "approver": "post", "posts": ["head"], "exempt": ["head"]},
    AwayRule: {"article": _EMPTY, "posts": [], "days_ahead": 0, "report_to": ["head"]},
    Attachments: {"article": _EMPTY, "longer_than": 3},
    PairRule: {"article": _EMPTY, "posts": ["deputy"]},
    AwayLimit: {"article": _EMPTY, "at_most": 3},
    DocumentRule: {**_BOUND, "issued": {"days": 5}},
    Supervision: {**_BOUND, "text": _EMPTY},
    Duty: {"article": _EMPTY, "subject": "other", "text": _EMPTY},
}


def template(kind: type, label: Label) -> dict[str, Any]:
    """What one of these begins with; a deadline as its own field reads."""
    if kind is Deadline:
        return _deadline(5, label)
    made = deepcopy(_TEMPLATES[kind])
    for field, value in made.items():
        if isinstance(value, dict) and set(value) == {"days"}:
            made[field] = _deadline(value["days"], label_of(kind, field))
    return made


def _deadline(days: int, label: Label) -> dict[str, Any]:
    return {"days": days, "unit": "working_days", "side": label.sides[0], "anchor": label.anchors[0]}


def new_kind(name: str) -> dict[str, Any]:
    """A kind of meeting that was just added."""
    return {
        "name": name,
        "article": _EMPTY,
        "mark": f"{{government}}{name}纪要",
        "members": [{"post": "head"}, {"post": "deputy"}],
        "chair": {"article": _EMPTY, "conveners": ["head"]},
    }
