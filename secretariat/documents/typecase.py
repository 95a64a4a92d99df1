"""The type case: for each character the sort that prints it, with its ink measured in the font itself.

Fonts disagree on where the ink of ``，`` or ``“`` stands in its cell, and how wide that cell is. A printing room
corrects that by hand; here it is done once for each character, so that squeezing may rely on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import Kind, kind_of
from secretariat.documents.fonts import FontBook, MissingGlyphError, Role, embedding
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

_CENTRE: Final = 0.38
"""Height of the middle of a Han character over the baseline, in em, where a font doesn't tell."""
_HALF: Final = 0.5
_CLEAR: Final = 0.04
"""Em; the white that stays beside the ink of squeezed punctuation."""
_NAMES: Final = (0, 1, 6)
"""Of the font's name table: copyright, family, PostScript name."""


@record()
class Ink:
    """The box of a glyph's ink, in em from its origin on the baseline."""

    left: float
    bottom: float
    right: float
    top: float


@record()
class Sort:
    """A piece of type: one character in one font. Lengths in em of the type's size."""

    char: str
    font: str
    """Name the font is registered under; empty for a space, which prints nothing."""
    kind: Kind
    drawn: float
    """How far the font moves on after the glyph."""
    cells: float
    """How many cells it takes: 1, ½, or 0 for half-width characters, which take ``drawn``."""
    shift: float
    """How far the glyph is moved right, so that its ink stands where GB/T 15834 wants it in its cell."""
    lead: float
    """Of a cell; white before the ink that may be squeezed out."""
    trail: float
    """Of a cell; white after the ink that may be squeezed out."""
    rise: float
    """How far the font's baseline lies above the bottom of the em square that is centred on its Han characters."""
    ink: Ink


class TypeCase:
    """Sorts for every role and character that a paper uses; the book of fonts keeps them for the next paper."""

    def __init__(self, fonts: FontBook) -> None:
        self.fonts = fonts
        self._sorts: dict[Role, dict[str, Sort]] = {role: fonts.measured.setdefault(role, {}) for role in Role}
        self._rises: dict[str, float] = {}
        self._half_width: dict[Role, Role] = {}

    def sorts(self, role: Role, text: str) -> list[Sort]:
        """The sorts that print a text."""
        known = self._sorts[role]
        return [known.get(char) or self._cast(role, char) for char in text]

    def width(self, role: Role, text: str, size: float) -> float:
        """Width of a text set with no squeezing, each cell as wide as the size; pt."""
        return sum((sort.cells or sort.drawn) * size for sort in self.sorts(role, text))

    def refuse_missing(self, texts: Iterable[tuple[str, Role, str]]) -> None:
        """Refuse what no font can print, given as place, role and text, naming the place.

        Raises:
            MissingGlyphError: a character is in no font.

        """
        for place, role, text in texts:
            for char in text:
                if char not in self._sorts[role]:
                    try:
                        self._cast(role, char)
                    except MissingGlyphError:
                        missing = self.fonts.missing(role, text)
                        raise MissingGlyphError(missing).at(place) from None

    def _cast(self, role: Role, char: str) -> Sort:
        kind = kind_of(char)
        if kind in {Kind.SPACE, Kind.PADDING}:
            cells = 1.0 if kind is Kind.PADDING else 0.0
            sort = Sort(char, "", kind, 0.0 if cells else _HALF / 2, cells, 0, 0, 0, 0, Ink(0, 0, 0, 0))
        else:
            found = self.role_for(role, kind)
            if found is not role and self.fonts.missing(found, char):
                found = role
            sort = self._measure(found, char, kind)
        self._sorts[role][char] = sort
        return sort

    def role_for(self, role: Role, kind: Kind) -> Role:
        """The role that half-width characters are set in.

        FandolFang, the free 仿宋, has letters and numerals of twice the weight of its Han characters; those of the
        宋体 match it, as they do on paper printed with 仿宋_GB2312.
        """
        if kind is not Kind.LATIN or role is not Role.FANGSONG:
            return role
        if role not in self._half_width:
            font = self.fonts.runs(role, "国")[0].font
            self._half_width[role] = Role.SONGTI if _is_fandol(font) else role
        return self._half_width[role]

    def _measure(self, role: Role, char: str, kind: Kind) -> Sort:
        font, drawn = self.fonts.cell(role, char)
        ink = ink_of(font, char) or Ink(0.05 * drawn, -0.1, 0.95 * drawn, 0.85)
        rise = self._rise(font)
        if kind is Kind.HAN and drawn < 0.9:  # noqa: PLR2004 # ‰ № € and the like, narrow in some fonts
            kind = Kind.LATIN
        cells, shift, lead, trail = _in_cell(kind, drawn, ink)
        return Sort(char, font, kind, drawn, cells, shift, lead, trail, rise, ink)

    def _rise(self, font: str) -> float:
        """Fonts set their Han characters at different heights; each is centred in the em square by its own 国."""
        if font not in self._rises:
            ink = ink_of(font, "国")
            centre = (ink.bottom + ink.top) / 2 if ink else _CENTRE
            self._rises[font] = _HALF - centre
        return self._rises[font]


def _in_cell(kind: Kind, drawn: float, ink: Ink) -> tuple[float, float, float, float]:
    """Cells, shift, lead and trail of a sort."""
    width = ink.right - ink.left
    if kind is Kind.LATIN:
        return 0.0, 0.0, 0.0, 0.0
    if kind is Kind.CLOSING:
        # 居左 (GB/T 15834-2011, 5.1.1, 5.1.2): some fonts centre ，：！？ in the manner of Taiwan or Japan.
        shift = 0.0
        if ink.right > _HALF + _CLEAR and width < _HALF:
            shift = 0.25 - (ink.left + ink.right) / 2 if width < _HALF - 2 * _CLEAR else _CLEAR - ink.left
        elif drawn < 1 - _HALF / 2:
            shift = 2 * _CLEAR - ink.left
        return 1.0, shift, 0.0, max(0.0, min(_HALF, 1 - ink.right - shift - _CLEAR))
    if kind is Kind.OPENING:
        shift = 1 - 2 * _CLEAR - ink.right if drawn < 1 - _HALF / 2 else 0.0
        return 1.0, shift, max(0.0, min(_HALF, ink.left + shift - _CLEAR)), 0.0
    if kind is Kind.MIDDLE:
        return _HALF, _HALF / 2 - (ink.left + ink.right) / 2, 0.0, 0.0
    # Centred, whatever the font thinks its advance is.
    return 1.0, _HALF - (ink.left + ink.right) / 2 if drawn < 1 - _CLEAR else 0.0, 0.0, 0.0


def _is_fandol(font: str) -> bool:
    """Whether a font is FandolFang, under this name or the one its licence has the bundled copy bear."""
    registered = embedding.registered(font)
    return registered is not None and any("fandol" in name.lower() for name in registered.face.names(_NAMES))


def ink_of(font: str, char: str) -> Ink | None:
    """The box that a glyph's ink fills, read from the font's ``glyf`` table; None where there is no such ink."""
    registered = embedding.registered(font)
    if registered is None:
        return None
    face = registered.face
    glyph = face.glyph(char)
    box = face.ink(glyph) if glyph else None
    if box is None:
        return None
    left, bottom, right, top = box
    em = face.units_per_em
    return Ink(left / em, bottom / em, right / em, top / em)
