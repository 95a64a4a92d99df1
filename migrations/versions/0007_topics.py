"""Topics before their meeting, with files, opinions and copies; what a decision says beyond its text."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from migrations.sqlite_keys import same_keys

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORD: Final = sa.String(40)
PLAIN: Final = (
    ("meeting", "agenda_set_by", sa.Text()),
    ("topic", "origin", sa.Text()),
    ("step", "opinion", sa.Text()),
    ("countersign", "due_on", sa.Date()),
    ("countersign", "grounds", sa.Text()),
    ("coordination", "text", sa.Text()),
    ("coordination", "option", sa.Text()),
    ("review", "opinion", sa.Text()),
    ("decision", "leader", sa.Text()),
    ("decision", "due_days", sa.Integer()),
    ("decision", "chair_said", sa.Text()),
    ("document", "title", sa.Text()),
    ("document", "number", sa.Text()),
)
REFERRING: Final = (
    ("step", "form", "attachment"),
    ("countersign", "form", "attachment"),
    ("coordination", "file", "attachment"),
    ("review", "file", "attachment"),
)
OF_TOPIC: Final = ("topic_file", "topic_comment", "topic_copy")


def upgrade() -> None:
    """Add them."""
    op.add_column("meeting", sa.Column("proposal", sa.Boolean(), nullable=False, server_default=sa.false()))
    for table, name, kind in PLAIN:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    for table, name, to in REFERRING:
        with same_keys(table), op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as changed:
            changed.add_column(sa.Column(name, sa.Text(), nullable=True))
            changed.create_foreign_key(
                f"fk_{table}_meeting_id_{name}",
                to,
                ["meeting_id", name],
                ["meeting_id", "ref"],
                deferrable=True,
                initially="DEFERRED",
            )
    _create_of_topics()
    _create(
        "agenda_change",
        *_ordered(),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", WORD, nullable=False),
        _text("title"),
        _maybe("from_no", sa.Integer()),
        _maybe("to_no", sa.Integer()),
        _maybe("by"),
        _maybe("reason"),
        _refers("agenda_change", ["meeting_id"], "meeting", ["id"]),
        _of("agenda_change", "by", "meeting_person"),
        sa.UniqueConstraint("meeting_id", "id", name="uq_agenda_change_meeting_id_id"),
    )
    _create(
        "reservation",
        *_ordered(),
        _number("decision_id"),
        _text("person"),
        _maybe("text"),
        _refers("reservation", ["meeting_id", "decision_id"], "decision", ["meeting_id", "id"]),
        _of("reservation", "person", "meeting_person"),
        index=["meeting_id", "decision_id"],
    )
    _create(
        "placement",
        _number("proposal_id"),
        _number("meeting_id"),
        _number("topic"),
        sa.Column("placed_on", sa.Date(), nullable=False),
        _maybe("ended_on", sa.Date()),
        _maybe("outcome"),
        _maybe("reason"),
        _refers("placement", ["proposal_id"], "meeting", ["id"]),
        _refers("placement", ["meeting_id"], "meeting", ["id"]),
        index=["proposal_id"],
    )
    op.create_index("ix_placement_meeting_id", "placement", ["meeting_id"])


def _create_of_topics() -> None:
    _create_of_topic(
        "topic_file",
        _text("attachment"),
        sa.Column("kind", WORD, nullable=False),
        _maybe("edition", sa.Integer()),
        _maybe("security", WORD),
        _maybe("added_on", sa.Date()),
        _of("topic_file", "attachment", "attachment"),
    )
    _create_of_topic(
        "topic_comment",
        _text("person"),
        _maybe("on", sa.Date()),
        _maybe("text"),
        _maybe("answer"),
        _of("topic_comment", "person", "meeting_person"),
    )
    _create_of_topic(
        "topic_copy",
        _number("no"),
        _maybe("person"),
        _maybe("given_on", sa.Date()),
        sa.Column("signed", sa.Boolean(), nullable=False),
        _maybe("returned_on", sa.Date()),
        _maybe("note"),
        _of("topic_copy", "person", "meeting_person"),
    )


def _create_of_topic(table: str, *columns: sa.schema.SchemaItem) -> None:
    _create(
        table,
        *_ordered(),
        _number("topic_id"),
        *columns,
        _refers(table, ["meeting_id", "topic_id"], "topic", ["meeting_id", "id"]),
        index=["meeting_id", "topic_id"],
    )


def downgrade() -> None:
    """Take them away."""
    for table in ("placement", "reservation", "agenda_change", *OF_TOPIC):
        op.drop_table(table)
    for table, name, _ in reversed(REFERRING):
        with same_keys(table), op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as changed:
            changed.drop_constraint(f"fk_{table}_meeting_id_{name}", type_="foreignkey")
            changed.drop_column(name)
    for table, name, _ in reversed(PLAIN):
        op.drop_column(table, name)
    op.drop_column("meeting", "proposal")


def _ordered() -> tuple[sa.Column[int], ...]:
    return _number("meeting_id"), _number("position")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _maybe(name: str, kind: sa.types.TypeEngine[Any] | None = None) -> sa.Column[Any]:
    return sa.Column(name, sa.Text() if kind is None else kind, nullable=True)


def _create(table: str, *columns: sa.schema.SchemaItem, index: list[str] | None = None) -> None:
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


def _of(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """A reference to what the same meeting knows by its own id."""
    return _refers(table, ["meeting_id", column], to, ["meeting_id", "ref"])


def _refers(table: str, columns: list[str], to: str, of: list[str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        columns,
        [f"{to}.{column}" for column in of],
        name=f"fk_{table}_{'_'.join(columns)}",
        deferrable=True,
        initially="DEFERRED",
    )
