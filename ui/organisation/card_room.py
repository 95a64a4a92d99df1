"""The list, and beside it the card of the row that is being edited, or of what is to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.organisation.government_form import GovernmentForm
from ui.organisation.list_room import PEOPLE, UNITS, ListRoom
from ui.organisation.lists import unit_lines
from ui.organisation.person_form import NewPersonForm, PersonForm
from ui.organisation.unit_form import NewUnitForm, UnitForm
from ui.theme import M
from ui.widgets.basics import row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from secretariat.domain.organisation import Organisation
    from secretariat.domain.organisation_faults import Fault
    from ui.organisation.desk import OrganisationDesk

_FOLLOW_MS: Final = 150
"""How long after an arrow key the card follows the list."""
Card = PersonForm | NewPersonForm | UnitForm | NewUnitForm | GovernmentForm


class CardRoom(QWidget):
    """``changed`` tells that another card is there, or none."""

    changed = Signal()

    def __init__(self, desk: OrganisationDesk, lists: ListRoom) -> None:
        super().__init__()
        self.desk, self.lists = desk, lists
        self.card: Card | None = None
        """What stands beside the list."""
        self._row = row(lists, gap=M, into=self)
        self._row.setStretch(0, 1)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW_MS)
        self._follow.timeout.connect(self._follow_list)
        lists.opened.connect(self.open_row)
        lists.moved.connect(self._moved)

    # --- showing

    def show_sight(self) -> None:
        """Show in the card what was last read; close it where that is gone."""
        there, card = self.desk.organisation, self.card
        if there is None:
            if not isinstance(card, GovernmentForm):
                self.close_card()
        elif isinstance(card, PersonForm):
            if self.desk.person(card.key) is None:
                self.close_card()
            else:
                card.show_person()
        elif isinstance(card, UnitForm):
            self._show_unit(card)

    def _show_unit(self, card: UnitForm) -> None:
        view = self.desk.sight.view
        line = next((line for line in (() if view is None else unit_lines(view)) if line.key == card.key), None)
        if line is None:
            self.close_card()
        else:
            card.show_line(line)

    # --- opening

    def open_row(self, key: int) -> None:
        """Edit a row of the list in view."""
        shown = self.card.key if isinstance(self.card, PersonForm | UnitForm) else None
        if shown != key or isinstance(self.card, PersonForm) != self.lists.of_people:
            self._open(key)
        if self.card is not None:
            self.card.first_focus()

    def _open(self, key: int) -> None:
        if self.lists.of_people:
            self._put(PersonForm(self.desk, key))
        else:
            made = UnitForm(self.desk, key)
            self._put(made)
            self._show_unit(made)

    def new_person(self) -> None:
        """A card for somebody new."""
        self.lists.turn(PEOPLE)
        made = NewPersonForm(self.desk)
        made.added.connect(lambda key: self._added(PEOPLE, key))
        self._put(made)
        made.first_focus()

    def new_unit(self) -> None:
        """A card for a new unit."""
        self.lists.turn(UNITS)
        made = NewUnitForm(self.desk)
        made.added.connect(lambda key: self._added(UNITS, key))
        self._put(made)
        made.first_focus()

    def _added(self, which: str, key: int) -> None:
        self.lists.go_to(which, key)
        self._open(key)
        self.lists.listed.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_government(self, there: Organisation | None) -> None:
        """A card for name, office and term of a government; without one, of one that is not here yet."""
        made = GovernmentForm(self.desk, there)
        made.saved.connect(self._government_saved)
        made.other.connect(lambda: self.edit_government(None))
        self._put(made)
        made.first_focus()

    def _government_saved(self, key: int) -> None:
        self.close_card()
        self.desk.government = key
        self.desk.read()

    def locate(self, fault: Fault) -> None:
        """Go to the field of a doubt, and say there what it is."""
        there = self.desk.organisation
        if there is None:
            return
        owner = _owner(there, fault)
        self.lists.go_to(UNITS if fault.part == "department" else PEOPLE, owner)
        self.open_row(owner)
        if isinstance(self.card, PersonForm):
            self.card.go_to(fault.part, fault.key, fault.field)
            self.card.notice.show_notice(fault.text, fault.remedy, tone="warning")

    # --- beside the list

    def _put(self, card: Card) -> None:
        self._drop()
        self.card = card
        card.closed.connect(self.close_card)
        self._row.addWidget(card, 1)
        self._row.setStretch(0, 0)
        self.lists.setVisible(self.desk.sight.view is not None)
        self.lists.be_narrow(narrow=True)
        self.lists.fit(self.width())
        self.changed.emit()

    def close_card(self) -> None:
        """Show the list alone again, and go there."""
        if self.card is None:
            return
        self._drop()
        self.lists.show()
        self.lists.be_narrow(narrow=False)
        self._row.setStretch(0, 1)
        self.changed.emit()
        listed = self.lists.listed
        (listed.table if listed.model.rows else listed.filter).setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        self._follow.stop()
        card, self.card = self.card, None
        if card is not None:
            card.flush()
            self._row.removeWidget(card)
            card.hide()
            card.setParent(None)
            card.deleteLater()

    def _moved(self, key: object) -> None:
        """Let the card follow the list, while it is the list that one moves in."""
        shown = self.card.key if isinstance(self.card, PersonForm | UnitForm) else None
        if shown is not None and key is not None and key != shown and self.lists.listed.table.hasFocus():
            self._follow.start()

    def _follow_list(self) -> None:
        key = self.lists.listed.table.current_id
        if isinstance(key, int) and isinstance(self.card, PersonForm | UnitForm):
            self._open(key)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit the list beside a card."""
        super().resizeEvent(event)
        self.lists.fit(self.width())


def _owner(there: Organisation, fault: Fault) -> int:
    """Whose row it is that a doubt is told of: a person's key, or a unit's."""
    match fault.part:
        case "pair":
            found = (pair.person for pair in there.pairs if pair.key == fault.key)
        case "holding":
            found = (one.key for one in there.people if any(held.key == fault.key for held in one.posts))
        case "charge":
            found = (one.key for one in there.people if any(charge.key == fault.key for charge in one.charges))
        case _:
            return fault.key
    return next(found, 0)
