"""The five bundled rulebooks as data: in force from when, under what words, and nowhere but in their files."""

from __future__ import annotations

import ast
import re
from datetime import date, timedelta

import pytest

from secretariat.domain.states import Post
from secretariat.rules.rulebook import in_force_on
from tests.rules.build import ROOT, ids, rulebook
from tests.rules.texts import GANGCHENG, GOVERNMENTS, HUANCUI, MEETINGS, TEXTS, WITH_QUORUM, ZHOUCUN, ZIBO, ZICHUAN

BOOKS = {code: rulebook(code) for code in GOVERNMENTS}

# sources/README.md; 淄博's text states no day, so 2018-01-01 is assumed and the rulebook says so.
IN_FORCE = {
    ZICHUAN: date(2022, 4, 3),
    ZHOUCUN: date(2017, 3, 10),
    HUANCUI: date(2022, 3, 2),
    ZIBO: date(2018, 1, 1),
    GANGCHENG: date(2022, 4, 8),
}
REPLACES = {
    ZICHUAN: ("川政发〔2018〕9号", "2018-04-24"),
    ZHOUCUN: ("周政发〔2008〕69号", "2008-09-19"),
    ZIBO: ("淄政发〔2017〕2号", "2017-02-27"),
}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_in_force_from_the_day_the_source_states(code):
    first, government = IN_FORCE[code], GOVERNMENTS[code]
    assert (BOOKS[code].in_force, BOOKS[code].repealed) == (first, None)
    assert in_force_on(BOOKS.values(), government, first) is BOOKS[code]
    assert in_force_on(BOOKS.values(), government, first + timedelta(days=3650)) is BOOKS[code]
    assert in_force_on(BOOKS.values(), government, first - timedelta(days=1)) is None


def test_only_the_one_without_a_stated_day_has_a_note_on_it():
    assert [code for code, book in BOOKS.items() if book.in_force_note] == [ZIBO]


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_it_replaces(code):
    replaced = BOOKS[code].replaces or ""
    assert all(word in replaced for word in REPLACES.get(code, ()))
    assert bool(replaced) is (code in REPLACES)


WORDS = [
    # level, government, office, head, executive deputy, deputy, office director, deputy director
    (ZICHUAN, "district", "区长", "常务副区长", "副区长", "区政府办公室主任", "区政府办公室副主任"),
    (ZHOUCUN, "district", "区长", "常务副区长", "副区长", "区政府办公室主任", "区政府办公室副主任"),
    (HUANCUI, "district", "区长", "第一副区长", "副区长", "区政府办公室主任", "区政府办公室副主任"),
    (ZIBO, "city", "市长", "常务副市长", "副市长", "秘书长", "副秘书长"),
    (GANGCHENG, "district", "区长", "常务副区长", "副区长", "区政府办公室主任", "区政府办公室副主任"),
]


@pytest.mark.parametrize("row", WORDS, ids=[row[0] for row in WORDS])
def test_the_words_of_the_text(row):
    code, level, *posts = row
    book = BOOKS[code]
    named = (
        Post.HEAD,
        Post.EXECUTIVE_DEPUTY,
        Post.DEPUTY,
        Post.OFFICE_DIRECTOR,
        Post.OFFICE_DEPUTY_DIRECTOR,
    )
    assert (book.level, *map(book.words.post, named)) == (level, *posts)
    assert book.words.government == ("市政府" if level == "city" else "区政府")
    assert book.words.office == ("市政府办公厅" if level == "city" else "区政府办公室")


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_every_post_has_a_word(code):
    assert set(BOOKS[code].words.posts) == set(Post)


KIND_NAMES = {
    "plenary": "全体会议",
    "executive": "常务会议",
    "special_topic": "专题会议",
    "party_group": "党组会议",
}


@pytest.mark.parametrize(("code", "kind"), MEETINGS, ids=ids(MEETINGS))
def test_a_kind_has_the_name_and_article_of_the_text(code, kind):
    rule = BOOKS[code].kinds[kind]
    head_office = "市长办公会议" if code == ZIBO else "区长办公会议"
    assert KIND_NAMES.get(kind, head_office if kind == "head_office" else rule.name) == rule.name
    assert rule.article == TEXTS[code, kind].article
    assert rule.chair.article == TEXTS[code, kind].article
    assert (rule.quorum is not None) is ((code, kind) in WITH_QUORUM)
    assert (rule.minutes.article if rule.minutes else None) == TEXTS[code, kind].minutes


def test_the_work_conferences_are_named_by_class():
    """环翠 第四十六条: 工作会议分为两类."""
    names = [rule.name for kind, rule in BOOKS[HUANCUI].kinds.items() if kind.startswith("work_conference")]
    assert names == ["一类工作会议", "二类工作会议"]


# How the text writes its articles: 一、 or 第一条.
@pytest.mark.parametrize("code", GOVERNMENTS)
def test_articles_are_written_as_the_source_writes_them(code):
    numeral = "[一二三四五六七八九十]{1,3}"
    form = f"第{numeral}条" if code in {HUANCUI, GANGCHENG} else numeral
    text = (ROOT / "resources" / "rulebooks" / f"{code}.toml").read_text(encoding="utf-8")
    articles = re.findall(r'^(?:kinds_)?article = "(.*)"', text, flags=re.MULTILINE)
    assert articles
    for article in articles:
        assert re.fullmatch(form, article), article


# Government leaders: head, deputies, party members, and the director where he is a member of the executive meeting.
LEADERS = {
    ZICHUAN: {Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER},
    ZHOUCUN: {Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER},
    HUANCUI: {Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER},
    ZIBO: {Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER, Post.OFFICE_DIRECTOR},
    GANGCHENG: {Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER, Post.OFFICE_DIRECTOR},
}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_who_is_a_leader_of_the_government(code):
    assert set(BOOKS[code].leaders) == LEADERS[code]


# 淄川 七 alone lets the head designate another deputy.
STAND_IN = {
    ZICHUAN: ("七", {Post.DEPUTY}),
    ZHOUCUN: ("六", set()),
    HUANCUI: ("第五条", set()),
    ZIBO: ("七", set()),
    GANGCHENG: ("第五条", set()),
}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_who_stands_in_for_the_head(code):
    stand_in = BOOKS[code].stand_in
    assert stand_in is not None
    assert (stand_in.article, set(stand_in.designated)) == STAND_IN[code]
    assert set(stand_in.posts) == {Post.EXECUTIVE_DEPUTY}


def test_only_gangcheng_knows_an_enlarged_meeting():
    """钢城 第四十三条: 必要时，可召开党组扩大会议."""
    enlarged = {(code, kind) for code, book in BOOKS.items() for kind, rule in book.kinds.items() if rule.enlarged}
    assert enlarged == {(GANGCHENG, "party_group")}


# --- rules are data: no government and no article in the program

SOURCES = sorted(
    path
    for folder in ("secretariat", "ui", "models", "migrations")
    for path in (ROOT / folder).rglob("*.py")
    if "__pycache__" not in path.parts
) + [path for path in [ROOT / "main.py"] if path.exists()]
_GOVERNMENT = re.compile("淄川|周村|环翠|淄博|钢城|威海|zichuan|zhoucun|huancui|zibo|gangcheng", re.IGNORECASE)
_ARTICLE = re.compile("第[〇零一二三四五六七八九十百]+条")
_BARE_NUMBER = re.compile("[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_no_government_and_no_article_is_named_in_the_program(path):
    text = path.read_text(encoding="utf-8")
    assert not _GOVERNMENT.findall(text)
    assert not _ARTICLE.findall(text)


RULES = [path for path in SOURCES if path.is_relative_to(ROOT / "secretariat" / "rules")]


@pytest.mark.parametrize("path", RULES, ids=[str(path.relative_to(ROOT)) for path in RULES])
def test_no_article_is_a_text_of_its_own_in_the_rules(path):
    """The governments that number 一、二、 would give such texts."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert not [text for text in texts if _BARE_NUMBER.fullmatch(text)]
