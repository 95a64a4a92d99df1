"""How a topic comes before a meeting: remit, kind, registration, form, late additions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import AdHoc, AgendaChange, Decision, Form, Holding
from secretariat.domain.states import AgendaAct, MeetingStatus, Outcome, Post, TopicFlag, TopicType
from secretariat.rules.finding import Severity
from secretariat.rules.schema.deadline import Deadline
from secretariat.rules.schema.topics import AdHocRule, DecidedIn, FormRule, RegistrationRule, RemitRule
from tests.rules.invented import ARTICLE, BOOK, DAY, book, codes, dossier, found, only, topic

EXECUTIVE = ("executive",)


def test_a_rulebook_that_says_nothing_finds_nothing():
    assert not found(BOOK, topic(type=TopicType.MAJOR_DECISION, flags=tuple(TopicFlag), concerns=("finance",)))


# --- remit

REMIT = book(remit=(RemitRule(article=ARTICLE, kinds=EXECUTIVE, flags=(TopicFlag.DEPARTMENT_REMIT,)),))


def test_what_a_department_decides_itself_is_not_put_on_the_agenda():
    finding = only(REMIT, topic(flags=(TopicFlag.DEPARTMENT_REMIT,)))
    assert (finding.code, finding.subject, finding.article) == ("topic.department_remit", 3, ARTICLE)
    assert finding.severity is Severity.VIOLATION
    assert "市住建局" in finding.message
    assert not found(REMIT, topic(flags=(TopicFlag.TOWNS,)))


def test_an_entry_binds_only_its_kinds():
    assert not found(REMIT, dossier(topic(flags=(TopicFlag.DEPARTMENT_REMIT,)), kind="weekly"))


# --- where it may be decided

DECIDED = book(
    decided_in=(
        DecidedIn(article="第一条", types=(TopicType.PLAN_BUDGET,), kinds=("weekly",)),
        DecidedIn(article="第二条", types=(TopicType.CONTRACT,), flags=(TopicFlag.MAJOR_CONTRACT,), kinds=("weekly",)),
    )
)


def decided(outcome, type_=TopicType.PLAN_BUDGET, *flags):
    return topic(type=type_, flags=flags, decision=Decision(outcome=outcome))


@pytest.mark.parametrize("outcome", [*Outcome, None])
def test_only_what_was_adopted_was_decided(outcome):
    """Being heard or studied there first is no fault."""
    adopted = outcome is not None and outcome.value.startswith("adopted")
    assert codes(DECIDED, decided(outcome)) == (["topic.wrong_kind"] if adopted else [])


def test_the_message_names_where_it_is_decided():
    finding = only(DECIDED, decided(Outcome.ADOPTED))
    assert finding.article == "第一条"
    assert "规划计划预决算" in finding.message
    assert "周例会" in finding.message
    assert not found(DECIDED, dossier(decided(Outcome.ADOPTED), kind="weekly"))


def test_a_type_that_no_entry_names_is_decided_anywhere():
    assert not found(DECIDED, decided(Outcome.ADOPTED, TopicType.REPORT))
    assert not found(DECIDED, decided(Outcome.ADOPTED, None))


def test_an_entry_with_flags_needs_one_of_them():
    assert not found(DECIDED, decided(Outcome.ADOPTED, TopicType.CONTRACT))
    assert only(DECIDED, decided(Outcome.ADOPTED, TopicType.CONTRACT, TopicFlag.MAJOR_CONTRACT)).article == "第二条"


# --- registration

REGISTRATION = book(
    registration=(
        RegistrationRule(
            article=ARTICLE, kinds=EXECUTIVE, flags=(TopicFlag.DEADLINE_BOUND,), deadline=Deadline(days=15)
        ),
    )
)
BOUND = topic(flags=(TopicFlag.DEADLINE_BOUND,))
FIFTEENTH = date(2023, 10, 25)  # 15 working days before Wednesday 15 November


@pytest.mark.parametrize(
    ("on", "late"), [(FIFTEENTH, False), (date(2023, 10, 26), True), (DAY, True), (date(2023, 1, 1), False)]
)
def test_registered_by_the_fifteenth_working_day_before(on, late):
    assert codes(REGISTRATION, replace(BOUND, registered_on=on)) == (["topic.late_registration"] if late else [])


def test_a_day_that_is_missing_is_late_once_the_deadline_is_past():
    planned = dossier(BOUND, status=MeetingStatus.PLANNED)
    assert not found(REGISTRATION, planned, as_of=FIFTEENTH)
    assert "2023年10月25日" in only(REGISTRATION, planned, as_of=date(2023, 10, 26)).message


def test_only_topics_with_the_flag_are_registered():
    assert not found(REGISTRATION, topic(registered_on=DAY))


def test_a_deadline_from_the_agenda_needs_its_day():
    rule = replace(REGISTRATION.registration[0], deadline=Deadline(days=1, anchor="agenda"))
    rules = book(registration=(rule,))
    late = replace(BOUND, registered_on=date(2023, 11, 9))
    assert not found(rules, dossier(late))
    assert not found(rules, dossier(late, agenda_set_on=date(2023, 11, 10)))
    assert codes(rules, dossier(late, agenda_set_on=date(2023, 11, 9))) == ["topic.late_registration"]


def test_a_day_at_the_end_of_time_breaks_nothing():
    rules = book(
        registration=tuple(
            replace(REGISTRATION.registration[0], deadline=Deadline(days=15, unit=unit, side=side))
            for unit in ("working_days", "calendar_days")
            for side in ("before", "after")
        )
    )
    for day in (date.min, date.max):
        whole = dossier(replace(BOUND, registered_on=day))
        found(rules, replace(whole, meeting=replace(whole.meeting, date=day)), as_of=day)


# --- form

FORM = book(forms=(FormRule(article=ARTICLE, kinds=EXECUTIVE, name="议题审批表", sealed=True),))
FORMS = [
    # form, what the message must say; None where nothing lacks
    (Form(signed_by="h-housing", sealed=True), None),
    (None, "未见《议题审批表》"),
    (Form(), "未经市住建局主要负责人签字；未加盖部门公章"),
    (Form(signed_by="h-housing"), "未加盖部门公章"),
    (Form(sealed=True), "未经市住建局主要负责人签字"),
    (Form(signed_by="h-finance", sealed=True), "由蔡金签字"),
    (Form(signed_by="zhou", sealed=True), "由周平签字"),
]


@pytest.mark.parametrize(("form", "said"), FORMS, ids=[str(said) for _, said in FORMS])
def test_the_form_is_signed_by_the_sponsors_head_and_sealed(form, said):
    given = topic(form=form)
    if said is None:
        assert not found(FORM, given)
        return
    finding = only(FORM, given)
    assert finding.code == "topic.form_missing"
    assert said in finding.message


def test_a_seal_only_where_the_rule_asks_for_one():
    rules = book(forms=(FormRule(article=ARTICLE, kinds=EXECUTIVE, name="《提报单》"),))
    assert not found(rules, topic(form=Form(signed_by="h-housing")))
    assert "未见《提报单》" in only(rules, topic()).message


def test_the_office_is_headed_by_its_director():
    assert not found(FORM, topic(sponsor="office", form=Form(signed_by="director", sealed=True)))


def test_who_headed_the_sponsor_when_the_topic_was_handed_in_may_have_signed():
    whole = dossier(topic(form=Form(signed_by="h-housing", sealed=True), registered_on=date(2023, 11, 1)))
    moved = replace(
        whole,
        people=tuple(
            replace(each, posts=(Holding(post=Post.DEPARTMENT_HEAD, department="housing", to=date(2023, 11, 7)),))
            if each.id == "h-housing"
            else each
            for each in whole.people
        ),
    )
    assert not found(FORM, moved)


# --- after the agenda was set

SET = date(2023, 11, 10)


def ad_hoc(needs, *posts):
    return book(ad_hoc=(AdHocRule(article=ARTICLE, kinds=EXECUTIVE, needs=needs, posts=posts),))


CONSENT, REASON, NEVER = ad_hoc("consent", Post.HEAD), ad_hoc("reason"), ad_hoc("never")
LATE = [
    (CONSENT, None, True),
    (CONSENT, AdHoc(reason="防汛急需"), True),
    (CONSENT, AdHoc(consent_by="zhou"), True),
    (CONSENT, AdHoc(consent_by="head"), False),
    (REASON, None, True),
    (REASON, AdHoc(reason="  "), True),
    (REASON, AdHoc(consent_by="head"), True),
    (REASON, AdHoc(reason="防汛急需"), False),
    (NEVER, AdHoc(consent_by="head", reason="防汛急需"), True),
]


@pytest.mark.parametrize(("rules", "given", "fault"), LATE, ids=range(len(LATE)))
def test_added_after_the_agenda_was_set(rules, given, fault):
    late = topic(added_on=date(2023, 11, 13), ad_hoc=given)
    assert codes(rules, dossier(late, agenda_set_on=SET)) == (["topic.ad_hoc"] if fault else [])


@pytest.mark.parametrize("rules", [CONSENT, REASON, NEVER], ids=["consent", "reason", "never"])
def test_added_on_the_day_or_before_is_no_addition(rules):
    for day in (date(2023, 11, 1), SET, None):
        assert not found(rules, dossier(topic(added_on=day), agenda_set_on=SET))
    assert not found(rules, dossier(topic(added_on=DAY)))
    assert not found(rules, dossier(topic(added_on=SET, ad_hoc=AdHoc()), agenda_set_on=SET))


def test_added_on_the_very_day_it_is_an_addition_where_that_is_on_record():
    change = AgendaChange(on=SET, what=AgendaAct.ADDED, title=topic().title, to_no=1)

    def judged(given, **recorded):
        case = dossier(topic(added_on=SET, ad_hoc=given), agenda_set_on=SET)
        return codes(CONSENT, replace(case, agenda_changes=(replace(change, **recorded),)))

    assert judged(AdHoc()) == judged(AdHoc(reason="防汛急需")) == ["topic.ad_hoc"]
    assert judged(AdHoc(consent_by="head")) == judged(None) == []
    assert judged(AdHoc(), title="别的议题") == judged(AdHoc(), what=AgendaAct.MOVED) == []
