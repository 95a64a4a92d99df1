"""The file of a database on SQLite, looked at without SQLAlchemy: is it ours, of what version, and what does it say."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from secretariat.services.database_faults import not_a_database, read_only
from secretariat.settings import BUSY_SECONDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MAGIC = b"SQLite format 3\x00"


def version_of(path: Path) -> str | None:
    """Give the schema of a file, having written nothing to it; ``None``: it is new.

    Raises ``NotADatabaseError``, ``ReadOnlyDatabaseError``, and what the driver raises of a damaged file.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
    elif not path.is_file() or (path.stat().st_size and _start_of(path) != _MAGIC):
        raise not_a_database(str(path))
    # The journal is written beside the file, so the folder counts as well.
    if not os.access(path if path.exists() else path.parent, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise read_only(str(path))
    if not path.exists() or not path.stat().st_size:
        return None
    with closing(_connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in names:
            if names:
                raise not_a_database(str(path))
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        if row is None or not str(row[0]).isdecimal() or not {"instance", "audit_head"} <= names:
            raise not_a_database(str(path))
        return str(row[0])


def ask(path: Path, question: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Give the rows that answer a question in SQL, which can't write; days and times are the texts that are kept."""
    plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in values.items()}
    with closing(_connect(path)) as connection:
        connection.execute("PRAGMA query_only = ON")
        return connection.execute(question, plain).fetchall()


def remove(path: Path) -> None:
    """Delete the file and what SQLite keeps beside it."""
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            name.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)


def _start_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))
