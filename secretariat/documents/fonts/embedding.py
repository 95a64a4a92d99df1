"""How a face goes into a PDF: one composite font a document, holding just the glyphs that it shows.

Two-byte codes (Identity-H), one subset, ToUnicode in UTF-16BE with at most 100 pairs a block. The clauses named here
are those of ISO 32000-1:2008.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, NamedTuple

from secretariat.documents.fonts.missing import MissingGlyphError
from secretariat.documents.pdf import Document, Name, Reference, Value

if TYPE_CHECKING:
    from secretariat.documents.fonts.truetype import TrueTypeFace

PAIRS_A_BLOCK = 100
CELL = 1000
"""Widths in a PDF are in thousandths of the type size; this is a full cell."""
SYMBOLIC = 4

CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
CMAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Font(NamedTuple):
    """A face under the name by which papers call it."""

    name: str
    face: TrueTypeFace


_registered: dict[str, Font] = {}


def registered(name: str) -> Font | None:
    """Give the font registered under a name."""
    return _registered.get(name)


def register(name: str, face: TrueTypeFace) -> Font:
    """Make a face known under a name that is not in use yet."""
    font = _registered[name] = Font(name, face)
    return font


class Shown(dict[str, int]):
    """The characters that one document shows in one font: character -> code, 1 and up in order of first use."""

    def __init__(self, face: TrueTypeFace, internal_name: str) -> None:
        super().__init__()
        self.face = face
        self.internal_name = internal_name
        """How the document's pages call the font, such as ``F1``."""

    def __missing__(self, character: str) -> int:
        if not self.face.glyph(character):
            # Whoever cuts text with FontBook.runs never comes here; nobody shall print an empty box.
            raise MissingGlyphError((character,))
        code = self[character] = len(self) + 1
        return code

    def codes(self, text: str) -> bytes:
        """Give the codes to show for a text, two bytes a character."""
        return struct.pack(f">{len(text)}H", *map(self.__getitem__, text))

    def add_to(self, document: Document) -> Reference:
        """Add the font's objects to a document that shows no more in it (9.7)."""
        name = Name(f"{subset_tag(self.face.postscript_name, self)}+{self.face.postscript_name}")
        return document.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": name,
                "Encoding": Name("Identity-H"),
                "DescendantFonts": [self._descendant(document, name)],
                "ToUnicode": document.add_stream(to_unicode(self).encode("ascii")),
            }
        )

    def _descendant(self, document: Document, name: Name) -> Reference:
        """Add the CID font (9.7.4): its codes are the glyph numbers of the embedded program."""
        face = self.face
        glyphs = [0, *map(face.glyph, self)]
        program, count = face.program(glyphs)
        scale = CELL / face.units_per_em
        os2 = face.table("OS/2")
        capitals = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0  # noqa: PLR2004
        descriptor = document.add(
            {
                "Type": Name("FontDescriptor"),
                "FontName": name,
                "Flags": SYMBOLIC,
                "FontBBox": [round(value * scale) for value in face.bounds],
                "ItalicAngle": 0,
                "Ascent": round(face.ascent * scale),
                "Descent": round(face.descent * scale),
                "CapHeight": round((capitals or face.ascent) * scale),
                "StemV": 50 + round((face.weight / 65) ** 2),
                "FontFile2": document.add_stream(program, {"Length1": len(program)}),
                # PDF/A-1 asks which codes are there: one bit each, all of them.
                "CIDSet": document.add_stream(cid_set(count)),
            }
        )
        return document.add(
            {
                "Type": Name("Font"),
                "Subtype": Name("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
                "CIDToGIDMap": Name("Identity"),
                "DW": CELL,
                "W": widths([face.advance(glyph) * scale for glyph in glyphs]),
                "FontDescriptor": descriptor,
            }
        )


class ShownFonts(dict[str, Shown]):
    """What one document shows, by the name each font is registered under."""

    def __missing__(self, name: str) -> Shown:
        shown = self[name] = Shown(_registered[name].face, f"F{len(self) + 1}")
        return shown

    def add_to(self, document: Document) -> dict[str, Reference]:
        """Add all fonts to a document; gives them by the names that its pages call them."""
        return {shown.internal_name: shown.add_to(document) for shown in self.values()}


def subset_tag(name: str, shown: dict[str, int]) -> str:
    """Give the six capitals before a subset's name (9.6.4): the same characters of the same face, the same tag."""
    number = zlib.crc32((name + "\0" + "".join(shown)).encode())
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def to_unicode(shown: dict[str, int]) -> str:
    """Give the map by which readers turn codes back into text: UTF-16BE, at most 100 pairs a block."""
    pairs = [f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for character, code in shown.items()]
    blocks = (pairs[start : start + PAIRS_A_BLOCK] for start in range(0, len(pairs), PAIRS_A_BLOCK))
    body = (f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return CMAP_HEAD + "".join(body) + CMAP_TAIL


def cid_set(count: int) -> bytes:
    """Give ``count`` bits set, the highest bit of the first byte first."""
    return b"\xff" * (count // 8) + (bytes([0xFF00 >> count % 8 & 0xFF]) if count % 8 else b"")


def widths(values: list[float]) -> list[Value]:
    """Give the W array (9.7.4.3): for each stretch of codes that are not a full cell, the first and their widths."""
    entries: list[Value] = []
    stretch: list[Value] = []
    for code, value in enumerate(values):
        rounded = round(value, 3)
        if rounded == CELL:
            stretch = []
            continue
        if not stretch:
            stretch = []
            entries += [code, stretch]
        stretch.append(rounded)
    return entries
