"""Opening a database: new, ready, newer, foreign, damaged, in a folder or on a disk that does not let write."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

import migrations
from models.organisation import Government
from secretariat.domain.permissions import Permission
from secretariat.errors import UserError
from secretariat.services import audit
from secretariat.services import database_faults as faults
from secretariat.services.copies import copies
from tests.databases import SECRETARY, new_database


def write(database, name="淄川区人民政府"):
    with database.transaction(actor=SECRETARY, permission=Permission.EDIT_ORGANISATION, act="登记政府") as tx:
        tx.session.add(Government(name=name))


def names(database):
    with database.reader() as session:
        return session.scalars(sa.select(Government.name).order_by(Government.name)).all()


def set_version(path, version):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [version])


def test_a_new_database_is_made_where_there_is_none(tmp_path):
    path = tmp_path / "新" / "数据" / "办公室.db"
    database = new_database(path)
    write(database)
    assert database.close() is not None
    again = new_database(path)
    assert names(again) == ["淄川区人民政府"]
    again.close()


def test_a_new_database_is_made_on_a_server(empty_postgresql):
    database = new_database(empty_postgresql)
    write(database)
    assert names(database) == ["淄川区人民政府"]
    assert database.close() is None


def test_what_was_written_is_there_after_a_restart(database, address):
    write(database)
    database.close(copy=False)
    again = new_database(address)
    assert names(again) == ["淄川区人民政府"]
    assert again.damage() == ()
    again.close(copy=False)


def test_an_ordinary_start_does_not_load_alembic(file_database):
    code = (
        "import sys, datetime as dt; from secretariat.services.database import Database;"
        "Database.open(sys.argv[1], clock=lambda: dt.datetime.now(dt.UTC)).close(copy=False);"
        "print([name for name in ('alembic', 'mako', 'psycopg', 'PySide6', 'secretariat.documents')"
        " if name in sys.modules])"
    )
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", code, str(file_database.path)]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_sqlite_is_set_up_to_lose_nothing(file_database):
    with file_database._writing.connect() as connection:
        settings = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert settings == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_a_reader_can_not_write(database):
    with pytest.raises(UserError), database.reader() as session:
        session.execute(sa.insert(Government).values(name="x", version=1))


def test_a_reader_sees_one_moment(database):
    write(database, "甲")
    with database.reader() as session:
        count = sa.select(sa.func.count()).select_from(Government)
        assert session.scalar(count) == 1
        write(database, "乙")
        assert session.scalar(count) == 1
    assert names(database) == ["乙", "甲"]


def test_a_database_of_a_newer_version_is_refused_and_left_alone(file_database):
    path = file_database.path
    file_database.close(copy=False)
    set_version(path, "9999")
    before = path.read_bytes()
    with pytest.raises(faults.NewerDatabaseError, match="较新版本") as caught:
        new_database(path)
    assert "升级" in caught.value.remedy
    assert path.read_bytes() == before


def test_a_newer_database_on_a_server_is_refused(postgresql_address):
    engine = sa.create_engine(postgresql_address)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    with pytest.raises(faults.NewerDatabaseError, match="较新版本") as caught:
        new_database(postgresql_address)
    assert "@" not in caught.value.message or "***" in caught.value.message or "postgres@" in caught.value.message


def other_program(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


def other_alembic(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("会议纪要", encoding="utf-8"),
        lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000),
        other_program,
        other_alembic,
        Path.mkdir,
    ],
    ids=["text", "scrambled", "another program's", "another one's with alembic", "folder"],
)
def test_what_is_no_database_of_ours_is_refused_and_left_alone(tmp_path, make):
    path = tmp_path / "x.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(faults.NotADatabaseError, match="不是本程序的数据库") as caught:
        new_database(path)
    assert "没有改动" in caught.value.remedy
    assert before is None or path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]


def test_an_empty_file_becomes_a_database(tmp_path):
    path = tmp_path / "x.db"
    path.touch()
    database = new_database(path)
    assert names(database) == []
    database.close(copy=False)


@pytest.fixture
def sealed(file_database):
    """A database in a folder that nobody but root may write to."""
    file_database.close(copy=False)
    folder = file_database.path.parent
    for path in (folder, file_database.path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield file_database.path
    folder.chmod(0o755)


@pytest.mark.parametrize("name", ["office.db", "new.db", "sub/new.db"])
def test_a_read_only_folder_is_told_with_the_remedy(sealed, name, monkeypatch):
    from secretariat.services import database_file as module  # noqa: PLC0415 - to stand in for the file system

    # Whoever runs the tests as root may write everywhere.
    monkeypatch.setattr(module.os, "access", lambda path, _: not str(path).startswith(str(sealed.parent)))
    if name.startswith("sub"):

        def refuse(*_, **__):
            raise PermissionError(13, "no")

        monkeypatch.setattr(Path, "mkdir", refuse)
    before = sealed.read_bytes()
    with pytest.raises(faults.ReadOnlyDatabaseError, match="只能读取") as caught:
        new_database(sealed.parent / name)
    assert "写入权限" in caught.value.remedy
    assert sealed.read_bytes() == before


def test_a_full_disk_is_told_and_nothing_is_damaged(file_database):
    write(file_database, "甲")
    with file_database._writing.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    act = {"actor": SECRETARY, "permission": Permission.EDIT_ORGANISATION, "act": "登记政府"}

    def write_too_much():
        with file_database.transaction(**act) as tx:
            tx.session.connection().exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            tx.session.add_all(Government(name=f"{n}" * 3000) for n in range(100))

    with pytest.raises(faults.DiskFullError, match="磁盘空间不足") as caught:
        write_too_much()
    assert "没有受影响" in caught.value.remedy
    assert names(file_database) == ["甲"]
    assert file_database.damage() == ()


def test_a_disk_that_is_full_from_the_start_leaves_no_half_made_file(tmp_path, monkeypatch):
    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr("secretariat.services.sessions._give_identity", full)
    with pytest.raises(faults.DiskFullError, match="磁盘空间不足"):
        new_database(tmp_path / "x.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_told(file_database):
    for number in range(50):
        write(file_database, f"{number}" * 500)
    path = file_database.path
    file_database.close(copy=False)
    data = bytearray(path.read_bytes())
    for start in range(4096 * 3, len(data), 4096):
        data[start : start + 200] = b"\xff" * 200
    path.write_bytes(data)
    try:
        again = new_database(path)
    except faults.DatabaseUnusableError:
        return
    with pytest.raises(faults.DatabaseUnusableError):
        names(again)
    again.close(copy=False)


def test_a_server_that_does_not_answer_is_told():
    with pytest.raises(faults.UnreachableDatabaseError, match="无法连接数据库") as caught:
        new_database("postgresql+psycopg://office:geheim@127.0.0.1:1/office")
    assert "geheim" not in caught.value.message


def test_a_database_of_an_earlier_version_is_copied_before_it_is_changed(file_database, monkeypatch):
    write(file_database)
    file_database.close(copy=False)
    monkeypatch.setattr(migrations, "HEAD", "9000")
    monkeypatch.setattr("migrations.runner.upgrade", lambda connection: connection.exec_driver_sql("DROP TABLE draft"))
    new_database(file_database.path).close(copy=False)
    (copy,) = copies(file_database.path.parent / "copies", "office")
    assert copy.name.endswith("-migration.db")
    monkeypatch.undo()
    before = new_database(copy)
    assert names(before) == ["淄川区人民政府"]
    before.close(copy=False)


def test_where_it_can_not_be_copied_it_is_not_changed(file_database, monkeypatch):
    file_database.close(copy=False)
    before = file_database.path.read_bytes()
    monkeypatch.setattr(migrations, "HEAD", "9000")
    monkeypatch.setattr(shutil, "copyfile", None)
    (file_database.path.parent / "copies").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(UserError):
        new_database(file_database.path)
    assert file_database.path.read_bytes() == before


def test_a_seat_that_writes_for_too_long_is_told(file_database, monkeypatch):
    monkeypatch.setattr("models.engine.BUSY_SECONDS", 0.1)
    impatient = new_database(file_database.path)
    with file_database.transaction(actor=SECRETARY, permission=Permission.EDIT_ORGANISATION, act="登记政府") as tx:
        tx.session.add(Government(name="甲"))
        tx.session.flush()
        with pytest.raises(faults.BusyDatabaseError, match="另一席位占用"):
            write(impatient, "乙")
        assert names(impatient) == []
    write(impatient, "乙")
    assert names(impatient) == ["乙", "甲"]
    impatient.close(copy=False)


def test_every_released_database_can_still_be_opened(tmp_path):
    for released in sorted((Path(__file__).parent.parent / "data" / "databases").glob("*.db")):
        path = Path(shutil.copy(released, tmp_path))
        database = new_database(path)
        assert database.damage() == ()
        with database.reader() as session:
            assert audit.verify_chain(session) is None
        database.close(copy=False)
