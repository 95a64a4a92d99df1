"""The head of a page: what and when, and below it, where there is one, the stepper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import XS, L, M, S
from ui.widgets.basics import box, column, icon_button, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout


class PageHeader(QFrame):
    """Title at the left, when and where at the right; ``back`` is asked for by the arrow before the title."""

    back = Signal()

    def __init__(self, title: str = "", when: str = "", *, back: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "head")
        self._title = label(title, "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._when = label(when, "second", wrap=False)
        self._back = icon_button("back", "page-back", "返回", clicked=self.back.emit)
        self._back.setToolTip("返回（Esc 或 Alt+←）")
        self.acts = row(gap=XS)
        top = row(self._back, self._title, self._when, self.acts, gap=S)
        top.setStretch(1, 1)
        self.below: QVBoxLayout = column(gap=S)
        column(box(top), self.below, gap=S, pad=(L, M), into=self)
        self._back.setHidden(not back)

    def show_title(self, title: str, when: str = "") -> None:
        """Say what this page is about, and when that is."""
        self._title.setText(title)
        self._when.setText(when)

    @property
    def title(self) -> str:
        """What it says."""
        return self._title.text()

    @property
    def when(self) -> str:
        """When it says that is."""
        return self._when.text()
