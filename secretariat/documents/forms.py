"""Plain A4 forms: a title over a ruled table with places to sign, as an office's own forms are made.

They stand upright with type of size 4 (``UPRIGHT``); registers of many columns lie across with smaller type
(``ACROSS``) and repeat their head on each page. Lengths are in pt, heights over the foot of the paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
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
_MARK: Final = Type(16.0, 16.0)
_MARK_PITCH: Final = 30.0
_FOLIO: Final = Type(10.5, 10.5)
"""五号: which page of how many."""
_FOLIO_HEIGHT: Final = 0.55
"""Of the margin under the table."""
_PAD: Final = 6.0
"""White between a rule and the text next to it."""
_MOST_GROWTH: Final = 0.8
"""A place to sign grows to this much more than its least height at most."""
_MOST_SQUEEZE: Final = 0.2
"""What a place to sign gives of its height at most so that a form keeps to one page."""
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
    tail: bool = False
    """Never begins a page: what closes a form goes over together with the band before it."""


@record()
class _SetCell:
    """A cell with its place and its lines."""

    cell: Cell
    left: float
    width: float
    lines: tuple[Line, ...]
    foot: Line | None = None

    @property
    def count(self) -> int:
        """How many lines stand in it."""
        return len(self.lines) + (self.foot is not None)


_SetBand = tuple[Sequence[_SetCell], Band]
_Printed = tuple[Sequence[_SetCell], float]
"""A band as it is printed: its cells and its height."""


def print_form(
    press: Press,
    case: TypeCase,
    title: str,
    bands: Sequence[Band],
    note: str = "",
    *,
    mark: str = "",
    page: Page = UPRIGHT,
) -> None:
    """Print a form, over as many pages as it needs, which then say what they belong to and how many there are.

    ``note`` stands at the right over the table, ``mark`` (密级) at the top left of the first page. The press prints on
    the paper of ``page``.
    """
    top = page.top
    if mark:
        press.line(set_line(case, (Span(Role.HEITI, mark),), _MARK), page.margin, top - _MARK.size)
        top -= _MARK_PITCH
    for text in shape_title(case, title, _TITLE, page.title_cells):
        line = set_line(case, (Span(Role.XIAOBIAOSONG, text),), _TITLE)
        press.line(line, (page.paper[0] - line.right) / 2, top - _TITLE.size)
        top -= _TITLE_PITCH
    if note:
        line = set_line(case, (Span(Role.FANGSONG, note),), page.type)
        press.line(line, page.margin + page.width - line.right, top - page.type.size)
        top -= page.pitch
    table = _laid([(_set_band(case, band, page), band) for band in bands], page, top - _PAD)
    for number, strokes in enumerate(table.pages, 1):
        for stroke in strokes:
            stroke(press)
        if len(table.pages) > 1:
            folio = f"{title}\u3000第{number}页\u3000共{len(table.pages)}页"
            line = set_line(case, (Span(Role.FANGSONG, folio),), _FOLIO)
            press.line(line, (page.paper[0] - line.right) / 2, page.margin * _FOLIO_HEIGHT)
        press.next_page()


def _set_band(case: TypeCase, band: Band, page: Page) -> list[_SetCell]:
    cells: list[_SetCell] = []
    left = page.margin
    for cell in band.cells:
        width = cell.width * page.width
        measure = width - 2 * _PAD
        lines = [line for text in cell.text.splitlines() for line in _set_text(case, text, cell, page, measure)]
        foot = None
        if cell.foot:
            foot = set_line(case, (Span(Role.FANGSONG, cell.foot),), page.type)
            foot = foot.moved(measure - foot.right)
        cells.append(_SetCell(cell, left, width, tuple(lines), foot))
        left += width
    return cells


def _set_text(case: TypeCase, text: str, cell: Cell, page: Page, measure: float) -> list[Line]:
    """A paragraph of a cell; what is centred is parted into lines of like length: 区发展和/改革局."""
    spans = (Span(Role.HEITI if cell.label else Role.FANGSONG, text),)
    if not (cell.label or cell.centred):
        return set_paragraph(case, spans, page.type, Shape(measure))
    lines = set_paragraph(case, spans, page.type, Shape(measure, justified=False))
    narrow = max(line.right for line in lines) - page.type.cell / 2
    while len(lines) > 1 and narrow > 0:
        parted = set_paragraph(case, spans, page.type, Shape(narrow, justified=False))
        if len(parted) > len(lines):
            break
        lines, narrow = parted, narrow - page.type.cell / 2
    return [line.moved((measure - line.right) / 2) for line in lines]


def _laid(set_bands: Sequence[_SetBand], page: Page, top: float) -> _Table:
    """The bands on their pages; places to sign give a little of their height where that saves a page."""
    table = _Table(page, top)
    table.lay(set_bands, table.heights(set_bands))
    if len(table.pages) > 1:
        tight = _Table(page, top)
        tight.lay(set_bands, tight.heights(set_bands, tight=True))
        return min(tight, table, key=lambda one: (len(one.pages), one is tight))
    return table


class _Table:
    """Bands ruled one under the other; a new page where one doesn't fit, with the outer rules closed.

    ``pages`` are what is to be printed on each page: it is known only in the end how many there are.
    """

    def __init__(self, page: Page, top: float) -> None:
        self._page = page
        self._top = self._at = self._first = top
        self.pages: list[list[Callable[[Press], None]]] = [[]]

    def lay(self, set_bands: Sequence[_SetBand], heights: Sequence[float]) -> None:
        """Lay all bands, each of its height."""
        heads: list[_Printed] = []
        for at, ((cells, band), height) in enumerate(zip(set_bands, heights, strict=True)):
            if band.head:
                heads = [(cells, height)]
            following = at + 1 < len(set_bands) and set_bands[at + 1][1].tail
            self._add(cells, height, heads if band.row else (), heights[at + 1] if following else 0.0)
        self._close()

    def heights(self, set_bands: Sequence[_SetBand], *, tight: bool = False) -> list[float]:
        """How high the bands are: places to sign take what is left of the page, or give a little to keep to it.

        ``tight`` has all of them give what they can.
        """
        needs = [self._height(_count(cells)) for cells, _ in set_bands]
        heights = [max(band.height, need) for (_, band), need in zip(set_bands, needs, strict=True)]
        left_over = self._at - self._page.margin - sum(heights)
        gives = [
            0.0
            if not band.grows
            else height * _MOST_GROWTH
            if left_over > 0
            else min(height - need, height * _MOST_SQUEEZE)
            for (_, band), need, height in zip(set_bands, needs, heights, strict=True)
        ]
        whole = sum(gives)
        if not whole or (left_over < -whole and not tight):
            return heights
        share = max(-1.0, min(1.0, left_over / whole))
        return [height + share * give for height, give in zip(heights, gives, strict=True)]

    def _height(self, lines: int) -> float:
        """How high so many lines stand."""
        return max(0, lines - 1) * self._page.pitch + self._page.type.size + 2 * _PAD

    def _add(self, cells: Sequence[_SetCell], least: float, heads: Sequence[_Printed], tail: float) -> None:
        """Add a band; ``heads`` stand over it again where it begins a page, a ``tail`` must have room under it."""
        need = max(least, self._height(_count(cells)))
        roomy = self._at - self._page.margin >= self._height(_WORTH_BEGINNING)
        whole = self._page.top - self._page.margin - sum(height for _, height in heads)
        beside = need + tail if need + tail <= whole else need
        if not self._fits(beside) and self._at < self._first and (need <= whole or not roomy):
            self._turn(heads)
        while not self._fits(need):
            # More text than a page holds: as much as there is room for, the rest on the next page.
            kind = self._page.type
            room = int((self._at - self._page.margin - 2 * _PAD + self._page.pitch - kind.size) // self._page.pitch)
            self._print([_begun(cell, room) for cell in cells], self._at - self._page.margin)
            self._turn(heads)
            cells = [_rest(cell, room) for cell in cells]
            need = self._height(_count(cells))
        self._print(cells, need)

    def _fits(self, need: float) -> bool:
        return self._at - need >= self._page.margin - _EPSILON

    def _stroke(self, stroke: Callable[[Press], None]) -> None:
        self.pages[-1].append(stroke)

    def _close(self) -> None:
        if self._at < self._top:
            right = self._page.margin + self._page.width
            for height in (self._top, self._at):
                self._rule(self._page.margin - _OUTER / 2, right + _OUTER / 2, height, _OUTER)
            for at in (self._page.margin, right):
                self._upright(at, self._at, self._top, _OUTER)

    def _turn(self, heads: Sequence[_Printed] = ()) -> None:
        self._close()
        self.pages.append([])
        self._top = self._at = self._page.top
        for cells, height in heads:
            self._print(cells, height)
        self._first = self._at

    def _rule(self, left: float, right: float, height: float, thickness: float) -> None:
        self._stroke(lambda press: press.rule(left, right, height, thickness))

    def _upright(self, at: float, bottom: float, top: float, thickness: float) -> None:
        self._stroke(lambda press: press.upright(at, bottom, top, thickness))

    def _line(self, line: Line, left: float, bottom: float) -> None:
        self._stroke(lambda press: press.line(line, left, bottom))

    def _print(self, cells: Sequence[_SetCell], height: float) -> None:
        bottom = self._at - height
        if self._at < self._top:
            self._rule(self._page.margin, self._page.margin + self._page.width, self._at, _INNER)
        for cell in cells:
            if cell.left > self._page.margin:
                self._upright(cell.left, bottom, self._at, _INNER)
            self._print_cell(cell, bottom, height)
        self._at = bottom

    def _print_cell(self, cell: _SetCell, bottom: float, height: float) -> None:
        lines, size, pitch = cell.lines, self._page.type.size, self._page.pitch
        left = cell.left + _PAD
        if cell.cell.foot:
            first = bottom + height - _PAD - size
        else:
            used = (len(lines) - 1) * pitch + size
            first = bottom + (height + used) / 2 - size
        for number, line in enumerate(lines):
            self._line(line, left, first - number * pitch)
        if cell.foot is not None:
            self._line(cell.foot, left, bottom + _PAD)


def _count(cells: Sequence[_SetCell]) -> int:
    return max(cell.count for cell in cells)


def _begun(cell: _SetCell, room: int) -> _SetCell:
    """What stands of a cell on the page where it begins; where to sign comes at its end."""
    return replace(cell, lines=cell.lines[:room], foot=None)


def _rest(cell: _SetCell, room: int) -> _SetCell:
    return replace(cell, lines=cell.lines[room:])
