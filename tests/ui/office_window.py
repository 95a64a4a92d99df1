"""The whole program in a window on a seat's folder of its own: opened, typed into, closed, and opened again."""

from __future__ import annotations

import dataclasses
import json
import shutil
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from secretariat import settings
from secretariat.services.database import Database
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import dump_dossier, read_dossier
from secretariat.services.meeting_list import list_meetings
from tests.ui.meeting_desk import now
from ui import warm_up
from ui.app import make_window, open_database
from ui.errors import ErrorReporter
from ui.settings_store import SettingsStore
from ui.start import start
from ui.widgets.pdf_preview import PdfPreview

TODAY = date(2026, 4, 7)
_READY = {}


def ready_database(tmp_path_factory):
    """A database that has all tables, made once."""
    if "file" not in _READY:
        file = tmp_path_factory.mktemp("ready") / settings.DATABASE
        Database.open(file, clock=now).close(copy=False)
        _READY["file"] = file
    return _READY["file"]


class Program:
    """A window on a folder, and what a user does there."""

    def __init__(self, qt, qtbot, folder):
        self.qt, self.qtbot, self.folder = qt, qtbot, folder
        self.window = None
        self.opened = []
        self.faults = []
        self.today = TODAY

    # --- coming and going

    def open(self):
        begun = start(self.folder, opened=self.opened, today=self.today)
        reporter = ErrorReporter(self.folder / "secretariat.log", self.qt)
        self.window = make_window(self.qt, begun, SettingsStore(self.folder / "config"), reporter)
        self.window.shell.operations.fault.disconnect(reporter.report)
        self.window.shell.operations.fault.connect(self.faults.append)
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(1366, 768)
        with self.qtbot.waitActive(self.window):
            # On a real screen (pytest --pictures) it has the room that is there beside the window's own frame.
            self.window.show() if self.qt.platformName() == "offscreen" else self.window.showMaximized()
            self.window.activateWindow()
        open_database(begun, self.window)
        self.qtbot.waitUntil(lambda: self.window.page is not None, timeout=20000)
        self.idle()
        # Qt's classes are known by then, as they are before a hand does anything.
        self.qtbot.waitUntil(lambda: self.window.findChild(QTimer, warm_up.NAME) is None)
        return self

    def close(self):
        for preview in self.window.findChildren(PdfPreview):
            for timer in preview.findChildren(QTimer):
                timer.stop()  # it would ask the workers, which have stopped by then
        self.window.close()
        self.window.shell.operations.shutdown(wait_ms=5000)
        self.window.deleteLater()
        self.window = None
        while self.opened:
            self.opened.pop().database.close(copy=False)

    def idle(self):
        operations = self.shell.operations
        self.qt.processEvents()
        self.qtbot.waitUntil(
            lambda: not operations.busy and not operations.writing and getattr(self.page, "settled", True),
            timeout=10000,
        )
        self.qt.processEvents()
        if self.qt.activeWindow() is None:  # Qt's offscreen screen forgets it when a popup goes
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: self.qt.activeWindow() is not None)
        if self.faults:
            raise self.faults[0]
        return self

    # --- what there is

    @property
    def shell(self):
        return self.window.shell

    @property
    def page(self):
        return self.window.page

    @property
    def database(self):
        return self.shell.services.database

    @property
    def rows(self):
        return list_meetings(self.database)

    def dossier(self, key):
        return export_dossier(self.database, key)

    def store(self, dossier):
        key = import_dossier(self.database, self.shell.services.actor, dossier)
        self.idle()
        return key

    def find(self, name, kind=QWidget):
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def go(self, key, place=None):
        self.shell.go(key, place)
        return self.idle().page

    # --- what a user does

    def click(self, name):
        self.qtbot.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        return self.idle()

    def key(self, key, *, at=None, mod=Qt.KeyboardModifier.NoModifier):
        widget = at or self.qt.focusWidget() or self.window.focusWidget()
        assert widget is not None, "nothing has the focus"
        self.qtbot.keyClick(widget, key, mod)
        return self

    def enter(self, name, text, *, key=None):
        """Type into a field, over what stands there; Chinese is put in as an input method does."""
        field = self.find(name)
        field.setFocus()
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        line = line if isinstance(line, QLineEdit | QPlainTextEdit) else field.focusProxy()
        if isinstance(line, QLineEdit):
            line.selectAll()
            if text.isascii() and text:
                self.qtbot.keyClicks(line, text)
            else:
                line.insert(text)
        else:
            line.selectAll()
            line.textCursor().insertText(text)
            line.moveCursor(QTextCursor.MoveOperation.End)
        if key is not None:
            self.qtbot.keyClick(line, key)
        return self

    def text(self, name):
        field = self.find(name)
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()

    def pick(self, name, text):
        """Choose from a list of choices, by keyboard."""
        box = self.find(name)
        box.setFocus()
        number = box.findText(text)
        assert number >= 0, text
        while box.currentIndex() != number:
            self.qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < number else Qt.Key.Key_Up)
        return self


@pytest.fixture
def program(chinese, qtbot, tmp_path, tmp_path_factory):
    """The program on a folder without meetings, open."""
    folder = tmp_path / "seat"
    folder.mkdir()
    shutil.copy(ready_database(tmp_path_factory), folder / settings.DATABASE)
    made = Program(chinese, qtbot, folder)
    made.open()
    yield made
    if made.window is not None:
        made.close()


@pytest.fixture
def sample():
    """The program's sample as a dossier: a meeting that was held and has its minutes."""
    return read_dossier(next(settings.SAMPLES.glob("*.json")))


@pytest.fixture
def planned(sample):
    """The same meeting before it is held: listed, nobody has come, nothing decided, no minutes."""
    rows = tuple(dataclasses.replace(row, status="absent") for row in sample.attendance)
    topics = tuple(dataclasses.replace(topic, decision=None) for topic in sample.topics)
    meeting = dataclasses.replace(sample.meeting, status="planned", date=TODAY)
    return dataclasses.replace(sample, meeting=meeting, attendance=rows, leave=(), topics=topics, minutes=None)


def write(path, dossier):
    """A dossier as a file, as another seat would have sent it."""
    path.write_bytes(dump_dossier(dossier))
    return path


def broken(path):
    """A file that is no dossier."""
    path.write_text(json.dumps({"format": "secretariat-dossier/1", "meeting": 3}), encoding="utf-8")
    return path
