"""The papers of a journey (通知、方案、日程): dropped or chosen, looked at, saved elsewhere, removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from secretariat.domain.facts import Attachment
from secretariat.errors import UserError
from secretariat.services import away_register as service
from secretariat.services.attachments_opened import file_name, save_copy
from secretariat.services.attachments_types import PDF, size_words
from ui.meetings.undoing import keep_entry, offer_undo
from ui.minutes.file_drop import FileDrop
from ui.minutes.scan_acts import read_to_show
from ui.theme import XS
from ui.widgets.basics import box, button, clear, icon_button, row
from ui.widgets.dialogs import ask_open, ask_save
from ui.widgets.paper_dialog import PaperDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

    from secretariat.domain.away_register import AwayFile, Journey
    from ui.main_window import Shell

_ALL: Final = (("所有文件", "*"),)


def attachment_of(file: AwayFile) -> Attachment:
    """A paper as the store of files knows it."""
    return Attachment(id=str(file.key), name=file.name, sha256=file.sha256, size=file.size, media_type=file.media_type)


class JourneyFiles(QObject):
    """The papers of the journey in the form. ``save_first`` saves it, and calls back with its key once it is there."""

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        room: QVBoxLayout,
        save_first: Callable[[Callable[[int], object]], object],
    ) -> None:
        super().__init__(parent)
        self._shell, self._parent, self._room, self._save_first = shell, parent, room, save_first
        self._drop = FileDrop(parent)
        self._drop.dropped.connect(self.take)
        self.show_journey(None)

    def show_journey(self, journey: Journey | None) -> None:
        """Show the papers of a journey; of a new one there are none yet."""
        clear(self._room)
        for file in () if journey is None else journey.files:
            self._room.addWidget(self._line(file))
        add = button("添加附件…", "away-file-add", role="link", icon="add", clicked=self.ask)
        add.setToolTip("会议通知、方案、日程安排，也可以把文件拖到这里")
        self._room.addWidget(box(row(add, None)))

    def _line(self, file: AwayFile) -> QWidget:
        name = f"{file.name}（{size_words(file.size)}）"
        view = button(name, f"away-file-{file.key}", role="link", hint="查看", clicked=partial(self.view, file))
        save = icon_button(
            "save", f"away-file-save-{file.key}", "另存为", small=True, clicked=partial(self.save_as, file)
        )
        remove = icon_button(
            "close", f"away-file-remove-{file.key}", "移除", small=True, clicked=partial(self.remove, file)
        )
        return box(row(view, None, save, remove, gap=XS))

    # --- acts

    def ask(self) -> QFileDialog:
        """Ask which files."""
        return ask_open(self._parent, "添加附件", _ALL, self.take, several=True)

    def take(self, paths: object) -> None:
        """Take files that were chosen or dropped; what is typed is saved before."""
        if not isinstance(paths, tuple) or not paths:
            return
        self._save_first(partial(self._add, paths))

    def _add(self, paths: tuple[Path, ...], key: int) -> None:
        app, shell = self._shell.services, self._shell
        for path in paths:
            act = shell.operations.write(service.add_file, app.database, app.actor, key, app.attachments, path)
            act.long(f"正在复制 {path.name}", reports=True).then(lambda _: shell.note("已添加附件"))

    def remove(self, file: AwayFile) -> None:
        """Remove one; that can be undone at once."""
        key = self._journey_of(file)
        if key is not None:
            gone = keep_entry(self._shell, service.remove_file, key, file)
            gone.then(partial(offer_undo, self._shell, f"已移除“{file.name}”"))

    current: Callable[[], Journey | None] = staticmethod(lambda: None)
    """The journey in the form; whoever hosts the form says it."""

    def _journey_of(self, file: AwayFile) -> int | None:
        journey = self.current()
        return journey.key if journey is not None and file in journey.files else None

    def view(self, file: AwayFile) -> None:
        """Show a PDF in the window; other kinds with another program, as a copy that can only be read."""
        if file.media_type != PDF:
            self._open_elsewhere(file)
            return
        read = self._shell.operations.read(read_to_show, self._shell.services.attachments, attachment_of(file))
        read.long(f"正在读取 {file.name}", can_cancel=False)
        read.then(lambda content: PaperDialog(self._parent.window(), self._shell, Path(file.name).stem, content).open())

    def _open_elsewhere(self, file: AwayFile) -> None:
        app = self._shell.services
        act = self._shell.operations.write(app.opened.copy, app.attachments, attachment_of(file))
        act.long(f"正在打开 {file.name}", reports=True).then(self._open)

    def _open(self, place: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            error = UserError(f"没有能打开“{place.name}”的程序", "请安装相应的程序，或另存后到别的电脑上打开")
            self._shell.operations.refused.emit(error)

    def save_as(self, file: AwayFile) -> QFileDialog:
        """Save a copy."""
        attachment, shell = attachment_of(file), self._shell

        def save(path: Path) -> None:
            act = shell.operations.write(save_copy, shell.services.attachments, attachment, path)
            act.long(f"正在保存 {path.name}", reports=True).then(lambda _: shell.note(f"已保存到 {path}"))

        return ask_save(self._parent, "另存为", _ALL, file_name(attachment), save)
