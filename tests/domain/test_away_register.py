"""Journeys: what cannot be, how long they are, and how a meeting keeps its copy of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain import facts
from secretariat.domain.away_register import (
    AwayExcuse,
    Journey,
    away_fact,
    back,
    brought,
    copy_in,
    faults,
    span_text,
)

LEFT, BACK = dt.date(2022, 4, 18), dt.date(2022, 4, 20)
DAY = dt.timedelta(days=1)
JOURNEY = Journey(key=1, person=7, from_=LEFT, to=BACK, place="济南", acting=8, approved_by=9, told=(8, 10))
IDS = {7: "p07", 8: "p08", 9: "p09"}
MEETING = facts.Dossier(
    format="secretariat-dossier/1",
    government=facts.Government(name="某区"),
    meeting=facts.Meeting(kind="executive", date=LEFT + DAY),
)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"to": LEFT}, []),
        ({"to": LEFT - DAY}, ["to"]),
        ({"to": dt.date(2922, 4, 20)}, ["to"]),
        ({"reported_back_on": LEFT - DAY}, ["reported_back_on"]),
        ({"reported_back_on": BACK, "cancelled_on": LEFT}, ["reported_back_on"]),
        ({"acting": 7}, ["acting"]),
        ({"told": (7,)}, ["told"]),
        ({"reported_on": BACK, "approved_by": 7}, []),  # against the rules, and yet it can be
    ],
)
def test_what_cannot_be_names_its_field(changes, fields):
    assert [fault.field for fault in faults(replace(JOURNEY, **changes))] == fields


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (BACK, BACK + DAY, False),  # on from there
        (LEFT - DAY, LEFT, False),
        (LEFT + DAY, BACK + DAY, True),
        (LEFT, BACK, True),
        (LEFT - DAY, None, True),  # not known to be back
        (BACK + DAY, None, False),
    ],
)
def test_nobody_is_in_two_places(first, last, wrong):
    other = Journey(key=2, person=7, from_=first, to=last)
    assert bool(faults(other, [JOURNEY])) is wrong
    assert not faults(replace(other, person=8), [JOURNEY])
    assert not faults(replace(other, cancelled_on=first), [JOURNEY])
    assert not faults(other, [replace(JOURNEY, cancelled_on=LEFT)])
    assert not faults(replace(JOURNEY, to=BACK), [JOURNEY])  # itself


def test_an_open_journey_ends_with_the_report():
    open_ = replace(JOURNEY, to=None)
    assert (open_.end, open_.days, open_.covers(dt.date(2030, 1, 1))) == (None, None, True)
    assert back(open_, BACK).days == 3
    assert back(JOURNEY, LEFT + DAY).to == LEFT + DAY
    assert back(JOURNEY, BACK + DAY).to == BACK  # he was back before he said so


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (BACK, "2022年4月18日至20日"),
        (LEFT, "2022年4月18日"),
        (dt.date(2022, 5, 2), "2022年4月18日至5月2日"),
        (dt.date(2023, 1, 2), "2022年4月18日至2023年1月2日"),
        (None, "2022年4月18日起（返回日期未定）"),
    ],
)
def test_a_time_is_told(last, text):
    assert span_text(replace(JOURNEY, to=last)) == text


def test_a_meeting_says_it_with_its_own_people():
    fact = away_fact(JOURNEY, IDS)
    assert (fact.person, fact.acting, fact.approved_by, fact.told) == ("p07", "p08", "p09", ("p08",))


def test_a_meetings_copy_takes_the_place_of_the_one_it_had():
    before = facts.Away(person="p07", from_=LEFT, to=BACK, place="青岛")
    neighbours = (facts.Away(person="p07", from_=BACK, to=BACK + DAY), facts.Away(person="p08", from_=LEFT, to=BACK))
    had = replace(MEETING, away=(before, *neighbours))
    assert (copy_in(MEETING, JOURNEY, IDS), copy_in(had, JOURNEY, IDS)) == ("none", "other")
    now = brought(had, JOURNEY, IDS)
    assert now.away == (away_fact(JOURNEY, IDS), *neighbours)
    assert copy_in(now, JOURNEY, IDS) == "same"
    gone = replace(JOURNEY, cancelled_on=LEFT)
    assert copy_in(now, gone, IDS) == "other"
    assert brought(now, gone, IDS).away == neighbours
    moved = replace(JOURNEY, from_=BACK + 3 * DAY, to=BACK + 4 * DAY)
    assert brought(now, moved, IDS, was=JOURNEY).away == neighbours


def test_exceptions_on_record_come_with_it():
    excuse = AwayExcuse(code="away.pair", allowed_by=9, on=LEFT, reason="上级指定")
    crowd = replace(excuse, code="away.too_many")
    now = brought(MEETING, replace(JOURNEY, excuses=(excuse, crowd)), IDS)
    assert [(one.code, one.subject, one.allowed_by) for one in now.exceptions] == [
        ("away.pair", "p07", "p09"),
        ("away.too_many", None, "p09"),
    ]
    assert brought(now, replace(JOURNEY, excuses=(excuse, crowd)), IDS) == now
