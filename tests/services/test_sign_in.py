"""Sign-in in the room: each act leaves the very rows and lines of the trail that the whole way would leave."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.attendance import Attendance, AttendanceTopic, Recusal, Visit
from models.meetings import Meeting
from models.topics import Topic
from secretariat.domain import room_acts
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Attendance as Line
from secretariat.domain.facts import Minutes
from secretariat.domain.facts import Topic as Matter
from secretariat.domain.people_editing import NewPerson
from secretariat.domain.room import line_of
from secretariat.domain.states import MeetingStatus, MinutesStage, Part, Presence, RecusalReason
from secretariat.errors import RefusedError, UserError
from secretariat.services import audit, meetings, room_views, sign_in
from secretariat.services.change_lines import fields
from secretariat.services.database_faults import NotPermittedError
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.sign_in_undo import undo_last
from secretariat.services.undo import undo
from tests.databases import AUDITOR, OTHER_SEAT, SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
ONLY = {"p09": (2,), "p12": (2, 3)}
"""Who attends for single topics."""
NINE, TEN = dt.time(9), dt.time(10)


def room():
    """A planned meeting at nine: nobody has come, no topic has begun."""
    dossier = read_dossier(EXAMPLE)
    listed = [line for line in dossier.attendance if line.person not in ONLY]
    attendance = tuple(
        Line(person=line.person, as_=line.as_, status=Presence.ABSENT, department=line.department) for line in listed
    )
    attendance += tuple(
        Line(person=person, as_=Part.ATTENDEE, status=Presence.ABSENT, topics=topics) for person, topics in ONLY.items()
    )
    more = Matter(no=len(dossier.topics) + 1, title="关于其他工作的汇报")
    topics = tuple(dataclasses.replace(topic, started=None, ended=None) for topic in (*dossier.topics, more))
    meeting = dataclasses.replace(dossier.meeting, status=MeetingStatus.PLANNED, start=NINE, end=None)
    return dataclasses.replace(dossier, meeting=meeting, attendance=attendance, topics=topics, minutes=None)


@pytest.fixture
def meeting(database):
    return import_dossier(database, SECRETARY, room())


@pytest.fixture
def kept(file_database):
    """The meeting in a file: for what does not depend on the kind of database."""
    return import_dossier(file_database, SECRETARY, room())


def line(database, meeting, person):
    return line_of(export_dossier(database, meeting), person)


def at(minute, hour=9):
    return dt.time(hour, minute)


# -- the same as the whole way ----------------------------------------------------------------------------------------

# What is done: the service with its arguments, and the pure edit with its own.
ACTS = {
    "present": (sign_in.mark_present, room_acts.present, ("p04",), {"at": at(1)}),
    "late": (sign_in.mark_arrival, room_acts.arrive, ("p04",), {"at": at(40)}),
    "in time": (sign_in.mark_arrival, room_acts.arrive, ("p04",), {"at": None}),
    "gone": (sign_in.mark_departure, room_acts.leave_early, ("p04",), {"at": at(50)}),
    "absent": (sign_in.mark_absent, room_acts.absent, ("p04",), {}),
    "leave": (sign_in.mark_leave, room_acts.on_leave, ("p04",), {}),
    "out": (sign_in.mark_out, room_acts.out, ("p04", 2), {"at": at(30)}),
    "back": (sign_in.mark_back, room_acts.back, ("p04",), {"topic": 2}),
    "recusal": (sign_in.mark_recusal, room_acts.recuse, ("p04", 2, RecusalReason.RELATIVE), {"note": "其弟"}),
    "substitute": (sign_in.mark_substitute, room_acts.substitute, ("p08", "p20"), {"consent": "p01"}),
    "no substitute": (sign_in.mark_substitute, room_acts.substitute, ("p08", None), {}),
    "called in": (sign_in.call_in, room_acts.call_in, (("p09", "p12"),), {"at": at(31)}),
    "called out": (sign_in.call_out, room_acts.call_out, ("p12",), {"at": at(35)}),
    "begin": (sign_in.begin_topic, room_acts.begin, (2,), {"at": at(32)}),
    "end": (sign_in.end_topic, room_acts.end, (2,), {"at": at(55)}),
    "next": (sign_in.next_topic, room_acts.go_on, (), {"at": at(45)}),
}
TABLES = (Meeting, Attendance, AttendanceTopic, Recusal, Visit, Topic)


def rows(database):
    """All that the tables say; rows that belong to another are told by whose they are, not by keys that come anew."""
    with database.reader() as session:
        return {
            kind.__tablename__: sorted(
                repr([(name, getattr(row, name)) for name in fields(kind)]) for row in session.scalars(sa.select(kind))
            )
            for kind in TABLES
        }


def last_lines(database):
    with database.reader() as session:
        (entry,) = audit.entries(session, limit=1)
    return sorted((one.table, one.field or "", one.before or "", one.after or "") for one in entry.lines)


def outcome(database, act):
    """What an act leaves, or what it says when it is refused; it is undone again."""
    before = newest(database)
    try:
        act()
    except UserError as error:
        return str(error)
    entry = newest(database)
    if entry == before:
        return "nothing"
    left = rows(database), last_lines(database)
    undo(database, SECRETARY, entry)
    return left


def newest(database):
    with database.reader() as session:
        (entry,) = audit.entries(session, limit=1)
    return entry.no


def compare(database, meeting, name):
    service, edit, told, named = ACTS[name]
    fast = outcome(database, lambda: service(database, SECRETARY, meeting, *told, **named))
    pure = partial_of(edit, told, named)
    whole = outcome(database, lambda: meetings.act_on(database, SECRETARY, meeting, "同样的事", pure))
    assert fast == whole
    return fast


def partial_of(edit, told, named):
    return lambda dossier: edit(dossier, *told, **named)


PREPARED = ("present", "next", "next", "called in", "recusal")


@pytest.mark.parametrize("prepared", [(), (*PREPARED, "next", "gone")], ids=["empty", "under way"])
def test_every_act_leaves_what_the_whole_way_would_leave(database, meeting, prepared):
    for name in prepared:
        service, _, told, named = ACTS[name]
        service(database, SECRETARY, meeting, *told, **named)
    outcomes = {name: compare(database, meeting, name) for name in ACTS}
    assert any(isinstance(left, tuple) for left in outcomes.values())


@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(sorted(ACTS)), min_size=2, max_size=6))
def test_whatever_was_done_before(file_database, names):
    """Any row of acts, each compared on the way."""
    database = file_database
    meeting = import_dossier(database, SECRETARY, room(), if_exists="keep-both")
    for name in names:
        compare(database, meeting, name)
        service, _, told, named = ACTS[name]
        try:
            service(database, SECRETARY, meeting, *told, **named)
        except ImpossibleError:
            continue
    with database.reader() as session:
        assert audit.verify_chain(session) is None


def numbered():
    return dataclasses.replace(room().meeting, number=None)


# -- what it gives ----------------------------------------------------------------------------------------------------


def test_a_mark_gives_the_line_and_its_entry_and_is_there(file_database, kept):
    database, meeting = file_database, kept
    marked = sign_in.mark_present(database, SECRETARY, meeting, "p04", at=at(1))
    (told,) = marked.lines
    assert told == line(database, meeting, "p04")
    assert told.status is Presence.PRESENT
    assert marked.entry == newest(file_database)
    with database.reader() as session:
        assert audit.entry_of(session, marked.entry).act.act == marked.words
    again = sign_in.mark_present(database, SECRETARY, meeting, "p04", at=at(2))
    assert (again.lines, again.entry) == ((), None)


def test_what_it_gives_shown_in_the_meeting_is_the_meeting(file_database, kept):
    database, meeting = file_database, kept
    dossier = export_dossier(database, meeting)
    for name in (*PREPARED, "gone", "next", "end"):
        service, _, told, named = ACTS[name]
        try:
            dossier = service(database, SECRETARY, meeting, *told, **named).shown_in(dossier)
        except ImpossibleError:
            continue
    assert dataclasses.replace(dossier, format=None) == dataclasses.replace(
        export_dossier(database, meeting), format=None
    )


def test_someone_new_sits_in(file_database, kept):
    database, meeting = file_database, kept
    sign_in.mark_new_substitute(database, SECRETARY, meeting, "p08", NewPerson(name="新来的"))
    dossier = export_dossier(database, meeting)
    names = {person.id: person.name for person in dossier.people}
    assert names[line_of(dossier, "p08").substitute] == "新来的"


# -- refused ----------------------------------------------------------------------------------------------------------


def test_a_locked_meeting_is_refused(file_database):
    database = file_database
    dossier = dataclasses.replace(room(), minutes=Minutes(stage=MinutesStage.ISSUED))
    meeting = import_dossier(database, SECRETARY, dossier)
    with pytest.raises(RefusedError, match="锁定"):
        sign_in.mark_present(database, SECRETARY, meeting, "p04")


def test_who_may_not_is_refused(file_database, kept):
    database, meeting = file_database, kept
    with pytest.raises(NotPermittedError):
        sign_in.mark_present(database, AUDITOR, meeting, "p04")


def test_who_is_not_there_is_named(file_database, kept):
    database, meeting = file_database, kept
    with pytest.raises(ImpossibleError, match="不在名单上"):
        sign_in.mark_present(database, SECRETARY, meeting, "p19")
    with pytest.raises(UserError, match="没有编号为 4711 的会议"):
        sign_in.mark_present(database, SECRETARY, 4711, "p04")


# -- undo -------------------------------------------------------------------------------------------------------------


def test_undo_takes_back_the_last_mark_then_the_one_before(file_database, kept):
    database, meeting = file_database, kept
    before = export_dossier(database, meeting)
    sign_in.mark_present(database, SECRETARY, meeting, "p04", at=at(1))
    sign_in.mark_recusal(database, SECRETARY, meeting, "p04", 2, RecusalReason.SELF)
    undone = undo_last(database, SECRETARY, meeting)
    assert "回避" in undone.words
    assert undone.lines == (line(database, meeting, "p04"),)
    assert undone.lines[0].recusals == ()
    undo_last(database, SECRETARY, meeting)
    assert export_dossier(database, meeting) == before
    assert undo_last(database, SECRETARY, meeting) is None


def test_undo_of_a_topic_gives_its_times_back(database, meeting):
    sign_in.next_topic(database, SECRETARY, meeting, at=at(1))
    undone = undo_last(database, SECRETARY, meeting)
    assert undone.course[0] == sign_in.Course(no=1, started=None, ended=None)
    assert export_dossier(database, meeting) == room_in_store(database, meeting)


def room_in_store(database, meeting):
    return dataclasses.replace(export_dossier(database, meeting), topics=room().topics)


def test_undo_leaves_alone_what_is_of_another_seat_another_meeting_or_another_page(file_database, kept):
    database, meeting = file_database, kept
    other = import_dossier(database, SECRETARY, dataclasses.replace(room(), meeting=numbered()))
    sign_in.mark_present(database, SECRETARY, meeting, "p04")
    sign_in.mark_present(database, OTHER_SEAT, meeting, "p01")
    sign_in.mark_present(database, SECRETARY, other, "p01")
    meetings.edit_meeting(database, SECRETARY, meeting, place="另一间")
    undo_last(database, SECRETARY, meeting)
    dossier = export_dossier(database, meeting)
    assert line_of(dossier, "p04").status is Presence.ABSENT
    assert line_of(dossier, "p01").status is Presence.PRESENT
    assert dossier.meeting.place == "另一间"
    assert line(database, other, "p01").status is Presence.PRESENT
    assert undo_last(database, SECRETARY, meeting) is None


# -- the view ---------------------------------------------------------------------------------------------------------


def test_a_view_is_kept_while_it_is_open(database, meeting):
    assert room_views.left_open(database, SECRETARY) is None
    since = dt.datetime(2022, 4, 1, 9, 2, 33)  # noqa: DTZ001 - local, as it is kept
    view = room_views.KeptView(meeting=meeting, topic=2, timer=room_views.Timer(spent=61, since=since))
    entry = newest(database)
    room_views.keep_view(database, SECRETARY, view)
    assert room_views.left_open(database, SECRETARY) == view
    assert view.timer.seconds(since + dt.timedelta(seconds=9)) == 70
    assert newest(database) == entry  # nothing of it is in the trail
    room_views.keep_view(database, SECRETARY, view, is_open=False)
    assert room_views.left_open(database, SECRETARY) is None
    assert room_views.kept_view(database, meeting) == view


def test_another_seat_opens_no_view_that_stood_open_here(database, meeting):
    room_views.keep_view(database, SECRETARY, room_views.KeptView(meeting=meeting))
    other = dataclasses.replace(SECRETARY, seat="另一台")
    assert room_views.left_open(database, other) is None


def test_a_meeting_that_is_gone_has_no_view_left_open(database, meeting):
    room_views.keep_view(database, SECRETARY, room_views.KeptView(meeting=meeting))
    meetings.delete_meeting(database, SECRETARY, meeting)
    assert room_views.left_open(database, SECRETARY) is None
