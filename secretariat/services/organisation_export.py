"""The organisation as a workbook that can be imported again, and the template to be filled: the same sheets, empty."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.labels import DEPARTMENT_KINDS, POSTS, ROLES
from secretariat.domain.organisation import Organisation, units
from secretariat.services.organisation_columns import CHARGES, DEPARTMENTS, PAIRS, PEOPLE, SHEETS
from secretariat.services.organisation_view import open_organisation
from secretariat.services.progress import quiet
from secretariat.services.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from secretariat.domain.organisation import Person
    from secretariat.domain.states import Post
    from secretariat.services.database import Database
    from secretariat.services.organisation_columns import SheetKey, SheetOf
    from secretariat.services.progress import Report

_GUIDE: Final = "填写说明"
_WORDS: Final = "词表"
_DROPS: Final[Mapping[str, int]] = {"post": 1, "kind": 2, "roles": 3, "cpc_member": 4}
"""The fields with words to choose from, and in which column of the list of words they stand."""
_LAST: Final = 5000
"""The last row for which words to choose from are offered."""
_DAY: Final = "yyyy-mm-dd"
_FORMATS: Final[Mapping[str, str]] = {"from_": _DAY, "to": _DAY, "phone": "@"}
"""How cells of a column take what is typed: days as papers write them, and telephone numbers with their first zeros."""
_WIDE: Final = 70


def write_template(path: Path, organisation: Organisation | None = None, posts: Mapping[Post, str] = POSTS) -> None:
    """Write the workbook to be filled in; with an organisation, its departments stand in it to choose from.

    Raises ``UnwritableError``.
    """
    rows: dict[SheetKey, Iterable[Sequence[Any]]] = {}
    if organisation is not None:
        rows[DEPARTMENTS.key] = _departments(organisation)
    write_whole(path, _workbook(rows, posts))


def export_organisation(
    database: Database, government: int, path: Path, posts: Mapping[Post, str] = POSTS, *, report: Report = quiet
) -> None:
    """Write the organisation with all its history as a workbook; imported again it changes nothing.

    ``report`` may raise to give up; then nothing is written. Raises ``NoSuchGovernmentError``, ``UnwritableError``.
    """
    organisation = open_organisation(database, government)
    write_whole(path, workbook_of(organisation, posts, report=report))


def workbook_of(organisation: Organisation, posts: Mapping[Post, str] = POSTS, *, report: Report = quiet) -> bytes:
    """Give an organisation as a workbook."""
    names = {person.key: person for person in organisation.people}
    rows: dict[SheetKey, Iterable[Sequence[Any]]] = {
        # All rows first: a workbook that is given up half written would leave its parts in the folder for such files.
        PEOPLE.key: list(_people(organisation, posts, report)),
        DEPARTMENTS.key: _departments(organisation),
        CHARGES.key: _charges(organisation),
        PAIRS.key: (
            (*_called(names[pair.person]), *_called(names[pair.other]), pair.from_, pair.to)
            for pair in organisation.pairs
        ),
    }
    return _workbook(rows, posts)


def _people(organisation: Organisation, posts: Mapping[Post, str], report: Report) -> Iterator[Sequence[Any]]:
    known = units(organisation)
    for number, person in enumerate(organisation.people, 1):
        report("整理人员", number, len(organisation.people))
        said = (person.phone, number, "是" if person.cpc_member else "否", person.pinyin_correction)
        head = (*_called(person), person.title)
        for held in person.posts:
            unit = None if held.department is None else known[held.department].name
            yield (*head, posts[held.post], unit, held.from_, held.to, *said)
        if not person.posts:
            yield (*head, None, None, None, None, *said)


def _departments(organisation: Organisation) -> Iterator[Sequence[Any]]:
    for number, unit in enumerate(organisation.departments, 1):
        roles = "、".join(ROLES[role] for role in unit.roles)
        yield (unit.name, DEPARTMENT_KINDS[unit.kind], roles or None, unit.from_, unit.to, unit.phone, number)


def _charges(organisation: Organisation) -> Iterator[Sequence[Any]]:
    known = units(organisation)
    for person in organisation.people:
        for charge in person.charges:
            yield (*_called(person), known[charge.department].name, charge.from_, charge.to)


def _called(person: Person) -> tuple[str, str | None]:
    return (person.name, person.distinction)


# ------------------------------------------------------------------------------------------------------- the workbook


def _workbook(rows: Mapping[SheetKey, Iterable[Sequence[Any]]], posts: Mapping[Post, str]) -> bytes:
    # openpyxl says nothing of its types, and takes a while to import.
    import openpyxl  # noqa: PLC0415 - see above

    book = openpyxl.Workbook(write_only=True)
    style = _Style()
    for kind in SHEETS:
        _fill(book.create_sheet(kind.title), kind, rows.get(kind.key, ()), style)
    _guide(book.create_sheet(_GUIDE), style)
    _words(book.create_sheet(_WORDS), posts)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


class _Style:
    """How cells look: the head dark on light, days as they are written in papers."""

    def __init__(self) -> None:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
        from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - as above

        self._cell = WriteOnlyCell
        self._bold = Font(bold=True)
        self._light = PatternFill("solid", fgColor="E8EFF8")
        self._wrapped = Alignment(wrap_text=True, vertical="top")

    def head(self, sheet: Any, text: str, hint: str = "") -> Any:  # noqa: ANN401 - as above
        from openpyxl.comments import Comment  # noqa: PLC0415 - as above

        cell = self.text(sheet, text)
        cell.font, cell.fill = self._bold, self._light
        if hint:
            cell.comment = Comment(hint, "")
        return cell

    def text(self, sheet: Any, text: str, *, wrapped: bool = False) -> Any:  # noqa: ANN401 - as above
        """A cell with a text, which stays one where it begins like a formula."""
        cell = self._cell(sheet, value=text)
        cell.data_type = "s"
        if wrapped:
            cell.alignment = self._wrapped
        return cell

    def value(self, sheet: Any, value: object, number_format: str | None) -> Any:  # noqa: ANN401 - as above
        if isinstance(value, str):
            cell = self.text(sheet, value)
        elif isinstance(value, dt.date):
            cell = self._cell(sheet, value=value)
        else:
            return value
        if number_format is not None:
            cell.number_format = number_format
        return cell


def _fill(sheet: Any, kind: SheetOf, rows: Iterable[Sequence[Any]], style: _Style) -> None:  # noqa: ANN401 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    sheet.freeze_panes = "B2"
    for at, column in enumerate(kind.columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width + 2
        if column.field in _FORMATS:
            sheet.column_dimensions[letter].number_format = _FORMATS[column.field]
        formula = None
        if column.field in _DROPS:
            words = get_column_letter(_DROPS[column.field])
            formula = f"'{_WORDS}'!${words}$2:${words}$40"
        elif column.field == "department":
            formula = f"'{DEPARTMENTS.title}'!$A$2:$A${_LAST}"
        if formula is not None:
            # Other words are let be: the import knows many, and tells those that it does not.
            choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
            choice.add(f"{letter}2:{letter}{_LAST}")
            sheet.data_validations.append(choice)
    sheet.append([style.head(sheet, _title(column.title, column.required), column.hint) for column in kind.columns])
    formats = [_FORMATS.get(column.field) for column in kind.columns]
    for row in rows:
        sheet.append([style.value(sheet, value, how) for value, how in zip(row, formats, strict=True)])


def _title(title: str, required: bool) -> str:  # noqa: FBT001 (a private word)
    return f"{title}*" if required else title


def _guide(sheet: Any, style: _Style) -> None:  # noqa: ANN401 - as above
    sheet.column_dimensions["A"].width = 14
    sheet.column_dimensions["B"].width = 16
    sheet.column_dimensions["C"].width = _WIDE
    sheet.append([style.head(sheet, word) for word in ("工作表", "列", "怎样填写")])
    general = (
        "带 * 的列必填，其余可以留空；留空不改动已有内容。导入只增加和修改，不删除；"
        "导入前先显示预览，确认后才写入。请不要合并单元格，不要用公式；表头上方可以有标题。"
    )
    sheet.append([style.text(sheet, "总的"), None, style.text(sheet, general, wrapped=True)])
    for kind in SHEETS:
        sheet.append([style.text(sheet, kind.title), None, style.text(sheet, kind.about, wrapped=True)])
        for column in kind.columns:
            title = _title(column.title, column.required)
            sheet.append([None, style.text(sheet, title), style.text(sheet, column.hint, wrapped=True)])


def _words(sheet: Any, posts: Mapping[Post, str]) -> None:  # noqa: ANN401 - as above
    sheet.sheet_state = "hidden"
    lists = (list(posts.values()), list(DEPARTMENT_KINDS.values()), list(ROLES.values()), ["是", "否"])
    sheet.append(["职位", "类别", "职能", "是否"])
    for at in range(max(map(len, lists))):
        sheet.append([words[at] if at < len(words) else None for words in lists])
