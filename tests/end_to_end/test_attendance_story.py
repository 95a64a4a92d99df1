"""From the organisation in Excel to the leave summary, for each government, by keys alone.

The organisation is imported, a meeting made of it, its list taken from the rule; a deputy asks for leave and whom the
rule names approves it; in the room one comes late, one leaves early, and a recusal leaves too few for one topic: the
check panel says so with the article; the summary of leave is printed.
"""

from __future__ import annotations

from datetime import datetime, time

import pypdfium2
import pytest

from secretariat.domain.leave_requests import LeaveState, state
from secretariat.domain.states import Part, Presence, RecusalReason
from tests.end_to_end.keys import CTRL, KEY, import_organisation, keys, make_list, new_meeting
from tests.ui.album import album
from tests.ui.conftest import chinese, main_thread_watchdog, qapp_args
from tests.ui.office_window import TODAY, program
from tests.ui.offices import (
    DIRECTOR,
    EXECUTIVE,
    FIRST,
    HEAD,
    OFFICES,
    PARTY_MEMBER,
    SECOND,
    THIRD,
    write_organisation,
)
from ui.room.window import RoomWindow
from ui.widgets.paper_dialog import PaperDialog

__all__ = ["album", "chinese", "keys", "main_thread_watchdog", "program", "qapp_args"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support .*", extend=True)

READING = {PARTY_MEMBER: "oym", DIRECTOR: "tgy"}
TOPICS = ("传达学习有关会议精神", "审议《财政资金管理办法（草案）》", "听取安全生产工作情况汇报")


class Clock:
    """The seat's clock, put to what time it is in the story."""

    def __init__(self, monkeypatch, database):
        self._now = datetime.combine(TODAY, time(8, 58)).astimezone()
        monkeypatch.setattr(database, "now", lambda: self._now)

    def at(self, hour, minute):
        self._now = self._now.replace(hour=hour, minute=minute)


class Eyes:
    """Looks at the database and at the screen; what that takes is none of the program's time."""

    def __init__(self, program, album, dog):
        self._program, self._album, self._dog = program, album, dog

    def read(self, key):
        with self._dog.pause():
            return self._program.dossier(key)

    def take(self, name):
        with self._dog.pause():
            self._album(name)


@pytest.fixture
def eyes(program, album, main_thread_watchdog):
    return Eyes(program, album, main_thread_watchdog)


def type_topics(program, keys):
    """An executive meeting of today with three topics."""
    key = new_meeting(program, keys)
    keys.primary("下一步：录入议题")
    for title in TOPICS:
        keys(title, KEY.Key_Return)
    return key


def leave(keys, name, office):
    """A request, entered and approved by whom the rule names."""
    tab = keys.tab("leave")
    tab.form.who.setFocus()
    keys(name, KEY.Key_Return)
    keys.to("leave-reason")("赴省参加培训")
    keys.primary("登记请假")
    assert office.leave in tab.form.approval.article.text()
    keys.primary("登记批准")


@pytest.mark.parametrize("office", OFFICES, ids=[office.code for office in OFFICES])
def test_from_the_organisation_to_the_summary_of_leave(
    office, program, keys, tmp_path, monkeypatch, eyes, main_thread_watchdog
):
    # Each page is built for the first time here, on machines that build at half an office PC's speed now and then; the
    # tenth of a second is held in test_story.py.
    main_thread_watchdog.longest = 0.2
    with main_thread_watchdog.pause():
        path = write_organisation(office, tmp_path / f"{office.government}.xlsx")
    import_organisation(program, keys, office, path)
    eyes.take("organisation")
    key = type_topics(program, keys)
    keys.tab("overview")
    keys.to("meeting-chair")(HEAD, KEY.Key_Return)
    make_list(keys)
    dossier = eyes.read(key)
    ids = {person.name: person.id for person in dossier.people}
    members = [row.person for row in dossier.attendance if row.as_ is Part.MEMBER]
    assert members == [ids[name] for name in (HEAD, EXECUTIVE, FIRST, SECOND, THIRD, office.sixth)]
    eyes.take("listed")
    leave(keys, THIRD, office)
    in_the_room(program, keys, office, monkeypatch, eyes)
    dossier = eyes.read(key)
    lines = {row.person: row for row in dossier.attendance}
    assert lines[ids[THIRD]].status is Presence.LEAVE
    (asked,) = dossier.leave
    assert (asked.person, asked.approved_by, state(asked)) == (ids[THIRD], ids[HEAD], LeaveState.APPROVED)
    assert (lines[ids[SECOND]].arrived, lines[ids[SECOND]].out_for) == (time(9, 5), ())
    assert lines[ids[office.sixth]].left == time(9, 40)
    assert [(one.topic, one.reason) for one in lines[ids[FIRST]].recusals] == [(2, RecusalReason.RELATIVE)]
    told = program.page.panel.text
    assert "议题2" in told
    assert "应到6人，在场3人" in told
    assert office.quorum in told
    paper = summary(program, keys, main_thread_watchdog)
    assert THIRD in paper
    assert "赴省参加培训" in paper
    assert HEAD in paper
    eyes.take("summary")


def in_the_room(program, keys, office, monkeypatch, eyes):
    """Five come, one of them late; one leaves early; on the second topic one withdraws, and three are left."""
    clock = Clock(monkeypatch, program.database)
    keys.tab("attendance")
    keys(KEY.Key_F11)
    program.qtbot.waitUntil(lambda: program.window.findChild(RoomWindow) is not None)
    room = program.window.findChild(RoomWindow)
    program.qtbot.waitUntil(lambda: room.desk.dossier is not None and bool(room.desk.readings))
    entry = room.entry

    def type_(*typed):
        for one in typed:
            if isinstance(one, str):
                program.qtbot.keyClicks(entry, one)
            else:
                program.qtbot.keyClick(entry, *(one if isinstance(one, tuple) else (one,)))
        program.qtbot.waitUntil(lambda: not program.shell.operations.busy and room.desk.settled, timeout=10_000)
        program.qt.processEvents()

    clock.at(8, 58)
    for letters in ("lca", "xmc", "syq", READING[office.sixth]):
        type_(letters, KEY.Key_Return)
    clock.at(9, 0)
    type_((KEY.Key_Right, CTRL))
    clock.at(9, 5)
    type_("szy", KEY.Key_Return)
    eyes.take("room-topic-1")
    clock.at(9, 40)
    type_(READING[office.sixth], KEY.Key_Space, "z", KEY.Key_Return)
    type_((KEY.Key_Right, CTRL))
    clock.at(9, 41)
    type_("syq", KEY.Key_Space, "h", "2", KEY.Key_Return)
    broken = room.topic.verdict.accessibleName()
    assert broken.startswith("本议题在场3人，须4人以上：未达法定人数")
    assert office.quorum in broken
    eyes.take("room-topic-2")
    clock.at(10, 0)
    type_((KEY.Key_Right, CTRL))
    assert room.topic.verdict.accessibleName() == "本议题已达法定人数"
    clock.at(10, 20)
    type_((KEY.Key_E, CTRL))
    program.qtbot.keyClick(entry, KEY.Key_F11)
    program.qtbot.waitUntil(lambda: program.window.findChild(RoomWindow) is None)
    program.idle()


def summary(program, keys, dog):
    """The summary of leave, as it would be printed."""
    keys.tab("leave")
    keys((KEY.Key_P, CTRL))
    program.qtbot.waitUntil(lambda: program.window.findChild(PaperDialog) is not None)
    dialog = program.window.findChild(PaperDialog)
    program.qtbot.waitUntil(lambda: bool(dialog.preview.paper), timeout=20_000)
    program.idle()
    with dog.pause():
        document = pypdfium2.PdfDocument(dialog.preview.paper)
        return "".join(page.get_textpage().get_text_range() for page in document)
