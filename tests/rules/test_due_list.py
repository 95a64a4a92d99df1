"""The list of those due, made from posts and topics: members, standing attendees, those who come for a topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.facts import Holding, Person
from secretariat.domain.states import Part, Post, Presence
from secretariat.rules.case import Case
from secretariat.rules.due_list import due_list
from secretariat.rules.schema.meeting import Seat
from tests.rules.invented import BOOK, LATER, PEOPLE, dossier, topic


def listed(*topics, **changes):
    rule = replace(BOOK.kinds["executive"], **changes)
    case = Case(BOOK, rule, dossier(*topics), as_of=LATER, calendar=WorkCalendar({}))
    rows = due_list(case)
    assert all(row.status is Presence.ABSENT for row in rows)
    return [(row.person, row.as_, row.topics) for row in rows]


MEMBERS = [("head", Part.MEMBER, ()), ("zhou", Part.MEMBER, ()), ("wu", Part.MEMBER, ())]


def test_members_attendees_and_who_comes_for_a_topic():
    standing = (Seat(post=Post.OFFICE_DIRECTOR), Seat(post=Post.DEPUTY))
    topics = (
        topic(no=1, concerns=("finance",)),
        topic(no=2, sponsor="finance", concerns=("finance", "lonely")),
        topic(no=3, sponsor=None, concerns=("office",)),
    )
    assert listed(*topics, standing=standing) == [
        *MEMBERS,
        ("director", Part.ATTENDEE, ()),
        ("h-housing", Part.ATTENDEE, (1,)),
        ("h-finance", Part.ATTENDEE, (1, 2)),
    ]


def test_a_list_that_is_typed_has_whom_it_has_and_no_heads_for_topics():
    assert listed(membership="typed") == MEMBERS


def test_who_is_head_on_the_day_comes_for_the_topic():
    former = Person(
        id="shi", name="石建", posts=(Holding(post=Post.DEPARTMENT_HEAD, department="housing", to=date(2023, 11, 14)),)
    )
    given = replace(dossier(), people=(former, *PEOPLE))
    rows = due_list(Case(BOOK, BOOK.kinds["executive"], given, as_of=LATER, calendar=WorkCalendar({})))
    assert [row.person for row in rows if row.as_ is Part.ATTENDEE] == ["h-housing"]


@pytest.mark.parametrize("sponsor", ["housing", None])
def test_heads_who_are_due_for_the_whole_meeting_come_for_all_of_it(sponsor):
    members = (*BOOK.kinds["executive"].members, Seat(post=Post.DEPARTMENT_HEAD))
    parts = listed(topic(sponsor=sponsor), members=members)
    assert ("h-housing", Part.MEMBER, ()) in parts
    assert {part for _, part, _ in parts} == {Part.MEMBER}
