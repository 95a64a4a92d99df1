"""Dialogs, for what cannot be undone or has to be chosen first, and for files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPushButton, QWidget

from ui.icons import Mark
from ui.theme import XS, L, M, S
from ui.widgets.basics import button, column, label, named, row
from ui.widgets.file_dialog import dress, file_dialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QShowEvent

    from ui.widgets.footer import Act

_WIDTH: Final = 480


class Dialog(QDialog):
    """A heading, a body for widgets, and at the lower right the acts; the last is the primary one. Esc cancels."""

    def __init__(
        self,
        parent: QWidget | None,
        object_name: str,
        title: str,
        *,
        text: str = "",
        icon: str = "",
        tone: str = "accent",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        plain = Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint
        self.setWindowFlags(plain | Qt.WindowType.WindowTitleHint | Qt.WindowType.WindowCloseButtonHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, object_name, title)
        head = row(gap=S)
        if icon:
            head.addWidget(Mark(icon, tone, 24))
        heading = label(title, "section")
        head.addWidget(heading, 1)
        self.body = column(gap=M)
        self.text = label(text)
        self.body.addWidget(self.text)
        self.acts = row(None, gap=XS)
        column(head, self.body, self.acts, gap=M, pad=L, into=self)
        self.text.setHidden(not text)
        self._primary: QPushButton | None = None
        self.setFixedWidth(_WIDTH)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """As high as the words need at this width."""
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(_WIDTH))
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Begin at the first field, or where there is none at the primary act."""
        if self.focusWidget() is not None:
            return
        field = next((one for one in self.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly()), None)
        first = field or self._primary
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_cancel(self, text: str = "取消") -> QPushButton:
        """A button that closes the dialog and does nothing."""
        made = button(text, f"{self.objectName()}-cancel", clicked=self.reject)
        self.acts.addWidget(made)
        return made

    def add_act(self, text: str, name: str, run: Callable[[], object], *, role: str = "") -> QPushButton:
        """A button that closes the dialog, then does its act."""

        def act() -> None:
            self.accept()
            run()

        made = button(text, f"{self.objectName()}-{name}", role=role, clicked=act)
        made.setDefault(role == "primary")
        self.acts.addWidget(made)
        if role == "primary":
            self._primary = made
        return made


def confirm(
    parent: QWidget,
    title: str,
    text: str,
    act: str,
    run: Callable[[], object],
    *,
    danger: bool = False,
    object_name: str = "confirm",
) -> Dialog:
    """Ask before what cannot be undone; returns at once, and does it if the user says so."""
    made = Dialog(parent, object_name, title, text=text, icon="alert", tone="violation" if danger else "warning")
    cancel = made.add_cancel()
    made.add_act(act, "act", run, role="danger" if danger else "primary")
    if danger:
        cancel.setFocus()
    made.open()
    return made


def choose(parent: QWidget, title: str, text: str, acts: Sequence[Act], *, object_name: str = "choose") -> Dialog:
    """Ask which of several; the last act is the primary one, Esc does none of them."""
    made = Dialog(parent, object_name, title, text=text, icon="alert", tone="accent")
    made.add_cancel()
    for index, act in enumerate(acts):
        role = "danger" if act.danger else "primary" if index == len(acts) - 1 else ""
        made.add_act(act.text, act.name, act.run, role=role)
    made.open()
    return made


def ask_open(
    parent: QWidget,
    title: str,
    kinds: Sequence[tuple[str, str]],
    then: Callable[[tuple[Path, ...]], object],
    *,
    folder: Path | None = None,
    several: bool = False,
) -> QFileDialog:
    """Ask for files to open: ``ask_open(self, "导入会议", [("会议文件", "*.json")], self._import)``."""
    made = file_dialog(parent, title, kinds, folder)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    made.setFileMode(QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile)
    dress(made)
    made.filesSelected.connect(lambda names: then(tuple(Path(name) for name in names)))
    made.open()
    return made


def ask_save(
    parent: QWidget,
    title: str,
    kinds: Sequence[tuple[str, str]],
    name: str,
    then: Callable[[Path], object],
    *,
    folder: Path | None = None,
) -> QFileDialog:
    """Ask where to save; ``name`` is proposed, and its ending added where the user leaves it away."""
    made = file_dialog(parent, title, kinds, folder)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    made.setDefaultSuffix(Path(name).suffix.lstrip("."))
    made.selectFile(name)
    dress(made)
    made.fileSelected.connect(lambda chosen: then(Path(chosen)))
    made.open()
    return made
