"""Who was told of a meeting, leave from it (请假), and who was away around its day (外出报备)."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import table_args
from models.of_meeting import Ordered, attachments, of_meeting, of_part, people
from secretariat.domain.states import NoticeAnswer, NoticeChannel


class Leave(Ordered):
    """A leave from this meeting."""

    __tablename__ = "leave"
    __table_args__ = table_args(
        *of_meeting(), *people("person", "approved_by", "refused_by", "acting"), *attachments("report")
    )

    person: Mapped[str]
    asked_on: Mapped[date | None]
    reason: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_on: Mapped[date | None]
    written_report: Mapped[bool] = mapped_column(default=False)
    refused_by: Mapped[str | None]
    refused_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    acting: Mapped[str | None]
    report: Mapped[str | None]
    note: Mapped[str | None]


class Notice(Ordered):
    """That somebody was told of the meeting, and what he answered."""

    __tablename__ = "notice"
    __table_args__ = table_args(*of_meeting(), *people("person", "substitute"))

    person: Mapped[str]
    on: Mapped[date | None]
    at: Mapped[time | None]
    channel: Mapped[NoticeChannel | None]
    caller: Mapped[str | None]
    taken_by: Mapped[str | None]
    answer: Mapped[NoticeAnswer | None]
    substitute: Mapped[str | None]
    note: Mapped[str | None]


class Away(Ordered):
    """Being away, both days included."""

    __tablename__ = "away"
    __table_args__ = table_args(*of_meeting(), *people("person", "acting", "consented_by", "approved_by"))

    person: Mapped[str]
    from_: Mapped[date]
    to: Mapped[date | None]
    reported_on: Mapped[date | None]
    place: Mapped[str | None]
    reason: Mapped[str | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    acting: Mapped[str | None]
    consented_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    attachments: Mapped[bool] = mapped_column(default=False)
    reported_back_on: Mapped[date | None]

    told: Mapped[list[AwayTold]] = relationship(
        cascade="all, delete-orphan", order_by="AwayTold.position", collection_class=ordering_list("position")
    )


class AwayTold(Ordered):
    """Somebody who was told of it."""

    __tablename__ = "away_told"
    __table_args__ = table_args(*of_part("away"), *people("person"))

    away_id: Mapped[int]
    person: Mapped[str]
