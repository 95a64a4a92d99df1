"""What can be done to an organisation: pure functions, each one act, organisation in, organisation out.

Services run them on the organisation as it stands, and refuse what ``organisation_faults`` finds in the outcome. They
raise ``ImpossibleError`` for what is not there, or is still needed. What is new gets a negative key.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.people_editing import unit_kind
from secretariat.domain.plain_text import tidy, tidy_name, unprintable
from secretariat.domain.protocol_order import place_of_newcomer, put

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from secretariat.domain.states import DepartmentKind

Item = TypeVar("Item", Department, Person, Holding, Charge, Pair)
Spanned = TypeVar("Spanned", Holding, Charge, Pair)
_TEXTS: Final = {"title": "职务", "distinction": "区分", "phone": "电话"}


def new_key(organisation: Organisation) -> int:
    """A key for what is only planned: below all that there are."""
    keys = [unit.key for unit in organisation.departments] + [pair.key for pair in organisation.pairs]
    for person in organisation.people:
        keys += [person.key, *(held.key for held in person.posts), *(charge.key for charge in person.charges)]
    return min([0, *keys]) - 1


# --------------------------------------------------------------------------------------------------------- departments


def add_department(
    organisation: Organisation,
    name: str,
    kind: DepartmentKind | None = None,
    **values: Any,  # noqa: ANN401
) -> Organisation:
    """Add a department at the end; without ``kind`` it is what a unit of that name most likely is."""
    name = _text("单位名称", name)
    values = _tidied(values)
    made = Department(key=new_key(organisation), name=name, kind=kind or unit_kind(name), **values)
    return replace(organisation, departments=(*organisation.departments, made))


def set_department(organisation: Organisation, key: int, **values: Any) -> Organisation:  # noqa: ANN401
    """Change fields of a department."""
    name = {"name": _text("单位名称", values.pop("name"))} if "name" in values else {}
    values = _tidied(values) | name
    return replace(organisation, departments=_with(organisation.departments, key, values, "单位"))


def remove_department(organisation: Organisation, key: int) -> Organisation:
    """Remove a department that nobody ever had a post in or was in charge of."""
    unit = _one(organisation.departments, key, "单位")
    named = [
        person.name
        for person in organisation.people
        if key in {held.department for held in person.posts} | {charge.department for charge in person.charges}
    ]
    if named:
        text = f"“{unit.name}”有{_some(named)}的任职或分管记录，不能删除"
        raise ImpossibleError(text, "单位已撤销的，请填写撤销日期；录错的，请先改正这些人的任职和分管")
    return replace(organisation, departments=tuple(one for one in organisation.departments if one.key != key))


def order_departments(organisation: Organisation, keys: Sequence[int]) -> Organisation:
    """Put the departments in an order; those that are not named follow as they stood."""
    return replace(organisation, departments=_ordered(organisation.departments, keys))


# --------------------------------------------------------------------------------------------------------------- people


def add_person(
    organisation: Organisation,
    person: Person,
    *,
    today: dt.date,
    place: int | None = None,
) -> Organisation:
    """Add a person with his posts and charges; without ``place`` he comes in after who ranks as high on that day.

    All keys that come with him are replaced by new ones.
    """
    key = new_key(organisation)
    posts = tuple(replace(held, key=key - 1 - at) for at, held in enumerate(person.posts))
    charges = tuple(replace(one, key=key - 1 - len(posts) - at) for at, one in enumerate(person.charges))
    made = replace(person, key=key, posts=posts, charges=charges, **_tidied(_fields_of(person)))
    at = place_of_newcomer(organisation, posts, today) if place is None else place
    people = list(organisation.people)
    people.insert(at, made)
    return replace(organisation, people=tuple(people))


def set_person(organisation: Organisation, key: int, **values: Any) -> Organisation:  # noqa: ANN401 (of Person)
    """Change name, distinction, title, reading or membership of a person."""
    return replace(organisation, people=_with(organisation.people, key, _tidied(values), "人员"))


def remove_person(organisation: Organisation, key: int) -> Organisation:
    """Remove a person with all posts, charges and pairs; whether a meeting remembers him, the service asks."""
    _one(organisation.people, key, "人员")
    return replace(
        organisation,
        people=tuple(person for person in organisation.people if person.key != key),
        pairs=tuple(pair for pair in organisation.pairs if pair.of(key) is None),
    )


def move_person(organisation: Organisation, key: int, place: int) -> Organisation:
    """Move somebody in the protocol order, to a place counted from 0 among the others."""
    _one(organisation.people, key, "人员")
    return order_people(organisation, put([person.key for person in organisation.people], key, place))


def order_people(organisation: Organisation, keys: Sequence[int]) -> Organisation:
    """Put the people in protocol order; those that are not named follow as they stood."""
    return replace(organisation, people=_ordered(organisation.people, keys))


def end_person(organisation: Organisation, key: int, last_day: dt.date) -> Organisation:
    """End all that somebody holds after a day: posts, charges, pairs; what has not begun by then goes."""
    person = _one(organisation.people, key, "人员")
    ended = replace(person, posts=_until(person.posts, last_day), charges=_until(person.charges, last_day))
    own = [pair for pair in organisation.pairs if pair.of(key) is not None]
    others = [pair for pair in organisation.pairs if pair.of(key) is None]
    changed = replace(organisation, pairs=(*others, *_until(own, last_day)))
    return replace(changed, people=tuple(ended if one.key == key else one for one in organisation.people))


# ------------------------------------------------------------------------------------------------- posts and charges


def add_holding(organisation: Organisation, person: int, holding: Holding, *, first: bool = False) -> Organisation:
    """Give somebody a post; ``first`` makes it the one that lists name him by."""
    made = replace(holding, key=new_key(organisation))
    return _of_person(
        organisation, person, lambda one: replace(one, posts=(made, *one.posts) if first else (*one.posts, made))
    )


def set_holding(organisation: Organisation, key: int, **values: Any) -> Organisation:  # noqa: ANN401 (of Holding)
    """Change fields of a term of office."""
    owner = owner_of(organisation, key)
    return _of_person(organisation, owner.key, lambda one: replace(one, posts=_with(one.posts, key, values, "任职")))


def remove_holding(organisation: Organisation, key: int) -> Organisation:
    """Remove a term of office that never was; one that is over is ended instead."""
    owner = owner_of(organisation, key)
    return _of_person(
        organisation, owner.key, lambda one: replace(one, posts=tuple(held for held in one.posts if held.key != key))
    )


def order_holdings(organisation: Organisation, person: int, keys: Sequence[int]) -> Organisation:
    """Put somebody's posts in an order, the one that lists name him by first."""
    return _of_person(organisation, person, lambda one: replace(one, posts=_ordered(one.posts, keys)))


def owner_of(organisation: Organisation, holding: int) -> Person:
    """Whose term of office that is."""
    for person in organisation.people:
        if any(held.key == holding for held in person.posts):
            return person
    raise _not_there("任职")


def add_charge(organisation: Organisation, person: int, charge: Charge) -> Organisation:
    """Put somebody in charge of a department."""
    made = replace(charge, key=new_key(organisation))
    return _of_person(organisation, person, lambda one: replace(one, charges=(*one.charges, made)))


def set_charge(organisation: Organisation, key: int, **values: Any) -> Organisation:  # noqa: ANN401 (of Charge)
    """Change fields of a charge."""
    owner = in_charge(organisation, key)
    return _of_person(
        organisation, owner.key, lambda one: replace(one, charges=_with(one.charges, key, values, "分管"))
    )


def remove_charge(organisation: Organisation, key: int) -> Organisation:
    """Remove a charge that never was."""
    owner = in_charge(organisation, key)
    return _of_person(
        organisation, owner.key, lambda one: replace(one, charges=tuple(c for c in one.charges if c.key != key))
    )


def in_charge(organisation: Organisation, charge: int) -> Person:
    """Whose charge that is."""
    for person in organisation.people:
        if any(one.key == charge for one in person.charges):
            return person
    raise _not_there("分管")


# -------------------------------------------------------------------------------------------------------------- pairs


def add_pair(organisation: Organisation, pair: Pair) -> Organisation:
    """Let two stand in for each other."""
    for key in (pair.person, pair.other):
        _one(organisation.people, key, "人员")
    return replace(organisation, pairs=(*organisation.pairs, replace(pair, key=new_key(organisation))))


def set_pair(organisation: Organisation, key: int, **values: Any) -> Organisation:  # noqa: ANN401 (of Pair)
    """Change fields of a pair."""
    return replace(organisation, pairs=_with(organisation.pairs, key, values, "补位"))


def remove_pair(organisation: Organisation, key: int) -> Organisation:
    """Remove a pair that never was."""
    _one(organisation.pairs, key, "补位")
    return replace(organisation, pairs=tuple(pair for pair in organisation.pairs if pair.key != key))


# ------------------------------------------------------------------------------------------------------------- helpers


def _fields_of(person: Person) -> dict[str, Any]:
    return {field.name: getattr(person, field.name) for field in fields(person)}


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of fields of a person or a unit as they are kept."""
    told = {name: value for name, value in values.items() if name not in {"key", "version", "posts", "charges"}}
    if "name" in told:
        told["name"] = _text("姓名", tidy_name(told["name"] or ""))
    for field in _TEXTS:
        if field in told:
            told[field] = _text(_TEXTS[field], told[field]) if (told[field] or "").strip() else None
    if "pinyin_correction" in told:
        told["pinyin_correction"] = tidy(told["pinyin_correction"] or "").casefold() or None
    return told


def _text(what: str, typed: str) -> str:
    text = tidy(typed)
    if not text:
        raise ImpossibleError(f"没有填写{what}", f"请填写{what}")
    if fault := unprintable(text):
        raise ImpossibleError(f"{what}的{fault}", "请删去这个字符，重新输入")
    return text


def _one(items: Iterable[Item], key: int, what: str) -> Item:
    for item in items:
        if item.key == key:
            return item
    raise _not_there(what)


def _not_there(what: str) -> ImpossibleError:
    return ImpossibleError(f"这条{what}记录已不存在", "它可能刚被删除，请查看最新内容")


def _with(items: Sequence[Item], key: int, values: Mapping[str, Any], what: str) -> tuple[Item, ...]:
    _one(items, key, what)
    return tuple(replace(item, **values) if item.key == key else item for item in items)


def _ordered(items: Sequence[Item], keys: Sequence[int]) -> tuple[Item, ...]:
    places = {key: place for place, key in enumerate(keys)}
    return tuple(sorted(items, key=lambda item: places.get(item.key, len(places))))


def _of_person(organisation: Organisation, key: int, edit: Callable[[Person], Person]) -> Organisation:
    person = edit(_one(organisation.people, key, "人员"))
    return replace(organisation, people=tuple(person if one.key == key else one for one in organisation.people))


def _until(items: Iterable[Spanned], last_day: dt.date) -> tuple[Spanned, ...]:
    return tuple(
        item if item.to is not None and item.to <= last_day else replace(item, to=last_day)
        for item in items
        if item.from_ is None or item.from_ <= last_day
    )


def _some(names: Sequence[str]) -> str:
    """The first few names of several."""
    few = 3
    return "、".join(names[:few]) + (f"等 {len(names)} 人" if len(names) > few else "")
