"""Shares as people write them: 三分之二, 2/3, 60%, 一半."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from secretariat.domain.articles import number_of
from secretariat.domain.numerals import numeral
from secretariat.rules.telling.meetings import SHARES

_PARTS: Final = re.compile(r"(.{1,4})分之(.{1,4})")
_RATIO: Final = re.compile(r"(\d{1,4})\s*[/／]\s*(\d{1,4})")
_PERCENT: Final = re.compile(r"(?:百分之(.{1,4})|(\d{1,3})\s*[%％])")
_HALF: Final = ("一半", "半数")


def read_share(text: str) -> str:
    """Give a share as a rulebook writes it (2/3); what is none stays as it was typed."""
    words = text.strip()
    if words in _HALF:
        return "1/2"
    if found := _PERCENT.fullmatch(words):
        share = number_of(found[1] or found[2])
        return _ratio(share, 100, words)
    if found := _PARTS.fullmatch(words):
        return _ratio(number_of(found[2]), number_of(found[1]), words)
    if found := _RATIO.fullmatch(words):
        return f"{int(found[1])}/{int(found[2])}"
    return words


def _ratio(part: int | None, whole: int | None, words: str) -> str:
    if not part or not whole:
        return words
    share = Fraction(part, whole)
    return f"{share.numerator}/{share.denominator}"


def share_words(share: str) -> str:
    """Give a share in words: 三分之二; what is none as it stands."""
    if share in SHARES:
        return SHARES[share]
    found = _RATIO.fullmatch(share)
    if found is None or not int(found[1]) or not int(found[2]):
        return share
    return f"{numeral(int(found[2]))}分之{numeral(int(found[1]))}"


def share_of(share: str) -> Fraction | None:
    """Give a share as a number; ``None`` for what is none or more than all."""
    found = _RATIO.fullmatch(share)
    if found is None or not int(found[1]) or not int(found[2]) or int(found[1]) > int(found[2]):
        return None
    return Fraction(int(found[1]), int(found[2]))
