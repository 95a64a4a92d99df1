"""A line of a card that can be clicked as a whole; its words wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme import XXS
from ui.widgets.basics import Button, column, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLayout


class RowButton(Button):
    """A button that is as high as what is in it."""

    def __init__(self, object_name: str, accessible_name: str, content: QLayout, run: Callable[[], object]) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        column(content, pad=(XXS + 2, XXS + 2), into=self)
        for words in self.findChildren(QLabel):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(lambda _checked=False: run())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """It has: its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """How high its words are at that width."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else -1

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """What its words need."""
        layout = self.layout()
        return layout.totalSizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """What its words need at least."""
        layout = self.layout()
        return layout.totalMinimumSize() if layout is not None else super().minimumSizeHint()
