"""When rulebooks are in force: which one judges a meeting, and where the terms of two overlap.

A term is what has to be known of a rulebook to choose it; it is read without reading the rulebook itself.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from secretariat import settings
from secretariat.domain.records import record
from secretariat.rules.rulebook import in_force_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from secretariat.rules.rulebook import Rulebook

OWN_TERMS: Final = "SELECT code, title, government, also_called, in_force, repealed FROM own_rulebook ORDER BY code"
"""What to ask a database of its own rulebooks, in SQL that both databases understand; see ``own_term``."""


@record(kw_only=True)
class Term:
    """Whose a rulebook is and when it is in force; ``repealed`` is the first day without force."""

    code: str
    title: str
    government: str
    also_called: tuple[str, ...]
    in_force: dt.date
    repealed: dt.date | None
    bundled: bool

    def names(self, government: str) -> bool:
        """Whether that is what the government is called, in full or by one of its other names."""
        return government == self.government or government in self.also_called

    def covers(self, day: dt.date) -> bool:
        """Whether the rules were in force on a day."""
        return self.in_force <= day and (self.repealed is None or day < self.repealed)


def term_of(book: Rulebook, *, bundled: bool) -> Term:
    """Give the term of a rulebook."""
    return Term(
        code=book.code,
        title=book.title,
        government=book.government,
        also_called=book.also_called,
        in_force=book.in_force,
        repealed=book.repealed,
        bundled=bundled,
    )


def own_term(row: Iterable[Any]) -> Term:
    """Give the term that a row of ``OWN_TERMS`` tells, as PostgreSQL gives it or SQLite, which keeps texts."""
    code, title, government, also_called, in_force, repealed = row
    return Term(
        code=code,
        title=title,
        government=government,
        also_called=tuple(json.loads(also_called) if isinstance(also_called, str) else also_called),
        in_force=_day(in_force),
        repealed=None if repealed is None else _day(repealed),
        bundled=False,
    )


def _day(told: dt.date | str) -> dt.date:
    return dt.date.fromisoformat(told) if isinstance(told, str) else told


@cache
def bundled_rulebook(code: str) -> Rulebook | None:
    """Give a rulebook that the program brings; ``None``: there is none of that code. Each is read once."""
    from secretariat.rules.loader import load_rulebook  # noqa: PLC0415 - reading is what takes long, and imports much

    path = settings.RULEBOOKS / f"{code}.toml"
    return load_rulebook(path) if code.replace("-", "").isalnum() and path.is_file() else None


def bundled_rulebooks() -> dict[str, Rulebook]:
    """Give all rulebooks that the program brings, by code."""
    codes = sorted(path.stem for path in settings.RULEBOOKS.glob("*.toml"))
    return {code: book for code in codes if (book := bundled_rulebook(code)) is not None}


def all_terms(own: Iterable[Term]) -> dict[str, Term]:
    """Give the terms of the bundled rulebooks and of one's own, which go before those of the same code."""
    terms = {code: term_of(book, bundled=True) for code, book in bundled_rulebooks().items()}
    return terms | {term.code: term for term in own}


def judge_of(terms: Mapping[str, Term], stated: str | None, government: str, day: dt.date) -> str | None:
    """Give the code of the rulebook that judges a meeting: the one it states, else its government's on that day.

    ``None``: none does, also where the one it states was not in force.
    """
    if stated is not None:
        known = terms.get(stated)
        return stated if known is not None and known.covers(day) else None
    found = in_force_on(terms.values(), government, day)
    return None if found is None else found.code


@record(kw_only=True)
class Overlap:
    """A rulebook that is still in force when a later one of the same government begins; propose to end it then."""

    code: str
    title: str
    by: str
    repealed: dt.date


def overlaps(terms: Iterable[Term], code: str) -> tuple[Overlap, ...]:
    """Give the overlaps between the rulebook ``code`` and others of its government, as far as they can be mended.

    A bundled rulebook can't be changed, and need not be: of two in force the one that began last judges.
    """
    known = tuple(terms)
    concerned = next((term for term in known if term.code == code), None)
    if concerned is None:
        return ()
    same = [term for term in known if _same_government(term, concerned)]
    return tuple(
        Overlap(code=earlier.code, title=earlier.title, by=later.code, repealed=later.in_force)
        for earlier, later in _in_turn(same)
        if code in {earlier.code, later.code}
        and not earlier.bundled
        and (earlier.repealed is None or later.in_force < earlier.repealed)
    )


def _same_government(one: Term, other: Term) -> bool:
    return any(one.names(name) for name in (other.government, *other.also_called))


def _in_turn(terms: Iterable[Term]) -> Iterator[tuple[Term, Term]]:
    """Each term with the first that begins after it."""
    ordered = sorted(terms, key=lambda term: (term.in_force, term.code))
    for index, earlier in enumerate(ordered):
        later = next((term for term in ordered[index + 1 :] if earlier.in_force < term.in_force), None)
        if later is not None:
            yield earlier, later
