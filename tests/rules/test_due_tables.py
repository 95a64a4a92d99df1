"""Those due, as the engine makes them from a dossier, against the tables written by hand from the source texts.

`tests/services/test_due_from_organisation.py` holds what is made from the organisation against them.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.facts import Attendance
from secretariat.domain.states import DepartmentKind, Part, Post, Presence
from secretariat.rules.case import Case
from secretariat.rules.due_list import due_list, places
from tests.rules import due_tables as hand
from tests.rules.build import calendar, judged
from tests.rules.due_by_hand import (
    CALLED,
    CASES,
    CHAIRS,
    REFERENCE,
    UNPROVIDED,
    by_hand,
    each,
    for_topics,
    meeting_of,
    members_of,
)
from tests.rules.texts import GOVERNMENTS

LIST_CODES = {"member.missing", "member.extra", "attendee.missing"}
# Who holds the one holds the other (常务副区长 is a 副区长, 党组书记 and 副书记 are 党组成员), written down or not.
IMPLIED = {
    "head": ("party_member",),
    "executive_deputy": ("deputy", "party_member"),
}


def case_of(dossier):
    book = REFERENCE.rulebook_for(dossier)
    return Case(book, book.kinds[dossier.meeting.kind], dossier, as_of=hand.DAY, calendar=calendar())


def listed(dossier):
    """What the engine puts on the list: each one's id, part and topics."""
    rows = due_list(case_of(dossier))
    assert {row.status for row in rows} <= {Presence.ABSENT}
    return [(row.person, row.as_, row.topics) for row in rows]


# ------------------------------------------------------------------------------------------------------- the tables


def test_the_tables_speak_of_every_kind_and_of_everybody():
    kinds = {kind for _, kind in CASES} | {"special_topic", "work_conference_2"}
    assert len(kinds) == 7
    for code in GOVERNMENTS:
        typed = {hand.TYPED[code][0]} if code in hand.TYPED else set()
        assert {*hand.TABLES[code], *hand.NOT_PROVIDED[code], "special_topic", *typed} == kinds
    assert {held["post"] for person in hand.PEOPLE for held in person["posts"]} == {post.value for post in Post}
    assert {unit["kind"] for unit in hand.DEPARTMENTS} == {kind.value for kind in DepartmentKind}
    for table in (table for kinds in hand.TABLES.values() for table in kinds.values()):
        named = [*table.members.split(), *table.standing.split()]
        assert len({*named, *table.optional.split()}) == len(named) + len(table.optional.split())
        for order in (table.members, table.standing, table.optional):
            assert order.split() == [person for person in CALLED if person in order.split()]
        assert not table.optional or set(for_topics(table.by_topic)) <= set(table.optional.split())


# ------------------------------------------------------------------------------------------------------- the engine


@each(CASES)
def test_those_due_by_their_posts_on_the_day(code, kind):
    table = hand.TABLES[code][kind]
    dossier = meeting_of(code, kind)
    assert listed(dossier) == by_hand(table)
    assert REFERENCE.rulebook(code).kinds[kind].article == table.article
    counted = judged(dossier, REFERENCE.rulebook(code), as_of=hand.DAY).quorum
    assert (counted.due, counted.needed) == (len(table.members.split()), table.needed)


@each(CASES)
def test_a_post_that_follows_from_another_need_not_be_written_down(code, kind):
    people = [
        {**person, "posts": [held for held in person["posts"] if held["post"] not in IMPLIED.get(person["id"], ())]}
        for person in hand.PEOPLE
    ]
    assert listed(meeting_of(code, kind, people=people)) == by_hand(hand.TABLES[code][kind])


@each(CASES)
def test_whom_the_topics_concern_is_asked_for_them(code, kind):
    dossier = meeting_of(code, kind, topics=hand.TOPICS)
    assert listed(dossier) == by_hand(hand.TABLES[code][kind], topics=True)


@each(CASES)
def test_who_else_heads_a_unit_that_a_topic_concerns_is_offered_and_not_listed(code, kind):
    table = hand.TABLES[code][kind]
    named = {*table.members.split(), *table.standing.split(), *for_topics(table.by_topic)}
    offered: dict[str, tuple[int, ...]] = {}
    for place in places(case_of(meeting_of(code, kind, topics=hand.TOPICS))):
        if place.topic is not None and not place.named:
            offered[place.person] = (*offered.get(place.person, ()), place.topic)
    concerned = for_topics(hand.CONCERNED_FOR)
    assert offered == {person: numbers for person, numbers in concerned.items() if person not in named}


@each(CASES)
def test_whom_the_article_lets_the_office_ask_for_the_whole_meeting_is_offered_and_not_listed(code, kind):
    table = hand.TABLES[code][kind]
    found = [place for place in places(case_of(meeting_of(code, kind))) if not place.named]
    assert {place.topic for place in found} <= {None}
    # Heads of units sit at a plenary all together; at the other kinds they come for the topics that concern them.
    whole = table.optional if kind == "plenary" else hand.NO_UNIT_HEADS.get((code, kind), "")
    assert {place.person for place in found} == set(whole.split())
    assert {place.part for place in found} <= {Part.ATTENDEE}


@each(CASES)
def test_a_list_as_the_table_has_it_is_found_right(code, kind):
    table = hand.TABLES[code][kind]
    assert faults_of(code, kind, table.members, f"{table.standing} {table.optional}") == []


@each([case for case in CASES if hand.TABLES[case[0]][case[1]].optional])
def test_who_may_be_asked_is_no_member(code, kind):
    table = hand.TABLES[code][kind]
    told = faults_of(code, kind, f"{table.members} {table.optional}", table.standing)
    assert told == [("member.extra", table.article, person) for person in table.optional.split()]


@each([case for case in CASES if hand.TABLES[case[0]][case[1]].standing])
def test_who_attends_by_the_article_is_missed(code, kind):
    table = hand.TABLES[code][kind]
    missed = {*table.standing.split()} - {hand.ONE_IS_ENOUGH.get((code, kind))}
    told = faults_of(code, kind, table.members, "")
    assert sorted(told) == sorted(("attendee.missing", table.article, person) for person in missed)


@each(CASES)
def test_every_member_is_missed(code, kind):
    table = hand.TABLES[code][kind]
    told = faults_of(code, kind, "", " ".join(person for person in CALLED if person not in table.members.split()))
    assert told == [("member.missing", table.article, person) for person in table.members.split()]


def faults_of(code, kind, members, attendees):
    """What the check says of a list of these members and attendees."""
    dossier = meeting_of(code, kind)
    rows = [(person, Part.MEMBER) for person in members.split()]
    rows += [(person, Part.ATTENDEE) for person in attendees.split()]
    dossier = replace(
        dossier,
        attendance=tuple(Attendance(person=person, as_=part, status=Presence.PRESENT) for person, part in rows),
    )
    told = judged(dossier, REFERENCE.rulebook(code), as_of=hand.DAY).findings
    return [(finding.code, finding.article, finding.subject) for finding in told if finding.code in LIST_CODES]


# ----------------------------------------------------------------------------------------- meetings without fixed seats


@pytest.mark.parametrize(("chair", "due"), CHAIRS, ids=[str(chair) for chair, _ in CHAIRS])
@pytest.mark.parametrize("code", hand.SPECIAL_TOPIC)
def test_those_due_at_a_special_topic_meeting_are_those_concerned_and_who_chairs(code, chair, due):
    dossier = meeting_of(code, "special_topic", topics=hand.TOPICS, chair=chair)
    assert listed(dossier) == members_of(*due.split())
    assert REFERENCE.rulebook(code).kinds["special_topic"].article == hand.SPECIAL_TOPIC[code]
    counted = judged(dossier, REFERENCE.rulebook(code), as_of=hand.DAY).quorum
    assert (counted.due, counted.needed) == (len(due.split()), None)


@pytest.mark.parametrize("code", hand.SPECIAL_TOPIC)
def test_nobody_is_due_at_a_special_topic_meeting_without_topics(code):
    assert listed(meeting_of(code, "special_topic")) == []


@pytest.mark.parametrize(
    ("chair", "due"), [(None, ""), ("deputy_last_day", "deputy_last_day"), ("moved_to_housing", "")]
)
def test_a_typed_list_gets_who_chairs_and_nobody_else(chair, due):
    ((code, (kind, article)),) = hand.TYPED.items()
    dossier = meeting_of(code, kind, topics=hand.TOPICS, chair=chair)
    assert listed(dossier) == members_of(*due.split())
    assert judged(dossier, REFERENCE.rulebook(code), as_of=hand.DAY).quorum.due == len(due.split())
    assert REFERENCE.rulebook(code).kinds[kind].article == article


@each(UNPROVIDED)
def test_a_kind_that_is_not_provided_for(code, kind):
    judgement = judged(meeting_of(code, kind, topics=hand.TOPICS), REFERENCE.rulebook(code), as_of=hand.DAY)
    (finding,) = judgement.findings
    assert (finding.code, finding.article) == ("kind.not_provided", hand.KINDS_ARTICLE[code])
    assert (judgement.quorum.due, judgement.quorum.needed) == (0, None)
