"""A reply sheet as entries: each row's cells by field, with what is wrong in them.

Whether a row fits the meeting is seen later (``reply_import.py``); what it says by itself is seen here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.plain_text import tidy, tidy_name
from secretariat.services.progress import quiet
from secretariat.services.reply_columns import ANSWERS, COLUMNS, SHEET, answer_named
from secretariat.services.workbook_tables import HEAD_ROWS, Entry, Note, head_of, holds_text, holds_value, text_of
from secretariat.services.workbooks import read_workbook
from secretariat.strict_input import nearest, refuse_file

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.services.progress import Report
    from secretariat.services.workbook_tables import Column, Head
    from secretariat.services.workbooks import Cell, Sheet

MOST_ROWS: Final = 2_000


def read_replies(path: Path, *, report: Report = quiet) -> tuple[tuple[Entry, ...], tuple[Note, ...]]:
    """Give the rows of a reply sheet, and what is to be said of the sheet as a whole.

    The sheet may bear any name. Raises ``UnusableInputError`` for a file that can't be read or holds no replies.
    """
    sheets = read_workbook(path, most_rows=MOST_ROWS, only=(SHEET,), report=report)
    heads = ((sheet, head_of(COLUMNS, sheet, path.name)) for sheet in sheets)
    found = next(((sheet, head) for sheet, head in heads if head is not None), None)
    if found is None:
        names = "、".join(f"“{sheet.name}”" for sheet in sheets[:5])
        seen = [str(cell.value) for row in sheets[0].rows[:HEAD_ROWS] for cell in row.cells.values()]
        text = f"工作表{names}的前 {HEAD_ROWS} 行里没有表头“姓名”和“是否参加”{nearest('是否参加', seen)}"
        refuse_file(text, "请用“回执表…”生成的表格填写，不要改动表头", source=path.name)
    sheet, head = found
    notes = tuple(Note(cell=cell.place, text=f"“{cell.value}”一列不导入") for cell in head.left_out)
    return _entries(sheet, head), notes


def _entries(sheet: Sheet, head: Head) -> tuple[Entry, ...]:
    entries = []
    for entry, row in head.entries(sheet):
        for at, column in head.columns.items():
            if at in row.cells and column.field != "number":
                _take_cell(entry, column, row.cells[at])
        if entry.values or entry.problems:
            _needs_name(entry)
            entries.append(entry)
    return tuple(entries)


def _needs_name(entry: Entry) -> None:
    if "name" not in entry.values and all(note.cell != entry.place("name") for note in entry.problems):
        entry.wrong("name", "没有填写姓名", "请补填姓名，或删去这一行")


def _take_cell(entry: Entry, column: Column, cell: Cell) -> None:
    name, title = column.field, column.title
    if not holds_value(entry, column, cell):
        return
    text = tidy(text_of(cell))
    if not holds_text(entry, column, text):
        return
    if name in {"name", "substitute"}:
        if cell.kind in {"number", "day"}:
            entry.wrong(name, f"{title}“{text}”不是姓名", "请填写姓名，并核对是否填错了列")
        else:
            entry.values[name] = tidy_name(text)
    elif name == "answer":
        answer = answer_named(text)
        if answer is None:
            entry.wrong(name, f"{title}“{text}”不认识", f"请填 {'、'.join(ANSWERS.values())}，没有收到的留空")
        else:
            entry.values[name] = answer
    elif text:
        entry.values[name] = text
