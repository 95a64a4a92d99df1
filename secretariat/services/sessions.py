"""A database's sessions: all that needs SQLAlchemy and the tables' classes, which take half a second to import."""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.audit import AuditHead
from models.engine import create_engine, url_of
from models.instance import Instance
from secretariat.services import audit
from secretariat.services.database_faults import fault_of, not_a_database

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

_MIGRATION_LOCK = 0x5EC2E7A21A7
"""The advisory lock of PostgreSQL that a seat holds while it changes the schema."""


class Sessions:
    """The engines of a database, to write and to read.

    ``path`` is that of its file, nothing on a server; ``place`` names it in what is said to the user.
    """

    def __init__(self, where: Path | str) -> None:
        self._url = url_of(where)
        is_file = self._url.get_backend_name() == "sqlite" and self._url.database
        self.path = Path(self._url.database or "") if is_file else None
        self.place = str(self.path) if self.path else self._url.render_as_string(hide_password=True)
        self.writing = create_engine(self._url)
        self.reading = create_engine(self._url, read_only=True)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Say what the user can mend as the faults of ``database_faults``."""
        try:
            yield
        except DBAPIError as error:
            if fault := fault_of(error, self.place):
                raise fault from error
            raise

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """Give a session that can only read, and sees one moment of the database throughout."""
        with self.told(), Session(self.reading, expire_on_commit=False) as session:
            yield session

    def ask(self, question: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Give the rows that answer a question in SQL."""
        with self.told(), self.reading.connect() as connection:
            return [tuple(row) for row in connection.execute(sa.text(question), values)]

    def version(self) -> str | None:
        """Give the schema of a database on a server; ``None``: nothing is in it."""
        with self.reading.connect() as connection:
            names = sa.inspect(connection).get_table_names()
            if "alembic_version" in names:
                return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
            if names:
                raise not_a_database(self.place)
            return None

    def migrate(self, now: dt.datetime) -> None:
        """Bring the schema up to date, from nothing if nothing is there, in one transaction."""
        from migrations import runner  # noqa: PLC0415 - alembic is slow to import, and seldom needed

        engine = create_engine(self._url, migrating=True)
        try:
            with engine.begin() as connection:
                if self.path is None:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
                runner.upgrade(connection)
                _give_identity(connection, now)
                if self.path and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise not_a_database(self.place)
        finally:
            engine.dispose()

    def dispose(self) -> None:
        """Close all connections."""
        self.writing.dispose()
        self.reading.dispose()


def _give_identity(connection: sa.Connection, now: dt.datetime) -> None:
    if connection.scalar(sa.select(Instance.uuid)) is not None:
        return
    name = str(uuid.uuid4())
    connection.execute(sa.insert(Instance).values(id=1, uuid=name, created=now.isoformat(timespec="seconds")))
    connection.execute(sa.insert(AuditHead).values(id=audit.HEAD, no=0, hash=audit.genesis(name)))
