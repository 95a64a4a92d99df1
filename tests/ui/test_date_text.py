"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.date_text import read_date, read_time, write_date, write_time

FRIDAY = date(2022, 4, 1)
WAYS = (
    write_date,
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f" {d.year} 年 {d.month} 月 {d.day} 日 ",
    lambda d: f"{d:%Y-%m-%d}".translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789-"}),
)
WAYS_OF_THE_YEAR = (
    lambda d: f"{d.month}.{d.day}",
    lambda d: f"{d.month}/{d.day}",
    lambda d: f"{d.month}-{d.day}",
    lambda d: f"{d.month}月{d.day}日",
    lambda d: f"{d.month}。{d.day}",
)
days = st.dates(min_value=date(1000, 1, 1))


@given(days, st.sampled_from(WAYS), days)
def test_every_way_of_writing_a_day_reads_back(day, way, today):
    assert read_date(way(day), today) == day


@given(days, st.sampled_from(WAYS_OF_THE_YEAR))
def test_without_a_year_it_is_this_years(day, way):
    assert read_date(way(day), day.replace(month=1, day=1)) == day


@given(st.text(), days)
def test_no_text_raises(text, today):
    assert read_date(text, today) is None or isinstance(read_date(text, today), date)
    assert read_time(text) is None or isinstance(read_time(text), time)


@given(st.dates(min_value=date(1000, 1, 15), max_value=date(9999, 12, 1)), st.integers(0, 6))
def test_weekdays_are_of_the_week_they_say(today, weekday):
    name = "一二三四五六日"[weekday]
    monday = today - timedelta(days=today.weekday())
    assert read_date(f"周{name}", today) == monday + timedelta(days=weekday)
    assert read_date(f"下周{name}", today) == monday + timedelta(days=7 + weekday)
    assert read_date(f"上个星期{name}", today) == monday + timedelta(days=weekday - 7)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", FRIDAY),
        ("明天", date(2022, 4, 2)),
        ("后天", date(2022, 4, 3)),
        ("昨天", date(2022, 3, 31)),
        ("下周一", date(2022, 4, 4)),
        ("本周日", date(2022, 4, 3)),
        ("下下周五", date(2022, 4, 15)),
        ("礼拜天", date(2022, 4, 3)),
        ("4.1", FRIDAY),
        ("4/1", FRIDAY),
        ("20220401", FRIDAY),
        ("2022-04-01", FRIDAY),
        ("2022年4月1日 周五", FRIDAY),
        ("4月1日（周五）", FRIDAY),
    ],
)
def test_as_people_say_it(text, day):
    assert read_date(text, FRIDAY) == day


@pytest.mark.parametrize("text", ["", "四月一", "2.30", "13.1", "20220230", "2022", "0", "4.1.", "周八", "abc", "４月"])
def test_what_is_no_day(text):
    assert read_date(text, FRIDAY) is None


def test_a_day_is_shown_with_its_weekday():
    assert write_date(FRIDAY) == "2022年4月1日 周五"


@given(st.times())
def test_every_way_of_writing_a_time_reads_back(moment):
    moment = moment.replace(second=0, microsecond=0)
    assert read_time(write_time(moment)) == moment
    assert read_time(f"{moment:%H%M}") == moment
    assert read_time(f"{moment.hour}：{moment.minute:02d}") == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("9:00", time(9)),
        ("900", time(9)),
        ("0900", time(9)),
        ("9", time(9)),
        ("9点半", time(9, 30)),
        ("9.30", time(9, 30)),
        ("下午3点", time(15)),
        ("下午2:30", time(14, 30)),
        ("14时5分", time(14, 5)),
        ("中午12点", time(12)),
    ],
)
def test_a_time_as_people_say_it(text, moment):
    assert read_time(text) == moment


@pytest.mark.parametrize("text", ["", "25:00", "9:60", "九点", "99999"])
def test_what_is_no_time(text):
    assert read_time(text) is None
