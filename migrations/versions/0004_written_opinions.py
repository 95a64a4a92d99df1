"""Who sent a written opinion because he could not be there for a topic."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLE = "written_opinion"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        _refers(["meeting_id", "topic_id"], "topic", ["meeting_id", "id"]),
        _refers(["meeting_id", "person"], "meeting_person", ["meeting_id", "ref"]),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"ix_{TABLE}_meeting_id_topic_id", TABLE, ["meeting_id", "topic_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table(TABLE)


def _refers(columns: list[str], to: str, of: list[str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        columns,
        [f"{to}.{column}" for column in of],
        name=f"fk_{TABLE}_{'_'.join(columns)}",
        deferrable=True,
        initially="DEFERRED",
    )
