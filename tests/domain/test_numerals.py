"""Numbers, dates and times as official papers write them."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.numerals import date_text, numeral, part_of_day, read_numeral

NUMERALS = [
    (1, "一"),
    (2, "二"),
    (9, "九"),
    (10, "十"),
    (11, "十一"),
    (18, "十八"),
    (19, "十九"),
    (20, "二十"),
    (21, "二十一"),
    (30, "三十"),
    (47, "四十七"),
    (90, "九十"),
    (99, "九十九"),
    (100, "一百"),
    (103, "一百零三"),
    (110, "一百一十"),
    (999, "九百九十九"),
]


@pytest.mark.parametrize(("number", "text"), NUMERALS, ids=[str(number) for number, _ in NUMERALS])
def test_numeral(number, text):
    assert numeral(number) == text


@given(st.integers(1, 999), st.integers(1, 999))
def test_no_two_numbers_are_written_alike(first, second):
    assert (numeral(first) == numeral(second)) is (first == second)


@given(st.integers(1, 999))
def test_what_is_written_is_read(number):
    ways = (numeral(number), str(number), f"第{numeral(number)}届", f" 第{number}次 ")
    assert [read_numeral(way) for way in ways] == [number] * 4


def test_what_is_no_number_is_not_read():
    assert [read_numeral(text) for text in ("", "第届", "十十", "五一", "-5", "3.5", "²")] == [None] * 7


@pytest.mark.parametrize("number", [0, 1000, 2022])
def test_beyond_that_it_stays_arabic(number):
    assert numeral(number) == str(number)


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2022, 4, 3), "2022年4月3日"), (date(2022, 12, 31), "2022年12月31日"), (date(2022, 10, 1), "2022年10月1日")],
)
def test_a_date_has_no_leading_zero(day, text):
    assert date_text(day) == text


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (time(8, 30), "上午"),
        (time(11, 59), "上午"),
        (time(12, 0), "下午"),
        (time(14, 30), "下午"),
        (time(17, 59), "下午"),
        (time(18, 0), "晚上"),
        (time(19, 30), "晚上"),
    ],
    ids=str,
)
def test_part_of_the_day(at, text):
    assert part_of_day(at) == text
