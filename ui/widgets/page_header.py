"""The head of a page: what and when, and below it, where there is one, the stepper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.theme import XS, XXS, L, M, S, set_role
from ui.widgets.basics import box, column, icon_button, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QVBoxLayout


class PageHeader(QFrame):
    """Title at the left, when and where at the right, or below it where there is no room beside it.

    ``back`` is asked for by the arrow before the title.
    """

    back = Signal()

    def __init__(self, title: str = "", when: str = "", *, back: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "head")
        self._title = label(title, "title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._when = label(when, "second", wrap=False)
        self._below = label(when, "second")
        self._back = icon_button("back", "page-back", "返回", clicked=self.back.emit)
        self._back.setToolTip("返回（Esc 或 Alt+←）")
        self.acts = row(gap=XS)
        top = row(self._back, column(self._title, self._below, gap=0), self._when, self.acts, gap=S)
        top.setStretch(1, 1)
        self._top = top
        self.below: QVBoxLayout = column(gap=S)
        self._all = column(box(top), self.below, gap=S, pad=(L, M), into=self)
        self._back.setHidden(not back)
        self._fit()

    def show_title(self, title: str, when: str = "") -> None:
        """Say what this page is about, and when that is."""
        self._title.setText(title)
        self._when.setText(when)
        self._below.setText(when)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put when and where below the title in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_top"):
            self._fit()

    def _fit(self) -> None:
        """Beside the title if both then stand on one line."""
        back = 0 if self._back.isHidden() else self._back.sizeHint().width() + S
        words = [self._title.fontMetrics().horizontalAdvance(self._title.text()), self._when.sizeHint().width()]
        needed = 2 * L + back + sum(words) + self.acts.sizeHint().width() + 2 * S
        below = needed > self.width()
        self._when.setHidden(below or not self._when.text())
        self._below.setHidden(not below or not self._when.text())

    def be_low(self, *, low: bool) -> None:
        """Take less room from top to bottom."""
        set_role(self._title, role="section" if low else "title")
        self._all.setContentsMargins(L, XS if low else M, L, XS if low else M)
        self._all.setSpacing(XXS if low else S)
        self._fit()

    @property
    def title(self) -> str:
        """What it says."""
        return self._title.text()

    @property
    def when(self) -> str:
        """When it says that is."""
        return self._when.text()
