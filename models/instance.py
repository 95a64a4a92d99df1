"""What this database is: one row only."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Instance(Base):
    """The database's own identity, by which copies and exports can tell where they come from."""

    __tablename__ = "instance"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    uuid: Mapped[str]
    created: Mapped[str]
