"""Lists made from the organisation in a database, against the tables written by hand from the source texts.

The people of the tables hold the same posts with the same days there, and each meeting takes them over on its day.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain import editing
from secretariat.domain import organisation as org
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post, Presence
from secretariat.errors import RefusedError
from secretariat.services import attendance_lists, meetings
from secretariat.services import organisation as acts
from secretariat.services.dossiers import export_dossier
from secretariat.services.rosters import roster_for
from tests.databases import SECRETARY, new_database
from tests.rules import due_tables as hand
from tests.rules.due_by_hand import (
    CALLED,
    CASES,
    CHAIRS,
    REFERENCE,
    UNPROVIDED,
    by_hand,
    each,
    meeting_of,
    members_of,
)
from tests.rules.texts import GOVERNMENTS


@pytest.fixture(scope="module")
def desk(tmp_path_factory, _ready_file):
    """A database in which each of the five governments has the organisation of the tables."""
    path = tmp_path_factory.mktemp("due") / "office.db"
    shutil.copy(_ready_file, path)
    database = new_database(path)
    for name in GOVERNMENTS.values():
        key = acts.add_government(database, SECRETARY, name, term=18)
        acts.act_on(database, SECRETARY, key, "登记组织", stored)
    yield database
    database.close(copy=False)


def stored(organisation):
    """The organisation with the units and people of the tables; what is new has negative keys."""
    units = {unit["id"]: -number for number, unit in enumerate(hand.DEPARTMENTS, 1)}
    keys = iter(range(-1000, 0))
    return replace(
        organisation,
        departments=tuple(
            org.Department(
                key=units[unit["id"]],
                name=unit["name"],
                kind=DepartmentKind(unit["kind"]),
                roles=tuple(map(DepartmentRole, unit.get("roles", ()))),
            )
            for unit in hand.DEPARTMENTS
        ),
        people=tuple(
            org.Person(
                key=next(keys),
                name=person["name"],
                cpc_member=person["cpc_member"],
                posts=tuple(
                    org.Holding(
                        key=next(keys),
                        post=Post(held["post"]),
                        department=units.get(held.get("department")),
                        from_=date.fromisoformat(held["from"]),
                        to=None if held["to"] is None else date.fromisoformat(held["to"]),
                    )
                    for held in person["posts"]
                ),
            )
            for person in hand.PEOPLE
        ),
    )


def made(desk, code, kind, *, topics=(), chair=None):
    """A meeting of the day from the organisation, with the list that the act makes; its rows by the tables' ids."""

    def prepared(dossier):
        people = {person.name: person.id for person in dossier.people}
        units = {unit.name: unit.id for unit in dossier.departments}
        ids = {unit["id"]: units[unit["name"]] for unit in hand.DEPARTMENTS}
        if chair is not None:
            dossier = replace(dossier, meeting=replace(dossier.meeting, chair=people[CALLED[chair]]))
        for topic in topics:
            concerns = tuple(ids[unit] for unit in topic["concerns"])
            dossier = editing.add_topic(dossier, topic["title"], sponsor=ids[topic["sponsor"]], concerns=concerns)
        return dossier

    new = meetings.NewMeeting(government=GOVERNMENTS[code], kind=kind, date=hand.DAY, from_organisation=True)
    meeting = meetings.create_meeting(desk, SECRETARY, new, name=kind)
    if topics or chair:
        meetings.act_on(desk, SECRETARY, meeting, "登记议题", prepared)
    attendance_lists.make_list(desk, SECRETARY, meeting, REFERENCE, today=hand.DAY)
    return rows_of(export_dossier(desk, meeting))


def rows_of(dossier):
    known = {name: person for person, name in CALLED.items()}
    names = {person.id: known[person.name] for person in dossier.people}
    assert {row.status for row in dossier.attendance} <= {Presence.ABSENT}
    return [(names[row.person], row.as_, row.topics) for row in dossier.attendance]


@each(CASES)
def test_the_list_made_from_the_organisation(desk, code, kind):
    topics = hand.TOPICS if kind == "executive" else ()  # an act more for each meeting, and the engine has them all
    assert made(desk, code, kind, topics=topics) == by_hand(hand.TABLES[code][kind], topics=bool(topics))


@each(CASES)
def test_who_would_be_due_is_known_before_there_is_a_meeting(desk, code, kind):
    view = roster_for(desk, REFERENCE, GOVERNMENTS[code], kind, hand.DAY)
    names = {person.id: person.name for person in view.people}
    shown = [(names[row.person], row.as_, row.topics) for row in view.due]
    assert shown == [(CALLED[person], part, topics) for person, part, topics in by_hand(hand.TABLES[code][kind])]
    # Who held his last post on the eve, or gets his first tomorrow, is not taken over at all.
    gone = "head_until_eve between_posts assistant_until_eve finance_until_eve counsel_until_eve"
    assert set(CALLED.values()) - {person.name for person in view.people} == {CALLED[person] for person in gone.split()}


@pytest.mark.parametrize("code", hand.SPECIAL_TOPIC)
def test_the_list_of_a_special_topic_meeting_from_the_organisation(desk, code):
    chair, due = CHAIRS[1]
    assert made(desk, code, "special_topic", topics=hand.TOPICS, chair=chair) == members_of(*due.split())


def test_the_list_of_a_typed_kind_from_the_organisation(desk):
    ((code, (kind, _)),) = hand.TYPED.items()
    assert made(desk, code, kind, topics=hand.TOPICS, chair="deputy_police") == members_of("deputy_police")


@each(UNPROVIDED)
def test_no_list_is_proposed_for_a_kind_that_is_not_provided_for(desk, code, kind):
    with pytest.raises(RefusedError, match="没有规定此类会议") as refused:
        attendance_lists.proposed_places(meeting_of(code, kind), REFERENCE, today=hand.DAY)
    book = REFERENCE.rulebook(code)
    assert book.title in str(refused.value)
    assert all(rule.name in refused.value.remedy for rule in book.kinds.values())
    view = roster_for(desk, REFERENCE, GOVERNMENTS[code], kind, hand.DAY)
    assert (view.due, view.unjudged) == ((), f"《{book.title}》没有规定此类会议。")


def test_no_list_is_made_of_a_kind_that_is_not_provided_for(desk):
    with pytest.raises(RefusedError, match="没有规定此类会议"):
        made(desk, *UNPROVIDED[0])
