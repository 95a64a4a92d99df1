"""The register of those away in a window, by keys: entered, judged before it is saved, found again, asked for leave."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from secretariat.domain.away_register import Journey
from secretariat.domain.organisation import Holding, Pair, Person
from secretariat.domain.states import Part, Post
from secretariat.services import away_register as acts
from secretariat.services import meetings
from secretariat.services import organisation as organisation_acts
from secretariat.services.dossiers import export_dossier
from tests.ui.meeting_desk import SECRETARY, TODAY, Office, ready_folder
from tests.ui.watchdog import Watchdog
from ui.away.register import AwayRegister
from ui.away.strip import Cell
from ui.pages import Page

GOVERNMENT = "威海市环翠区人民政府"  # 第七十五条: AB角 not away together, at most three leaders at once
PEOPLE = (("林知远", Post.HEAD), ("方致和", Post.EXECUTIVE_DEPUTY), ("沈若兰", Post.DEPUTY), ("顾一帆", Post.DEPUTY))
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class RegisterPage(Page):
    """What the page of the rail does for the register."""

    def __init__(self, shell):
        super().__init__(shell, "请假外出", scroll=False, foot=True)
        self.register = AwayRegister(shell)
        self.body.addWidget(self.register)
        self.register.acts_changed.connect(self.show_acts)

    def show_acts(self):
        primary, secondary = self.register.acts()
        self.foot.show_acts(primary, *secondary)

    def enter(self, place):
        self.register.enter(place)

    def changed(self, changes):
        self.register.changed(changes)

    def undo(self):
        self.register.undo()

    def first_focus(self):
        return self.register.first_focus()


class Desk:
    """A window on a register, and what a user does there."""

    def __init__(self, qt, qtbot, window, folder):
        self.qt, self.qtbot, self.window = qt, qtbot, window
        self.office = Office(folder)
        self.database = self.office.database
        self._organise()
        shell = dataclasses.replace(window.shell, services=self.office.app, today=TODAY)
        self.database.subscribe(shell.operations.publish)
        window.shell = shell
        window.register("leave", RegisterPage)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    def _organise(self):
        self.government = organisation_acts.add_government(self.database, SECRETARY, GOVERNMENT)
        people = tuple(
            Person(key=-10 * (no + 1), name=name, posts=(Holding(key=-10 * (no + 1) - 1, post=post),))
            for no, (name, post) in enumerate(PEOPLE)
        )
        pairs = (Pair(key=-99, person=people[2].key, other=people[3].key),)
        keys = organisation_acts.act_on(
            self.database,
            SECRETARY,
            self.government,
            "登记组织",
            lambda before: dataclasses.replace(before, people=people, pairs=pairs),
        )
        self.people = {person.name: keys[person.key] for person in people}

    def add(self, name, first, last=None, **more):
        values = {"reported_on": first, "place": "济南", **more}
        journey = Journey(person=self.people[name], from_=first, to=last or first, **values)
        return acts.add(self.database, SECRETARY, self.government, journey)

    def go(self, place=None):
        self.window.shell.go("leave", place)
        return self.idle()

    def idle(self):
        self.qt.processEvents()
        self.qtbot.waitUntil(lambda: not self.window.shell.operations.busy, timeout=5000)
        self.qt.processEvents()
        if self.qt.activeWindow() is None:  # Qt's offscreen screen forgets it when a dialog goes
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: self.qt.activeWindow() is not None)
        return self

    @property
    def register(self):
        return self.window.page.register

    @property
    def journeys(self):
        return acts.open_register(self.database, self.government)

    def find(self, name, kind=QWidget):
        return self.window.findChild(kind, name)

    def key(self, key, mod=NONE):
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, mod)
        return self.idle()

    def type(self, text, key=Qt.Key.Key_Return):
        """Type into the field that has the focus; Chinese is put in as an input method does."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        if text.isascii():
            self.qtbot.keyClicks(field, text)
        else:
            field.insert(text)
            field.textEdited.emit(field.text())
        return self.key(key)

    def tab_to(self, name):
        """Press Tab until the field of that name has the focus."""
        for _ in range(40):
            if QApplication.focusWidget().objectName() == name:
                return self
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(name)


@pytest.fixture
def desk(chinese, qtbot, window, tmp_path, tmp_path_factory):
    made = Desk(chinese, qtbot, window, ready_folder(tmp_path, tmp_path_factory))
    yield made
    made.window.shell.operations.shutdown(wait_ms=3000)
    made.office.close()


def test_by_keys_alone_it_is_judged_before_it_is_saved(desk):
    desk.add("沈若兰", dt.date(2026, 4, 20), dt.date(2026, 4, 22))
    desk.go()
    with Watchdog() as dog:
        desk.key(Qt.Key.Key_N, CTRL)
        assert "后检查" in desk.register.findings.text
        assert "未发现问题" not in desk.register.findings.text
        desk.type("gyf")
        desk.tab_to("away-from").type("4.22").tab_to("away-to").type("4.24")
        assert "互为补位" in desk.register.findings.text
        assert "第七十五条" in desk.register.findings.text
        assert len(desk.journeys) == 1
        desk.tab_to("away-place").type("青岛").tab_to("away-acting").type("fzh")
        desk.key(Qt.Key.Key_Return, CTRL)
    assert not dog.late, dog.verdict()
    saved = desk.journeys[1]
    assert (saved.person, saved.from_.day, saved.to.day, saved.place) == (desk.people["顾一帆"], 22, 24, "青岛")
    assert (saved.acting, saved.reported_on) == (desk.people["方致和"], TODAY)
    assert [line.name for line in desk.register.model.rows] == ["沈若兰", "顾一帆"]
    assert not desk.register.form.dirty
    desk.register.undo()
    desk.idle()
    assert len(desk.journeys) == 1


def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(desk):
    desk.add("沈若兰", dt.date(2026, 4, 20), dt.date(2026, 4, 22))
    desk.go()
    desk.key(Qt.Key.Key_N, CTRL).key(Qt.Key.Key_Return, CTRL)
    assert desk.register.form.fields["person"].problem == ""
    desk.type("srl").tab_to("away-from").type("4.21")
    assert "重叠" in desk.register.form.fields["from_"].problem
    desk.key(Qt.Key.Key_Return, CTRL)
    assert len(desk.journeys) == 1
    assert QApplication.focusWidget().objectName() == "away-from"


def test_the_strip_is_walked_with_the_arrows_and_opens_or_begins(desk):
    key = desk.add("方致和", dt.date(2026, 4, 8), dt.date(2026, 4, 9))
    desk.go()
    strip = desk.register.strip
    strip.setFocus()
    assert [row.name for row in strip.rows] == [name for name, _ in PEOPLE]
    assert strip.at == Cell(0, 6)  # today
    desk.key(Qt.Key.Key_Down).key(Qt.Key.Key_Right)
    assert "方致和" in strip.accessibleDescription()
    desk.key(Qt.Key.Key_Return)
    assert desk.find("away-place").text() == "济南"
    assert desk.register.form.journey.key == key
    strip.setFocus()
    desk.key(Qt.Key.Key_Down).key(Qt.Key.Key_Return)
    assert desk.register.form.journey == Journey(
        person=desk.people["沈若兰"], from_=dt.date(2026, 4, 8), reported_on=TODAY
    )
    assert "顾一帆" in desk.find("away-acting").placeholderText()  # who stands in for her


def test_months_are_turned_by_keys_and_a_journey_is_opened_where_it_is(desk):
    key = desk.add("方致和", dt.date(2026, 3, 8))
    desk.go()
    assert desk.register.model.rows == ()
    desk.register.strip.setFocus()
    desk.key(Qt.Key.Key_Left, CTRL)
    assert [line.key for line in desk.register.model.rows] == [key]
    desk.key(Qt.Key.Key_Right, CTRL)
    desk.go(key)
    assert desk.register.strip.days[0].date == dt.date(2026, 3, 1)
    assert desk.find("away-place").text() == "济南"


def test_a_meeting_on_a_day_away_is_offered_and_takes_the_request(desk):
    new = meetings.NewMeeting(
        government=GOVERNMENT, kind="executive", date=dt.date(2026, 4, 23), from_organisation=True
    )
    meeting = meetings.create_meeting(desk.database, SECRETARY, new, name="常务会议")
    ids = {person.name: person.id for person in export_dossier(desk.database, meeting).people}
    meetings.list_person(desk.database, SECRETARY, meeting, ids["沈若兰"], Part.MEMBER)
    desk.go(desk.add("沈若兰", dt.date(2026, 4, 22), dt.date(2026, 4, 24)))
    desk.find(f"away-leave-{meeting}", QPushButton).setFocus()
    desk.key(Qt.Key.Key_Return)
    (leave,) = export_dossier(desk.database, meeting).leave
    assert (leave.person, leave.approved_by) == (ids["沈若兰"], None)
    assert desk.find(f"away-leave-{meeting}") is None


def test_reporting_back_cancelling_and_deleting_can_be_taken_back(desk):
    key = desk.add("方致和", dt.date(2026, 4, 2), dt.date(2026, 4, 9))
    desk.go(key)
    desk.find("away-back-act", QPushButton).setFocus()
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)  # in the dialog: today
    assert (desk.journeys[0].reported_back_on, desk.journeys[0].to) == (TODAY, TODAY)
    desk.register.undo()
    desk.idle()
    desk.find("away-cancel", QPushButton).setFocus()
    desk.key(Qt.Key.Key_Return)
    assert [line.state for line in desk.register.model.rows] == ["已取消"]
    desk.find("away-delete", QPushButton).setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.journeys == ()
    assert desk.find("away-place").text() == ""
    desk.register.undo()
    desk.idle()
    assert [journey.key for journey in desk.journeys] == [key]


def test_an_exception_is_recorded_by_whom_the_rules_name_and_taken_back(desk):
    desk.add("沈若兰", dt.date(2026, 4, 20), dt.date(2026, 4, 22), approved_by=desk.people["林知远"])
    key = desk.add("顾一帆", dt.date(2026, 4, 21), dt.date(2026, 4, 22), approved_by=desk.people["林知远"])
    desk.go(key)
    assert desk.find("away-back-act") is None  # nobody is back who has not left
    name = f"away.pair-{desk.people['顾一帆']}"
    desk.find(f"excuse-{name}", QPushButton).setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.find("away-excuse-who").text() == "林知远"  # the only one who may
    desk.find("away-excuse-reason").setPlainText("上级指定参加")
    desk.find("away-excuse-act", QPushButton).click()
    desk.idle()
    assert "上级指定参加" in desk.register.findings.text
    assert [one.allowed_by for one in desk.journeys[1].excuses] == [desk.people["林知远"]]
    desk.find(f"withdraw-{name}", QPushButton).setFocus()
    desk.key(Qt.Key.Key_Return)
    assert desk.journeys[1].excuses == ()
