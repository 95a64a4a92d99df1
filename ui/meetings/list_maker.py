"""How a list comes about: by the rule, which is shown first, or with the people of an earlier meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from secretariat.domain import editing
from secretariat.services import meetings
from ui.meetings.attendance_strips import BringStrip, ProposalStrip, earlier_meetings, make_list
from ui.widgets.basics import column

if TYPE_CHECKING:
    from secretariat.domain.facts import Attendance
    from ui.meetings.attendance_tab import AttendanceTab


class ListMaker(QObject):
    """Shows what would be added, in ``room``, and adds it once the user agrees."""

    def __init__(self, tab: AttendanceTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.room = column(gap=0)
        self.strip: ProposalStrip | BringStrip | None = None

    def propose(self) -> None:
        """Ask the rule who belongs on the list."""
        tab, shown = self._tab, self._tab.shown
        if shown is not None:
            tab.shell.operations.read(
                meetings.proposed_list, shown, tab.desk.app.reference, today=tab.shell.today
            ).then(self._show_proposal)

    def _show_proposal(self, lines: tuple[Attendance, ...]) -> None:
        shown = self._tab.shown
        if shown is None:
            return
        if lines:
            strip = ProposalStrip(shown, lines)
            strip.taken.connect(partial(self._take_proposal, lines))
            self._show(strip)
        elif shown.attendance:
            self._tab.shell.note("名单已齐，没有需要增加的人员", tone="info")
        else:
            self._tab.shell.note("没有人员担任规则要求的职务，请先登记人员及其职务", tone="info")

    def _take_proposal(self, lines: tuple[Attendance, ...]) -> None:
        self.drop()
        tab = self._tab
        edit = partial(editing.merge_list, due=lines)
        tab.do(edit, make_list, tab.desk.app.reference, today=tab.shell.today)
        tab.enter_list()

    def choose_meeting(self) -> None:
        """Ask from which meeting people are brought over."""
        tab = self._tab
        tab.shell.operations.read(earlier_meetings, tab.desk.app.database, tab.desk.meeting_id).then(
            self._show_meetings
        )

    def _show_meetings(self, found: tuple[tuple[int, str], ...]) -> None:
        if not found:
            self._tab.shell.note("没有其他会议可以带入人员", tone="info")
            return
        strip = BringStrip(found)
        strip.taken.connect(self._bring_from)
        self._show(strip)

    def _bring_from(self, earlier: int) -> None:
        self.drop()
        self._tab.desk.act(meetings.bring_roster, earlier).long("正在带入人员名单")

    def _show(self, strip: ProposalStrip | BringStrip) -> None:
        self.drop()
        self._tab.quick_add.hide()
        self._tab.fit()
        self.strip = strip
        strip.closed.connect(self._close)
        self.room.addWidget(strip)
        strip.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self.drop()
        self._tab.enter_list()

    def drop(self) -> None:
        """Take away what is shown."""
        if self.strip is not None:
            self.room.removeWidget(self.strip)
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
