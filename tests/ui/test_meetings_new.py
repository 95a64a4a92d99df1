"""新建会议: typed from nothing, or begun like the last one."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from secretariat.domain.organisation import Holding, Person
from secretariat.domain.states import MeetingStatus, Post
from secretariat.services import organisation
from tests.ui.office_window import TODAY, planned, program, sample

__all__ = ["planned", "program", "sample"]

CONTROL = Qt.KeyboardModifier.ControlModifier


def tab_to(program, name):
    """Go on with Tab until that field is reached."""
    for _ in range(30):
        if program.qt.focusWidget() is program.find(name):
            return
        program.key(Qt.Key.Key_Tab)
    raise AssertionError(name)


def paste(program, text):
    line = program.qt.focusWidget()
    line = line.lineEdit() if isinstance(line, QComboBox) else line
    line.selectAll()
    line.insert(text)


def test_a_meeting_is_typed_from_nothing_by_keys_alone(program):
    program.go("meetings")
    program.key(Qt.Key.Key_N, mod=CONTROL).idle()
    paste(program, "淄川区人民政府")
    assert "淄川区人民政府工作规则" in program.page._judge.text()
    tab_to(program, "new-kind")
    kinds = program.find("new-kind")
    while kinds.currentText() != "常务会议":
        program.key(Qt.Key.Key_Down)
    tab_to(program, "new-term")
    program.qtbot.keyClicks(program.qt.focusWidget(), "18")
    tab_to(program, "new-number")
    program.qtbot.keyClicks(program.qt.focusWidget(), "7")
    tab_to(program, "new-date")
    program.qt.focusWidget().selectAll()
    program.qtbot.keyClicks(program.qt.focusWidget(), "4.9")
    tab_to(program, "new-start")
    program.qtbot.keyClicks(program.qt.focusWidget(), "0930")
    tab_to(program, "new-place")
    paste(program, "第一会议室")
    assert program.page._name.text() == "第十八届区政府第7次常务会议"
    program.key(Qt.Key.Key_Return, mod=CONTROL).idle()
    assert program.shell.navigation.here.key == "meetings/one"
    dossier = program.dossier(program.page.desk.meeting_id)
    assert dossier.government.name == "淄川区人民政府"
    assert dossier.government.term == 18
    meeting = dossier.meeting
    assert (meeting.kind, meeting.number, meeting.date) == ("executive", 7, dt.date(2026, 4, 9))
    assert (meeting.start, meeting.place, meeting.status) == (dt.time(9, 30), "第一会议室", MeetingStatus.PLANNED)
    program.key(Qt.Key.Key_Escape).idle()
    assert program.shell.navigation.here.key == "meetings"


def test_the_day_is_read_even_while_one_is_still_in_it(program):
    program.go("meetings/new")
    program.enter("new-government", "淄川区人民政府")
    program.enter("new-date", "4.20")
    program.key(Qt.Key.Key_Return, mod=CONTROL).idle()
    assert program.rows[0].date == dt.date(2026, 4, 20)


def test_it_begins_like_the_latest_with_the_next_number_and_its_people(program, sample):
    program.store(sample)
    page = program.go("meetings/new")
    assert page.government.currentText() == "云溪区人民政府"
    assert page.rulebook.value == "zichuan-2022"
    assert page.number.text() == "7"
    assert page.term.text() == "18"
    page.create_meeting()
    program.idle()
    dossier = program.dossier(program.page.desk.meeting_id)
    assert [person.name for person in dossier.people] == [person.name for person in sample.people]
    assert dossier.government == sample.government
    assert dossier.attendance == ()
    assert dossier.meeting.date == TODAY
    assert program.page.desk.view.judgement is not None


def test_what_is_missing_or_wrong_is_said_at_its_field(program):
    page = program.go("meetings/new")
    program.enter("new-government", "")
    program.enter("new-number", "x1")
    program.enter("new-date", "31.31")
    page.create_meeting()
    program.idle()
    assert page._fields["government"].problem == "请填写政府名称"
    assert page._fields["number"].problem == "请填写数字，如 5"
    assert "请填写日期" in page._fields["day"].problem
    assert program.rows == ()
    assert page.government.hasFocus() or page._typed_government.hasFocus()


def test_a_number_that_is_taken_is_refused_at_its_field(program, sample):
    program.store(sample)
    page = program.go("meetings/new")
    program.enter("new-number", "6")
    page.create_meeting()
    program.idle()
    assert "已经有了" in page._fields["number"].problem
    assert len(program.rows) == 1


def test_a_government_without_rulebook_is_told_before(program):
    page = program.go("meetings/new")
    program.enter("new-government", "某某县人民政府")
    assert "没有这个政府当日有效的工作规则" in page._judge.text()
    program.pick("new-rulebook", next(t for t in map(page.rulebook.itemText, range(9)) if "淄川" in t))
    assert "《淄川区人民政府工作规则》" in page._judge.text()
    page.create_meeting()
    program.idle()
    assert program.page.desk.view.rulebook.code == "zichuan-2022"


def test_people_come_from_the_organisation_as_of_the_day(program):
    actor, database = program.shell.services.actor, program.database
    key = organisation.add_government(database, actor, "淄川区人民政府")
    for name, post, first in (("林知远", Post.HEAD, None), ("沈若兰", Post.DEPUTY, dt.date(2026, 5, 1))):
        held = Holding(key=0, post=post, from_=first)
        organisation.add_person(database, actor, key, Person(key=0, name=name, posts=(held,)), today=TODAY)
    page = program.go("meetings/new")
    program.enter("new-government", "某某县人民政府").idle()
    assert page.roster.value is None  # that one has no organisation here
    program.enter("new-government", "淄川区人民政府").idle()
    assert page.roster.currentText() == "来自组织：会议当日在任的人员"
    assert page.people.said.text() == "按2026年4月7日在任人员，共 1 人；按规则应到 1 人"
    program.enter("new-date", "5.1", key=Qt.Key.Key_Tab).idle()
    assert page.people.said.text() == "按2026年5月1日在任人员，共 2 人；按规则应到 2 人"
    page.create_meeting()
    program.idle()
    dossier = program.dossier(program.page.desk.meeting_id)
    assert [person.name for person in dossier.people] == ["林知远", "沈若兰"]
