"""How one font of resources/fonts/ is made from a font of a package, with fontTools; build_fonts.py says which.

Everything here depends on the recipe and the package alone, so that the same input gives the same bytes.
"""

from __future__ import annotations

import bz2
import itertools
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

LAST_OF_BMP = 0xFFFF
# What every face of a paper must hold beside Chinese characters.
PAPER_MARKS = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～％×＋－＝★□○●①②③④⑤⑥⑦⑧⑨⑩.,:;()/%-+"
)


class BuildError(Exception):
    """The fonts cannot be built: what is wrong, and what to do about it (both Chinese)."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy


# ---------------------------------------------------------------- characters


def read_standard(unihan: Path, count: int) -> list[int]:
    """Give the code points of 《通用规范汉字表》 from Unihan's field kTGHZ2013, sorted."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        codes = [int(line.split("\t", 1)[0].removeprefix("U+"), 16) for line in lines if "\tkTGHZ2013\t" in line]
    if len(codes) != count:
        raise BuildError(f"《通用规范汉字表》应有 {count} 字，读出 {len(codes)} 字", "请改用固定版本的 unicode-data")
    return sorted(codes)


def gb2312() -> set[int]:
    """Give the code points of the 6,763 Chinese characters of GB/T 2312."""
    rows = (bytes(byte for cell in range(0xA1, 0xFF) for byte in (row, cell)) for row in range(0xB0, 0xF8))
    return {ord(character) for row in rows for character in row.decode("gb2312", errors="ignore")}


def gbk() -> set[int]:
    """Give the code points of the 20,902 Chinese characters of GBK, with which older names are written."""
    return set(range(0x4E00, 0x9FA6))


def usual_marks() -> set[int]:
    """Give the letters, figures and marks that a paper may use beside Chinese characters."""
    blocks = [(0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x200B), (0x2010, 0x2049), (0x2160, 0x217F), (0x2460, 0x24FF)]
    blocks += [(0x2500, 0x2606), (0x3000, 0x303F), (0x3220, 0x3243), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)]
    return {code for first, last in blocks for code in range(first, last + 1)}


def character_sets(standard: Sequence[int]) -> dict[str, set[int]]:
    """Give the sets that the recipe names in ``characters`` and ``covers``."""
    return {
        "gb2312": gb2312() | set(map(ord, PAPER_MARKS)),
        "gbk": gbk(),
        "marks": usual_marks(),
        "standard": set(standard),
        "standard-bmp": {code for code in standard if code <= LAST_OF_BMP},
        "standard-beyond-gbk": set(standard) - gbk(),
        "beyond-gb2312": (set(standard) | gbk()) - gb2312(),
    }


# ---------------------------------------------------------------- one font (runs in a process of its own)


def build_font(source: Path, target: Path, spec: dict[str, Any], standard: Sequence[int], changed: str) -> str:
    """Write one finished font: one face, TrueType outlines, only what printing needs. Gives a line to print."""
    from fontTools.ttLib import TTFont

    began = time.perf_counter()
    with TTFont(source, fontNumber=face_number(source, spec), recalcTimestamp=False, recalcBBoxes=False) as font:
        kept = {"cmap", "glyf", "loca", "hmtx", "hhea", "head", "maxp", "name", "OS/2", "post", "CFF "}
        for tag in set(font.keys()) - kept - {"GlyphOrder"}:
            del font[tag]
        wanted = set(font.getBestCmap())
        sets = character_sets(standard)
        if spec["characters"] != "all":
            wanted &= set().union(*(sets[name] for name in spec["characters"]))
        if "CFF " in font:
            to_truetype(font, wanted)
        else:
            cut(font, wanted)
        thin(font, spec.get("thin", {}))
        widen(font, spec.get("widen", {}))
        write_cmap(font, wanted)
        write_names(font, spec, changed)
        font["OS/2"].usFirstCharIndex = min(LAST_OF_BMP, *wanted)
        font["OS/2"].usLastCharIndex = min(LAST_OF_BMP, max(wanted))
        font.save(target, reorderTables=True)
    drawn = drawn_characters(target)
    for name in spec["covers"]:
        lacking = sorted(code for code in sets[name] - drawn if not chr(code).isspace())
        if lacking:
            listed = " ".join(f"{chr(code)}（U+{code:04X}）" for code in lacking[:10])
            raise BuildError(
                f"{spec['file']} 缺 {len(lacking)} 个应有的字：{listed}", "请改用 scripts/fonts.toml 中固定的版本"
            )
    if len(drawn) < spec["least"]:
        raise BuildError(
            f"{spec['file']} 只有 {len(drawn)} 个字，少于 {spec['least']}", "请改用 scripts/fonts.toml 中固定的版本"
        )
    size = target.stat().st_size / 1e6
    return f"{spec['file']:<16} {len(drawn):>6} 字 {size:5.1f} MB  用时 {time.perf_counter() - began:4.1f} 秒"


def face_number(source: Path, spec: dict[str, Any]) -> int:
    """Give the index of the face the recipe names inside a collection; -1 for a plain font file."""
    from fontTools.ttLib import TTCollection

    if "face" not in spec:
        return -1
    with TTCollection(source, lazy=True) as collection:
        names = [font["name"].getDebugName(6) for font in collection.fonts]
    if spec["face"] not in names:
        raise BuildError(f"{source.name} 里没有字面 {spec['face']}", "请改用 scripts/fonts.toml 中固定的版本")
    return names.index(spec["face"])


# Fields of maxp that only hinted fonts fill, and those that maxp.recalc fills afterwards.
UNHINTED = (
    *("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxComponentElements", "maxComponentDepth"),
    *("maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours"),
)


def cut(font: Any, wanted: set[int]) -> None:  # noqa: ANN401 - fontTools is untyped
    """Leave only the glyphs of the characters wanted, without hints."""
    from fontTools import subset

    options = subset.Options()
    options.set(
        layout_features=[],
        hinting=False,
        legacy_kern=False,
        notdef_outline=True,
        glyph_names=False,
        name_IDs=["*"],
        name_languages=["*"],
        name_legacy=True,
        recalc_timestamp=False,
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)


def to_truetype(font: Any, wanted: set[int]) -> None:  # noqa: ANN401 - fontTools is untyped
    """Replace CFF outlines by quadratic ones, no point more than a thousandth of the type size off.

    Only the characters wanted are converted; the rest goes.
    """
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import newTable

    names = {name for code, name in font.getBestCmap().items() if code in wanted}
    order = [".notdef", *sorted(names - {".notdef"}, key=font.getGlyphID)]
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, max_err=font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    metrics = font["hmtx"].metrics = {name: font["hmtx"].metrics[name] for name in order}
    del font["CFF "]
    font.setGlyphOrder(order)
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        metrics[name] = (metrics[name][0], getattr(glyph, "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in UNHINTED:
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.recalc(font)
    font["post"].formatType = 3
    font.sfntVersion = "\x00\x01\x00\x00"
    font["head"].glyphDataFormat = 0


def thin(font: Any, how: dict[str, Any]) -> None:  # noqa: ANN401 - fontTools is untyped
    """Draw strokes finer, by moving each outline inwards by ``by`` units, in the characters named or in all."""
    if not how:
        return
    table, cmap = font["glyf"], font.getBestCmap()
    names = sorted({cmap[ord(c)] for c in how["characters"] if ord(c) in cmap}) if "characters" in how else table.keys()
    for name in names:
        glyph = table[name]
        if glyph.numberOfContours <= 0:
            continue
        coordinates, start = glyph.coordinates, 0
        contours = []
        for end in glyph.endPtsOfContours:
            contours.append(coordinates[start : end + 1])
            start = end + 1
        # Outer contours run clockwise in TrueType; where a maker drew them the other way, inwards is the other side.
        by = how["by"] if sum(map(area, contours)) <= 0 else -how["by"]
        moved = [point for contour in contours for point in inset(contour, by)]
        for number, point in enumerate(moved):
            coordinates[number] = point
        coordinates.toInt()
        glyph.recalcBounds(table)
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], glyph.xMin)


def area(points: Sequence[tuple[float, float]]) -> float:
    """Give twice the area within a closed line; negative when it runs clockwise."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in itertools.pairwise([*points, points[0]]))


def inset(points: Sequence[tuple[float, float]], by: float) -> list[tuple[float, float]]:
    """Give a clockwise line's points moved inwards by ``by`` units: every side keeps its direction."""
    sides = []
    for (x0, y0), (x1, y1) in itertools.pairwise([*points, points[0]]):
        length = math.hypot(x1 - x0, y1 - y0)
        sides.append(((x1 - x0) / length, (y1 - y0) / length, length) if length else (0.0, 0.0, 0.0))
    moved = []
    for number, (x, y) in enumerate(points):
        (ux, uy, before), (vx, vy, after) = sides[number - 1], sides[number]
        turn = 1 + ux * vx + uy * vy
        if not before or not after or turn <= SHARP:
            moved.append((x, y))
            continue
        # Never further than the shorter side is long, or a small corner would turn over.
        stretch = by * min(1 / turn, max(min(before, after) / abs(by), 0.5))
        moved.append((x + (uy + vy) * stretch, y - (ux + vx) * stretch))
    return moved


# Below this the line turns back on itself: such a point stays where it is.
SHARP = 0.0625


def widen(font: Any, marks: dict[str, str]) -> None:  # noqa: ANN401 - fontTools is untyped
    """Give proportional marks a full cell, as Chinese type sets them: “ to the right half, ” to the left half."""
    em = font["head"].unitsPerEm
    cmap, table, metrics = font.getBestCmap(), font["glyf"], font["hmtx"].metrics
    for how, characters in marks.items():
        for character in characters:
            name = cmap[ord(character)]
            glyph, (advance, _) = table[name], metrics[name]
            if glyph.isComposite():
                glyph.expand(table)
                coordinates, ends, flags = glyph.getCoordinates(table)
                glyph.numberOfContours, glyph.components = len(ends), []
                glyph.coordinates, glyph.endPtsOfContours, glyph.flags = coordinates, ends, flags
                del glyph.components
            if how == "open":
                glyph.coordinates.translate((em - advance, 0))
            elif how == "stretch":
                # From edge to edge, so that the two halves of —— join.
                glyph.recalcBounds(table)
                glyph.coordinates.translate((-glyph.xMin, 0))
                glyph.coordinates.scale((em / (glyph.xMax - glyph.xMin), 1))
            glyph.coordinates.toInt()
            glyph.recalcBounds(table)
            metrics[name] = (em, glyph.xMin)


def write_cmap(font: Any, wanted: set[int]) -> None:  # noqa: ANN401 - fontTools is untyped
    """Leave one character map: format 4, or format 12 when there are characters above U+FFFF."""
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

    mapping = {code: name for code, name in font.getBestCmap().items() if code in wanted}
    beyond = max(mapping) > LAST_OF_BMP
    table = CmapSubtable.newSubtable(12 if beyond else 4)
    table.platformID, table.platEncID, table.language = 3, 10 if beyond else 1, 0
    table.cmap = dict(sorted(mapping.items()))
    if beyond:
        table.reserved, table.length, table.nGroups = 0, 0, 0
    font["cmap"].tables = [table]


# Copyright, trademark, maker, designer, addresses and licence; and English as Windows numbers it.
KEPT_NAMES = {0, 7, 8, 9, 11, 13, 14}
ENGLISH = 0x409


def write_names(font: Any, spec: dict[str, Any], changed: str) -> None:  # noqa: ANN401 - fontTools is untyped
    """Name the font anew, keep its makers' notices, and say how and when it was changed (Arphic PL, OFL)."""
    names = font["name"]
    names.names = [name for name in names.names if name.nameID in KEPT_NAMES and name.langID == ENGLISH]
    family = spec["family"]
    postscript = family.replace(" ", "") + "-Regular"
    notice = (
        f"Changed {changed} by scripts/build_fonts.py of the secretariat project from {Path(spec['member']).name}"
        f" of Debian's package {spec['package']}: one face, TrueType outlines, layout tables and hints removed,"
        " renamed. The original licence applies."
    )
    for number, text in ((1, family), (2, "Regular"), (3, f"{postscript};{changed}"), (4, family), (6, postscript)):
        names.setName(text, number, 3, 1, ENGLISH)
    names.setName(notice, 10, 3, 1, ENGLISH)
    names.names.sort()


def drawn_characters(path: Path) -> set[int]:
    """Give the code points for which a finished font has an outline (a blank glyph is no character)."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        places = font["loca"].locations
        mapping = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}
    return {code for code, glyph in mapping.items() if places[glyph + 1] > places[glyph]}
