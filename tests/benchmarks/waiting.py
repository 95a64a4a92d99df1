"""Waiting for the window without keeping it from its work: in its own loop, not by asking over and over."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK_MS: Final = 2
_PATIENCE_S: Final = 60


def wait(until: Callable[[], bool]) -> None:
    """Let the window work until something is so; what it reads aside is not kept waiting for Python meanwhile."""
    end = time.monotonic() + _PATIENCE_S
    loop = QEventLoop()

    def look() -> None:
        if until() or time.monotonic() > end:
            loop.quit()

    timer = QTimer(interval=_LOOK_MS, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(look)
    timer.start()
    if not until():
        loop.exec()
    timer.stop()
    if time.monotonic() > end:
        sys.exit("等待超时")


def pause(milliseconds: int) -> None:
    """Let the window work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
