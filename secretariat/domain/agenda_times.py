"""The time plan of an agenda (时间安排): when each topic begins and ends, by the minutes of the reports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.domain.facts import Topic

DEFAULT_MINUTES: Final = 10
"""What a report is taken to last where no minutes are given."""
_DAY: Final = 24 * 60


@record(kw_only=True)
class Slot:
    """One topic's time: ``total`` are the minutes from the beginning to its end (累计时间).

    Without the meeting's beginning there are no times of day; nor are there after midnight. ``assumed``: no minutes
    were given.
    """

    no: int
    minutes: int
    total: int
    assumed: bool
    start: dt.time | None = None
    end: dt.time | None = None


def time_plan(topics: Iterable[Topic], start: dt.time | None, *, default: int = DEFAULT_MINUTES) -> tuple[Slot, ...]:
    """The slots of the topics, in the order of their numbers, one after the other."""
    made = []
    total = 0
    for topic in sorted(topics, key=lambda topic: topic.no):
        minutes = default if topic.report_minutes is None else topic.report_minutes
        begins, total = total, total + minutes
        made.append(
            Slot(
                no=topic.no,
                minutes=minutes,
                total=total,
                assumed=topic.report_minutes is None,
                start=_after(start, begins),
                end=_after(start, total),
            )
        )
    return tuple(made)


def _after(start: dt.time | None, minutes: int) -> dt.time | None:
    if start is None:
        return None
    at = start.hour * 60 + start.minute + minutes
    return None if at >= _DAY else dt.time(at // 60, at % 60)
