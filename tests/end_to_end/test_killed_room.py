"""kill -9 of the whole program while people are signed in: what the screen had shown is there, the room opens again."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time

import pytest

from secretariat import settings
from secretariat.domain.facts import Attendance, Person, Topic
from secretariat.domain.room import line_of, on_table
from secretariat.domain.states import MeetingStatus, Part, Presence
from secretariat.services import audit, room_views
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from tests.databases import SECRETARY, new_database

PEOPLE, TOPICS = 300, 60
MOST_S = 60


def full_room():
    """Three hundred people and sixty topics: more marks than can be made before the last kill."""
    dossier = read_dossier(next(settings.SAMPLES.glob("*.json")))
    people = tuple(Person(id=f"m{no}", name=f"成员{no}") for no in range(1, PEOPLE + 1))
    return dataclasses.replace(
        dossier,
        meeting=dataclasses.replace(
            dossier.meeting, status=MeetingStatus.PLANNED, start=None, end=None, chair=None, commissioned_by=None
        ),
        people=people,
        departments=(),
        attendance=tuple(Attendance(person=one.id, as_=Part.MEMBER, status=Presence.ABSENT) for one in people),
        topics=tuple(Topic(no=no, title=f"第{no}项") for no in range(1, TOPICS + 1)),
        leave=(),
        away=(),
        exceptions=(),
        minutes=None,
    )


class Seat:
    """A seat's folder, and the program on it as a process of its own."""

    def __init__(self, root, folder):
        self.root, self.folder = root, folder
        self.meeting = 0

    def start(self, *more):
        """Start it; it is killed whatever comes."""
        homes = {name: str(self.folder / name) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.end_to_end.killed_room", self.folder, str(self.meeting), *more],
            cwd=self.root,
            env={"QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "disabled:", **os.environ, **homes},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._late = threading.Timer(MOST_S, self.process.kill)
        self._late.start()
        first = self.process.stdout.readline()
        assert first, self.process.stderr.read().decode()
        return json.loads(first)

    def kill(self):
        """Kill it, and give what it had shown until then."""
        self.process.kill()
        return self.rest()

    def rest(self):
        """What it has shown since; it has come to its end."""
        out, told = self.process.communicate()
        self._late.cancel()
        assert b"Traceback" not in told, told.decode()
        return [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]


@pytest.fixture
def seat(root, tmp_path, _ready_file):
    folder = tmp_path / "seat"
    folder.mkdir()
    shutil.copy(_ready_file, folder / settings.DATABASE)
    database = new_database(folder / settings.DATABASE)
    made = Seat(root, folder)
    made.meeting = import_dossier(database, SECRETARY, full_room())
    database.close(copy=False)
    yield made
    with contextlib.suppress(AttributeError):
        made.process.kill()
        made.rest()


@pytest.mark.parametrize("kills", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_what_the_screen_had_shown_is_there_and_the_room_opens_where_it_was(seat, kills):
    chance = random.Random(kills)  # noqa: S311 - so that a failure can be had again
    _, said, topic, shown = seat.start()
    assert (topic, shown) == (None, [])
    assert "恢复" not in said
    acknowledged = set()
    for number in range(1, kills + 1):
        time.sleep(0.4 + chance.random())
        lines = seat.kill()
        acknowledged |= {told[1] for told in lines if told[0] == "in"}
        topics = [told[1] for told in lines if told[0] == "topic"]
        topic = topics[-1] if topics else topic
        dossier, kept = on_disk(seat)
        assert all(line_of(dossier, one).status is Presence.PRESENT for one in acknowledged)
        # One more may be on disk that nobody has seen.
        here = on_table(dossier.topics)
        assert (0 if here is None else here.no) - (topic or 0) in {0, 1}
        assert kept.meeting == seat.meeting
        _, said, topic, shown = seat.start(*["close"] if number == kills else [])
        where = "" if here is None else f"，停在议题{here.no}"
        assert said == f"程序上次没有正常退出，签到视图已恢复{where}；已确认的签到都在"
        assert topic == (None if here is None else here.no)
        assert acknowledged <= set(shown)
    assert len(acknowledged) >= kills
    assert seat.rest() == []
    assert seat.process.returncode == 0
    _, kept = on_disk(seat)
    assert kept is None


def on_disk(seat):
    """The meeting as the database has it now, sound and with its chain unbroken, and the room that was left open."""
    database = new_database(seat.folder / settings.DATABASE)
    try:
        with database.reader() as session:
            assert audit.verify_chain(session) is None
        assert database.damage() == ()
        actor = dataclasses.replace(SECRETARY, seat=database_seat(database))
        return export_dossier(database, seat.meeting), room_views.left_open(database, actor)
    finally:
        database.close(copy=False)


def database_seat(database):
    """The seat that had the room open."""
    rows = database.ask("SELECT seat FROM room_view")
    return rows[0][0] if rows else None
