"""Printing set lines and rules on a PDF: real text in reading order, embedded fonts, the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.fonts.embedding import ShownFonts
from secretariat.documents.pdf import Document
from secretariat.domain.records import record

if TYPE_CHECKING:
    from secretariat.documents.typesetting import Line

MM: Final = 72 / 25.4
"""Points in a millimetre."""
A4: Final = (210 * MM, 297 * MM)
"""Width and height of the paper, pt (GB/T 148; GB/T 9704-2012, 5.1)."""
A4_ACROSS: Final = (A4[1], A4[0])
"""The same paper, its long side across (横向)."""

Point = tuple[float, float]
"""From the left and the foot of the paper, pt."""
Colour = tuple[float, float, float]
"""RGB, 0 to 1 each; for the screen and for PDF/A with an sRGB output intent."""
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
RED: Final[Colour] = (0xD7 / 255, 0.0, 0x0F / 255)
"""The red of the issuer's mark and its rule (GB/T 9704-2012, 7.2.4 and 7.2.7)."""

_LANGUAGE: Final = "zh-CN"
_PROGRAM: Final = "政府会议秘书工作程序"
_TC_DIGITS: Final = 3
"""Decimals of a pt in the space between characters: a line of 28 is true to 0.03 pt."""


@record()
class Particulars:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str = ""


class Press:
    """A PDF in the making. Heights are in pt over the foot of the paper."""

    def __init__(self, particulars: Particulars, paper: tuple[float, float] = A4) -> None:
        self._particulars = particulars
        self._document = Document(*paper)
        self._fonts = ShownFonts()
        self._page: list[str] = []
        """The operators of this page (ISO 32000-1, 8 and 9)."""

    def line(self, line: Line, left: float, bottom: float, colour: Colour = BLACK, condensed: float = 1.0) -> None:
        """Print a line whose em squares stand on ``bottom``; its own places count from ``left``.

        ``condensed`` narrows the characters, as is usual in long marks: 0.8 is four fifths of their width.
        """
        drawn = [(sort, place) for sort, place in zip(line.sorts, line.places, strict=True) if sort.font]
        if not drawn:
            return
        size = line.size
        text = [
            "BT",
            f"{_numbers(*colour)} rg",
            f"{_numbers(condensed, 0, 0, 1, left + drawn[0][1] * condensed, bottom)} Tm",
        ]
        font, rise, space, pending = "", 0.0, 0.0, ""
        for index, (sort, place) in enumerate(drawn):
            following = drawn[index + 1][1] if index + 1 < len(drawn) else place + sort.drawn * size
            gap = round(following - place - sort.drawn * size, _TC_DIGITS)
            if pending and (sort.font != font or gap != space):
                text.append(self._shown(font, pending))
                pending = ""
            if sort.font != font:
                text.append(f"/{self._fonts[sort.font].internal_name} {_numbers(size)} Tf")
                font = sort.font
            if sort.rise != rise:
                text.append(f"{_numbers(sort.rise * size)} Ts")
                rise = sort.rise
            if gap != space:
                text.append(f"{_numbers(gap)} Tc")
                space = gap
            pending += sort.char
        text.append(self._shown(font, pending))
        if space:
            text.append("0 Tc")
        if rise:
            text.append("0 Ts")
        text.append("ET")
        self._page.append(" ".join(text))

    def _shown(self, font: str, text: str) -> str:
        """The operator that shows a text."""
        return f"<{self._fonts[font].codes(text).hex()}> Tj"

    def rule(self, left: float, right: float, height: float, thickness: float, colour: Colour = BLACK) -> None:
        """Print a rule whose middle is at ``height``."""
        self._stroke((left, height), (right, height), thickness, colour)

    def upright(self, at: float, bottom: float, top: float, thickness: float) -> None:
        """Print an upright rule."""
        self._stroke((at, bottom), (at, top), thickness, BLACK)

    def _stroke(self, start: Point, end: Point, thickness: float, colour: Colour) -> None:
        self._page.append(f"{_numbers(*colour)} RG {_numbers(thickness)} w {_numbers(*start)} m {_numbers(*end)} l S")

    def next_page(self) -> None:
        """End this page."""
        self._document.add_page("\n".join(self._page).encode("ascii"))
        self._page = []

    def finished(self) -> bytes:
        """The whole PDF; the last page must have been ended."""
        about = self._particulars
        said = {"Title": about.title, "Author": about.author, "Subject": about.subject}
        said |= {"Creator": _PROGRAM, "Producer": _PROGRAM}
        return self._document.finished(self._fonts.add_to(self._document), said, _LANGUAGE)


def _numbers(*values: float) -> str:
    """Numbers as a PDF writes them: plain decimals of at most six digits, true to a hundredth of a pt or better."""
    return " ".join(f"{round(value, 4):g}" for value in values)
