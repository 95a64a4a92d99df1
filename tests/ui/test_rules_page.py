"""The work rules to be read: by kind, by article, side by side."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest

from secretariat.rules.telling import by_article, of_kind, tell
from secretariat.services.reference import Reference
from ui.rules.page import RulesPage
from ui.rules.reader import pairs

BOOKS = tuple(Reference().rulebooks.values())


@pytest.fixture
def page(window, qtbot):
    window.shell = dataclasses.replace(window.shell, services=SimpleNamespace(reference=Reference()))
    window.register("rules", RulesPage)
    window.shell.go("rules", ("zichuan-2022", "四十九"))
    qtbot.waitUntil(lambda: bool(window.page.reader.toPlainText()))
    return window.page


def test_it_goes_to_an_article(page):
    assert page.choice.value == "zichuan-2022"
    assert page.way.value == "article"
    assert "第四十九条" in page.reader.toPlainText()
    assert page.go_to("七、四十四")
    assert not page.go_to("九百")


def test_it_shows_what_binds_one_kind(page):
    page.way.set_value("kind")
    page.kind.set_value("executive")
    page._turn("kind")
    told = page.reader.toPlainText()
    assert told.startswith("常务会议")
    assert "超过应到人数的二分之一" in told
    assert "召集和主持" in told
    assert "党组书记" not in told


def test_it_filters(page):
    page.filter.setText("法定人数")
    assert set(page.reader.toPlainText().split()) >= {"第四十九条", "法定人数"}
    assert "固定列席" not in page.reader.toPlainText()
    page.filter.setText("没有这样的字")
    assert page.reader.toPlainText() == "没有符合条件的规定"


def test_two_rulebooks_stand_side_by_side(page):
    page.way.set_value("compare")
    page._turn("compare")
    page.other.set_value("zibo-2018")
    page._show()
    told = page.reader.toPlainText()
    assert "淄博市人民政府工作规则" in told
    assert "市长" in told
    page.other.set_value("zichuan-2022")
    page._show()
    assert page.reader.toPlainText() == "两部规则在这些方面没有不同"


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.code)
def test_every_rulebook_is_told(book):
    blocks = tell(book)
    assert [block.title for block in blocks if block.key.startswith("kind.")] == [k.name for k in book.kinds.values()]
    assert all(line.text and "None" not in line.text for block in blocks for line in block.lines)
    assert len({block.key for block in blocks}) == len(blocks)
    for block in blocks:
        assert len({line.key for line in block.lines}) == len(block.lines), block.key
    articles = by_article(blocks)
    cited = {line.article for block in blocks for line in block.lines if line.article}
    assert {block.article for block in articles} == cited
    for kind in book.kinds:
        assert of_kind(blocks, kind)[0].key == f"kind.{kind}"


def test_the_same_book_differs_in_nothing():
    for book in BOOKS:
        assert all(pair.same for _, rows in pairs(tell(book), tell(book), (book.words, book.words)) for pair in rows)


def test_the_same_rule_in_other_words_is_no_difference():
    left, right = (Reference().rulebook(code) for code in ("zichuan-2022", "zibo-2018"))
    told = {
        title: {pair.title: pair for pair in rows}
        for title, rows in pairs(tell(left), tell(right), (left.words, right.words))
    }
    assert told["常务会议"]["召集和主持"].same  # 区长, 市长
    assert told["常务会议"]["法定人数"].same
    assert not told["常务会议"]["出席"].same  # 党组成员, 秘书长
