"""One meeting: where it is in its life, its tabs, what the rules say of it, and the next step."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from secretariat.domain.states import MeetingStatus
from secretariat.services import meetings
from ui.agenda.tab import AgendaTab
from ui.in_turn import InTurn
from ui.leave.meeting_tab import LeaveTab
from ui.meetings import life
from ui.meetings.article import show_article
from ui.meetings.attendance_tab import AttendanceTab
from ui.meetings.check_panel import CheckPanel
from ui.meetings.desk import MeetingDesk, Tab
from ui.meetings.export import export_meeting
from ui.meetings.overview_tab import OverviewTab
from ui.meetings.place import COPIES, MeetingPlace
from ui.meetings.topics_tab import TopicsTab
from ui.meetings.undoing import DoneHere, keep_entry, offer_undo
from ui.minutes.minutes_tab import MinutesTab
from ui.notices.meeting_tab import NoticesTab
from ui.pages import Page
from ui.theme import SCROLL_BAR, XXS, L, M, S
from ui.widgets.basics import button, named
from ui.widgets.date_text import write_date, write_time
from ui.widgets.dialogs import confirm
from ui.widgets.footer import Act
from ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariat.errors import UserError
    from secretariat.services.meetings import MeetingView
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

_BUILD_MS = 20
"""Between one part of the other tabs and the next, for whatever the user does meanwhile."""
TABS: tuple[type[Tab], ...] = (OverviewTab, TopicsTab, AgendaTab, NoticesTab, LeaveTab, AttendanceTab, MinutesTab)


def _nothing() -> None:
    pass


class MeetingPage(Page):
    """The page of one meeting; ``place`` is its key, or a ``MeetingPlace``."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "会议", scroll=False, foot=True, back=True)
        self.desk: MeetingDesk | None = None
        self._tabs: dict[str, Tab] = {}
        self._half: dict[str, tuple[Tab, Iterator[None]]] = {}
        """Tabs that are being built."""
        self._behind: set[str] = set()
        """Tabs that have not been shown the meeting as it is now; they are before anybody looks at them."""
        self._turns = InTurn(self)
        self._place: MeetingPlace | None = None
        self._done = DoneHere(shell)
        self._deleted: int | None = None
        self._acts: dict[str, Act] = {}
        self._acts_shown: tuple[object, ...] = ()
        self.stepper = Stepper()
        self.stepper.chosen.connect(lambda step: self.show_tab(life.TAB_OF_STEP[step]))
        self.head.below.addWidget(self.stepper)
        self._more = button("更多", "meeting-more", icon="down", hint="材料份号与清退，导出、删除会议")
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
        self._items = self._menu()
        self._more.clicked.connect(self._open_menu)
        self.head.acts.addWidget(self._more)
        self.bar = named(QTabBar(), "meeting-tabs", "会议内容")
        self.bar.setExpanding(False)
        for kind in TABS:
            self.bar.addTab(kind.title)
        self.bar.setToolTip("Ctrl+PgUp、Ctrl+PgDn 切换")
        self.bar.currentChanged.connect(self._front)
        self.stack = QStackedWidget()
        self._blank = QWidget()
        self.stack.addWidget(self._blank)  # until there is something to show
        self.body.setSpacing(S)
        self.body.setContentsMargins(L, S, L - SCROLL_BAR, 0)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self.panel = CheckPanel(shell)
        self.panel.locate.connect(self.locate)
        self.panel.article.connect(self._show_article)
        self.show_panel(self.panel)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1), ("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self._turn(by))

    def _menu(self) -> QMenu:
        menu = named(QMenu(self), "meeting-menu", "会议操作")
        menu.addAction("材料份号与清退", self._show_copies)
        menu.addAction("导出会议文件…", self._export)
        menu.addSeparator()
        self._remove = menu.addAction("删除会议…", self._ask_to_delete)
        return menu

    def _open_menu(self) -> None:
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        self._items.popup(QPoint(corner.x() - self._items.sizeHint().width(), corner.y() + XXS))

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (a key or a ``MeetingPlace``)
        """Show that meeting."""
        wanted = MeetingPlace(*place) if isinstance(place, tuple) else MeetingPlace(place)
        self.quiet()
        self._place = wanted
        if self.desk is None or self.desk.meeting_id != wanted.meeting:
            self._open(wanted.meeting)
        self.show_tab(wanted.tab)
        self._build_soon()
        self._read()

    def _open(self, meeting_id: int) -> None:
        self._put_away()
        desk = MeetingDesk(self.shell, meeting_id, self)
        desk.shown.connect(self._show)
        desk.acts_changed.connect(self._show_acts)
        self.desk = desk
        self._done.clear()
        self._deleted = None
        self._mark(0)
        self.panel.show_checking()
        self.stack.setCurrentWidget(self._blank)

    def _put_away(self) -> None:
        """Let go of the meeting shown before, once all that was typed in it is saved."""
        half = [tab for tab, _ in self._half.values()]
        old: list[Any] = [*self._tabs.values(), *half, *([self.desk] if self.desk is not None else [])]
        self._tabs = {}
        self._half = {}
        self._behind = set()
        self._turns.drop()
        if self.desk is not None:
            self.desk.shown.disconnect(self._show)
            self.desk.acts_changed.disconnect(self._show_acts)
        for part in old:
            if isinstance(part, QWidget):
                self.stack.removeWidget(part)
        operations = self.shell.operations
        if old and operations.writing:
            operations.idle.connect(
                lambda: [part.deleteLater() for part in old], Qt.ConnectionType.SingleShotConnection
            )
        else:
            for part in old:
                part.deleteLater()

    def leave(self) -> None:
        """Save what is being typed."""
        for tab in self._tabs.values():
            tab.leave()

    def changed(self, changes: object) -> None:
        """Read the meeting anew when it was touched."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if self.desk is None or self.desk.meeting_id not in told.meetings or self.desk.meeting_id == self._deleted:
            return
        self._done.keep(told.entry)
        if self.isVisible():  # else it is read when one comes back
            self._read()

    def _read(self) -> None:
        if self.desk is not None:
            self.desk.read().failed(self._gone)

    def _gone(self, error: UserError) -> None:
        self.tell_error(error)

    def first_focus(self) -> QWidget | None:
        """Where the tab begins, once there is something in it."""
        return None if self.desk is None or self.desk.view is None else self.current.first_focus()

    # --- tabs

    @property
    def current(self) -> Tab:
        """The tab in front."""
        kind = TABS[self.bar.currentIndex()]
        found = self._tab(kind)
        self._catch_up(kind.key)
        return found

    @property
    def settled(self) -> bool:
        """Whether all that was to be done in turn has been done."""
        return self._turns.settled

    def _catch_up(self, key: str) -> None:
        """Show a tab the meeting as it is now."""
        if key in self._behind and self.desk is not None and self.desk.view is not None:
            self._behind.discard(key)
            self._tabs[key].show_view(self.desk.view)

    def _tab(self, kind: type[Tab]) -> Tab:
        """A tab; it is built when first looked at, if it was not before."""
        while kind.key not in self._tabs:
            self._go_on_with(kind)
        return self._tabs[kind.key]

    def _go_on_with(self, kind: type[Tab]) -> None:
        """Build a bit more of a tab; once all is built it is among the others."""
        if self.desk is None:
            raise RuntimeError("a tab without a meeting")
        if kind.key not in self._half:
            tab = kind(self.desk)
            self._half[kind.key] = (tab, tab.build())
        tab, steps = self._half[kind.key]
        for _ in steps:
            return
        del self._half[kind.key]
        tab.setObjectName(f"tab-{kind.key}")
        if not getattr(kind, "to_the_edge", False):
            tab.setContentsMargins(0, 0, SCROLL_BAR, M)
        self._tabs[kind.key] = tab
        self._behind.add(kind.key)
        self.stack.addWidget(tab)

    def _build_and_come(self, kind: type[Tab], *then: Callable[[], object]) -> None:
        """Build a tab bit by bit, bring it to the front, and do what is to be done then."""

        def build() -> None:
            if kind.key not in self._tabs:
                self._go_on_with(kind)
            if kind.key in self._tabs:
                self._turns.add(lambda: self._catch_up(kind.key), self._come, *then)
            else:
                self._turns.add(build)

        self._turns.add(build)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        number = next((number for number, kind in enumerate(TABS) if kind.key == key), None)
        if number is None:
            return
        if number != self.bar.currentIndex():
            self.bar.setCurrentIndex(number)
            if key in self._tabs:
                self._focus_first()

    def _mark(self, number: int) -> None:
        """Mark a tab as the one in front, without bringing it there."""
        self.bar.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
        self.bar.setCurrentIndex(number)
        self.bar.blockSignals(False)  # noqa: FBT003 (as above)

    def _front(self, number: int) -> None:
        if self.desk is None:
            return
        before = self.stack.currentWidget()
        if isinstance(before, Tab):
            before.leave()
        kind = TABS[number]
        if self.desk.view is not None and kind.key not in self._tabs:
            self._build_and_come(kind)
        elif self.desk.view is not None:
            self.stack.setCurrentWidget(self.current)
        self._show_acts()

    def _turn(self, by: int) -> None:
        self.show_tab(TABS[(self.bar.currentIndex() + by) % len(TABS)].key)

    # --- showing

    def _show(self, view: MeetingView) -> None:
        meeting = view.dossier.meeting
        when = write_date(meeting.date) + ("" if meeting.start is None else f" {write_time(meeting.start)}")
        self.head.show_title(view.name, f"{when}　{meeting.place}" if meeting.place else when)
        self.stepper.show_state(life.step(view), violated=life.violated_steps(view), enabled=[*life.TAB_OF_STEP])
        self._remove.setEnabled(not view.locked)
        if self.desk is not None:
            self.panel.show_view(self.desk, view)
        self._behind = set(self._tabs)
        if self.stack.currentWidget() is self._blank:
            self._begin()
        else:
            self._show_acts()
            self._go_to_place()
            if self._behind:
                self._turns.add(*(partial(self._catch_up, key) for key in self._behind))

    def _begin(self) -> None:
        """Show the tab that is wanted, now that there is something to show in it; the head is painted first."""
        if self._place is not None and self._place.code:
            key = life.tab_of_finding(self._place.code)
            self._mark(next((number for number, kind in enumerate(TABS) if kind.key == key), 0))
        self._build_and_come(TABS[self.bar.currentIndex()], self._go_to_place, self._build_soon)

    def _come(self) -> None:
        """Bring the tab in front into view, with the focus where typing begins."""
        if self.isVisible():
            self.stack.setCurrentWidget(self.current)
            self._show_acts()
            self._focus_first()

    def _focus_first(self) -> None:
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_soon(self) -> None:
        """Build the other tabs while nobody waits for them, one at a time."""
        desk = self.desk

        def build() -> None:
            if not self.isVisible() or self.desk is not desk or desk is None or desk.view is None:
                return
            behind = next(iter(self._behind), None)
            missing = next((kind for kind in TABS if kind.key not in self._tabs), None)
            if behind is not None:
                self._catch_up(behind)
            elif missing is not None:
                self._go_on_with(missing)
            if behind is not None or missing is not None:
                QTimer.singleShot(_BUILD_MS, self, build)

        QTimer.singleShot(_BUILD_MS, self, build)

    def _go_to_place(self) -> None:
        if self._place is not None and self._place.code:
            self.locate(self._place.code, self._place.subject)
        self._place = None

    def _show_acts(self) -> None:
        view = None if self.desk is None else self.desk.view
        if view is None or self.stack.currentWidget() is self._blank:
            return
        primary, others = self.current.acts()
        primary = primary or self._next(view)
        acts = [*others, *([primary] if primary is not None else [])]
        self._acts = {act.name: act for act in acts}
        # The buttons stay while they say the same, so that none goes away between a press and its release.
        shown = (primary is None, *(dataclasses.replace(act, run=_nothing) for act in acts))
        if shown != self._acts_shown:
            self._acts_shown = shown
            kept = {act.name: dataclasses.replace(act, run=partial(self._do, act.name)) for act in acts}
            first = None if primary is None else kept[primary.name]
            self.foot.show_acts(first, *(kept[act.name] for act in others))

    def _do(self, name: str) -> None:
        self._acts[name].run()

    def _next(self, view: MeetingView) -> Act | None:
        """The next step in the meeting's life, where the tab in front has none of its own."""
        status, here = view.dossier.meeting.status, self.current.key
        if here == "attendance" and status not in {MeetingStatus.HELD, MeetingStatus.ISSUED} and not view.locked:
            some = life.present(view)
            why = "" if some else "还没有人签到"
            return Act(name="next-held", text="签到完毕，起草纪要", run=self._held, enabled=some, why=why)
        if status in {MeetingStatus.HELD, MeetingStatus.ISSUED} or view.locked:
            there = "minutes"
        elif not view.dossier.topics:
            there = "topics"
        elif here == "topics" and view.dossier.meeting.agenda_set_on is None:
            there = "agenda"
        elif here == "agenda" and view.dossier.attendance and not life.present(view):
            there = "notices"
        else:
            there = "notices" if here not in {"notices", "leave"} and life.telling(view) else "attendance"
        if here == there == "topics":
            there = "attendance"
        texts = {
            "topics": "下一步：录入议题",
            "agenda": "下一步：议程",
            "notices": "下一步：通知",
            "attendance": "下一步：签到",
            "minutes": "下一步：纪要",
        }
        if there == "minutes" and status is MeetingStatus.ISSUED:
            texts["minutes"] = "查看纪要"
        if here == there:
            return None
        return Act(name=f"next-{there}", text=texts[there], run=lambda: self.show_tab(there))

    def _held(self) -> None:
        if self.desk is not None:
            self.desk.act(meetings.set_status, MeetingStatus.HELD).then(lambda _: self.show_tab("minutes"))

    # --- findings

    def locate(self, code: str, subject: Any) -> None:  # noqa: ANN401 (a topic's number or a person's id)
        """Go to the field that a finding is about."""
        key = life.tab_of_finding(code)
        kinds = sorted(TABS, key=lambda kind: kind.key != key)
        for kind in kinds:
            before = self.bar.currentIndex()
            self._tab(kind)
            self.bar.setCurrentIndex(TABS.index(kind))
            if self.current.locate(code, subject):
                self.panel.light(code, subject)
                return
            self.bar.setCurrentIndex(before)
        self.show_tab(key)

    def _show_article(self, article: str) -> None:
        view = None if self.desk is None else self.desk.view
        if view is None or view.rulebook is None:
            return
        show_article(self, self.shell, self.panel, view.rulebook, view.dossier.meeting.kind, article)

    # --- acts

    def undo(self) -> None:
        """Take back the last act on this meeting since its page was opened."""
        self._done.undo()

    def _show_copies(self) -> None:
        if self.desk is not None:
            self.shell.go(COPIES, self.desk.meeting_id)

    def _export(self) -> None:
        if self.desk is not None and self.desk.view is not None:
            export_meeting(self, self.desk.view)

    def _ask_to_delete(self) -> None:
        view = None if self.desk is None else self.desk.view
        if view is None:
            return
        text = f"{view.name}连同议题、出席和纪要一并删除。删除后可以立即撤销。"
        confirm(self, "删除这次会议", text, "删除会议", lambda: self._delete(view), danger=True, object_name="delete")

    def _delete(self, view: MeetingView) -> None:
        self._deleted = view.id

        def deleted(entry: int | None) -> None:
            self._put_away()
            self.desk = None
            self.shell.go("meetings")
            offer_undo(self.shell, f"已删除{view.name}", entry)

        def refused(error: UserError) -> None:
            self._deleted = None
            self.tell_error(error)

        keep_entry(self.shell, meetings.delete_meeting, view.id).then(deleted).failed(refused)
