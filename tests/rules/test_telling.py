"""The rulebooks in words, told as their articles have it; and of one kind, or article by article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.rules.rulebook import NotJudged
from secretariat.rules.telling import by_article, of_kind, tell
from secretariat.rules.telling.block import Line
from secretariat.rules.telling.meetings import scope_text
from tests.rules.build import rulebook
from tests.rules.invented import ARTICLE, BOOK
from tests.rules.texts import GANGCHENG, HUANCUI, THREE, ZICHUAN
from tests.rules.told import TOLD, told


@pytest.mark.parametrize(("code", "block"), TOLD, ids=str)
def test_the_five_are_told_as_their_articles_have_it(code, block):
    lines = told(rulebook(code))[block]
    for key, title, text, article, *kinds in TOLD[code, block]:
        line = lines[key]
        assert (line.title, line.text, line.article) == (title, text, article)
        assert line.kinds == (tuple(kinds[0].split()) if kinds else ())


def test_what_binds_every_meeting_is_told_first_and_subjects_follow():
    headings = [(block.key, block.title) for block in tell(rulebook(HUANCUI))]
    assert headings == [
        ("general", "总的规定"),
        ("kind.plenary", "全体会议"),
        ("kind.executive", "常务会议"),
        ("kind.head_office", "区长办公会议"),
        ("kind.special_topic", "专题会议"),
        ("kind.work_conference_1", "一类工作会议"),
        ("kind.work_conference_2", "二类工作会议"),
        ("topics", "议题提出和审批"),
        ("countersigns", "会签和协调"),
        ("reviews", "审查和论证"),
        ("papers", "材料和议程"),
        ("leave", "会议请假"),
        ("after", "会后"),
        ("away", "外出报备"),
        ("duties", "其他规定"),
        ("excusable", "可以作为例外的情形"),
        ("not_judged", "本程序不作判断的条款"),
    ]
    # 淄川 has no rule on papers: nothing is said of them.
    assert "papers" not in told(rulebook(ZICHUAN))


def test_tasks_stand_under_their_heading():
    lines = [line for line in told(rulebook(ZICHUAN))["kind.executive"].values() if line.key.startswith("task-")]
    assert [line.key for line in lines] == [f"task-{no}" for no in range(1, 8)]
    assert all(line.inner and line.title == "" for line in lines)
    assert lines[2].text == "3. 审议规范性文件草案"


def test_lines_that_belong_to_the_one_before():
    assert told(rulebook(GANGCHENG))["kind.party_group"]["quorum-topic-0"].inner
    assert told(rulebook(ZICHUAN))["away"]["away-attachments-1"].inner
    assert not told(rulebook(ZICHUAN))["away"]["away-1"].inner


def test_articles_of_the_kinds_stand_in_their_headings():
    blocks = {block.key: block for block in tell(rulebook(ZICHUAN))}
    assert blocks["kind.executive"].article == "四十九"
    assert blocks["topics"].article is None


# --- one kind, or article by article


def test_what_binds_one_kind():
    blocks = {block.key: block for block in of_kind(tell(rulebook(ZICHUAN)), "party_group")}
    # Being away, duties and what is not judged bind nobody because of a meeting; countersigns are of other kinds.
    assert list(blocks) == ["kind.party_group", "topics", "reviews", "excusable"]
    assert [line.key for line in blocks["topics"].lines] == ["decided-4"]
    assert (blocks["topics"].title, blocks["topics"].article) == ("议题提出和审批", None)
    assert [line.key for line in blocks["kind.party_group"].lines][:2] == ["members", "optional"]


def test_the_kind_itself_is_told_first():
    blocks = of_kind(tuple(reversed(tell(rulebook(ZICHUAN)))), "executive")
    assert blocks[0].key == "kind.executive"
    assert not [block.key for block in blocks[1:] if block.key.startswith("kind.")]


def test_article_by_article():
    blocks = by_article(tell(rulebook(ZICHUAN)))
    assert [block.article for block in blocks][:5] == ["七", "八", "九", "二十一", "二十二"]
    assert [block.article for block in blocks][-3:] == ["七十二", "七十五", "八十四"]
    assert all(block.key == block.title == block.article for block in blocks)
    (line,) = blocks[0].lines
    assert (line.key, line.title, line.article) == ("general/stand_in", "总的规定　主持工作", "七")
    fifty_four = next(block for block in blocks if block.article == "五十四")
    intake = next(line for line in fifty_four.lines if line.key == "topics/intake-0")
    assert (intake.text, intake.kinds) == ("随时可以提报，不分批次", tuple(THREE.split()))
    # What is not judged has no heading of its own.
    assert [line.title for line in blocks[1].lines] == ["本程序不作判断的条款"]


def test_an_article_without_a_number_comes_last():
    book = replace(
        BOOK, not_judged=(NotJudged(article="附则", reason="不涉及会议"), NotJudged(article="第一百条", reason="同上"))
    )
    assert [block.article for block in by_article(tell(book))] == [ARTICLE, "第一百条", "附则"]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("executive",), "适用于常务会议"),
        (("executive", "weekly"), ""),
        (("executive", "weekly", "gone"), ""),
        ((), ""),
    ],
)
def test_for_which_kinds_a_line_holds(kinds, said):
    assert scope_text(BOOK, Line(key="any", title="", text="", kinds=kinds)) == said
