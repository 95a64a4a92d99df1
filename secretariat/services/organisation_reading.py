"""A workbook's sheets as entries of an organisation: each row's cells by field, typed, with what is wrong in them.

Whether a row fits the organisation is seen later (``organisation_plan.py``); what it says by itself is seen here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.plain_text import tidy, tidy_name, unprintable
from secretariat.domain.records import record
from secretariat.services.organisation_columns import (
    PEOPLE,
    SHEETS,
    day_named,
    is_open,
    kind_named,
    plain,
    roles_named,
    truth_named,
)
from secretariat.services.progress import quiet
from secretariat.services.workbooks import read_workbook
from secretariat.strict_input import nearest, refuse_file, shown_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from secretariat.services.organisation_columns import Column, SheetOf
    from secretariat.services.progress import Report
    from secretariat.services.workbooks import Cell, Sheet, SheetRow

MOST_ROWS: Final = 20_000
LONGEST: Final = 200
_HEAD_ROWS: Final = 10
"""Rows at the top in which the head of the table is looked for: titles and notes may stand above it."""


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
class Table:
    """One sheet's entries, and what is to be said of the sheet as a whole."""

    sheet: SheetOf
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...]


def read_tables(path: Path, *, report: Report = quiet) -> tuple[Table, ...]:
    """Give what a workbook says of an organisation, sheet by sheet.

    The sheets are known by their names; a list of people may bear any name.
    Raises ``UnusableInputError`` for a file that can't be read, and where no list is found.
    """
    titles = {sheet.title: sheet for sheet in SHEETS}
    read = read_workbook(path, most_rows=MOST_ROWS, only=titles, report=report)
    named = {titles[sheet.name].key: sheet for sheet in read if sheet.name in titles}
    if PEOPLE.key not in named:
        every = read_workbook(path, most_rows=MOST_ROWS, report=report) if named else read
        lists = (sheet for sheet in every if sheet.name not in titles and _head(PEOPLE, sheet) is not None)
        if (found := next(lists, None)) is not None:
            named[PEOPLE.key] = found
    if not named:
        names = "、".join(f"“{sheet.name}”" for sheet in read[:5])
        remedy = "请下载模板，把名册按模板的表头填写后再导入；表头至少要有“姓名”一列"
        text = f"没有找到人员名册：工作表{names}的前 {_HEAD_ROWS} 行里没有表头“姓名”"
        refuse_file(text, remedy, source=path.name)
    return tuple(_table(sheet, named[sheet.key], path.name) for sheet in SHEETS if sheet.key in named)


def _table(kind: SheetOf, sheet: Sheet, source: str) -> Table:
    head = _head(kind, sheet)
    if head is None:
        lacking = "、".join(column.title for column in kind.columns if column.required)
        seen = [cell.value for row in sheet.rows[:1] for cell in row.cells.values()]
        hint = nearest(lacking, [str(value) for value in seen])
        text = f"“{sheet.name}”表的前 {_HEAD_ROWS} 行里没有表头“{lacking}”{hint}"
        refuse_file(text, "请按模板的表头改正，或删去这张表", source=source)
    row, columns = head
    doubled = sorted(title for title in {c.title for c in columns.values()} if _count(columns, title) > 1)
    if doubled:
        places = "、".join(row.cells[at].place for at, column in columns.items() if column.title == doubled[0])
        text = f"“{sheet.name}”表有两列都是“{doubled[0]}”（{places}）"
        refuse_file(text, "请只保留一列", source=source)
    notes = tuple(
        Note(cell=cell.place, text=f"“{sheet.name}”表的“{cell.value}”一列不导入")
        for at, cell in row.cells.items()
        if at not in columns
    )
    reader = _Reader(columns, since_1904=sheet.since_1904)
    entries = tuple(reader.entry(line) for line in sheet.rows if line.number > row.number)
    return Table(kind, tuple(entry for entry in entries if entry.values or entry.problems), notes)


def _count(columns: Mapping[int, Column], title: str) -> int:
    return sum(column.title == title for column in columns.values())


def _head(kind: SheetOf, sheet: Sheet) -> tuple[SheetRow, dict[int, Column]] | None:
    """The row of titles, and the columns by number; ``None``: there is none with all that is needed."""
    known = {plain(title): column for column in kind.columns for title in reversed((column.title, *column.also))}
    for row in sheet.rows[:_HEAD_ROWS]:
        columns = {at: known[word] for at, cell in row.cells.items() if (word := plain(str(cell.value))) in known}
        if all(column in columns.values() for column in kind.columns if column.required):
            return row, columns
    return None


class _Reader:
    """Reads rows by the columns of their sheet."""

    def __init__(self, columns: Mapping[int, Column], *, since_1904: bool) -> None:
        self.columns = columns
        self.since_1904 = since_1904
        self.letters = {column.field: _letter(at) for at, column in columns.items()}

    def entry(self, row: SheetRow) -> Entry:
        places = {name: f"{letter}{row.number}" for name, letter in self.letters.items()}
        entry = Entry(row.number, {}, places)
        for merged in self._merged(row.merged):
            text = f"{merged} 是合并单元格，分不清各行的内容"
            entry.problems.append(Note(cell=merged, text=text, remedy="请取消合并，每行分别填写"))
        for at, column in self.columns.items():
            if at in row.cells:
                self._cell(entry, column, row.cells[at])
        return entry

    def _merged(self, ranges: Sequence[str]) -> Iterator[str]:
        """Those merged ranges that cover one of the columns."""
        for merged in ranges:
            first, last = (_column(part.rstrip("0123456789")) for part in merged.split(":"))
            if any(first <= at <= last for at in self.columns):
                yield merged

    def _cell(self, entry: Entry, column: Column, cell: Cell) -> None:
        name = column.field
        if cell.kind == "formula":
            remedy = "请复制该列，用“选择性粘贴”只粘贴“数值”，再导入"
            entry.wrong(name, f"{column.title}是公式（{shown_value(cell.value)}）", remedy)
        elif cell.kind == "error":
            entry.wrong(name, f"{column.title}是错误值（{cell.value}）", "请改成正确的内容")
        elif name in {"from_", "to"}:
            self._day(entry, column, cell)
        elif cell.kind == "day":
            entry.wrong(name, f"{column.title}填成了日期（{cell.value}）", "请改成文字，并核对是否填错了列")
        elif name == "number":
            self._number(entry, column, cell)
        else:
            self._text(entry, column, _as_text(cell))

    def _day(self, entry: Entry, column: Column, cell: Cell) -> None:
        text = _as_text(cell)
        if cell.kind == "day":
            found: dt.date | str = cell.value
            if not isinstance(day_named(cell.value.isoformat()), dt.date):
                found = f"{text} 不合常理"
        elif column.field == "to" and is_open(text):
            return
        else:
            found = day_named(text, since_1904=self.since_1904)
        if isinstance(found, str):
            entry.wrong(column.field, f"{column.title}“{text}”{found}", "请写成 2022-04-03 或 2022年4月3日")
            return
        if cell.kind != "day" and text != found.isoformat():
            entry.note(column.field, f"{column.title}“{text}”读作 {found.isoformat()}")
        entry.values[column.field] = found

    def _number(self, entry: Entry, column: Column, cell: Cell) -> None:
        text = _as_text(cell)
        if text.isdecimal() and 1 <= int(text[:9]) <= MOST_ROWS:
            entry.values[column.field] = int(text)
        else:
            entry.wrong(column.field, f"{column.title}“{text}”不是序号", f"请填 1 到 {MOST_ROWS} 的整数，或留空")

    def _text(self, entry: Entry, column: Column, text: str) -> None:
        name = column.field
        if len(text) > LONGEST:
            entry.wrong(name, f"{column.title}有 {len(text)} 个字，太长", f"请缩短到 {LONGEST} 个字以内")
        elif fault := unprintable(" ".join(text.split())):
            entry.wrong(name, f"{column.title}的{fault}", "请删去这个字符，重新输入")
        elif name in {"name", "other"}:
            value = tidy_name(text)
            if value.isdecimal():
                entry.wrong(name, f"{column.title}“{text}”是数字", "请填写姓名，并核对是否填错了列")
            else:
                entry.values[name] = value
        elif name in _READ:
            read, hint = _READ[name]
            found = read(text)
            if found is None or (isinstance(found, str) and not isinstance(found, StrEnum)):
                entry.wrong(name, f"{column.title}“{found or text}”不认识", hint)
            else:
                entry.values[name] = found
        else:
            entry.values[name] = tidy(text)


# What a word of a closed list is read by, and how it is written; a text is the word that is not known.
_READ: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "kind": (kind_named, "请从下拉词中选择"),
    "roles": (roles_named, "请从下拉词中选择，多个用顿号隔开"),
    "cpc_member": (truth_named, "请填 是 或 否"),
}


def _as_text(cell: Cell) -> str:
    if cell.kind == "truth":
        return "是" if cell.value else "否"
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(cell.value)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letter(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
