"""The database of one seat or one office: opened, brought up to date, read, written to act by act, and closed.

Opening a file that is up to date, and asking it for a list, imports next to nothing: a window can show its meetings at
once. The tables' classes and SQLAlchemy are imported when they are first needed, by the thread that needs them.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import migrations
from secretariat.services import database_file
from secretariat.services.copies import copies, make_copy
from secretariat.services.database_faults import NewerDatabaseError, fault_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import sqlalchemy as sa
    from sqlalchemy.orm import Session

    from secretariat.domain.permissions import Actor, Permission
    from secretariat.services.sessions import Sessions
    from secretariat.services.transaction import Changes, Transaction

    Clock = Callable[[], dt.datetime]
    Subscriber = Callable[[Changes], None]


class Database:
    """An open database. Sessions stay in the thread that asked for them; several threads may ask."""

    def __init__(self, where: Path | str, clock: Clock, folder: Path | None) -> None:
        self._where = where
        self._sessions: Sessions | None = None
        self._lock = threading.Lock()
        self._clock = clock
        self._subscribers: list[Subscriber] = []
        self._busy = threading.local()
        self._written = False
        self.path = self._tables.path if isinstance(where, str) and "://" in where else Path(where)
        self.place = self._tables.place if self.path is None else str(self.path)
        self.copies = folder or (self.path.parent / "copies" if self.path else None)

    @classmethod
    def open(cls, where: Path | str, *, clock: Clock, copies: Path | None = None) -> Database:
        """Open the database at a path (SQLite) or an address (``postgresql+psycopg://…``), creating what is missing.

        ``clock`` gives the time with its zone. ``copies`` is the folder for copies, by default beside the file.
        Raises the faults of ``database_faults``; then nothing has been changed.
        """
        database = cls(where, clock, copies)
        try:
            database._bring_up_to_date()
        except BaseException as error:
            database._dispose()
            if fault := fault_of(error, database.place):
                raise fault from error
            raise
        return database

    def _bring_up_to_date(self) -> None:
        version = database_file.version_of(self.path) if self.path else self._tables.version()
        if version == migrations.HEAD:
            return
        if version is not None and version > migrations.HEAD:
            remedy = "请升级本程序后再打开；数据库没有改动"
            raise NewerDatabaseError(f"{self.place}：这是较新版本的程序建立的数据库", remedy)
        if self.path and version is not None and self.copies:
            make_copy(self.path, self.copies, now=self._clock(), why="migration")
        created = self.path is not None and not self.path.exists()
        try:
            self._tables.migrate(self._clock())
        except BaseException:
            if created and self.path:
                database_file.remove(self.path)
            raise

    @property
    def _tables(self) -> Sessions:
        """What needs SQLAlchemy; imported when first asked for."""
        with self._lock:
            if self._sessions is None:
                from secretariat.services.sessions import Sessions  # noqa: PLC0415 - see the head of this module

                self._sessions = Sessions(self._where)
            return self._sessions

    @property
    def _writing(self) -> sa.Engine:
        """The engine that writes; for tests."""
        return self._tables.writing

    # ---------------------------------------------------------------------------------------------- reading, writing

    def now(self) -> dt.datetime:
        """The time at this seat."""
        return self._clock()

    def ask(self, question: str, **values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - whatever a column holds
        """Give the rows that answer a question in SQL that both databases understand; ``:name`` stands for a value.

        For what has to be there at once. Days and times come as days and times or as their ISO texts.
        """
        if self.path is None:
            return self._tables.ask(question, values)
        try:
            return database_file.ask(self.path, question, values)
        except sqlite3.Error as error:
            if fault := fault_of(error, self.place):
                raise fault from error
            raise

    def reader(self) -> AbstractContextManager[Session]:
        """Give a session that can only read, and sees one moment of the database throughout."""
        return self._tables.reader()

    @contextmanager
    def transaction(
        self,
        *,
        actor: Actor,
        permission: Permission,
        act: str,
        autosave: bool = False,
        undoable: bool = True,
        undoes: int | None = None,
    ) -> Iterator[Transaction]:
        """Run one act of the user; see ``services/transaction.py``. Subscribers hear of it once it is done."""
        from secretariat.services import audit  # noqa: PLC0415 - see the head of this module
        from secretariat.services.transaction import ask, transaction  # noqa: PLC0415 - as above

        ask(actor, permission, act)
        if getattr(self._busy, "act", None):
            raise RuntimeError(f"{act} inside of {self._busy.act}")
        at = self._clock()
        told = audit.Act.by(actor, permission, act, at=at, undoable=undoable, undoes=undoes)
        self._busy.act = act
        try:
            with transaction(self._writing, told, place=self.place, autosave=autosave) as running:
                yield running
        finally:
            self._busy.act = None
        if running.changes:
            self._written = True
            for subscriber in tuple(self._subscribers):
                subscriber(running.changes)

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have ``subscriber`` called after each act, in the thread of that act; call the result to end it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    # ------------------------------------------------------------------------------------------------------- the end

    def damage(self) -> tuple[str, ...]:
        """Give what the database itself finds wrong with its file; nothing on a server, which looks after itself."""
        if self.path is None:
            return ()
        found = [str(row[0]) for row in self.ask("PRAGMA integrity_check")]
        found += [f"{row[0]}: {row[2]}" for row in self.ask("PRAGMA foreign_key_check")]
        return tuple(line for line in found if line != "ok")

    def close(self, *, copy: bool = True) -> Path | None:
        """Close the database; a file that was written to, or has no copy yet, is copied first."""
        try:
            if copy and self.path and self.copies and (self._written or not copies(self.copies, self.path.stem)):
                return make_copy(self.path, self.copies, now=self._clock(), why="exit")
            return None
        finally:
            self._dispose()

    def _dispose(self) -> None:
        if self._sessions is not None:
            self._sessions.dispose()
