"""Whom of the organisation a department's file means: people it names without a post, and above all who reports.

Whoever has the only one of a name is found by ``received``; here are those whose name several have, who are known by
the unit that the file puts them in, and a reporter who is written together with his post (住建局局长龚燚).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from secretariat.domain.facts import Person
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.proposals import Side
from secretariat.domain.records import record
from secretariat.domain.topic_fragment import dossier_of_fragment
from secretariat.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secretariat.domain.facts import Dossier
    from secretariat.domain.topic_fragment import TopicFragment

AS_MEANT: Final = ""
"""The reporter is whom the file means, and comes along where the organisation does not know him."""
_CHOSEN: Final = "chosen"
"""The id of a reporter who was chosen; no file has it: theirs are numbered."""
_SHORTEST: Final = 2
"""Characters of a name."""


@record(kw_only=True)
class Meant:
    """Whom a file means by its reporter: ``person`` is his id in the organisation's dossier, where he is found.

    ``said`` is what the file says, empty where it names nobody; ``called`` are those who bear that name.
    """

    said: str = ""
    person: str | None = None
    called: tuple[str, ...] = ()


def reporter_meant(fragment: TopicFragment, dossier: Dossier) -> Meant:
    """Find the reporter among the people of an organisation: the one of his name, of several him in the sponsor's unit.

    A name written together with a post is found in it, if it is that of one alone.
    """
    topic = fragment.topic
    told = next((person for person in fragment.people if person.id == topic.reporter), None)
    if told is None:
        return Meant()
    name = tidy_name(told.name)
    called = [person for person in dossier.people if tidy_name(person.name) == name]
    if told.posts:  # a file that tells its posts is taken at its word
        units = {_unit_name(fragment, held.department) for held in told.posts}
        called = [person for person in called if units & _units_of(person, dossier)]
    else:
        called = called or [person for person in dossier.people if _within(tidy_name(person.name), name)]
    found = called if len(called) == 1 else _of_unit(called, _unit_name(fragment, topic.sponsor), dossier)
    person = found[0].id if len(found) == 1 else None
    return Meant(said=told.name, person=person, called=tuple(one.id for one in called))


def _within(name: str, text: str) -> bool:
    return len(name) >= _SHORTEST and (text.startswith(name) or text.endswith(name))


def source_of(fragment: TopicFragment, target: Side, reporter: str | None = AS_MEANT) -> Side:
    """A file's topic to be carried to a proposal: those who are known are linked, and who reports is ``reporter``.

    That is ``AS_MEANT``, an id in the target's dossier, or ``None``: nobody. Raises ``RefusedError`` for one who is not
    there any more.
    """
    links = dict(_links(fragment, target))
    chosen = reporter_meant(fragment, target.dossier).person if reporter == AS_MEANT else reporter
    if chosen is None:
        nobody = replace(fragment, topic=replace(fragment.topic, reporter=None))
        return Side(dossier=dossier_of_fragment(fragment if reporter == AS_MEANT else nobody), people=links)
    person = next((one for one in target.dossier.people if one.id == chosen), None)
    if person is None or chosen not in target.people:
        raise RefusedError("所选汇报人在登记当日的组织中没有", "请核对登记日期，或重新选择汇报人")
    # A name that the file has already is the same man's: he who reports has signed, too.
    name = tidy_name(person.name)
    ref = next((one.id for one in fragment.people if tidy_name(one.name) == name), _CHOSEN)
    people = fragment.people if ref != _CHOSEN else (*fragment.people, Person(id=_CHOSEN, name=person.name))
    made = replace(fragment, people=people, topic=replace(fragment.topic, reporter=ref))
    return Side(dossier=dossier_of_fragment(made), people={**links, ref: target.people[chosen]})


def _links(fragment: TopicFragment, target: Side) -> Iterator[tuple[str, int]]:
    """Those whose name several have, and who are known by their unit, with the organisation's key."""
    units = _units_told(fragment)
    for person in fragment.people:
        if person.posts or person.id not in units:
            continue
        name = tidy_name(person.name)
        called = [one for one in target.dossier.people if tidy_name(one.name) == name]
        found = _of_unit(called, units[person.id], target.dossier)
        if len(called) > 1 and len(found) == 1 and found[0].id in target.people:
            yield person.id, target.people[found[0].id]


def _units_told(fragment: TopicFragment) -> Mapping[str, str]:
    """The unit for which a file has somebody act: the sponsor's reporter and head, who signs for a department."""
    topic = fragment.topic
    told: list[tuple[str | None, str | None]] = [(row.signed_by, row.department) for row in topic.countersigns]
    told += [(topic.reporter, topic.sponsor), (None if topic.form is None else topic.form.signed_by, topic.sponsor)]
    names = {ref: _unit_name(fragment, unit) for ref, unit in told if ref is not None}
    return {ref: name for ref, name in names.items() if name}


def _unit_name(fragment: TopicFragment, unit: str | None) -> str:
    return next((tidy_name(one.name) for one in fragment.departments if one.id == unit), "")


def _of_unit(people: list[Person], unit: str, dossier: Dossier) -> list[Person]:
    return [person for person in people if unit and unit in _units_of(person, dossier)]


def _units_of(person: Person, dossier: Dossier) -> set[str]:
    """The names of the units in which somebody has a post; the empty one where a post is in none."""
    names = {one.id: tidy_name(one.name) for one in dossier.departments}
    return {names.get(held.department or "", "") for held in person.posts}
