"""Files of a topic in the window: looked at, opened elsewhere to be read, saved, found again, added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from secretariat.domain.editing import attachment_of
from secretariat.errors import UserError
from secretariat.services import attachments
from secretariat.services.attachments_opened import file_name, save_copy
from secretariat.services.attachments_store import not_here
from secretariat.services.attachments_types import SCANS, size_words, type_words
from ui.minutes.scan_acts import read_to_show
from ui.minutes.scan_card import NOT_HERE
from ui.theme import M, S
from ui.widgets.basics import button, column, label, named, row
from ui.widgets.choices import StatusBadge
from ui.widgets.dialogs import ask_open, ask_save
from ui.widgets.paper_dialog import print_out
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.domain.facts import Attachment
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk

ALL: Final = (("所有文件", "*"),)
SCAN_KINDS: Final = (("扫描件", "*.pdf *.jpg *.jpeg *.png *.tif *.tiff"), ("所有文件", "*"))
_SHARE: Final = 0.92


def told(file: Attachment) -> str:
    """What a file is, in a few words: PDF，1.2 MB."""
    return f"{type_words(file.media_type)}，{size_words(file.size)}"


class FileDialog(QDialog):
    """A PDF or picture in full, out of memory: no copy of it is anywhere. Esc closes it, Ctrl+P prints."""

    def __init__(self, parent: QWidget, shell: Shell, file: Attachment, content: bytes, files: TopicFiles) -> None:
        super().__init__(parent)
        self.setWindowTitle(file.name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "topic-file", file.name)
        self.preview = PdfPreview(shell.operations, "topic-file-preview")
        self.preview.printing.connect(lambda: print_out(self, shell, content, file.name))
        said = label(f"{file.name}（{told(file)}）", "second", wrap=False)
        close = button("关闭", "topic-file-close", clicked=self.reject)
        save = button("另存为…", "topic-file-save", clicked=lambda: files.save(file))
        go = button(
            "打印…",
            "topic-file-print",
            role="primary",
            shortcut="Ctrl+P",
            clicked=lambda: print_out(self, shell, content, file.name),
        )
        column(self.preview, row(said, None, close, save, go, gap=S), gap=S, pad=M, into=self).setStretch(0, 1)
        room = parent.window().size()
        self.resize(min(round(room.width() * _SHARE), 960), round(room.height() * _SHARE))
        self.preview.show_paper(content)
        self.preview.setFocus()


class TopicFiles(QObject):
    """What can be done with the files of one topic."""

    def __init__(self, desk: TopicDesk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def of(self, key: str | None) -> Attachment | None:
        """A file by its id."""
        dossier = self._desk.dossier
        return None if dossier is None or key is None else attachment_of(dossier, key)

    def is_missing(self, file: Attachment) -> bool:
        """Whether a file is known not to be on this computer."""
        return file.sha256 in self._desk.missing

    def show(self, file: Attachment) -> None:
        """Show a PDF or a picture in the window; have another program open anything else, only to be read."""
        if file.media_type not in SCANS:
            self.open_elsewhere(file)
            return
        shell = self._desk.shell
        reading = shell.operations.read(read_to_show, self._desk.app.attachments, file)
        reading.long(f"正在读取 {file.name}", can_cancel=False)
        reading.then(lambda content: FileDialog(self._page.window(), shell, file, content, self).open())

    def open_elsewhere(self, file: Attachment) -> None:
        """Have the desktop open a copy that can only be read; it is wiped when the program closes."""
        app = self._desk.app
        act = self._desk.shell.operations.write(app.opened.copy, app.attachments, file)
        act.long(f"正在打开 {file.name}", reports=True).then(self._open)

    def _open(self, place: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            error = UserError(f"没有能打开“{place.name}”的程序", "请安装相应的程序，或另存后到别的电脑上打开")
            self._desk.shell.operations.refused.emit(error)

    def save(self, file: Attachment) -> QFileDialog:
        """Save a copy where the user wants it."""
        shell = self._desk.shell

        def save(path: Path) -> None:
            act = shell.operations.write(save_copy, self._desk.app.attachments, file, path)
            act.long(f"正在保存 {path.name}", reports=True).then(lambda _: shell.note(f"已保存到 {path}"))

        return ask_save(self._page, "另存为", ALL, file_name(file), save)

    def find_again(self, file: Attachment) -> QFileDialog:
        """Ask for a file that is not on this computer, and put it back."""
        shell = self._desk.shell

        def found(paths: tuple[Path, ...]) -> None:
            act = shell.operations.write(attachments.find_again, self._desk.app.attachments, file, paths[0])
            act.long(f"正在复制 {paths[0].name}", reports=True).then(lambda _: self._found())

        return ask_open(self._page, f"找回文件：{file.name}", ALL, found)

    def _found(self) -> None:
        self._desk.shell.note("已找回文件")
        self._desk.read()  # no row has changed, so nobody else says so

    def ask(self, title: str, attach: Callable[[Path], Operation[Any]], *, scans: bool = True) -> QFileDialog:
        """Ask for a file and have it attached."""

        def take(paths: tuple[Path, ...]) -> None:
            act = attach(paths[0]).long(f"正在复制 {paths[0].name}", reports=True)
            act.then(lambda _: self._desk.shell.note(f"已添加 {paths[0].name}"))

        return ask_open(self._page, title, SCAN_KINDS if scans else ALL, take)


class FileLine(QWidget):
    """The one file of a record: its name opens it; added, replaced, removed or found again beside it."""

    def __init__(
        self,
        name: str,
        what: str,
        files: TopicFiles,
        attach: Callable[[Path], Operation[Any]],
        detach: Callable[[], object],
        *,
        scans: bool = True,
    ) -> None:
        super().__init__()
        self._files, self._attach, self._what, self._scans = files, attach, what, scans
        self._file: Attachment | None = None
        self.open = button("", f"{name}-open", role="link", icon="preview", clicked=self._show)
        self.state = StatusBadge(NOT_HERE, "warning")
        self.search = button("找回文件…", f"{name}-find", role="link", icon="search", clicked=self._find)
        self.add = button(f"添加{what}…", f"{name}-add", role="link", icon="add", clicked=self._ask)
        self.away = button("移除", f"{name}-away", role="link", clicked=detach)
        row(self.open, self.state, self.search, self.add, self.away, None, gap=S, into=self)
        self.show_file(None, locked=False)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """What can be pressed."""
        return (self.open, self.search, self.add, self.away)

    def show_file(self, key: str | None, *, locked: bool) -> None:
        """Show the file of that id, or that there is none."""
        self._file = self._files.of(key)
        there = self._file is not None
        missing = self._file is not None and self._files.is_missing(self._file)
        self.open.setVisible(there)
        self.state.setVisible(missing)
        self.search.setVisible(missing)
        self.away.setVisible(there and not locked)
        self.add.setVisible(not locked)
        self.add.setText(f"更换{self._what}…" if there else f"添加{self._what}…")
        if self._file is not None:
            self.open.setText(self._file.name)
            self.open.setAccessibleName(f"查看{self._what}：{self._file.name}")
            self.state.setToolTip(not_here(self._file).remedy)

    def _show(self) -> None:
        if self._file is not None:
            self._files.show(self._file)

    def _find(self) -> None:
        if self._file is not None:
            self._files.find_again(self._file)

    def _ask(self) -> None:
        title = self.add.text().rstrip("…")
        self._files.ask(title, self._attach, scans=self._scans)
