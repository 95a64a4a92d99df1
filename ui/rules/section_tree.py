"""The tree of sections at the left of the editor: where one is, and where something is wrong."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ui.icons import icon
from ui.rules.sections import place_of
from ui.widgets.basics import named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent

    from secretariat.strict_input import Steps
    from ui.rules.sections import Section

_KEY: Final = Qt.ItemDataRole.UserRole
_OPENING: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class SectionTree(QTreeWidget):
    """Sections, and of the one in front its cards. ``chosen`` tells (section, card), ``entered`` asks to fill it in."""

    chosen = Signal(str, str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "sections", "规则目录")
        self.setProperty("role", "sections")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setMinimumSectionSize(8)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setToolTip("↑↓ 选择，回车开始填写；F6 回到目录，Ctrl+PgUp、Ctrl+PgDn 换一节")
        self._items: dict[tuple[str, str], QTreeWidgetItem] = {}
        self.currentItemChanged.connect(lambda item, _: self._tell(item))
        self.itemClicked.connect(lambda item, _: self._tell(item))

    def show_sections(self, sections: Iterable[Section]) -> None:
        """Show these; the one in front stays, if it is still there."""
        here = self.here
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
        self.clear()
        self._items = {}
        for section in sections:
            item = QTreeWidgetItem(self, [section.title])
            item.setData(0, _KEY, (section.key, section.groups[0].key))
            self._items[section.key, ""] = item
            for group in section.groups if len(section.groups) > 1 else ():
                inner = QTreeWidgetItem(item, [group.title])
                inner.setData(0, _KEY, (section.key, group.key))
                self._items[section.key, group.key] = inner
        self.blockSignals(False)  # noqa: FBT003 (as above)
        if here is not None:
            self.go_to(*here)

    @property
    def here(self) -> tuple[str, str] | None:
        """The section in front, and the card."""
        item = cast("QTreeWidgetItem | None", self.currentItem())
        found: tuple[str, str] | None = None if item is None else item.data(0, _KEY)
        return found

    @property
    def keys(self) -> list[str]:
        """The sections, in their order."""
        return [section for section, group in self._items if not group]

    def go_to(self, section: str, group: str = "") -> None:
        """Choose a section or one of its cards."""
        item = self._items.get((section, group)) or self._items.get((section, ""))
        if item is None:
            item = self.topLevelItem(0)
        if item is not None:
            self.setCurrentItem(item)

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        above = cast("QTreeWidgetItem | None", item.parent())
        top = item if above is None else above
        for number in range(self.topLevelItemCount()):
            other = self.topLevelItem(number)
            if other is not None and other.isExpanded() is not (other is top):
                other.setExpanded(other is top)
        self.chosen.emit(*item.data(0, _KEY))

    def show_problems(self, paths: Iterable[Steps]) -> None:
        """Mark the sections and cards in which something is wrong, with how much that is."""
        counts: Counter[tuple[str, str]] = Counter()
        for path in paths:
            section, group = place_of(path)
            counts[section, ""] += 1
            counts[section, group] += 1
        self.setColumnHidden(1, not counts)
        for key, item in self._items.items():
            count = counts[key]
            item.setText(1, str(count) if count else "")
            item.setIcon(1, icon("violation", "violation", checked="violation") if count else QIcon())
            words = f"，{count}处需要改正" if count else ""
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{item.text(0)}{words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter begins to fill in what is chosen."""
        if event.key() in _OPENING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
