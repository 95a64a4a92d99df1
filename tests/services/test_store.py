"""Dossiers in and out of the tables: nothing is lost, on SQLite and on PostgreSQL."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from models.attendance import Attendance
from models.topics import Topic
from secretariat.services.change_lines import Recorder, decoded, encoded, fields
from secretariat.services.exchange import dump_dossier, equal, read_dossier
from secretariat.services.store import load_dossier, store_meeting
from secretariat.services.transaction import ActSession
from tests.made_up import DOSSIERS

EXAMPLES = sorted((Path(__file__).parent.parent / "data" / "dossiers").glob("*.json"))


@pytest.fixture
def session(database):
    """A session whose work is never kept."""
    with ActSession(database._writing) as session:
        yield session


def stored_and_loaded(session, dossier, **options):
    meeting = store_meeting(session, dossier, **options)
    session.expunge_all()
    return load_dossier(session, meeting.id)


def test_every_example_comes_out_as_it_went_in(session):
    for path in EXAMPLES:
        dossier = read_dossier(path)
        again = stored_and_loaded(session, dossier)
        assert again == dossier, path
        assert dump_dossier(again) == dump_dossier(dossier)
        session.rollback()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DOSSIERS)
def test_any_dossier_comes_out_as_it_went_in(session, dossier):
    try:
        again = stored_and_loaded(session, dossier)
        assert again == dossier
        assert equal(again, dossier)
    finally:
        session.rollback()


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(DOSSIERS, DOSSIERS)
def test_any_dossier_can_take_the_place_of_any_other(session, first, second):
    try:
        meeting = store_meeting(session, first)
        assert stored_and_loaded(session, second, instead_of=meeting) == second
        # Nothing of the first is left behind.
        assert load_dossier(session, meeting.id) == second
        left = {table for table, _ in session.recorder.rows()}
        assert "meeting" in left
    finally:
        session.rollback()
        session.recorder = Recorder()


def test_a_whole_meeting_is_loaded_by_few_queries_whatever_its_size(session):
    dossier = read_dossier(EXAMPLES[0])
    many = tuple(dataclasses.replace(dossier.topics[0], no=no) for no in range(1, 101))
    counts, queries = [], []
    sa.event.listen(session.get_bind(), "before_cursor_execute", lambda *given: queries.append(given[2]))
    for one in (dossier, dataclasses.replace(dossier, topics=many, attendance=(), exceptions=())):
        meeting = store_meeting(session, one)
        session.expunge_all()
        queries.clear()
        load_dossier(session, meeting.id)
        counts.append(len(queries))
        session.rollback()
    assert max(counts) <= 29


def test_values_keep_their_meaning_as_json(session):
    meeting = store_meeting(session, read_dossier(EXAMPLES[0]))
    for row in (meeting, *meeting.topics, *meeting.attendance, *meeting.people):
        for name in fields(type(row)):
            value = getattr(row, name)
            assert decoded(type(row), name, encoded(type(row), name, value)) == value
    session.rollback()


def test_topics_are_named_by_their_keys_so_that_renumbering_moves_nothing(session):
    dossier = read_dossier(EXAMPLES[0])
    line = dataclasses.replace(dossier.attendance[0], out_for=(1,))
    meeting = store_meeting(session, dataclasses.replace(dossier, attendance=(line,), exceptions=()))
    first = session.scalar(sa.select(Topic).where(Topic.meeting_id == meeting.id, Topic.no == 1))
    first.no = 9
    session.flush()
    session.expunge_all()
    assert load_dossier(session, meeting.id).attendance[0].out_for == (9,)
    session.rollback()


def test_nobody_is_named_who_is_not_there(session):
    meeting = store_meeting(session, read_dossier(EXAMPLES[0]))
    session.add(Attendance(meeting_id=meeting.id, position=99, person="p999", as_="guest", status="present"))
    with pytest.raises(sa.exc.IntegrityError):
        session.commit()
