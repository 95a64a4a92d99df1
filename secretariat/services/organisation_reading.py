"""A workbook's sheets as entries of an organisation: each row's cells by field, typed, with what is wrong in them.

Whether a row fits the organisation is seen later (``organisation_plan.py``); what it says by itself is seen here.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from secretariat.domain.numerals import date_text
from secretariat.domain.plain_text import tidy, tidy_name
from secretariat.services.organisation_columns import (
    PEOPLE,
    SHEETS,
    day_named,
    is_open,
    kind_named,
    roles_named,
    truth_named,
)
from secretariat.services.progress import quiet
from secretariat.services.workbook_tables import (
    HEAD_ROWS,
    Entry,
    Note,
    head_of,
    holds_text,
    holds_value,
    text_of,
)
from secretariat.services.workbooks import read_workbook
from secretariat.strict_input import nearest, refuse_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from secretariat.services.organisation_columns import SheetOf
    from secretariat.services.progress import Report
    from secretariat.services.workbook_tables import Column
    from secretariat.services.workbooks import Cell, Sheet, SheetRow

MOST_ROWS: Final = 20_000
_WHOLE_NUMBER: Final = re.compile(r"1\d{10}|[2-8]\d{6,7}|1\d{4}")
"""Telephone numbers that begin with no zero: mobile ones, those without area code, short ones such as 12345."""
_TELL_EVERY: Final = 200


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
        lists = (
            sheet
            for sheet in every
            if sheet.name not in titles and head_of(PEOPLE.columns, sheet, path.name) is not None
        )
        if (found := next(lists, None)) is not None:
            named[PEOPLE.key] = found
    if not named:
        names = "、".join(f"“{sheet.name}”" for sheet in read[:5])
        remedy = "请下载模板，把名册按模板的表头填写后再导入；表头至少要有“姓名”一列"
        text = f"没有找到人员名册：工作表{names}的前 {HEAD_ROWS} 行里没有表头“姓名”"
        refuse_file(text, remedy, source=path.name)
    return tuple(_table(sheet, named[sheet.key], path.name, report) for sheet in SHEETS if sheet.key in named)


def _table(kind: SheetOf, sheet: Sheet, source: str, report: Report) -> Table:
    head = head_of(kind.columns, sheet, source)
    if head is None:
        lacking = "、".join(column.title for column in kind.columns if column.required)
        seen = [cell.value for row in sheet.rows[:1] for cell in row.cells.values()]
        hint = nearest(lacking, [str(value) for value in seen])
        text = f"“{sheet.name}”表的前 {HEAD_ROWS} 行里没有表头“{lacking}”{hint}"
        refuse_file(text, "请按模板的表头改正，或删去这张表", source=source)
    notes = tuple(Note(cell=cell.place, text=f"“{sheet.name}”表的“{cell.value}”一列不导入") for cell in head.left_out)
    reader = _Reader(head.columns, since_1904=sheet.since_1904)
    entries: list[Entry] = []
    for number, (entry, row) in enumerate(head.entries(sheet)):
        if number % _TELL_EVERY == 0:
            report(f"核对“{sheet.name}”的内容", number, len(sheet.rows))
        reader.read(entry, row)
        if entry.values or entry.problems:
            entries.append(entry)
    return Table(kind, tuple(entries), notes)


class _Reader:
    """Reads rows by the columns of their sheet."""

    def __init__(self, columns: Mapping[int, Column], *, since_1904: bool) -> None:
        self.columns = columns
        self.since_1904 = since_1904

    def read(self, entry: Entry, row: SheetRow) -> None:
        for at, column in self.columns.items():
            if at in row.cells and holds_value(entry, column, row.cells[at]):
                self._cell(entry, column, row.cells[at])

    def _cell(self, entry: Entry, column: Column, cell: Cell) -> None:
        name = column.field
        if name in {"from_", "to"}:
            self._day(entry, column, cell)
        elif cell.kind == "day":
            entry.wrong(name, f"{column.title}填成了日期（{cell.value}）", "请改成文字，并核对是否填错了列")
        elif name == "number":
            self._number(entry, column, cell)
        else:
            text = text_of(cell)
            if name == "phone" and cell.kind == "number" and not _WHOLE_NUMBER.fullmatch(text):
                entry.note(name, f"{column.title}“{text}”是数字，开头的 0 可能已经丢失，请核对")
            self._text(entry, column, text)

    def _day(self, entry: Entry, column: Column, cell: Cell) -> None:
        text = text_of(cell)
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
            entry.note(column.field, f"{column.title}“{text}”读作{date_text(found)}")
        entry.values[column.field] = found

    def _number(self, entry: Entry, column: Column, cell: Cell) -> None:
        text = text_of(cell)
        if text.isdecimal() and 1 <= int(text[:9]) <= MOST_ROWS:
            entry.values[column.field] = int(text)
        else:
            entry.wrong(column.field, f"{column.title}“{text}”不是序号", f"请填 1 到 {MOST_ROWS} 的整数，或留空")

    def _text(self, entry: Entry, column: Column, text: str) -> None:
        name = column.field
        if not holds_text(entry, column, text):
            return
        if name in {"name", "other"}:
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
