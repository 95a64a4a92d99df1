"""Deadlines (时限) reckoned for one case: the last day, whether it was kept, and how a message tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.records import record

if TYPE_CHECKING:
    from datetime import date

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
        return f"{said}（{years}节假日安排未录入，按周一至周五推算）"


def last_day(case: Case, deadline: Deadline, anchor: date) -> LastDay:
    """The last day of a deadline that counts from ``anchor``, which itself is not counted."""
    count = -deadline.days if deadline.side == "before" else deadline.days
    if deadline.unit == "calendar_days":
        return LastDay(day=anchor + timedelta(days=count))
    day = case.calendar.add(anchor, count)
    return LastDay(day=day, guessed=case.calendar.missing(anchor, day) if count else ())


def length(deadline: Deadline) -> str:
    """The deadline's length as a message names it: 5个工作日, 3天."""
    return f"{deadline.days}个工作日" if deadline.unit == "working_days" else f"{deadline.days}天"
