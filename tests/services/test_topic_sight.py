"""A topic as its page shows it: the chain with who takes each step, the countersigns, and where it is kept now."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.states import Opinion, StepKind
from secretariat.services import organisation as acts
from secretariat.services import topics
from secretariat.services.candidates import candidate_sights
from secretariat.services.proposals import NewProposal, create_proposal
from secretariat.services.reference import Reference
from secretariat.services.topic_lacks import lacks
from secretariat.services.topic_sight import open_topic
from tests.databases import SECRETARY
from tests.services.topics_desk import TODAY, Desk


@pytest.fixture
def desk(file_database):
    return Desk(file_database)


def sight(desk, key, no=None):
    return open_topic(desk.database, Reference(desk.database), key, no, today=TODAY)


def test_the_chain_stands_as_the_rule_has_it_with_who_takes_each_step(desk):
    key = desk.file()
    steps = [line.step for line in sight(desk, key).chain]
    assert steps == [StepKind.DEPUTY_REVIEW, StepKind.OFFICE_REVIEW, StepKind.HEAD_DECISION]
    names = {one.id: one.name for one in desk.dossier(key).people}
    assert [names.get(line.proposed) for line in sight(desk, key).chain] == ["方致和", None, "林知远"]
    wrong = next(one.id for one in desk.dossier(key).people if one.name == "龚燚")
    topics.record_step(desk.database, SECRETARY, key, 1, StepKind.DEPUTY_REVIEW, by=wrong, on=TODAY)
    assert not sight(desk, key).chain[0].rightly


def test_a_department_has_the_row_that_counts_and_the_days_that_are_left(desk):
    key = desk.file()
    (line,) = sight(desk, key).countersigns
    assert (line.stand, line.row) == ("not_asked", None)
    topics.ask_countersigns(desk.database, SECRETARY, key, 1, (line.department,), asked_on=dt.date(2026, 11, 18))
    (line,) = sight(desk, key).countersigns
    # Three working days after Wednesday the 18th.
    assert (line.stand, line.due, line.left) == ("waiting", dt.date(2026, 11, 23), 1)
    topics.reply(desk.database, SECRETARY, key, 1, line.row, opinion=Opinion.DISAGREE, replied_on=TODAY)
    topics.new_round(desk.database, SECRETARY, key, 1, (line.department,), asked_on=TODAY)
    assert [(one.stand, one.current) for one in sight(desk, key).countersigns] == [("waiting", True), ("", False)]


def test_without_a_rulebook_all_that_is_recorded_is_shown_and_the_rest_can_be(desk):
    """A government of which there are no rules: its steps and countersigns are on record all the same."""
    name, database = "云溪区人民政府", desk.database
    there = acts.add_government(database, SECRETARY, name, term=3)
    housing, finance, justice = (
        acts.add_department(database, SECRETARY, there, unit) for unit in ("住建局", "财政局", "司法局")
    )
    new = NewProposal(
        government=name,
        kind="executive",
        filed_on=dt.date(2026, 11, 2),
        title="城市更新条例",
        sponsor=housing,
        concerns=(finance, justice),
    )
    key = create_proposal(database, SECRETARY, new)
    units = {unit.name: unit.id for unit in desk.dossier(key).departments}
    topics.ask_countersigns(database, SECRETARY, key, 1, (units["财政局"],), asked_on=TODAY)
    topics.record_step(database, SECRETARY, key, 1, StepKind.OFFICE_REVIEW, on=TODAY)
    found = sight(desk, key)
    asked = [(one.department, one.row is not None, one.stand) for one in found.countersigns]
    assert asked == [(units["财政局"], True, ""), (units["司法局"], False, "")]
    assert (found.chain[0].step, found.chain[0].taken is not None) == (StepKind.OFFICE_REVIEW, True)
    assert {one.step for one in found.chain if one.taken is None} == set(StepKind) - {StepKind.OFFICE_REVIEW}
    assert not found.ruled
    day = dt.date(2026, 12, 1)
    (seen,) = candidate_sights(database, Reference(database), [key], kind="executive", date=day, today=TODAY)
    assert (seen.missing, seen.judged) == ((), False), "nobody can say that nothing is missing"


def test_a_proposal_on_a_meeting_is_shown_as_it_is_there(desk):
    key, meeting = desk.file(), desk.meeting()
    assert sight(desk, key).proposal
    no = desk.place(key, meeting)
    found = sight(desk, key)
    assert (found.meeting.id, found.no, found.proposal, found.key) == (meeting, no, False, key)
    assert sight(desk, meeting, no).key == key


def test_what_is_lacking_is_told_of_those_that_are_there(desk):
    key = desk.file()
    reference = Reference(desk.database)
    (found,) = lacks(desk.database, reference, [(key, 1, True), (999, 1, True)], today=TODAY)
    assert (found.meeting, found.judged) == (key, True)
    assert {"countersign", "chain"} <= {need.family.value for need in found.needs}
