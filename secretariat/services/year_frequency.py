"""The year's meetings kind by kind: how many were held, and how many the rules ask for (召开次数)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record
from secretariat.errors import UserError
from secretariat.rules.frequency import judge_frequency, periods
from secretariat.rules.rulebook import in_force_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from secretariat.rules.finding import Finding
    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference

# A copy kept beside another meeting was not held a second time. The newest comes first.
_QUESTION: Final = """
SELECT government, kind, date, coalesce(rulebook, judged_by) FROM meeting
WHERE NOT kept_copy AND NOT proposal AND date >= :first AND date <= :last ORDER BY date DESC, id DESC
"""


@record(kw_only=True)
class KindYear:
    """A kind of meeting of a government in one year.

    ``held`` were up to the day it is told for, ``coming`` are after it. Where the rulebook (``rulebook`` is its code)
    speaks of how often, ``rule`` says so in our words under ``article``; ``due`` is how many there should be by now at
    least, ``None`` where no number is set. ``name`` is ``None`` where no rulebook calls it anything.
    """

    government: str
    kind: str
    held: int
    coming: int
    name: str | None = None
    rulebook: str | None = None
    rule: str | None = None
    article: str | None = None
    due: int | None = None
    findings: tuple[Finding, ...] = ()


def year_by_kind(database: Database, reference: Reference, today: dt.date) -> tuple[KindYear, ...]:
    """Count the meetings of the year of ``today``, and judge how often they were held by the rules of now.

    Kinds come in the rulebook's order, those that it does not know last; a kind that was never held is told where the
    rules set a number. Only periods that are over are judged.
    """
    first, last = dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    days: dict[str, dict[str, list[dt.date]]] = {}
    stated: dict[str, str | None] = {}
    for government, kind, date, rulebook in database.ask(_QUESTION, first=first, last=last):
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        days.setdefault(government, {}).setdefault(kind, []).append(day)
        stated[government] = stated.get(government) or rulebook
    return tuple(
        told
        for government, kinds in days.items()
        for told in _kinds(government, kinds, _rulebook(reference, government, stated[government], today), today)
    )


def _rulebook(reference: Reference, government: str, stated: str | None, today: dt.date) -> Rulebook | None:
    """The government's rulebook in force now, else the one by which its newest meeting is judged, if there is one."""
    found = in_force_on(reference.terms.values(), government, today)
    code = stated if found is None else found.code
    try:
        return None if code is None else reference.rulebook(code)
    except UserError:  # the meeting's own page says what is wrong with it
        return None


def _kinds(
    government: str, days: dict[str, list[dt.date]], book: Rulebook | None, today: dt.date
) -> Iterator[KindYear]:
    rules = {} if book is None else book.kinds
    for kind in (*rules, *(kind for kind in days if kind not in rules)):
        on, rule = days.get(kind, []), rules.get(kind)
        if book is not None and rule is not None:
            if on or _numbered(rule):
                yield _judged(government, kind, on, book, rule, today)
        else:
            held = sum(day <= today for day in on)
            yield KindYear(government=government, kind=kind, held=held, coming=len(on) - held)


def _numbered(rule: KindRule) -> bool:
    return rule.frequency is not None and (rule.frequency.at_least, rule.frequency.at_most) != (None, None)


def _judged(
    government: str, kind: str, days: Sequence[dt.date], book: Rulebook, rule: KindRule, today: dt.date
) -> KindYear:
    wanted = rule.frequency
    held = [day for day in days if day <= today]
    # A period that ends today is not over: the meeting may be this evening's.
    first, last = dt.date(today.year, 1, 1), today - dt.timedelta(days=1)
    due = None
    if wanted is not None and wanted.at_least is not None:
        # In the first period as many as it asks for, though it is not over.
        due = wanted.at_least * max(1, len(list(periods(wanted, first, last))))
    return KindYear(
        government=government,
        kind=kind,
        held=len(held),
        coming=len(days) - len(held),
        name=rule.name,
        rulebook=book.code,
        rule=None if wanted is None else wanted.text,
        article=None if wanted is None else rule.article,
        due=due,
        findings=judge_frequency(book, kind, held, first=first, last=last),
    )
