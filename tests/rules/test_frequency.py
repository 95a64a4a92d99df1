"""How often a kind of meeting was held: whole periods, too few, too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secretariat.rules.finding import Severity
from secretariat.rules.frequency import judge_frequency, periods
from secretariat.rules.schema.meeting import Frequency
from tests.rules.build import rulebook
from tests.rules.invented import ARTICLE, BOOK
from tests.rules.texts import GANGCHENG, HUANCUI

FIRST, LAST = date(2023, 1, 1), date(2023, 12, 31)


def often(**values):
    kind = replace(BOOK.kinds["executive"], frequency=Frequency(text="若干次", **values))
    return replace(BOOK, kinds={"executive": kind})


def found(rules, *days, first=FIRST, last=LAST):
    return judge_frequency(rules, "executive", days, first=first, last=last)


def codes(rules, *days, **more):
    return [each.code for each in found(rules, *days, **more)]


@pytest.mark.parametrize(
    ("unit", "every", "first", "last", "expected"),
    [
        ("year", 1, FIRST, LAST, [(FIRST, LAST)]),
        ("year", 1, date(2023, 1, 2), date(2024, 12, 31), [(date(2024, 1, 1), date(2024, 12, 31))]),
        ("half_year", 1, FIRST, LAST, [(FIRST, date(2023, 6, 30)), (date(2023, 7, 1), LAST)]),
        ("quarter", 1, date(2023, 2, 1), date(2023, 9, 29), [(date(2023, 4, 1), date(2023, 6, 30))]),
        ("month", 1, date(2024, 1, 31), date(2024, 2, 29), [(date(2024, 2, 1), date(2024, 2, 29))]),
        ("month", 2, FIRST, date(2023, 3, 31), [(FIRST, date(2023, 2, 28))]),
        ("week", 1, FIRST, date(2023, 1, 14), [(date(2023, 1, 2), date(2023, 1, 8))]),  # 1 January was a Sunday
        ("week", 2, FIRST, date(2023, 1, 15), [(date(2023, 1, 2), date(2023, 1, 15))]),
        ("year", 1, date(9999, 1, 1), date.max, []),
        ("week", 1, date.max, date.max, []),
    ],
)
def test_only_whole_periods_count(unit, every, first, last, expected):
    assert list(periods(Frequency(text="…", unit=unit, every=every), first, last)) == expected


def test_a_year_has_twelve_months_and_26_times_two_weeks():
    assert len(list(periods(Frequency(text="…", unit="month"), FIRST, LAST))) == 12
    assert len(list(periods(Frequency(text="…", unit="week", every=2), FIRST, LAST))) == 26


def test_too_few_and_too_many():
    rules = often(at_least=1, at_most=2)
    day = date(2023, 5, 5)
    assert codes(rules) == ["frequency.low"]
    assert not codes(rules, day)
    assert not codes(rules, day, day)
    assert codes(rules, day, day, day) == ["frequency.high"]
    assert "有1个不足1次" in found(rules)[0].message
    assert "有1个超过2次" in found(rules, day, day, day)[0].message
    assert codes(rules, date(2022, 12, 31), date(2024, 1, 1)) == ["frequency.low"]


def test_one_finding_tells_of_all_periods():
    monthly = often(unit="month", at_least=1, at_most=1)
    held = [date(2023, month, 10) for month in range(1, 13) if month != 2]
    low, high = found(monthly, *held, date(2023, 3, 31))
    assert (low.code, low.severity, low.article, low.subject) == ("frequency.low", Severity.INFO, ARTICLE, None)
    assert "共12个时段，有1个不足1次（2023年2月1日至2023年2月28日0次）" in low.message
    assert high.code == "frequency.high"
    assert "2023年3月1日至2023年3月31日2次" in high.message
    assert "有12个不足1次。" in found(monthly)[0].message
    assert "常务会议若干次。2023年1月1日至2023年12月31日按月计，" in found(monthly)[0].message
    fortnightly = often(at_least=1, every=2, unit="week")
    assert "2023年1月2日至2023年12月31日按每2周计，" in found(fortnightly)[0].message


def test_where_no_number_is_set_nothing_is_judged():
    assert not codes(often())
    assert not codes(BOOK)
    assert not judge_frequency(BOOK, "plenary", [], first=FIRST, last=LAST)
    assert not codes(often(at_least=1), first=date(2023, 1, 2), last=date(2023, 12, 30))


def test_as_the_texts_say():
    """环翠 第四十三条 一般每2周召开1次; 钢城 第四十一条 原则上每周召开一次, 第三十九条 每半年召开一次."""
    mondays = [date(2023, 1, 2) + timedelta(weeks=week) for week in range(52)]

    def of(code, kind, days):
        return [each.code for each in judge_frequency(rulebook(code), kind, days, first=FIRST, last=LAST)]

    assert not of(HUANCUI, "executive", mondays[::2])
    assert of(HUANCUI, "executive", mondays[:-2:2]) == ["frequency.low"]
    assert of(HUANCUI, "executive", mondays) == ["frequency.high"]
    assert not of(HUANCUI, "plenary", [])
    assert not of(GANGCHENG, "head_office", mondays)
    assert of(GANGCHENG, "head_office", mondays[1:]) == ["frequency.low"]
    assert not of(GANGCHENG, "plenary", [date(2023, 1, 5), date(2023, 12, 5)])
    assert of(GANGCHENG, "plenary", [date(2023, 1, 5), date(2023, 2, 5)]) == ["frequency.low", "frequency.high"]
    assert not of(GANGCHENG, "special_topic", [])
