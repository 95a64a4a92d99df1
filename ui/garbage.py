"""Garbage is looked for on the main thread alone.

Python looks for it on whichever thread happens to make the next object. What is Qt's among it is then taken apart
beside the main thread, which makes other such objects meanwhile: PySide does not stand that, and the program is gone.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_TICK_MS: Final = 250
_ALL_S: Final = 30.0
"""So far apart all is looked through, which takes some hundredths of a second; what is new, at every tick."""
_QUIET_S: Final = 2.0
"""So long nobody must have done anything, that nobody waits for it."""
_LATEST_S: Final = 600.0
"""So long after it was due at the latest, even while marks come in one after the other."""


class Garbage(QObject):
    """As long as there is one, Python itself does not look; it does, at intervals, from ``begin`` on."""

    _there = 0

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        Garbage._there += 1
        gc.disable()
        self.destroyed.connect(_gone)
        self._clock = clock
        self._all_at = self._stirred = 0.0
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.look)

    @classmethod
    def of(cls, parent: QObject) -> Garbage:
        """The one that belongs to a window."""
        found = parent.findChild(cls)
        return cls(parent) if found is None else found

    def begin(self) -> None:
        """Look from now on: once all is imported, before which it takes a tenth of the time in vain."""
        self._all_at = self._clock() + _ALL_S
        self._timer.start()

    def stir(self) -> None:
        """Somebody is at work: the long look waits until nobody is."""
        self._stirred = self._clock()

    def look(self) -> None:
        """Look through what is new, if there is as much of it as Python itself would wait for; all now and then."""
        new, middle, old = gc.get_count()
        if new < gc.get_threshold()[0]:
            return
        now = self._clock()
        due = now - self._all_at
        if old and due >= 0 and (now - self._stirred >= _QUIET_S or due >= _LATEST_S):
            gc.collect()
            self._all_at = now + _ALL_S
        else:
            gc.collect(1 if middle else 0)


def _gone() -> None:
    Garbage._there -= 1  # noqa: SLF001 (the two are one)
    if not Garbage._there:  # noqa: SLF001 (as above)
        gc.enable()
