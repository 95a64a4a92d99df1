"""Which term of office of the organisation a row of a sheet means: by its days, as far as the row says them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from secretariat.domain.organisation import Charge, Holding, Pair, overlap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Term = TypeVar("Term", Holding, Charge, Pair)


class Span(NamedTuple):
    """The days that a row says; ``None`` is an empty cell, which says nothing."""

    from_: dt.date | None
    to: dt.date | None


def matched(terms: Sequence[Term], said: Sequence[Span]) -> list[Term | None]:
    """Give for each row the term that it means, none twice; ``None``: it is a new one.

    ``terms`` are of the same person, post and unit. First those with the very same days, then those that begin on the
    same day, then those of which the row or the term does not say when it began. A row that says nothing of its days
    means the term that goes on, or the last one.
    """
    left = list(terms)
    found: list[Term | None] = [None] * len(said)

    def pair(fits: Callable[[Term, Span], bool]) -> None:
        for at, span in enumerate(said):
            term = None if found[at] is not None else next((one for one in _latest(left) if fits(one, span)), None)
            if term is not None:
                left.remove(term)
                found[at] = term

    pair(lambda term, span: (term.from_, term.to) == span)
    pair(lambda term, span: span.from_ is not None and term.from_ == span.from_)
    pair(lambda term, span: (span.from_ is None or term.from_ is None) and overlap(term, span))
    pair(lambda _, span: span == (None, None))
    return found


def _latest(terms: Sequence[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: (term.to or dt.date.max, term.from_ or dt.date.min), reverse=True)
