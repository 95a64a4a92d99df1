"""A PostgreSQL cluster of the tests' own: on loopback, shared by all workers of a run, gone when the last one ends."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

import psycopg
import sqlalchemy as sa

# PostgreSQL refuses to be root; Debian makes this account for it.
_ACCOUNT = "postgres"


# What a database had when it was made is kept beside it, to be put back: its rows, where its keys go on, its tables.
_KEEP = """
CREATE SCHEMA ready;
CREATE TABLE ready.keys AS SELECT schemaname, sequencename, start_value, last_value FROM pg_sequences;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE ready.%I AS TABLE public.%I', 'rows of ' || name, name);
    END LOOP;
END $$;
"""
_TAKE_BACK = """
SET session_replication_role = replica;
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
    LOOP
        EXECUTE format('DELETE FROM public.%I', name);
        EXECUTE format('INSERT INTO public.%I OVERRIDING SYSTEM VALUE TABLE ready.%I', name, 'rows of ' || name);
    END LOOP;
END $$;
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, coalesce(last_value, start_value),
              last_value IS NOT NULL) FROM ready.keys;
"""
_SHAPE = """
SELECT (SELECT json_agg((oid, relname) ORDER BY oid) FROM pg_class WHERE oid >= 16384)::text,
       (SELECT count(*) FROM pg_attribute WHERE attrelid >= 16384 AND NOT attisdropped),
       (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_namespace)
"""
_SEND_AWAY = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class Lent:
    """A database that one test after the other gets, each as it was at first: to make one takes far longer."""

    def __init__(self, cluster: Cluster, name: str, template: str) -> None:
        self._cluster, self._name, self._template = cluster, name, template
        self._shape = None

    @property
    def address(self) -> str:
        """Where it is; it is made when it is first asked for."""
        if self._shape is None:
            self._cluster.create(self._name, self._template)
            with self._connected() as connection:
                connection.execute(_KEEP)
                self._shape = connection.execute(_SHAPE).fetchone()
        return self._cluster.url(self._name).render_as_string(hide_password=False)

    def take_back(self) -> None:
        """Put it back as it was; one whose tables are others goes, and the next test gets a new one."""
        with self._connected() as connection:
            connection.execute(_SEND_AWAY)
            same = connection.execute(_SHAPE).fetchone() == self._shape
            if same:
                connection.execute(_TAKE_BACK)
        if not same:
            self.drop()

    def drop(self) -> None:
        """Let it go."""
        self._shape = None
        self._cluster.drop(self._name)

    def _connected(self) -> psycopg.Connection:
        """The driver's own connection: it takes several statements at once, and a percent sign as it is."""
        url = self._cluster.url(self._name).set(drivername="postgresql")
        return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)


class Cluster:
    """The cluster of one run, in a folder whose path is short enough for a socket."""

    def __init__(self, run: str, require_tool) -> None:
        self._folder = Path(tempfile.gettempdir(), f"pg-{run}")
        self._require_tool = require_tool
        self._me = f"{os.getpid()}-{uuid.uuid4().hex}"

    def enter(self) -> None:
        """Start the cluster unless another worker has, and say that this one uses it."""
        initdb = self._require_tool("initdb")
        with self._locked():
            users = self._folder / "users"
            if not users.exists():
                self._start(initdb)
                users.mkdir()
            (users / self._me).touch()

    def leave(self) -> None:
        """Say that this worker is done; the last one stops the cluster."""
        with self._locked():
            users = self._folder / "users"
            (users / self._me).unlink()
            if any(_alive(int(user.name.partition("-")[0])) for user in users.iterdir()):
                return
            self._run(self._require_tool("pg_ctl"), "stop", "-m", "immediate", "-D", self._folder / "data")
            shutil.rmtree(self._folder)
        self._folder.with_suffix(".lock").unlink(missing_ok=True)

    def url(self, database: str) -> sa.URL:
        """The address of one database."""
        port = int((self._folder / "port").read_text())
        return sa.URL.create("postgresql+psycopg", _ACCOUNT, host="127.0.0.1", port=port, database=database)

    def create(self, database: str, template: str = "template1") -> None:
        """Create a database, as a copy of another one."""
        self._administer(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY file_copy')

    def create_once(self, database: str, fill) -> None:
        """Create a database that the whole run shares as a template; the first worker fills it."""
        with self._locked():
            done = self._folder / f"{database}.done"
            if not done.exists():
                self.create(database)
                fill(self.url(database))
                done.touch()

    def drop(self, database: str) -> None:
        """Drop a database, whoever is still connected."""
        self._administer(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def _administer(self, statement: str) -> None:
        engine = sa.create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def _start(self, initdb: str) -> None:
        if self._folder.exists():
            shutil.rmtree(self._folder)
        self._folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self._folder, _ACCOUNT)
        data = self._folder / "data"
        self._run(initdb, "-D", data, "-U", _ACCOUNT, "--auth=trust", "--no-sync", "--no-locale", "-E", "UTF8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = f"-h 127.0.0.1 -p {port} -k {self._folder} -F -c full_page_writes=off -c synchronous_commit=off"
        # A database is lent to one test after the other: whoever reads without an order finds the rows as they came.
        settings += " -c autovacuum=off"
        log = self._folder / "log"
        self._run(self._require_tool("pg_ctl"), "start", "-w", "-s", "-D", data, "-l", log, "-o", settings)
        (self._folder / "port").write_text(str(port))

    def _run(self, *command: str | Path) -> None:
        account = []
        if os.geteuid() == 0:
            account = ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--init-groups", "--"]
        subprocess.run([*account, *command], cwd="/", check=True, capture_output=True)

    @contextmanager
    def _locked(self):
        with self._folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
