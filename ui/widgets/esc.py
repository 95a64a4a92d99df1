"""Parts of a page that take Esc and Enter before the window takes Esc for going back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


def key_of(event: QEvent) -> int:
    """The key of an event that is one of a key; 0 of any other."""
    return event.key() if isinstance(event, QKeyEvent) else 0


class TakesEsc(_Widget):
    """To be named before the widget it is mixed into: ``class Strip(TakesEsc, QFrame)``."""

    def escape(self) -> None:
        """What Esc does here."""
        raise NotImplementedError

    def take_enter(self) -> bool:
        """What Enter without any other key does here; False if nothing."""
        return False

    def takes_escape(self) -> bool:
        """Whether there is anything to leave now."""
        return True

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window takes it for going back."""
        if event.type() == QEvent.Type.ShortcutOverride and self._is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Do what the key does here."""
        if self._is_escape(event):
            self.escape()
        elif event.key() not in ENTER or event.modifiers() or not self.take_enter():
            super().keyPressEvent(event)

    def _is_escape(self, event: QEvent) -> bool:
        return key_of(event) == Qt.Key.Key_Escape and self.takes_escape()
