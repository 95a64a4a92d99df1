"""Undo of the last mark in the room, also of one that was made before the program was started."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from models.attendance import Attendance
from models.audit import AuditEntry
from secretariat.services import audit
from secretariat.services.change_lines import row_kinds
from secretariat.services.sign_in import PREFIX, Marked, part_now
from secretariat.services.undo import is_undone, undo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from secretariat.domain.permissions import Actor
    from secretariat.services.audit import Entry
    from secretariat.services.change_lines import Line
    from secretariat.services.database import Database

REACH: Final = 50
"""Acts of the room that it looks back over."""


def last_mark(session: Session, actor: Actor, meeting_id: int) -> Entry | None:
    """Give the newest act of the room on a meeting by somebody at one seat that is in force."""
    of = AuditEntry
    query = (
        sa.select(of.no)
        .where(of.actor == actor.name, of.seat == actor.seat, of.undoes.is_(None), of.act.startswith(PREFIX))
        .order_by(of.no.desc())
        .limit(REACH)
    )
    for no in session.scalars(query).all():
        entry = audit.entry_of(session, no)
        if entry is not None and not is_undone(session, no) and meeting_id in _meetings(session, entry):
            return entry
    return None


def undo_last(database: Database, actor: Actor, meeting_id: int) -> Marked | None:
    """Undo it; ``None``: there is nothing to undo. Raises what ``undo.undo`` raises."""
    with database.reader() as session:
        entry = last_mark(session, actor, meeting_id)
        if entry is None:
            return None
        keys = {_value(session, line, "attendance_id") for line in entry.lines if line.table != "topic"}
    changes = undo(database, actor, entry.no)
    with database.reader() as session:
        people = session.scalars(sa.select(Attendance.person).where(Attendance.id.in_(keys - {None}))).all()
        lines, course = part_now(session, meeting_id, people)
    return Marked(words=entry.act.act.removeprefix(PREFIX), lines=lines, course=course, entry=changes.entry)


def _meetings(session: Session, entry: Entry) -> set[int | None]:
    return {_value(session, line, "meeting_id") for line in entry.lines[:1]}


def _value(session: Session, line: Line, name: str) -> int | None:
    """What the row of a line says under a name; a line of the list is its own ``attendance_id``."""
    if name == "attendance_id" and line.table == Attendance.__tablename__:
        return line.row
    whole = (line.after or line.before) if line.field is None else None
    if whole is not None:
        found: int | None = json.loads(whole).get(name)
        return found
    return getattr(session.get(row_kinds()[line.table], line.row), name, None)
