"""Engines: how the program talks to SQLite and to PostgreSQL, to write and to read."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from secretariat.settings import BUSY_SECONDS

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

_to_json = partial(json.dumps, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def url_of(where: Path | str) -> sa.URL:
    """Give the database's address; a path is a file of SQLite."""
    if isinstance(where, str) and "://" in where:
        return sa.make_url(where)
    return sa.URL.create("sqlite+pysqlite", database=str(where))


def create_engine(url: sa.URL, *, read_only: bool = False, migrating: bool = False) -> sa.Engine:
    """Give an engine; ``read_only`` refuses every statement that writes, ``migrating`` lets tables be rebuilt."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, read_only=read_only, migrating=migrating)
    options: dict[str, Any] = {"pool_pre_ping": True, "json_serializer": _to_json}
    engine = sa.create_engine(url, **options)
    if read_only:
        # One moment for all statements of a reader: a meeting is read in several.
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def _sqlite(url: sa.URL, *, read_only: bool, migrating: bool) -> sa.Engine:
    engine = sa.create_engine(
        url, json_serializer=_to_json, connect_args={"timeout": BUSY_SECONDS}, poolclass=sa.QueuePool
    )

    def connect(connection: Connection, _: object) -> None:
        # The driver would begin late and end early by its own rules; begin() below does it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        # A table is rebuilt by dropping it, which would take along what refers to it.
        cursor.execute(f"PRAGMA foreign_keys = {'OFF' if migrating else 'ON'}")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    # A writer takes the lock at once: one that had read first could find that it may not write any more.
    statement = "BEGIN" if read_only else "BEGIN EXCLUSIVE" if migrating else "BEGIN IMMEDIATE"

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(statement)

    def checkin(connection: Connection | None, _: object) -> None:
        # A commit that a foreign key refuses leaves SQLite's transaction open: nobody could write any more.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    sa.event.listen(engine, "connect", connect)
    sa.event.listen(engine, "checkin", checkin)
    sa.event.listen(engine, "begin", begin)
    return engine
