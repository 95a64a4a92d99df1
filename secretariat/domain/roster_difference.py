"""What has changed in the organisation since a meeting took its people from it, line by line, for somebody to choose.

Each field is compared three ways: what the meeting says, what the organisation said when it was taken, and what it says
now. What was edited in the meeting by hand is kept unless somebody chooses otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal

from secretariat.domain import editing
from secretariat.domain.labels import DEPARTMENT_KINDS, POSTS, ROLES
from secretariat.domain.organisation import span_text
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.posts import in_force
from secretariat.domain.records import record
from secretariat.domain.rosters import (
    Roster,
    Said,
    Taken,
    person_fact,
    said_here,
    unit_fact,
    without_order,
)
from secretariat.domain.states import Presence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from secretariat.domain import facts
    from secretariat.domain.facts import Dossier
    from secretariat.domain.rosters import Ref
    from secretariat.domain.states import Post

What = Literal["joins", "left_out", "leaves", "changes", "kept", "is", "order"]
_PERSON: Final = {
    "name": "姓名",
    "title": "职务",
    "posts": "职位",
    "in_charge_of": "分管",
    "pair": "补位",
    "cpc_member": "中共党员",
}
_UNIT: Final = {"name": "单位名称", "kind": "类别", "roles": "职能"}
_BY_HAND: Final = "会议中手工修改过，保留"
_BOTH: Final = "会议中手工修改过，组织也有变化，请核对后选择"
_UNKNOWN: Final = "会议与组织不一致，请核对后选择"


@record(kw_only=True)
class Line:
    """One difference, to be taken over or not; ``proposed``: it is, unless somebody decides otherwise.

    ``what``: somebody ``joins``, was ``left_out`` by hand, ``leaves``; a field ``changes``, or is ``kept`` as it was
    edited by hand; somebody of the meeting ``is`` one of the organisation; the ``order`` of people is another.
    """

    id: str
    what: What
    name: str
    field: str = ""
    before: str = ""
    after: str = ""
    proposed: bool = True
    note: str = ""


def difference(dossier: Dossier, found: Roster, taken: Taken, posts: Mapping[Post, str] = POSTS) -> tuple[Line, ...]:
    """Everything in which the organisation says something else than the meeting, as of the meeting's day."""
    return tuple(_Comparison(dossier, found, taken, posts).lines())


def adopted(dossier: Dossier, found: Roster, taken: Taken, chosen: Collection[str]) -> tuple[Dossier, Taken]:
    """The meeting with the lines of these ids taken over, and what it has from the organisation from now on.

    What was shown and not chosen counts as decided by hand: it is not proposed again.
    """
    return _Comparison(dossier, found, taken, POSTS).adopted(frozenset(chosen))


class _Comparison:
    def __init__(self, dossier: Dossier, found: Roster, taken: Taken, posts: Mapping[Post, str]) -> None:
        self.dossier = dossier
        self.found = found
        self.taken = taken
        self.words = posts
        self.unit_keys = {ref: key for ref, (key, _) in taken.departments.items()}
        names = {said.name: key for key, said in found.departments.items() if key not in self.unit_keys.values()}
        for unit in dossier.departments:
            if unit.id not in self.unit_keys and unit.name in names:
                self.unit_keys[unit.id] = names.pop(unit.name)
        here = {person.id for person in dossier.people}
        self.person_keys = {ref: key for ref, (key, _) in taken.people.items() if ref in here}
        self.matches = dict(self._matches())

    def _matches(self) -> Iterator[tuple[str, tuple[int, bool]]]:
        """Who of the meeting may be whom: by name, and surely where the two have a post in common on that day."""
        free = {key: said for key, said in self.found.people.items() if key not in self.person_keys.values()}
        for person in self.dossier.people:
            if person.id in self.person_keys:
                continue
            same = [key for key, said in free.items() if tidy_name(person.name) == said.name]
            held = {post.post for post in person.posts}
            surely = [key for key in same if held & {post.post for post in free[key].posts}]
            fitting = surely or same
            if len(fitting) == 1:
                del free[fitting[0]]
                yield person.id, (fitting[0], bool(surely))

    # -------------------------------------------------------------------------------------------------- differences

    def lines(self) -> Iterator[Line]:
        yield from self._unit_lines()
        keys = self.person_keys | {ref: key for ref, (key, _) in self.matches.items()}
        for person in self.dossier.people:
            key = keys.get(person.id)
            if key is None:
                continue
            if person.id in self.matches:
                surely = self.matches[person.id][1]
                note = "" if surely else "只是姓名相同，请核对是否同一人"
                yield Line(id=f"is:{person.id}", what="is", name=person.name, proposed=surely, note=note)
            if key in self.found.people:
                yield from self._field_lines(person, key)
            elif any(in_force(held, self.found.day) for held in person.posts):  # who had left came with a topic
                yield self._leaving(person)
        for key, said in self.found.people.items():
            if key not in keys.values():
                out = key in self.taken.listed
                yield Line(
                    id=f"joins:{key}",
                    what="left_out" if out else "joins",
                    name=said.name,
                    after="；".join(filter(None, (said.title, self._text("posts", said.posts)))),
                    proposed=not out,
                    note="曾在会议中手工移出" if out else "",
                )
        if self._order(self.dossier) != [person.id for person in self.dossier.people]:
            yield Line(id="order", what="order", name="人员排序")

    def _unit_lines(self) -> Iterator[Line]:
        refs = {key: ref for ref, key in self.unit_keys.items()}
        here = {unit.id: unit for unit in self.dossier.departments}
        for key, said in self.found.departments.items():
            if key not in refs:
                yield Line(id=f"unit:{key}", what="joins", name=said.name, after=DEPARTMENT_KINDS[said.kind])
                continue
            unit, base = here[refs[key]], self.taken.departments.get(refs[key], (key, None))[1]
            for name in _UNIT:
                values = [getattr(one, name) for one in (unit, said)]
                was = None if base is None else (getattr(base, name),)
                if (line := self._compared(f"unit:{key}:{name}", unit.name, _UNIT[name], values, was)) is not None:
                    yield line

    def _field_lines(self, person: facts.Person, key: int) -> Iterator[Line]:
        base = self.taken.people.get(person.id, (key, None))[1]
        here, now = without_order(self._here(person)), without_order(self._now(key))
        was = None if base is None else without_order(base)
        for name, title in _PERSON.items():
            values = [getattr(one, name) for one in (here, now)]
            if name == "name" and tidy_name(values[0]) == values[1]:
                continue
            before = None if was is None else (getattr(was, name),)
            line = self._compared(f"person:{person.id}:{name}", person.name, title, values, before)
            if line is not None:
                texts = [self._text(name, value) for value in values]
                yield replace(line, before=texts[0], after=texts[1])

    @staticmethod
    def _compared(line: str, name: str, title: str, values: list[Any], was: tuple[Any] | None) -> Line | None:
        """What is to be said of a field; ``was`` is what the organisation said of it before, if that is known."""
        here, now = values
        if here == now:
            return None
        made = Line(id=line, what="changes", name=name, field=title, before=_words(here), after=_words(now))
        if was is None:
            return replace(made, proposed=False, note=_UNKNOWN)
        if here == was[0]:
            return made
        if now == was[0]:
            return replace(made, what="kept", proposed=False, note=_BY_HAND)
        return replace(made, proposed=False, note=_BOTH)

    def _here(self, person: facts.Person) -> Said:
        keys: dict[str, Ref] = {**self.person_keys, **{ref: key for ref, (key, _) in self.matches.items()}}
        return said_here(person, dict(self.unit_keys), keys)

    def _now(self, key: int) -> Said:
        """What the organisation says of somebody; a pair with somebody who was left out of the meeting says nothing."""
        said = self.found.people[key]
        there = {*self.person_keys.values(), *(one for one, _ in self.matches.values())}
        coming = self.found.people.keys() - self.taken.listed
        return said if said.pair in there | coming else replace(said, pair=None)

    def _leaving(self, person: facts.Person) -> Line:
        left = self._without(self.dossier, person.id)
        note = ""
        if any(one.id == person.id for one in left.people):
            note = "会议其他地方还用到此人，只去掉其职位"
        posts = self._text("posts", self._here(person).posts)
        return Line(id=f"leaves:{person.id}", what="leaves", name=person.name, before=posts, note=note)

    # ------------------------------------------------------------------------------------------------ taking over

    def adopted(self, chosen: frozenset[str]) -> tuple[Dossier, Taken]:
        dossier = self._with_units(chosen)
        matched = {ref: key for ref, (key, _) in self.matches.items() if f"is:{ref}" in chosen}
        keys = self.person_keys | matched
        for ref, key in list(keys.items()):
            if key not in self.found.people and f"leaves:{ref}" in chosen:
                dossier = self._without(dossier, ref)
        keys = {ref: key for ref, key in keys.items() if any(one.id == ref for one in dossier.people)}
        coming = [key for key in self.found.people if f"joins:{key}" in chosen]
        for key in coming:
            dossier, ref = self._joined(dossier, key, keys)
            keys[ref] = key
        people = {key: ref for ref, key in keys.items()}
        units = {key: ref for ref, key in self.unit_keys.items()}
        for ref, key in keys.items():
            fields = set(_PERSON) if key in coming else {name for name in _PERSON if f"person:{ref}:{name}" in chosen}
            if key in self.found.people and fields:
                fact = person_fact(self.found.people[key], ref, units, people)
                dossier = editing.set_person(dossier, ref, **{name: getattr(fact, name) for name in fields})
        if "order" in chosen:
            self.person_keys = keys
            ordered = {ref: place for place, ref in enumerate(self._order(dossier))}
            dossier = replace(dossier, people=tuple(sorted(dossier.people, key=lambda one: ordered[one.id])))
        return dossier, self._taken(keys)

    def _with_units(self, chosen: frozenset[str]) -> Dossier:
        """The meeting with the units that were chosen, and those in which somebody who was chosen holds a post."""
        dossier = self.dossier
        needed = {
            held.department
            for key, said in self.found.people.items()
            if f"joins:{key}" in chosen
            for held in said.posts
        }
        for ref, key in (self.person_keys | {ref: key for ref, (key, _) in self.matches.items()}).items():
            said = self.found.people.get(key)
            if said is not None and f"person:{ref}:posts" in chosen:
                needed |= {held.department for held in said.posts}
            if said is not None and f"person:{ref}:in_charge_of" in chosen:
                needed |= set(said.in_charge_of)
        refs = {key: ref for ref, key in self.unit_keys.items()}
        for key, said_unit in self.found.departments.items():
            if key in refs:
                values = {name: getattr(said_unit, name) for name in _UNIT if f"unit:{key}:{name}" in chosen}
                dossier = editing.set_department(dossier, refs[key], **values) if values else dossier
            elif key in needed or f"unit:{key}" in chosen:
                dossier = editing.add_department(dossier, unit_fact(said_unit, ""))
                self.unit_keys[dossier.departments[-1].id] = key
        return dossier

    def _joined(self, dossier: Dossier, key: int, keys: Mapping[str, int]) -> tuple[Dossier, str]:
        """The meeting with somebody more, who stands after the nearest before him in protocol order."""
        fact = person_fact(self.found.people[key], "", {}, {})
        dossier = editing.add_person(dossier, fact)
        (*people, made) = dossier.people
        order = list(self.found.people)
        before = set(order[: order.index(key)])
        places = [place for place, one in enumerate(people) if keys.get(one.id) in before]
        linked = [place for place, one in enumerate(people) if one.id in keys]
        at = places[-1] + 1 if places else linked[0] if linked else len(people)
        people.insert(at, made)
        return replace(dossier, people=tuple(people)), made.id

    @staticmethod
    def _without(dossier: Dossier, ref: str) -> Dossier:
        """The meeting without somebody, or where others name him or he was marked, with him but without his posts."""
        people = tuple(replace(one, pair=None) if one.pair == ref else one for one in dossier.people)
        bare = replace(dossier, people=people)
        rows = [row for row in dossier.attendance if row.person == ref]
        if all(row.status is Presence.ABSENT and row.substitute is None for row in rows):
            try:
                return editing.remove_person(editing.unlist_person(bare, ref), ref)
            except editing.ImpossibleError:
                pass
        return editing.set_person(bare, ref, posts=(), in_charge_of=(), pair=None)

    def _order(self, dossier: Dossier) -> list[str]:
        """The people's ids with those of the organisation in its order, and all others where they stand."""
        places = {key: place for place, key in enumerate(self.found.people)}
        linked = [one.id for one in dossier.people if self.person_keys.get(one.id) in places]
        ordered = iter(sorted(linked, key=lambda ref: places[self.person_keys[ref]]))
        movable = set(linked)
        return [next(ordered) if one.id in movable else one.id for one in dossier.people]

    def _taken(self, keys: Mapping[str, int]) -> Taken:
        """What the meeting has from the organisation now; of a pair only if both are there."""
        there = set(keys.values())
        people = {
            ref: (key, replace(said, pair=said.pair if said.pair in there else None))
            if (said := self.found.people.get(key)) is not None
            else self.taken.people.get(ref, (key, None))
            for ref, key in keys.items()
        }
        departments = {
            ref: (key, self.found.departments.get(key) or self.taken.departments.get(ref, (key, None))[1])
            for ref, key in self.unit_keys.items()
        }
        return Taken(departments=departments, people=people, listed=frozenset(self.found.people))

    # -------------------------------------------------------------------------------------------------------- words

    def _text(self, field: str, value: Any) -> str:  # noqa: ANN401 - whatever a field holds
        if field == "posts":
            return "、".join(f"{self._unit_name(h.department)}{self.words[h.post]}（{span_text(h)}）" for h in value)
        if field == "in_charge_of":
            return "、".join(map(self._unit_name, value))
        return self._person_name(value) if field == "pair" else _words(value)

    def _unit_name(self, ref: Ref | None) -> str:
        if isinstance(ref, int):
            if ref in self.found.departments:
                return self.found.departments[ref].name
            ref = next((one for one, key in self.unit_keys.items() if key == ref), None)
        return next((unit.name for unit in self.dossier.departments if unit.id == ref), "")

    def _person_name(self, ref: Ref | None) -> str:
        if isinstance(ref, int):
            if ref in self.found.people:
                return self.found.people[ref].name
            ref = next((one for one, key in self.person_keys.items() if key == ref), None)
        return next((person.name for person in self.dossier.people if person.id == ref), "")


def _words(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case tuple():
            return "、".join(ROLES.get(one, str(one)) for one in value)
        case _:
            return "" if value is None else DEPARTMENT_KINDS.get(value, str(value))  # type: ignore[call-overload]
