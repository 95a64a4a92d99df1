"""Papers in the window: shown page by page, printed at their true size."""

from __future__ import annotations

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from ui.printing import NoPrinterError, print_on, print_paper
from ui.widgets.pdf_preview import PdfPreview


@pytest.mark.usefixtures("gallery")
def test_a_paper_is_shown_page_by_page(full_window, qtbot):
    full_window.shell.go("minutes")
    preview = full_window.page.preview
    qtbot.waitUntil(lambda: preview.pages.drawn >= 1, timeout=5000)
    assert preview._number.text() == "第 1 页，共 3 页"
    image = preview.pages._images[0][1]
    darks = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert darks > 50
    zoom = preview.pages.zoom
    qtbot.keyClick(preview.pages, Qt.Key.Key_Plus)
    assert preview.pages.zoom > zoom
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageDown)
    assert preview._number.text() == "第 2 页，共 3 页"
    qtbot.keyClick(preview.pages, Qt.Key.Key_End)
    assert preview._number.text() == "第 3 页，共 3 页"
    qtbot.waitUntil(lambda: 2 in preview.pages._images, timeout=5000)


@pytest.mark.usefixtures("window")
def test_what_is_no_pdf_is_said(operations, qtbot):
    preview = PdfPreview(operations)
    qtbot.addWidget(preview)
    with qtbot.waitSignal(operations.refused) as told:
        preview.show_paper(b"no pdf")
    assert "无法打开" in told.args[0].message


def test_a_paper_is_printed_at_its_true_size(operations, gallery, qtbot, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(150)
    printer.setFullPage(True)
    paper, done = gallery.sample_paper(), []
    print_on(printer, operations, paper, "会议纪要", printed=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert done == [3]
    before, after = pypdfium2.PdfDocument(paper), pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))
    assert len(after) == 3
    assert after.get_page_size(0) == pytest.approx(before.get_page_size(0), abs=1)
    one, two = (document[0].render(scale=1).to_pil().convert("L") for document in (before, after))
    boxes = [image.point(lambda value: 255 * (value < 128)).getbbox() for image in (one, two)]
    assert boxes[0] == pytest.approx(boxes[1], abs=2)


@pytest.mark.usefixtures("chinese")
def test_without_a_printer_that_is_said(operations, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(NoPrinterError):
        print_paper(QWidget(), operations, b"", "会议纪要")
