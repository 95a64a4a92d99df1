"""Whom a proposal keeps in its tables and has from its organisation, whatever is undone and whoever comes and goes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from functools import partial

import pytest

from secretariat.domain import facts
from secretariat.domain.facts import Countersign
from secretariat.domain.organisation import Charge, Holding, Person
from secretariat.domain.states import Opinion, Post, StepKind, TopicType
from secretariat.errors import UserError
from secretariat.services import meetings, topics
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.organisation_view import open_organisation
from secretariat.services.proposal_list import Asked, list_topics
from secretariat.services.proposal_view import deleted_proposals, judge_proposal
from secretariat.services.reference import Reference
from secretariat.services.roster_refresh import roster_difference
from secretariat.services.topic_papers import topic_form
from secretariat.services.topic_view import case_of
from secretariat.services.undo import undo
from tests.databases import SECRETARY
from tests.services.topics_desk import FILED, TODAY, Desk


@pytest.fixture
def desk(file_database):
    return Desk(file_database)


@pytest.fixture
def anywhere(database):
    """On SQLite and on PostgreSQL."""
    return Desk(database)


def named(desk, key, name):
    return next(person for person in desk.dossier(key).people if person.name == name)


def test_one_undo_after_the_other_until_it_is_gone(anywhere):
    desk = anywhere
    key = desk.file(sponsor=None, concerns=(), reporter=None)
    filed = desk.last().no
    topics.propose(desk.database, SECRETARY, key, 1, desk.ref(key, "方致和"))
    before = desk.dossier(key)
    propose = desk.last().no
    undo(desk.database, SECRETARY, propose)
    undone = desk.last().no
    undo(desk.database, SECRETARY, filed)
    gone = desk.last().no
    with pytest.raises(UserError, match="没有编号为"):
        desk.dossier(key)
    undo(desk.database, SECRETARY, gone)
    assert desk.topic(key).proposed_by is None
    undo(desk.database, SECRETARY, undone)
    assert desk.dossier(key) == before
    assert deleted_proposals(desk.database) == ()


def test_whom_somebody_typed_goes_with_the_undo(anywhere):
    desk = anywhere
    key = desk.file()
    before = desk.dossier(key)
    meetings.add_person(desk.database, SECRETARY, key, facts.Person(id="", name="专家甲"))
    typed = desk.last().no
    undo(desk.database, SECRETARY, typed)
    assert desk.dossier(key) == before
    desk.undo()
    meetings.edit_topic(desk.database, SECRETARY, key, 1, reporter=desk.ref(key, "专家甲"))
    with pytest.raises(ChangedElsewhereError, match="已在别处用到"):
        undo(desk.database, SECRETARY, desk.last().no - 1)
    # Refused when it was to be committed, and the next act finds nothing of it.
    meetings.edit_topic(desk.database, SECRETARY, key, 1, title="再改")
    assert named(desk, key, "专家甲").id == desk.topic(key).reporter


def test_what_somebody_edited_goes_back_with_the_undo(anywhere):
    desk = anywhere
    key = desk.file()
    before = desk.dossier(key)
    meetings.edit_person(desk.database, SECRETARY, key, desk.ref(key, "方致和"), title="副区长")
    assert named(desk, key, "方致和").title == "副区长"
    desk.undo()
    assert desk.dossier(key) == before
    desk.undo()
    assert named(desk, key, "方致和").title == "副区长"


def test_another_act_does_not_touch_who_is_kept_already(anywhere):
    """So that either can be undone alone, and whoever is kept learns later what becomes of him."""
    desk = anywhere
    finance = desk.act(acts.add_department, "财政局")
    desk.act(acts.add_charge, desk.deputy, Charge(key=0, department=finance))
    key = desk.file()
    topics.propose(desk.database, SECRETARY, key, 1, desk.ref(key, "方致和"))
    first = desk.last()
    seen = desk.dossier(key)
    ref = next(unit.id for unit in seen.departments if unit.name == "财政局")
    meetings.edit_topic(desk.database, SECRETARY, key, 1, concerns=(ref,))
    second = desk.last()
    kept = {(line.table, line.row) for line in first.lines if line.table.startswith("meeting")}
    assert kept.isdisjoint((line.table, line.row) for line in second.lines)
    undo(desk.database, SECRETARY, second.no)
    assert desk.dossier(key) == seen
    desk.act(acts.end_person, desk.deputy, dt.date(2026, 11, 10), version=desk.version(desk.deputy))
    assert named(desk, key, "方致和").posts[0].to == dt.date(2026, 11, 10)
    meetings.edit_topic(desk.database, SECRETARY, key, 1, title="改")
    assert {line.table for line in desk.last().lines} == {"topic"}
    desk.undo()
    assert named(desk, key, "方致和").posts[0].to == dt.date(2026, 11, 10)


def test_who_left_before_the_filing_as_is_recorded_late_is_known_to_have_left(desk):
    key = desk.file()
    left = FILED - dt.timedelta(days=1)
    desk.act(acts.end_person, desk.chief, left, version=desk.version(desk.chief))
    assert named(desk, key, "龚燚").posts[0].to == left


def lead(desk, *spans):
    """Give charge of the housing department to new deputies, each from a day to a day."""
    keys = []
    for name, first, last in spans:
        keys.append(desk.add(name, Post.DEPUTY))
        desk.act(acts.add_charge, keys[-1], Charge(key=0, department=desk.housing, from_=first, to=last))
    return keys


def test_who_was_in_charge_on_the_day_of_the_step_signed_rightly(desk):
    """The step may be recorded before the charge goes over, or long after."""
    key = desk.file()
    over = dt.date(2026, 11, 10)
    end = {"version": open_organisation(desk.database, desk.key).person(desk.deputy).charges[0].version, "to": over}
    (charge,) = open_organisation(desk.database, desk.key).person(desk.deputy).charges
    desk.act(acts.edit_charge, charge.key, **end)
    lead(desk, ("石景行", over + dt.timedelta(days=1), None))
    sponsor = desk.topic(key).sponsor

    def leaders():
        return [person.name for person in desk.dossier(key).people if sponsor in person.in_charge_of]

    assert leaders() == ["石景行"]
    record = partial(topics.record_step, desk.database, SECRETARY, key, 1, StepKind.DEPUTY_REVIEW)
    record(by=desk.ref(key, "方致和"), on=over)
    assert leaders() == ["方致和", "石景行"]
    desk.undo()
    assert leaders() == ["石景行"]
    record(by=desk.ref(key, "方致和"), on=over + dt.timedelta(days=1))
    assert leaders() == ["石景行"]


def test_a_name_that_is_corrected_is_so_in_what_waits_too(desk):
    key = desk.file()
    topics.propose(desk.database, SECRETARY, key, 1, desk.ref(key, "方致和"))
    desk.act(acts.edit_person, desk.deputy, version=desk.version(desk.deputy), name="方志和")
    (row,) = list_topics(desk.database)
    assert (row.leader, named(desk, key, "方志和").id) == ("方志和", desk.topic(key).proposed_by)


def test_who_left_is_no_leader_on_the_board(anywhere):
    desk = anywhere
    key = desk.file()
    topics.propose(desk.database, SECRETARY, key, 1, desk.ref(key, "方致和"))
    by_him = Asked(leader="方致和")
    assert [row.leader for row in list_topics(desk.database, by_him)] == ["方致和"]
    desk.act(acts.end_person, desk.deputy, dt.date(2026, 11, 10), version=desk.version(desk.deputy))
    assert [row.leader for row in list_topics(desk.database)] == [None]
    assert list_topics(desk.database, by_him) == ()


def test_who_signed_a_countersign_headed_the_department_on_that_day(desk):
    """司法局 changes its head between the filing and the reply (《淄川区人民政府工作规则》第五十四条)."""
    over = dt.date(2026, 11, 10)
    old = desk.add("旧局长", Post.DEPARTMENT_HEAD, desk.justice)
    key = desk.file(values={"type": TopicType.NORMATIVE_DOCUMENT})
    desk.act(acts.end_person, old, over, version=desk.version(old))
    came = Holding(key=0, post=Post.DEPARTMENT_HEAD, department=desk.justice, from_=over + dt.timedelta(days=1))
    desk.act(acts.add_person, Person(key=0, name="新局长", posts=(came,)), today=TODAY)
    dossier, reference = desk.dossier(key), Reference()
    (unit,) = dossier.topics[0].concerns

    def rightly(who, day):
        reply = Countersign(
            department=unit, asked_on=FILED, replied_on=day, opinion=Opinion.AGREE, signed_by=desk.ref(key, who)
        )
        topic = dataclasses.replace(dossier.topics[0], countersigns=(reply,))
        found = judge_proposal(dataclasses.replace(dossier, topics=(topic,)), reference, TODAY)
        return "countersign.unsigned" not in {finding.code for finding in found.findings}

    assert rightly("旧局长", over)
    assert not rightly("旧局长", over + dt.timedelta(days=1))
    assert not rightly("新局长", over)
    assert rightly("新局长", over + dt.timedelta(days=1))


def test_the_form_names_who_signed_where_another_holds_the_post_by_now(desk):
    key = desk.file(values={"type": TopicType.NORMATIVE_DOCUMENT})
    topics.record_step(desk.database, SECRETARY, key, 1, StepKind.HEAD_DECISION, by=desk.ref(key, "林知远"), on=FILED)
    desk.act(acts.end_person, desk.head, FILED, version=desk.version(desk.head))
    came = Holding(key=0, post=Post.HEAD, from_=FILED + dt.timedelta(days=1))
    desk.act(acts.add_person, Person(key=0, name="继任者", posts=(came,)), today=TODAY)
    form = topic_form(case_of(desk.dossier(key), Reference(), today=TODAY, proposal=True), 1)
    assert [place.who for place in form.opinions if "林知远" in place.said] == ["林知远"]


def test_who_came_to_a_meeting_with_a_topic_and_had_left_keeps_his_posts_there(desk):
    """Else what he signed while he held them would be judged to be by the wrong person."""
    key = desk.file()
    topics.propose(desk.database, SECRETARY, key, 1, desk.ref(key, "方致和"))
    desk.act(acts.end_person, desk.deputy, dt.date(2026, 11, 10), version=desk.version(desk.deputy))
    meeting = desk.meeting()
    desk.place(key, meeting)
    assert roster_difference(desk.database, meeting).lines == ()
