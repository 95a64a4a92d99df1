"""A place with nothing in it yet: what it is for, and the button that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.icons import Mark
from ui.theme import XL, XS, M, S
from ui.widgets.basics import clear, column, label, row

if TYPE_CHECKING:
    from ui.widgets.footer import Act


class EmptyState(QWidget):
    """An icon, a heading, a sentence, and acts; the first act is the primary one if ``primary``."""

    def __init__(
        self, title: str, text: str, *acts: Act, icon: str = "list", primary: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = label(title, "section")
        self._text = label(text, "second")
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._acts = row(gap=XS)
        mark = Mark(icon, "text_3", 40)
        inner = column(row(None, mark, None), self._title, self._text, row(None, self._acts, None, pad=(0, S)), gap=S)
        self._text.setMaximumWidth(520)
        inner.setAlignment(self._text, Qt.AlignmentFlag.AlignHCenter)
        column(None, inner, None, None, gap=M, pad=XL, into=self)
        self.show_text(title, text, *acts, primary=primary)

    def show_text(self, title: str, text: str, *acts: Act, primary: bool = True) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setMinimumWidth(min(520, self._text.fontMetrics().horizontalAdvance(text) + 8))
        clear(self._acts)
        for index, act in enumerate(acts):
            self._acts.addWidget(act.as_button("primary" if primary and index == 0 else ""))
