"""The page 请假外出: requests of all meetings, found as one types, opened in their meeting."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from secretariat.domain.facts import Leave
from tests.ui.meeting_desk import TODAY, Office, ready_folder, sample
from ui.leave import page as leave_page
from ui.leave.page import AWAY, LeavePage
from ui.meetings.place import KEY
from ui.pages import Page


class Away(QWidget):
    """What stands in for the register of who is away."""

    def __init__(self, _shell):
        super().__init__()
        self.entered = []

    def enter(self, place):
        self.entered.append(place)

    def leave(self):
        self.entered.append("left")

    def changed(self, _changes):
        pass

    def first_focus(self):
        return None

    def acts(self):
        return None, ()


class Meeting(Page):
    def __init__(self, shell):
        super().__init__(shell, "会议")
        self.place = None

    def enter(self, place):
        self.place = place


@pytest.fixture
def show(window, qtbot, root, tmp_path, tmp_path_factory, monkeypatch):
    """Shows the page with two requests; gives it."""
    office = Office(ready_folder(tmp_path, tmp_path_factory))
    given = sample(root)
    one, two, *_ = (row.person for row in given.attendance)
    leaves = (Leave(person=one, reason="公务接待", approved_by=two), Leave(person=two, reason="培训"))
    meeting = office.add(replace(given, meeting=replace(given.meeting, date=TODAY), leave=leaves))
    window.shell = replace(window.shell, services=office.app, today=TODAY)
    monkeypatch.setattr(leave_page, "VIEWS", (leave_page.VIEWS[0], (AWAY, "外出", Away)))
    window.register("leave", LeavePage)
    window.register(KEY, Meeting, "会议")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.shell.go("leave")
    view = window.page.view
    qtbot.waitUntil(lambda: view.model.total == 2)
    yield window, meeting, two
    office.close()


def test_what_waits_is_first_and_is_found_and_opened_by_keys(show):
    window, meeting, waiting = show
    requests = window.page.view
    assert requests.model.rows[0].person == waiting
    field = requests.list.filter
    assert field.hasFocus()
    field.setText("培训")
    assert len(requests.model.rows) == 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.page.place == (meeting, "leave", "leave.request", waiting)


def test_the_other_tab_is_entered_with_its_place_and_left(show):
    window, *_ = show
    window.shell.go("leave", (AWAY, "x"))
    away = window.page.view
    assert away.entered == ["x"]
    window.page._turn(1)
    assert away.entered == ["x", "left"]
