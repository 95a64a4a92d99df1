"""Qt's classes, made known to Python a few at a time while nobody waits.

PySide makes a class when it is first used, and all of them when Qt first hands over a widget that it has made itself:
that would keep the user waiting for 0.1 s in the middle of something.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtPrintSupport
import PySide6.QtWidgets
from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

_MODULES = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets, PySide6.QtPrintSupport)
_SLICE_S = 0.005
_PAUSE_MS = 5


def warm_up(parent: QObject) -> QTimer:
    """Begin; the timer ends by itself."""
    timer = QTimer(parent, interval=_PAUSE_MS)
    names = _names()

    def go_on() -> None:
        end = time.monotonic() + _SLICE_S
        while time.monotonic() < end:
            module, name = next(names, (None, ""))
            if module is None:
                timer.stop()
                timer.deleteLater()
                return
            getattr(module, name)

    timer.timeout.connect(go_on)
    timer.start()
    return timer


def _names() -> Iterator[tuple[object, str]]:
    for module in _MODULES:
        for name in dir(module):
            yield module, name
