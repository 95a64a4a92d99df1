"""How the window calls what a request for leave has come to, and what the rule says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.leave_requests import LeaveState

if TYPE_CHECKING:
    from secretariat.rules.leave_approver import LeaveApprover

ANY: Final = "request"
"""``leave.request`` is no finding: as a place it leads to whatever request somebody has."""
TONES: Final = {
    LeaveState.ASKED: "warning",
    LeaveState.APPROVED: "good",
    LeaveState.REFUSED: "violation",
    LeaveState.WITHDRAWN: "info",
}
MARKS: Final = {
    LeaveState.ASKED: ("clock", "warning"),
    LeaveState.APPROVED: ("good", "good"),
    LeaveState.REFUSED: ("violation", "violation"),
    LeaveState.WITHDRAWN: ("undo", "text_2"),
}
"""The icon and its colour of each state, for lists."""


def mark_of(state: LeaveState, *, free: bool) -> tuple[str, str]:
    """The icon of a request and its colour; one that needs nobody's approval waits for nothing."""
    return ("info", "text_2") if free and state is LeaveState.ASKED else MARKS[state]


def who_approves(approver: LeaveApprover | None) -> str:
    """What the rule asks of somebody who can't come, in a sentence."""
    if approver is None:
        return "工作规则未要求其请假，可照常登记。"
    if approver.exempt:
        return "按工作规则不须报批，可直接登记。"
    report = "，并提交书面请假报告" if approver.written_report else ""
    if not approver.words:
        return f"工作规则未指定批准人，按程序请假，登记实际批准人{report}。"
    return f"应由{approver.words}批准{report}。"
