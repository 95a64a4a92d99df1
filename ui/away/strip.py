"""A month of those away at a glance: a row for each leader, a column for each day, a bar for each journey."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from secretariat.domain.away_register import span_text
from secretariat.rules.finding import Severity
from ui.icons import draw
from ui.theme import BODY, SMALL, XS, XXS, tokens_of
from ui.widgets.basics import named
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent

    from secretariat.services.away_month import Day, Line, Month, Row
    from ui.theme import Tokens

_WEEKDAYS: Final = "一二三四五六日"
_RADIUS: Final = 3
_MARK: Final = 12
_PAIRED: Final = "AB"
"""Stands in the bars of two who stand in for each other and are away together."""
_TONES: Final = {Severity.VIOLATION: "violation", Severity.WARNING: "warning"}
_ONE_DAY: Final = dt.timedelta(days=1)
_NAME: Final = 4.6
"""Characters of a name that there is room for; a longer one is set smaller."""


class Cell(NamedTuple):
    """A person on a day: where the focus stands."""

    row: int
    day: int


class MonthStrip(QWidget):
    """The strip of a month. ``opened`` tells a journey's key, ``wanted`` a person and a day without one.

    The arrows go from cell to cell, Enter opens the journey there or begins one; a click opens, a double click begins.
    """

    opened = Signal(int)
    wanted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        named(self, "away-strip", "本月外出一览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._month: Month | None = None
        self._today = dt.date.min
        self._current: int | None = None
        self.at = Cell(0, 0)

    # --- what it shows

    def show_month(self, month: Month, today: dt.date) -> None:
        """Show a month; the place of the focus stays, as far as it is there."""
        other = self._month is None or self._month.first != month.first
        self._month, self._today = month, today
        days = len(month.days)
        begin = (today - month.first).days if month.first <= today <= month.last else 0
        self.at = Cell(min(self.at.row, max(len(month.rows) - 1, 0)), begin if other else min(self.at.day, days - 1))
        self._tell_place()
        self.updateGeometry()
        self.update()

    def show_current(self, key: int | None) -> None:
        """Point out the journey that is in the form."""
        self._current = key
        self.update()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, from the top."""
        return () if self._month is None else self._month.rows

    @property
    def days(self) -> tuple[Day, ...]:
        """The days, from the left."""
        return () if self._month is None else self._month.days

    def line_at(self, at: Cell) -> Line | None:
        """The journey in a cell; of several on a day the one that stands, or the later."""
        if self._month is None or not (0 <= at.row < len(self.rows) and 0 <= at.day < len(self.days)):
            return None
        day = self.days[at.day].date
        found = [line for line in self._lines(self.rows[at.row]) if line.journey.covers(day)]
        return max(found, key=lambda line: (line.journey.stands, line.journey.from_), default=None)

    def _lines(self, row: Row) -> list[Line]:
        found = (None if self._month is None else self._month.line(key) for key in row.journeys)
        return [line for line in found if line is not None]

    # --- room

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL / BODY)
        return font

    @property
    def _high(self) -> int:
        return self.fontMetrics().height() + XS - 2

    @property
    def _head(self) -> int:
        return 2 * self.fontMetrics().height() + XS

    @property
    def _left(self) -> int:
        return round(self.fontMetrics().horizontalAdvance("国") * _NAME) + XS

    @property
    def _wide(self) -> float:
        return max(self.width() - self._left - 2, 1) / max(len(self.days), 1)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Wide enough for two figures a day."""
        wide = self._left + 31 * self.fontMetrics().horizontalAdvance("30")
        return QSize(wide, self._head + max(len(self.rows), 1) * self._high + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As narrow as the days just touch each other; it scrolls down, and nothing else."""
        wide = QFontMetrics(self._small()).horizontalAdvance("30") + 1
        return QSize(self._left + 31 * wide, self.sizeHint().height())

    def cell_rect(self, at: Cell) -> QRect:
        """Where a cell is."""
        left = self._left + at.day * self._wide
        return QRectF(left, self._head + at.row * self._high, self._wide, self._high).toAlignedRect()

    def _cell_at(self, place: QPoint) -> Cell | None:
        row, day = (place.y() - self._head) // self._high, int((place.x() - self._left) // self._wide)
        there = place.x() >= self._left and place.y() >= self._head
        return Cell(row, day) if there and row < len(self.rows) and day < len(self.days) else None

    def _bar(self, number: int, line: Line) -> QRectF:
        journey, days = line.journey, self.days
        first = max((journey.from_ - days[0].date).days, 0)
        last = len(days) - 1 if journey.end is None else min((journey.end - days[0].date).days, len(days) - 1)
        top = self._head + number * self._high
        return QRectF(self._left + first * self._wide, top, (last - first + 1) * self._wide, self._high).adjusted(
            1.5, 2.5, -1.5, -2.5
        )

    # --- painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The days, the people, the bars, today, and where the focus is."""
        if self._month is None:
            return
        tokens = tokens_of(QGuiApplication.palette())  # its own has no ground: what holds it is transparent
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, day in enumerate(self.days):
            self._paint_day(painter, tokens, number, day)
        for number, row in enumerate(self.rows):
            self._paint_row(painter, tokens, number, row)
        self._paint_today(painter, tokens)
        if self.hasFocus() and self.rows:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.cell_rect(self.at)).adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)

    def _paint_day(self, painter: QPainter, tokens: Tokens, number: int, day: Day) -> None:
        high = self.fontMetrics().height()
        column = QRectF(self._left + number * self._wide, 0, self._wide, self.height())
        if not day.work:
            painter.fillRect(column.adjusted(0, 2 * high + XXS, 0, 0), tokens.colour("ground"))
        if day.crowd:
            painter.fillRect(
                column.adjusted(0.5, 0, -0.5, -self.height() + 2 * high + 2), tokens.colour("violation_soft")
            )
        over = column.adjusted(-XS, 0, XS, 0)
        painter.setFont(self._small())
        sign = "班" if day.made_up else "休" if not day.work and day.date.weekday() < 5 else ""  # noqa: PLR2004 (Saturday)
        tone = "violation" if day.crowd else "warning" if sign == "班" else "good" if sign else "text_2"
        painter.setPen(tokens.colour(tone))
        words = sign or _WEEKDAYS[day.date.weekday()]
        painter.drawText(over.adjusted(0, high, 0, 2 * high - self.height()), Qt.AlignmentFlag.AlignCenter, words)
        font = self._small()
        font.setBold(day.date == self._today)
        painter.setFont(font)
        if day.date == self._today:
            painter.setPen(tokens.colour("accent"))
        elif not day.crowd:
            painter.setPen(tokens.colour("text"))
        painter.drawText(over.adjusted(0, 0, 0, high - self.height()), Qt.AlignmentFlag.AlignCenter, str(day.date.day))

    def _paint_row(self, painter: QPainter, tokens: Tokens, number: int, row: Row) -> None:
        top = self._head + number * self._high
        rows = self.rows
        begins_others = number > 0 and not row.leader and rows[number - 1].leader
        painter.setPen(QPen(tokens.colour("line_strong" if begins_others else "line"), 1))
        painter.drawLine(0, top, self.width(), top)
        place = QRectF(0, top, self._left - XXS, self._high)
        font = self.font() if row.leader else self._small()
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(row.name)
        if wide > place.width():
            font = QFont(font)
            font.setPointSizeF(font.pointSizeF() * place.width() / wide)
            painter.setFont(font)
        painter.setPen(tokens.colour("text" if row.leader else "text_2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.name)
        for line in self._lines(row):
            self._paint_bar(painter, tokens, self._bar(number, line), line)

    def _paint_bar(self, painter: QPainter, tokens: Tokens, bar: QRectF, line: Line) -> None:
        stands, current = line.journey.stands, line.key == self._current
        tone = "accent" if line.severity is None else _TONES[line.severity]
        pen = QPen(tokens.colour(tone if stands else "line_strong"), 2 if current else 1)
        if not stands or line.journey.end is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(tokens.colour(f"{tone}_soft") if stands else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar, _RADIUS, _RADIUS)
        room = bar.adjusted(XXS, 0, -2, 0)
        painter.setFont(self._small())
        if line.paired and stands:
            painter.setPen(tokens.colour(tone))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _PAIRED)
            room.setLeft(room.left() + painter.fontMetrics().horizontalAdvance(_PAIRED) + XXS)
        elif line.severity is not None and stands and room.width() >= _MARK:
            side = round(_MARK * self.font().pointSizeF() / BODY)
            draw(painter, QRectF(room.left() - 1, bar.center().y() - side / 2, side, side), _TONES[line.severity], tone)
            room.setLeft(room.left() + side + 1)
        place = line.journey.place or line.journey.reason or ""
        tried = (place, place[:2]) if stands else (f"已取消 {place}".strip(), "已取消", "取消")
        wide = painter.fontMetrics().horizontalAdvance
        words = next((each for each in tried if wide(each) <= room.width()), "")
        painter.setPen(tokens.colour("text" if stands else "text_2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_today(self, painter: QPainter, tokens: Tokens) -> None:
        number = (self._today - self.days[0].date).days
        if 0 <= number < len(self.days):
            left = self._left + number * self._wide
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.drawLine(
                QPoint(round(left), self.fontMetrics().height() * 2 + XXS), QPoint(round(left), self.height())
            )

    # --- hand and keys

    def event(self, event: QEvent) -> bool:
        """Tell of what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._told(event.pos()), self)
            return True
        return super().event(event)

    def _told(self, place: QPoint) -> str:
        at = self._cell_at(place)
        if at is not None and (line := self.line_at(at)) is not None:
            return told(line)
        number = int((place.x() - self._left) // self._wide) if place.x() >= self._left else -1
        if 0 <= number < len(self.days):
            return told_day(self.days[number])
        row = (place.y() - self._head) // self._high
        there = place.y() >= self._head and row < len(self.rows)
        return f"{self.rows[row].name}　{self.rows[row].title}" if there else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Go there, and open the journey that is there."""
        at = self._cell_at(event.position().toPoint())
        if at is not None:
            self._go(at)
            if (line := self.line_at(at)) is not None:
                self.opened.emit(line.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Begin a journey."""
        at = self._cell_at(event.position().toPoint())
        if at is not None and self.line_at(at) is None:
            self.wanted.emit(self.rows[at.row].person, self.days[at.day].date)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The arrows, Home and End; Enter opens or begins."""
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Home: (0, -len(self.days)),
            Qt.Key.Key_End: (0, len(self.days)),
        }
        key = Qt.Key(event.key())
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if not plain or not self.rows or key not in {*steps, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif key in steps:
            down, right = steps[key]
            row = min(max(self.at.row + down, 0), len(self.rows) - 1)
            self._go(Cell(row, min(max(self.at.day + right, 0), len(self.days) - 1)))
        elif (line := self.line_at(self.at)) is not None:
            self.opened.emit(line.key)
        else:
            self.wanted.emit(self.rows[self.at.row].person, self.days[self.at.day].date)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show where one is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show it no longer."""
        super().focusOutEvent(event)
        self.update()

    moved = Signal(object)
    """The cell's place, so that whoever scrolls brings it into view."""

    def _go(self, at: Cell) -> None:
        self.at = at
        self._tell_place()
        self.moved.emit(self.cell_rect(at))
        self.update()

    def _tell_place(self) -> None:
        """Say to who cannot see it where the focus is."""
        if not self.rows:
            return
        line = self.line_at(self.at)
        where = f"{self.rows[self.at.row].name}，{write_date(self.days[self.at.day].date)}"
        self.setAccessibleDescription(f"{where}，{'没有外出' if line is None else told(line)}")


def told(line: Line) -> str:
    """A journey in some lines: who, when, where, why, who acts, how far it is, and what the rules say."""
    journey = line.journey
    parts = [
        f"{line.name}　{span_text(journey)}",
        "　".join(filter(None, (journey.place, journey.reason))),
        f"代行：{line.acting}" if line.acting else "",
        line.state,
        *(
            f"{'✕' if one.finding.severity is Severity.VIOLATION else '▲'} {one.finding.message}"
            for one in line.judged.findings
        ),
    ]
    return "\n".join(filter(None, parts))


def told_day(day: Day) -> str:
    """A day: whether people work, and who too many are away."""
    kind = "调休上班" if day.made_up else "上班" if day.work else "休息"
    name = f"（{day.name}）" if day.name else ""
    crowd = f"\n✕ 同时外出的领导同志 {len(day.crowd)} 人：{'、'.join(day.crowd)}" if day.crowd else ""
    return f"{write_date(day.date)}　{kind}{name}{crowd}"
