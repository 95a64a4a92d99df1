"""Edits of a rulebook: the values that the forms show and the draft that is saved say the same; steps back."""

from __future__ import annotations

import pytest

from secretariat.services.rulebook_drafts import CannotEditError, draft_of
from tests.conftest import ROOT
from ui.rules.editing import Editing
from ui.rules.problem_words import problem_text
from ui.rules.share_text import read_share, share_of, share_words
from ui.rules.values import Edit, put, value_at

TEXT = (ROOT / "resources" / "rulebooks" / "zichuan-2022.toml").read_text(encoding="utf-8")
SHARE = ("kinds", "executive", "quorum", "share")
EDITS = (
    put(SHARE, "2/3"),
    put(("kinds", "plenary", "quorum"), {"article": "四十八", "share": "1/2", "comparison": "at_least"}),
    put(("agenda", "report_time"), {"article": "五十三", "kinds": ["executive"], "minutes": 10}),
    put(("repealed",), None),
    put(("stand_in",), None),
    put(("leave", 1), None),
    put(("leave", 0, "posts"), ["head", "executive_deputy"]),
    Edit(
        "insert", ("leave", 0), {"article": "五十五", "kinds": ["executive"], "who": ["members"], "approver": "chair"}
    ),
    Edit("insert", ("recall", 0), {"article": "五十五", "kinds": ["executive"]}),
    Edit("insert", ("chains", 0, "steps", 1), {"step": "deputy_report", "posts": ["deputy"]}),
    Edit("move", ("chains", 0, "steps", 2), 0),
    put(("kinds", "executive", "members"), [{"post": "head"}]),
    put(("documents", 0, "issued", "days"), 7),
    put(("kinds", "dispatch"), {"name": "调度会议", "members": [{"post": "head"}]}),
    put(("kinds", "special_topic"), None),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.what}-{'.'.join(map(str, edit.path))}")
def test_the_values_and_the_draft_change_alike(edit):
    draft = draft_of(TEXT)
    before = draft.value(())
    after = edit.on_values(before)
    assert after == edit.on_draft(draft).value(())
    assert before == draft.value(())  # what was is never changed


def test_all_edits_one_after_the_other():
    draft = draft_of(TEXT)
    values = draft.value(())
    for edit in EDITS:
        values, draft = edit.on_values(values), edit.on_draft(draft)
    assert values == draft.value(())
    assert value_at(values, ("chains", 0, "steps", 0, "step")) == "office_review"


class Written(Edit):
    """An edit of a place that is written in a rare way."""

    def on_draft(self, _draft):
        raise CannotEditError("写法特殊", "请导出")


@pytest.fixture
def editing(operations):
    return Editing(operations, draft_of(TEXT), TEXT, operations)


@pytest.fixture
def settled(editing, qtbot):
    return lambda: qtbot.waitUntil(lambda: editing.settled and editing._busy is None)


def test_an_edit_is_one_step_back_and_forth(editing, settled):
    editing.edit(put(SHARE, "2/3"), put(("title",), "甲"))
    assert editing.value(SHARE) == "2/3"
    assert editing.dirty
    settled()
    assert editing.draft.rulebook.kinds["executive"].quorum.share == "2/3"
    assert editing.undo()
    assert (editing.value(SHARE), editing.value(("title",))) == ("1/2", "淄川区人民政府工作规则")
    assert not editing.dirty
    assert not editing.undo()
    assert editing.redo()
    settled()
    assert editing.draft.rulebook.title == "甲"
    assert not editing.redo()


def test_what_is_typed_into_a_field_is_one_step(editing, settled):
    for text in ("甲", "甲乙", "甲乙丙"):
        editing.edit(put(("title",), text), typed=True)
    settled()
    assert editing.draft.rulebook.title == "甲乙丙"
    editing.edit(put(("title",), "甲乙丙丁"), typed=True)
    editing.end_typing()
    editing.edit(put(("title",), "戊"), typed=True)
    settled()
    assert editing.draft.rulebook.title == "戊"
    editing.undo()
    assert editing.value(("title",)) == "甲乙丙丁"
    editing.undo()
    assert editing.value(("title",)) == "淄川区人民政府工作规则"
    settled()
    assert not editing.dirty


def test_a_step_back_while_the_draft_is_being_made(editing, settled):
    editing.edit(put(("title",), "甲"))
    editing.edit(put(SHARE, "2/3"))
    editing.undo()
    settled()
    assert editing.draft.rulebook.title == "甲"
    assert editing.draft.rulebook.kinds["executive"].quorum.share == "1/2"


def test_a_place_that_the_text_does_not_let_be_changed_is_taken_back(editing, settled):
    refused = []
    editing.refused.connect(refused.append)
    editing.edit(put(SHARE, "2/3"))
    editing.edit(Written("set", ("title",), "甲"))
    editing.edit(put(("title",), "乙"))
    settled()
    assert [str(error) for error in refused] == ["写法特殊。请导出。"]
    assert editing.value(SHARE) == "2/3"
    assert editing.value(("title",)) == "淄川区人民政府工作规则"
    assert editing.draft.rulebook.kinds["executive"].quorum.share == "2/3"


def test_an_edit_that_changes_nothing_is_none(editing):
    editing.edit(put(SHARE, "1/2"))
    assert not editing.can_undo


@pytest.mark.parametrize(
    ("typed", "share", "words"),
    [
        ("三分之二", "2/3", "三分之二"),
        ("2/3", "2/3", "三分之二"),
        ("3／5", "3/5", "五分之三"),
        ("60%", "3/5", "五分之三"),
        ("百分之五十", "1/2", "二分之一"),
        ("十分之七", "7/10", "十分之七"),
        ("一半", "1/2", "二分之一"),
        ("多数", "多数", "多数"),
        ("0/3", "0/3", "0/3"),
    ],
)
def test_a_share_is_read_as_it_is_written(typed, share, words):
    assert read_share(typed) == share
    assert share_words(share) == words


def test_a_share_is_a_number_only_if_it_is_one():
    assert share_of("2/3") * 9 == 6
    assert [share_of(text) for text in ("多数", "0/3", "3/0", "4/3", "")] == [None] * 5


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (put(SHARE, "多数"), "不是分数：“多数”，应如 1/2、2/3"),
        (put(("leave", 0, "article"), ""), "请填写"),
        (put(("documents", 0, "issued", "days"), "五"), "请填写数字，如 5"),
        (put(("chains", 0, "kinds"), ["plenary", "dispatch"]), "本规则没有这类会议，请重新选择"),
        (
            Edit("insert", ("forms", 0), {"article": "一", "kinds": ["plenary", "plenary"], "name": "表"}),
            "会议类别“全体会议”前面已有一条，不能再写一条",
        ),
        (
            put(("chains", 0, "steps", 1, "step"), "deputy_review"),
            "审批环节重复“分管领导审核”",
        ),
        (put(("kinds", "plenary", "mark"), "{x}纪要"), "除〔政府全称〕外，不能用花括号"),
    ],
)
def test_a_problem_is_told_in_plain_words(edit, said):
    problems = edit.on_draft(draft_of(TEXT)).problems
    assert problem_text(problems[0], {"plenary": "全体会议"}) == said
