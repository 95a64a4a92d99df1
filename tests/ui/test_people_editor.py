"""People typed in: a line that adds one after the other, and the card in which one is edited."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from secretariat.domain.people_editing import NewPerson, change_person
from secretariat.domain.states import DepartmentKind, Part, Post
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import Office, ready_folder, sample
from ui.meetings.attendance_tab import AttendanceTab

KEY = Qt.Key


@pytest.fixture
def tab(tmp_path, tmp_path_factory, window, qtbot, root):
    office = Office(ready_folder(tmp_path, tmp_path_factory))
    meeting = office.add(sample(root))
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page = office.show(window, AttendanceTab, meeting)
    qtbot.waitUntil(lambda: page.tab._view is not None)
    page.tab.dossier = lambda: export_dossier(office.database, meeting)
    yield page.tab
    page.tab.shell.operations.shutdown(wait_ms=3000)
    office.close()


def settled(tab, qtbot):
    operations = tab.shell.operations
    qtbot.waitUntil(lambda: not operations.busy and not operations.writing)


def test_enter_adds_somebody_with_a_new_unit_and_is_ready_for_the_next(tab, qtbot):
    tab.people.open_line()
    line = tab.people.quick_add
    assert line.name.hasFocus()
    line.name.setText("王守正")
    line.title.setText("金融服务中心主任")
    line.post.set_value(Post.DEPARTMENT_HEAD)
    line.unit.setText("金融服务中心")
    assert line.kind.isVisible()
    line.kind.set_value(DepartmentKind.OTHER)
    line.part.set_value(Part.ATTENDEE)
    QTest.keyClick(line.title, KEY.Key_Return)
    assert line.name.hasFocus()
    assert not line.name.text()
    settled(tab, qtbot)
    dossier = tab.dossier()
    person, unit = dossier.people[-1], dossier.departments[-1]
    assert (person.name, person.title, unit.name, unit.kind) == (
        "王守正",
        "金融服务中心主任",
        "金融服务中心",
        DepartmentKind.OTHER,
    )
    assert [(held.post, held.department) for held in person.posts] == [(Post.DEPARTMENT_HEAD, unit.id)]
    assert dossier.attendance[-1].person == person.id
    assert dossier.attendance[-1].as_ is Part.ATTENDEE


def test_a_whole_line_in_the_field_of_the_name_can_be_read_while_it_is_typed(tab):
    tab.people.open_line()
    name = tab.people.quick_add.name
    narrow = name.width()
    name.setText("王之涣 市商务局 副局长")
    assert name.width() - 36 >= name.fontMetrics().horizontalAdvance(name.text())
    name.clear()
    assert name.width() == narrow


def test_a_head_without_a_unit_is_asked_for_it(tab, qtbot):
    tab.people.open_line()
    line = tab.people.quick_add
    line.name.setText("王守正")
    line.post.set_value(Post.DEPARTMENT_HEAD)
    line.add()
    assert line._unit_field.problem == "请填写单位"
    settled(tab, qtbot)
    assert "王守正" not in {person.name for person in tab.dossier().people}


def test_a_namesake_is_asked_about_first(tab, qtbot):
    tab.people.open_line()
    line = tab.people.quick_add
    line.name.setText("程立")
    line.title.setText("镇长")
    line.add()
    assert "名单上已有程立" in line._said.text()
    line.add()
    settled(tab, qtbot)
    assert [person.name for person in tab.dossier().people].count("程立") == 2


def test_somebody_known_is_put_on_the_list_not_added_again(tab, qtbot):
    tab.people.open_line()
    line = tab.people.quick_add
    line.name.setText("尹秋实")
    line.part.set_value(Part.STAFF)
    line.add()
    settled(tab, qtbot)
    dossier = tab.dossier()
    assert [person.name for person in dossier.people].count("尹秋实") == 1
    assert {row.person: row.as_ for row in dossier.attendance}["p30"] is Part.STAFF


def test_esc_closes_the_line_and_not_the_page(tab):
    tab.people.open_line()
    QTest.keyClick(tab.people.quick_add.name, KEY.Key_Escape)
    assert not tab.people.quick_add.isVisible()
    assert tab.isVisible()
    assert tab.roster.hasFocus()


def test_a_person_is_edited_in_place_and_saved(tab, qtbot):
    tab.roster.go_to("p13")
    tab.roster.setFocus()
    QTest.keyClick(tab.roster, KEY.Key_E)
    editor = tab.people.editor
    assert editor.name.hasFocus()
    editor.title.setText("民政局党组书记、局长")
    editor.title.textEdited.emit(editor.title.text())
    editor.findChild(QPushButton, "person-post-add").click()
    line = editor._lines[-1]
    line.post.set_value(Post.PARTY_MEMBER)
    line.post.picked.emit(Post.PARTY_MEMBER)
    line.from_.setFocus()
    QTest.keyClicks(line.from_, "20260101")
    QTest.keyClick(line.from_, KEY.Key_Tab)
    QTest.keyClick(editor, KEY.Key_Escape)
    settled(tab, qtbot)
    person = next(one for one in tab.dossier().people if one.id == "p13")
    assert person.title == "民政局党组书记、局长"
    assert [held.post for held in person.posts] == [Post.DEPARTMENT_HEAD, Post.PARTY_MEMBER]
    assert person.posts[1].from_.isoformat() == "2026-01-01"
    assert tab.people.editor is None


def test_a_person_without_a_name_is_not_saved(tab, qtbot):
    tab.people.edit(tab.model.row(tab.model.index_of_person("p13")))
    editor = tab.people.editor
    editor.name.setText("")
    editor.name.textEdited.emit("")
    assert editor._name_field.problem == "请填写姓名"
    editor.close_editor()
    settled(tab, qtbot)
    assert "谭旻" in {person.name for person in tab.dossier().people}


def test_a_town_head_is_told_from_a_department_head(root):
    dossier = NewPerson(name="甲", post=Post.DEPARTMENT_HEAD, unit="白塔镇").added_to(sample(root))
    assert dossier.departments[-1].kind is DepartmentKind.TOWN
    assert dossier.people[-1].posts[0].post is Post.TOWN_HEAD


def test_units_told_by_name_are_found_or_added(root):
    dossier = change_person(sample(root), "p02", {"in_charge_of": ("财政局", "大数据中心")})
    person = next(one for one in dossier.people if one.id == "p02")
    assert person.in_charge_of == ("finance", dossier.departments[-1].id)
    assert dataclasses.replace(dossier.departments[-1], id="").name == "大数据中心"
