"""The first tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INTEGER, BIG, YES_NO, DATE, TIME = sa.Integer(), sa.BigInteger(), sa.Boolean(), sa.Date(), sa.Time()
TEXT, LIST = sa.Text(), sa.JSON()
WORD, HASH = sa.String(40), sa.String(64)


def upgrade() -> None:
    """Bring the schema up from nothing."""
    _trail()
    _organisation()
    _meetings()
    _topics()
    _attendance()
    _minutes()


def downgrade() -> None:
    """Bring the schema down to nothing."""
    op.drop_table("excuse")
    op.drop_table("taken_number")
    op.drop_table("minutes_version")
    op.drop_table("minutes_approval")
    op.drop_table("minutes")
    op.drop_table("away_told")
    op.drop_table("away")
    op.drop_table("leave")
    op.drop_table("recusal")
    op.drop_table("attendance_topic")
    op.drop_table("attendance")
    op.drop_table("document")
    op.drop_table("decision_department")
    op.drop_table("decision")
    op.drop_table("review")
    op.drop_table("coordination")
    op.drop_table("countersign")
    op.drop_table("material")
    op.drop_table("step")
    op.drop_table("topic_concern")
    op.drop_table("topic")
    op.drop_table("attachment")
    op.drop_table("meeting_charge")
    op.drop_table("meeting_holding")
    op.drop_table("meeting_person")
    op.drop_table("meeting_department")
    op.drop_table("meeting")
    op.drop_table("pair")
    op.drop_table("charge")
    op.drop_table("holding")
    op.drop_table("person")
    op.drop_table("department")
    op.drop_table("government")
    op.drop_table("draft")
    op.drop_table("audit_head")
    op.drop_table("audit_line")
    op.drop_table("audit_entry")
    op.drop_table("instance")


# ------------------------------------------------------------------------------------------------------- how it is told


def _always(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def _maybe(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]


def _refers(table: str, columns: str, to: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        columns.split(),
        [f"{to}.{column}" for column in of.split()],
        name=_name("fk", table, columns),
        deferrable=True,
        initially="DEFERRED",
    )


def _create_row(
    table: str,
    *columns: sa.Column[Any] | sa.ForeignKeyConstraint,
    to: Mapping[str, str] | None = None,
    parts: str = "",
    people: str = "",
    departments: str = "",
    unique: Sequence[str] = (),
    indexed: Sequence[str] = (),
) -> None:
    """Create a table of rows that are edited: with a key that is never given twice and a version.

    ``to`` says which column refers to which table; ``parts`` are parts of the same meeting that the row refers to by
    ``<part>_id``; ``people`` and ``departments`` are columns with ids of the same meeting's people and departments.
    """
    _create(
        table,
        sa.Column("id", INTEGER, nullable=False),
        *_always(BIG, "version"),
        *columns,
        *(_refers(table, column, other, "id") for column, other in (to or {}).items()),
        *(_refers(table, f"meeting_id {part}_id", part, "meeting_id id") for part in parts.split()),
        *(_refers(table, f"meeting_id {column}", "meeting_person", "meeting_id ref") for column in people.split()),
        *(
            _refers(table, f"meeting_id {column}", "meeting_department", "meeting_id ref")
            for column in departments.split()
        ),
        key="id",
        unique=unique,
        indexed=indexed,
        given=True,
    )


def _create(
    table: str,
    *columns: sa.Column[Any] | sa.ForeignKeyConstraint,
    key: str,
    unique: Sequence[str] = (),
    indexed: Sequence[str] = (),
    given: bool = False,
) -> None:
    """Create a table; names of several columns are separated by blanks. Keys are ``given`` by the database or not."""
    for column in columns:
        if isinstance(column, sa.Column) and column.name in key.split() and not given:
            column.autoincrement = False
    op.create_table(
        table,
        *columns,
        sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{table}"),
        *(sa.UniqueConstraint(*names.split(), name=_name("uq", table, names)) for names in unique),
        sqlite_autoincrement=given,
    )
    for names in indexed:
        op.create_index(_name("ix", table, names), table, names.split())


def _name(kind: str, table: str, columns: str) -> str:
    return f"{kind}_{table}_{columns.replace(' ', '_')}"


# ----------------------------------------------------------------------------------------------------------- the tables


def _trail() -> None:
    """What the database is, the audit trail, and drafts outside of it."""
    _create(
        "instance",
        *_always(INTEGER, "id"),
        *_always(TEXT, "uuid", "created"),
        key="id",
    )
    _create(
        "audit_entry",
        *_always(INTEGER, "no"),
        *_always(TEXT, "at", "actor", "role", "seat", "permission", "act"),
        *_always(YES_NO, "undoable"),
        *_maybe(INTEGER, "undoes"),
        *_always(TEXT, "algorithm"),
        *_always(HASH, "previous", "hash"),
        key="no",
        indexed=["undoes"],
    )
    _create(
        "audit_line",
        *_always(INTEGER, "entry", "line"),
        *_always(TEXT, "table"),
        *_always(INTEGER, "row"),
        *_maybe(TEXT, "field", "before", "after"),
        *_maybe(BIG, "version"),
        _refers("audit_line", "entry", "audit_entry", "no"),
        key="entry line",
        indexed=["table row"],
    )
    _create(
        "audit_head",
        *_always(INTEGER, "id", "no"),
        *_always(HASH, "hash"),
        key="id",
    )
    _create_row(
        "draft",
        *_always(TEXT, "table"),
        *_always(INTEGER, "row"),
        *_always(TEXT, "field", "value"),
        *_always(BIG, "based_on"),
        *_always(TEXT, "actor", "at"),
        unique=["table row field"],
    )


def _organisation() -> None:
    """The organisation as it is now and was."""
    _create_row(
        "government",
        *_always(TEXT, "name"),
        *_maybe(TEXT, "office"),
        *_maybe(INTEGER, "term"),
        unique=["name"],
    )
    _create_row(
        "department",
        *_always(INTEGER, "government_id", "position"),
        *_always(TEXT, "name"),
        *_always(WORD, "kind"),
        *_always(LIST, "roles"),
        to={"government_id": "government"},
        unique=["government_id name"],
    )
    _create_row(
        "person",
        *_always(INTEGER, "government_id", "position"),
        *_always(TEXT, "name"),
        *_maybe(TEXT, "title"),
        *_always(YES_NO, "cpc_member"),
        to={"government_id": "government"},
        indexed=["government_id name"],
    )
    _create_row(
        "holding",
        *_always(INTEGER, "person_id", "position"),
        *_always(WORD, "post"),
        *_maybe(INTEGER, "department_id"),
        *_maybe(DATE, "from_", "to"),
        to={"person_id": "person", "department_id": "department"},
        indexed=["person_id"],
    )
    _create_row(
        "charge",
        *_always(INTEGER, "person_id", "position", "department_id"),
        *_maybe(DATE, "from_", "to"),
        to={"person_id": "person", "department_id": "department"},
        indexed=["person_id"],
    )
    _create_row(
        "pair",
        *_always(INTEGER, "person_id", "other_id"),
        *_maybe(DATE, "from_", "to"),
        to={"person_id": "person", "other_id": "person"},
        indexed=["other_id", "person_id"],
    )


def _meetings() -> None:
    """Meetings with their own people and departments."""
    _create_row(
        "meeting",
        *_always(TEXT, "government"),
        *_maybe(TEXT, "office"),
        *_maybe(INTEGER, "term"),
        *_always(TEXT, "kind", "period"),
        *_maybe(INTEGER, "number"),
        *_always(YES_NO, "kept_copy"),
        *_maybe(TEXT, "rulebook", "judged_by"),
        *_maybe(INTEGER, "year"),
        *_maybe(WORD, "status"),
        *_always(DATE, "date"),
        *_maybe(TIME, "start", "end"),
        *_maybe(TEXT, "place", "chair", "commissioned_by"),
        *_maybe(DATE, "commissioned_on", "agenda_set_on"),
        *_always(YES_NO, "enlarged"),
        *_maybe(WORD, "security"),
        *_maybe(TEXT, "security_period", "urgency"),
        unique=["government kind period number"],
        indexed=["date"],
    )
    _create_row(
        "meeting_department",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "ref"),
        *_maybe(INTEGER, "department_id"),
        *_always(TEXT, "name"),
        *_always(WORD, "kind"),
        *_always(LIST, "roles"),
        to={"meeting_id": "meeting", "department_id": "department"},
        unique=["meeting_id ref"],
        indexed=["department_id"],
    )
    _create_row(
        "meeting_person",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "ref"),
        *_maybe(INTEGER, "person_id"),
        *_always(TEXT, "name"),
        *_maybe(TEXT, "title", "pair"),
        *_always(YES_NO, "cpc_member"),
        to={"meeting_id": "meeting", "person_id": "person"},
        people="pair",
        unique=["meeting_id id", "meeting_id ref"],
        indexed=["person_id"],
    )
    _create_row(
        "meeting_holding",
        *_always(INTEGER, "meeting_id", "position", "meeting_person_id"),
        *_always(WORD, "post"),
        *_maybe(TEXT, "department"),
        *_maybe(DATE, "from_", "to"),
        parts="meeting_person",
        departments="department",
        indexed=["meeting_id meeting_person_id"],
    )
    _create_row(
        "meeting_charge",
        *_always(INTEGER, "meeting_id", "position", "meeting_person_id"),
        *_always(TEXT, "department"),
        parts="meeting_person",
        departments="department",
        indexed=["meeting_id meeting_person_id"],
    )
    _create_row(
        "attachment",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "ref", "name", "sha256"),
        *_always(INTEGER, "size"),
        *_maybe(TEXT, "media_type"),
        to={"meeting_id": "meeting"},
        unique=["meeting_id id", "meeting_id ref"],
        indexed=["sha256"],
    )


def _topics() -> None:
    """Topics with all that led to them and came of them."""
    _create_row(
        "topic",
        *_always(INTEGER, "meeting_id", "position", "no"),
        *_always(TEXT, "title"),
        *_maybe(WORD, "type"),
        *_always(LIST, "flags"),
        *_maybe(INTEGER, "task"),
        *_maybe(TEXT, "sponsor", "proposed_by"),
        *_maybe(DATE, "registered_on", "added_on"),
        *_always(YES_NO, "ad_hoc"),
        *_maybe(TEXT, "ad_hoc_consent_by", "ad_hoc_reason"),
        *_always(YES_NO, "form"),
        *_maybe(TEXT, "form_signed_by"),
        *_always(YES_NO, "form_sealed"),
        *_maybe(INTEGER, "report_minutes", "staff"),
        *_always(YES_NO, "staff_consent"),
        *_maybe(TEXT, "reporter", "discussion"),
        *_maybe(TIME, "started", "ended"),
        to={"meeting_id": "meeting"},
        people="proposed_by ad_hoc_consent_by form_signed_by reporter",
        departments="sponsor",
        unique=["meeting_id id", "meeting_id no"],
    )
    _create_row(
        "topic_concern",
        *_always(INTEGER, "meeting_id", "position", "topic_id"),
        *_always(TEXT, "department"),
        parts="topic",
        departments="department",
        indexed=["meeting_id topic_id"],
    )
    _create_row(
        "step",
        *_always(INTEGER, "meeting_id", "position", "topic_id"),
        *_always(WORD, "step"),
        *_maybe(TEXT, "by"),
        *_maybe(DATE, "on"),
        parts="topic",
        people="by",
        indexed=["meeting_id topic_id"],
    )
    _create_row(
        "material",
        *_always(INTEGER, "meeting_id", "topic_id"),
        *_maybe(DATE, "submitted_on"),
        *_maybe(TEXT, "signed_by"),
        *_always(LIST, "delivered_on"),
        *_always(YES_NO, "recall"),
        *_maybe(DATE, "recalled_on"),
        parts="topic",
        people="signed_by",
        unique=["meeting_id id", "meeting_id topic_id"],
    )
    _create_row(
        "countersign",
        *_always(INTEGER, "meeting_id", "position", "topic_id"),
        *_always(TEXT, "department"),
        *_maybe(DATE, "asked_on", "replied_on"),
        *_maybe(WORD, "opinion"),
        *_maybe(TEXT, "signed_by"),
        *_maybe(INTEGER, "round"),
        parts="topic",
        people="signed_by",
        departments="department",
        indexed=["meeting_id topic_id"],
    )
    _create_row(
        "coordination",
        *_always(INTEGER, "meeting_id", "topic_id"),
        *_always(YES_NO, "statement", "grounds", "preferred_option"),
        *_maybe(TEXT, "by"),
        *_maybe(DATE, "on"),
        *_always(YES_NO, "agreed"),
        parts="topic",
        people="by",
        unique=["meeting_id id", "meeting_id topic_id"],
    )
    _create_row(
        "review",
        *_always(INTEGER, "meeting_id", "position", "topic_id"),
        *_always(WORD, "review"),
        *_maybe(TEXT, "by"),
        *_maybe(DATE, "on"),
        *_always(YES_NO, "passed"),
        parts="topic",
        departments="by",
        indexed=["meeting_id topic_id"],
    )
    _create_row(
        "decision",
        *_always(INTEGER, "meeting_id", "topic_id"),
        *_maybe(WORD, "outcome"),
        *_maybe(TEXT, "text"),
        *_maybe(DATE, "due"),
        parts="topic",
        unique=["meeting_id id", "meeting_id topic_id"],
    )
    _create_row(
        "decision_department",
        *_always(INTEGER, "meeting_id", "position", "decision_id"),
        *_always(WORD, "task"),
        *_always(TEXT, "department"),
        parts="decision",
        departments="department",
        indexed=["meeting_id decision_id"],
    )
    _create_row(
        "document",
        *_always(INTEGER, "meeting_id", "decision_id"),
        *_maybe(WORD, "revision"),
        *_maybe(DATE, "revised_on", "issued_on"),
        parts="decision",
        unique=["meeting_id decision_id", "meeting_id id"],
    )


def _attendance() -> None:
    """Who came, who did not, and why."""
    _create_row(
        "attendance",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "person"),
        *_always(WORD, "as_", "status"),
        *_maybe(TIME, "arrived", "left"),
        *_maybe(TEXT, "substitute", "substitute_consent_by", "department"),
        to={"meeting_id": "meeting"},
        people="person substitute substitute_consent_by",
        departments="department",
        unique=["meeting_id id", "meeting_id person as_"],
    )
    _create_row(
        "attendance_topic",
        *_always(INTEGER, "meeting_id", "position", "attendance_id", "topic_id"),
        *_always(WORD, "in_room"),
        parts="attendance topic",
        indexed=["meeting_id attendance_id"],
    )
    _create_row(
        "recusal",
        *_always(INTEGER, "meeting_id", "position", "attendance_id", "topic_id"),
        *_always(WORD, "reason"),
        *_maybe(TEXT, "note"),
        parts="attendance topic",
        indexed=["meeting_id attendance_id"],
    )
    _create_row(
        "leave",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "person"),
        *_maybe(DATE, "asked_on"),
        *_maybe(TEXT, "reason", "approved_by"),
        *_maybe(DATE, "approved_on"),
        *_always(YES_NO, "written_report"),
        to={"meeting_id": "meeting"},
        people="person approved_by",
        unique=["meeting_id id"],
    )
    _create_row(
        "away",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "person"),
        *_always(DATE, "from_"),
        *_maybe(DATE, "to", "reported_on"),
        *_maybe(TEXT, "place", "reason"),
        *_always(YES_NO, "urgent"),
        *_maybe(TEXT, "acting", "consented_by", "approved_by"),
        *_always(YES_NO, "attachments"),
        *_maybe(DATE, "reported_back_on"),
        to={"meeting_id": "meeting"},
        people="person acting consented_by approved_by",
        unique=["meeting_id id"],
    )
    _create_row(
        "away_told",
        *_always(INTEGER, "meeting_id", "position", "away_id"),
        *_always(TEXT, "person"),
        parts="away",
        people="person",
        indexed=["meeting_id away_id"],
    )


def _minutes() -> None:
    """The minutes, their numbers, and findings excused on record."""
    _create_row(
        "minutes",
        *_always(INTEGER, "meeting_id"),
        *_maybe(INTEGER, "number", "year"),
        *_maybe(WORD, "stage"),
        *_maybe(TEXT, "drafted_by", "signed_by"),
        *_maybe(DATE, "signed_on", "issued_on"),
        *_always(LIST, "sent_to"),
        *_maybe(LIST, "body"),
        *_maybe(TEXT, "scan"),
        _refers("minutes", "meeting_id scan", "attachment", "meeting_id ref"),
        to={"meeting_id": "meeting"},
        people="drafted_by signed_by",
        unique=["meeting_id", "meeting_id id"],
    )
    _create_row(
        "minutes_approval",
        *_always(INTEGER, "meeting_id", "position", "minutes_id"),
        *_always(WORD, "what"),
        *_always(TEXT, "by"),
        *_maybe(DATE, "on"),
        parts="minutes",
        people="by",
        indexed=["meeting_id minutes_id"],
    )
    _create_row(
        "minutes_version",
        *_always(INTEGER, "meeting_id", "position", "minutes_id", "no"),
        *_maybe(LIST, "body"),
        *_maybe(TEXT, "reason", "signed_by"),
        *_maybe(DATE, "signed_on", "issued_on"),
        parts="minutes",
        people="signed_by",
        indexed=["meeting_id minutes_id"],
    )
    _create_row(
        "taken_number",
        *_always(TEXT, "government", "kind", "period"),
        *_always(INTEGER, "number"),
        *_maybe(INTEGER, "meeting_id"),
        *_maybe(TEXT, "skipped_because"),
        to={"meeting_id": "meeting"},
        unique=["government kind period number"],
        indexed=["meeting_id"],
    )
    _create_row(
        "excuse",
        *_always(INTEGER, "meeting_id", "position"),
        *_always(TEXT, "code"),
        *_maybe(INTEGER, "topic_id"),
        *_maybe(TEXT, "person", "allowed_by"),
        *_maybe(DATE, "on"),
        *_maybe(TEXT, "reason"),
        to={"meeting_id": "meeting"},
        parts="topic",
        people="person allowed_by",
        unique=["meeting_id id"],
    )
