"""The differences of a refresh as lines of one table: of the people first, then of the list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from secretariat.domain.list_difference import ListLine
    from secretariat.domain.roster_difference import Line

_PEOPLE: Final = {
    "joins": "新任职",
    "left_out": "曾移出",
    "leaves": "已离任",
    "is": "对应人员",
    "order": "排序",
}
_LISTED: Final = {
    "joins": "应列入",
    "taken_off": "曾移出",
    "changes": "调整",
    "kept": "手工调整",
    "leaves": "不再列入",
    "by_hand": "手工列入",
}
_NOTHING: Final = "—"
OF_LIST: Final = "list:"
"""Before the id of a line of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshRow:
    """One difference, and whether it is to be taken over; ``by_hand``: somebody has decided on it here before."""

    id: str
    about: str
    what: str
    name: str
    before: str
    after: str
    taken: bool
    proposed: bool
    note: str = ""
    by_hand: bool = False

    @property
    def outcome(self) -> str:
        """What it will be, with what is to be known of it below."""
        return f"{self.after}\n{self.note}" if self.note else self.after


def people_row(line: Line, *, taken: bool) -> RefreshRow:
    """A difference of people or units."""
    unit = line.id.startswith("unit:")
    what = line.field or ("新单位" if unit else _PEOPLE[line.what])
    before, after = line.before or _NOTHING, line.after or _NOTHING
    if line.what == "order":
        before, after = "会议中的顺序", "组织中的排序"
    elif line.what == "is":
        after = "与组织中的同名人员对应"
    elif line.what == "leaves":
        after = "只去掉职位" if line.note else "移出会议人员和名单"
    by_hand = line.what in {"kept", "left_out"} or (line.what == "changes" and not line.proposed)
    return RefreshRow(
        id=line.id,
        about="单位" if unit else "人员",
        what=what,
        name=line.name,
        before=before,
        after=after,
        taken=taken,
        proposed=line.proposed,
        note=line.note,
        by_hand=by_hand,
    )


def list_row(line: ListLine, *, taken: bool) -> RefreshRow:
    """A difference of the list."""
    return RefreshRow(
        id=f"{OF_LIST}{line.id}",
        about="名单",
        what=_LISTED[line.what],
        name=line.name,
        before=line.before or "未列入",
        after=line.after,
        taken=taken,
        proposed=line.proposed,
        note=line.note,
        by_hand=line.what in {"taken_off", "kept", "by_hand"},
    )


def summary(rows: tuple[RefreshRow, ...]) -> str:
    """What there is in words."""
    by_hand = sum(row.by_hand for row in rows)
    parts = [f"共 {len(rows)} 处不同，选定更新 {sum(row.taken for row in rows)} 处"]
    if by_hand:
        parts.append(f"{by_hand} 处手工改动已标出，不选则保留")
    return "；".join(parts)
