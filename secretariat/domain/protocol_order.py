"""Protocol order (排序): the order of people that lists and papers follow, kept as numbers with room between them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from secretariat.domain.organisation import units
from secretariat.domain.posts import in_force
from secretariat.domain.states import Post

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from secretariat.domain.organisation import Holding, Organisation

STEP: Final = 1024
"""What is left between two neighbours, so that putting somebody between them touches nobody else."""
# What comes first when nobody has said otherwise; a post that is not named here comes last.
_RANKS: Final[Mapping[Post, int]] = {
    post: rank
    for rank, post in enumerate(
        (
            Post.HEAD,
            Post.PARTY_SECRETARY,
            Post.EXECUTIVE_DEPUTY,
            Post.DEPUTY,
            Post.PARTY_DEPUTY_SECRETARY,
            Post.PARTY_MEMBER,
            Post.ASSISTING_OFFICIAL,
            Post.OFFICE_DIRECTOR,
            Post.OFFICE_DEPUTY_DIRECTOR,
            Post.DEPARTMENT_HEAD,
            Post.TOWN_HEAD,
            Post.ENTERPRISE_HEAD,
            Post.LEGAL_COUNSEL,
        )
    )
}
_OF_UNIT: Final = frozenset({Post.DEPARTMENT_HEAD, Post.TOWN_HEAD, Post.ENTERPRISE_HEAD})
Rank = tuple[int, int]


def usual_order(organisation: Organisation, day: dt.date) -> tuple[int, ...]:
    """The people's keys in the order of their highest posts on a day, heads of units in the order of their units.

    Who ranks alike stays in the order that there is: which deputy comes before which, only the office knows.
    """
    places = _places(organisation)
    return tuple(
        person.key for person in sorted(organisation.people, key=lambda person: _rank(person.posts, places, day))
    )


def place_of_newcomer(organisation: Organisation, posts: Iterable[Holding], day: dt.date) -> int:
    """At which place somebody with these posts comes in: after the last who ranks as high or higher.

    Who takes office later ranks as he will then.
    """
    places, held = _places(organisation), tuple(posts)
    later = [one.from_ for one in held if one.from_ is not None and one.from_ > day]
    begins = day if any(in_force(one, day) for one in held) else min(later, default=day)
    rank = _rank(held, places, begins)
    last = -1
    for place, person in enumerate(organisation.people):
        if _rank(person.posts, places, day) <= rank:
            last = place
    return last + 1


def _places(organisation: Organisation) -> dict[int, int]:
    return {key: place for place, key in enumerate(units(organisation))}


def _rank(posts: Sequence[Holding], places: Mapping[int, int], day: dt.date) -> Rank:
    """How high somebody ranks on a day: by the highest post, and as head of a unit by the unit's place."""
    ranks = (
        (_RANKS[held.post], places.get(held.department or 0, len(places)) if held.post in _OF_UNIT else 0)
        for held in posts
        if in_force(held, day)
    )
    return min(ranks, default=(len(_RANKS), 0))


def put(order: Sequence[int], key: int, place: int) -> tuple[int, ...]:
    """The order with one moved to a place, counted from 0 without it; beyond the end is the end."""
    rest = [known for known in order if known != key]
    rest.insert(place, key)
    return tuple(rest)


def merged(order: Sequence[int], wanted: Mapping[int, int]) -> tuple[int, ...]:
    """The order after some were given a number, counted from 1, as in a sheet; new ones without a number come last.

    Who was given another number than he has goes before the one who has that number.
    """
    now = {key: number for number, key in enumerate(order, 1)}
    everybody = dict.fromkeys((*order, *wanted))

    def key(person: int) -> tuple[int, bool, int]:
        number = wanted.get(person, now.get(person, len(now) + 1))
        return (number, number == now.get(person), now.get(person, len(now) + 1))

    return tuple(sorted(everybody, key=key))


def positions(order: Sequence[int], now: Mapping[int, int]) -> dict[int, int]:
    """The numbers to be written so that people stand in this order: as few as one move needs.

    ``now`` are the numbers that there are; who has none gets one. Only who has to move is given another number, unless
    there is no room left between two neighbours: then all are numbered anew.
    """
    kept = _longest_rising([now.get(key) for key in order])
    numbers = [now[key] if keeps else None for key, keeps in zip(order, kept, strict=True)]
    filled = _filled(numbers)
    if filled is None:
        filled = [STEP * place for place in range(1, len(order) + 1)]
    return {key: number for key, number in zip(order, filled, strict=True) if now.get(key) != number}


def _filled(numbers: Sequence[int | None]) -> list[int] | None:
    """Rising numbers for those that have none, spread between their neighbours; ``None``: there is no room."""
    filled: list[int] = []
    place = 0
    while place < len(numbers):
        number = numbers[place]
        if number is not None:
            filled.append(number)
            place += 1
            continue
        end = next((at for at in range(place, len(numbers)) if numbers[at] is not None), len(numbers))
        before = filled[-1] if filled else None
        after = numbers[end] if end < len(numbers) else None
        count = end - place
        if before is None and after is None:
            filled += [STEP * one for one in range(1, count + 1)]
        elif after is None:
            filled += [(before or 0) + STEP * one for one in range(1, count + 1)]
        elif before is None:
            filled += [after - STEP * one for one in range(count, 0, -1)]
        else:
            step = (after - before) // (count + 1)
            if step < 1:
                return None
            filled += [before + step * one for one in range(1, count + 1)]
        place = end
    return filled


def _longest_rising(numbers: Sequence[int | None]) -> list[bool]:
    """Which numbers are kept so that the rest rises and as many as can be stay; a missing one is never kept."""
    # Patience sorting: for each length the place at which the lowest rising row of that length ends.
    ends: list[int] = []
    lows: list[int] = []
    before: dict[int, int | None] = {}
    for place, number in enumerate(numbers):
        if number is None:
            continue
        length = bisect_left(lows, number)
        before[place] = ends[length - 1] if length else None
        if length == len(ends):
            ends.append(place)
            lows.append(number)
        else:
            ends[length], lows[length] = place, number
    kept = [False] * len(numbers)
    at = ends[-1] if ends else None
    while at is not None:
        kept[at] = True
        at = before[at]
    return kept
