"""The pages on rules in a window, with a database behind them: for the tests of reading and changing rulebooks."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from secretariat import settings
from secretariat.domain.states import Part, Presence
from secretariat.services.database import Database
from secretariat.services.exchange import read_dossier
from secretariat.services.rulebooks import Copy, copy_rulebook
from tests.ui.meeting_desk import SECRETARY, Office, now, ready_folder
from ui.places import PAGES

TODAY = dt.date(2026, 4, 7)
GOVERNMENT = "云溪区人民政府"
CODE = "own-2026"
QUORUM = "edit-kinds-executive-quorum"
_DATABASE = "secretariat.db"  # where an ``Office`` has it
NONE = Qt.KeyboardModifier.NoModifier


class RulesDesk:
    """A window with the pages on rules and on one meeting, and what a user does there."""

    def __init__(self, qt, qtbot, window, folder):
        self.qt, self.qtbot, self.window = qt, qtbot, window
        self.office = Office(folder)
        self.shell = dataclasses.replace(window.shell, services=self.office.app, today=TODAY)
        self.database = self.office.database
        self.database.subscribe(self.shell.operations.publish)
        window.shell = self.shell
        for page in PAGES:
            if page.key.startswith("rules") or page.key in {"meetings/one", "meetings/new"}:
                window.register(page.key, page.build, page.title)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    @property
    def page(self):
        return self.window.page

    @property
    def reference(self):
        return self.office.app.reference

    def meeting(self, *, present=4, rulebook=None, **values):
        """The sample's executive meeting, at which so many of the seven members were present."""
        dossier = read_dossier(next(settings.SAMPLES.glob("*.json")))
        members = [line for line in dossier.attendance if line.as_ is Part.MEMBER]
        away = {line.person for line in members[present:]}
        lines = tuple(
            dataclasses.replace(line, status=Presence.ABSENT) if line.person in away else line
            for line in dossier.attendance
        )
        meeting = dataclasses.replace(dossier.meeting, **values)
        return self.office.add(dataclasses.replace(dossier, rulebook=rulebook, attendance=lines, meeting=meeting))

    def go(self, key, place=None):
        self.shell.go(key, place)
        return self.idle().page

    def idle(self):
        operations = self.shell.operations

        def done():
            operations.flush()  # nobody waits here for the pause after which a draft is kept
            return not operations.busy and not operations.writing

        self.qt.processEvents()
        self.qtbot.waitUntil(done, timeout=5000)
        self.qt.processEvents()
        if self.qt.activeWindow() is None:  # Qt's offscreen screen forgets it when a dialog goes
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: self.qt.activeWindow() is not None)
        return self

    def until(self, done):
        self.qtbot.waitUntil(done, timeout=5000)
        return self.idle()

    def find(self, name, kind=QWidget):
        for top in (self.window, *self.qt.topLevelWidgets()):
            found = top if top.objectName() == name else top.findChild(kind, name)
            if found is not None:
                return found
        raise AssertionError(name)

    def there(self, name):
        return self.window.findChild(QWidget, name) is not None

    def click(self, name):
        self.find(name, QPushButton).click()
        return self.idle()

    def key(self, key, mod=NONE):
        self.qtbot.keyClick(self.qt.focusWidget() or self.window.focusWidget(), key, mod)
        return self.idle()

    def enter(self, name, text):
        """Type into a line, over what stands there."""
        field = self.find(name, QLineEdit)
        field.setFocus()
        field.selectAll()
        if text and text.isascii():
            self.qtbot.keyClicks(field, text)
        elif text:
            field.insert(text)
            field.textEdited.emit(field.text())
        else:
            self.qtbot.keyClick(field, Qt.Key.Key_Delete)
        return self.idle()

    # --- the editor

    def edit(self, section="general", group=""):
        """The editor at a section, all of it built."""
        page = self.go("rules/edit", CODE)
        page._run._timer.setInterval(0)
        return self.show(page, section, group)

    def show(self, page, section, group=""):
        page.view.tree.go_to(section, group)
        self.until(
            lambda: page.view.front is not None and page.view.front.section.key == section and page.view.front._built
        )
        return page

    def problem(self, path):
        """What is said at the field of a path."""
        return self.page.desk._shown.get(path, "")

    def close(self):
        self.office.close()


_READY = {}


def own_folder(tmp_path, tmp_path_factory):
    """A folder with a database that has a rulebook of the office's own, copied from one that was made once."""
    if "folder" not in _READY:
        folder = ready_folder(tmp_path_factory.mktemp("own"), tmp_path_factory)
        database = Database.open(folder / _DATABASE, clock=now)
        title = f"{GOVERNMENT}工作规则"
        copy = Copy(of="zichuan-2022", code=CODE, title=title, government=GOVERNMENT, in_force=dt.date(2022, 1, 1))
        copy_rulebook(database, SECRETARY, copy)
        database.close(copy=False)
        _READY["folder"] = folder
    folder = tmp_path / "seat"
    folder.mkdir()
    shutil.copy(_READY["folder"] / _DATABASE, folder / _DATABASE)
    return folder


def _desk(qt, qtbot, window, folder):
    made = RulesDesk(qt, qtbot, window, folder)
    yield made
    window.shell.operations.shutdown(wait_ms=3000)
    made.close()


@pytest.fixture
def bare(chinese, qtbot, window, tmp_path, tmp_path_factory):
    """The pages on rules, with a database that has no rulebook of its own."""
    yield from _desk(chinese, qtbot, window, ready_folder(tmp_path, tmp_path_factory))


@pytest.fixture
def rules(chinese, qtbot, window, tmp_path, tmp_path_factory):
    """The same with a rulebook of the office's own, ``CODE``, like that of 淄川, in force since 2022."""
    yield from _desk(chinese, qtbot, window, own_folder(tmp_path, tmp_path_factory))
