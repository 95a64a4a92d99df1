"""What can be done to a request for leave, and what it does to the list."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain import leave_editing as edit
from secretariat.domain.editing import ImpossibleError, set_leave
from secretariat.domain.facts import Attachment, Attendance, Dossier, Government, Leave, Meeting, Person
from secretariat.domain.leave_requests import LeaveState, after_the_fact, current, state
from secretariat.domain.states import Part, Presence

DAY = dt.date(2022, 4, 29)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def dossier(status=Presence.ABSENT, *leaves, **changes):
    given = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="淄川区人民政府"),
        meeting=Meeting(kind="executive", date=DAY),
        people=tuple(Person(id=id_, name=name) for id_, name in (("p1", "林知远"), ("p2", "方致和"), ("p3", "史录"))),
        attendance=(
            Attendance(person="p1", as_=Part.MEMBER, status=Presence.PRESENT),
            Attendance(person="p2", as_=Part.MEMBER, status=status),
        ),
        leave=leaves,
    )
    return replace(given, **changes)


def status(given, person="p2"):
    return next(row.status for row in given.attendance if row.person == person)


def asked(status=Presence.ABSENT, **values):
    return edit.ask(dossier(status), "p2", asked_on=BEFORE, reason="赴省培训", **values)


def approved(given=None):
    return edit.approve(given or asked(), "p2", by="p1", on=BEFORE)


def test_a_request_waits_and_leaves_the_list_as_it_is():
    given = asked(acting="p3", written_report=True, note="电话请假")
    (leave,) = given.leave
    assert (leave.asked_on, leave.reason, leave.acting) == (BEFORE, "赴省培训", "p3")
    assert (leave.written_report, leave.note, state(leave)) == (True, "电话请假", LeaveState.ASKED)
    assert status(given) is Presence.ABSENT


def test_approved_he_is_on_leave_refused_or_withdrawn_no_longer():
    yes = approved()
    assert (state(yes.leave[0]), status(yes)) == (LeaveState.APPROVED, Presence.LEAVE)
    no = edit.refuse(yes, "p2", by="p1", on=DAY)
    assert (state(no.leave[0]), no.leave[0].approved_by, status(no)) == (LeaveState.REFUSED, None, Presence.ABSENT)
    again = edit.approve(no, "p2", by="p1", on=DAY)
    assert (state(again.leave[0]), status(again)) == (LeaveState.APPROVED, Presence.LEAVE)
    back = edit.withdraw(again, "p2", on=DAY)
    assert (state(back.leave[0]), back.leave[0].approved_by, status(back)) == (
        LeaveState.WITHDRAWN,
        "p1",
        Presence.ABSENT,
    )


def test_who_came_stays_present_whatever_becomes_of_his_request():
    given = edit.approve(asked(Presence.PRESENT), "p2", by="p1", on=BEFORE)
    assert status(given) is Presence.PRESENT
    assert status(edit.withdraw(given, "p2", on=DAY)) is Presence.PRESENT


def test_what_breaks_a_rule_only_is_kept():
    """An approval before the request, after the meeting, by oneself: findings, if the rule says so."""
    for by, on in (("p1", BEFORE - dt.timedelta(days=3)), ("p1", AFTER), ("p2", BEFORE), ("p1", None)):
        leave = edit.approve(asked(), "p2", by=by, on=on).leave[0]
        assert (leave.approved_by, leave.approved_on) == (by, on)


def test_a_leave_after_the_fact_is_possible_and_known_as_such():
    given = edit.ask(dossier(), "p2", asked_on=AFTER, reason="突发疾病")
    assert after_the_fact(given.leave[0], given.meeting)
    assert status(edit.approve(given, "p2", by="p1", on=AFTER)) is Presence.LEAVE


def test_asked_again_it_is_one_request_still_and_its_first_day_stays():
    given = edit.ask(approved(), "p2", asked_on=DAY, acting="p3")
    (leave,) = given.leave
    assert (leave.asked_on, leave.reason, leave.acting, leave.approved_by) == (BEFORE, "赴省培训", "p3", "p1")


ENDS = {
    "refused": lambda given: edit.refuse(given, "p2", by="p1", on=DAY),
    "withdrawn": lambda given: edit.withdraw(given, "p2", on=DAY),
}


@pytest.mark.parametrize("end", ENDS)
def test_after_a_refusal_or_a_withdrawal_it_is_a_new_request(end):
    given = edit.ask(ENDS[end](asked()), "p2", asked_on=DAY, reason="生病")
    first, second = given.leave
    assert first.reason == "赴省培训"
    assert (second.reason, state(second)) == ("生病", LeaveState.ASKED)
    assert current(given, "p2") is second
    given = edit.approve(given, "p2", by="p1", on=DAY)
    assert (given.leave[0], status(given)) == (first, Presence.LEAVE)


def test_a_correction_in_the_list_is_of_the_request_that_counts():
    given = edit.ask(edit.withdraw(asked(), "p2", on=DAY), "p2", asked_on=DAY)
    assert [leave.reason for leave in set_leave(given, "p2", reason="生病").leave] == ["赴省培训", "生病"]


def test_a_correction_leaves_the_list_unless_it_changes_the_outcome():
    marked = edit.ask(dossier(Presence.LEAVE), "p2", asked_on=BEFORE)  # the secretary has marked him already
    assert status(edit.change(marked, "p2", reason="生病")) is Presence.LEAVE
    assert status(edit.change(approved(), "p2", reason="生病")) is Presence.LEAVE
    assert status(edit.change(approved(), "p2", approved_by=None, approved_on=None)) is Presence.ABSENT


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: edit.ask(dossier(), "p3", asked_on=BEFORE), "史录不在名单上"),
        (lambda: edit.ask(dossier(), "p9", asked_on=BEFORE), "没有这个人"),
        (lambda: edit.ask(dossier(), "p2", asked_on=BEFORE, acting="p2"), "不能由本人代替本人"),
        (lambda: edit.ask(dossier(), "p2", asked_on=BEFORE, acting="p9"), "没有这个人"),
        (lambda: edit.change(asked(), "p2", acting="p2"), "不能由本人代替本人"),
        (lambda: edit.approve(dossier(), "p2", by="p1", on=BEFORE), "方致和没有请假申请"),
        (lambda: edit.approve(asked(), "p2", by="p9", on=BEFORE), "没有这个人"),
        (lambda: edit.refuse(asked(), "p2", by=None, on=None), "没有填写由谁未批准"),
        (lambda: edit.withdraw(asked(), "p2", on=BEFORE - dt.timedelta(days=1)), "撤回日期早于请假日期"),
        (lambda: edit.withdraw(edit.withdraw(asked(), "p2", on=DAY), "p2", on=DAY), "没有请假申请"),
        (lambda: edit.without_report(asked(), "p2"), "没有书面请假报告"),
    ],
    ids=range(11),
)
def test_what_cannot_be_is_refused_with_what_to_do(act, said):
    with pytest.raises(ImpossibleError, match=said) as caught:
        act()
    assert caught.value.remedy


def report(number):
    return Attachment(id="", name=f"请假报告{number}.pdf", sha256=f"{number:064}", size=number)


def test_the_report_is_attached_replaced_and_removed_with_its_request():
    first = edit.with_report(asked(), "p2", report(1))
    assert (first.leave[0].report, first.leave[0].written_report) == (first.attachments[0].id, True)
    second = edit.with_report(first, "p2", report(2))
    assert [one.name for one in second.attachments] == ["请假报告2.pdf"]
    assert second.leave[0].report == second.attachments[0].id
    assert edit.with_report(second, "p2", report(2)).attachments == second.attachments
    bare = edit.without_report(second, "p2")
    assert (bare.attachments, bare.leave[0].report, bare.leave[0].written_report) == ((), None, True)
    gone = edit.drop(edit.approve(second, "p2", by="p1", on=DAY), "p2")
    assert (gone.leave, gone.attachments, status(gone)) == ((), (), Presence.ABSENT)


def test_a_report_that_another_request_names_stays():
    shared = replace(
        dossier(Presence.ABSENT, Leave(person="p2", report="a1"), Leave(person="p1", report="a1")),
        attachments=(replace(report(1), id="a1"),),
    )
    assert edit.drop(shared, "p2").attachments == shared.attachments
