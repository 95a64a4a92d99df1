"""Undo: a new act that applies the inverse of an earlier act's change lines, or says why it can't."""

from __future__ import annotations

import json
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from models.audit import AuditEntry, AuditLine
from models.meetings import Meeting, MeetingCharge, MeetingDepartment, MeetingHolding, MeetingPerson
from models.minutes import Minutes, MinutesApproval, MinutesVersion
from models.of_meeting import OfMeeting
from models.proposals import Placement
from models.reference import OwnRulebook
from secretariat.domain.identity import locked
from secretariat.domain.permissions import Permission
from secretariat.domain.proposal_rosters import as_taken_in
from secretariat.errors import RefusedError
from secretariat.services import audit
from secretariat.services.change_lines import decoded, fields, row_kinds
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.judges import judges_kept
from secretariat.services.organisation_guard import TABLES, organisations_kept
from secretariat.services.post_words import words_today
from secretariat.services.rosters import taken_by
from secretariat.services.store import dossier_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from models.base import Row
    from secretariat.domain.permissions import Actor
    from secretariat.services.change_lines import Line
    from secretariat.services.database import Database
    from secretariat.services.transaction import ActSession, Changes

_OF_MINUTES = {kind.__tablename__ for kind in (Minutes, MinutesApproval, MinutesVersion)}


_ROSTER = {kind.__tablename__ for kind in (MeetingDepartment, MeetingPerson, MeetingHolding, MeetingCharge)}


class CannotUndoError(RefusedError):
    """An act that can't be undone."""


def undo(database: Database, actor: Actor, entry: int) -> Changes:
    """Undo an act of the trail by a new one, which can itself be undone; give what has changed.

    Raises ``CannotUndoError`` for an act that never can be (an import, a sign-off, what concerns locked minutes),
    ``JudgeShiftError`` where meetings that were held would be judged by another rulebook, ``RefusedError`` where the
    organisation would say what cannot be, and ``ChangedElsewhereError`` where any of its rows has been changed since.
    """
    with database.reader() as session:
        found = audit.entry_of(session, entry)
    if found is None:
        raise CannotUndoError(f"没有第 {entry} 号操作记录", "请刷新后再试")
    name = found.act.act
    if not found.act.undoable:
        raise CannotUndoError(f"“{name}”不能撤销", "请另行办理更正")
    permission = Permission(found.act.permission)
    with database.transaction(actor=actor, permission=permission, act=f"撤销：{name}", undoes=entry) as transaction:
        session = transaction.session
        _refuse_second_undo(session, entry, name)
        rows = {(line.table, line.row): _still_as_left(session, line, name) for line in found.lines}
        _refuse_locked(session, found.lines, rows, name)
        on_rulebooks = any(line.table == OwnRulebook.__tablename__ for line in found.lines)
        on_organisation = any(line.table in TABLES for line in found.lines)
        with (
            judges_kept(session, today=database.now().date()) if on_rulebooks else nullcontext(),
            organisations_kept(session, partial(words_today, database)) if on_organisation else nullcontext(),
        ):
            _take_away(session, found.lines, rows, name)
            _give_back(session, found.lines, rows)
        _refuse_two_agendas(session, found.lines, name)
    return transaction.changes


def next_to_undo(session: Session, actor: Actor) -> int | None:
    """Give the newest act of somebody at one seat that is in force and no undo; ``None``: there is none.

    An act that can't be undone ends the row: nobody expects an undo to reach behind a sign-off.
    """
    undoers = _undoers(session)
    for no, undoes, undoable in _own(session, actor):
        if undoes is None and not _undone(no, undoers):
            return no if undoable else None
    return None


def next_to_redo(session: Session, actor: Actor) -> int | None:
    """Give the newest undo of somebody at one seat that is in force, to be undone itself; ``None``: there is none.

    Whatever has been done after an undo ends the row.
    """
    undoers = _undoers(session)
    undos = set(session.scalars(sa.select(AuditEntry.no).where(AuditEntry.undoes.is_not(None))))
    for no, undoes, _ in _own(session, actor):
        if undoes is None:
            return None
        if undoes not in undos and not _undone(no, undoers):
            return no
    return None


def is_undone(session: Session, entry: int) -> bool:
    """Say whether an act of the trail is undone."""
    return _undone(entry, _undoers(session))


def _own(session: Session, actor: Actor) -> Sequence[tuple[int, int | None, bool]]:
    """Give number, what it undoes, and whether it can be undone, of the acts of somebody at one seat, newest first."""
    own = (AuditEntry.actor == actor.name, AuditEntry.seat == actor.seat)
    query = sa.select(AuditEntry.no, AuditEntry.undoes, AuditEntry.undoable).where(*own)
    found = session.execute(query.order_by(AuditEntry.no.desc()).limit(REACH))
    return [(no, undoes, undoable) for no, undoes, undoable in found]


REACH = 500
"""Acts that an undo looks back over."""


def _undoers(session: Session) -> dict[int, int]:
    """Give for each act that has been undone the last act that did so."""
    query = sa.select(AuditEntry.undoes, AuditEntry.no).where(AuditEntry.undoes.is_not(None)).order_by(AuditEntry.no)
    return {undone: no for undone, no in session.execute(query) if undone is not None}


def _undone(no: int, undoers: dict[int, int]) -> bool:
    """Say whether an act is undone and its undo not undone in turn."""
    undone = False
    while no in undoers:
        undone, no = not undone, undoers[no]
    return undone


def _refuse_second_undo(session: ActSession, entry: int, name: str) -> None:
    if _undone(entry, _undoers(session)):
        raise CannotUndoError(f"“{name}”已经撤销过", "要恢复，请撤销那一次撤销")


def _still_as_left(session: ActSession, line: Line, name: str) -> Row | None:
    """Give the row of a line, which must be as the act has left it; ``None`` where the act has deleted it."""
    row = session.get(row_kinds()[line.table], line.row)
    gone = line.field is None and line.after is None
    if (row is None) != gone or (row is not None and not _came_back_to(session, line, row.version)):
        raise _changed_since(name)
    return row


def _came_back_to(session: ActSession, line: Line, version: int | None) -> bool:
    """Say whether a row in ``version`` is as ``line`` has left it: untouched since, or touched and that undone."""
    of = AuditLine
    same_row = (of.table == line.table, of.row == line.row, of.version.is_not(None))
    while version != line.version:
        by = sa.select(AuditEntry.undoes).join(of, of.entry == AuditEntry.no)
        undone = session.scalar(by.where(*same_row, of.version == version).limit(1))
        if undone is None:
            return False
        # An undo leaves a row as it was before the act that it undoes, though in a version of its own.
        before = sa.select(of.version).where(*same_row, of.entry < undone)
        version = session.scalar(before.order_by(of.entry.desc()).limit(1))
        if version is None:
            return False
    return True


def _changed_since(name: str) -> ChangedElsewhereError:
    return ChangedElsewhereError(f"“{name}”之后这些内容又改过，不能再撤销", "请查看最新内容，直接修改")


def _refuse_locked(
    session: ActSession, lines: Iterable[Line], rows: dict[tuple[str, int], Row | None], name: str
) -> None:
    meetings = {_meeting_of(line, rows[line.table, line.row]) for line in lines if line.table in _OF_MINUTES}
    stages = session.scalars(sa.select(Minutes.stage).where(Minutes.meeting_id.in_(meetings))).all()
    if any(locked(stage) for stage in stages):
        raise CannotUndoError(f"“{name}”涉及的纪要已经印发并锁定，不能撤销", "需要更正的，请另立新的版本")


def _refuse_two_agendas(session: ActSession, lines: Iterable[Line], name: str) -> None:
    """Where an undo puts a proposal back on a meeting, it must not have gone to another one meanwhile."""
    keys = {line.row for line in lines if line.table == Placement.__tablename__}
    of = Placement
    proposals = sa.select(of.proposal_id).where(of.id.in_(keys))
    query = sa.select(of.proposal_id).where(of.ended_on.is_(None), of.proposal_id.in_(proposals))
    if keys and session.scalar(query.group_by(of.proposal_id).having(sa.func.count() > 1).limit(1)) is not None:
        raise CannotUndoError(f"“{name}”涉及的议题后来已列入另一次会议，不能撤销", "请先从那次会议撤出议题")


def _meeting_of(line: Line, row: Row | None) -> int:
    if isinstance(row, OfMeeting):
        return row.meeting_id
    values: dict[str, Any] = json.loads(line.before or "{}")
    return int(values["meeting_id"])


def _take_away(session: ActSession, lines: Iterable[Line], rows: dict[tuple[str, int], Row | None], name: str) -> None:
    """Delete what the act has added, and nothing that was added to it later.

    Somebody whom a proposal has begun to keep, as it named him, stays: it may be another act by now that names him.
    With the proposal itself he goes, though an act that was undone brought him.
    """
    added = {(line.table, line.row) for line in lines if line.field is None and line.before is None}
    filed = {key for table, key in added if table == Meeting.__tablename__}
    named = {row.meeting_id for key in added if key[0] in _ROSTER and isinstance(row := rows[key], OfMeeting)}
    going = {row for key in filed for row in _kept_by(session, key)}
    added -= {row for key in named - filed for row in _kept_by(session, key)}
    # All at once: what one deletion looks up must not find another one half done.
    with session.no_autoflush:
        for place in sorted(added):
            session.delete(rows[place])
    session.flush()
    if session.recorder.gone() - added - going:
        raise _changed_since(name)


def _kept_by(session: ActSession, key: int) -> set[tuple[str, int]]:
    """The rows of those whom a proposal keeps just as its organisation said; of a meeting there are none."""
    if session.get_one(Meeting, key).organisation_id is None or (proposal := whole(session, key)) is None:
        return set()
    as_taken = as_taken_in(dossier_of(proposal), taken_by(proposal))
    found: list[Row] = [unit for unit in proposal.departments if unit.ref in as_taken.departments]
    for person in proposal.people:
        if person.ref in as_taken.people:
            found += (person, *person.posts, *person.in_charge_of)
    return {(row.__tablename__, row.id) for row in found}


def _give_back(session: ActSession, lines: Iterable[Line], rows: dict[tuple[str, int], Row | None]) -> None:
    """Put fields back, and rows that the act has deleted, under their own keys."""
    waiting: list[tuple[Row, str, object]] = []
    for line in lines:
        kind, row = row_kinds()[line.table], rows[line.table, line.row]
        if line.field is not None and row is not None and line.before is not None:
            value = decoded(kind, line.field, json.loads(line.before))
            if fields(kind)[line.field].info.get("renumbered"):
                waiting.append((row, line.field, value))
            else:
                setattr(row, line.field, value)
        elif line.field is None and line.before is not None:
            values = {name: decoded(kind, name, value) for name, value in json.loads(line.before).items()}
            session.add(kind(id=line.row, **values))
    renumber(session, waiting)


def renumber(session: ActSession, numbers: list[tuple[Row, str, object]]) -> None:
    """Give rows new numbers that are unique among them: first numbers that nobody has, then the right ones."""
    for row, field, value in numbers:
        if isinstance(value, int):
            setattr(row, field, -value)
    if numbers:
        session.flush()
    for row, field, value in numbers:
        setattr(row, field, value)
