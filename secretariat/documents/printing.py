"""Printing set lines and rules on a PDF: real text in reading order, embedded fonts, the same bytes each time."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from secretariat.documents.fonts import embedding
from secretariat.documents.library import Canvas
from secretariat.domain.records import record

if TYPE_CHECKING:
    from secretariat.documents.fonts import FontBook
    from secretariat.documents.fonts.embedding import EmbeddedFont
    from secretariat.documents.library import pdfdoc
    from secretariat.documents.typesetting import Line

MM: Final = 72 / 25.4
"""Points in a millimetre."""
A4: Final = (210 * MM, 297 * MM)
"""Width and height of the paper, pt (GB/T 148; GB/T 9704-2012, 5.1)."""

Colour = tuple[float, float, float]
"""RGB, 0 to 1 each; for the screen and for PDF/A with an sRGB output intent."""
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
RED: Final[Colour] = (0xD7 / 255, 0.0, 0x0F / 255)
"""The red of the issuer's mark and its rule (GB/T 9704-2012, 7.2.4 and 7.2.7)."""

_LANGUAGE: Final = "zh-CN"
_CREATOR: Final = "政府会议秘书工作程序"
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

    def __init__(self, fonts: FontBook, particulars: Particulars) -> None:
        self._buffer = io.BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=A4,
            pageCompression=1,
            invariant=True,
            pdfVersion=(1, 4),
            initialFontName=fonts.initial_font(),  # type: ignore[arg-type]  # the stubs are wrong here
            initialFontSize=16,
            lang=_LANGUAGE,
        )
        canvas = self._canvas
        self._document: pdfdoc.PDFDocument = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - its fonts ask for it
        canvas.setTitle(particulars.title)
        canvas.setAuthor(particulars.author)
        canvas.setSubject(particulars.subject)
        canvas.setCreator(_CREATOR)
        canvas.setProducer(f"{_CREATOR} (ReportLab)")
        canvas.setViewerPreference("DisplayDocTitle", "true")

    def line(self, line: Line, left: float, bottom: float, colour: Colour = BLACK, condensed: float = 1.0) -> None:
        """Print a line whose em squares stand on ``bottom``; its own places count from ``left``.

        ``condensed`` narrows the characters, as is usual in long marks: 0.8 is four fifths of their width.
        """
        drawn = [(sort, place) for sort, place in zip(line.sorts, line.places, strict=True) if sort.font]
        if not drawn:
            return
        size = line.size
        # The operators are written here: reportlab's text object measures each text again and takes twice as long.
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
                text.append(f"{self._name(sort.font)} {_numbers(size)} Tf")
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
        self._canvas.addLiteral(" ".join(text))

    def _name(self, font: str) -> str:
        """How the document calls a font."""
        return _face(font).getSubsetInternalName(0, self._document)

    def _shown(self, font: str, text: str) -> str:
        """The operator that shows a text."""
        return f"<{_face(font).codes(text, self._document).hex()}> Tj"

    def rule(self, left: float, right: float, height: float, thickness: float, colour: Colour = BLACK) -> None:
        """Print a rule whose middle is at ``height``."""
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(left, height, right, height)

    def upright(self, at: float, bottom: float, top: float, thickness: float) -> None:
        """Print an upright rule."""
        self._canvas.setStrokeColorRGB(*BLACK)
        self._canvas.setLineWidth(thickness)
        self._canvas.line(at, bottom, at, top)

    def next_page(self) -> None:
        """End this page."""
        self._canvas.showPage()

    def finished(self) -> bytes:
        """The whole PDF; the last page must have been ended."""
        self._canvas.save()
        return self._buffer.getvalue()


def _face(font: str) -> EmbeddedFont:
    face = embedding.registered(font)
    if face is None:
        raise KeyError(font)
    return face


def _numbers(*values: float) -> str:
    """Numbers as a PDF writes them: plain decimals of at most six digits, true to a hundredth of a pt or better."""
    return " ".join(f"{round(value, 4):g}" for value in values)
