"""What a topic needs, by whom and until when, held against a reading of the five texts of its own (needs_by_text)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from secretariat.domain.facts import Countersign, Form, Holding, Material, Review, Step
from secretariat.domain.states import Opinion, Post, ReviewKind, StepKind, TopicFlag, TopicType
from secretariat.rules.finding import Severity
from secretariat.rules.topic_asks import asks_for
from secretariat.rules.topic_needs import Family, needs
from tests.rules.build import CAST, rulebook
from tests.rules.days_by_hand import BEFORE, REPLIES
from tests.rules.needs_by_text import (
    CHAINS,
    COUNTERSIGNS,
    DELIVERIES,
    FORMS,
    GOVERNMENTS,
    MATERIAL,
    REGISTRATION,
    REVIEWED_FIRST,
    REVIEWS,
    SIGNED_MATERIAL,
)
from tests.rules.planned import DAY, KINDS, LONG_BEFORE, TOPIC, case_of, dossier_of, found

COUNTERSIGNED = {"plenary", "executive", "head_office", "party_group"}


def needed(code, kind, given, *, as_of=LONG_BEFORE, **more):
    asked = needs(case_of(dossier_of(code, kind, given, **more), as_of=as_of), given)
    return {need.key: need for need in asked}


def of(family, asked):
    return [need for need in asked.values() if need.family is family]


def told(code, kind, given, *codes, as_of=LONG_BEFORE, **more):
    return found(dossier_of(code, kind, given, **more), *codes, as_of=as_of)


# --- the chain of approval


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_steps_of_the_chain_in_their_order(code):
    for kind in KINDS[code]:
        wanted = CHAINS.get((code, kind))
        steps = [(need.key, need.article) for need in of(Family.CHAIN, needed(code, kind, TOPIC))]
        assert steps == [(f"step.{each.name}", each.article) for each in (wanted.steps if wanted else ())], kind


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_whose_own_proposal_needs_no_chain(code):
    for kind in KINDS[code]:
        chain = CHAINS.get((code, kind))
        if chain is not None:
            steps = of(Family.CHAIN, needed(code, kind, replace(TOPIC, proposed_by="head")))
            assert (steps == []) == chain.head_may_propose, kind
            assert of(Family.CHAIN, needed(code, kind, replace(TOPIC, proposed_by="dep1"))), kind


# The head of the government is not the secretary of the Party group here, so that the two can be told apart.
PARTED = tuple(
    replace(person, posts=tuple(Holding(post=post) for post in posts))
    if (posts := {"head": (Post.HEAD,), "executive": (Post.EXECUTIVE_DEPUTY, Post.PARTY_SECRETARY)}.get(person.id))
    else person
    for person in CAST
)
# Of those who are in charge only the one in charge of the sponsor: dep1 of d-housing.
HOLDER = {"deputy": "dep1", "office_director": "director", "head": "head", "party_secretary": "executive"}


def takers(code, kind, step, given=TOPIC):
    """Everybody of the cast by whom the step counts as taken."""
    return {
        person.id
        for person in PARTED
        if needed(
            code,
            kind,
            replace(given, steps=(Step(step=StepKind(step), by=person.id, on=LONG_BEFORE),)),
            people=PARTED,
        )[f"step.{step}"].done
    }


@pytest.mark.parametrize(("code", "kind"), sorted(CHAINS))
def test_who_takes_a_step_and_nobody_else(code, kind):
    for step in CHAINS[code, kind].steps:
        right = {HOLDER[post] for post in step.posts if post in HOLDER}
        # 周村 四十九: 由分管副区长（党组成员）及部门主要负责人向区长汇报; of the two one is recorded.
        if (code, step.name) == ("zhoucun-2017", "deputy_report"):
            right.add("housing")
        assert takers(code, kind, step.name) == right, step.name


# 周村 四十七、四十九 分管副区长（党组成员）, 环翠 第五十条 分管领导同志: a member of the Party group who is no
# deputy, too; and in 周村's party group a deputy who is no member of it. Whether another leader may act beside such a
# one the texts do not say; nobody else may.
@pytest.mark.parametrize(
    ("code", "kind", "sponsor", "leader"),
    [
        *(("zhoucun-2017", kind, "d-trade", "member") for kind in KINDS["zhoucun-2017"] if kind in COUNTERSIGNED),
        ("zhoucun-2017", "party_group", "d-steel", "dep2"),
        ("huancui-2022", "executive", "d-trade", "member"),
        ("huancui-2022", "head_office", "d-trade", "member"),
    ],
)
def test_whoever_is_in_charge_by_whatever_post(code, kind, sponsor, leader):
    right = takers(code, kind, "deputy_review", replace(TOPIC, sponsor=sponsor))
    assert leader in right
    assert right <= {"head", "executive", "dep1", "dep2", "member"}


@pytest.mark.parametrize(("code", "kind"), sorted(CHAINS))
def test_steps_out_of_order(code, kind):
    chain = CHAINS[code, kind]
    by = [next(HOLDER[post] for post in HOLDER if post in step.posts) for step in chain.steps]
    days = [LONG_BEFORE + timedelta(days=no) for no in range(len(by))]

    def taken(order):
        steps = tuple(
            Step(step=StepKind(step.name), by=who, on=day)
            for step, who, day in zip(chain.steps, by, order, strict=True)
        )
        findings = told(code, kind, replace(TOPIC, steps=steps), "topic.step_", people=PARTED)
        return [(each.code, each.article) for each in findings]

    assert taken(days) == []
    for first, after in pairwise(range(len(days))):
        swapped = list(days)
        swapped[first], swapped[after] = days[after], days[first]
        ((wrong, article),) = taken(swapped)
        assert (wrong, article in {step.article for step in chain.steps}) == ("topic.step_order", True)


# --- countersigns


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_whose_countersign_is_needed_in_which_kinds(code):
    rule = COUNTERSIGNS[code]
    for kind in KINDS[code]:
        asked = of(Family.COUNTERSIGN, needed(code, kind, TOPIC))
        wanted = [("countersign.d-finance", rule.article)] if kind in rule.kinds else []
        assert [(need.key, need.article) for need in asked] == wanted, kind


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_head_of_the_department_signs(code):
    def done(signer):
        row = Countersign(department="d-finance", asked_on=LONG_BEFORE, opinion=Opinion.AGREE, signed_by=signer)
        return needed(code, "executive", replace(TOPIC, countersigns=(row,)))["countersign.d-finance"].done

    assert [done(signer) for signer in ("finance", None, "clerk", "housing", "executive")] == [True] + [False] * 4


# 淄川 六十三, 周村 五十八, 淄博 六十一 speak of drafts of documents; so the topic is one.
DRAFTS = (TopicType.NORMATIVE_DOCUMENT, TopicType.DOCUMENT)


@pytest.mark.parametrize(("asked", "last"), REPLIES)
@pytest.mark.parametrize("code", GOVERNMENTS)
def test_no_reply_within_the_time(code, asked, last):
    rule = COUNTERSIGNS[code]
    row = Countersign(department="d-finance", asked_on=asked)
    given = replace(TOPIC, type=DRAFTS[asked.day % 2], countersigns=(row,))
    meeting = asked + timedelta(days=60)

    def seen(as_of):
        need = needed(code, "executive", given, as_of=as_of, day=meeting)["countersign.d-finance"]
        findings = told(code, "executive", given, "countersign.", as_of=as_of, day=meeting)
        return need, [(each.code, each.severity, each.article) for each in findings]

    need, findings = seen(last)
    assert (need.done, need.late, findings) == (False, False, [])
    if rule.days is not None:
        assert (need.until.day, need.left, need.article) == (last, 0, rule.reply_article)
    need, findings = seen(last + timedelta(days=1))
    assert (need.done, need.late) == (rule.silence, rule.days is not None and not rule.silence)
    severity = Severity.INFO if rule.silence else Severity.WARNING
    assert findings == ([("countersign.no_reply", severity, rule.reply_article)] if rule.days is not None else [])


@pytest.mark.parametrize(("meeting", "last"), BEFORE)
@pytest.mark.parametrize("code", [code for code in GOVERNMENTS if COUNTERSIGNS[code].days == 3])
def test_when_a_department_is_asked_at_the_latest(code, meeting, last):
    """Its three working days are those before the meeting, so it is asked on the fourth before."""
    need = needed(code, "executive", TOPIC, day=meeting)["countersign.d-finance"]
    assert need.until.day == last[4]


OWN = (date(2022, 9, 5), date(2022, 9, 30))  # three working days would end on 8 September


@pytest.mark.parametrize("due", [date(2022, 9, 6), OWN[1]])
def test_the_sponsors_own_time_goes_before_where_the_text_says_so(due):
    """淄川 六十三: 除主办部门另有时限要求外…特殊情况不能回复的, 应主动与主办部门沟通并商定回复时限."""
    row = Countersign(department="d-finance", asked_on=OWN[0], due_on=due)
    given = replace(TOPIC, type=TopicType.DOCUMENT, countersigns=(row,))

    def done(code, as_of):
        return needed(code, "executive", given, as_of=as_of)["countersign.d-finance"].done

    assert [done("zichuan-2022", day) for day in (due, due + timedelta(days=1))] == [False, True]
    (finding,) = told("zichuan-2022", "executive", given, "countersign.", as_of=date(2022, 10, 9))
    assert (f"{due.month}月{due.day}日" in finding.message, "3个工作日" in finding.message) == (True, False)
    need = needed("zibo-2018", "executive", given, as_of=OWN[0])["countersign.d-finance"]
    assert need.until.day == date(2022, 9, 8)


# --- reviews


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_reviews_by_type_and_flag(code):
    by_text = REVIEWS[code]
    flags = [(None, flag) for flag in TopicFlag]
    for kind in KINDS[code]:
        for type_, flag in [*((each, None) for each in TopicType), *flags]:
            given = replace(TOPIC, type=type_, flags=() if flag is None else (flag,))
            asked = {need.key: need.article for need in of(Family.REVIEW, needed(code, kind, given))}
            wanted = by_text.get(type_ or flag, {}) if kind in COUNTERSIGNED else {}
            assert set(asked) == {f"review.{review}" for review in wanted}, (kind, type_ or flag)
            for review, articles in wanted.items():
                assert asked[f"review.{review}"] in articles, (kind, type_ or flag, review)
            beforehand = {
                ask.article
                for ask in asks_for(rulebook(code), kind, type_, given.flags)
                if ask.text.startswith("会前须")
            }
            named = {part for article in beforehand for part in article.split("、")}
            assert named <= {article for articles in wanted.values() for article in articles}
            assert len(beforehand) <= len(wanted)
            assert bool(beforehand) == bool(wanted)


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_type_and_flags_add_up_and_each_review_is_asked_once(code):
    given = replace(TOPIC, type=TopicType.MAJOR_DECISION, flags=tuple(TopicFlag))
    keys = [need.key for need in of(Family.REVIEW, needed(code, "executive", given))]
    wanted = {f"review.{each}" for why in ("major_decision", *TopicFlag) for each in REVIEWS[code].get(why, {})}
    assert (len(keys), set(keys)) == (len(set(keys)), wanted)


LEGALITY = [(code, why) for code, asked in REVIEWS.items() for why, each in asked.items() if "legality" in each]


@pytest.mark.parametrize(("code", "type_"), LEGALITY)
def test_legality_is_for_the_departments_of_justice_and_before_the_meeting(code, type_):
    """司法局, 法制办, 司法行政部门, 法制机构; 审查后提报, 审核后提报, 讨论前."""

    def done(by, on, *, passed=True):
        review = Review(review=ReviewKind.LEGALITY, by=by, on=on, passed=passed)
        given = replace(TOPIC, type=TopicType(type_), reviews=(review,))
        return needed(code, "executive", given)["review.legality"].done

    assert done("d-justice", LONG_BEFORE)
    assert not done("d-housing", LONG_BEFORE)
    assert not done("d-justice", LONG_BEFORE, passed=False)
    assert not done("d-justice", DAY + timedelta(days=1))


@pytest.mark.parametrize(("code", "type_"), LEGALITY)
def test_by_when_legality_is_reviewed(code, type_):
    for meeting, last in BEFORE:
        for kind in KINDS[code]:
            need = needed(code, kind, replace(TOPIC, type=TopicType(type_)), day=meeting).get("review.legality")
            papers = (*((MATERIAL[code],) if code in MATERIAL else ()), *DELIVERIES.get(code, ()))
            days = [days for days, kinds, _ in papers if kind in kinds and (code, type_) in REVIEWED_FIRST]
            wanted = last[max(days)] if days else meeting
            assert (need and need.until.day) == (wanted if kind in COUNTERSIGNED else None), (kind, meeting)


# --- registration, material, deliveries: how many working days before

DATED = {
    **{(code, "registration"): (rule,) for code, rule in REGISTRATION.items()},
    **{(code, "material.submitted"): (rule,) for code, rule in MATERIAL.items()},
    **{(code, "delivery"): rules for code, rules in DELIVERIES.items()},
}
FAMILIES = {Family.REGISTRATION, Family.MATERIAL, Family.DELIVERY}


@pytest.mark.parametrize(("meeting", "last"), BEFORE)
@pytest.mark.parametrize("code", GOVERNMENTS)
def test_by_when_it_is_registered_handed_in_and_delivered(code, meeting, last):
    given = replace(TOPIC, flags=(TopicFlag.DEADLINE_BOUND,))
    for kind in KINDS[code]:
        wanted = {
            key if key != "delivery" else f"delivery.{no}": (last[days], article)
            for (of_code, key), rules in DATED.items()
            for no, (days, kinds, article) in enumerate(rules, 1)
            if of_code == code and kind in kinds
        }
        asked = needed(code, kind, given, day=meeting)
        assert {
            key: (need.until.day, need.article)
            for key, need in asked.items()
            if need.family in FAMILIES and key != "material.signed"
        } == wanted, kind
        for key, (day, _) in wanted.items():
            on_it = needed(code, kind, given, day=meeting, as_of=day)[key]
            after = needed(code, kind, given, day=meeting, as_of=day + timedelta(days=1))[key]
            assert (on_it.left, on_it.late, after.late) == (0, False, True), key


def papers(day):
    return replace(
        TOPIC,
        flags=(TopicFlag.DEADLINE_BOUND,),
        registered_on=day,
        material=Material(submitted_on=day, delivered_on=(day, day)),
    )


@pytest.mark.parametrize("code", ["zichuan-2022", "zhoucun-2017", "huancui-2022", "zibo-2018"])
def test_on_the_last_day_is_in_time_and_a_day_after_is_not(code):
    codes = ("topic.late_registration", "material.late", "material.delivery_late")
    for meeting, last in BEFORE:
        days = {days for (of_code, _), rules in DATED.items() for days, _, _ in rules if of_code == code}
        in_time = papers(last[max(days)])
        late = papers(last[max(days)] + timedelta(days=1))
        assert told(code, "executive", in_time, *codes, day=meeting, as_of=meeting) == [], meeting
        (finding,) = told(code, "executive", late, *codes, day=meeting, as_of=meeting)
        articles = {article for (of_code, _), rules in DATED.items() for _, _, article in rules if of_code == code}
        assert (finding.severity, {finding.article}) == (Severity.VIOLATION, articles)


def test_without_the_flag_nothing_is_registered():
    assert of(Family.REGISTRATION, needed("zichuan-2022", "executive", TOPIC)) == []


# --- forms and signatures


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_form_and_what_stands_on_it(code):
    name, sealed, kinds, article = FORMS.get(code, ("", False, frozenset(), ""))
    for kind in KINDS[code]:
        asked = of(Family.FORM, needed(code, kind, TOPIC))
        assert [(name in need.what, need.article) for need in asked] == ([(True, article)] if kind in kinds else [])
        if kind in kinds:
            done = [
                needed(code, kind, replace(TOPIC, form=form))["form"].done
                for form in (
                    Form(signed_by="housing", sealed=True),
                    Form(signed_by="housing"),
                    Form(signed_by="finance", sealed=True),
                    Form(sealed=True),
                )
            ]
            assert done == [True, not sealed, False, False], kind


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_whether_the_leader_in_charge_signs_the_material(code):
    kinds, article = SIGNED_MATERIAL.get(code, (frozenset(), ""))
    for kind in KINDS[code]:
        need = needed(code, kind, TOPIC).get("material.signed")
        assert (need is not None) == (kind in kinds), kind
        if need is not None:
            assert need.article == article
            for signer, right in (("dep1", True), ("dep2", False), ("housing", False), ("director", False)):
                given = replace(TOPIC, material=Material(submitted_on=LONG_BEFORE, signed_by=signer))
                assert needed(code, kind, given)["material.signed"].done == right, signer
