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

import sqlalchemy as sa

# PostgreSQL refuses to be root; Debian makes this account for it.
_ACCOUNT = "postgres"


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
