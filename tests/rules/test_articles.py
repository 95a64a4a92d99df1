"""No article on meetings is passed over: each is cited by an entry, or the rulebook says why it is not judged.

The tables were typed by hand from the five source texts: where the chapter on meetings begins and ends, which articles
outside it rulebooks.md names, which article is the last, and how many tasks (主要任务) an article numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

import pytest

from secretariat.domain.numerals import numeral
from tests.rules.build import ids, rulebook
from tests.rules.texts import GANGCHENG, GOVERNMENTS, HUANCUI, ZHOUCUN, ZIBO, ZICHUAN

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class Source:
    """A source text: how it writes an article, its last one, those on meetings, and those that are named besides."""

    form: str = "{}"
    last: int
    meetings: range
    besides: tuple[int, ...]

    def called(self, numbers: range | tuple[int, ...]) -> set[str]:
        """Articles as the text numbers them."""
        return {self.form.format(numeral(number)) for number in numbers}


SOURCES = {
    # 第八章 会议制度: 四十七–五十八. 七–九 head and deputies, 二十一–二十九 law and decisions, 六十三 reply, 七十二
    # instructions, 七十五 being away, 八十四 invitations.
    ZICHUAN: Source(last=87, meetings=range(47, 59), besides=(7, 8, 9, 21, 22, 24, 27, 28, 29, 63, 72, 75, 84)),
    # 第八章 会议制度: 四十一–五十三.
    ZHOUCUN: Source(last=84, meetings=range(41, 54), besides=(6, 8, 20, 24, 25, 26, 58, 72, 81)),
    # 第八章 严格落实会议制度: 第四十一条–第五十五条.
    HUANCUI: Source(form="第{}条", last=89, meetings=range(41, 56), besides=(5, 19, 23, 24, 25, 75, 87)),
    # 第八章 会议制度: 四十五–五十六.
    ZIBO: Source(last=87, meetings=range(45, 57), besides=(7, 9, 21, 22, 25, 26, 27, 61, 75, 84)),
    # 第九章 完善会议制度: 第三十八条–第五十条.
    GANGCHENG: Source(form="第{}条", last=72, meetings=range(38, 51), besides=(5, 6, 16, 17, 18, 25, 36, 37, 69)),
}

# How many tasks an article numbers; those told in one sentence (环翠 第四十四条、第四十六条) are left out.
TASKS = {
    (ZICHUAN, "plenary"): 3,
    (ZICHUAN, "executive"): 7,
    (ZICHUAN, "head_office"): 3,
    (ZICHUAN, "special_topic"): 3,
    (ZICHUAN, "party_group"): 3,
    (ZHOUCUN, "plenary"): 3,
    (ZHOUCUN, "party_group"): 7,
    (ZHOUCUN, "executive"): 4,
    (ZHOUCUN, "head_office"): 3,
    (ZHOUCUN, "special_topic"): 3,
    (HUANCUI, "plenary"): 3,
    (HUANCUI, "executive"): 9,
    (HUANCUI, "special_topic"): 3,
    (ZIBO, "plenary"): 3,
    (ZIBO, "executive"): 8,
    (ZIBO, "head_office"): 3,
    (ZIBO, "special_topic"): 3,
    (GANGCHENG, "plenary"): 3,
    (GANGCHENG, "executive"): 7,
    (GANGCHENG, "head_office"): 4,
    (GANGCHENG, "special_topic"): 3,
    (GANGCHENG, "party_group"): 4,
}


def said(value: object, name: str) -> Iterator[object]:
    """Whatever the entries of a rulebook say under a key, at any depth."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            each = getattr(value, field.name)
            if field.name == name and each is not None:
                yield each
            yield from said(each, name)
    elif isinstance(value, dict | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from said(each, name)


def cited(code: str) -> set[object]:
    """Every article that a rulebook cites, those included that it says it does not judge."""
    book = rulebook(code)
    return {book.kinds_article, *said(book, "article")}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_every_article_on_meetings_is_cited(code):
    source = SOURCES[code]
    assert source.called(source.meetings) - cited(code) == set()


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_every_article_that_bears_on_meetings_is_cited(code):
    source = SOURCES[code]
    assert source.called(source.besides) - cited(code) == set()


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_no_article_is_cited_that_the_source_has_not(code):
    source = SOURCES[code]
    assert cited(code) - source.called(range(1, source.last + 1)) == set()


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_is_not_judged_is_said_once_with_a_reason_in_chinese(code):
    told = rulebook(code).not_judged
    assert len({each.article for each in told}) == len(told)
    for each in told:
        assert re.search("[\u4e00-\u9fff]{6}", each.reason), each
        assert not re.search("[A-Za-z]", each.reason.replace("AB角", "")), each


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_an_entry_binds_kinds_that_the_rulebook_provides_for(code):
    """A kind that is misspelt would bind nothing and say so nowhere."""
    book = rulebook(code)
    named = {kind for kinds in said(book, "kinds") if isinstance(kinds, tuple) for kind in kinds}
    assert named - set(book.kinds) == set()


@pytest.mark.parametrize(("code", "kind"), TASKS, ids=ids(TASKS))
def test_the_tasks_are_those_that_the_article_numbers(code, kind):
    tasks = rulebook(code).kinds[kind].tasks
    assert [task.no for task in tasks] == list(range(1, TASKS[code, kind] + 1))
