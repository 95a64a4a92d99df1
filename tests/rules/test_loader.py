"""Rulebooks that cannot be used: each is refused in Chinese, with the file, the place in it and what to do."""

from __future__ import annotations

import re

import pytest

from secretariat.errors import FileUnusableError
from secretariat.rules.loader import load_rulebook, load_rulebooks
from tests.rules.build import ROOT, RULEBOOKS
from tests.rules.texts import GOVERNMENTS

NAME = "dongyuan-2025.toml"
WHOLE = (ROOT / "tests" / "data" / "rulebooks" / NAME).read_text(encoding="utf-8")
SAMPLE = WHOLE[: WHOLE.index("# 以上")]

# What may be said in Latin letters: the names of formats and encodings.
_TERMS = re.compile(r"\b(?:UTF|TOML|JSON|BOM|GBK|GB|YYYY|MM|DD|PNG)(?:-?\d+)?\b")


def refused(folder, text, *, name=NAME):
    """The error with which a rulebook is refused; its words are looked at too."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    with pytest.raises(FileUnusableError) as caught:
        load_rulebook(path)
    error = caught.value
    assert error.message.startswith(name)
    assert re.search(r"[\u4e00-\u9fff]", error.remedy)
    assert not error.remedy.endswith("：")
    assert not re.search(r"pydantic|Traceback|Error|Input|Expected|Invalid|required|https?:", str(error))
    # Beyond file, path, keys and quoted values there is nothing but Chinese.
    said = re.sub(r"^[^：]*：(?:[\w.\[\]-]+：)?", "", error.message)
    said = _TERMS.sub("", re.sub(r"'[^']*'|“[^”]*”", "", said))
    assert not re.search("[A-Za-z]{2,}", said), error.message
    return error


def changed(old, new):
    """The sample with one thing changed."""
    assert SAMPLE.count(old) >= 1, old
    return SAMPLE.replace(old, new, 1)


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_bundled_ones_can_be_used(code):
    book = load_rulebook(RULEBOOKS / f"{code}.toml")
    assert (book.code, book.government) == (code, GOVERNMENTS[code])


def test_a_folder_of_them():
    assert list(load_rulebooks(RULEBOOKS)) == sorted(GOVERNMENTS)


def test_the_sample_can_be_used(tmp_path):
    (tmp_path / NAME).write_text(SAMPLE, encoding="utf-8")
    assert load_rulebook(tmp_path / NAME).code == "dongyuan-2025"


# name, what is changed into what, the place that the message names
MALFORMED = {
    "unknown key": ('level = "city"', 'level = "city"\ncolour = "red"', "colour"),
    "misspelt key": ("[[kinds.executive.quorum.topics]]", "[[kinds.executive.quorum.topic]]", "kinds.executive.quorum"),
    "unknown key of a kind": ('name = "常务会议"', 'name = "常务会议"\nmembres = []', "kinds.executive.membres"),
    "unknown key of a seat": (
        '{ post = "head" }',
        '{ post = "head", unit = "town" }',
        "kinds.executive.members[0].unit",
    ),
    "wrong post": ('{ post = "head" }', '{ post = "mayor" }', "kinds.executive.members[0].post"),
    "wrong convener": ('conveners = ["head"]', 'conveners = ["chief"]', "kinds.executive.chair.conveners[0]"),
    "wrong post in the base": ('base = ["deputy"]', 'base = ["deputies"]', "kinds.executive.quorum.base[0]"),
    "wrong role": ('role = "supervision"', 'role = "police"', "kinds.executive.standing[0].role"),
    "wrong type of topic": (
        'types = ["appointment"]',
        'types = ["appointments"]',
        "kinds.executive.quorum.topics[0].types[0]",
    ),
    "share that is no fraction": ('share = "1/2"', 'share = "2"', "kinds.executive.quorum.share"),
    "share above one": ('share = "1/2"', 'share = "3/2"', "kinds.executive.quorum.share"),
    "share of nothing": ('share = "1/2"', 'share = "0/2"', "kinds.executive.quorum.share"),
    "share by nothing": ('share = "1/2"', 'share = "1/0"', "kinds.executive.quorum.share"),
    "share as a number": ('share = "1/2"', "share = 0.5", "kinds.executive.quorum.share"),
    "share of a topic": ('share = "2/3"', 'share = "2"', "kinds.executive.quorum.topics[0].share"),
    "comparison": ('comparison = "at_least"', 'comparison = "most"', "kinds.executive.quorum.comparison"),
    "kind without article": ('article = "第十一条"\n', "", "kinds.executive.article"),
    "chair without article": (
        '[kinds.executive.chair]\narticle = "第十一条"\n',
        "[kinds.executive.chair]\n",
        "kinds.executive.chair.article",
    ),
    "quorum without article": ('article = "第十二条"\n', "", "kinds.executive.quorum.article"),
    "topic's share without article": ('article = "第十三条"\n', "", "kinds.executive.quorum.topics[0].article"),
    "minutes without article": ('article = "第十四条"\n', "", "kinds.executive.minutes.article"),
    "kinds without article": ('kinds_article = "第十条"\n', "", "kinds_article"),
    "no chair": (
        '[kinds.coordination.chair]\narticle = "第十五条"\nconveners = ["deputy"]\n',
        "",
        "kinds.coordination.chair",
    ),
    "nobody convenes": ('conveners = ["head"]', "conveners = []", "kinds.executive.chair.conveners"),
    "nobody is a member": (
        'members = [\n  { post = "deputy" },\n  { post = "enterprise_head" },\n]',
        "members = []",
        "kinds.coordination.members",
    ),
    "day that is none": ("in_force = 2025-03-01", 'in_force = "2025-02-30"', "in_force"),
    "day as a word": ("in_force = 2025-03-01", 'in_force = "昨天"', "in_force"),
    "day with a time": ("in_force = 2025-03-01", "in_force = 2025-03-01T09:00:00", "in_force"),
    "repealed before it began": ("repealed = 2026-01-01", "repealed = 2025-03-01", "repealed"),
    "another format": ("secretariat-rulebook/1", "secretariat-rulebook/9", "format"),
    "unknown level": ('"city"', '"province"', "level"),
    "unknown signer": ('signer = "post"', 'signer = "anyone"', "kinds.executive.minutes.signer"),
    "a chair that signs by post": ('signer = "post"', 'signer = "chair"', "kinds.executive.minutes.posts"),
    "a number for a truth": (
        "only_in_absence = true",
        "only_in_absence = 1",
        "kinds.executive.chair.only_in_absence",
    ),
    "a word for a post that is none": ('head = "市长"', 'head = "市长"\nmayor = "市长"', "words.posts.mayor"),
}


@pytest.mark.parametrize(("old", "new", "place"), MALFORMED.values(), ids=list(MALFORMED))
def test_a_malformed_rulebook_is_refused_at_its_place(tmp_path, old, new, place):
    assert f"：{place}" in refused(tmp_path, changed(old, new)).message


# What the types let pass but a judgement cannot be made from, or would be made without an article.
HOLLOW = {
    "a post without a word": ('office_director = "秘书长"\n', "", "words.posts"),
    "an empty article": ('article = "第十二条"', 'article = ""', "kinds.executive.quorum.article"),
    "a blank article": ('article = "第十四条"', 'article = " "', "kinds.executive.minutes.article"),
    "an empty name": ('name = "常务会议"', 'name = ""', "kinds.executive.name"),
    "a share for no type of topic": (
        'types = ["appointment"]',
        "types = []",
        "kinds.executive.quorum.topics[0].types",
    ),
    "more than all": (
        'share = "1/2"\ncomparison = "at_least"',
        'share = "1/1"\ncomparison = "more_than"',
        "kinds.executive.quorum",
    ),
    "a blank in the mark that is none": (
        'mark = "{government}常务会议纪要"',
        'mark = "{goverment}常务会议纪要"',
        "kinds.executive.mark",
    ),
    "a code that is a path": ('code = "dongyuan-2025"', 'code = "../dongyuan-2025"', "code"),
}


@pytest.mark.parametrize(("old", "new", "place"), HOLLOW.values(), ids=list(HOLLOW))
def test_a_hollow_rulebook_is_refused_at_its_place(tmp_path, old, new, place):
    error = refused(tmp_path, changed(old, new))
    assert f"：{place}" in error.message
    assert "../" not in error.remedy


@pytest.mark.parametrize("code", ["Coordination", '"co-ordination"', '"联席"', '""'])
def test_the_code_of_a_kind_is_a_plain_word(tmp_path, code):
    error = refused(tmp_path, SAMPLE.replace("kinds.coordination", f"kinds.{code}"))
    assert "：kinds" in error.message
    assert "类别代码" in error.message


@pytest.mark.parametrize("kinds", ["", "[kinds]\n"], ids=["left out", "empty"])
def test_a_rulebook_without_kinds_is_refused(tmp_path, kinds):
    text = SAMPLE[: SAMPLE.index("[kinds.")] + kinds
    assert "：kinds：" in refused(tmp_path, text).message


@pytest.mark.parametrize("end", ["东原市人民政府工", "posts = [", "{ post = "], ids=["text", "list", "table"])
def test_a_rulebook_that_breaks_off_is_refused(tmp_path, end):
    assert end in SAMPLE + "posts = ["
    text = SAMPLE[: SAMPLE.index(end) + len(end)] if end in SAMPLE else SAMPLE
    assert "截断" in refused(tmp_path, text).message or "行" in refused(tmp_path, text).message


def test_a_syntax_error_is_told_with_line_and_column(tmp_path):
    text = changed('level = "city"', "level = city")
    line = text[: text.index("level = city")].count("\n") + 1
    assert f"第{line}行" in refused(tmp_path, text).message.replace(" ", "")


def test_a_key_that_is_written_twice_is_refused(tmp_path):
    assert "行" in refused(tmp_path, changed('level = "city"', 'level = "city"\nlevel = "city"')).message


ENCODED = {"gbk": "gbk", "gb18030": "gb18030", "utf-16": "utf-16", "utf-8 with a mark": "utf-8-sig"}


@pytest.mark.parametrize("encoding", ENCODED.values(), ids=list(ENCODED))
def test_another_encoding_is_refused_with_how_to_save(tmp_path, encoding):
    error = refused(tmp_path, SAMPLE.encode(encoding))
    assert "UTF-8" in error.message + error.remedy


def test_a_binary_file_is_refused(tmp_path):
    refused(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00")


@pytest.mark.parametrize("text", ["", " \n", '{"format": "secretariat-rulebook/1"}'], ids=["empty", "blank", "json"])
def test_something_else_is_refused(tmp_path, text):
    refused(tmp_path, text)


def test_the_name_of_the_file_is_its_code(tmp_path):
    error = refused(tmp_path, SAMPLE, name="xihe-2025.toml")
    assert "：code：" in error.message
    assert "dongyuan-2025.toml" in error.remedy


def test_a_file_that_nests_without_end_is_refused(tmp_path):
    refused(tmp_path, changed('level = "city"', "level = " + "[" * 20000))


def test_several_mistakes_are_counted(tmp_path):
    text = changed('level = "city"', 'level = "province"\ncolour = 1')
    assert "另有" in refused(tmp_path, text).message


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileUnusableError, match="没有这个文件"):
        load_rulebook(tmp_path / "none.toml")


def test_a_folder_instead_of_a_file(tmp_path):
    with pytest.raises(FileUnusableError, match="文件夹"):
        load_rulebook(tmp_path)


def test_of_a_folder_the_one_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / NAME).write_text(SAMPLE, encoding="utf-8")
    (tmp_path / "xihe-2025.toml").write_text(SAMPLE, encoding="utf-8")
    with pytest.raises(FileUnusableError, match="xihe-2025"):
        load_rulebooks(tmp_path)
