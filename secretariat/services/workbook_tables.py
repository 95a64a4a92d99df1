"""Tables in workbooks from outside: the row of titles is found, and each row below read as an entry, cell by cell.

What the fields mean is known to whoever reads a certain table (``organisation_reading.py``, ``reply_reading.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.plain_text import unprintable
from secretariat.domain.records import record
from secretariat.strict_input import refuse_file, shown_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from secretariat.services.workbooks import Cell, Sheet, SheetRow

HEAD_ROWS: Final = 10
"""Rows at the top in which the head of the table is looked for: titles and notes may stand above it."""
LONGEST: Final = 200
"""How many characters a cell may hold."""


@record(kw_only=True)
class Column:
    """A column: the field it holds, its title, what else it may be titled, how wide it is in characters."""

    field: str
    title: str
    also: tuple[str, ...] = ()
    required: bool = False
    width: int = 12
    hint: str = ""


@record(kw_only=True)
class Note:
    """Something to be said of a cell (``C5``, or a range): what, and if it is wrong, what to do about it."""

    cell: str
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.cell}：{self.text}" if self.cell else self.text


@dataclass(slots=True)
class Entry:
    """One row: its values by field, of the cells that hold something; ``places`` are the addresses of all its cells."""

    number: int
    values: dict[str, Any]
    places: Mapping[str, str]
    problems: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def place(self, name: str) -> str:
        """The address of a field's cell; of the row where the sheet has no such column."""
        return self.places.get(name) or f"第 {self.number} 行"

    def wrong(self, name: str, text: str, remedy: str) -> None:
        """Say that a field is wrong."""
        self.problems.append(Note(cell=self.place(name), text=text, remedy=remedy))

    def note(self, name: str, text: str) -> None:
        """Say something of a field that need not be mended."""
        self.notes.append(Note(cell=self.place(name), text=text))


@dataclass(frozen=True, slots=True)
class Head:
    """The row of titles of a sheet, and which column holds what, by the column's number from 1."""

    row: SheetRow
    columns: Mapping[int, Column]

    @property
    def left_out(self) -> tuple[Cell, ...]:
        """The titles of columns that are not known."""
        return tuple(cell for at, cell in self.row.cells.items() if at not in self.columns)

    def entries(self, sheet: Sheet) -> Iterator[tuple[Entry, SheetRow]]:
        """Each row below, as an entry that is still empty but for what merged cells make of it."""
        letters = {column.field: _letters(at) for at, column in self.columns.items()}
        for row in sheet.rows:
            if row.number > self.row.number:
                entry = Entry(row.number, {}, {name: f"{letter}{row.number}" for name, letter in letters.items()})
                for merged in self._merged(row.merged):
                    text = f"{merged} 是合并单元格，分不清各行的内容"
                    entry.problems.append(Note(cell=merged, text=text, remedy="请取消合并，每行分别填写"))
                yield entry, row

    def _merged(self, ranges: Sequence[str]) -> Iterator[str]:
        """Those merged ranges that cover one of the columns."""
        for merged in ranges:
            first, last = (_number(part.rstrip("0123456789")) for part in merged.split(":"))
            if any(first <= at <= last for at in self.columns):
                yield merged


def plain(text: str) -> str:
    """A title or word without what people put around it: spaces, stars, brackets of either width.

    >>> plain(" 镇(街道) 主要负责人* ")
    '镇（街道）主要负责人'
    """
    return re.sub(r"[\s*＊：:]", "", text).translate(str.maketrans("()", "（）"))


def head_of(columns: Sequence[Column], sheet: Sheet, source: str) -> Head | None:
    """Find the row of titles; ``None``: there is none with all that is needed.

    Raises ``UnusableInputError`` where two columns bear one title.
    """
    known = {plain(title): column for column in columns for title in reversed((column.title, *column.also))}
    for row in sheet.rows[:HEAD_ROWS]:
        there = {at: known[word] for at, cell in row.cells.items() if (word := plain(str(cell.value))) in known}
        if all(column in there.values() for column in columns if column.required):
            _refuse_doubled(row, there, sheet.name, source)
            return Head(row, there)
    return None


def _refuse_doubled(row: SheetRow, columns: Mapping[int, Column], sheet: str, source: str) -> None:
    places: dict[str, list[str]] = {}
    for at, column in columns.items():
        places.setdefault(column.title, []).append(row.cells[at].place)
    for title, cells in sorted(places.items()):
        if len(cells) > 1:
            refuse_file(f"“{sheet}”表有两列都是“{title}”（{'、'.join(cells)}）", "请只保留一列", source=source)


def holds_value(entry: Entry, column: Column, cell: Cell) -> bool:
    """Whether a cell holds a value; that it is a formula or an error is told to the entry."""
    if cell.kind == "formula":
        remedy = "请复制该列，用“选择性粘贴”只粘贴“数值”，再导入"
        entry.wrong(column.field, f"{column.title}是公式（{shown_value(cell.value)}）", remedy)
    elif cell.kind == "error":
        entry.wrong(column.field, f"{column.title}是错误值（{cell.value}）", "请改成正确的内容")
    return cell.kind not in {"formula", "error"}


def holds_text(entry: Entry, column: Column, text: str) -> bool:
    """Whether a text can be kept and printed; what is against it is told to the entry."""
    if len(text) > LONGEST:
        entry.wrong(column.field, f"{column.title}有 {len(text)} 个字，太长", f"请缩短到 {LONGEST} 个字以内")
        return False
    if fault := unprintable(" ".join(text.split())):
        entry.wrong(column.field, f"{column.title}的{fault}", "请删去这个字符，重新输入")
        return False
    return True


def text_of(cell: Cell) -> str:
    """What a cell shows, as text: 是 for true, 7 for 7.0."""
    if cell.kind == "truth":
        return "是" if cell.value else "否"
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(cell.value)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
