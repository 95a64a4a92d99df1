"""Tables of the database: what is kept, and no workflow."""

from __future__ import annotations

from models import (
    attachments,
    attendance,
    audit,
    away,
    drafts,
    exceptions,
    instance,
    leave,
    meetings,
    minutes,
    organisation,
    proposals,
    reference,
    room,
    topics,
)

# All are imported together: each table refers to others by name.
__all__ = [
    "attachments",
    "attendance",
    "audit",
    "away",
    "drafts",
    "exceptions",
    "instance",
    "leave",
    "meetings",
    "minutes",
    "organisation",
    "proposals",
    "reference",
    "room",
    "topics",
]
