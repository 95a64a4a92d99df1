"""The department's form as an Excel workbook: made with lists to choose from, and read back cell by cell."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from secretariat.services.topic_forms import Answer, Raw
from secretariat.services.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from secretariat.services.topic_forms import FormField, FormTable, TopicForm
    from secretariat.services.workbooks import Cell, SheetRow

SHEET: Final = "议题报送表"
_LISTS: Final = "选项"
_MOST_ROWS: Final = 500
_HOW: Final = "请在第二列填写；有下拉词的从中选择，“涉及事项”把符合的方框改成 ☑。请不要增删列、合并单元格。"
_WIDTHS: Final = (26, 30, 16, 14, 14, 34)
_FIRST: Final = 4


def xlsx_form(form: TopicForm) -> bytes:
    """Give an empty form as a workbook."""
    # openpyxl says nothing of its types, and takes a while to import.
    import openpyxl  # noqa: PLC0415 - see above

    book = openpyxl.Workbook()
    book.properties.keywords = form.mark
    book.properties.title = form.title
    sheet: Any = book.active
    sheet.title = SHEET
    lists = _Lists(book)
    sheet["A1"], sheet["A2"], sheet["A3"] = form.title, _HOW, "栏目"
    sheet["B3"], sheet["C3"] = "填写", "说明"
    row = _FIRST
    for one in form.fields:
        sheet.cell(row, 1, one.label)
        sheet.cell(row, 3, one.hint or None)
        if one.kind == "ticks":
            sheet.cell(row, 2, "\n".join(f"☐ {choice}" for choice in one.choices))
        lists.offer(sheet, one, f"B{row}")
        row += 1
    fields = range(3, row)
    tables = []
    for table in form.tables:
        sheet.cell(row + 1, 1, table.label)
        head = row + 2
        for at, column in enumerate(table.columns, 1):
            sheet.cell(head, at, column.label)
            for line, first in enumerate(table.lines, head + 1):
                if at == 1 and first:
                    sheet.cell(line, at, first)
                elif at > 1 or not first:
                    lists.offer(sheet, column, sheet.cell(line, at).coordinate)
        tables.append((head, head + len(table.lines), len(table.columns)))
        row = head + len(table.lines) + 1
    _dress(sheet, form, fields, tables)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


class _Lists:
    """The words to choose from, on a hidden sheet: some are longer than a validation of its own takes."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - openpyxl says nothing of its types
        self._sheet = book.create_sheet(_LISTS)
        self._sheet.sheet_state = "hidden"
        self._known: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: Any, one: FormField, cell: str) -> None:  # noqa: ANN401 - as above
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

        if one.kind not in {"choice", "truth"}:
            return
        if one.choices not in self._known:
            at = len(self._known) + 1
            for row, word in enumerate(one.choices, 1):
                self._sheet.cell(row, at, word)
            letter = get_column_letter(at)
            self._known[one.choices] = f"{_LISTS}!${letter}$1:${letter}${len(one.choices)}"
        # Other words are let be: the reader tells those that it does not know, with the cell.
        choice = DataValidation(
            type="list", formula1=self._known[one.choices], allow_blank=True, showErrorMessage=False
        )
        choice.add(cell)
        sheet.add_data_validation(choice)


def _dress(sheet: Any, form: TopicForm, fields: range, tables: Iterable[tuple[int, int, int]]) -> None:  # noqa: ANN401 - as above
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    thin = Side(style="thin", color="C5CAD3")
    frame, head = Border(thin, thin, thin, thin), PatternFill("solid", fgColor="E8EFF8")
    for at, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.row_dimensions[1].height = 30
    sheet["A2"].font = Font(color="4B5563")
    for row in fields:
        for column in (1, 2, 3):
            cell = sheet.cell(row, column)
            cell.border, cell.alignment = frame, Alignment(vertical="center", wrap_text=True)
        sheet.cell(row, 2).number_format = "@" if row >= _FIRST else "General"
        sheet.row_dimensions[row].height = 22
    for row, one in enumerate(form.fields, _FIRST):
        if one.kind == "ticks":
            sheet.row_dimensions[row].height = 15 * len(one.choices)
    for at in (1, 2, 3):
        sheet.cell(3, at).font, sheet.cell(3, at).fill = Font(bold=True), head
    for first, last, columns in tables:
        sheet.cell(first - 1, 1).font = Font(bold=True)
        for line in sheet.iter_rows(first, last, 1, columns):
            _dress_line(line, frame, None if line[0].row > first else head)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _dress_line(line: Iterable[Any], frame: Any, head: Any) -> None:  # noqa: ANN401 - as above
    """Dress the cells of a table: what is typed in stays as it is typed, also where it looks like a day or a number."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    for cell in line:
        cell.border, cell.alignment = frame, Alignment(vertical="center", wrap_text=True)
        if head is None:
            cell.number_format = "@"
        else:
            cell.font, cell.fill = Font(bold=True), head


# ----------------------------------------------------------------------------------------------------------- read back


def read_xlsx(path: Path, form: TopicForm) -> Raw:
    """Give what was filled into a workbook; raises ``UnusableInputError`` for one that can't be read."""
    sheet = read_workbook(path, most_rows=_MOST_ROWS, only=(SHEET,))[0]
    heads = {table.columns[0].label: table for table in form.tables}
    pairs: list[tuple[str, Answer]] = []
    tables: list[tuple[tuple[Answer, ...], ...]] = []
    rows: Iterator[SheetRow] = iter(sheet.rows)
    under: FormTable | None = None
    lines: list[tuple[Answer, ...]] = []
    for row in rows:
        first = _text(row.cells.get(1))
        table = heads.get(first)
        if table is not None and _text(row.cells.get(2)) == table.columns[1].label:
            if lines:
                tables.append(tuple(lines))
            under, lines = table, [_cells(row, len(table.columns))]
        elif under is not None and first in {one.label for one in form.tables}:
            continue
        elif under is not None:
            lines.append(_cells(row, len(under.columns)))
        else:
            pairs.append((first, Answer(_text(row.cells.get(2)), f"B{row.number}")))
    if lines:
        tables.append(tuple(lines))
    return Raw(mark=_mark(path), pairs=tuple(pairs), tables=tuple(tables))


def _cells(row: SheetRow, count: int) -> tuple[Answer, ...]:
    return tuple(Answer(_text(row.cells.get(at)), f"{chr(64 + at)}{row.number}") for at in range(1, count + 1))


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.kind == "truth":
        return "是" if cell.value else "否"
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return str(cell.value)


def _mark(path: Path) -> str:
    """What the workbook says of itself; nothing where another program has dropped it."""
    import openpyxl  # noqa: PLC0415 - see above

    try:
        return openpyxl.load_workbook(path, read_only=True).properties.keywords or ""
    except (zipfile.BadZipFile, KeyError, ValueError, OSError):
        return ""
