"""Articles by number, however rules, findings and texts write it, and a text split into them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.article_split import split_articles
from secretariat.domain.articles import Article, cited_articles, cited_numbers, number_of
from secretariat.domain.numerals import numeral


@given(st.integers(1, 999))
def test_a_numeral_is_read_as_it_is_written(number):
    assert number_of(numeral(number)) == number
    assert number_of(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一百零三", 103),
        ("一百一十", 110),
        ("二〇", 20),
        ("二十", 20),
        ("十", 10),
        ("１２", 12),
        ("", None),
        ("甲", None),
    ],
)
def test_other_ways_to_write_a_number(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("citation", "numbers"),
    [
        ("四十九", (49,)),
        ("第四十三条", (43,)),
        ("七、四十四", (7, 44)),
        ("第十八条、第二十五条", (18, 25)),
        ("第五十六条第二款", (56,)),
        ("第五十四条第二款第（三）项", (54,)),
        ("四十九、四十九", (49,)),
        ("", ()),
    ],
)
def test_what_a_finding_cites(citation, numbers):
    assert cited_numbers(citation) == numbers


def test_a_cited_article_is_found_whichever_way_the_text_numbers_it():
    by_clause = tuple(Article(number=numeral(number), paragraphs=(str(number),)) for number in range(1, 90))
    by_article = tuple(Article(number=f"第{numeral(number)}条", paragraphs=(str(number),)) for number in range(1, 90))
    for articles in (by_clause, by_article):
        for citation in ("四十九", "第四十九条"):
            assert [article.paragraphs for article in cited_articles(articles, citation)] == [("49",)]
        assert [article.paragraphs for article in cited_articles(articles, "四十四、七、九十九")] == [("44",), ("7",)]


# --- splitting

CLAUSES = """某某区人民政府
关于印发某某区人民政府工作规则的通知
各镇人民政府：
现将规则印发给你们，请做好以下工作：
一、认真学习。
二、严格执行。

某某区人民政府工作规则

第一章　总　则

一、为规范政府工作，制定本规则。
二、政府工作的准则是：
一、执政为民；
二、依法行政；
三、实事求是。

第二章　会议制度
三、实行会议制度。
会议由区长召集和主持。
四、本规则自印发之日起施行。
———————————————
抄送：区委办公室，区人大办公室。
五、这一行不是条文。
"""


def test_a_text_that_numbers_clauses():
    """With a notice before it, a list inside an article, and copies after it."""
    split = split_articles(CLAUSES)
    assert [article.number for article in split.articles] == ["一", "二", "三", "四"]
    assert split.articles[1].paragraphs == ("政府工作的准则是：", "一、执政为民；", "二、依法行政；", "三、实事求是。")
    assert split.articles[2].paragraphs == ("实行会议制度。", "会议由区长召集和主持。")
    assert split.articles[3].paragraphs == ("本规则自印发之日起施行。",)
    assert [article.chapter for article in split.articles] == ["第一章　总　则"] * 2 + ["第二章　会议制度"] * 2
    assert split.left_out == ()


ARTICLES = """某某市人民政府工作规则
第一章 总 则
第一条  根据有关法律，制定本规则。
第二条　政府工作人员应当：
一、守纪律；
二、讲规矩。
第四十条规定的情形除外。
第三条 会议每月召开一次。

第二章 附 则
第五条
本规则自发布之日起施行。
"""


def test_a_text_that_numbers_articles():
    """With a list in clauses, a paragraph that begins with a citation, and a number left out."""
    split = split_articles(ARTICLES)
    assert [article.number for article in split.articles] == ["第一条", "第二条", "第三条", "第五条"]
    assert split.articles[1].paragraphs[-1] == "第四十条规定的情形除外。"
    assert split.articles[3].paragraphs == ("本规则自发布之日起施行。",)
    assert split.articles[3].chapter == "第二章 附 则"
    assert split.left_out == (4,)


@pytest.mark.parametrize("text", ["", "\n\n", "会议纪要\n会议听取了汇报。", "第一章 总则"])
def test_a_text_without_articles_has_none(text):
    assert split_articles(text).articles == ()


LISTS = st.dictionaries(st.integers(1, 12), st.integers(1, 6), max_size=4)


@given(st.integers(3, 12), LISTS, st.booleans())
def test_lists_inside_articles_are_no_articles(last, lists, with_chapters):
    """Whichever articles hold a list of their own, each from its first item on, the articles stay what they are."""
    lines = ["第一章 总则"] if with_chapters else []
    for number in range(1, last + 1):
        lines.append(f"{numeral(number)}、条文{number}")
        lines += [f"{numeral(item)}、事项{item}" for item in range(1, lists.get(number, 0) + 1)]
    numbers = [article.number for article in split_articles("\n".join(lines)).articles]
    # A list in the last articles may go on where the articles end: nothing but sense could tell.
    assert len(numbers) >= last
    if not any(lists.get(number, 0) > number for number in range(1, last + 1)):
        assert numbers == [numeral(number) for number in range(1, last + 1)]
