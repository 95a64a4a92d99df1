"""The chain of approval of a topic: 分管领导审核 → 秘书长审核 → 市长审定."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from secretariat.domain.facts import Away, Holding, Step
from secretariat.domain.states import MeetingStatus, Post, StepKind
from secretariat.rules.schema.topics import Chain, ChainStep
from tests.rules.invented import ARTICLE, DAY, book, codes, dossier, found, only, topic

REVIEW, OFFICE, DECISION = StepKind.DEPUTY_REVIEW, StepKind.OFFICE_REVIEW, StepKind.HEAD_DECISION
CHAIN = Chain(
    article=ARTICLE,
    kinds=("executive",),
    steps=(
        ChainStep(step=REVIEW, posts=(Post.DEPUTY,), in_charge=True),
        ChainStep(step=OFFICE, posts=(Post.OFFICE_DIRECTOR,), article="第九条"),
        ChainStep(step=DECISION, posts=(Post.HEAD,)),
    ),
)
RULES = book(chains=(CHAIN,))
FIRST, SECOND, THIRD = date(2023, 11, 6), date(2023, 11, 7), date(2023, 11, 8)
DONE = {
    REVIEW: Step(step=REVIEW, by="zhou", on=FIRST),
    OFFICE: Step(step=OFFICE, by="director", on=SECOND),
    DECISION: Step(step=DECISION, by="head", on=THIRD),
}


def chain(*changed, **more):
    """The topic with its full chain, some of the steps being others."""
    steps = DONE | {step.step: step for step in changed}
    return topic(steps=tuple(steps.values()), **more)


def without(*kinds):
    return topic(steps=tuple(step for kind, step in DONE.items() if kind not in kinds))


def away(given, person, from_, to=None):
    whole = dossier(given)
    return replace(whole, away=(Away(person=person, from_=from_, to=to),))


def test_a_full_chain_is_in_order():
    assert not found(RULES, chain())


# --- steps that lack


@pytest.mark.parametrize(
    ("kind", "name", "article"),
    [(REVIEW, "分管领导审核", ARTICLE), (OFFICE, "秘书长审核", "第九条"), (DECISION, "市长审定", ARTICLE)],
)
def test_a_step_that_lacks_is_named(kind, name, article):
    finding = only(RULES, without(kind))
    assert (finding.code, finding.subject, finding.article) == ("topic.step_missing", 3, article)
    assert name in finding.message


def test_a_chain_of_which_nothing_is_done_is_one_finding():
    finding = only(RULES, topic())
    assert finding.code == "topic.step_missing"
    assert all(name in finding.message for name in ("分管领导审核", "秘书长审核", "市长审定"))


def test_a_step_without_a_person_proves_nothing():
    assert "未填办理人" in only(RULES, chain(Step(step=OFFICE, on=SECOND))).message


def test_a_step_after_the_meeting_is_none():
    assert codes(RULES, chain(replace(DONE[DECISION], on=DAY))) == []
    finding = only(RULES, chain(replace(DONE[DECISION], on=date(2023, 11, 16))))
    assert finding.code == "topic.step_missing"
    assert "在会后" in finding.message


def test_a_planned_meeting_is_told_of_what_still_lacks():
    assert codes(RULES, dossier(without(DECISION), status=MeetingStatus.PLANNED)) == ["topic.step_missing"]


# --- order


def test_steps_of_one_day_are_in_order():
    assert not found(RULES, chain(*(replace(step, on=FIRST) for step in DONE.values())))


@pytest.mark.parametrize("order", [*permutations(DONE.values())], ids=range(6))
def test_the_days_say_the_order_not_the_list(order):
    assert not found(RULES, topic(steps=order))


def test_a_step_before_the_one_that_precedes_it():
    finding = only(RULES, chain(replace(DONE[OFFICE], on=date(2023, 11, 3))))
    assert (finding.code, finding.article) == ("topic.step_order", "第九条")
    assert "分管领导审核→秘书长审核→市长审定" in finding.message
    assert "2023年11月3日" in finding.message


def test_steps_without_days_stand_as_they_happened():
    undated = [replace(step, on=None) for step in DONE.values()]
    assert not found(RULES, topic(steps=tuple(undated)))
    assert codes(RULES, topic(steps=tuple(reversed(undated)))) == ["topic.step_order"]


def test_a_topic_that_was_sent_back_is_in_order_if_one_way_through_is():
    again = replace(DONE[REVIEW], on=date(2023, 11, 9))
    assert not found(RULES, topic(steps=(*DONE.values(), again)))
    assert not found(RULES, topic(steps=(again, *DONE.values())))
    early = replace(DONE[DECISION], on=date(2023, 11, 1))
    assert not found(RULES, topic(steps=(early, *DONE.values())))


# --- by whom


def test_the_leader_in_charge_reviews():
    finding = only(RULES, chain(replace(DONE[REVIEW], by="wu")))
    assert (finding.code, finding.subject) == ("topic.wrong_approver", 3)
    assert "登记为吴江" in finding.message
    assert "分管领导周平" in finding.message


@pytest.mark.parametrize("by", ["director", "ning", "h-housing", "clerk", "head"])
def test_nobody_else_reviews_for_the_leader_in_charge(by):
    assert codes(RULES, chain(replace(DONE[REVIEW], by=by))) == ["topic.wrong_approver"]


@pytest.mark.parametrize(
    ("from_", "to", "fault"),
    [(FIRST, FIRST, False), (FIRST, None, False), (SECOND, None, True), (date(2023, 11, 1), date(2023, 11, 3), True)],
)
def test_the_pair_acts_while_the_leader_is_away(from_, to, fault):
    given = away(chain(replace(DONE[REVIEW], by="wu")), "zhou", from_, to)
    assert codes(RULES, given) == (["topic.wrong_approver"] if fault else [])


def test_nobody_else_acts_while_the_leader_is_away():
    given = away(chain(replace(DONE[REVIEW], by="ning")), "zhou", FIRST)
    assert codes(RULES, given) == ["topic.wrong_approver"]


@pytest.mark.parametrize(
    ("by", "fault"), [("zhou", False), ("wu", False), ("head", False), ("ning", True), ("director", True)]
)
def test_where_nobody_is_in_charge_any_deputy_or_the_head_acts(by, fault):
    given = chain(replace(DONE[REVIEW], by=by), sponsor="lonely")
    assert codes(RULES, given) == (["topic.wrong_approver"] if fault else [])
    assert codes(RULES, replace(given, sponsor=None)) == (["topic.wrong_approver"] if fault else [])


def test_who_is_in_charge_by_another_post_acts():
    """宁远 is no deputy, but in charge of the police; nobody else is."""
    assert not found(RULES, chain(replace(DONE[REVIEW], by="ning"), sponsor="police"))
    assert not found(RULES, chain(replace(DONE[REVIEW], by="wu"), sponsor="police"))


@pytest.mark.parametrize("by", ["vice", "head", "zhou", "clerk"])
def test_the_office_review_is_the_directors(by):
    finding = only(RULES, chain(replace(DONE[OFFICE], by=by)))
    assert (finding.code, finding.article) == ("topic.wrong_approver", "第九条")
    assert "应由秘书长办理" in finding.message


def test_nobody_stands_in_for_the_heads_decision():
    given = away(chain(replace(DONE[DECISION], by="zhou")), "head", FIRST)
    paired = replace(
        given, people=tuple(replace(each, pair="zhou") if each.id == "head" else each for each in given.people)
    )
    assert codes(RULES, paired) == ["topic.wrong_approver"]


def test_of_several_records_the_right_persons_counts():
    wrong = replace(DONE[OFFICE], by="vice", on=THIRD)
    assert not found(RULES, topic(steps=(*DONE.values(), wrong)))


def held(person, *holdings):
    whole = dossier(chain())
    return replace(
        whole,
        people=tuple(replace(each, posts=holdings) if each.id == person else each for each in whole.people),
    )


def test_posts_count_on_the_day_of_the_step():
    """秘书长 until the day before the meeting: what he reviewed then was reviewed by the right one."""
    assert not found(RULES, held("director", Holding(post=Post.OFFICE_DIRECTOR, to=date(2023, 11, 14))))


def test_a_snapshot_that_knows_no_holder_on_that_day_takes_the_meetings():
    since = Holding(post=Post.OFFICE_DIRECTOR, from_=date(2023, 11, 10))
    assert not found(RULES, held("director", since))
    both = held("director", since)
    both = replace(
        both,
        people=tuple(
            replace(each, posts=(Holding(post=Post.OFFICE_DIRECTOR, to=date(2023, 11, 9)),))
            if each.id == "vice"
            else each
            for each in both.people
        ),
    )
    assert codes(RULES, both) == ["topic.wrong_approver"]


def test_the_sponsors_head_may_take_a_step_that_says_so():
    report = ChainStep(step=StepKind.DEPUTY_REPORT, posts=(Post.DEPUTY,), in_charge=True, sponsor_head=True)
    rules = book(chains=(replace(CHAIN, steps=(report,)),))
    for by in ("zhou", "h-housing"):
        assert not found(rules, topic(steps=(Step(step=StepKind.DEPUTY_REPORT, by=by, on=FIRST),)))
    assert codes(rules, topic(steps=(Step(step=StepKind.DEPUTY_REPORT, by="h-finance", on=FIRST),))) == [
        "topic.wrong_approver"
    ]
    assert "分管领导向市长汇报" in only(rules, topic()).message


# --- who needs none


@pytest.mark.parametrize(("by", "fault"), [("head", False), ("zhou", True), (None, True)])
def test_what_a_proposer_puts_forward_needs_no_chain(by, fault):
    rules = book(chains=(replace(CHAIN, proposers=(Post.HEAD,)),))
    assert codes(rules, topic(proposed_by=by)) == (["topic.step_missing"] if fault else [])


def test_where_the_rule_knows_no_proposers_the_heads_topic_needs_the_chain():
    assert codes(RULES, topic(proposed_by="head")) == ["topic.step_missing"]


def test_another_kind_needs_no_chain():
    assert not found(RULES, dossier(topic(), kind="weekly"))
