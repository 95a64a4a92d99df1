"""The organisation: how names are read and told apart, since when units exist; what a meeting has taken from it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS: Final = (
    ("person", "distinction", sa.Text()),
    ("person", "pinyin", sa.Text()),
    ("person", "pinyin_correction", sa.Text()),
    ("department", "from_", sa.Date()),
    ("department", "to", sa.Date()),
    ("meeting", "taken_people", sa.JSON()),
    ("meeting_person", "taken", sa.JSON()),
    ("meeting_department", "taken", sa.JSON()),
)


def upgrade() -> None:
    """Add them."""
    for table, name, kind in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Take them away."""
    for table, name, _ in reversed(COLUMNS):
        op.drop_column(table, name)
