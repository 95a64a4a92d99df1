"""Files dragged from the desktop onto a part of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Lets files be dropped on a widget. ``dropped`` tells their paths; they ``entered`` before, or ``left``."""

    dropped = Signal(object)
    entered = Signal()
    left = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        over.setAcceptDrops(True)
        over.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Follow what is dragged; nothing but files is taken."""
        if isinstance(event, QDragEnterEvent):
            if files_in(event.mimeData()):
                event.acceptProposedAction()
                self.entered.emit()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.left.emit()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            event.acceptProposedAction()
            self.left.emit()
            self.dropped.emit(files_in(event.mimeData()))
            return True
        return False


def files_in(carried: QMimeData) -> tuple[Path, ...]:
    """The files among what is carried."""
    return tuple(Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile())
