"""Edges where a person's post, a second round or a bare record decides: judged by what held on the day of the act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.domain.facts import Holding, Leave, Topic
from secretariat.domain.states import Outcome, Part, Post, Presence, Revision, TopicType
from secretariat.rules.finding import Severity
from tests.rules.build import BEFORE, DAY, clean, codes, findings, ids, joined, judged, line, matter, posts, someone
from tests.rules.defects_away import LEFT, going, gone, paired
from tests.rules.defects_people import document
from tests.rules.defects_topics import AGREED, DISAGREED, decided, differing, on_matter
from tests.rules.prepared import CHAIN_DAYS, REPLIED
from tests.rules.texts import GOVERNMENTS, HUANCUI, MEETINGS, SILENT, ZHOUCUN, ZIBO, ZICHUAN
from tests.rules.twin import KINDS, asked

ONE_DAY = timedelta(days=1)
COUNTERSIGNED = [case for case in MEETINGS if asked("countersign.missing", *case)]


def only(family, dossier):
    return [each for each in codes(dossier) if each.startswith(family)]


# --- posts on the day of the act


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
@pytest.mark.parametrize(("until", "right"), [(REPLIED, True), (REPLIED - ONE_DAY, False)], ids=["that day", "before"])
def test_who_headed_the_department_when_it_replied_signs(case, until, right):
    former = replace(someone("former"), posts=(Holding(post=Post.DEPARTMENT_HEAD, department="d-finance", to=until),))
    dossier = on_matter(joined(clean(*case), former), countersigns=(replace(AGREED, signed_by="former"),))
    assert codes(dossier) == ([] if right else ["countersign.unsigned"])


@pytest.mark.parametrize("kind", ["plenary", "executive", "head_office"])
@pytest.mark.parametrize("code", [ZICHUAN, ZHOUCUN, ZIBO])
def test_leave_is_approved_by_who_was_head_on_that_day(code, kind):
    """须向区长（市长）请假: to the one who held the post when it was approved."""
    former = replace(someone("former"), posts=(Holding(post=Post.HEAD, to=BEFORE),))
    dossier = replace(line(joined(clean(code, kind), former), "dep1", status=Presence.LEAVE), leave=())
    granted = Leave(person="dep1", asked_on=BEFORE, approved_by="former", approved_on=BEFORE)
    assert codes(replace(dossier, leave=(granted,))) == []
    too_late = replace(granted, approved_on=DAY)
    assert codes(replace(dossier, leave=(too_late,))) == ["leave.wrong_approver"]


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_who_took_up_the_post_after_he_was_back_need_not_have_reported(code):
    dossier = going(gone("town", reported_on=None, approved_by=None, attachments=False, reported_back_on=None))
    appointed = Holding(post=Post.TOWN_HEAD, department="d-town", from_=DAY)
    assert codes(posts(dossier(clean(code, "executive")), "town", appointed)) == []
    until_he_left = Holding(post=Post.TOWN_HEAD, department="d-town", to=LEFT)
    assert "away.late_report" in codes(posts(dossier(clean(code, "executive")), "town", until_he_left))


@pytest.mark.parametrize("case", [case for case in COUNTERSIGNED if case[0] != ZICHUAN], ids=str)
def test_the_pair_coordinates_while_the_leader_in_charge_is_away(case):
    day = CHAIN_DAYS[0]
    dossier = on_matter(paired(clean(*case), "dep1", "dep2"), **differing(agreed=True, by="dep2", on=day))
    assert codes(dossier) == ["countersign.not_coordinated"]
    assert codes(going(gone("dep1", from_=day, to=day))(dossier)) == []


# --- a second round of countersigns


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_the_last_round_counts(case):
    first, second = replace(DISAGREED, round=1), replace(AGREED, round=2)
    assert codes(on_matter(clean(*case), countersigns=(first, second))) == []
    assert codes(on_matter(clean(*case), countersigns=(second, first))) == []
    back = on_matter(clean(*case), countersigns=(replace(AGREED, round=1), replace(DISAGREED, round=2)))
    assert codes(back) != []


# --- the order in which topics are recorded is not that in which they are heard


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_topics_are_told_by_their_numbers(case):
    dossier = clean(*case)
    assert codes(replace(dossier, topics=dossier.topics[::-1])) == []


# --- a bare record


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_what_a_topic_lacks_of_which_nothing_is_recorded(case):
    """Its title and type are all there is: what the text asks of every topic is missing, and no more."""
    expected = {
        code
        for code in (
            "topic.step_missing",
            "topic.form_missing",
            "material.late",
            "material.delivery_late",
            "material.unsigned",
        )
        if asked(code, *case)
    }
    dossier = clean(*case)
    dossier = replace(dossier, topics=(*dossier.topics, Topic(no=9, title="其他事项", type=TopicType.OTHER)))
    found = findings(dossier)
    assert {each.code for each in found} == expected
    assert {each.subject for each in found} <= {9}
    untyped = replace(dossier, topics=(*dossier.topics[:-1], Topic(no=9, title="其他事项")))
    assert {each.code for each in findings(untyped)} == expected


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_a_meeting_of_which_next_to_nothing_is_recorded_can_be_judged(code):
    """Nothing on record breaks nothing in the program: it says what is missing."""
    for kind in KINDS[code]:
        dossier = clean(code, kind)
        bare = replace(dossier, attendance=(), topics=(), minutes=None, leave=(), away=())
        assert set(codes(bare)) <= {
            "member.missing",
            "attendee.missing",
            "quorum.not_met",
            "minutes.missing",
            "agenda.first_topic",
            "agenda.safety_topic",
            "chair.not_entitled",
            "chair.not_commissioned",
        }


# --- documents of what was not adopted


@pytest.mark.parametrize("kind", ["plenary", "executive"])
@pytest.mark.parametrize("code", [ZICHUAN, ZIBO])
def test_only_what_was_adopted_is_issued(code, kind):
    """淄川 五十七, 淄博 五十五: 讨论通过决定印发的文件."""
    for outcome in (Outcome.DEFERRED, Outcome.REJECTED):
        dossier = document(Revision.MINOR, None, None)(on_matter(clean(code, kind), decision=decided(outcome)))
        assert only("document.", dossier) == []
    for outcome in (Outcome.ADOPTED, Outcome.ADOPTED_IN_PRINCIPLE, Outcome.ADOPTED_AFTER_REVISION):
        dossier = document(Revision.MINOR, None, None)(on_matter(clean(code, kind), decision=decided(outcome)))
        assert only("document.", dossier) == ["document.issue_late"]


@pytest.mark.parametrize("kind", KINDS[ZICHUAN])
def test_a_document_without_a_word_on_its_revision(kind):
    dossier = on_matter(clean(ZICHUAN, kind), type=TopicType.REPORT, decision=decided(Outcome.ADOPTED))
    asks = bool(asked("document.issue_late", ZICHUAN, kind, "minor"))
    assert only("document.", document(None, None, None)(dossier)) == ["document.issue_late"] * asks


# --- where the rule is silent it is said so


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_that_a_rule_is_silent_is_told_and_no_fault(case):
    """Minutes of these kinds are named by no article: the program proposes who signs and says so."""
    told = [each for each in judged(clean(*case)).findings if each.code == "rule.silent"]
    assert all(each.severity is Severity.INFO and each.message for each in told)
    assert told or case not in SILENT


# --- leaders who sit in another part


def test_the_director_attends_in_huancui_and_is_no_leader():
    """环翠 第四十四条: 办公室主任列席, so whoever approves his leave will do."""
    dossier = line(clean(HUANCUI, "head_office"), "director", Part.ATTENDEE, Presence.LEAVE)
    for by in ("head", "vice1", "executive"):
        granted = tuple(replace(each, approved_by=by) for each in dossier.leave)
        assert codes(replace(dossier, leave=granted)) == []


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_what_one_topic_lacks_is_not_told_of_another(case):
    dossier = on_matter(clean(*case), countersigns=())
    assert [(each.code, each.subject) for each in findings(dossier)] == [("countersign.missing", matter(dossier).no)]
