"""The page 统计: periods, and the way from a figure to the meeting."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.ui.office_window import TODAY
from ui.statistics.periods import period


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("year", dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
        ("last_year", dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        ("quarter", dt.date(2026, 4, 1), dt.date(2026, 6, 30)),
        ("month", dt.date(2026, 4, 1), dt.date(2026, 4, 30)),
        ("all", None, None),
        ("other", dt.date(2026, 1, 1), TODAY),
    ],
)
def test_periods(key, first, last):
    assert period(key, TODAY) == (first, last)


def test_the_last_quarter_ends_with_the_year():
    assert period("quarter", dt.date(2026, 11, 22)) == (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert period("month", dt.date(2026, 12, 5)) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))
