"""kill -9 during sign-in: every mark that was acknowledged is there, and the room opens where it was."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from secretariat.domain.facts import Attendance, Person, Topic
from secretariat.domain.room import line_of
from secretariat.domain.states import MeetingStatus, Part, Presence
from secretariat.services import audit, room_views
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from tests.databases import SECRETARY, new_database
from tests.services.killed_sign_in import ACTOR

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json"
PEOPLE, TOPICS = 40, 40


def full_room():
    """Forty members, forty topics: more marks than can be made before the last kill."""
    dossier = read_dossier(EXAMPLE)
    people = tuple(Person(id=f"m{no}", name=f"成员{no}") for no in range(PEOPLE))
    return dataclasses.replace(
        dossier,
        meeting=dataclasses.replace(dossier.meeting, status=MeetingStatus.PLANNED, chair=None, commissioned_by=None),
        people=people,
        departments=(),
        attendance=tuple(Attendance(person=one.id, as_=Part.MEMBER, status=Presence.ABSENT) for one in people),
        topics=tuple(Topic(no=no, title=f"第{no}项") for no in range(1, TOPICS + 1)),
        leave=(),
        away=(),
        exceptions=(),
        minutes=None,
    )


@pytest.mark.parametrize("rounds", [10, pytest.param(50, marks=pytest.mark.slow)])
def test_every_acknowledged_mark_survives_kill_9(file_database, rounds):
    path = file_database.path
    meeting = import_dossier(file_database, SECRETARY, full_room())
    people = json.dumps([f"m{no}" for no in range(PEOPLE)])
    file_database.close(copy=False)
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}]; from tests.services.killed_sign_in import main; "
    code += f"main({str(path)!r}, {meeting}, {people!r}, {TOPICS}, {rounds}, 7)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    shown = json.loads(done.stdout)
    assert len(shown) >= rounds

    again = new_database(path)
    dossier = export_dossier(again, meeting)
    for number, person, topic, entry in shown:
        line = line_of(dossier, person)
        assert line.status is Presence.PRESENT
        if topic:
            assert {recusal.note for recusal in line.recusals if recusal.topic == topic} == {f"第{number}次"}
            assert topic in line.out_for
        with again.reader() as session:
            assert audit.entry_of(session, entry) is not None
    with again.reader() as session:
        assert audit.verify_chain(session) is None
    assert room_views.left_open(again, ACTOR) == room_views.KeptView(meeting=meeting)
    assert again.damage() == ()
    again.close(copy=False)
