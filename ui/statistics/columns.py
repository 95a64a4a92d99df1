"""The columns of the statistics: people, units, and the meetings of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.people_statistics import Sat, Tally
from secretariat.domain.states import Part, Presence
from secretariat.services.people_statistics import what_came
from ui.table_model import Column
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from collections.abc import Callable


def _figure(key: str, title: str, told: Callable[[Tally], int], *, mark: bool = False) -> Column[Tally]:
    """A column of a figure; none is left blank, so that what there is stands out."""
    return Column[Tally](
        key=key,
        title=title,
        text=lambda row: str(told(row) or ""),
        sort=told,
        align="right",
        mark=(lambda row: ("violation", "violation") if told(row) else None) if mark else None,
        width=72,
    )


def rate_text(rate: float) -> str:
    """A share as a person reads it: 87.5%, 100%."""
    return f"{rate * 100:.1f}".removesuffix(".0") + "%"


_FIGURES: Final = (
    _figure("due", "应到", lambda row: row.due),
    _figure("present", "实到", lambda row: row.present),
    Column[Tally](
        key="rate",
        title="到会率",
        text=lambda row: rate_text(row.rate),
        sort=lambda row: row.rate,
        align="right",
        width=88,
    ),
    _figure("late", "迟到", lambda row: row.late),
    _figure("early", "早退", lambda row: row.early),
    _figure("leave", "请假", lambda row: row.leave),
    _figure("unapproved", "未批", lambda row: row.unapproved, mark=True),
    _figure("absent", "缺席", lambda row: row.absent, mark=True),
    _figure("substitute", "代会", lambda row: row.substitute),
    _figure("recusals", "回避", lambda row: row.recusals),
)
PEOPLE: Final = (
    # One column for both: with big type two of them would push the figures out of view.
    Column[Tally](
        key="name",
        title="姓名、职务",
        text=lambda row: f"{row.name}\n{row.title}" if row.title else row.name,
        sort=lambda row: row.name,
        stretch=True,
    ),
    *_FIGURES,
)
UNITS: Final = (Column[Tally](key="name", title="单位", text=lambda row: row.name, stretch=True), *_FIGURES)


def _tone(row: Sat) -> tuple[str, str]:
    if row.status is Presence.PRESENT:
        return ("good", "good")
    return ("info", "text_2") if row.approved else ("violation", "violation")


LINES: Final = (
    Column[Sat](key="date", title="日期", text=lambda row: write_date(row.date), sort=lambda row: row.date, width=168),
    Column[Sat](key="called", title="会议", text=lambda row: row.called, stretch=True),
    Column[Sat](key="name", title="姓名", text=lambda row: row.name, width=96),
    Column[Sat](key="part", title="身份", text=lambda row: "出席" if row.part is Part.MEMBER else "列席", width=72),
    Column[Sat](key="came", title="情况", text=what_came, mark=_tone, width=200),
)
