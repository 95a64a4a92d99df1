"""Copies: whole, on disk before they are named, the oldest making way, and never at the cost of the others."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing

import pytest

from secretariat.domain.permissions import Permission
from secretariat.services import copies as module
from secretariat.services import database_faults as faults
from secretariat.services.copies import copies, make_copy
from tests.databases import SECRETARY, Clock, new_database
from tests.services.test_database import names, write


def test_only_the_newest_remain(file_database, tmp_path):
    clock, folder = Clock(), tmp_path / "copies"
    made = [make_copy(file_database.path, folder, now=clock(), why="exit", keep=3) for _ in range(5)]
    (folder / "other-20260101-000000-000000-exit.db").touch()
    assert copies(folder, "office") == list(reversed(made[2:]))
    assert len(list(folder.iterdir())) == 4


def test_a_copy_is_one_file_and_has_everything(file_database, tmp_path):
    write(file_database)
    copy = make_copy(file_database.path, tmp_path / "copies", now=Clock()(), why="exit")
    assert list(copy.parent.iterdir()) == [copy]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM government").fetchall() == [("淄川区人民政府",)]


@pytest.mark.parametrize("step", ["_copy", "_to_disk"])
def test_a_copy_that_fails_leaves_the_others(file_database, tmp_path, monkeypatch, step):
    folder = tmp_path / "copies"
    first = make_copy(file_database.path, folder, now=Clock()(), why="exit", keep=1)

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(module, step, full)
    with pytest.raises(faults.DiskFullError, match="磁盘空间不足"):
        make_copy(file_database.path, folder, now=Clock()(), why="migration", keep=1)
    assert list(folder.iterdir()) == [first]


def test_on_exit_a_database_is_copied_if_it_was_written_to(file_database):
    path = file_database.path
    first = file_database.close()
    assert first is not None  # there was no copy yet
    again = new_database(path)
    names(again)
    assert again.close() is None
    again = new_database(path)
    write(again)
    assert again.close() not in {None, first}
    assert len(copies(path.parent / "copies", "office")) == 2


def test_a_draft_counts_as_written(file_database):
    from secretariat.services.drafts import keep_draft  # noqa: PLC0415 - only here

    file_database.close()
    again = new_database(file_database.path)
    keep_draft(again, SECRETARY, "minutes", 1, "body", "…", based_on=1)
    assert Permission.EDIT_MEETINGS
    assert again.close() is not None
