"""Working days: whether a day is one, and which day lies N working days before or after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secretariat.domain.numerals import date_text
from secretariat.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from secretariat.domain.calendar import WorkCalendar

_WEEKDAYS = "一二三四五六日"


class CalendarRangeError(UserError):
    """A day beyond what a calendar can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workdays:
    """An answer about working days; ``missing`` are the years without an arrangement (未录入)."""

    day: date
    count: int | None
    result: date
    workday: bool
    name: str | None
    missing: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {
            "date": self.day.isoformat(),
            "count": self.count,
            "result": self.result.isoformat(),
            "workday": self.workday,
            "name": self.name,
            "missing_years": list(self.missing),
        }

    def as_text(self) -> str:
        """The answer in words, with a warning for each year that is not entered."""
        said = f"{self.result.isoformat()} {date_text(self.result)} 周{_WEEKDAYS[self.result.weekday()]}"
        if self.count is None:
            said += f" {'工作日' if self.workday else '非工作日'}" + (f"（{self.name}）" if self.name else "")
        lines = [said]
        lines += [f"注意：{year}年放假安排未录入，按周一至周五为工作日推算。" for year in self.missing]
        return "\n".join(lines)


def workdays(day: date, count: int | None, calendar: WorkCalendar) -> Workdays:
    """Whether a day is a working day, or the working day ``count`` further on (back, if negative)."""
    try:
        result = day if count is None else calendar.add(day, count)
    except OverflowError:
        raise CalendarRangeError("推算结果超出公历范围（1年至9999年）", "请减少天数") from None
    return Workdays(
        day=day,
        count=count,
        result=result,
        workday=calendar.is_workday(result),
        name=calendar.name(result),
        missing=calendar.missing(day, result),
    )
