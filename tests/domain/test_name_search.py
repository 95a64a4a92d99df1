"""Finding people by what is typed, and names as they are kept."""

from __future__ import annotations

import pytest

from secretariat.domain.name_search import found_by, initials
from secretariat.domain.plain_text import tidy, tidy_name


@pytest.mark.parametrize(
    "typed",
    ["zw", "zhangw", "zhwei", "zhangwei", "zhang wei", "wei", "w", "ZW", "张", "张伟", "伟", "财政", "zw 财政", ""],
)
def test_found(typed):
    assert found_by(typed, ["张伟", "财政局"], "zhang wei")


@pytest.mark.parametrize("typed", ["wz", "zgw", "ei", "王", "zw 住建", "zhangweiw", "zz"])
def test_not_found(typed):
    assert not found_by(typed, ["张伟", "财政局"], "zhang wei")


@pytest.mark.parametrize("typed", ["lv", "lü", "lu", "lyu", "lb", "lvb", "lyubu"])
def test_the_many_ways_to_type_lv(typed):
    assert found_by(typed, ["吕布"], "lv bu")


def test_without_a_reading_the_name_is_searched():
    assert found_by("\U0002c029", ["\U0002c029明"], None)
    assert not found_by("wm", ["\U0002c029明"], None)


def test_initials():
    assert initials("shan tian fang") == "stf"
    assert initials(None) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("李　靖", "李靖"),
        (" 欧阳 靖 ", "欧阳靖"),
        ("买买提•艾力", "买买提·艾力"),
        ("买买提・艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("\U0002c029\u3000明", "\U0002c029明"),
    ],
)
def test_names_are_kept_plain(typed, kept):
    assert tidy_name(typed) == kept
    assert tidy_name(kept) == kept


def test_other_texts_keep_single_spaces():
    assert tidy("  财政局　 局长\n") == "财政局 局长"
