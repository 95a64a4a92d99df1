"""Drafts: what is being typed, kept as one goes, outside the audit trail; saving it for good is an act of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.drafts import Draft
from secretariat.domain.permissions import Permission

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft: its text, the version of the row on which it was begun, who typed it and when (UTC, ISO)."""

    value: str
    based_on: int
    actor: str
    at: str


def keep_draft(
    database: Database, actor: Actor, table: str, row: int, field: str, value: str, *, based_on: int
) -> None:
    """Keep what is being typed into a field of a row, over what was kept before."""
    act = "自动保存草稿"
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=act, autosave=True) as transaction:
        draft = _find(transaction.session, table, row, field) or Draft(table=table, row=row, field=field)
        draft.value = value
        draft.based_on = based_on
        draft.actor = actor.name
        draft.at = database.now().astimezone(dt.UTC).isoformat(timespec="seconds")
        transaction.session.add(draft)


def kept_draft(session: Session, table: str, row: int, field: str) -> Kept | None:
    """Give what was kept of a field."""
    draft = _find(session, table, row, field)
    return None if draft is None else Kept(draft.value, draft.based_on, draft.actor, draft.at)


def drop_draft(session: Session, table: str, row: int, field: str) -> None:
    """Drop what was kept of a field, in the act that has saved or discarded it."""
    draft = _find(session, table, row, field)
    if draft is not None:
        session.delete(draft)


def _find(session: Session, table: str, row: int, field: str) -> Draft | None:
    return session.scalar(sa.select(Draft).where(Draft.table == table, Draft.row == row, Draft.field == field))
