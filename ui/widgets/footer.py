"""The foot of a page: at the left whether everything is saved, at the right what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.theme import XS, L, S, set_role
from ui.widgets.basics import button, clear, label, on_keys, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.operations import SaveState


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something the user can do: ``why`` tells, in the tooltip, why it cannot be done while ``enabled`` is False."""

    name: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    shortcut: str = ""
    enabled: bool = True
    why: str = ""
    danger: bool = False

    def as_button(self, role: str = "") -> QPushButton:
        """The act as a button."""
        made = button(
            self.text,
            self.name,
            role=role or ("danger" if self.danger else ""),
            icon=self.icon,
            shortcut=self.shortcut,
            clicked=self.run,
        )
        made.setEnabled(self.enabled)
        if not self.enabled and self.why:
            made.setToolTip(self.why)
        return made


class Footer(QFrame):
    """Saved state, secondary acts, and one primary act, which Ctrl+Enter does too."""

    retry = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._state = label("", "small", wrap=False)
        self._state.setObjectName("save-state")
        self._retry = button("重试", "save-retry", role="link", clicked=self.retry.emit)
        self._retry.hide()
        self._acts = row(gap=XS)
        row(self._state, self._retry, None, self._acts, gap=XS, pad=(L, S), into=self)
        self.primary: QPushButton | None = None

    @property
    def state_text(self) -> str:
        """What it says about saving."""
        return self._state.text()

    def show_state(self, state: SaveState) -> None:
        """Say whether everything is saved."""
        self._state.setText(state.text)
        problem = state.problem is not None and not state.busy
        set_role(self._state, role="error" if problem else "small")
        self._retry.setVisible(problem)

    def show_acts(self, primary: Act | None, *secondary: Act) -> None:
        """Show what can be done: the primary act, always the next step, stands at the far right."""
        held = self._held()
        clear(self._acts)
        for act in secondary:
            self._acts.addWidget(act.as_button())
        self.primary = None
        if primary is not None:
            self.primary = primary.as_button("primary")
            if not primary.shortcut:
                on_keys(self.primary, "Ctrl+Return", "Ctrl+Enter")
                if primary.enabled or not primary.why:
                    self.primary.setToolTip(f"{primary.text}（Ctrl+回车）")
            self._acts.addWidget(self.primary)
        # Where the act is gone the focus goes to what comes next, and not to wherever Qt would send it.
        found = (self.findChild(QPushButton, held) or self.primary) if held else None
        if found is not None:
            found.setFocus()

    def _held(self) -> str:
        """The name of the act that has the focus, or will have it again once the dialog in front is closed."""
        holder: QWidget | None = self.window().focusWidget()
        return "" if holder is None or not self.isAncestorOf(holder) else holder.objectName()
