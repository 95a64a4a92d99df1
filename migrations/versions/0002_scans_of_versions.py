"""Each issued version of the minutes keeps the scan of its own sign-off sheet."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from migrations.sqlite_keys import same_keys

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE: Final = "minutes_version"
REFERENCE: Final = "fk_minutes_version_meeting_id_scan"


def upgrade() -> None:
    """Add the reference."""
    with same_keys(TABLE), op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True}) as table:
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
    with same_keys(TABLE), op.batch_alter_table(TABLE, table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint(REFERENCE, type_="foreignkey")
        table.drop_column("scan")
