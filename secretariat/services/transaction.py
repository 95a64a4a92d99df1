"""One act of the user: one transaction that carries who acts, asks for a permission, and leaves one audit entry."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, object_session
from sqlalchemy.orm.exc import StaleDataError

from models.base import Base, Row
from secretariat.domain.permissions import ROLE_NAMES, may, roles_with
from secretariat.services import audit
from secretariat.services.change_lines import Recorder
from secretariat.services.database_faults import NotPermittedError, changed_elsewhere, fault_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.permissions import Actor, Permission


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act has changed: rows by table and key, the meetings they belong to, and the entry in the trail."""

    entry: int | None
    rows: frozenset[tuple[str, int]]
    meetings: frozenset[int]

    @property
    def tables(self) -> frozenset[str]:
        """The tables of which something has changed."""
        return frozenset(table for table, _ in self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


class ActSession(Session):
    """A session of which every write can be told: statements that write past the unit of work are refused."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.recorder = Recorder()

    def bulk_save_objects(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - whatever it is given, it refuses
        """Refuse."""
        raise UntoldWriteError

    def bulk_insert_mappings(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - as above
        """Refuse."""
        raise UntoldWriteError

    def bulk_update_mappings(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - as above
        """Refuse."""
        raise UntoldWriteError


class UntoldWriteError(RuntimeError):
    """A statement that would write without leaving a line in the audit trail: a fault of the program."""


@sa.event.listens_for(ActSession, "do_orm_execute")
def _refuse_statements_that_write(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise UntoldWriteError(state.statement)


def _recorder(row: object) -> Recorder | None:
    session = object_session(row)
    return session.recorder if isinstance(session, ActSession) else None


@sa.event.listens_for(Base, "after_insert", propagate=True)
def _came(_: object, __: object, row: object) -> None:
    if recorder := _recorder(row):
        recorder.came(row)


@sa.event.listens_for(Base, "after_update", propagate=True)
def _changed(_: object, __: object, row: object) -> None:
    if recorder := _recorder(row):
        recorder.changed(row)


@sa.event.listens_for(Base, "after_delete", propagate=True)
def _went(_: object, __: object, row: object) -> None:
    if recorder := _recorder(row):
        recorder.went(row)


class Transaction:
    """An act under way: write through ``session``; once it is done, ``changes`` says what has changed."""

    def __init__(self, session: ActSession) -> None:
        self.session = session
        self.changes = Changes(None, frozenset(), frozenset())

    def row(self, kind: type[AnyRow], key: int, *, version: int | None = None) -> AnyRow:
        """Give a row to edit, as it was when somebody saw it in that ``version``.

        Raises ``ChangedElsewhereError`` where it has been edited since, or is gone.
        """
        found = self.session.get(kind, key)
        if found is None or (version is not None and found.version != version):
            raise changed_elsewhere()
        return found


@contextmanager
def transaction(engine: sa.Engine, told: audit.Act, *, place: str, autosave: bool = False) -> Iterator[Transaction]:
    """Run one act, which is told in the trail as ``told``; whatever is raised inside, nothing of it remains.

    ``autosave`` may write drafts only, and leaves no entry. Raises ``ChangedElsewhereError`` and the faults of
    ``database_faults``, which name ``place``.
    """
    with ActSession(engine) as session:
        running = Transaction(session)
        try:
            yield running
            session.flush()
            recorder = session.recorder
            if autosave and not recorder.outside_the_trail():
                raise UntoldWriteError(sorted(recorder.rows()))
            lines = recorder.lines()
            entry = audit.append(session.connection(), told, lines) if lines else None
            session.commit()
        except (DBAPIError, StaleDataError) as error:
            if fault := fault_of(error, place):
                raise fault from error
            raise
        running.changes = Changes(entry, recorder.rows(), recorder.meetings())


def ask(actor: Actor, permission: Permission, act: str) -> None:
    """Raise ``NotPermittedError`` unless ``actor`` has ``permission``."""
    if not may(actor, permission):
        who = "、".join(ROLE_NAMES[role] for role in roles_with(permission))
        raise NotPermittedError(f"{ROLE_NAMES[actor.role]}不能{act}", f"请由{who}办理")
