"""The line of the list that is open: when somebody came and went, his leave, the topics he was out for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from secretariat.domain import editing
from secretariat.domain.states import Part
from secretariat.services import meetings
from ui.meetings.attendance_model import line_of
from ui.meetings.line_editor import LineEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier
    from ui.meetings.attendance_model import RosterRow
    from ui.meetings.attendance_tab import AttendanceTab
    from ui.operations import Operation
    from ui.widgets.card import Field


class OpenLine(QObject):
    """Opens one line of the list at a time, below the person; what is edited there is done by the tab."""

    def __init__(self, tab: AttendanceTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.editor: LineEditor | None = None
        """What is open, if anything."""

    def toggle(self, row: RosterRow) -> None:
        """Open a line or close it; who is not on the list has none, and is edited himself."""
        if self.editor is not None and row.person == self.editor.person:
            self.close()
        elif row.part is not None:
            self.open()
        else:
            self._tab.people.edit(row)

    def open(self, go: Callable[[LineEditor], object] | None = None) -> None:
        """Open the current line; ``go`` is a method of ``LineEditor`` that goes to a field."""
        tab = self._tab
        row, shown = tab.roster.current, tab.shown
        if row is None or row.person is None or shown is None:
            return
        line = line_of(shown, row.person)
        if line is None or tab.locked:
            return
        if self.editor is None or self.editor.person != row.person:
            self.close()
            self.editor = made = self._made(row.person, shown)
            made.show_line(shown, line)
            tab.fit()
            tab.roster.open_row(row.id, made)
        if go is not None:
            go(self.editor)

    def _made(self, person: str, shown: Dossier) -> LineEditor:
        tab, operations = self._tab, self._tab.shell.operations
        made = LineEditor(person, operations, partial(self._save_leave, person), today=shown.meeting.date)
        made.attendance.connect(partial(self._record, person))
        made.leave.connect(lambda values, at: self._save_leave(person, values, at))
        made.status.connect(lambda status: self._with_row(person, lambda row: tab.mark(row, status)))
        made.part.connect(lambda part: tab.list_person(person, Part(part)))
        made.edit.connect(lambda: self._with_row(person, tab.people.edit))
        made.remove.connect(lambda: self._with_row(person, tab.remove))
        made.grown.connect(tab.roster.fit_row)
        made.closed.connect(self.close)
        return made

    def show_line(self, shown: Dossier) -> None:
        """Show the line as it is now; close it where it is gone."""
        if self.editor is None:
            return
        line = line_of(shown, self.editor.person)
        if line is None:
            self.close()
            return
        self._tab.roster.opened = (line.as_.value, line.person)
        self.editor.show_line(shown, line)

    def flush(self) -> None:
        """Save what is being typed."""
        if self.editor is not None:
            self.editor.flush()

    def close(self) -> None:
        """Save, and close it."""
        if self.editor is not None:
            self.editor.flush()
            self.editor = None
            self._tab.fit()
            self._tab.roster.close_row()
            self._tab.roster.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_row(self, person: str, act: Callable[[RosterRow], object]) -> None:
        model = self._tab.model
        row = model.row(model.index_of_person(person))
        if row is not None:
            act(row)

    def _record(self, person: str, values: dict[str, Any], at: Field | None) -> None:
        edit = partial(editing.set_attendance, person_id=person, **values)
        self._tab.do(edit, meetings.edit_attendance, person, at=at, **values)

    def _save_leave(self, person: str, values: dict[str, Any], at: Field | None = None) -> Operation[int]:
        edit = partial(editing.set_leave, person_id=person, **values)
        return self._tab.saved(edit, meetings.edit_leave, person, at=at, **values)
