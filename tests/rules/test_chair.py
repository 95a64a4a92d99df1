"""Who convenes and chairs, to whom it may be delegated, and who stands in while the head is away.

Tables by hand: each row says the article it was read from in its comment.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.facts import Holding
from secretariat.domain.states import MeetingStatus, Part, Post, Presence
from secretariat.rules.finding import Severity
from tests.rules.build import (
    AFTER,
    BEFORE,
    CAST,
    DAY,
    chaired,
    charge,
    clean,
    codes,
    findings,
    ids,
    line,
    meeting,
    posts,
    strike,
    the_finding,
    topic,
)
from tests.rules.texts import GANGCHENG, HUANCUI, MEETINGS, SPECIAL, TEXTS, ZHOUCUN, ZIBO, ZICHUAN

OK = None
NOT_ENTITLED = "chair.not_entitled"
NOT_COMMISSIONED = "chair.not_commissioned"
STAND_IN = "chair.stand_in"


def expect(dossier, code, article, subject):
    """One finding of that code with its severity and article, or none."""
    if code is OK:
        assert not findings(dossier)
        return
    finding = the_finding(dossier)
    assert (finding.code, finding.subject) == (code, subject)
    assert finding.severity is (Severity.WARNING if code == STAND_IN else Severity.VIOLATION)
    assert article in (finding.article or "")


# --- executive meetings that may be delegated: 淄川 四十九, 环翠 第四十三条, 淄博 四十七
# 区长（市长）不能出席会议时，可委托常务（第一）副区长（副市长）召集并主持

DELEGABLE = [(ZICHUAN, "executive"), (HUANCUI, "executive"), (ZIBO, "executive")]
DELEGATED = [
    # chair, commissioned by, head away
    ("head", None, False, OK),
    ("executive", "head", True, OK),
    ("executive", None, True, NOT_COMMISSIONED),
    ("executive", "executive", True, NOT_COMMISSIONED),
    ("executive", "dep1", True, NOT_COMMISSIONED),
    ("executive", "head", False, NOT_COMMISSIONED),  # the head was there
    ("executive", None, False, NOT_COMMISSIONED),
    ("dep1", "head", True, NOT_ENTITLED),  # only the delegate that the article names
    ("dep1", None, True, NOT_ENTITLED),
    ("dep1", "head", False, NOT_ENTITLED),
    ("director", "head", True, NOT_ENTITLED),
    ("member", "head", True, NOT_ENTITLED),
    ("outsider", "head", True, NOT_ENTITLED),
]


@pytest.mark.parametrize(("chair", "by", "head_away", "code"), DELEGATED, ids=ids(DELEGATED))
@pytest.mark.parametrize("case", DELEGABLE, ids=ids(DELEGABLE))
def test_delegating_an_executive_meeting(case, chair, by, head_away, code):
    expect(chaired(clean(*case), chair, by, head_away=head_away), code, TEXTS[case].article, chair)


@pytest.mark.parametrize("case", DELEGABLE, ids=ids(DELEGABLE))
def test_the_head_is_away_when_not_recorded_present(case):
    dossier = chaired(clean(*case), "executive", "head")
    assert codes(line(dossier, "head", status=Presence.ABSENT)) == []
    assert codes(line(dossier, "head", status=Presence.LEAVE)) == []
    assert codes(line(dossier, "head", status=Presence.PRESENT)) == [NOT_COMMISSIONED]
    assert codes(strike(dossier, "head")) == ["member.missing"]


@pytest.mark.parametrize("case", DELEGABLE, ids=ids(DELEGABLE))
def test_a_commission_by_one_who_is_no_longer_head_is_none(case):
    dossier = chaired(clean(*case), "executive", "dep2", head_away=True)
    dossier = posts(dossier, "dep2", Holding(post=Post.DEPUTY), Holding(post=Post.HEAD, to=BEFORE))
    assert codes(dossier) == [NOT_COMMISSIONED]


# --- meetings for which the head alone is named; who runs the government's work while he is away may stand in:
# 淄川 七 (常务副区长, or a deputy whom the head designates), 周村 六, 环翠 第五条, 淄博 七, 钢城 第五条

SOLE = [
    ((ZICHUAN, "plenary"), "七"),
    ((ZICHUAN, "head_office"), "七"),
    ((ZHOUCUN, "plenary"), "六"),
    ((ZHOUCUN, "executive"), "六"),
    ((ZHOUCUN, "head_office"), "六"),
    ((HUANCUI, "plenary"), "第五条"),
    ((HUANCUI, "head_office"), "第五条"),
    ((HUANCUI, "work_conference_1"), "第五条"),
    ((ZIBO, "plenary"), "七"),
    ((ZIBO, "head_office"), "七"),
    ((GANGCHENG, "plenary"), "第五条"),
    ((GANGCHENG, "executive"), "第五条"),
    ((GANGCHENG, "head_office"), "第五条"),
]
STANDING_IN = [
    ("head", None, False, OK),
    ("executive", None, True, STAND_IN),
    ("executive", "head", True, STAND_IN),  # with or without a commission on record
    ("executive", "head", False, NOT_ENTITLED),
    ("executive", None, False, NOT_ENTITLED),
    ("dep1", None, True, NOT_ENTITLED),
    ("dep1", "executive", True, NOT_ENTITLED),
    ("dep1", "head", False, NOT_ENTITLED),
    ("director", "head", True, NOT_ENTITLED),
    ("member", "head", True, NOT_ENTITLED),
    ("outsider", None, True, NOT_ENTITLED),
]


@pytest.mark.parametrize(("chair", "by", "head_away", "code"), STANDING_IN, ids=ids(STANDING_IN))
@pytest.mark.parametrize(("case", "article"), SOLE, ids=[f"{code}-{kind}" for (code, kind), _ in SOLE])
def test_standing_in_for_the_head(case, article, chair, by, head_away, code):
    dossier = chaired(clean(*case), chair, by, head_away=head_away)
    expect(dossier, code, TEXTS[case].article, chair)
    if code == STAND_IN:
        (finding,) = findings(dossier)
        assert TEXTS[case].article in f"{finding.article}{finding.message}"
        assert article in f"{finding.article}{finding.message}"


@pytest.mark.parametrize("case", [case for case, _ in SOLE], ids=str)
def test_only_zichuan_lets_the_head_designate_another_deputy(case):
    dossier = chaired(clean(*case), "dep1", "head", head_away=True)
    expected = STAND_IN if case[0] == ZICHUAN else NOT_ENTITLED
    expect(dossier, expected, TEXTS[case].article, "dep1")


# --- meetings of the Party group: 淄川 五十二, 周村 四十三, 钢城 第四十三条: 由党组书记召集和主持

PARTY_GROUPS = [case for case in MEETINGS if case[1] == "party_group"]
PARTY_CHAIRS = [
    ("head", None, False, OK),  # as party secretary
    ("executive", None, True, NOT_ENTITLED),
    ("executive", "head", True, NOT_ENTITLED),  # 党组副书记; nobody stands in for the secretary
    ("executive", "head", False, NOT_ENTITLED),
    ("dep1", "head", True, NOT_ENTITLED),
    ("member", "head", True, NOT_ENTITLED),
]


@pytest.mark.parametrize(("chair", "by", "head_away", "code"), PARTY_CHAIRS, ids=ids(PARTY_CHAIRS))
@pytest.mark.parametrize("case", PARTY_GROUPS, ids=ids(PARTY_GROUPS))
def test_a_meeting_of_the_party_group_is_chaired_by_its_secretary(case, chair, by, head_away, code):
    expect(chaired(clean(*case), chair, by, head_away=head_away), code, TEXTS[case].article, chair)


@pytest.mark.parametrize("case", PARTY_GROUPS, ids=ids(PARTY_GROUPS))
def test_a_head_who_is_not_the_secretary_does_not_chair_it(case):
    dossier = posts(clean(*case), "head", Holding(post=Post.HEAD), Holding(post=Post.PARTY_MEMBER))
    dossier = posts(dossier, "member", Holding(post=Post.PARTY_SECRETARY))
    # The head decided on the topics, so they are left out here.
    dossier = replace(dossier, minutes=replace(dossier.minutes, signed_by="member"), topics=())
    assert codes(dossier) == [NOT_ENTITLED]
    assert codes(meeting(dossier, chair="member")) == []


# --- special-topic meetings: 区长、副区长, or the office's directors on commission by one of them

LISTED = [
    ("head", None, OK),
    ("executive", None, OK),
    ("dep1", None, OK),
    ("dep2", None, OK),
    ("director", "head", OK),
    ("director", "dep1", OK),
    ("director", "executive", OK),
    ("vice1", "head", OK),
    ("vice2", "dep2", OK),
    ("director", None, NOT_COMMISSIONED),
    ("vice1", None, NOT_COMMISSIONED),
    ("vice1", "director", NOT_COMMISSIONED),  # the commission is a leader's to give
    ("vice1", "member", NOT_COMMISSIONED),
    ("vice1", "vice1", NOT_COMMISSIONED),
]
OTHERS = ["member", "assistant", "housing", "outsider"]

DELEGABLE_SPECIAL = [case for case in SPECIAL if case[0] != ZHOUCUN]
OPEN = [(ZICHUAN, "special_topic"), (ZIBO, "special_topic")]  # 五十一, 四十九: 办公室主任、副主任等
CLOSED = [(HUANCUI, "special_topic"), (GANGCHENG, "special_topic")]  # 第四十五条, 第四十二条


def chair_codes(case, chair, by):
    """What is said of the chair; who signs and approves the minutes of such meetings is not looked at here."""
    return [code for code in codes(chaired(clean(*case), chair, by)) if code.startswith("chair.")]


@pytest.mark.parametrize(("chair", "by", "code"), LISTED, ids=ids(LISTED))
@pytest.mark.parametrize("case", DELEGABLE_SPECIAL, ids=ids(DELEGABLE_SPECIAL))
def test_a_special_topic_meeting_may_be_delegated_to_the_directors_of_the_office(case, chair, by, code):
    assert chair_codes(case, chair, by) == ([code] if code else [])


@pytest.mark.parametrize("case", DELEGABLE_SPECIAL, ids=ids(DELEGABLE_SPECIAL))
def test_what_is_said_of_a_director_without_a_commission(case):
    dossier = replace(chaired(clean(*case), "vice1"), minutes=None)
    dossier = meeting(dossier, status=MeetingStatus.PLANNED)
    expect(dossier, NOT_COMMISSIONED, TEXTS[case].article, "vice1")


@pytest.mark.parametrize("chair", OTHERS)
@pytest.mark.parametrize("case", OPEN, ids=ids(OPEN))
def test_where_the_list_of_delegates_is_open_a_commission_entitles_anybody(case, chair):
    assert chair_codes(case, chair, "dep1") == []
    assert chair_codes(case, chair, "head") == []
    assert chair_codes(case, chair, None) == [NOT_ENTITLED]
    assert chair_codes(case, chair, "director") == [NOT_ENTITLED]


@pytest.mark.parametrize("chair", OTHERS)
@pytest.mark.parametrize("case", CLOSED, ids=ids(CLOSED))
def test_where_it_is_not_a_commission_does_not_help(case, chair):
    assert chair_codes(case, chair, "head") == [NOT_ENTITLED]
    assert chair_codes(case, chair, None) == [NOT_ENTITLED]


@pytest.mark.parametrize("by", [None, "head", "dep1"])
@pytest.mark.parametrize("chair", ["director", "vice1", *OTHERS])
def test_zhoucun_knows_no_delegation_of_a_special_topic_meeting(chair, by):
    """四十六: 由区长或副区长召集和主持."""
    assert chair_codes((ZHOUCUN, "special_topic"), chair, by) == [NOT_ENTITLED]


@pytest.mark.parametrize("case", DELEGABLE_SPECIAL, ids=ids(DELEGABLE_SPECIAL))
def test_delegating_a_special_topic_meeting_does_not_need_the_leaders_absence(case):
    dossier = chaired(line(clean(*case), "head", Part.ATTENDEE), "vice1", "head")
    assert not [code for code in codes(dossier) if code.startswith("chair.")]


# --- 环翠 第四十六条: 一类由区长主持, 二类由分管副区长主持


@pytest.mark.parametrize(
    ("chair", "code"),
    [("dep1", OK), ("dep2", NOT_ENTITLED), ("executive", NOT_ENTITLED), ("director", NOT_ENTITLED)],
)
def test_the_deputy_in_charge_chairs_a_conference_of_the_second_class(chair, code):
    dossier = chaired(clean(HUANCUI, "work_conference_2"), chair)  # its topic is the housing department's
    expect(dossier, code, "第四十六条", chair)


def test_of_several_deputies_in_charge_each_may_chair():
    dossier = topic(clean(HUANCUI, "work_conference_2"), 2, sponsor="d-steel")
    assert codes(dossier) == []
    assert codes(chaired(dossier, "dep2")) == []
    assert codes(chaired(dossier, "executive")) == [NOT_ENTITLED]


def test_without_a_leader_in_charge_on_record_any_deputy_may_chair():
    assert codes(chaired(charge(clean(HUANCUI, "work_conference_2"), "dep1", ""), "dep2")) == []


# --- everybody tried

LEADERS = {"head", "executive", "dep1", "dep2"}


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_without_a_commission_only_the_conveners_chair(case):
    conveners = {"special_topic": LEADERS, "work_conference_2": {"dep1"}}.get(case[1], {"head"})
    assert {person.id for person in CAST if not chair_codes(case, person.id, None)} == conveners


@pytest.mark.parametrize("case", DELEGABLE, ids=ids(DELEGABLE))
def test_only_the_head_commissions_an_executive_meeting(case):
    dossiers = {each.id: chaired(clean(*case), "executive", each.id, head_away=True) for each in CAST}
    assert {by for by, dossier in dossiers.items() if not findings(dossier)} == {"head"}


@pytest.mark.parametrize("case", DELEGABLE_SPECIAL, ids=ids(DELEGABLE_SPECIAL))
def test_only_the_head_and_the_deputies_commission_a_special_topic_meeting(case):
    assert {person.id for person in CAST if not chair_codes(case, "vice1", person.id)} == LEADERS


# --- the post counts on the day


@pytest.mark.parametrize("case", [case for case in MEETINGS if TEXTS[case].chair == "head"], ids=str)
def test_who_was_head_until_yesterday_does_not_chair(case):
    dossier = posts(
        clean(*case),
        "head",
        Holding(post=Post.HEAD, to=BEFORE),
        Holding(post=Post.PARTY_SECRETARY, to=BEFORE),
        Holding(post=Post.DEPUTY),
        Holding(post=Post.PARTY_MEMBER),
    )
    assert NOT_ENTITLED in codes(dossier)


@pytest.mark.parametrize("case", [case for case in MEETINGS if TEXTS[case].chair == "head"], ids=str)
@pytest.mark.parametrize("until", [DAY, AFTER])
def test_who_is_head_until_today_does(case, until):
    dossier = posts(
        clean(*case), "head", Holding(post=Post.HEAD, to=until), Holding(post=Post.PARTY_SECRETARY, to=until)
    )
    assert not findings(dossier)


# --- no chair named


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_while_planned_a_meeting_need_not_name_its_chair(case):
    dossier = replace(meeting(clean(*case), chair=None, status=MeetingStatus.PLANNED), minutes=None)
    assert not findings(dossier)


@pytest.mark.parametrize("status", [MeetingStatus.HELD, MeetingStatus.ISSUED])
@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_a_meeting_that_was_held_had_a_chair(case, status):
    found = findings(meeting(clean(*case), chair=None, status=status))
    assert [(each.code, each.subject) for each in found if each.code.startswith("chair.")] == [(NOT_ENTITLED, None)]


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_a_wrong_chair_is_told_while_the_meeting_is_planned(case):
    dossier = replace(chaired(clean(*case), "outsider"), minutes=None)
    dossier = meeting(dossier, status=MeetingStatus.PLANNED)
    expect(dossier, NOT_ENTITLED, TEXTS[case].article, "outsider")
