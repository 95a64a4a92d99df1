"""Printing a paper: Qt's dialog chooses the printer, PDFium draws the pages at its resolution."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from secretariat.errors import UserError
from ui.pdf_pages import POINTS_PER_INCH, PageImage, PageSize, measure, render
from ui.theme import set_role

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from ui.operations import Operations

_WIDTH: Final = 560
_FINEST: Final = 600
"""Dots per inch beyond which black text on paper gains nothing and the computer waits."""


class NoPrinterError(UserError):
    """No printer is installed."""


def print_paper(
    parent: QWidget, operations: Operations, paper: bytes, title: str, *, printed: Callable[[int], object] | None = None
) -> QPrintDialog:
    """Ask for a printer and print; returns at once. ``printed`` is told how many pages went out.

    Raises ``NoPrinterError`` where no printer is installed.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinterError("没有可用的打印机", "请在系统设置中添加打印机，或将文件另存为 PDF，到能打印的电脑上打印")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print-dialog")
    dialog.setWindowTitle(f"打印：{title}")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    _dress(dialog)
    dialog.accepted.connect(lambda: print_on(printer, operations, paper, title, printed=printed))
    QDialog.open(dialog)
    return dialog


def _dress(dialog: QPrintDialog) -> None:
    """Show the number of copies and the pages at once, where the dialog is Qt's own and hides them."""
    more = QCoreApplication.translate("QPrintDialog", "&Options >>")
    for made in dialog.findChildren(QPushButton):
        if made.text() == more:
            made.click()
    buttons = dialog.findChild(QDialogButtonBox)
    act = None if buttons is None else buttons.button(QDialogButtonBox.StandardButton.Ok)
    if act is not None:
        set_role(act, role="primary")
        dialog.setMinimumWidth(_WIDTH)


def print_on(
    printer: QPrinter,
    operations: Operations,
    paper: bytes,
    title: str,
    *,
    printed: Callable[[int], object] | None = None,
) -> _Job:
    """Print on that printer, page by page, without keeping anybody waiting."""
    job = _Job(printer, operations, paper, title)
    if printed is not None:
        job.done.connect(printed)
    operations.read(measure, paper).then(job.begin)
    return job


class _Job(QObject):
    """A paper on its way to the printer: a page is drawn by the reader, sent from the main thread, then the next."""

    done = Signal(int)

    def __init__(self, printer: QPrinter, operations: Operations, paper: bytes, title: str) -> None:
        super().__init__(operations)
        self._printer, self._operations, self._paper, self._title = printer, operations, paper, title
        self._painter = QPainter()
        self._sizes: tuple[PageSize, ...] = ()
        self._numbers: list[int] = []
        self._sent = 0

    def begin(self, sizes: tuple[PageSize, ...]) -> None:
        self._sizes = sizes
        first, last = self._printer.fromPage() or 1, self._printer.toPage() or len(sizes)
        self._numbers = list(range(first - 1, min(last, len(sizes))))
        if self._printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
            self._numbers.reverse()
        self._next()

    def _next(self) -> None:
        if not self._numbers:
            if self._painter.isActive():
                self._painter.end()
            self.done.emit(self._sent)
            self.deleteLater()
            return
        number = self._numbers.pop(0)
        scale = min(self._printer.resolution(), _FINEST) / POINTS_PER_INCH
        what = f"正在打印{self._title}，第 {self._sent + 1} 页"
        act = self._operations.read(render, self._paper, number, scale).long(what, can_cancel=True)
        act.then(partial(self._send, self._sizes[number]))

    def _send(self, size: PageSize, page: PageImage) -> None:
        self._orient(size)
        if not self._painter.isActive():
            if not self._painter.begin(self._printer):
                self._operations.refused.emit(UserError("打印机没有响应", "请检查打印机是否开机、联机，然后重试"))
                self.deleteLater()
                return
        else:
            self._printer.newPage()
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
        per_point = self._printer.resolution() / POINTS_PER_INCH
        # 1 : 1, from the corner of the paper: what GB/T 9704 asks for in millimetres is so on paper.
        self._painter.drawImage(QRectF(0, 0, size.width * per_point, size.height * per_point), image)
        self._sent += 1
        self._next()

    def _orient(self, size: PageSize) -> None:
        """Give the printer the page's own size and direction."""
        wide = size.width > size.height
        shape = QSizeF(min(size.width, size.height), max(size.width, size.height))
        self._printer.setPageSize(QPageSize(shape, QPageSize.Unit.Point))
        way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(way)
