"""What in an organisation cannot be, and what may be meant otherwise: doubled terms, doubled names, days in disorder.

A fault names the row and the field at which it is told, so that a form or a sheet can show it there. Nothing here
breaks a rule of a government; that is judged meeting by meeting.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeVar

from secretariat.domain.labels import POSTS
from secretariat.domain.numerals import date_text
from secretariat.domain.organisation import EARLIEST, LATEST, overlap, post_text, span_text, told_apart, units
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.posts import UNIT_HEAD
from secretariat.domain.records import record
from secretariat.domain.states import Post

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Part, Person
    from secretariat.domain.posts import Dated

Kept = TypeVar("Kept", "Holding", "Charge", "Pair")
ONE_HOLDER: Final = frozenset({Post.HEAD, Post.PARTY_SECRETARY, Post.OFFICE_DIRECTOR})
"""Posts that a government has once: nobody holds them on a day on which another does."""
_MOSTLY_ONE: Final = frozenset({Post.EXECUTIVE_DEPUTY})
_OF_UNIT: Final = frozenset(UNIT_HEAD.values()) | {Post.DEPARTMENT_HEAD}


@record(kw_only=True)
class Fault:
    """One thing that is wrong: at which row (``part`` and ``key``) and field, what, and what to do about it.

    ``other`` is the key of the row of the same kind that it collides with.
    """

    code: str
    part: Part
    key: int
    field: str
    text: str
    remedy: str
    other: int | None = None

    @property
    def same(self) -> tuple[str, str, int, int | None]:
        """What tells it from other faults, however it is worded."""
        return (self.code, self.part, self.key, self.other)


def faults(organisation: Organisation, posts: Mapping[Post, str] = POSTS) -> tuple[Fault, ...]:
    """Everything that cannot be; ``posts`` are the government's words for its posts."""
    # A pair is looked at once for each of the two.
    return tuple({fault.same: fault for fault in _Search(organisation, posts).faults()}.values())


def doubts(organisation: Organisation, posts: Mapping[Post, str] = POSTS) -> tuple[Fault, ...]:
    """What can be, but is more often a slip: two heads of one unit on a day, a post in a unit that has ended."""
    return tuple(_Search(organisation, posts).doubts())


class _Search:
    def __init__(self, organisation: Organisation, posts: Mapping[Post, str]) -> None:
        self.organisation = organisation
        self.posts = posts
        self.units = units(organisation)
        self.names = told_apart(organisation)

    # ------------------------------------------------------------------------------------------------- what cannot be

    def faults(self) -> Iterator[Fault]:
        for unit in self.organisation.departments:
            yield from _days("department", unit.key, unit, f"单位“{unit.name}”")
        yield from self._doubled_units()
        yield from self._doubled_names()
        for person in self.organisation.people:
            yield from self._of_person(person)
        yield from self._two_holders(ONE_HOLDER, "two_holders")
        yield from self._pairs()

    def _of_person(self, person: Person) -> Iterator[Fault]:
        for holding in person.posts:
            yield from _days("holding", holding.key, holding, f"{self.names[person.key]}任{self._post(holding)}")
            if holding.post in _OF_UNIT - ONE_HOLDER and holding.department is None:
                text = f"{self.names[person.key]}任{self._post(holding)}，没有写明是哪个单位"
                yield _fault("no_department", "holding", holding.key, "department", text, "请选择单位")
        for charge in person.charges:
            what = f"{self.names[person.key]}分管{self._unit(charge.department)}"
            yield from _days("charge", charge.key, charge, what)
        for one, other in _overlapping(person.posts, lambda held: (held.post, held.department)):
            text = (
                f"{self.names[person.key]}任{self._post(other)}（{span_text(other)}）与本人同一职务的另一段任期"
                f"（{span_text(one)}）重叠"
            )
            remedy = "请并成一段，或改正任期的起止日期"
            yield _fault("held_twice", "holding", other.key, "from_", text, remedy, one.key)
        for first, second in _overlapping(person.charges, lambda charge: charge.department):
            text = f"{self.names[person.key]}分管{self._unit(second.department)}记了两次，日期重叠"
            yield _fault("charged_twice", "charge", second.key, "from_", text, "请并成一条，或改正起止日期", first.key)

    def _two_holders(self, wanted: frozenset[Post], code: str) -> Iterator[Fault]:
        holders = {
            holding.key: (person, holding)
            for person in self.organisation.people
            for holding in person.posts
            if holding.post in wanted
        }
        yield from self._collisions(holders, lambda holding: holding.post, code)

    def _collisions(
        self, holders: Mapping[int, tuple[Person, Holding]], seat: Callable[[Holding], Hashable], code: str
    ) -> Iterator[Fault]:
        """Two who hold the same seat on a day; ``holders`` are the terms by key, with whose they are."""
        for before, after in _overlapping((holding for _, holding in holders.values()), seat):
            one, other = holders[before.key][0], holders[after.key][0]
            if one.key != other.key:
                day = max(filter(None, (before.from_, after.from_)), default=None)
                since = "同时任" if day is None else f"自{date_text(day)}起同时任"
                text = (
                    f"{self.names[other.key]}（{span_text(after)}）与{self.names[one.key]}（{span_text(before)}）"
                    f"{since}{self._post(after)}"
                )
                remedy = (
                    f"请先填写{self.names[one.key]}任职的结束日期，应在{self.names[other.key]}任职开始日期之前；"
                    "或改正开始日期"
                )
                yield _fault(code, "holding", after.key, "from_", text, remedy, before.key)

    def _pairs(self) -> Iterator[Fault]:
        for pair in self.organisation.pairs:
            yield from _days("pair", pair.key, pair, f"{self._pair(pair)}补位")
            if pair.person == pair.other:
                text = f"{self.names[pair.person]}不能与本人补位"
                yield _fault("pair_self", "pair", pair.key, "other", text, "请选择另一个人")
        of: dict[int, list[Pair]] = defaultdict(list)
        for pair in self.organisation.pairs:
            for person in {pair.person, pair.other}:
                of[person].append(pair)
        for person, pairs in of.items():
            for one, other in _overlapping(pairs, lambda _: None):
                text = f"{self.names[person]}同一时间有两个补位（AB角）：{self._pair(one)}，{self._pair(other)}"
                remedy = "请先填写前一个的结束日期，或改正日期"
                yield _fault("paired_twice", "pair", other.key, "from_", text, remedy, one.key)

    def _doubled_names(self) -> Iterator[Fault]:
        first: dict[tuple[str, str], Person] = {}
        for person in self.organisation.people:
            known = first.setdefault((tidy_name(person.name), person.distinction or ""), person)
            if known is not person:
                text = f"已有同名的{described(self.organisation, known)}"
                remedy = "不是同一个人的，请在“区分”中注明，例如单位或性别；是同一个人的，请在其名下增加任职"
                yield _fault("same_name", "person", person.key, "distinction", text, remedy, known.key)

    def _doubled_units(self) -> Iterator[Fault]:
        first: dict[str, Department] = {}
        for unit in self.organisation.departments:
            known = first.setdefault(unit.name, unit)
            if known is not unit:
                text = f"已有同名单位“{unit.name}”"
                yield _fault("same_unit", "department", unit.key, "name", text, "请核对名称", known.key)

    # ------------------------------------------------------------------------------------ what may be meant otherwise

    def doubts(self) -> Iterator[Fault]:
        yield from self._two_holders(_MOSTLY_ONE, "two_of_one")
        heads: dict[int, tuple[Person, Holding]] = {}
        for person in self.organisation.people:
            for holding in person.posts:
                if holding.department is not None and holding.post in _OF_UNIT - ONE_HOLDER:
                    heads[holding.key] = (person, holding)
                yield from self._in_ended_unit(person, holding)
            for charge in person.charges:
                yield from self._in_ended_unit(person, charge)
        yield from self._collisions(heads, lambda holding: (holding.post, holding.department), "two_heads")

    def _in_ended_unit(self, person: Person, held: Holding | Charge) -> Iterator[Fault]:
        unit = self.units.get(held.department) if held.department is not None else None
        if unit is None or unit.to is None or (held.to is not None and held.to <= unit.to):
            return
        is_post = hasattr(held, "post")
        what = "任职" if is_post else "分管"
        text = f"“{unit.name}”已于{date_text(unit.to)}撤销，{self.names[person.key]}的{what}还没有结束"
        yield _fault("unit_ended", "holding" if is_post else "charge", held.key, "to", text, "请填写结束日期")

    # --------------------------------------------------------------------------------------------------------- words

    def _post(self, holding: Holding) -> str:
        return post_text(self.organisation, holding, self.posts)

    def _unit(self, key: int) -> str:
        unit = self.units.get(key)
        return "" if unit is None else unit.name

    def _pair(self, pair: Pair) -> str:
        return f"{self.names[pair.person]}与{self.names[pair.other]}"


def described(organisation: Organisation, person: Person) -> str:
    """Somebody as a message tells him from others of his name: 张伟（财政局局长）."""
    known = units(organisation)
    held = (known[held.department].name for held in person.posts if held.department in known)
    more = person.distinction or person.title or next(held, None)
    return f"{person.name}（{more}）" if more else person.name


def _overlapping(items: Iterable[Kept], seat: Callable[[Kept], Hashable]) -> Iterator[tuple[Kept, Kept]]:
    """Of those with the same seat, each that begins while an earlier one still holds, after that earlier one.

    What begins on the same day stands in the order of the keys, what is only planned last. What ends before it begins
    holds on no day, and is told as such. One pass over the sorted items: a sheet from outside may say twenty thousand
    times that somebody is head.
    """
    longest: dict[Hashable, Kept] = {}
    sound = (item for item in items if not _ends_first(item))
    for item in sorted(sound, key=lambda item: (item.from_ or dt.date.min, item.key < 0, abs(item.key))):
        known = longest.setdefault(seat(item), item)
        if known is not item:
            if overlap(known, item):
                yield known, item
            if (item.to or dt.date.max) > (known.to or dt.date.max):
                longest[seat(item)] = item


def _ends_first(span: Dated) -> bool:
    return span.from_ is not None and span.to is not None and span.to < span.from_


def _days(part: Part, key: int, span: Dated, what: str) -> Iterator[Fault]:
    for field, day in (("from_", span.from_), ("to", span.to)):
        if day is not None and not EARLIEST <= day <= LATEST:
            text = f"{what}，日期{date_text(day)}不合常理"
            yield _fault(f"odd_{field}", part, key, field, text, "请核对年份")
    if span.from_ is not None and span.to is not None and _ends_first(span):
        text = f"{what}，结束日期{date_text(span.to)}早于开始日期{date_text(span.from_)}"
        yield _fault("ends_first", part, key, "to", text, "请改正开始或结束日期；还没有结束的，结束日期留空")


def _fault(code: str, part: Part, key: int, field: str, text: str, remedy: str, other: int | None = None) -> Fault:
    return Fault(code=code, part=part, key=key, field=field, text=text, remedy=remedy, other=other)
