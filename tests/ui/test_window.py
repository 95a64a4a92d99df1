"""The frame: ways through it, how it closes, and what it says of errors."""

from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from secretariat.errors import UserError
from ui import PROGRAM
from ui.autosave import Autosave
from ui.errors import ErrorReporter
from ui.pages import Page
from ui.settings_store import SettingsStore
from ui.widgets.dialogs import Dialog

# --- ways through it


class Recorder(Page):
    def __init__(self, shell):
        super().__init__(shell, "试验", foot=True)
        self.log = []

    def enter(self, place):
        self.log.append(("enter", place))

    def leave(self):
        self.log.append(("leave",))

    def changed(self, changes):
        self.log.append(("changed", changes))

    def undo(self):
        self.log.append(("undo",))


@pytest.fixture
def pages(window, qtbot):
    made = {}

    def build(key):
        def factory(shell):
            made[key] = Recorder(shell)
            return made[key]

        return factory

    for key in ("home", "meetings", "meetings/one"):
        window.register(key, build(key), "" if "/" not in key else "一次会议")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return made


def test_pages_are_built_when_gone_to_and_kept(window, pages):
    assert pages == {}
    window.shell.go("meetings")
    first = pages["meetings"]
    window.shell.go("home")
    window.shell.go("meetings", 5)
    assert pages["meetings"] is first
    assert first.log == [("enter", None), ("leave",), ("enter", 5)]


def test_a_page_is_shown_once_what_it_needs_is_fetched(window, pages, qtbot):
    gate, fetched = threading.Event(), []

    def fetch():
        gate.wait(5)
        fetched.append(threading.current_thread().name)

    window.shell.operations.hold()
    window.register("rules", Recorder, fetch=fetch)
    window.register("system", Recorder, fetch=fetch)
    window.shell.go("home")
    window.shell.go("system")
    assert window.page is None
    window.shell.go("rules", 3)
    gate.set()
    qtbot.waitUntil(lambda: window.page is not None)
    assert window.page.log == [("enter", 3)]
    assert fetched == ["reader", "reader"]
    assert pages["home"].log[:2] == [("enter", None), ("leave",)]
    window.shell.go("system")
    assert window.page.log == [("enter", None)]


def test_what_pages_need_is_fetched_while_nobody_waits(window, qtbot):
    fetched = []
    window.register("rules", Recorder, fetch=lambda: fetched.append(threading.current_thread().name))
    qtbot.waitUntil(lambda: fetched == ["aside"] and not window.shell.operations.busy)
    window.shell.go("rules")
    assert window.page.log == [("enter", None)]


@pytest.mark.usefixtures("pages")
def test_there_is_a_way_back(window, qtbot):
    window.shell.go("home")
    window.shell.go("meetings")
    window.shell.go("meetings/one", 7)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.shell.navigation.here.key == "meetings"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.shell.navigation.here.key == "home"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.shell.navigation.here.key == "home"


@pytest.mark.usefixtures("pages")
def test_alt_and_a_digit_goes_to_a_place(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.shell.navigation.here.key == "meetings"
    assert window.windowTitle() == f"会议 - {PROGRAM}"


@pytest.mark.usefixtures("pages")
def test_a_page_below_a_place_marks_that_place(window):
    window.shell.go("meetings/one", 7)
    assert window.rail._buttons["meetings"].isChecked()


def test_changes_reach_every_page_that_is_there(window, pages, qtbot):
    window.shell.go("home")
    window.shell.operations.publish("changes")
    qtbot.waitUntil(lambda: ("changed", "changes") in pages["home"].log)


def test_ctrl_z_asks_the_page(window, pages, qtbot):
    window.shell.go("home")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ("undo",) in pages["home"].log


def test_leaving_a_page_saves(window, pages, qtbot):
    saved = []
    window.shell.go("home")
    operations = window.shell.operations
    autosave = Autosave(operations, lambda fields: operations.write(saved.append, fields), pages["home"], delay=60_000)
    autosave.note("place", "会议室")
    window.shell.go("meetings")
    qtbot.waitUntil(lambda: saved == [{"place": "会议室"}])


@pytest.mark.usefixtures("pages")
def test_the_rail_folds_in_a_narrow_window(window):
    window.resize(1366, 768)
    assert not window.rail.folded
    window.resize(1100, 768)
    assert window.rail.folded


# --- closing


@pytest.mark.usefixtures("pages")
def test_closing_waits_for_what_is_being_written(window, qtbot):
    window.shell.go("home")
    gate, done = threading.Event(), []
    window.shell.operations.write(lambda: (gate.wait(5), done.append(True)))
    window.close()
    assert window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert done == [True]


def test_closing_asks_about_what_cannot_be_saved(window, pages, qtbot):
    window.shell.go("home")
    operations = window.shell.operations

    def refuse(_fields):
        raise UserError("磁盘已满", "请清理磁盘")

    autosave = Autosave(operations, lambda fields: operations.write(refuse, fields), delay=1)
    autosave.note("place", "会议室")
    qtbot.waitUntil(lambda: operations.state.problem is not None)
    assert pages["home"].notice.text == "磁盘已满请清理磁盘"
    window.close()
    asked = window.findChild(Dialog, "close-unsaved")
    assert asked is not None
    assert window.isVisible()
    asked.findChild(QWidget, "close-unsaved-act").click()
    assert not window.isVisible()


@pytest.mark.usefixtures("pages")
def test_the_place_of_the_window_is_remembered(window):
    window.shell.go("home")
    window.resize(1200, 700)
    window.close()
    assert SettingsStore(window.shell.settings.path.parent).window.geometry[2:] == (1200, 700)


# --- errors


def test_what_the_user_can_mend_stands_at_the_head_of_the_page(window, pages, qtbot):
    window.shell.go("home")
    window.shell.errors.report(UserError("请先选择主持人", "在“基本情况”中选择"))
    qtbot.waitUntil(pages["home"].notice.isVisible)


@pytest.mark.usefixtures("pages")
def test_a_fault_is_logged_and_shown_without_its_traceback(window, qtbot, caplog):
    window.shell.go("home")

    def broken():
        raise RuntimeError("内部细节")

    window.shell.operations.write(broken)
    qtbot.waitUntil(lambda: window.shell.errors._open is not None)
    shown = window.shell.errors._open
    text = "".join(words.text() for words in shown.findChildren(QLabel))
    assert "程序出现故障" in text
    assert str(window.shell.errors.log_file) in text
    assert "内部细节" not in text
    assert "Traceback" not in text
    assert "RuntimeError: 内部细节" in caplog.text
    shown.findChild(QWidget, "fault-copy").click()
    assert "Traceback" in QApplication.clipboard().text()
    caplog.clear()
    shown.close()


@pytest.mark.usefixtures("chinese")
def test_faults_that_repeat_open_one_dialog(tmp_path, caplog):
    reporter = ErrorReporter(tmp_path / "secretariat.log")
    for _ in range(5):
        reporter.report(RuntimeError("试验"))
    assert len([one for one in QApplication.topLevelWidgets() if one.objectName() == "fault" and one.isVisible()]) == 1
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 5
    caplog.clear()
    reporter._open.close()
