"""Copies of the database file, so that nothing is lost before there is a real backup; the oldest make way."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from secretariat.services.database_faults import damaged, fault_of

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

KEPT = 10
_UNFINISHED = ".part"


def make_copy(database: Path, folder: Path, *, now: dt.datetime, why: str, keep: int = KEPT) -> Path:
    """Copy a database file to ``folder`` and give the copy; of all copies of it there, ``keep`` remain.

    The copy is whole and on disk before it has its name, and older copies go only after that. ``why`` becomes part of
    the name. Raises the faults of ``database_faults``; then all is as it was.
    """
    stem = database.stem
    target = folder / f"{stem}-{now:%Y%m%d-%H%M%S-%f}-{why}.db"
    unfinished = target.with_suffix(_UNFINISHED)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy(database, unfinished)
        _to_disk(unfinished)
        unfinished.replace(target)
        _to_disk(folder)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        if fault := fault_of(error, str(folder)):
            raise fault from error
        raise
    for old in copies(folder, stem)[keep:]:
        old.unlink(missing_ok=True)
    return target


def copies(folder: Path, stem: str) -> list[Path]:
    """Give the copies there are of a database, the newest first."""
    return sorted(folder.glob(f"{stem}-*.db"), reverse=True)


def _copy(database: Path, target: Path) -> None:
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as source:
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            # A copy is one file: whoever takes it away must not need a second one beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise damaged(str(database))


def _to_disk(path: Path) -> None:
    """See to it that a file, or the names in a folder, survive a loss of power; Windows does so for folders itself."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
