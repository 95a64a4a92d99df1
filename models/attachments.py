"""Files that belong to a meeting, known by what is in them."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from models.base import table_args
from models.of_meeting import Ordered, of_meeting


class Attachment(Ordered):
    """A file, such as the scan of a sign-off sheet; its content lies in the data folder under its SHA-256."""

    __tablename__ = "attachment"
    __table_args__ = table_args(*of_meeting(), sa.UniqueConstraint("meeting_id", "ref"), sa.Index(None, "sha256"))

    ref: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str | None]
