"""The page of GB/T 9704-2012《党政机关公文格式》: its grid, head, foot and end record.

All lengths are in pt, heights over the foot of the paper, unless a name says otherwise.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

from secretariat.documents.fonts import Role
from secretariat.documents.printing import A4, BLACK, MM, RED, Colour, Press
from secretariat.documents.titles import shape_title
from secretariat.documents.typesetting import Line, Shape, Span, Type, set_line, set_paragraph
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.documents.typecase import TypeCase

# ----------------------------------------------------------------------------------------------------------- the grid
LINES: Final = 22
"""Lines on a page (5.2.3)."""
CELLS: Final = 28
"""Characters in a line (5.2.3)."""
LEFT: Final = 28 * MM
"""订口, the binding margin (5.2.1)."""
WIDTH: Final = 156 * MM
"""Of the type area (5.2.1)."""
RIGHT: Final = LEFT + WIDTH
TOP: Final = A4[1] - 37 * MM
"""天头 is 37 mm (5.2.1)."""
BOTTOM: Final = TOP - 225 * MM
SIZE: Final = 16.0
"""三号, the size of the text (5.2.2)."""
PITCH: Final = (TOP - BOTTOM - SIZE) / (LINES - 1)
"""From line to line: the em squares of line 1 and line 22 touch the type area's edges."""
CELL: Final = WIDTH / CELLS
BODY: Final = Type(SIZE, CELL)
TITLE: Final = Type(22.0, 22.0)
"""二号, the size of titles (7.3.1)."""
SMALL_SIZE: Final = 14.0
"""四号, the size of page numbers and of the end record (7.4, 7.5)."""
SMALL: Final = Type(SMALL_SIZE, WIDTH / 31)
"""31 cells to the type area: 29 between the end record's margins of one character."""

INDENT: Final = 2 * CELL
"""左空二字: first lines of paragraphs, headings and labels."""


def line_bottom(number: int) -> float:
    """Bottom of the em squares of a line; the page's first line is 0."""
    return TOP - SIZE - number * PITCH


# --------------------------------------------------------------------------------------------------------------- rows
@record()
class Row:
    """What stands on one line of the grid; nothing, for a blank line."""

    line: Line | None = None
    left: float = LEFT
    with_next: bool = False
    """Never the last of its page: a heading."""

    @property
    def blank(self) -> bool:
        """Whether the line is left blank."""
        return self.line is None


def paginate(rows: Sequence[Row], first_line: int) -> list[list[Row]]:
    """Rows by pages; the first page begins at line ``first_line`` of the grid.

    A blank line is dropped at the head of a page, and rows that stay with the next go over with it.
    """
    pages: list[list[Row]] = []
    at = 0
    while at < len(rows):
        room = LINES - (first_line if not pages else 0)
        while pages and at < len(rows) and rows[at].blank:
            at += 1
        end = min(at + room, len(rows))
        if end < len(rows):
            back = end
            while back > at and rows[back - 1].with_next:
                back -= 1
            # A heading longer than what a page can spare for it is parted after all.
            end = back if back > at or (not pages and first_line) else end
        pages.append(list(rows[at:end]))
        at = end
    return pages


# ---------------------------------------------------------------------------------------------------------- the head
_MARK_DROP: Final = 35 * MM
"""From the top of the type area to the top edge of the mark (7.2.4; 10.3 for minutes)."""
_MARK_TALLEST: Final = 22 * MM
_MARK_SMALLEST: Final = 36.0
"""Below this size a long mark is condensed rather than made smaller still."""
_MARK_NARROWEST: Final = 0.72
_MARK_TWO_LINES: Final = 25.0
"""Below this size a mark is set on two lines."""
_RULE_DROP: Final = 4 * MM
"""From the document number to the red rule (7.2.7)."""
_RED_RULE: Final = 0.5 * MM


@record()
class Security:
    """Level, period and copy number of a classified paper (7.2.1, 7.2.2)."""

    level: str
    """绝密, 机密 or 秘密."""
    period: str | None = None
    """``1年``."""
    copy_number: str | None = None
    """份号; where it is None its line stays empty for the numbering stamp."""

    @property
    def text(self) -> str:
        """As printed: ``秘密★1年``."""
        return f"{self.level}★{self.period}" if self.period else self.level


@record()
class Head:
    """版头: what stands above the red rule, and the rule."""

    mark: str
    """发文机关标志, or the name of the minutes."""
    number_row: tuple[str, ...]
    """One text, centred; two, at the left and right; three, the third between them. Too long for that, each on a
    row of its own. None: no row."""
    security: Security | None = None
    urgency: str | None = None
    stage: str | None = None
    """What a draft is called, ``送审稿``: printed between the mark and the number row."""
    colour: Colour = RED


def print_head(press: Press, case: TypeCase, head: Head) -> float:
    """Print the head on the current page; gives the height of the red rule."""
    corner = _corner(head)
    for number, (role, text) in enumerate(corner):
        if text:
            press.line(set_line(case, (Span(role, text),), BODY), LEFT, line_bottom(number))
    bottom = _print_mark(press, case, head)
    if head.stage:
        line = set_line(case, (Span(Role.HEITI, f"〔{head.stage}〕"),), TITLE)
        press.line(centred(line), 0, bottom - PITCH - TITLE.size / 2)
    row = bottom - 2 * PITCH - SIZE
    below = 0.0
    for number, lines in enumerate(_number_rows(case, head.number_row)):
        row -= PITCH if number else 0
        for line in lines:
            press.line(line, 0, row)
        below = min(line.ink_bottom() for line in lines)
    rule = row + below - _RULE_DROP - _RED_RULE / 2
    press.rule(LEFT, RIGHT, rule, _RED_RULE, head.colour)
    return rule


def first_line_below(height: float, blank: float) -> int:
    """The grid's line whose top is nearest to ``blank`` line pitches below a height."""
    return max(0, round((TOP - height) / PITCH + blank))


def _corner(head: Head) -> list[tuple[Role, str]]:
    """份号, 密级和保密期限, 紧急程度, each on a line of its own from the type area's first (7.2.1 to 7.2.3)."""
    lines: list[tuple[Role, str]] = []
    if head.security:
        lines += [(Role.FANGSONG, head.security.copy_number or ""), (Role.HEITI, head.security.text)]
    if head.urgency:
        lines.append((Role.HEITI, head.urgency))
    return lines


def _print_mark(press: Press, case: TypeCase, head: Head) -> float:
    """Print the mark; gives the height of the bottom edge of its ink."""
    texts: Sequence[str] = (head.mark,)
    size, narrow = _mark_size(case, texts)
    if size < _MARK_TWO_LINES:
        texts = shape_title(case, head.mark, TITLE, math.ceil(len(head.mark) / 2) + 2)
        size, narrow = _mark_size(case, texts)
    top = TOP - _MARK_DROP
    bottom = top
    for text in texts:
        line = set_line(case, (Span(Role.XIAOBIAOSONG, text),), Type(size, size))
        foot = top - line.ink_top()
        width = line.right * narrow
        press.line(line, LEFT + (WIDTH - width) / 2, foot, head.colour, narrow)
        bottom = foot + line.ink_bottom()
        top = bottom - size / 3
    return bottom


def _mark_size(case: TypeCase, texts: Sequence[str]) -> tuple[float, float]:
    """Size of the mark, and how far it is condensed: as large as width and height allow."""
    em = set_line(case, (Span(Role.XIAOBIAOSONG, max(texts, key=len)),), Type(1, 1))
    tallest = _MARK_TALLEST / max(0.5, em.ink_top() - em.ink_bottom())
    natural = WIDTH / max(em.right, 1)
    narrow = min(1.0, max(_MARK_NARROWEST, natural / _MARK_SMALLEST))
    return min(tallest, natural / narrow), narrow


def centred(line: Line) -> Line:
    """A line in the middle of the type area, by its ink: 〔 and 》 have white at one side."""
    return line.moved(LEFT + (WIDTH - line.ink_left() - line.ink_right()) / 2)


def _number_rows(case: TypeCase, texts: Sequence[str]) -> list[list[Line]]:
    """Texts on one row: one centred; two at the left and right, one character in; a third midway between them."""
    lines = [set_line(case, (Span(Role.FANGSONG, text),), BODY) for text in texts]
    if len(lines) < 2 or sum(line.right for line in lines) + (len(lines) + 1) * CELL > WIDTH:  # noqa: PLR2004
        shape = Shape(WIDTH - 2 * CELL, justified=False)
        return [
            [centred(line)] for text in texts for line in set_paragraph(case, (Span(Role.FANGSONG, text),), BODY, shape)
        ]
    left, right = lines[0].moved(LEFT + CELL), lines[-1].moved(RIGHT - CELL - lines[-1].right)
    between = (left.right + right.left) / 2
    return [[left, *(line.moved(between - line.right / 2) for line in lines[1:-1]), right]]


# ---------------------------------------------------------------------------------------------------------- the foot
_NUMBER_DROP: Final = 7 * MM
"""From the bottom of the type area to the dashes of the page number (7.5)."""


def print_page_number(press: Press, case: TypeCase, number: int, note: str = "") -> None:
    """``— 1 —``: right on odd pages, left on even ones, one character in; a note opposite to it."""
    kind = Type(SMALL_SIZE, SMALL_SIZE)
    line = set_line(case, (Span(Role.SONGTI, f"— {number} —"),), kind)
    dash = line.sorts[0]
    bottom = BOTTOM - _NUMBER_DROP - (dash.rise + dash.ink.top) * SMALL_SIZE
    right = number % 2 == 1
    press.line(line, RIGHT - SMALL_SIZE - line.right if right else LEFT + SMALL_SIZE, bottom)
    if note:
        words = set_line(case, (Span(Role.HEITI, note),), kind)
        press.line(words, LEFT + SMALL_SIZE if right else RIGHT - SMALL_SIZE - words.right, bottom)


# ----------------------------------------------------------------------------------------------------- the end record
_OUTER_RULE: Final = 0.35 * MM
_INNER_RULE: Final = 0.25 * MM
"""首条分隔线和末条分隔线用粗线, 中间的分隔线用细线 (7.4.1)."""
_BETWEEN_UNITS: Final = re.compile("[，、；。]")
_RECORD_PITCH: Final = 22.0
_RECORD_PAD: Final = 5.0
"""White between a rule and the em squares next to it."""


@record()
class EndRecord:
    """版记 (7.4)."""

    copies: tuple[tuple[str, str], ...]
    """Label and list, ``抄送`` and its units; the first of them first. May be empty."""
    issuer: str
    issued_on: str
    """``2022年4月3日``; empty on a draft."""


@record()
class SetRecord:
    """An end record that has been set, with its height."""

    bands: tuple[tuple[tuple[Line, ...], ...], ...]
    """Bands between rules; each a sequence of rows, each of lines on one baseline."""
    pitch: float
    size: float

    @property
    def height(self) -> float:
        """From the top of the first rule to the bottom of the last."""
        return sum(self._band(rows) for rows in self.bands) + _OUTER_RULE

    @property
    def lines(self) -> int:
        """Lines of the grid that it takes from the bottom of a page, with the white above it."""
        return math.ceil((self.height + PITCH / 3) / PITCH) if self.bands else 0

    def _band(self, rows: Sequence[object]) -> float:
        return (len(rows) - 1) * self.pitch + self.size + 2 * _RECORD_PAD

    def print_at_bottom(self, press: Press) -> None:
        """Print it with its last rule on the bottom of the type area (7.4.1)."""
        if not self.bands:
            return
        rule = BOTTOM - _OUTER_RULE / 2 + self.height
        press.rule(LEFT, RIGHT, rule, _OUTER_RULE)
        for number, rows in enumerate(self.bands, 1):
            for index, row in enumerate(rows):
                for line in row:
                    press.line(line, 0, rule - _RECORD_PAD - self.size - index * self.pitch)
            rule -= self._band(rows)
            press.rule(LEFT, RIGHT, rule, _OUTER_RULE if number == len(self.bands) else _INNER_RULE)


def set_end_record(case: TypeCase, record: EndRecord) -> SetRecord:
    """Set an end record: 14 pt, smaller only where it would not fit on a page otherwise."""
    scale = 1.0
    while True:
        done = _set_record(case, record, scale)
        if done.height <= TOP - BOTTOM or scale < 0.5:  # noqa: PLR2004 # 7 pt: nothing smaller can be read
            return done
        scale *= 0.93


def _set_record(case: TypeCase, record: EndRecord, scale: float) -> SetRecord:
    kind = Type(SMALL.size * scale, SMALL.cell * scale)
    margin = SMALL.cell
    measure = WIDTH - 2 * margin
    bands: list[tuple[tuple[Line, ...], ...]] = []
    rows: list[tuple[Line, ...]] = []
    for label, units in record.copies:
        head = f"{label}："
        hang = set_line(case, (Span(Role.FANGSONG, head),), kind).right
        # 回行时与冒号后的首字对齐 (7.4.2)
        starts = dict.fromkeys(unit[:2] for unit in _BETWEEN_UNITS.split(units))
        lines = set_paragraph(
            case, (Span(Role.FANGSONG, head + units),), kind, Shape(measure, 0, hang, label=len(head)), starts
        )
        rows += [(line.moved(LEFT + margin),) for line in lines]
    if rows:
        bands.append(tuple(rows))
    if record.issuer or record.issued_on:
        *above, issuer = (
            line.moved(LEFT + margin)
            for line in set_paragraph(case, (Span(Role.FANGSONG, record.issuer),), kind, Shape(measure))
        )
        printed = f"{record.issued_on}印发" if record.issued_on else ""
        date = set_line(case, (Span(Role.FANGSONG, printed),), kind)
        date = date.moved(RIGHT - margin - date.right)
        one_row = issuer.right + kind.cell <= date.left
        last = ((issuer, date),) if one_row else ((issuer,), (date,))
        bands.append((*((line,) for line in above), *last))
    return SetRecord(tuple(bands), _RECORD_PITCH * scale, kind.size)


__all__ = [
    "BLACK",
    "BODY",
    "BOTTOM",
    "CELL",
    "CELLS",
    "INDENT",
    "LEFT",
    "LINES",
    "PITCH",
    "RED",
    "RIGHT",
    "SIZE",
    "SMALL",
    "TITLE",
    "TOP",
    "WIDTH",
    "EndRecord",
    "Head",
    "Row",
    "Security",
    "first_line_below",
    "line_bottom",
    "paginate",
    "print_head",
    "print_page_number",
    "set_end_record",
]
