"""What the window does to people in one act: add somebody with his post and unit, change somebody, sign the rest in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain import editing
from secretariat.domain.facts import Department, Holding, Person
from secretariat.domain.posts import UNIT_HEAD, in_force
from secretariat.domain.states import DepartmentKind, Part, Post, Presence
from ui.meetings.words import unit_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.domain.facts import Dossier
    from secretariat.rules.rulebook import Rulebook

COMMON_POSTS: Final = {
    Post.HEAD: "政府主要负责人",
    Post.EXECUTIVE_DEPUTY: "常务副职",
    Post.DEPUTY: "政府副职",
    Post.PARTY_SECRETARY: "党组书记",
    Post.PARTY_DEPUTY_SECRETARY: "党组副书记",
    Post.PARTY_MEMBER: "党组成员",
    Post.OFFICE_DIRECTOR: "政府办公室主任",
    Post.OFFICE_DEPUTY_DIRECTOR: "政府办公室副主任",
    Post.ASSISTING_OFFICIAL: "协助政府领导工作的同志",
    Post.DEPARTMENT_HEAD: "部门主要负责人",
    Post.ENTERPRISE_HEAD: "企事业单位主要负责人",
    Post.TOWN_HEAD: "镇（街道）主要负责人",
    Post.LEGAL_COUNSEL: "政府法律顾问",
}
"""How posts are called where no rulebook says it."""
OF_UNITS: Final = (Post.DEPARTMENT_HEAD, Post.ENTERPRISE_HEAD, Post.TOWN_HEAD)
"""Posts that are held in a unit."""
KINDS: Final = {
    DepartmentKind.DEPARTMENT: "部门",
    DepartmentKind.TOWN: "镇（街道）",
    DepartmentKind.ENTERPRISE: "企事业单位",
    DepartmentKind.OFFICE: "政府办公室",
    DepartmentKind.OTHER: "其他单位",
}


def post_words(rulebook: Rulebook | None) -> Mapping[Post, str]:
    """How the meeting's government calls the posts."""
    return COMMON_POSTS if rulebook is None else rulebook.words.posts


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
