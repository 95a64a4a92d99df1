"""概况: what is typed is saved, and stays while one types."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt

from secretariat.domain.states import MeetingStatus, Security
from secretariat.services import meetings
from tests.ui.office_window import planned, program, sample

__all__ = ["planned", "program", "sample"]


@pytest.fixture
def tab(program, planned):
    key = program.store(planned)
    program.go("meetings/one", key)
    return program.page.current


def stored(program):
    return program.dossier(program.page.desk.meeting_id)


def test_every_field_is_saved_and_is_there_after_a_restart(program, tab):
    key = tab.desk.meeting_id
    program.enter("meeting-place", "第二会议室")
    program.enter("meeting-number", "8")
    program.enter("meeting-start", "0915", key=Qt.Key.Key_Return)
    program.enter("meeting-end", "1130", key=Qt.Key.Key_Return)
    program.enter("meeting-date", "4.8", key=Qt.Key.Key_Return)
    program.pick("meeting-status", "已召开")
    program.enter("meeting-agenda_set_on", "4.3", key=Qt.Key.Key_Return)
    program.enter("meeting-chair", "许明川", key=Qt.Key.Key_Return)
    program.enter("meeting-commissioned_by", "陆承安", key=Qt.Key.Key_Return)
    program.enter("meeting-commissioned_on", "4.2", key=Qt.Key.Key_Return)
    program.pick("meeting-security", "秘密")
    program.enter("meeting-security_period", "1年")
    program.pick("meeting-urgency", "加急")
    program.find("meeting-enlarged").click()
    program.enter("government-term", "19")
    program.close()
    program.open()
    dossier = program.dossier(key)
    meeting = dossier.meeting
    assert (meeting.place, meeting.number, meeting.enlarged) == ("第二会议室", 8, True)
    assert (meeting.date, meeting.start, meeting.end) == (dt.date(2026, 4, 8), dt.time(9, 15), dt.time(11, 30))
    assert (meeting.status, meeting.agenda_set_on) == (MeetingStatus.HELD, dt.date(2026, 4, 3))
    assert (meeting.chair, meeting.commissioned_by) == ("p02", "p01")
    assert meeting.commissioned_on == dt.date(2026, 4, 2)
    assert (meeting.security, meeting.security_period, meeting.urgency) == (Security.SECRET, "1年", "加急")
    assert dossier.government.term == 19
    program.go("meetings/one", key)
    assert program.text("meeting-place") == "第二会议室"
    assert program.text("meeting-chair") == "许明川"
    assert program.find("meeting-security").currentText() == "秘密"


def test_a_refresh_never_overwrites_what_is_being_typed(program, tab):
    program.enter("meeting-place", "第三会")
    actor, database = program.shell.services.actor, program.database
    meetings.edit_meeting(database, actor, tab.desk.meeting_id, place="别处", end=dt.time(12, 0))
    program.qtbot.waitUntil(lambda: program.text("meeting-end") == "12:00")
    assert program.text("meeting-place") == "第三会"
    program.idle()
    assert stored(program).meeting.place == "第三会"


def test_half_a_date_survives_a_refresh(program, tab):
    program.enter("meeting-date", "4.")
    actor, database = program.shell.services.actor, program.database
    meetings.edit_meeting(database, actor, tab.desk.meeting_id, place="别处")
    program.qtbot.waitUntil(lambda: program.text("meeting-place") == "别处")
    assert program.text("meeting-date") == "4."


def test_what_cannot_be_is_said_at_the_field_and_mended_there(program, tab):
    program.enter("meeting-end", "0700", key=Qt.Key.Key_Return)
    program.shell.operations.flush()
    program.qtbot.waitUntil(lambda: tab._meeting.field("end").problem != "")
    assert "结束时间早于开始时间" in tab._meeting.field("end").problem
    assert "尚未保存" in program.page.foot.state_text
    program.enter("meeting-end", "1200", key=Qt.Key.Key_Return)
    program.idle()
    assert tab._meeting.field("end").problem == ""
    assert stored(program).meeting.end == dt.time(12, 0)


def test_the_panel_follows_at_once(program, tab):
    program.enter("meeting-chair", "许明川", key=Qt.Key.Key_Return)
    program.idle()
    codes = {finding.code for finding in tab.desk.view.judgement.findings}
    assert "chair.not_commissioned" in codes or "chair.not_entitled" in codes
    assert "许明川" in program.page.panel.text
    assert "chair" in program.page.panel.text or "主持" in program.page.panel.text


def test_locate_goes_to_the_field_of_the_finding(program, tab):
    program.enter("meeting-chair", "许明川", key=Qt.Key.Key_Return)
    program.idle()
    finding = next(one for one in tab.desk.view.judgement.findings if one.code.startswith("chair."))
    program.page.show_tab("topics")
    program.page.panel.locate.emit(finding.code, finding.subject)
    assert program.page.current is tab
    assert program.qt.focusWidget().objectName() in {"meeting-chair", "meeting-commissioned_by"}


def test_it_says_what_judges_the_meeting_and_lets_another_be_chosen(program, tab):
    assert "《淄川区人民政府工作规则》" in tab._judge.text()
    program.pick("meeting-rulebook", "按政府和日期自动选用")
    program.idle()
    assert stored(program).rulebook is None
    assert "没有" in tab._judged_by.problem
    assert "没有" in program.page.panel.text


def test_locked_minutes_bar_every_field(program, sample):
    minutes = dataclasses.replace(sample.minutes, stage="issued")
    key = program.store(dataclasses.replace(sample, format="secretariat-dossier/2", minutes=minutes))
    program.go("meetings/one", key)
    assert program.find("meeting-place").isReadOnly()
    assert not program.find("meeting-kind").isEnabled()
    assert not program.page._remove.isEnabled()
