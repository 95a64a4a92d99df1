"""Articles of a government's rules: their numbers, however they are written, and what stands under them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

_DIGITS: Final = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_SIGNS: Final = "".join((*_DIGITS, *_UNITS))
NUMERAL: Final = rf"(?:[{_SIGNS}]{{1,8}}|[0-9０-９]{{1,4}})"
"""A number as rules write it, as part of a regular expression."""
_CITED: Final = re.compile(rf"第?({NUMERAL})条?")


@record(kw_only=True)
class Article:
    """One article: its number as the text writes it (四十九, 第…条), its paragraphs, and the chapter it is in."""

    number: str
    paragraphs: tuple[str, ...]
    chapter: str | None = None


def number_of(numeral: str) -> int | None:
    """Give the value of a numeral, Chinese or Arabic: 七, 一百零三, 二〇, 12; ``None``: it is none."""
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or any(sign not in _SIGNS for sign in numeral):
        return None
    if not any(sign in _UNITS for sign in numeral):
        return int("".join(str(_DIGITS[sign]) for sign in numeral))
    total, seen = 0, None
    for sign in numeral:
        if sign in _UNITS:
            total += (1 if seen is None or seen == 0 else seen) * _UNITS[sign]
            seen = None
        else:
            seen = _DIGITS[sign]
    return total + (seen or 0)


def cited_numbers(citation: str) -> tuple[int, ...]:
    """Give the numbers of the articles that a finding cites: 四十九, 第…条, 七、四十四; each once, in order."""
    found = (number_of(match[1]) for match in _CITED.finditer(_without_parts(citation)))
    return tuple(dict.fromkeys(number for number in found if number))


def _without_parts(citation: str) -> str:
    """Give a citation without the paragraphs and items that it names (第二款、第三项)."""
    return re.sub(rf"第{NUMERAL}[款项目]|[（(]{NUMERAL}[）)]", "", citation)


def cited_articles(articles: Iterable[Article], citation: str) -> tuple[Article, ...]:
    """Give those of a text's articles that are cited, in the order of the citation, however either writes numbers."""
    known: dict[int, Article] = {}
    for article in articles:
        for number in cited_numbers(article.number):
            known.setdefault(number, article)
    return tuple(known[number] for number in cited_numbers(citation) if number in known)
