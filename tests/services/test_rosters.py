"""A meeting's people from the organisation: taken on its day, refreshed by choice, untouched by what comes later."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from secretariat.domain.facts import Holding as MeetingHolding
from secretariat.domain.organisation import Charge, Holding, Pair, Person
from secretariat.domain.states import DepartmentRole, Part, Post
from secretariat.errors import RefusedError
from secretariat.services import audit, meetings
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.organisation_view import narrowed, open_organisation, open_page, page_of
from secretariat.services.post_words import post_words
from secretariat.services.reference import Reference
from secretariat.services.roster_refresh import refresh_roster, roster_difference, take_person
from secretariat.services.rosters import roster_for
from secretariat.services.undo import undo
from tests.databases import SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
DAY = dt.date(2022, 4, 29)
NAME = "淄川区人民政府"


class Desk:
    """The people of the example, typed into the organisation."""

    def __init__(self, database):
        self.database = database
        self.key = acts.add_government(database, SECRETARY, NAME, term=18)
        self.justice = self.act(acts.add_department, "司法局", roles=(DepartmentRole.JUSTICE,))
        self.head = self.add("林知远", Post.HEAD, title="区长")
        self.deputy = self.add("方致和", Post.EXECUTIVE_DEPUTY, title="常务副区长")
        self.chief = self.add("欧阳靖", Post.DEPARTMENT_HEAD, self.justice, title="司法局局长")
        self.clerk = self.add("尹秋实", title="秘书科科长")
        self.act(acts.add_charge, self.deputy, Charge(key=0, department=self.justice))
        self.act(acts.add_pair, Pair(key=0, person=self.head, other=self.deputy))

    def act(self, function, *values, **more):
        return function(self.database, SECRETARY, self.key, *values, **more)

    def add(self, name, post=None, department=None, **more):
        posts = () if post is None else (Holding(key=0, post=post, department=department),)
        return self.act(acts.add_person, Person(key=0, name=name, posts=posts, **more), today=DAY)

    def person(self, key):
        return open_organisation(self.database, self.key).person(key)

    def edit(self, key, **values):
        self.act(acts.edit_person, key, version=self.person(key).version, **values)

    def meeting(self, number=1, **more):
        new = meetings.NewMeeting(
            government=NAME, kind="executive", date=DAY, term=18, number=number, **{"from_organisation": True, **more}
        )
        return meetings.create_meeting(self.database, SECRETARY, new, name="常务会议")

    def dossier(self, meeting):
        return export_dossier(self.database, meeting)

    def refresh(self, meeting, *more):
        shown = roster_difference(self.database, meeting)
        refresh_roster(self.database, SECRETARY, shown, [*shown.proposed, *more])

    def undo(self):
        with self.database.reader() as session:
            last = audit.entries(session, limit=1)[0].no
        undo(self.database, SECRETARY, last)


@pytest.fixture
def desk(database):
    return Desk(database)


def told(desk, meeting):
    return [(line.what, line.name, line.field) for line in roster_difference(desk.database, meeting).lines]


def test_a_new_meeting_takes_who_holds_a_post_on_its_day(desk):
    dossier = desk.dossier(desk.meeting())
    assert [(unit.id, unit.name, unit.roles) for unit in dossier.departments] == [
        ("d01", "司法局", (DepartmentRole.JUSTICE,))
    ]
    assert [(person.name, person.title, person.pair) for person in dossier.people] == [
        ("林知远", "区长", "p02"),
        ("方致和", "常务副区长", "p01"),
        ("欧阳靖", "司法局局长", None),
    ]
    assert dossier.people[1].in_charge_of == ("d01",)
    assert dossier.people[2].posts == (MeetingHolding(post=Post.DEPARTMENT_HEAD, department="d01"),)


def test_who_is_due_is_said_by_the_rulebook(desk):
    view = roster_for(desk.database, Reference(), NAME, "executive", DAY)
    names = {person.id: person.name for person in view.people}
    assert [(names[row.person], row.as_) for row in view.due][:2] == [("林知远", Part.MEMBER), ("方致和", Part.MEMBER)]
    assert ("欧阳靖", Part.ATTENDEE) in [(names[row.person], row.as_) for row in view.due]  # 司法行政部门列席
    assert view.unjudged is None
    none = roster_for(desk.database, Reference(), NAME, "no_such_kind", DAY)
    assert none.due == ()
    assert "没有规定此类会议" in none.unjudged


def test_a_government_without_an_organisation(desk):
    with pytest.raises(acts.NoSuchGovernmentError):
        roster_for(desk.database, Reference(), "某县人民政府", "executive", DAY)
    new = meetings.NewMeeting(government="某县人民政府", kind="executive", date=DAY, from_organisation=True)
    with pytest.raises(acts.NoSuchGovernmentError):
        meetings.create_meeting(desk.database, SECRETARY, new, name="会议")


def test_what_changes_later_changes_no_meeting_until_it_is_refreshed(desk):
    meeting = desk.meeting()
    before = desk.dossier(meeting)
    assert told(desk, meeting) == []
    desk.act(acts.end_person, desk.chief, DAY - dt.timedelta(days=1), version=desk.person(desk.chief).version)
    desk.edit(desk.head, title="区委副书记、区长")
    desk.add("沈若兰", Post.DEPUTY)
    assert desk.dossier(meeting) == before
    assert told(desk, meeting) == [
        ("changes", "林知远", "职务"),
        ("leaves", "欧阳靖", ""),
        ("joins", "沈若兰", ""),
    ]
    desk.refresh(meeting)
    after = desk.dossier(meeting)
    assert [(person.name, person.title) for person in after.people] == [
        ("林知远", "区委副书记、区长"),
        ("方致和", "常务副区长"),
        ("沈若兰", None),
    ]
    assert told(desk, meeting) == []
    desk.undo()
    assert desk.dossier(meeting) == before
    assert len(told(desk, meeting)) == 3


def test_edits_by_hand_are_kept(desk):
    meeting = desk.meeting()
    meetings.edit_person(desk.database, SECRETARY, meeting, "p01", title="代区长")
    meetings.edit_person(desk.database, SECRETARY, meeting, "p02", pair=None)
    meetings.edit_person(desk.database, SECRETARY, meeting, "p01", pair=None)
    meetings.remove_person(desk.database, SECRETARY, meeting, "p03")
    desk.edit(desk.head, cpc_member=True)
    assert told(desk, meeting) == [
        ("kept", "林知远", "职务"),
        ("kept", "林知远", "补位"),
        ("changes", "林知远", "中共党员"),
        ("kept", "方致和", "补位"),
        ("left_out", "欧阳靖", ""),
    ]
    desk.refresh(meeting)
    dossier = desk.dossier(meeting)
    assert [(person.name, person.title, person.cpc_member) for person in dossier.people] == [
        ("林知远", "代区长", True),
        ("方致和", "常务副区长", False),
    ]
    desk.refresh(meeting, f"joins:{desk.chief}")
    assert [person.name for person in desk.dossier(meeting).people] == ["林知远", "方致和", "欧阳靖"]


def test_a_refresh_that_is_not_what_was_shown_is_not_done(desk):
    meeting = desk.meeting()
    desk.edit(desk.head, title="代区长")
    shown = roster_difference(desk.database, meeting)
    desk.edit(desk.head, title="区长、党组书记")
    before = desk.dossier(meeting)
    with pytest.raises(ChangedElsewhereError, match="没有更新"):
        refresh_roster(desk.database, SECRETARY, shown, shown.proposed)
    assert desk.dossier(meeting) == before


def test_the_next_meeting_brings_the_links_along(desk):
    first = desk.meeting()
    second = desk.meeting(number=2, from_organisation=False, roster_of=first)
    assert desk.dossier(second).people == desk.dossier(first).people
    desk.edit(desk.head, title="代区长")
    assert told(desk, second) == [("changes", "林知远", "职务")]


def test_somebody_without_a_post_is_taken_by_name(desk):
    meeting = desk.meeting()
    take_person(desk.database, SECRETARY, meeting, desk.clerk, part=Part.STAFF)
    dossier = desk.dossier(meeting)
    assert (dossier.people[-1].name, dossier.people[-1].title) == ("尹秋实", "秘书科科长")
    assert [(row.person, row.as_) for row in dossier.attendance] == [("p04", Part.STAFF)]
    assert told(desk, meeting) == []
    with pytest.raises(RefusedError, match="尹秋实已在本次会议的人员中"):
        take_person(desk.database, SECRETARY, meeting, desk.clerk)
    with pytest.raises(RefusedError, match="组织中没有这个人"):
        take_person(desk.database, SECRETARY, meeting, 9999)
    with pytest.raises(acts.SatInMeetingsError):
        desk.act(acts.delete_person, desk.clerk, version=desk.person(desk.clerk).version)
    unit = open_organisation(desk.database, desk.key).department(desk.justice)
    with pytest.raises(acts.SatInMeetingsError, match="“司法局”在"):
        desk.act(acts.delete_department, desk.justice, version=unit.version)


def test_people_of_an_imported_meeting_are_matched_by_choice(desk):
    meeting = import_dossier(desk.database, SECRETARY, read_dossier(EXAMPLE))
    before = desk.dossier(meeting)
    lines = roster_difference(desk.database, meeting).lines
    assert [line.name for line in lines if line.what == "is"] == ["林知远", "方致和", "欧阳靖"]
    desk.refresh(meeting)
    assert desk.dossier(meeting) == before
    desk.edit(desk.head, title="市长")
    assert ("changes", "林知远", "职务") in told(desk, meeting)


# ---- the page


def test_the_page_shows_what_is_held_on_a_day_and_is_narrowed_by_what_is_typed(desk):
    desk.act(acts.end_person, desk.chief, dt.date(2022, 1, 1), version=desk.person(desk.chief).version)
    namesake = desk.add("欧阳靖", Post.LEGAL_COUNSEL, distinction="律师")
    words = post_words(Reference(), NAME, DAY)
    page = open_page(desk.database, desk.key, DAY, words)
    assert [(line.number, line.called, line.posts, line.charges, line.pair) for line in page.lines] == [
        (1, "林知远", ("区长",), (), "方致和"),
        (2, "方致和", ("常务副区长",), ("司法局",), "林知远"),
        (3, "欧阳靖（律师）", ("政府法律顾问",), (), None),
        (4, "欧阳靖（司法局）", (), (), None),
        (5, "尹秋实", (), (), None),
    ]
    assert page.lines[2].key == namesake

    def found(typed="", **more):
        return [line.number for line in narrowed(page.lines, typed, **more)]

    assert found("oyj") == found("欧阳") == found("ouyang") == [3, 4]
    assert found("律师") == [3]
    assert found("lzy") == [1]
    assert found("常务") == [2]
    assert found("秘书科") == [5]
    assert found(post=Post.HEAD) == [1]
    assert found(in_post_only=True) == [1, 2, 3]
    assert found(unit=desk.justice) == []
    then = page_of(page.organisation, dt.date(2021, 12, 31), words)
    assert [line.number for line in narrowed(then.lines, "司法", unit=desk.justice)] == [4]
    assert page.doubts == ()
