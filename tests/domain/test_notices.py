"""Notices of a meeting: entries in order, states, whom to call next, and what an answer fills in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from secretariat.domain import leave_editing, notice_editing
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Attendance, Dossier, Government, Meeting, Notice, Person, Topic
from secretariat.domain.leave_requests import LeaveState, current, state
from secretariat.domain.notices import (
    NoticeState,
    announced,
    answer_text,
    counts,
    counts_text,
    dialled,
    moment_text,
    queue,
    split_numbers,
    what_to_say,
    work_list,
)
from secretariat.domain.people_editing import NewPerson
from secretariat.domain.states import NoticeAnswer, NoticeChannel, Part, Presence

ON, LATER = date(2026, 4, 6), date(2026, 4, 7)
ATTENDS, LEAVE, SUBSTITUTE, NOT_REACHED = (
    NoticeAnswer.ATTENDS,
    NoticeAnswer.LEAVE,
    NoticeAnswer.SUBSTITUTE,
    NoticeAnswer.NOT_REACHED,
)
PEOPLE = (
    Person(id="head", name="林知远", title="区长"),
    Person(id="deputy", name="沈若兰", title="副区长"),
    Person(id="finance", name="金巧云", title="区财政局局长"),
    Person(id="justice", name="欧阳靖", title="区司法局局长"),
    Person(id="guest", name="郑重"),
    Person(id="clerk", name="尹秋实"),
    Person(id="vice", name="王强", title="区财政局副局长"),
)
LINES = (
    Attendance(person="finance", as_=Part.ATTENDEE, status=Presence.ABSENT, topics=(2,)),
    Attendance(person="justice", as_=Part.ATTENDEE, status=Presence.ABSENT, topics=(1,)),
    Attendance(person="head", as_=Part.MEMBER, status=Presence.ABSENT),
    Attendance(person="deputy", as_=Part.MEMBER, status=Presence.ABSENT),
    Attendance(person="guest", as_=Part.GUEST, status=Presence.ABSENT),
    Attendance(person="clerk", as_=Part.STAFF, status=Presence.ABSENT),
)
MEETING = Dossier(
    format="secretariat-dossier/2",
    government=Government(name="某某区人民政府"),
    meeting=Meeting(kind="executive", date=date(2026, 4, 8), start=time(9), place="第一会议室"),
    people=PEOPLE,
    attendance=LINES,
    topics=(Topic(no=1, title="关于依法行政的汇报"), Topic(no=2, title="关于预算执行的汇报")),
)


def told(person, answer=None, *, on=ON, at=time(9), **more):
    return Notice(person=person, on=on, at=at, channel=NoticeChannel.PHONE, caller="李会务", answer=answer, **more)


def recorded(dossier, *notices, **more):
    for notice in notices:
        dossier = notice_editing.record(dossier, notice, **more)
    return dossier


def of(dossier, person):
    return next(one for one in work_list(dossier) if one.person.id == person)


def line(dossier, person):
    return next(row for row in dossier.attendance if row.person == person)


# -- who is told, and who is next


def test_members_attendees_and_guests_are_told_and_staff_are_not():
    assert [one.person.id for one in work_list(MEETING)] == ["head", "deputy", "finance", "justice", "guest"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ATTENDS, NoticeState.ATTENDS),
        (LEAVE, NoticeState.LEAVE),
        (NOT_REACHED, NoticeState.NOT_REACHED),
        (None, NoticeState.WAITING),
    ],
)
def test_the_last_entry_says_how_it_is(answer, expected):
    assert of(MEETING, "deputy").state is NoticeState.UNTOLD
    tried = recorded(MEETING, told("deputy", NOT_REACHED), told("deputy", answer, at=time(10)))
    assert of(tried, "deputy").state is expected
    assert len(of(tried, "deputy").tries) == 2


def test_entries_stand_in_the_order_in_which_they_happened():
    """What is entered later of an earlier day fills in nothing: it is not the last word."""
    tried = recorded(
        MEETING, told("deputy", ATTENDS, on=LATER), told("head", ATTENDS), told("deputy", LEAVE, on=ON, at=time(16))
    )
    assert [entry.answer for entry in of(tried, "deputy").tries] == [LEAVE, ATTENDS]
    assert of(tried, "deputy").state is NoticeState.ATTENDS
    assert tried.leave == ()


def test_first_those_not_told_then_those_let_alone_longest():
    assert queue(work_list(MEETING)) == ("head", "deputy", "finance", "justice", "guest")
    tried = recorded(
        MEETING,
        told("head", NOT_REACHED, at=time(9, 30)),
        told("deputy", NOT_REACHED, at=time(9, 10)),
        told("finance", at=time(9, 5)),
        told("guest", ATTENDS),
    )
    assert queue(work_list(tried)) == ("justice", "deputy", "head", "finance")


def test_who_was_not_reached_has_not_been_told():
    tried = recorded(MEETING, told("head", ATTENDS), told("deputy", NOT_REACHED), told("finance"))
    counted = counts(work_list(tried))
    assert (counted.due, counted.told) == (5, 2)
    assert counts_text(counted) == "应通知 5　已通知 2　参加 1　待回复 1　未联系上 1　未通知 2"


def test_announced_are_those_whose_last_answer_is_that_they_attend():
    tried = recorded(MEETING, told("head", ATTENDS), told("deputy", ATTENDS), told("deputy", LEAVE, at=time(11)))
    assert announced(tried) == {"head"}


# -- what an answer fills in


def test_attending_marks_nobody_present():
    assert line(recorded(MEETING, told("deputy", ATTENDS)), "deputy").status is Presence.ABSENT


def test_leave_asks_for_leave_with_its_reason():
    asked = recorded(MEETING, told("deputy", LEAVE), reason="赴省参加会议")
    (leave,) = asked.leave
    assert (leave.person, leave.asked_on, leave.reason) == ("deputy", ON, "赴省参加会议")
    assert state(leave) is LeaveState.ASKED
    assert line(asked, "deputy").status is Presence.ABSENT
    assert answer_text(asked, of(asked, "deputy").last) == "请假（赴省参加会议）"


def test_who_comes_after_all_takes_his_leave_back():
    asked = recorded(MEETING, told("deputy", LEAVE))
    given = leave_editing.approve(asked, "deputy", by="head", on=ON)
    assert line(given, "deputy").status is Presence.LEAVE
    back = recorded(given, told("deputy", ATTENDS, on=LATER))
    assert current(back, "deputy") is None
    assert back.leave[0].withdrawn_on == LATER
    assert line(back, "deputy").status is Presence.ABSENT


def test_a_leave_that_was_refused_stays_so_when_he_comes():
    refused = leave_editing.refuse(recorded(MEETING, told("deputy", LEAVE)), "deputy", by="head", on=ON)
    assert recorded(refused, told("deputy", ATTENDS, on=LATER)).leave == refused.leave


def test_a_substitute_stands_on_the_list():
    tried = recorded(MEETING, told("finance", SUBSTITUTE, substitute="vice"))
    assert line(tried, "finance").substitute == "vice"
    assert answer_text(tried, of(tried, "finance").last) == "由区财政局副局长王强代会"
    assert line(recorded(tried, told("finance", ATTENDS, at=time(10))), "finance").substitute is None


def test_another_substitute_needs_a_consent_of_his_own():
    tried = recorded(MEETING, told("finance", SUBSTITUTE, substitute="vice"))
    agreed = replace(
        tried,
        attendance=tuple(
            replace(row, substitute_consent_by="head") if row.substitute else row for row in tried.attendance
        ),
    )
    assert line(agreed, "finance").substitute_consent_by == "head"
    other = notice_editing.record(
        agreed, told("finance", SUBSTITUTE, at=time(10)), newcomer=NewPerson(name="赵敏", title="区财政局总会计师")
    )
    assert other.people[-1].name == "赵敏"
    assert (line(other, "finance").substitute, line(other, "finance").substitute_consent_by) == ("p08", None)


def test_a_substitute_typed_in_is_known_again():
    typed = NewPerson(name="王　强")
    tried = notice_editing.record(MEETING, told("finance", SUBSTITUTE), newcomer=typed)
    assert tried.people == PEOPLE
    assert line(tried, "finance").substitute == "vice"


@pytest.mark.parametrize(
    ("person", "substitute", "said"),
    [
        ("finance", "deputy", "沈若兰本人就是本次会议的应到人员，不能代会"),
        ("deputy", "justice", "欧阳靖本人就是本次会议的列席人员，不能代会"),
        ("deputy", "guest", "郑重本人就是本次会议的受邀人员，不能代会"),
        ("deputy", "deputy", "不能由本人代替本人"),
    ],
)
def test_a_substitute_who_is_due_himself_is_refused(person, substitute, said):
    with pytest.raises(ImpossibleError) as refused:
        recorded(MEETING, told(person, SUBSTITUTE, substitute=substitute))
    assert said in str(refused.value)


def test_who_attends_for_another_topic_only_may_sit_in_for_this_one():
    tried = recorded(MEETING, told("finance", SUBSTITUTE, substitute="justice"))
    assert line(tried, "finance").substitute == "justice"


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (told("finance", SUBSTITUTE), "没有填写代会人"),
        (told("vice", LEAVE), "王强不在名单上"),
        (told("vice", SUBSTITUTE, substitute="clerk"), "王强不在名单上"),
        (told("nobody"), "没有这个人"),
        (told("deputy", on=None), "没有填日期"),
    ],
)
def test_what_cannot_be_is_refused(notice, said):
    with pytest.raises(ImpossibleError) as refused:
        notice_editing.record(MEETING, notice)
    assert said in str(refused.value)


# -- corrected and deleted


def test_a_wrong_leave_goes_with_its_entry():
    asked = recorded(MEETING, told("deputy", LEAVE), reason="开会")
    (entry,) = asked.notices
    assert notice_editing.delete(asked, entry) == MEETING
    right = notice_editing.correct(asked, entry, answer=ATTENDS)
    assert (right.leave, of(right, "deputy").state) == ((), NoticeState.ATTENDS)


def test_a_leave_on_which_somebody_has_decided_stays():
    asked = recorded(MEETING, told("deputy", LEAVE))
    given = leave_editing.approve(asked, "deputy", by="head", on=ON)
    assert notice_editing.delete(given, given.notices[0]).leave == given.leave


def test_the_entry_before_counts_again():
    first = recorded(MEETING, told("deputy", LEAVE), reason="开会")
    both = recorded(first, told("deputy", ATTENDS, at=time(10)))
    assert notice_editing.delete(both, both.notices[1]) == first
    swapped = recorded(MEETING, told("finance", SUBSTITUTE, substitute="vice"))
    assert (
        notice_editing.delete(
            recorded(swapped, told("finance", ATTENDS, at=time(10))), told("finance", ATTENDS, at=time(10))
        )
        == swapped
    )


def test_a_corrected_reason_goes_into_the_request():
    asked = recorded(MEETING, told("deputy", LEAVE), reason="开会")
    right = notice_editing.correct(asked, asked.notices[0], reason="住院", taken_by="秘书小周")
    assert [leave.reason for leave in right.leave] == ["住院"]
    assert right.notices[0].taken_by == "秘书小周"


def test_a_corrected_substitute_takes_the_place_of_the_wrong_one():
    wrong = recorded(MEETING, told("finance", SUBSTITUTE, substitute="vice"))
    right = notice_editing.correct(wrong, wrong.notices[0], newcomer=NewPerson(name="赵敏"))
    assert line(right, "finance").substitute == right.people[-1].id
    assert notice_editing.correct(wrong, wrong.notices[0], answer=NOT_REACHED).attendance == LINES
    again = notice_editing.correct(right, right.notices[0], substitute="vice")
    assert line(again, "finance").substitute == "vice"


def test_an_entry_of_another_moment_finds_its_place():
    tried = recorded(MEETING, told("deputy", NOT_REACHED), told("deputy", ATTENDS, at=time(10)))
    moved = notice_editing.correct(tried, tried.notices[1], at=time(8))
    assert [entry.at for entry in of(moved, "deputy").tries] == [time(8), time(9)]
    assert of(moved, "deputy").state is NoticeState.NOT_REACHED


def test_an_entry_that_was_changed_meanwhile_is_not_changed_again():
    tried = recorded(MEETING, told("deputy", NOT_REACHED))
    seen = tried.notices[0]
    with pytest.raises(ImpossibleError, match="刚刚被改动或删除"):
        notice_editing.delete(notice_editing.correct(tried, seen, note="占线"), seen)


# -- in words


def test_what_is_said_names_meeting_day_time_place_and_topics():
    said = what_to_say(MEETING, of(MEETING, "finance"), meeting="区政府第5次常务会议", office="区政府办公室")
    assert said == (
        "您好，区政府办公室通知：定于4月8日（星期三）上午9:00在第一会议室召开区政府第5次常务会议，"
        "请区财政局局长金巧云同志列席，研究《关于预算执行的汇报》。"
        "能否参加请告知；不能参加的，请按规定请假。"
    )


@pytest.mark.parametrize(
    ("at", "said"),
    [(time(9), "上午9:00"), (time(12, 30), "下午12:30"), (time(14, 5), "下午2:05"), (time(19), "晚上7:00")],
)
def test_times_are_said_as_people_say_them(at, said):
    later = replace(MEETING, meeting=replace(MEETING.meeting, start=at))
    assert f"4月8日（星期三）{said}在" in what_to_say(later, of(later, "deputy"), meeting="会议", office="办公室")


def test_what_is_not_known_yet_is_not_said():
    bare = replace(MEETING, meeting=replace(MEETING.meeting, start=None, place=None))
    said = what_to_say(bare, of(bare, "deputy"), meeting="常务会议", office="区政府办公室")
    assert "定于4月8日（星期三）召开常务会议，请副区长沈若兰同志出席。" in said


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (None, ()),
        ("13800001111", ("13800001111",)),
        ("138 0000 1111", ("138 0000 1111",)),
        ("13800001111、0533-5180000转8012", ("13800001111", "0533-5180000转8012")),
        ("5180001，5180002; 5180001", ("5180001", "5180002")),
        ("13800001111 13900002222", ("13800001111", "13900002222")),
        ("5180001或5180002", ("5180001", "5180002")),
    ],
)
def test_several_numbers_in_one_text(text, numbers):
    assert split_numbers(text) == numbers


def test_numbers_are_read_off_in_groups():
    assert (dialled("13800001111"), dialled("0533-5180000")) == ("138 0000 1111", "0533-5180000")


def test_when_somebody_was_told():
    assert moment_text(told("deputy", at=time(9, 5))) == "4月6日 09:05"
    assert moment_text(Notice(person="deputy")) == ""
