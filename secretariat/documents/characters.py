"""What each character may do at the edge of a line: the classes of GB/T 15834-2011 and what must stay together.

Nothing here knows of fonts or points; :mod:`secretariat.documents.typesetting` sets what this module has judged.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(enum.IntEnum):
    """How a character takes its place in the line."""

    HAN = 0
    """A Han character, or anything else that fills one cell."""
    OPENING = 1
    """An opening mark: its ink stands in the right half of its cell (5.1.3)."""
    CLOSING = 2
    """A closing mark or a stop: its ink stands in the left half of its cell (5.1.1 to 5.1.3)."""
    MIDDLE = 3
    """``·``: half a cell, between two words (5.1.7)."""
    DASH = 4
    """``—``: one cell; two of them are one mark (5.1.4)."""
    ELLIPSIS = 5
    """``…``: one cell; two of them are one mark (5.1.5)."""
    LINK = 6
    """``～``: one cell, between two figures (5.1.6)."""
    LATIN = 7
    """Half-width: letters, Arabic numerals and their own punctuation, as wide as the font draws them."""
    SPACE = 8
    """A space that a line may end in."""
    PADDING = 9
    """``　``: an empty cell."""


class Level(enum.IntEnum):
    """What a break before a character would cost."""

    FREE = 1
    """Nothing."""
    LATIN = 2
    """A word or an address of foreign letters that is too long for most lines."""
    TIED = 3
    """A name, a number with its unit, a foreign word."""
    FORBIDDEN = 4
    """A rule of GB/T 15834; taken only when a line could not be set at all."""


OPENING = "（《“‘〔【「『〈［｛〖﹁﹃"
CLOSING = "，。、；：！？）》”’〕】」』〉］｝〗．﹂﹄"
_NEVER_FIRST = frozenset(CLOSING + "·～々ー〜%％‰℃°′″,.;:!?)]}>》-–")
_NEVER_LAST = frozenset(OPENING + "([{<￥$€£№§#")

_PAIRED = {"—": Kind.DASH, "─": Kind.DASH, "―": Kind.DASH, "…": Kind.ELLIPSIS, "⋯": Kind.ELLIPSIS}
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(OPENING, Kind.OPENING),
    **dict.fromkeys(CLOSING, Kind.CLOSING),
    **dict.fromkeys("·‧•・", Kind.MIDDLE),
    **dict.fromkeys("～〜", Kind.LINK),
    **_PAIRED,
    " ": Kind.SPACE,
    "\u3000": Kind.PADDING,
}
_FIRST_WIDE = 0x2000
"""Below this the Latin, Greek and Cyrillic letters, all set as wide as they are drawn."""

# Full-width letters and numerals are set half-width (GB/T 15835-2011: Arabic numerals are half-width).
_HALF_WIDTH = {
    code: code - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ", "％％") for code in range(ord(first), ord(last) + 1)
}
_INVISIBLE_RANGES = (
    (0x00, 0x1F),  # controls
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x200B, 0x200F),  # zero width
    (0x2028, 0x202E),  # separators and directions
    (0x2060, 0x206F),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),
    (0xE0100, 0xE01EF),
)
_INVISIBLE = {code: None for first, last in _INVISIBLE_RANGES for code in range(first, last + 1)}
_TO_PRINT = {**_INVISIBLE, **_HALF_WIDTH, ord("\t"): " ", 0xA0: " ", 0x2002: " ", 0x2003: "\u3000", 0x2009: " "}


def kind_of(character: str) -> Kind:
    """The class of one character."""
    kind = _KINDS.get(character)
    if kind is not None:
        return kind
    return Kind.LATIN if ord(character) < _FIRST_WIDE else Kind.HAN


def printable(text: str) -> str:
    """The text as it is set: full-width letters and numerals half-width, nothing invisible, no space at its ends."""
    return text.translate(_TO_PRINT).strip(" \u3000")


# ------------------------------------------------------------------------------------------------ what stays together
_NUMBER = r"[0-9]+(?:[.,:/][0-9]+)*"
_UNITS = (
    "个百分点|个工作日|平方公里|平方千米|立方米|平方米|千瓦时|公里|千米|厘米|毫米|公斤|千克|公顷|小时|分钟|周年|年度|季度|月份"
    "|人次|人民币|美元|欧元|港元|个月|周岁|号楼|号文|吨标准煤"
)
_HAN = r"[^\W0-9A-Za-z_²³À-ɏͰ-ӿ]"
"""What is a letter and none of the West; the range from 一 to 鿿 would take two milliseconds to compile."""
_TOGETHER = re.compile(
    # 〔2022〕5号、GB/T 9704—2012、第5次、3600万元、98.5%、3—5日、9:00—11:30、300余万平方米、10 km
    rf"〔[0-9]{{4}}〕第?[0-9]+号"
    rf"|[A-Z]{{2,4}}(?:/[A-Z])? {_NUMBER}(?:[—-]{_NUMBER})?"
    rf"|(?:第|[￥$±+−-])?{_NUMBER}[%‰]?(?:[—–～~-]{{1,2}}第?{_NUMBER}[%‰]?)*"
    rf"(?: ?[A-Za-zμΩ]{{1,4}}[²³]?(?![A-Za-z])|(?<![%‰])[余多几]?[十百千万亿兆]*(?:{_UNITS}|[℃°]|{_HAN}))?"
    rf"|第[一二三四五六七八九十百千零〇两]+[届次条款项章节期号年个批轮位季]?"
)
_FOREIGN = re.compile(r"[0-9A-Za-zÀ-ɏͰ-ӿ]+(?:[.,:/@_+&'’\-#%=?~*^$]+[0-9A-Za-zÀ-ɏͰ-ӿ]+)*")
_LONG_WORD = 24
"""Letters; a foreign word as long as this (an address) may be broken where nothing else helps."""
_JOINTS = frozenset("/.-_@?&=:")


def break_levels(text: str, keep: Iterable[str] = ()) -> list[Level]:
    """What a break before each character of the text would cost; one more entry for its end.

    ``keep`` names what must not be broken, such as the names of people.
    """
    levels = [Level.FREE] * (len(text) + 1)
    for match in _TOGETHER.finditer(text):
        _tie(levels, *match.span())
    for match in _FOREIGN.finditer(text):
        _tie_foreign(levels, text, *match.span())
    for word in keep:
        start = text.find(word) if len(word) > 1 else -1
        while start >= 0:
            end = start + len(word)
            _tie(levels, start, end)
            start = text.find(word, end)
    for index in range(1, len(text)):
        if _forbidden(text, index):
            levels[index] = Level.FORBIDDEN
    return levels


def _tie(levels: list[Level], start: int, end: int) -> None:
    for index in range(start + 1, end):
        levels[index] = max(levels[index], Level.TIED)


def _tie_foreign(levels: list[Level], text: str, start: int, end: int) -> None:
    """A foreign word stays whole; a very long one may be parted, best after a joint."""
    long = end - start > _LONG_WORD
    for index in range(start + 1, end):
        parted = long and start + 2 <= index <= end - 2 and (text[index - 1] in _JOINTS or text[index] not in _JOINTS)
        levels[index] = max(levels[index], Level.LATIN if parted else Level.TIED)


def _forbidden(text: str, index: int) -> bool:
    """Whether GB/T 15834-2011, 5.1 forbids a line to begin at ``index``."""
    before, after = text[index - 1], text[index]
    if after in _NEVER_FIRST or before in _NEVER_LAST or after in " \u3000":
        return True
    if before in " \u3000":
        # The line would begin after a space: what counts is what stands before the space.
        return text[:index].rstrip(" \u3000")[-1:] in _NEVER_LAST
    kind = _PAIRED.get(after)
    if kind is None:
        # 间隔号 joins the parts of a name.
        return before == "·"
    if before == after:
        return True
    # One dash alone is 一字线 and never begins a line (5.1.6); two are 破折号, which may.
    return kind is Kind.DASH and text[index + 1 : index + 2] != after
