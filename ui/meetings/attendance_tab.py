"""出席: who is on the list, who came, and whether they are enough. One key a person."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from shiboken6 import isValid

from secretariat.domain import editing
from secretariat.domain.people_editing import change_person, listed_again, sign_in_rest
from secretariat.domain.states import Part, Presence
from secretariat.errors import RefusedError, UserError
from secretariat.services import meetings
from secretariat.services.checking import check_dossier
from ui.meetings.attendance_model import Overlay, RosterModel, RosterRow, first_missing, line_of, rows_of
from ui.meetings.attendance_strips import CountersCard
from ui.meetings.desk import Tab
from ui.meetings.life import why_unjudged
from ui.meetings.line_editor import LineEditor
from ui.meetings.list_maker import ListMaker
from ui.meetings.people_editor import PersonEditor, QuickAdd
from ui.meetings.roster_view import KEY_WORDS, RosterView
from ui.theme import XS, S
from ui.widgets.basics import box, button, column, label, set_width
from ui.widgets.choices import FlowLayout
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_edit import FilterEdit
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from secretariat.domain.facts import Dossier
    from secretariat.domain.people_editing import NewPerson
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
        self._drawer: LineEditor | None = None
        self._editor: PersonEditor | None = None
        self._terse = False
        self._acts_shown: tuple[object, ...] = ()
        self.counters = CountersCard()
        self.filter = FilterEdit("roster-filter", "筛选名单", "姓名或单位")
        set_width(self.filter, 8)
        self.filter.setToolTip("输入姓名或单位即筛选，回车为第一位签到；↓ 进入名单，Esc 清空（Ctrl+F 回到此处）")
        self.model = RosterModel(self)
        self.roster = RosterView(self.model, self.filter)
        self.quick_add = QuickAdd()
        self.quick_add.hide()
        self._lists = ListMaker(self)
        self.roster.setMinimumHeight(_LEAST_LIST)
        self._hint = label(KEY_WORDS, "small")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._make = button(
            "按规则生成名单", "make-list", hint="按工作规则列出应到和列席人员", clicked=self._lists.propose
        )
        self._bring = button("带入人员", "bring-roster", hint="带入以前会议的人员", clicked=self._lists.choose_meeting)
        self._new = button("添加人员", "open-quick-add", icon="add", shortcut="Ctrl+N", clicked=self._toggle_quick_add)
        flow = FlowLayout(gap=XS)
        flow.addWidget(self.filter)
        for made in (self._make, self._bring, self._new):
            flow.addWidget(made)
        self._bar = box(flow)
        self._none = label("没有符合条件的人员", "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(48)
        self._empty = EmptyState(
            "还没有人员",
            "先登记参加会议的人员，再按工作规则生成应到名单。可以带入以前会议的人员，也可以逐个添加。",
            Act(name="empty-bring-roster", text="带入以前会议的人员", run=self._lists.choose_meeting),
            Act(name="empty-add-person", text="添加人员", run=self.open_quick_add),
            icon="person",
        )
        self._stack = QStackedWidget()
        for part in (self.roster, self._none, self._empty):
            self._stack.addWidget(part)
        self._main = column(
            self.counters, self._bar, self._lists.room, self.quick_add, self._stack, self._hint, gap=S, into=self
        )
        self._main.setStretch(4, 1)

    def _connect(self) -> None:
        self.filter.filtered.connect(lambda _: self._show_rows())
        self.filter.down.connect(self.enter_list)
        self.filter.entered.connect(self._sign_in_found)
        self.roster.key.connect(self._on_key)
        self.roster.left.connect(self._close_drawer)
        self.quick_add.added.connect(self._add)
        self.quick_add.listed.connect(self._list)
        self.quick_add.closed.connect(self._close_quick_add)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    # --- the contract

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting; what is on its way to the database stays laid over it."""
        first, self._view = self._view is None, view
        self._overlay.take(view.dossier)
        for made in (self._make, self._bring, self._new):
            made.setVisible(not view.locked)
        self._make.setVisible(not view.locked and view.rulebook is not None)
        self._hint.setText("纪要已经印发并锁定，出席记录不能修改。" if view.locked else KEY_WORDS)
        if view.locked:
            self._close_quick_add()
        if self._overlay.pending:
            self._judge()
        elif view.judgement is not None:
            self.counters.show_quorum(view.judgement.quorum, view.dossier)
        else:
            self.counters.show_unjudged(view.dossier, why_unjudged(view))
        self._show()
        if first and self.isVisible() and self._new.hasFocus():
            self.enter_list()

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a topic number, a person's id, or None)
        """Go to the person of a finding; for the quorum to the first member who is not there."""
        family = code.partition(".")[0]
        dossier = self._overlay.shown
        if dossier is None or family not in _OURS:
            return False
        self._close_editor()
        self.filter.clear()
        if not isinstance(subject, str):
            subject = first_missing(dossier)
        if subject is not None and self.roster.go_to(subject):
            if family == "leave":
                self._open_drawer(LineEditor.go_to_leave)
                return True
        elif not self.model.rows:
            return False
        self.roster.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """First the list, then whoever is left."""
        dossier = self._overlay.shown
        if dossier is None or self._view is None or self._view.locked:
            return None, ()
        if not dossier.attendance and dossier.people and self._view.rulebook is not None:
            return Act(name="act-make-list", text="按规则生成名单", run=self._lists.propose), ()
        absent = [line for line in dossier.attendance if line.as_ is Part.MEMBER and line.status is Presence.ABSENT]
        if absent and any(line.status is Presence.PRESENT for line in dossier.attendance):
            rest = Act(name="sign-in-rest", text=f"其余 {len(absent)} 名出席人员均已到", run=self._sign_in_rest)
            return None, (rest,)
        return None, ()

    def first_focus(self) -> QWidget | None:
        """The list, once there is one."""
        if self._editor is not None:
            return self._editor.name
        if not self.model.rows:
            return self._new
        if self.roster.current is None:
            self.roster.go_on()
        return self.roster

    def leave(self) -> None:
        """Save what is being typed."""
        if self._drawer is not None:
            self._drawer.flush()
        self._close_editor()

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
        if self._view is not None and self._view.locked:
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

    def _mark(self, row: RosterRow, status: Presence) -> bool:
        if row.person is None or row.part is None:
            return False
        if row.status is status:
            return True
        edit = partial(editing.mark, person_id=row.person, status=status)
        return self.do(edit, meetings.mark, row.person, status) is not None

    def _list(self, person: str, part: Part) -> None:
        edit = partial(editing.list_person, person_id=person, part=part)
        self.do(edit, meetings.list_person, person, part)

    def _add(self, new: NewPerson) -> None:
        self.do(new.added_to, meetings.add_newcomer, new)

    def _remove(self, row: RosterRow) -> None:
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
        acts = {"open": self._toggle_drawer, "edit": self.edit_person, "remove": self._remove}
        if what in acts:
            acts[what](row)
        elif what in set(Part) and row.person is not None:
            self._list(row.person, Part(what))
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
        if self._mark(row, status) and go is not None:
            self._open_drawer(go)

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
        if row is not None and self._mark(row, Presence.PRESENT):
            self.filter.clear()
            if row.person is not None:
                self.roster.go_to(row.person)

    # --- showing

    def _show(self) -> None:
        self._show_rows()
        shown, view = self._overlay.shown, self._view
        if shown is None or view is None:
            return
        self.quick_add.show_view(view, shown)
        self._show_drawer(shown)
        if self._editor is not None:
            self._editor.show_people(shown)
        primary, more = self.acts()
        acts = (primary and primary.text, *(act.text for act in more))
        if acts != self._acts_shown:
            self._acts_shown = acts
            self.desk.acts_changed.emit()

    def _show_rows(self) -> None:
        shown = self._overlay.shown
        if shown is None:
            return
        self.roster.show_rows(rows_of(shown, self.shell.today, self.filter.text()))
        if self._editor is not None:
            return
        rows = bool(self.model.rows)
        nobody = not shown.people and not shown.attendance
        self._turn_to(self.roster if rows else self._empty if nobody else self._none)
        self.fit()

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
        little, editing = self._terse, self._editor is not None
        nobody = self._stack.currentWidget() is self._empty
        self.counters.setVisible(not little or (not editing and self.quick_add.isHidden()))
        self._bar.setVisible(not editing and (not little or self._drawer is None))
        self.filter.setVisible(not nobody)
        self._hint.setVisible(not little and not editing and not nobody)

    # --- the open line

    def _toggle_drawer(self, row: RosterRow) -> None:
        if self._drawer is not None and row.person == self._drawer.person:
            self._close_drawer()
        elif row.part is not None:
            self._open_drawer(None)
        else:
            self.edit_person(row)

    def _open_drawer(self, go: Any) -> None:  # noqa: ANN401 (a method of ``LineEditor``)
        row, shown = self.roster.current, self._overlay.shown
        if row is None or row.person is None or shown is None:
            return
        person = row.person
        line = line_of(shown, person)
        if line is None or (self._view is not None and self._view.locked):
            return
        if self._drawer is None or self._drawer.person != person:
            self._close_drawer()
            made = LineEditor(
                person, self.shell.operations, partial(self._save_leave, person), today=shown.meeting.date
            )
            made.attendance.connect(partial(self._record, person))
            made.leave.connect(lambda values, at: self._save_leave(person, values, at))
            made.status.connect(lambda status: self._with_row(person, lambda row: self._mark(row, status)))
            made.part.connect(lambda part: self._list(person, Part(part)))
            made.edit.connect(lambda: self._with_row(person, self.edit_person))
            made.remove.connect(lambda: self._with_row(person, self._remove))
            made.grown.connect(self.roster.fit_row)
            made.closed.connect(self._close_drawer)
            made.show_line(shown, line)
            self._drawer = made
            self.fit()
            self.roster.open_row(row.id, made)
        if go is not None:
            go(self._drawer)

    def _show_drawer(self, shown: Dossier) -> None:
        if self._drawer is None:
            return
        line = line_of(shown, self._drawer.person)
        if line is None:
            self._close_drawer()
            return
        self.roster.opened = (line.as_.value, line.person)
        self._drawer.show_line(shown, line)

    def _close_drawer(self) -> None:
        if self._drawer is not None:
            self._drawer.flush()
            self._drawer = None
            self.fit()
            self.roster.close_row()
            self.roster.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row_of(self, person: str) -> RosterRow | None:
        return self.model.row(self.model.index_of_person(person))

    def _with_row(self, person: str, act: Callable[[RosterRow], object]) -> None:
        row = self._row_of(person)
        if row is not None:
            act(row)

    def _record(self, person: str, values: dict[str, Any], at: Field | None) -> None:
        edit = partial(editing.set_attendance, person_id=person, **values)
        self.do(edit, meetings.edit_attendance, person, at=at, **values)

    def _save_leave(self, person: str, values: dict[str, Any], at: Field | None = None) -> Operation[int]:
        edit = partial(editing.set_leave, person_id=person, **values)
        return self._saved(edit, meetings.edit_leave, person, at=at, **values)

    def _saved(self, edit: Edit, service: Any, *args: Any, at: Field | None = None, **values: Any) -> Operation[int]:  # noqa: ANN401 (as in ``do``)
        """An edit that an autosave waits for: where it cannot be, the service refuses it too."""
        operation = self.do(edit, service, *args, at=at, **values)
        return operation if operation is not None else self.desk.act(service, *args, **values)

    # --- people

    def open_quick_add(self) -> None:
        """Type in people, one after the other."""
        self._close_drawer()
        self._lists.drop()
        self.quick_add.show()
        self.fit()
        self.quick_add.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _toggle_quick_add(self) -> None:
        if self.quick_add.isVisibleTo(self):
            self._close_quick_add()
        else:
            self.open_quick_add()

    def _close_quick_add(self) -> None:
        if self.quick_add.isVisibleTo(self):
            self.quick_add.hide()
            self.fit()
            self.enter_list()

    def edit_person(self, row: RosterRow) -> None:
        """Edit a person, in the place of the list."""
        view, shown = self._view, self._overlay.shown
        if view is None or shown is None or row.person is None or view.locked:
            return
        person = next((one for one in shown.people if one.id == row.person), None)
        if person is None:
            return
        self._close_drawer()
        made = PersonEditor(view, shown, person, self.shell.operations, partial(self._save_person, person.id))
        made.closed.connect(self._close_editor)
        self._editor = made
        self._stack.addWidget(made)
        self._turn_to(made)
        self.quick_add.hide()
        self.fit()
        made.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_person(self, person: str, values: dict[str, Any]) -> Operation[int]:
        return self._saved(partial(change_person, person=person, values=values), meetings.edit_person, person, **values)

    def _close_editor(self) -> None:
        if self._editor is not None:
            editor, self._editor = self._editor, None
            editor.saves.flush()
            self._stack.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
            self._show_rows()
            self.roster.setFocus(Qt.FocusReason.OtherFocusReason)
