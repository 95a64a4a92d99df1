"""Working-day arithmetic over given holidays and make-up workdays (调休)."""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SATURDAY = 5


@record(kw_only=True)
class ArrangedDay:
    """One day that a notice arranges: off, or worked though it is a Saturday or Sunday (调休)."""

    date: date
    name: str
    off: bool


def arranged_days(plain: Iterable[Mapping[str, Any]]) -> tuple[ArrangedDay, ...]:
    """Give the days that are kept as JSON: ``date``, ``name``, ``off``."""
    return tuple(ArrangedDay(date=date.fromisoformat(day["date"]), name=day["name"], off=day["off"]) for day in plain)


@record(kw_only=True)
class YearArrangement:
    """One year's arrangement of holidays: weekdays off and weekend days worked; ``source`` says from where.

    ``entered`` is false where only some days of the year are known, from the notice of the year after.
    """

    year: int
    off: frozenset[date]
    worked: frozenset[date]
    source: str
    names: dict[date, str] = field(default_factory=dict)
    entered: bool = True


@record()
class WorkCalendar:
    """Working days by year; a year without an arrangement counts Monday to Friday and is ``missing`` (未录入)."""

    years: dict[int, YearArrangement]

    def is_workday(self, day: date) -> bool:
        """Whether people work on that day."""
        arrangement = self.years.get(day.year)
        if arrangement is not None:
            if day in arrangement.worked:
                return True
            if day in arrangement.off:
                return False
        return day.weekday() < _SATURDAY

    def add(self, day: date, count: int) -> date:
        """The ``count``-th working day after (or before, if negative) ``day``, which itself is not counted.

        ``add(day, 0)`` is the day itself. Raises ``OverflowError`` beyond the years 1 to 9999.
        """
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        while left:
            day += step
            if self.is_workday(day):
                left -= 1
        return day

    def missing(self, first: date, last: date) -> tuple[int, ...]:
        """The years between two days, both included, whose arrangement is not entered (未录入)."""
        low, high = sorted((first.year, last.year))
        entered = {year for year, arrangement in self.years.items() if arrangement.entered}
        return tuple(year for year in range(low, high + 1) if year not in entered)

    def name(self, day: date) -> str | None:
        """The name of the holiday that made the day what it is, if there is one."""
        arrangement = self.years.get(day.year)
        return None if arrangement is None else arrangement.names.get(day)
