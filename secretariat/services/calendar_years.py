"""The office's own working-day years: typed off the notice or imported, checked, kept in the database, exported.

All acts raise ``ChangedElsewhereError`` where another seat was faster, and can be undone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.calendar import ArrangedDay, arranged_days
from secretariat.domain.permissions import Permission
from secretariat.domain.records import record
from secretariat.domain.year_entry import YearEntry, days_of, entry_of
from secretariat.errors import UserError
from secretariat.services.calendars import (
    BUNDLED,
    OWN,
    arranged,
    bundled_years,
    day_fault,
    dump_arrangement,
    read_arrangement,
    year_fault,
)
from secretariat.services.database_faults import changed_elsewhere
from secretariat.strict_input import Problem, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from models.reference import CalendarYear
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.transaction import ActSession

_YEARS: Final = "SELECT year, notices, days, version FROM calendar_year ORDER BY year"
_LONGEST: Final = 31


class UnknownYearError(UserError):
    """A year of which nothing was entered."""


class YearThereError(UserError):
    """A year that the office has entered already."""


@record(kw_only=True)
class KnownYear:
    """A year of which the holidays are known; ``version`` only of the office's own, to be handed back when it is saved.

    ``entry`` is the year as it would be typed; ``source`` says where it comes from.
    """

    year: int
    entry: YearEntry
    days: tuple[ArrangedDay, ...]
    source: str
    version: int | None = None

    @property
    def own(self) -> bool:
        """Whether the office has entered it."""
        return self.version is not None

    @property
    def days_off(self) -> int:
        """How many days are off, Saturdays and Sundays of a holiday among them."""
        return sum(day.off for day in self.days)

    @property
    def days_made_up(self) -> int:
        """How many Saturdays and Sundays are worked."""
        return len(self.days) - self.days_off


# ------------------------------------------------------------------------------------------------------------- reading


def known_years(database: Database | None) -> tuple[KnownYear, ...]:
    """Give all years that are known, the newest first; the office's own go before the bundled ones."""
    known: dict[int, KnownYear] = {}
    for year, arrangement in bundled_years().items():
        days = tuple(
            ArrangedDay(date=day, name=name, off=day in arrangement.off)
            for day, name in sorted(arrangement.names.items())
        )
        known[year] = KnownYear(year=year, entry=entry_of(year, (), days), days=days, source=BUNDLED)
    for own in own_years(database):
        known[own.year] = own
    return tuple(known[year] for year in sorted(known, reverse=True))


def own_years(database: Database | None) -> tuple[KnownYear, ...]:
    """Give the years that the office has entered."""
    rows = [] if database is None else database.ask(_YEARS)
    return tuple(
        _own(year, _plain(notices), arranged_days(_plain(days)), version) for year, notices, days, version in rows
    )


def _plain(stored: Any) -> Any:  # noqa: ANN401 - JSON
    """What is kept as JSON, as PostgreSQL gives it, or SQLite, which keeps a text."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _own(year: int, notices: Iterable[str], days: tuple[ArrangedDay, ...], version: int) -> KnownYear:
    entry = entry_of(year, notices, days)
    return KnownYear(year=year, entry=entry, days=days, source=OWN, version=version)


def known_year(database: Database | None, year: int) -> KnownYear:
    """Give one year; raises ``UnknownYearError``."""
    for known in known_years(database):
        if known.year == year:
            return known
    raise UnknownYearError(f"{year}年放假安排未录入", "请按放假通知录入，或导入该年的安排文件")


def export_year(database: Database | None, year: int) -> bytes:
    """Give a year as a file in the exchange form of holiday-cn; raises ``UnknownYearError``."""
    known = known_year(database, year)
    return dump_arrangement(year, known.entry.notices, known.days)


def years_json(years: Iterable[KnownYear]) -> list[dict[str, Any]]:
    """The years as JSON."""
    return [
        {
            "year": known.year,
            "source": "own" if known.own else known.source,
            "notices": list(known.entry.notices),
            "days_off": known.days_off,
            "days_made_up": known.days_made_up,
        }
        for known in years
    ]


def years_text(years: Iterable[KnownYear]) -> str:
    """The years, one a line."""
    return "\n".join(
        f"{known.year}　放假 {known.days_off} 天　调休上班 {known.days_made_up} 天　"
        + "，".join((known.source, *known.entry.notices))
        for known in years
    )


# ------------------------------------------------------------------------------------------------------------ checking


def problems(entry: YearEntry) -> tuple[Problem, ...]:
    """Give everything that is wrong with what was typed, with the place: ``("holidays", 0, "last")``."""
    fault = year_fault(entry.year)
    if fault is not None:
        return (Problem(("year",), fault, "请填写四位数的年份，例如 2027"),)
    off: dict[dt.date, str] = {}
    return (*_holiday_problems(entry, off), *_made_up_problems(entry, off))


def _holiday_problems(entry: YearEntry, off: dict[dt.date, str]) -> Iterator[Problem]:
    """What is wrong with the holidays; enters in ``off`` whose days off they are."""
    if not entry.holidays:
        yield Problem(("holidays",), "没有填写节假日", "请按放假通知逐个填写节日和放假起止日期")
    for index, holiday in enumerate(entry.holidays):
        place = ("holidays", index)
        if not holiday.name.strip():
            yield Problem((*place, "name"), "没有节日名称", "请填写节日名称，例如 春节")
        if not 0 <= (holiday.last - holiday.first).days < _LONGEST:
            said = "结束日期早于开始日期" if holiday.last < holiday.first else f"连续放假超过{_LONGEST}天"
            yield Problem((*place, "last"), said, "请核对放假起止日期")
            continue
        for end, day in {"first": holiday.first, "last": holiday.last}.items():
            fault = day_fault(entry.year, day, off=True)
            if fault is not None:
                yield Problem((*place, end), fault, f"请填写{entry.year}年的日期，或上一年12月的日期")
        double = next((day for day in holiday.days() if day in off), None)
        if double is not None:
            yield Problem((*place, "first"), f"{double} 与“{off[double]}”重复", "请核对放假起止日期")
        off |= dict.fromkeys(holiday.days(), holiday.name.strip())


def _made_up_problems(entry: YearEntry, off: dict[dt.date, str]) -> Iterator[Problem]:
    seen: set[dt.date] = set()
    for index, day in enumerate(entry.made_up):
        fault = day_fault(entry.year, day.date, off=False)
        if day.date in off:
            fault = f"{day.date} 在“{off[day.date]}”放假期间，同一天不能既放假又上班"
        elif day.date in seen:
            fault = f"{day.date} 重复填写"
        seen.add(day.date)
        if fault is not None:
            yield Problem(("made_up", index, "date"), fault, "请对照放假通知改正该日")


# ---------------------------------------------------------------------------------------------------------------- acts


def enter_year(database: Database, actor: Actor, entry: YearEntry, *, version: int | None = None) -> KnownYear:
    """Save a year that was typed; ``version`` is that of the office's own year that was being edited, if one was.

    Raises ``UnusableInputError`` with everything that is wrong, ``YearThereError`` where the year is there already and
    no ``version`` was given.
    """
    refuse(problems(entry), source=f"{entry.year}年放假安排")
    return _keep(database, actor, entry.year, _notices(entry.notices), days_of(entry), version=version, replace=False)


def import_year(database: Database, actor: Actor, path: Path, *, replace: bool = False) -> KnownYear:
    """Import a file in the exchange form of holiday-cn, in the place of the office's own year if so told.

    Raises ``FileUnusableError`` with place and remedy, ``YearThereError`` where the year is there already.
    """
    file = read_arrangement(path)
    days = arranged(file)
    return _keep(database, actor, file.year, _notices(file.papers), days, version=None, replace=replace)


def delete_year(database: Database, actor: Actor, year: int, *, version: int) -> None:
    """Delete a year of the office's own; the bundled one of that year, if there is one, counts again."""
    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"删除{year}年放假安排"
    ) as transaction:
        session = transaction.session
        row = _row(session, year)
        if row is None or row.version != version:
            raise changed_elsewhere()
        session.delete(row)


def _notices(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notice.strip() for notice in given if notice.strip()))


def _keep(
    database: Database,
    actor: Actor,
    year: int,
    notices: tuple[str, ...],
    days: tuple[ArrangedDay, ...],
    *,
    version: int | None,
    replace: bool,
) -> KnownYear:
    from models.reference import CalendarYear  # noqa: PLC0415 - what only reads needs no SQLAlchemy

    with database.transaction(
        actor=actor, permission=Permission.EDIT_RULES, act=f"录入{year}年放假安排"
    ) as transaction:
        session = transaction.session
        row = _row(session, year)
        if row is not None and version is None and not replace:
            raise YearThereError(f"{year}年放假安排已经录入", "请打开该年修改，或选择替换")
        if version is not None and (row is None or row.version != version):
            raise changed_elsewhere()
        if row is None:
            row = CalendarYear(year=year, notices=notices, days=days)
            session.add(row)
        else:
            row.notices, row.days = notices, days
        session.flush()
        return _own(year, row.notices, row.days, row.version)


def _row(session: ActSession, year: int) -> CalendarYear | None:
    import sqlalchemy as sa  # noqa: PLC0415 - as above

    from models.reference import CalendarYear  # noqa: PLC0415 - as above

    return session.scalar(sa.select(CalendarYear).where(CalendarYear.year == year))
