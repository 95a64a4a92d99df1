"""What somebody is changing in one of the office's own rulebooks and has not saved: kept as one goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.reference import OwnRulebook
from secretariat.domain.permissions import Permission
from secretariat.services.drafts import drop_draft, keep_draft, kept_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database

_TABLE: Final = OwnRulebook.__tablename__
_FIELD: Final = "text"
_ACT: Final = "自动保存草稿"


@dataclass(frozen=True, slots=True)
class KeptEdit:
    """A rulebook's text that was changed and not saved; ``version`` is that of the text on which it was begun."""

    text: str
    version: int
    at: str


def keep_edit(database: Database, actor: Actor, code: str, text: str, *, version: int) -> None:
    """Keep a rulebook's text that is being changed; of one that is gone meanwhile nothing is kept."""
    with database.reader() as session:
        row = _row(session, code)
    if row is not None:
        keep_draft(database, actor, _TABLE, row, _FIELD, text, based_on=version)


def kept_edit(database: Database, code: str) -> KeptEdit | None:
    """Give the text that was changed and not saved; ``None``: there is none."""
    with database.reader() as session:
        row = _row(session, code)
        found = None if row is None else kept_draft(session, _TABLE, row, _FIELD)
    return None if found is None else KeptEdit(found.value, found.based_on, found.at)


def forget_edit(database: Database, actor: Actor, code: str) -> None:
    """Forget it: it is saved, or somebody has thought better of it."""
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=_ACT, autosave=True) as transaction:
        row = _row(transaction.session, code)
        if row is not None:
            drop_draft(transaction.session, _TABLE, row, _FIELD)


def _row(session: Session, code: str) -> int | None:
    return session.scalar(sa.select(OwnRulebook.id).where(OwnRulebook.code == code))
