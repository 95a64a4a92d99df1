"""签发单扫描件, among what is recorded of the minutes: what there is, and where a file can be dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from secretariat.services.attachments_store import not_here
from secretariat.services.attachments_types import size_words, type_words
from ui.minutes.file_drop import FileDrop
from ui.theme import XS, S
from ui.widgets.basics import button, label, row
from ui.widgets.card import Card
from ui.widgets.choices import StatusBadge

if TYPE_CHECKING:
    from secretariat.domain.facts import Attachment
    from ui.minutes.scan_acts import ScanActs

_HINT: Final = "把领导签字的纸质签发单扫描成 PDF、JPEG、PNG 或 TIFF，拖到这里，或按右边的按钮选择。"
_DROP: Final = "松开鼠标，作为签发单扫描件。"
NOT_HERE: Final = "文件不在本机"


class ScanCard(Card):
    """The scan of the sheet. ``wanted`` asks to see it."""

    wanted = Signal()

    def __init__(self, scans: ScanActs) -> None:
        super().__init__("签发单扫描件")
        self._scans = scans
        self.said = label("", "strong", wrap=False)
        self.state = StatusBadge(NOT_HERE, "warning")
        self.hint = label(_HINT, "second")
        self.add_scan = button("添加扫描件…", "scan-add", shortcut="Ctrl+Shift+A", clicked=scans.ask)
        self.view = button("查看", "scan-view", clicked=self.wanted.emit)
        self.search = button("找回文件…", "scan-find", clicked=self._find)
        self.replace = button("更换…", "scan-replace", clicked=scans.ask)
        self.remove = button("移除", "scan-remove", clicked=scans.remove)
        acts = row(self.view, self.search, self.replace, self.remove, self.add_scan, gap=XS)
        line = row(self.said, self.state, self.hint, acts, gap=S)
        line.setStretch(2, 1)
        self.add(line)
        self._drop = FileDrop(self)
        self._drop.dropped.connect(scans.take)
        self._drop.entered.connect(lambda: self.hint.setText(_DROP))
        self._drop.left.connect(self._explain)
        scans.told.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what there is now."""
        scan = self._scans.current
        there = scan is not None and self._scans.is_here(scan)
        missing = scan is not None and self._scans.is_missing(scan)
        self.said.setText("" if scan is None else told(scan))
        self.said.setVisible(scan is not None)
        self.state.setVisible(missing)
        self.state.setToolTip(not_here(scan).remedy if scan is not None else "")
        self._explain()
        for made, shown in (
            (self.add_scan, scan is None),
            (self.view, there),
            (self.search, missing),
            (self.replace, scan is not None),
            (self.remove, scan is not None),
        ):
            made.setVisible(shown)
        self.add_scan.setEnabled(self._scans.can_add)

    def _explain(self) -> None:
        self.hint.setText(_HINT if self._scans.current is None else "")

    def _find(self) -> None:
        scan = self._scans.current
        if scan is not None:
            self._scans.find_again(scan)


def told(scan: Attachment) -> str:
    """A scan in a line: its name, what it is, how large."""
    return f"{scan.name}（{type_words(scan.media_type)}，{size_words(scan.size)}）"
