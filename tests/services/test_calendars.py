"""The working-day calendar: the bundled arrangements, the office's own, and years of which nothing is known.

2026 was taken by hand from the notice: 33 days off, made up on 01-04, 02-14, 02-28, 05-09, 09-20 and 10-10
(platform.md).
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest

from secretariat.errors import FileUnusableError
from secretariat.services.calendars import arranged, dump_arrangement, open_calendar, read_arrangement
from secretariat.strict_input import UnusableInputError


def span(month, first, last):
    return {date(2026, month, day) for day in range(first, last + 1)}


OFF = {
    "元旦": span(1, 1, 3),
    "春节": span(2, 15, 23),
    "清明": span(4, 4, 6),
    "劳动节": span(5, 1, 5),
    "端午": span(6, 19, 21),
    "中秋": span(9, 25, 27),
    "国庆": span(10, 1, 7),
}
DAYS_OFF = set().union(*OFF.values())
MADE_UP = {date(2026, *day) for day in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]}


@pytest.fixture(scope="module")
def calendar():
    return open_calendar()


# --- the bundled arrangement of 2026


def test_each_day_of_2026(calendar):
    assert len(DAYS_OFF) == 33
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(days=number)
        works = day in MADE_UP or (day.weekday() < 5 and day not in DAYS_OFF)
        assert calendar.is_workday(day) is works, day


def test_what_is_off_and_what_is_made_up(calendar):
    arrangement = calendar.years[2026]
    assert arrangement.off == DAYS_OFF
    assert arrangement.worked == MADE_UP


@pytest.mark.parametrize("name", OFF)
def test_a_holiday_has_its_name(calendar, name):
    for day in OFF[name]:
        assert (calendar.name(day) or "").startswith(name)


def test_a_made_up_day_bears_the_name_of_its_holiday(calendar):
    assert (calendar.name(date(2026, 2, 14)) or "").startswith("春节")
    assert (calendar.name(date(2026, 10, 10)) or "").startswith("国庆")
    assert calendar.name(date(2026, 3, 2)) is None


SUMS = [
    ("2025-12-31", 1, "2026-01-04"),  # a Sunday that is worked
    ("2026-02-13", 1, "2026-02-14"),
    ("2026-02-13", 2, "2026-02-24"),
    ("2026-02-24", -1, "2026-02-14"),
    ("2026-02-24", -2, "2026-02-13"),
    ("2026-02-27", 1, "2026-02-28"),
    ("2026-04-03", 1, "2026-04-07"),
    ("2026-04-29", 5, "2026-05-09"),
    ("2026-05-11", -5, "2026-04-30"),
    ("2026-06-18", 1, "2026-06-22"),
    ("2026-09-18", 1, "2026-09-20"),
    ("2026-09-24", 5, "2026-10-09"),
    ("2026-09-30", 3, "2026-10-10"),
    ("2026-10-12", -3, "2026-10-08"),
    ("2026-10-12", -4, "2026-09-30"),
    ("2026-10-03", 1, "2026-10-08"),  # from within a holiday
    ("2026-10-03", -1, "2026-09-30"),
]


@pytest.mark.parametrize(("day", "count", "result"), SUMS, ids=[f"{day}{count:+}" for day, count, _ in SUMS])
def test_working_days_across_holidays(calendar, day, count, result):
    assert calendar.add(date.fromisoformat(day), count) == date.fromisoformat(result)


# --- a year of which nothing is known


def test_2027_is_not_entered(calendar):
    assert calendar.missing(date(2026, 12, 1), date(2027, 1, 31)) == (2027,)
    assert calendar.missing(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert calendar.missing(date(2003, 12, 31), date(2004, 1, 1)) == (2003,)


def test_it_counts_monday_to_friday_then(calendar):
    assert calendar.add(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert calendar.add(date(2027, 1, 1), 1) == date(2027, 1, 4)
    assert calendar.is_workday(date(2027, 10, 1))
    assert calendar.name(date(2027, 1, 1)) is None


# --- the office's own


def written(folder, table, name="2027.json"):
    path = folder / name
    content = table if isinstance(table, bytes | str) else json.dumps(table, ensure_ascii=False)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def off(day, name="元旦"):
    return {"name": name, "date": day, "isOffDay": True}


def worked(day, name="元旦"):
    return {"name": name, "date": day, "isOffDay": False}


def opened(folder, *tables):
    """The calendar with these years entered."""
    files = [read_arrangement(written(folder, table, f"{table['year']}.json")) for table in tables]
    return open_calendar((file.year, arranged(file)) for file in files)


def test_a_year_may_be_entered_by_a_file(tmp_path):
    """The form of holiday-cn, with its schema's address and its notices."""
    table = {
        "$schema": "https://example.invalid/schema.json",
        "$id": "https://example.invalid/2027.json",
        "year": 2027,
        "papers": ["https://example.invalid/notice"],
        "days": [off("2027-01-01"), worked("2027-01-03")],
    }
    calendar = opened(tmp_path, table)
    assert calendar.missing(date(2026, 1, 1), date(2027, 12, 31)) == ()
    assert not calendar.is_workday(date(2027, 1, 1))
    assert calendar.is_workday(date(2027, 1, 3))  # a Sunday
    assert calendar.name(date(2027, 1, 3)) == "元旦"
    assert calendar.add(date(2026, 12, 31), 1) == date(2027, 1, 3)


def test_the_offices_own_comes_before_the_bundled_one(tmp_path):
    calendar = opened(
        tmp_path, {"year": 2026, "days": [off("2026-06-01", "本区放假"), worked("2026-06-06", "本区放假")]}
    )
    assert not calendar.is_workday(date(2026, 6, 1))
    assert calendar.is_workday(date(2026, 6, 6))
    assert calendar.is_workday(date(2026, 10, 1))  # the whole year is the office's
    assert calendar.is_workday(date(2025, 10, 9))
    assert not calendar.is_workday(date(2025, 10, 1))  # other years stay


def test_days_of_december_that_the_next_years_notice_settles(tmp_path):
    """A year's file bears the year of the notice: that of 2019 gave Monday 2018-12-31 off and had 2018-12-29 worked."""
    days = [off("2026-12-31"), worked("2026-12-27"), off("2027-01-01")]
    calendar = opened(tmp_path, {"year": 2027, "days": days})
    assert not calendar.is_workday(date(2027, 1, 1))
    assert not calendar.is_workday(date(2026, 12, 31))
    assert calendar.is_workday(date(2026, 12, 27))
    assert not calendar.is_workday(date(2026, 10, 1))  # the rest of 2026 stays


def test_a_file_comes_back_as_it_was(tmp_path):
    table = {"year": 2027, "papers": ["国办发明电〔2026〕7号"], "days": [off("2027-01-01"), worked("2027-01-03")]}
    file = read_arrangement(written(tmp_path, table))
    assert json.loads(dump_arrangement(file.year, file.papers, arranged(file))) == table


GOOD = {"year": 2027, "days": [off("2027-01-01")]}
MALFORMED = {
    "cut off": ('{"year": 2027, "days": [', ""),
    "not json": ("2027", ""),
    "empty": ("", ""),
    "a list": ([], ""),
    "gbk": (json.dumps(GOOD, ensure_ascii=False).encode("gbk"), ""),
    "no year": ({"days": []}, "year"),
    "no days": ({"year": 2027}, "days"),
    "a notice that is not out yet": ({"year": 2027, "papers": [], "days": []}, "days"),
    "day with a blank name": ({"year": 2027, "days": [off("2027-01-01", " ")]}, "days[0].name"),
    "day after the year": ({"year": 2027, "days": [off("2028-01-01")]}, "days[0].date"),
    "year as a text": ({"year": "2027", "days": []}, "year"),
    "year 0": ({"year": 0, "days": []}, "year"),
    "year 1": ({"year": 1, "days": []}, "year"),
    "year 10000": ({"year": 10000, "days": []}, "year"),
    "negative year": ({"year": -2027, "days": []}, "year"),
    "unknown key": ({**GOOD, "colour": "red"}, "colour"),
    "unknown key of a day": ({"year": 2027, "days": [{**off("2027-01-01"), "note": ""}]}, "days[0].note"),
    "no such day": ({"year": 2027, "days": [off("2027-02-30")]}, "days[0].date"),
    "day without a name": ({"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": True}]}, "days[0].name"),
    "truth as a text": (
        {"year": 2027, "days": [{**off("2027-01-01"), "isOffDay": "false"}]},
        "days[0].isOffDay",
    ),
    "day of another year": ({"year": 2027, "days": [off("2027-01-01"), off("2025-01-01")]}, "days[1].date"),
    "made up on a weekday": ({"year": 2027, "days": [worked("2027-01-04")]}, "days[0].date"),
    "both off and worked": (
        {"year": 2027, "days": [off("2027-01-02"), worked("2027-01-02")]},
        "days[1].date",
    ),
    "named twice": ({"year": 2027, "days": [off("2027-01-01"), off("2027-01-01")]}, "days[1].date"),
}


@pytest.mark.parametrize(("table", "place"), MALFORMED.values(), ids=list(MALFORMED))
def test_a_malformed_arrangement_is_refused_at_its_place(tmp_path, table, place):
    path = written(tmp_path, table)
    with pytest.raises(FileUnusableError) as caught:
        read_arrangement(path)
    error = caught.value
    assert "2027.json" in error.message
    assert place in error.message
    assert re.search(r"[\u4e00-\u9fff]", error.remedy)
    assert not re.search(r"pydantic|Traceback|Error|Expecting|Input", str(error))


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    days = [off("2027-01-01"), worked("2027-01-04"), off("2025-01-01"), off("2027-01-01")]
    with pytest.raises(UnusableInputError) as caught:
        read_arrangement(written(tmp_path, {"year": 2027, "days": days}))
    assert [detail.partition("：")[0] for detail in caught.value.details] == [
        "days[1].date",
        "days[2].date",
        "days[3].date",
    ]
    assert "周一" in caught.value.details[0]
