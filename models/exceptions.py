"""Findings that were excused on record."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped

from models.base import table_args
from models.of_meeting import Ordered, of_meeting, people, topics


class Excuse(Ordered):
    """A finding that was excused (例外), of a topic, of a person, or of the whole meeting."""

    __tablename__ = "excuse"
    __table_args__ = table_args(*of_meeting(), *people("person", "allowed_by"), *topics("topic_id"))

    code: Mapped[str]
    topic_id: Mapped[int | None]
    person: Mapped[str | None]
    allowed_by: Mapped[str | None]
    on: Mapped[date | None]
    reason: Mapped[str | None]
