"""One request for leave as it is entered and goes its way: who, why, who approves it by the rule, and what follows."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QLineEdit, QWidget

from secretariat.domain.facts import Leave
from secretariat.domain.leave_requests import LeaveState
from secretariat.domain.states import Presence
from secretariat.rules.leave_effect import effect
from secretariat.services import leave as service
from secretariat.services import meetings
from secretariat.services.leave_summary import LATE, approver_for
from ui.autosave import Autosave
from ui.leave.approval import Approval, EffectLine, offer_people
from ui.leave.report_acts import ReportActs, ReportLine
from ui.leave.usual import REASONS, offer
from ui.leave.words import TONES, who_approves
from ui.meetings.form import FittingForm
from ui.meetings.life import why_unjudged
from ui.meetings.sheet import Sheet
from ui.meetings.undoing import keep_entry, offer_undo
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import StatusBadge
from ui.widgets.esc import TakesEsc
from ui.widgets.footer import Act
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from secretariat.rules.leave_approver import LeaveApprover
    from secretariat.services.leave_summary import LeaveLine
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

_NEW: Final = "登记请假"
_NOBODY_YET: Final = "选定请假人后，这里说明由谁批准、对到会人数的影响。"
_WHO: Final = 13
"""In characters."""
_FIELDS: Final = ("asked_on", "reason", "acting", "written_report", "note")


class RequestForm(TakesEsc, QFrame):
    """The fields of one request, or of a new one.

    ``acts_changed`` tells that other acts can be done; ``chosen`` of whom a new request is to be; ``registered`` whose
    was entered; ``left`` that Esc was pressed; ``renew`` asks for a new request.
    """

    acts_changed = Signal()
    chosen = Signal(str)
    registered = Signal(str)
    left = Signal()
    renew = Signal()

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        named(self, "leave-form", "请假登记")
        self.setProperty("role", "card")
        self._desk, self._today = desk, desk.shell.today
        self._view: MeetingView | None = None
        self._line: LeaveLine | None = None
        self._person: str | None = None
        self._approver: LeaveApprover | None = None
        self._new: dict[str, Any] = {}
        self._letters: dict[str, str] = {}
        self._saves = Autosave(desk.shell.operations, self._save, self)
        self.reports = ReportActs(desk, self)
        self._make_fields()
        self._make_approval()
        parts = (self._make_head(), self._fields, self._report_row, self.approval, self.effect)
        self._layout = column(*parts, gap=XS, pad=(M, S), into=self)

    # --- making

    def _make_head(self) -> QWidget:
        self.heading = label(_NEW, "section", wrap=False)
        self.badge = StatusBadge()
        self.late = StatusBadge(LATE, "warning")
        self.again = button("登记另一人", "leave-new", icon="add", shortcut="Ctrl+N", clicked=self.renew.emit)
        self.drop = button("删除登记", "leave-drop", role="link", hint="登记错了时删除", clicked=self._drop)
        head = row(self.heading, self.who_field, self.badge, self.late, None, self.drop, self.again, gap=S)
        return box(head)

    def _make_fields(self) -> None:
        self._sheet = Sheet("leave", self)
        self._sheet.edited.connect(self._note)
        self.who = PersonPicker("leave-who", "请假人", initials=lambda name: self._letters.get(name, ""))
        self.who.picked.connect(self._picked)
        set_width(self.who, _WHO)
        self.who_field = Field("请假人", self.who)
        self.who_field.label.hide()  # it stands beside the heading, which says what it is
        self.acting = PersonPicker("leave-acting", "代理或参会人", initials=lambda name: self._letters.get(name, ""))
        reason = self._sheet.line("reason", "请假事由", placeholder="如 赴外地参加会议；↓ 列出常用的")
        self.reason: QLineEdit = reason.editor  # type: ignore[assignment]  # (a sheet's line is one)
        self.usual = offer(self.reason, REASONS)
        form = FittingForm(3, gap=XS)
        form.add(self._sheet.day("asked_on", "请假日期", today=self._today))
        form.add(reason, span=2)
        form.add(self._sheet.picker("acting", Field("代理或参会人", self.acting), self.acting))
        form.add(self._sheet.line("note", "备注", placeholder="如 电话请假"), span=2)
        self._fields = form
        self.report = ReportLine(self.reports, self)
        self._report_row = box(row(self._sheet.check("written_report", "已交书面请假报告"), self.report, None, gap=S))

    def _make_approval(self) -> None:
        self.approval = Approval(self._today, lambda name: self._letters.get(name, ""))
        self.approval.changed.connect(self._corrected)
        self.approval.article_asked.connect(self._open_article)
        self.effect = EffectLine()

    # --- showing

    @property
    def person(self) -> str | None:
        """Whose request it is."""
        return self._person

    @property
    def is_new(self) -> bool:
        """Whether it is one that is not entered yet."""
        return self._line is None or self._line.leave is None

    @property
    def barred(self) -> bool:
        """Whether nothing can be entered: the minutes are locked, or the request counts no longer."""
        return (self._view is not None and self._view.locked) or (self._line is not None and not self._line.counts)

    @property
    def state(self) -> LeaveState | None:
        """What the request has come to."""
        return None if self._line is None else self._line.state

    def show_letters(self, letters: Mapping[str, str]) -> None:
        """Find people by these initials of their names too."""
        self._letters = dict(letters)
        if self._view is not None:
            self._show_people(self._view)

    def show_request(self, view: MeetingView, line: LeaveLine | None) -> None:
        """Show a request as it is now; ``None`` is a new one, which keeps what was typed."""
        with _laid_out_once(self, self._layout):
            self._show_request(view, line)

    def _show_request(self, view: MeetingView, line: LeaveLine | None) -> None:
        same = self._line is not None and line is not None and self._line.key == line.key
        again = same or (line is None and self._line is None and self._view is not None)
        if not again:
            self._saves.flush()
            self._sheet.show_problem(_FIELDS, "")
            self._forget()
        self._view, self._line = view, line
        self._show_people(view)
        if not again or line is not None:
            self._person = None if line is None else line.person
            self.who.set_value(self._person)
            self.who_field.show_problem("")
        leave = None if line is None else line.leave
        if leave is not None:
            self._sheet.show_record(leave, keep=self._saves.unsaved if same else ())
        elif not again:
            self._sheet.show_record(Leave(person="", asked_on=self._today))
        self._show_state(view)

    def begin(self, person: str | None = None) -> None:
        """Begin a new request, of somebody where that is known."""
        if self._view is None:
            return
        self.who.setFocus(Qt.FocusReason.OtherFocusReason)  # so that no field keeps what was typed in it
        self.show_request(self._view, None)
        self._forget()
        self._person = person
        self.who.set_value(person)
        self.who_field.show_problem("")
        self._sheet.show_record(Leave(person="", asked_on=self._today))
        self._show_state(self._view)

    def _show_people(self, view: MeetingView) -> None:
        listed = list(dict.fromkeys(row.person for row in view.dossier.attendance))
        people = {one.id: PersonChoice(one.id, one.name, one.title or "") for one in view.dossier.people}
        offer_people(self.who, [people[key] for key in listed])
        offer_people(self.acting, list(people.values()))
        self.approval.show_people(list(people.values()))

    def _show_state(self, view: MeetingView) -> None:
        line, new = self._line, self.is_new
        name = "" if line is None else f"{line.name}　{line.title}".strip()
        self.heading.setText(f"{_NEW}：{name}" if new and name else name or _NEW)
        self.badge.setVisible(line is not None)
        if line is not None:
            free = line.free and line.state is LeaveState.ASKED
            tone = "info" if line.state is None or free else TONES[line.state]
            self.badge.show_state(line.word, tone)
        self.late.setVisible(line is not None and line.late)
        barred = self.barred
        self._sheet.bar(barred=barred)
        self.who_field.setVisible(line is None)
        self.who.setReadOnly(view.locked)
        self.again.setVisible(line is not None and not view.locked)
        self.drop.setVisible(not new and not barred)
        self._report_row.setVisible(not (line is not None and not line.counts))
        self.report.show_view(view, None if new else self._person)
        self._show_rule()

    def _show_rule(self) -> None:
        """Say at once who approves it by the rule, and what that does to the quorum."""
        view, person, line = self._view, self._person, self._line
        if view is None:
            return
        book = view.rulebook
        self._approver = None if person is None else approver_for(view.dossier, book, person)
        approver = self._approver
        words = why_unjudged(view) if book is None else who_approves(approver)
        counts = line is None or line.counts
        self.approval.show_rule(approver, words if person is not None else _NOBODY_YET, shown=counts)
        told = None
        if book is not None and person is not None and counts and self.state is not LeaveState.REFUSED:
            told = effect(view.dossier, book, person, as_of=self._today)
        self.effect.show_effect(told)
        self.approval.show_decision(line, barred=self.barred)
        self.acts_changed.emit()

    # --- entering

    def _picked(self, person: str | None) -> None:
        self._person = person
        self.who_field.show_problem("")
        self._show_rule()
        if person is not None:
            self.chosen.emit(person)

    def _note(self, name: str, value: object) -> None:
        if self.is_new:
            self._new[name] = value
        else:
            self._saves.note(name, value)

    def _corrected(self, name: str, value: object) -> None:
        """Save at once what was corrected in a decision on record."""
        self._saves.note(name, value)
        self._saves.flush()

    def _save(self, values: dict[str, Any]) -> Operation[int]:
        change: Callable[..., int] = service.change_leave
        operation = self._desk.act(change, self._person or "", **values)
        return operation.failed(lambda error: self._sheet.show_problem(list(values)[-1:], str(error)))

    def _forget(self) -> None:
        """Forget what was entered and is not on record."""
        self._new = {}
        self.approval.forget()

    def flush(self) -> None:
        """Save what waits for a pause."""
        self._saves.flush()

    def _settle(self) -> None:
        """Read what stands in the field under the cursor, as if it had been left."""
        held = QApplication.focusWidget()
        if held is not None and self.isAncestorOf(held):
            held.clearFocus()
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- acts

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The next step of the request, and what else may become of it."""
        view, line = self._view, self._line
        if view is None or view.locked:
            return None, ()
        if self.is_new:
            ready = bool(view.dossier.attendance)
            why = "" if ready else "名单上还没有人，请先在“出席”中列出名单"
            return Act(name="leave-register", text=_NEW, run=self.register, enabled=ready, why=why), ()
        if line is None or not line.counts:
            return None, ()
        back = Act(name="leave-withdraw", text="撤回请假", run=self.withdraw, shortcut="Ctrl+Shift+W")
        if line.free and self.state is LeaveState.ASKED:
            mark = Act(name="leave-mark", text="列为请假", run=self.mark)
            return (None if self._is_marked() else mark), (back,)
        yes = Act(name="leave-approve", text="登记批准", run=self.approve)
        no = Act(name="leave-refuse", text="登记未批准", run=self.refuse, shortcut="Ctrl+Shift+R")
        if self.state is LeaveState.ASKED:
            return yes, (back, no)
        return None, (back, no if self.state is LeaveState.APPROVED else yes)

    def _is_marked(self) -> bool:
        view = self._view
        return view is not None and any(
            line.person == self._person and line.status is Presence.LEAVE for line in view.dossier.attendance
        )

    def register(self) -> None:
        """Enter the new request."""
        self._settle()
        person = self._person
        if self.who.problem or person is None:
            self.who_field.show_problem(self.who.problem or "请选择请假人")
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self._sheet_is_wrong():
            return
        values: dict[str, Any] = {"asked_on": self._today, **self._new}
        free = self._view is not None and self._view.rulebook is not None
        free = free and (self._approver is None or self._approver.exempt)
        act = self._desk.act(service.ask_leave, person, **values)
        act.failed(self.who_field.show_error)

        def registered(_: object) -> None:
            self._forget()
            if free:
                self._desk.act(meetings.mark, person, Presence.LEAVE)
            self.registered.emit(person)

        act.then(registered)

    def _sheet_is_wrong(self) -> bool:
        """Whether a day or a name cannot be read; the field says so, and is gone to."""
        wrong = next((one for one in (self._sheet.field("asked_on"), self.acting) if getattr(one, "problem", "")), None)
        if wrong is not None:
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)
        return wrong is not None

    def approve(self) -> None:
        """Record the approval by whom and on which day the fields say."""
        self._settle()
        if not self.approval.lacks_approver() and not self.approval.lacks_day():
            self._decide(service.approve_leave, "已登记批准")

    def refuse(self) -> None:
        """Record that it was not approved."""
        self._settle()
        if not self.approval.lacks_day():
            self._decide(service.refuse_leave, "已登记未批准")

    def _decide(self, act: Any, said: str) -> None:  # noqa: ANN401 (one of two services)
        self._saves.flush()
        by, on = self.approval.approver.value, self.approval.day.value
        done = self._desk.act(act, self._person or "", by=by, on=on)
        done.then(lambda _: self._desk.shell.note(said)).failed(self.approval.show_error)
        self._forget()

    def mark(self) -> None:
        """Mark somebody who needs nobody's approval as on leave."""
        self._desk.act(meetings.mark, self._person or "", Presence.LEAVE)

    def withdraw(self) -> None:
        """Record that he took it back today."""
        self._saves.flush()
        self._undoable(service.withdraw_leave, "已撤回请假", on=self._today)

    def _drop(self) -> None:
        self._undoable(service.remove_leave, "已删除请假登记")

    def _undoable(self, act: Any, said: str, **values: Any) -> None:  # noqa: ANN401 (one of two services)
        shell = self._desk.shell
        done = keep_entry(shell, act, self._desk.meeting_id, self._person or "", **values)
        done.then(partial(offer_undo, shell, said))

    def _open_article(self, article: str) -> None:
        view = self._view
        if view is not None and view.rulebook is not None:
            self._desk.shell.go("rules", (view.rulebook.code, article))

    # --- places

    def go_to(self, code: str) -> None:
        """Go to the field of a finding."""
        target: QWidget = self.reason
        if self.is_new:
            target = self.reason if self._person is not None else self.who
        elif code in {"leave.not_approved", "leave.wrong_approver"} and self.approval.approver_field.isVisibleTo(self):
            target = self.approval.approver
        elif code == "leave.report_missing":
            target = self._sheet.field("written_report")
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Go back to the list."""
        self.left.emit()


@contextmanager
def _laid_out_once(form: QWidget, layout: QLayout) -> Iterator[None]:
    """Lay a form out when all its parts are shown and hidden, not at each of them."""
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        form.updateGeometry()
        layout.activate()
