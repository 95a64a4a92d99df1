"""A year at a glance: a line for each month, holidays as bands with their names, and the make-up workdays."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import BODY, SMALL, XS, XXS, tokens_of
from ui.widgets.basics import named
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QPaintEvent

    from secretariat.domain.calendar import ArrangedDay
    from ui.theme import Tokens

_DAYS: Final = 31
_SATURDAY: Final = 5
_MARKED: Final = (1, 5, 10, 15, 20, 25, 30)
"""Days written at the head: there is no room for all of them."""
_RADIUS: Final = 3
_RIGHT: Final = 4
"""Free at the right, for the box round a 31st is wider than the day."""
_CLOSE: Final = 0.94
_LEGEND: Final = (("off", "休", "放假"), ("worked", "班", "调休上班"), ("weekend", "", "周六、周日"))


class _Band(NamedTuple):
    """Days of one kind and name that follow each other within a month."""

    first: date
    last: date
    kind: str
    name: str


class YearStrip(QWidget):
    """The days of a year's arrangement; what was settled for the December before has a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "year-strip", "全年放假安排")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._year = 1
        self._days: dict[date, ArrangedDay] = {}
        self._months: tuple[date, ...] = ()
        self.show_days(1, ())

    def show_days(self, year: int, days: Iterable[ArrangedDay]) -> None:
        """Show a year."""
        self._year = year
        self._days = {day.date: day for day in days}
        before = {day.replace(day=1) for day in self._days if day.year == year - 1}
        self._months = (*sorted(before), *(date(year, month, 1) for month in range(1, 13)))
        self.setAccessibleDescription("；".join(map(_said, self._bands())))
        self.updateGeometry()
        self.update()

    def _bands(self) -> Iterator[_Band]:
        """What is off and what is worked, in order."""
        days = sorted(self._days.values(), key=lambda day: day.date)
        ends = [
            number
            for number, (one, other) in enumerate(pairwise(days), 1)
            if (other.date - one.date, other.off, other.name) != (timedelta(days=1), one.off, one.name)
            or other.date.day == 1
        ]
        for begin, end in pairwise((0, *ends, len(days))) if days else ():
            first = days[begin]
            yield _Band(first.date, days[end - 1].date, "off" if first.off else "worked", first.name)

    # --- room

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL / BODY)
        return font

    @property
    def _row(self) -> int:
        return self.fontMetrics().height() + XXS

    @property
    def _left(self) -> int:
        return self.fontMetrics().horizontalAdvance("12月") + XS

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """A line for each month, one for the days at the head, one and a half for the legend."""
        lines = len(self._months) + 1
        return QSize(self._left + _DAYS * round(self._row * 0.75) + _RIGHT, lines * self._row + round(self._row * 1.5))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As narrow as 31 characters that just touch each other."""
        wide = self.fontMetrics().horizontalAdvance("休") * SMALL / BODY * _CLOSE
        return QSize(self._left + round(_DAYS * wide) + _RIGHT, self.sizeHint().height())

    @property
    def _wide(self) -> float:
        return max(self.width() - self._left - _RIGHT, 1) / _DAYS

    def _cell(self, day: date) -> QRectF:
        wide = self._wide
        line = next((number for number, month in enumerate(self._months) if month == day.replace(day=1)), 0)
        return QRectF(self._left + (day.day - 1) * wide, (line + 1) * self._row, wide, self._row)

    def _day_at(self, place: QPoint) -> date | None:
        line = place.y() // self._row - 1
        number = int((place.x() - self._left) / self._wide) + 1
        if not 0 <= line < len(self._months) or place.x() < self._left:
            return None
        month = self._months[line]
        try:
            return month.replace(day=number)
        except ValueError:
            return None

    def event(self, event: QEvent) -> bool:
        """Tell of the day under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            day = self._day_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if day is None else self._told(day), self)
            return True
        return super().event(event)

    def _told(self, day: date) -> str:
        known = self._days.get(day)
        if known is None:
            return f"{write_date(day)}　{'休息' if day.weekday() >= _SATURDAY else '上班'}"
        return f"{write_date(day)}　{'放假' if known.off else '调休上班'}（{known.name}）"

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The months, the weekends, the bands over them, and what they mean."""
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        painter.setPen(tokens.colour("text_2"))
        for number in _MARKED:
            cell = self._cell(date(self._months[0].year, self._months[0].month, number))
            head = cell.translated(0, -self._row).adjusted(-XS, 0, XS, 0)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, str(number))
        for month in self._months:
            self._paint_month(painter, tokens, month)
        for band in self._bands():
            _paint_band(painter, tokens, self._cell(band.first).united(self._cell(band.last)), band)
        self._paint_legend(painter, tokens)

    def _paint_month(self, painter: QPainter, tokens: Tokens, month: date) -> None:
        first = self._cell(month)
        words = QRectF(0, first.top(), self._left - XS, self._row)
        painter.setPen(tokens.colour("text_2"))
        said = f"{month.month}月" if month.year == self._year else "上年"
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, said)
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawLine(first.bottomLeft(), QRectF(first).bottomLeft() + QPoint(self.width() - self._left, 0))
        for number in range(_DAYS):
            day = month + timedelta(days=number)
            if day.month == month.month and day.weekday() >= _SATURDAY:
                painter.fillRect(_inside(self._cell(day)), tokens.colour("line"))

    def _paint_legend(self, painter: QPainter, tokens: Tokens) -> None:
        metrics = painter.fontMetrics()
        at = float(self._left)
        top = (len(self._months) + 1.5) * self._row
        for kind, sign, words in _LEGEND:
            box = QRectF(at, top, self._row, self._row)
            if kind == "weekend":
                painter.fillRect(_inside(box), tokens.colour("line"))
            else:
                _paint_band(painter, tokens, box, _Band(date.min, date.min, kind, sign))
            painter.setPen(tokens.colour("text_2"))
            wide = metrics.horizontalAdvance(words)
            place = QRectF(box.right() + XXS, top, wide + 2, self._row)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            at = place.right() + 2 * XS


def _inside(cell: QRectF) -> QRectF:
    return cell.adjusted(0.5, 1.5, -0.5, -1.5)


def _paint_band(painter: QPainter, tokens: Tokens, place: QRectF, band: _Band) -> None:
    tone = "good" if band.kind == "off" else "warning"
    painter.setPen(QPen(tokens.colour(tone), 1))
    painter.setBrush(tokens.colour(f"{tone}_soft"))
    sign = "休" if band.kind == "off" else "班"
    over = max(0.0, (painter.fontMetrics().horizontalAdvance(sign) + XXS - place.width()) / 2)  # of a single day
    painter.drawRoundedRect(_inside(place).adjusted(-over, 0, over, 0), _RADIUS, _RADIUS)
    fits = band.kind == "off" and painter.fontMetrics().horizontalAdvance(band.name) <= place.width()
    words = place.adjusted(-XS, 0, XS, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, band.name if fits else sign)


def _said(band: _Band) -> str:
    days = f"{band.first.month}月{band.first.day}日"
    if band.last != band.first:
        days = f"{days}至{band.last.day}日"
    return f"{days}{band.name}放假" if band.kind == "off" else f"{days}上班"
