"""How far a request for leave is."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.facts import Leave, Meeting
from secretariat.domain.leave_requests import LeaveState, after_the_fact, stands, state

DAY = dt.date(2022, 4, 1)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({}, LeaveState.ASKED),
        ({"approved_by": "p01"}, LeaveState.APPROVED),
        ({"approved_on": DAY}, LeaveState.APPROVED),
        ({"refused_by": "p01", "refused_on": DAY}, LeaveState.REFUSED),
        ({"refused_on": DAY}, LeaveState.REFUSED),
        ({"approved_by": "p01", "withdrawn_on": DAY}, LeaveState.WITHDRAWN),
        ({"refused_by": "p01", "approved_by": "p01"}, LeaveState.APPROVED),
    ],
)
def test_the_days_on_record_say_it(said, what):
    leave = Leave(person="p07", **said)
    assert state(leave) is what
    assert stands(leave) is (what is not LeaveState.WITHDRAWN)


def test_leave_after_the_fact_is_asked_after_the_meetings_day():
    meeting = Meeting(kind="executive", date=DAY)
    days = (None, DAY, DAY + dt.timedelta(days=1))
    assert [after_the_fact(Leave(person="p07", asked_on=day), meeting) for day in days] == [False, False, True]
