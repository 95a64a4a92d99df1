"""Ctrl+Z takes back what was typed in a line; with nothing typed it is the page's, and takes back the last act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


def typed_in(editor: QLineEdit | QTextEdit | QPlainTextEdit) -> bool:
    """Whether there is any typing to take back in a line or a text."""
    return editor.isUndoAvailable() if isinstance(editor, QLineEdit) else editor.document().isUndoAvailable()


class LeavesUndo(_Widget):
    """To be named before the line it is mixed into: ``class FilterEdit(LeavesUndo, QLineEdit)``."""

    def event(self, event: QEvent) -> bool:
        """Qt's lines claim Ctrl+Z even with nothing to take back, and the act done last would stay."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and isinstance(self, QLineEdit)
            and not typed_in(self)
        ):
            event.ignore()
            return False
        return super().event(event)
