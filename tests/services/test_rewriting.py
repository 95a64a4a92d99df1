"""A meeting's rows brought in line with a changed dossier: nothing is lost, and nothing is touched without need."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from secretariat.domain import editing
from secretariat.domain.facts import Person
from secretariat.domain.states import Part, Presence
from secretariat.services.exchange import read_dossier
from secretariat.services.rewriting import rewrite_meeting
from secretariat.services.store import load_dossier, store_meeting, whole
from secretariat.services.transaction import ActSession
from tests.made_up import DOSSIERS

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"


@pytest.fixture
def session(database):
    """A session whose work is never kept."""
    with ActSession(database._writing) as session:
        yield session


def rewritten(session, before, after):
    """What is there after one dossier has become the other, and the lines that the second step left."""
    meeting_id = store_meeting(session, before).id
    session.expunge_all()
    session.recorder = type(session.recorder)()
    rewrite_meeting(session, whole(session, meeting_id), after)
    lines = session.recorder.lines()
    session.expunge_all()
    return load_dossier(session, meeting_id), lines


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DOSSIERS, DOSSIERS)
def test_any_dossier_can_become_any_other(session, before, after):
    try:
        again, _ = rewritten(session, before, after)
        assert again == after
    finally:
        session.rollback()


def test_what_says_the_same_leaves_no_line(session):
    dossier = read_dossier(EXAMPLE)
    again, lines = rewritten(session, dossier, dossier)
    assert again == dossier
    assert lines == []


EDITS = {
    "a place": (partial(editing.set_meeting, place="第二会议室"), {("meeting", "place")}),
    "somebody is marked": (
        partial(editing.mark, person_id="p02", status=Presence.ABSENT),
        {("attendance", "status")},
    ),
    "somebody becomes an attendee": (
        partial(editing.list_person, person_id="p07", part=Part.ATTENDEE),
        {("attendance", "as_")},
    ),
    "a decision's words": (partial(editing.decide, no=2, text="会议同意。"), {("decision", "text")}),
    "a person is added": (
        partial(editing.add_person, person=Person(id="", name="新来的")),
        {("meeting_person", None)},
    ),
    "a topic is added": (partial(editing.add_topic, title="新议题"), {("topic", None)}),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_leaves_just_its_own_line(session, name):
    edit, expected = EDITS[name]
    before = read_dossier(EXAMPLE)
    after = edit(before)
    again, lines = rewritten(session, before, after)
    assert replace(again, format=after.format) == after
    assert {(line.table, line.field) for line in lines} == expected


def test_topics_that_change_places_keep_their_rows(session):
    before = read_dossier(EXAMPLE)
    after = editing.move_topic(before, 2, 1)
    again, lines = rewritten(session, before, after)
    assert [topic.title for topic in again.topics] == [before.topics[1].title, before.topics[0].title]
    assert {(line.table, line.field) for line in lines} == {("topic", "no"), ("topic", "position")}


def test_a_topic_that_goes_takes_only_what_is_its_own(session):
    before = editing.set_attendance(read_dossier(EXAMPLE), "p02", out_for=(1, 2))
    after = editing.remove_topic(before, 1)
    again, _ = rewritten(session, before, after)
    assert again == after
    assert next(row for row in again.attendance if row.person == "p02").out_for == (1,)
