"""What is asked before an act on a journey: the day of reporting back (销假)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariat.domain.away_register import span_text
from ui.minutes.sign_off_dialogs import ActDialog
from ui.widgets.card import Field
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.away_register import Journey
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
