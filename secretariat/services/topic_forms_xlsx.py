"""The department's form as an Excel workbook: made with lists to choose from, and read back cell by cell."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from secretariat.services.organisation_columns import truth_named
from secretariat.services.topic_form_answers import TICKED, UNTICKED, Answer, Raw, table_headed
from secretariat.services.workbook_tables import plain
from secretariat.services.workbooks import read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from secretariat.services.topic_forms import FormField, FormTable, TopicForm
    from secretariat.services.workbooks import Cell, SheetRow

SHEET: Final = "议题报送表"
_LISTS: Final = "选项"
_MOST_ROWS: Final = 500
_MOST_COLUMNS: Final = 12
_HOW: Final = "请在“填写”栏填写；有下拉词的从中选择，“涉及事项”把符合的 ☐ 改选为 ☑。请不要增删列、合并单元格。"
_WIDTHS: Final = (24, 14, 12, 10, 10, 24)
_HINT_COLUMN: Final = len(_WIDTHS)
_HEAD: Final = 3
_FIRST: Final = 4
_TICKS: Final = ("☐", "☑")
_UNREAD: Final = {"formula": "是公式，读不出结果", "error": "是错误值"}


def xlsx_form(form: TopicForm) -> bytes:
    """Give an empty form as a workbook; what is to be filled in can be, labels are kept from slips (no password)."""
    # openpyxl says nothing of its types, and takes a while to import.
    import openpyxl  # noqa: PLC0415 - see above

    book = openpyxl.Workbook()
    book.properties.keywords, book.properties.title, book.properties.creator = form.mark, form.title, ""
    sheet: Any = book.active
    sheet.title = SHEET
    writer = _Writer(sheet, _Lists(book))
    writer.title(form.title)
    for one in form.fields:
        writer.field(one)
    for table in form.tables:
        writer.table(table)
    writer.finish()
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


class _Lists:
    """The words to choose from, on a hidden sheet: some are longer than a validation of its own takes."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - openpyxl says nothing of its types
        self._sheet = book.create_sheet(_LISTS)
        self._sheet.sheet_state = "hidden"
        self._known: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: Any, choices: tuple[str, ...], cell: str, prompt: str = "") -> None:  # noqa: ANN401 - as above
        """Let words be chosen in a cell. Others are let be: the reader tells those it does not know, with the cell."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
        from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

        if choices and choices not in self._known:
            at = len(self._known) + 1
            for row, word in enumerate(choices, 1):
                self._sheet.cell(row, at, word)
            letter = get_column_letter(at)
            self._known[choices] = f"{_LISTS}!${letter}$1:${letter}${len(choices)}"
        listed = {"type": "list", "formula1": self._known[choices]} if choices else {}
        asked = DataValidation(**listed, allow_blank=True, showErrorMessage=False)
        if prompt:
            asked.prompt, asked.showInputMessage = prompt, True
        asked.add(cell)
        sheet.add_data_validation(asked)


class _Writer:
    """Writes the form row by row, dressed as it is printed."""

    def __init__(self, sheet: Any, lists: _Lists) -> None:  # noqa: ANN401 - as above
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side  # noqa: PLC0415 - as above

        thin = Side(style="thin", color="7F7F7F")
        self._sheet, self._lists, self._row = sheet, lists, 1
        self._frame, self._grey = Border(thin, thin, thin, thin), PatternFill("solid", fgColor="F2F2F2")
        self._label, self._body = Font("黑体", 11), Font("仿宋", 12)
        self._hint, self._big = Font("楷体", 10, color="595959"), Font("方正小标宋简体", 18)
        self._wrapped = Alignment(vertical="center", wrap_text=True)
        self._centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._open = Protection(locked=False)

    def title(self, title: str) -> None:
        """Write the head of the form."""
        for text, font, height, alignment in (
            (title, self._big, 36, self._centred),
            (_HOW, self._hint, 32, self._wrapped),
        ):
            self._merge(1, _HINT_COLUMN)
            cell = self._sheet.cell(self._row, 1, text)
            cell.font, cell.alignment = font, alignment
            self._next(height)
        for at, text in ((1, "栏目"), (2, "填写"), (_HINT_COLUMN, "说明")):
            self._sheet.cell(self._row, at, text)
        self._merge(2, _HINT_COLUMN - 1)
        self._dress(self._label, self._centred, filled=True)
        self._next(20)

    def field(self, one: FormField) -> None:
        """Write a line for something that is asked: boxes to tick have a line each."""
        for number, choice in enumerate(one.choices if one.kind == "ticks" else ("",)):
            if number == 0:
                self._sheet.cell(self._row, 1, one.label)
                self._sheet.cell(self._row, _HINT_COLUMN, one.hint or None)
            self._dress(self._body, self._wrapped)
            self._sheet.cell(self._row, 1).font = self._label
            self._sheet.cell(self._row, _HINT_COLUMN).font = self._hint
            at = self._sheet.cell(self._row, 2)
            if choice:
                self._sheet.cell(self._row, 3, choice)
                at.value, at.alignment = _TICKS[0], self._centred
                self._merge(3, _HINT_COLUMN - 1)
                self._ask(at, _TICKS)
            else:
                self._merge(2, _HINT_COLUMN - 1)
                self._ask(at, one.choices, one.hint)
            self._next(24 if not choice else 19)
        if one.kind == "ticks":
            for column in (1, _HINT_COLUMN):
                self._sheet.merge_cells(
                    start_row=self._row - len(one.choices),
                    end_row=self._row - 1,
                    start_column=column,
                    end_column=column,
                )

    def table(self, table: FormTable) -> None:
        """Write a table with its lines."""
        count = len(table.columns)
        self._next(8)
        self._sheet.cell(self._row, 1, table.label).font = self._label
        self._next(20)
        self._line([column.label for column in table.columns], count, head=True)
        for first in table.lines:
            row = self._row
            self._line([first or None], count)
            for at, column in enumerate(table.columns, 1):
                if at > 1 or not first:
                    hint = "如 2026-11-20" if column.kind == "day" else ""
                    self._ask(self._sheet.cell(row, at), column.choices, hint)

    def _line(self, texts: Sequence[str | None], count: int, *, head: bool = False) -> None:
        for at, text in enumerate(texts, 1):
            self._sheet.cell(self._row, at, text)
        self._dress(self._label if head else self._body, self._centred if head else self._wrapped, filled=head)
        if count < _HINT_COLUMN:
            self._merge(count, _HINT_COLUMN)
        self._next(24)

    def _ask(self, cell: Any, choices: tuple[str, ...], hint: str = "") -> None:  # noqa: ANN401 - as above
        """A cell to be filled in: what is typed stays as it is typed, also where it looks like a day or a number."""
        cell.number_format, cell.protection = "@", self._open
        if choices or hint:
            self._lists.offer(self._sheet, choices, cell.coordinate, hint)

    def _dress(self, font: Any, alignment: Any, *, filled: bool = False) -> None:  # noqa: ANN401 - as above
        for at in range(1, _HINT_COLUMN + 1):
            cell = self._sheet.cell(self._row, at)
            cell.border, cell.font, cell.alignment = self._frame, font, alignment
            if filled:
                cell.fill = self._grey

    def _merge(self, first: int, last: int) -> None:
        self._sheet.merge_cells(start_row=self._row, end_row=self._row, start_column=first, end_column=last)

    def _next(self, height: float) -> None:
        self._sheet.row_dimensions[self._row].height = height
        self._row += 1

    def finish(self) -> None:
        """Say how it is printed, on one page of A4; and what may be changed."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

        sheet = self._sheet
        for at, width in enumerate(_WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.print_area = f"A1:{get_column_letter(_HINT_COLUMN)}{self._row - 1}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.6
        margins.top = margins.bottom = 0.75
        sheet.freeze_panes = f"A{_FIRST}"
        sheet.protection.sheet = True
        for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows"):
            setattr(sheet.protection, allowed, False)  # what is False is let be


# ----------------------------------------------------------------------------------------------------------- read back


def read_xlsx(path: Path, form: TopicForm) -> Raw:
    """Give what was filled into a workbook; raises ``UnusableInputError`` for one that can't be read."""
    sheet = read_workbook(path, most_rows=_MOST_ROWS, only=(SHEET,))[0]
    titles = {plain(table.label) for table in form.tables}
    ticks = {plain(one.label) for one in form.fields if one.kind == "ticks"}
    pairs: list[tuple[str, Answer]] = []
    tables: list[list[tuple[Answer, ...]]] = []
    for row in sheet.rows:
        cells = _cells(row)
        first = plain(cells[0].text)
        if table_headed(form, [cell.text for cell in cells]) is not None:
            tables.append([cells])
        elif tables:
            if first not in titles:
                tables[-1].append(cells)
        elif not first and pairs and plain(pairs[-1][0]) in ticks:
            label, answer = pairs[-1]
            line = _tick(cells)
            told = line if line.wrong and not answer.wrong else answer
            pairs[-1] = (label, told._replace(text=f"{answer.text}\n{line.text}"))
        elif first in ticks and cells[2].text:
            pairs.append((cells[0].text, _tick(cells)))
        elif (first, plain(cells[1].text)) != ("栏目", "填写"):
            pairs.append((cells[0].text, cells[1]))
    return Raw(mark=_mark(path), pairs=tuple(pairs), tables=tuple(map(tuple, tables)))


def _tick(cells: Sequence[Answer]) -> Answer:
    """A line with a box of its own as one text: ``☑ 涉及市场主体``."""
    _, box, word, *_ = cells
    if not word.text:
        return box
    ticked = box.text != "" and (box.text in TICKED or truth_named(box.text))
    unread = f"的“{word.text}”前面写的是“{box.text}”，看不出是否涉及"
    wrong = unread if ticked is None and box.text not in UNTICKED else ""
    return box._replace(text=f"{_TICKS[bool(ticked)]} {word.text}", wrong=box.wrong or wrong)


def _cells(row: SheetRow) -> tuple[Answer, ...]:
    return tuple(_answer(row.cells.get(at), f"{chr(64 + at)}{row.number}") for at in range(1, _MOST_COLUMNS + 1))


def _answer(cell: Cell | None, place: str) -> Answer:
    if cell is None:
        return Answer("", place)
    return Answer(_text(cell), place, wrong=_UNREAD.get(cell.kind, ""))


def _text(cell: Cell) -> str:
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
