"""Deadlines (时限): so many days before or after something, or windows of the month."""

from typing import Literal

from secretariat.domain.records import record

DayUnit = Literal["working_days", "calendar_days"]


@record(kw_only=True)
class Deadline:
    """``days`` working or calendar days before or after the ``anchor``; the anchor's own day is not counted.

    ``anchor``: the ``meeting``, the day the ``agenda`` was set, the day a countersign was ``asked``, the day of
    ``departure``, the day an ``instruction`` or an ``event`` is dated.
    """

    days: int
    unit: DayUnit = "working_days"
    side: Literal["before", "after"] = "before"
    anchor: Literal["meeting", "agenda", "asked", "departure", "instruction", "event"] = "meeting"


@record(kw_only=True)
class MonthWindow:
    """Days of the month, both included, in which something is taken in; 31 stands for the last day of any month."""

    first: int
    last: int
