"""The reply sheet (参会回执) as a workbook: everybody who is to be told, with what he has answered, to be filled in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.notices import answer_reason, work_list
from secretariat.domain.people_editing import unit_title
from secretariat.domain.states import NoticeAnswer
from secretariat.services.dossiers import export_dossier
from secretariat.services.reply_columns import ANSWERS, COLUMNS, SHEET
from secretariat.services.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from secretariat.domain.facts import Dossier, Notice
    from secretariat.services.database import Database

_HEAD: Final = 3
"""The row in which the columns are named; above it stand the title and how to fill the sheet in."""
_HOW: Final = (
    "请在“是否参加”一列填写 参加、请假 或 代会：请假的写明事由，代会的写明代会人姓名和职务。"
    "没有收到的留空。请不要增删列、合并单元格。"
)
_SPARE: Final = 200
"""Rows below the last for which the answers to choose from are offered."""


def write_reply_sheet(database: Database, meeting_id: int, path: Path, *, heading: str) -> Path:
    """Write the reply sheet of a meeting; ``heading`` is its name. Imported again unchanged it says nothing new.

    Raises ``NoSuchMeetingError``, ``UnwritableError``.
    """
    write_whole(path, reply_sheet(export_dossier(database, meeting_id), heading))
    return path


def reply_sheet(dossier: Dossier, heading: str) -> bytes:
    """Give the reply sheet as a workbook."""
    # openpyxl says nothing of its types, and takes a while to import.
    import openpyxl  # noqa: PLC0415 - see above

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    rows = list(_rows(dossier))
    for number, row in enumerate(((f"{heading}回执",), (_HOW,), tuple(column.title for column in COLUMNS), *rows), 1):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at, value)
            if isinstance(value, str):
                cell.data_type = "s"  # also where it begins like a formula
    _dress(sheet, len(rows))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows(dossier: Dossier) -> Iterator[Sequence[str | int | None]]:
    people = {person.id: person for person in dossier.people}
    for number, one in enumerate(work_list(dossier), 1):
        person, last = one.person, one.last
        unit = unit_title(dossier, person)
        substitute = people.get(last.substitute or "") if last is not None else None
        yield (
            number,
            person.name,
            unit or None,
            person.title,
            _answer(last),
            answer_reason(dossier, person.id) if last is not None and last.answer is NoticeAnswer.LEAVE else None,
            None if substitute is None else substitute.name,
            None if substitute is None else substitute.title,
            None,
        )


def _answer(last: Notice | None) -> str | None:
    return None if last is None or last.answer is None else ANSWERS.get(last.answer)


def _dress(sheet: Any, rows: int) -> None:  # noqa: ANN401 - openpyxl says nothing of its types
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    last = get_column_letter(len(COLUMNS))
    thin = Side(style="thin", color="C5CAD3")
    for number, height in ((1, 30), (2, 36), (_HEAD, 24)):
        sheet.row_dimensions[number].height = height
    for number in (1, 2):
        sheet.merge_cells(f"A{number}:{last}{number}")
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment("center", "center")
    sheet["A2"].alignment = Alignment(vertical="center", wrap_text=True)
    for line in sheet.iter_rows(_HEAD, _HEAD + rows, 1, len(COLUMNS)):
        for cell in line:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment("center" if cell.row == _HEAD else None, "center", wrap_text=True)
    for at, column in enumerate(COLUMNS, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        head = sheet.cell(_HEAD, at)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E8EFF8")
        if column.hint:
            head.comment = Comment(column.hint, "")
        if column.field == "answer":
            # Other words are let be: the import knows many, and tells those that it does not.
            words = ",".join(ANSWERS.values())
            choice = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
            choice.add(f"{letter}{_HEAD + 1}:{letter}{_HEAD + rows + _SPARE}")
            sheet.add_data_validation(choice)
    sheet.freeze_panes = f"C{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
