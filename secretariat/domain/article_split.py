"""A text of rules split into its articles, however it numbers them: 第…条 or …、.

A line may look like the beginning of an article and be none: an item of a list inside an article (一、二、三、), a
paragraph that begins by citing another one. So of all lines that might begin an article those are taken that make the
longest ascending row of numbers; of several such rows the one that leaves out whole lists only, each from its first
item on. What stands before the first chapter (a notice with a list of its own) is no article.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from secretariat.domain.articles import NUMERAL, Article, number_of
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FORMS: Final = (
    re.compile(rf"(?P<number>第(?P<value>{NUMERAL})条)[\s:：、.．]*(?P<text>.*)", re.DOTALL),
    re.compile(rf"(?P<number>(?P<value>{NUMERAL}))、\s*(?P<text>.*)", re.DOTALL),
)
_CHAPTER: Final = re.compile(rf"第{NUMERAL}[编章节](?=\s|$|[^\s，。、的])")
_LONGEST_CHAPTER: Final = 40
_MOST: Final = 1000
_END: Final = re.compile(r"[—─－_＿=\-]{5,}|(抄送|主送|附件|主题词|分享到)\s*[:：]")
"""What comes after the rules in a paper: a rule across the page, to whom copies go, what is attached."""


@record(kw_only=True)
class Split:
    """The articles of a text, and the numbers that are left out between the first and the last."""

    articles: tuple[Article, ...]
    left_out: tuple[int, ...]


@record()
class _Start:
    """A line that may begin an article."""

    line: int
    number: str
    value: int
    text: str


def split_articles(text: str) -> Split:
    """Give the articles of a text; none where it numbers none."""
    lines = [line.strip() for line in text.splitlines()]
    chapter = next((index for index, line in enumerate(lines) if _is_chapter(line)), 0)
    starts = _best(lines, chapter) or _best(lines, 0)
    ends = (index for index, line in enumerate(lines) if starts and starts[0].line < index and _END.match(line))
    end = next(ends, len(lines))
    before = _best(lines[:end], chapter)
    # A paper's foot ends the rules, but not a line that looks like one in the midst of them.
    if len(before) * 2 > len(starts):
        lines, starts = lines[:end], before
    articles = tuple(_articles(lines, starts))
    values = [start.value for start in starts]
    missing = sorted(set(range(values[0], values[-1])) - set(values)) if values else ()
    return Split(articles=articles, left_out=tuple(missing))


def _best(lines: Sequence[str], first: int) -> tuple[_Start, ...]:
    """The beginnings of the articles from a line on, in the form that gives more of them."""
    return max((_row(tuple(_starts(lines, first, form))) for form in _FORMS), key=len)


def _starts(lines: Sequence[str], first: int, form: re.Pattern[str]) -> Iterator[_Start]:
    """The lines that may begin an article, no more of them than any rules have."""
    found = 0
    for index in range(first, len(lines)):
        match = form.match(lines[index])
        value = number_of(match["value"]) if match is not None else None
        if match is not None and value:
            yield _Start(index, match["number"], value, match["text"].strip())
            found += 1
            if found == _MOST:
                return


def _row(starts: Sequence[_Start]) -> tuple[_Start, ...]:
    """The longest row of ascending numbers that leaves out as few items as may be that are of no whole list."""
    values = [start.value for start in starts]
    odd = [0, 0]  # odd[k]: how many before the k-th neither begin a list nor go on with it
    for before, value in pairwise(values):
        odd.append(odd[-1] + (value not in {1, before + 1}))

    def skipped(after: int, until: int) -> int:
        """How many of those between two do so."""
        if until - after <= 1:
            return 0
        return (values[after + 1] != 1) + odd[until] - odd[after + 2]

    # Seen from the end: what is the best row that each can begin, as (length, oddities, next one).
    rows: list[tuple[int, int, int | None]] = [(0, 0, None)] * len(values)
    for index in reversed(range(len(values))):
        best: tuple[int, int, int | None] = (1, -skipped(index, len(values)), None)
        for later in range(index + 1, len(values)):
            if values[later] > values[index]:
                length, oddities, _ = rows[later]
                this = (length + 1, oddities - skipped(index, later))
                if this > best[:2]:
                    best = (*this, later)
        rows[index] = best
    heads = range(len(values))
    place: int | None = max(heads, key=lambda head: (rows[head][0], rows[head][1] - skipped(-1, head)), default=None)
    row = []
    while place is not None:
        row.append(starts[place])
        place = rows[place][2]
    return tuple(row)


def _articles(lines: Sequence[str], starts: Sequence[_Start]) -> Iterator[Article]:
    chapter = _last_chapter(lines[: starts[0].line]) if starts else None
    for index, start in enumerate(starts):
        end = starts[index + 1].line if index + 1 < len(starts) else len(lines)
        paragraphs = [start.text] if start.text else []
        following = chapter
        for line in lines[start.line + 1 : end]:
            if _is_chapter(line):
                following = line
            elif line:
                paragraphs.append(line)
        yield Article(number=start.number, paragraphs=tuple(paragraphs), chapter=chapter)
        chapter = following


def _last_chapter(lines: Sequence[str]) -> str | None:
    return next((line for line in reversed(lines) if _is_chapter(line)), None)


def _is_chapter(line: str) -> bool:
    return len(line) <= _LONGEST_CHAPTER and _CHAPTER.match(line) is not None
