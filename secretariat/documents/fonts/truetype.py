"""One face of a TrueType file, read where it lies: nothing is parsed before it is asked for.

To read a big font's character map and advance widths whole would be most of a cold print. Here the file is mapped into
memory; a character costs one binary search and a glyph one look at ``loca`` and ``glyf``.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from secretariat.errors import FileUnusableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

COLLECTION = b"ttcf"
TRUETYPE = (b"\x00\x01\x00\x00", b"true")
POSTSCRIPT = b"OTTO"

# OS/2 fsType. Bits 0 to 3 are the usage permission; in old fonts several may be set, and the freest holds.
RESTRICTED, PREVIEW, EDITABLE = 0x0002, 0x0004, 0x0008
NO_SUBSETTING, BITMAP_ONLY = 0x0100, 0x0200

# Flags of a part of a composite glyph.
WORDS, SCALE, MORE, XY_SCALE, TWO_BY_TWO = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080

FAMILY_NAMES = (1, 4, 16)
POSTSCRIPT_NAME = 6
# What stands in every program embedded in a PDF, and what hinted glyphs need besides.
HINTS = ("cvt ", "fpgm", "prep")

FORMAT_SEGMENTS, FORMAT_GROUPS = 4, 12
# Platform and encoding of the character maps read, the best first: Unicode with and without characters above U+FFFF.
MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


def big_endian(kind: str, data: bytes) -> array[int]:
    """Give numbers from their big-endian bytes; ``kind`` is ``H`` (16 bits) or ``I`` (32 bits)."""
    numbers = array(kind, data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


class TrueTypeFace:
    """One face: its characters, widths, licence bits and outlines.

    Lengths are in font units, ``units_per_em`` of them to the type size. Raises :class:`FileUnusableError` when the
    file is no TrueType font, has PostScript outlines, or is broken.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self._glyphs: dict[int, int] = {}
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            self._tables = self._read_directory()
            self._read_measures()
            self._find, self._ranges = self._read_map()
        except (OSError, ValueError, struct.error, KeyError, IndexError) as error:
            raise unusable(path, "文件损坏或不是 TrueType 字体") from error

    # ------------------------------------------------------------ tables

    def _read_directory(self) -> dict[str, tuple[int, int]]:
        """Give each table's place and length in the file."""
        data, start = self._data, 0
        self.face_count = 1
        if data[:4] == COLLECTION:
            (self.face_count,) = struct.unpack_from(">I", data, 8)
            if self.index >= self.face_count:
                raise unusable(self.path, f"字体集里没有第 {self.index + 1} 个字面")
            (start,) = struct.unpack_from(">I", data, 12 + 4 * self.index)
        kind = data[start : start + 4]
        if kind == POSTSCRIPT:
            raise unusable(self.path, "是 PostScript 轮廓，不能嵌入")
        if kind not in TRUETYPE:
            raise unusable(self.path, "不是 TrueType 字体")
        (count,) = struct.unpack_from(">H", data, start + 4)
        tables = {}
        for number in range(count):
            tag, _, place, length = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
            tables[tag.decode("latin-1")] = (place, length)
        if not {"head", "hhea", "hmtx", "maxp", "loca", "glyf", "cmap"} <= set(tables):
            raise unusable(self.path, "缺少必要的数据表")
        return tables

    def table(self, tag: str) -> bytes:
        """Give a table's bytes; empty when the font has no such table."""
        place, length = self._tables.get(tag, (0, 0))
        return self._data[place : place + length]

    def _read_measures(self) -> None:
        """Read what every use needs: a few numbers of head, hhea and maxp."""
        head, hhea = self._tables["head"][0], self._tables["hhea"][0]
        self.units_per_em: int
        (self.units_per_em,) = struct.unpack_from(">H", self._data, head + 18)
        self.bounds: tuple[int, int, int, int] = struct.unpack_from(">4h", self._data, head + 36)
        (self._long_places,) = struct.unpack_from(">h", self._data, head + 50)
        self.ascent: int
        self.descent: int
        self.ascent, self.descent = struct.unpack_from(">2h", self._data, hhea + 4)
        (self._advances,) = struct.unpack_from(">H", self._data, hhea + 34)
        (self.glyph_count,) = struct.unpack_from(">H", self._data, self._tables["maxp"][0] + 4)
        self._hmtx, self._loca, self._glyf = (self._tables[tag][0] for tag in ("hmtx", "loca", "glyf"))
        if not self.units_per_em or not self._advances:
            raise ValueError(self.units_per_em)

    # ------------------------------------------------------------ characters

    def _read_map(self) -> tuple[Callable[[int], int], Callable[[], Iterable[tuple[int, int]]]]:
        """Give the look-up of one code point, and the ranges of code points, of the best character map there is."""
        start = self._tables["cmap"][0]
        (count,) = struct.unpack_from(">H", self._data, start + 2)
        maps = {}
        for number in range(count):
            platform, encoding, place = struct.unpack_from(">HHI", self._data, start + 4 + 8 * number)
            maps[platform, encoding] = start + place
        for key in MAPS:
            if key in maps:
                (form,) = struct.unpack_from(">H", self._data, maps[key])
                if form == FORMAT_GROUPS:
                    return self._read_groups(maps[key])
                if form == FORMAT_SEGMENTS:
                    return self._read_segments(maps[key])
        raise unusable(self.path, "没有 Unicode 字符表")

    def _read_groups(self, start: int) -> tuple[Callable[[int], int], Callable[[], Iterable[tuple[int, int]]]]:
        """Read a format 12 map: groups of first, last and first glyph."""
        (count,) = struct.unpack_from(">I", self._data, start + 12)
        numbers = big_endian("I", self._data[start + 16 : start + 16 + 12 * count])
        firsts, lasts, glyphs = numbers[0::3], numbers[1::3], numbers[2::3]

        def find(code: int) -> int:
            group = bisect_right(firsts, code) - 1
            return glyphs[group] + code - firsts[group] if group >= 0 and code <= lasts[group] else 0

        return find, lambda: zip(firsts, lasts, strict=True)

    def _read_segments(self, start: int) -> tuple[Callable[[int], int], Callable[[], Iterable[tuple[int, int]]]]:
        """Read a format 4 map: segments with a delta or a list of glyphs."""
        (double,) = struct.unpack_from(">H", self._data, start + 6)
        at = start + 14
        lasts, firsts, deltas, offsets = (
            big_endian("H", self._data[place : place + double])
            for place in (at, at + double + 2, at + 2 * double + 2, at + 3 * double + 2)
        )
        lists = at + 3 * double + 2

        def find(code: int) -> int:
            segment = bisect_left(lasts, code)
            if segment == len(lasts) or code < firsts[segment]:
                return 0
            offset = offsets[segment]
            if not offset:
                return (code + deltas[segment]) & 0xFFFF
            place = lists + 2 * segment + offset + 2 * (code - firsts[segment])
            glyph: int = struct.unpack_from(">H", self._data, place)[0]
            return (glyph + deltas[segment]) & 0xFFFF if glyph else 0

        return find, lambda: zip(firsts, lasts, strict=True)

    def glyph(self, character: str) -> int:
        """Give a character's glyph number; 0 when the face lacks it or has only a blank where ink belongs."""
        code = ord(character)
        glyph = self._glyphs.get(code)
        if glyph is None:
            glyph = self._find(code)
            if glyph >= self.glyph_count:
                glyph = 0
            if glyph and not character.isspace():
                first, last = self._outline(glyph)
                glyph = glyph if last > first else 0
            self._glyphs[code] = glyph
        return glyph

    def lacks(self, required: frozenset[int]) -> set[int]:
        """Give the required code points outside the ranges of the character map: a quick look, not glyph by glyph."""
        lacking = set(required)
        for first, last in self._ranges():
            lacking.difference_update(range(first, last + 1))
            if not lacking:
                break
        return lacking

    def advance(self, glyph: int) -> int:
        """Give a glyph's advance width in font units."""
        place = self._hmtx + 4 * min(glyph, self._advances - 1)
        width: int = struct.unpack_from(">H", self._data, place)[0]
        return width

    def width(self, character: str) -> float:
        """Give a character's width in parts of the type size (1.0 is a full cell)."""
        return self.advance(self.glyph(character)) / self.units_per_em

    # ------------------------------------------------------------ what the face says of itself

    @property
    def licence_bits(self) -> int:
        """OS/2's fsType: what the maker allows by way of embedding; 0, everything, when the font does not say."""
        os2 = self.table("OS/2")
        return int.from_bytes(os2[8:10], "big") if len(os2) >= 10 else 0  # noqa: PLR2004

    @property
    def may_be_embedded(self) -> bool:
        """Whether a subset of the outlines may stand in a paper that is printed and passed on."""
        bits = self.licence_bits
        forbidden = bits & RESTRICTED and not bits & (PREVIEW | EDITABLE)
        return not forbidden and not bits & (NO_SUBSETTING | BITMAP_ONLY)

    @property
    def weight(self) -> int:
        """OS/2's weight class: 400 regular, 700 bold."""
        os2 = self.table("OS/2")
        return int.from_bytes(os2[4:6], "big") or 400

    def names(self, numbers: Iterable[int] = FAMILY_NAMES) -> frozenset[str]:
        """Give the names under which the face goes, in every language it has them (family and full name)."""
        table, wanted = self.table("name"), frozenset(numbers)
        found = set()
        try:
            _, count, strings = struct.unpack_from(">HHH", table, 0)
            for entry in range(count):
                platform, _, _, number, length, place = struct.unpack_from(">6H", table, 6 + 12 * entry)
                if number in wanted:
                    raw = table[strings + place : strings + place + length]
                    # Platform 1 is the Macintosh's: its Chinese names are in GB 2312, its English ones in ASCII.
                    text = raw.decode("gb2312" if platform == 1 else "utf-16-be", errors="replace")
                    found.add(text.strip("\0 "))
        except struct.error:
            return frozenset(found)
        return frozenset(found)

    @cached_property
    def postscript_name(self) -> str:
        """The face's PostScript name, plain ASCII, fit for a PDF."""
        usable = (
            "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_"))
            for name in sorted(self.names((POSTSCRIPT_NAME,)))
        )
        return next((name for name in usable if name), f"Font{self.index}")

    # ------------------------------------------------------------ outlines

    def _outline(self, glyph: int) -> tuple[int, int]:
        """Give where a glyph's outline begins and ends in the file; equal for a blank."""
        if self._long_places:
            first, last = struct.unpack_from(">II", self._data, self._loca + 4 * glyph)
        else:
            first, last = struct.unpack_from(">HH", self._data, self._loca + 2 * glyph)
            first, last = 2 * first, 2 * last
        return self._glyf + first, self._glyf + last

    def ink(self, glyph: int) -> tuple[int, int, int, int] | None:
        """Give the box of a glyph's ink in font units: left, bottom, right, top; None for a blank."""
        first, last = self._outline(glyph)
        return struct.unpack_from(">4h", self._data, first + 2) if last - first >= 10 else None  # noqa: PLR2004

    def program(self, glyphs: list[int]) -> tuple[bytes, int]:
        """Give a TrueType program holding these glyphs in this order, and how many glyphs it has.

        Parts of composite glyphs are added behind. Same glyphs, same bytes.
        """
        order = list(glyphs)
        places = {glyph: place for place, glyph in reversed(list(enumerate(order)))}
        outlines: list[bytes] = []
        for glyph in order:  # grows while it runs
            first, last = self._outline(glyph)
            outline = self._data[first:last]
            if outline[:1] >= b"\x80":  # fewer than no contours: made of parts
                outline = self._renumbered(outline, order, places)
            outlines.append(outline + b"\0" * (-len(outline) % 4))
        count = len(order)
        loca, end = [0], 0
        for outline in outlines:
            end += len(outline)
            loca.append(end)
        bearings = (self._bearing(glyph) for glyph in order)
        head = bytearray(self.table("head"))
        head[8:12] = bytes(4)
        head[50:52] = b"\0\1"
        hhea = self.table("hhea")[:34] + struct.pack(">H", count)
        maxp = self.table("maxp")
        tables = {
            "glyf": b"".join(outlines),
            "head": bytes(head),
            "hhea": hhea,
            "hmtx": b"".join(struct.pack(">Hh", width, bearing) for width, bearing in bearings),
            "loca": struct.pack(f">{count + 1}I", *loca),
            "maxp": maxp[:4] + struct.pack(">H", count) + maxp[6:],
        }
        tables |= {tag: self.table(tag) for tag in HINTS if tag in self._tables}
        return assemble(tables), count

    def _bearing(self, glyph: int) -> tuple[int, int]:
        """Give a glyph's advance width and left side bearing."""
        if glyph < self._advances:
            return struct.unpack_from(">Hh", self._data, self._hmtx + 4 * glyph)
        place = self._hmtx + 4 * self._advances + 2 * (glyph - self._advances)
        bearing: int = struct.unpack_from(">h", self._data, place)[0]
        return self.advance(glyph), bearing

    @staticmethod
    def _renumbered(outline: bytes, order: list[int], places: dict[int, int]) -> bytes:
        """Give a composite outline whose parts are named by their place in ``order``; new parts are added to it."""
        changed = bytearray(outline)
        place, more = 10, True
        while more:
            flags, part = struct.unpack_from(">HH", changed, place)
            if part not in places:
                places[part] = len(order)
                order.append(part)
            struct.pack_into(">H", changed, place + 2, places[part])
            place += 8 if flags & WORDS else 6
            if flags & TWO_BY_TWO:
                place += 8
            elif flags & XY_SCALE:
                place += 4
            elif flags & SCALE:
                place += 2
            more = bool(flags & MORE)
        return bytes(changed)


def assemble(tables: dict[str, bytes]) -> bytes:
    """Give a TrueType file made of tables, with its directory and checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    reach = 16 << power
    directory = [struct.pack(">4s4H", TRUETYPE[0], count, reach, power, 16 * count - reach)]
    body: list[bytes] = []
    place = 12 + 16 * count
    adjustment = total = 0
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        if tag == "head":
            adjustment = place + 8
        own = checksum(padded)
        total += own  # the whole's sum is that of its parts: nothing is added up twice
        directory.append(struct.pack(">4sIII", tag.encode("latin-1"), own, place, len(data)))
        body.append(padded)
        place += len(padded)
    whole = bytearray(b"".join(directory + body))
    total += checksum(b"".join(directory))
    struct.pack_into(">I", whole, adjustment, (0xB1B0AFBA - total) & 0xFFFFFFFF)
    return bytes(whole)


def checksum(data: bytes) -> int:
    """Give the sum of the 32-bit numbers in bytes whose length is a multiple of four."""
    return sum(big_endian("I", data)) & 0xFFFFFFFF


def unusable(path: Path, reason: str) -> FileUnusableError:
    """Give the error for a font file that cannot be used."""
    return FileUnusableError(f"字体文件 {path.name} 不能使用：{reason}", "请换用完好的 TrueType 字体，或使用自带字库")
