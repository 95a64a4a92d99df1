"""A page with one tab of a meeting on it, and a database behind it: for the tests of the tabs."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import UTC, date, datetime

from secretariat.bootstrap import App
from secretariat.domain.permissions import Actor, Role
from secretariat.services.database import Database
from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.reference import Reference
from ui.meetings.desk import MeetingDesk
from ui.pages import Page
from ui.widgets.findings_panel import FindingsPanel

SECRETARY = Actor("李会务", Role.REVIEWER, "一号席")
TODAY = date(2026, 4, 7)


def now():
    return datetime(2026, 4, 7, 1, 0, tzinfo=UTC)


class TabPage(Page):
    """What the page of a meeting does for its tabs."""

    def __init__(self, shell, make_tab, meeting_id):
        super().__init__(shell, "会议", scroll=False, foot=True)
        self.desk = MeetingDesk(shell, meeting_id, self)
        self.tab = make_tab(self.desk)
        for _ in self.tab.build():
            pass
        self.body.addWidget(self.tab)
        self.panel = FindingsPanel()
        self.show_panel(self.panel)
        self.desk.shown.connect(self.show_view)
        self.desk.acts_changed.connect(self.show_acts)

    def enter(self, _place):
        self.desk.read()

    def leave(self):
        self.tab.leave()

    def changed(self, _changes):
        self.desk.read()

    def first_focus(self):
        return self.tab.first_focus()

    def show_view(self, view):
        self.head.show_title(view.name)
        if view.judgement is not None:
            self.panel.show_findings(view.judgement.findings)
        self.tab.show_view(view)
        self.show_acts()

    def show_acts(self):
        primary, secondary = self.tab.acts()
        self.foot.show_acts(primary, *secondary)


class Office:
    """A database with one meeting, and windows on it."""

    def __init__(self, folder):
        self.folder = folder
        self.database = Database.open(folder / "secretariat.db", clock=now)
        self.app = App(data=folder, database=self.database, reference=Reference(self.database), actor=SECRETARY)

    def add(self, dossier):
        return import_dossier(self.database, SECRETARY, dossier)

    def show(self, window, make_tab, meeting_id):
        """The page in a window, and its tab."""
        shell = dataclasses.replace(window.shell, services=self.app, today=TODAY)
        self.database.subscribe(shell.operations.publish)
        window.shell = shell
        window.register("meetings", lambda shell: TabPage(shell, make_tab, meeting_id))
        shell.go("meetings")
        return window.page

    def close(self):
        self.database.close(copy=False)


def sample(root):
    """The sample of the program, as a meeting that has been held and has no minutes yet."""
    file = next((root / "resources/samples").glob("*.json"))
    dossier = read_dossier(file)
    meeting = dataclasses.replace(dossier.meeting, status="held")
    return dataclasses.replace(dossier, meeting=meeting, minutes=None)


_READY = {}


def ready_folder(tmp_path, tmp_path_factory):
    """A folder with a database that has all tables, copied from one that was made once."""
    if "folder" not in _READY:
        folder = tmp_path_factory.mktemp("ready")
        Database.open(folder / "secretariat.db", clock=now).close(copy=False)
        _READY["folder"] = folder
    folder = tmp_path / "seat"
    folder.mkdir()
    shutil.copy(_READY["folder"] / "secretariat.db", folder / "secretariat.db")
    return folder
