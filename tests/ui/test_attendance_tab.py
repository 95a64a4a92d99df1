"""The tab 出席: one key a person, counters that follow at once, and a list made by the rule."""

from __future__ import annotations

import dataclasses
from datetime import date, time
from time import thread_time as time_of_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from secretariat.domain import editing
from secretariat.domain.facts import Attendance, Holding, Person
from secretariat.domain.states import Part, Post, Presence, RecusalReason
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import Office, ready_folder, sample
from ui.meetings.attendance_model import Overlay, RosterModel, rows_of
from ui.meetings.attendance_tab import AttendanceTab

KEY = Qt.Key


@pytest.fixture
def office(tmp_path, tmp_path_factory):
    made = Office(ready_folder(tmp_path, tmp_path_factory))
    yield made
    made.close()


@pytest.fixture
def show(office, window, qtbot):
    """Shows the tab of a dossier in the window; gives the tab."""

    def made(dossier):
        meeting = office.add(dossier)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page = office.show(window, AttendanceTab, meeting)
        qtbot.waitUntil(lambda: page.tab._view is not None)
        settled(page.tab, qtbot)
        page.tab.dossier = lambda: export_dossier(office.database, meeting)
        return page.tab

    return made


def settled(tab, qtbot):
    operations = tab.shell.operations
    qtbot.waitUntil(lambda: not operations.busy and not operations.writing and not tab._overlay.pending, timeout=20_000)


def press(tab, person, key):
    assert tab.roster.go_to(person)
    tab.roster.setFocus()
    QTest.keyClick(tab.roster, key)


def row(tab, person):
    return tab.model.row(tab.model.index_of_person(person))


def counters(tab):
    line = tab.counters.counters
    return line.present.accessibleName(), line.verdict.text


def test_space_signs_in_and_out_and_the_counters_follow(show, root, qtbot):
    tab = show(sample(root))
    assert counters(tab) == ("实到 6", "已达法定人数")
    for person in ("p02", "p03", "p04"):
        press(tab, person, KEY.Key_Space)
        assert row(tab, person).word == "缺席"  # at once, before the database has it
    qtbot.waitUntil(lambda: counters(tab) == ("实到 3", "未达法定人数，还差 1 人"))
    settled(tab, qtbot)
    assert "quorum.not_met" in {finding.code for finding in tab.desk.view.judgement.findings}
    press(tab, "p03", KEY.Key_Space)
    qtbot.waitUntil(lambda: counters(tab) == ("实到 4", "已达法定人数"))
    settled(tab, qtbot)
    marks = {line.person: line.status for line in tab.dossier().attendance}
    assert (marks["p02"], marks["p03"], marks["p04"]) == (Presence.ABSENT, Presence.PRESENT, Presence.ABSENT)


def test_arrows_pass_over_the_headings(show, root):
    tab = show(sample(root))
    tab.roster.go_to("p06")
    tab.roster.setFocus()
    QTest.keyClick(tab.roster, KEY.Key_Down)
    assert tab.roster.current.person == "p08"
    QTest.keyClick(tab.roster, KEY.Key_Up)
    assert tab.roster.current.person == "p06"


def test_leave_asks_for_the_reason(show, root, qtbot):
    tab = show(sample(root))
    press(tab, "p03", KEY.Key_L)
    reason = tab.findChild(QLineEdit, "line-leave-reason")
    assert reason.hasFocus()
    reason.setText("赴京开会")
    reason.textEdited.emit("赴京开会")
    QTest.keyClick(reason, KEY.Key_Return)
    assert tab.roster.hasFocus()
    settled(tab, qtbot)
    leave = {leave.person: leave for leave in tab.dossier().leave}["p03"]
    assert leave.reason == "赴京开会"
    assert "赴京开会" in row(tab, "p03").notes


def test_arrival_is_typed_and_a_departure_before_it_is_refused_at_its_field(show, root, qtbot):
    tab = show(sample(root))
    press(tab, "p03", KEY.Key_T)
    arrived, left = tab.line.editor.arrived, tab.line.editor.left
    assert arrived.hasFocus()
    QTest.keyClicks(arrived, "0910")
    QTest.keyClick(arrived, KEY.Key_Tab)
    settled(tab, qtbot)
    assert {line.person: line.arrived for line in tab.dossier().attendance}["p03"] == time(9, 10)
    left.setFocus()
    QTest.keyClicks(left, "0900")
    QTest.keyClick(left, KEY.Key_Tab)
    assert "离场时间早于到场时间" in tab.line.editor._left_field.problem
    settled(tab, qtbot)
    assert {line.person: line.left for line in tab.dossier().attendance}["p03"] is None


def test_esc_closes_a_line_from_the_list_too(show, root):
    tab = show(sample(root))
    press(tab, "p03", KEY.Key_Return)
    assert tab.line.editor is not None
    QTest.keyClick(tab.roster, KEY.Key_Escape)
    assert tab.line.editor is None
    press(tab, "p04", KEY.Key_Return)
    assert tab.line.editor.person == "p04"


def test_a_low_window_leaves_room_for_what_is_being_filled_in(show, root, window, qtbot):
    """1366 × 768 at 150 %: 910 × 512 for Qt, of which the desktop's bars take some."""
    tab = show(sample(root))
    window.resize(910, 480)
    qtbot.waitUntil(lambda: tab._terse)
    press(tab, "p03", KEY.Key_L)
    assert tab.counters.isVisible()
    assert not tab.bar.isVisible()
    qtbot.waitUntil(lambda: tab.roster.viewport().height() > 120)
    QTest.keyClick(tab.roster, KEY.Key_Escape)
    tab.people.open_line()
    qtbot.waitUntil(
        lambda: (
            tab.people.quick_add.height()
            >= tab.people.quick_add.layout().totalHeightForWidth(tab.people.quick_add.width())
        )
    )
    for field in tab.people.quick_add.findChildren(QLineEdit):
        if field.isVisible():
            assert tab.people.quick_add.rect().contains(field.mapTo(tab.people.quick_add, field.rect().bottomRight()))
    assert not tab.counters.isVisible()
    tab.people.close_line()
    assert tab.counters.isVisible()
    press(tab, "p03", KEY.Key_E)
    assert not tab.counters.isVisible()
    tab.people.close_editor()
    assert tab.counters.isVisible()


def test_out_for_a_topic_counts_for_that_topic(show, root, qtbot):
    tab = show(sample(root))
    press(tab, "p03", KEY.Key_O)
    check, how = tab.line.editor._boxes[3]
    check.click()
    qtbot.waitUntil(lambda: tab.counters.topic_words == ("议题3：在场 5，需到 4",))
    how.setCurrentIndex(1)
    how.activated.emit(1)
    settled(tab, qtbot)
    line = {line.person: line for line in tab.dossier().attendance}["p03"]
    assert line.out_for == (3,)
    assert [(recusal.topic, recusal.reason) for recusal in line.recusals] == [(3, RecusalReason.SELF)]
    assert "议题3回避（涉及本人）" in row(tab, "p03").notes


def test_the_list_is_made_by_the_rule_after_showing_it(show, root, qtbot):
    tab = show(dataclasses.replace(sample(root), attendance=()))
    primary, _ = tab.acts()
    assert primary.text == "按规则生成名单"
    primary.run()
    qtbot.waitUntil(lambda: tab.lists.strip is not None)
    assert not tab.dossier().attendance  # only shown so far
    tab.acts()[0].run()
    settled(tab, qtbot)
    members = [line.person for line in tab.dossier().attendance if line.as_ is Part.MEMBER]
    assert members == ["p01", "p02", "p03", "p04", "p05", "p06", "p07"]


def test_somebody_taken_off_the_list_can_be_put_back_in_his_place(show, root, qtbot, window):
    tab = show(sample(root))
    before = tab.dossier().attendance
    press(tab, "p03", KEY.Key_Delete)
    settled(tab, qtbot)
    assert "p03" not in {line.person for line in tab.dossier().attendance}
    assert row(tab, "p03").part is None  # still known, in the last group
    window.findChild(QPushButton, "undo-unlist").click()
    settled(tab, qtbot)
    assert tab.dossier().attendance == before


def test_figures_move_somebody_to_another_part(show, root, qtbot):
    tab = show(sample(root))
    press(tab, "p08", KEY.Key_1)
    settled(tab, qtbot)
    assert {line.person: line.as_ for line in tab.dossier().attendance}["p08"] is Part.MEMBER
    assert tab.roster.current.person == "p08"


def test_a_name_in_the_filter_and_enter_sign_in(show, root, qtbot):
    tab = show(sample(root))
    press(tab, "p02", KEY.Key_A)
    tab.filter.setText("许明")
    assert [found.person for found in tab.model.rows if found.person] == ["p02"]
    QTest.keyClick(tab.filter, KEY.Key_Return)
    settled(tab, qtbot)
    assert row(tab, "p02").status is Presence.PRESENT
    assert not tab.filter.text()


def test_the_rest_are_signed_in_by_one_act(show, root, qtbot):
    dossier = sample(root)
    for person in ("p02", "p03"):
        dossier = editing.mark(dossier, person, Presence.ABSENT)
    tab = show(dossier)
    _, (rest,) = tab.acts()
    assert rest.text == "其余 2 名出席人员均已到"
    rest.run()
    settled(tab, qtbot)
    assert tab.acts() == (None, ())


def test_a_finding_leads_to_the_person(show, root):
    tab = show(sample(root))
    assert tab.locate("quorum.not_met", None)
    assert tab.roster.current.person == "p06"
    assert tab.roster.hasFocus()
    assert not tab.locate("chair.not_entitled", "p01")


def test_a_locked_list_is_not_changed(show, root, qtbot):
    dossier = sample(root)
    tab = show(dossier)
    tab._view = dataclasses.replace(tab._view, locked=True)
    refused = []
    tab.shell.operations.refused.connect(refused.append)
    press(tab, "p03", KEY.Key_Space)
    settled(tab, qtbot)
    assert "锁定" in refused[0].message
    assert tab.dossier().attendance == dossier.attendance


def test_three_hundred_people_stay_fluent(show, root, qtbot):
    dossier = sample(root)
    past = (Holding(post=Post.PARTY_MEMBER, to=date(2020, 1, 1)),)
    people = tuple(Person(id=f"x{n}", name=f"张三{n}", title="有关部门负责人", posts=past) for n in range(300))
    lines = tuple(Attendance(person=one.id, as_=Part.ATTENDEE, status=Presence.ABSENT) for one in people)
    dossier = dataclasses.replace(dossier, people=dossier.people + people, attendance=dossier.attendance + lines)
    tab = show(dossier)
    tab.roster.go_to("x0")
    tab.roster.setFocus()
    longest = 0.0
    for _ in range(8):
        for key in (KEY.Key_Space, KEY.Key_Down):
            began = time_of_thread()
            QTest.keyClick(tab.roster, key)
            longest = max(longest, time_of_thread() - began)
        qtbot.wait(10)
    assert longest < 0.1
    settled(tab, qtbot)
    came = [line.person for line in tab.dossier().attendance if line.status is Presence.PRESENT]
    assert came[-8:] == [f"x{n}" for n in range(8)]


@pytest.mark.usefixtures("chinese")
def test_the_model_keeps_qts_rules(root):
    dossier = sample(root)
    model = RosterModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for step in (dossier, editing.mark(dossier, "p02", Presence.ABSENT), editing.unlist_person(dossier, "p02")):
        model.set_rows(rows_of(step, date(2026, 4, 7)))
    assert tester is not None


def test_an_edit_on_its_way_outlives_an_older_view(root):
    dossier = sample(root)
    overlay = Overlay(dossier)
    one = overlay.add(lambda known: editing.mark(known, "p02", Presence.ABSENT))
    overlay.take(dossier)  # read before the edit was written
    assert {line.person: line.status for line in overlay.shown.attendance}["p02"] is Presence.ABSENT
    overlay.settle(one, written=True)
    overlay.take(editing.mark(dossier, "p02", Presence.ABSENT))
    assert overlay.pending == []


def test_an_edit_that_was_refused_is_taken_back(root):
    overlay = Overlay(sample(root))
    one = overlay.add(lambda known: editing.mark(known, "p02", Presence.ABSENT))
    overlay.settle(one, written=False)
    assert overlay.shown == sample(root)
