"""Disagreement, late additions, the order of the agenda and batches, held against needs_by_text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secretariat.domain.facts import AdHoc, Away, Coordination, Copy, Countersign, Excuse, Material, Topic
from secretariat.domain.states import Opinion, TopicFlag, TopicType
from secretariat.rules.agenda_plan import proposed_order
from secretariat.rules.disagreement import way_of_disagreement
from secretariat.rules.finding import Severity
from secretariat.rules.intake_batches import batch_of, intake_rule
from tests.rules.build import CAST, rulebook
from tests.rules.needs_by_text import (
    AD_HOC,
    COUNTERSIGNS,
    DEPARTMENT_REMIT,
    FIRST_TOPIC,
    GOVERNMENTS,
    INTAKE,
    RECALL,
    REPORT_MINUTES,
    SAFETY_TOPIC,
)
from tests.rules.planned import DAY, KINDS, LONG_BEFORE, TOPIC, case_of, dossier_of, found, held

SAYS_NO = Countersign(
    department="d-finance", asked_on=date(2022, 7, 20), opinion=Opinion.DISAGREE, grounds="资金未落实"
)
COORDINATED = [code for code in GOVERNMENTS if not COUNTERSIGNS[code].off_agenda]
FULL = Coordination(statement=True, grounds=True, preferred_option=True, by="dep1", on=LONG_BEFORE)


def differs(coordination=None, **row):
    return replace(TOPIC, countersigns=(replace(SAYS_NO, **row),), coordination=coordination)


def lacking(dossier):
    """What is found of the disagreement; nothing: the topic may come before the meeting."""
    told = found(dossier, "countersign.")
    assert {each.article for each in told} <= {COUNTERSIGNS[dossier.rulebook].article}
    return {each.code.removeprefix("countersign.") for each in told}


# --- the way


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_goes_along_and_who_is_asked(code):
    rule = COUNTERSIGNS[code]
    steps = ("agree", "excuse")
    if not rule.off_agenda:
        first = ("statement", "grounds", *(("option",) if rule.option_at_once else ()), "coordinate")
        steps = (*first, *(("option",) if rule.option_still else ()))
    for kind in KINDS[code]:
        way = way_of_disagreement(case_of(dossier_of(code, kind, differs())), differs())
        assert tuple(step.key for step in way) == (steps if kind in rule.kinds else ()), kind
        assert {step.article for step in way} <= {rule.article}
        assert not any(step.done for step in way)


@pytest.mark.parametrize(
    ("code", "kind"), [(code, kind) for code in GOVERNMENTS for kind in sorted(COUNTERSIGNS[code].kinds)]
)
def test_when_it_may_come_before_the_meeting(code, kind):
    rule = COUNTERSIGNS[code]
    option = {"option_missing"} if rule.option_at_once or rule.option_still else set()

    def still(*given, **row):
        return lacking(dossier_of(code, kind, differs(*given, **row)))

    bare, in_vain, with_option = still(), still(replace(FULL, preferred_option=False)), still(FULL)
    if rule.off_agenda:
        # 原则上不提交会议研究, whatever papers there are.
        assert bare == in_vain == with_option == {"not_agreed"}
    else:
        assert bare == {"statement_missing", "grounds_missing", "not_coordinated"} | option
        assert (in_vain, with_option) == (option, set())
    # 协调一致后, 有关部门主要负责人必须签字.
    agreed = replace(FULL, agreed=True, preferred_option=rule.option_at_once)
    assert still(agreed) == {"unsigned"}
    assert still(agreed, signed_by="finance") == set()


@pytest.mark.parametrize("code", COORDINATED)
@pytest.mark.parametrize("paper", ["statement", "grounds"])
def test_each_paper_for_itself(code, paper):
    given = differs(replace(FULL, **{paper: False}))
    assert lacking(dossier_of(code, "executive", given)) == {f"{paper}_missing"}


# Who of the cast holds the posts; of the deputies only dep1 is in charge of the sponsor.
MEANT = {"deputy": {"dep1"}, "office_director": {"director"}, "office_deputy_director": {"vice1", "vice2"}}


@pytest.mark.parametrize("code", COORDINATED)
def test_who_coordinates(code):
    rule = COUNTERSIGNS[code]
    for kind in rule.kinds:
        by = {person.id: dossier_of(code, kind, differs(replace(FULL, by=person.id))) for person in CAST}
        done = {person for person, dossier in by.items() if not lacking(dossier)}
        assert done == set().union(*(MEANT[post] for post in rule.coordinators)), kind


@pytest.mark.parametrize("code", COORDINATED)
def test_his_pair_coordinates_while_he_is_away(code):
    """补位: 周村 八, 环翠 第七条, 淄博 九, 钢城 第六条."""
    people = tuple(replace(each, pair="dep2") if each.id == "dep1" else each for each in CAST)
    away = (Away(person="dep1", from_=LONG_BEFORE, to=LONG_BEFORE),)
    dossier = dossier_of(code, "executive", differs(replace(FULL, by="dep2")), people=people)
    assert lacking(dossier) == {"not_coordinated"}
    assert lacking(replace(dossier, away=away)) == set()


def test_only_the_head_lets_a_topic_pass_that_is_not_agreed():
    """淄川 五十四: 原则上 leaves room; 五十三 gives the last word on a topic to the head."""
    for by, severity in (("head", Severity.EXCUSED), ("dep1", Severity.VIOLATION)):
        excuse = Excuse(code="countersign.not_agreed", subject=1, allowed_by=by, on=LONG_BEFORE, reason="时限紧迫")
        dossier = replace(dossier_of("zichuan-2022", "executive", differs()), exceptions=(excuse,))
        (told,) = found(dossier, excuse.code)
        assert (told.severity, told.article) == (severity, "五十四")


# --- added after the agenda was set

SET_ON, ADDED = date(2022, 9, 28), date(2022, 9, 29)
GIVEN = {
    "nothing": None,
    "reason": AdHoc(reason="突发事件"),
    "blank": AdHoc(reason="  "),
    "consent of the head": AdHoc(consent_by="head"),
    "consent of another": AdHoc(consent_by="executive", reason="突发事件"),
}
ENOUGH = {"consent": {"consent of the head"}, "reason": {"reason", "consent of another"}}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_a_topic_needs_that_is_added_late(code):
    needs, kinds, article = AD_HOC.get(code, ("", frozenset(), ""))
    for kind in KINDS[code]:
        for said, given in GIVEN.items():
            late = replace(TOPIC, added_on=ADDED, ad_hoc=given)
            told = found(dossier_of(code, kind, late, set_on=SET_ON), "topic.ad_hoc", as_of=ADDED)
            wanted = kind in kinds and said not in ENOUGH[needs]
            assert [each.article for each in told] == ([article] if wanted else []), (kind, said)


@pytest.mark.parametrize("code", AD_HOC)
def test_before_and_on_the_day_it_is_set_nothing_is_late(code):
    for added in (SET_ON - timedelta(days=1), SET_ON):
        dossier = dossier_of(code, "executive", replace(TOPIC, added_on=added), set_on=SET_ON)
        assert found(dossier, "topic.ad_hoc", as_of=ADDED) == []


# --- the order of the agenda

ORDER = tuple(
    Topic(no=no, title=f"第{no}个议题", type=type_)
    for no, type_ in enumerate((TopicType.REPORT, TopicType.SAFETY, TopicType.OTHER, TopicType.STUDY), 1)
)


def places(code, kind):
    """The topics of ``ORDER`` that have a place by rule, the foremost first, each with its article."""
    first, first_article = FIRST_TOPIC.get(code, (frozenset(), ""))
    safety, safety_article = SAFETY_TOPIC.get(code, (frozenset(), ""))
    return {**({4: first_article} if kind in first else {}), **({2: safety_article} if kind in safety else {})}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_which_topics_have_a_place_by_rule(code):
    for kind in KINDS[code]:
        wanted = places(code, kind)
        plan = proposed_order(case_of(dossier_of(code, kind, *ORDER)))
        assert {each.no: each.article for each in plan.reasons} == wanted, kind
        assert plan.order == (*wanted, *(no for no in (1, 2, 3, 4) if no not in wanted)), kind
        assert (plan.lacking, plan.same) == ((), not wanted), kind


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_lacks_or_stands_in_the_wrong_place(code):
    """第一议题 must be the first; 底线议题 need only be there (设立专门议题)."""
    for kind in KINDS[code]:
        wanted = places(code, kind)
        first = [("agenda.first_topic", Severity.VIOLATION, wanted[4])] if 4 in wanted else []
        safety = [("agenda.safety_topic", Severity.WARNING, wanted[2])] if 2 in wanted else []
        for topics, wrong in ((ORDER, first), (ORDER[:1], first + safety), (ORDER[3:], safety), ((), [])):
            dossier = dossier_of(code, kind, *topics)
            told = found(dossier, "agenda.first_topic", "agenda.safety_topic")
            assert [(each.code, each.severity, each.article) for each in told] == wrong, (kind, topics)
        lacking_ones = proposed_order(case_of(dossier_of(code, kind, ORDER[0]))).lacking
        assert [each.article for each in lacking_ones] == list(wanted.values()), kind


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_how_long_a_report_takes(code):
    most, kinds, article = REPORT_MINUTES.get(code, (0, frozenset(), ""))
    for kind in KINDS[code]:
        for minutes in (most, most + 1, 60):
            told = found(dossier_of(code, kind, replace(TOPIC, report_minutes=minutes)), "agenda.report_time")
            wanted = [(Severity.WARNING, article)] if kind in kinds and minutes > most else []
            assert [(each.severity, each.article) for each in told] == wanted, (kind, minutes)


# --- what is not put before a meeting, what comes back after it


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_a_departments_own_remit(code):
    kinds, article = DEPARTMENT_REMIT.get(code, (frozenset(), ""))
    given = replace(TOPIC, flags=(TopicFlag.DEPARTMENT_REMIT,))
    for kind in KINDS[code]:
        told = found(dossier_of(code, kind, given), "topic.department_remit")
        assert [each.article for each in told] == ([article] if kind in kinds else []), kind


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_material_that_is_marked_comes_back(code):
    for kind in KINDS[code]:
        for recalled, marked in ((None, True), (DAY, True), (None, False)):
            given = replace(TOPIC, material=Material(recall=marked, recalled_on=recalled))
            told = found(held(dossier_of(code, kind, given)), "material.not_recalled", as_of=DAY)
            wanted = [RECALL[code]] if code in RECALL and marked and recalled is None else []
            assert [each.article for each in told] == wanted, (kind, marked, recalled)


@pytest.mark.parametrize("code", RECALL)
def test_every_numbered_copy_comes_back(code):
    """A day on which all came back proves nothing while a copy that was given out is not back."""
    copies = (Copy(no=1, given_on=DAY, returned_on=DAY), Copy(no=2, given_on=DAY), Copy(no=3))
    for recalled, register, numbers in (
        (DAY, copies, ["第2份"]),
        (None, copies, ["第2份"]),
        (DAY, copies[:1], []),
        (DAY, copies[2:], []),
    ):
        given = replace(TOPIC, material=Material(recall=True, recalled_on=recalled), copies=register)
        told = found(held(dossier_of(code, "executive", given)), "material.not_recalled", as_of=DAY)
        assert [each.article for each in told] == [RECALL[code]] * len(numbers)
        assert all(number in each.message for number, each in zip(numbers, told, strict=True))


# --- batches


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_two_batches_a_month_or_none(code):
    """周村 四十九: 每月月中、月末各提报一次; that is taken as the 15th and the month's last day."""
    kinds, article, in_batches = INTAKE.get(code, (frozenset(), "", False))
    days = [date(2023, 12, 20) + timedelta(days=no) for no in range(80)]
    for kind in KINDS[code]:
        rule = intake_rule(rulebook(code), kind)
        assert (rule and rule.article) == (article if kind in kinds else None), kind
        batches = {day: None if rule is None else batch_of(rule, day) for day in days}
        if kind not in kinds or not in_batches:
            assert set(batches.values()) == {None}, kind
            continue
        assert sorted({batch.last for batch in batches.values()}) == [
            date(2023, 12, 31),
            date(2024, 1, 15),
            date(2024, 1, 31),
            date(2024, 2, 15),
            date(2024, 2, 29),
            date(2024, 3, 15),
        ]
        assert all(day <= batch.last for day, batch in batches.items())
        assert all(batches.get(batch.last, batch) == batch for batch in batches.values())


def test_a_batch_is_a_practice_and_nobody_is_late_for_it():
    """四十九 says 原则上 and names no days."""
    given = replace(TOPIC, material=Material(submitted_on=date(2022, 9, 20)))
    assert found(dossier_of("zhoucun-2017", "executive", given), "material.late", as_of=DAY) == []
