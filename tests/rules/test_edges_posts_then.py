"""Who held a post on the day of the act, though not on the meeting's: for that act he was the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Away, Holding, Minutes, Person, Step
from secretariat.domain.states import Post, StepKind
from secretariat.rules.rulebook import StandIn
from secretariat.rules.schema.minutes import MinutesRule
from secretariat.rules.schema.people import AwayRule
from secretariat.rules.schema.topics import Chain, ChainStep
from tests.rules.invented import ARTICLE, BOOK, PEOPLE, book, codes, dossier, judged, topic

# The meeting is on 15 November. Until the 10th others were the head and the head of 住建局.
CHANGE = date(2023, 11, 10)
BEFORE, AFTER = date(2023, 11, 9), date(2023, 11, 11)
HEAD_THEN = Person(id="lu", name="陆远", posts=(Holding(post=Post.HEAD, to=CHANGE),))
HOUSING_THEN = Person(
    id="shi", name="石建", posts=(Holding(post=Post.DEPARTMENT_HEAD, department="housing", to=CHANGE),)
)
EVERYBODY = (*PEOPLE, HEAD_THEN, HOUSING_THEN)


@pytest.mark.parametrize(("on", "told"), [(BEFORE, []), (CHANGE, []), (AFTER, ["topic.wrong_approver"])])
def test_a_step_of_the_sponsors_head(on, told):
    step = ChainStep(step=StepKind.DEPUTY_REPORT, posts=(Post.DEPUTY,), in_charge=True, sponsor_head=True)
    rules = book(chains=(Chain(article=ARTICLE, kinds=("executive",), steps=(step,)),))
    done = topic(steps=(Step(step=StepKind.DEPUTY_REPORT, by="shi", on=on),))
    assert codes(rules, replace(dossier(done), people=EVERYBODY)) == told


@pytest.mark.parametrize(("reported", "told"), [(BEFORE, []), (CHANGE, []), (AFTER, ["away.wrong_approver"])])
@pytest.mark.parametrize("by", ["approved_by", "report_to"])
def test_an_absence_approved_by_the_head(by, reported, told):
    rules = book(away=(AwayRule(article=ARTICLE, posts=(Post.DEPARTMENT_HEAD,), **{by: (Post.HEAD,)}),))
    journey = Away(person="h-police", from_=date(2023, 11, 20), reported_on=reported, approved_by="lu")
    given = replace(dossier(), people=EVERYBODY, away=(journey,))
    assert [each.code for each in judged(rules, given).findings if each.code.startswith("away.")] == told


def test_the_message_names_who_was_in_charge_then():
    """Two of the Party group are in charge of 住建局; of a deputy's step the one is meant who was deputy that day."""
    group = Holding(post=Post.PARTY_MEMBER)
    first = Person(
        id="jia", name="贾山", posts=(group, Holding(post=Post.DEPUTY, to=CHANGE)), in_charge_of=("housing",)
    )
    second = Person(
        id="yi", name="易水", posts=(group, Holding(post=Post.DEPUTY, from_=AFTER)), in_charge_of=("housing",)
    )
    others = tuple(replace(each, in_charge_of=()) for each in PEOPLE)
    step = ChainStep(step=StepKind.DEPUTY_REVIEW, posts=(Post.DEPUTY,), in_charge=True)
    rules = book(chains=(Chain(article=ARTICLE, kinds=("executive",), steps=(step,)),))
    for on, name in ((BEFORE, "贾山"), (AFTER, "易水")):
        done = topic(steps=(Step(step=StepKind.DEPUTY_REVIEW, by="ning", on=on),))
        given = replace(dossier(done), people=(*others, first, second))
        (message,) = [each.message for each in judged(rules, given).findings if each.code == "topic.wrong_approver"]
        assert f"应由分管领导{name}办理" in message


def test_where_nobody_is_in_charge_the_article_on_minutes_is_cited():
    rule = MinutesRule(article="第五十四条", signer="in_charge", posts=(Post.DEPUTY,))
    rules = book(kinds={"executive": replace(BOOK.kinds["executive"], minutes=rule)})
    given = replace(dossier(topic(sponsor="lonely")), minutes=Minutes())
    judgement = judged(rules, given)
    (finding,) = [each for each in judgement.findings if each.code == "minutes.unsigned"]
    assert (finding.article, judgement.minutes_signer.article) == ("第五十四条", "第五十四条")
    assert "应由秦岭、周平、吴江中的一人签发" in finding.message


@pytest.mark.parametrize(("on", "told"), [(BEFORE, []), (CHANGE, []), (AFTER, ["topic.wrong_approver"])])
def test_a_step_of_who_was_in_charge_then(on, told):
    before = Person(id="jia", name="贾山", posts=(Holding(post=Post.DEPUTY, to=CHANGE),), in_charge_of=("housing",))
    step = ChainStep(step=StepKind.DEPUTY_REVIEW, posts=(Post.DEPUTY,), in_charge=True)
    rules = book(chains=(Chain(article=ARTICLE, kinds=("executive",), steps=(step,)),))
    done = topic(steps=(Step(step=StepKind.DEPUTY_REVIEW, by="jia", on=on),))
    assert codes(rules, replace(dossier(done), people=(*PEOPLE, before))) == told


@pytest.mark.parametrize(("on", "signers"), [(date(2023, 11, 20), ["head"]), (date(2023, 11, 21), ["new"])])
def test_minutes_are_signed_by_who_is_head_that_day(on, signers):
    """The head who chaired leaves his post on 20 November; the minutes go to whoever is head when they are signed."""
    rule = MinutesRule(article=ARTICLE, signer="post", posts=(Post.HEAD,))
    rules = book(kinds={"executive": replace(BOOK.kinds["executive"], minutes=rule)})
    last = date(2023, 11, 20)
    people = (
        replace(PEOPLE[0], posts=(Holding(post=Post.HEAD, to=last),)),
        *PEOPLE[1:],
        Person(id="new", name="新任", posts=(Holding(post=Post.HEAD, from_=date(2023, 11, 21)),)),
    )
    right = []
    for by in ("head", "new"):
        given = replace(dossier(), people=people, minutes=Minutes(signed_by=by, signed_on=on))
        if not [each for each in judged(rules, given).findings if each.code == "minutes.wrong_signer"]:
            right.append(by)
    assert right == signers


@pytest.mark.parametrize(("reported", "named"), [(CHANGE, "分管领导周平、贾山"), (AFTER, "分管领导周平")])
def test_an_absence_without_the_consent_of_who_was_in_charge_then(reported, named):
    before = Person(id="jia", name="贾山", posts=(Holding(post=Post.DEPUTY, to=CHANGE),), in_charge_of=("housing",))
    rules = book(away=(AwayRule(article=ARTICLE, posts=(Post.DEPARTMENT_HEAD,), consent_in_charge=True),))
    journey = Away(person="h-housing", from_=date(2023, 11, 20), reported_on=reported)
    given = replace(dossier(), people=(*PEOPLE, before), away=(journey,))
    (message,) = [each.message for each in judged(rules, given).findings if each.code == "away.wrong_approver"]
    assert f"未见{named}同意的记录" in message


def test_minutes_that_the_chair_signs_name_the_post_by_which_he_stood_in():
    rule = MinutesRule(article=ARTICLE, signer="chair")
    rules = book(
        kinds={"executive": replace(BOOK.kinds["executive"], minutes=rule)},
        stand_in=StandIn(article="第五条", posts=(Post.DEPUTY,)),
    )
    signer = judged(rules, dossier(chair="zhou")).minutes_signer
    assert (signer.posts, signer.person) == ((Post.DEPUTY,), "zhou")
