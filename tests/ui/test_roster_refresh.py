"""更新名单 in the window, the list by rule with its choices, and people found in the organisation as one types."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton

from secretariat.domain.states import Part, Post
from secretariat.services import meetings
from secretariat.services import organisation as acts
from secretariat.services.dossiers import export_dossier
from tests.services.test_list_refresh import ListDesk
from tests.ui.meeting_desk import Office, ready_folder
from ui.meetings.attendance_tab import AttendanceTab

KEY = Qt.Key


@pytest.fixture
def office(tmp_path, tmp_path_factory):
    made = Office(ready_folder(tmp_path, tmp_path_factory))
    made.desk = ListDesk(made.database)
    yield made
    made.close()


@pytest.fixture
def show(office, window, qtbot):
    """Shows the tab of the meeting whose people come from the organisation."""

    def made():
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page = office.show(window, AttendanceTab, office.desk.one)
        qtbot.waitUntil(lambda: page.tab._view is not None)
        settled(page.tab, qtbot)
        return page.tab

    return made


def settled(tab, qtbot):
    operations = tab.shell.operations
    qtbot.waitUntil(lambda: not operations.busy and not operations.writing and not tab._overlay.pending)


def told(tab):
    return [(row.about, row.what, row.name, row.taken) for row in tab.refresher.rows]


def refresh(tab, qtbot):
    tab.roster.setFocus()
    QTest.keyClick(tab.roster, KEY.Key_F5)
    settled(tab, qtbot)


def test_the_difference_is_shown_chosen_by_keys_taken_and_undone(show, office, qtbot, window):
    desk = office.desk
    desk.make()
    tab = show()
    refresh(tab, qtbot)
    assert tab.refresher.view is None  # nothing is different: that is said, and no more
    desk.edit(desk.head, title="区委副书记、区长")
    desk.add("沈若兰", Post.DEPUTY, title="副区长")
    meetings.unlist_person(desk.database, office.app.actor, desk.one, "p02")
    settled(tab, qtbot)
    before = desk.dossier(desk.one)
    refresh(tab, qtbot)
    assert told(tab) == [
        ("人员", "职务", "林知远", True),
        ("人员", "新任职", "沈若兰", True),
        ("名单", "曾移出", "方致和", False),
        ("名单", "应列入", "沈若兰", True),
    ]
    primary, _ = tab.acts()
    assert primary.text == "更新所选 3 处"
    table = tab.refresher.view.table
    assert table.hasFocus()
    QTest.keyClick(table, KEY.Key_Space)  # the title stays
    QTest.keyClick(table, KEY.Key_Down)
    QTest.keyClick(table, KEY.Key_Space)  # and nobody joins: so nobody is due who is not there
    settled(tab, qtbot)
    assert told(tab)[1:] == [("人员", "新任职", "沈若兰", False), ("名单", "曾移出", "方致和", False)]
    QTest.keyClick(table, KEY.Key_Space)
    settled(tab, qtbot)
    assert desk.dossier(desk.one) == before  # only shown so far
    tab.acts()[0].run()
    settled(tab, qtbot)
    assert [name for name, _, _ in desk.list()] == ["林知远", "沈若兰", "欧阳靖"]
    assert desk.dossier(desk.one).people[0].title == "区长"
    assert tab.roster.hasFocus()
    window.findChild(QPushButton, "undo").click()
    settled(tab, qtbot)
    assert desk.dossier(desk.one) == before


def test_esc_leaves_the_difference_and_changes_nothing(show, office, qtbot):
    office.desk.make()
    office.desk.add("沈若兰", Post.DEPUTY)
    tab = show()
    before = office.desk.dossier(office.desk.one)
    refresh(tab, qtbot)
    QTest.keyClick(tab.refresher.view.table, KEY.Key_Escape)
    assert tab.refresher.view is None
    assert tab.isVisible()
    assert tab.roster.hasFocus()
    assert office.desk.dossier(office.desk.one) == before


def test_those_asked_for_topics_are_listed_topic_by_topic(show, office, qtbot):
    desk = office.desk
    desk.topic("预算调整", sponsor="d02")
    desk.topic("结算审核", sponsor="d02", concerns=("d01",))
    desk.topic("镇级财政", sponsor="d02")
    tab = show()
    tab.acts()[0].run()
    qtbot.waitUntil(lambda: tab.lists.strip is not None)
    checks = tab.lists.strip.findChildren(QCheckBox)
    assert [check.text() for check in checks] == [
        "出席　2 人",
        "固定列席　1 人",
        "议题1　1 人",
        "议题2　1 人",  # 司法局局长 attends all of it and is not asked besides
        "议题3　1 人",
    ]
    checks[2].click()
    tab.acts()[0].run()
    settled(tab, qtbot)
    assert desk.list()[-1] == ("谭旻", Part.ATTENDEE, (2, 3))


def test_somebody_of_the_organisation_is_found_by_initials_and_listed(show, office, qtbot):
    desk = office.desk
    desk.make()
    tab = show()
    tab.people.open_line()
    settled(tab, qtbot)
    name = tab.people.quick_add.name
    assert tab.people.quick_add.part.value is Part.GUEST  # the members are listed by the rule
    QTest.keyClicks(name, "yqs")
    assert [one.called for one in name._hits] == ["尹秋实"]
    QTest.keyClick(name, KEY.Key_Return)
    settled(tab, qtbot)
    assert desk.list()[-1] == ("尹秋实", Part.GUEST, ())
    assert name.hasFocus()
    assert not name.text()
    QTest.keyClicks(name, "yqs")
    assert not name._hits  # he is on the list by now


def test_a_guest_is_typed_on_one_line_even_if_somebody_is_called_much_the_same(show, office, qtbot):
    desk = office.desk
    desk.add("王伟民", title="工商联主席")
    tab = show()
    tab.people.open_line()
    settled(tab, qtbot)
    line = tab.people.quick_add
    line.part.set_value(Part.GUEST)
    line.name.insert("王伟")
    line.name.textEdited.emit("王伟")
    assert [one.called for one in line.name._hits] == ["王伟民"]
    line.name.insert(" 市金融监管局 局长")
    line.name.textEdited.emit(line.name.text())
    QTest.keyClick(line.name, KEY.Key_Return)
    settled(tab, qtbot)
    dossier = export_dossier(desk.database, desk.one)
    person, unit = dossier.people[-1], dossier.departments[-1]
    assert (person.name, person.title, unit.name) == ("王伟", "局长", "市金融监管局")
    assert (dossier.attendance[-1].as_, dossier.attendance[-1].department) == (Part.GUEST, unit.id)


def test_people_of_one_name_are_told_apart_and_edits_by_hand_marked(show, office):
    desk = office.desk
    desk.add("谭旻", Post.LEGAL_COUNSEL, title="律师", distinction="律师")
    desk.take()
    desk.make()
    treasurer = next(person.id for person in desk.dossier(desk.one).people if person.title == "财政局局长")
    meetings.list_person(desk.database, office.app.actor, desk.one, treasurer, Part.ATTENDEE)
    tab = show()
    rows = {row.name: row for row in tab.model.rows if row.person is not None}
    assert {"谭旻（财政局）", "谭旻（律师）"} < rows.keys()
    assert rows["谭旻（财政局）"].notes == "手工列入"
    assert not rows["谭旻（律师）"].notes


def test_ended_posts_leave_the_list(show, office, qtbot):
    desk = office.desk
    desk.make()
    tab = show()
    day = desk.dossier(desk.one).meeting.date.replace(day=1)
    desk.act(acts.end_person, desk.deputy, day, version=desk.person(desk.deputy).version)
    refresh(tab, qtbot)
    assert ("人员", "已离任", "方致和", True) in told(tab)
