"""How far a request for leave (请假) is: asked, approved, refused, withdrawn. The days on record say it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.domain.facts import Dossier, Leave, Meeting


class LeaveState(StrEnum):
    """What a request has come to."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STATE_NAMES: Final[Mapping[LeaveState, str]] = {
    LeaveState.ASKED: "待批准",
    LeaveState.APPROVED: "已批准",
    LeaveState.REFUSED: "未获批准",
    LeaveState.WITHDRAWN: "已撤回",
}
FREE: Final = "不须批准"
"""How a request is called that was asked and needs nobody's approval by the rule."""


def state(leave: Leave) -> LeaveState:
    """Give what a request has come to; an approval that was recorded counts before a refusal that was."""
    if leave.withdrawn_on is not None:
        return LeaveState.WITHDRAWN
    if leave.approved_by is not None or leave.approved_on is not None:
        return LeaveState.APPROVED
    if leave.refused_by is not None or leave.refused_on is not None:
        return LeaveState.REFUSED
    return LeaveState.ASKED


def stands(leave: Leave) -> bool:
    """Say whether the request was not taken back."""
    return leave.withdrawn_on is None


def after_the_fact(leave: Leave, meeting: Meeting) -> bool:
    """Say whether the leave was asked for after the meeting's day (补假)."""
    return leave.asked_on is not None and leave.asked_on > meeting.date


def current(dossier: Dossier, person: str) -> Leave | None:
    """Give somebody's request that counts now: the last one that was not taken back."""
    return next((leave for leave in reversed(dossier.leave) if leave.person == person and stands(leave)), None)
