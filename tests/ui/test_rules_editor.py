"""A rulebook changed in forms: by keyboard, validated as it is typed, with its effect on past meetings, saved."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from secretariat.services.checking import check_dossier
from secretariat.services.dossiers import export_dossier
from secretariat.services.rulebook_edits import kept_edit
from secretariat.services.rulebooks import import_rulebook, open_rulebook
from tests.conftest import ROOT
from tests.ui.rules_desk import CODE, QUORUM, SECRETARY, TODAY, rules
from ui.rules.entry_list import EntryRow
from ui.rules.sections import place_of, sections

__all__ = ["rules"]

CONTROL = Qt.KeyboardModifier.ControlModifier
QUORUM_PATH = ("kinds", "executive", "quorum")


def change_quorum(rules):
    """From more than a half to at least two thirds, by keys alone, beginning in the tree."""
    rules.key(Qt.Key.Key_Return)
    assert rules.window.focusWidget().objectName() == f"{QUORUM}-comparison-more_than"
    rules.key(Qt.Key.Key_Right)
    rules.key(Qt.Key.Key_Space)
    rules.key(Qt.Key.Key_Tab)
    rules.until(lambda: rules.window.focusWidget().objectName() == f"{QUORUM}-share-1/2")
    rules.key(Qt.Key.Key_Right)
    rules.key(Qt.Key.Key_Space)


def test_the_quorum_is_changed_by_keys_and_its_effect_seen(rules, main_thread_watchdog):
    """A copy for a government that had no rules of its own: meetings are judged by it from then on."""
    with main_thread_watchdog.pause():
        key = rules.meeting(present=4)
        page = rules.edit("kind.executive", "quorum")
    assert not page.foot.primary.isEnabled()
    page.view.tree.setFocus()
    change_quorum(rules)
    assert rules.find(f"{QUORUM}-means").text() == (
        "含三分之二本数：应到9人须6人到会，应到10人须7人到会，应到15人须10人到会"
    )
    rules.until(lambda: page._run.now == "done")
    assert page.panel.headline == "与修改前比较：影响1次会议，新增1项问题。"
    row = rules.find(f"effect-{key}")
    assert row.unfolded  # a meeting that was chosen shows at once what comes of it
    assert "未达法定人数" in words_in(row)
    rules.key(Qt.Key.Key_S, CONTROL)
    assert not page.dirty
    assert page.foot.state_text == "没有未保存的修改"
    quorum = rules.reference.rulebook(CODE).kinds["executive"].quorum
    assert (quorum.share, quorum.comparison) == ("2/3", "at_least")
    with main_thread_watchdog.pause():
        dossier = export_dossier(rules.database, key)
        judged = check_dossier(dossier, rules.reference, as_of=TODAY)
    assert judged.rulebook.code == CODE
    assert "quorum.not_met" in {finding.code for finding in judged.judgement.findings}


def words_in(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_step_back_shows_what_was_before(rules):
    page = rules.edit("kind.executive", "quorum")
    rules.click(f"{QUORUM}-share-3/4")
    rules.click(f"{QUORUM}-comparison-at_least")
    page.undo()
    rules.until(lambda: page.view.front._built)
    assert rules.find(f"{QUORUM}-share-3/4").isChecked()
    assert rules.find(f"{QUORUM}-comparison-more_than").isChecked()
    page.undo()
    rules.until(lambda: page.view.front._built and page.editing.settled)
    assert rules.find(f"{QUORUM}-share-1/2").isChecked()
    assert not page.dirty
    page.redo()
    rules.until(lambda: page.view.front._built)
    assert rules.find(f"{QUORUM}-share-3/4").isChecked()


def test_a_share_is_typed_and_a_wrong_one_said_at_its_field(rules):
    page = rules.edit("kind.executive", "quorum")
    rules.click(f"{QUORUM}-share-other")
    rules.enter(f"{QUORUM}-share-typed", "")
    rules.until(lambda: page.editing.settled)
    assert rules.problem((*QUORUM_PATH, "share")).startswith("请填写")
    rules.find(f"{QUORUM}-share-typed").insert("多数")
    rules.find(f"{QUORUM}-share-typed").textEdited.emit("多数")
    rules.until(lambda: page.editing.settled)
    assert rules.problem((*QUORUM_PATH, "share")) == "不是分数：“多数”，应如 1/2、2/3"
    assert rules.find("next-problem").text() == "1 处需要改正"
    marked = [item.text(0) for item in page.view.tree._items.values() if item.text(1)]
    assert marked == ["常务会议", "法定人数"]
    rules.show(page, "leave")
    rules.key(Qt.Key.Key_S, CONTROL)
    assert "改正后才能保存" in page.notice.text
    rules.until(lambda: rules.there(f"{QUORUM}-share-typed") and page.view.front._built)
    rules.until(lambda: rules.window.focusWidget().objectName() == f"{QUORUM}-share-typed")
    assert open_rulebook(rules.database, CODE).draft().value((*QUORUM_PATH, "share")) == "1/2"
    rules.enter(f"{QUORUM}-share-typed", "3/5")
    rules.until(lambda: page.editing.settled)
    assert not page.desk.problems
    rules.key(Qt.Key.Key_S, CONTROL)
    assert rules.reference.rulebook(CODE).kinds["executive"].quorum.share == "3/5"


def test_a_problem_in_a_folded_entry_is_said_at_the_entry_and_unfolded_when_gone_to(rules):
    page = rules.edit("leave")
    rules.find("edit-leave-1").turned.emit()
    rules.enter("edit-leave-1-article", "")
    rules.until(lambda: page.editing.settled)
    assert rules.problem(("leave", 1, "article")) == "请填写"
    rules.find("edit-leave-1").turned.emit()
    rules.until(lambda: rules.problem(("leave", 1)) == "请填写")
    page.view.next_problem()
    rules.idle()
    assert rules.window.focusWidget().objectName() == "edit-leave-1-article"


def test_a_day_that_is_none_keeps_the_rulebook_from_being_saved(rules):
    page = rules.edit("general")
    rules.enter("edit-in_force", "2022-13-40")
    rules.find("edit-title").setFocus()
    rules.idle()
    assert page.desk.problems[0][0] == ("in_force",)
    rules.enter("edit-in_force", "2023.1.1")
    rules.find("edit-title").setFocus()
    rules.until(lambda: page.editing.settled)
    assert not page.desk.problems
    assert page.editing.draft.rulebook.in_force == dt.date(2023, 1, 1)


def test_entries_are_added_moved_and_removed_by_keys(rules):
    page = rules.edit("leave")
    before = page.editing.value(("leave",))
    rows = [row for row in page.findChildren(EntryRow) if row.isVisible()]
    assert rows[0].text == "政府领导同志：不能到会的，向区长请假"
    rows[0].setFocus()
    rules.key(Qt.Key.Key_Down, CONTROL)
    assert page.editing.value(("leave",)) == [before[1], before[0], *before[2:]]
    assert rules.window.focusWidget().objectName() == "edit-leave-1"
    rules.key(Qt.Key.Key_Delete)
    assert page.editing.value(("leave",)) == [before[1], *before[2:]]
    rules.click("edit-leave-add")
    rules.until(lambda: page.editing.settled)
    number = len(before) - 1
    assert {path for path, _ in page.desk.problems} == {("leave", number, "article"), ("leave", number, "kinds")}
    focus = rules.window.focusWidget().objectName()
    assert focus.startswith(f"edit-leave-{number}-who")
    rules.enter(f"edit-leave-{number}-article", "六十")
    rules.click(f"edit-leave-{number}-kinds-plenary")
    rules.until(lambda: page.editing.settled)
    assert not page.desk.problems
    assert rules.find(f"edit-leave-{number}").text == "政府领导同志：不能到会的，向区长请假"


def test_a_choice_takes_away_what_it_rules_out(rules):
    page = rules.edit("kind.executive", "minutes")
    assert rules.there("edit-kinds-executive-minutes-posts")
    choice = rules.find("edit-kinds-executive-minutes-signer")
    choice.setFocus()
    choice.setCurrentIndex(choice.findText("会议主持人"))
    choice.picked.emit("chair")
    rules.until(lambda: page.editing.settled)
    assert page.editing.draft.rulebook.kinds["executive"].minutes.signer == "chair"
    assert page.editing.value(("kinds", "executive", "minutes", "posts")) is None
    rules.qtbot.waitUntil(lambda: rules.window.focusWidget().objectName().endswith("signer"))
    page.undo()
    assert page.editing.value(("kinds", "executive", "minutes", "posts")) == ["head"]


def test_posts_are_ticked_in_the_governments_own_words(rules):
    page = rules.edit("kind.executive", "chair")
    path = ("kinds", "executive", "chair", "delegates")
    chips = rules.find("edit-kinds-executive-chair-delegates")
    chips.open()
    popup = chips._popup
    assert [popup.list.item(number).text() for number in range(3)] == ["区长", "常务副区长", "副区长"]
    popup.list.setCurrentRow(2)
    rules.qtbot.keyClick(popup.list, Qt.Key.Key_Space)
    rules.qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    assert page.editing.value(path) == ["executive_deputy", "deputy"]
    rules.idle()
    rules.click("edit-kinds-executive-chair-delegates-chips-remove-executive_deputy")
    assert page.editing.value(path) == ["deputy"]


def test_a_kind_is_added_and_taken_away_with_all_that_binds_it(rules):
    page = rules.edit("general")
    before = page.editing.values
    page.view._remove_kind("party_group")
    rules.until(lambda: page.editing.settled)
    assert not page.desk.problems
    book = page.editing.draft.rulebook
    assert "party_group" not in book.kinds
    assert all("party_group" not in entry.kinds for entry in (*book.reviews, *book.decided_in))
    assert "kind.party_group" not in page.view.tree.keys
    page.undo()
    assert page.editing.values == before
    assert "kind.party_group" in page.view.tree.keys
    rules.click("add-kind")
    rules.enter("new-kind-name", "")
    rules.find("new-kind-name").insert("调度会议")
    rules.click("new-kind-act")
    assert page.view.tree.here[0] == "kind.kind_1"
    rules.until(lambda: page.editing.settled)
    assert {path for path, _ in page.desk.problems} == {
        ("kinds", "kind_1", "article"),
        ("kinds", "kind_1", "chair", "article"),
    }


def test_what_is_not_saved_is_kept_and_goes_on(rules):
    page = rules.edit("general")
    rules.enter("edit-document", "No.3")
    rules.until(lambda: page.editing.settled)
    said = []
    rules.shell.notes.said.connect(lambda text, _tone, _act: said.append(text))
    rules.go("rules")
    assert said == ["修改尚未保存，已留作草稿，回到这里可以继续"]
    assert "No.3" in kept_edit(rules.database, CODE).text
    assert rules.reference.rulebook(CODE).document is None
    page._put_away()
    page.code = None
    page = rules.edit("general")
    assert page.dirty
    assert "上次没有保存" in page.notice.text
    assert rules.find("edit-document").text() == "No.3"
    rules.key(Qt.Key.Key_S, CONTROL)
    assert rules.reference.rulebook(CODE).document == "No.3"
    assert kept_edit(rules.database, CODE) is None


def test_what_is_not_saved_is_thrown_away_when_asked(rules):
    page = rules.edit("general")
    rules.enter("edit-document", "No.3")
    rules.until(lambda: page.editing.settled)
    rules.click("rules-discard")
    rules.click("discard-rules-act")
    rules.until(lambda: page.view.front is not None and page.view.front._built and not page.dirty)
    assert rules.find("edit-document").text() == ""
    assert not page.dirty
    assert kept_edit(rules.database, CODE) is None


def test_it_is_tried_on_a_meeting_that_something_else_judges(rules):
    """A copy that judges no meeting yet."""
    key = rules.meeting(present=4, rulebook="zichuan-2022")
    page = rules.edit("kind.executive", "quorum")
    assert page.panel._chosen == (key,)
    rules.click(f"{QUORUM}-comparison-at_least")
    rules.click(f"{QUORUM}-share-2/3")
    rules.until(lambda: page._run.now == "done")
    assert page.panel.headline == "与修改前比较：试算会议中，影响1次会议，新增1项问题。"
    assert page.panel._whole_title.text() == "还没有会议以本规则为依据"
    rules.click(f"{QUORUM}-share-1/2")
    rules.until(lambda: page._run.now == "done")
    assert page.panel.headline == "与修改前比较：试算会议中，检查结果不变。"
    page.panel._take_chosen(())
    rules.until(lambda: page._run.now == "done" and "没有可以试算" in page.panel.headline)


def test_the_reckoning_can_be_cancelled(rules):
    rules.meeting(present=4)
    page = rules.edit("kind.executive", "quorum")
    page._run._timer.setInterval(60_000)
    rules.click(f"{QUORUM}-share-2/3")
    page._run.run()
    assert page._run.now == "running"
    page.panel._leave_off()
    rules.idle()
    assert page._run.now == "cancelled"
    assert page.panel.headline == "试算已取消。"
    rules.click("effect-again")
    rules.until(lambda: page._run.now == "done")


def test_a_day_of_force_past_meetings_that_were_held_is_refused(rules):
    """Held meetings keep what judges them: to move the day of force past them is refused, and nothing is lost."""
    rules.meeting(present=7, date=dt.date(2026, 3, 5))
    page = rules.edit("general")
    rules.enter("edit-in_force", "2026.4.1")
    rules.find("edit-title").setFocus()
    rules.until(lambda: page.editing.settled)
    rules.key(Qt.Key.Key_S, CONTROL)
    assert "不能更换判断依据" in page.notice.text
    assert page.dirty


def test_every_value_of_a_rulebook_stands_in_a_field_of_its_own(rules):
    """The invented rulebook that says all that can be said: nothing of it is out of reach of the forms."""
    import_rulebook(rules.database, SECRETARY, ROOT / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml")
    page = rules.go("rules/edit", "dongyuan-2025")
    values = page.editing.values
    page.desk.open = {path for path in paths(values) if isinstance(path[-1], int)}
    missing, seen = [], 0
    for section in sections(page.desk.kinds):
        rules.show(page, section.key)
        own = [path for path in leaves(values) if page_has(section, path)]
        seen += len(own)
        # A deadline is one field, and so are a share and how it is compared.
        missing += [path for path in own if page.desk._nearest(path) not in {path, path[:-1]}]
        missing += [path for path in own if isinstance(page.desk.field_of(path), EntryRow)]
    assert missing == []
    assert seen == len([*leaves(values)]) - 1  # all but the format
    assert not page.dirty
    assert not page.desk.problems


def page_has(section, path):
    return path != ("format",) and place_of(path)[0] == section.key


def paths(value, before=()):
    """The path of every value within."""
    if before:
        yield before
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from paths(inner, (*before, key))


def leaves(value, before=()):
    """The path of every value that one field holds: a word, a number, a day, or a list of words."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*before, key))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*before, number))
    else:
        yield before
