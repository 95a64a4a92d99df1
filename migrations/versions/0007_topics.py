"""Topics before their meeting, with files, opinions and copies; what a decision says beyond its text."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from migrations.columns import create, maybe, number, ordered, refers, text
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
    create(
        "agenda_change",
        *ordered(),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", WORD, nullable=False),
        text("title"),
        maybe("from_no", sa.Integer()),
        maybe("to_no", sa.Integer()),
        maybe("by"),
        maybe("reason"),
        refers("agenda_change", ["meeting_id"], "meeting", ["id"]),
        _of("agenda_change", "by", "meeting_person"),
        sa.UniqueConstraint("meeting_id", "id", name="uq_agenda_change_meeting_id_id"),
    )
    create(
        "reservation",
        *ordered(),
        number("decision_id"),
        text("person"),
        maybe("text"),
        refers("reservation", ["meeting_id", "decision_id"], "decision", ["meeting_id", "id"]),
        _of("reservation", "person", "meeting_person"),
        index=["meeting_id", "decision_id"],
    )
    create(
        "placement",
        number("proposal_id"),
        number("meeting_id"),
        number("topic"),
        sa.Column("placed_on", sa.Date(), nullable=False),
        maybe("ended_on", sa.Date()),
        maybe("outcome"),
        maybe("reason"),
        refers("placement", ["proposal_id"], "meeting", ["id"]),
        refers("placement", ["meeting_id"], "meeting", ["id"]),
        index=["proposal_id"],
    )
    op.create_index("ix_placement_meeting_id", "placement", ["meeting_id"])
    op.create_index("ix_meeting_charge_meeting_id_department", "meeting_charge", ["meeting_id", "department"])


def _create_of_topics() -> None:
    _create_of_topic(
        "topic_file",
        text("attachment"),
        sa.Column("kind", WORD, nullable=False),
        maybe("edition", sa.Integer()),
        maybe("security", WORD),
        maybe("added_on", sa.Date()),
        _of("topic_file", "attachment", "attachment"),
    )
    _create_of_topic(
        "topic_comment",
        text("person"),
        maybe("on", sa.Date()),
        maybe("text"),
        maybe("answer"),
        _of("topic_comment", "person", "meeting_person"),
    )
    _create_of_topic(
        "topic_copy",
        number("no"),
        maybe("person"),
        maybe("given_on", sa.Date()),
        sa.Column("signed", sa.Boolean(), nullable=False),
        maybe("returned_on", sa.Date()),
        maybe("note"),
        _of("topic_copy", "person", "meeting_person"),
    )


def _create_of_topic(table: str, *columns: sa.schema.SchemaItem) -> None:
    create(
        table,
        *ordered(),
        number("topic_id"),
        *columns,
        refers(table, ["meeting_id", "topic_id"], "topic", ["meeting_id", "id"]),
        index=["meeting_id", "topic_id"],
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_meeting_charge_meeting_id_department", "meeting_charge")
    for table in ("placement", "reservation", "agenda_change", *OF_TOPIC):
        op.drop_table(table)
    for table, name, _ in reversed(REFERRING):
        with same_keys(table), op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as changed:
            changed.drop_constraint(f"fk_{table}_meeting_id_{name}", type_="foreignkey")
            changed.drop_column(name)
    for table, name, _ in reversed(PLAIN):
        op.drop_column(table, name)
    op.drop_column("meeting", "proposal")


def _of(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """A reference to what the same meeting knows by its own id."""
    return refers(table, ["meeting_id", column], to, ["meeting_id", "ref"])
