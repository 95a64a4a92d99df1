"""The rows of a preview: what each means to the organisation, field by field, and what is wrong with which cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.labels import DEPARTMENT_KINDS, ROLES
from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, DepartmentRole
from secretariat.services.term_matching import Span
from secretariat.services.workbook_tables import Note

if TYPE_CHECKING:
    from secretariat.services.organisation_reading import Table
    from secretariat.services.workbook_tables import Entry


class RowState(StrEnum):
    """What a row of a sheet is to the organisation."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


ROW_STATES: Final = {
    RowState.NEW: "新增",
    RowState.CHANGED: "有改动",
    RowState.SAME: "相同",
    RowState.WRONG: "有误",
}


@record(kw_only=True)
class FieldChange:
    """One field that a row changes, in words; ``before`` is empty where there was nothing."""

    title: str
    cell: str
    before: str
    after: str


@record(kw_only=True)
class PlannedRow:
    """One row of the preview; ``problems`` say what is wrong with which cell, ``notes`` what need not be mended."""

    sheet: str
    number: int
    state: RowState
    name: str
    changes: tuple[FieldChange, ...]
    problems: tuple[Note, ...]
    notes: tuple[Note, ...]


@dataclass(slots=True)
class Line:
    """A row that is being compared: what it has been found to change, and what is wrong with it."""

    table: Table
    entry: Entry
    name: str = ""
    new: bool = False
    changes: list[FieldChange] = field(default_factory=list)
    problems: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        """What its cells hold, by field."""
        return self.entry.values

    @property
    def span(self) -> Span:
        """The days it says."""
        return Span(self.values.get("from_"), self.values.get("to"))

    def change(self, name: str, before: object, after: object) -> None:
        """Say that it changes a field."""
        title = next(column.title for column in self.table.sheet.columns if column.field == name)
        cell = self.entry.place(name)
        self.changes.append(FieldChange(title=title, cell=cell, before=_said(before), after=_said(after)))

    def wrong(self, name: str, text: str, remedy: str) -> None:
        """Say that a field is wrong."""
        self.problems.append(Note(cell=self.entry.place(name), text=text, remedy=remedy))

    def note(self, name: str, text: str) -> None:
        """Say something of a field that need not be mended."""
        self.notes.append(Note(cell=self.entry.place(name), text=text))

    def planned(self) -> PlannedRow:
        """The row as the preview shows it."""
        state = RowState.NEW if self.new else RowState.CHANGED if self.changes else RowState.SAME
        return PlannedRow(
            sheet=self.table.sheet.title,
            number=self.entry.number,
            state=RowState.WRONG if self.problems else state,
            name=self.name,
            changes=tuple(self.changes),
            problems=tuple(self.problems),
            notes=tuple(self.notes),
        )


def _said(value: object) -> str:
    """A value of a field in words."""
    match value:
        case None | ():
            return ""
        case bool():
            return "是" if value else "否"
        case DepartmentKind():
            return DEPARTMENT_KINDS[value]
        case tuple():
            return "、".join(ROLES[role] for role in value if isinstance(role, DepartmentRole))
        case _:
            return str(value)
