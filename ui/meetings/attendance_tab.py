"""出席: who is on the list, who came, and whether they are enough. One key a person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from shiboken6 import isValid

from secretariat.domain import editing
from secretariat.domain.people_editing import listed_again, sign_in_rest
from secretariat.domain.states import Part, Presence
from secretariat.errors import RefusedError, UserError
from secretariat.services import meetings
from secretariat.services.checking import check_dossier
from ui.meetings.attendance_bar import AttendanceBar, filter_line
from ui.meetings.attendance_model import Overlay, RosterModel, RosterRow, first_missing, rows_of
from ui.meetings.attendance_strips import CountersCard
from ui.meetings.desk import Tab
from ui.meetings.life import why_unjudged
from ui.meetings.line_editor import LineEditor
from ui.meetings.list_maker import ListMaker
from ui.meetings.name_readings import NameReadings
from ui.meetings.open_line import OpenLine
from ui.meetings.people_entry import PeopleEntry
from ui.meetings.roster_refresh_view import ListRefresher
from ui.meetings.roster_view import KEY_WORDS, RosterView
from ui.room.opening import open_room
from ui.theme import XS, S
from ui.widgets.basics import column, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QResizeEvent

    from secretariat.domain.facts import Dossier
    from secretariat.services.checking import Checked
    from secretariat.services.meetings import MeetingView
    from ui.meetings.attendance_model import Edit, Pending
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation
    from ui.widgets.card import Field

_LITTLE: Final = 400
"""A tab lower than this is terse."""
_LEAST_LIST: Final = 40
_OURS: Final = {"quorum", "member", "attendee", "leave"}
"""The families of findings that are mended here."""


class AttendanceTab(Tab):
    """The tab 出席."""

    key = "attendance"
    title = "出席"

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__(desk)
        self._overlay = Overlay()
        self._view: MeetingView | None = None
        self.line = OpenLine(self)
        self.people = PeopleEntry(self)
        self._terse = False
        self._acts_shown: tuple[object, ...] = ()
        self._cover: QWidget | None = None

    def build(self) -> Iterator[None]:
        """Make it in four steps: together they would be felt."""
        self.counters = CountersCard()
        self.filter = filter_line()
        self.model = RosterModel(self)
        self.roster = RosterView(self.model, self.filter)
        self.roster.setMinimumHeight(_LEAST_LIST)
        yield
        self.people.build()
        yield
        self.lists = ListMaker(self)
        self._readings = NameReadings(self.desk, self)
        self._readings.read.connect(self._show_rows)
        self.refresher = ListRefresher(self)
        self._hint = label(KEY_WORDS, "small")
        self.bar = AttendanceBar(self)
        yield
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._none = label("没有符合条件的人员", "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(48)
        self._empty = EmptyState(
            "还没有人员",
            "先登记参加会议的人员，再按工作规则生成应到名单。可以带入以前会议的人员，也可以逐个添加。",
            Act(name="empty-bring-roster", text="带入以前会议的人员", run=self.lists.choose_meeting),
            Act(name="empty-add-person", text="添加人员", run=self.people.open_line),
            icon="person",
        )
        self._stack = QStackedWidget()
        for part in (self.roster, self._none, self._empty):
            self._stack.addWidget(part)
        self._main = column(
            self.counters, self.bar, self.lists.room, self.people.quick_add, self._stack, self._hint, gap=S, into=self
        )
        self._main.setStretch(4, 1)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _: self._show_rows())
        self.filter.down.connect(self.enter_list)
        self.filter.entered.connect(self._sign_in_found)
        self.roster.key.connect(self._on_key)
        self.roster.left.connect(self.line.close)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    # --- the contract

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting; what is on its way to the database stays laid over it."""
        first, self._view = self._view is None, view
        self._overlay.take(view.dossier)
        self.bar.show_locked(locked=view.locked)
        self.refresher.reload()
        self._readings.follow(view.dossier)
        self.people.ask_known()
        self.bar.make.setVisible(not view.locked and view.rulebook is not None)
        self._hint.setText("纪要已经印发并锁定，出席记录不能修改。" if view.locked else KEY_WORDS)
        if view.locked:
            self.people.close_line()
        if self._overlay.pending:
            self._judge()
        elif view.judgement is not None:
            self.counters.show_quorum(view.judgement.quorum, view.dossier)
        else:
            self.counters.show_unjudged(view.dossier, why_unjudged(view))
        self._show()
        if first and self.isVisible() and self.bar.new.hasFocus():
            self.enter_list()

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a topic number, a person's id, or None)
        """Go to the person of a finding; for the quorum to the first member who is not there."""
        family = code.partition(".")[0]
        dossier = self._overlay.shown
        if dossier is None or (family not in _OURS and code != "topic.leader_absent"):
            return False
        self.people.close_editor()
        self.filter.clear()
        if not isinstance(subject, str):
            subject = first_missing(dossier)
        if subject is not None and self.roster.go_to(subject):
            if family == "leave":
                self.line.open(LineEditor.go_to_leave)
                return True
        elif not self.model.rows:
            return False
        self.roster.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """First the list, then whoever is left."""
        if self.refresher.view is not None:
            return self.refresher.acts()
        if (proposed := self.lists.acts()) is not None:
            return proposed
        dossier = self._overlay.shown
        if dossier is None or self._view is None or self._view.locked:
            return None, ()
        if not dossier.attendance and dossier.people and self._view.rulebook is not None:
            return Act(name="act-make-list", text="按规则生成名单", run=self.lists.propose), ()
        absent = [line for line in dossier.attendance if line.as_ is Part.MEMBER and line.status is Presence.ABSENT]
        if absent and any(line.status is Presence.PRESENT for line in dossier.attendance):
            rest = Act(name="sign-in-rest", text=f"其余 {len(absent)} 名出席人员均已到", run=self._sign_in_rest)
            return None, (rest,)
        return None, ()

    def first_focus(self) -> QWidget | None:
        """The list, once there is one."""
        if self.people.editor is not None:
            return self.people.editor.name
        if self._cover is not None:
            return self._cover
        if not self.model.rows:
            return self.bar.new
        if self.roster.current is None:
            self.roster.go_on()
        return self.roster

    def open_room(self) -> None:
        """Show the room over a whole screen."""
        open_room(self.shell, self.desk.meeting_id, self)

    def leave(self) -> None:
        """Save what is being typed."""
        self.line.flush()
        self.people.close_editor()

    @property
    def view(self) -> MeetingView | None:
        """The meeting as it was last read."""
        return self._view

    @property
    def locked(self) -> bool:
        """Whether the minutes are issued, and nothing here can be changed any more."""
        return self._view is not None and self._view.locked

    @property
    def shown(self) -> Dossier | None:
        """The meeting as it will be once everything entered is in the database."""
        return self._overlay.shown

    # --- acting

    def do(
        self,
        edit: Edit,
        service: Any,  # noqa: ANN401 (any act of ``services.meetings``)
        *args: Any,  # noqa: ANN401
        at: Field | None = None,
        **values: Any,  # noqa: ANN401
    ) -> Operation[int] | None:
        """Show an edit at once, and have the service do it; an edit that cannot be is said at its field."""
        if self.locked:
            self._refuse(RefusedError("纪要已经印发并锁定，出席记录不能修改", "确需更正的，请在纪要页新建更正版本"))
            return None
        try:
            one = self._overlay.add(edit)
        except UserError as error:
            self._refuse(error, at)
            return None
        if at is not None:
            at.show_problem("")
        self._show()
        self._judge()
        operation: Operation[int] = self.desk.act(service, *args, **values)
        operation.then(lambda _: self._overlay.settle(one, written=True))
        operation.finally_(lambda: self._ended(operation, one))
        if at is not None:
            operation.failed(at.show_error)
        return operation

    def saved(self, edit: Edit, service: Any, *args: Any, at: Field | None = None, **values: Any) -> Operation[int]:  # noqa: ANN401 (as in ``do``)
        """Do an edit that an autosave waits for: where it cannot be, the service refuses it too."""
        operation = self.do(edit, service, *args, at=at, **values)
        return operation if operation is not None else self.desk.act(service, *args, **values)

    def _ended(self, operation: Operation[int], one: Pending) -> None:
        if not operation.succeeded and isValid(self):
            self._overlay.settle(one, written=False)
            self._show()
            self._judge()

    def _refuse(self, error: UserError, at: Field | None = None) -> None:
        if at is not None:
            at.show_error(error)
        else:
            self.shell.operations.refused.emit(error)

    def _judge(self) -> None:
        """Count anew, on the reader, what is shown."""
        shown, view = self._overlay.shown, self._view
        if shown is None or view is None:
            return
        if view.rulebook is None:
            self.counters.show_unjudged(shown, why_unjudged(view))
            return
        self.shell.operations.read_latest(
            ("quorum", id(self)), check_dossier, shown, self.desk.app.reference, as_of=self.shell.today
        ).then(self._show_judged).failed(lambda _: None)

    def _show_judged(self, checked: Checked) -> None:
        self.counters.show_quorum(checked.judgement.quorum, checked.dossier)

    def mark(self, row: RosterRow, status: Presence) -> bool:
        """Mark somebody; give whether that could be."""
        if row.person is None or row.part is None:
            return False
        if row.status is status:
            return True
        edit = partial(editing.mark, person_id=row.person, status=status)
        return self.do(edit, meetings.mark, row.person, status) is not None

    def list_person(self, person: str, part: Part) -> None:
        """Put somebody on the list, or into another part of it."""
        edit = partial(editing.list_person, person_id=person, part=part)
        self.do(edit, meetings.list_person, person, part)

    def remove(self, row: RosterRow) -> None:
        """Take somebody off the list; who is on none, off the record."""
        person, before = row.person, self._overlay.shown
        if person is None or before is None:
            return
        if row.part is None:
            self.do(partial(editing.remove_person, person_id=person), meetings.remove_person, person)
            return
        if self.do(partial(editing.unlist_person, person_id=person), meetings.unlist_person, person) is not None:
            edit = partial(listed_again, before=before, person=person)
            undo = partial(self.do, edit, meetings.list_again, before, person)
            self.shell.note(f"已将{row.name}移出名单", act=Act(name="undo-unlist", text="撤销", run=undo, icon="undo"))

    def _sign_in_rest(self) -> None:
        parts = (Part.MEMBER,)
        self.do(partial(sign_in_rest, parts=parts), meetings.sign_in_rest, parts)

    # --- keys

    def _on_key(self, what: str, row: RosterRow) -> None:
        acts = {"open": self.line.toggle, "edit": self.people.edit, "remove": self.remove}
        if what in acts:
            acts[what](row)
        elif what in set(Part) and row.person is not None:
            self.list_person(row.person, Part(what))
        elif row.part is None:
            self._refuse(UserError(f"{row.name}还不在名单上", "请按 1、2、3、4 列入出席、列席、邀请或工作人员"))
        else:
            self._tell_presence(what, row)

    def _tell_presence(self, what: str, row: RosterRow) -> None:
        """Whether somebody came, and what more is to be told of it."""
        came = row.status is Presence.PRESENT
        status, go = {
            "toggle": (Presence.ABSENT if came else Presence.PRESENT, None),
            "absent": (Presence.ABSENT, None),
            "leave": (Presence.LEAVE, LineEditor.go_to_leave),
            "time": (Presence.PRESENT, LineEditor.go_to_time),
            "out": (Presence.PRESENT, LineEditor.go_to_topics),
        }[what]
        if self.mark(row, status) and go is not None:
            self.line.open(go)

    def enter_list(self) -> None:
        """Go into the list."""
        if self.model.rows:
            if self.roster.current is None:
                self.roster.go_on()
            self.roster.setFocus(Qt.FocusReason.TabFocusReason)

    def _sign_in_found(self) -> None:
        """Sign in the first one found, and be ready for the next name."""
        if not self.filter.text().strip():
            self.enter_list()
            return
        row = next((row for row in self.model.rows if row.person is not None and row.part is not None), None)
        if row is not None and self.mark(row, Presence.PRESENT):
            self.filter.clear()
            if row.person is not None:
                self.roster.go_to(row.person)

    # --- showing

    def _show(self) -> None:
        self._show_rows()
        shown, view = self._overlay.shown, self._view
        if shown is None or view is None:
            return
        self.line.show_line(shown)
        self.people.show_view(view, shown)
        primary, more = self.acts()
        acts = (primary and primary.text, *(act.text for act in more))
        if acts != self._acts_shown:
            self._acts_shown = acts
            self.desk.acts_changed.emit()

    def _show_rows(self) -> None:
        shown = self._overlay.shown
        if shown is None:
            return
        by_hand = frozenset[str]() if self._view is None else self._view.by_hand
        known, wanted = self._readings.known, self.filter.text()
        self.roster.show_rows(rows_of(shown, self.shell.today, wanted, by_hand=by_hand, readings=known))
        if self.people.editor is not None or self._cover is not None:
            return
        rows = bool(self.model.rows)
        nobody = not shown.people and not shown.attendance
        self._turn_to(self.roster if rows else self._empty if nobody else self._none)
        self.fit()

    def cover(self, widget: QWidget) -> None:
        """Show something in the place of the list."""
        self.line.close()
        self.people.close_editor()
        self.people.close_line()
        self._cover = widget
        self.put(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self, widget: QWidget) -> None:
        """Show the list again."""
        self._cover = None
        self.drop(widget)
        self.enter_list()

    def put(self, widget: QWidget) -> None:
        """Put something in the place of the list."""
        self._stack.addWidget(widget)
        self._turn_to(widget)
        self.fit()

    def drop(self, widget: QWidget) -> None:
        """Take it away: the list stands in its place again."""
        self._stack.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
        self._show_rows()

    def _turn_to(self, shown: QWidget) -> None:
        """Show one of the stack; the others ask for no room."""
        for number in range(self._stack.count()):
            one = self._stack.widget(number)
            policy = QSizePolicy.Policy.Preferred if one is shown else QSizePolicy.Policy.Ignored
            one.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Be terse where there is little room, so that the list keeps its own."""
        super().resizeEvent(event)
        self._terse = event.size().height() < self.shell.theme.px(_LITTLE)
        self.counters.be_terse(terse=self._terse)
        self._main.setSpacing(XS if self._terse else S)
        self.fit()

    def fit(self) -> None:
        """Where there is little room, what is being filled in has it, and not what can wait."""
        little, editing = self._terse, self.people.editor is not None or self._cover is not None
        nobody = self._stack.currentWidget() is self._empty
        covered = self._cover is not None
        self.counters.setVisible(not covered and (not little or (not editing and self.people.quick_add.isHidden())))
        self.bar.setVisible(not editing and (not little or self.line.editor is None))
        self.filter.setVisible(not nobody)
        self._hint.setVisible(not little and not editing and not nobody)
        view, shown = self._view, self._overlay.shown
        if view is not None and shown is not None and not view.locked:
            made = little and bool(shown.attendance)  # what begins a list can wait; 更新名单 completes it too
            self.bar.make.setVisible(view.rulebook is not None and not made)
            self.bar.bring.setVisible(not made)
