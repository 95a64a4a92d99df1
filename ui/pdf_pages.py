"""Pages of a PDF, or of a scanned picture, as images.

Everything here runs on the reader's thread: PDFium allows one thread at a time.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat.errors import FileUnusableError
from secretariat.services.attachments_types import PDF, media_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

POINTS_PER_INCH = 72
_PASSWORD = 4
"""PDFium's number for a file that wants a password (``FPDF_ERR_PASSWORD``)."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's width and height, pt."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page drawn: pixels as Qt's ``Format_RGB32`` has them."""

    number: int
    scale: float
    width: int
    height: int
    stride: int
    pixels: bytes


def measure(paper: bytes) -> tuple[PageSize, ...]:
    """The size of each page; raises ``FileUnusableError``."""
    if not _is_pdf(paper):
        from ui.picture_pages import measure_picture  # noqa: PLC0415 (seldom needed)

        return measure_picture(paper)
    with _opened(paper) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


def render(paper: bytes, number: int, scale: float) -> PageImage:
    """A page, ``scale`` pixels to the pt."""
    if not _is_pdf(paper):
        from ui.picture_pages import render_picture  # noqa: PLC0415 (as above)

        return render_picture(paper, number, scale)
    with _opened(paper) as document:
        bitmap = document[number].render(scale=scale, prefer_bgrx=True)
        return PageImage(number, scale, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def _is_pdf(paper: bytes) -> bool:
    return media_type(paper[:1024], "") == PDF


@contextmanager
def _opened(paper: bytes) -> Iterator[pypdfium2.PdfDocument]:
    import pypdfium2  # noqa: PLC0415 (not before somebody looks at a paper)

    try:
        document = pypdfium2.PdfDocument(paper)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise FileUnusableError("这份 PDF 设有密码，不能显示", "请取得没有密码的文件") from error
        raise FileUnusableError("这份 PDF 无法打开", "文件可能已损坏，请重新生成或重新扫描") from error
    try:
        yield document
    finally:
        document.close()  # closes its pages too
