"""Leave from the meeting: who is bound, when it counts, who approves it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.domain.facts import Attendance, Leave
from secretariat.domain.states import MeetingStatus, Part, Post, Presence
from secretariat.rules.finding import Severity
from secretariat.rules.schema.meeting import Seat
from secretariat.rules.schema.people import LeaveRule
from tests.rules.invented import DAY, PEOPLE, book, dossier, judged

KINDS = ("executive",)
EARLIER, AFTERWARDS = DAY - timedelta(days=1), DAY + timedelta(days=1)

LEADERS = LeaveRule(
    article="第一条", kinds=KINDS, who=("leaders",), approver="post", posts=(Post.HEAD,), exempt=(Post.HEAD,)
)
OTHERS = LeaveRule(
    article="第二条",
    kinds=KINDS,
    who=("members", "attendees"),
    approver="post",
    posts=(Post.OFFICE_DIRECTOR,),
    written_report=True,
)
BOTH = book(leave=(LEADERS, OTHERS))
DIRECTOR = Seat(post=Post.OFFICE_DIRECTOR)


def absent(person, *leaves, part=Part.MEMBER, status=Presence.LEAVE, **meeting):
    """A meeting from which that person is away, with these leaves."""
    more = {key: meeting.pop(key) for key in ("substitute", "substitute_consent_by") if key in meeting}
    given = dossier(**meeting)
    row = Attendance(person=person, as_=part, status=status, **more)
    return replace(given, attendance=(*(each for each in given.attendance if each.person != person), row), leave=leaves)


def planned(given):
    return replace(given, meeting=replace(given.meeting, status=MeetingStatus.PLANNED))


def leave(person, by="head", **changes):
    values = {"asked_on": EARLIER, "approved_by": by, "approved_on": EARLIER, "written_report": True, **changes}
    return Leave(person=person, **values)


def findings(rules, given):
    return [each for each in judged(rules, given).findings if each.code.startswith("leave.")]


def told(rules, given):
    return [(each.code, each.subject, each.article) for each in findings(rules, given)]


@pytest.mark.parametrize("status", [Presence.LEAVE, Presence.ABSENT])
def test_whoever_is_away_without_leave_is_told_once(status):
    (finding,) = findings(BOTH, absent("zhou", status=status))
    assert (finding.code, finding.subject, finding.article) == ("leave.not_requested", "zhou", "第一条")
    assert finding.severity is Severity.VIOLATION
    assert "周平" in finding.message
    assert "秦岭" in finding.message  # whom to ask


def test_leave_in_order_is_in_order():
    assert not findings(BOTH, absent("zhou", leave("zhou")))
    assert not findings(BOTH, absent("h-housing", leave("h-housing", by="director"), part=Part.ATTENDEE))
    assert not findings(BOTH, dossier())


def test_who_came_needs_no_leave_in_whatever_part():
    given = absent("zhou")
    came = Attendance(person="zhou", as_=Part.ATTENDEE, status=Presence.PRESENT)
    assert not findings(BOTH, replace(given, attendance=(*given.attendance, came)))


def test_without_an_entry_for_the_kind_nothing_is_asked():
    assert not findings(BOTH, absent("zhou", kind="weekly"))


@pytest.mark.parametrize("part", [Part.GUEST, Part.STAFF])
def test_guests_and_staff_are_free(part):
    assert not findings(BOTH, absent("h-housing", part=part))


def test_a_leader_is_bound_as_a_leader_in_whatever_part():
    assert told(BOTH, absent("ning", part=Part.ATTENDEE)) == [("leave.not_requested", "ning", "第一条")]


@pytest.mark.parametrize("rule", [LEADERS, replace(LEADERS, exempt=()), replace(LEADERS, approver="chair", posts=())])
def test_who_has_nobody_above_him_asks_nobody(rule):
    assert not findings(book(leave=(rule,)), absent("head"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"asked_on": DAY, "approved_on": DAY}, None),
        ({"asked_on": None, "approved_on": None}, None),
        ({"asked_on": AFTERWARDS, "approved_on": AFTERWARDS}, "leave.not_requested"),
        ({"approved_on": AFTERWARDS}, "leave.not_approved"),
        ({"approved_by": None, "approved_on": None}, "leave.not_approved"),
        ({"approved_by": "wu"}, "leave.wrong_approver"),
        ({"approved_by": "zhou"}, "leave.wrong_approver"),
        ({"written_report": False}, None),
        ({"approved_by": None, "approved_on": None, "refused_by": "head", "refused_on": EARLIER}, "leave.not_approved"),
        ({"withdrawn_on": EARLIER}, "leave.not_requested"),
    ],
)
def test_a_leader_asks_the_head_before_the_meeting(changes, code):
    assert [each.code for each in findings(BOTH, absent("zhou", leave("zhou", **changes)))] == ([code] if code else [])


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"approved_by": "head"}, ["leave.wrong_approver"]),
        ({"written_report": False}, ["leave.report_missing"]),
        ({"approved_by": None, "written_report": False}, ["leave.not_approved", "leave.report_missing"]),
        ({"asked_on": AFTERWARDS, "written_report": False}, ["leave.not_requested"]),
    ],
)
def test_others_ask_the_director_with_a_report(changes, codes):
    given = absent("h-housing", leave("h-housing", **{"by": "director", **changes}), part=Part.ATTENDEE)
    assert [each.code for each in findings(BOTH, given)] == codes


def test_of_several_leaves_one_in_order_is_enough():
    assert not findings(BOTH, absent("zhou", leave("zhou", approved_by=None), leave("zhou")))


def test_nobody_stands_in_for_the_head():
    """``wu`` may act for ``zhou`` elsewhere; leave is the head's."""
    assert told(BOTH, absent("zhou", leave("zhou", by="wu"))) == [("leave.wrong_approver", "zhou", "第一条")]


CHAIR = book(leave=(replace(LEADERS, approver="chair", posts=()),))


def test_where_the_chair_approves_it_is_whoever_chairs():
    given = absent("wu", leave("wu", by="zhou"), chair="zhou")
    assert not findings(CHAIR, given)
    assert told(CHAIR, absent("wu", leave("wu", by="head"), chair="zhou")) == [("leave.wrong_approver", "wu", "第一条")]


def test_a_chair_not_yet_named_is_not_missed_here():
    assert not findings(CHAIR, planned(absent("wu", leave("wu", by="zhou"), chair=None)))


ANYONE = book(leave=(LEADERS, LeaveRule(article="第三条", kinds=KINDS, who=("attendees",), approver="anyone")))


def test_where_nobody_is_named_any_approval_will_do():
    assert not findings(ANYONE, absent("clerk", leave("clerk", by="vice", written_report=False), part=Part.ATTENDEE))
    given = absent("clerk", leave("clerk", by=None), part=Part.ATTENDEE)
    assert told(ANYONE, given) == [("leave.not_approved", "clerk", "第三条")]
    assert told(ANYONE, absent("clerk", part=Part.ATTENDEE)) == [("leave.not_requested", "clerk", "第三条")]


def test_a_member_needs_leave_also_where_the_rulebook_speaks_of_others_only():
    weekly = replace(ANYONE.kinds["executive"], members=(*ANYONE.kinds["executive"].members, DIRECTOR))
    rules = replace(ANYONE, kinds={"executive": weekly})
    assert told(rules, absent("director")) == [("leave.not_requested", "director", "第一条")]
    assert not findings(rules, absent("director", leave("director", by="vice")))
    # Somebody listed as a member by mistake is told of as such, and not again here.
    assert not findings(rules, absent("clerk"))


def test_where_it_speaks_of_some_members_the_others_are_free():
    some = LeaveRule(
        article="第三条", kinds=KINDS, who=("members",), holding=(Post.DEPARTMENT_HEAD,), approver="anyone"
    )
    rules = book(leave=(LEADERS, some))
    seats = replace(rules.kinds["executive"], members=(*rules.kinds["executive"].members, DIRECTOR))
    rules = replace(rules, kinds={"executive": seats})
    assert not findings(rules, absent("director"))
    assert told(rules, absent("h-housing")) == [("leave.not_requested", "h-housing", "第三条")]


SUBSTITUTE = book(leave=(replace(OTHERS, approver="anyone", posts=(), written_report=False, substitute_consent=True),))


def test_a_substitute_needs_consent():
    asked = leave("h-housing", by="director")
    given = absent("h-housing", asked, substitute="clerk")
    (finding,) = findings(SUBSTITUTE, given)
    assert (finding.code, finding.subject) == ("leave.substitute", "h-housing")
    assert "史录" in finding.message
    assert not findings(SUBSTITUTE, absent("h-housing", asked, substitute="clerk", substitute_consent_by="vice"))
    assert not findings(ANYONE, absent("h-housing", asked, part=Part.ATTENDEE, substitute="clerk"))
    assert not findings(SUBSTITUTE, absent("h-housing", status=Presence.PRESENT, substitute="clerk"))


def test_before_the_meeting_only_announced_leave_is_judged():
    """The list of a meeting to come has everybody as not there yet."""
    assert told(BOTH, planned(absent("zhou"))) == [("leave.not_requested", "zhou", "第一条")]
    assert not findings(BOTH, planned(absent("zhou", status=Presence.ABSENT)))
    asked = planned(absent("zhou", leave("zhou", by=None), status=Presence.ABSENT))
    assert told(BOTH, asked) == [("leave.not_approved", "zhou", "第一条")]


def test_the_approver_is_of_the_day_of_approval():
    given = absent("zhou", leave("zhou", by="wu"))
    changed = tuple(
        replace(each, posts=tuple(replace(held, from_=DAY) for held in each.posts))
        if each.id == "head"
        else replace(each, posts=(*each.posts, replace(PEOPLE[0].posts[0], to=EARLIER)))
        if each.id == "wu"
        else each
        for each in PEOPLE
    )
    assert not findings(BOTH, replace(given, people=changed))


def test_a_refusal_is_told_with_who_refused():
    refused = leave("zhou", approved_by=None, approved_on=None, refused_by="head", refused_on=EARLIER)
    (found,) = findings(BOTH, absent("zhou", refused))
    name = next(person.name for person in PEOPLE if person.id == "head")
    assert f"{name}未批准" in found.message
