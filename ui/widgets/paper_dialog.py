"""A paper to be looked at, printed or saved, in a window of its own over the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from secretariat.errors import UserError
from secretariat.services.whole_files import write_whole
from ui.printing import print_paper
from ui.theme import M, S
from ui.widgets.basics import button, column, named, row
from ui.widgets.dialogs import ask_save
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from pathlib import Path

    from ui.main_window import Shell

_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST: Final = 60
"""Characters of a name; disks take 255 bytes, three of them a character."""
_PDF: Final = (("PDF 文件", "*.pdf"),)
_SHARE: Final = 0.92


def file_name(title: str, kind: str = "pdf") -> str:
    """The name under which a paper is proposed to be saved."""
    return f"{_NOT_IN_NAMES.sub('', title)[:_LONGEST]}.{kind}"


def _write(path: Path, paper: bytes) -> Path:
    write_whole(path, paper)
    return path


def save_paper(parent: QWidget, shell: Shell, paper: bytes, title: str) -> None:
    """Ask where to save a paper, and write it."""

    def write(path: Path) -> None:
        shell.operations.write(_write, path, paper).then(lambda path: shell.note(f"已保存到 {path}"))

    ask_save(parent, "另存为 PDF", _PDF, file_name(title), write)


def print_out(parent: QWidget, shell: Shell, paper: bytes, title: str) -> None:
    """Ask for a printer and print a paper; without one, say so."""
    try:
        print_paper(parent, shell.operations, paper, title, printed=lambda pages: shell.note(f"已送打印 {pages} 页"))
    except UserError as error:
        shell.operations.refused.emit(error)


class PaperDialog(QDialog):
    """Shows a paper in full; Esc closes it, Ctrl+P prints."""

    def __init__(self, parent: QWidget, shell: Shell, title: str, paper: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "paper", title)
        self.preview = PdfPreview(shell.operations, "paper-preview")
        self.preview.printing.connect(lambda: print_out(self, shell, paper, title))
        close = button("关闭", "paper-close", clicked=self.reject)
        save = button("另存为 PDF…", "paper-save", clicked=lambda: save_paper(self, shell, paper, title))
        go = button(
            "打印…",
            "paper-print",
            role="primary",
            shortcut="Ctrl+P",
            clicked=lambda: print_out(self, shell, paper, title),
        )
        column(self.preview, row(None, close, save, go, gap=S), gap=S, pad=M, into=self).setStretch(0, 1)
        room = parent.window().size()
        self.resize(min(round(room.width() * _SHARE), 960), round(room.height() * _SHARE))
        self.preview.show_paper(paper)
        self.preview.setFocus()
