"""A year's holidays as an office types them off the notice: ranges of days off, and the days made up for them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretariat.domain.calendar import ArrangedDay
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@record(kw_only=True)
class Holiday:
    """A holiday: its name and its days off, from the first to the last, Saturdays and Sundays among them counted."""

    name: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Its days; none where it ends before it begins."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


@record(kw_only=True)
class MadeUp:
    """A make-up workday (调休); without a ``name`` it is made up for the holiday that lies nearest."""

    date: date
    name: str | None = None


@record(kw_only=True)
class YearEntry:
    """What is typed for a year: the notices by number, the holidays, the make-up workdays."""

    year: int
    notices: tuple[str, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    made_up: tuple[MadeUp, ...] = ()


def days_of(entry: YearEntry) -> tuple[ArrangedDay, ...]:
    """Give a year's days, in order; the entry must be one without problems."""
    off = [
        ArrangedDay(date=day, name=holiday.name.strip(), off=True)
        for holiday in entry.holidays
        for day in holiday.days()
    ]
    worked = [
        ArrangedDay(date=day.date, name=(day.name or "").strip() or _nearest(day.date, entry.holidays), off=False)
        for day in entry.made_up
    ]
    return tuple(sorted(off + worked, key=lambda day: day.date))


def entry_of(year: int, notices: Iterable[str], days: Iterable[ArrangedDay]) -> YearEntry:
    """Give days as they would be typed: days off in a row under one name are one holiday."""
    holidays: list[Holiday] = []
    made_up: list[MadeUp] = []
    for day in sorted(days, key=lambda one: one.date):
        last = holidays[-1] if holidays else None
        if not day.off:
            made_up.append(MadeUp(date=day.date, name=day.name))
        elif last is not None and last.name == day.name and day.date - last.last == timedelta(days=1):
            holidays[-1] = Holiday(name=last.name, first=last.first, last=day.date)
        else:
            holidays.append(Holiday(name=day.name, first=day.date, last=day.date))
    return YearEntry(year=year, notices=tuple(notices), holidays=tuple(holidays), made_up=tuple(made_up))


def _nearest(day: date, holidays: Iterable[Holiday]) -> str:
    """The name of the holiday nearest to a day."""
    nearest = min(holidays, key=lambda holiday: min(abs(day - holiday.first), abs(day - holiday.last)), default=None)
    return "" if nearest is None else nearest.name.strip()
