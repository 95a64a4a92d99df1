"""Whom a proposal keeps itself, and that everybody else is there again when it is read."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain import editing, facts
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.proposal_rosters import NOBODY, Own, completed, kept
from secretariat.domain.rosters import NOTHING_TAKEN
from secretariat.domain.states import DepartmentKind, Post, StepKind

FILED, TODAY = dt.date(2026, 11, 2), dt.date(2026, 11, 20)
BETWEEN = dt.date(2026, 11, 10)


def unit(key, name, **more):
    return Department(key=key, name=name, kind=DepartmentKind.DEPARTMENT, **more)


def person(key, name, post, department=None, *, charges=(), **span):
    held = Holding(key=key, post=post, department=department, **span)
    return Person(
        key=key, name=name, posts=(held,), charges=tuple(Charge(key=key * 10 + of, department=of) for of in charges)
    )


OFFICE = Organisation(
    key=1,
    name="某区人民政府",
    departments=(unit(1, "财政局"), unit(2, "住建局"), unit(3, "城管局")),
    people=(
        person(11, "林知远", Post.HEAD),
        person(12, "方致和", Post.DEPUTY, charges=(1, 2)),
        person(13, "石景行", Post.DEPUTY, charges=(3,)),
        person(14, "金巧云", Post.DEPARTMENT_HEAD, 1),
        person(15, "龚燚", Post.DEPARTMENT_HEAD, 2),
    ),
    pairs=(Pair(key=1, person=12, other=13),),
)
EMPTY = facts.Dossier(
    format="secretariat-dossier/1",
    government=facts.Government(name=OFFICE.name),
    meeting=facts.Meeting(kind="executive", date=FILED),
)


def filed(office=OFFICE, **topic):
    """A proposal as it is filed: with everybody, naming whom it is told to by name."""
    dossier, taken = completed(EMPTY, NOTHING_TAKEN, office, FILED)
    ids = {one.name: one.id for one in (*dossier.people, *dossier.departments)}
    named = {field: ids.get(name, name) for field, name in topic.items()}
    return replace(dossier, topics=(facts.Topic(no=1, title="议题", **named),)), taken


def names(items):
    return [item.name for item in items]


def ref(dossier, name):
    return next(one.id for one in (*dossier.people, *dossier.departments) if one.name == name)


def test_it_keeps_whom_its_topic_names_and_what_they_need():
    dossier, taken = filed(sponsor="财政局", reporter="金巧云")
    own, linked = kept(dossier, taken)
    assert (names(own.people), names(own.departments)) == (["金巧云"], ["财政局"])
    assert [key for key, _ in (*linked.people.values(), *linked.departments.values())] == [14, 1]
    dossier, taken = filed(sponsor="财政局", proposed_by="方致和")
    own, _ = kept(dossier, taken)
    # his pair comes along; of what the two are in charge of, it is what the topic names
    assert (names(own.people), names(own.departments)) == (["方致和", "石景行"], ["财政局"])
    assert [one.in_charge_of for one in own.people] == [(dossier.topics[0].sponsor,), ()]


@given(
    people=st.lists(st.sampled_from([one.name for one in OFFICE.people]), max_size=5),
    units=st.lists(st.sampled_from([one.name for one in OFFICE.departments]), max_size=3),
)
def test_everybody_is_there_again_as_he_was(people, units):
    dossier, taken = filed()
    topic = replace(
        dossier.topics[0],
        steps=tuple(facts.Step(step=StepKind.DEPUTY_REVIEW, by=ref(dossier, name)) for name in people),
        concerns=tuple(ref(dossier, name) for name in units),
    )
    dossier = replace(dossier, topics=(topic,))
    own, linked = kept(dossier, taken)
    assert set(people) <= set(names(own.people))
    assert set(units) <= set(names(own.departments))
    assert completed(own, linked, OFFICE, FILED) == (dossier, taken)
    assert kept(*completed(own, linked, OFFICE, FILED)) == (own, linked)


def test_who_was_typed_or_edited_here_is_kept():
    dossier, taken = filed()
    dossier = editing.add_person(dossier, facts.Person(id="", name="专家甲"))
    dossier = editing.add_department(dossier, facts.Department(id="", name="省厅", kind=DepartmentKind.OTHER))
    edited = {
        "金巧云": {"title": "财政局党组书记、局长"},
        "龚燚": {"phone": "13800000000"},
    }
    dossier = replace(
        dossier,
        people=tuple(replace(one, **edited.get(one.name, {})) for one in dossier.people),
        departments=tuple(
            replace(one, name="城市管理局") if one.name == "城管局" else one for one in dossier.departments
        ),
    )
    own, linked = kept(dossier, taken)
    assert names(own.people) == ["金巧云", "龚燚", "专家甲"]
    assert names(own.departments) == ["财政局", "住建局", "城市管理局", "省厅"]
    assert names(kept(dossier, taken, NOBODY)[0].people) == names(own.people)
    again, _ = completed(own, linked, OFFICE, FILED)
    assert again == dossier


def test_those_it_keeps_stay_and_others_come_behind_them():
    dossier, taken = filed(reporter="龚燚")
    first, linked = kept(dossier, taken)
    already = Own(people=first.people, departments=first.departments, taken=linked)
    other = replace(dossier, topics=(replace(dossier.topics[0], reporter=ref(dossier, "金巧云")),))
    own, _ = kept(other, taken, already)
    assert (names(own.people), names(own.departments)) == (["龚燚", "金巧云"], ["住建局", "财政局"])


def test_who_came_after_it_was_filed_is_there_and_who_left_with_the_end_of_his_post():
    left = replace(OFFICE.people[4], posts=(replace(OFFICE.people[4].posts[0], to=BETWEEN),))
    came = person(16, "白杨", Post.DEPARTMENT_HEAD, 2, from_=BETWEEN + dt.timedelta(days=1))
    gone = person(17, "前任", Post.DEPARTMENT_HEAD, 3, to=FILED - dt.timedelta(days=1))
    to_come = person(18, "后任", Post.DEPARTMENT_HEAD, 3, from_=TODAY + dt.timedelta(days=1))
    office = replace(OFFICE, people=(*OFFICE.people[:4], left, came, gone, to_come))
    dossier, taken = filed()
    seen, _ = completed(*kept(dossier, taken), office, TODAY)
    assert names(seen.people) == ["林知远", "方致和", "石景行", "金巧云", "龚燚", "白杨"]
    assert [one.posts[0].to for one in seen.people[4:]] == [BETWEEN, None]
    # whom the topic names it keeps, and learns that he left
    dossier, taken = filed(reporter="龚燚")
    seen, now = completed(*kept(dossier, taken), office, TODAY)
    assert seen.people[4].id == dossier.topics[0].reporter
    assert seen.people[4].posts[0].to == BETWEEN
    assert completed(*kept(seen, now), office, TODAY) == (seen, now)


def test_a_charge_that_goes_over_leaves_the_one_who_signed_in_charge_too():
    dossier, taken = filed(sponsor="住建局", proposed_by="方致和")
    fang, shi = OFFICE.people[1], OFFICE.people[2]
    over = replace(
        OFFICE,
        people=(
            OFFICE.people[0],
            replace(fang, charges=(fang.charges[0], replace(fang.charges[1], to=BETWEEN))),
            replace(shi, charges=(*shi.charges, Charge(key=99, department=2, from_=BETWEEN + dt.timedelta(days=1)))),
            *OFFICE.people[3:],
        ),
    )
    unit_id = dossier.topics[0].sponsor

    def leaders(dossier):
        return [one.name for one in dossier.people if unit_id in one.in_charge_of]

    assert leaders(completed(*kept(dossier, taken), over, TODAY)[0]) == ["方致和", "石景行"]
    unsigned, taken = filed(sponsor="住建局")
    assert leaders(completed(*kept(unsigned, taken), over, TODAY)[0]) == ["石景行"]


def test_charges_that_somebody_took_away_here_do_not_come_back():
    dossier, taken = filed(sponsor="财政局", proposed_by="方致和")
    sponsor = dossier.topics[0].sponsor
    changed = tuple(replace(one, in_charge_of=(sponsor,)) if one.name == "方致和" else one for one in dossier.people)
    own, linked = kept(replace(dossier, people=changed), taken)
    assert completed(own, linked, OFFICE, TODAY)[0].people == changed


@pytest.mark.parametrize("edit", [{"posts": ()}, {"title": "县长"}])
def test_whom_somebody_edited_here_the_organisation_does_not_change(edit):
    dossier, taken = filed()
    changed = tuple(replace(one, **edit) if one.name == "龚燚" else one for one in dossier.people)
    own, linked = kept(replace(dossier, people=changed), taken)
    left = replace(OFFICE.people[4], posts=(replace(OFFICE.people[4].posts[0], to=BETWEEN),))
    seen, _ = completed(own, linked, replace(OFFICE, people=(*OFFICE.people[:4], left)), TODAY)
    assert seen.people[4] == changed[4]


def test_an_id_that_came_from_outside_is_not_given_again():
    foreign = facts.Person(id="p-14", name="外来的")
    dossier, _ = completed(replace(EMPTY, people=(foreign,)), NOTHING_TAKEN, OFFICE, FILED)
    assert names(dossier.people) == ["林知远", "方致和", "石景行", "金巧云", "龚燚", "外来的"]
    assert len({one.id for one in dossier.people}) == 6
    assert ref(dossier, "外来的") == "p-14"
