"""What a topic still needs, the way of a disagreement, what will be asked, and the agenda by rule, as the texts say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import (
    Attendance,
    Away,
    Coordination,
    Countersign,
    Excuse,
    Leave,
    Material,
    Review,
    Step,
    Topic,
)
from secretariat.domain.states import (
    MeetingStatus,
    Opinion,
    Part,
    Presence,
    ReviewKind,
    StepKind,
    TopicFlag,
    TopicType,
)
from secretariat.rules.agenda_plan import conflicts, proposed_order
from secretariat.rules.case import Case
from secretariat.rules.disagreement import way_of_disagreement
from secretariat.rules.finding import Severity
from secretariat.rules.intake_batches import batch_of, intake_rule
from secretariat.rules.topic_asks import asks_for
from secretariat.rules.topic_needs import Family, missing, needs, until_text
from tests.rules.build import calendar, clean, judged, matter, rulebook, topic
from tests.rules.prepared import AS_OF, DAY, MATTER
from tests.rules.texts import GANGCHENG, HUANCUI, TEXTS, ZHOUCUN, ZIBO, ZICHUAN

GOVERNMENTS = (ZICHUAN, ZHOUCUN, HUANCUI, ZIBO, GANGCHENG)
IN_GOOD_TIME = date(2022, 4, 6)
BARE = Topic(no=1, title="关于规范性文件的请示", sponsor="d-housing", concerns=("d-finance",))


def case_of(code, *topics, kind="executive", as_of=IN_GOOD_TIME, **changes):
    whole = clean(code, kind)
    meeting = replace(whole.meeting, status=MeetingStatus.PLANNED)
    dossier = replace(whole, meeting=meeting, topics=topics or whole.topics, minutes=None, **changes)
    book = rulebook(code)
    return Case(book, book.kinds[kind], dossier, as_of=as_of, calendar=calendar())


def needed(code, given, **more):
    return needs(case_of(code, given, **more), given)


# --- what a draft of a normative document with a deadline needs in an executive meeting, read off the articles

NORMATIVE = replace(BARE, type=TopicType.NORMATIVE_DOCUMENT, flags=(TopicFlag.DEADLINE_BOUND,))
CHAIN = ("step.deputy_review", "step.office_review", "step.head_decision")
BY_TEXT = {
    ZICHUAN: {
        "registration": "五十四",
        "countersign.d-finance": "五十四",
        "review.legality": "五十四",
        "review.fair_competition": "二十二",
        "review.consultation": "二十一",
        **dict.fromkeys(CHAIN, "五十三"),
    },
    ZHOUCUN: {
        "countersign.d-finance": "四十八",
        "review.legality": "二十",
        "review.consultation": "二十",
        "form": "四十九",
        **dict.fromkeys(CHAIN, "四十七"),
        "step.deputy_report": "四十九",
        "delivery.1": "四十九",
        "delivery.2": "四十九",
    },
    HUANCUI: {
        "countersign.d-finance": "第四十九条",
        "review.legality": "第十九条",
        "review.consultation": "第十九条",
        "form": "第四十九条",
        **dict.fromkeys(CHAIN, "第五十条"),
        "material.submitted": "第五十条",
    },
    ZIBO: {
        "countersign.d-finance": "五十一",
        "review.legality": "五十一",
        "review.consultation": "二十二",
        **dict.fromkeys(CHAIN, "五十"),
        "material.submitted": "五十二",
    },
    GANGCHENG: {
        "countersign.d-finance": "第四十六条",
        "step.deputy_report": "第四十四条",
        "step.office_review": "第四十四条",
        "step.head_decision": "第四十四条",
        "material.signed": "第四十四条",
    },
}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_a_bare_topic_needs_and_by_which_article(code):
    found = needed(code, NORMATIVE)
    assert {need.key: need.article for need in found} == BY_TEXT[code]
    assert missing(found) == tuple(sorted(found, key=lambda need: need.left))


# The working days before 29 April 2022: 24 April, a Sunday, was worked; from 30 April on there were holidays.
LAST_DAYS = {
    (ZICHUAN, "registration"): date(2022, 4, 11),
    (ZICHUAN, "countersign.d-finance"): date(2022, 4, 25),  # then 26, 27 and 28 to reply
    (ZICHUAN, "review.legality"): DAY,
    (ZHOUCUN, "delivery.1"): date(2022, 4, 26),
    (ZHOUCUN, "delivery.2"): date(2022, 4, 28),
    (HUANCUI, "countersign.d-finance"): DAY,
    (HUANCUI, "material.submitted"): date(2022, 4, 24),
    (ZIBO, "material.submitted"): date(2022, 4, 24),
    (GANGCHENG, "step.head_decision"): DAY,
}


@pytest.mark.parametrize(("code", "key"), LAST_DAYS)
def test_until_when(code, key):
    need = next(each for each in needed(code, NORMATIVE) if each.key == key)
    assert need.until.day == LAST_DAYS[code, key]


def test_the_days_that_are_left_are_working_days():
    def left(as_of):
        return next(each for each in needed(ZIBO, NORMATIVE, as_of=as_of) if each.key == "material.submitted")

    assert until_text(left(date(2022, 4, 21))) == "最迟2022年4月24日，还有2个工作日"  # Friday 22 and Sunday 24
    assert until_text(left(date(2022, 4, 24))) == "最迟2022年4月24日，今天到期"
    assert until_text(left(date(2022, 4, 26))) == "最迟2022年4月24日，已逾期2个工作日"
    assert [left(day).late for day in (date(2022, 4, 24), date(2022, 4, 25))] == [False, True]


def test_without_a_day_nothing_is_due_but_a_reply():
    asked = Countersign(department="d-finance", asked_on=date(2022, 4, 6))
    given = replace(NORMATIVE, countersigns=(asked,))
    found = needs(case_of(ZICHUAN, given), given, dated=False)
    assert {need.key: need.left for need in found if need.left is not None} == {"countersign.d-finance": 3}


@pytest.mark.parametrize(("code", "kind"), sorted(TEXTS))
def test_a_topic_with_every_paper_needs_nothing(code, kind):
    given = matter(clean(code, kind))
    assert missing(needs(case_of(code, kind=kind), given)) == ()


# A need that lacks and a finding are one: with everything past and nothing done, both name the same.
@pytest.mark.parametrize(("code", "kind"), sorted(TEXTS))
def test_what_lacks_is_found_and_what_is_found_lacks(code, kind):
    whole = clean(code, kind)
    full = matter(whole)
    bare = replace(BARE, no=full.no, type=full.type, flags=full.flags)
    dossier = topic(whole, full.no, **{name: getattr(bare, name) for name in BARE.__dataclass_fields__ if name != "no"})
    families = ("topic.", "countersign.", "review.", "material.")
    found = {
        each.code
        for each in judged(dossier).findings
        if each.subject == full.no and each.code.startswith(families) and each.severity is Severity.VIOLATION
    }
    book = rulebook(code)
    case = Case(book, book.kinds[kind], dossier, as_of=AS_OF, calendar=calendar())
    lacking = missing(needs(case, next(each for each in dossier.topics if each.no == full.no)))
    assert {need.code for need in lacking} == found
    assert all(need.late for need in lacking)


def test_done_late_is_done_and_said():
    given = replace(NORMATIVE, material=Material(submitted_on=date(2022, 4, 25)))
    need = next(each for each in needed(ZIBO, given) if each.key == "material.submitted")
    assert (need.done, need.done_late, need.said) == (True, True, "2022年4月25日报送")


def test_the_head_who_proposes_needs_no_chain_but_in_two_texts():
    given = replace(BARE, proposed_by="head")
    chains = {code: [need for need in needed(code, given) if need.family is Family.CHAIN] for code in GOVERNMENTS}
    assert {code for code, found in chains.items() if found} == {HUANCUI, GANGCHENG}


def test_a_step_by_the_wrong_one_is_not_done():
    given = replace(BARE, steps=(Step(step=StepKind.HEAD_DECISION, by="dep1", on=IN_GOOD_TIME),))
    need = next(each for each in needed(ZICHUAN, given) if each.key == "step.head_decision")
    assert (need.done, need.code, need.said) == (False, "topic.wrong_approver", "登记为某dep1办理，办理人不符")
    assert need.by == "某head"


@pytest.mark.parametrize("by", ["d-justice", "d-trade"])
def test_a_review_is_done_by_whom_the_rule_names(by):
    given = replace(NORMATIVE, reviews=(Review(review=ReviewKind.LEGALITY, by=by, on=IN_GOOD_TIME, passed=True),))
    need = next(each for each in needed(ZICHUAN, given) if each.key == "review.legality")
    assert (need.done, need.by) == (by == "d-justice", "司法局")


# --- countersigns and rounds

AGREED = Countersign(
    department="d-finance", asked_on=date(2022, 3, 31), opinion=Opinion.AGREE, signed_by="finance", round=1
)


def the_countersign(code, *rows, as_of=IN_GOOD_TIME):
    found = needed(code, replace(BARE, countersigns=rows), as_of=as_of)
    return next(each for each in found if each.key == "countersign.d-finance")


def test_a_new_round_is_waited_for_though_the_one_before_agreed():
    again = Countersign(department="d-finance", asked_on=date(2022, 4, 6), round=2)
    assert the_countersign(ZIBO, AGREED).done
    need = the_countersign(ZIBO, AGREED, again)
    assert (need.done, need.article, need.until.day) == (False, "六十一", date(2022, 4, 11))
    assert the_countersign(ZIBO, replace(AGREED, round=2), replace(again, round=1)).done


def test_silence_is_no_objection_in_one_text_only():
    silent = Countersign(department="d-finance", asked_on=date(2022, 4, 6))
    late = date(2022, 4, 20)
    assert (the_countersign(ZICHUAN, silent, as_of=late).done, the_countersign(ZICHUAN, silent).done) == (True, False)
    assert the_countersign(ZICHUAN, silent, as_of=late).said == "逾期未复，视为无意见"
    assert [the_countersign(code, silent, as_of=late).done for code in (ZHOUCUN, ZIBO)] == [False, False]


def test_where_no_text_sets_a_time_the_day_that_was_agreed_counts():
    own = Countersign(department="d-finance", asked_on=date(2022, 4, 6), due_on=date(2022, 4, 8))
    assert the_countersign(HUANCUI, own).until.day == date(2022, 4, 8)


# --- they differ: 淄川五十四、周村四十八、环翠第四十九条、淄博五十一、钢城第四十六条

AGAINST = replace(AGREED, opinion=Opinion.DISAGREE, signed_by=None, grounds="资金未落实")
DIFFERS = replace(BARE, countersigns=(AGAINST,))
WAYS = {
    ZICHUAN: (("agree", "excuse"), "五十四"),
    ZHOUCUN: (("statement", "grounds", "coordinate", "option"), "四十八"),
    HUANCUI: (("statement", "grounds", "option", "coordinate"), "第四十九条"),
    ZIBO: (("statement", "grounds", "coordinate", "option"), "五十一"),
    GANGCHENG: (("statement", "grounds", "coordinate"), "第四十六条"),
}


def way(code, given, **more):
    return way_of_disagreement(case_of(code, given, **more), given)


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_way_that_each_text_has(code):
    steps, article = WAYS[code]
    found = way(code, DIFFERS)
    assert tuple(step.key for step in found) == steps
    assert {step.article for step in found} == {article}
    assert not any(step.done for step in found)


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_who_agrees_or_says_nothing_needs_no_way(code):
    assert way(code, replace(BARE, countersigns=(AGREED,))) == ()
    assert way(code, BARE) == ()


COORDINATORS = {
    ZHOUCUN: "分管领导某dep1",
    HUANCUI: "分管领导某dep1或区政府办公室主任或区政府办公室副主任",
    ZIBO: "分管领导某dep1或副秘书长",
    GANGCHENG: "分管领导某dep1",
}


@pytest.mark.parametrize("code", COORDINATORS)
def test_who_coordinates(code):
    assert next(step for step in way(code, DIFFERS) if step.key == "coordinate").by == COORDINATORS[code]


@pytest.mark.parametrize("code", COORDINATORS)
def test_coordinated_and_agreed_its_head_signs(code):
    done = Coordination(statement=True, grounds=True, preferred_option=True, by="dep1", on=IN_GOOD_TIME, agreed=True)
    given = replace(DIFFERS, coordination=done)
    assert [step.key for step in way(code, given) if not step.done] == ["sign.d-finance"]
    signed = replace(given, countersigns=(replace(AGAINST, signed_by="finance"),))
    assert all(step.done for step in way(code, signed))


@pytest.mark.parametrize("code", COORDINATORS)
def test_coordinated_in_vain_the_option_is_wanted_where_the_text_says_so(code):
    done = Coordination(statement=True, grounds=True, by="dep1", on=IN_GOOD_TIME)
    lacking = [step.key for step in way(code, replace(DIFFERS, coordination=done)) if not step.done]
    assert lacking == ([] if code == GANGCHENG else ["option"])


def test_in_one_text_the_topic_stays_off_the_agenda_unless_the_head_allows_it():
    excuse = Excuse(code="countersign.not_agreed", subject=1, allowed_by="head", on=IN_GOOD_TIME, reason="特殊情况")
    assert [step.done for step in way(ZICHUAN, DIFFERS, exceptions=(excuse,))] == [True, True]
    by_another = replace(excuse, allowed_by="dep1")
    assert [step.done for step in way(ZICHUAN, DIFFERS, exceptions=(by_another,))] == [False, False]
    keys = [need.key for need in needed(ZICHUAN, DIFFERS) if need.family is Family.DISAGREEMENT]
    assert keys == ["disagreement.agree"]


# --- told before it is there


def told(code, type_, *flags, kind="executive"):
    return {ask.title: ask for ask in asks_for(rulebook(code), kind, type_, flags)}


def test_a_normative_document_on_market_activity():
    found = told(ZICHUAN, TopicType.NORMATIVE_DOCUMENT, TopicFlag.MARKET_ACTIVITY)
    assert found["公平竞争审查"].article == "二十二、二十九"
    assert found["公平竞争审查"].because == "规范性文件草案和涉及市场主体"
    assert found["决定权限"].article == "二十一"
    assert not any(ask.warns for ask in found.values())
    assert "公平竞争审查" not in told(ZHOUCUN, TopicType.NORMATIVE_DOCUMENT, TopicFlag.MARKET_ACTIVITY)


def test_what_does_not_belong_here_is_warned_of():
    assert told(ZHOUCUN, TopicType.OTHER, TopicFlag.DEPARTMENT_REMIT)["不上会事项"].warns
    power = told(ZICHUAN, TopicType.APPOINTMENT)["决定权限"]
    assert (power.warns, power.article) == (True, "五十二")
    assert not told(ZICHUAN, TopicType.APPOINTMENT, kind="party_group")["决定权限"].warns


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_is_told_beforehand_is_what_is_needed_then(code):
    asked = {ask.article for ask in asks_for(rulebook(code), "executive", NORMATIVE.type, NORMATIVE.flags)}
    articles = {part for each in asked for part in each.split("、")}
    assert set(BY_TEXT[code].values()) <= articles


# --- batches: 周村四十九, 每月月中、月末各提报一次


@pytest.mark.parametrize(
    ("day", "name", "closes"),
    [
        (date(2022, 4, 1), "2022年4月月中批", date(2022, 4, 15)),
        (date(2022, 4, 15), "2022年4月月中批", date(2022, 4, 15)),
        (date(2022, 4, 16), "2022年4月月末批", date(2022, 4, 30)),
        (date(2022, 2, 28), "2022年2月月末批", date(2022, 2, 28)),
        (date(2022, 12, 31), "2022年12月月末批", date(2022, 12, 31)),
    ],
)
def test_the_batch_a_topic_goes_into(day, name, closes):
    batch = batch_of(intake_rule(rulebook(ZHOUCUN), "executive"), day)
    assert (batch.name, batch.last) == (name, closes)


def test_after_the_last_batch_of_a_month_comes_the_first_of_the_next():
    rule = intake_rule(rulebook(ZHOUCUN), "executive")
    batch = batch_of(replace(rule, windows=rule.windows[:1]), date(2022, 12, 16))
    assert (batch.name, batch.last) == ("2023年1月月中批", date(2023, 1, 15))


def test_the_others_know_no_batches():
    for code in (ZICHUAN, HUANCUI):
        assert batch_of(intake_rule(rulebook(code), "executive"), DAY) is None
    assert intake_rule(rulebook(ZIBO), "executive") is None


# --- the agenda by rule


def order(code, *types, kind="executive"):
    topics = tuple(Topic(no=no, title=f"第{no}个议题", type=type_) for no, type_ in enumerate(types, 1))
    return proposed_order(case_of(code, *topics, kind=kind))


def test_first_study_then_safety():
    """环翠第四十七条."""
    found = order(HUANCUI, TopicType.REPORT, TopicType.SAFETY, TopicType.STUDY, TopicType.STUDY)
    assert (found.order, found.same, found.lacking) == ((3, 2, 1, 4), False, ())
    assert {(reason.no, reason.article) for reason in found.reasons} == {(3, "第四十七条"), (2, "第四十七条")}
    assert order(HUANCUI, TopicType.STUDY, TopicType.SAFETY, TopicType.REPORT).same


def test_what_the_agenda_lacks_is_said():
    lacking = order(HUANCUI, TopicType.REPORT).lacking
    assert [("传达学习" in each.text, "安全发展" in each.text) for each in lacking] == [(True, False), (False, True)]
    assert len(order(HUANCUI, TopicType.REPORT, kind="head_office").lacking) == 1
    assert order(ZICHUAN, TopicType.REPORT, TopicType.STUDY).order == (1, 2)


# --- who can't be there

REPORTED = replace(BARE, reporter="housing")


def clash(**changes):
    return [(each.role, each.person) for each in conflicts(case_of(ZICHUAN, REPORTED, **changes))]


def listed(*rows):
    return (*clean(ZICHUAN, "executive").attendance, *rows)


COMES = Attendance(person="housing", as_=Part.ATTENDEE, status=Presence.ABSENT, topics=(1,))


def test_a_reporter_who_is_not_listed_or_can_not_come():
    assert clash() == [("reporter", "housing")]
    assert clash(attendance=listed(COMES)) == []
    asked = Leave(person="housing", asked_on=IN_GOOD_TIME)
    assert clash(attendance=listed(COMES), leave=(asked,)) == [("reporter", "housing")]
    withdrawn = replace(asked, withdrawn_on=IN_GOOD_TIME)
    assert clash(attendance=listed(COMES), leave=(withdrawn,)) == []
    assert clash(attendance=listed(replace(COMES, out_for=(1,)))) == [("reporter", "housing")]


def test_the_leader_in_charge_who_is_away_that_day():
    gone = Away(person="dep1", from_=IN_GOOD_TIME, to=DAY, place="济南")
    assert clash(attendance=listed(COMES), away=(gone,)) == [("leader", "dep1")]
    back = replace(gone, to=date(2022, 4, 28))
    assert clash(attendance=listed(COMES), away=(back,)) == []
    (told_of,) = conflicts(case_of(ZICHUAN, REPORTED, attendance=listed(COMES), away=(gone,)))
    assert "分管领导某dep1当日外出（济南）" in told_of.text


def test_who_reports_two_topics_in_a_row_is_no_conflict():
    second = replace(REPORTED, no=MATTER)
    rows = listed(replace(COMES, topics=(1, MATTER)))
    assert conflicts(case_of(ZICHUAN, REPORTED, second, attendance=rows)) == ()
