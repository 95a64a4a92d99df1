"""The planned meetings that a journey concerns, each with what is to be done: ask for leave, or follow the register."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from secretariat.domain.leave_requests import STATE_NAMES
from ui.icons import Mark
from ui.theme import XS, S
from ui.widgets.basics import button, clear, column, label, named, row
from ui.widgets.choices import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.services.away_meetings import Touched

_PARTS: Final = {"member": "出席", "attendee": "列席", "guest": "邀请", "staff": "工作人员"}


class TouchedBox(QFrame):
    """``leave`` asks for a request for leave from a meeting, ``follow`` to bring the meeting's record in line."""

    leave = Signal(int)
    follow = Signal(int)
    open = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "away-meetings", "外出期间的会议")
        self.setProperty("role", "notice")
        self.setProperty("tone", "warning")
        self._lines = column(gap=0)
        line = row(Mark("warning", "warning", 16), self._lines, gap=XS, pad=(S, XS), into=self)
        line.setStretch(1, 1)
        self.hide()

    def show_touched(self, touched: Iterable[Touched], government: str = "") -> None:
        """Show the meetings of a government; without any it is not there."""
        clear(self._lines)
        known = tuple(touched)
        for one in known:
            self._lines.addWidget(self._line(one, government))
        self.setVisible(bool(known))

    def _line(self, one: Touched, government: str) -> QFrame:
        made = QFrame()
        part = "" if one.part is None else f"（{_PARTS[one.part]}）"
        leave = f"请假{STATE_NAMES[one.leave]}" if one.leave is not None else "尚未请假" if one.needs_leave else ""
        name = one.title.partition("（")[0].removeprefix(government)
        what = f"{one.day.month}月{one.day.day}日{name}"
        links = [
            button(
                what,
                f"away-open-{one.meeting}",
                role="link",
                hint="打开会议",
                clicked=partial(self.open.emit, one.meeting),
            ),
            label(f"{part}{leave}", wrap=False),
        ]
        if one.needs_leave:
            links.append(
                button(
                    "提出请假",
                    f"away-leave-{one.meeting}",
                    role="link",
                    hint="在会议中登记请假申请，待批准，并记入外出",
                    clicked=partial(self.leave.emit, one.meeting),
                )
            )
        if one.stale:
            links.append(
                button(
                    "更新会议",
                    f"away-follow-{one.meeting}",
                    role="link",
                    hint="会议中记的外出与登记不同，按登记更新会议中的记录",
                    clicked=partial(self.follow.emit, one.meeting),
                )
            )
        flow = FlowLayout(made)  # with large type on a small screen they stand below each other
        for link in links:
            flow.addWidget(link)
        return made
