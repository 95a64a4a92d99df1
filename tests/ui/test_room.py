"""The room over a whole screen, by keys: names, numbers, times, what else is to be told, topics, undo, a restart."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from secretariat.bootstrap import App
from secretariat.domain.facts import Attendance, Person
from secretariat.domain.room import line_of
from secretariat.domain.states import MeetingStatus, Part, Presence, RecusalReason
from secretariat.services import meetings, room_views
from secretariat.services.database import Database
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.reference import Reference
from tests.ui import meeting_desk
from tests.ui.meeting_desk import SECRETARY, ready_folder
from tests.ui.office_window import planned, program, sample
from ui.room.cells import Naming, cells_of, fit
from ui.room.finding import findable, hits, present_ones, read
from ui.room.opening import open_room, screen_beside
from ui.room.panels import timed
from ui.room.window import RoomWindow

__all__ = ["planned", "program", "sample"]

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Clock:
    """A clock that stands where it is put."""

    def __init__(self):
        self.time = datetime(2026, 4, 3, 1, 2, 30, tzinfo=UTC).astimezone()

    def __call__(self):
        return self.time

    def at(self, hour, minute):
        self.time = self.time.replace(hour=hour, minute=minute, second=0)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(tmp_path, tmp_path_factory, clock):
    folder = ready_folder(tmp_path, tmp_path_factory)
    database = Database.open(folder / "secretariat.db", clock=clock)
    yield App(data=folder, database=database, reference=Reference(database), actor=SECRETARY)
    database.close(copy=False)


def before_it_began(root):
    """The sample before anybody has come; it begins at nine, 李晨 attends for topic 2."""
    dossier = meeting_desk.sample(root)
    lines = tuple(
        Attendance(
            person=line.person,
            as_=line.as_,
            status=Presence.ABSENT,
            department=line.department,
            topics=(2,) if line.person == "p11" else (),
        )
        for line in dossier.attendance
    )
    topics = tuple(dataclasses.replace(one, started=None, ended=None, report_minutes=None) for one in dossier.topics)
    meeting = dataclasses.replace(dossier.meeting, status=MeetingStatus.PLANNED, start=time(9), end=None)
    return dataclasses.replace(dossier, meeting=meeting, attendance=lines, leave=(), topics=topics)


class Room:
    """The room of one meeting, and what is typed there."""

    def __init__(self, window, app, meeting, qtbot):
        self.app, self.meeting, self.qtbot, self.frame = app, meeting, qtbot, window
        window.shell = dataclasses.replace(window.shell, services=app, today=date(2026, 4, 3))
        app.database.subscribe(window.shell.operations.publish)
        window.resize(1366, 768)
        self.open()

    def open(self, **more):
        self.window = open_room(self.frame.shell, self.meeting, self.frame, **more)
        self.qtbot.waitUntil(lambda: self.window.desk.dossier is not None and bool(self.window.desk.readings))
        self.idle()

    def idle(self):
        operations = self.frame.shell.operations
        self.qtbot.waitUntil(
            lambda: not operations.busy and not operations.writing and self.window.desk.settled, timeout=10_000
        )
        return self

    def type(self, *keys):
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(self.window.entry, key)
            elif isinstance(key, tuple):
                QTest.keyClick(self.window.entry, key[0], key[1])
            else:
                QTest.keyClick(self.window.entry, key)
        return self.idle()

    def say(self, text):
        """Put in a name as an input method does."""
        self.window.entry.insert(text)
        self.window.entry.textEdited.emit(text)
        return self

    @property
    def said(self):
        return self.window.told.said.text()

    @property
    def dossier(self):
        return export_dossier(self.app.database, self.meeting)

    def line(self, person):
        return line_of(self.dossier, person)

    @property
    def counters(self):
        band = self.window.counters
        return (
            *(one.accessibleName() for one in (band.due, band.present, band.needed)),
            band.verdict.accessibleName(),
        )

    def cell(self, name):
        return next(cell for cell in self.window.grid.cells if cell.name == name)


@pytest.fixture
def room(window, app, root, qtbot):
    return Room(window, app, import_dossier(app.database, SECRETARY, before_it_began(root)), qtbot)


def test_letters_and_enter_sign_in_and_the_counters_follow(room):
    assert room.counters == ("应到 7", "实到 0", "需到 4", room.counters[3])
    assert room.counters[3].startswith("未达法定人数，还差 4 人")
    for letters in ("lca", "xmc", "syq", "cl"):
        room.type(letters, KEY.Key_Return)
    assert room.counters[1:] == ("实到 4", "需到 4", "已达法定人数")
    assert room.said == "✓ 程立到会"
    assert room.window.entry.text() == ""
    assert sum(line.status is Presence.PRESENT for line in room.dossier.attendance) == 4
    assert room.cell("程立").standing == "in"
    room.type((KEY.Key_Z, CTRL))
    assert room.said == "✓ 已撤销：程立到会"
    assert room.counters[1] == "实到 3"


def test_it_opens_from_the_list_and_nobody_waits(program, planned, main_thread_watchdog):
    """F11 in the tab 出席; what is marked in the room stands in the tab."""
    with main_thread_watchdog.pause():
        key = program.store(planned)
        page = program.go("meetings/one", (key, "attendance"))
        program.idle()
    program.key(KEY.Key_F11, at=program.find("roster"))
    program.qtbot.waitUntil(lambda: program.window.findChild(RoomWindow) is not None)
    window = program.window.findChild(RoomWindow)
    program.qtbot.waitUntil(lambda: bool(window.desk.readings), timeout=10_000)
    program.idle()
    QTest.keyClicks(window.entry, "lca")
    QTest.keyClick(window.entry, KEY.Key_Return)
    program.qtbot.waitUntil(lambda: window.told.said.text() == "✓ 陆承安到会")
    program.qtbot.waitUntil(lambda: page.desk.view.dossier.attendance[0].status is Presence.PRESENT)
    program.idle()
    QTest.keyClick(window.entry, KEY.Key_F11)
    program.qtbot.waitUntil(lambda: program.window.findChild(RoomWindow) is None)
    program.idle()


def test_a_number_or_a_scanned_id_means_one_person_and_no_other(room):
    room.type("2", KEY.Key_Return, "p03", KEY.Key_Return, "p99", KEY.Key_Return)
    assert room.window.told.trouble.text() == "✕ 名单上没有“p99”"
    room.type("p04", KEY.Key_Return)  # what was not found is typed over
    present = {line.person for line in room.dossier.attendance if line.status is Presence.PRESENT}
    assert present == {"p02", "p03", "p04"}
    room.type("2", KEY.Key_Return)
    assert "已经签到" in room.said


def test_late_early_recused_and_back_by_single_keys(room, clock):
    for letters in ("lca", "xmc", "syq", "cl", "tgy"):
        room.type(letters, KEY.Key_Return)
    room.type((KEY.Key_Right, CTRL))
    assert room.window.head.topics.text() == "议题 1/5"
    clock.at(9, 20)
    room.type((KEY.Key_Right, CTRL))
    room.type("slh9:25", KEY.Key_Return)
    late = room.line("p07")
    assert (late.arrived, late.out_for) == (time(9, 25), (1,))
    assert room.cell("沙丽华").note == "9:25到"
    room.type("syq", KEY.Key_Space, "h", "2", KEY.Key_Return)
    recused = room.line("p03")
    assert (recused.out_for, recused.recusals[0].reason) == ((2,), RecusalReason.RELATIVE)
    room.type("xmc", KEY.Key_Space, "o")
    room.type("cl", KEY.Key_Space, "z", KEY.Key_Return)
    assert room.line("p04").left == time(9, 20)
    words = room.window.topic.verdict.accessibleName()
    assert words.startswith("本议题在场3人，须4人以上：未达法定人数，不得对本议题作出决定，可先议下一议题（第四十九条")
    assert room.window.topic.figures.text() == "本议题：实到 3（回避 1，暂离 1，离会 1）　需到 4"
    room.type("xmc", KEY.Key_Space, "o")
    assert room.line("p02").out_for == ()
    assert room.window.topic.verdict.accessibleName() == "本议题已达法定人数"


def test_leave_substitute_and_consent(room):
    room.type("hz", KEY.Key_Space, "l")
    assert room.line("p06").status is Presence.LEAVE
    room.type(KEY.Key_Space, "d").say("陆承安")
    room.type(KEY.Key_Return, KEY.Key_Return)
    assert "不能代会" in room.window.told.trouble.text()
    room.type(KEY.Key_Space, "d").say("新同志")
    room.type(KEY.Key_Return)
    assert room.window.answers.words == "没有“新同志”，再按一次回车即登记为新人员"
    room.type(KEY.Key_Return)
    names = {person.id: person.name for person in room.dossier.people}
    assert names[room.line("p06").substitute] == "新同志"
    assert room.cell(names["p06"]).note == "新同志代会"


def test_those_who_wait_are_called_in(room, clock):
    room.type("p11", KEY.Key_Return, (KEY.Key_Right, CTRL))
    name = next(person.name for person in room.dossier.people if person.id == "p11")
    assert room.window.answers.waiting.text() == f"下一批叫入（议题2）：{name}"
    clock.at(9, 15)
    room.type(KEY.Key_F9)
    assert room.line("p11").visits[0].came == time(9, 15)
    assert room.cell(name).note == "议题2"


def test_what_is_done_in_the_other_window_is_shown(room):
    meetings.mark(room.app.database, SECRETARY, room.meeting, "p01", Presence.PRESENT)
    room.qtbot.waitUntil(lambda: room.counters[1] == "实到 1")
    meetings.add_person(room.app.database, SECRETARY, room.meeting, Person(id="", name="后来者"), part=Part.GUEST)
    room.qtbot.waitUntil(lambda: any(cell.name == "后来者" for cell in room.window.grid.cells))


def test_escape_backs_out_but_never_out_of_the_room_and_what_was_closed_does_not_come_again(room):
    room.type("syq", KEY.Key_Space, KEY.Key_Escape, "x", KEY.Key_Escape)
    assert room.window.entry.text() == ""
    room.type(KEY.Key_Escape, KEY.Key_Escape)
    assert room.window.isVisible()
    assert room.said == "没有要取消的内容；退出签到视图请按 F11"
    assert room_views.left_open(room.app.database, room.app.actor).meeting == room.meeting
    QTest.keyClick(room.window.entry, KEY.Key_F11)
    room.qtbot.waitUntil(lambda: room_views.left_open(room.app.database, room.app.actor) is None)


def test_it_opens_again_where_it_was(room, clock):
    room.type((KEY.Key_Right, CTRL))
    kept = room_views.left_open(room.app.database, room.app.actor)
    assert (kept.topic, kept.timer.since) == (1, clock.time.replace(tzinfo=None))
    room.window._closed = True  # as if it had been killed: nothing is kept of its end
    room.window.close()
    room.qtbot.waitUntil(lambda: room.frame.findChild(RoomWindow) is None)
    clock.at(9, 20)
    room.open(again=True)
    assert room.said == "程序上次没有正常退出，签到视图已恢复，停在议题1；已确认的签到都在"
    seconds = int((clock.time.replace(tzinfo=None) - kept.timer.since).total_seconds())
    assert room.window.topic.timer.time.text() == f"{seconds // 60:02d}:{seconds % 60:02d}"


def test_after_a_crash_the_program_opens_the_room_again(program, planned):
    key = program.store(planned)
    app = program.shell.services
    room_views.keep_view(app.database, app.actor, room_views.KeptView(meeting=key))
    program.close()
    program.open()
    program.qtbot.waitUntil(lambda: program.window.findChild(RoomWindow) is not None, timeout=10_000)
    window = program.window.findChild(RoomWindow)
    program.qtbot.waitUntil(lambda: window.told.said.text().startswith("程序上次没有正常退出，签到视图已恢复"))
    program.idle()
    program.window.close()  # as it should be: the room goes with it, and does not come again
    program.qtbot.waitUntil(lambda: room_views.left_open(program.database, program.shell.services.actor) is None)


def test_the_window_beside_is_taken_where_there_is_one():
    own, other = object(), object()
    assert screen_beside(own, [own, other]) is other
    assert screen_beside(own, [own]) is own


# -- plain parts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "limit", "running", "said"),
    [
        (0, 8, True, ("00:00", "汇报限 8 分钟", "")),
        (419, 8, True, ("06:59", "汇报限 8 分钟", "")),
        (420, 8, True, ("07:00", "▲ 还剩 01:00", "warning")),
        (480, 8, True, ("08:00", "▲ 还剩 00:00", "warning")),
        (481, 8, True, ("08:01", "▲ 已超时 00:01", "violation")),
        (60, 8, False, ("01:00", "计时已停，限 8 分钟", "")),
        (60, None, True, ("01:00", "汇报计时", "")),
    ],
)
def test_a_timer_warns_in_its_last_minute_and_after(seconds, limit, running, said):
    assert timed(seconds, limit, running=running) == said


READINGS = {"p01": "zhang wei", "p02": "zhang wu", "p07": "lin zhi yuan", "x12": "ou yang jing"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zw", ["p02", "p01"]),  # who has not come yet is meant first
        ("ZW", ["p02", "p01"]),
        ("7", ["p07"]),
        ("p07", ["p07"]),
        ("P07", ["p07"]),
        ("12", ["x12"]),
        ("p12", []),
        ("1", ["p01"]),
        ("oyj", ["x12"]),
        ("林", ["p07"]),
        ("财政", ["p02"]),
        ("", []),
        ("qq", []),
    ],
)
def test_whom_somebody_means(typed, found, root):
    names = {"p01": "张伟", "p02": "张武", "p07": "林知远", "x12": "欧阳靖"}
    base = before_it_began(root)
    people = tuple(
        Person(id=key, name=name, title="财政局局长" if key == "p02" else "局长") for key, name in names.items()
    )
    lines = tuple(
        Attendance(person=key, as_=Part.MEMBER, status=Presence.PRESENT if key == "p01" else Presence.ABSENT)
        for key in names
    )
    dossier = dataclasses.replace(base, people=people, attendance=lines, topics=())
    assert [one.person for one in hits(read(typed).who, findable(dossier, READINGS), present_ones(dossier))] == found


def test_a_time_or_a_topic_is_typed_along():
    assert (read("slh9:10").who, read("slh9:10").at) == ("slh", time(9, 10))
    assert (read("沈若兰 ９：０５").who, read("沈若兰 ９：０５").at) == ("沈若兰", time(9, 5))
    assert (read("#3").topic, read("议题12").topic, read("p910").who) == (3, 12, "p910")


@pytest.mark.parametrize("count", [1, 9, 40, 300, 900])
def test_everybody_has_a_cell_once_and_pages_only_when_they_must(count, root):
    base = before_it_began(root)
    people = tuple(Person(id=f"p{no}", name="欧阳修远" if no % 7 else "买买提·阿卜杜拉") for no in range(count))
    lines = tuple(
        Attendance(person=one.id, as_=Part.MEMBER if no % 3 else Part.ATTENDEE, status=Presence.ABSENT)
        for no, one in enumerate(people)
    )
    dossier = dataclasses.replace(base, people=people, attendance=lines, topics=())
    cells = cells_of(dossier, Naming.of(dossier))
    layout = fit(cells, 1256, 350, 96 / 72)
    shown = [cell.person for page in layout.pages for row in page for cell in row.cells]
    assert shown == [cell.person for cell in cells]
    assert all(len(page) * layout.high <= 350 for page in layout.pages)
    assert all(len(row.cells) * layout.wide <= 1256 for page in layout.pages for row in page)
    assert (len(layout.pages) > 1) == (count > 100)
    assert {layout.page_of(cell.person) for cell in cells} == set(range(len(layout.pages)))
