"""How often a kind of meeting was held (召开次数): ``frequency.low``, ``frequency.high``.

This looks at a year of meetings, not at one meeting's dossier, so it is no part of ``engine.judge``.

Only whole periods are judged. Years, half-years (from January and July), quarters and months are those of the calendar;
a week goes from Monday to Sunday. Where a period is several of them (every two weeks), periods are counted one after
the other from the first whole one in the stretch that is looked at; days before it and after the last are left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from secretariat.domain.numerals import date_text
from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.rules.schema.meeting import Frequency

_MONTHS: Final = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
_ONE: Final = {"year": "年", "half_year": "半年", "quarter": "季度", "month": "月", "week": "周"}
_SEVERAL: Final = {"year": "年", "half_year": "个半年", "quarter": "个季度", "month": "个月", "week": "周"}
_NAMED: Final = 6
"""So many periods are named one by one; of more, only how many there are is told."""


def judge_frequency(
    rulebook: Rulebook, kind: str, days: Iterable[date], *, first: date, last: date
) -> tuple[Finding, ...]:
    """Judge how often a kind was held from ``first`` to ``last``, by the ``days`` on which it was.

    Two meetings on one day are two. At most one finding of each code; none where the rulebook has no such kind or
    sets no number.
    """
    rule = rulebook.kinds.get(kind)
    wanted = None if rule is None else rule.frequency
    if rule is None or wanted is None:
        return ()
    held = list(days)
    counts = [(start, end, sum(start <= day <= end for day in held)) for start, end in periods(wanted, first, last)]
    return tuple(_judge(rule, wanted, counts))


def periods(wanted: Frequency, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The whole periods from ``first`` to ``last``, each by its first and its last day."""
    try:
        start = _begin(wanted, first)
        while (following := _next(wanted, start)) <= last + timedelta(days=1):
            yield start, following - timedelta(days=1)
            start = following
    except (OverflowError, ValueError):  # a period that would end after the year 9999 is no whole one
        return


def _begin(wanted: Frequency, day: date) -> date:
    """The first day, not before ``day``, on which a unit begins."""
    if wanted.unit == "week":
        return day + timedelta(days=-day.weekday() % 7)
    months = _MONTHS[wanted.unit]
    begun = date(day.year, (day.month - 1) // months * months + 1, 1)
    return begun if begun == day else _add_months(begun, months)


def _next(wanted: Frequency, start: date) -> date:
    if wanted.unit == "week":
        return start + timedelta(weeks=wanted.every)
    return _add_months(start, _MONTHS[wanted.unit] * wanted.every)


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _judge(rule: KindRule, wanted: Frequency, counts: Sequence[tuple[date, date, int]]) -> Iterator[Finding]:
    low = [each for each in counts if wanted.at_least is not None and each[2] < wanted.at_least]
    high = [each for each in counts if wanted.at_most is not None and each[2] > wanted.at_most]
    remedy = "请核对会议记录是否齐全，并据此安排今后的会议。"
    for code, off, said in (("frequency.low", low, "不足"), ("frequency.high", high, "超过")):
        if not off:
            continue
        number = wanted.at_least if code == "frequency.low" else wanted.at_most
        each = _ONE[wanted.unit] if wanted.every == 1 else f"每{wanted.every}{_SEVERAL[wanted.unit]}"
        yield Finding(
            code=code,
            severity=Severity.INFO,
            article=rule.article,
            subject=None,
            message=(
                f"{rule.name}{wanted.text}。{date_text(counts[0][0])}至{date_text(counts[-1][1])}按{each}计，"
                f"共{len(counts)}个时段，有{len(off)}个{said}{number}次{_told(off)}。{remedy}"
            ),
        )


def _told(off: Sequence[tuple[date, date, int]]) -> str:
    if len(off) > _NAMED:
        return ""
    return "（" + "；".join(f"{date_text(start)}至{date_text(end)}{count}次" for start, end, count in off) + "）"
