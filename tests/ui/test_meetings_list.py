"""会议: the list, and what comes into it from files."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from secretariat.services.exchange import equal, read_dossier
from tests.ui.office_window import broken, planned, program, sample, write
from ui.meetings.export import export_meeting

__all__ = ["planned", "program", "sample"]


def answer(program, name):
    """Press a button of the dialog that stands over the window."""
    dialog = program.find("import-exists", QDialog)
    program.qtbot.mouseClick(program.find(f"import-exists-{name}"), Qt.MouseButton.LeftButton)
    program.idle()
    return dialog


def without_minutes(dossier):
    return dataclasses.replace(dossier, minutes=None)


def test_the_empty_list_says_how_to_fill_it(program):
    page = program.go("meetings")
    assert not page.list.table.isVisible()
    assert page.list._empty.isVisible()
    assert program.find("meetings-import").isVisible()


@pytest.mark.parametrize("wanted", ["第6次", "常务", "3月27", "2026-03-27", "第一会议室", "云溪"])
def test_it_is_filtered_as_one_types(program, sample, wanted):
    program.store(sample)
    program.store(dataclasses.replace(sample, meeting=dataclasses.replace(
        sample.meeting, number=9, kind="plenary", date=sample.meeting.date.replace(month=2), place="礼堂"
    ), government=dataclasses.replace(sample.government, name="示例市人民政府"), minutes=None))  # fmt: skip
    page = program.go("meetings")
    assert program.qt.focusWidget() is page.list.filter
    assert page.model.total == 2
    page.list.filter.insert(wanted)
    assert [line.row.number for line in page.model.rows] == [6]


def test_enter_opens_and_escape_comes_back(program, sample):
    key = program.store(sample)
    page = program.go("meetings")
    program.key(Qt.Key.Key_Return).idle()
    assert program.page is not page
    assert program.page.desk.meeting_id == key
    program.key(Qt.Key.Key_Escape).idle()
    assert program.page is page


def test_files_are_imported_and_can_be_opened(program, sample, planned, tmp_path):
    page = program.go("meetings")
    other = dataclasses.replace(planned, meeting=dataclasses.replace(planned.meeting, number=7))
    page.imports.take((write(tmp_path / "a.json", sample), write(tmp_path / "b.json", other)))
    program.idle()
    assert [line.row.number for line in page.model.rows] == [7, 6]
    assert program.window._note.text == "已导入 2 次会议"


def test_a_file_that_is_none_is_said_with_place_and_remedy(program, tmp_path):
    page = program.go("meetings")
    page.imports.take((broken(tmp_path / "坏.json"),))
    program.idle()
    assert "坏.json" in page.notice.text
    assert "meeting" in page.notice.text
    assert page.notice._remedy.text()
    assert program.rows == ()


def test_of_several_files_the_good_ones_come_in(program, sample, tmp_path):
    page = program.go("meetings")
    bad = (broken(tmp_path / "一.json"), tmp_path / "没有.json")
    page.imports.take((bad[0], write(tmp_path / "a.json", sample), bad[1]))
    program.idle()
    assert len(program.rows) == 1
    assert "有 2 个文件没有导入" in page.notice.text
    assert "一.json" in page.notice.text
    assert "没有.json" in page.notice.text


@pytest.mark.parametrize(("name", "meetings", "place"), [
    ("replace", 1, "礼堂"),
    ("keep-both", 2, "区政府第一会议室"),
    ("cancel", 1, "区政府第一会议室"),
])  # fmt: skip
def test_a_meeting_that_is_there_already_is_asked_about(program, sample, tmp_path, name, meetings, place):
    sample = without_minutes(sample)
    first = program.store(sample)
    moved = dataclasses.replace(sample, meeting=dataclasses.replace(sample.meeting, place="礼堂"))
    page = program.go("meetings")
    page.imports.take((write(tmp_path / "a.json", moved),))
    program.idle()
    answer(program, name)
    assert len(program.rows) == meetings
    kept = [row for row in program.rows if not row.kept_copy]
    assert [row.place for row in kept] == [place]
    if name != "replace":
        assert equal(program.dossier(first), sample)


def test_locked_minutes_are_never_replaced(program, sample, tmp_path):
    locked = dataclasses.replace(
        sample, format="secretariat-dossier/2", minutes=dataclasses.replace(sample.minutes, stage="issued")
    )
    first = program.store(locked)
    page = program.go("meetings")
    page.imports.take((write(tmp_path / "a.json", sample),))
    program.idle()
    dialog = program.find("import-exists", QDialog)
    assert "锁定" in dialog.text.text()
    assert program.window.findChild(QDialog, "import-exists-replace") is None
    answer(program, "cancel")
    assert equal(program.dossier(first), locked)


def test_a_meeting_is_exported_as_it_is(program, sample, tmp_path):
    key = program.store(sample)
    page = program.go("meetings/one", key)
    dialog = export_meeting(page, page.desk.view)
    assert "第十八届区政府第6次常务会议" in dialog.selectedFiles()[0]
    dialog.fileSelected.emit(str(tmp_path / "out.json"))
    dialog.reject()
    program.idle()
    assert equal(read_dossier(tmp_path / "out.json"), sample)


def test_the_keys_open_the_dialog_and_the_form(program):
    program.go("meetings")
    program.key(Qt.Key.Key_N, mod=Qt.KeyboardModifier.ControlModifier).idle()
    assert program.shell.navigation.here.key == "meetings/new"
    program.key(Qt.Key.Key_Escape).idle()
    program.key(Qt.Key.Key_I, mod=Qt.KeyboardModifier.ControlModifier).idle()
    program.find("file-dialog", QDialog).reject()
