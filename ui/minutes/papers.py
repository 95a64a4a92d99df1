"""The papers of one meeting's minutes in the window: the minutes or their draft, and the sign-off sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from secretariat.domain.states import MinutesStage
from secretariat.errors import UserError
from secretariat.services.checking import Checked
from secretariat.services.minutes_paper import minutes_pdf, signoff_sheet_pdf
from secretariat.services.whole_files import write_whole
from ui.meetings.life import why_unjudged
from ui.minutes.life_line import stage_of
from ui.minutes.scan_view import ScanView
from ui.printing import print_paper
from ui.theme import XS
from ui.widgets.basics import box, button, column, row
from ui.widgets.choices import Segmented
from ui.widgets.dialogs import ask_save
from ui.widgets.empty_state import EmptyState
from ui.widgets.pdf_preview import PdfPreview

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.services.meetings import MeetingView
    from ui.main_window import Shell
    from ui.minutes.scan_acts import ScanActs

_FINAL: Final = {MinutesStage.SIGNED, MinutesStage.NUMBERED, MinutesStage.ISSUED}
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\s]+')
_PDF: Final = (("PDF 文件", "*.pdf"),)


def is_draft(view: MeetingView) -> bool:
    """Whether the minutes are printed as a draft for approval (送审稿)."""
    return stage_of(view.dossier.minutes) not in _FINAL


def write_paper(path: Path, paper: bytes) -> Path:
    """Write a paper to a file."""
    write_whole(path, paper)
    return path


class Papers(QWidget):
    """The preview. ``turn_to`` chooses the paper; a new view is drawn only while somebody looks at it."""

    def __init__(self, shell: Shell, scans: ScanActs) -> None:
        super().__init__()
        self._shell = shell
        self._view: MeetingView | None = None
        self._drawn: tuple[object, ...] = ()
        self.which = Segmented(
            "paper-which", "预览哪份文件", [("minutes", "纪要"), ("sheet", "签发单"), ("scan", "扫描件")]
        )
        self.which.set_value("minutes")
        self.which.chosen.connect(self.turn_to)
        self.preview = PdfPreview(shell.operations, "minutes-preview")
        self.preview.printing.connect(self.print)
        self._save = button("另存为 PDF…", "minutes-save-pdf", shortcut="Ctrl+Shift+S", clicked=self.save_pdf)
        self._cannot = EmptyState("不能预览", "", icon="preview")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self._cannot)
        self.scan = ScanView(shell, scans)
        self._stack.addWidget(self.scan)
        scans.told.connect(self._scan_told)
        self.tools = box(row(self.which, self._save, gap=XS))
        """Which paper, and where to: a page puts them where it has room."""
        column(self._stack, gap=0, into=self)

    @property
    def title(self) -> str:
        """What the paper in view is called."""
        view = self._view
        if view is None:
            return ""
        if self.which.value == "sheet":
            return f"{view.name}纪要签发单"
        return f"{view.name}纪要{'（送审稿）' if is_draft(view) else ''}"

    @property
    def front(self) -> QWidget:
        """Where the focus goes."""
        return self.scan.front if self.which.value == "scan" else self.preview

    def set_view(self, view: MeetingView) -> None:
        """Of which meeting."""
        self._view = view
        if self.isVisible():
            self.refresh()

    def turn_to(self, which: str, version: int | None = None) -> None:
        """Choose the paper; the scan may be that of an earlier ``version``."""
        self.which.set_value(which)
        self.scan.version_no = version
        self.refresh()

    def refresh(self) -> None:
        """Have the paper made, on the reader."""
        view = self._view
        if view is None:
            return
        if self.which.value == "scan":
            self.scan.show_dossier(view.dossier)
            self._stack.setCurrentWidget(self.scan)
            self._save.setText("另存为…")
            self._save.setEnabled(self.scan.can_save)
            return
        self._save.setText("另存为 PDF…")
        if view.rulebook is None or view.judgement is None:
            self._say(UserError("没有可用的工作规则，不能生成纪要", why_unjudged(view).rstrip("。")))
            return
        wanted = (view.dossier, self.which.value)
        if wanted == self._drawn:
            self._stack.setCurrentWidget(self.preview)
            return
        keep = self._drawn[1:] == wanted[1:]
        self._drawn = wanted
        checked = Checked(view.dossier, view.rulebook, view.judgement)
        operations, key = self._shell.operations, ("paper", id(self))
        if self.which.value == "sheet":
            made = operations.read_latest(key, signoff_sheet_pdf, checked)
        else:
            made = operations.read_latest(key, minutes_pdf, checked, draft=is_draft(view))
        made.long("正在排版", can_cancel=False)
        made.then(lambda paper: self._show(paper, keep=keep)).failed(self._say)

    def _scan_told(self) -> None:
        if self.isVisible() and self.which.value == "scan":
            self.refresh()

    def _show(self, paper: bytes, *, keep: bool) -> None:
        if self.which.value == "scan":
            self._drawn = ()
            return
        self._stack.setCurrentWidget(self.preview)
        self._save.setEnabled(True)
        self.preview.show_paper(paper, keep_place=keep)

    def _say(self, error: UserError) -> None:
        self._drawn = ()
        self._cannot.show_text(error.message, error.remedy)
        self._save.setEnabled(False)
        self._stack.setCurrentWidget(self._cannot)

    # --- out of the window

    def print(self) -> None:
        """Print the paper in view."""
        if not self.preview.paper:
            return
        try:
            print_paper(
                self,
                self._shell.operations,
                self.preview.paper,
                self.title,
                printed=lambda pages: self._shell.note(f"已送打印 {pages} 页"),
            )
        except UserError as error:
            self._shell.operations.refused.emit(error)

    def save_pdf(self) -> None:
        """Save the paper in view as a file; a scan as it is."""
        if self.which.value == "scan":
            self.scan.save()
            return
        paper = self.preview.paper
        if not paper:
            return

        def write(path: Path) -> None:
            written = self._shell.operations.write(write_paper, path, paper)
            written.then(lambda path: self._shell.note(f"已保存到 {path}"))

        ask_save(self, "另存为 PDF", _PDF, f"{_NOT_IN_NAMES.sub('', self.title)}.pdf", write)
