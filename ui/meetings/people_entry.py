"""Who is on a meeting's record: people typed in one after the other, and one of them edited in a card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from secretariat.domain.people_editing import change_person
from secretariat.services import meetings
from secretariat.services.roster_refresh import people_to_list, take_person
from ui.meetings.people_editor import PersonEditor
from ui.meetings.quick_add import QuickAdd

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier
    from secretariat.domain.people_editing import NewPerson
    from secretariat.domain.states import Part
    from secretariat.services.meetings import MeetingView
    from ui.meetings.attendance_model import RosterRow
    from ui.meetings.attendance_tab import AttendanceTab
    from ui.operations import Operation


class PeopleEntry(QObject):
    """The line that adds people, and the card that edits one; what is entered is done by the tab."""

    def __init__(self, tab: AttendanceTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.editor: PersonEditor | None = None
        """The card, while somebody is being edited."""

    def build(self) -> None:
        """Make the line that adds."""
        self.quick_add = QuickAdd()
        self.quick_add.hide()
        self.quick_add.added.connect(self._add)
        self.quick_add.listed.connect(self._tab.list_person)
        self.quick_add.taken.connect(self._take)
        self.quick_add.closed.connect(self.close_line)

    @property
    def adding(self) -> bool:
        """Whether the line that adds is there."""
        return self.quick_add.isVisibleTo(self._tab)

    def show_view(self, view: MeetingView, shown: Dossier) -> None:
        """Offer posts, units and people as they are now."""
        self.quick_add.show_view(view, shown)
        if self.editor is not None:
            self.editor.show_people(shown)

    def ask_known(self) -> None:
        """Ask who can be put on the list; the line that adds offers them."""
        tab = self._tab
        if self.adding:
            tab.shell.operations.read_latest(
                ("known", id(self)), people_to_list, tab.desk.app.database, tab.desk.meeting_id
            ).then(self.quick_add.show_known)

    def _add(self, new: NewPerson) -> None:
        self._tab.do(new.added_to, meetings.add_newcomer, new)

    def _take(self, key: int, part: Part | None) -> None:
        self._tab.desk.act(take_person, key, part=part)

    # --- the line

    def open_line(self) -> None:
        """Type in people, one after the other."""
        tab = self._tab
        tab.line.close()
        tab.lists.drop()
        if tab.shown is not None and not self.adding:
            self.quick_add.begin(tab.shown)
        self.quick_add.show()
        self.ask_known()
        tab.fit()
        self.quick_add.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_line(self) -> None:
        """Begin to add people, or leave off."""
        if self.adding:
            self.close_line()
        else:
            self.open_line()

    def close_line(self) -> None:
        """Leave off."""
        if self.adding:
            self.quick_add.hide()
            self._tab.fit()
            self._tab.enter_list()

    # --- the card

    def edit(self, row: RosterRow) -> None:
        """Edit a person, in the place of the list."""
        tab, view, shown = self._tab, self._tab.view, self._tab.shown
        if view is None or shown is None or row.person is None or view.locked:
            return
        person = next((one for one in shown.people if one.id == row.person), None)
        if person is None:
            return
        tab.line.close()
        made = PersonEditor(view, shown, person, tab.shell.operations, partial(self._save, person.id))
        made.closed.connect(self.close_editor)
        self.editor = made
        self.quick_add.hide()
        tab.put(made)
        made.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, person: str, values: dict[str, Any]) -> Operation[int]:
        edit = partial(change_person, person=person, values=values)
        return self._tab.saved(edit, meetings.edit_person, person, **values)

    def close_editor(self) -> None:
        """Save, and show the list again."""
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.saves.flush()
            self._tab.drop(editor)
            self._tab.roster.setFocus(Qt.FocusReason.OtherFocusReason)
