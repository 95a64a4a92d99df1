"""The audit trail: entries bound into a chain by their hashes, checked, listed, and never changed.

An entry's hash is taken over a canonical form that any database gives back unchanged: JSON with sorted keys, ISO dates,
texts as they were written. The first entry is bound to the database's own identity.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from models.audit import AuditEntry, AuditHead, AuditLine
from models.instance import Instance
from secretariat.services.change_lines import Line, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from secretariat.domain.permissions import Actor, Permission

ALGORITHM = "sha256"
HEAD = 1
"""The key of the one row that holds the end of the chain."""


@dataclass(frozen=True, slots=True)
class Act:
    """What an entry says of an act besides its lines."""

    at: str
    actor: str
    role: str
    seat: str
    permission: str
    act: str
    undoable: bool
    undoes: int | None

    @classmethod
    def by(
        cls,
        actor: Actor,
        permission: Permission,
        act: str,
        *,
        at: dt.datetime,
        undoable: bool,
        undoes: int | None = None,
    ) -> Act:
        """Give what an entry says of an act of somebody."""
        text = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        return cls(text, actor.name, actor.role.value, actor.seat, permission.value, act, undoable, undoes)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the trail."""

    no: int
    act: Act
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place at which the chain does not hold: the entry's number, and what is wrong."""

    no: int
    what: str


def genesis(uuid: str) -> str:
    """Give the hash that the first entry follows."""
    return hashlib.sha256(uuid.encode()).hexdigest()


def digest(no: int, act: Act, lines: Iterable[Line], previous: str, algorithm: str = ALGORITHM) -> str:
    """Give the hash of an entry that follows ``previous``."""
    rows = [[line.table, line.row, line.field, line.before, line.after, line.version] for line in lines]
    form = {"algorithm": algorithm, "no": no, "previous": previous, "lines": rows, **asdict(act)}
    return hashlib.new(algorithm, canonical(form).encode()).hexdigest()


def append(connection: sa.Connection, act: Act, lines: Sequence[Line]) -> int:
    """Add an entry at the end of the chain and give its number.

    The end is locked here and until the transaction ends, so this comes last: no act waits for another one's work.
    """
    where = AuditHead.id == HEAD
    head = connection.execute(sa.select(AuditHead.no, AuditHead.hash).where(where).with_for_update()).one()
    no: int = head.no + 1
    value = digest(no, act, lines, head.hash)
    entry = {"no": no, **asdict(act), "algorithm": ALGORITHM, "previous": head.hash, "hash": value}
    connection.execute(sa.insert(AuditEntry), [entry])
    connection.execute(
        sa.insert(AuditLine),
        [{"entry": no, "line": index, **asdict(line)} for index, line in enumerate(lines)],
    )
    connection.execute(sa.update(AuditHead).where(where).values(no=no, hash=value))
    return no


def verify_chain(session: Session) -> Broken | None:
    """Give the first place at which the chain is broken; ``None``: it holds from the first entry to its end."""
    head = session.get(AuditHead, HEAD)
    uuid = session.scalar(sa.select(Instance.uuid))
    if head is None or uuid is None:
        return Broken(0, "审计链的首尾记录缺失")
    previous, expected = genesis(uuid), 1
    for stored, lines in _chain(session):
        if what := _wrong_with(stored, lines, previous, expected):
            return Broken(expected, what)
        previous, expected = stored.hash, expected + 1
    if (head.no, head.hash) != (expected - 1, previous):
        return Broken(expected, "缺少这一条" if head.no >= expected else "审计链的末尾记录不符")
    orphan = session.scalar(sa.select(sa.func.min(AuditLine.entry)).where(AuditLine.entry.not_in(_numbers())))
    return None if orphan is None else Broken(orphan, "有不属于任何一条的改动记录")


def _wrong_with(stored: AuditEntry, lines: tuple[Line, ...], previous: str, expected: int) -> str:
    if stored.no != expected:
        return "缺少这一条"
    if stored.previous != previous:
        return "与前一条不衔接"
    if stored.algorithm != ALGORITHM:
        return f"校验算法“{stored.algorithm}”不认识"
    return "" if stored.hash == digest(stored.no, _act(stored), lines, previous) else "内容与校验值不符"


def entries(
    session: Session,
    *,
    table: str | None = None,
    row: int | None = None,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
    text: str | None = None,
    limit: int = 200,
) -> tuple[Entry, ...]:
    """Give the newest entries that fit, the newest first; ``since`` and ``until`` are times as in ``Act.at``."""
    query = sa.select(AuditEntry).order_by(AuditEntry.no.desc()).limit(limit)
    if table is not None:
        touched = sa.select(AuditLine.entry).where(AuditLine.table == table)
        if row is not None:
            touched = touched.where(AuditLine.row == row)
        query = query.where(AuditEntry.no.in_(touched))
    if actor is not None:
        query = query.where(AuditEntry.actor == actor)
    if since is not None:
        query = query.where(AuditEntry.at >= since)
    if until is not None:
        query = query.where(AuditEntry.at < until)
    if text is not None:
        query = query.where(AuditEntry.act.contains(text, autoescape=True))
    found = session.scalars(query).all()
    lines = _lines_of(session, [entry.no for entry in found])
    return tuple(Entry(entry.no, _act(entry), lines.get(entry.no, ())) for entry in found)


def entry_of(session: Session, no: int) -> Entry | None:
    """Give one entry."""
    stored = session.get(AuditEntry, no)
    return None if stored is None else Entry(no, _act(stored), _lines_of(session, [no]).get(no, ()))


def _numbers() -> sa.Select[tuple[int]]:
    return sa.select(AuditEntry.no)


AT_ONCE = 500
"""Entries that are read at a time: a trail may be longer than memory."""


def _chain(session: Session) -> Iterator[tuple[AuditEntry, tuple[Line, ...]]]:
    after = 0
    while True:
        query = sa.select(AuditEntry).where(AuditEntry.no > after).order_by(AuditEntry.no).limit(AT_ONCE)
        part = session.scalars(query).all()
        if not part:
            return
        lines = _lines_of(session, [entry.no for entry in part])
        for entry in part:
            yield entry, lines.get(entry.no, ())
        after = part[-1].no
        session.expunge_all()


def _lines_of(session: Session, numbers: list[int]) -> dict[int, tuple[Line, ...]]:
    of = AuditLine
    query = sa.select(of.entry, of.table, of.row, of.field, of.before, of.after, of.version)
    found: dict[int, list[Line]] = {}
    ordered = query.where(of.entry.in_(numbers)).order_by(of.entry, of.line)
    for no, table, row, field, before, after, version in session.execute(ordered):
        found.setdefault(no, []).append(Line(table, row, field, before, after, version))
    return {no: tuple(lines) for no, lines in found.items()}


def _act(entry: AuditEntry) -> Act:
    return Act(entry.at, entry.actor, entry.role, entry.seat, entry.permission, entry.act, entry.undoable, entry.undoes)
