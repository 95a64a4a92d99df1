"""From the command line to the window: which it is, what it says without a screen, and that it opens its data."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QTableView

import main
from tests.ui.office_window import planned, program, sample
from ui import VERSION
from ui.display import NoDisplayError, need_display

__all__ = ["planned", "program", "sample"]

PLACES = ("home", "meetings", "meetings/new", "minutes", "rules", "system", "system/year")


@pytest.mark.parametrize(("arguments", "folder"), [
    ([], None),
    (["--data", "somewhere"], "somewhere"),
    (["--data=somewhere"], "somewhere"),
])  # fmt: skip
def test_without_a_command_it_is_the_window(monkeypatch, arguments, folder):
    asked = []
    monkeypatch.setattr(main, "_window", lambda data: asked.append(data) or 0)
    monkeypatch.setattr(main, "_command", lambda _: pytest.fail("the command line"))
    assert main.main(arguments) == 0
    assert [None if data is None else str(data) for data in asked] == [folder]


@pytest.mark.parametrize(
    "arguments", [["rulebooks"], ["--help"], ["--data"], ["--data", "x", "rulebooks"], ["--data="]]
)
def test_all_else_is_the_command_line(monkeypatch, arguments):
    asked = []
    monkeypatch.setattr(main, "_command", lambda given: asked.append(given) or 7)
    assert main.main(arguments) == 7
    assert asked == [arguments]


def bare(*arguments, root):
    """The program as a process, without a screen."""
    env = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    env["QT_QPA_PLATFORM"] = ""
    command = [sys.executable, "-X", "importtime", "main.py", *arguments]
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_without_a_screen_it_says_so_and_loads_no_qt(root):
    done = bare(root=root)
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert "图形界面" in said[-1]
    assert "命令行" in said[-1]
    assert "PySide6" not in done.stderr


def test_a_command_loads_no_qt(root):
    done = bare("rulebooks", root=root)
    assert done.returncode == 0
    assert "PySide6" not in done.stderr
    assert "sqlalchemy" not in done.stderr


FIRST_LIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
import ui.app
from ui.start import start

make = ui.app.make_window
def watched(*arguments):
    window = make(*arguments)
    timer = QTimer(window, interval=2)
    def look():
        page = window.page
        if type(page).__name__ == "HomePage":
            window.shell.go("meetings")
        elif type(page).__name__ == "MeetingsPage" and page.model.rows:
            print(page.model.rows[0].name, [name for name in ("sqlalchemy", "pydantic_core") if name in sys.modules])
            window.shell.go("meetings/one", page.model.rows[0].id)
            assert window.page is None  # what it needs is being imported
        elif type(page).__name__ == "MeetingPage" and page.desk.view is not None and page.settled:
            timer.stop()
            print(page.head.title)
            window.close()
    timer.timeout.connect(look)
    timer.start()
    return window
ui.app.make_window = watched
sys.exit(ui.app.run(start(Path(sys.argv[1]))))
"""


def test_the_list_stands_before_what_is_slow_is_imported_and_a_meeting_opens_from_it(program, sample, root, tmp_path):
    program.store(sample)
    program.close()
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", FIRST_LIST, str(program.folder)]
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["第十八届区政府第6次常务会议 []", "第十八届区政府第6次常务会议"], done.stderr
    assert done.returncode == 0


def test_every_place_opens_with_a_title_and_the_rail_knows_the_government(program, sample):
    program.store(sample)
    for key in PLACES:
        page = program.go(key)
        assert page.head.title
        assert program.window.windowTitle()
    program.qtbot.waitUntil(lambda: program.window.rail._name.text() == "云溪区人民政府")


def test_everything_that_can_be_used_has_names(program, sample):
    """An objectName and an accessible name: for whoever drives the window from outside, or cannot see it."""
    key = program.store(sample)
    for place in (*PLACES, "meetings/one"):
        program.go(place, key if place == "meetings/one" else None)
    program.page.show_tab("topics")
    program.idle()
    nameless = [
        f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}"
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for widget in program.window.findChildren(kind)
        if not (widget.objectName() and widget.accessibleName()) and not within_other(widget)
    ]
    assert nameless == []


def within_other(widget):
    """Whether Qt has made it itself, inside something that has a name."""
    return widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QLineEdit | QTableView)


def test_the_rail_leads_on_once_the_services_are_there(program, qtbot):
    """The shell is replaced when the database is open; what listened to the old one would be deaf by now."""
    import gc  # noqa: PLC0415 (only here)

    gc.collect()
    for key in ("meetings", "rules", "home"):
        program.window.rail.chosen.emit(key)
        qtbot.waitUntil(lambda key=key: program.window.shell.navigation.here.key == key)
        assert program.window.page.objectName() == f"page-{key}"


def test_without_a_screen_that_is_said(monkeypatch):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    for display in ("", ":987", "nonsense"):
        monkeypatch.setenv("DISPLAY", display)
        with pytest.raises(NoDisplayError) as told:
            need_display()
        assert "命令行" in told.value.remedy
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    need_display()


def test_the_version_is_the_projects(root):
    assert f'version = "{VERSION}"' in (root / "pyproject.toml").read_text(encoding="utf-8")
