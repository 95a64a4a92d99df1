"""A government's organisation with its history: departments, people, posts from a day to a day, charges and pairs.

Everything is kept with the days on which it holds, so that the organisation can be asked what it was like on any day
(``as_of``), and nothing that has ended is lost. ``organisation_faults.py`` tells what in it cannot be. Keys are those
of the database; what is only planned has negative ones.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from secretariat.domain.numerals import date_text
from secretariat.domain.posts import in_force
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.domain.posts import Dated
    from secretariat.domain.states import DepartmentKind, DepartmentRole, Post

AnyDated = TypeVar("AnyDated", bound="Dated")
Part = Literal["government", "department", "person", "holding", "charge", "pair"]
"""What of an organisation a fault is told of."""


@record(kw_only=True)
class Department:
    """A department or other unit; ``from_`` and ``to`` are its first and last day, ``None`` is open."""

    key: int
    name: str
    kind: DepartmentKind
    roles: tuple[DepartmentRole, ...] = ()
    from_: dt.date | None = None
    to: dt.date | None = None
    phone: str | None = None
    version: int = 0


@record(kw_only=True)
class Holding:
    """A post held from a day to a day, both included; ``department`` is a key."""

    key: int
    post: Post
    department: int | None = None
    from_: dt.date | None = None
    to: dt.date | None = None
    version: int = 0


@record(kw_only=True)
class Charge:
    """A department that a leader is in charge of (分管) from a day to a day."""

    key: int
    department: int
    from_: dt.date | None = None
    to: dt.date | None = None
    version: int = 0


@record(kw_only=True)
class Person:
    """A person with all posts ever held; ``title`` as papers print it today.

    ``distinction`` tells people of one name apart. ``pinyin`` is the reading of the name, syllables apart;
    ``pinyin_correction`` the same where somebody has typed it.
    """

    key: int
    name: str
    distinction: str | None = None
    title: str | None = None
    cpc_member: bool = False
    pinyin: str | None = None
    pinyin_correction: str | None = None
    phone: str | None = None
    posts: tuple[Holding, ...] = ()
    charges: tuple[Charge, ...] = ()
    version: int = 0


@record(kw_only=True)
class Pair:
    """Two who stand in for each other (补位、AB角) from a day to a day."""

    key: int
    person: int
    other: int
    from_: dt.date | None = None
    to: dt.date | None = None
    version: int = 0

    def of(self, person: int) -> int | None:
        """Who stands in for somebody; ``None``: the pair is not his."""
        return {self.person: self.other, self.other: self.person}.get(person)


@record(kw_only=True)
class Organisation:
    """One government's organisation; people and departments stand in protocol order (排序)."""

    key: int
    name: str
    office: str | None = None
    term: int | None = None
    version: int = 0
    departments: tuple[Department, ...] = ()
    people: tuple[Person, ...] = ()
    pairs: tuple[Pair, ...] = ()

    def department(self, key: int) -> Department:
        """The department with that key; raises ``KeyError``."""
        return units(self)[key]

    def person(self, key: int) -> Person:
        """The person with that key; raises ``KeyError``."""
        return {person.key: person for person in self.people}[key]


def units(organisation: Organisation) -> dict[int, Department]:
    """The departments by key."""
    return {unit.key: unit for unit in organisation.departments}


# ------------------------------------------------------------------------------------------------------------ on a day


def as_of(organisation: Organisation, day: dt.date) -> Organisation:
    """What the organisation says on a day: departments that exist, posts, charges and pairs that are in force.

    Everybody stays, also who holds nothing on that day.
    """
    return replace(
        organisation,
        departments=_on(organisation.departments, day),
        people=tuple(
            replace(person, posts=_on(person.posts, day), charges=_on(person.charges, day))
            for person in organisation.people
        ),
        pairs=_on(organisation.pairs, day),
    )


def during(organisation: Organisation, first: dt.date, last: dt.date) -> Organisation:
    """What the organisation says of the time from one day to another: whatever was in force on any day of it.

    Everybody stays, also who held nothing then.
    """

    def within(items: tuple[AnyDated, ...]) -> tuple[AnyDated, ...]:
        return tuple(
            item
            for item in items
            if (item.from_ is None or item.from_ <= last) and (item.to is None or first <= item.to)
        )

    return replace(
        organisation,
        departments=within(organisation.departments),
        people=tuple(
            replace(person, posts=within(person.posts), charges=within(person.charges))
            for person in organisation.people
        ),
        pairs=within(organisation.pairs),
    )


def _on(items: Iterable[AnyDated], day: dt.date) -> tuple[AnyDated, ...]:
    return tuple(item for item in items if in_force(item, day))


# --------------------------------------------------------------------------------------------------------------- spans

EARLIEST: Final = dt.date(1949, 10, 1)
LATEST: Final = dt.date(2199, 12, 31)
"""Days outside of these are slips of the pen."""


def span_text(span: Dated) -> str:
    """From when to when: 2021年12月1日起, 2017年1月1日至2021年11月30日."""
    if span.from_ is None:
        return "未记起止" if span.to is None else f"至{date_text(span.to)}"
    return f"{date_text(span.from_)}{'起' if span.to is None else f'至{date_text(span.to)}'}"


def overlap(one: Dated, other: Dated) -> bool:
    """Whether there is a day on which both hold."""
    return (one.from_ is None or other.to is None or one.from_ <= other.to) and (
        other.from_ is None or one.to is None or other.from_ <= one.to
    )


def post_text(organisation: Organisation, holding: Holding, posts: Mapping[Post, str]) -> str:
    """A post as a message names it: 财政局部门主要负责人, 政府副职."""
    known = units(organisation)
    unit = known.get(holding.department) if holding.department is not None else None
    return f"{unit.name if unit else ''}{posts[holding.post]}"


def told_apart(organisation: Organisation) -> dict[int, str]:
    """Give everybody's name; those of one name with what tells them apart: 张伟（财政局）."""
    names = Counter(person.name for person in organisation.people)
    known = units(organisation)
    called = {}
    for person in organisation.people:
        held = (known[one.department].name for one in person.posts if one.department in known)
        more = person.distinction or (next(held, None) or person.title if names[person.name] > 1 else None)
        called[person.key] = f"{person.name}（{more}）" if more else person.name
    return called
