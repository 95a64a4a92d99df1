"""The register of leaders and heads who are away (外出), kept by the office for the organisation's people.

A meeting keeps of it what concerns its own day, as all else, in its own words (``models/leave.py``).
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Row, reference, table_args


class AwayRecord(Row):
    """Somebody's time away, both days included; without ``to`` it is not known yet when he will be back.

    ``attachments``: the papers were handed in, whether or not they are in ``files``. ``cancelled_on``: he did not go.
    """

    __tablename__ = "away_record"
    __table_args__ = table_args(
        reference(["government_id"], "government", ["id"]),
        *(
            reference([column], "person", ["id"])
            for column in ("person_id", "acting_id", "consented_by_id", "approved_by_id")
        ),
        sa.Index(None, "government_id", "from_"),
        sa.Index(None, "person_id"),
    )

    government_id: Mapped[int]
    person_id: Mapped[int]
    from_: Mapped[date]
    to: Mapped[date | None]
    reported_on: Mapped[date | None]
    place: Mapped[str | None]
    reason: Mapped[str | None]
    urgent: Mapped[bool] = mapped_column(default=False)
    acting_id: Mapped[int | None]
    consented_by_id: Mapped[int | None]
    approved_by_id: Mapped[int | None]
    attachments: Mapped[bool] = mapped_column(default=False)
    reported_back_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    note: Mapped[str | None]

    told: Mapped[list[AwayRecordTold]] = relationship(
        cascade="all, delete-orphan", order_by="AwayRecordTold.position", collection_class=ordering_list("position")
    )
    files: Mapped[list[AwayFile]] = relationship(
        cascade="all, delete-orphan", order_by="AwayFile.position", collection_class=ordering_list("position")
    )
    excuses: Mapped[list[AwayExcuse]] = relationship(
        cascade="all, delete-orphan", order_by="AwayExcuse.position", collection_class=ordering_list("position")
    )


class AwayRecordTold(Row):
    """Somebody who was told of it."""

    __tablename__ = "away_record_told"
    __table_args__ = table_args(
        reference(["away_record_id"], "away_record", ["id"]),
        reference(["person_id"], "person", ["id"]),
        sa.Index(None, "away_record_id"),
    )

    away_record_id: Mapped[int]
    position: Mapped[int]
    person_id: Mapped[int]


class AwayFile(Row):
    """A paper of it: notice, plan, schedule; its content lies in the data folder under its SHA-256."""

    __tablename__ = "away_file"
    __table_args__ = table_args(
        reference(["away_record_id"], "away_record", ["id"]), sa.Index(None, "away_record_id"), sa.Index(None, "sha256")
    )

    away_record_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str | None]


class AwayExcuse(Row):
    """A finding on it that was excused on record."""

    __tablename__ = "away_excuse"
    __table_args__ = table_args(
        reference(["away_record_id"], "away_record", ["id"]),
        reference(["allowed_by_id"], "person", ["id"]),
        sa.Index(None, "away_record_id"),
    )

    away_record_id: Mapped[int]
    position: Mapped[int]
    code: Mapped[str]
    allowed_by_id: Mapped[int | None]
    on: Mapped[date | None]
    reason: Mapped[str | None]
