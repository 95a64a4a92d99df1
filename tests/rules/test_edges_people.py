"""Leave, being away and decisions at the edges: whose leave it is, who approves, last days, days that touch.

Leave: 淄川 五十五, 周村 五十, 环翠 第五十一条, 淄博 五十三, 钢城 第四十七条.
Being away: 淄川 七十五, 周村 七十二, 环翠 第七十五条, 淄博 七十五, 钢城 第六条 and 第六十九条.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.domain.facts import Decision, Holding, Leave
from secretariat.domain.states import Outcome, Part, Post, Presence
from tests.rules.build import (
    AFTER,
    BEFORE,
    DAY,
    chaired,
    clean,
    codes,
    findings,
    ids,
    line,
    matter,
    meeting,
    posts,
)
from tests.rules.defects_away import BACK, LEFT, WHO, going, gone, paired
from tests.rules.defects_people import leave
from tests.rules.defects_topics import on_matter
from tests.rules.texts import FOUR, GANGCHENG, GOVERNMENTS, HUANCUI, MEETINGS, TEXTS, THREE, ZHOUCUN, ZIBO, ZICHUAN
from tests.rules.texts_people import AHEAD, URGENT, WITH_PARTY
from tests.rules.twin import KINDS, asked

ONE_DAY = timedelta(days=1)
WRONG = "leave.wrong_approver"
NOT_REQUESTED = "leave.not_requested"


def asking(dossier, person, by, part=Part.MEMBER):
    """One is on leave that somebody approved, in good time and with a report."""
    dossier = line(dossier, person, part, Presence.LEAVE)
    granted = Leave(person=person, asked_on=BEFORE, approved_by=by, approved_on=DAY, written_report=True)
    others = tuple(each for each in dossier.leave if each.person != person)
    return replace(dossier, leave=(*others, granted))


# --- leave: who approves

LEADERS_ASK = [case for case in MEETINGS if asked("leave.wrong_approver", *case, "leader")]


@pytest.mark.parametrize("case", [case for case in LEADERS_ASK if case[0] != HUANCUI], ids=str)
def test_leaders_ask_the_head_also_where_another_chairs(case):
    dossier = chaired(clean(*case), "executive", "head", head_away=True)
    dossier = chaired(clean(*case), "executive", "head") if case[1] == "party_group" else dossier
    for by in ("head", "executive", "director"):
        found = [each for each in codes(asking(dossier, "dep1", by)) if each.startswith("leave.")]
        assert found == ([] if by == "head" else [WRONG])


@pytest.mark.parametrize("kind", THREE.split())
def test_in_huancui_leaders_ask_whoever_chairs(kind):
    """第五十一条: 要向会议主持人请假."""
    assert codes(asking(clean(HUANCUI, kind), "dep1", "head")) == []
    assert codes(asking(clean(HUANCUI, kind), "dep1", "executive")) == [WRONG]
    delegated = chaired(clean(HUANCUI, kind), "executive", "head", head_away=True)
    for by, code in [("executive", []), ("head", [WRONG])]:
        found = [each for each in codes(asking(delegated, "dep1", by)) if each.startswith("leave.")]
        assert found == code


def test_for_the_party_group_of_zhoucun_leaders_ask_its_secretary():
    """五十: 须向区长（党组书记）请假."""
    dossier = posts(clean(ZHOUCUN, "party_group"), "head", Holding(post=Post.HEAD), Holding(post=Post.PARTY_MEMBER))
    dossier = meeting(posts(dossier, "member", Holding(post=Post.PARTY_SECRETARY)), chair="member")
    for by, code in [("member", []), ("head", [WRONG])]:
        found = [each for each in codes(asking(dossier, "dep1", by)) if each.startswith("leave.")]
        assert found == code


OTHERS_ASK = [case for case in MEETINGS if asked("leave.report_missing", *case, "attendee")]


@pytest.mark.parametrize("case", OTHERS_ASK, ids=ids(OTHERS_ASK))
def test_others_ask_the_director_of_the_office(case):
    for person in ("town", "counsel", "army"):
        for by, code in [("director", []), ("vice1", [WRONG]), ("executive", [WRONG])]:
            assert codes(asking(clean(*case), person, by, Part.ATTENDEE)) == code


UNNAMED = [
    (HUANCUI, "plenary", "town", Part.ATTENDEE),
    (HUANCUI, "plenary", "trade", Part.MEMBER),
    (HUANCUI, "executive", "vice1", Part.ATTENDEE),
    (HUANCUI, "head_office", "director", Part.ATTENDEE),
    (GANGCHENG, "plenary", "trade", Part.MEMBER),
    (GANGCHENG, "special_topic", "finance", Part.MEMBER),
]


@pytest.mark.parametrize(("code", "kind", "person", "part"), UNNAMED, ids=ids(UNNAMED))
def test_where_nobody_is_named_whoever_approves_will_do(code, kind, person, part):
    for by in ("head", "executive", "director", "vice1"):
        assert codes(asking(clean(code, kind), person, by, part)) == []
    assert codes(asking(clean(code, kind), person, None, part)) == ["leave.not_approved"]
    bare = leave(written_report=False)(asking(clean(code, kind), person, "director", part))
    assert codes(bare) == []


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_the_head_has_nobody_to_ask(case):
    part = Part.MEMBER if "head" in TEXTS[case].due.split() else Part.ATTENDEE
    for status in (Presence.LEAVE, Presence.ABSENT):
        dossier = replace(line(clean(*case), "head", part, status), leave=())
        assert [each for each in codes(dossier) if each.startswith("leave.")] == []
        unapproved = replace(dossier, leave=(Leave(person="head", asked_on=BEFORE),))
        assert [each for each in codes(unapproved) if each.startswith("leave.")] == []


# --- leave: whom it binds

# government, kind, person, part: absent without leave, and no article says that he should have asked
FREE = [
    *((code, kind, "outsider", part) for code, kind in MEETINGS for part in (Part.GUEST, Part.STAFF)),
    (GANGCHENG, "plenary", "steel", Part.MEMBER),  # 第四条: 区直企业 are none of 区政府组成人员
    *((GANGCHENG, kind, "town", Part.ATTENDEE) for kind in KINDS[GANGCHENG]),
    (GANGCHENG, "head_office", "vice1", Part.ATTENDEE),
    (ZICHUAN, "party_group", "dep1", Part.MEMBER),  # 五十五 names three kinds
    (ZICHUAN, "party_group", "town", Part.ATTENDEE),
    *((code, "special_topic", "finance", Part.MEMBER) for code in GOVERNMENTS if code != GANGCHENG),
    *((code, "special_topic", "dep2", Part.ATTENDEE) for code in GOVERNMENTS if code != GANGCHENG),
    *((HUANCUI, kind, "executive", Part.MEMBER) for kind in ("work_conference_1", "work_conference_2")),
]
# and here he should
BOUND = [
    *((ZICHUAN, kind, "dep2", Part.MEMBER) for kind in THREE.split()),
    *((ZHOUCUN, kind, "dep1", Part.MEMBER) for kind in WITH_PARTY.split()),
    (ZICHUAN, "head_office", "director", Part.MEMBER),
    (ZHOUCUN, "head_office", "director", Part.MEMBER),
    (ZHOUCUN, "party_group", "dep2", Part.ATTENDEE),  # a leader, though he only attends
    (ZHOUCUN, "party_group", "town", Part.ATTENDEE),
    *((HUANCUI, kind, "member", Part.MEMBER) for kind in ("plenary", "executive")),
    (HUANCUI, "head_office", "director", Part.ATTENDEE),
    *((ZIBO, kind, "director", Part.MEMBER) for kind in THREE.split()),
    (ZIBO, "executive", "counsel", Part.ATTENDEE),
    *((GANGCHENG, kind, "director", Part.MEMBER) for kind in THREE.split()),
    *((GANGCHENG, kind, "dep1", Part.MEMBER) for kind in FOUR.split()),
    (GANGCHENG, "party_group", "dep2", Part.ATTENDEE),
    (GANGCHENG, "special_topic", "finance", Part.MEMBER),
    (GANGCHENG, "special_topic", "dep2", Part.ATTENDEE),
    # An optional attendee too, once he is on the list.
    *((code, kind, "army", Part.ATTENDEE) for code, kind in OTHERS_ASK),
    *((HUANCUI, kind, "town", Part.ATTENDEE) for kind in THREE.split()),
]


def absent_without_leave(code, kind, person, part):
    for status in (Presence.LEAVE, Presence.ABSENT):
        dossier = replace(line(clean(code, kind), person, part, status), leave=())
        yield [(each.code, each.subject) for each in findings(dossier) if each.code.startswith("leave.")]


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_whom_leave_does_not_bind(code):
    for row in (row for row in FREE if row[0] == code):
        assert list(absent_without_leave(*row)) == [[], []], row


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_whom_leave_binds(code):
    for row in (row for row in BOUND if row[0] == code):
        assert list(absent_without_leave(*row)) == [[(NOT_REQUESTED, row[2])]] * 2, row


@pytest.mark.parametrize("case", LEADERS_ASK, ids=ids(LEADERS_ASK))
def test_days_on_which_leave_is_asked_and_approved(case):
    for asked_on, approved_on, expected in [
        (BEFORE, BEFORE, []),
        (DAY, DAY, []),
        (DAY, AFTER, ["leave.not_approved"]),
        (AFTER, AFTER, [NOT_REQUESTED]),
    ]:
        dossier = asking(clean(*case), "executive", "head")
        assert codes(leave(asked_on=asked_on, approved_on=approved_on)(dossier)) == expected


@pytest.mark.parametrize("kind", ["plenary", "special_topic"])
def test_a_substitute_in_gangcheng(kind):
    """第四十七条: 未经同意不得缺席或由他人代替参加; the absent member is named."""
    person = "trade" if kind == "plenary" else "finance"
    dossier = line(clean(GANGCHENG, kind), person, status=Presence.LEAVE, substitute="clerk")
    assert [(each.code, each.subject, each.article) for each in findings(dossier)] == [
        ("leave.substitute", person, "第四十七条")
    ]


# --- away: how long ahead

AHEAD_ROWS = [(code, who, days) for code, (_, people) in AHEAD.items() for who, days in people.items()]


@pytest.mark.parametrize(("code", "who", "days"), AHEAD_ROWS, ids=ids(AHEAD_ROWS))
def test_the_last_day_for_a_report(code, who, days):
    """提前3天 are calendar days; 事前 allows the day itself."""
    last = LEFT - timedelta(days=days)
    base = clean(code, "executive")
    assert codes(going(gone(WHO[who], reported_on=last))(base)) == []
    late = going(gone(WHO[who], reported_on=last + ONE_DAY))(base)
    assert [(each.code, each.subject, each.article) for each in findings(late)] == [
        ("away.late_report", WHO[who], AHEAD[code][0])
    ]
    never = going(gone(WHO[who], reported_on=None))(base)
    before_it_is_over = {"as_of": last}
    assert [each for each in codes(never, **before_it_is_over) if each.startswith("away.")] == []
    after = [each for each in codes(never, as_of=last + ONE_DAY) if each.startswith("away.")]
    assert after == ["away.late_report"]


@pytest.mark.parametrize(("code", "who", "days"), AHEAD_ROWS, ids=ids(AHEAD_ROWS))
def test_an_urgent_journey(code, who, days):
    """淄川 同步报备; 周村, 淄博, 钢城 及时报备; elsewhere urgency changes nothing."""
    how, people = URGENT[code]
    allowed = how if who in people.split() else ""
    for offset in (-days, 1 - days, 0, 1, 30):
        reported = LEFT + timedelta(days=offset)
        dossier = going(gone(WHO[who], reported_on=reported, urgent=True))(clean(code, "executive"))
        kept = offset <= -days or allowed == "in_time" or (allowed == "at_once" and offset <= 0)
        assert codes(dossier) == ([] if kept else ["away.late_report"]), offset


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_nobody_reports_whom_no_article_names(code):
    for who in WHO.keys() - AHEAD[code][1].keys():
        dossier = going(gone(WHO[who], reported_on=None, approved_by="executive", consented_by=None))
        assert codes(dossier(clean(code, "executive"))) == [], who
    # 人武部 and the like are no departments of the government, as in the lists of those due.
    assert (
        codes(
            going(gone("army", reported_on=None, approved_by=None, attachments=False, to=None))(
                clean(code, "executive")
            )
        )
        == []
    )


@pytest.mark.parametrize("code", GOVERNMENTS)
@pytest.mark.parametrize("who", ["department", "town", "deputy"])
def test_more_than_three_days(code, who):
    """淄川 and 淄博 七十五: 外出时间超过3天的."""
    for length, attached, wrong in [(3, False, False), (4, False, True), (4, True, False), (1, False, False)]:
        record = gone(WHO[who], to=LEFT + timedelta(days=length - 1), reported_back_on=AFTER, attachments=attached)
        asked_for = wrong and code in {ZICHUAN, ZIBO} and who != "deputy"
        assert codes(going(record)(clean(code, "executive"))) == (["away.attachment_missing"] if asked_for else [])


APPROVALS = [
    # government, who, consented by, approved by, right
    (ZICHUAN, "deputy", None, None, True),  # 报告区长: no approval is asked for
    (ZICHUAN, "deputy", None, "head", True),
    (ZICHUAN, "deputy", None, "director", False),
    (ZICHUAN, "department", None, "executive", True),  # reports to 区政府
    (ZHOUCUN, "deputy", None, "executive", False),
    (ZHOUCUN, "town", None, "dep1", True),
    (HUANCUI, "deputy", None, None, True),
    (HUANCUI, "director", None, "executive", False),
    (HUANCUI, "department", None, "dep1", True),  # 分管副区长或区长
    (HUANCUI, "department", None, "head", True),
    (HUANCUI, "department", None, "dep2", False),
    (HUANCUI, "department", None, None, True),
    (HUANCUI, "town", None, "head", True),
    (HUANCUI, "town", None, "dep1", False),  # 直接报告区长
    (ZIBO, "director", None, "executive", False),
    (ZIBO, "department", None, None, True),
    (GANGCHENG, "deputy", None, None, True),
    (GANGCHENG, "deputy", None, "executive", False),
    (GANGCHENG, "town", None, "head", True),  # 报区长审批
    (GANGCHENG, "town", None, "dep1", False),
    (GANGCHENG, "town", None, None, False),
    (GANGCHENG, "department", "dep1", "head", True),  # 经分管副区长同意后报区长审批
    (GANGCHENG, "department", None, "head", False),
    (GANGCHENG, "department", "dep2", "head", False),
    (GANGCHENG, "department", "dep1", "dep1", False),
    (GANGCHENG, "department", "dep1", None, False),
]


@pytest.mark.parametrize(("code", "who", "consent", "approval", "right"), APPROVALS, ids=ids(APPROVALS))
def test_who_approves_that_one_is_away(code, who, consent, approval, right):
    dossier = going(gone(WHO[who], consented_by=consent, approved_by=approval))(clean(code, "executive"))
    expected = [] if right else [("away.wrong_approver", WHO[who], AHEAD[code][0])]
    assert [(each.code, each.subject, each.article) for each in findings(dossier)] == expected


@pytest.mark.parametrize("who", ["department", "town"])
def test_reporting_back_in_huancui(who):
    """第七十五条: 事后要及时销假."""
    dossier = going(gone(WHO[who], reported_back_on=None))(clean(HUANCUI, "executive"))
    assert [each for each in codes(dossier, as_of=BACK) if each.startswith("away.")] == []
    assert codes(dossier, as_of=BACK + timedelta(days=30))[0] == "away.not_reported_back"
    assert codes(going(gone(WHO[who], reported_back_on=BACK))(clean(HUANCUI, "executive"))) == []


# --- away: pairs and how many

PAIRS = {HUANCUI: "第七十五条", GANGCHENG: "第六条"}


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_pairs_are_not_away_together(code):
    """Named is he who left later."""
    both = paired(clean(code, "executive"), "dep1", "dep2")
    one_sided = paired(clean(code, "executive"), "dep1", "dep2")
    one_sided = replace(
        one_sided, people=tuple(replace(each, pair=None) if each.id == "dep2" else each for each in one_sided.people)
    )
    for base in (both, one_sided):
        for first, last, together in [
            (BACK + ONE_DAY, BACK + ONE_DAY, False),  # he left the day after the other was back
            (BACK, BACK, True),
            (LEFT - ONE_DAY, LEFT - ONE_DAY, False),
            (LEFT + ONE_DAY, None, True),
        ]:
            away = gone("dep2", from_=first, to=last, reported_back_on=last or AFTER)
            for records in [(gone("dep1"), away), (away, gone("dep1"))]:
                found = [(each.code, each.subject, each.article) for each in findings(going(*records)(base))]
                expected = [("away.pair", "dep2", PAIRS[code])] if together and code in PAIRS else []
                assert found == expected, (first, last)
    # The later one is named whichever of the two he is.
    earlier = gone("dep2", from_=LEFT - ONE_DAY, to=LEFT)
    assert [each.subject for each in findings(going(earlier, gone("dep1"))(both))] == (
        ["dep1"] if code in PAIRS else []
    )


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_who_is_no_pair_may_be_away_together(code):
    base = paired(clean(code, "executive"), "dep1", "dep2")
    assert codes(going(gone("dep1"), gone("executive"))(base)) == []
    assert codes(going(gone("dep1"), gone("dep1", from_=BACK, to=AFTER))(base)) == []


LIMITS = [
    # who is away, from when the last of them, whether that is too many in 环翠
    ("executive dep1 dep2", LEFT, False),
    ("executive dep1 dep2 member", LEFT, True),
    ("executive dep1 dep2 head", LEFT, True),  # the head counts
    ("executive dep1 dep2 director", LEFT, False),  # the director is no leader in 环翠
    ("executive dep1 dep2 housing", LEFT, False),
    ("executive dep1 dep2 member", BACK, True),
    ("executive dep1 dep2 member", BACK + ONE_DAY, False),
    ("executive dep1 dep2 member head", LEFT, True),
]


@pytest.mark.parametrize(("people", "since", "wrong"), LIMITS, ids=ids(LIMITS))
def test_at_most_three_leaders_are_away_at_once(people, since, wrong):
    """环翠 第七十五条: 原则上不得同时超过3人; the others set no number."""
    *others, last = people.split()
    records = (*map(gone, others), gone(last, from_=since, to=BACK + timedelta(days=2), reported_back_on=AFTER))
    for code in GOVERNMENTS:
        found = [(each.code, each.subject) for each in findings(going(*records)(clean(code, "executive")))]
        assert found == ([("away.too_many", None)] if wrong and code == HUANCUI else []), code


def test_three_who_follow_one_another_are_not_away_at_once():
    days = [LEFT + timedelta(days=3 * no) for no in range(4)]
    records = [
        gone(person, from_=day, to=day + timedelta(days=2), reported_back_on=AFTER)
        for person, day in zip(("executive", "dep1", "dep2", "member"), days, strict=True)
    ]
    assert codes(going(*records)(clean(HUANCUI, "executive"))) == []


# --- decisions

DECISIONS = [
    (Outcome.ADOPTED, None, True),
    (Outcome.ADOPTED_IN_PRINCIPLE, None, True),
    (Outcome.ADOPTED_AFTER_REVISION, None, True),
    (Outcome.DEFERRED, None, False),
    (Outcome.REJECTED, None, False),
    (Outcome.NOTED, None, False),
    (Outcome.NOTED, AFTER, True),
    (Outcome.DEFERRED, AFTER, True),
]


@pytest.mark.parametrize(("outcome", "due", "asks"), DECISIONS, ids=ids(DECISIONS))
def test_a_decision_that_asks_for_action_is_somebodys(outcome, due, asks):
    for case in MEETINGS:
        dossier = on_matter(clean(*case), decision=Decision(outcome=outcome, text="会议研究。", due=due))
        found = [(each.code, each.subject) for each in findings(dossier) if each.code.startswith("decision.")]
        supervised = asks and asked("decision.unassigned", *case)
        assert found == ([("decision.unassigned", matter(dossier).no)] if supervised else []), case
