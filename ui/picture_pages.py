"""A scanned picture as pages, like those of a PDF: each image of it on a sheet of A4, upright or across."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter

from secretariat.errors import FileUnusableError
from ui.pdf_pages import PageImage, PageSize

if TYPE_CHECKING:
    from collections.abc import Iterator

_A4: Final = (595.28, 841.89)
"""A sheet, pt: what a scanner or a telephone says of its pixels' size is seldom true, and what is scanned is A4."""
_LARGEST_MB: Final = 1024
"""Memory that one picture may take: a sheet of A3 in colour at 600 dpi takes 280 MB."""


def measure_picture(picture: bytes) -> tuple[PageSize, ...]:
    """The size of each page, pt; raises ``FileUnusableError``."""
    sizes = tuple(_fitted(size) for size in _sizes(picture))
    if not sizes:
        raise _unusable()
    return sizes


def render_picture(picture: bytes, number: int, scale: float) -> PageImage:
    """A page, ``scale`` pixels to the pt."""
    with _opened(picture) as reader:
        reader.jumpToImage(number)
        size = _fitted(_upright(reader))
        shown = QSize(max(round(size.width * scale), 1), max(round(size.height * scale), 1))
        reader.setScaledSize(shown.transposed() if _turned(reader) else shown)
        read = reader.read()
    if read.isNull():
        raise _unusable()
    image = QImage(shown, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)  # under what a picture leaves transparent
    painter = QPainter(image)
    painter.drawImage(QRectF(0, 0, shown.width(), shown.height()), read)
    painter.end()
    return PageImage(number, scale, image.width(), image.height(), image.bytesPerLine(), bytes(image.constBits()))


def _sizes(picture: bytes) -> Iterator[QSize]:
    with _opened(picture) as reader:
        for number in range(max(reader.imageCount(), 1)):
            if number:
                reader.jumpToImage(number)
            size = _upright(reader)
            if size.isEmpty():
                return
            yield size


def _fitted(size: QSize) -> PageSize:
    """As large as a sheet takes it, whichever way it lies."""
    short, long = _A4
    width, height = (short, long) if size.width() <= size.height() else (long, short)
    factor = min(width / size.width(), height / size.height())
    return PageSize(size.width() * factor, size.height() * factor)


@contextmanager
def _opened(picture: bytes) -> Iterator[QImageReader]:
    QImageReader.setAllocationLimit(_LARGEST_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(picture))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)  # a telephone writes down how it was held
    try:
        yield reader
    finally:
        # While the buffer is there still: what reads a TIFF goes back to it when it is done.
        reader.setFileName("")


def _upright(reader: QImageReader) -> QSize:
    """The size of a picture as it is looked at."""
    return reader.size().transposed() if _turned(reader) else reader.size()


def _turned(reader: QImageReader) -> bool:
    return bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)


def _unusable() -> FileUnusableError:
    return FileUnusableError("这张图片无法打开", "文件可能已损坏，请重新扫描后更换")
