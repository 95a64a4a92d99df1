"""Building a table anew on SQLite without forgetting which keys it has given."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def same_keys(table: str) -> Iterator[None]:
    """Let SQLite remember which keys it has given: it builds the table anew and knows only of rows that are left."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table)
    last = connection.execute(given).scalar()
    yield
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        connection.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": table, "last": last}
        )
