"""Deadlines (时限) reckoned for one case: the last day, whether it was kept, and how a message tells it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.records import record

if TYPE_CHECKING:
    from secretariat.domain.calendar import WorkCalendar
    from secretariat.rules.case import Case
    from secretariat.rules.schema.deadline import Deadline


@record(kw_only=True)
class LastDay:
    """The last day on which a deadline is kept; ``guessed`` are the years reckoned without an arrangement (未录入)."""

    day: date
    guessed: tuple[int, ...] = ()

    def missed(self, done: date | None, as_of: date) -> bool:
        """Whether it was done after the last day, or is not done though the as-of day is past it."""
        return (as_of if done is None else done) > self.day

    @property
    def text(self) -> str:
        """The day as a message names it: 2022年4月24日; with a note where a year's arrangement is not entered."""
        said = date_text(self.day)
        if not self.guessed:
            return said
        years = "、".join(f"{year}年" for year in self.guessed)
        return f"{said}（{years}放假安排未录入，按周一至周五推算）"


def last_day(case: Case, deadline: Deadline, anchor: date) -> LastDay:
    """The last day of a deadline that counts from ``anchor``, which itself is not counted.

    The case keeps the years that had to be guessed, for whoever reads the judgement.
    """
    count = -deadline.days if deadline.side == "before" else deadline.days
    try:
        if deadline.unit == "calendar_days":
            return LastDay(day=anchor + timedelta(days=count))
        day = case.calendar.add(anchor, count)
    except OverflowError:  # before the year 1 or after 9999: a mistyped day, which nobody could keep or miss
        return LastDay(day=date.min if count < 0 else date.max)
    guessed = case.calendar.missing(anchor, day) if count else ()
    case.guessed.update(guessed)
    return LastDay(day=day, guessed=guessed)


def last_day_of(case: Case, deadline: Deadline) -> LastDay | None:
    """The last day of a deadline that counts from the meeting or its agenda; ``None`` while that day is not known."""
    anchor = {"meeting": case.day, "agenda": case.meeting.agenda_set_on}.get(deadline.anchor)
    return None if anchor is None else last_day(case, deadline, anchor)


def length(deadline: Deadline) -> str:
    """The deadline's length as a message names it: 5个工作日, 3天."""
    return f"{deadline.days}个工作日" if deadline.unit == "working_days" else f"{deadline.days}天"


_FAR = 366
"""Days; beyond them nobody counts working days."""


def days_left(case: Case, day: date) -> int | None:
    """The working days from the as-of day to a day, as ``workdays_left`` counts them."""
    return workdays_left(case.calendar, case.as_of, day)


def workdays_left(calendar: WorkCalendar, today: date, day: date) -> int | None:
    """The working days from today to a day: 0 on it, less than 0 once it is past; ``None`` if it is far off."""
    first, last = sorted((today, day))
    if (last - first).days > _FAR:
        return None
    count = sum(calendar.is_workday(first + timedelta(days=step)) for step in range(1, (last - first).days + 1))
    if day >= today:
        return count
    return -max(1, count)  # past is past, even where no working day has come since


def left_text(left: int) -> str:
    """The days that are left in words: 还有3个工作日, 今天到期, 已逾期2个工作日."""
    if left < 0:
        return f"已逾期{-left}个工作日"
    return f"还有{left}个工作日" if left else "今天到期"
