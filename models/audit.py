"""The audit trail: one entry for each act, its change lines, and the head of the chain that binds the entries."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, reference

HASH_LENGTH = 64


class AuditEntry(Base):
    """One act: who, in what role, at which seat, with what permission. ``no`` counts from 1 without gaps.

    ``at`` is text in UTC, exactly as it was hashed: databases keep times of day differently, texts they keep alike.
    """

    __tablename__ = "audit_entry"

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    actor: Mapped[str]
    role: Mapped[str]
    seat: Mapped[str]
    permission: Mapped[str]
    act: Mapped[str]
    undoable: Mapped[bool]
    undoes: Mapped[int | None] = mapped_column(index=True)
    algorithm: Mapped[str]
    previous: Mapped[str] = mapped_column(sa.String(HASH_LENGTH))
    hash: Mapped[str] = mapped_column(sa.String(HASH_LENGTH))

    lines: Mapped[list[AuditLine]] = relationship(order_by="AuditLine.line", viewonly=True)


class AuditLine(Base):
    """One change: of a field, or (without a field) of a whole row that came or went. Values are JSON as hashed."""

    __tablename__ = "audit_line"
    __table_args__ = (reference(["entry"], "audit_entry", ["no"]), sa.Index(None, "table", "row"))

    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table: Mapped[str]
    row: Mapped[int]
    field: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]
    version: Mapped[int | None] = mapped_column(sa.BigInteger)


class AuditHead(Base):
    """The end of the chain, one row only. Whoever adds an entry locks it, last of all."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    no: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(HASH_LENGTH))
