"""Databases to test on: SQLite and PostgreSQL, each test with one of its own, copied from one that is ready."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import uuid

import pytest

from secretariat.domain.permissions import Actor, Role
from secretariat.services.database import Database
from tests.postgres import Cluster, Lent

SECRETARY = Actor("李会务", Role.SECRETARY, "一号席")
OTHER_SEAT = Actor("王会务", Role.SECRETARY, "二号席")
AUDITOR = Actor("周审计", Role.AUDIT_OFFICER, "审计席")


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self) -> None:
        self.time = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))

    def __call__(self) -> dt.datetime:
        self.time += dt.timedelta(seconds=1)
        return self.time


def new_database(where, **options):
    return Database.open(where, clock=Clock(), **options)


@pytest.fixture(scope="session")
def cluster(require_tool):
    """The run's PostgreSQL cluster."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
    cluster = Cluster(run[:12], require_tool)
    cluster.enter()
    yield cluster
    cluster.leave()


@pytest.fixture(scope="session")
def _ready_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("ready") / "ready.db"
    new_database(path).close(copy=False)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """The address of a database that has all tables and nothing in them."""
    if request.param == "sqlite":
        path = tmp_path / "data" / "office.db"
        path.parent.mkdir()
        shutil.copy(request.getfixturevalue("_ready_file"), path)
        return path
    return request.getfixturevalue("postgresql_address")


@pytest.fixture
def empty_postgresql(cluster):
    """The address of a database with nothing in it."""
    name = f"t{uuid.uuid4().hex}"
    cluster.create(name)
    yield cluster.url(name).render_as_string(hide_password=False)
    cluster.drop(name)


@pytest.fixture(scope="session")
def _lent(cluster):
    """The worker's own database, lent to its tests one after the other."""
    cluster.create_once("ready", lambda url: new_database(url.render_as_string(hide_password=False)).close())
    lent = Lent(cluster, f"t{uuid.uuid4().hex}", "ready")
    yield lent
    lent.drop()


@pytest.fixture
def postgresql_address(_lent):
    """The address of a database of PostgreSQL that has all tables and nothing in them."""
    yield _lent.address
    _lent.take_back()


@pytest.fixture
def database(address):
    """An open database, once on SQLite and once on PostgreSQL."""
    database = new_database(address)
    yield database
    database.close(copy=False)


@pytest.fixture
def file_database(tmp_path, _ready_file):
    """An open database on SQLite."""
    path = tmp_path / "data" / "office.db"
    path.parent.mkdir()
    shutil.copy(_ready_file, path)
    database = new_database(path)
    yield database
    database.close(copy=False)
