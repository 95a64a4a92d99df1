"""Batches (批次) in which topics are taken in: into which one a topic of a day falls, and when that is closed.

A window's last day closes a batch: who hands in before its first day waits for it, who comes after its last day goes
into the next. A rule without windows knows no batches that have days; then its ``text`` is all there is to tell.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.rules.checks.material import window_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.rulebook import Rulebook
    from secretariat.rules.schema.topics import IntakeRule

_LAST_DAY = 31
_THIRDS = ((10, "月初"), (20, "月中"), (31, "月末"))
"""What a batch is called by the day on which it closes."""


@record(kw_only=True)
class Batch:
    """One batch: its first and last day, and what it is called: 2022年4月月中批."""

    first: date
    last: date
    name: str
    window: str


def intake_rule(book: Rulebook, kind: str) -> IntakeRule | None:
    """What the rulebook says of taking topics in for a kind of meeting."""
    return next((rule for rule in book.intake if kind in rule.kinds), None)


def batch_of(rule: IntakeRule, day: date) -> Batch | None:
    """The batch that a topic of a day goes into: the next that closes; ``None`` where the rule has no windows."""
    return next((batch for batch in _batches(rule, day) if day <= batch.last), None)


def _batches(rule: IntakeRule, day: date) -> Iterator[Batch]:
    """The batches of the day's month and of the next, in order."""
    first = day.replace(day=1)
    following = (first + timedelta(days=_LAST_DAY)).replace(day=1)
    for month in (first, following):
        end = monthrange(month.year, month.month)[1]
        for window in sorted(rule.windows, key=lambda window: window.last):
            word = next(word for last, word in _THIRDS if window.last <= last)
            yield Batch(
                first=month.replace(day=min(window.first, end)),
                last=month.replace(day=min(window.last, end)),
                name=f"{month.year}年{month.month}月{word}批",
                window=window_text(window),
            )
