"""The lists of the minutes tell posts and units as they were on the meeting's day."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.drafting import draft_minutes
from secretariat.domain.facts import Attendance, Department, Dossier, Government, Holding, Meeting, Person
from secretariat.domain.states import DepartmentKind, Part, Post, Presence
from secretariat.domain.words import Words

DAY = dt.date(2026, 3, 27)
EVE, MORROW = dt.date(2026, 3, 26), dt.date(2026, 3, 28)
WORDS = Words(government="区政府", office="区政府办公室", place="区")
HOUSING = Department(id="housing", name="住建局", kind=DepartmentKind.DEPARTMENT)
FINANCE = Department(id="finance", name="财政局", kind=DepartmentKind.DEPARTMENT)


def unit(*posts, status=Presence.PRESENT, part=Part.MEMBER, **line):
    """The unit with which the list names somebody who holds these posts."""
    dossier = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="云溪区人民政府"),
        departments=(HOUSING, FINANCE),
        people=(Person(id="p1", name="陆承安", title="调研员", posts=posts),),
        meeting=Meeting(kind="executive", date=DAY),
        attendance=(Attendance(person="p1", as_=part, status=status, **line),),
    )
    (names,) = draft_minutes(dossier, WORDS, "常务会议").lists
    (entry,) = names.entries
    return entry.unit


HEAD_OF_HOUSING = Holding(post=Post.DEPARTMENT_HEAD, department="housing")


@pytest.mark.parametrize(
    ("post", "said"),
    [
        (Holding(post=Post.DEPUTY), None),
        (Holding(post=Post.DEPUTY, from_=DAY, to=DAY), None),
        (Holding(post=Post.DEPUTY, to=EVE), "区住建局"),
        (Holding(post=Post.DEPUTY, from_=MORROW), "区住建局"),
    ],
)
def test_a_leader_of_that_day_is_named_alone(post, said):
    assert unit(HEAD_OF_HOUSING, post) == said


def test_the_unit_is_that_of_the_day():
    before = Holding(post=Post.DEPARTMENT_HEAD, department="finance", to=EVE)
    after = Holding(post=Post.DEPARTMENT_HEAD, department="finance", from_=MORROW)
    assert unit(before, after, HEAD_OF_HOUSING) == "区住建局"


def test_who_heads_nothing_is_named_with_the_unit_he_came_for():
    assert unit(department="finance") == "区财政局"
    assert unit(department="finance", part=Part.ATTENDEE) == "区财政局"
    # An attendee who came for none, with his title; a member without a post, alone.
    assert unit(part=Part.ATTENDEE) == "调研员"
    assert unit() is None
    assert unit(Holding(post=Post.DEPUTY), department="finance") is None


@pytest.mark.parametrize(
    ("absent", "came", "said"), [("housing", "finance", "区住建局"), (None, "finance", "区财政局")]
)
def test_a_substitute_is_named_with_the_unit_he_came_for(absent, came, said):
    def person(id_, unit_id):
        posts = () if unit_id is None else (Holding(post=Post.DEPARTMENT_HEAD, department=unit_id),)
        return Person(id=id_, name=id_, posts=posts)

    dossier = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="云溪区人民政府"),
        departments=(HOUSING, FINANCE),
        people=(person("p1", absent), person("p2", came)),
        meeting=Meeting(kind="executive", date=DAY),
        attendance=(Attendance(person="p1", as_=Part.ATTENDEE, status=Presence.LEAVE, substitute="p2"),),
    )
    lists = {each.label: each.entries for each in draft_minutes(dossier, WORDS, "常务会议").lists}
    (entry,) = lists["列席"]
    assert (entry.name, entry.unit, entry.note) == ("p2", said, "代p1")
