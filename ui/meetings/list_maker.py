"""How a list comes about: by the rule, which is shown first, or with the people of an earlier meeting."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from secretariat.services import attendance_lists, meetings
from secretariat.services.attendance_lists import Chosen
from ui.meetings.attendance_strips import BringStrip, earlier_meetings
from ui.meetings.list_proposal import ProposalStrip
from ui.widgets.basics import column
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from secretariat.rules.due_list import Place
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
                attendance_lists.proposed_places, shown, tab.desk.app.reference, today=tab.shell.today
            ).then(self._show_proposal)

    def _show_proposal(self, places: tuple[Place, ...]) -> None:
        tab, shown, view = self._tab, self._tab.shown, self._tab.desk.view
        if shown is None:
            return
        if places:
            strip = ProposalStrip(shown, places, None if view is None else view.rulebook)
            strip.taken.connect(self._take_proposal)
            self._show(strip)
        elif shown.attendance:
            tab.shell.note("名单已齐，没有需要增加的人员", tone="info")
        else:
            tab.shell.note("没有人员担任规则要求的职务，请先登记人员及其职务", tone="info")

    def _take_proposal(self, places: tuple[Place, ...]) -> None:
        self.drop()
        tab = self._tab
        edit = partial(attendance_lists.with_places, wanted=places)
        chosen = frozenset(Chosen(place.person, place.topic) for place in places)
        tab.do(edit, attendance_lists.make_list, tab.desk.app.reference, today=tab.shell.today, chosen=chosen)
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
        self._tab.people.quick_add.hide()
        self._tab.fit()
        self.strip = strip
        strip.closed.connect(self._close)
        if isinstance(strip, ProposalStrip):
            strip.ticked.connect(self._tab.desk.acts_changed)
            self._tab.cover(strip)  # it may be long
            self._tab.desk.acts_changed.emit()
        else:
            self.room.addWidget(strip)
            strip.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def acts(self) -> tuple[Act, tuple[Act, ...]] | None:
        """What stands at the foot while somebody chooses whom the rule puts on the list; else ``None``."""
        strip = self.strip
        if not isinstance(strip, ProposalStrip):
            return None
        count = strip.count
        take = Act(
            name="take-proposal",
            text=f"列入名单（{count} 人）" if count else "列入名单",
            run=strip.take,
            enabled=bool(count),
            why="没有选取任何人",
        )
        return take, (Act(name="leave-proposal", text="取消", run=self._close),)

    def _close(self) -> None:
        self.drop()
        self._tab.enter_list()

    def drop(self) -> None:
        """Take away what is shown."""
        if self.strip is not None:
            strip, self.strip = self.strip, None
            if isinstance(strip, ProposalStrip):
                self._tab.uncover(strip)
                self._tab.desk.acts_changed.emit()
                return
            self.room.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
