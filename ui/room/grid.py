"""The room's list, read from afar: everybody with his mark, in cells as large as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.domain.room import Standing
from ui.icons import draw
from ui.room.cells import HEADING, LONGEST, NOTE, Cell, Layout, characters, fit
from ui.theme import BODY, RADIUS, SECTION, XS, tokens_of
from ui.widgets.basics import named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from ui.theme import Tokens

_MARKS: Final = {
    Standing.IN: ("good", "good"),
    Standing.RECUSED: ("recusal", "warning"),
    Standing.OUT: ("recusal", "warning"),
    Standing.GONE: ("forward", "text_2"),
    Standing.DONE: ("forward", "text_2"),
}
"""The icon of each standing and its colour; the rings of 请假, 代会 and 候会 are drawn here."""
_RINGS: Final = {Standing.LEAVE: "warning", Standing.SUBSTITUTED: "warning", Standing.WAITING: "accent"}
_QUIET: Final = frozenset({Standing.NOT_YET, Standing.GONE, Standing.DONE, Standing.LEAVE, Standing.SUBSTITUTED})
_SOFT: Final = {Standing.IN: "good_soft", Standing.OUT: "warning_soft", Standing.RECUSED: "warning_soft"}
_TINTS: Final = {Standing.OUT: "warning", Standing.RECUSED: "warning", Standing.WAITING: "accent"}
"""Of notes; others are grey."""
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_LEAST: Final = 140


class _Pen:
    """The type of one page, made once for all its cells."""

    def __init__(self, name: QFont, note: QFont, em: float) -> None:
        self.em = em
        self.note = note
        self._name, self._strong = name, QFont(name)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self.line = QFontMetricsF(name).height()
        self.under = QFontMetricsF(note).height()

    def face(self, name: str, *, strong: bool) -> QFont:
        """The type of a name; a long one is written smaller."""
        face = self._strong if strong else self._name
        if (long := characters(name)) > LONGEST:
            face = QFont(face)
            face.setPointSizeF(face.pointSizeF() * LONGEST / long)
        return face


class RoomGrid(QWidget):
    """``chosen`` tells who was clicked, ``marked`` who was clicked twice; ``paged`` that another page is shown."""

    chosen = Signal(str)
    marked = Signal(str)
    paged = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "room-list", "签到名单")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_LEAST)
        self._cells: tuple[Cell, ...] = ()
        self._described: tuple[Cell, ...] = ()
        self._layout: Layout | None = None
        self._page = 0
        self._current = ""
        self._found: frozenset[str] = frozenset()

    # --- what is shown

    def show_cells(self, cells: tuple[Cell, ...]) -> None:
        """Show these."""
        if cells == self._cells:
            return
        before, self._cells = self._cells, cells
        same = [(cell.person, cell.part, cell.name) for cell in before] == [
            (cell.person, cell.part, cell.name) for cell in cells
        ]
        if not same or self._layout is None:
            self._fit()
            self.update()
        else:
            self._layout = self._layout.refilled(cells)
            self._update_those({cell.person for cell, old in zip(cells, before, strict=True) if cell != old})

    def describe(self) -> None:
        """Say it all for assistive technology; not at every mark."""
        if self._cells is not self._described:
            self._described = self._cells
            self.setAccessibleDescription("、".join(cell.words for cell in self._cells))

    def _update_those(self, people: Collection[str]) -> None:
        for cell, place in self._places():
            if cell.person in people:
                self.update(place)

    def show_found(self, found: Iterable[str], current: str) -> None:
        """Lift out those who were found, and the one whom Enter means; his page is shown."""
        among, before = frozenset(found), self._found | {self._current}
        if (among, current) == (self._found, self._current):
            return
        self._found, self._current = among, current
        if current and self._layout is not None:
            self._turn_to(self._layout.page_of(current))
        self._update_those(before ^ (among | {current}) | {current} | (before - among))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Everybody who is shown, on whatever page."""
        return self._cells

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return 1 if self._layout is None else len(self._layout.pages)

    @property
    def page(self) -> int:
        """The page shown, from 1."""
        return self._page + 1

    def turn(self, by: int) -> None:
        """Show another page."""
        self._turn_to((self._page + by) % self.pages)

    def _turn_to(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.paged.emit()
            self.update()

    def neighbour(self, across: int, down: int) -> str:
        """Whoever stands beside the current one, or the first."""
        if self._layout is None or not self._cells:
            return ""
        order = [cell.person for cell in self._cells]
        if self._current not in order:
            return order[0] if across + down > 0 else order[-1]
        at = order.index(self._current) + across + down * self._layout.columns
        return order[min(max(at, 0), len(order) - 1)]

    # --- places

    def _em(self) -> float:
        return self.logicalDpiY() / 72 * (self.font().pointSizeF() / BODY)

    def _heading_width(self) -> int:
        return round(HEADING * SECTION * self._em())

    def _fit(self) -> None:
        width = max(self.width() - self._heading_width(), 200)
        self._layout = fit(self._cells, width, max(self.height(), _LEAST), self._em())
        self._page = min(self._page, len(self._layout.pages) - 1)
        self.paged.emit()

    def _places(self) -> Iterable[tuple[Cell, QRect]]:
        layout = self._layout
        if layout is None or self._page >= len(layout.pages):
            return
        left = self._heading_width()
        for number, row in enumerate(layout.pages[self._page]):
            for column, cell in enumerate(row.cells):
                yield cell, QRect(left + column * layout.wide, number * layout.high, layout.wide, layout.high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Find the size that fits."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Choose whom one clicks on."""
        if person := self._under(event):
            self.chosen.emit(person)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Mark whom one clicks on twice."""
        if person := self._under(event):
            self.marked.emit(person)

    def _under(self, event: QMouseEvent) -> str:
        at = event.position().toPoint()
        return next((cell.person for cell, place in self._places() if place.contains(at)), "")

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the page."""
        layout = self._layout
        if layout is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        self._paint_headings(painter, layout, tokens)
        pen = _Pen(self._font(layout.points), self._font(layout.points * NOTE), layout.points * self._em())
        for cell, place in self._places():
            if place.intersects(event.rect()):
                self._paint(painter, cell, place, pen, tokens)
        painter.end()

    def _font(self, points: float) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(points * self.font().pointSizeF() / BODY)
        return font

    def _paint_headings(self, painter: QPainter, layout: Layout, tokens: Tokens) -> None:
        font = self._font(SECTION)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(tokens.colour("text_2"))
        width = self._heading_width()
        for number, row in enumerate(layout.pages[self._page] if layout.pages else ()):
            if row.heading:
                top = number * layout.high
                if number:
                    painter.setPen(tokens.colour("line"))
                    painter.drawLine(0, top, self.width(), top)
                    painter.setPen(tokens.colour("text_2"))
                painter.drawText(
                    QRect(0, top, width - XS, layout.high), int(_MIDDLE | Qt.TextFlag.TextWordWrap), row.heading
                )

    def _paint(self, painter: QPainter, cell: Cell, place: QRect, pen: _Pen, tokens: Tokens) -> None:
        inside = QRectF(place).adjusted(2, 2, -4, -2)
        self._paint_ground(painter, cell, inside, tokens)
        em, line = pen.em, pen.line
        height = line + (pen.under if cell.note else 0)
        top = inside.top() + (inside.height() - height) / 2
        side = em * 0.82
        left = inside.left() + em * 0.3
        self._paint_mark(painter, cell, QRectF(left, top + (line - side) / 2, side, side), tokens)
        text = QRectF(left + em * 1.12, top, inside.right() - left - em * 1.12, line)
        there = cell.standing not in _QUIET and cell.wanted
        painter.setFont(pen.face(cell.name, strong=there))
        painter.setPen(tokens.colour("text" if there else "text_2"))
        painter.drawText(text, int(_MIDDLE | Qt.TextFlag.TextDontClip), cell.name)
        if cell.note:
            painter.setFont(pen.note)
            painter.setPen(tokens.colour(_TINTS.get(cell.standing, "text_2")))
            under = QRectF(text.left(), top + line, text.width(), pen.under)
            painter.drawText(under, int(_MIDDLE | Qt.TextFlag.TextDontClip), cell.note)

    def _paint_ground(self, painter: QPainter, cell: Cell, inside: QRectF, tokens: Tokens) -> None:
        current = cell.person == self._current
        soft = _SOFT.get(cell.standing) if cell.wanted else None
        if current or soft:
            painter.setPen(QPen(tokens.colour("accent"), 2) if current else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(soft or "surface"))
            painter.drawRoundedRect(inside, RADIUS, RADIUS)
        elif cell.person in self._found:
            painter.setPen(QPen(tokens.colour("line_strong"), 1))
            painter.setBrush(tokens.colour("surface"))
            painter.drawRoundedRect(inside, RADIUS, RADIUS)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_mark(self, painter: QPainter, cell: Cell, place: QRectF, tokens: Tokens) -> None:
        if cell.standing in _MARKS:
            icon, tint = _MARKS[cell.standing]
            draw(painter, place, icon, tint if cell.wanted else "text_3")
        elif cell.standing in _RINGS:
            pen = QPen(tokens.colour(_RINGS[cell.standing]), max(1.6, place.width() * 0.11))
            if cell.standing is Standing.WAITING:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            radius = place.width() * 0.38
            painter.drawEllipse(QPointF(place.center()), radius, radius)
