"""Countersigns: asked, answered in time, signed by the right one; and what is done where departments differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Away, Coordination, Countersign, Holding
from secretariat.domain.states import MeetingStatus, Opinion, Post
from secretariat.rules.finding import Severity
from secretariat.rules.schema.deadline import Deadline
from secretariat.rules.schema.topics import CountersignRule, Disagreement, Reply
from tests.rules.invented import ARTICLE, DAY, book, codes, dossier, found, only, signed, topic

AGREE, DISAGREE = Opinion.AGREE, Opinion.DISAGREE
WAY = Disagreement(
    article="第八条",
    way="coordinate",
    statement=True,
    grounds=True,
    option="if_not_agreed",
    coordinators=(Post.OFFICE_DEPUTY_DIRECTOR,),
)
RULE = CountersignRule(
    article=ARTICLE,
    kinds=("executive",),
    paper="会签意见",
    disagreement=WAY,
    reply=Reply(article="第七条", deadline=Deadline(days=3, side="after", anchor="asked")),
)


def rules(**changes):
    return book(countersigns=(replace(RULE, **changes),))


RULES = rules()
ASKED = date(2023, 11, 1)
DUE = date(2023, 11, 6)  # the third working day after Wednesday 1 November


def concerning(*rows, concerns=("finance",), **more):
    return topic(concerns=concerns, countersigns=rows, **more)


# --- asked


def test_a_department_concerned_that_agreed_and_signed():
    assert not found(RULES, concerning(signed("finance")))
    assert not found(RULES, topic())


NOT_ASKED = {
    "no row": (),
    "another's row": (signed("police"),),
    "a row that says nothing": (Countersign(department="finance"),),
    "a row that says no reply yet": (Countersign(department="finance", opinion=Opinion.NONE),),
    "asked after the meeting": (signed("finance", asked_on=date(2023, 11, 16)),),
}


@pytest.mark.parametrize("rows", NOT_ASKED.values(), ids=list(NOT_ASKED))
def test_a_department_concerned_that_was_not_asked(rows):
    finding = only(RULES, concerning(*rows))
    assert (finding.code, finding.subject, finding.article) == ("countersign.missing", 3, ARTICLE)
    assert "市财政局" in finding.message


ASKED_ALL_THE_SAME = {
    "it agreed": signed("finance", asked_on=None),
    "it answered": Countersign(department="finance", replied_on=DUE),
    "asked on the meeting's day": signed("finance", asked_on=DAY),
}


@pytest.mark.parametrize("row", ASKED_ALL_THE_SAME.values(), ids=list(ASKED_ALL_THE_SAME))
def test_who_said_something_was_asked(row):
    assert not found(RULES, concerning(row))


def test_each_department_is_told_of_for_itself():
    told = found(RULES, concerning(signed("police"), concerns=("finance", "police", "justice")))
    assert [each.code for each in told] == ["countersign.missing"] * 2
    assert ["市财政局" in told[0].message, "市司法局" in told[1].message] == [True, True]


def test_the_sponsor_does_not_ask_itself():
    assert not found(RULES, concerning(concerns=("housing",)))


def test_another_kind_asks_nobody():
    assert not found(RULES, dossier(concerning(), kind="weekly"))


def test_a_planned_meeting_is_told_of_whom_to_ask():
    assert codes(RULES, dossier(concerning(), status=MeetingStatus.PLANNED)) == ["countersign.missing"]


# --- answered

SILENT = Countersign(department="finance", asked_on=ASKED)


@pytest.mark.parametrize(("as_of", "told"), [(ASKED, False), (DUE, False), (date(2023, 11, 7), True)])
@pytest.mark.parametrize("opinion", [None, Opinion.NONE])
def test_no_reply_is_told_when_its_time_has_run_out(opinion, as_of, told):
    given = dossier(concerning(replace(SILENT, opinion=opinion)), status=MeetingStatus.PLANNED)
    assert codes(RULES, given, as_of=as_of) == (["countersign.no_reply"] if told else [])


def test_no_reply_is_a_warning():
    finding = only(RULES, concerning(SILENT))
    assert (finding.severity, finding.article) == (Severity.WARNING, "第七条")
    assert "3个工作日" in finding.message
    assert "2023年11月6日" in finding.message


def test_where_silence_is_no_objection_it_is_told_for_information():
    finding = only(rules(reply=replace(RULE.reply, silence="no_objection")), concerning(SILENT))
    assert (finding.code, finding.severity) == ("countersign.no_reply", Severity.INFO)
    assert "视为无意见" in finding.message


def test_a_reply_that_came_late_is_one():
    assert not found(RULES, concerning(signed("finance", replied_on=date(2023, 11, 10))))


def test_without_a_time_to_reply_nobody_is_late():
    assert not found(rules(reply=None), concerning(SILENT))


def test_a_day_at_the_end_of_time_breaks_nothing():
    assert codes(RULES, dossier(concerning(replace(SILENT, asked_on=date.min)))) == ["countersign.no_reply"]
    whole = dossier(concerning(replace(SILENT, asked_on=date.max)))
    assert not found(RULES, replace(whole, meeting=replace(whole.meeting, date=date.max)), as_of=date.max)


# --- signed


@pytest.mark.parametrize("by", [None, "zhou", "h-housing", "clerk"])
def test_who_agreed_must_have_its_head_sign(by):
    finding = only(RULES, concerning(replace(signed("finance"), signed_by=by)))
    assert (finding.code, finding.article) == ("countersign.unsigned", ARTICLE)
    assert "会签意见" in finding.message


def test_who_headed_the_department_when_it_replied_may_have_signed():
    whole = dossier(concerning(signed("finance", replied_on=ASKED)))
    moved = tuple(
        replace(each, posts=(Holding(post=Post.DEPARTMENT_HEAD, department="finance", to=ASKED),))
        if each.id == "h-finance"
        else each
        for each in whole.people
    )
    assert not found(RULES, replace(whole, people=moved))
    late = dossier(concerning(signed("finance", replied_on=DUE)))
    assert codes(RULES, replace(late, people=moved)) == ["countersign.unsigned"]


# --- rounds


def test_the_last_round_counts():
    first = Countersign(department="finance", asked_on=ASKED, opinion=DISAGREE, round=1)
    second = signed("finance", round=2, asked_on=DUE)
    assert not found(RULES, concerning(first, second))
    assert not found(RULES, concerning(second, first))
    assert codes(RULES, concerning(replace(first, round=2), replace(second, round=1))) != []
    assert codes(RULES, concerning(first, replace(second, signed_by=None))) == ["countersign.unsigned"]


def test_rounds_without_a_number_follow_the_list():
    no = Countersign(department="finance", asked_on=ASKED, opinion=DISAGREE)
    assert not found(RULES, concerning(no, signed("finance")))


# --- they differ

DIFFERS = Countersign(department="finance", asked_on=ASKED, replied_on=DUE, opinion=DISAGREE)
FULL = Coordination(statement=True, grounds=True, preferred_option=True, by="zhou", on=date(2023, 11, 9))


def differing(**changes):
    return concerning(DIFFERS, coordination=replace(FULL, **changes))


def test_a_difference_that_went_the_rules_way():
    assert not found(RULES, differing())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"statement": False}, "countersign.statement_missing"),
        ({"grounds": False}, "countersign.grounds_missing"),
        ({"preferred_option": False}, "countersign.option_missing"),
        ({"by": None}, "countersign.not_coordinated"),
        ({"by": "wu"}, "countersign.not_coordinated"),
        ({"by": "director"}, "countersign.not_coordinated"),
        ({"on": date(2023, 11, 16)}, "countersign.not_coordinated"),
    ],
)
def test_each_thing_that_lacks_has_its_own_finding(changes, code):
    finding = only(RULES, differing(**changes))
    assert (finding.code, finding.article, finding.subject) == (code, "第八条", 3)
    assert "市财政局" in finding.message


def test_without_any_coordination_everything_lacks():
    assert codes(RULES, concerning(DIFFERS)) == [
        "countersign.statement_missing",
        "countersign.grounds_missing",
        "countersign.option_missing",
        "countersign.not_coordinated",
    ]


def test_several_that_differ_are_told_of_together():
    rows = (DIFFERS, replace(DIFFERS, department="police"))
    given = concerning(*rows, concerns=("finance", "police"), coordination=replace(FULL, grounds=False))
    assert "市财政局、市公安局" in only(RULES, given).message


def test_who_coordinates():
    assert not found(RULES, differing(by="vice"))
    whole = dossier(differing(by="wu"))
    absent = Away(person="zhou", from_=date(2023, 11, 9), to=date(2023, 11, 9))
    assert not found(RULES, replace(whole, away=(absent,)))


def test_a_rule_that_asks_for_less():
    less = rules(disagreement=Disagreement(article="第八条", way="coordinate"))
    assert not found(less, differing(statement=False, grounds=False, preferred_option=False))
    assert codes(less, concerning(DIFFERS)) == ["countersign.not_coordinated"]


def test_once_agreed_the_signature_is_due_and_the_option_is_not():
    assert codes(RULES, differing(agreed=True, preferred_option=False)) == ["countersign.unsigned"]
    done = concerning(
        replace(DIFFERS, signed_by="h-finance"), coordination=replace(FULL, agreed=True, preferred_option=False)
    )
    assert not found(RULES, done)


def test_an_option_that_is_always_asked_for():
    always = rules(disagreement=replace(WAY, option="always"))
    done = concerning(
        replace(DIFFERS, signed_by="h-finance"), coordination=replace(FULL, agreed=True, preferred_option=False)
    )
    assert codes(always, done) == ["countersign.option_missing"]


# --- kept off the agenda

OFF = rules(disagreement=Disagreement(article="第八条", way="off_agenda"))


def test_a_topic_that_is_kept_off_the_agenda():
    finding = only(OFF, concerning(DIFFERS))
    assert (finding.code, finding.article) == ("countersign.not_agreed", "第八条")
    assert codes(OFF, concerning(DIFFERS, coordination=FULL)) == ["countersign.not_agreed"]


def test_once_agreed_it_may_come_with_the_signature():
    agreed = replace(FULL, agreed=True)
    assert codes(OFF, concerning(DIFFERS, coordination=agreed)) == ["countersign.unsigned"]
    assert not found(OFF, concerning(replace(DIFFERS, signed_by="h-finance"), coordination=agreed))


def test_one_department_that_is_not_concerned_may_differ_too():
    assert codes(OFF, concerning(DIFFERS, concerns=())) == ["countersign.not_agreed"]
