"""Who is on a meeting's list, in what part, whether they came, for which topics, and from which they withdrew."""

from __future__ import annotations

from datetime import time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import table_args
from models.of_meeting import Ordered, departments, of_meeting, of_part, people, topics
from secretariat.domain.states import Part, Presence, RecusalReason


class InRoom(StrEnum):
    """What a line of the list says of a topic."""

    OUT = "out"
    ONLY = "only"


class Attendance(Ordered):
    """One line of the list."""

    __tablename__ = "attendance"
    __table_args__ = table_args(
        *of_meeting(),
        *people("person", "substitute", "substitute_consent_by"),
        *departments("department"),
        sa.UniqueConstraint("meeting_id", "person", "as_"),
    )

    person: Mapped[str]
    as_: Mapped[Part]
    status: Mapped[Presence]
    arrived: Mapped[time | None]
    left: Mapped[time | None]
    substitute: Mapped[str | None]
    substitute_consent_by: Mapped[str | None]
    department: Mapped[str | None]

    topics: Mapped[list[AttendanceTopic]] = relationship(
        cascade="all, delete-orphan",
        order_by="AttendanceTopic.position",
        collection_class=ordering_list("position"),
    )
    recusals: Mapped[list[Recusal]] = relationship(
        cascade="all, delete-orphan", order_by="Recusal.position", collection_class=ordering_list("position")
    )
    visits: Mapped[list[Visit]] = relationship(
        cascade="all, delete-orphan", order_by="Visit.position", collection_class=ordering_list("position")
    )


class AttendanceTopic(Ordered):
    """A topic that somebody was out of the room for (``out_for``), or one of the only ones he came for (``topics``)."""

    __tablename__ = "attendance_topic"
    __table_args__ = table_args(*of_part("attendance"), *topics("topic_id"))

    attendance_id: Mapped[int]
    topic_id: Mapped[int]
    in_room: Mapped[InRoom]


class Visit(Ordered):
    """When somebody was called in for a topic that he attends, and when he left."""

    __tablename__ = "visit"
    __table_args__ = table_args(*of_part("attendance"), *topics("topic_id"))

    attendance_id: Mapped[int]
    topic_id: Mapped[int]
    came: Mapped[time | None]
    went: Mapped[time | None]


class Recusal(Ordered):
    """Why somebody withdrew from a topic (回避)."""

    __tablename__ = "recusal"
    __table_args__ = table_args(*of_part("attendance"), *topics("topic_id"))

    attendance_id: Mapped[int]
    topic_id: Mapped[int]
    reason: Mapped[RecusalReason]
    note: Mapped[str | None] = mapped_column(sa.Text)
