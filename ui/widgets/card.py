"""White cards on the ground, and the labelled fields in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import XS, XXS, M, S, set_role
from ui.widgets.basics import column, label, row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from secretariat.errors import UserError


class Card(QFrame):
    """A card: an optional heading with room for acts at its right, and a ``body`` that takes widgets.

    ``add`` appends to the body and gives the card back: ``Card("会议").add(field).add(other)``.
    """

    def __init__(self, title: str = "", *acts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading = label(title, "section", wrap=False)
        self.acts = row(*acts, gap=XS)
        self.body: QVBoxLayout = column(gap=S)
        outer = column(gap=S, pad=M, into=self)
        if title or acts:
            outer.addLayout(row(self.heading, None, self.acts))
        outer.addLayout(self.body)

    def add(self, *parts: QWidget | QLayout) -> Card:
        """Append to the body."""
        for part in parts:
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)
        return self


class Field(QWidget):
    """A field with its label above it, and below it, when something is wrong, what and how to mend it."""

    def __init__(
        self, title: str, editor: QWidget, *, hint: str = "", needed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self.editor = editor
        self.label = label(f"{title}（必填）" if needed else title, "label", wrap=False)
        self.label.setBuddy(editor)
        self._hint = hint
        self._message: QLabel = label(hint, "small")
        if not editor.accessibleName():
            editor.setAccessibleName(title)
        column(self.label, editor, self._message, gap=XXS, into=self)
        self._message.setHidden(not hint)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        if editor.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            self.setFocusProxy(editor)
        problem: Any = getattr(editor, "problem_changed", None)
        if problem is not None:
            problem.connect(self.show_problem)

    @property
    def problem(self) -> str:
        """What is wrong, as shown; empty when nothing is."""
        return self._message.text() if self._message.property("role") == "error" else ""

    def show_problem(self, text: str) -> None:
        """Say what is wrong; nothing when all is well again."""
        self._message.setText(text or self._hint)
        self._message.setVisible(bool(text or self._hint))
        set_role(self._message, role="error" if text else "small")
        set_role(self.editor, state="wrong" if text else "")
        self.editor.setAccessibleDescription(text)

    def show_hint(self, text: str) -> None:
        """Say another hint; what is wrong stays said."""
        problem, self._hint = self.problem, text
        self.show_problem(problem)

    def show_error(self, error: UserError) -> None:
        """Show an error of a service where it belongs, and go there."""
        self.show_problem(str(error))
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class Form(QWidget):
    """Fields in columns of equal width, filled row by row."""

    def __init__(self, columns: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._next = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(S)
        for index in range(columns):
            self._grid.setColumnStretch(index, 1)

    def add(self, field: QWidget, *, span: int = 1) -> Form:
        """The next field; ``span`` columns wide."""
        place = self._next % self._columns
        if place + span > self._columns:
            self._next += self._columns - place
        self._grid.addWidget(
            field, self._next // self._columns, self._next % self._columns, 1, span, Qt.AlignmentFlag.AlignTop
        )
        self._next += span
        return self
