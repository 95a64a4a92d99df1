"""Plain A4 forms: a title over a ruled table with places to sign, as an office's own forms are made.

They stand upright with type of size 4 (``UPRIGHT``); registers of many columns lie across with smaller type
(``ACROSS``) and repeat their head on each page. Lengths are in pt, heights over the foot of the paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from secretariat.documents.fonts import Role
from secretariat.documents.printing import A4, A4_ACROSS, MM, Press
from secretariat.documents.titles import shape_title
from secretariat.documents.typesetting import Line, Shape, Span, Type, set_line, set_paragraph
from secretariat.domain.records import record

if TYPE_CHECKING:
    from secretariat.documents.typecase import TypeCase


@record(kw_only=True)
class Page:
    """The paper of a form, where on it the table stands, and the type in it."""

    paper: tuple[float, float]
    margin: float
    """White around the table on all sides."""
    type: Type
    pitch: float
    """From line to line."""
    title_cells: float
    """Characters of the title that a line has room for."""

    @property
    def width(self) -> float:
        """How wide the table is."""
        return self.paper[0] - 2 * self.margin

    @property
    def top(self) -> float:
        """Where the first page begins, and every other."""
        return self.paper[1] - self.margin


UPRIGHT: Final = Page(paper=A4, margin=25 * MM, type=Type(14.0, 14.0), pitch=21.0, title_cells=19.0)
"""四号, the size of what stands in a form."""
ACROSS: Final = Page(paper=A4_ACROSS, margin=20 * MM, type=Type(12.0, 12.0), pitch=17.0, title_cells=30.0)
"""小四, for registers."""
_TITLE: Final = Type(22.0, 22.0)
_TITLE_PITCH: Final = 32.0
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
    centred: bool = False
    """Centred, though it is no label."""


@record()
class Band:
    """A row of a form's table; the widths of its cells make 1."""

    cells: tuple[Cell, ...]
    height: float = 0.0
    """At least; pt."""
    grows: bool = False
    """Takes a share of what is left of the page: a place to sign."""
    head: bool = False
    """Says what the columns under it hold."""
    row: bool = False
    """One of a head's rows: where it begins a page, the head stands over it again."""


@record()
class _SetCell:
    """A cell with its place and its lines."""

    cell: Cell
    left: float
    width: float
    lines: tuple[Line, ...]


_Printed = tuple[Sequence[_SetCell], float]
"""A band as it is printed: its cells and its height."""


def print_form(
    press: Press, case: TypeCase, title: str, bands: Sequence[Band], note: str = "", *, page: Page = UPRIGHT
) -> None:
    """Print a form, over as many pages as it needs; ``note`` stands at the right over the table.

    The press prints on the paper of ``page``.
    """
    top = page.top
    for text in shape_title(case, title, _TITLE, page.title_cells):
        line = set_line(case, (Span(Role.XIAOBIAOSONG, text),), _TITLE)
        press.line(line, (page.paper[0] - line.right) / 2, top - _TITLE.size)
        top -= _TITLE_PITCH
    if note:
        line = set_line(case, (Span(Role.FANGSONG, note),), page.type)
        press.line(line, page.margin + page.width - line.right, top - page.type.size)
        top -= page.pitch
    table = _Table(press, page, top - _PAD)
    set_bands = [(_set_band(case, band, page), band) for band in bands]
    heights = [max(band.height, table.height(max(len(cell.lines) for cell in cells))) for cells, band in set_bands]
    left_over = top - _PAD - page.margin - sum(heights)
    growing = sum(height for height, band in zip(heights, bands, strict=True) if band.grows)
    share = max(0.0, min(_MOST_GROWTH, left_over / growing)) if growing else 0.0
    heads: list[_Printed] = []
    for (cells, band), height in zip(set_bands, heights, strict=True):
        if band.head:
            heads = [(cells, height)]
        table.add(cells, height * (1 + share) if band.grows else height, heads if band.row else ())
    table.close()
    press.next_page()


def _set_band(case: TypeCase, band: Band, page: Page) -> list[_SetCell]:
    cells: list[_SetCell] = []
    left = page.margin
    for cell in band.cells:
        width = cell.width * page.width
        measure = width - 2 * _PAD
        role = Role.HEITI if cell.label else Role.FANGSONG
        shape = Shape(measure, justified=not (cell.label or cell.centred))
        lines = [
            line
            for text in cell.text.splitlines()
            for line in set_paragraph(case, (Span(role, text),), page.type, shape)
        ]
        if cell.label or cell.centred:
            lines = [line.moved((measure - line.right) / 2) for line in lines]
        if cell.foot:
            foot = set_line(case, (Span(Role.FANGSONG, cell.foot),), page.type)
            lines.append(foot.moved(measure - foot.right))
        cells.append(_SetCell(cell, left, width, tuple(lines)))
        left += width
    return cells


class _Table:
    """Bands ruled one under the other; a new page where one doesn't fit, with the outer rules closed."""

    def __init__(self, press: Press, page: Page, top: float) -> None:
        self._press, self._page = press, page
        self._top = self._at = self._first = top

    def height(self, lines: int) -> float:
        """How high so many lines stand."""
        return max(0, lines - 1) * self._page.pitch + self._page.type.size + 2 * _PAD

    def add(self, cells: Sequence[_SetCell], least: float, heads: Sequence[_Printed] = ()) -> None:
        """Add a band; ``heads`` stand over it again where it begins a page."""
        need = max(least, self.height(max(len(cell.lines) for cell in cells)))
        roomy = self._at - self._page.margin >= self.height(_WORTH_BEGINNING)
        whole = self._page.top - self._page.margin - sum(height for _, height in heads)
        if self._at - need < self._page.margin - _EPSILON and self._at < self._first and (need <= whole or not roomy):
            self._turn(heads)
        while self._at - need < self._page.margin - _EPSILON:
            # More text than a page holds: as much as there is room for, the rest on the next page.
            kind = self._page.type
            room = int((self._at - self._page.margin - 2 * _PAD + self._page.pitch - kind.size) // self._page.pitch)
            self._print([_part(cell, 0, room) for cell in cells], self._at - self._page.margin)
            self._turn(heads)
            cells = [_part(cell, room, None) for cell in cells]
            need = self.height(max(len(cell.lines) for cell in cells))
        self._print(cells, need)

    def close(self) -> None:
        if self._at < self._top:
            right = self._page.margin + self._page.width
            for height in (self._top, self._at):
                self._press.rule(self._page.margin - _OUTER / 2, right + _OUTER / 2, height, _OUTER)
            for at in (self._page.margin, right):
                self._press.upright(at, self._at, self._top, _OUTER)

    def _turn(self, heads: Sequence[_Printed] = ()) -> None:
        self.close()
        self._press.next_page()
        self._top = self._at = self._page.top
        for cells, height in heads:
            self._print(cells, height)
        self._first = self._at

    def _print(self, cells: Sequence[_SetCell], height: float) -> None:
        bottom = self._at - height
        if self._at < self._top:
            self._press.rule(self._page.margin, self._page.margin + self._page.width, self._at, _INNER)
        for cell in cells:
            if cell.left > self._page.margin:
                self._press.upright(cell.left, bottom, self._at, _INNER)
            self._print_cell(cell, bottom, height)
        self._at = bottom

    def _print_cell(self, cell: _SetCell, bottom: float, height: float) -> None:
        lines, size, pitch = cell.lines, self._page.type.size, self._page.pitch
        foot = lines[-1:] if cell.cell.foot else ()
        if foot:
            lines = lines[:-1]
            first = bottom + height - _PAD - size
        else:
            used = (len(lines) - 1) * pitch + size
            first = bottom + (height + used) / 2 - size
        left = cell.left + _PAD
        for number, line in enumerate(lines):
            self._press.line(line, left, first - number * pitch)
        for line in foot:
            self._press.line(line, left, bottom + _PAD)


def _part(cell: _SetCell, start: int, end: int | None) -> _SetCell:
    return _SetCell(cell.cell, cell.left, cell.width, cell.lines[start:end])
