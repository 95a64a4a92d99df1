"""The line above a list that narrows it down as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.icons import icon
from ui.widgets.basics import closer, named
from ui.widgets.esc import TakesEsc
from ui.widgets.undo_key import LeavesUndo

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent


class FilterEdit(TakesEsc, LeavesUndo, QLineEdit):
    """Emits ``filtered`` with every letter. Down goes to the list, Enter opens from it, Esc empties the line first."""

    filtered = Signal(str)
    down = Signal()
    entered = Signal()

    def __init__(
        self, object_name: str, accessible_name: str, hint: str = "输入文字筛选", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self.setPlaceholderText(hint)
        self.setToolTip("输入文字即筛选，空格隔开多个词；↓ 进入列表，回车打开，Esc 清空（Ctrl+F 回到此处）")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        closer(self)
        self._clear = self.addAction(icon("close"), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText("清空")
        self._clear.setToolTip("清空（Esc）")
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(self._tell)

    def _tell(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.filtered.emit(text)

    def takes_escape(self) -> bool:
        """While there is something to empty."""
        return bool(self.text())

    def escape(self) -> None:
        """Empty it."""
        self.clear()

    def take_enter(self) -> bool:
        """Take what is chosen below."""
        self.entered.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Down goes to what is below."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def take_key(self, source: QObject, event: QKeyEvent) -> bool:
        """Take over a letter typed in the list; True if it was one."""
        text = event.text()
        if (
            not text
            or not text.isprintable()
            or text.isspace()
            or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        if isinstance(source, QWidget):
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.end(False)  # noqa: FBT003 (Qt takes it by place only)
            self.insert(text)
        return True
