"""The database of one seat or one office: opened, brought up to date, read, written to act by act, and closed."""

from __future__ import annotations

import os
import sqlite3
import threading
import uuid
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import migrations
from models.audit import AuditHead
from models.engine import BUSY_SECONDS, create_engine, url_of
from models.instance import Instance
from secretariat.services import audit
from secretariat.services.copies import copies, make_copy
from secretariat.services.database_faults import NewerDatabaseError, fault_of, not_a_database, read_only
from secretariat.services.transaction import Changes, Transaction, ask, transaction

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from secretariat.domain.permissions import Actor, Permission

    Clock = Callable[[], dt.datetime]
    Subscriber = Callable[[Changes], None]

_MAGIC = b"SQLite format 3\x00"
_MIGRATION_LOCK = 0x5EC2E7A21A7
"""The advisory lock of PostgreSQL that a seat holds while it changes the schema."""


class Database:
    """An open database. Sessions stay in the thread that asked for them; several threads may ask."""

    def __init__(self, url: sa.URL, path: Path | None, clock: Clock, folder: Path | None) -> None:
        self.path = path
        self.place = str(path) if path else url.render_as_string(hide_password=True)
        self.copies = folder
        self._clock = clock
        self._url = url
        self._writing = create_engine(url)
        self._reading = create_engine(url, read_only=True)
        self._subscribers: list[Subscriber] = []
        self._busy = threading.local()
        self._written = False

    @classmethod
    def open(cls, where: Path | str, *, clock: Clock, copies: Path | None = None) -> Database:
        """Open the database at a path (SQLite) or an address (``postgresql+psycopg://…``), creating what is missing.

        ``clock`` gives the time with its zone. ``copies`` is the folder for copies, by default beside the file.
        Raises the faults of ``database_faults``; then nothing has been changed.
        """
        url = url_of(where)
        name = url.database if url.get_backend_name() == "sqlite" else None
        path = Path(name) if name else None
        folder = copies or (path.parent / "copies" if path else None)
        database = cls(url, path, clock, folder)
        try:
            database._bring_up_to_date()
        except (DBAPIError, sqlite3.Error, OSError) as error:
            database._dispose()
            if fault := fault_of(error, database.place):
                raise fault from error
            raise
        except BaseException:
            database._dispose()
            raise
        return database

    # ------------------------------------------------------------------------------------------------- the schema

    def _bring_up_to_date(self) -> None:
        version = _version_of_file(self.path) if self.path else self._version_of_server()
        if version == migrations.HEAD:
            return
        if version is not None and version > migrations.HEAD:
            remedy = "请升级本程序后再打开；数据库没有改动"
            raise NewerDatabaseError(f"{self.place}：这是较新版本的程序建立的数据库", remedy)
        if self.path and version is not None and self.copies:
            make_copy(self.path, self.copies, now=self._clock(), why="migration")
        created = self.path is not None and not self.path.exists()
        try:
            self._migrate()
        except BaseException:
            if created and self.path:
                _remove(self.path)
            raise

    def _version_of_server(self) -> str | None:
        with self._reading.connect() as connection:
            names = sa.inspect(connection).get_table_names()
            if "alembic_version" in names:
                return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if names:
                raise not_a_database(self.place)
            return None

    def _migrate(self) -> None:
        from migrations import runner  # noqa: PLC0415 - alembic is slow to import, and seldom needed

        engine = create_engine(self._url, migrating=True)
        try:
            with engine.begin() as connection:
                if self.path is None:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                runner.upgrade(connection)
                self._give_identity(connection)
                if self.path and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise not_a_database(self.place)
        finally:
            engine.dispose()

    def _give_identity(self, connection: sa.Connection) -> None:
        if connection.scalar(sa.select(Instance.uuid)) is not None:
            return
        name = str(uuid.uuid4())
        created = self._clock().isoformat(timespec="seconds")
        connection.execute(sa.insert(Instance).values(id=1, uuid=name, created=created))
        connection.execute(sa.insert(AuditHead).values(id=audit.HEAD, no=0, hash=audit.genesis(name)))

    # ---------------------------------------------------------------------------------------------- reading, writing

    def now(self) -> dt.datetime:
        """The time at this seat."""
        return self._clock()

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """Give a session that can only read, and sees one moment of the database throughout."""
        with self._told(), Session(self._reading, expire_on_commit=False) as session:
            yield session

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

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if fault := fault_of(error, self.place):
                raise fault from error
            raise

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have ``subscriber`` called after each act, in the thread of that act; call the result to end it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    # ------------------------------------------------------------------------------------------------------- the end

    def damage(self) -> tuple[str, ...]:
        """Give what the database itself finds wrong with its file; nothing on a server, which looks after itself."""
        if self.path is None:
            return ()
        with self._told(), self._reading.connect() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
            found += [f"{row[0]}: {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]
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
        self._writing.dispose()
        self._reading.dispose()


def _version_of_file(path: Path) -> str | None:
    """Give the schema of a file, having written nothing to it; ``None``: it is new."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.is_file() or (path.stat().st_size and _start_of(path) != _MAGIC):
        raise not_a_database(str(path))
    # The journal is written beside the file, so the folder counts as well.
    if not os.access(path if path.exists() else path.parent, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise read_only(str(path))
    if not path.exists() or not path.stat().st_size:
        return None
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in names:
            if names:
                raise not_a_database(str(path))
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None or not str(row[0]).isdecimal() or not {"instance", "audit_head"} <= names:
            raise not_a_database(str(path))
        return str(row[0])


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def _remove(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            name.unlink(missing_ok=True)
