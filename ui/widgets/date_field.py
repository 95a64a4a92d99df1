"""Fields for days and times of day: typed in whatever way, shown in one."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QBoxLayout, QCalendarWidget, QFrame, QLineEdit, QToolButton, QWidget

from ui.icons import icon
from ui.widgets.basics import column, named
from ui.widgets.date_text import read_date, read_time, write_date, write_time

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent


_BESIDE: Final = 24
"""Padding and border, on both sides together."""
_BUTTON: Final = 28
"""The calendar's button."""


class _ReadField(QLineEdit):
    """A line whose text is read as a value when the user leaves it or presses Enter."""

    problem_changed = Signal(str)
    """What is wrong with the text; empty when nothing is. A ``Field`` around it shows this by itself."""
    _LONGEST = ""
    """The longest text that it shows."""
    _beside = _BESIDE

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as its digits: no layout may cut them off."""
        wide = self.fontMetrics().horizontalAdvance(self._LONGEST) + self._beside
        return QSize(wide, super().minimumSizeHint().height())

    def __init__(self, object_name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self.problem = ""
        self.textEdited.connect(lambda: self._tell(""))

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.problem_changed.emit(problem)

    def _read(self) -> None:
        raise NotImplementedError

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Read what was typed."""
        self._read()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Read what was typed, on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._read()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
        super().keyPressEvent(event)


class DateField(_ReadField):
    """A day: shows 2022年4月1日 周五; understands 4.1, 4/1, 20220401, 2022-04-01, 今天, 明天, 下周一.

    ``today`` is what 今天 means and gives 4.1 its year; a page may set it to the meeting's day. ``changed`` tells the
    new day, or ``None``, once it has been read; an invalid text stays where it is, and ``value`` is the last good one.
    """

    changed = Signal(object)
    _LONGEST = "2026年12月28日 周一"
    _beside = _BESIDE + _BUTTON

    def __init__(
        self,
        object_name: str,
        accessible_name: str,
        *,
        today: date,
        value: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(object_name, accessible_name, parent)
        self.today = today
        self._value: date | None = None
        self._calendar: _CalendarPopup | None = None
        self.setPlaceholderText("如 4.1、明天、下周一")
        self.setToolTip("可输入 4.1、4/1、20220401、今天、明天、下周一；Alt+↓ 打开日历")
        opener = self.addAction(icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        opener.setText("打开日历")
        opener.setToolTip("打开日历（Alt+↓）")
        opener.triggered.connect(self.open_calendar)
        self._opener = opener
        self.set_value(value)

    @property
    def value(self) -> date | None:
        """The day; ``None`` when empty."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a day, without telling."""
        self._value = value
        self.setText("" if value is None else write_date(value))
        self.setCursorPosition(0)
        self._tell("")

    def _read(self) -> None:
        text = self.text().strip()
        day = read_date(text, self.today) if text else None
        if text and day is None:
            self._tell("请填写日期，如 4.1、20220401、明天、下周一")
            return
        before = self._value
        self.set_value(day)
        if day != before:
            self.changed.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Alt+Down opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """No calendar where nothing can be chosen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ReadOnlyChange:
            self._opener.setVisible(not self.isReadOnly())

    def open_calendar(self) -> None:
        """Choose the day in a calendar."""
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = _CalendarPopup(self)
            self._calendar.chosen.connect(self._choose)
        self._calendar.open_at(self._value or self.today)

    def _choose(self, day: date) -> None:
        self.setText(write_date(day))
        self._read()


class _CalendarPopup(QFrame):
    """A month to choose a day from."""

    chosen = Signal(object)

    def __init__(self, field: DateField) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setProperty("role", "toast")
        self._field = field
        self._months = named(QCalendarWidget(), f"{field.objectName()}-calendar", "日历")
        self._months.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._months.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._months.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        plain = QTextCharFormat()
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._months.setWeekdayTextFormat(day, plain)
        self._put_year_first()
        self._months.activated.connect(self._choose)
        self._months.clicked.connect(self._choose)
        column(self._months, pad=4, into=self)

    def _put_year_first(self) -> None:
        """2022年 四月, and not 四月 2022."""
        month = self._months.findChild(QToolButton, "qt_calendar_monthbutton")
        year = self._months.findChild(QToolButton, "qt_calendar_yearbutton")
        parent = None if year is None else year.parentWidget()
        bar = None if parent is None else parent.layout()
        if month is None or year is None or not isinstance(bar, QBoxLayout):
            return
        places = sorted((bar.indexOf(month), bar.indexOf(year)))
        for place, made in zip(places, (year, month), strict=True):
            bar.removeWidget(made)
            bar.insertWidget(place, made)

        self._months.currentPageChanged.connect(lambda *_: self._tell_year())
        self._tell_year()

    def _tell_year(self) -> None:
        year = self._months.findChild(QToolButton, "qt_calendar_yearbutton")
        if year is not None:
            year.setText(f"{self._months.yearShown()}年")

    def open_at(self, day: date) -> None:
        self._months.setSelectedDate(QDate(day.year, day.month, day.day))
        self._tell_year()
        self.adjustSize()
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + 2)))
        self.show()
        self._months.setFocus()

    def _choose(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class TimeField(_ReadField):
    """A time of day: shows 9:00; understands 9:00, 900, 0900, 9点半, 下午3点."""

    changed = Signal(object)
    _LONGEST = "23:59"

    def __init__(
        self, object_name: str, accessible_name: str, *, value: time | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(object_name, accessible_name, parent)
        self._value: time | None = None
        self.setPlaceholderText("如 9:00、1430")
        self.set_value(value)

    @property
    def value(self) -> time | None:
        """The time; ``None`` when empty."""
        return self._value

    def set_value(self, value: time | None) -> None:
        """Show a time, without telling."""
        self._value = value
        self.setText("" if value is None else write_time(value))
        self._tell("")

    def _read(self) -> None:
        text = self.text().strip()
        moment = read_time(text) if text else None
        if text and moment is None:
            self._tell("请填写时间，如 9:00、0900、1430")
            return
        before = self._value
        self.set_value(moment)
        if moment != before:
            self.changed.emit(moment)
