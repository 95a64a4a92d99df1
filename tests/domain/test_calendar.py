"""Working-day arithmetic over an arrangement of the test's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.calendar import WorkCalendar, YearArrangement

# Thursday 1 to Wednesday 7 October 2026 off; Saturday 10 worked.
OCTOBER = WorkCalendar(
    {
        2026: YearArrangement(
            year=2026,
            off=frozenset(date(2026, 10, day) for day in range(1, 8)),
            worked=frozenset({date(2026, 10, 10)}),
            source="试",
            names={date(2026, 10, 1): "国庆节", date(2026, 10, 10): "国庆节"},
        )
    }
)
PLAIN = WorkCalendar({})

WORKDAYS = [
    (date(2026, 9, 30), True),  # Wednesday
    (date(2026, 10, 1), False),
    (date(2026, 10, 4), False),  # a Sunday that the holiday covers
    (date(2026, 10, 7), False),
    (date(2026, 10, 8), True),
    (date(2026, 10, 10), True),  # Saturday, made up
    (date(2026, 10, 11), False),
    (date(2027, 10, 1), True),  # a Friday of a year that is not entered
    (date(2027, 10, 2), False),
]


@pytest.mark.parametrize(("day", "works"), WORKDAYS, ids=[str(day) for day, _ in WORKDAYS])
def test_a_day(day, works):
    assert OCTOBER.is_workday(day) is works


SUMS = [
    (date(2026, 9, 30), 0, date(2026, 9, 30)),
    (date(2026, 10, 3), 0, date(2026, 10, 3)),
    (date(2026, 9, 30), 1, date(2026, 10, 8)),
    (date(2026, 9, 30), 3, date(2026, 10, 10)),
    (date(2026, 9, 30), 4, date(2026, 10, 12)),
    (date(2026, 10, 5), 1, date(2026, 10, 8)),
    (date(2026, 10, 8), -1, date(2026, 9, 30)),
    (date(2026, 10, 12), -4, date(2026, 9, 30)),
    (date(2026, 10, 4), -1, date(2026, 9, 30)),
    (date(2026, 12, 31), 1, date(2027, 1, 1)),
]


@pytest.mark.parametrize(("day", "count", "result"), SUMS)
def test_adding_working_days(day, count, result):
    assert OCTOBER.add(day, count) == result


def test_the_day_itself_is_not_counted():
    """5 working days after counts from the next working day."""
    assert PLAIN.add(date(2026, 6, 1), 5) == date(2026, 6, 8)  # from Monday
    assert PLAIN.add(date(2026, 6, 6), 5) == date(2026, 6, 12)  # from Saturday
    assert PLAIN.add(date(2026, 6, 8), -5) == date(2026, 6, 1)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
counts = st.integers(1, 30)


@given(days, counts)
def test_so_many_working_days_lie_between(day, count):
    after = OCTOBER.add(day, count)
    passed = [day + timedelta(days=no) for no in range(1, (after - day).days + 1)]
    assert sum(map(OCTOBER.is_workday, passed)) == count
    assert OCTOBER.is_workday(after)


@given(days, counts)
def test_back_and_forth(day, count):
    start = OCTOBER.add(day, -1)
    assert OCTOBER.add(OCTOBER.add(start, count), -count) == start


@given(days, counts, counts)
def test_sums_add_up(day, first, second):
    assert OCTOBER.add(OCTOBER.add(day, first), second) == OCTOBER.add(day, first + second)


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), ()),
        (date(2026, 12, 1), date(2027, 1, 5), (2027,)),
        (date(2027, 1, 5), date(2026, 12, 1), (2027,)),
        (date(2025, 12, 31), date(2028, 1, 1), (2025, 2027, 2028)),
    ],
)
def test_years_that_are_not_entered(first, last, missing):
    assert OCTOBER.missing(first, last) == missing


def test_names():
    assert OCTOBER.name(date(2026, 10, 1)) == "国庆节"
    assert OCTOBER.name(date(2026, 10, 10)) == "国庆节"  # a workday may bear one
    assert OCTOBER.name(date(2026, 10, 8)) is None
    assert OCTOBER.name(date(2027, 10, 1)) is None


@pytest.mark.parametrize(("day", "count"), [(date(9999, 12, 30), 5), (date(1, 1, 2), -5)])
def test_beyond_what_a_calendar_holds(day, count):
    with pytest.raises(OverflowError):
        PLAIN.add(day, count)
