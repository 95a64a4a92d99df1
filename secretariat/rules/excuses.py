"""What a message may add where the rulebook lets a finding be excused on record (例外)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secretariat.rules.case import Case


def way_out(case: Case, code: str) -> str:
    """The end of a remedy: by whose leave the finding may be excused; empty where the rulebook lets nobody."""
    kind = case.meeting.kind
    entry = next((entry for entry in case.rulebook.excusable if entry.code == code and entry.holds_in(kind)), None)
    if entry is None:
        return ""
    if entry.by == "reason":
        return "；确有特殊情况的，说明理由并登记例外"
    by = "会议主持人" if entry.by == "chair" else case.rulebook.words.any_of(entry.posts)
    return f"；确有需要的，经{by}同意后登记例外"
