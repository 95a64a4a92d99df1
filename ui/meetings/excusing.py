"""Excusing a finding on record, as a dialog: who allowed it, when, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from secretariat.rules.codes import CODES
from secretariat.services import excusing
from ui.meetings.sheet import GrowingText
from ui.minutes.sign_off_dialogs import ActDialog
from ui.theme import M
from ui.widgets.basics import row
from ui.widgets.card import Field
from ui.widgets.date_field import DateField
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from secretariat.rules.finding import Finding
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation


class ExcuseDialog(ActDialog):
    """Asks who allowed the exception, on which day, and the reason."""

    def __init__(
        self, parent: QWidget, desk: MeetingDesk, view: MeetingView, rulebook: Rulebook, finding: Finding
    ) -> None:
        super().__init__(parent, "excuse", f"例外：{CODES[finding.code].title}", "记录例外", text=finding.message)
        self._desk, self._rulebook, self._finding = desk, rulebook, finding
        allowed = excusing.who_may(rulebook, view.dossier, finding.code)
        self.who = PersonPicker("excuse-who", "同意人")
        self.who.set_people([PersonChoice(person.id, person.name, person.title or "") for person in allowed])
        if len(allowed) == 1:
            self.who.set_value(allowed[0].id)
        self._who_field = Field("同意人", self.who, hint="工作规则规定有权同意的人员")
        self.day = DateField("excuse-day", "同意日期", today=desk.shell.today, value=desk.shell.today)
        self._day_field = Field("同意日期", self.day)
        self.reason = GrowingText("excuse-reason", "理由", lines=2)
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
        return self._desk.act(
            excusing.excuse,
            self._rulebook,
            code=self._finding.code,
            subject=self._finding.subject,
            allowed_by=who,
            on=day,
            reason=reason,
        )
