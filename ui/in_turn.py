"""Steps that together would keep the user waiting: one after the other, and whatever the user does in between."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_TURN_MS: Final = 1
"""Between two steps; without any, Qt would take the next one before what the user does."""


class InTurn(QObject):
    """Does what it is given in the order in which it was given."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self, interval=_TURN_MS)
        self._timer.timeout.connect(self._go_on)

    def add(self, *steps: Callable[[], object]) -> None:
        """Do these as well."""
        self._steps.extend(steps)
        self._timer.start()

    def drop(self) -> None:
        """Do none of what has not been done yet."""
        self._steps.clear()

    @property
    def settled(self) -> bool:
        """Whether all has been done."""
        return not self._timer.isActive()

    def _go_on(self) -> None:
        if self._steps:
            self._steps.popleft()()
        if not self._steps:
            self._timer.stop()
