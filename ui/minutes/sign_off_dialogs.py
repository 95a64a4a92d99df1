"""What is asked before the minutes are signed, numbered, issued or corrected: none of it can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from secretariat.services import minutes as service
from ui.meetings.sheet import GrowingText, read_number
from ui.widgets.basics import abreast, button, label, named
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import Dialog
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from secretariat.errors import UserError
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation


def people_of(view: MeetingView) -> list[PersonChoice]:
    """The meeting's people, to be picked from."""
    return [PersonChoice(person.id, person.name, person.title or "") for person in view.dossier.people]


class ActDialog(Dialog):
    """A dialog that stays until its act is done; what the service refuses is said in it."""

    def __init__(
        self, parent: QWidget, object_name: str, title: str, act: str, *, text: str = "", icon: str = "sign"
    ) -> None:
        super().__init__(parent, object_name, title, text=text, icon=icon)
        self._why = label("", "error")
        self._why.setObjectName(f"{object_name}-problem")
        self._why.hide()
        self.add_cancel()
        self.go = button(act, f"{object_name}-act", role="primary", clicked=self.try_it)
        self.go.setDefault(True)
        self.acts.addWidget(self.go)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # as on a page; in some lines of text Enter begins another
            QShortcut(QKeySequence(keys), self).activated.connect(self._at_once)

    def _at_once(self) -> None:
        """Do it from wherever one types; what is being typed is read first."""
        self.go.setFocus()
        self.go.click()

    def finish(self) -> None:
        """The last line is what went wrong."""
        self.body.addWidget(self._why)
        self.open()

    @property
    def problem(self) -> str:
        """What went wrong."""
        return self._why.text()

    def try_it(self) -> None:
        """Do it, if what was entered can be."""
        operation = self.act()
        if operation is None:
            self.fit()
            return
        self.go.setEnabled(False)
        operation.then(lambda _: self.accept()).failed(self.show_error).finally_(self._ended)

    def act(self) -> Operation[Any] | None:
        """The operation; ``None`` where something has to be mended first, which is said at its field."""
        raise NotImplementedError

    def _ended(self) -> None:
        """Let it be tried again, after an error or when somebody has cancelled it."""
        self.go.setEnabled(True)

    def show_error(self, error: UserError) -> None:
        """Say what was refused."""
        self._why.setText(str(error))
        self._why.show()
        self.fit()

    def fit(self) -> None:
        """As high as the words need."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))


class SignDialog(ActDialog):
    """Who signed off on paper, and when. Whoever it is is recorded."""

    def __init__(
        self, parent: QWidget, desk: MeetingDesk, view: MeetingView, proposed: str, person: str | None
    ) -> None:
        super().__init__(parent, "sign-off", "登记签发", "登记签发", text=proposed)
        self._desk = desk
        self.who = PersonPicker("sign-off-who", "签发人")
        self.who.set_people(people_of(view))
        self.who.set_value(person)
        self._who_field = Field("签发人", self.who, hint="按纸质签发单上的签名登记")
        self.day = DateField("sign-off-day", "签发日期", today=desk.shell.today, value=desk.shell.today)
        self._day_field = Field("签发日期", self.day)
        self.body.addLayout(abreast(self._who_field, self._day_field))
        self.finish()
        (self.go if person else self.who).setFocus()

    def act(self) -> Operation[Any] | None:
        """Record it."""
        if self.who.value is None:
            self._who_field.show_problem(self.who.problem or "请选择签发人")
            return None
        if self.day.value is None:
            self._day_field.show_problem(self.day.problem or "请填写签发日期")
            return None
        return self._desk.act(service.sign_off, self.who.value, self.day.value)


class NumberDialog(ActDialog):
    """The number in its year; a gap needs a reason."""

    def __init__(self, parent: QWidget, desk: MeetingDesk, view: MeetingView, proposed: int, year: int) -> None:
        super().__init__(parent, "minutes-number", "纪要编号", "编号", text="编号后不再改变，也不会用于其他纪要。")
        self._desk, self._view, self._proposed = desk, view, proposed
        self.year = named(QLineEdit(str(year)), "minutes-number-year", "年份")
        self.number = named(QLineEdit(str(proposed)), "minutes-number-no", "期号")
        self.reason = named(QLineEdit(), "minutes-number-reason", "空号原因")
        self._year_field, self._number_field = Field("年份", self.year), Field("期号", self.number)
        self._reason_field = Field("空号原因", self.reason)
        self.number.textEdited.connect(lambda _: self._show_gap())
        self.year.textEdited.connect(lambda _: self._ask())
        self.body.addLayout(abreast(self._year_field, self._number_field))
        self.body.addWidget(self._reason_field)
        self._show_gap()
        self.finish()
        self.number.selectAll()
        self.number.setFocus()

    def _ask(self) -> None:
        """Another year has numbers of its own."""
        year, problem = read_number(self.year.text())
        self._year_field.show_problem(problem)
        if year is not None:
            self._desk.shell.operations.read_latest(
                ("minutes-number", id(self)),
                service.proposed_number,
                self._desk.app.database,
                self._view.dossier,
                year,
            ).then(self._propose)

    def _propose(self, number: int) -> None:
        if self.number.text() == str(self._proposed):
            self.number.setText(str(number))
        self._proposed = number
        self._show_gap()

    def _show_gap(self) -> None:
        number, problem = read_number(self.number.text())
        self._number_field.show_problem(problem)
        gap = number is not None and number > self._proposed
        self._reason_field.setVisible(gap)
        if gap and number is not None:
            first, last = self._proposed, number - 1
            missing = f"第{first}期" if first == last else f"第{first}期至第{last}期"
            self._number_field.show_problem(f"{missing}将空号，请填写原因")
        self.fit()

    def act(self) -> Operation[Any] | None:
        """Number them."""
        number, problem = read_number(self.number.text())
        year, wrong_year = read_number(self.year.text())
        if number is None or year is None:
            self._number_field.show_problem(problem or ("" if number is not None else "请填写期号"))
            self._year_field.show_problem(wrong_year or ("" if year is not None else "请填写年份"))
            return None
        because = self.reason.text().strip() or None
        if number > self._proposed and because is None:
            self._reason_field.show_problem("请填写空号原因")
            self.reason.setFocus()
            return None
        return self._desk.act(service.assign_number, number, year=year, skipped_because=because)


class IssueDialog(ActDialog):
    """Issue and lock."""

    def __init__(self, parent: QWidget, desk: MeetingDesk, name: str) -> None:
        text = f"{name}印发后即锁定，会议的议题、出席和正文都不能再修改；确需更正的，只能另出更正版本。"
        super().__init__(parent, "minutes-issue", "印发纪要", "印发并锁定", text=text)
        self._desk = desk
        self.day = DateField("minutes-issue-day", "印发日期", today=desk.shell.today, value=desk.shell.today)
        self._day_field = Field("印发日期", self.day)
        self.body.addWidget(self._day_field)
        self.finish()
        self.go.setFocus()

    def act(self) -> Operation[Any] | None:
        """Issue them."""
        day: date | None = self.day.value
        if day is None:
            self._day_field.show_problem(self.day.problem or "请填写印发日期")
            return None
        app, desk = self._desk.app, self._desk
        return desk.shell.operations.write(service.issue, app.database, app.actor, app.reference, desk.meeting_id, day)


class ReasonDialog(ActDialog):
    """An act that asks for a reason, which goes on record; ``run`` gets it."""

    def __init__(
        self,
        parent: QWidget,
        object_name: str,
        title: str,
        act: str,
        why: str,
        run: Callable[[str], Operation[Any]],
        *,
        text: str,
    ) -> None:
        super().__init__(parent, object_name, title, act, text=text)
        self._run, self._asked = run, why
        self.reason = GrowingText(f"{object_name}-reason", why, lines=2)
        self._reason_field = Field(why, self.reason, needed=True)
        self.reason.textChanged.connect(lambda: self._reason_field.show_problem(""))
        self.body.addWidget(self._reason_field)
        self.finish()
        self.reason.setFocus()

    def act(self) -> Operation[Any] | None:
        """Do it."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self._reason_field.show_problem(f"请填写{self._asked}")
            return None
        return self._run(reason)


class CorrectDialog(ReasonDialog):
    """Begin a corrected version."""

    def __init__(self, parent: QWidget, desk: MeetingDesk) -> None:
        super().__init__(
            parent,
            "minutes-correct",
            "新建更正版本",
            "新建更正版本",
            "更正原因",
            lambda reason: desk.act(service.correct, reason),
            text="已印发的版本原样保存。更正版本修改后须重新审核、签发、印发，期号不变。",
        )


class DraftDialog(ActDialog):
    """Draft anew over an edited text."""

    def __init__(self, parent: QWidget, run: Callable[[], Operation[int]]) -> None:
        text = "将按议定事项和出席记录重新起草，现有正文被替换。替换后可用 Ctrl+Z 撤销。"
        super().__init__(parent, "minutes-redraft", "重新起草", "重新起草", text=text)
        self._run = run
        self.finish()

    def act(self) -> Operation[Any] | None:
        """Draft it."""
        return self._run()
