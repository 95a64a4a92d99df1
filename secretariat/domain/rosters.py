"""What a meeting takes from the organisation: the people who hold a post on its day, and the units that there are.

A meeting keeps its own copy, which nobody's later posts change. Beside it stands what the organisation said when it was
taken (``Said``), so that a refresh can tell what has changed there since from what was edited here by hand.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secretariat.domain import facts
from secretariat.domain.organisation import as_of, during
from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, DepartmentRole, Post

if TYPE_CHECKING:
    from collections.abc import Mapping

    from secretariat.domain.organisation import Department, Organisation, Pair, Person

Ref = int | str
"""A key of the organisation; or an id of the meeting, for what the organisation does not know."""


@record(kw_only=True)
class Held:
    """A post on the day, with its days."""

    post: Post
    department: Ref | None = None
    from_: dt.date | None = None
    to: dt.date | None = None


@record(kw_only=True)
class Said:
    """What is said of a person: by the organisation on a day, or by a meeting."""

    name: str
    title: str | None = None
    cpc_member: bool = False
    posts: tuple[Held, ...] = ()
    in_charge_of: tuple[Ref, ...] = ()
    pair: Ref | None = None


@record(kw_only=True)
class SaidUnit:
    """What is said of a department."""

    name: str
    kind: DepartmentKind
    roles: tuple[DepartmentRole, ...] = ()


@record(kw_only=True)
class Roster:
    """Who and what a meeting on that day takes over, by key, in protocol order."""

    day: dt.date
    departments: Mapping[int, SaidUnit]
    people: Mapping[int, Said]


@record(kw_only=True)
class Taken:
    """What a meeting has from the organisation: for its ids the keys, and what the organisation said at that time.

    A match that somebody made by hand says nothing (``None``). ``listed`` are the keys of all whom the roster held.
    """

    departments: Mapping[str, tuple[int, SaidUnit | None]]
    people: Mapping[str, tuple[int, Said | None]]
    listed: frozenset[int] = frozenset()


NOTHING_TAKEN = Taken(departments={}, people={})


def roster(organisation: Organisation, day: dt.date) -> Roster:
    """Everybody who holds a post on a day, and every unit that exists on it.

    A post in a unit that has ended is none.
    """
    then = as_of(organisation, day)
    there = {unit.key for unit in then.departments}
    holders = {
        person.key
        for person in then.people
        if any(held.department is None or held.department in there for held in person.posts)
    }
    return Roster(
        day=day,
        departments={unit.key: said_of_unit(unit) for unit in then.departments},
        people={
            person.key: _said(person, there, holders, then.pairs) for person in then.people if person.key in holders
        },
    )


def roster_between(organisation: Organisation, first: dt.date, last: dt.date) -> Roster:
    """Everybody who held a post at some time from one day to another, and every unit that existed in that time.

    Who has left since has the end of his post, and what he was in charge of; who is there is in charge of what he is on
    the last day.
    """
    now, then = as_of(organisation, last), during(organisation, first, last)
    there = {unit.key for unit in then.departments}
    posts = {
        person.key: [held for held in person.posts if held.department is None or held.department in there]
        for person in then.people
    }
    holders = {key for key, held in posts.items() if held}
    in_office = {person.key: person for person in now.people if person.posts}
    people = {
        person.key: replace(person, charges=in_office[person.key].charges) if person.key in in_office else person
        for person in then.people
        if person.key in holders
    }
    return Roster(
        day=last,
        departments={unit.key: said_of_unit(unit) for unit in then.departments},
        people={key: _said(person, there, holders, now.pairs) for key, person in people.items()},
    )


def said_of(organisation: Organisation, key: int, day: dt.date) -> Said:
    """What the organisation says of somebody on a day, whether he holds a post or not; raises ``KeyError``."""
    then = as_of(organisation, day)
    people = {person.key for person in then.people}
    return _said(then.person(key), {unit.key for unit in then.departments}, people, then.pairs)


def said_of_unit(unit: Department) -> SaidUnit:
    """What the organisation says of a department."""
    return SaidUnit(name=unit.name, kind=unit.kind, roles=unit.roles)


def _said(person: Person, there: set[int], people: set[int], pairs: tuple[Pair, ...]) -> Said:
    others = (pair.of(person.key) for pair in pairs)
    return Said(
        name=person.name,
        title=person.title,
        cpc_member=person.cpc_member,
        posts=tuple(
            Held(post=held.post, department=held.department, from_=held.from_, to=held.to)
            for held in person.posts
            if held.department is None or held.department in there
        ),
        in_charge_of=tuple(dict.fromkeys(one.department for one in person.charges if one.department in there)),
        pair=next((other for other in others if other in people), None),
    )


# --------------------------------------------------------------------------------------------------- for a new meeting


def snapshot(found: Roster) -> tuple[tuple[facts.Department, ...], tuple[facts.Person, ...], Taken]:
    """A roster as a new meeting keeps it, with ids of its own, and what it has taken by these ids."""
    units = {key: f"d{number:02}" for number, key in enumerate(found.departments, 1)}
    people = {key: f"p{number:02}" for number, key in enumerate(found.people, 1)}
    taken = Taken(
        departments={units[key]: (key, said) for key, said in found.departments.items()},
        people={people[key]: (key, said) for key, said in found.people.items()},
        listed=frozenset(found.people),
    )
    return (
        tuple(unit_fact(said, units[key]) for key, said in found.departments.items()),
        tuple(person_fact(said, people[key], units, people) for key, said in found.people.items()),
        taken,
    )


def unit_fact(said: SaidUnit, ref: str) -> facts.Department:
    """A department as a meeting keeps it."""
    return facts.Department(id=ref, name=said.name, kind=said.kind, roles=said.roles)


def person_fact(said: Said, ref: str, units: Mapping[Any, str], people: Mapping[Any, str]) -> facts.Person:
    """A person as a meeting keeps him; units and people that the meeting does not know are left out."""
    return facts.Person(
        id=ref,
        name=said.name,
        title=said.title,
        posts=post_facts(said, units),
        in_charge_of=tuple(units[key] for key in said.in_charge_of if key in units),
        pair=people.get(said.pair),
        cpc_member=said.cpc_member,
    )


def post_facts(said: Said, units: Mapping[Any, str]) -> tuple[facts.Holding, ...]:
    """The posts as a meeting keeps them."""
    return tuple(
        facts.Holding(
            post=held.post,
            department=None if held.department is None else units[held.department],
            from_=held.from_,
            to=held.to,
        )
        for held in said.posts
        if held.department is None or held.department in units
    )


def said_here(person: facts.Person, units: Mapping[str, Ref], people: Mapping[str, Ref]) -> Said:
    """What a meeting says of a person, in the organisation's keys as far as they are known."""
    return Said(
        name=person.name,
        title=person.title,
        cpc_member=person.cpc_member,
        posts=tuple(
            Held(
                post=held.post,
                department=None if held.department is None else units.get(held.department, held.department),
                from_=held.from_,
                to=held.to,
            )
            for held in person.posts
        ),
        in_charge_of=tuple(units.get(unit, unit) for unit in person.in_charge_of),
        pair=None if person.pair is None else people.get(person.pair, person.pair),
    )


# ---------------------------------------------------------------------------------------------------------- as JSON


def said_json(said: Said | SaidUnit) -> dict[str, Any]:
    """What was said, as it is kept beside a meeting's own row."""
    if isinstance(said, SaidUnit):
        return {"name": said.name, "kind": said.kind.value, "roles": [role.value for role in said.roles]}
    return {
        "name": said.name,
        "title": said.title,
        "cpc_member": said.cpc_member,
        "posts": [[held.post.value, held.department, _text(held.from_), _text(held.to)] for held in said.posts],
        "in_charge_of": list(said.in_charge_of),
        "pair": said.pair,
    }


def read_said(kept: Mapping[str, Any]) -> Said:
    """What was kept of a person."""
    posts = tuple(
        Held(post=Post(post), department=unit, from_=_day(first), to=_day(last))
        for post, unit, first, last in kept["posts"]
    )
    return Said(**{**kept, "posts": posts, "in_charge_of": tuple(kept["in_charge_of"])})


def read_said_unit(kept: Mapping[str, Any]) -> SaidUnit:
    """What was kept of a department."""
    roles = tuple(DepartmentRole(role) for role in kept["roles"])
    return SaidUnit(name=kept["name"], kind=DepartmentKind(kept["kind"]), roles=roles)


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def without_order(said: Said) -> Said:
    """What is said, where the order of posts and charges says nothing."""
    posts = sorted(said.posts, key=lambda held: (held.post, str(held.department), str(held.from_), str(held.to)))
    return replace(said, posts=tuple(posts), in_charge_of=tuple(sorted(said.in_charge_of, key=str)))
