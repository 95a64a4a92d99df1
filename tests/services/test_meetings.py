"""Acts on a meeting: each one transaction with one entry in the trail, on the meeting as it stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Department, Holding, Person
from secretariat.domain.permissions import Actor, Role
from secretariat.domain.states import DepartmentKind, MeetingStatus, Outcome, Part, Post, Presence
from secretariat.errors import RefusedError, UserError
from secretariat.services import agenda, attendance_lists, audit, decisions, meetings
from secretariat.services.dossiers import NoSuchMeetingError, export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.meeting_list import list_meetings
from secretariat.services.reference import Reference
from secretariat.services.undo import undo

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
ACTOR = Actor(name="尹秋实", role=Role.SECRETARY, seat="一号机")
TODAY = dt.date(2022, 5, 31)


@pytest.fixture
def reference():
    return Reference()


@pytest.fixture
def meeting(database):
    return import_dossier(database, ACTOR, read_dossier(EXAMPLE))


def entries(database):
    with database.reader() as session:
        return list(audit.entries(session))


def quorum(database, reference, meeting):
    return meetings.open_meeting(database, reference, meeting, today=TODAY).judgement.quorum


def test_a_meeting_typed_from_nothing(database, reference):
    """From an empty database to a judged meeting, without a file."""
    new = meetings.NewMeeting(
        government="某某区人民政府", kind="executive", date=TODAY, rulebook="zichuan-2022", term=18, number=1
    )
    key = meetings.create_meeting(database, ACTOR, new, name="第1次常务会议")
    for name, post in (("林知远", Post.HEAD), ("方致和", Post.EXECUTIVE_DEPUTY), ("石景行", Post.PARTY_MEMBER)):
        meetings.add_person(database, ACTOR, key, Person(id="", name=name, posts=(Holding(post=post),)))
    meetings.add_department(database, ACTOR, key, Department(id="", name="住建局", kind=DepartmentKind.DEPARTMENT))
    meetings.add_person(
        database,
        ACTOR,
        key,
        Person(id="", name="龚燚", posts=(Holding(post=Post.DEPARTMENT_HEAD, department="d01"),)),
    )
    agenda.add_to_agenda(database, ACTOR, key, "城市更新", on=TODAY, sponsor="d01")
    attendance_lists.make_list(database, ACTOR, key, reference, today=TODAY)
    view = meetings.open_meeting(database, reference, key, today=TODAY)
    assert [(row.person, row.as_, row.topics) for row in view.dossier.attendance] == [
        ("p01", Part.MEMBER, ()),
        ("p02", Part.MEMBER, ()),
        ("p03", Part.MEMBER, ()),
        ("p04", Part.ATTENDEE, (1,)),
    ]
    for person in ("p01", "p02"):
        meetings.mark(database, ACTOR, key, person, Presence.PRESENT)
    meetings.edit_meeting(database, ACTOR, key, chair="p01", status=MeetingStatus.HELD)
    told = {"outcome": Outcome.ADOPTED, "text": "会议同意。", "responsible": ("d01",)}
    decisions.record_decision(database, ACTOR, key, 1, calendar=WorkCalendar({}), **told)
    view = meetings.open_meeting(database, reference, key, today=TODAY)
    assert (view.judgement.quorum.due, view.judgement.quorum.present, view.judgement.quorum.met) == (3, 2, True)
    # 石景行 and 龚燚 were not marked and asked for no leave (五十五); nobody approved the topic (五十三).
    assert [finding.code for finding in view.judgement.findings] == [
        "leave.not_requested",
        "leave.not_requested",
        "topic.step_missing",
        "minutes.missing",
    ]
    assert view.name == "第十八届区政府第1次常务会议"


def test_each_act_is_one_entry_in_the_trail(database, meeting):
    before = len(entries(database))
    meetings.mark(database, ACTOR, meeting, "p02", Presence.ABSENT)
    meetings.edit_meeting(database, ACTOR, meeting, place="第二会议室", enlarged=True)
    added = entries(database)[: len(entries(database)) - before]
    assert {entry.act.act for entry in added} == {"登记缺席", "修改会议概况"}


def test_what_changes_nothing_leaves_no_entry(database, meeting):
    before = len(entries(database))
    meetings.mark(database, ACTOR, meeting, "p02", Presence.PRESENT)
    assert len(entries(database)) == before


def test_an_act_can_be_undone(database, reference, meeting):
    meetings.mark(database, ACTOR, meeting, "p02", Presence.ABSENT)
    assert quorum(database, reference, meeting).present == 6
    undo(database, ACTOR, max(entry.no for entry in entries(database)))
    assert quorum(database, reference, meeting).present == 7


def test_a_deleted_meeting_can_be_brought_back(database, meeting):
    before = export_dossier(database, meeting)
    meetings.delete_meeting(database, ACTOR, meeting)
    with pytest.raises(NoSuchMeetingError):
        export_dossier(database, meeting)
    undo(database, ACTOR, max(entry.no for entry in entries(database)))
    assert export_dossier(database, meeting) == before


def test_what_cannot_be_is_refused_and_leaves_nothing(database, meeting):
    before = export_dossier(database, meeting), len(entries(database))
    for act in (
        lambda: meetings.edit_meeting(database, ACTOR, meeting, end=dt.time(8, 0)),
        lambda: meetings.edit_meeting(database, ACTOR, meeting, chair="p99"),
        lambda: meetings.edit_attendance(database, ACTOR, meeting, "p02", out_for=(9,)),
        lambda: meetings.edit_attendance(database, ACTOR, meeting, "p02", substitute="p02"),
        lambda: agenda.add_to_agenda(database, ACTOR, meeting, "  ", on=TODAY),
        lambda: agenda.move_on_agenda(database, ACTOR, meeting, 1, 9, on=TODAY),
        lambda: meetings.remove_person(database, ACTOR, meeting, "p01"),
        lambda: meetings.mark(database, ACTOR, meeting, "p30", Presence.PRESENT),
    ):
        with pytest.raises(ImpossibleError) as caught:
            act()
        assert caught.value.remedy
    assert (export_dossier(database, meeting), len(entries(database))) == before


def test_a_second_meeting_of_the_same_number_is_refused(database, meeting):
    dossier = export_dossier(database, meeting)
    new = meetings.NewMeeting(
        government=dossier.government.name, kind="executive", date=TODAY, term=18, number=5, year=2022
    )
    with pytest.raises(RefusedError, match="已经有了"):
        meetings.create_meeting(database, ACTOR, new, name="x")
    assert [row.id for row in list_meetings(database)] == [meeting]


def test_the_roster_of_an_earlier_meeting_is_brought_over(database, reference, meeting):
    new = meetings.NewMeeting(
        government="淄川区人民政府", kind="executive", date=TODAY, term=18, number=6, roster_of=meeting
    )
    key = meetings.create_meeting(database, ACTOR, new, name="x")
    made, earlier = export_dossier(database, key), export_dossier(database, meeting)
    assert made.people == earlier.people
    assert made.departments == earlier.departments
    assert made.attendance == made.topics == ()
    assert made.meeting.status is MeetingStatus.PLANNED
    attendance_lists.make_list(database, ACTOR, key, reference, today=TODAY)
    assert quorum(database, reference, key).due == 7


def test_a_meeting_that_no_rulebook_judges_says_why(database, reference):
    new = meetings.NewMeeting(government="无名县人民政府", kind="executive", date=TODAY)
    key = meetings.create_meeting(database, ACTOR, new, name="x")
    view = meetings.open_meeting(database, reference, key, today=TODAY)
    assert view.judgement is None
    assert "无名县人民政府" in view.unjudged
    with pytest.raises(UserError):
        attendance_lists.make_list(database, ACTOR, key, reference, today=TODAY)


def test_a_topic_that_moves_takes_what_names_it_along(database, meeting):
    meetings.edit_attendance(database, ACTOR, meeting, "p02", out_for=(2,))
    agenda.move_on_agenda(database, ACTOR, meeting, 2, 1, on=TODAY)
    dossier = export_dossier(database, meeting)
    assert [topic.title for topic in dossier.topics] == ["听取城市更新行动进展情况的汇报", "传达学习上级重要会议精神"]
    assert next(row for row in dossier.attendance if row.person == "p02").out_for == (1,)
