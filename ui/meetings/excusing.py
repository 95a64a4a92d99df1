"""Excusing a finding on record, as a dialog: who allowed it, when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariat.rules.codes import CODES
from ui.meetings.sheet import GrowingText
from ui.minutes.sign_off_dialogs import ActDialog
from ui.widgets.basics import abreast
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from secretariat.rules.finding import Finding
    from ui.operations import Operation
    from ui.widgets.person_picker import PersonChoice


class ExcuseDialog(ActDialog):
    """Who allowed the exception, of those who may, on which day, and why; ``run`` records it."""

    def __init__(
        self,
        parent: QWidget,
        object_name: str,
        finding: Finding,
        people: Iterable[PersonChoice],
        today: dt.date,
        run: Callable[[str, dt.date, str], Operation[Any]],
    ) -> None:
        super().__init__(parent, object_name, f"例外：{CODES[finding.code].title}", "记录例外", text=finding.message)
        self._run = run
        allowed = list(people)
        self.who = PersonPicker(f"{object_name}-who", "同意人")
        self.who.set_people(allowed)
        if len(allowed) == 1:
            self.who.set_value(allowed[0].id)
        self._who_field = Field("同意人", self.who, hint="工作规则规定有权同意的人员")
        self.day = DateField(f"{object_name}-day", "同意日期", today=today, value=today)
        self._day_field = Field("同意日期", self.day)
        self.reason = GrowingText(f"{object_name}-reason", "理由", lines=2)
        self._reason_field = Field("理由", self.reason)
        self.body.addLayout(abreast(self._who_field, self._day_field))
        self.body.addWidget(self._reason_field)
        self.finish()
        (self.reason if self.who.value else self.who).setFocus()

    def act(self) -> Operation[Any] | None:
        """Record it."""
        who, day, reason = self.who.value, self.day.value, self.reason.toPlainText().strip()
        self._who_field.show_problem("" if who else self.who.problem or "请选择同意人")
        self._day_field.show_problem("" if day else self.day.problem or "请填写同意日期")
        self._reason_field.show_problem("" if reason else "请写明理由")
        if who is None or day is None or not reason:
            return None
        return self._run(who, day, reason)
