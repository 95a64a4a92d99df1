"""议程 by keyboard: candidates come and go, topics are moved, the agenda is set, and then all is on record."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent

from secretariat.domain.proposals import End
from secretariat.domain.states import AgendaAct, TopicType
from secretariat.services import meetings
from tests.services.topics_desk import Desk
from tests.ui.office_window import program
from ui.agenda.asking import AskAdHoc, AskSet, AskWithdraw
from ui.agenda.tables import CANDIDATE

__all__ = ["program"]

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
TITLES = ("供热管网改造", "政府投资计划", "学习贯彻会议精神")


class Agenda:
    """A meeting with a day of its own, three candidates, and what a secretary presses."""

    def __init__(self, program):
        self.program = program
        self.desk = Desk(program.database)
        self.meeting = self.desk.meeting(start=time(9, 0))
        types = (TopicType.MAJOR_PROJECT, TopicType.REPORT, TopicType.STUDY)
        self.keys = [
            self.desk.file(title, values={"type": type_, "report_minutes": 15})
            for title, type_ in zip(TITLES, types, strict=True)
        ]
        program.idle()
        self.page = program.go("meetings/one", (self.meeting, "agenda"))
        self.tab = self.page.current
        assert self.tab.key == "agenda"
        self.tab.table.setFocus()
        program.idle()

    @property
    def dossier(self):
        return self.program.dossier(self.meeting)

    @property
    def titles(self):
        return [topic.title for topic in sorted(self.dossier.topics, key=lambda topic: topic.no)]

    @property
    def waiting(self):
        return [one.row.title for one in self.tab.left.model.rows]

    def press(self, *keys, mod=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            self.program.key(key, mod=mod).idle()
        return self

    def type(self, text):
        self.program.qt.focusWidget().insert(text)
        return self

    def all_on(self):
        """The three candidates on the agenda, the focus on it."""
        self.press(KEY.Key_Return, KEY.Key_Right, KEY.Key_Return)
        self.tab.agenda.setFocus()
        return self

    def set(self):
        return self.press(KEY.Key_Return, mod=CONTROL).press(KEY.Key_Return)


@pytest.fixture
def agenda(program):
    return Agenda(program)


def test_candidates_come_onto_the_agenda_and_go_back(agenda):
    assert agenda.waiting == list(TITLES)
    agenda.press(KEY.Key_Return)
    assert (agenda.titles, agenda.waiting) == ([TITLES[0]], list(TITLES[1:]))
    agenda.press(KEY.Key_Right)
    assert agenda.titles == list(TITLES[:2])
    assert [row.time for row in agenda.tab.right.model.rows] == ["9:00—9:15", "9:15—9:30"]
    assert agenda.tab.right.bar.words.text() == "2 项　30 分钟　9:00—9:30"
    agenda.tab.agenda.setFocus()
    agenda.press(KEY.Key_Up, KEY.Key_Delete)
    assert (agenda.titles, agenda.waiting) == ([TITLES[1]], [TITLES[0], TITLES[2]])
    agenda.press(KEY.Key_Z, mod=CONTROL)
    assert (agenda.titles, agenda.waiting) == (list(TITLES[:2]), [TITLES[2]])
    agenda.press(KEY.Key_Left)
    assert agenda.titles == [TITLES[1]]
    agenda.tab.table.setFocus()
    agenda.press(KEY.Key_Return, KEY.Key_Return)
    assert agenda.program.qt.focusWidget() is agenda.tab.agenda, "one goes along with the last candidate"
    agenda.press(*[KEY.Key_Delete] * 3)
    assert agenda.program.qt.focusWidget() is agenda.tab.table, "and with the last topic"


def test_a_way_of_several_steps_is_one_move(agenda, main_thread_watchdog):
    assert main_thread_watchdog is not None
    agenda.all_on()
    before = agenda.desk.last().no
    agenda.tab.agenda.go_to(1)
    for _ in range(2):
        agenda.program.qtbot.keyPress(agenda.tab.agenda, KEY.Key_Down, ALT)
    assert [row.title for row in agenda.tab.right.model.rows] == [TITLES[1], TITLES[2], TITLES[0]]
    assert agenda.tab.chosen_topic == 3
    agenda.program.qtbot.keyRelease(agenda.tab.agenda, KEY.Key_Down, ALT)  # and Alt with it
    agenda.program.idle()
    assert agenda.titles == [TITLES[1], TITLES[2], TITLES[0]]
    assert (agenda.desk.last().no, agenda.desk.last().act.act) == (before + 1, "议题1移至第3项")
    agenda.press(KEY.Key_Z, mod=CONTROL)
    assert agenda.titles == list(TITLES)


def test_a_set_agenda_asks_why_and_keeps_a_record(agenda):
    """区政府工作规则: who set it and when; then what comes or goes is on record, with consent and reason."""
    agenda.press(KEY.Key_Return, KEY.Key_Return)
    agenda.press(KEY.Key_Return, mod=CONTROL)
    assert isinstance(agenda.tab.room.asked, AskSet)
    agenda.press(KEY.Key_Return)
    meeting = agenda.dossier.meeting
    head = next(one.id for one in agenda.dossier.people if one.name == "林知远")
    assert (meeting.agenda_set_on, meeting.agenda_set_by) == (agenda.program.shell.today, head)
    assert agenda.tab.right.bar.badge.text == "已审定"
    agenda.tab.table.setFocus()
    agenda.press(KEY.Key_Return)
    asked = agenda.tab.room.asked
    assert isinstance(asked, AskAdHoc)
    asked.why.setFocus()
    agenda.type("上级要求限期办理").press(KEY.Key_Return)
    assert agenda.dossier.topics[-1].ad_hoc.reason == "上级要求限期办理"
    agenda.tab.agenda.setFocus()
    agenda.tab.agenda.go_to(1)
    agenda.press(KEY.Key_Delete)
    assert isinstance(agenda.tab.room.asked, AskWithdraw)
    agenda.type("提报单位申请暂缓").press(KEY.Key_Return)
    changes = [(one.what, one.title, one.reason) for one in agenda.dossier.agenda_changes]
    assert changes == [
        (AgendaAct.ADDED, TITLES[2], "上级要求限期办理"),
        (AgendaAct.WITHDRAWN, TITLES[0], "提报单位申请暂缓"),
    ]
    assert agenda.desk.ends(agenda.keys[0]) == [End.WITHDRAWN]
    agenda.press(KEY.Key_Z, mod=CONTROL)
    assert len(agenda.titles) == 3


def test_a_conflict_leads_to_its_topic_and_goes_when_it_is_mended(agenda):
    agenda.press(KEY.Key_Return)
    chief = next(one.id for one in agenda.dossier.people if one.name == "龚燚")
    agenda.tab.desk.act(meetings.edit_leave, chief, reason="赴省开会", approved_by=chief, approved_on=date(2026, 4, 7))
    agenda.program.idle()
    (found,) = agenda.tab.plan.conflicts
    assert "龚燚" in found.text
    assert agenda.tab.right.model.rows[0].clashes == (found.text,)
    agenda.tab.below.show_part("conflicts")
    agenda.program.find("agenda-conflict-0").setFocus()
    agenda.press(KEY.Key_Return)
    assert agenda.program.qt.focusWidget() is agenda.tab.below.topic.editor("reporter")
    agenda.program.qt.focusWidget().clear()
    agenda.type("方致和").press(KEY.Key_Return)
    agenda.page.leave()
    agenda.program.idle()
    assert agenda.tab.plan.conflicts == ()


def test_a_candidate_is_dropped_between_two_topics(agenda):
    agenda.press(KEY.Key_Return, KEY.Key_Return)
    table = agenda.tab.agenda
    data = QMimeData()
    data.setData(CANDIDATE, str(agenda.keys[2]).encode())
    at = QPointF(20, table.rowViewportPosition(1) + 2)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    table.dropEvent(QDropEvent(at, Qt.DropAction.MoveAction, data, buttons, none))
    agenda.program.idle()
    assert agenda.titles == [TITLES[0], TITLES[2], TITLES[1]]


def test_the_links_lead_to_the_pages_of_topics_and_back(agenda):
    program, tab = agenda.program, agenda.tab
    program.find("agenda-visit").setFocus()
    agenda.press(KEY.Key_Return)
    assert (program.page.head.title, program.page.desk.sight.proposal) == (TITLES[0], True)
    agenda.press(KEY.Key_Escape)
    assert program.page is agenda.page
    tab.table.setFocus()
    agenda.all_on()
    program.find("agenda-visit").setFocus()
    agenda.press(KEY.Key_Return)
    assert (program.page.desk.meeting_id, program.page.desk.sight.proposal) == (agenda.meeting, False)
    agenda.press(KEY.Key_Escape)
    program.find("agenda-new-topic").setFocus()  # no candidate is left: the place says how one comes there
    agenda.press(KEY.Key_Return)
    assert program.page.objectName() == "page-topics/new"


def test_in_a_small_window_the_fields_have_the_room_of_the_candidates(agenda):
    agenda.press(KEY.Key_Return)
    tab = agenda.tab
    agenda.program.window.resize(1024, 700)
    agenda.program.idle()
    fields = tab.below.topic.editor("reporter")
    assert (tab.left.isVisible(), fields.isVisible()) == (True, False)
    tab.agenda.setFocus()
    agenda.press(KEY.Key_Return)
    assert (tab.left.isVisible(), fields.isVisible(), agenda.program.qt.focusWidget()) == (False, True, fields)
    agenda.press(KEY.Key_Escape)
    assert (tab.left.isVisible(), fields.isVisible(), agenda.program.qt.focusWidget()) == (True, False, tab.agenda)


def test_what_is_chosen_is_named_with_its_title_where_there_is_room(agenda):
    about = agenda.tab.below.about
    about.resize(600, 20)
    about.show_about("议题1", TITLES[0])
    assert about.text() == f"议题1　{TITLES[0]}"
    about.resize(60, 20)
    assert (about.text(), about.toolTip()) == ("议题1", TITLES[0])
