"""On which day all is to end that somebody holds, or a unit itself: asked in a line, today unless another is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from ui.theme import XS, M, S
from ui.widgets.basics import button, column, label, row, set_width
from ui.widgets.date_field import DateField
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    import datetime as dt


_DAY = 12


class EndLine(TakesEsc, QFrame):
    """``chosen`` tells the last day; Esc takes the line away."""

    chosen = Signal(object)

    def __init__(
        self, today: dt.date, *, text: str = "任职、分管和补位都到这一天为止：", act: str = "结束全部任职"
    ) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setObjectName("end-line")
        self._today = today
        self.day = DateField("end-day", "最后一天", today=today, value=today)
        set_width(self.day, _DAY)
        self._said = label("", "error")
        self._said.hide()
        self._end = button(act, "end-all", role="danger", clicked=self.choose)
        drop = button("取消", "end-drop", clicked=self.done)
        line = row(label(text, wrap=False), self.day, self._end, drop, None, gap=S)
        column(line, self._said, gap=XS, pad=(M, XS), into=self)
        self.hide()

    def ask(self) -> None:
        """Come up, and begin at the day."""
        self.say("")
        self.day.set_value(self._today)
        self.show()
        self.day.setFocus(Qt.FocusReason.TabFocusReason)
        self.day.selectAll()

    def choose(self) -> None:
        """Tell the day, unless what is typed is none."""
        self._end.setFocus()  # so that the day being typed is read
        if self.day.problem or self.day.value is None:
            self.say(self.day.problem or "请填写最后一天")
            self.day.setFocus()
        else:
            self.chosen.emit(self.day.value)

    def say(self, text: str) -> None:
        """Say what is wrong."""
        self._said.setText(text)
        self._said.setVisible(bool(text))

    def done(self) -> None:
        """Go."""
        self.hide()

    def escape(self) -> None:
        """Take it away."""
        self.done()

    def take_enter(self) -> bool:
        """Choose."""
        self.choose()
        return True
