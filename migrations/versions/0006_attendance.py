"""Leave from its request on, notices and replies, visits for single topics, telephones, the register of who is away."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from alembic import op

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
    _create(
        "notice",
        *_ordered(),
        _text("person"),
        _maybe("on", sa.Date()),
        _maybe("at", sa.Time()),
        _maybe("channel", WORD),
        _maybe("caller"),
        _maybe("taken_by"),
        _maybe("answer", WORD),
        _maybe("substitute"),
        _maybe("note"),
        _refers("notice", ["meeting_id"], "meeting", ["id"]),
        _refers("notice", ["meeting_id", "person"], "meeting_person", ["meeting_id", "ref"]),
        _refers("notice", ["meeting_id", "substitute"], "meeting_person", ["meeting_id", "ref"]),
        sa.UniqueConstraint("meeting_id", "id", name="uq_notice_meeting_id_id"),
    )
    _create(
        "visit",
        *_ordered(),
        _number("attendance_id"),
        _number("topic_id"),
        _maybe("came", sa.Time()),
        _maybe("went", sa.Time()),
        _refers("visit", ["meeting_id", "attendance_id"], "attendance", ["meeting_id", "id"]),
        _refers("visit", ["meeting_id", "topic_id"], "topic", ["meeting_id", "id"]),
        index=["meeting_id", "attendance_id"],
    )
    _create(
        "room_view",
        _number("meeting"),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        _maybe("topic", sa.Integer()),
        _maybe("timer_since"),
        _number("timer_spent"),
        sa.UniqueConstraint("meeting", name="uq_room_view_meeting"),
    )
    _create_register()


def _create_register() -> None:
    people = ("acting_id", "consented_by_id", "approved_by_id")
    _create(
        "away_record",
        _number("government_id"),
        _number("person_id"),
        sa.Column("from_", sa.Date(), nullable=False),
        _maybe("to", sa.Date()),
        _maybe("reported_on", sa.Date()),
        _maybe("place"),
        _maybe("reason"),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        *(_maybe(name, sa.Integer()) for name in people),
        sa.Column("attachments", sa.Boolean(), nullable=False),
        _maybe("reported_back_on", sa.Date()),
        _maybe("cancelled_on", sa.Date()),
        _maybe("note"),
        _refers("away_record", ["government_id"], "government", ["id"]),
        *(_refers("away_record", [name], "person", ["id"]) for name in ("person_id", *people)),
        index=["government_id", "from_"],
    )
    op.create_index("ix_away_record_person_id", "away_record", ["person_id"])
    _create_of_record(
        "away_record_told", _number("person_id"), _refers("away_record_told", ["person_id"], "person", ["id"])
    )
    _create_of_record("away_file", _text("name"), _text("sha256"), _number("size"), _maybe("media_type"))
    op.create_index("ix_away_file_sha256", "away_file", ["sha256"])
    _create_of_record(
        "away_excuse",
        _text("code"),
        _maybe("allowed_by_id", sa.Integer()),
        _maybe("on", sa.Date()),
        _maybe("reason"),
        _refers("away_excuse", ["allowed_by_id"], "person", ["id"]),
    )


def _create_of_record(table: str, *columns: sa.schema.SchemaItem) -> None:
    _create(
        table,
        _number("away_record_id"),
        _number("position"),
        *columns,
        _refers(table, ["away_record_id"], "away_record", ["id"]),
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


def _refers(table: str, columns: list[str], to: str, of: list[str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        columns,
        [f"{to}.{column}" for column in of],
        name=f"fk_{table}_{'_'.join(columns)}",
        deferrable=True,
        initially="DEFERRED",
    )
