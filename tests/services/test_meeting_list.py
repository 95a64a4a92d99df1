"""The list of all meetings: in order, narrowed, and in every column what the tables' classes say."""

from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.meetings import Meeting
from secretariat.domain.states import MeetingStatus, MinutesStage
from secretariat.services.database_faults import DatabaseUnusableError
from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.meeting_list import list_meetings
from tests.databases import SECRETARY

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def dossier():
    return read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json")


def take(database, dossier, **changes):
    meeting = dataclasses.replace(dossier.meeting, **changes)
    return import_dossier(database, SECRETARY, dataclasses.replace(dossier, meeting=meeting))


def test_the_list_is_newest_first_and_can_be_narrowed(database, dossier):
    days = [dt.date(2022, month, 1) for month in range(1, 7)]
    for number, day in enumerate(days):
        take(database, dossier, date=day, number=number + 1, kind="plenary" if number == 3 else "executive")
    assert [row.date for row in list_meetings(database)] == days[::-1]
    assert [row.number for row in list_meetings(database, kind="plenary")] == [4]
    assert [row.number for row in list_meetings(database, since=days[1], until=days[3])] == [4, 3, 2]
    assert [row.number for row in list_meetings(database, limit=2)] == [6, 5]
    row = list_meetings(database)[0]
    assert (row.topics, row.minutes_number, row.stage, row.locked) == (2, 5, None, False)


def test_every_column_says_what_the_tables_classes_say(database, dossier):
    full = dataclasses.replace(
        dossier,
        format="secretariat-dossier/2",
        minutes=dataclasses.replace(dossier.minutes, stage=MinutesStage.REVIEWED, number=12),
    )
    known = {"start": dt.time(9, 30), "place": "第一会议室", "status": MeetingStatus.HELD, "year": 2022}
    take(database, full, enlarged=True, **known)
    bare = {"start": None, "place": None, "status": None, "number": None, "year": None}
    take(
        database, dataclasses.replace(dossier, minutes=None, topics=(), attendance=()), date=dt.date(2021, 1, 1), **bare
    )
    own = {"topics", "minutes_number", "stage"}
    with database.reader() as session:
        meetings = session.scalars(sa.select(Meeting).order_by(Meeting.date.desc())).all()
        rows = list_meetings(database)
        assert [row.start for row in rows] == [dt.time(9, 30), None]
        for row, meeting in zip(rows, meetings, strict=True):
            said = row._asdict()
            assert {name: said[name] for name in said.keys() - own} == {
                name: getattr(meeting, name) for name in said.keys() - own
            }
            assert {name: type(said[name]) for name in said.keys() - own} == {
                name: type(getattr(meeting, name)) for name in said.keys() - own
            }
            minutes = meeting.minutes
            assert row.topics == len(meeting.topics)
            assert row.minutes_number == (None if minutes is None else minutes.number)
            assert row.stage is (None if minutes is None else minutes.stage)


def test_it_is_there_before_sqlalchemy_is_imported(file_database, dossier):
    take(file_database, dossier)
    code = (
        "import sys; from pathlib import Path; from secretariat.bootstrap import open_app;"
        "from secretariat.services.meeting_list import list_meetings;"
        "app = open_app(Path(sys.argv[1])); print(len(list_meetings(app.database))); app.database.close(copy=False);"
        "print([name for name in ('sqlalchemy', 'pydantic_core', 'alembic', 'models') if name in sys.modules])"
    )
    file_database.close(copy=False)
    file = file_database.path.rename(file_database.path.with_name("secretariat.sqlite3"))
    command = [sys.executable, "-c", code, str(file.parent)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout == "1\n[]\n"


def test_a_damaged_list_is_told(file_database, dossier):
    for number in range(1, 40):
        take(file_database, dossier, number=number)
    path = file_database.path
    file_database.close(copy=False)
    data = bytearray(path.read_bytes())
    for start in range(4096 * 3, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)
    with pytest.raises(DatabaseUnusableError, match=r"损坏|不是本程序"):
        list_meetings(file_database)


def test_a_question_can_not_write(database):
    with pytest.raises(DatabaseUnusableError, match="只能读取"):
        database.ask("DELETE FROM meeting RETURNING id")
