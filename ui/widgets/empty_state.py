"""A place with nothing in it yet: what it is for, and the button that fills it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from ui.icons import Mark
from ui.theme import XL, XS, M, S
from ui.widgets.basics import clear, column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.widgets.footer import Act

_WIDEST: Final = 34
"""How many characters stand in a line at most."""


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
        # Between stretches and not aligned: of an aligned label Qt asks the height at the width of the whole place.
        sentence = row(None, self._text, None)
        sentence.setStretch(1, 1000)
        self._mark = mark
        self._parts = column(row(None, mark, None), self._title, sentence, row(None, self._acts, None), gap=S)
        self._all = column(None, self._parts, None, None, gap=M, pad=XL, into=self)
        self.show_text(title, text, *acts, primary=primary)

    def show_text(self, title: str, text: str, *acts: Act, primary: bool = True) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
        self._fit()
        clear(self._acts)
        for index, act in enumerate(acts):
            self._acts.addWidget(act.as_button("primary" if primary and index == 0 else ""))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Where there is little room, leave the picture away and stand closer together, so that no word is cut off."""
        super().resizeEvent(event)
        words = self._text.heightForWidth(min(self._text.maximumWidth(), event.size().width() - 2 * XL))
        acts = self._acts.sizeHint().height()
        full = self._mark.height() + self._title.sizeHint().height() + words + acts + 3 * S + 2 * XL + 3 * M
        low = event.size().height() < full
        self._mark.setHidden(low)
        self._parts.setSpacing(XS if low else S)
        self._all.setSpacing(0 if low else M)
        self._all.setContentsMargins(XL, 0 if low else XL, XL, 0 if low else XL)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_acts"):
            self._fit()

    def _fit(self) -> None:
        self._text.setMaximumWidth(self._text.fontMetrics().horizontalAdvance("国") * _WIDEST)
