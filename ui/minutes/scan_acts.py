"""What can be done with the scan of the signed sheet: add, replace, remove, find again, save, open elsewhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from secretariat.domain.editing import attachment_of
from secretariat.errors import UserError
from secretariat.services import attachments
from secretariat.services import minutes as service
from secretariat.services.attachments_opened import file_name, save_copy
from ui.meetings.undoing import keep_entry, offer_undo
from ui.minutes.sign_off_dialogs import ReasonDialog
from ui.pdf_pages import measure
from ui.widgets.dialogs import ask_open, ask_save

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog, QWidget

    from secretariat.domain.facts import Attachment
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.meetings import MeetingView
    from ui.meetings.desk import MeetingDesk
    from ui.operations import Operation

KINDS: Final = (("签发单扫描件", "*.pdf *.jpg *.jpeg *.png *.tif *.tiff"), ("所有文件", "*"))
_ALL: Final = (("所有文件", "*"),)


def read_to_show(files: AttachmentFiles, attachment: Attachment) -> bytes:
    """Give a scan's content, once it is known that it can be shown; raises ``UserError`` where it can't."""
    content = files.read(attachment)
    measure(content)
    return content


class ScanActs(QObject):
    """The acts on one meeting's scan, and whether its file is on this computer. ``told`` says that something is new."""

    told = Signal()

    def __init__(self, desk: MeetingDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, parent
        self._view: MeetingView | None = None
        self._here: frozenset[str] = frozenset()
        self._missing: frozenset[str] = frozenset()

    # --- what there is

    def show_view(self, view: MeetingView) -> None:
        """Take note of the meeting as it is now, and look which files are here."""
        before, self._view = self._view, view
        if before is None or view.dossier.attachments != before.dossier.attachments:
            self._look()
        self.told.emit()

    def _look(self) -> None:
        wanted = () if self._view is None else self._view.dossier.attachments
        files = self._desk.app.attachments
        look = self._desk.shell.operations.read_latest(("scans", id(self)), attachments.here, files, wanted)
        look.then(partial(self._take_here, frozenset(one.sha256 for one in wanted)))

    def _take_here(self, looked_for: frozenset[str], here: frozenset[str]) -> None:
        self._here, self._missing = here, looked_for - here
        self.told.emit()

    @property
    def current(self) -> Attachment | None:
        """The scan of the sheet that the minutes are signed off by now."""
        minutes = None if self._view is None else self._view.dossier.minutes
        return None if minutes is None else self.of(minutes.scan)

    def of(self, key: str | None) -> Attachment | None:
        """An attachment by its id."""
        if self._view is None or key is None:
            return None
        return attachment_of(self._view.dossier, key)

    def is_here(self, attachment: Attachment) -> bool:
        """Whether its file is known to be on this computer."""
        return attachment.sha256 in self._here

    def is_missing(self, attachment: Attachment) -> bool:
        """Whether its file is known not to be on this computer."""
        return attachment.sha256 in self._missing

    @property
    def can_add(self) -> bool:
        """Whether there is anything that could have been signed."""
        return self._view is not None and self._view.dossier.minutes is not None

    @property
    def _issued(self) -> bool:
        return self._view is not None and self._view.locked

    # --- acts

    def ask(self) -> QFileDialog:
        """Ask which file is to be the scan."""
        title = "添加签发单扫描件" if self.current is None else "更换签发单扫描件"
        return ask_open(self._page, title, KINDS, self.take)

    def take(self, paths: tuple[Path, ...]) -> None:
        """Take a file that was chosen or dropped; once issued, another scan gives way only for a reason."""
        if len(paths) != 1:
            self._refuse(UserError("签发单扫描件只能是一个文件", "多页的请扫描成一个 PDF 或 TIFF 文件"))
        elif not self.can_add:
            self._refuse(UserError("还没有纪要，不能添加签发单扫描件", "请先起草纪要"))
        elif self.current is not None and self._issued:
            text = f"纪要已经印发。现有的“{self.current.name}”将换成“{paths[0].name}”，更换原因记入操作记录。"
            ReasonDialog(
                self._page,
                "scan-replace",
                "更换签发单扫描件",
                "更换",
                "更换原因",
                partial(self._attach, paths[0]),
                text=text,
            )
        else:
            self._attach(paths[0])

    def _attach(self, path: Path, because: str | None = None) -> Operation[Any]:
        what = "已添加" if self.current is None else "已更换"
        act = self._desk.act(service.attach_scan, self._desk.app.attachments, path, because=because)
        act.long(f"正在复制 {path.name}", reports=True)
        return act.then(lambda _: self._desk.shell.note(f"{what}签发单扫描件"))

    def remove(self) -> None:
        """Remove the scan: at once with an undo, or once issued for a reason."""
        if self.current is None:
            return
        if self._issued:
            text = f"纪要已经印发。“{self.current.name}”将从纪要中移除，移除原因记入操作记录。"
            ReasonDialog(
                self._page, "scan-remove", "移除签发单扫描件", "移除", "移除原因", self._remove_because, text=text
            )
        else:
            shell = self._desk.shell
            keep_entry(shell, service.remove_scan, self._desk.meeting_id).then(
                partial(offer_undo, shell, "已移除签发单扫描件")
            )

    def _remove_because(self, because: str) -> Operation[Any]:
        return self._desk.act(service.remove_scan, because=because)

    def find_again(self, attachment: Attachment) -> QFileDialog:
        """Ask for the file of an attachment that is not on this computer, and put it back."""

        def found(paths: tuple[Path, ...]) -> None:
            files = self._desk.app.attachments
            act = self._desk.shell.operations.write(attachments.find_again, files, attachment, paths[0])
            act.long(f"正在复制 {paths[0].name}", reports=True).then(self._found)

        return ask_open(self._page, f"找回文件：{attachment.name}", _ALL, found)

    def _found(self, _: object) -> None:
        self._desk.shell.note("已找回文件")
        self._look()

    def save_as(self, attachment: Attachment) -> QFileDialog:
        """Save a copy."""

        def save(path: Path) -> None:
            files, shell = self._desk.app.attachments, self._desk.shell
            act = shell.operations.write(save_copy, files, attachment, path)
            act.long(f"正在保存 {path.name}", reports=True).then(lambda _: shell.note(f"已保存到 {path}"))

        return ask_save(self._page, "另存为", _ALL, file_name(attachment), save)

    def open_elsewhere(self, attachment: Attachment) -> None:
        """Have the desktop open a copy that can only be read."""
        app = self._desk.app
        act = self._desk.shell.operations.write(app.opened.copy, app.attachments, attachment)
        act.long(f"正在打开 {attachment.name}", reports=True).then(self._open)

    def _open(self, place: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            self._refuse(UserError(f"没有能打开“{place.name}”的程序", "请安装相应的程序，或另存后到别的电脑上打开"))

    def read(
        self, attachment: Attachment, take: Callable[[bytes], object], refuse: Callable[[UserError], object]
    ) -> None:
        """Have its content read, to be shown."""
        files = self._desk.app.attachments
        act = self._desk.shell.operations.read_latest(("scan", id(self)), read_to_show, files, attachment)
        act.long(f"正在读取 {attachment.name}", can_cancel=False).then(take).failed(refuse)

    def _refuse(self, error: UserError) -> None:
        self._desk.shell.operations.refused.emit(error)
