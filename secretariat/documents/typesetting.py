"""Line breaking by the Chinese rules, justification to the grid, and hanging lists.

A paragraph is broken from the top, line by line, as a compositor does: as many characters as fit, punctuation squeezed
if that lets the next ones in (先挤), else carried over (后推), and the line spread evenly so that both edges are flush.
Lines of plain Han characters need neither and stand on the cells of the grid.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from secretariat.documents.characters import Kind, Level, break_levels
from secretariat.documents.fonts import Role
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secretariat.documents.typecase import Sort, TypeCase

_EPSILON: Final = 0.01
_SPREAD: Final = 0.04
"""Of a cell; a gap between characters that nobody sees yet. Spreading costs as the square of the gap over this."""
_TIGHT: Final = 0.5
"""Share of the white of a line's punctuation; squeezing costs as the square of the share over this."""
_TIGHTEST: Final = 0.7
"""The largest share that is squeezed out."""
_TOO_LOOSE: Final = 6.0
"""Cells left over in a line, beyond which a very long foreign word is parted after all."""
_TORN: Final = 0.5
"""Of a cell; a line that would be spread wider than this, before a very long word, is left short instead."""


class Span(NamedTuple):
    """A stretch of text in one role."""

    role: Role
    text: str


@record()
class Type:
    """A size of type on its grid; pt."""

    size: float
    """Of the em square."""
    cell: float
    """From one Han character to the next."""


@record()
class Shape:
    """Where the lines of a paragraph stand; pt."""

    measure: float
    """From the left edge that indents count from to the right edge of the lines."""
    first: float = 0.0
    """Indent of the first line."""
    rest: float = 0.0
    """Indent of the other lines."""
    justified: bool = True
    label: int = 0
    """Characters of a label that the first line begins with and the others hang after: never spread or squeezed."""


@record()
class Line:
    """Characters with the place of each, ready to be printed."""

    sorts: Sequence[Sort]
    places: Sequence[float]
    """Where each sort's glyph has its origin, pt from the left edge."""
    size: float
    """Of the type, pt."""
    left: float
    """Where the line begins, pt."""
    right: float
    """Where the line ends, pt."""

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(sort.char for sort in self.sorts)

    def moved(self, by: float) -> Line:
        """The same line, further to the right by so many pt."""
        return Line(self.sorts, [place + by for place in self.places], self.size, self.left + by, self.right + by)

    def joined(self, other: Line) -> Line:
        """The line with another one on the same baseline."""
        left, right = min(self.left, other.left), max(self.right, other.right)
        return Line([*self.sorts, *other.sorts], [*self.places, *other.places], self.size, left, right)

    def ink_top(self) -> float:
        """Highest ink over the bottom of the em square; pt."""
        return max(((sort.rise + sort.ink.top) * self.size for sort in self.sorts if sort.font), default=self.size)

    def ink_left(self) -> float:
        """Where the ink begins; pt."""
        inked = (
            place + sort.ink.left * self.size for sort, place in zip(self.sorts, self.places, strict=True) if sort.font
        )
        return min(inked, default=self.left)

    def ink_right(self) -> float:
        """Where the ink ends; pt."""
        inked = (
            place + sort.ink.right * self.size for sort, place in zip(self.sorts, self.places, strict=True) if sort.font
        )
        return max(inked, default=self.right)

    def ink_bottom(self) -> float:
        """Lowest ink over the bottom of the em square, less than nothing when below it; pt."""
        return min(((sort.rise + sort.ink.bottom) * self.size for sort in self.sorts if sort.font), default=0.0)


def set_paragraph(
    case: TypeCase, spans: Sequence[Span], kind: Type, shape: Shape, keep: Iterable[str] = ()
) -> list[Line]:
    """The lines of a paragraph, at least one.

    ``keep`` names what is never broken over two lines.
    """
    return _Galley(case, spans, kind, keep, shape.label).lines(shape)


def set_line(case: TypeCase, spans: Sequence[Span], kind: Type, at: float = 0.0) -> Line:
    """A text on one line of its own length, beginning at ``at`` pt."""
    galley = _Galley(case, spans, kind, ())
    return galley.line(0, len(galley.sorts), at, None)


def set_columns(case: TypeCase, label: Line, names: Sequence[str], kind: Type, measure: float) -> list[Line]:
    """A list of names in columns under the first character after its label; columns lie on the cells.

    A column is as wide as the longest usual name (three cells, or four) and one cell of white; a longer name takes
    as many columns as it needs, and none is ever parted.
    """
    left = label.right
    room = Shape(measure - left, justified=False)
    # A list of its own for each name: a name longer than the line goes on to the next.
    set_names = [set_paragraph(case, (Span(Role.FANGSONG, name),), kind, room) for name in names]
    usual = 3 if all(name[0].right <= 3 * kind.cell + _EPSILON for name in set_names) else 4
    pitch = (usual + 1) * kind.cell
    lines: list[Line] = []
    current, column = label, 0
    for name in set_names:
        for part in name:
            at = left + column * pitch
            if column and at + part.right > measure + _EPSILON:
                lines.append(current)
                current, column, at = Line((), (), kind.size, left, left), 0, left
            current = current.joined(part.moved(at))
            column += max(1, -int(-(part.right + kind.cell - _EPSILON) // pitch))
    return [*lines, current]


class _Galley:
    """A paragraph as one endless line, from which lines are cut."""

    def __init__(self, case: TypeCase, spans: Sequence[Span], kind: Type, keep: Iterable[str], label: int = 0) -> None:
        self.kind = kind
        self.label = label
        self.sorts = [sort for span in spans for sort in case.sorts(span.role, span.text)]
        cell, size = kind.cell, kind.size
        self.widths = [sort.cells * cell or sort.drawn * size for sort in self.sorts]
        """Of each sort with its squeezing by its neighbour, pt."""
        self.leads = [sort.lead * cell for sort in self.sorts]
        """White before each sort's ink that may still be squeezed out, pt."""
        self.trails = [sort.trail * cell for sort in self.sorts]
        """The same after its ink."""
        self.leads[:label] = self.trails[:label] = [0.0] * label
        self.before = [0.0] * len(self.sorts)
        """White before each sort's ink that its neighbour has taken, pt."""
        self.after = [0.0] * len(self.sorts)
        """The same after its ink."""
        self._squeeze_neighbours()
        self.ends = list(accumulate(self.widths, initial=0.0))
        """Sum of widths before each sort."""
        self.slack = list(accumulate(map(float.__add__, self.leads, self.trails), initial=0.0))
        """Sum of leads and trails before each sort."""
        self.levels = break_levels("".join(span.text for span in spans), keep)
        self._known_breaks: dict[Level, list[int]] = {}

    def _breaks(self, level: Level) -> list[int]:
        if level not in self._known_breaks:
            count = len(self.sorts)
            self._known_breaks[level] = [*(index for index in range(1, count) if self.levels[index] <= level), count]
        return self._known_breaks[level]

    def _squeeze_neighbours(self) -> None:
        """Marks that stand together share their white (GB/T 15834-2011, 5.1.10): of two half cells one goes."""
        sorts = self.sorts
        for index in range(1, len(sorts)):
            kind, last = sorts[index].kind, sorts[index - 1].kind
            if last is Kind.CLOSING and kind in {Kind.CLOSING, Kind.OPENING}:
                self.widths[index - 1] -= self.trails[index - 1]
                self.after[index - 1] = self.trails[index - 1]
                self.trails[index - 1] = 0.0
            elif last is Kind.OPENING and kind is Kind.OPENING:
                self.widths[index] -= self.leads[index]
                self.before[index] = self.leads[index]
                self.leads[index] = 0.0

    # ------------------------------------------------------------------------------------------------- where to break
    def lines(self, shape: Shape) -> list[Line]:
        count = len(self.sorts)
        if not count:
            return [Line((), (), self.kind.size, shape.first, shape.first)]
        cuts = self._cuts(shape)
        lines = []
        for number, (start, end) in enumerate(cuts):
            indent = shape.rest if number else shape.first
            full = shape.justified and number < len(cuts) - 1
            lines.append(self.line(start, end, indent, shape.measure - indent, spread=full))
        return lines

    def _cuts(self, shape: Shape) -> list[tuple[int, int]]:
        """First and last sort of each line; the spaces between lines belong to none."""
        starts = [0]
        count = len(self.sorts)
        while True:
            width = shape.measure - (shape.rest if len(starts) > 1 else shape.first)
            end = self._next_break(starts[-1], width)
            if end >= count:
                break
            starts.append(end)
        if len(starts) > 1:
            self._relieve_orphan(starts, shape)
        return [
            (self._skip(start), self._strip(start, end))
            for start, end in zip(starts, [*starts[1:], count], strict=True)
        ]

    def _skip(self, start: int) -> int:
        while start < len(self.sorts) - 1 and start and not self.sorts[start].font:
            start += 1
        return start

    def _strip(self, start: int, end: int) -> int:
        while end > start + 1 and not self.sorts[end - 1].font:
            end -= 1
        return end

    def _natural(self, start: int, end: int) -> float:
        """Width of a line that no white is taken from but by its own neighbours; at its ends there are none."""
        return self.ends[end] - self.ends[start] + self.before[start] + self.after[end - 1]

    def _room(self, start: int, end: int) -> float:
        """White that a line has in its punctuation."""
        return self.slack[end] - self.slack[start] + self.before[start] + self.after[end - 1]

    def _give(self, start: int, end: int) -> float:
        """What squeezing may take out of a line: all of its last mark's white, a part of that of the others."""
        last = self.trails[end - 1] + self.after[end - 1]
        return last + (self._room(start, end) - last) * _TIGHTEST

    def _next_break(self, start: int, width: float) -> int:
        """Where the line that begins at ``start`` ends."""
        best = self._fit(start, width, Level.FREE)
        if best and self._left_over(start, best, width) <= _TOO_LOOSE * self.kind.cell:
            return best
        parted = self._fit(start, width, Level.LATIN)
        if parted and parted > best:
            return parted
        return best or self._fit(start, width, Level.TIED) or self._fit(start, width, Level.FORBIDDEN) or start + 1

    def _left_over(self, start: int, end: int, width: float) -> float:
        return 0.0 if end >= len(self.sorts) else width - self._natural(start, end)

    def _fit(self, start: int, width: float, level: Level) -> int:
        """The best break of a level for a line, 0 where even the shortest is too long."""
        breaks = self._breaks(level)
        best, best_cost = 0, 0.0
        index = bisect_left(breaks, start + 1)
        while index < len(breaks):
            end = breaks[index]
            begin, stop = self._skip(start), self._strip(start, end)
            over = self._natural(begin, stop) - width
            if over > self._give(begin, stop) + _EPSILON:
                break
            cost = self._cost(begin, stop, over)
            if not best or over <= _EPSILON or cost < best_cost:
                best, best_cost = end, cost
            index += 1
        return best

    def _cost(self, start: int, end: int, over: float) -> float:
        """How much a line that is too long (or too short) by so many pt offends the eye."""
        if over <= _EPSILON:
            gap = -over / max(1, end - start - 1) / self.kind.cell
            return (gap / _SPREAD) ** 2
        # What the last mark gives costs nothing: its white lies beyond the edge of the type area.
        free = self.trails[end - 1] + self.after[end - 1]
        if over <= free + _EPSILON:
            return 0.0
        return ((over - free) / (self._room(start, end) - free) / _TIGHT) ** 2 + 0.1

    def _relieve_orphan(self, starts: list[int], shape: Shape) -> None:
        """A last line of one character is drawn back, or gets company, if the line above isn't plain Han text."""
        count = len(self.sorts)
        last = [sort.kind for sort in self.sorts[starts[-1] :] if sort.kind is not Kind.CLOSING]
        if len(last) != 1 or last[0] is not Kind.HAN:
            return
        start = starts[-2]
        width = shape.measure - (shape.rest if len(starts) > 2 else shape.first)  # noqa: PLR2004
        begin = self._skip(start)
        if self._natural(begin, count) - width <= self._give(begin, count) + _EPSILON:
            starts.pop()
            return
        above = self.sorts[start : starts[-1]]
        earlier = [index for index in self._breaks(Level.FREE) if start < index < starts[-1]][-1:]
        if earlier and starts[-1] - earlier[0] <= 2 and any(sort.kind is not Kind.HAN for sort in above):  # noqa: PLR2004
            starts[-1] = earlier[0]

    # ------------------------------------------------------------------------------------------------- setting a line
    def line(self, start: int, end: int, left: float, width: float | None, *, spread: bool = False) -> Line:
        """The sorts from ``start`` to ``end`` as a line at ``left``; squeezed into ``width`` or spread over it."""
        sorts = self.sorts[start:end]
        widths, leads = self.widths[start:end], self.leads[start:end]
        before = self.before[start:end]
        trails = self.trails[start:end]
        if sorts and before[0]:
            # At the start of a line there is no neighbour to share white with.
            widths[0] += before[0]
            leads[0], before[0] = before[0], 0.0
        if sorts and self.after[end - 1]:
            widths[-1] += self.after[end - 1]
            trails[-1] = self.after[end - 1]
        over = sum(widths) - width if width is not None else 0.0
        if over > _EPSILON:
            _squeeze(over, widths, leads, trails, before)
        gaps = _gaps(sorts) if spread and over < -_EPSILON else []
        if gaps and start < self.label:
            gaps[: self.label + 1] = [0] * (self.label + 1)
        gap = -over / sum(gaps) if any(gaps) else 0.0
        if gap > _TORN * self.kind.cell:
            gap = 0.0
        # An em square a little larger than its cell stands in its middle.
        size, inset = self.kind.size, (self.kind.cell - self.kind.size) / 2
        places: list[float] = []
        at = left
        for index, sort in enumerate(sorts):
            if gap:
                at += gap * gaps[index]
            inside = sort.shift * size + (inset if sort.cells else 0.0)
            places.append(at + inside - before[index])
            at += widths[index]
        return Line(sorts, places, size, left, at)


def _squeeze(over: float, widths: list[float], leads: list[float], trails: list[float], before: list[float]) -> None:
    """Take ``over`` pt out of a line: first the white of its last mark, then evenly that of the others."""
    free = min(over, trails[-1])
    widths[-1] -= free
    over, trails[-1] = over - free, 0.0
    room = sum(leads) + sum(trails)
    if over <= _EPSILON or room <= 0:
        return
    share = min(1.0, over / room)
    for index, (lead, trail) in enumerate(zip(leads, trails, strict=True)):
        if lead or trail:
            widths[index] -= (lead + trail) * share
            before[index] += lead * share


def _gaps(sorts: Sequence[Sort]) -> list[int]:
    """Which sorts may move away from the one before: 1 or 0 for each.

    Numbers, foreign words, ``——`` and ``……`` stay together.
    """
    gaps = [0]
    last = sorts[0].kind
    for sort in sorts[1:]:
        kind = sort.kind
        together = kind is last and kind in {Kind.LATIN, Kind.DASH, Kind.ELLIPSIS}
        gaps.append(0 if together else 1)
        last = kind
    return gaps
