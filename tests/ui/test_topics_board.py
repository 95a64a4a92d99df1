"""议题: the board by keys: filed, filtered, marked, put on a meeting, deleted and taken back, kept as a view."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from secretariat.domain.states import TopicType
from secretariat.services import agenda, topics
from secretariat.services.dossiers import export_dossier
from secretariat.services.proposal_list import TopicState, board
from tests.ui.office_window import program
from tests.ui.topics_office import TITLE, TODAY, TopicsOffice
from ui.settings_store import SettingsStore
from ui.topics.board_rows import LACKING, READY, BoardLine, Wanted, fits
from ui.widgets.paper_dialog import PaperDialog

__all__ = ["program"]

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(program):
    made = TopicsOffice(program.shell.services)
    program.idle()
    return made


def dialog(name):
    return next(one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible())


def titles(page):
    return [line.row.title for line in page.model.rows]


@pytest.mark.usefixtures("office")
def test_a_topic_is_typed_in_and_the_rule_says_before_what_it_will_ask(program):
    page = program.go("topics/new")
    assert program.qt.focusWidget() is page.title
    before = {ask.title for ask in page.panel.asks}
    program.enter("new-topic-title", TITLE)
    program.enter("new-topic-sponsor", "住建局", key=Qt.Key.Key_Return)
    assert program.text("new-topic-reporter") == "龚燚", "the head of the department reports, as a rule"
    program.pick("new-topic-type", "规范性文件草案")
    asked = {ask.title: ask for ask in page.panel.asks}
    assert {"合法性审查", "公平竞争审查"} <= asked.keys() - before
    assert asked["合法性审查"].because == "规范性文件草案"
    program.key(Qt.Key.Key_Return, mod=CTRL).idle()
    (row,) = board(program.database).rows
    assert (row.title, row.sponsor, row.type) == (TITLE, "住建局", TopicType.NORMATIVE_DOCUMENT)
    assert program.page.head.title == TITLE


def test_it_is_narrowed_marked_and_put_on_a_meeting_by_keys(program, office):
    first, _ = office.file(), office.file("关于春耕生产的汇报", values={"type": TopicType.REPORT}, concerns=())
    meeting = office.meeting()
    page = program.go("topics")
    assert len(page.model.rows) == 2
    assert page.states.findChild(type(page._more), "topics-state-candidate").text() == "候选 2"
    lacking = next(line for line in page.model.rows if line.row.meeting == first)
    assert {need.family for need in lacking.lacks.needs} >= {"countersign", "review", "chain"}
    assert program.qt.focusWidget() is page.filter
    page.filter.setText("城市")
    program.idle()
    assert titles(page) == [TITLE]
    program.key(Qt.Key.Key_Down)
    program.key(Qt.Key.Key_Space)
    assert page.chosen[0].marked
    assert page.foot.primary.text() == "列入会议 1 项…", "it is what comes next"
    page.foot.primary.click()
    program.idle()
    program.key(Qt.Key.Key_Return, at=dialog("topic-place").go).idle()
    assert [topic.title for topic in export_dossier(program.database, meeting).topics] == [TITLE]
    assert titles(page) == []
    assert page.focusWidget() is page.filter, "nothing is left in the list to go along"
    page._filters.narrow(state=TopicState.ON_AGENDA.value)
    program.idle()
    assert titles(page) == [TITLE]


def test_what_is_deleted_can_be_taken_back(program, office):
    office.file()
    page = program.go("topics")
    page.table.setFocus()
    program.key(Qt.Key.Key_Delete, at=page.table).idle()
    assert not page.model.rows
    program.window._undo()
    program.idle()
    assert titles(page) == [TITLE]
    program.key(Qt.Key.Key_Delete, at=page.table).idle()
    program.go("topics/bin")
    program.key(Qt.Key.Key_Return, at=program.page.list.table).idle()
    assert titles(program.go("topics")) == [TITLE]


def test_what_is_missing_and_what_is_due_narrow_the_list(program, office):
    office.file()
    page = program.go("topics")
    (line,) = page.model.rows
    assert fits(line, Wanted(missing=LACKING))
    assert fits(line, Wanted(missing="countersign"))
    assert not fits(line, Wanted(missing=READY))
    assert not fits(line, Wanted(due="late"))
    assert not fits(BoardLine(row=line.row), Wanted(missing=LACKING)), "nobody knows yet"


def test_views_are_kept_and_found_again(tmp_path):
    store = SettingsStore(tmp_path)
    store.keep_view("topics", "急办", {"state": "candidate", "due": "late"})
    store.remember_columns("topics-board", {"title": 300})
    again = SettingsStore(tmp_path)
    assert again.views("topics") == {"急办": {"state": "candidate", "due": "late"}}
    assert again.columns("topics-board") == {"title": 300}
    again.keep_view("topics", "急办", None)
    assert SettingsStore(tmp_path).views("topics") == {}


def test_a_view_is_kept_taken_and_deleted_by_keys(program, office):
    office.file()
    page = program.go("topics")
    program.pick("topics-missing", "手续齐备").idle()
    assert not page.model.rows
    program.key(Qt.Key.Key_Return, at=program.find("topics-view-keep")).idle()
    program.key(Qt.Key.Key_Return, at=dialog("view-keep").findChild(QLineEdit))
    assert dialog("view-keep"), "it wants a name"
    dialog("view-keep").findChild(QLineEdit).setText("可以上会的")
    program.key(Qt.Key.Key_Return, at=dialog("view-keep").findChild(QLineEdit)).idle()
    assert page.views.value == "可以上会的"
    program.key(Qt.Key.Key_Return, at=program.find("topics-clear")).idle()
    assert (titles(page), page.views.value) == ([TITLE], None)
    program.pick("topics-view", "可以上会的").idle()
    assert (page.wanted.missing, page.model.rows) == (READY, ())
    program.key(Qt.Key.Key_Return, at=program.find("topics-view-forget")).idle()
    assert (page.views.isVisible(), program.shell.settings.views("topics")) == (False, {})


def test_several_are_reminded_and_put_on_a_set_agenda_whatever_a_filter_hides(program, office):
    """No consent is told: it is asked once, then it is put on, and the rule finds it (淄川第五十四条)."""
    app = program.shell.services
    keys = [office.file(), office.file("关于春耕生产的汇报", concerns=())]
    unit = next(one.id for one in export_dossier(app.database, keys[0]).departments if one.name == "司法局")
    asked, due = dt.date(2026, 4, 1), dt.date(2026, 4, 7)
    topics.ask_countersigns(app.database, app.actor, keys[0], 1, (unit,), asked_on=asked, due_on=due)
    meeting = office.meeting()
    agenda.add_to_agenda(app.database, app.actor, meeting, "第一项", on=TODAY)
    agenda.set_agenda(app.database, app.actor, meeting, on=TODAY, by=None)
    page = program.go("topics")
    page.table.setFocus()
    program.key(Qt.Key.Key_A, at=page.table, mod=CTRL).idle()
    program.key(Qt.Key.Key_P, mod=CTRL).idle()
    paper = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog) and one.isVisible())
    assert "会签催办单（1 个单位）" in paper.windowTitle()
    paper.close()
    page.filter.setText("春耕")
    program.idle()
    assert (len(page.model.rows), len(page.chosen)) == (1, 2)
    page.does.place()
    program.idle()
    asking = dialog("topic-place")
    program.key(Qt.Key.Key_Return, at=asking.go).idle()
    assert program.qt.focusWidget() is asking.who
    program.key(Qt.Key.Key_Return, at=asking.go).idle()
    assert [topic.ad_hoc is not None for topic in export_dossier(app.database, meeting).topics] == [False, True, True]


def test_one_comes_back_to_the_line_that_one_has_opened(program, office):
    office.file()
    page = program.go("topics")
    program.key(Qt.Key.Key_Down)
    program.key(Qt.Key.Key_Return).idle()
    assert program.page.head.title == TITLE
    program.key(Qt.Key.Key_Escape).idle()
    assert (program.page, program.qt.focusWidget()) == (page, page.table)
