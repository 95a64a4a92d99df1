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


def unset(dossier, **values):
    """The meeting while its agenda is put together still."""
    return dataclasses.replace(dossier, meeting=dataclasses.replace(dossier.meeting, agenda_set_on=None, **values))


def show(program, dossier):
    program.go("meetings/one", program.store(dossier))
    program.page.show_tab("topics")
    program.idle()
    return program.page.current


@pytest.fixture
def tab(program, planned):
    return show(program, unset(planned))


@pytest.fixture
def fixed(program, planned):
    """The same with an agenda that was set on 3 April."""
    return show(program, planned)


@pytest.fixture
def empty(program, planned):
    bare = dataclasses.replace(planned, topics=(), attendance=(), departments=(), people=())
    return show(program, unset(bare, chair=None))


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


def test_topic_after_topic_is_decided_by_keys(program, tab):
    tab.table.go_to(1)
    tab.table.setFocus()
    for number in (1, 2):
        program.key(Qt.Key.Key_Return)
        program.key(Qt.Key.Key_7, mod=CONTROL)
        program.key(Qt.Key.Key_Escape).idle()
        assert program.qt.focusWidget() is tab.table, "not away from the meeting"
        assert topic(program, number).decision.outcome is Outcome.ADOPTED
        program.key(Qt.Key.Key_Down)


def test_phrases_name_what_the_government_is(tab):
    labels = [made.text() for made in tab.details._phrases]
    assert "原则同意" in labels
    assert "修改完善后印发" in labels
    assert "报区委常委会审议" in labels


def test_the_first_phrase_states_the_outcome(program, tab):
    tab.table.go_to(2)
    program.enter("decision-text", "")
    program.key(Qt.Key.Key_1, mod=CONTROL)
    program.key(Qt.Key.Key_5, mod=CONTROL)
    program.idle()
    decision = topic(program, 2).decision
    assert decision.outcome is Outcome.ADOPTED_IN_PRINCIPLE
    assert decision.text.startswith("会议原则同意《云溪区2026年城市更新重点项目计划》。由")


def test_working_days_make_the_day_by_the_calendar(program, tab):
    tab.table.go_to(2)
    program.enter("decision-due_days", "10")
    # 7 April 2026 is a Tuesday; the first two weekends are no working days, the rest of the month has no holiday.
    assert "2026年4月21日" in tab.details._decision.field("due_days")._message.text()
    program.idle()
    assert (topic(program, 2).decision.due_days, topic(program, 2).decision.due) == (10, dt.date(2026, 4, 21))
    program.enter("decision-due", "5.20", key=Qt.Key.Key_Return)
    program.idle()
    assert (topic(program, 2).decision.due_days, topic(program, 2).decision.due) == (None, dt.date(2026, 5, 20))
    assert program.text("decision-due_days") == ""


def test_the_document_and_the_reservations_of_each_topic_are_its_own(program, tab):
    for no in (2, 3):
        tab.table.go_to(no)
        program.pick("decision-outcome", "通过").idle()
    program.enter("topic-document-title", "第三项的办法")
    tab.table.go_to(2)
    number = tab.document.card.sheet.field("number").editor  # the third topic's card is there till it is saved
    number.setFocus()
    program.qtbot.keyClicks(number, "2026-3")
    program.idle()
    program.enter("topic-reservation-who", "宋雅琴", key=Qt.Key.Key_Return).idle()
    assert program.qt.focusWidget().objectName() == "topic-reservation-p03-text", "one goes on with what he said"
    second, third = topic(program, 2).decision, topic(program, 3).decision
    assert (second.document.number, second.document.title) == ("2026-3", None)
    assert (third.document.number, third.document.title) == (None, "第三项的办法")
    assert [one.person for one in second.reservations] == ["p03"]
    assert third.reservations == ()


def changes(program):
    dossier = program.dossier(program.page.desk.meeting_id)
    return [(one.what.value, one.title, one.from_no, one.to_no, one.by, one.reason) for one in dossier.agenda_changes]


def test_what_is_added_once_the_agenda_is_set_says_by_whose_consent(program, fixed):
    program.enter("topic-add", "临时事项", key=Qt.Key.Key_Return)
    assert "第五十四条" in fixed.room.asked._said.text()
    assert "区长批准" in fixed.room.asked._said.text()
    program.key(Qt.Key.Key_Escape).idle()
    assert (fixed.room.asked, fixed.add.text(), program.qt.focusWidget()) == (None, "临时事项", fixed.add)
    program.key(Qt.Key.Key_Return)
    program.enter("agenda-consent", "陆承安", key=Qt.Key.Key_Return)
    program.enter("agenda-why", "防汛需要", key=Qt.Key.Key_Return).idle()
    added = topic(program, 6)
    assert (added.title, added.ad_hoc.consent_by, added.ad_hoc.reason) == ("临时事项", "p01", "防汛需要")
    assert changes(program) == [("added", "临时事项", None, 6, "p01", "防汛需要")]
    assert (fixed.chosen, program.qt.focusWidget()) == (6, fixed.add)


def test_what_is_moved_or_taken_off_once_the_agenda_is_set_is_recorded(program, fixed):
    before = titles(program)
    fixed.table.setFocus()
    fixed.table.go_to(4)
    program.key(Qt.Key.Key_Up, at=fixed.table, mod=ALT)
    program.key(Qt.Key.Key_Up, mod=ALT)
    program.enter("topic-move-why", "汇报人另有会议", key=Qt.Key.Key_Return).idle()
    assert titles(program) == [before[0], before[3], before[1], before[2], before[4]]
    assert fixed.chosen == 2
    program.key(Qt.Key.Key_Delete, at=fixed.table)
    program.enter("agenda-why", "申请暂缓", key=Qt.Key.Key_Return).idle()
    assert titles(program) == [before[0], before[1], before[2], before[4]]
    moved, gone = changes(program)
    assert moved == ("moved", before[3], 4, 2, None, "汇报人另有会议")
    assert gone == ("withdrawn", before[3], 2, None, None, "申请暂缓")
    program.window._note._act.click()
    program.idle()
    assert len(titles(program)) == 5


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
    for code, field in (
        ("topic.wrong_kind", "topic-type"),
        ("topic.late_registration", "topic-registered_on"),
        ("decision.unassigned", "topic-responsible-add"),
        ("agenda.staff", "topic-staff"),
    ):
        assert tab.locate(code, 2)
        assert tab.chosen == 2
        assert program.qt.focusWidget().objectName() == field


def test_what_is_mended_on_the_topics_own_page_is_found_there(program, tab):
    program.page.locate("review.fair_competition", 3)
    program.idle()
    place = program.page.desk.place
    assert (place.key, place.no, place.code) == (tab.desk.meeting_id, 3, "review.fair_competition")
    program.key(Qt.Key.Key_Escape).idle()  # folds what is open there
    program.key(Qt.Key.Key_Escape).idle()
    assert program.page.current is tab


def test_control_d_opens_the_topics_own_page(program, tab):
    tab.table.setFocus()
    tab.table.go_to(4)
    program.key(Qt.Key.Key_D, at=tab.table, mod=CONTROL).idle()
    assert (program.page.desk.meeting_id, program.page.desk.no) == (tab.desk.meeting_id, 4)


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
