"""Above the list: the line that narrows it down, and how a list comes about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.theme import XS
from ui.widgets.basics import box, button, column, set_width
from ui.widgets.choices import FlowLayout
from ui.widgets.filter_edit import FilterEdit

if TYPE_CHECKING:
    from ui.meetings.attendance_tab import AttendanceTab


def filter_line() -> FilterEdit:
    """Make the line that narrows the list down and signs in whoever is found first."""
    made = FilterEdit("roster-filter", "筛选名单", "姓名或单位")
    set_width(made, 8)
    made.setToolTip("输入姓名或单位即筛选，回车为第一位签到；↓ 进入名单，Esc 清空（Ctrl+F 回到此处）")
    return made


class AttendanceBar(QWidget):
    """The tab's filter and buttons; what they do is done by the tab's parts."""

    def __init__(self, tab: AttendanceTab) -> None:
        super().__init__()
        self.room = button(
            "全屏签到",
            "open-room",
            icon="sign",
            shortcut="F11",
            hint="在投影或第二块屏幕上签到",
            clicked=tab.open_room,
        )
        self.make = button(
            "按规则生成名单", "make-list", hint="按工作规则列出应到和列席人员", clicked=tab.lists.propose
        )
        self.update_list = button(
            "更新名单",
            "refresh-list",
            shortcut="F5",
            hint="与组织和工作规则对照，先看变化再更新",
            clicked=tab.refresher.open,
        )
        self.bring = button("带入人员", "bring-roster", hint="带入以前会议的人员", clicked=tab.lists.choose_meeting)
        self.new = button("添加人员", "open-quick-add", icon="add", shortcut="Ctrl+N", clicked=tab.people.toggle_line)
        flow = FlowLayout(gap=XS)
        for part in (tab.filter, self.room, self.make, self.update_list, self.bring, self.new):
            flow.addWidget(part)
        column(box(flow), gap=0, into=self)

    def show_locked(self, *, locked: bool) -> None:
        """Offer no change of a list that is locked."""
        for made in (self.make, self.update_list, self.bring, self.new):
            made.setVisible(not locked)
