"""Periods that statistics are asked for: this year, the last, this quarter, this month, or from a day to a day."""

from __future__ import annotations

import datetime as dt
from typing import Final

PERIODS: Final = (
    ("year", "本年"),
    ("last_year", "上年"),
    ("quarter", "本季度"),
    ("month", "本月"),
    ("all", "全部"),
    ("other", "其他"),
)
_DECEMBER: Final = 12


def period(key: str, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a period, ``None`` where it is open; for ``other`` those of the year so far."""
    year = today.year
    if key == "last_year":
        return dt.date(year - 1, 1, 1), dt.date(year - 1, 12, 31)
    if key == "quarter":
        first = (today.month - 1) // 3 * 3 + 1
        return dt.date(year, first, 1), _last_of(year, first + 2)
    if key == "month":
        return today.replace(day=1), _last_of(year, today.month)
    if key == "all":
        return None, None
    return dt.date(year, 1, 1), today if key == "other" else dt.date(year, 12, 31)


def _last_of(year: int, month: int) -> dt.date:
    following = dt.date(year + 1, 1, 1) if month == _DECEMBER else dt.date(year, month + 1, 1)
    return following - dt.timedelta(days=1)
