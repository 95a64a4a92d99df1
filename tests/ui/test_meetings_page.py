"""One meeting's page: its tabs, its panel, what comes next, and how it is deleted."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from secretariat.domain.states import MeetingStatus, Presence
from secretariat.services import meetings
from tests.ui.office_window import planned, program, sample
from ui.meetings.article import ArticlePopup, entries

__all__ = ["planned", "program", "sample"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(program, planned):
    return program.go("meetings/one", program.store(planned))


def test_the_head_says_what_and_when(page):
    assert page.head.title == "第十八届区政府第6次常务会议"
    assert page.head.when == "2026年4月7日 周二 9:00　区政府第一会议室"


def test_tabs_are_built_ahead_and_turned_by_keys(program, page):
    tabs = ["overview", "topics", "agenda", "notices", "leave", "attendance", "minutes"]
    program.qtbot.waitUntil(lambda: list(page._tabs) == tabs)
    program.key(Qt.Key.Key_PageDown, mod=CONTROL).idle()
    assert page.current.key == "topics"
    program.key(Qt.Key.Key_PageUp, mod=CONTROL).key(Qt.Key.Key_PageUp, mod=CONTROL).idle()
    assert page.current.key == "minutes"


def test_the_panel_and_the_stepper_follow_every_act(program, page):
    assert "quorum.not_met" in {finding.code for finding in page.desk.view.judgement.findings}
    steps = {made.step.key for made in page.stepper._buttons if made.violated}
    assert "signin" in steps
    for row in page.desk.view.dossier.attendance:
        page.desk.act(meetings.mark, row.person, Presence.PRESENT)
    program.idle()
    assert "quorum.not_met" not in {finding.code for finding in page.desk.view.judgement.findings}
    assert "signin" not in {made.step.key for made in page.stepper._buttons if made.violated}
    assert "实到0人" not in page.panel.text


def test_a_step_brings_its_tab(program, page):
    page.stepper.chosen.emit("signin")
    program.idle()
    assert page.current.key == "attendance"
    assert not program.find("step-archive").isEnabled()


def test_every_locate_link_leads_somewhere(program, page):
    links = [link for link in page.panel.findChildren(QPushButton) if link.objectName().startswith("locate-")]
    assert links
    for name in [link.objectName() for link in links]:
        page.show_tab("minutes")
        program.find(name).click()
        program.idle()
        assert page.panel.isVisible()
        if "quorum" in name:
            assert page.current.key == "attendance"


def test_an_article_shows_what_the_rulebook_asks(program, page):
    link = next(one for one in page.panel.findChildren(QPushButton) if one.objectName().startswith("article-"))
    link.click()
    program.idle()
    shown = page.findChild(ArticlePopup)
    assert isinstance(shown, ArticlePopup)
    assert "第四十九条" in shown.accessibleName()
    shown.whole.emit("zichuan-2022")
    shown.close()
    program.idle()
    assert program.shell.navigation.here.key == "rules"


def test_an_article_lists_its_own_kind_only(page):
    book = page.desk.view.rulebook
    lines = entries(book, "executive", "四十九")
    assert any(line.startswith("法定人数") for line in lines)
    assert any(line.startswith("出席") for line in lines)
    assert len(lines) == len(set(lines))
    assert entries(book, "executive", "九百") == ()


def test_the_next_step_stands_at_the_foot(program, page):
    assert page.foot.primary.text() == "下一步：签到"
    program.key(Qt.Key.Key_Return, mod=CONTROL).idle()
    assert page.current.key == "attendance"


def test_a_meeting_without_topics_goes_on_to_them(program, planned):
    key = program.store(dataclasses.replace(planned, topics=(), attendance=()))
    page = program.go("meetings/one", key)
    assert page.foot.primary.text() == "下一步：录入议题"
    page.foot.primary.click()
    program.idle()
    assert page.current.key == "topics"
    assert page.foot.primary.text() == "下一步：签到"


def test_a_meeting_that_was_held_goes_on_to_its_minutes(program, page):
    page.desk.act(meetings.set_status, MeetingStatus.HELD)
    program.idle()
    assert page.foot.primary.text() == "下一步：纪要"


def test_one_page_shows_one_meeting_after_the_other(program, page, planned):
    other = dataclasses.replace(planned, meeting=dataclasses.replace(planned.meeting, number=7, place="礼堂"))
    key = program.store(other)
    program.enter("meeting-place", "刚刚改的")
    first = page.desk.meeting_id
    program.go("meetings/one", key)
    assert page.head.title.endswith("第7次常务会议")
    assert program.text("meeting-place") == "礼堂"
    assert program.dossier(first).meeting.place == "刚刚改的"
    program.go("meetings/one", (first, "topics"))
    assert page.current.key == "topics"


def test_delete_asks_and_the_note_takes_it_back(program, page):
    key = page.desk.meeting_id
    page._ask_to_delete()
    program.find("delete", QDialog)
    program.click("delete-act")
    assert program.rows == ()
    assert program.shell.navigation.here.key == "meetings"
    program.window._note._act.click()
    program.idle()
    assert [row.id for row in program.rows] == [key]
    program.go("meetings/one", key)
    assert page.head.title == "第十八届区政府第6次常务会议"
    assert page.desk.view is not None


def test_a_meeting_deleted_elsewhere_is_said(program, page):
    meetings.delete_meeting(program.database, program.shell.services.actor, page.desk.meeting_id)
    program.qtbot.waitUntil(page.notice.isVisible)
    assert "没有编号" in page.notice.text


def test_a_meeting_that_nothing_judges_says_so(program, planned):
    government = dataclasses.replace(planned.government, name="某某县人民政府")
    key = program.store(dataclasses.replace(planned, rulebook=None, government=government))
    page = program.go("meetings/one", key)
    assert "没有“某某县人民政府”的工作规则" in page.panel.text
    assert not any("a" <= letter <= "z" for letter in page.panel.text)  # no keys of a dossier's file
    assert "未发现问题" not in page.panel.text
    page.panel.locate.emit("rulebook.none", None)
    assert program.qt.focusWidget().objectName() == "meeting-rulebook"


def test_a_narrow_head_has_the_day_below_the_name(program, page):
    program.window.resize(900, 700)
    program.qt.processEvents()
    assert page.head._below.isVisible()
    assert not page.head._when.isVisible()
    program.window.resize(1366, 768)
    program.qt.processEvents()
    assert not page.head._below.isVisible()
    assert page.head._when.text() == page.head.when
