"""Small TrueType fonts made for a test: every character the same box, with the names and bits the test asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection

from secretariat.documents.fonts.catalogue import required_characters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fontTools.ttLib import TTFont

REQUIRED = frozenset(required_characters())


def make_font(family: str, codes: Iterable[int] = REQUIRED, *, fs_type: int = 0, blank: str = "") -> TTFont:
    """Gives a font of 1,000 units; the characters in ``blank`` have a glyph without ink."""
    pen = TTGlyphPen(None)
    for x, y in ((100, 0), (100, 800), (900, 800), (900, 0)):
        (pen.moveTo if (x, y) == (100, 0) else pen.lineTo)((x, y))
    pen.closePath()
    box, empty = pen.glyph(), TTGlyphPen(None).glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box", "empty"])
    builder.setupCharacterMap(
        {code: "empty" if chr(code) in {" ", *blank} else "box" for code in codes} | {32: "empty"}
    )
    builder.setupGlyf({".notdef": empty, "box": box, "empty": empty})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "box": (1000, 100), "empty": (500, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "Made-" + str(len(family))})
    builder.setupOS2(fsType=fs_type)
    builder.setupPost(keepGlyphNames=False)
    return builder.font


def save_font(path: Path, family: str, codes: Iterable[int] = REQUIRED, *, fs_type: int = 0, blank: str = "") -> Path:
    """Saves a font and gives its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    make_font(family, codes, fs_type=fs_type, blank=blank).save(path)
    return path


def save_collection(path: Path, *families: str) -> Path:
    """Saves a collection of faces, one a family, and gives its path."""
    collection = TTCollection()
    collection.fonts = [make_font(family) for family in families]
    collection.save(path)
    return path
