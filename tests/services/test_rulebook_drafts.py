"""A rulebook edited by paths: what was meant is changed, and nothing else, with the comments where they were."""

from __future__ import annotations

import copy
import datetime as dt
import tomllib
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretariat.domain.states import Post
from secretariat.services.rulebook_drafts import CannotEditError, draft_of
from secretariat.services.toml_lines import line_of, lines_of
from tests.conftest import ROOT

TEXT = (ROOT / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml").read_text(encoding="utf-8")
BUNDLED = sorted((ROOT / "resources" / "rulebooks").glob("*.toml"))
SHARE = ("kinds", "executive", "quorum", "share")


@cache
def bundled(index):
    return BUNDLED[index].read_text(encoding="utf-8")


def comments(text):
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def others(before, after):
    """The lines that an edit has taken away, and those that it has added."""
    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    return [*(old - new).elements()], [*(new - old).elements()]


def test_the_sample_is_a_rulebook_without_problems():
    draft = draft_of(TEXT)
    assert draft.problems == ()
    assert draft.rulebook.code == "dongyuan-2025"
    assert draft.text == TEXT


def test_a_changed_value_leaves_every_other_line_as_it_was():
    draft = draft_of(TEXT).set(SHARE, "3/4")
    assert others(TEXT, draft.text) == (['share = "1/2"'], ['share = "3/4"'])
    assert draft.rulebook.kinds["executive"].quorum.share == "3/4"
    assert draft_of(TEXT).value(SHARE) == "1/2"


def test_a_comment_beside_a_value_stays():
    text = TEXT.replace("in_force = 2025-03-01", "in_force = 2025-03-01  # 通知落款日", 1)
    draft = draft_of(text).set(("in_force",), dt.date(2025, 4, 1))
    assert "in_force = 2025-04-01  # 通知落款日" in draft.text
    assert draft.rulebook.in_force == dt.date(2025, 4, 1)


def test_every_problem_is_told_with_its_path_and_line():
    draft = draft_of(TEXT).set(SHARE, "2").set(("title",), " ").set(("leaders",), ["head"])
    paths = {problem.steps for problem in draft.problems}
    assert {SHARE, ("title",)} <= paths
    assert draft.rulebook is None
    assert [problem.steps for problem in draft.problems_at(("kinds",))] == [SHARE]
    assert draft.text.splitlines()[draft.line(SHARE) - 1] == 'share = "2"'
    mended = draft.set(SHARE, "1/2").set(("title",), "规则")
    assert mended.problems == ()


def test_problems_of_types_are_told_all_at_once():
    draft = draft_of(TEXT).set(("level",), "province").set(("words", "office"), 3).set(("colour",), "red")
    assert {problem.steps for problem in draft.problems} == {("level",), ("words", "office"), ("colour",)}


def test_words_of_closed_lists_tuples_and_truths_are_written_as_toml():
    path = ("kinds", "executive", "chair")
    draft = (
        draft_of(TEXT).set((*path, "conveners"), (Post.HEAD, Post.DEPUTY)).set((*path, "only_in_absence"), value=True)
    )
    assert 'conveners = ["head", "deputy"]' in draft.text
    assert draft.value((*path, "only_in_absence")) is True


def test_an_item_is_put_into_a_list_as_its_neighbours_stand():
    path = ("kinds", "executive", "members")
    before = draft_of(TEXT)
    draft = before.insert((*path, 1), {"post": "office_director"})
    assert '\n  { post = "office_director" },\n' in draft.text
    assert draft.value(path) == [before.value(path)[0], {"post": "office_director"}, *before.value(path)[1:]]
    assert draft.remove((*path, 1)).value(path) == before.value(path)
    assert comments(draft.text) == comments(TEXT)


def test_items_of_a_list_of_tables_come_go_and_move():
    text = bundled(0)
    path = next(
        ("kinds", kind, "tasks")
        for kind, rule in tomllib.loads(text)["kinds"].items()
        if len(rule.get("tasks", ())) > 2
    )
    draft = draft_of(text)
    tasks = draft.value(path)
    task = {"no": 99, "text": "新增的任务", "types": ["report"]}
    assert draft.insert((*path, len(tasks)), task).value(path) == [*tasks, task]
    assert draft.insert((*path, 0), task).value(path) == [task, *tasks]
    assert draft.set((*path, 1), task).value(path) == [tasks[0], task, *tasks[2:]]
    assert draft.remove((*path, 0)).value(path) == tasks[1:]
    assert draft.move((*path, 0), 2).value(path) == [tasks[1], tasks[2], tasks[0], *tasks[3:]]
    assert draft.move((*path, 2), 0).value(path) == [tasks[2], tasks[0], tasks[1], *tasks[3:]]


def test_a_list_that_is_not_there_is_begun_and_one_that_runs_empty_goes():
    path = ("kinds", "coordination", "standing")
    draft = draft_of(TEXT).remove(path)
    begun = draft.insert((*path, 0), {"post": "legal_counsel"})
    assert begun.rulebook.kinds["coordination"].standing[0].post is Post.LEGAL_COUNSEL
    assert not begun.remove((*path, 0)).value(path)


def test_a_table_that_is_not_there_is_made():
    path = ("kinds", "coordination", "quorum")
    draft = draft_of(TEXT).remove(path).set(path, {"article": "第九条", "share": "1/2", "comparison": "at_least"})
    assert draft.rulebook.kinds["coordination"].quorum.share == "1/2"
    assert "[kinds.coordination.quorum]" in draft.text
    single = draft_of(TEXT).set(("kinds", "coordination", "frequency", "text"), "每月一次")
    assert single.rulebook.kinds["coordination"].frequency.text == "每月一次"


def test_nothing_takes_a_value_away():
    draft = draft_of(TEXT).set(("repealed",), None)
    assert draft.rulebook.repealed is None
    assert draft.remove(("repealed",)).text == draft.text
    assert draft.remove(("nowhere", "at", "all")).text == draft.text


def test_each_draft_can_be_gone_on_from_again():
    """An editor steps back to an earlier draft and goes on from there."""
    first = draft_of(TEXT)
    left = first.set(SHARE, "3/4")
    right = first.set(SHARE, "4/5")
    assert (left.value(SHARE), right.value(SHARE), first.value(SHARE)) == ("3/4", "4/5", "1/2")
    assert left.set(("title",), "甲").value(SHARE) == "3/4"
    assert left.set(("title",), "乙").value(("title",)) == "乙"


MEMBERS = ("kinds", "executive", "members")
MISPLACED = {
    "nowhere": lambda draft: draft.set((), "x"),
    "below a text": lambda draft: draft.set(("title", "x"), "x"),
    "past the end": lambda draft: draft.set((*MEMBERS, 99), {"post": "head"}),
    "below what is past the end": lambda draft: draft.set((*MEMBERS, 99, "post"), "head"),
    "inserted past the end": lambda draft: draft.insert((*MEMBERS, 99), {"post": "head"}),
    "inserted where no list is": lambda draft: draft.insert(("kinds", "executive", "name"), "x"),
    "moved past the end": lambda draft: draft.move((*MEMBERS, 0), 99),
    "moved where no list is": lambda draft: draft.move(("kinds", "executive", "name"), 0),
}


@pytest.mark.parametrize("edit", MISPLACED.values(), ids=list(MISPLACED))
def test_a_place_that_is_not_there_is_refused_and_the_draft_stays(edit):
    draft = draft_of(TEXT)
    with pytest.raises(CannotEditError) as caught:
        edit(draft)
    assert "请" in caught.value.remedy
    assert draft.set(SHARE, "3/4").value(SHARE) == "3/4"


def test_broken_toml_is_told_with_its_line():
    draft = draft_of(TEXT.replace('level = "city"', "level = city", 1))
    assert draft.rulebook is None
    [problem] = draft.problems
    assert "行" in problem.text
    assert problem.steps == ()


# --- for any edit


def places(value, path=()):
    """All paths of a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in inner:
        yield (*path, step)
        yield from places(item, (*path, step))


def put(table, path, act):
    """The same edit on plain dicts and lists."""
    table = copy.deepcopy(table)
    holder = table
    for step in path[:-1]:
        holder = holder[step]
    act(holder, path[-1])
    return table


def without_empty(value):
    """A table without empty lists and tables, which may as well not be there."""
    if isinstance(value, dict):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in ([], {})}
    return [without_empty(item) for item in value] if isinstance(value, list) else value


def alike(value):
    """Something else of the same kind, as a form would put it there."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case dt.date():
            return dt.date(2026, 5, 1)
        case str():
            return f'{value} "改" \\ #'
        case list():
            return [*value, alike(value[0])] if value else ["head"]
        case _:
            return {**value, next(iter(value)): alike(next(iter(value.values())))}


@settings(max_examples=12)
@given(st.data())
def test_any_edit_changes_what_was_meant(data):
    text = bundled(data.draw(st.integers(0, len(BUNDLED) - 1), label="which"))
    draft, table = draft_of(text), tomllib.loads(text)
    for _ in range(data.draw(st.integers(1, 4), label="edits")):
        path = data.draw(st.sampled_from(sorted(places(table), key=str)), label="path")
        how = data.draw(st.sampled_from(["set", "remove", "insert", "move"]), label="how")
        value = alike(draft.value(path))
        if how == "set":
            draft = draft.set(path, value)
            table = put(table, path, lambda holder, step, value=value: holder.__setitem__(step, copy.deepcopy(value)))
        elif how == "remove" or not isinstance(path[-1], int):
            draft = draft.remove(path)
            table = put(table, path, lambda holder, step: holder.__delitem__(step))
        elif how == "insert":
            draft = draft.insert(path, value)
            table = put(table, path, lambda holder, step, value=value: holder.insert(step, copy.deepcopy(value)))
        else:
            draft = draft.move(path, 0)
            table = put(table, path, lambda holder, step: holder.insert(0, holder.pop(step)))
        table = without_empty(table)
        assert without_empty(tomllib.loads(draft.text)) == table
        if not table:
            break


# --- lines


@pytest.mark.parametrize("index", range(len(BUNDLED)))
def test_every_key_stands_on_its_line(index):
    text = bundled(index)
    lines, told = text.splitlines(), lines_of(text)
    for path in places(tomllib.loads(text)):
        line = lines[line_of(told, path) - 1]
        key = path[-1]
        if isinstance(key, str):
            assert key in line, (path, line)
        assert not line.strip().startswith("#")


LINED = """# 注释
a = 1

b = [
  # 第一项
  { c = 1 },
  { c = 2, d = [1, 2] }, # 第二项
]
text = \"\"\"
[not a heading]
\"\"\"
[t.u]
x.y = 1
[[v]]
n = 1
[[v.w]]
m = [1,
  2]
[[v]]
n = 2
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 2),
        (("b",), 4),
        (("b", 0, "c"), 6),
        (("b", 1, "d", 0), 7),
        (("text",), 9),
        (("t", "u"), 12),
        (("t", "u", "x", "y"), 13),
        (("v", 0, "n"), 15),
        (("v", 0, "w", 0, "m", 1), 18),
        (("v", 1), 19),
        (("v", 1, "n"), 20),
        (("v", 1, "gone"), 19),
        (("gone",), 1),
        ((), 1),
    ],
)
def test_where_a_path_stands(path, line):
    assert line_of(lines_of(LINED), path) == line


def test_lines_are_told_as_far_as_the_text_can_be_read():
    assert lines_of("a = 1\nb = [\nc = 2\n") == {("a",): 1}
