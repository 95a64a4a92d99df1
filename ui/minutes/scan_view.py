"""The scan of a signed sheet as one looks at it: page by page in the window, with no copy of it anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from secretariat.errors import UserError
from secretariat.services.attachments_store import DamagedFileError, FileNotHereError, not_here
from secretariat.services.attachments_types import SCANS
from ui.minutes.file_drop import FileDrop
from ui.minutes.scan_card import told
from ui.printing import print_paper
from ui.theme import XS
from ui.widgets.basics import button, column, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from secretariat.domain.facts import Attachment, Dossier, MinutesVersion
    from ui.main_window import Shell
    from ui.minutes.scan_acts import ScanActs


class ScanView(QWidget):
    """Shows the scan of the minutes as they are now, or that of the earlier version ``version_no``."""

    def __init__(self, shell: Shell, scans: ScanActs) -> None:
        super().__init__()
        self._shell, self._scans = shell, scans
        self._shown: Attachment | None = None
        self._dossier: Dossier | None = None
        self.version_no: int | None = None
        self.said = label("", "second")
        self.replace = button("更换…", "scan-view-replace", clicked=scans.ask)
        self.remove = button("移除", "scan-view-remove", clicked=scans.remove)
        self.preview = PdfPreview(shell.operations, "scan-preview")
        self.preview.printing.connect(self.print)
        self.empty = EmptyState("", "", icon="sign", primary=False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.preview)
        self.preview.acts.addWidget(self.replace)
        self.preview.acts.addWidget(self.remove)
        column(self.said, self._stack, gap=XS, into=self).setStretch(1, 1)
        self._drop = FileDrop(self)
        self._drop.dropped.connect(self._take)
        scans.told.connect(self.refresh)

    @property
    def version(self) -> MinutesVersion | None:
        """The earlier version that is looked at."""
        minutes = None if self._dossier is None else self._dossier.minutes
        versions = () if minutes is None else minutes.versions
        return next((version for version in versions if version.no == self.version_no), None)

    @property
    def scan(self) -> Attachment | None:
        """The scan that is looked at."""
        return self._scans.current if self.version is None else self._scans.of(self.version.scan)

    @property
    def title(self) -> str:
        """What it is of: the minutes as they are now, or an earlier version."""
        return "签发单扫描件" if self.version is None else f"签发单扫描件（第{self.version.no}版）"

    @property
    def front(self) -> QWidget:
        """Where the focus goes."""
        shown: QWidget | None = self._stack.currentWidget()
        return self.preview if shown is self.preview else self.empty.findChild(QPushButton) or self.preview

    @property
    def can_save(self) -> bool:
        """Whether there is a file to be saved."""
        return self.scan is not None and self._scans.is_here(self.scan)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the scan as it is now."""
        self._dossier = dossier
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now, if somebody looks."""
        if not self.isVisible():
            return
        scan = self.scan
        self.said.setText("" if scan is None else f"{self.title}：{told(scan)}")
        self.said.setVisible(scan is not None)
        self.replace.setVisible(self.version is None)
        self.remove.setVisible(self.version is None)
        if scan is None:
            self._shown = None
            self._say_nothing_there()
        elif self._scans.is_missing(scan):
            self._shown = None
            self._refuse(not_here(scan))
        elif self._scans.is_here(scan) and scan != self._shown:
            self._shown = scan
            if scan.media_type in SCANS:
                self._scans.read(scan, self._show, self._refuse)
            else:
                self._refuse(UserError(f"“{scan.name}”不能在这里显示", "可以用其他程序打开，只读，关闭后不留副本"))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Read it once somebody looks."""
        super().showEvent(event)
        self.refresh()

    def _show(self, content: bytes) -> None:
        self._stack.setCurrentWidget(self.preview)
        self.preview.show_paper(content)

    def _say_nothing_there(self) -> None:
        add = Act(name="scan-view-add", text="添加扫描件…", run=self._scans.ask, enabled=self._scans.can_add)
        text = "把领导签字的纸质签发单扫描成 PDF、JPEG、PNG 或 TIFF，拖到这里，或按按钮选择。印发以后也可以补。"
        if self.version is None:
            self.empty.show_text("还没有签发单扫描件", text, add, primary=False)
        else:
            self.empty.show_text(f"第{self.version.no}版没有签发单扫描件", "印发这一版时没有添加。", primary=False)
        self._stack.setCurrentWidget(self.empty)

    def _refuse(self, error: UserError) -> None:
        """Say why it cannot be shown, with what can be done instead."""
        scan = self.scan
        if scan is None:
            return
        find = Act(name="scan-view-find", text="找回文件…", run=lambda: self._scans.find_again(scan))
        elsewhere = Act(name="scan-view-open", text="用其他程序打开", run=lambda: self._scans.open_elsewhere(scan))
        first = find if isinstance(error, FileNotHereError | DamagedFileError) else elsewhere
        replace = Act(name="scan-instead", text="更换…", run=self._scans.ask)
        remove = Act(name="scan-away", text="移除", run=self._scans.remove)
        acts = (first, replace, remove) if self.version is None else (first,)
        self.empty.show_text(error.message, error.remedy, *acts, primary=False)
        self._stack.setCurrentWidget(self.empty)

    def _take(self, paths: object) -> None:
        if self.version is None and isinstance(paths, tuple):
            self._scans.take(paths)

    # --- out of the window

    def print(self) -> None:
        """Print it."""
        try:
            print_paper(self, self._shell.operations, self.preview.paper, self.title)
        except UserError as error:
            self._shell.operations.refused.emit(error)

    def save(self) -> None:
        """Save a copy of the file as it is."""
        if self.scan is not None and self.can_save:
            self._scans.save_as(self.scan)
