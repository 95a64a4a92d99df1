"""Who is due and who attends by right, for every government and kind: one defect, one finding, and its clean twin.

The tables are in ``texts.py``, read from the articles; here each person of the cast is tried against them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.domain.facts import Holding
from secretariat.domain.states import DepartmentKind, DepartmentRole, MeetingStatus, Part, Post, Presence, TopicType
from secretariat.rules.finding import Severity
from tests.rules.build import (
    AFTER,
    BEFORE,
    CAST,
    DAY,
    clean,
    codes,
    findings,
    ids,
    joined,
    judged,
    line,
    meeting,
    posts,
    someone,
    strike,
    the_finding,
    topic,
)
from tests.rules.texts import BY_POST, GANGCHENG, HUANCUI, MEETINGS, SPECIAL, TEXTS, ZHOUCUN, ZIBO, ZICHUAN

EVERYBODY = [person.id for person in CAST]


def told(dossier):
    return [(finding.code, finding.subject) for finding in findings(dossier)]


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_a_clean_meeting_has_no_finding(case):
    assert not findings(clean(*case))


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_those_due_are_counted(case):
    due = len(TEXTS[case].due.split())
    quorum = judged(clean(*case)).quorum
    assert (quorum.due, quorum.present) == (due, due)


# --- members


@pytest.mark.parametrize("case", BY_POST, ids=ids(BY_POST))
def test_each_of_those_due_is_missed_and_nobody_else(case):
    text = TEXTS[case]
    for person in text.due.split():
        finding = the_finding(strike(clean(*case), person))
        assert (finding.code, finding.subject) == ("member.missing", person)
        assert (finding.severity, finding.article) == (Severity.VIOLATION, text.article)


@pytest.mark.parametrize("case", BY_POST, ids=ids(BY_POST))
def test_whoever_is_not_due_may_not_sit_as_a_member(case):
    text = TEXTS[case]
    for person in set(EVERYBODY) - set(text.due.split()):
        finding = the_finding(line(clean(*case), person))
        assert (finding.code, finding.subject) == ("member.extra", person)
        assert (finding.severity, finding.article) == (Severity.VIOLATION, text.article)


@pytest.mark.parametrize("part", [Part.ATTENDEE, Part.GUEST, Part.STAFF])
@pytest.mark.parametrize("case", BY_POST, ids=ids(BY_POST))
def test_others_may_be_there_in_another_part(case, part):
    dossier = clean(*case)
    listed = {each.person for each in dossier.attendance}
    for person in set(EVERYBODY) - listed:
        dossier = line(dossier, person, part)
    assert not findings(dossier)


@pytest.mark.parametrize("status", Presence)
@pytest.mark.parametrize("case", BY_POST, ids=ids(BY_POST))
def test_who_is_on_the_list_is_not_missing_even_when_absent(case, status):
    assert not findings(line(clean(*case), "dep1", status=status))


@pytest.mark.parametrize("case", BY_POST, ids=ids(BY_POST))
def test_a_member_put_down_as_an_attendee_is_missing_among_the_members(case):
    assert told(line(clean(*case), "dep1", Part.ATTENDEE)) == [("member.missing", "dep1")]


NOT_JUDGED = [case for case in MEETINGS if case not in BY_POST]


@pytest.mark.parametrize("case", NOT_JUDGED, ids=ids(NOT_JUDGED))
def test_where_no_post_makes_a_member_the_list_is_not_judged(case):
    assert not findings(line(clean(*case), "outsider"))
    assert not findings(strike(clean(*case), "finance", "outsider"))


# --- those who attend by right

STANDING = [(*case, person) for case, text in TEXTS.items() for person in text.standing.split()]
EACH_STANDING = [row for row in STANDING if not (TEXTS[row[:2]].any_vice and row[2].startswith("vice"))]


@pytest.mark.parametrize(("code", "kind", "person"), EACH_STANDING, ids=ids(EACH_STANDING))
def test_each_standing_attendee_is_missed(code, kind, person):
    finding = the_finding(strike(clean(code, kind), person))
    assert (finding.code, finding.subject) == ("attendee.missing", person)
    assert (finding.severity, finding.article) == (Severity.WARNING, TEXTS[code, kind].article)


@pytest.mark.parametrize(("code", "kind", "person"), STANDING, ids=ids(STANDING))
def test_a_standing_attendee_who_does_not_come_is_still_on_the_list(code, kind, person):
    assert not findings(line(clean(code, kind), person, Part.ATTENDEE, Presence.LEAVE))


@pytest.mark.parametrize("vice", ["vice1", "vice2"])
def test_of_the_deputy_directors_one_suffices_where_only_some_are_meant(vice):
    """淄川 四十九: 办公室副主任（党组成员）; a dossier cannot tell which of them is."""
    assert not findings(strike(clean(ZICHUAN, "executive"), vice))
    both = findings(strike(clean(ZICHUAN, "executive"), "vice1", "vice2"))
    assert {finding.code for finding in both} == {"attendee.missing"}


def test_nobody_is_missed_where_nobody_holds_the_post():
    dossier = strike(clean(ZIBO, "plenary"), "counsel")
    dossier = posts(dossier, "counsel")
    assert not findings(dossier)


def test_who_sits_as_a_member_is_not_missed_as_an_attendee():
    """淄川 四十九: an official who assists the leaders and is himself a member of the Party group sits as a member."""
    dossier = posts(
        clean(ZICHUAN, "executive"), "assistant", Holding(post=Post.ASSISTING_OFFICIAL), Holding(post=Post.PARTY_MEMBER)
    )
    assert not findings(line(dossier, "assistant", Part.MEMBER))
    assert told(line(dossier, "assistant", Part.ATTENDEE)) == [("member.missing", "assistant")]


OPTIONAL = [
    (GANGCHENG, "executive", "vice1"),  # 第四十条: 根据需要安排有关副主任
    (GANGCHENG, "plenary", "vice1"),  # 第三十九条
    (GANGCHENG, "party_group", "dep2"),  # 第四十三条: 根据会议内容邀请非中共党员副区长
    (ZHOUCUN, "party_group", "dep2"),  # 四十三: 可以请不是党组成员的领导班子成员列席
    (HUANCUI, "plenary", "vice1"),  # 第四十二条 names no deputy director
    (ZHOUCUN, "executive", "vice1"),  # 四十四 names no deputy director
    (HUANCUI, "executive", "counsel"),  # 第四十三条 names no counsel
]


@pytest.mark.parametrize(("code", "kind", "person"), OPTIONAL, ids=ids(OPTIONAL))
def test_an_optional_attendee_may_be_there_or_not(code, kind, person):
    assert not findings(clean(code, kind))
    assert not findings(line(clean(code, kind), person, Part.ATTENDEE))


ROLES = [
    (ZICHUAN, DepartmentRole.JUSTICE),
    (ZHOUCUN, DepartmentRole.JUSTICE),
    (ZHOUCUN, DepartmentRole.SUPERVISION),
    (ZHOUCUN, DepartmentRole.ARMED_FORCES),
    (ZIBO, DepartmentRole.JUSTICE),
]


@pytest.mark.parametrize(("code", "role"), ROLES, ids=ids(ROLES))
@pytest.mark.parametrize("kind", [DepartmentKind.DEPARTMENT, DepartmentKind.OTHER])
def test_the_role_decides_whose_head_attends_the_executive_meeting(code, role, kind):
    dossier = clean(code, "executive")
    moved = tuple(
        replace(each, roles=(role,), kind=kind)
        if each.id == "d-trade"
        else replace(each, roles=tuple(set(each.roles) - {role}))
        for each in dossier.departments
    )
    dossier = replace(dossier, departments=moved, topics=())  # the other department reviewed them
    assert told(dossier) == [("attendee.missing", "trade")]
    assert not findings(line(dossier, "trade", Part.ATTENDEE))


# --- posts and days

DAYS = [
    ("ended the day before", None, BEFORE, False),
    ("ends on the day", None, DAY, True),
    ("begins on the day", DAY, None, True),
    ("begins the day after", AFTER, None, False),
    ("only on the day", DAY, DAY, True),
]


@pytest.mark.parametrize(("since", "until", "due"), [row[1:] for row in DAYS], ids=[row[0] for row in DAYS])
@pytest.mark.parametrize("case", [case for case in BY_POST if "dep2" in TEXTS[case].due], ids=str)
def test_a_post_counts_from_its_first_day_to_its_last(case, since, until, due):
    dossier = posts(clean(*case), "dep2", Holding(post=Post.DEPUTY, from_=since, to=until))
    assert told(dossier) == ([] if due else [("member.extra", "dep2")])
    assert told(strike(dossier, "dep2")) == ([("member.missing", "dep2")] if due else [])


def test_of_two_who_follow_one_another_only_one_is_due():
    dossier = posts(clean(ZIBO, "executive"), "director", Holding(post=Post.OFFICE_DIRECTOR, to=BEFORE))
    dossier = joined(dossier, someone("successor", Post.OFFICE_DIRECTOR, since=DAY))
    assert told(dossier) == [("member.missing", "successor"), ("member.extra", "director")]
    assert not findings(line(strike(dossier, "director"), "successor"))


def test_several_posts_make_one_person():
    """The head is party secretary as well, and 党组成员 by that; the executive deputy is a deputy."""
    dossier = posts(
        clean(ZICHUAN, "executive"),
        "executive",
        *(Holding(post=post) for post in (Post.EXECUTIVE_DEPUTY, Post.DEPUTY, Post.PARTY_MEMBER)),
    )
    assert judged(dossier).quorum.due == len(TEXTS[ZICHUAN, "executive"].due.split())


IMPLIED = [
    (ZIBO, "executive", Post.EXECUTIVE_DEPUTY, True),  # every 常务副市长 is a 副市长
    (ZICHUAN, "party_group", Post.PARTY_SECRETARY, True),  # 党组书记 and 副书记 are 党组成员
    (ZICHUAN, "party_group", Post.PARTY_DEPUTY_SECRETARY, True),
    (GANGCHENG, "party_group", Post.PARTY_DEPUTY_SECRETARY, True),
    (ZHOUCUN, "party_group", Post.PARTY_MEMBER, True),
    (ZIBO, "executive", Post.PARTY_MEMBER, False),  # 四十七 names no 党组成员
    (GANGCHENG, "executive", Post.PARTY_MEMBER, False),  # nor does 第四十条
    (GANGCHENG, "party_group", Post.DEPUTY, False),
]


@pytest.mark.parametrize(("code", "kind", "post", "due"), IMPLIED, ids=ids(IMPLIED))
def test_a_post_brings_those_that_it_includes(code, kind, post, due):
    dossier = joined(clean(code, kind), someone("newcomer", post))
    assert told(dossier) == ([("member.missing", "newcomer")] if due else [])


# Who of the heads of units is due, by what the unit is: 48, 42, 第四十二条, 46 and 第三十九条 name 部门.
# The head of the office is its director (rulebooks.md, "How the lists are read"), and due where the director is.
UNITS = [
    ((ZICHUAN, "plenary"), "department"),
    ((ZHOUCUN, "plenary"), "department"),
    ((HUANCUI, "plenary"), "department"),
    ((HUANCUI, "work_conference_1"), "department town office"),
    ((ZIBO, "plenary"), "department office"),
    ((GANGCHENG, "plenary"), "department enterprise office"),
]
HEAD_OF = {
    DepartmentKind.DEPARTMENT: Post.DEPARTMENT_HEAD,
    DepartmentKind.OTHER: Post.DEPARTMENT_HEAD,
    DepartmentKind.OFFICE: Post.DEPARTMENT_HEAD,
    DepartmentKind.TOWN: Post.TOWN_HEAD,
    DepartmentKind.ENTERPRISE: Post.ENTERPRISE_HEAD,
}


@pytest.mark.parametrize("kind", DepartmentKind)
@pytest.mark.parametrize(("case", "due"), UNITS, ids=[f"{code}-{kind}" for (code, kind), _ in UNITS])
def test_heads_of_units_are_due_by_what_the_unit_is(case, due, kind):
    dossier = clean(*case)
    unit = replace(dossier.departments[1], id="d-new", name="新设单位", kind=kind, roles=())
    dossier = replace(dossier, departments=(*dossier.departments, unit))
    dossier = joined(dossier, someone("newcomer", HEAD_OF[kind], of="d-new"))
    assert told(dossier) == ([("member.missing", "newcomer")] if kind in due.split() else [])


def test_who_heads_two_departments_is_counted_once():
    dossier = posts(
        clean(ZICHUAN, "plenary"),
        "trade",
        *(Holding(post=Post.DEPARTMENT_HEAD, department=each) for each in ("d-trade", "d-finance")),
    )
    assert judged(dossier).quorum.due == len(TEXTS[ZICHUAN, "plenary"].due.split())


# --- special-topic meetings: the heads of the departments concerned


@pytest.mark.parametrize("case", SPECIAL, ids=ids(SPECIAL))
def test_a_special_topic_meeting_counts_the_heads_of_its_departments_and_its_convener(case):
    dossier = clean(*case)
    assert judged(dossier).quorum.due == 3  # 住建局, 财政局 and the deputy who chairs
    assert judged(topic(dossier, concerns=())).quorum.due == 2
    assert judged(topic(dossier, sponsor="d-steel", concerns=("d-town", "d-army"))).quorum.due == 4
    more = topic(dossier, 2, type=TopicType.REPORT, sponsor="d-trade", concerns=("d-housing",))
    assert judged(more).quorum.due == 4


@pytest.mark.parametrize("case", SPECIAL, ids=ids(SPECIAL))
def test_the_head_of_the_office_is_its_director(case):
    dossier = line(topic(clean(*case), sponsor="office", concerns=()), "director")
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present) == (2, 2)


def test_a_planned_list_is_judged_as_announced():
    dossier = replace(meeting(strike(clean(ZICHUAN, "executive"), "dep1"), status=MeetingStatus.PLANNED), minutes=None)
    assert codes(dossier) == ["member.missing"]


def test_the_day_before_the_meeting_does_not_matter():
    """Posts are those of the meeting's day, not of the day on which it is judged."""
    dossier = posts(clean(ZICHUAN, "executive"), "dep2", Holding(post=Post.DEPUTY, to=DAY))
    assert told(meeting(dossier, date=DAY + timedelta(days=1))) == [("member.extra", "dep2")]
