"""The scan or photo of a written report (书面请假报告) beside a request: added, looked at, replaced, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from secretariat.domain.leave_requests import current
from secretariat.errors import UserError
from secretariat.services import leave as service
from secretariat.services.attachments_store import not_here
from secretariat.services.attachments_types import SCANS
from ui.meetings.undoing import keep_entry, offer_undo
from ui.minutes.file_drop import FileDrop
from ui.minutes.scan_acts import ScanActs
from ui.minutes.scan_card import NOT_HERE, told
from ui.theme import XS, M, S
from ui.widgets.basics import button, column, label, named, row
from ui.widgets.choices import StatusBadge
from ui.widgets.dialogs import ask_open
from ui.widgets.paper_dialog import print_out
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from secretariat.domain.facts import Attachment
    from secretariat.services.meetings import MeetingView
    from ui.main_window import Shell
    from ui.meetings.desk import MeetingDesk

WHAT: Final = "书面请假报告"
_KINDS: Final = ((WHAT, "*.pdf *.jpg *.jpeg *.png *.tif *.tiff"), ("所有文件", "*"))
_HINT: Final = "可把扫描件或照片拖到这里"
_LATER: Final = "登记后可添加扫描件或照片"
_DROP: Final = f"松开鼠标，作为{WHAT}"
_SHARE: Final = 0.92
_WIDEST: Final = 960


class ReportActs(ScanActs):
    """The acts on the report of one person's request; ``person`` says whose it is."""

    def __init__(self, desk: MeetingDesk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self.person: str | None = None

    @property
    def current(self) -> Attachment | None:
        """The report of the request that counts."""
        leave = None if self._view is None or self.person is None else current(self._view.dossier, self.person)
        return None if leave is None else self.of(leave.report)

    @property
    def can_add(self) -> bool:
        """Whether there is a request that is not locked."""
        view = self._view
        return (
            view is not None
            and not view.locked
            and self.person is not None
            and current(view.dossier, self.person) is not None
        )

    @property
    def can_come(self) -> bool:
        """Whether there can be one as soon as the request is entered."""
        return self._view is not None and not self._view.locked and self.person is None

    def ask(self) -> QFileDialog:
        """Ask which file it is."""
        return ask_open(self._page, f"{'添加' if self.current is None else '更换'}{WHAT}", _KINDS, self.take)

    def take(self, paths: tuple[Path, ...]) -> None:
        """Take a file that was chosen or dropped."""
        if len(paths) != 1:
            self._refuse(UserError(f"{WHAT}只能是一个文件", "多页的请扫描成一个 PDF 或 TIFF 文件"))
        elif not self.can_add or self.person is None:
            self._refuse(UserError(f"还没有登记请假，不能添加{WHAT}", "请先登记请假"))
        else:
            what = "已添加" if self.current is None else "已更换"
            files, path = self._desk.app.attachments, paths[0]
            act = self._desk.act(service.attach_report, files, path, self.person)
            act.long(f"正在复制 {path.name}", reports=True)
            act.then(lambda _: self._desk.shell.note(f"{what}{WHAT}"))

    def remove(self) -> None:
        """Remove it at once, with an undo."""
        if self.current is not None and self.person is not None:
            shell = self._desk.shell
            done = keep_entry(shell, service.remove_report, self._desk.meeting_id, self.person)
            done.then(partial(offer_undo, shell, f"已移除{WHAT}扫描件"))

    def look(self) -> None:
        """Show it in a window over the page; what the window can't show is opened elsewhere."""
        report = self.current
        if report is None:
            return
        if report.media_type not in SCANS:
            self.open_elsewhere(report)
            return

        def show(content: bytes) -> None:
            made = ReportDialog(self._page.window(), self._desk.shell, report.name, content)
            made.save.clicked.connect(lambda: self.save_as(report))
            made.open()

        self.read(report, show, self._refuse)


class ReportLine(QWidget):
    """What there is of the report, in a line; files can be dropped on ``over``."""

    def __init__(self, reports: ReportActs, over: QWidget) -> None:
        super().__init__()
        self._reports = reports
        self.said = label("", wrap=False)
        self.state = StatusBadge(NOT_HERE, "warning")
        self.hint = label(_HINT, "small", wrap=False)
        self.attach = self._made("添加扫描件…", "add", reports.ask, "Ctrl+Shift+A")
        self.view = self._made("查看", "view", reports.look)
        self.search = self._made("找回文件…", "find", self._find)
        self.replace = self._made("更换…", "replace", reports.ask)
        self.remove = self._made("移除", "remove", reports.remove)
        acts = row(self.attach, self.view, self.search, self.replace, self.remove, gap=XS)
        row(self.said, self.state, acts, self.hint, None, gap=S, into=self)
        drop = FileDrop(over)
        drop.dropped.connect(reports.take)
        drop.entered.connect(self._offer)
        drop.left.connect(self.refresh)
        reports.told.connect(self.refresh)
        self.refresh()

    def _made(self, text: str, name: str, clicked: Callable[[], Any], shortcut: str = "") -> Any:  # noqa: ANN401 (a button)
        made = button(text, f"report-{name}", role="link", shortcut=shortcut, clicked=clicked)
        made.setAccessibleName(f"{WHAT}：{text.rstrip('…')}")
        return made

    def refresh(self) -> None:
        """Show what there is now."""
        report, reports = self._reports.current, self._reports
        there = report is not None and reports.is_here(report)
        missing = report is not None and reports.is_missing(report)
        self.said.setText("" if report is None else told(report))
        self.said.setVisible(report is not None)
        self.state.setVisible(missing)
        self.state.setToolTip(not_here(report).remedy if report is not None else "")
        self.hint.setText(_HINT if reports.can_add else _LATER)
        self.hint.setVisible(report is None and (reports.can_add or reports.can_come))
        for made, shown in (
            (self.attach, report is None and reports.can_add),
            (self.view, there),
            (self.search, missing),
            (self.replace, report is not None and reports.can_add),
            (self.remove, report is not None and reports.can_add),
        ):
            made.setVisible(shown)

    def _offer(self) -> None:
        if self._reports.can_add:
            self.hint.setText(_DROP)

    def _find(self) -> None:
        report = self._reports.current
        if report is not None:
            self._reports.find_again(report)

    def show_view(self, view: MeetingView, person: str | None) -> None:
        """Show the report of a person's request."""
        self._reports.person = person
        self._reports.show_view(view)


class ReportDialog(QDialog):
    """Shows a report in full, as it is; Esc closes it, Ctrl+P prints."""

    def __init__(self, parent: QWidget, shell: Shell, title: str, content: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{WHAT}：{title}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "report", WHAT)
        self.preview = PdfPreview(shell.operations, "report-preview")
        run = partial(print_out, self, shell, content, WHAT)
        self.preview.printing.connect(run)
        close = button("关闭", "report-close", clicked=self.reject)
        self.save = button("另存为…", "report-save")
        go = button("打印…", "report-print", role="primary", shortcut="Ctrl+P", clicked=run)
        column(self.preview, row(None, close, self.save, go, gap=S), gap=S, pad=M, into=self).setStretch(0, 1)
        room = parent.size()
        self.resize(min(round(room.width() * _SHARE), _WIDEST), round(room.height() * _SHARE))
        self.preview.show_paper(content)
        self.preview.setFocus()
