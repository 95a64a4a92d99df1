"""What every table has: names of constraints, words and lists as columns, a version that moves with each edit.

References between rows are checked when a transaction ends, not statement by statement. So the order in which rows are
written, deleted or given back by an undo does not matter, on SQLite and PostgreSQL alike.
"""

from __future__ import annotations

import secrets
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD_LENGTH = 40
"""Longest word of a closed list; a new word then needs no change of the schema."""

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Listed(TypeDecorator[tuple[Any, ...]]):
    """Several texts, days or words of a closed list, kept as a JSON list in their order."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, item: type[str | date]) -> None:
        super().__init__()
        self.item = item

    def process_bind_param(self, value: Sequence[str | date] | None, dialect: object) -> list[str] | None:
        """Give the list as it is stored."""
        del dialect
        return None if value is None else [str(item) for item in value]

    def process_result_value(self, value: list[str] | None, dialect: object) -> tuple[str | date, ...] | None:
        """Give the items that were stored."""
        del dialect
        return None if value is None else tuple(map(self._read, value))

    def _read(self, text: str) -> str | date:
        return self.item(text) if issubclass(self.item, str) else date.fromisoformat(text)


class Base(DeclarativeBase):
    """All tables."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMING),
        type_annotation_map={
            str: sa.Text(),
            date: sa.Date(),
            time: sa.Time(),
            tuple[date, ...]: Listed(date),
            tuple[str, ...]: Listed(str),
            StrEnum: sa.Enum(
                StrEnum,
                native_enum=False,
                create_constraint=False,
                length=WORD_LENGTH,
                values_callable=lambda words: [word.value for word in words],
            ),
        },
    )

    __audited__: ClassVar[bool] = True
    """Whether an edit becomes lines of the audit trail."""


def _next_version(_: int | None) -> int:
    # Not a count: a row that was deleted and given back by an undo must not come to a version it has had before.
    return secrets.randbits(62)


class Row(Base):
    """A row that can be edited: with a key that is never given twice and a version that each edit moves."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-20)
    # Never the same in two rows, so it also tells which of many rows inserted at once got which key.
    version: Mapped[int] = mapped_column(sa.BigInteger, nullable=False, sort_order=-10, insert_sentinel=True)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "version_id_generator": _next_version}

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        return table_args()


def table_args(*constraints: sa.schema.SchemaItem) -> tuple[Any, ...]:
    """Give a table's arguments: its constraints, and keys of deleted rows never given again on SQLite either."""
    return (*constraints, {"sqlite_autoincrement": True})


def reference(columns: list[str], to: str, of: list[str]) -> sa.ForeignKeyConstraint:
    """Give a foreign key that is checked when the transaction ends."""
    return sa.ForeignKeyConstraint(columns, [f"{to}.{column}" for column in of], deferrable=True, initially="DEFERRED")
