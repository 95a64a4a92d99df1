"""The working-day calendar from its three sources.

In this order: what the office entered or imported, chinese-calendar, else Monday to Friday with the year shown as
not entered (未录入).
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.calendar import ArrangedDay, WorkCalendar, YearArrangement
from secretariat.domain.records import record
from secretariat.strict_input import Problem, parse_json, read_bytes, refuse, validate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2199
OWN: Final = "本单位录入"
BUNDLED: Final = "chinese-calendar"
_LIMIT: Final = 1024 * 1024
_SATURDAY: Final = 5
_WEEKDAYS: Final = "一二三四五六日"
_REMEDY: Final = "请对照放假通知改正该日后重试"


# -------------------------------------------------------------------------------------------------------- the calendar


def open_calendar(own: Iterable[tuple[int, Iterable[ArrangedDay]]] = ()) -> WorkCalendar:
    """The calendar: the office's ``own`` years with their days first, then those of chinese-calendar."""
    years = bundled_years()
    for year, days in own:
        _enter(years, _arrangement(year, days))
    return WorkCalendar(years)


def _arrangement(year: int, given: Iterable[ArrangedDay]) -> YearArrangement:
    days = tuple(given)
    return YearArrangement(
        year=year,
        off=frozenset(day.date for day in days if day.off),
        worked=frozenset(day.date for day in days if not day.off),
        source=OWN,
        names={day.date: day.name for day in days},
    )


def _enter(years: dict[int, YearArrangement], arrangement: YearArrangement) -> None:
    """Enter an arrangement; days that its notice settles in the year before are added to that year's."""
    for year in {day.year for day in arrangement.names}:
        known = None if year == arrangement.year else years.get(year)
        off = {day for day in arrangement.off if day.year == year}
        worked = {day for day in arrangement.worked if day.year == year}
        years[year] = YearArrangement(
            year=year,
            off=frozenset(off if known is None else (known.off - worked) | off),
            worked=frozenset(worked if known is None else (known.worked - off) | worked),
            source=arrangement.source if known is None else known.source,
            names=({} if known is None else known.names)
            | {day: name for day, name in arrangement.names.items() if day.year == year},
            # A few days of December do not enter the year before; and before a notice is out its file has no days.
            entered=year == arrangement.year if known is None else known.entered,
        )


def bundled_years() -> dict[int, YearArrangement]:
    """The years that chinese-calendar knows."""
    from chinese_calendar.constants import Holiday, holidays, workdays  # noqa: PLC0415 (slow; only when asked)

    chinese = {holiday.value: holiday.chinese for holiday in Holiday}
    # Each table is gone through once, not once for every year.
    off: dict[int, dict[dt.date, str]] = {}
    worked: dict[int, dict[dt.date, str]] = {}
    for years, days in ((off, holidays), (worked, workdays)):
        for day, name in days.items():
            years.setdefault(day.year, {})[day] = chinese[name]
    return {
        year: YearArrangement(
            year=year,
            off=frozenset(off.get(year, ())),
            worked=frozenset(worked.get(year, ())),
            source=BUNDLED,
            names=off.get(year, {}) | worked.get(year, {}),
        )
        for year in sorted(off.keys() | worked.keys())
    }


# ----------------------------------------------------------------------------------- a year's arrangement and its files


@record(kw_only=True)
class FileDay:
    """One day of an arrangement file; ``isOffDay`` false is a make-up workday."""

    name: str
    date: dt.date
    isOffDay: bool  # noqa: N815 (the exchange format's own key)


@record(kw_only=True)
class ArrangementFile:
    """A year's arrangement in the exchange form of holiday-cn; ``papers`` are the notices it was taken from."""

    year: int
    days: tuple[FileDay, ...]
    papers: tuple[str, ...] = ()


def read_arrangement(path: Path) -> ArrangementFile:
    """Read one year's arrangement; raises ``FileUnusableError`` with place and remedy."""
    source = path.name
    table = parse_json(read_bytes(path, limit=_LIMIT), source=source)
    if isinstance(table, dict):
        # holiday-cn writes its schema's address into the file; it says nothing about the days.
        table = {key: value for key, value in table.items() if not key.startswith("$")}
    arrangement = validate(ArrangementFile, table, source=source)
    refuse(_faults(arrangement), source=source)
    return arrangement


def arranged(file: ArrangementFile) -> tuple[ArrangedDay, ...]:
    """The days of a file, in order."""
    days = (ArrangedDay(date=day.date, name=day.name, off=day.isOffDay) for day in file.days)
    return tuple(sorted(days, key=lambda day: day.date))


def dump_arrangement(year: int, notices: Iterable[str], days: Iterable[ArrangedDay]) -> bytes:
    """A year's arrangement as a file in the exchange form of holiday-cn."""
    table: dict[str, Any] = {
        "year": year,
        "papers": list(notices),
        "days": [{"name": day.name, "date": day.date.isoformat(), "isOffDay": day.off} for day in days],
    }
    return (json.dumps(table, ensure_ascii=False, indent=2) + "\n").encode()


def _faults(file: ArrangementFile) -> Iterator[Problem]:
    fault = year_fault(file.year)
    if fault is not None:
        yield Problem(("year",), fault, "请改成四位数的年份，例如 2027")
        return
    if not file.days:
        yield Problem(("days",), f"没有{file.year}年的放假安排", "通知可能尚未发布；请换一份有安排的文件")
    seen: set[dt.date] = set()
    for index, day in enumerate(file.days):
        fault = day_fault(file.year, day.date, off=day.isOffDay)
        if day.date in seen:
            fault = f"{day.date} 重复，同一天不能既放假又上班"
        seen.add(day.date)
        if fault is not None:
            yield Problem(("days", index, "date"), fault, _REMEDY)
        if not day.name.strip():
            yield Problem(("days", index, "name"), "没有节日名称", "请填写节日名称，例如 春节")


def year_fault(year: int) -> str | None:
    """What is wrong with a year of which an arrangement is entered; ``None``: nothing."""
    return None if FIRST_YEAR <= year <= LAST_YEAR else f"不是可用的年份：{year}"


def day_fault(year: int, day: dt.date, *, off: bool) -> str | None:
    """What is wrong with a day of a year's arrangement; the last days of the year before may belong to it.

    The notice of 2019 gave Monday 2018-12-31 off and had Saturday 2018-12-29 worked.
    """
    if not dt.date(year - 1, 12, 1) <= day <= dt.date(year, 12, 31):
        return f"{day} 不在{year}年"
    if not off and day.weekday() < _SATURDAY:
        return f"调休上班日 {day} 是周{_WEEKDAYS[day.weekday()]}，不是周六或周日"
    return None
