"""The change of term (换届): shown line by line, then one act."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain.change_of_term import ChangeOfTerm, Opening, preview, proposed
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.states import DepartmentKind, Post

LAST, FIRST = dt.date(2022, 1, 15), dt.date(2022, 1, 16)
OFFICE = Organisation(
    key=1,
    name="某区人民政府",
    term=17,
    departments=(Department(key=1, name="财政局", kind=DepartmentKind.DEPARTMENT),),
    people=(
        Person(
            key=11,
            name="林知远",
            posts=(Holding(key=21, post=Post.HEAD), Holding(key=22, post=Post.PARTY_SECRETARY)),
        ),
        Person(
            key=12,
            name="方致和",
            title="副区长",
            posts=(Holding(key=23, post=Post.DEPUTY, from_=dt.date(2017, 1, 1)),),
            charges=(Charge(key=31, department=1),),
        ),
        Person(
            key=13,
            name="沈若兰",
            posts=(Holding(key=24, post=Post.DEPUTY),),
            charges=(Charge(key=32, department=1, to=dt.date(2020, 1, 1)), Charge(key=33, department=1)),
        ),
        Person(key=14, name="顾一帆"),
    ),
    pairs=(Pair(key=41, person=12, other=13),),
)
CHANGE = ChangeOfTerm(
    first_day=FIRST,
    closing=(21, 22, 23, 24),
    opening=(
        Opening(person=12, post=Post.HEAD, title="区长"),
        Opening(person=11, post=Post.PARTY_SECRETARY),
        Opening(person=14, post=Post.DEPUTY),
    ),
    term=18,
)


def told(shown):
    return [(line.effect, line.name, line.what) for line in shown.lines]


def test_it_is_proposed_that_all_leaders_go_on():
    change = proposed(OFFICE, FIRST)
    assert (change.closing, change.ends_on, change.term) == ((21, 23, 24), LAST, 18)
    assert {(one.person, one.post) for one in change.opening} == {
        (11, Post.HEAD), (12, Post.DEPUTY), (13, Post.DEPUTY)
    }  # fmt: skip
    shown = preview(OFFICE, change)
    assert shown.faults == ()
    assert {effect for effect, _, _ in told(shown)} == {"goes_on", "term"}


def test_the_preview_tells_each_effect():
    shown = preview(OFFICE, CHANGE)
    assert shown.faults == ()
    assert told(shown) == [
        ("ends", "林知远", "政府主要负责人"),
        ("goes_on", "林知远", "党组书记"),
        ("ends", "方致和", "政府副职"),
        ("begins", "方致和", "政府主要负责人"),
        ("title", "方致和", "职务"),
        ("ends", "沈若兰", "政府副职"),
        ("begins", "顾一帆", "政府副职"),
        ("charge_ends", "沈若兰", "分管财政局"),
        ("pair_ends", "方致和", "与沈若兰补位（AB角）"),
        ("term", "某区人民政府", "届次"),
    ]
    ended = shown.lines[2]
    assert (ended.before, ended.after) == ("2017年1月1日起", "2017年1月1日至2022年1月15日")
    assert shown.lines[1].after == "至2022年1月15日；2022年1月16日起连任"


def test_after_it_history_is_kept_and_the_new_begins():
    after = preview(OFFICE, CHANGE).after
    head = after.person(12)
    assert [(held.post, held.from_, held.to) for held in head.posts] == [
        (Post.DEPUTY, dt.date(2017, 1, 1), LAST),
        (Post.HEAD, FIRST, None),
    ]
    assert (head.title, after.term) == ("区长", 18)
    assert [charge.to for charge in after.person(13).charges] == [dt.date(2020, 1, 1), LAST]
    assert head.charges == OFFICE.person(12).charges
    assert after.pairs[0].to == LAST


def test_what_cannot_be_is_told_and_nothing_hides_it():
    two = replace(CHANGE, closing=(22, 23, 24))
    (fault,) = preview(OFFICE, two).faults
    assert fault.code == "two_holders"
    assert "林知远" in fault.text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (replace(CHANGE, last_day=FIRST), "term_days"),
        (replace(CHANGE, closing=(*CHANGE.closing, 99)), "not_there"),
        (replace(CHANGE, opening=(*CHANGE.opening, Opening(person=99, post=Post.DEPUTY))), "not_there"),
        (
            replace(CHANGE, opening=(*CHANGE.opening, Opening(person=14, post=Post.TOWN_HEAD, department=9))),
            "not_there",
        ),
    ],
)
def test_a_change_that_names_what_is_not_there(change, code):
    assert code in {fault.code for fault in preview(OFFICE, change).faults}


def test_what_has_ended_before_is_not_made_longer():
    over = replace(OFFICE.people[1], posts=(Holding(key=23, post=Post.DEPUTY, to=dt.date(2019, 1, 1)),))
    office = replace(OFFICE, people=(OFFICE.people[0], over, *OFFICE.people[2:]))
    assert preview(office, CHANGE).after.person(12).posts[0].to == dt.date(2019, 1, 1)
