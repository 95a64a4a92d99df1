"""What is done to people in one act: add somebody with his post and unit, change somebody, sign the rest in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain import editing
from secretariat.domain.facts import Department, Holding, Person
from secretariat.domain.posts import UNIT_HEAD, in_force
from secretariat.domain.states import DepartmentKind, Part, Post, Presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.domain.facts import Dossier

OF_UNITS: Final = (Post.DEPARTMENT_HEAD, Post.ENTERPRISE_HEAD, Post.TOWN_HEAD)
"""Posts that are held in a unit."""
_TOWN: Final = re.compile(r"(镇|乡|街道|街道办事处|开发区)$")
_ENTERPRISE: Final = re.compile(r"(公司|集团|厂)$")
_OFFICE: Final = re.compile(r"政府(办公室|办公厅)$")


def unit_kind(name: str) -> DepartmentKind:
    """What a unit of that name most likely is."""
    for pattern, kind in (
        (_OFFICE, DepartmentKind.OFFICE),
        (_TOWN, DepartmentKind.TOWN),
        (_ENTERPRISE, DepartmentKind.ENTERPRISE),
    ):
        if pattern.search(name):
            return kind
    return DepartmentKind.DEPARTMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """Somebody typed in on one line.

    ``unit`` is a name, ``kind`` what the unit is if it is new; without ``part`` he is not put on the list.
    """

    name: str
    title: str = ""
    post: Post | None = None
    unit: str = ""
    kind: DepartmentKind | None = None
    part: Part | None = None

    def added_to(self, dossier: Dossier) -> Dossier:
        """The dossier with that person, and with his unit if it did not know it."""
        unit = None
        if self.unit:
            dossier, unit = with_unit(dossier, self.unit, self.kind)
        posts: tuple[Holding, ...] = ()
        if self.post is not None:
            kind = next((known.kind for known in dossier.departments if known.id == unit), None)
            posts = (Holding(post=_fitting(self.post, kind), department=unit),)
        person = Person(id="", name=self.name, title=self.title or None, posts=posts)
        dossier = editing.add_person(dossier, person)
        if self.part is None:
            return dossier
        more = {"department": unit} if unit is not None else {}
        return editing.list_person(dossier, dossier.people[-1].id, self.part, **more)


def _fitting(post: Post, kind: DepartmentKind | None) -> Post:
    """The head of a town is not the head of a department, whatever was picked."""
    if post in OF_UNITS and kind is not None and kind is not DepartmentKind.OFFICE:
        return UNIT_HEAD[kind]
    return post


def with_unit(dossier: Dossier, name: str, kind: DepartmentKind | None = None) -> tuple[Dossier, str]:
    """The dossier with a unit of that name, and the unit's id; one that is there already stays as it is."""
    for unit in dossier.departments:
        if name in {unit.id, unit.name}:
            return dossier, unit.id
    made = Department(id="", name=name, kind=kind or unit_kind(name))
    dossier = editing.add_department(dossier, made)
    return dossier, dossier.departments[-1].id


def change_person(dossier: Dossier, person: str, values: Mapping[str, Any]) -> Dossier:
    """Change fields of a person; units may be told by id or by name, and new ones are added."""
    told = dict(values)
    if "posts" in told:
        posts = []
        for held in told["posts"]:
            unit = held.department
            if unit is not None:
                dossier, unit = with_unit(dossier, unit)
            posts.append(replace(held, department=unit))
        told["posts"] = tuple(posts)
    if "in_charge_of" in told:
        units = []
        for one in told["in_charge_of"]:
            dossier, unit = with_unit(dossier, one)
            units.append(unit)
        told["in_charge_of"] = tuple(dict.fromkeys(units))
    return editing.set_person(dossier, person, **told)


def sign_in_rest(dossier: Dossier, parts: Iterable[Part]) -> Dossier:
    """Mark present whoever has neither come nor asked for leave."""
    wanted = set(parts)
    for line in dossier.attendance:
        if line.as_ in wanted and line.status is Presence.ABSENT and line.substitute is None:
            dossier = editing.mark(dossier, line.person, Presence.PRESENT)
    return dossier


def listed_again(dossier: Dossier, before: Dossier, person: str) -> Dossier:
    """The list with somebody's lines as they were, in their places."""
    lines = list(dossier.attendance)
    if any(line.person == person for line in lines):
        return dossier
    for place, line in enumerate(before.attendance):
        if line.person == person:
            lines.insert(min(place, len(lines)), line)
    return replace(dossier, attendance=tuple(lines))


def unit_title(dossier: Dossier, person: Person) -> str:
    """Where somebody without a title belongs, by his post of that day."""
    day = dossier.meeting.date
    units = {unit.id: unit.name for unit in dossier.departments}
    held = next((one for one in person.posts if one.department in units and in_force(one, day)), None)
    return "" if held is None or held.department is None else units[held.department]
