"""Where a meeting is in its life, as the stepper and the foot of its page say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from secretariat.domain.notices import NoticeState, work_list
from secretariat.domain.states import MeetingStatus, Presence
from secretariat.rules.finding import Finding, Severity
from ui.widgets.findings_panel import step_of

if TYPE_CHECKING:
    from secretariat.services.meetings import MeetingView

TAB_OF_STEP: Final = {
    "topics": "topics",
    "agenda": "agenda",
    "notice": "notices",
    "signin": "attendance",
    "minutes": "minutes",
}
"""Which tab a step is worked on in; the steps that are missing here have none yet."""
_STEP_KEYS: Final = {
    "议题": "topics",
    "议程": "agenda",
    "通知": "notice",
    "签到": "signin",
    "纪要": "minutes",
    "督办": "followup",
    "归档": "archive",
}
_KEY_OF_FILE: Final = re.compile(r"^[a-z_.]+：")
_IN_A_FILE: Final = ("请用 rulebook 指明工作规则代码", "请在概况中选定工作规则")
_TABS_OF_CODE: Final = {
    "chair": "overview",
    "kind": "overview",
    "rulebook": "overview",
    "frequency": "overview",
    "member": "attendance",
    "attendee": "attendance",
    "quorum": "attendance",
    "leave": "leave",
    "leave.substitute": "attendance",
    "away": "attendance",
    "minutes": "minutes",
    "agenda": "agenda",
    "agenda.staff": "topics",
    "topic.ad_hoc": "agenda",
    "topic.leader_absent": "attendance",
}


def step(view: MeetingView) -> str:
    """The step that the meeting is at: what has been begun after it says that the former ones are done.

    Who is in the room was told somehow; before, 通知 is done when everybody on the list has been told.
    """
    dossier, meeting = view.dossier, view.dossier.meeting
    if meeting.status is MeetingStatus.ISSUED or view.locked:
        return "followup"
    if meeting.status is MeetingStatus.HELD:
        return "minutes"
    if not dossier.topics:
        return "topics"
    if present(view):
        return "signin"
    if meeting.agenda_set_on is None and not dossier.notices:
        return "agenda"
    return "notice" if telling(view) or not dossier.notices else "signin"


def violated_steps(view: MeetingView) -> set[str]:
    """The steps at which a rule is violated."""
    findings = () if view.judgement is None else view.judgement.findings
    names = {step_of(finding) for finding in findings if finding.severity is Severity.VIOLATION}
    return {_STEP_KEYS[name] for name in names if name in _STEP_KEYS}


def findings_of(view: MeetingView) -> tuple[Finding, ...]:
    """What the check panel shows; where no rulebook judges the meeting, that."""
    if view.judgement is not None:
        return view.judgement.findings
    message = why_unjudged(view) or "没有可用的工作规则，无法检查。"
    return (Finding(code="rulebook.none", severity=Severity.WARNING, article=None, subject=None, message=message),)


def why_unjudged(view: MeetingView) -> str:
    """Why no rulebook judges the meeting, and what to do, as the window says it: the service names a file's keys."""
    return _KEY_OF_FILE.sub("", view.unjudged or "").replace(*_IN_A_FILE)


def tab_of_finding(code: str) -> str:
    """The tab in which what a finding is about is mended."""
    return _TABS_OF_CODE.get(code) or _TABS_OF_CODE.get(code.partition(".")[0], "topics")


def telling(view: MeetingView) -> bool:
    """Whether people are being told of the meeting: some have been, others not yet, and nobody is there."""
    work = work_list(view.dossier) if view.dossier.notices and not present(view) else ()
    return any(one.state is NoticeState.UNTOLD for one in work)


def present(view: MeetingView) -> bool:
    """Whether anybody was marked present."""
    return any(row.status is Presence.PRESENT for row in view.dossier.attendance)
