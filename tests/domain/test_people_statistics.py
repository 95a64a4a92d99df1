"""Attendance counted over many meetings."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.people_statistics import Sat, by_person, by_unit
from secretariat.domain.states import Part, Presence

GOV = "示例区人民政府"


def sat(meeting=1, who="张伟", name="张伟", **said):
    day = dt.date(2022, 4, 1) + dt.timedelta(days=meeting)
    values = {"government": GOV, "kind": "executive", "date": day, "called": f"第{meeting}次常务会议", **said}
    return Sat(meeting=meeting, who=who, name=name, **values)


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ({"status": Presence.PRESENT}, "present"),
        ({"status": Presence.PRESENT, "approved": True, "asked": True}, "present"),
        ({"status": Presence.LEAVE, "asked": True, "approved": True}, "leave"),
        ({"status": Presence.ABSENT, "asked": True, "approved": True}, "leave"),
        ({"status": Presence.LEAVE, "asked": True}, "unapproved"),
        ({"status": Presence.ABSENT, "asked": True}, "unapproved"),
        ({"status": Presence.LEAVE}, "unapproved"),
        ({"status": Presence.ABSENT}, "absent"),
    ],
)
def test_each_line_counts_as_one_of_four(said, counted):
    (tally,) = by_person([sat(**said)])
    outcome = {name: getattr(tally, name) for name in ("present", "leave", "unapproved", "absent")}
    assert outcome == dict.fromkeys(outcome, 0) | {counted: 1}
    assert tally.due == 1


def test_late_early_recusals_and_substitutes_are_counted_beside():
    there = sat(1, status=Presence.PRESENT, late=True, early=True, recusals=2)
    away = sat(2, substitute=True)
    (tally,) = by_person([away, there])
    assert (tally.due, tally.present, tally.late, tally.early, tally.recusals) == (2, 1, 1, 1, 2)
    assert (tally.absent, tally.substitute, tally.rate) == (1, 1, 0.5)
    assert tally.lines == [away, there]


def test_somebody_with_two_lines_in_one_meeting_counts_once_and_is_there_if_either_says_so():
    member = sat(part=Part.MEMBER, status=Presence.ABSENT)
    attendee = sat(part=Part.ATTENDEE, status=Presence.PRESENT)
    (tally,) = by_person([member, attendee])
    assert (tally.due, tally.present) == (1, 1)


def test_who_was_never_matched_is_the_one_of_that_name_where_there_is_just_one():
    linked, loose = sat(2, who=7), sat(1, who="张伟")
    assert [(one.key, one.due) for one in by_person([linked, loose])] == [((GOV, 7), 2)]
    namesake = sat(3, who=8)
    assert {one.key: one.due for one in by_person([namesake, linked, loose])} == {
        (GOV, 8): 1,
        (GOV, 7): 1,
        (GOV, "张伟"): 1,
    }


def test_governments_are_kept_apart():
    assert len(by_person([sat(1), sat(2, government="另一区人民政府")])) == 2


def test_units_are_counted_by_whoever_headed_them():
    finance, housing = (1, "财政局"), ("住建局", "住建局")
    first = sat(1, status=Presence.PRESENT, units=(finance, housing))
    second = sat(2, who="王强", name="王强", units=(finance,))
    unheaded = sat(2, who="李丽", name="李丽")
    assert {one.name: (one.due, one.present) for one in by_unit([second, unheaded, first])} == {
        "财政局": (2, 1),
        "住建局": (1, 1),
    }
