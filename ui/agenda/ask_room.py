"""Where the tabs 议题 and 议程 ask something in a line, one thing at a time, before it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.basics import column

if TYPE_CHECKING:
    from ui.agenda.asking import Ask


class AskRoom(QWidget):
    """Where one line at a time is asked; ``changed`` tells that there is another or none, ``left`` that Esc left it.

    ``free`` is what stays free at its right.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, *, free: int = 0) -> None:
        super().__init__()
        self.asked: Ask | None = None
        self._column = column(gap=0, into=self)
        self._column.setContentsMargins(0, 0, free, 0)
        self.hide()

    def ask(self, asked: Ask) -> None:
        """Ask this, and nothing else any longer."""
        self.drop()
        self.asked = asked
        asked.closed.connect(self._leave)
        self._column.addWidget(asked)
        self.show()
        self.changed.emit()
        asked.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Ask no longer."""
        asked, self.asked = self.asked, None
        if asked is not None:
            self._column.removeWidget(asked)
            asked.hide()
            asked.deleteLater()
            self.hide()
            self.changed.emit()

    def _leave(self) -> None:
        self.drop()
        self.left.emit()
