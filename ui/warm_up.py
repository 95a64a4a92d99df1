"""Qt's classes, made known to Python a few at a time while nobody waits.

PySide makes a class when it is first used, and all of them when Qt first hands over a widget that it has made itself:
that would keep the user waiting for 0.1 s in the middle of something.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

import PySide6.QtCore
import PySide6.QtGui
import PySide6.QtWidgets
from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "warm-up"
"""Of the timer, which is the parent's child as long as there is something to do."""
_MODULES = (PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets)
_BEGIN_MS = 300
"""By then the first page stands, which has to come first."""
_SLICE_S = 0.005
_PAUSE_MS = 5
_done = threading.Event()


def warm_up(parent: QObject) -> None:
    """Do so once, in a while; it ends by itself."""
    if _done.is_set():
        return
    timer = QTimer(parent, interval=_BEGIN_MS)
    timer.setObjectName(NAME)
    names = _names()

    def go_on() -> None:
        timer.setInterval(_PAUSE_MS)
        end = time.monotonic() + _SLICE_S
        while time.monotonic() < end:
            module, name = next(names, (None, ""))
            if module is None:
                _done.set()
                timer.stop()
                timer.deleteLater()
                return
            getattr(module, name)

    timer.timeout.connect(go_on)
    timer.start()


def _names() -> Iterator[tuple[object, str]]:
    for module in _MODULES:
        for name in dir(module):
            yield module, name
