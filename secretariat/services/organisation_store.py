"""The organisation between the database and ``domain/organisation.py``: read as a whole, written where it differs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa

from models import organisation as tables
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Pair, Person
from secretariat.domain.protocol_order import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from models.base import Row
    from secretariat.services.transaction import ActSession

Item = Department | Person | Holding | Charge | Pair
AnyItem = TypeVar("AnyItem", bound=Item)

_KINDS: Final[Mapping[type[object], type[Row]]] = {
    Department: tables.Department,
    Person: tables.Person,
    Holding: tables.Holding,
    Charge: tables.Charge,
    Pair: tables.Pair,
}
# What a row has under the same name; where a row belongs and its place are written apart.
_FIELDS: Final[Mapping[type[object], tuple[str, ...]]] = {
    Department: ("name", "kind", "roles", "from_", "to", "phone"),
    Person: ("name", "distinction", "title", "cpc_member", "pinyin", "pinyin_correction", "phone"),
    Holding: ("post", "from_", "to"),
    Charge: ("from_", "to"),
    Pair: ("from_", "to"),
}
_REFERENCES: Final[Mapping[type[object], Mapping[str, str]]] = {
    Holding: {"department": "department_id"},
    Charge: {"department": "department_id"},
    Pair: {"person": "person_id", "other": "other_id"},
}
AT_ONCE: Final = 500
"""Rows that are fetched together before they are changed."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """An organisation as it stands, and the numbers that hold its lists in order, by kind and key."""

    organisation: Organisation
    places: Mapping[type[object], Mapping[int, int]]


# ------------------------------------------------------------------------------------------------------------- reading


def load(session: Session, government: int) -> Loaded:
    """Give a government's organisation; raises ``LookupError`` for one that is not there."""
    # Past the session: thousands of rows are only looked at, and few of them changed.
    connection = session.connection()
    table = tables.Government
    query = sa.select(table.name, table.office, table.term, table.version).where(table.id == government)
    found = connection.execute(query).one_or_none()
    if found is None:
        raise LookupError(government)
    places: dict[type[object], dict[int, int]] = {}
    of_person = sa.select(tables.Person.id).where(tables.Person.government_id == government)
    own = tables.Department.government_id == government
    departments = [item for _, item in _read(connection, Department, own, places)]
    posts = _by_owner(_read(connection, Holding, tables.Holding.person_id.in_(of_person), places))
    charges = _by_owner(_read(connection, Charge, tables.Charge.person_id.in_(of_person), places))
    people = [
        Person(**_values(item), key=item.key, version=item.version, posts=posts[item.key], charges=charges[item.key])
        for _, item in _read(connection, Person, tables.Person.government_id == government, places)
    ]
    pairs = [item for _, item in _read(connection, Pair, tables.Pair.person_id.in_(of_person), places)]
    organisation = Organisation(
        key=government,
        name=found.name,
        office=found.office,
        term=found.term,
        version=found.version,
        departments=tuple(departments),
        people=tuple(people),
        pairs=tuple(pairs),
    )
    return Loaded(organisation, places)


def _read(
    connection: sa.Connection,
    kind: type[AnyItem],
    where: sa.ColumnElement[bool],
    places: dict[type[object], dict[int, int]],
) -> Iterator[tuple[int | None, AnyItem]]:
    """Give a kind's items in order, each with whose it is; enters their places."""
    table: Any = _KINDS[kind]
    names = (*_FIELDS[kind], *_REFERENCES.get(kind, ()))
    columns = [getattr(table, _REFERENCES.get(kind, {}).get(name, name)) for name in names]
    owner = table.person_id if kind in {Holding, Charge} else sa.null()
    position = getattr(table, "position", table.id)
    query = sa.select(table.id, table.version, position, owner, *columns).where(where).order_by(position, table.id)
    found = places.setdefault(kind, {})
    for key, version, place, whose, *values in connection.execute(query):
        found[key] = place
        yield whose, kind(key=key, version=version, **dict(zip(names, values, strict=True)))


def _by_owner(items: Iterable[tuple[int | None, AnyItem]]) -> defaultdict[int | None, tuple[AnyItem, ...]]:
    found: defaultdict[int | None, tuple[AnyItem, ...]] = defaultdict(tuple)
    for owner, item in items:
        found[owner] = (*found[owner], item)
    return found


def _values(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _FIELDS[type(item)]}


# ------------------------------------------------------------------------------------------------------------- writing


def rewrite(session: ActSession, loaded: Loaded, after: Organisation) -> dict[int, int]:
    """Make the rows say what ``after`` says, touching none that says the same; give the keys of what was new. Flushes.

    ``after`` must be one that can be (``domain/organisation_faults.py``).
    """
    return _Writer(session, loaded).write(after)


class _Writer:
    def __init__(self, session: ActSession, loaded: Loaded) -> None:
        self.session = session
        self.before = loaded.organisation
        self.places = loaded.places
        self.keys: dict[int, int] = {}
        self.made: dict[int, Row] = {}
        self.held: list[Row] = []

    def write(self, after: Organisation) -> dict[int, int]:
        before = self.before
        self._government(after)
        self._fetch(after)
        self._list(before.departments, after.departments, {"government_id": before.key})
        self._list(before.people, after.people, {"government_id": before.key})
        known = {person.key: person for person in before.people}
        nobody = Person(key=0, name="")
        for person in after.people:
            was = known.get(person.key, nobody)
            if was is person:
                continue
            owner = {"person_id": self.keys.get(person.key, person.key)}
            self._list(was.posts, person.posts, owner)
            self._list(was.charges, person.charges, owner)
        self._list(before.pairs, after.pairs, {})
        self._keep_keys()
        self._delete(after)
        self.session.flush()
        return self.keys

    def _government(self, after: Organisation) -> None:
        names = [name for name in ("name", "office", "term") if getattr(after, name) != getattr(self.before, name)]
        if names:
            row = self.session.get_one(tables.Government, self.before.key)
            for name in names:
                setattr(row, name, getattr(after, name))

    def _fetch(self, after: Organisation) -> None:
        """Fetch what will be changed, some hundred rows at a time; held here, the session finds them again."""
        before = {(type(item), item.key): item for item in _items(self.before)}
        wanted: dict[type[Item], list[int]] = defaultdict(list)
        for item in _items(after):
            was = before.get((type(item), item.key))
            if was is not None and was is not item and _said(was) != _said(item):
                wanted[type(item)].append(item.key)
        for kind, keys in wanted.items():
            table = _KINDS[kind]
            for first in range(0, len(keys), AT_ONCE):
                query = sa.select(table).where(table.id.in_(keys[first : first + AT_ONCE]))
                self.held += self.session.scalars(query).all()

    def _list(self, before: Sequence[Item], after: Sequence[Item], owner: Mapping[str, int]) -> None:
        """Bring a list in line, but for what goes."""
        if before is after:
            return
        known = {item.key: item for item in before}
        made: dict[int, Row] = {}
        for item in after:
            was = known.get(item.key)
            if was is None:
                made[item.key] = _KINDS[type(item)](**self._said_here(item), **owner)
            elif was is not item:
                self._change(was, item)
        for key, place in self._places(before, after).items():
            row: Any = made.get(key) or self.session.get_one(_KINDS[type(after[0])], key)
            row.position = place
        self.session.add_all(made.values())
        self.made |= made
        if made and isinstance(after[0], Department | Person):
            self._keep_keys()

    def _keep_keys(self) -> None:
        """Give what is new its keys, so that others can name it."""
        self.session.flush()
        self.keys |= {key: row.id for key, row in self.made.items()}

    def _change(self, was: Item, item: Item) -> None:
        said, now = self._said_here(was), self._said_here(item)
        changed = {name: value for name, value in now.items() if said[name] != value}
        if changed:
            row = self.session.get_one(_KINDS[type(item)], item.key)
            for name, value in changed.items():
                setattr(row, name, value)

    def _places(self, before: Sequence[Item], after: Sequence[Item]) -> dict[int, int]:
        """The numbers to be written so that the list stands in its order; pairs stand in none."""
        order = [item.key for item in after]
        if not after or isinstance(after[0], Pair):
            return {}
        left = set(order)
        if [item.key for item in before if item.key in left] == order:
            return {}
        now = self.places.get(type(after[0]), {})
        return positions(order, {key: now[key] for key in order if key in now})

    def _said_here(self, item: Item) -> dict[str, Any]:
        """What an item says in the columns of its row; what is new is named by the keys it has got."""
        said = _values(item)
        for name, column in _REFERENCES.get(type(item), {}).items():
            key = getattr(item, name)
            said[column] = self.keys.get(key, key)
        return said

    def _delete(self, after: Organisation) -> None:
        left = {(type(item), item.key) for item in _items(after)}
        gone = [item for item in _items(self.before) if (type(item), item.key) not in left]
        people = {item.key for item in gone if isinstance(item, Person)}
        with_them = {item.key for key in people for item in _parts(self.before.person(key))}
        for item in gone:
            if isinstance(item, Holding | Charge) and item.key in with_them:
                continue
            self.session.delete(self.session.get_one(_KINDS[type(item)], item.key))


def _items(organisation: Organisation) -> Iterator[Item]:
    yield from organisation.departments
    for person in organisation.people:
        yield person
        yield from _parts(person)
    yield from organisation.pairs


def _parts(person: Person) -> Iterator[Holding | Charge]:
    yield from person.posts
    yield from person.charges


def _said(item: Item) -> tuple[Any, ...]:
    return tuple(getattr(item, name) for name in (*_FIELDS[type(item)], *_REFERENCES.get(type(item), ())))
