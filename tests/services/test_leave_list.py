"""The list of all requests for leave: those that wait first, each with what the tables say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from secretariat.domain.facts import Leave
from secretariat.domain.leave_requests import LeaveState
from secretariat.domain.states import Post
from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.leave_list import list_leave
from secretariat.services.reference import Reference
from tests.databases import SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"


def test_those_that_wait_come_first_the_soonest_meeting_at_the_top(database):
    given = replace(read_dossier(EXAMPLE), format="secretariat-dossier/2", minutes=None)
    day, week = given.meeting.date, dt.timedelta(days=7)
    _, one, two, three, *_ = (row.person for row in given.attendance)  # the first is the head
    asked = Leave(person=one, asked_on=day - week, reason="赴省培训", written_report=True)
    leaves = (
        asked,
        replace(asked, person=two, approved_by=three, approved_on=day, acting=three),
        Leave(person=three, asked_on=day + week),
        replace(asked, withdrawn_on=day),
    )
    later = replace(given.meeting, date=day + week, number=77, year=2022, enlarged=True)
    first = import_dossier(database, SECRETARY, replace(given, leave=leaves))
    second = import_dossier(database, SECRETARY, replace(given, meeting=later, leave=(asked,)))
    names = {person.id: person.name for person in given.people}
    rows = list_leave(database, Reference(database), today=day)
    assert [(row.meeting, row.person, row.state) for row in rows] == [
        (first, one, LeaveState.ASKED),
        (first, three, LeaveState.ASKED),
        (second, one, LeaveState.ASKED),
        (first, two, LeaveState.APPROVED),
        (first, one, LeaveState.WITHDRAWN),
    ]
    assert [row.late for row in rows] == [False, True, False, False, False]
    assert [row.written_report for row in rows] == [True, False, True, True, True]
    done, other = rows[3], rows[2]
    assert (done.name, done.acting, done.decided_by) == (names[two], names[three], names[three])
    assert (done.asked_on, done.reason, done.date) == (day - week, "赴省培训", day)
    assert (other.number, other.year, other.enlarged, other.kind) == (77, 2022, True, "executive")
    # Once its meeting is past, a request that still waits stands among the others.
    assert [row.meeting for row in list_leave(database, Reference(database), today=day + week)] == [
        second,
        first,
        first,
        first,
        first,
    ]


def test_what_the_rule_has_nobody_approve_waits_for_nobody(database):
    """第五十五条: a leader asks the head; the head himself has nobody to ask."""
    given = replace(read_dossier(EXAMPLE), format="secretariat-dossier/2", minutes=None)
    day = given.meeting.date
    posts = {person.id: {held.post for held in person.posts} for person in given.people}
    head = next(key for key, held in posts.items() if Post.HEAD in held)
    deputy = next(key for key, held in posts.items() if Post.DEPUTY in held)
    asked = tuple(Leave(person=one, asked_on=day) for one in (head, deputy))
    import_dossier(database, SECRETARY, replace(given, leave=asked))
    rows = list_leave(database, Reference(database), today=day)
    assert [(row.person, row.free, row.waits) for row in rows] == [(deputy, False, True), (head, True, False)]
