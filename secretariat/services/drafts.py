"""Drafts: what is being typed, kept as one goes, outside the audit trail; saving it for good is an act of its own."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.drafts import Draft
from models.minutes import Body
from secretariat.domain.permissions import Permission

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secretariat.domain.facts import MinutesBody
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database

_ACT: Final = "自动保存草稿"
_BODY: Final = ("meeting", "minutes.body")
"""Where the text of a meeting's minutes is kept while it is typed."""
_FORM: Final = Body()


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
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=_ACT, autosave=True) as transaction:
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


# ---------------------------------------------------------------------------------------------- the text of the minutes


@dataclass(frozen=True, slots=True)
class KeptBody:
    """A text of minutes that was typed and not saved: ``based_on`` tells the saved text it was begun on, by print."""

    body: MinutesBody
    based_on: int
    at: str


def keep_body(database: Database, actor: Actor, meeting_id: int, body: MinutesBody, *, based_on: int) -> None:
    """Keep the text of a meeting's minutes that is being typed; ``based_on`` is the saved one's ``fingerprint``."""
    table, field = _BODY
    keep_draft(database, actor, table, meeting_id, field, written(body), based_on=based_on)


def kept_body(database: Database, meeting_id: int) -> KeptBody | None:
    """Give the text of a meeting's minutes that was typed and not saved."""
    table, field = _BODY
    with database.reader() as session:
        found = kept_draft(session, table, meeting_id, field)
    body = None if found is None else _FORM.process_result_value(json.loads(found.value), None)
    return None if found is None or body is None else KeptBody(body, found.based_on, found.at)


def forget_body(database: Database, actor: Actor, meeting_id: int) -> None:
    """Forget what was typed and not saved."""
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=_ACT, autosave=True) as transaction:
        drop_body(transaction.session, meeting_id)


def drop_body(session: Session, meeting_id: int) -> None:
    """Forget what was typed, in the act that saves it or drafts anew."""
    table, field = _BODY
    drop_draft(session, table, meeting_id, field)


def written(body: MinutesBody) -> str:
    """The text as it is kept."""
    return json.dumps(_FORM.process_bind_param(body, None), ensure_ascii=False)


def fingerprint(body: MinutesBody | None) -> int:
    """What tells one text from another."""
    return 0 if body is None else zlib.crc32(written(body).encode())
