"""What lies over the list of those to be told, one over the other: somebody's entries, a form, replies from Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.notices.entry_form import EntryForm
from ui.widgets.basics import box, column

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget, QWidget


class Over(QObject):
    """Parts in the list's place. ``changed`` tells that another is on top, ``left`` that one was taken off by hand."""

    changed = Signal()
    left = Signal()

    def __init__(self, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._stack = stack
        self._held: list[tuple[QWidget, QWidget]] = []
        """The last on top; each with what holds it."""

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What lies there, the last on top."""
        return tuple(part for part, _ in self._held)

    @property
    def top(self) -> QWidget | None:
        """What lies on top, if anything does."""
        return self._held[-1][0] if self._held else None

    @property
    def shown(self) -> QWidget | None:
        """What is to be shown of the stack: whatever holds the one on top."""
        return self._held[-1][1] if self._held else None

    def lay(self, part: QWidget) -> None:
        """Lay something on top."""
        holder = box(column(part, None)) if isinstance(part, EntryForm) else part
        self._held.append((part, holder))
        self._stack.addWidget(holder)
        self.changed.emit()

    def take_off(self, part: QWidget) -> None:
        """Take something away; what lay below it goes on."""
        self._drop(part)
        self.left.emit()

    def clear(self, *, but: QWidget | None = None) -> None:
        """Take everything away, ``but`` one."""
        for part in reversed(self.parts):
            if part is not but:
                self._drop(part)

    def _drop(self, part: QWidget) -> None:
        holder = next((held for one, held in self._held if one is part), None)
        if holder is None:
            return
        self._held = [pair for pair in self._held if pair[0] is not part]
        self.changed.emit()
        self._stack.removeWidget(holder)
        holder.deleteLater()
