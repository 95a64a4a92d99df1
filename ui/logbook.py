"""The log: a file that does not grow without end, in the platform's folder, with Qt's own messages in it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "secretariat.log"
_SIZE: Final = 1_000_000
_KEPT: Final = 5
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class _Early(logging.Handler):
    """Keeps what is said before the file is open: opening it can wait until the window stands."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class Logbook:
    """Begins to listen at once; writes from ``open`` on."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE
        self._early: _Early | None = _Early()
        root = logging.getLogger()
        root.setLevel(logging.INFO)
        root.addHandler(self._early)
        qInstallMessageHandler(_from_qt)

    def open(self) -> None:
        """Write to the file; a folder that cannot be written to costs the log, not the program."""
        from logging.handlers import RotatingFileHandler  # noqa: PLC0415 (23 ms that the first paint need not wait for)

        early, self._early = self._early, None
        if early is None:
            return
        root = logging.getLogger()
        root.removeHandler(early)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(self.file, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8")
        except OSError:
            root.addHandler(logging.StreamHandler())
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
        root.addHandler(handler)
        for record in early.records:
            handler.handle(record)


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger(f"qt.{getattr(context, 'category', None) or 'default'}").log(_LEVELS[kind], "%s", message)
