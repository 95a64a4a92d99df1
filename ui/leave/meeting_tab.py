"""请假: who asks for leave from this meeting, who approves it by the rule, and what that does to the quorum."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from secretariat.domain.leave_requests import LeaveState
from secretariat.domain.name_search import initials
from secretariat.services.leave_summary import LeaveLine, figures, leave_lines, leave_summary_pdf
from ui.leave.request_form import RequestForm
from ui.leave.words import ANY, mark_of
from ui.meetings.desk import Tab
from ui.meetings.life import why_unjudged
from ui.meetings.name_readings import NameReadings
from ui.table_model import Column, TableModel
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, column, label, named, row, scrolled
from ui.widgets.choices import FlowLayout, StatusBadge
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.paper_dialog import PaperDialog
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secretariat.services.meetings import MeetingView
    from ui.widgets.footer import Act

_LEAST_LIST: Final = 112


class SummaryStrip(QFrame):
    """The figures in a line, and the paper that sums them up."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "leave-summary", "请假情况汇总")
        self.words = label("", "strong", wrap=False)
        self.verdict = StatusBadge()
        self.print = button("打印请假情况汇总…", "leave-print", role="link", icon="print", shortcut="Ctrl+P")
        told = FlowLayout(gap=S)
        for part in (self.words, self.verdict):
            told.addWidget(part)
        row(box(told), self.print, gap=M, pad=(M, XS), into=self).setStretch(0, 1)

    def show_view(self, view: MeetingView, told: Any) -> None:  # noqa: ANN401 (``LeaveFigures``)
        """Show the figures."""
        waiting = f"　待批准 {told.waiting}" if told.waiting else ""
        needed = "" if told.needed is None else f"　需到 {told.needed}"
        self.words.setText(f"应到 {told.due}　请假 {told.on_leave}{waiting}　预计实到 {told.expected}{needed}")
        self.verdict.setVisible(told.needed is not None)
        if told.needed is not None:
            short = told.needed - told.expected
            state = (f"将达不到法定人数，还差 {short} 人", "violation") if short > 0 else ("预计够法定人数", "good")
            self.verdict.show_state(*state)
        self.words.setToolTip(why_unjudged(view) if view.rulebook is None else "")


def _state(line: LeaveLine) -> str:
    return f"{line.word}（补假）" if line.late else line.word


def columns(names: Mapping[str, str]) -> list[Column[LeaveLine]]:
    """The list's columns; ``names`` are those of the meeting's people, by id, filled as the meeting is shown."""

    def by(line: LeaveLine) -> str:
        leave = line.leave
        return "" if leave is None else names.get(leave.approved_by or leave.refused_by or "", "")

    def asked(line: LeaveLine) -> str:
        return "" if line.leave is None or line.leave.asked_on is None else write_date(line.leave.asked_on)

    def reason(line: LeaveLine) -> str:
        return "" if line.leave is None else line.leave.reason or ""

    return [
        Column(key="name", title="姓名", text=lambda line: line.name, width=84),
        Column(key="title", title="职务", text=lambda line: line.title, stretch=True),
        Column(key="reason", title="事由", text=reason, stretch=True),
        Column(
            key="asked",
            title="请假日期",
            text=asked,
            sort=lambda line: str(line.leave.asked_on if line.leave else ""),
            width=150,
        ),
        Column(
            key="state",
            title="状态",
            text=_state,
            mark=lambda line: ("leave", "text_2") if line.state is None else mark_of(line.state, free=line.free),
            width=118,
        ),
        Column(key="by", title="批准人", text=by, width=84),
    ]


class LeaveTab(Tab):
    """The tab 请假."""

    key = "leave"
    title = "请假"

    def build(self) -> Iterator[None]:
        """Make the list, then the form."""
        self._view: MeetingView | None = None
        self._names: dict[str, str] = {}
        self._wanted: str | None = None
        self._readings = NameReadings(self.desk, self)
        self._readings.read.connect(self._take_readings)
        self.summary = SummaryStrip()
        self.summary.print.clicked.connect(self.print)
        self.model: TableModel[LeaveLine] = TableModel(columns(self._names), lambda line: line.key, self)
        self.table = Table("leave-list", "请假名单", self.model, settings=self.shell.settings, compact=True)
        self.table.moved.connect(lambda _: self._show_current())
        self._empty = EmptyState(
            "还没有人请假",
            "在下面登记：输入姓名首字母选人，填写事由后按 Ctrl+回车。由谁批准、批准后够不够法定人数会随即说明。",
            icon="leave",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self._stack.setMinimumHeight(self.shell.theme.px(_LEAST_LIST))
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        yield
        self.form = RequestForm(self.desk)
        self.form.acts_changed.connect(self.desk.acts_changed)
        self.form.chosen.connect(self._chosen)
        self.form.registered.connect(self._registered)
        self.form.left.connect(self._back_to_list)
        self.form.renew.connect(self.begin)
        self.table.opened.connect(lambda _: self.form.go_to(""))
        content = QWidget()
        # In a box of its own, which asks for as much room as the list needs at least, and not for none.
        column(self.summary, box(column(self._stack)), self.form, gap=S, into=content).setStretch(1, 1)
        # Where there is little room all of it scrolls: fields that are squeezed can't be read.
        column(scrolled(content, "leave-area", "请假登记和名单"), into=self)
        yield

    # --- showing

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting; what is being typed stays."""
        self._view = view
        dossier = view.dossier
        self._names.clear()
        self._names.update({person.id: person.name for person in dossier.people})
        self.summary.show_view(view, figures(dossier, view.rulebook, today=self.shell.today))
        lines = leave_lines(dossier, view.rulebook)
        self.model.set_rows(lines)
        self._turn_to(self.table if lines else self._empty)
        if self._wanted is not None and self._go_to(self._wanted):
            self._wanted = None
        self._show_current()
        self._readings.follow(dossier)

    def _turn_to(self, shown: QWidget) -> None:
        """Show the list or what stands there without one; the other asks for no room."""
        for one in (self.table, self._empty):
            policy = QSizePolicy.Policy.Expanding if one is shown else QSizePolicy.Policy.Ignored
            one.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self._stack.setCurrentWidget(shown)

    def _show_current(self) -> None:
        """Show the current line, or the new request that was begun."""
        if self._view is not None:
            self.form.show_request(self._view, self.model.row(self.table.currentIndex()))
            # The form may take room from the list: its line stays in view.
            QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def _take_readings(self) -> None:
        read = self._readings.known
        self.form.show_letters({self._names[ref]: initials(how) for ref, how in read.items() if ref in self._names})

    # --- acting

    def _chosen(self, person: str) -> None:
        """Who has a request that is not refused is shown that one."""
        line = next((one for one in self.model.rows if one.person == person and one.counts), None)
        if line is not None and line.state is not LeaveState.REFUSED:
            self.table.go_to(line.key)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _registered(self, person: str) -> None:
        self._wanted = person
        self.shell.note("已登记请假")

    def _go_to(self, person: str) -> bool:
        """Go to the request of somebody that counts."""
        line = next((one for one in self.model.rows if one.person == person and one.counts), None)
        return line is not None and self.table.go_to(line.key)

    def _go_to_any(self, person: str) -> bool:
        """Go to the last request of somebody, whether it counts or not."""
        lines = [one for one in self.model.rows if one.person == person]
        return bool(lines) and self.table.go_to(lines[-1].key)

    def begin(self, person: str | None = None) -> None:
        """Begin a new request."""
        self.table.selectionModel().clear()
        self.form.begin(person)

    def _back_to_list(self) -> None:
        if self.model.rows:
            if not self.table.currentIndex().isValid():
                self.table.go_to(self.model.rows[0].key)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def print(self) -> None:
        """Show the paper that sums it up, to be printed."""
        view = self._view
        if view is None:
            return
        self.form.flush()
        made = self.shell.operations.read(leave_summary_pdf, view, today=self.shell.today)
        made.long("正在排版", can_cancel=False)
        made.then(partial(self._show_paper, f"{view.name}请假情况汇总"))

    def _show_paper(self, title: str, paper: bytes) -> None:
        PaperDialog(self.window(), self.shell, title, paper).open()

    # --- what the page asks

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a person's id)
        """Go to the request of a person, at the field of the finding; who has none yet is to be entered."""
        view = self._view
        family, _, what = code.partition(".")
        if view is None or family != self.key or what == "substitute":
            return False
        if isinstance(subject, str):
            if self._go_to(subject) or (what == ANY and self._go_to_any(subject)):
                self._show_current()
            elif not view.locked:
                self.begin(subject)
        if self.form.barred:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.go_to(code)
        return True

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The next step of the request at hand."""
        return self.form.acts()

    def first_focus(self) -> QWidget | None:
        """The list, or where the first request is entered."""
        if self._view is not None and self.model.rows:
            if not self.table.currentIndex().isValid() and self.form.person is None:
                self.table.go_to(self.model.rows[0].key)
            return self.table
        return self.form.who

    def leave(self) -> None:
        """Save what is being typed."""
        self.form.flush()
