"""Reads a finished PDF back, as a reader's program does: characters with their places, and the ink on the page.

Lengths are in millimetres from the left and from the top of the paper.
"""

from __future__ import annotations

import ctypes
import itertools
from dataclasses import dataclass
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import ImageChops
from pypdfium2 import raw

MM = 72 / 25.4
HEIGHT = 297.0
WIDTH = 210.0
# The type area of GB/T 9704-2012, written out again here on purpose.
LEFT, RIGHT, TOP, BOTTOM = 28.0, 184.0, 37.0, 262.0
PITCH = (225 - 16 / MM) / 21
CELL = 156 / 28


class Char(NamedTuple):
    """A character on a page: its text, the place of its origin on the baseline, and the box of its ink."""

    text: str
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True)
class Line:
    """Characters on one baseline, from left to right."""

    chars: tuple[Char, ...]

    @property
    def text(self):
        return "".join(char.text for char in self.chars)

    @property
    def y(self):
        return self.chars[0].y

    @property
    def left(self):
        return min(char.left for char in self.chars)

    @property
    def right(self):
        return max(char.right for char in self.chars)

    @property
    def top(self):
        return min(char.top for char in self.chars)

    @property
    def bottom(self):
        return max(char.bottom for char in self.chars)


def pages(pdf):
    """The characters of each page in the order in which they were printed; no spaces."""
    document = pdfium.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(list(_chars(text)))
    document.close()
    return found


def _chars(text):
    x, y = ctypes.c_double(), ctypes.c_double()
    sides = [ctypes.c_double() for _ in range(4)]
    high = 0
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code <= ord(" ") or code == ord("\u3000") or raw.FPDFText_IsGenerated(text, index):
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a character above the BMP; pdfium counts in UTF-16
            high = code
            continue
        if high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00, 0
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetCharBox(text, index, *sides)
        left, right, bottom, top = (side.value / MM for side in sides)
        size = raw.FPDFText_GetFontSize(text, index)
        yield Char(chr(code), x.value / MM, HEIGHT - y.value / MM, left, HEIGHT - top, right, HEIGHT - bottom, size)


def lines(chars, apart=3.0):
    """Characters by lines, from the top."""
    found = []
    for char in sorted(chars, key=lambda char: char.y):
        if found and char.y - found[-1][0].y < apart:
            found[-1].append(char)
        else:
            found.append([char])
    return [Line(tuple(sorted(line, key=lambda char: char.x))) for line in found]


def in_type_area(chars):
    """Without the page number below the type area."""
    return [char for char in chars if char.y < BOTTOM + 2]


def body_lines(pdf):
    """The lines inside the type area of each page."""
    return [lines(in_type_area(page)) for page in pages(pdf)]


def text_of(pdf):
    """All characters of the type areas in the order of printing."""
    return "".join(char.text for page in pages(pdf) for char in in_type_area(page))


def metadata(pdf):
    document = pdfium.PdfDocument(pdf)
    found = document.get_metadata_dict()
    document.close()
    return found


def page_count(pdf):
    document = pdfium.PdfDocument(pdf)
    count = len(document)
    document.close()
    return count


class Picture:
    """One page as pixels."""

    def __init__(self, pdf, number=0, dpi=600):
        document = pdfium.PdfDocument(pdf)
        self.image = document[number].render(scale=dpi / 72).to_pil().convert("RGB")
        document.close()
        self.scale = dpi / 25.4

    def red_rows(self):
        """Runs of rows with red ink: top and bottom of each."""
        red, green, _ = self.image.split()
        ink = red.point(lambda value: 255 * (value > 120))
        pale = green.point(lambda value: 255 * (value < 100))
        return self._runs(ImageChops.multiply(ink, pale))

    def rules(self, least=100.0):
        """Top and bottom of each black run of rows that are ink over at least ``least`` mm."""
        dark = self.image.convert("L").point(lambda value: 255 * (value < 128))
        share = dark.resize((1, dark.height), resample=4)  # 4: every pixel counts
        wanted = 255 * least / WIDTH
        rows = [value >= wanted for value in share.tobytes()]
        return list(self._grouped(rows))

    def _runs(self, mask):
        rows = [bool(value) for value in mask.resize((1, mask.height), resample=4).point(lambda v: v and 255).tobytes()]
        return list(self._grouped(rows))

    def _grouped(self, rows):
        for inked, group in itertools.groupby(enumerate(rows), key=lambda pair: pair[1]):
            if inked:
                numbers = [number for number, _ in group]
                yield numbers[0] / self.scale, (numbers[-1] + 1) / self.scale
