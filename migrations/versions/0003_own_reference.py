"""The office's own rulebooks, rules texts and working-day years; which version of a rulebook judged a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from sqlalchemy.schema import SchemaItem

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    _create(
        "own_rulebook",
        "code",
        _text("code"),
        _text("title"),
        _text("government"),
        sa.Column("also_called", sa.JSON(), nullable=False),
        sa.Column("in_force", sa.Date(), nullable=False),
        sa.Column("repealed", sa.Date(), nullable=True),
        _text("text"),
        _text("digest"),
    )
    _create(
        "rules_text",
        "rulebook",
        _text("rulebook"),
        _text("file"),
        _text("sha256"),
        sa.Column("articles", sa.JSON(), nullable=False),
    )
    _create(
        "calendar_year",
        "year",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
    )
    op.add_column("meeting", sa.Column("judged_in_force", sa.Date(), nullable=True))
    op.add_column("meeting", sa.Column("judged_digest", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    op.drop_column("meeting", "judged_digest")
    op.drop_column("meeting", "judged_in_force")
    op.drop_table("calendar_year")
    op.drop_table("rules_text")
    op.drop_table("own_rulebook")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _create(table: str, unique: str, *columns: SchemaItem) -> None:
    """Create a table of rows that are edited: with a key that is never given twice and a version."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint(unique, name=f"uq_{table}_{unique}"),
        sqlite_autoincrement=True,
    )
