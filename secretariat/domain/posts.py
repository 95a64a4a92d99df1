"""Posts and terms: who holds what on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from secretariat.domain.states import DepartmentKind, Post

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from secretariat.domain.facts import Department, Person
    from secretariat.domain.states import DepartmentRole

# Who holds the key's post holds the value's post too: 常务副区长 is a 副区长, 党组书记 and 副书记 are 党组成员.
IMPLIED: Mapping[Post, frozenset[Post]] = {
    Post.EXECUTIVE_DEPUTY: frozenset({Post.DEPUTY}),
    Post.PARTY_SECRETARY: frozenset({Post.PARTY_MEMBER}),
    Post.PARTY_DEPUTY_SECRETARY: frozenset({Post.PARTY_MEMBER}),
}

# Which post is the head (主要负责人) of a unit, by what the unit is. The head of the office is its director.
UNIT_HEAD: Mapping[DepartmentKind, Post] = {
    DepartmentKind.DEPARTMENT: Post.DEPARTMENT_HEAD,
    DepartmentKind.OTHER: Post.DEPARTMENT_HEAD,
    DepartmentKind.TOWN: Post.TOWN_HEAD,
    DepartmentKind.ENTERPRISE: Post.ENTERPRISE_HEAD,
    DepartmentKind.OFFICE: Post.OFFICE_DIRECTOR,
}


class Dated(Protocol):
    """What holds from a day to a day, both included; ``None`` is open."""

    @property
    def from_(self) -> date | None:
        """The first day."""
        ...

    @property
    def to(self) -> date | None:
        """The last day."""
        ...


def in_force(holding: Dated, day: date) -> bool:
    """Whether the post is held on ``day``; the first and the last day count."""
    return (holding.from_ is None or holding.from_ <= day) and (holding.to is None or day <= holding.to)


def posts_on(person: Person, day: date, units: Mapping[str, Department] | None = None) -> frozenset[Post]:
    """All posts of a person on a day, implied ones included; by ``units``, who heads the office is its director."""
    now = [holding for holding in person.posts if in_force(holding, day)]
    held = {holding.post for holding in now}
    if Post.DEPARTMENT_HEAD in held and units is not None:
        heads = (units.get(each.department or "") for each in now if each.post is Post.DEPARTMENT_HEAD)
        held |= {Post.OFFICE_DIRECTOR for unit in heads if unit is not None and unit.kind is DepartmentKind.OFFICE}
    return frozenset(held).union(*(IMPLIED.get(post, frozenset()) for post in held))


def holds_any(person: Person, posts: Collection[Post], day: date) -> bool:
    """Whether a person holds at least one of ``posts`` on a day."""
    return not posts_on(person, day).isdisjoint(posts)


def heads_unit(person: Person, unit: Department, day: date) -> bool:
    """Whether a person is the head (主要负责人) of a unit on a day."""
    if unit.kind is DepartmentKind.OFFICE and Post.OFFICE_DIRECTOR in posts_on(person, day):
        return True
    return any(
        holding.department == unit.id
        and holding.post in {UNIT_HEAD[unit.kind], Post.DEPARTMENT_HEAD}
        and in_force(holding, day)
        for holding in person.posts
    )


def holds_seat(
    person: Person,
    post: Post,
    day: date,
    *,
    units: Mapping[str, Department],
    unit_kind: DepartmentKind | None = None,
    role: DepartmentRole | None = None,
) -> bool:
    """Whether a person holds ``post`` on a day, if asked only in a unit of that kind or with that role."""
    if unit_kind is None and role is None:
        return post in posts_on(person, day, units)
    for holding in person.posts:
        if holding.post is not post or not in_force(holding, day) or holding.department is None:
            continue
        unit = units[holding.department]
        if (unit_kind is None or unit.kind is unit_kind) and (role is None or role in unit.roles):
            return True
    return False
