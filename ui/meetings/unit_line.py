"""Lines to type people and their units in, as all cards on people have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from ui.theme import set_role
from ui.widgets.basics import named, set_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.domain.facts import Department

POST_WIDTH: Final = 13.5
UNIT_WIDTH: Final = 6.4
"""Widths of the fields for a post and a unit, in characters."""


class UnitLine(QLineEdit):
    """The name of a unit: one of those known is offered, any other is a new one."""

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.setPlaceholderText("单位名称")
        self._known: tuple[str, ...] = ()

    def set_units(self, units: Iterable[Department]) -> None:
        """Which units are known."""
        names = tuple(unit.name for unit in units)
        if names == self._known:
            return
        self._known = names
        offered = QCompleter(list(names), self)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.popup().setObjectName(f"{self.objectName()}-list")
        offered.popup().setAccessibleName(f"{self.accessibleName()}：备选")
        set_role(offered.popup(), role="popup")
        self.setCompleter(offered)

    @property
    def is_new(self) -> bool:
        """Whether the name is of a unit that is not known."""
        name = self.text().strip()
        return bool(name) and name not in self._known


def text_line(object_name: str, title: str, width: float = 0, hint: str = "") -> QLineEdit:
    """Make a line to type in, ``width`` characters wide."""
    made = named(QLineEdit(), object_name, title)
    made.setPlaceholderText(hint)
    if width:
        set_width(made, width)
    return made
