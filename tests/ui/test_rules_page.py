"""The work rules to be read."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import pytest

from secretariat.services.reference import Reference
from ui.rules.page import RulesPage, blocks_of


@pytest.fixture
def shell(window):
    window.shell = dataclasses.replace(window.shell, services=SimpleNamespace(reference=Reference()))
    window.register("rules", RulesPage)
    return window.shell


def test_it_goes_to_an_article(shell, window, qtbot):
    shell.go("rules", ("zichuan-2022", "四十九"))
    page = window.page
    qtbot.waitUntil(lambda: bool(page._lines))
    assert page.choice.value == "zichuan-2022"
    qtbot.waitUntil(lambda: page.go_to("四十九"))
    lit = [line for line, _, made in page._lines if made.property("lit") == "true"]
    assert [line.title for line in lit] == ["法定人数"]
    assert not page.go_to("九百")


def test_it_filters(shell, window, qtbot):
    shell.go("rules")
    page = window.page
    qtbot.waitUntil(lambda: bool(page._lines))
    page.filter.setText("法定人数")
    shown = {line.title for line, _, made in page._lines if not made.isHidden()}
    assert shown == {"法定人数"}
    page.filter.setText("没有这样的字")
    assert not page._none.isHidden()


def test_every_bundled_rulebook_can_be_read():
    for book in Reference().rulebooks.values():
        blocks = blocks_of(book)
        assert [block.title for block in blocks[1 : 1 + len(book.kinds)]] == [kind.name for kind in book.kinds.values()]
        assert all(line.text for block in blocks for line in block.lines)
