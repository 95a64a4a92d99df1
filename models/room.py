"""Where the view of the room (签到) stood, so that it opens there again; no record of the meeting, and not audited."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Row, table_args


class RoomView(Row):
    """The room's view of one meeting; ``timer_since`` is local time with seconds (ISO 8601), ``timer_spent`` seconds.

    ``seat`` is where it was looked at last, ``topic`` the number of the topic on the table; the timer runs where
    ``timer_since`` is there. Nothing refers to the meeting: of one that is
    deleted nobody asks how its room was looked at.
    """

    __tablename__ = "room_view"
    __table_args__ = table_args(sa.UniqueConstraint("meeting"))
    __audited__ = False

    meeting: Mapped[int]
    is_open: Mapped[bool] = mapped_column(default=False)
    seat: Mapped[str | None]
    topic: Mapped[int | None]
    timer_since: Mapped[str | None]
    timer_spent: Mapped[int] = mapped_column(default=0)
