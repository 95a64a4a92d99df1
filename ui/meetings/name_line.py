"""The field for the name of somebody to be added: who is known is offered as one types, anybody else may be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, Signal

from secretariat.domain.name_search import found_by
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

    from secretariat.services.roster_refresh import Known

_MOST: Final = 8
_LEAST_ROW: Final = 30


class NameLine(PersonPicker):
    """Letters find people by the initials of their pinyin, Enter takes the one marked: ``chosen`` tells who.

    A Chinese name takes whom it names in full; one that goes on otherwise is somebody new, which the last line of the
    offer says, and Enter is told by ``returnPressed`` as in any field.
    """

    chosen = Signal(object)

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__(object_name, accessible_name)
        self.removeAction(self.actions()[0])  # the row is narrow
        self.setTextMargins(0, 0, 0, 0)
        self.setPlaceholderText("")
        self.setToolTip("输入姓名，或输入拼音首字母从组织中查找（如 wsz）；也可以一行写完：王守正 市金融监管局 局长")
        self._known: tuple[Known, ...] = ()
        self._hits: tuple[Known, ...] = ()

    def set_known(self, known: Iterable[Known]) -> None:
        """Who is offered."""
        self._known = tuple(known)
        if self.hasFocus() and self.isModified():
            self._search(self.text())

    def _search(self, text: str) -> None:
        """Show the first of those found, below them what else Enter can do."""
        typed = text.strip()
        self._hits = ()
        if typed:
            found = (one for one in self._known if found_by(typed, (one.called, one.title), one.pinyin))
            ranked = sorted(found, key=lambda one: not _begins(one, typed))
            self._hits = tuple(ranked[:_MOST])
        if not self._hits:
            self._close()
            return
        new = [] if typed.isascii() else [f"添加“{typed}”（不在以上人员中）"]
        exact = [number for number, one in enumerate(self._hits) if one.name == typed]
        self._show(
            [*(_offered(one) for one in self._hits), *new], 0 if not new else exact[0] if exact else len(self._hits)
        )

    def _show(self, texts: list[str], current: int) -> None:
        names: Any = self._list.model()
        names.setStringList(texts)
        self._list.setCurrentIndex(names.index(current))
        height = sum(max(self._list.sizeHintForRow(line), _LEAST_ROW) for line in range(len(texts))) + 12
        self._list.resize(max(self.width(), self._list.sizeHintForColumn(0) + 40), height)
        self._list.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._list.show()

    def _take_row(self, index: QModelIndex) -> None:
        self._close()
        if index.row() < len(self._hits):
            self.chosen.emit(self._hits[index.row()])
        else:
            self.returnPressed.emit()

    def _settle(self) -> None:
        """Any name will do."""
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Down and Up choose among those offered, Enter takes or adds, Esc closes the offer first."""
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self._opened:
            step = 1 if key == Qt.Key.Key_Down else -1
            model = self._list.model()
            self._list.setCurrentIndex(model.index((self._list.currentIndex().row() + step) % model.rowCount(), 0))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self._opened:
                self._take_row(self._list.currentIndex())
            else:
                self.returnPressed.emit()
        elif key != Qt.Key.Key_Down:
            super().keyPressEvent(event)


def _begins(one: Known, typed: str) -> bool:
    """Whether somebody's name or its initials begin with what was typed."""
    letters = "".join(part[0] for part in one.pinyin.split())
    return one.name.startswith(typed) or letters.startswith(typed.casefold())


def _offered(one: Known) -> str:
    where = "会议人员" if one.ref is not None else "组织"
    return "　".join(filter(None, (one.called, one.title, where)))
