"""Change lines: what an act changed, field by field, taken from the session as it writes."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

from models.base import Base, Row
from models.meetings import Meeting
from models.of_meeting import OfMeeting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import ColumnProperty


@dataclass(frozen=True, slots=True)
class Line:
    """One change of a field; without a field, a whole row that came (no ``before``) or went (no ``after``).

    Values are canonical JSON. ``version`` is the row's after the act.
    """

    table: str
    row: int
    field: str | None
    before: str | None
    after: str | None
    version: int | None


@dataclass(slots=True)
class _Touched:
    row: Row
    came: bool = False
    went: bool = False
    before: dict[str, object] = field(default_factory=dict)


class Recorder:
    """Collects what one session writes, over as many flushes as it takes, row by row as the rows are written.

    Not from what the session says it is about to do: of a row that goes because nothing holds it any more
    (``delete-orphan``) it says nothing beforehand.
    """

    def __init__(self) -> None:
        self._touched: dict[tuple[str, int], _Touched] = {}

    def came(self, row: object) -> None:
        """Take a row that has just been inserted."""
        known = self._known(row)
        known.came = known.came or not known.went
        known.went = False

    def changed(self, row: object) -> None:
        """Take a row that has just been updated, while it still knows how it was before."""
        if before := dict(_before(_checked(row))):
            known = self._known(row)
            for name, value in before.items():
                known.before.setdefault(name, value)

    def went(self, row: object) -> None:
        """Take a row that has just been deleted."""
        known = self._known(row)
        for name, value in (_as_it_was(known.row) | dict(_before(known.row))).items():
            known.before.setdefault(name, value)
        known.went = True

    def _known(self, instance: object) -> _Touched:
        row = _checked(instance)
        touched = self._touched.setdefault((row.__tablename__, row.id), _Touched(row))
        touched.row = row
        return touched

    def lines(self) -> list[Line]:
        """Give the lines of all that has changed in the end."""
        return [
            line
            for (table, key), touched in self._touched.items()
            if touched.row.__audited__
            for line in _lines(table, key, touched)
        ]

    def rows(self) -> frozenset[tuple[str, int]]:
        """Give table and key of each row that was written, audited or not."""
        return frozenset(self._touched)

    def gone(self) -> frozenset[tuple[str, int]]:
        """Give table and key of each row that was there before and is not any more."""
        return frozenset(key for key, touched in self._touched.items() if touched.went and not touched.came)

    def meetings(self) -> frozenset[int]:
        """Give the keys of the meetings of which something was written."""
        rows = [touched.row for touched in self._touched.values()]
        parts = {row.meeting_id for row in rows if isinstance(row, OfMeeting)}
        return frozenset(parts | {row.id for row in rows if isinstance(row, Meeting)})

    def outside_the_trail(self) -> bool:
        """Say whether only such rows were written as are not audited."""
        return not any(touched.row.__audited__ for touched in self._touched.values())


def _checked(instance: object) -> Row:
    if not isinstance(instance, Row):
        raise TypeError(instance)  # the trail itself is written by services/audit.py only
    return instance


def _lines(table: str, key: int, touched: _Touched) -> Iterator[Line]:
    row = touched.row
    if touched.came and touched.went:
        return
    if touched.came:
        yield Line(table, key, None, None, whole(row), row.version)
    elif touched.went:
        values = {name: encoded(type(row), name, touched.before[name]) for name in fields(type(row))}
        yield Line(table, key, None, canonical(values), None, None)
    else:
        for name, value in touched.before.items():
            before = canonical(encoded(type(row), name, value))
            after = canonical(encoded(type(row), name, getattr(row, name)))
            if before != after:
                yield Line(table, key, name, before, after, row.version)


def _before(row: Row) -> Iterator[tuple[str, object]]:
    """Give each changed field's value as it was before the flush."""
    state = sa.inspect(row)
    for name in fields(type(row)):
        history = state.attrs[name].history
        if history.has_changes():
            yield name, next(iter(history.deleted), _UNKNOWN)


_UNKNOWN = object()
"""What a field was that has been set without ever having been read; JSON can't say it, so the act fails."""


def _as_it_was(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in fields(type(row))}


def whole(row: Row) -> str:
    """Give a row's values as canonical JSON, without its key and version."""
    return canonical({name: encoded(type(row), name, getattr(row, name)) for name in fields(type(row))})


# -------------------------------------------------------------------------------------------- values, free of databases


def canonical(value: object) -> str:
    """Give JSON that is the same for the same value wherever and whenever it is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@cache
def fields(kind: type[Row]) -> Mapping[str, sa.Column[Any]]:
    """Give a table's columns by field, without key and version."""
    attributes = cast("list[ColumnProperty[Any]]", list(sa.inspect(kind).column_attrs))
    columns = {attribute.key: cast("sa.Column[Any]", attribute.columns[0]) for attribute in attributes}
    return {name: column for name, column in columns.items() if name not in {"id", "version"}}


@cache
def row_kinds() -> Mapping[str, type[Row]]:
    """Give the class of each table that is edited."""
    kinds = (mapper.class_ for mapper in Base.registry.mappers)
    return {kind.__tablename__: kind for kind in kinds if issubclass(kind, Row)}


def encoded(kind: type[Row], name: str, value: object) -> object:
    """Give a field's value as JSON can say it."""
    column = fields(kind)[name]
    if value is not None and isinstance(column.type, TypeDecorator):
        return column.type.process_bind_param(value, _NO_DIALECT)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value.value if isinstance(column.type, sa.Enum) and hasattr(value, "value") else value


def decoded(kind: type[Row], name: str, value: object) -> object:
    """Give the value of which ``encoded`` gave ``value``."""
    type_ = fields(kind)[name].type
    if value is None:
        return None
    if isinstance(type_, TypeDecorator):
        return type_.process_result_value(value, _NO_DIALECT)
    if isinstance(type_, sa.Enum) and type_.enum_class is not None:
        return type_.enum_class(value)
    if isinstance(type_, sa.Date):
        return dt.date.fromisoformat(str(value))
    return dt.time.fromisoformat(str(value)) if isinstance(type_, sa.Time) else value


_NO_DIALECT = cast("sa.Dialect", None)  # the project's own types ask no database how to write a value
