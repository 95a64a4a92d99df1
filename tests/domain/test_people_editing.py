"""People typed in on one line, changed, signed in: with their units, by id or by name."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.facts import Attendance, Department, Dossier, Government, Holding, Meeting, Person
from secretariat.domain.people_editing import (
    NewPerson,
    change_person,
    listed_again,
    sign_in_rest,
    unit_kind,
    unit_title,
    with_unit,
)
from secretariat.domain.states import DepartmentKind, Part, Post, Presence

DAY = dt.date(2023, 11, 15)
HOUSING = Department(id="housing", name="市住建局", kind=DepartmentKind.DEPARTMENT)
EAST = Department(id="east", name="城东镇", kind=DepartmentKind.TOWN)
QIN = Person(id="qin", name="秦岭")


def dossier(**changes):
    return Dossier(
        **{
            "format": "secretariat-dossier/2",
            "government": Government(name="东原市人民政府"),
            "meeting": Meeting(kind="executive", date=DAY),
            "departments": (HOUSING, EAST),
            "people": (QIN,),
            **changes,
        }
    )


def line(person, part=Part.MEMBER, status=Presence.ABSENT, **more):
    return Attendance(person=person, as_=part, status=status, **more)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("东原市人民政府办公室", DepartmentKind.OFFICE),
        ("东原市人民政府办公厅", DepartmentKind.OFFICE),
        ("市外事办公室", DepartmentKind.DEPARTMENT),
        ("城东镇", DepartmentKind.TOWN),
        ("石塘乡", DepartmentKind.TOWN),
        ("永安街道", DepartmentKind.TOWN),
        ("永安街道办事处", DepartmentKind.TOWN),
        ("经济开发区", DepartmentKind.TOWN),
        ("城东镇卫生院", DepartmentKind.DEPARTMENT),
        ("水务公司", DepartmentKind.ENTERPRISE),
        ("城投集团", DepartmentKind.ENTERPRISE),
        ("化肥厂", DepartmentKind.ENTERPRISE),
        ("市财政局", DepartmentKind.DEPARTMENT),
    ],
)
def test_what_a_unit_is_by_its_name(name, kind):
    assert unit_kind(name) is kind


# --- somebody new


def test_a_name_alone():
    changed = NewPerson(name="宁远").added_to(dossier())
    assert changed.people == (QIN, Person(id="p02", name="宁远"))
    assert (changed.departments, changed.attendance) == ((HOUSING, EAST), ())


def test_somebody_with_title_and_post_on_the_list():
    changed = NewPerson(name="宁远", title="副市长", post=Post.DEPUTY, part=Part.MEMBER).added_to(dossier())
    assert changed.people[-1] == Person(id="p02", name="宁远", title="副市长", posts=(Holding(post=Post.DEPUTY),))
    assert changed.attendance == (line("p02"),)


def test_the_head_of_a_unit_that_is_known():
    changed = NewPerson(name="何建", post=Post.DEPARTMENT_HEAD, unit="市住建局", part=Part.GUEST).added_to(dossier())
    assert changed.departments == (HOUSING, EAST)
    assert changed.people[-1].posts == (Holding(post=Post.DEPARTMENT_HEAD, department="housing"),)
    assert changed.attendance == (line("p02", Part.GUEST, department="housing"),)


HEADS = {
    "a town": ("西河镇", None, Post.DEPARTMENT_HEAD, Post.TOWN_HEAD),
    "a company": ("水务公司", None, Post.TOWN_HEAD, Post.ENTERPRISE_HEAD),
    "a department": ("市财政局", None, Post.TOWN_HEAD, Post.DEPARTMENT_HEAD),
    "what it is said to be": ("西河", DepartmentKind.TOWN, Post.DEPARTMENT_HEAD, Post.TOWN_HEAD),
    "the office": ("市政府办公室", None, Post.DEPARTMENT_HEAD, Post.DEPARTMENT_HEAD),
    "no head": ("西河镇", None, Post.LEGAL_COUNSEL, Post.LEGAL_COUNSEL),
}


@pytest.mark.parametrize(("unit", "kind", "picked", "held"), HEADS.values(), ids=list(HEADS))
def test_the_post_fits_the_unit(unit, kind, picked, held):
    changed = NewPerson(name="何建", post=picked, unit=unit, kind=kind).added_to(dossier())
    made = changed.departments[-1]
    assert (made.id, made.name, made.kind) == ("d03", unit, kind or unit_kind(unit))
    assert changed.people[-1].posts == (Holding(post=held, department="d03"),)


def test_the_head_of_no_unit():
    changed = NewPerson(name="何建", post=Post.TOWN_HEAD).added_to(dossier())
    assert changed.people[-1].posts == (Holding(post=Post.TOWN_HEAD),)


def test_a_unit_is_known_by_id_or_name():
    assert with_unit(dossier(), "east") == with_unit(dossier(), "城东镇") == (dossier(), "east")
    changed, made = with_unit(dossier(), "西河", DepartmentKind.OTHER)
    assert (made, changed.departments[-1].kind) == ("d03", DepartmentKind.OTHER)


# --- somebody changed


def test_units_of_a_change_may_be_told_by_name():
    posts = (
        Holding(post=Post.DEPARTMENT_HEAD, department="市财政局", from_=DAY),
        Holding(post=Post.PARTY_MEMBER),
        Holding(post=Post.TOWN_HEAD, department="城东镇"),
    )
    values = {"title": "局长", "posts": posts, "in_charge_of": ("市住建局", "housing", "市审计局", "east")}
    changed = change_person(dossier(), "qin", values)
    assert [(unit.id, unit.name) for unit in changed.departments[2:]] == [("d03", "市财政局"), ("d04", "市审计局")]
    (person,) = changed.people
    assert [(held.post, held.department, held.from_) for held in person.posts] == [
        (Post.DEPARTMENT_HEAD, "d03", DAY),
        (Post.PARTY_MEMBER, None, None),
        (Post.TOWN_HEAD, "east", None),
    ]
    assert (person.title, person.in_charge_of) == ("局长", ("housing", "d04", "east"))


def test_a_change_without_units_adds_none():
    changed = change_person(dossier(), "qin", {"name": "秦川"})
    assert (changed.departments, changed.people[0].name) == ((HOUSING, EAST), "秦川")


# --- signed in


def test_the_rest_is_signed_in():
    people = tuple(Person(id=each, name=each) for each in ("a", "b", "c", "d", "e"))
    given = dossier(
        people=people,
        attendance=(
            line("a"),
            line("b", status=Presence.LEAVE),
            line("c", substitute="e"),
            line("d", Part.GUEST),
            line("e", Part.ATTENDEE),
        ),
    )
    changed = sign_in_rest(given, (Part.MEMBER, Part.ATTENDEE))
    assert [each.status for each in changed.attendance] == [
        Presence.PRESENT,
        Presence.LEAVE,
        Presence.ABSENT,
        Presence.ABSENT,
        Presence.PRESENT,
    ]


def test_who_was_taken_off_the_list_comes_back_to_his_place():
    before = dossier(attendance=(line("a"), line("b"), line("c", Part.STAFF), line("b", Part.STAFF)))
    without = dossier(attendance=(line("a"), line("c", Part.STAFF)))
    assert listed_again(without, before, "b").attendance == before.attendance
    # Where the list has become shorter he comes last.
    assert listed_again(dossier(), before, "c").attendance == (line("c", Part.STAFF),)
    assert listed_again(before, without, "b") == before
    assert listed_again(without, before, "nobody") == without


# --- where somebody belongs


def test_where_somebody_belongs_by_his_post_of_that_day():
    held = (
        Holding(post=Post.DEPARTMENT_HEAD, department="housing", to=dt.date(2022, 12, 31)),
        Holding(post=Post.PARTY_MEMBER),
        Holding(post=Post.TOWN_HEAD, department="east", from_=dt.date(2023, 1, 1)),
    )
    assert unit_title(dossier(), Person(id="x", name="甲", posts=held)) == "城东镇"
    assert not unit_title(dossier(), Person(id="x", name="甲", posts=held[:2]))
    assert not unit_title(dossier(), Person(id="x", name="甲", posts=(Holding(post=Post.DEPUTY, department="gone"),)))
