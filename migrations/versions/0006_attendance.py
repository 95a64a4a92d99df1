"""Leave from its request on, notices and replies, visits for single topics, telephones, the register of who is away."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa
from alembic import op

from migrations.columns import create, maybe, number, ordered, refers, text
from migrations.sqlite_keys import same_keys

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORD: Final = sa.String(40)
PLAIN: Final = (
    ("person", "phone", sa.Text()),
    ("department", "phone", sa.Text()),
    ("meeting_person", "phone", sa.Text()),
    ("leave", "refused_on", sa.Date()),
    ("leave", "withdrawn_on", sa.Date()),
    ("leave", "note", sa.Text()),
)
REFERRING: Final = (
    ("refused_by", "meeting_person"),
    ("acting", "meeting_person"),
    ("report", "attachment"),
)


def upgrade() -> None:
    """Add them."""
    for table, name, kind in PLAIN:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    with same_keys("leave"), op.batch_alter_table("leave", table_kwargs={"sqlite_autoincrement": True}) as leave:
        for name, to in REFERRING:
            leave.add_column(sa.Column(name, sa.Text(), nullable=True))
            leave.create_foreign_key(
                f"fk_leave_meeting_id_{name}",
                to,
                ["meeting_id", name],
                ["meeting_id", "ref"],
                deferrable=True,
                initially="DEFERRED",
            )
    create(
        "notice",
        *ordered(),
        text("person"),
        maybe("on", sa.Date()),
        maybe("at", sa.Time()),
        maybe("channel", WORD),
        maybe("caller"),
        maybe("taken_by"),
        maybe("answer", WORD),
        maybe("substitute"),
        maybe("note"),
        refers("notice", ["meeting_id"], "meeting", ["id"]),
        refers("notice", ["meeting_id", "person"], "meeting_person", ["meeting_id", "ref"]),
        refers("notice", ["meeting_id", "substitute"], "meeting_person", ["meeting_id", "ref"]),
        sa.UniqueConstraint("meeting_id", "id", name="uq_notice_meeting_id_id"),
    )
    create(
        "visit",
        *ordered(),
        number("attendance_id"),
        number("topic_id"),
        maybe("came", sa.Time()),
        maybe("went", sa.Time()),
        refers("visit", ["meeting_id", "attendance_id"], "attendance", ["meeting_id", "id"]),
        refers("visit", ["meeting_id", "topic_id"], "topic", ["meeting_id", "id"]),
        index=["meeting_id", "attendance_id"],
    )
    create(
        "room_view",
        number("meeting"),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        maybe("seat"),
        maybe("topic", sa.Integer()),
        maybe("timer_since"),
        number("timer_spent"),
        sa.UniqueConstraint("meeting", name="uq_room_view_meeting"),
    )
    _create_register()


def _create_register() -> None:
    people = ("acting_id", "consented_by_id", "approved_by_id")
    create(
        "away_record",
        number("government_id"),
        number("person_id"),
        sa.Column("from_", sa.Date(), nullable=False),
        maybe("to", sa.Date()),
        maybe("reported_on", sa.Date()),
        maybe("place"),
        maybe("reason"),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        *(maybe(name, sa.Integer()) for name in people),
        sa.Column("attachments", sa.Boolean(), nullable=False),
        maybe("reported_back_on", sa.Date()),
        maybe("cancelled_on", sa.Date()),
        maybe("note"),
        refers("away_record", ["government_id"], "government", ["id"]),
        *(refers("away_record", [name], "person", ["id"]) for name in ("person_id", *people)),
        index=["government_id", "from_"],
    )
    op.create_index("ix_away_record_person_id", "away_record", ["person_id"])
    _create_of_record(
        "away_record_told", number("person_id"), refers("away_record_told", ["person_id"], "person", ["id"])
    )
    _create_of_record("away_file", text("name"), text("sha256"), number("size"), maybe("media_type"))
    op.create_index("ix_away_file_sha256", "away_file", ["sha256"])
    _create_of_record(
        "away_excuse",
        text("code"),
        maybe("allowed_by_id", sa.Integer()),
        maybe("on", sa.Date()),
        maybe("reason"),
        refers("away_excuse", ["allowed_by_id"], "person", ["id"]),
    )


def _create_of_record(table: str, *columns: sa.schema.SchemaItem) -> None:
    create(
        table,
        number("away_record_id"),
        number("position"),
        *columns,
        refers(table, ["away_record_id"], "away_record", ["id"]),
        index=["away_record_id"],
    )


def downgrade() -> None:
    """Take them away."""
    tables = ("away_excuse", "away_file", "away_record_told", "away_record", "room_view", "visit", "notice")
    for table in tables:
        op.drop_table(table)
    with same_keys("leave"), op.batch_alter_table("leave", table_kwargs={"sqlite_autoincrement": True}) as leave:
        for name, _ in REFERRING:
            leave.drop_constraint(f"fk_leave_meeting_id_{name}", type_="foreignkey")
            leave.drop_column(name)
    for table, name, _ in reversed(PLAIN):
        op.drop_column(table, name)
