"""Being away: reported in time, approved by whom the rule names, reported back; pairs and the limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secretariat.domain.facts import Away, Excuse
from secretariat.domain.states import DepartmentKind, MeetingStatus, Post
from secretariat.rules.finding import Severity
from secretariat.rules.rulebook import Excusable
from secretariat.rules.schema.people import Attachments, AwayLimit, AwayRule, PairRule
from tests.rules.invented import DAY, PEOPLE, book, dossier, judged

LEAVING = date(2023, 11, 20)  # a Monday
AS_OF = date(2023, 12, 31)
HEADS = {"posts": (Post.DEPARTMENT_HEAD,), "department_kinds": (DepartmentKind.DEPARTMENT,)}


def away(person="h-housing", *, days=2, left=LEAVING, **changes):
    values = {"to": left + timedelta(days=days - 1), "reported_on": left - timedelta(days=10), **changes}
    return Away(person=person, from_=left, **values)


def rule(**changes):
    return book(away=(AwayRule(**{"article": "第一条", **HEADS, **changes}),))


def found(rules, *journeys, as_of=AS_OF, **changes):
    given = replace(dossier(), away=journeys, **changes)
    return [each for each in judged(rules, given, as_of=as_of).findings if each.code.startswith("away.")]


def codes(rules, *journeys, as_of=AS_OF):
    return [each.code for each in found(rules, *journeys, as_of=as_of)]


# --- reported in time


@pytest.mark.parametrize(
    ("ahead", "unit", "reported", "late"),
    [
        (3, "calendar_days", date(2023, 11, 17), False),
        (3, "calendar_days", date(2023, 11, 18), True),
        (3, "working_days", date(2023, 11, 15), False),
        (3, "working_days", date(2023, 11, 16), True),
        (0, "calendar_days", LEAVING, False),  # beforehand: the day itself still is
        (0, "calendar_days", date(2023, 11, 21), True),
        (None, "calendar_days", None, False),
    ],
)
def test_reported_by_its_last_day(ahead, unit, reported, late):
    rules = rule(days_ahead=ahead, unit=unit)
    assert codes(rules, away(reported_on=reported)) == (["away.late_report"] if late else [])


def test_the_finding_says_who_and_by_when():
    (finding,) = found(rule(days_ahead=3), away(reported_on=LEAVING))
    assert (finding.subject, finding.article, finding.severity) == ("h-housing", "第一条", Severity.VIOLATION)
    assert "何建" in finding.message
    assert "2023年11月17日" in finding.message
    assert "2023年11月20日" in finding.message


@pytest.mark.parametrize(("as_of", "late"), [(date(2023, 11, 17), False), (date(2023, 11, 18), True)])
def test_what_is_not_reported_is_late_once_the_last_day_is_past(as_of, late):
    given = away(reported_on=None)
    assert codes(rule(days_ahead=3), given, as_of=as_of) == (["away.late_report"] if late else [])


@pytest.mark.parametrize(
    ("urgent", "reported", "late"),
    [
        ("at_once", LEAVING, False),
        ("at_once", LEAVING + timedelta(days=1), True),
        ("at_once", None, True),
        ("in_time", LEAVING + timedelta(days=5), False),
        ("in_time", None, True),
        (None, LEAVING, True),
    ],
)
def test_an_urgent_journey_is_reported_later(urgent, reported, late):
    given = away(urgent=True, reported_on=reported)
    assert codes(rule(days_ahead=3, urgent=urgent), given) == (["away.late_report"] if late else [])
    assert codes(rule(days_ahead=3, urgent=urgent), replace(given, urgent=False)) == ["away.late_report"]


def test_it_is_judged_before_the_meeting_too_and_of_the_post_of_that_day():
    rules = rule(days_ahead=3)
    given = away(reported_on=LEAVING)
    coming = replace(dossier().meeting, status=MeetingStatus.PLANNED)
    assert found(rules, given, meeting=coming)
    appointed = tuple(
        replace(each, posts=tuple(replace(held, from_=LEAVING + timedelta(days=1)) for held in each.posts))
        if each.id == "h-housing"
        else each
        for each in PEOPLE
    )
    assert not found(rules, given, people=appointed)


def test_the_first_entry_that_fits_governs_and_without_one_nothing_is_asked():
    free = AwayRule(article="第二条", posts=(Post.DEPARTMENT_HEAD,))
    strict = AwayRule(article="第一条", posts=(Post.DEPARTMENT_HEAD, Post.DEPUTY), days_ahead=3)
    rules = book(away=(free, strict))
    assert codes(rules, away(reported_on=None), away("zhou", reported_on=None)) == ["away.late_report"]
    assert not codes(rules, away("head", reported_on=None), away("clerk", reported_on=None))


# --- attachments


@pytest.mark.parametrize(("days", "missing"), [(3, False), (4, True)])
def test_attachments_from_the_fourth_day_on(days, missing):
    rules = rule(days_ahead=3, attachments=Attachments(article="第三条", longer_than=3))
    assert codes(rules, away(days=days)) == (["away.attachment_missing"] if missing else [])
    assert not codes(rules, away(days=days, attachments=True))
    if missing:
        assert [each.article for each in found(rules, away(days=days))] == ["第三条"]
        assert codes(rules, away(days=days, reported_on=None)) == ["away.late_report"]


def test_nobody_knows_how_long_a_journey_without_end_is():
    rules = rule(days_ahead=3, attachments=Attachments(article="第三条", longer_than=3))
    assert not codes(rules, away(to=None))
    assert codes(rules, away(to=None, reported_back_on=LEAVING + timedelta(days=3))) == ["away.attachment_missing"]


# --- who approves


def test_reporting_needs_no_approval_but_another_s_is_wrong():
    rules = rule(report_to=(Post.HEAD,), days_ahead=0)
    assert not codes(rules, away())
    assert not codes(rules, away(approved_by="head"))
    (finding,) = found(rules, away(approved_by="wu"))
    assert (finding.code, finding.subject) == ("away.wrong_approver", "h-housing")
    assert "吴江" in finding.message
    assert "秦岭" in finding.message


def test_the_leader_in_charge_may_stand_in_where_the_rule_says_so():
    rules = rule(report_to=(Post.HEAD,), or_in_charge=True, days_ahead=0)
    assert not codes(rules, away(approved_by="zhou"))
    assert codes(rules, away(approved_by="wu")) == ["away.wrong_approver"]
    # wu is the pair of zhou and may act while zhou is away
    gone = Away(person="zhou", from_=LEAVING - timedelta(days=12), to=LEAVING)
    assert not codes(rules, away(approved_by="wu"), gone)


def test_where_nobody_is_in_charge_any_deputy_or_the_head_may():
    people = (*(each for each in PEOPLE if each.id != "zhou"), replace(PEOPLE[1], in_charge_of=()))
    rules = rule(consent_in_charge=True, days_ahead=0)
    for leader in ("zhou", "wu", "head"):
        assert not found(rules, away(consented_by=leader), people=people)
    assert found(rules, away(consented_by="vice"), people=people)


APPROVED = rule(approved_by=(Post.HEAD,), consent_in_charge=True, days_ahead=0)


@pytest.mark.parametrize(
    ("consented", "approved", "said"),
    [
        ("zhou", "head", None),
        (None, "head", "未见分管领导周平同意"),
        ("wu", "head", "由吴江同意"),
        ("zhou", None, "未见秦岭批准"),
        ("zhou", "wu", "由吴江批准"),
        (None, None, "未见分管领导周平同意的记录；未见秦岭批准的记录"),
    ],
)
def test_consent_comes_before_approval(consented, approved, said):
    given = found(APPROVED, away(consented_by=consented, approved_by=approved))
    assert [each.code for each in given] == (["away.wrong_approver"] if said else [])
    assert not said or said in given[0].message


def test_approval_is_missed_only_once_the_person_has_gone():
    assert not codes(APPROVED, away(), as_of=LEAVING)
    assert codes(APPROVED, away(), as_of=LEAVING + timedelta(days=1)) == ["away.wrong_approver"]
    assert codes(APPROVED, away(reported_on=None)) == ["away.late_report"]


def test_who_would_have_to_approve_himself_asks_nobody():
    rules = rule(posts=(Post.HEAD,), department_kinds=(), approved_by=(Post.HEAD,), days_ahead=0)
    assert not codes(rules, away("head"))


# --- back again


def test_coming_back_is_reported():
    rules = rule(days_ahead=0, report_back=True)
    (finding,) = found(rules, away())
    assert (finding.code, finding.severity) == ("away.not_reported_back", Severity.WARNING)
    assert not codes(rules, away(reported_back_on=AS_OF))
    assert not codes(rules, away(to=None))
    assert not codes(rules, away(), as_of=LEAVING + timedelta(days=1))  # the last day away
    assert not codes(rule(days_ahead=0), away())


# --- pairs


PAIRS = book(pairs=PairRule(article="第五条", posts=(Post.DEPUTY,)))


def test_a_pair_is_not_away_together():
    (finding,) = found(PAIRS, away("zhou", days=5), away("wu", left=LEAVING + timedelta(days=4)))
    assert (finding.code, finding.subject, finding.article) == ("away.pair", "wu", "第五条")
    assert "周平" in finding.message
    assert not found(PAIRS, away("zhou", days=4), away("wu", left=LEAVING + timedelta(days=4)))


def test_the_one_who_left_later_is_named_whatever_the_order_of_the_records():
    later = away("zhou", left=LEAVING + timedelta(days=1))
    assert [each.subject for each in found(PAIRS, later, away("wu"))] == ["zhou"]
    assert [each.subject for each in found(PAIRS, away("zhou"), away("wu"))] == ["wu"]


def test_without_an_end_one_is_still_away():
    assert codes(PAIRS, away("zhou", to=None), away("wu", left=AS_OF)) == ["away.pair"]
    back = away("zhou", to=None, reported_back_on=LEAVING)
    assert not codes(PAIRS, back, away("wu", left=AS_OF))


def test_only_pairs_that_the_rule_means():
    assert not codes(PAIRS, away("zhou"), away("ning"))
    assert not codes(book(pairs=PairRule(article="第五条", posts=(Post.HEAD,))), away("zhou"), away("wu"))
    assert not codes(book(), away("zhou"), away("wu"))


def test_a_pair_is_told_once_and_may_be_excused_where_the_rule_lets_it():
    lets = replace(PAIRS, excusable=(Excusable(code="away.pair", article="第五条", by="post", posts=(Post.HEAD,)),))
    journeys = (away("zhou", days=9), away("wu"), away("wu", left=LEAVING + timedelta(days=5)))
    assert codes(PAIRS, *journeys) == ["away.pair"]
    assert "例外" not in found(PAIRS, *journeys)[0].message
    assert "经市长同意后登记例外" in found(lets, *journeys)[0].message
    excuse = Excuse(code="away.pair", subject="wu", allowed_by="head", on=DAY, reason="同赴省城招商")
    assert [each.severity for each in found(lets, *journeys, exceptions=(excuse,))] == [Severity.EXCUSED]


# --- too many


LIMIT = book(away_limit=AwayLimit(article="第六条", at_most=2))


def test_so_many_leaders_and_no_more():
    journeys = [away("head"), away("zhou", left=LEAVING + timedelta(days=1)), away("clerk"), away("vice")]
    assert not codes(LIMIT, *journeys)
    (finding,) = found(LIMIT, *journeys, away("ning", left=LEAVING + timedelta(days=1)))
    assert (finding.code, finding.subject, finding.article) == ("away.too_many", None, "第六条")
    assert "3人" in finding.message
    assert "2023年11月21日" in finding.message
    # The head is back by then.
    assert not codes(LIMIT, *journeys, away("ning", left=LEAVING + timedelta(days=2)))


def test_two_journeys_of_one_leader_are_one_leader():
    assert not codes(LIMIT, away("zhou"), away("zhou"), away("wu"))
    assert not codes(book(), away("zhou"), away("wu"), away("head"), away("ning"))
