"""The card beside the list, in which one of its rows is edited."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import XS, M, S
from ui.widgets.basics import column, icon_button, label, named, row, scrolled
from ui.widgets.esc import TakesEsc
from ui.widgets.notice import Notice


class SideForm(TakesEsc, QFrame):
    """A card beside the list; Esc asks to close it."""

    closed = Signal()

    def __init__(self, object_name: str, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, object_name, title)
        self.heading = label(title, "section")
        self.acts = row(gap=M)
        close = icon_button("close", f"{object_name}-close", "关闭（Esc）", clicked=self.leave)
        head = row(self.heading, self.acts, close, gap=M)
        head.setStretch(0, 1)
        self.notice = Notice()
        self.inside = column(gap=S)
        content = QWidget()
        content.setLayout(self.inside)
        content.setContentsMargins(0, 0, XS, 0)  # beside the scroll bar
        area = scrolled(content, f"{object_name}-fields", title)
        whole = column(head, self.notice, area, gap=S, pad=M, into=self)
        whole.setStretch(2, 1)

    def leave(self) -> None:
        """Save what is being typed, and close."""
        self.setFocus()  # what is being typed in a field is taken when the field is left
        self.flush()
        self.closed.emit()

    def flush(self) -> None:
        """Save what waits for a pause in typing."""

    def escape(self) -> None:
        """Close."""
        self.leave()
