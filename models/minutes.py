"""The minutes of a meeting: their text, who reviewed and approved them, their sign-off, and their earlier versions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from models.base import Row, reference, table_args
from models.of_meeting import OfMeeting, Ordered, attachments, of_part, people
from secretariat.domain.facts import MinutesBody, MinutesSection
from secretariat.domain.states import MinutesStage


class Body(TypeDecorator[MinutesBody]):
    """The text of minutes as one JSON value: it is written, compared and kept as a whole."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: MinutesBody | None, dialect: object) -> dict[str, Any] | None:
        """Give the text as it is stored."""
        del dialect
        if value is None:
            return None
        sections = [
            {"topic": section.topic, "heading": section.heading, "paragraphs": list(section.paragraphs)}
            for section in value.sections
        ]
        return {"opening": value.opening, "sections": sections}

    def process_result_value(self, value: dict[str, Any] | None, dialect: object) -> MinutesBody | None:
        """Give the text that was stored."""
        del dialect
        if value is None:
            return None
        sections = tuple(
            MinutesSection(topic=section["topic"], heading=section["heading"], paragraphs=tuple(section["paragraphs"]))
            for section in value["sections"]
        )
        return MinutesBody(opening=value["opening"], sections=sections)


class Minutes(OfMeeting):
    """The minutes (纪要) and their way to sign-off; ``number`` is the issue number (期号) in its period."""

    __tablename__ = "minutes"
    __table_args__ = table_args(
        reference(["meeting_id"], "meeting", ["id"]),
        sa.UniqueConstraint("meeting_id"),
        sa.UniqueConstraint("meeting_id", "id"),
        *people("drafted_by", "signed_by"),
        *attachments("scan"),
    )

    number: Mapped[int | None]
    year: Mapped[int | None]
    stage: Mapped[MinutesStage | None]
    drafted_by: Mapped[str | None]
    signed_by: Mapped[str | None]
    signed_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    sent_to: Mapped[tuple[str, ...]] = mapped_column(default=())
    body: Mapped[MinutesBody | None] = mapped_column(Body)
    scan: Mapped[str | None]

    approvals: Mapped[list[MinutesApproval]] = relationship(
        cascade="all, delete-orphan",
        order_by="MinutesApproval.position",
        collection_class=ordering_list("position"),
    )
    versions: Mapped[list[MinutesVersion]] = relationship(
        cascade="all, delete-orphan",
        order_by="MinutesVersion.position",
        collection_class=ordering_list("position"),
    )


class ApprovalKind(StrEnum):
    """What somebody did with the minutes before sign-off."""

    REVIEW = "review"
    HEAD = "head"
    COMMISSION = "commission"


class MinutesApproval(Ordered):
    """A review of the minutes, or the approval of the head or of who commissioned the chair."""

    __tablename__ = "minutes_approval"
    __table_args__ = table_args(*of_part("minutes"), *people("by"))

    minutes_id: Mapped[int]
    what: Mapped[ApprovalKind]
    by: Mapped[str]
    on: Mapped[date | None]


class MinutesVersion(Ordered):
    """A version that was issued, with its own sign-off and the scan of its own sheet."""

    __tablename__ = "minutes_version"
    __table_args__ = table_args(
        *of_part("minutes"),
        *people("signed_by"),
        *attachments("scan"),
    )

    minutes_id: Mapped[int]
    no: Mapped[int]
    body: Mapped[MinutesBody | None] = mapped_column(Body)
    reason: Mapped[str | None]
    signed_by: Mapped[str | None]
    signed_on: Mapped[date | None]
    issued_on: Mapped[date | None]
    scan: Mapped[str | None]


class TakenNumber(Row):
    """An issue number (期号) that is taken in its period, or was skipped, and why: never given again."""

    __tablename__ = "taken_number"
    __table_args__ = table_args(
        reference(["meeting_id"], "meeting", ["id"]),
        sa.UniqueConstraint("government", "kind", "period", "number"),
        sa.Index(None, "meeting_id"),
    )

    government: Mapped[str]
    kind: Mapped[str]
    period: Mapped[str]
    number: Mapped[int]
    meeting_id: Mapped[int | None]
    skipped_because: Mapped[str | None]
