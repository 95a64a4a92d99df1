"""What is asked before an act on a journey: the day of reporting back (销假), and an exception on record (例外)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from secretariat.domain.away_register import span_text
from secretariat.rules.codes import CODES
from ui.meetings.sheet import GrowingText
from ui.minutes.sign_off_dialogs import ActDialog
from ui.theme import M
from ui.widgets.basics import row
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.away_register import Journey
    from secretariat.rules.finding import Finding
    from ui.operations import Operation


class BackDialog(ActDialog):
    """On which day he reported back; proposed is the day of return, once it has come."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        journey: Journey,
        today: dt.date,
        run: Callable[[dt.date], Operation[Any]],
    ) -> None:
        text = f"{name}　{span_text(journey)}。比登记的日期提前返回的，外出即到销假当天为止。"
        super().__init__(parent, "away-back", "登记销假", "销假", text=text, icon="good")
        self._run = run
        self.day = DateField("away-back-day", "销假日期", today=today, value=max(journey.from_, today))
        self._field = Field("销假日期", self.day)
        self.body.addWidget(self._field)
        self.finish()
        self.day.setFocus()
        self.day.selectAll()

    def act(self) -> Operation[Any] | None:
        """Record it."""
        if self.day.value is None or self.day.problem:
            self._field.show_problem(self.day.problem or "请填写销假日期")
            return None
        return self._run(self.day.value)


class ExcuseDialog(ActDialog):
    """Who allowed the exception, of those who may, on which day, and why."""

    def __init__(
        self,
        parent: QWidget,
        finding: Finding,
        people: Iterable[PersonChoice],
        today: dt.date,
        run: Callable[[int, dt.date, str], Operation[Any]],
    ) -> None:
        super().__init__(parent, "away-excuse", f"例外：{CODES[finding.code].title}", "记录例外", text=finding.message)
        self._run = run
        allowed = list(people)
        self.who = PersonPicker("away-excuse-who", "同意人")
        self.who.set_people(allowed)
        if len(allowed) == 1:
            self.who.set_value(allowed[0].id)
        self._who_field = Field("同意人", self.who, hint="工作规则规定有权同意的人员")
        self.day = DateField("away-excuse-day", "同意日期", today=today, value=today)
        self._day_field = Field("同意日期", self.day)
        self.reason = GrowingText("away-excuse-reason", "理由", lines=2)
        self._reason_field = Field("理由", self.reason)
        line = row(self._who_field, self._day_field, gap=M)
        for number in range(2):
            line.setStretch(number, 1)
            line.itemAt(number).setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addWidget(self._reason_field)
        self.finish()
        (self.reason if self.who.value else self.who).setFocus()

    def act(self) -> Operation[Any] | None:
        """Record it."""
        who, day, reason = self.who.value, self.day.value, self.reason.toPlainText().strip()
        if who is None:
            self._who_field.show_problem(self.who.problem or "请选择同意人")
        if day is None:
            self._day_field.show_problem(self.day.problem or "请填写同意日期")
        self._reason_field.show_problem("" if reason else "请写明理由")
        if who is None or day is None or not reason:
            return None
        return self._run(int(who), day, reason)
