"""Who holds what on a day (rulebooks.md, Posts)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.facts import Department, Holding, Person
from secretariat.domain.posts import heads_unit, holds_any, holds_seat, in_force, posts_on
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post

DAY = date(2022, 4, 29)
ONE = timedelta(days=1)


def person(*holdings):
    return Person(id="p", name="某某", posts=holdings)


TERMS = [
    ("open", None, None, True),
    ("began the day before", DAY - ONE, None, True),
    ("begins on the day", DAY, None, True),
    ("begins the day after", DAY + ONE, None, False),
    ("ended the day before", None, DAY - ONE, False),
    ("ends on the day", None, DAY, True),
    ("ends the day after", None, DAY + ONE, True),
    ("that day only", DAY, DAY, True),
    ("over long ago", DAY - 9 * ONE, DAY - 5 * ONE, False),
]


@pytest.mark.parametrize(("since", "until", "held"), [row[1:] for row in TERMS], ids=[row[0] for row in TERMS])
def test_the_first_and_the_last_day_count(since, until, held):
    holding = Holding(post=Post.DEPUTY, from_=since, to=until)
    assert in_force(holding, DAY) is held
    assert posts_on(person(holding), DAY) == ({Post.DEPUTY} if held else set())


# rulebooks.md: every executive_deputy is a deputy, a party_secretary or party_deputy_secretary a party_member
INCLUDED = {
    Post.EXECUTIVE_DEPUTY: {Post.DEPUTY},
    Post.PARTY_SECRETARY: {Post.PARTY_MEMBER},
    Post.PARTY_DEPUTY_SECRETARY: {Post.PARTY_MEMBER},
}


@pytest.mark.parametrize("post", Post)
def test_what_a_post_includes(post):
    assert posts_on(person(Holding(post=post)), DAY) == {post} | INCLUDED.get(post, set())


@given(st.lists(st.sampled_from(Post)), st.lists(st.sampled_from(Post)))
def test_posts_add_up(first, second):
    def held(posts):
        return posts_on(person(*(Holding(post=post) for post in posts)), DAY)

    assert held(first + second) == held(first) | held(second)


def test_an_included_post_lasts_as_long_as_its_own():
    secretary = person(Holding(post=Post.PARTY_SECRETARY, to=DAY))
    assert holds_any(secretary, {Post.PARTY_MEMBER}, DAY)
    assert not holds_any(secretary, {Post.PARTY_MEMBER}, DAY + ONE)
    assert not holds_any(secretary, {Post.HEAD, Post.DEPUTY}, DAY)
    assert not holds_any(secretary, set(), DAY)


JUSTICE = Department(id="j", name="司法局", kind=DepartmentKind.DEPARTMENT, roles=(DepartmentRole.JUSTICE,))
ARMY = Department(id="a", name="人武部", kind=DepartmentKind.OTHER, roles=(DepartmentRole.ARMED_FORCES,))
UNITS = {"j": JUSTICE, "a": ARMY}

SEATS = [
    ("any department", "j", {}, True),
    ("of the kind", "j", {"unit_kind": DepartmentKind.DEPARTMENT}, True),
    ("of another kind", "a", {"unit_kind": DepartmentKind.DEPARTMENT}, False),
    ("with the role", "j", {"role": DepartmentRole.JUSTICE}, True),
    ("with the role, of another kind", "a", {"role": DepartmentRole.ARMED_FORCES}, True),
    ("with another role", "j", {"role": DepartmentRole.SUPERVISION}, False),
    ("without a department", None, {"role": DepartmentRole.JUSTICE}, False),
]


@pytest.mark.parametrize(("unit", "asked", "held"), [row[1:] for row in SEATS], ids=[row[0] for row in SEATS])
def test_a_seat_may_be_asked_for_in_a_unit_only(unit, asked, held):
    head = person(Holding(post=Post.DEPARTMENT_HEAD, department=unit))
    assert holds_seat(head, Post.DEPARTMENT_HEAD, DAY, units=UNITS, **asked) is held


def test_of_two_departments_either_may_give_the_seat():
    head = person(*(Holding(post=Post.DEPARTMENT_HEAD, department=unit) for unit in ("a", "j")))
    assert holds_seat(head, Post.DEPARTMENT_HEAD, DAY, units=UNITS, role=DepartmentRole.JUSTICE)
    past = person(
        Holding(post=Post.DEPARTMENT_HEAD, department="a"),
        Holding(post=Post.DEPARTMENT_HEAD, department="j", to=DAY - ONE),
    )
    assert not holds_seat(past, Post.DEPARTMENT_HEAD, DAY, units=UNITS, role=DepartmentRole.JUSTICE)


def unit(kind):
    return Department(id="u", name="某单位", kind=kind)


HEADS = [
    (DepartmentKind.DEPARTMENT, Post.DEPARTMENT_HEAD),
    (DepartmentKind.OTHER, Post.DEPARTMENT_HEAD),
    (DepartmentKind.TOWN, Post.TOWN_HEAD),
    (DepartmentKind.ENTERPRISE, Post.ENTERPRISE_HEAD),
]


@pytest.mark.parametrize(("kind", "post"), HEADS, ids=[kind.value for kind, _ in HEADS])
def test_who_heads_a_unit(kind, post):
    assert heads_unit(person(Holding(post=post, department="u")), unit(kind), DAY)
    assert not heads_unit(person(Holding(post=post, department="v")), unit(kind), DAY)
    assert not heads_unit(person(Holding(post=post, department="u", to=DAY - ONE)), unit(kind), DAY)
    assert not heads_unit(person(Holding(post=Post.OFFICE_DEPUTY_DIRECTOR, department="u")), unit(kind), DAY)


@pytest.mark.parametrize("department", [None, "u"])
def test_the_head_of_the_office_is_its_director(department):
    director = person(Holding(post=Post.OFFICE_DIRECTOR, department=department))
    assert heads_unit(director, unit(DepartmentKind.OFFICE), DAY)
    assert not heads_unit(director, unit(DepartmentKind.DEPARTMENT), DAY)
    deputy = person(Holding(post=Post.OFFICE_DEPUTY_DIRECTOR, department=department))
    assert not heads_unit(deputy, unit(DepartmentKind.OFFICE), DAY)


@pytest.mark.parametrize(
    ("kind", "until", "director"),
    [
        (DepartmentKind.OFFICE, None, True),
        (DepartmentKind.OFFICE, DAY - ONE, False),
        (DepartmentKind.DEPARTMENT, None, False),
    ],
)
def test_whoever_heads_the_office_as_a_unit_is_its_director(kind, until, director):
    office = Department(id="office", name="政府办公室", kind=kind)
    head = person(Holding(post=Post.DEPARTMENT_HEAD, department="office", to=until))
    assert (Post.OFFICE_DIRECTOR in posts_on(head, DAY, {"office": office})) is director
    assert holds_seat(head, Post.OFFICE_DIRECTOR, DAY, units={"office": office}) is director
