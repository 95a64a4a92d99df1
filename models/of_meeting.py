"""What belongs to one meeting: rows in an order, which name people, departments and topics of the same meeting only.

People and departments are named by the ids of the meeting's dossier, as everywhere in it. With the meeting's own key
beside it such an id is unique, and the database sees to it that what is named is there.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, reference


class OfMeeting(Row):
    """A row of one meeting."""

    __abstract__ = True

    meeting_id: Mapped[int] = mapped_column(nullable=False, sort_order=-5)


class Ordered(OfMeeting):
    """A row of one meeting that stands in a list; the list keeps its position."""

    __abstract__ = True

    position: Mapped[int] = mapped_column(nullable=False, sort_order=-4)


def of_meeting() -> tuple[sa.schema.SchemaItem, ...]:
    """Give what ties a row to its meeting and lets others refer to the row together with the meeting."""
    return (
        reference(["meeting_id"], "meeting", ["id"]),
        sa.UniqueConstraint("meeting_id", "id"),  # also the index by which a meeting's rows are found
    )


def of_part(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Give what ties a row to a part of a meeting, as a step to its topic, by ``<table>_id``."""
    key = f"{table}_id"
    return (
        reference(["meeting_id", key], table, ["meeting_id", "id"]),
        sa.Index(None, "meeting_id", key),
    )


def of_single_part(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Give the same for what a part has once at most, as a topic its decision."""
    key = f"{table}_id"
    return (
        reference(["meeting_id", key], table, ["meeting_id", "id"]),
        sa.UniqueConstraint("meeting_id", key),
        sa.UniqueConstraint("meeting_id", "id"),
    )


def people(*columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Give references to people of the same meeting, each column holding the dossier's id."""
    return tuple(reference(["meeting_id", column], "meeting_person", ["meeting_id", "ref"]) for column in columns)


def departments(*columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Give references to departments of the same meeting, each column holding the dossier's id."""
    return tuple(reference(["meeting_id", column], "meeting_department", ["meeting_id", "ref"]) for column in columns)


def attachments(*columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Give references to attachments of the same meeting, each column holding the dossier's id."""
    return tuple(reference(["meeting_id", column], "attachment", ["meeting_id", "ref"]) for column in columns)


def topics(*columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Give references to topics of the same meeting, each column holding the topic's key."""
    return tuple(reference(["meeting_id", column], "topic", ["meeting_id", "id"]) for column in columns)
