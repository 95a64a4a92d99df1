"""Whom a proposal keeps itself: those whom its topic names. All others are the organisation's, since it was filed.

A proposal could be signed by anybody and sent to any unit, so whoever works on it is shown all of them; but a copy of
everybody for each topic of twenty years would be nine tenths of the database. What the organisation can say again is
left out when a proposal is written (``kept``), and is there again when it is read (``completed``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from secretariat.domain.facts import Department, Person
from secretariat.domain.records import record
from secretariat.domain.rosters import (
    SaidUnit,
    Taken,
    person_fact,
    roster_between,
    said_here,
    unit_fact,
    without_order,
)
from secretariat.domain.topic_references import named_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from secretariat.domain.facts import Dossier
    from secretariat.domain.organisation import Organisation
    from secretariat.domain.rosters import Said

AnyItem = TypeVar("AnyItem", Department, Person)


@record(kw_only=True)
class Own:
    """The ids of the people and departments that a proposal keeps already, in the order of its rows."""

    people: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


NOBODY = Own()


# ------------------------------------------------------------------------------------------------------------- to read


def completed(dossier: Dossier, taken: Taken, organisation: Organisation, today: dt.date) -> tuple[Dossier, Taken]:
    """A proposal with everybody and every unit that the organisation has had from its day until today.

    Whoever came after it was filed can sign it, whoever left could until then. Those whom it keeps stay as they are,
    but for the ends of their posts and what they have come to be in charge of. Those that are added have ids made of
    their keys, so that an id means the same person whenever it is read. They stand in protocol order; whom the
    organisation does not know comes last.
    """
    first = dossier.meeting.date
    found = roster_between(organisation, first, max(first, today))
    own_units = {key: ref for ref, (key, _) in taken.departments.items()}
    own_people = {key: ref for ref, (key, _) in taken.people.items()}
    units = {**own_units, **_ids("d", found.departments, own_units, {unit.id for unit in dossier.departments})}
    people = {**own_people, **_ids("p", found.people, own_people, {person.id for person in dossier.people})}
    told_units = {units[key]: unit_fact(said, units[key]) for key, said in found.departments.items()}
    told_people = {people[key]: person_fact(said, people[key], units, people) for key, said in found.people.items()}
    new_units = {units[key]: (key, said) for key, said in found.departments.items() if key not in own_units}
    saying = {people[key]: (key, said) for key, said in found.people.items() if key not in own_people}
    unit_keys, person_keys = ({ref: key for key, ref in ids.items()} for ids in (units, people))
    for person in dossier.people:
        told_people[person.id] = person
        key, was = taken.people.get(person.id, (0, None))
        if was is not None and key in found.people and _as_taken(person, taken, unit_keys, person_keys):
            now = _brought_up_to_date(was, found.people[key])
            fresh = person_fact(now, person.id, units, people)
            told_people[person.id] = replace(person, posts=fresh.posts, in_charge_of=fresh.in_charge_of)
            saying[person.id] = (key, now)
    told_units |= {unit.id: unit for unit in dossier.departments}
    return (
        replace(dossier, departments=tuple(told_units.values()), people=tuple(told_people.values())),
        Taken(departments={**taken.departments, **new_units}, people={**taken.people, **saying}),
    )


def _brought_up_to_date(was: Said, now: Said) -> Said:
    """What is said of somebody whom a proposal keeps, with the posts and charges that he has had since."""
    charges = (*now.in_charge_of, *(unit for unit in was.in_charge_of if unit not in now.in_charge_of))
    return replace(was, posts=now.posts, in_charge_of=charges)


def _ids(letter: str, found: Iterable[int], own: Mapping[int, str], known: AbstractSet[str]) -> dict[int, str]:
    """Ids for those that are added; one that came from outside may bear such an id already."""
    ids = {}
    for key in found:
        if key not in own:
            ref = f"{letter}-{key}"
            while ref in known:
                ref += "-"
            ids[key] = ref
    return ids


# ------------------------------------------------------------------------------------------------------------ to write


def kept(dossier: Dossier, taken: Taken, own: Own = NOBODY) -> tuple[Dossier, Taken]:
    """A proposal with those alone whom it has to keep, and what it has from the organisation of them.

    That are those whom the topic or an exception names, with the units of their posts and whoever stands in for them;
    whom nobody linked to the organisation, or somebody edited here; and those it keeps already, in the same order, so
    that two acts that name different people touch no common row. Of what somebody is in charge of, it is what concerns
    the units that are kept.
    """
    people = {person.id: person for person in dossier.people}
    linked = {ref: key for ref, (key, _) in taken.people.items()}
    units = {ref: key for ref, (key, _) in taken.departments.items()}
    as_taken = {person.id for person in dossier.people if _as_taken(person, taken, units, linked)}
    names = [named_in(topic) for topic in dossier.topics]
    wanted = {ref for named in names for ref in named.people} | (people.keys() - as_taken)
    wanted |= {excuse.allowed_by for excuse in dossier.exceptions if excuse.allowed_by is not None}
    wanted |= {ref for ref in own.people if ref in people}
    _with_pairs(wanted, people)
    needed = {ref for named in names for ref in named.departments}
    needed |= set(own.departments)
    needed |= {unit.id for unit in dossier.departments if not _unit_as_taken(unit, taken)}
    needed |= {held.department for ref in wanted for held in people[ref].posts if held.department is not None}
    needed |= {unit for ref in wanted - as_taken for unit in people[ref].in_charge_of}
    keys = {units[ref] for ref in needed if ref in units}
    return (
        replace(
            dossier,
            departments=_in_order(dossier.departments, needed, own.departments, units),
            people=tuple(
                replace(person, in_charge_of=tuple(unit for unit in person.in_charge_of if unit in needed))
                for person in _in_order(dossier.people, wanted, own.people, linked)
            ),
        ),
        Taken(
            departments={ref: said for ref, said in taken.departments.items() if ref in needed},
            people={
                ref: (key, _within(said, keys) if ref in as_taken else said)
                for ref, (key, said) in taken.people.items()
                if ref in wanted
            },
        ),
    )


def _within(said: Said | None, units: AbstractSet[int]) -> Said | None:
    """What is said of somebody, without his charges of other units."""
    if said is None:
        return None
    return replace(said, in_charge_of=tuple(unit for unit in said.in_charge_of if unit in units))


def _with_pairs(wanted: set[str], people: Mapping[str, Person]) -> None:
    """Take in whoever stands in for those wanted, and so on."""
    waiting = list(wanted)
    while waiting:
        pair = people[waiting.pop()].pair
        if pair is not None and pair not in wanted:
            wanted.add(pair)
            waiting.append(pair)


def _as_taken(person: Person, taken: Taken, units: Mapping[str, int], people: Mapping[str, int]) -> bool:
    """Whether the organisation said the same of somebody when he was taken from there."""
    said = taken.people.get(person.id, (0, None))[1]
    if said is None or person.phone is not None:
        return False
    return without_order(said_here(person, units, people)) == without_order(said)


def _unit_as_taken(unit: Department, taken: Taken) -> bool:
    said = taken.departments.get(unit.id, (0, None))[1]
    return said is not None and SaidUnit(name=unit.name, kind=unit.kind, roles=unit.roles) == said


def _in_order(
    items: tuple[AnyItem, ...], wanted: Collection[str], own: tuple[str, ...], linked: Mapping[str, int]
) -> tuple[AnyItem, ...]:
    """First those of the organisation, the known ones in their order; then the others, as they stand."""
    by_id: dict[str, AnyItem] = {item.id: item for item in items if item.id in wanted}
    first: list[str] = [ref for ref in own if ref in by_id and ref in linked]
    first += [ref for ref in by_id if ref in linked and ref not in set(own)]
    return tuple(by_id[ref] for ref in (*first, *(ref for ref in by_id if ref not in linked)))
