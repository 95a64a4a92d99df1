"""Rows that a topic's forms have in common, and the way from them to a PDF (``documents/forms.py`` rules the table)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import printable
from secretariat.documents.fonts import FontBook, Role
from secretariat.documents.forms import UPRIGHT, Band, Cell, Page, print_form
from secretariat.documents.printing import MM, Particulars, Press
from secretariat.documents.typecase import TypeCase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LABEL: Final = 0.215
LINE_HEIGHT: Final = 10 * MM
SIGN_HEIGHT: Final = 24 * MM
DAY: Final = "年\u3000\u3000月\u3000\u3000日"
TO_DATE: Final = "年\u3000月\u3000日"
"""A day to be written by hand where there is little room; a year has it to the left of it."""
TO_SIGN: Final = "签名：" + "\u3000" * 9 + DAY
TO_SIGN_AND_SEAL: Final = "签名（盖章）：" + "\u3000" * 9 + DAY
"""Room for a name (some 30 mm) and the year."""


def lines(text: str) -> str:
    """A text as a cell prints it: its lines without what can't be printed, empty ones left out."""
    return "\n".join(filter(None, map(printable, text.splitlines())))


def wide(label: str, text: str, *, height: float = LINE_HEIGHT, foot: str = "", grows: bool = False) -> Band:
    """A label and one cell over the rest of the row."""
    return Band((Cell(label, LABEL, label=True), Cell(lines(text), 1 - LABEL, foot=foot)), height, grows=grows)


def closing(label: str, text: str) -> Band:
    """What closes a form, never on a page by itself."""
    return replace(wide(label, text), tail=True)


def pair(label: str, text: str, other: str, other_text: str) -> Band:
    """Two labels with a cell each."""
    cells = (Cell(label, LABEL, label=True), _half(text), Cell(other, LABEL, label=True), _half(other_text))
    return Band(cells, LINE_HEIGHT)


def _half(text: str) -> Cell:
    width = 0.5 - LABEL
    return Cell("", width, foot=text) if text == TO_DATE else Cell(lines(text), width)


def to_sign(label: str, text: str = "", *, foot: str = TO_SIGN, height: float = SIGN_HEIGHT) -> Band:
    """A place to sign, under what is printed there."""
    return wide(label, text, height=height, foot=foot, grows=True)


def columns(heads: Sequence[tuple[str, float]]) -> Band:
    """The head of a register: what stands in its columns, each with its width."""
    return Band(tuple(Cell(word, width, label=True) for word, width in heads), LINE_HEIGHT, head=True)


def row(heads: Sequence[tuple[str, float]], texts: Sequence[str], prose: Iterable[str] = ()) -> Band:
    """A row of a register; columns of ``prose`` begin at the left, the others are centred."""
    plain = frozenset(prose)
    cells = (
        Cell(lines(text), width, centred=word not in plain) for (word, width), text in zip(heads, texts, strict=True)
    )
    return Band(tuple(cells), LINE_HEIGHT, row=True)


def form_pdf(
    fonts: FontBook,
    heading: str,
    bands: Sequence[Band],
    *,
    subject: str,
    author: str = "",
    note: str = "",
    security: str = "",
    page: Page = UPRIGHT,
) -> bytes:
    """A form as a PDF; the same form gives the same bytes. ``subject`` is what the paper is called, 会签单.

    ``security`` is the mark of a classified paper, ``秘密★1年``; one that is not classified bears none.

    Raises:
        MissingGlyphError: a character is in no font; names the place.

    """
    case = TypeCase(fonts)
    title, said, mark = printable(heading), printable(note), printable(security)
    case.refuse_missing(_texts(subject, title, said, mark, bands))
    press = Press(Particulars(title, printable(author), subject), page.paper)
    print_form(press, case, title, bands, said, mark=mark, page=page)
    return press.finished()


def _texts(subject: str, heading: str, note: str, mark: str, bands: Sequence[Band]) -> Iterator[tuple[str, Role, str]]:
    """Every text of a form with its place."""
    yield f"{subject} 标题", Role.XIAOBIAOSONG, heading
    yield subject, Role.FANGSONG, note
    yield f"{subject} 密级", Role.HEITI, mark
    for band in bands:
        label = ""
        for cell in band.cells:
            text = cell.text.replace("\n", "")
            if cell.label:
                label = text.replace("\u3000", "")
            place = f"{subject} {label}".strip()
            yield place, Role.HEITI if cell.label else Role.FANGSONG, text
            yield place, Role.FANGSONG, cell.foot
