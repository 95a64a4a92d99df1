"""Fields for departments and other units: pick one of the meeting's, or type the name of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.theme import XXS
from ui.widgets.basics import column, label, named
from ui.widgets.choices import Chip, ChipList
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.facts import Department


class UnitPicker(PersonPicker):
    """One unit. Enter on a name that is not there yet asks; Enter once more adds it: ``wanted`` tells the name."""

    wanted = Signal(str)

    def __init__(self, object_name: str, accessible_name: str, *, placeholder: str = "单位名称或拼音") -> None:
        super().__init__(object_name, accessible_name)
        self.removeAction(self.actions()[0])  # a person's icon
        self.setTextMargins(0, 0, 0, 0)
        self.setPlaceholderText(placeholder)
        self.setToolTip("输入单位名称或拼音首字母，回车选定；↓ 列出全部；没有的单位，连按两次回车即添加")
        self._asked = ""
        self._names_known: frozenset[str] = frozenset()

    def set_units(self, units: Iterable[Department]) -> None:
        """Which units can be picked."""
        known = tuple(units)
        self._names_known = frozenset(unit.name for unit in known)
        typed = self.text() if self.hasFocus() and self.isModified() else None
        self.set_people(PersonChoice(unit.id, unit.name) for unit in known)
        if typed is not None:
            self.setText(typed)
            self.setModified(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter on an unknown name asks, then adds."""
        name = self.text().strip()
        plain = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers()
        if not plain or not name or self.isReadOnly() or name in self._names_known or self._offers():
            super().keyPressEvent(event)
        elif self._asked == name:
            self._asked = ""
            self._tell("")
            self.wanted.emit(name)
        else:
            self._asked = name
            self._tell(f"还没有“{name}”，再按一次回车即添加")

    def _offers(self) -> bool:
        return self._list.isVisible()


class UnitChips(QWidget):
    """Several units as chips, and a line below them that adds one. ``changed`` tells the ids, ``wanted`` a new name."""

    changed = Signal(object)
    wanted = Signal(str)
    problem_changed = Signal(str)

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self._units: dict[str, str] = {}
        self._apart: frozenset[str] = frozenset()
        self._chips = ChipList(f"{object_name}-chips", accessible_name, add_text="")
        self._chips.changed.connect(self._took_away)
        self.picker = UnitPicker(
            f"{object_name}-add", f"{accessible_name}：添加", placeholder="输入名称或拼音，回车添加"
        )
        self.picker.picked.connect(self._add)
        self.picker.wanted.connect(self._want)
        self.picker.problem_changed.connect(self.problem_changed)
        self._chips.tab_after = self.picker
        self._nothing = label("无")
        self._nothing.hide()
        column(self.picker, self._chips, self._nothing, gap=XXS, into=self)
        self.setFocusProxy(self.picker)
        self._show(())

    @property
    def ids(self) -> tuple[str, ...]:
        """The units chosen."""
        return self._chips.ids

    def set_units(self, units: Iterable[Department]) -> None:
        """Which units there are."""
        known = tuple(units)
        self._units = {unit.id: unit.name for unit in known}
        self.picker.set_units(known)

    def leave_out(self, ids: Iterable[str]) -> None:
        """Which units are not offered: such as the one that hands the topic in."""
        self._apart = frozenset(ids)
        self.picker.leave_out((*self._apart, *self.ids))

    def show_ids(self, ids: Iterable[str]) -> None:
        """Show what is chosen, without telling."""
        wanted = tuple(ids)
        if wanted != self.ids or any(chip != self._units.get(key) for key, chip in self._texts()):
            self._show(wanted)

    def bar(self, barred: bool) -> None:  # noqa: FBT001 (as Qt's setReadOnly)
        """Let nothing be added or taken away."""
        self.picker.setVisible(not barred)
        self._chips.setEnabled(not barred)
        self._nothing.setVisible(barred and not self.ids)

    def _texts(self) -> list[tuple[str, str]]:
        return [(chip.id, chip.text) for chip in self._chips._chips]  # noqa: SLF001 (its ids alone do not tell the names)

    def _show(self, ids: tuple[str, ...]) -> None:
        self._chips.show_chips(Chip(key, self._units.get(key, key)) for key in ids)
        self._chips.setVisible(bool(ids))
        self.picker.leave_out((*self._apart, *ids))
        self._nothing.setVisible(self.picker.isHidden() and not ids)

    def _add(self, key: str | None) -> None:
        if key is None:
            return
        self.picker.set_value(None)
        if key not in self.ids:
            self._show((*self.ids, key))
            self.changed.emit(self.ids)

    def _want(self, name: str) -> None:
        """A new unit; its id is its name."""
        self._units[name] = name
        self.wanted.emit(name)
        self._add(name)

    def _took_away(self, ids: tuple[str, ...]) -> None:
        self._chips.setVisible(bool(ids))
        self.picker.leave_out((*self._apart, *ids))
        self.picker.setFocus()
        self.changed.emit(ids)
