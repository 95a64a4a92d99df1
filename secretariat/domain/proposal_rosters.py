"""Whom a proposal keeps itself: those whom its topic names. All others are the organisation's, since it was filed.

A proposal could be signed by anybody and sent to any unit, so whoever works on it is shown all of them; but a copy of
everybody for each topic of twenty years would be nine tenths of the database. What the organisation can say again is
left out when a proposal is written (``kept``), and is there again when it is read (``completed``).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from secretariat.domain.facts import Department, Person
from secretariat.domain.posts import in_force
from secretariat.domain.records import record
from secretariat.domain.rosters import (
    NOTHING_TAKEN,
    Held,
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
    from secretariat.domain.organisation import Charge, Organisation
    from secretariat.domain.organisation import Person as OfficeHolder
    from secretariat.domain.rosters import Ref, Said

AnyItem = TypeVar("AnyItem", Department, Person)


@record(kw_only=True)
class Own:
    """The people and departments that a proposal keeps already, as its rows say, and what it has taken of them."""

    people: tuple[Person, ...] = ()
    departments: tuple[Department, ...] = ()
    taken: Taken = NOTHING_TAKEN


NOBODY = Own()


# ------------------------------------------------------------------------------------------------------------- to read


def completed(dossier: Dossier, taken: Taken, organisation: Organisation, today: dt.date) -> tuple[Dossier, Taken]:
    """A proposal with everybody and every unit that the organisation has had from its day until today.

    Whoever came after it was filed can sign it, whoever left could until then. Those whom it keeps stay as they are,
    but for their names, their posts, which end as the organisation says by now, and what they are in charge of: that of
    today, and that of the days on which the topic says that they did something. Those that are added have ids made of
    their keys, so that an id means the same person whenever it is read. They stand in protocol order; whom the
    organisation does not know comes last.
    """
    first, last = _time_of(dossier, today)
    found = roster_between(organisation, first, last)
    own_units = {key: ref for ref, (key, _) in taken.departments.items()}
    own_people = {key: ref for ref, (key, _) in taken.people.items()}
    units = {**own_units, **_ids("d", found.departments, own_units, {unit.id for unit in dossier.departments})}
    people = {**own_people, **_ids("p", found.people, own_people, {person.id for person in dossier.people})}
    told_units = {units[key]: unit_fact(said, units[key]) for key, said in found.departments.items()}
    told_people = {people[key]: person_fact(said, people[key], units, people) for key, said in found.people.items()}
    new_units = {units[key]: (key, said) for key, said in found.departments.items() if key not in own_units}
    saying = {people[key]: (key, said) for key, said in found.people.items() if key not in own_people}
    known = {person.key: person for person in organisation.people}
    as_taken, days = as_taken_in(dossier, taken).people, _days(dossier)
    for person in dossier.people:
        told_people[person.id] = person
        key, was = taken.people.get(person.id, (0, None))
        if was is not None and key in known and person.id in as_taken:
            now = _brought_up_to_date(was, known[key], (first, last), units.keys(), days.get(person.id, ()))
            fresh = person_fact(now, person.id, units, people)
            told_people[person.id] = replace(
                person, name=fresh.name, posts=fresh.posts, in_charge_of=fresh.in_charge_of
            )
            saying[person.id] = (key, now)
    told_units |= {unit.id: unit for unit in dossier.departments}
    return (
        replace(dossier, departments=tuple(told_units.values()), people=tuple(told_people.values())),
        Taken(departments={**taken.departments, **new_units}, people={**taken.people, **saying}),
    )


def _time_of(dossier: Dossier, today: dt.date) -> tuple[dt.date, dt.date]:
    """From when to when whoever held a post can be named; one that came back from a meeting was handed in earlier."""
    filed = dossier.meeting.date
    handed_in = (topic.registered_on for topic in dossier.topics if topic.registered_on is not None)
    return min((filed, *handed_in)), max(filed, today)


def _days(dossier: Dossier) -> dict[str, set[dt.date]]:
    """The days on which the topic says that somebody did something; where it tells none, that of filing."""
    found: dict[str, set[dt.date]] = {}
    for topic in dossier.topics:
        done = [(step.by, step.on) for step in topic.steps]
        done += [(row.signed_by, row.replied_on) for row in topic.countersigns]
        done += [(topic.proposed_by, topic.registered_on)]
        done += [] if topic.coordination is None else [(topic.coordination.by, topic.coordination.on)]
        for who, day in done:
            if who is not None:
                found.setdefault(who, set()).add(day or dossier.meeting.date)
    return found


def _brought_up_to_date(
    was: Said,
    now: OfficeHolder,
    time: tuple[dt.date, dt.date],
    units: Collection[int],
    days: Collection[dt.date],
) -> Said:
    """What is said of somebody whom a proposal keeps, with the posts and charges that he has had since, and his name.

    Of whom no post is on record any more, what was said stays, and so does a charge of which there is no record.
    """
    first, last = time
    begun = [
        held
        for held in now.posts
        if (held.from_ is None or held.from_ <= last) and (held.department is None or held.department in units)
    ]
    # That somebody had left before is often recorded late.
    posts = [held for held in begun if held.to is None or first <= held.to] or begun
    if not posts:
        return replace(was, name=now.name)
    there = any(in_force(held, last) for held in now.posts)

    def counts(charge: Charge) -> bool:
        since = in_force(charge, last) if there else charge.to is None or first <= charge.to
        return since or any(in_force(charge, day) for day in days)

    on_record = {charge.department for charge in now.charges}
    charges: list[Ref] = [charge.department for charge in now.charges if charge.department in units and counts(charge)]
    charges += [unit for unit in was.in_charge_of if unit not in on_record]
    return replace(
        was,
        name=now.name,
        posts=tuple(Held(post=held.post, department=held.department, from_=held.from_, to=held.to) for held in posts),
        in_charge_of=tuple(dict.fromkeys(charges)),
    )


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
    whom nobody linked to the organisation, or somebody edited here; and those it keeps already. These stay in their
    order and as they were taken, so that two acts that name different people touch no common row. Of what somebody is
    in charge of, it is what concerns the units that are kept.
    """
    people = {person.id: person for person in dossier.people}
    units = {ref: key for ref, (key, _) in taken.departments.items()}
    own_people, own_units = tuple(one.id for one in own.people), tuple(one.id for one in own.departments)
    as_taken = as_taken_in(dossier, taken)
    stays = _as_taken_people(own.people, own.taken) & as_taken.people
    stored = {person.id: person for person in own.people if person.id in stays}
    names = [named_in(topic) for topic in dossier.topics]
    wanted = {ref for named in names for ref in named.people} | (people.keys() - as_taken.people)
    wanted |= {excuse.allowed_by for excuse in dossier.exceptions if excuse.allowed_by is not None}
    wanted |= {ref for ref in own_people if ref in people}
    _with_pairs(wanted, people)
    needed: set[str | None] = {ref for named in names for ref in named.departments}
    needed |= set(own_units)
    needed |= {unit.id for unit in dossier.departments} - as_taken.departments
    needed |= {held.department for ref in wanted for held in (stored.get(ref) or people[ref]).posts}
    needed.discard(None)
    needed |= {unit for ref in wanted - as_taken.people for unit in people[ref].in_charge_of}
    keys = {units[ref] for ref in needed if ref in units}
    return (
        replace(
            dossier,
            departments=_in_order(dossier.departments, needed, own_units),
            people=tuple(
                stored.get(person.id)
                or replace(person, in_charge_of=tuple(unit for unit in person.in_charge_of if unit in needed))
                for person in _in_order(dossier.people, wanted, own_people)
            ),
        ),
        Taken(
            departments={ref: said for ref, said in taken.departments.items() if ref in needed},
            people={
                ref: own.taken.people[ref]
                if ref in stored
                else (key, _within(said, keys) if ref in as_taken.people else said)
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


@record(kw_only=True)
class AsTaken:
    """The ids of those of whom a dossier says what the organisation said when they were taken from there."""

    people: frozenset[str]
    departments: frozenset[str]


def as_taken_in(dossier: Dossier, taken: Taken) -> AsTaken:
    """Give whom nobody typed in or edited here."""
    return AsTaken(
        people=_as_taken_people(dossier.people, taken),
        departments=frozenset(unit.id for unit in dossier.departments if _unit_as_taken(unit, taken)),
    )


def _as_taken_people(people: Iterable[Person], taken: Taken) -> frozenset[str]:
    units = {ref: key for ref, (key, _) in taken.departments.items()}
    linked = {ref: key for ref, (key, _) in taken.people.items()}

    def same(person: Person) -> bool:
        said = taken.people.get(person.id, (0, None))[1]
        if said is None or person.phone is not None:
            return False
        return without_order(said_here(person, units, linked)) == without_order(said)

    return frozenset(person.id for person in people if same(person))


def _unit_as_taken(unit: Department, taken: Taken) -> bool:
    said = taken.departments.get(unit.id, (0, None))[1]
    return said is not None and SaidUnit(name=unit.name, kind=unit.kind, roles=unit.roles) == said


def _in_order(items: tuple[AnyItem, ...], wanted: Collection[str | None], own: tuple[str, ...]) -> tuple[AnyItem, ...]:
    """First those that are kept already, in their order; then the others, as they stand."""
    by_id: dict[str, AnyItem] = {item.id: item for item in items if item.id in wanted}
    return tuple(by_id[ref] for ref in dict.fromkeys((*(ref for ref in own if ref in by_id), *by_id)))
