"""The working-day calendar from its three sources.

In this order: what the office entered or imported, chinese-calendar, else Monday to Friday with the year shown as
not entered (未录入).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from secretariat.domain.calendar import WorkCalendar, YearArrangement
from secretariat.domain.records import record
from secretariat.errors import FileUnusableError
from secretariat.strict_input import parse_json, read_bytes, validate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LIMIT = 1024 * 1024
_SATURDAY = 5
_FIRST_YEAR, _LAST_YEAR = 1949, 2199


@record(kw_only=True)
class ArrangedDay:
    """One day of an arrangement file; ``isOffDay`` false is a make-up workday."""

    name: str
    date: dt.date
    isOffDay: bool  # noqa: N815 (the exchange format's own key)


@record(kw_only=True)
class ArrangementFile:
    """A year's arrangement in the exchange form of holiday-cn; ``papers`` are the notices it was taken from."""

    year: int
    days: tuple[ArrangedDay, ...]
    papers: tuple[str, ...] = ()


def open_calendar(folder: Path | None = None) -> WorkCalendar:
    """The calendar: the arrangements in ``folder`` (``*.json``) first, then those of chinese-calendar.

    Raises ``FileUnusableError`` for a file that can't be used, and where two files are of one year.
    """
    years = bundled_years()
    own: dict[int, str] = {}
    for path in sorted(folder.glob("*.json")) if folder is not None and folder.is_dir() else ():
        arrangement = read_arrangement(path)
        if arrangement.year in own:
            raise FileUnusableError(
                f"{path.name}：year：{arrangement.year}年的安排已在 {own[arrangement.year]} 中", "请只保留其中一份"
            )
        own[arrangement.year] = path.name
        _enter(years, arrangement)
    return WorkCalendar(years)


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
            source="chinese-calendar",
            names=off.get(year, {}) | worked.get(year, {}),
        )
        for year in sorted(off.keys() | worked.keys())
    }


def read_arrangement(path: Path) -> YearArrangement:
    """Read one year's arrangement; raises ``FileUnusableError`` with place and remedy."""
    source = path.name
    table = parse_json(read_bytes(path, limit=_LIMIT), source=source)
    if isinstance(table, dict):
        # holiday-cn writes its schema's address into the file; it says nothing about the days.
        table = {key: value for key, value in table.items() if not key.startswith("$")}
    arrangement = validate(ArrangementFile, table, source=source)
    for place, message in _faults(arrangement):
        raise FileUnusableError(f"{source}：{place}：{message}", "请对照放假通知改正该日后重试")
    return YearArrangement(
        year=arrangement.year,
        off=frozenset(day.date for day in arrangement.days if day.isOffDay),
        worked=frozenset(day.date for day in arrangement.days if not day.isOffDay),
        source=path.name,
        names={day.date: day.name for day in arrangement.days},
    )


def _faults(arrangement: ArrangementFile) -> Iterator[tuple[str, str]]:
    if not _FIRST_YEAR <= arrangement.year <= _LAST_YEAR:
        yield "year", f"不是可用的年份：{arrangement.year}"
        return
    seen: set[dt.date] = set()
    first, last = dt.date(arrangement.year, 1, 1) - dt.timedelta(days=31), dt.date(arrangement.year, 12, 31)
    for index, day in enumerate(arrangement.days):
        place = f"days[{index}].date"
        if not first <= day.date <= last:
            yield place, f"{day.date} 不在{arrangement.year}年"
        if day.date in seen:
            yield place, f"{day.date} 重复，同一天不能既放假又上班"
        if not day.isOffDay and day.date.weekday() < _SATURDAY:
            yield place, f"调休上班日 {day.date} 不是周六或周日"
        seen.add(day.date)
