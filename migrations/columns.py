"""What migrations make tables of: columns, references, rows that are edited."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def ordered() -> tuple[sa.Column[int], ...]:
    """The meeting that a row belongs to, and its place in a list."""
    return number("meeting_id"), number("position")


def number(name: str) -> sa.Column[int]:
    """A whole number that is always there."""
    return sa.Column(name, sa.Integer(), nullable=False)


def text(name: str) -> sa.Column[str]:
    """A text that is always there."""
    return sa.Column(name, sa.Text(), nullable=False)


def maybe(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    """A column that may be empty, of text unless said otherwise."""
    return sa.Column(name, sa.Text() if kind is None else kind, nullable=True)


def create(table: str, *columns: sa.schema.SchemaItem, index: list[str] | None = None) -> None:
    """Create a table of rows that are edited: with a key that is never given twice and a version."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sqlite_autoincrement=True,
    )
    if index is not None:
        op.create_index(f"ix_{table}_{'_'.join(index)}", table, index)


def refers(table: str, columns: list[str], to: str, of: list[str]) -> sa.ForeignKeyConstraint:
    """A reference that is checked when the transaction ends."""
    return sa.ForeignKeyConstraint(
        columns,
        [f"{to}.{column}" for column in of],
        name=f"fk_{table}_{'_'.join(columns)}",
        deferrable=True,
        initially="DEFERRED",
    )
