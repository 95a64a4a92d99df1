"""Many meetings as dossiers at once: one query a table for some hundred meetings, and no row of the unit of work.

A row of the tables' own classes is tracked by its session, which takes most of the time of reading it. What is only
read comes as stand-ins that have the same fields and parts, so that ``store.dossier_of`` makes dossiers of them as of
the rows themselves.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa

from models.meetings import Meeting
from secretariat.services.store import dossier_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import RelationshipProperty, Session

    from models.base import Row
    from secretariat.domain.facts import Dossier

AT_ONCE: Final = 200
"""Meetings that are read together: enough for the queries not to count, few enough to tell how far it is."""


def load_dossiers(session: Session, keys: Sequence[int]) -> Iterator[tuple[int, Dossier]]:
    """Give meetings by their keys as dossiers, some hundred at a time; those that are not there are left out."""
    for first in range(0, len(keys), AT_ONCE):
        for meeting in _stand_ins(session, _plan(Meeting), keys[first : first + AT_ONCE]):
            yield meeting.id, dossier_of(cast("Meeting", meeting))


def rows_to_read(session: Session, keys: Collection[int]) -> tuple[Meeting, ...]:
    """Give meetings and proposals with all that belongs to them, only to be read: in a third of the time of the rows.

    With what stands beside a dossier too. Those that are not there are left out.
    """
    return tuple(_stand_ins(session, _plan(Meeting, beside=True), keys))


@dataclass(frozen=True, slots=True)
class _Part:
    """A relation to the parts of a row: its name, the part's column with the row's key, whether there are several."""

    name: str
    key: str
    several: bool
    plan: _Plan


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the rows of a table are read: their fields, the class of their stand-ins, and their parts."""

    kind: type[Row]
    stand_in: type
    names: tuple[str, ...]
    columns: tuple[sa.ColumnElement[Any], ...]
    parts: tuple[_Part, ...]


@cache
def _plan(kind: type[Row], *, beside: bool = False) -> _Plan:
    mapper = sa.inspect(kind)
    columns = {
        attribute.key: attribute.columns[0]
        for attribute in mapper.column_attrs
        if attribute.key != "version" and (beside or not attribute.columns[0].info.get("beside"))
    }
    relations = cast("Sequence[RelationshipProperty[Row]]", tuple(mapper.relationships))
    parts = tuple(
        _Part(relation.key, _key(kind, relation), bool(relation.uselist), _plan(relation.mapper.class_, beside=beside))
        for relation in relations
        if "delete-orphan" in relation.cascade
    )
    # What a row has no part of is found on the class.
    nothing = {part.name: () if part.several else None for part in parts}
    return _Plan(
        kind, type(kind.__name__, (), {"stands_for": kind, **nothing}), tuple(columns), tuple(columns.values()), parts
    )


def _key(kind: type[Row], relation: RelationshipProperty[Row]) -> str:
    """The column of a part that holds the key of the row it belongs to."""
    by_row = {local.name: remote.name for local, remote in relation.local_remote_pairs or ()}
    return str(by_row[sa.inspect(kind).primary_key[0].name])


def _stand_ins(session: Session, plan: _Plan, meetings: Collection[int]) -> list[Any]:
    """The rows of a table that belong to these meetings, in their order, with all their parts."""
    known = dict(zip(plan.names, plan.columns, strict=True))
    of = known["id"] if plan.kind is Meeting else known["meeting_id"]
    query = sa.select(*plan.columns).where(of.in_(meetings)).order_by(known.get("position", known["id"]))
    rows = []
    # Past the session, which would look at each row for classes of its own.
    for values in session.connection().execute(query).all():
        row = plan.stand_in()
        row.__dict__ = dict(zip(plan.names, values, strict=True))
        rows.append(row)
    if rows:
        for part in plan.parts:
            _attach(rows, part, _stand_ins(session, part.plan, meetings))
    return rows


def _attach(rows: Sequence[Any], part: _Part, found: Sequence[Any]) -> None:
    if not part.several:
        single = dict(zip(map(attrgetter(part.key), found), found, strict=True))
        for row in rows:
            if row.id in single:
                setattr(row, part.name, single[row.id])
        return
    several: dict[int, list[Any]] = defaultdict(list)
    key = attrgetter(part.key)
    for one in found:
        several[key(one)].append(one)
    for row in rows:
        if row.id in several:
            setattr(row, part.name, several[row.id])
