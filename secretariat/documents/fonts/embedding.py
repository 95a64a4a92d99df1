"""How a face goes into a PDF: one composite font a document, holding just the glyphs that it shows.

reportlab's own TrueType support cuts a face into fonts of 256 characters, writes a wrong ToUnicode above U+FFFF (its
``%04X`` of a code point is no UTF-16) and draws nothing for a character the face lacks. An :class:`EmbeddedFont` takes
its place behind the same few methods that reportlab's canvas calls: two-byte codes (Identity-H), one subset, ToUnicode
in UTF-16BE with at most 100 pairs a block, as the PDF standard asks.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from secretariat.documents.fonts.missing import MissingGlyphError
from secretariat.documents.library import pdfdoc, pdfmetrics

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


class FaceMeasures(NamedTuple):
    """What reportlab reads of a face; lengths in thousandths of the type size."""

    name: str
    ascent: float
    descent: float
    builtIn: int = 0  # noqa: N815 - reportlab's name


class Shown(dict[str, int]):
    """The characters that one document shows in one font: character -> code, 1 and up in order of first use."""

    def __init__(self, face: TrueTypeFace) -> None:
        super().__init__()
        self.face = face
        self.internal_name = ""
        self.frozen = False

    def __missing__(self, character: str) -> int:
        if self.frozen:
            raise RuntimeError(f"the document is closed, {character!r} comes too late")
        if not self.face.glyph(character):
            # Whoever cuts text with FontBook.runs never comes here; nobody shall print an empty box.
            raise MissingGlyphError((character,))
        code = self[character] = len(self) + 1
        return code


class EmbeddedFont:
    """A face under the name by which reportlab's canvas calls it; register it with :func:`register`.

    The methods in camel case are reportlab's: they are what its canvas, text objects and documents call.
    """

    _multiByte = 1  # noqa: N815 - reportlab's name
    _dynamicFont = 1  # noqa: N815 - reportlab's name
    shapable = False
    encoding = None

    def __init__(self, name: str, face: TrueTypeFace) -> None:
        self.fontName = name
        self.source = face
        scale = CELL / face.units_per_em
        self.face = FaceMeasures(name, face.ascent * scale, face.descent * scale)
        self._shown: WeakKeyDictionary[pdfdoc.PDFDocument, Shown] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:  # noqa: ARG002, N802
        """Give the width of a text in points, this face alone."""
        return sum(map(self.source.width, text)) * size

    def splitString(  # noqa: N802
        self,
        text: str,
        doc: pdfdoc.PDFDocument,
        encoding: str = "utf-8",  # noqa: ARG002
    ) -> list[tuple[int, bytes]]:
        """Give the codes to show for a text: one subset, two bytes a character."""
        return [(0, self.codes(text, doc))] if text else []

    def codes(self, text: str, doc: pdfdoc.PDFDocument) -> bytes:
        """Give the codes to show for a text, two bytes a character."""
        return struct.pack(f">{len(text)}H", *map(self._shown_in(doc).__getitem__, text))

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: ARG002, N802
        """Give the font's name inside the document, such as ``/F1``; the document will ask for its objects."""
        shown = self._shown_in(doc)
        if not shown.internal_name:
            shown.internal_name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = f"/{shown.internal_name}"
            doc.delayedFonts.append(self)
        return f"/{shown.internal_name}"

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """Add the font's objects to a document that is being closed."""
        shown = self._shown_in(doc)
        shown.frozen = True
        name = f"{subset_tag(self.source.postscript_name, shown)}+{self.source.postscript_name}"
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([self._descendant(doc, name, shown)]),
                "ToUnicode": stream(doc, to_unicode(shown).encode("ascii"), f"toUnicode:{name}"),
            }
        )
        fonts: Any = doc.idToObject["BasicFonts"]
        fonts.dict[shown.internal_name] = refer(doc, font, f"font:{name}")
        del self._shown[doc]

    def _shown_in(self, doc: pdfdoc.PDFDocument) -> Shown:
        """Give what a document has shown so far in this font."""
        shown = self._shown.get(doc)
        if shown is None:
            shown = self._shown[doc] = Shown(self.source)
        return shown

    def _descendant(self, doc: pdfdoc.PDFDocument, name: str, shown: Shown) -> pdfdoc.PDFObjectReference:
        """Add the CID font: its codes are the glyph numbers of the embedded program."""
        face = self.source
        glyphs = [0, *map(face.glyph, shown)]
        program, count = face.program(glyphs)
        scale = CELL / face.units_per_em
        os2 = face.table("OS/2")
        capitals = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0  # noqa: PLR2004
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([round(value * scale) for value in face.bounds]),
                "ItalicAngle": 0,
                "Ascent": round(face.ascent * scale),
                "Descent": round(face.descent * scale),
                "CapHeight": round((capitals or face.ascent) * scale),
                "StemV": 50 + round((face.weight / 65) ** 2),
                "FontFile2": stream(doc, program, f"fontFile:{name}", Length1=len(program)),
                # PDF/A-1 asks which codes are there: one bit each, all of them.
                "CIDSet": stream(doc, cid_set(count), f"cidSet:{name}"),
            }
        )
        return refer(
            doc,
            pdfdoc.PDFDictionary(
                {
                    "Type": pdfdoc.PDFName("Font"),
                    "Subtype": pdfdoc.PDFName("CIDFontType2"),
                    "BaseFont": pdfdoc.PDFName(name),
                    "CIDSystemInfo": pdfdoc.PDFDictionary(
                        {
                            "Registry": pdfdoc.PDFString("Adobe"),
                            "Ordering": pdfdoc.PDFString("Identity"),
                            "Supplement": 0,
                        }
                    ),
                    "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                    "DW": CELL,
                    "W": widths([face.advance(glyph) * scale for glyph in glyphs]),
                    "FontDescriptor": refer(doc, descriptor, f"fontDescriptor:{name}"),
                }
            ),
            f"cidFont:{name}",
        )


def registered(name: str) -> EmbeddedFont | None:
    """Give the font that reportlab knows under a name, if it is one of ours."""
    # Not getFont: it would search the disk for a name that it does not know.
    known = pdfmetrics._fonts.get(name)  # type: ignore[attr-defined] # noqa: SLF001
    return known if isinstance(known, EmbeddedFont) else None


def register(name: str, face: TrueTypeFace) -> EmbeddedFont:
    """Make a face known to reportlab under a name that is not in use yet."""
    font = EmbeddedFont(name, face)
    pdfmetrics.registerFont(font)
    return font


def refer(doc: pdfdoc.PDFDocument, thing: pdfdoc.PDFObject, name: str) -> pdfdoc.PDFObjectReference:
    """Add an object to a document under a name of its own and give the reference to it."""
    reference: pdfdoc.PDFObjectReference = doc.Reference(thing, name)  # type: ignore[no-untyped-call]
    return reference


def stream(doc: pdfdoc.PDFDocument, content: bytes, name: str, **entries: int) -> pdfdoc.PDFObjectReference:
    """Add a stream to a document, compressed if the document is, and give the reference to it."""
    made = pdfdoc.PDFStream(content=content, filters=[])
    if doc.compression:
        # Outlines hardly shrink; to look for the last 5 % would take a sixth of the time of a paper.
        made.content = zlib.compress(content, zlib.Z_BEST_SPEED)
        made.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    for key, value in entries.items():
        made.dictionary[key] = value
    return refer(doc, made, name)


def subset_tag(name: str, shown: dict[str, int]) -> str:
    """Give the six capitals before a subset's name: the same characters of the same face, the same tag."""
    number = int.from_bytes(hashlib.sha256((name + "\0" + "".join(shown)).encode()).digest()[:8], "big")
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


def widths(values: list[float]) -> pdfdoc.PDFArray:
    """Give the W array: for each stretch of codes that are not a full cell, the first code and their widths."""
    entries: list[object] = []
    stretch: list[float] = []
    for code, value in enumerate(values):
        rounded = round(value, 3)
        if rounded == CELL:
            stretch = []
            continue
        if not stretch:
            stretch = []
            entries += [code, stretch]
        stretch.append(int(rounded) if rounded == int(rounded) else rounded)
    return pdfdoc.PDFArray([pdfdoc.PDFArray(entry) if isinstance(entry, list) else entry for entry in entries])
