"""Plain A4 forms: a title over a ruled table with places to sign, as an office's own forms are made.

Lengths are in pt, heights over the foot of the paper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.fonts import Role
from secretariat.documents.printing import A4, MM, Press
from secretariat.documents.titles import shape_title
from secretariat.documents.typesetting import Line, Shape, Span, Type, set_line, set_paragraph
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.documents.typecase import TypeCase

LEFT: Final = 25 * MM
WIDTH: Final = 160 * MM
TOP: Final = A4[1] - 25 * MM
BOTTOM: Final = 25 * MM
FORM: Final = Type(14.0, 14.0)
"""四号, the size of what stands in a form."""
_TITLE: Final = Type(22.0, 22.0)
_TITLE_PITCH: Final = 32.0
_TITLE_CELLS: Final = 19.0
_PITCH: Final = 21.0
_PAD: Final = 6.0
"""White between a rule and the text next to it."""
_MOST_GROWTH: Final = 0.8
"""A place to sign grows to this much more than its least height at most."""
_OUTER: Final = 0.35 * MM
_INNER: Final = 0.25 * MM
_EPSILON: Final = 0.01
_WORTH_BEGINNING: Final = 4
"""Lines; a band longer than a page begins where there is room for so many."""


@record()
class Cell:
    """A cell of a form's table."""

    text: str
    width: float
    """Of the table's width: 0.15 is 15 %."""
    label: bool = False
    """Printed in 黑体 and centred: what the cell beside it holds."""
    foot: str = ""
    """At the right of the bottom: where to sign and to date."""


@record()
class Band:
    """A row of a form's table; the widths of its cells make 1."""

    cells: tuple[Cell, ...]
    height: float = 0.0
    """At least; pt."""
    grows: bool = False
    """Takes a share of what is left of the page: a place to sign."""


@record()
class _SetCell:
    """A cell with its place and its lines."""

    cell: Cell
    left: float
    width: float
    lines: tuple[Line, ...]


def print_form(press: Press, case: TypeCase, title: str, bands: Sequence[Band], note: str = "") -> None:
    """Print a form, over as many pages as it needs; ``note`` stands at the right over the table."""
    top = TOP
    for text in shape_title(case, title, _TITLE, _TITLE_CELLS):
        line = set_line(case, (Span(Role.XIAOBIAOSONG, text),), _TITLE)
        press.line(line, (A4[0] - line.right) / 2, top - _TITLE.size)
        top -= _TITLE_PITCH
    if note:
        line = set_line(case, (Span(Role.FANGSONG, note),), FORM)
        press.line(line, LEFT + WIDTH - line.right, top - FORM.size)
        top -= _PITCH
    table = _Table(press, top - _PAD)
    set_bands = [(_set_band(case, band), band) for band in bands]
    heights = [max(band.height, _height(max(len(cell.lines) for cell in cells))) for cells, band in set_bands]
    left_over = top - _PAD - BOTTOM - sum(heights)
    growing = sum(height for height, band in zip(heights, bands, strict=True) if band.grows)
    share = max(0.0, min(_MOST_GROWTH, left_over / growing)) if growing else 0.0
    for (cells, band), height in zip(set_bands, heights, strict=True):
        table.add(cells, height * (1 + share) if band.grows else height)
    table.close()
    press.next_page()


def _set_band(case: TypeCase, band: Band) -> list[_SetCell]:
    cells: list[_SetCell] = []
    left = LEFT
    for cell in band.cells:
        width = cell.width * WIDTH
        measure = width - 2 * _PAD
        role = Role.HEITI if cell.label else Role.FANGSONG
        shape = Shape(measure, justified=not cell.label)
        lines = [
            line for text in cell.text.splitlines() for line in set_paragraph(case, (Span(role, text),), FORM, shape)
        ]
        if cell.label:
            lines = [line.moved((measure - line.right) / 2) for line in lines]
        if cell.foot:
            foot = set_line(case, (Span(Role.FANGSONG, cell.foot),), FORM)
            lines.append(foot.moved(measure - foot.right))
        cells.append(_SetCell(cell, left, width, tuple(lines)))
        left += width
    return cells


class _Table:
    """Bands ruled one under the other; a new page where one doesn't fit, with the outer rules closed."""

    def __init__(self, press: Press, top: float) -> None:
        self._press = press
        self._top = self._at = top

    def add(self, cells: Sequence[_SetCell], least: float) -> None:
        need = max(least, _height(max(len(cell.lines) for cell in cells)))
        roomy = self._at - BOTTOM >= _height(_WORTH_BEGINNING)
        if self._at - need < BOTTOM - _EPSILON and self._at < self._top and (need <= TOP - BOTTOM or not roomy):
            self._turn()
        while self._at - need < BOTTOM - _EPSILON:
            # More text than a page holds: as much as there is room for, the rest on the next page.
            room = int((self._at - BOTTOM - 2 * _PAD + _PITCH - FORM.size) // _PITCH)
            self._print([_part(cell, 0, room) for cell in cells], self._at - BOTTOM)
            self._turn()
            cells = [_part(cell, room, None) for cell in cells]
            need = _height(max(len(cell.lines) for cell in cells))
        self._print(cells, need)

    def close(self) -> None:
        if self._at < self._top:
            for height in (self._top, self._at):
                self._press.rule(LEFT - _OUTER / 2, LEFT + WIDTH + _OUTER / 2, height, _OUTER)
            for at in (LEFT, LEFT + WIDTH):
                self._press.upright(at, self._at, self._top, _OUTER)

    def _turn(self) -> None:
        self.close()
        self._press.next_page()
        self._top = self._at = TOP

    def _print(self, cells: Sequence[_SetCell], height: float) -> None:
        bottom = self._at - height
        if self._at < self._top:
            self._press.rule(LEFT, LEFT + WIDTH, self._at, _INNER)
        for cell in cells:
            if cell.left > LEFT:
                self._press.upright(cell.left, bottom, self._at, _INNER)
            self._print_cell(cell, bottom, height)
        self._at = bottom

    def _print_cell(self, cell: _SetCell, bottom: float, height: float) -> None:
        lines = cell.lines
        foot = lines[-1:] if cell.cell.foot else ()
        if foot:
            lines = lines[:-1]
            first = bottom + height - _PAD - FORM.size
        else:
            used = (len(lines) - 1) * _PITCH + FORM.size
            first = bottom + (height + used) / 2 - FORM.size
        left = cell.left + _PAD
        for number, line in enumerate(lines):
            self._press.line(line, left, first - number * _PITCH)
        for line in foot:
            self._press.line(line, left, bottom + _PAD)


def _height(lines: int) -> float:
    return max(0, lines - 1) * _PITCH + FORM.size + 2 * _PAD


def _part(cell: _SetCell, start: int, end: int | None) -> _SetCell:
    return _SetCell(cell.cell, cell.left, cell.width, cell.lines[start:end])
