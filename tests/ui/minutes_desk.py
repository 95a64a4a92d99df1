"""The tab 纪要 of the sample in a window: what its tests begin with."""

from __future__ import annotations

import pytest

from secretariat.services import minutes as service
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import SECRETARY, Office, ready_folder, sample
from ui.minutes.minutes_tab import MinutesTab
from ui.minutes.sign_off_dialogs import SignDialog


@pytest.fixture
def office(tmp_path, tmp_path_factory):
    made = Office(ready_folder(tmp_path, tmp_path_factory))
    yield made
    made.close()


@pytest.fixture
def show(office, window, qtbot, root):
    """Shows the tab of the sample in the window; gives the tab."""

    def made(dossier=None, *, drafted=True):
        meeting = office.add(sample(root) if dossier is None else dossier)
        if drafted:
            service.draft(office.database, SECRETARY, office.app.reference, meeting)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        page = office.show(window, MinutesTab, meeting)
        qtbot.waitUntil(lambda: page.tab._view is not None)
        settled(page.tab, qtbot)
        page.tab.minutes = lambda: export_dossier(office.database, meeting).minutes
        return page.tab

    return made


def settled(tab, qtbot):
    operations = tab.shell.operations
    qtbot.waitUntil(lambda: not operations.busy and not operations.writing)


def dialog(tab, kind, qtbot):
    qtbot.waitUntil(lambda: bool(tab.findChildren(kind)))
    return tab.findChildren(kind)[-1]


def primary(tab):
    return tab.acts()[0]


def type_in(block, words):
    block.setFocus()
    block.insertPlainText(words)


def codes(tab):
    return {finding.code for finding in tab.desk.view.judgement.findings}


def sign(tab, qtbot, who):
    tab._ask("sign")
    made = dialog(tab, SignDialog, qtbot)
    made.who.set_value(who)
    made.go.click()
    settled(tab, qtbot)
