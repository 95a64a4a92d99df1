"""Tells where the main thread was when it kept the user waiting."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
import traceback
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

_SCHEDULE = Path(f"/proc/self/task/{os.getpid()}/schedstat")
LONGEST_S = 0.1
"""How long the main thread may be busy with one thing (issue 3, acceptance 5)."""


class Watchdog:
    """Looks at the main thread from another one: when it has not come back to its loop for too long, remembers where.

    A timer of the main thread's event loop beats; a thread that looks on takes the main thread's stack when a beat is
    overdue. The time in which the machine had no processor for the main thread does not count: that says something of
    the machine.
    """

    def __init__(self, longest=LONGEST_S):
        self.longest = longest
        self.late = []
        self._beat = self._now()
        self._armed = False
        self._stop = threading.Event()
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._beats)
        self._main = threading.main_thread().ident
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def __enter__(self):
        self._timer.start()
        QApplication.processEvents()
        self._beats()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._timer.stop()

    @contextlib.contextmanager
    def pause(self):
        """While the test itself does something slow in the main thread."""
        self._armed = False
        yield
        self._beats()

    def _beats(self):
        self._beat, self._armed = self._now(), True

    @staticmethod
    def _now():
        """Seconds, without those in which the main thread was ready and waited for a processor."""
        try:
            waited = int(_SCHEDULE.read_text(encoding="ascii").split()[1]) / 1e9
        except (OSError, IndexError):
            waited = 0.0
        return time.monotonic() - waited

    def _look(self):
        seen = 0.0
        while not self._stop.wait(0.02):
            beat, overdue = self._beat, self._now() - self._beat
            if self._armed and overdue > self.longest and beat != seen:
                seen = beat
                frame = sys._current_frames().get(self._main)
                self.late.append((overdue, "".join(traceback.format_stack(frame)[-8:])))
                # A frame that is held keeps what lives in it alive, a painter for one, longer than Qt bears.
                del frame

    def verdict(self):
        """What to say of the worst, or nothing."""
        if not self.late:
            return ""
        return "\n".join(f"主线程停顿超过 {overdue * 1000:.0f} 毫秒，当时在：\n{where}" for overdue, where in self.late)
