"""更新名单: what the organisation and the rule say otherwise is shown first, then taken over in one act."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.organisation import Holding, Person
from secretariat.domain.states import DepartmentKind, Part, Post, Presence
from secretariat.services import agenda, attendance_lists, meetings
from secretariat.services import organisation as acts
from secretariat.services.attendance_lists import Chosen
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.list_refresh import lines_with, open_refresh, refresh_list
from secretariat.services.reference import Reference
from secretariat.services.roster_refresh import people_to_list
from tests.databases import SECRETARY
from tests.services.test_rosters import DAY, NAME, Desk

REFERENCE = Reference()


class ListDesk(Desk):
    """The same people with a finance bureau, and a meeting whose list the rule has made."""

    def __init__(self, database):
        super().__init__(database)
        self.finance = self.act(acts.add_department, "财政局")
        self.treasurer = self.add("谭旻", Post.DEPARTMENT_HEAD, self.finance, title="财政局局长")
        self.one = self.meeting()

    def make(self, **more):
        attendance_lists.make_list(self.database, SECRETARY, self.one, REFERENCE, today=DAY, **more)

    def topic(self, title, **values):
        agenda.add_to_agenda(self.database, SECRETARY, self.one, title, on=DAY, **values)

    def list(self):
        dossier = self.dossier(self.one)
        names = {person.id: person.name for person in dossier.people}
        return [(names[row.person], row.as_, row.topics) for row in dossier.attendance]

    def shown(self, *more, without=()):
        shown = open_refresh(self.database, REFERENCE, self.one)
        people = [one for one in (*shown.proposed, *more) if one not in without]
        return shown, people, lines_with(shown, REFERENCE, people, today=DAY)

    def told(self):
        shown, _, listed = self.shown()
        return [(line.what, line.name) for line in shown.people], [
            (line.what, line.name, line.before, line.after, line.proposed) for line in listed.lines
        ]

    def take(self, *more):
        shown, people, listed = self.shown()
        refresh_list(self.database, SECRETARY, REFERENCE, shown, people, listed, [*listed.proposed, *more], today=DAY)


@pytest.fixture
def desk(database):
    made = ListDesk(database)
    made.make()
    return made


MADE = [("林知远", Part.MEMBER, ()), ("方致和", Part.MEMBER, ()), ("欧阳靖", Part.ATTENDEE, ())]


def test_who_takes_office_joins_people_and_list_in_one_act_that_is_undone(desk):
    assert desk.list() == MADE
    assert desk.told() == ([], [])
    desk.add("沈若兰", Post.DEPUTY, title="副区长")
    desk.act(acts.end_person, desk.deputy, DAY - dt.timedelta(days=1), version=desk.person(desk.deputy).version)
    before = desk.dossier(desk.one)
    people, listed = desk.told()
    assert ("joins", "沈若兰") in people
    assert ("leaves", "方致和") in people
    assert listed == [("joins", "沈若兰", "", "出席", True)]
    assert desk.dossier(desk.one) == before  # only shown so far
    desk.take()
    assert desk.list() == [MADE[0], ("沈若兰", Part.MEMBER, ()), MADE[2]]  # members stand before those who attend
    desk.undo()
    assert desk.dossier(desk.one) == before


def test_the_list_follows_what_is_chosen_of_the_people(desk):
    key = desk.add("沈若兰", Post.DEPUTY)
    shown, _, listed = desk.shown(without=(f"joins:{key}",))
    assert listed.lines == ()
    again = lines_with(shown, REFERENCE, shown.proposed, today=DAY)
    assert [(line.id, line.name) for line in again.lines] == [(f"k{key}", "沈若兰")]


def test_who_was_taken_off_by_hand_is_offered_and_not_forced(desk):
    meetings.unlist_person(desk.database, SECRETARY, desk.one, "p02")
    assert desk.told()[1] == [("taken_off", "方致和", "", "出席", False)]
    desk.take()
    assert "方致和" not in {name for name, _, _ in desk.list()}
    (line,) = desk.shown()[2].lines
    desk.take(line.id)
    assert ("方致和", Part.MEMBER, ()) in desk.list()


def test_who_was_put_there_by_hand_stays_and_is_marked(desk):
    key = desk.dossier(desk.one).people[-1].id
    meetings.list_person(desk.database, SECRETARY, desk.one, key, Part.ATTENDEE)
    meetings.add_person(desk.database, SECRETARY, desk.one, _guest("王守正"), part=Part.GUEST)
    assert desk.told()[1] == [("by_hand", "谭旻", "列席", "移出名单", False)]
    desk.take()
    assert ("谭旻", Part.ATTENDEE, ()) in desk.list()
    view = meetings.open_meeting(desk.database, REFERENCE, desk.one, today=DAY)
    assert view.by_hand == {key}  # guests always are, and are not marked


def test_who_was_moved_by_hand_stays_there_but_who_was_promoted_moves(desk):
    desk.topic("预算调整", sponsor="d02")
    desk.make()
    meetings.list_person(desk.database, SECRETARY, desk.one, "p02", Part.ATTENDEE)
    desk.act(
        acts.add_holding, desk.treasurer, Holding(key=0, post=Post.PARTY_MEMBER)
    )  # 四十九: members of the party group are members of the executive meeting
    assert desk.told()[1] == [
        ("kept", "方致和", "列席", "出席", False),
        ("changes", "谭旻", "列席（议题1）", "出席", True),
    ]
    desk.take()
    assert [(name, part) for name, part, _ in desk.list()][1:3] == [
        ("谭旻", Part.MEMBER),
        ("方致和", Part.ATTENDEE),
    ]


def _guest(name):
    from secretariat.domain.facts import Person as Guest  # noqa: PLC0415 - the other Person is the organisation's

    return Guest(id="", name=name)


def test_who_came_for_a_topic_that_is_gone_is_due_no_more_unless_he_was_marked(desk):
    desk.topic("预算调整", sponsor="d02")
    desk.topic("结算审核", sponsor="d01", concerns=("d02",))
    desk.make()
    assert desk.list()[-1] == ("谭旻", Part.ATTENDEE, (1, 2))
    assert "欧阳靖" not in {name for name, _, topics in desk.list() if topics}  # he attends the whole meeting
    meetings.remove_topic(desk.database, SECRETARY, desk.one, 1)
    desk.topic("债务化解", sponsor="d02")
    assert desk.told()[1] == [("changes", "谭旻", "列席（议题1）", "列席（议题1、2）", True)]
    desk.take()
    assert desk.list()[-1] == ("谭旻", Part.ATTENDEE, (1, 2))
    for no in (1, 2):
        meetings.edit_topic(desk.database, SECRETARY, desk.one, no, sponsor=None, concerns=())
    assert desk.told()[1] == [("leaves", "谭旻", "列席（议题1、2）", "移出名单", True)]
    meetings.mark(desk.database, SECRETARY, desk.one, desk.dossier(desk.one).attendance[-1].person, Presence.PRESENT)
    assert desk.told()[1] == [("leaves", "谭旻", "列席（议题1、2）", "移出名单", False)]


def test_heads_whom_the_rule_does_not_name_are_proposed_only_if_somebody_says_so(desk):
    town = desk.act(acts.add_department, "白塔镇", kind=DepartmentKind.TOWN)
    desk.add("程立", Post.TOWN_HEAD, town)
    desk.take()
    unit = desk.dossier(desk.one).departments[-1].id
    desk.topic("乡村建设", sponsor=unit, concerns=("d02",))
    found = attendance_lists.proposed_places(desk.dossier(desk.one), REFERENCE, today=DAY)
    # 淄川四十九: 根据需要可安排有关部门、单位主要负责人列席会议; towns are named in 四十八 only.
    assert [(place.topic, place.named) for place in found] == [(1, False), (1, True)]
    desk.make(chosen=[Chosen(found[0].person, 1)])
    assert desk.list()[-1] == ("程立", Part.ATTENDEE, (1,))


def test_who_was_chosen_of_those_who_may_be_asked_stays_on_the_list_while_he_may_be(desk):
    town = desk.act(acts.add_department, "白塔镇", kind=DepartmentKind.TOWN)
    desk.add("程立", Post.TOWN_HEAD, town)
    desk.take()
    desk.topic("乡村建设", sponsor=desk.dossier(desk.one).departments[-1].id)
    (found,) = attendance_lists.proposed_places(desk.dossier(desk.one), REFERENCE, today=DAY)
    desk.make(chosen=[Chosen(found.person, 1)])
    assert desk.told() == ([], [])
    meetings.edit_topic(desk.database, SECRETARY, desk.one, 1, sponsor=None)
    assert desk.told()[1] == [("leaves", "程立", "列席（议题1）", "移出名单", True)]


def test_a_list_made_in_several_steps_stands_in_protocol_order(desk):
    meetings.list_person(desk.database, SECRETARY, desk.one, "p04", Part.GUEST)
    for ref in ("p01", "p02", "p03"):
        meetings.unlist_person(desk.database, SECRETARY, desk.one, ref)
    desk.make(chosen=[Chosen("p03", None)])
    desk.make(chosen=[Chosen("p02", None)])
    desk.make(chosen=[Chosen("p01", None)])
    assert desk.list() == [*MADE, ("谭旻", Part.GUEST, ())]


def test_a_refresh_that_is_not_what_was_shown_is_not_done(desk):
    desk.add("沈若兰", Post.DEPUTY)
    shown, people, listed = desk.shown()
    meetings.unlist_person(desk.database, SECRETARY, desk.one, "p02")
    before = desk.dossier(desk.one)
    with pytest.raises(ChangedElsewhereError, match="没有更新"):
        refresh_list(desk.database, SECRETARY, REFERENCE, shown, people, listed, listed.proposed, today=DAY)
    assert desk.dossier(desk.one) == before


def test_a_government_without_an_organisation_still_has_its_list_refreshed(database):
    new = meetings.NewMeeting(government=NAME, kind="executive", date=DAY, number=9)
    one = meetings.create_meeting(database, SECRETARY, new, name="常务会议")
    shown = open_refresh(database, REFERENCE, one)
    assert (shown.no_organisation, shown.people) == (True, ())
    assert lines_with(shown, REFERENCE, (), today=DAY).lines == ()


def test_without_a_rule_only_the_people_are_refreshed(database):
    desk = Desk(database)
    new = meetings.NewMeeting(government=NAME, kind="no_such_kind", date=DAY, from_organisation=True)
    one = meetings.create_meeting(database, SECRETARY, new, name="会议")
    desk.add("沈若兰", Post.DEPUTY)
    shown = open_refresh(database, REFERENCE, one)
    listed = lines_with(shown, REFERENCE, shown.proposed, today=DAY)
    assert "没有规定此类会议" in listed.unjudged
    refresh_list(database, SECRETARY, REFERENCE, shown, shown.proposed, listed, (), today=DAY)
    assert "沈若兰" in {person.name for person in desk.dossier(one).people}


def test_those_who_can_be_listed_are_not_there_yet_and_told_apart(desk):
    desk.add("张伟", title="工商联主席", distinction="工商联")
    desk.act(acts.add_person, Person(key=0, name="张伟", distinction="商会"), today=DAY)
    found = people_to_list(desk.database, desk.one)
    assert [(one.ref, one.called, one.title, one.pinyin) for one in found] == [
        ("p04", "谭旻", "财政局局长", "tan min"),  # on the meeting's record, and not due
        (None, "尹秋实", "秘书科科长", "yin qiu shi"),
        (None, "张伟（工商联）", "工商联主席", "zhang wei"),
        (None, "张伟（商会）", "", "zhang wei"),
    ]
