"""Topics at the edges: the last day and the day after, who may act for whom, what departments that differ must do.

淄川 五十三, 五十四; 周村 四十七 to 四十九; 环翠 第四十九条 to 第五十二条; 淄博 五十 to 五十二; 钢城 四十四, 四十六.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.domain.facts import AdHoc, Holding, Review, Step
from secretariat.domain.states import MeetingStatus, Outcome, Part, Post, ReviewKind, TopicFlag
from secretariat.domain.states import TopicType as T
from tests.rules.build import (
    AFTER,
    BEFORE,
    DAY,
    charge,
    clean,
    codes,
    findings,
    ids,
    joined,
    line,
    matter,
    meeting,
    posts,
    someone,
)
from tests.rules.defects_away import going, gone, paired
from tests.rules.defects_topics import AGREED, DISAGREED, HANDED_IN, bearing, decided, differing, on_matter, taken_by
from tests.rules.prepared import (
    AGENDA_SET,
    ASKED,
    CHAIN_DAYS,
    DELIVERED,
    REPLIED,
    REVIEWED,
)
from tests.rules.texts import FOUR, GANGCHENG, GOVERNMENTS, HUANCUI, MEETINGS, THREE, ZHOUCUN, ZIBO, ZICHUAN
from tests.rules.texts_topics import COORDINATORS, PROPOSERS
from tests.rules.twin import KINDS, asked

ONE_DAY = timedelta(days=1)
CHAINED = [case for case in MEETINGS if asked("topic.step_missing", *case)]
COUNTERSIGNED = [case for case in MEETINGS if asked("countersign.missing", *case)]


def only(code: str, dossier, **more) -> list[str]:
    """What there is of one code, or of one family of codes."""
    return [each for each in codes(dossier, **more) if each.startswith(code)]


# --- the chain


@pytest.mark.parametrize("case", CHAINED, ids=ids(CHAINED))
def test_steps_of_one_day_are_in_order(case):
    dossier = clean(*case)
    steps = tuple(replace(each, on=CHAIN_DAYS[0]) for each in matter(dossier).steps)
    assert not findings(on_matter(dossier, steps=steps))


@pytest.mark.parametrize("case", CHAINED, ids=ids(CHAINED))
def test_no_step_at_all(case):
    """One finding for the topic, by each article; where the text knows a topic of the head's own, that needs none."""
    dossier = on_matter(clean(*case), steps=())
    (finding,) = findings(dossier)
    assert (finding.code, finding.subject) == ("topic.step_missing", matter(dossier).no)
    assert set((finding.article or "").split("、")) == {row.article for row in asked("topic.step_missing", *case)}
    own = on_matter(dossier, proposed_by="head")
    assert codes(own) == ([] if PROPOSERS[case[0]] else ["topic.step_missing"])
    # The proposal of another is none.
    assert codes(on_matter(dossier, proposed_by="executive")) == codes(dossier)


def test_in_zhoucun_the_secretary_puts_topics_before_the_party_group():
    """四十七: 或者由区长（党组书记）根据工作需要提出议题."""
    dossier = posts(clean(ZHOUCUN, "party_group"), "head", Holding(post=Post.HEAD), Holding(post=Post.PARTY_MEMBER))
    dossier = posts(dossier, "member", Holding(post=Post.PARTY_SECRETARY))
    dossier = on_matter(dossier, steps=(), proposed_by="member")
    assert [each.subject for each in findings(dossier) if each.code.startswith("topic.step_missing")] == []


STEPS_IN_CHARGE = {
    ZICHUAN: "deputy_review",
    ZHOUCUN: "deputy_review",
    HUANCUI: "deputy_review",
    ZIBO: "deputy_review",
    GANGCHENG: "deputy_report",
}


@pytest.mark.parametrize("case", CHAINED, ids=ids(CHAINED))
def test_the_pair_acts_while_the_leader_in_charge_is_away(case):
    """淄川 九, 周村 八, 环翠 第七条, 淄博 九, 钢城 第六条: 由补位的副职代为处理有关工作."""
    step = STEPS_IN_CHARGE[case[0]]
    day = next(each.on for each in matter(clean(*case)).steps if each.step == step)
    by_pair = paired(taken_by(step, "dep2")(clean(*case)), "dep1", "dep2")
    assert codes(by_pair) == ["topic.wrong_approver"]
    there_and_back = {"from_": day, "to": day}
    assert codes(going(gone("dep1", **there_and_back))(by_pair)) == []
    day_before = {"from_": day - ONE_DAY, "to": day - ONE_DAY}
    assert codes(going(gone("dep1", **day_before))(by_pair)) == ["topic.wrong_approver"]
    # Another than the pair does not.
    other = going(gone("dep1", **there_and_back))(taken_by(step, "executive")(by_pair))
    assert codes(other) == ["topic.wrong_approver"]


@pytest.mark.parametrize(
    "case", [case for case in CHAINED if asked("topic.step_missing", *case, "head_decision")], ids=str
)
def test_nobody_stands_in_for_the_heads_decision(case):
    """常务副区长主持全面工作, and yet the order of the day is for the head to decide."""
    dossier = paired(taken_by("head_decision", "executive")(clean(*case)), "head", "executive")
    dossier = going(gone("head", from_=CHAIN_DAYS[0], to=DAY, approved_by=None))(dossier)
    assert codes(dossier) == ["topic.wrong_approver"]


@pytest.mark.parametrize("case", CHAINED, ids=ids(CHAINED))
def test_where_no_leader_in_charge_is_on_record_any_deputy_or_the_head_acts(case):
    """For the Party group of 周村 the members of the group are meant (四十七: 副区长（党组成员）), and dep2 is none."""
    step = STEPS_IN_CHARGE[case[0]]
    nobody = charge(clean(*case), "dep1", "")
    for person in ("executive", "head", *(("dep2",) if case != (ZHOUCUN, "party_group") else ())):
        assert only("topic.", taken_by(step, person)(nobody)) == []
    assert only("topic.", taken_by(step, "vice1")(nobody)) == ["topic.wrong_approver"]


@pytest.mark.parametrize("case", CHAINED, ids=ids(CHAINED))
def test_a_member_of_the_party_group_who_is_no_deputy(case):
    """周村 四十七: 分管副区长（党组成员）; 环翠 第五十条: 分管领导同志; the others say 分管副区长（副市长、区长）.

    They mean who is in charge, and that is whoever is on record as such (a reading that is fixed).
    """
    dossier = charge(charge(clean(*case), "dep1", ""), "member", "d-housing")
    dossier = taken_by("deputy_review", "member")(taken_by("deputy_report", "member")(dossier))
    assert matter(dossier).no not in {each.subject for each in findings(dossier) if each.code.startswith("topic.")}


@pytest.mark.parametrize("kind", ["party_group", "executive", "head_office"])
def test_in_zhoucun_the_departments_head_reports_too(kind):
    """四十九: 由分管副区长（党组成员）及部门主要负责人向区长汇报."""
    assert codes(taken_by("deputy_report", "housing")(clean(ZHOUCUN, kind))) == []
    assert codes(taken_by("deputy_report", "finance")(clean(ZHOUCUN, kind))) == ["topic.wrong_approver"]


@pytest.mark.parametrize("case", CHAINED, ids=ids(CHAINED))
def test_a_step_counts_by_the_post_held_on_its_day(case):
    """The head and the director of then have left since; what they did stands."""
    if not asked("topic.step_missing", *case, "head_decision"):
        return
    former = (
        someone("former", Post.HEAD, Post.PARTY_SECRETARY),
        someone("predecessor", Post.OFFICE_DIRECTOR),
    )
    former = tuple(
        replace(each, posts=tuple(replace(post, to=CHAIN_DAYS[3]) for post in each.posts)) for each in former
    )
    dossier = joined(clean(*case), *former)
    dossier = taken_by("head_decision", "former")(taken_by("office_review", "predecessor")(dossier))
    assert codes(dossier) == []
    too_early = tuple(
        replace(each, posts=tuple(replace(post, to=CHAIN_DAYS[2] - ONE_DAY) for post in each.posts))
        if each.id in {"former", "predecessor"}
        else each
        for each in dossier.people
    )
    assert codes(replace(dossier, people=too_early)) == ["topic.wrong_approver"] * 2


# --- decided where it may not be


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_a_topic_may_be_heard_anywhere(case):
    for outcome in (Outcome.DEFERRED, Outcome.REJECTED, Outcome.NOTED, None):
        for kind in (T.PLAN_BUDGET, T.NORMATIVE_DOCUMENT, T.DOCUMENT, T.LARGE_FUNDS, T.SANCTION, T.COMMENDATION):
            dossier = on_matter(clean(*case), type=kind, flags=(), decision=decided(outcome))
            assert only("topic.wrong_kind", dossier) == []
        assert only("topic.wrong_kind", on_matter(clean(*case), type=T.APPOINTMENT, decision=None)) == []


# --- added after the agenda was set

LATE = AGENDA_SET + ONE_DAY
AD_HOC = [
    # consent by, reason, what 淄川 says, what 周村 and 淄博 say
    (None, None, True, True),
    ("head", None, False, True),
    ("head", "突发事件", False, False),
    (None, "突发事件", True, False),
    ("executive", "突发事件", True, False),
    (None, "", True, True),
]
AD_HOC_CASES = [
    *((ZICHUAN, kind) for kind in THREE.split()),
    *((ZHOUCUN, kind) for kind in ("party_group", "executive", "head_office")),
    (ZIBO, "executive"),
]


@pytest.mark.parametrize(("consent", "reason", "zichuan", "others"), AD_HOC, ids=ids(AD_HOC))
def test_a_topic_that_is_added_later(consent, reason, zichuan, others):
    for case in AD_HOC_CASES:
        dossier = on_matter(clean(*case), added_on=LATE, ad_hoc=AdHoc(consent_by=consent, reason=reason))
        wrong = zichuan if case[0] == ZICHUAN else others
        assert codes(dossier) == (["topic.ad_hoc"] if wrong else [])
        # On the day on which the agenda was set, or before it was, no topic is added later.
        assert codes(on_matter(dossier, added_on=AGENDA_SET)) == []
        assert codes(meeting(dossier, agenda_set_on=None)) == []
        assert codes(on_matter(dossier, added_on=None)) == []


def test_the_registration_is_of_what_bears_the_flag():
    bare = on_matter(clean(ZICHUAN, "executive"), registered_on=None)
    flags = tuple(flag for flag in matter(bare).flags if flag is not TopicFlag.DEADLINE_BOUND)
    assert codes(on_matter(bare, flags=flags)) == []


# --- countersigns


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_each_department_concerned_is_asked(case):
    dossier = on_matter(clean(*case), concerns=("d-finance", "d-trade"))
    assert codes(dossier) == ["countersign.missing"]
    trade = replace(AGREED, department="d-trade", signed_by="trade")
    assert codes(on_matter(dossier, countersigns=(AGREED, trade))) == []
    # The signature is that of the department's own head.
    swapped = (replace(AGREED, signed_by="trade"), replace(trade, signed_by="finance"))
    assert codes(on_matter(dossier, countersigns=swapped)) == ["countersign.unsigned"] * 2


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_the_head_of_the_office_signs_for_it(case):
    dossier = on_matter(clean(*case), concerns=("office",), countersigns=(replace(AGREED, department="office"),))
    assert codes(dossier) == ["countersign.unsigned"]
    signed = replace(AGREED, department="office", signed_by="director")
    assert codes(on_matter(dossier, countersigns=(signed,))) == []


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_a_reply_that_came_is_not_asked_for_any_more(case):
    """一般3个工作日内回复意见: what matters for the meeting is that it came."""
    late = replace(AGREED, replied_on=REPLIED + timedelta(days=5))
    assert codes(on_matter(clean(*case), countersigns=(late,))) == []
    assert codes(on_matter(clean(*case), countersigns=(replace(late, asked_on=ASKED - ONE_DAY),))) == []


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_who_coordinates(case):
    coordinators = COORDINATORS[case[0]]
    for person in ("dep1", "director", "vice1", "dep2", "member", "housing", "head"):
        dossier = on_matter(clean(*case), **differing(agreed=True, by=person))
        right = coordinators is None or person == "dep1" or person in coordinators.split()
        if person == "head" and coordinators is not None:
            continue  # 区长 above them all: no text speaks of it
        assert codes(dossier) == ([] if right else ["countersign.not_coordinated"]), person


NO_COORDINATION = {
    ZICHUAN: ["countersign.not_agreed"],
    ZHOUCUN: ["grounds_missing", "not_coordinated", "option_missing", "statement_missing"],
    HUANCUI: ["grounds_missing", "not_coordinated", "option_missing", "statement_missing"],
    ZIBO: ["grounds_missing", "not_coordinated", "option_missing", "statement_missing"],
    GANGCHENG: ["grounds_missing", "not_coordinated", "statement_missing"],
}


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_a_difference_about_which_nothing_was_done(case):
    dossier = on_matter(clean(*case), countersigns=(DISAGREED,), coordination=None)
    found = [each.replace("countersign.", "") for each in codes(dossier)]
    assert found == [each.replace("countersign.", "") for each in NO_COORDINATION[case[0]]]
    assert {each.subject for each in findings(dossier)} == {matter(dossier).no}


@pytest.mark.parametrize("case", COUNTERSIGNED, ids=ids(COUNTERSIGNED))
def test_two_that_differ_are_one_difference(case):
    """One coordination, one statement: what is lacking is told once for the topic."""
    both = (DISAGREED, replace(DISAGREED, department="d-trade"))
    dossier = on_matter(clean(*case), concerns=("d-finance", "d-trade"), countersigns=both, coordination=None)
    found = [each.replace("countersign.", "") for each in codes(dossier)]
    expected = [each.replace("countersign.", "") for each in NO_COORDINATION[case[0]]]
    # 淄川: each of the two departments keeps the topic off the agenda.
    assert sorted(set(found)) == expected
    if case[0] != ZICHUAN:
        assert found == expected


# --- reviews


@pytest.mark.parametrize("case", [case for case in MEETINGS if asked("review.legality", *case)], ids=str)
def test_what_makes_a_review(case):
    def reviewed(**changes):
        dossier = on_matter(clean(*case), **bearing("major_decision"))
        reviews = tuple(
            replace(each, **changes) if each.review is ReviewKind.LEGALITY else each for each in matter(dossier).reviews
        )
        return codes(on_matter(dossier, reviews=reviews))

    assert reviewed() == []
    assert reviewed(on=BEFORE) == []
    assert reviewed(on=DAY) == []
    assert reviewed(on=AFTER) == ["review.legality"]
    assert reviewed(passed=False) == ["review.legality"]
    assert reviewed(by="d-finance") == ["review.legality"]
    assert reviewed(by="d-housing") == ["review.legality"]


@pytest.mark.parametrize("case", [case for case in MEETINGS if asked("review.risk", *case)], ids=str)
def test_other_reviews_are_whosever(case):
    dossier = on_matter(clean(*case), **bearing("public_interest"))
    others = tuple(replace(each, by="d-housing") for each in matter(dossier).reviews)
    assert codes(on_matter(dossier, reviews=others)) == []
    one_failed = Review(review=ReviewKind.RISK, by="d-housing", on=REVIEWED, passed=False)
    passed_later = Review(review=ReviewKind.RISK, by="d-housing", on=BEFORE, passed=True)
    assert codes(on_matter(dossier, reviews=(one_failed, *others))) == []
    kept = tuple(each for each in others if each.review is not ReviewKind.RISK)
    assert codes(on_matter(dossier, reviews=(*kept, one_failed, passed_later))) == []
    assert codes(on_matter(dossier, reviews=(*kept, one_failed))) == ["review.risk"]


# --- material, agenda


@pytest.mark.parametrize("kind", ["party_group", "executive", "head_office"])
def test_both_deliveries_late(kind):
    """周村 四十九."""
    late = tuple(each + ONE_DAY for each in DELIVERED)
    dossier = on_matter(clean(ZHOUCUN, kind), material=replace(HANDED_IN, delivered_on=late))
    assert set(codes(dossier)) == {"material.delivery_late"}
    assert codes(on_matter(dossier, material=replace(HANDED_IN, delivered_on=DELIVERED[::-1]))) == []


@pytest.mark.parametrize("kind", FOUR.split())
def test_material_without_any_record_is_unsigned(kind):
    """钢城 第四十四条."""
    assert codes(on_matter(clean(GANGCHENG, kind), material=None)) == ["material.unsigned"]


def test_material_is_recalled_after_the_meeting():
    """环翠 第五十二条; on the day itself is early enough."""
    for kind in KINDS[HUANCUI]:
        for on in (DAY, AFTER):
            dossier = on_matter(clean(HUANCUI, kind), material=replace(HANDED_IN, recall=True, recalled_on=on))
            assert codes(dossier) == []
        kept = on_matter(clean(HUANCUI, kind), material=replace(HANDED_IN, recall=True))
        assert codes(meeting(kept, status=MeetingStatus.HELD)) == ["material.not_recalled"]


@pytest.mark.parametrize("kind", FOUR.split())
def test_ten_minutes_and_less(kind):
    """钢城 第四十四条: 不超过10分钟."""
    for minutes, code in [(None, []), (1, []), (10, []), (11, ["agenda.report_time"])]:
        assert codes(on_matter(clean(GANGCHENG, kind), report_minutes=minutes)) == code


@pytest.mark.parametrize("kind", KINDS[HUANCUI])
def test_staff_in_the_room(kind):
    """环翠 第五十一条."""
    for staff, consent, code in [(0, False, []), (1, False, []), (2, False, ["agenda.staff"]), (2, True, [])]:
        assert codes(on_matter(clean(HUANCUI, kind), staff=staff, staff_consent=consent)) == code
    for department, code in [(None, []), ("office", []), ("d-housing", []), ("d-finance", ["agenda.staff"])]:
        assert codes(line(clean(HUANCUI, kind), "clerk", Part.STAFF, department=department)) == code
    # As guests or attendees of another department they are no staff.
    assert codes(line(clean(HUANCUI, kind), "clerk", Part.GUEST, department="d-trade")) == []


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_an_extra_step_does_no_harm(code):
    for kind in KINDS[code]:
        more = Step(step="deputy_report", by="dep1", on=CHAIN_DAYS[1])
        dossier = on_matter(clean(code, kind), steps=(*matter(clean(code, kind)).steps, more))
        assert only("topic.", dossier) == []
