"""What a meeting takes from the organisation, and what a refresh tells and keeps."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from secretariat.domain import editing, facts
from secretariat.domain import organisation_editing as office_editing
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.roster_difference import adopted, difference
from secretariat.domain.rosters import (
    NOTHING_TAKEN,
    read_said,
    read_said_unit,
    roster,
    said_json,
    said_of,
    snapshot,
)
from secretariat.domain.states import DepartmentKind, Part, Post, Presence

DAY = dt.date(2022, 4, 29)
OFFICE = Organisation(
    key=1,
    name="某区人民政府",
    departments=(
        Department(key=1, name="财政局", kind=DepartmentKind.DEPARTMENT),
        Department(key=2, name="物价局", kind=DepartmentKind.DEPARTMENT, to=dt.date(2019, 1, 1)),
        Department(key=3, name="城东镇", kind=DepartmentKind.TOWN),
    ),
    people=(
        Person(key=11, name="林知远", title="区长", posts=(Holding(key=1, post=Post.HEAD),)),
        Person(
            key=12,
            name="方致和",
            title="副区长",
            posts=(Holding(key=2, post=Post.DEPUTY, from_=dt.date(2020, 1, 1)),),
            charges=(Charge(key=1, department=1), Charge(key=2, department=3, to=dt.date(2021, 1, 1))),
        ),
        Person(key=13, name="老局长", posts=(Holding(key=3, post=Post.DEPARTMENT_HEAD, department=2),)),
        Person(key=14, name="白杨", title="财政局副局长"),
        Person(key=15, name="金巧云", posts=(Holding(key=4, post=Post.DEPARTMENT_HEAD, department=1),)),
    ),
    pairs=(Pair(key=1, person=12, other=11), Pair(key=2, person=15, other=14)),
)


def meeting(office=OFFICE):
    """A meeting as it is made from the organisation, and what it has taken."""
    units, people, taken = snapshot(roster(office, DAY))
    dossier = facts.Dossier(
        format="secretariat-dossier/1",
        government=facts.Government(name=office.name),
        meeting=facts.Meeting(kind="executive", date=DAY),
        departments=units,
        people=people,
    )
    return dossier, taken


def lines(dossier, taken, office):
    return difference(dossier, roster(office, DAY), taken)


def told(dossier, taken, office):
    return {(line.what, line.name, line.field): line.proposed for line in lines(dossier, taken, office)}


def take_all(dossier, taken, office, *more):
    chosen = [line.id for line in lines(dossier, taken, office) if line.proposed]
    return adopted(dossier, roster(office, DAY), taken, [*chosen, *more])


def test_a_roster_holds_who_has_a_post_on_the_day_and_the_units_of_the_day():
    dossier, taken = meeting()
    assert [(unit.id, unit.name) for unit in dossier.departments] == [("d01", "财政局"), ("d02", "城东镇")]
    head, deputy, chief = dossier.people
    assert (head.id, head.name, head.title, head.pair) == ("p01", "林知远", "区长", "p02")
    assert deputy.posts == (facts.Holding(post=Post.DEPUTY, from_=dt.date(2020, 1, 1)),)
    assert (deputy.in_charge_of, deputy.pair) == (("d01",), "p01")
    assert chief.posts == (facts.Holding(post=Post.DEPARTMENT_HEAD, department="d01"),)
    assert chief.pair is None  # 白杨 holds no post, so he is not there
    assert taken.listed == {11, 12, 15}  # 老局长 holds his only post in a unit that has ended


def test_on_another_day_it_says_what_was_then():
    then = roster(OFFICE, dt.date(2018, 1, 1))
    assert [said.name for said in then.departments.values()] == ["财政局", "物价局", "城东镇"]
    assert [said.name for said in then.people.values()] == ["林知远", "老局长", "金巧云"]
    assert said_of(OFFICE, 14, DAY).title == "财政局副局长"


def test_what_was_said_is_kept_as_json_and_read_back():
    found = roster(OFFICE, DAY)
    for said in found.people.values():
        assert read_said(json.loads(json.dumps(said_json(said)))) == said
    for unit in found.departments.values():
        assert read_said_unit(json.loads(json.dumps(said_json(unit)))) == unit


def test_right_after_it_was_taken_nothing_differs():
    assert lines(*meeting(), OFFICE) == ()


def changed():
    """The organisation some days later: one went, one came, one has another title and charge, a unit another name."""
    office = office_editing.end_person(OFFICE, 15, DAY - dt.timedelta(days=1))
    office = office_editing.set_person(office, 12, title="常务副区长")
    office = office_editing.set_holding(office, 2, post=Post.EXECUTIVE_DEPUTY)
    office = office_editing.set_department(office, 3, name="城东街道")
    office = office_editing.add_charge(office, 12, Charge(key=0, department=3))
    new = Person(key=0, name="沈若兰", title="副区长", posts=(Holding(key=0, post=Post.DEPUTY),))
    office = office_editing.add_person(office, new, today=DAY)
    people = tuple(
        replace(person, key=abs(person.key) + 20 if person.key < 0 else person.key) for person in office.people
    )
    return replace(office, people=people)


def test_a_refresh_tells_who_comes_who_goes_and_what_has_changed():
    found = lines(*meeting(), changed())
    assert [(line.what, line.name, line.field, line.before, line.after) for line in found] == [
        ("changes", "城东镇", "单位名称", "城东镇", "城东街道"),
        ("changes", "方致和", "职务", "副区长", "常务副区长"),
        ("changes", "方致和", "职位", "政府副职（2020年1月1日起）", "常务副职（2020年1月1日起）"),
        ("changes", "方致和", "分管", "财政局", "财政局、城东街道"),
        ("leaves", "金巧云", "", "财政局部门主要负责人（未记起止）", ""),
        ("joins", "沈若兰", "", "", "副区长；政府副职（未记起止）"),
    ]
    assert all(line.proposed for line in found)


def test_what_is_chosen_is_taken_over_and_nothing_differs_then():
    dossier, taken = meeting()
    after, now = take_all(dossier, taken, changed())
    assert [person.name for person in after.people] == ["林知远", "方致和", "沈若兰"]
    deputy = after.people[1]
    assert (deputy.id, deputy.title, deputy.posts[0].post, deputy.in_charge_of) == (
        "p02", "常务副区长", Post.EXECUTIVE_DEPUTY, ("d01", "d02")
    )  # fmt: skip
    assert after.departments[1].name == "城东街道"
    assert lines(after, now, changed()) == ()


def test_edits_by_hand_are_kept_and_shown():
    dossier, taken = meeting()
    dossier = editing.set_person(dossier, "p01", title="区委副书记、区长")
    dossier = editing.set_person(dossier, "p02", title="代区长")
    dossier = editing.remove_person(editing.set_person(dossier, "p01", pair=None), "p03")
    office = office_editing.set_person(OFFICE, 12, title="常务副区长")
    assert told(dossier, taken, office) == {
        ("kept", "林知远", "职务"): False,
        ("kept", "林知远", "补位"): False,
        ("changes", "方致和", "职务"): False,
        ("left_out", "金巧云", ""): False,
    }
    after, now = take_all(dossier, taken, office)
    assert after == dossier
    # What was seen and not chosen is decided: it is told as an edit by hand from now on.
    assert told(after, now, office)["kept", "方致和", "职务"] is False
    after, now = take_all(after, now, office, "person:p02:title", "joins:15")
    assert [person.title for person in after.people[:2]] == ["区委副书记、区长", "常务副区长"]
    assert "金巧云" in {person.name for person in after.people}


def test_somebody_who_goes_but_is_needed_stays_without_his_post():
    dossier, taken = meeting()
    dossier = editing.list_person(dossier, "p03", Part.ATTENDEE)
    listed, _ = take_all(dossier, taken, changed())
    assert "金巧云" not in {person.name for person in listed.people}  # only listed, not marked: he goes from there too
    assert listed.attendance == ()
    dossier = editing.mark(dossier, "p03", Presence.LEAVE)
    (line,) = [line for line in lines(dossier, taken, changed()) if line.what == "leaves"]
    assert "还用到此人" in line.note
    after, now = take_all(dossier, taken, changed())
    gone = next(person for person in after.people if person.name == "金巧云")
    assert gone.posts == ()
    assert after.attendance == dossier.attendance
    assert lines(after, now, changed()) == ()


def test_people_of_a_meeting_that_was_never_taken_are_matched_but_not_silently():
    dossier, _ = meeting()
    dossier = editing.set_person(dossier, "p02", name="方　致和", title="副区长（分管财政）")
    dossier = editing.set_person(dossier, "p03", posts=())
    found = lines(dossier, NOTHING_TAKEN, OFFICE)
    assert [(line.what, line.name, line.proposed) for line in found if line.what == "is"] == [
        ("is", "林知远", True),
        ("is", "方　致和", True),
        ("is", "金巧云", False),
    ]
    assert [(line.name, line.field, line.proposed) for line in found if line.what == "changes"] == [
        ("方　致和", "职务", False),
        ("金巧云", "职位", False),
    ]
    after, taken = take_all(dossier, NOTHING_TAKEN, OFFICE)
    assert after == dossier
    assert {ref: key for ref, (key, _) in taken.people.items()} == {"p01": 11, "p02": 12}


def test_protocol_order_is_a_line_of_its_own():
    dossier, taken = meeting()
    office = office_editing.move_person(OFFICE, 15, 0)
    assert told(dossier, taken, office) == {("order", "人员排序", ""): True}
    after, now = take_all(dossier, taken, office)
    assert [person.name for person in after.people] == ["金巧云", "林知远", "方致和"]
    assert lines(after, now, office) == ()


@pytest.mark.parametrize("name", ["林知远", "方致和", "金巧云"])
def test_whoever_comes_again_gets_a_free_id_and_stands_in_his_place(name):
    dossier, taken = meeting()
    person = next(one for one in dossier.people if one.name == name)
    bare = replace(dossier, people=tuple(replace(one, pair=None) for one in dossier.people))
    without = editing.remove_person(bare, person.id)
    key = next(one.key for one in OFFICE.people if one.name == name)
    left = replace(taken, people={ref: said for ref, said in taken.people.items() if ref != person.id})
    after, _ = adopted(without, roster(OFFICE, DAY), left, [f"joins:{key}"])
    assert [one.name for one in after.people] == ["林知远", "方致和", "金巧云"]
