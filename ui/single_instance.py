"""One window for each database: who comes second says so, brings the first to the front, and ends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QLockFile, QObject, QThread, Signal

from secretariat.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_WAIT_MS: Final = 1500
_AGAIN_MS: Final = 50
_CALL: Final = b"front\n"


class AlreadyOpenError(UserError):
    """The database is open in another window, which cannot be reached from here."""


class SingleInstance(QObject):
    """The claim of this process on a database. ``called`` tells that a second one has asked for the window."""

    called = Signal()

    def __init__(self, database: str, runtime: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        local = "://" not in database
        where = str(Path(database).resolve()) if local else database
        digest = bytes(QCryptographicHash.hash(where.encode(), QCryptographicHash.Algorithm.Sha256).data()).hex()
        user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
        self._name = f"secretariat-{user}-{digest[:16]}"
        # Beside a file, so that another user's window on the same file is noticed too.
        lock = Path(f"{where}.lock") if local and Path(where).parent.is_dir() else runtime / f"{self._name}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Whether the database is this process's alone; a folder that cannot be written to is no hindrance."""
        return self._lock.tryLock(0) or self._lock.error() is not QLockFile.LockError.LockFailedError

    def call_first(self) -> bool:
        """Ask the first to come to the front; whether it answers."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 (39 ms, and the first start has no use for it)

        line, patience = QLocalSocket(), QDeadlineTimer(_WAIT_MS)
        line.connectToServer(self._name)
        while not line.waitForConnected(_WAIT_MS):
            if patience.hasExpired():
                return False
            QThread.msleep(_AGAIN_MS)  # the first one listens once its first page stands
            line.connectToServer(self._name)
        line.write(_CALL)
        line.flush()
        answered = line.bytesAvailable() > 0 or line.waitForReadyRead(_WAIT_MS)
        line.disconnectFromServer()
        return answered

    def listen(self) -> None:
        """Answer who comes second; to be called after the first paint."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 (as above)

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def _answer(self) -> None:
        line = self._server.nextPendingConnection() if self._server is not None else None
        if line is not None:
            line.disconnected.connect(line.deleteLater)
            line.write(b"coming\n")
            line.flush()
            self.called.emit()

    def release(self) -> None:
        """Let another have the database."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def whose(self) -> str:
        """Who has it: the process and its machine, as far as the lock tells."""
        process, host, program = self._lock.getLockInfo()
        return f"{host}，进程 {process}" if program else "不明"
