"""The schema: up from nothing and down to nothing on both databases, the same as the models, and all or nothing."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

import migrations
from migrations import runner
from models.base import Base, Row
from models.engine import create_engine, url_of


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    where = tmp_path / "x.db" if request.param == "sqlite" else request.getfixturevalue("empty_postgresql")
    engine = create_engine(url_of(where), migrating=True)
    yield engine
    engine.dispose()


def tables(engine):
    with engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names()) - {"alembic_version"}


def test_up_from_nothing_and_down_to_nothing(engine):
    for _ in range(2):
        with engine.begin() as connection:
            runner.upgrade(connection)
        assert tables(engine) == set(Base.metadata.tables)
        with engine.begin() as connection:
            runner.downgrade(connection)
        assert tables(engine) == set()


def test_the_schema_is_what_the_models_say(engine):
    with engine.begin() as connection:
        runner.upgrade(connection)
        assert runner.differences(connection) == ""
        connection.exec_driver_sql("ALTER TABLE meeting ADD COLUMN odd INTEGER")
        assert "odd" in runner.differences(connection)


def version_rows(connection):
    return connection.exec_driver_sql("SELECT id, no, reason FROM minutes_version ORDER BY id").all()


def test_versions_of_minutes_keep_what_they_say_and_keys_are_not_given_again(engine):
    with engine.begin() as connection:
        runner.upgrade(connection, "0001")
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")  # what the row belongs to is left out
        row = sa.text(
            "INSERT INTO minutes_version (id, version, meeting_id, position, minutes_id, no, reason) "
            "VALUES (:key, 1, 1, 0, 1, 1, '金额有误')"
        )
        connection.execute(row, [{"key": 7}, {"key": 8}])
        connection.exec_driver_sql("DELETE FROM minutes_version WHERE id = 8")
        for move in (lambda: runner.upgrade(connection, "0002"), lambda: runner.downgrade(connection, "0001")):
            move()
            assert version_rows(connection) == [(7, 1, "金额有误")]
            if engine.dialect.name == "sqlite":
                given = "SELECT seq FROM sqlite_sequence WHERE name = 'minutes_version'"
                assert connection.exec_driver_sql(given).scalars().all() == [8]


def test_a_migration_that_fails_leaves_nothing(engine, monkeypatch):
    from alembic.operations import Operations  # noqa: PLC0415 - only here

    create = Operations.create_table

    def fail(self, name, *rest, **options):
        if name == "excuse":
            raise RuntimeError(name)
        return create(self, name, *rest, **options)

    monkeypatch.setattr(Operations, "create_table", fail)
    with pytest.raises(RuntimeError, match="excuse"), engine.begin() as connection:
        runner.upgrade(connection)
    with engine.connect() as connection:
        assert sa.inspect(connection).get_table_names() == []


def test_the_newest_is_what_the_program_asks_for():
    assert runner.newest() == migrations.HEAD
    assert re.fullmatch("[0-9]{4}", migrations.HEAD)


def test_sqlite_never_gives_a_key_twice(tmp_path):
    engine = create_engine(url_of(tmp_path / "x.db"), migrating=True)
    with engine.begin() as connection:
        runner.upgrade(connection)
        statements = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all())
    engine.dispose()
    edited = [mapper.class_.__tablename__ for mapper in Base.registry.mappers if issubclass(mapper.class_, Row)]
    assert [name for name in edited if "AUTOINCREMENT" not in statements[name]] == []


def test_references_are_checked_when_a_transaction_ends():
    keys = [key for table in Base.metadata.tables.values() for key in table.foreign_key_constraints]
    assert len(keys) > 50
    assert all(key.deferrable and key.initially == "DEFERRED" for key in keys)


def test_no_name_is_longer_than_postgresql_takes():
    names = [str(item.name) for table in Base.metadata.tables.values() for item in (*table.constraints, *table.indexes)]
    assert [name for name in names if len(name) > 63] == []
