"""议题: typed in, put in order, decided on."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt

from secretariat.domain.states import MeetingStatus, Outcome, TopicFlag, TopicType
from secretariat.services import meetings
from tests.ui.office_window import planned, program, sample

__all__ = ["planned", "program", "sample"]

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(program, planned):
    key = program.store(planned)
    program.go("meetings/one", key)
    program.page.show_tab("topics")
    program.idle()
    return program.page.current


@pytest.fixture
def empty(program, planned):
    key = program.store(dataclasses.replace(planned, topics=(), attendance=(), departments=(), people=()
        , meeting=dataclasses.replace(planned.meeting, chair=None)))  # fmt: skip
    program.go("meetings/one", key)
    program.page.show_tab("topics")
    program.idle()
    return program.page.current


def titles(program):
    dossier = program.dossier(program.page.desk.meeting_id)
    return [topic.title for topic in sorted(dossier.topics, key=lambda topic: topic.no)]


def topic(program, no):
    dossier = program.dossier(program.page.desk.meeting_id)
    return next(one for one in dossier.topics if one.no == no)


def test_topics_are_added_one_after_the_other_by_title_and_enter(program, empty):
    assert program.qt.focusWidget() is empty.add
    for title in ("传达学习会议精神", "审议预算", "听取汇报"):
        program.enter("topic-add", title, key=Qt.Key.Key_Return).idle()
        assert program.qt.focusWidget() is empty.add
        assert empty.add.text() == ""
    assert titles(program) == ["传达学习会议精神", "审议预算", "听取汇报"]
    assert empty.chosen == 3
    assert program.text("topic-title") == "听取汇报"


@pytest.mark.usefixtures("empty")
def test_topics_typed_faster_than_they_are_saved_all_arrive(program):
    for title in ("一", "二", "三", "四"):
        program.enter("topic-add", title, key=Qt.Key.Key_Return)
    program.idle()
    assert titles(program) == ["一", "二", "三", "四"]


def test_alt_and_the_arrows_move_a_topic(program, tab):
    before = titles(program)
    tab.table.setFocus()
    tab.table.go_to(2)
    program.key(Qt.Key.Key_Up, at=tab.table, mod=ALT).idle()
    assert titles(program)[:2] == [before[1], before[0]]
    assert tab.chosen == 1
    program.key(Qt.Key.Key_Down, at=tab.table, mod=ALT).idle()
    assert titles(program) == before
    assert tab.chosen == 2
    tab.table.go_to(1)
    program.key(Qt.Key.Key_Up, at=tab.table, mod=ALT).idle()
    assert titles(program) == before


def test_what_is_typed_goes_to_the_topic_it_was_typed_in_though_it_moves(program, tab):
    tab.table.go_to(2)
    program.enter("topic-title", "审议新的标题")
    tab.shift(-1)
    program.idle()
    program.idle()
    assert titles(program)[0] == "审议新的标题"


def test_delete_removes_and_the_note_takes_it_back(program, tab):
    before = titles(program)
    tab.table.setFocus()
    tab.table.go_to(3)
    program.key(Qt.Key.Key_Delete, at=tab.table).idle()
    assert titles(program) == before[:2] + before[3:]
    note = program.window._note
    assert "已删除议题3" in note.text
    note._act.click()
    program.idle()
    assert titles(program) == before


def test_control_z_takes_back_the_last_act(program, tab):
    before = titles(program)
    tab.table.setFocus()
    tab.table.go_to(1)
    program.key(Qt.Key.Key_Down, at=tab.table, mod=ALT).idle()
    assert titles(program) != before
    program.key(Qt.Key.Key_Z, at=tab.table, mod=CONTROL).idle()
    assert titles(program) == before
    program.key(Qt.Key.Key_Z, at=tab.table, mod=CONTROL).idle()
    assert program.window._note.text == "没有可以撤销的操作"


def test_every_field_of_a_topic_is_saved(program, tab):
    tab.table.go_to(5)
    program.enter("topic-title", "听取安全生产情况的汇报")
    program.pick("topic-type", "重大项目")
    program.enter("topic-sponsor", "财政局", key=Qt.Key.Key_Return)
    program.enter("topic-reporter", "金晓峰", key=Qt.Key.Key_Return)
    program.enter("topic-proposed_by", "许明川", key=Qt.Key.Key_Return)
    program.enter("topic-report_minutes", "12")
    program.enter("topic-task", "3")
    program.enter("topic-concerns-add", "司法局", key=Qt.Key.Key_Return)
    program.find("topic-flag-finance").click()
    program.idle()
    saved = topic(program, 5)
    assert saved.title == "听取安全生产情况的汇报"
    assert saved.type is TopicType.MAJOR_PROJECT
    assert (saved.sponsor, saved.reporter, saved.proposed_by) == ("finance", "p11", "p02")
    assert (saved.report_minutes, saved.task) == (12, 3)
    assert "justice" in saved.concerns
    assert TopicFlag.FINANCE in saved.flags


def test_a_decision_is_recorded_with_phrases_units_and_a_day(program, tab):
    tab.table.go_to(2)
    program.pick("decision-outcome", "原则通过")
    program.enter("decision-text", "")
    program.key(Qt.Key.Key_1, mod=CONTROL)
    program.key(Qt.Key.Key_2, mod=CONTROL)
    program.enter("topic-responsible-add", "财政局", key=Qt.Key.Key_Return)
    program.enter("topic-assisting-add", "司法局", key=Qt.Key.Key_Return)
    program.enter("decision-due", "5.20", key=Qt.Key.Key_Return)
    program.idle()
    decision = topic(program, 2).decision
    assert decision.outcome is Outcome.ADOPTED_IN_PRINCIPLE
    assert decision.text.startswith("会议原则同意")
    assert "修改完善后，按程序印发" in decision.text
    assert (decision.responsible, decision.assisting) == (("finance",), ("justice",))
    assert decision.due == dt.date(2026, 5, 20)
    assert "原则通过" in tab.model.data(tab.model.index(1, 1))


def test_phrases_name_what_the_government_is(tab):
    labels = [made.text() for made in tab.details._phrases]
    assert "原则同意" in labels
    assert "修改完善后印发" in labels
    assert "报区委常委会审议" in labels


def test_a_unit_that_is_not_there_is_asked_about_then_added(program, empty):
    program.enter("topic-add", "审议预算", key=Qt.Key.Key_Return).idle()
    program.enter("topic-sponsor", "石溪镇", key=Qt.Key.Key_Return).idle()
    field = empty.details._topic.field("sponsor")
    assert "再按一次回车" in field.problem
    program.key(Qt.Key.Key_Return, at=program.find("topic-sponsor")).idle()
    assert field.problem == ""
    dossier = program.dossier(program.page.desk.meeting_id)
    assert [(unit.name, unit.kind.value) for unit in dossier.departments] == [("石溪镇", "town")]
    assert dossier.topics[0].sponsor == dossier.departments[0].id
    program.enter("topic-responsible-add", "财政局", key=Qt.Key.Key_Return)
    program.key(Qt.Key.Key_Return, at=program.find("topic-responsible-add")).idle()
    dossier = program.dossier(program.page.desk.meeting_id)
    assert dossier.topics[0].decision.responsible == (dossier.departments[1].id,)


def test_a_refresh_leaves_alone_what_is_being_typed(program, tab):
    tab.table.go_to(2)
    program.enter("decision-text", "会议议定一半")
    actor, database = program.shell.services.actor, program.database
    meetings.edit_topic(database, actor, tab.desk.meeting_id, 2, report_minutes=33)
    program.qtbot.waitUntil(lambda: program.text("topic-report_minutes") == "33")
    assert program.text("decision-text") == "会议议定一半"
    program.idle()
    assert topic(program, 2).decision.text == "会议议定一半"


def test_going_to_another_topic_saves_this_one(program, tab):
    tab.table.go_to(1)
    program.enter("decision-text", "第一项的")
    tab.table.go_to(2)
    program.enter("decision-text", "第二项的")
    tab.table.go_to(1)
    assert program.text("decision-text") == "第一项的" or program.idle()
    program.idle()
    assert topic(program, 1).decision.text == "第一项的"
    assert topic(program, 2).decision.text == "第二项的"


def test_a_title_cannot_be_emptied(program, tab):
    before = titles(program)
    program.enter("topic-title", "")
    assert "请填写议题标题" in tab.details._topic.field("title").problem
    program.idle()
    assert titles(program) == before


def test_locate_goes_to_the_topic_and_its_field(program, tab):
    assert tab.locate("document.late", 4)
    assert tab.chosen == 4
    assert program.qt.focusWidget().objectName() == "decision-text"
    assert tab.locate("topic.form_missing", 2)
    assert tab.chosen == 2
    assert program.qt.focusWidget().objectName() == "topic-title"


def test_a_narrow_window_has_the_list_above(program, tab):
    program.window.resize(900, 700)
    program.qtbot.waitUntil(lambda: not tab._beside)
    program.qt.processEvents()
    assert tab._column.indexOf(tab._list_side) == 0
    program.window.resize(1366, 768)
    program.qtbot.waitUntil(lambda: tab._across.indexOf(tab._list_side) == 0)


def test_all_is_there_after_a_restart(program, tab):
    key = tab.desk.meeting_id
    tab.table.go_to(3)
    program.enter("decision-text", "会议原则同意。")
    program.close()
    program.open()
    program.go("meetings/one", (key, "topics"))
    program.page.current.table.go_to(3)
    assert program.text("decision-text") == "会议原则同意。"


def test_enter_goes_to_the_title_and_once_the_meeting_is_held_to_the_decision(program, tab):
    tab.table.setFocus()
    tab.table.go_to(2)
    program.key(Qt.Key.Key_Return, at=tab.table)
    assert program.qt.focusWidget().objectName() == "topic-title"
    tab.desk.act(meetings.set_status, MeetingStatus.HELD)
    program.idle()
    tab.table.setFocus()
    program.key(Qt.Key.Key_Return, at=tab.table)
    assert program.qt.focusWidget().objectName() == "decision-text"
