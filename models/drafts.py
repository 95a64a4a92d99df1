"""What somebody is typing and has not saved yet; outside the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, table_args


class Draft(Row):
    """The unsaved value of one field of one row, with the version of that row on which it was begun."""

    __tablename__ = "draft"
    __table_args__ = table_args(sa.UniqueConstraint("table", "row", "field"))
    __audited__ = False

    table: Mapped[str]
    row: Mapped[int]
    field: Mapped[str]
    value: Mapped[str]
    based_on: Mapped[int] = mapped_column(sa.BigInteger)
    actor: Mapped[str]
    at: Mapped[str]
