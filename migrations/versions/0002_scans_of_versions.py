"""Each issued version of the minutes keeps the scan of its own sign-off sheet."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE: Final = "minutes_version"
REFERENCE: Final = "fk_minutes_version_meeting_id_scan"


def upgrade() -> None:
    """Add the reference."""
    with _same_keys(), op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("scan", sa.Text(), nullable=True))
        table.create_foreign_key(
            REFERENCE,
            "attachment",
            ["meeting_id", "scan"],
            ["meeting_id", "ref"],
            deferrable=True,
            initially="DEFERRED",
        )


def downgrade() -> None:
    """Take it away."""
    with _same_keys(), op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint(REFERENCE, type_="foreignkey")
        table.drop_column("scan")


@contextmanager
def _same_keys() -> Iterator[None]:
    """Let SQLite remember which keys it has given: it builds the table anew and knows only of rows that are left."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        yield
        return
    given = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=TABLE)
    last = connection.execute(given).scalar()
    yield
    if last is not None:
        connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": TABLE})
        connection.execute(
            sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), {"name": TABLE, "last": last}
        )
