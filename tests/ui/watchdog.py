"""Tells where the main thread was when it kept the user waiting."""

from __future__ import annotations

import contextlib
import dataclasses
import linecache
import os
import sys
import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

LONGEST_S = 0.1
"""How long the main thread may be busy with one thing (issue 3, acceptance 5)."""
_BEAT_MS = 10
_LINES = 8
_TASKS = Path("/proc/self/task")
_PROCESSORS = Path("/proc/stat")
_STEAL = 8


class Watchdog:
    """Measures how long the main thread does not come back to its loop, and remembers where it was when that was long.

    A timer of the main thread's event loop beats. From one beat to the next count

    - the main thread's own processor time, all of it: however busy the machine is, that is the program's own work;
    - the time in which it did not run although a processor would have been there: it waited for a lock, the disk, or
      for another thread to let go of the interpreter.

    Not counted is the time in which it, or while it slept another thread for which it may have waited, was ready to run
    and had no processor, and the time that the host took from the machine: that says something of the machine. Linux
    tells these times; elsewhere they count like the rest.
    Between two acts a test has to come back to the loop, as whoever types does.
    """

    def __init__(self, longest=LONGEST_S):
        self.longest = longest
        self.worst = 0.0
        self.late = []
        self._number = 0
        self._last = None
        self._where = (-1, "")
        self._stop = threading.Event()
        self._timer = QTimer(interval=_BEAT_MS)
        self._timer.timeout.connect(self._beats)
        self._main = threading.main_thread().ident
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)

    def __enter__(self):
        self._timer.start()
        QApplication.processEvents()
        self._last = Moment.now()
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        self._timer.stop()

    @contextlib.contextmanager
    def pause(self):
        """While the test itself does something slow in the main thread."""
        self._last = None
        yield
        self._last = Moment.now()

    def _beats(self):
        now, last = Moment.now(), self._last
        if last is not None:
            busy = now.busy_since(last) - _BEAT_MS / 1000
            self.worst = max(self.worst, busy)
            if busy > self.longest:
                number, where = self._where
                self.late.append((busy, where if number == self._number else "（在 Qt 之内）"))
            self._last = now
        self._number += 1

    def _look(self):
        """On its own thread: take the main thread's stack when a beat is overdue, for whoever reads the verdict."""
        seen, since = -1, 0.0
        while not self._stop.wait(self.longest / 8):
            if self._number != seen:
                seen, since = self._number, time.monotonic()
            elif time.monotonic() - since > self.longest / 2 and self._where[0] != seen:
                self._where = (seen, _stack(self._main))

    def verdict(self):
        """What to say of the worst, or nothing."""
        if not self.late:
            return ""
        return "\n".join(f"主线程停顿 {busy * 1000:.0f} 毫秒，当时在：\n{where}" for busy, where in self.late)


def _stolen():
    """How long each processor was the host's: its machine has more to do than it has processors for."""
    try:
        lines = _PROCESSORS.read_text(encoding="ascii").splitlines()
        ticks = [int(line.split()[_STEAL]) for line in lines if line.startswith("cpu") and not line.startswith("cpu ")]
        return tuple(tick / os.sysconf("SC_CLK_TCK") for tick in ticks)
    except (OSError, IndexError):
        return ()


def _stack(thread):
    """Where a thread is: the innermost lines, the last one first."""
    # A frame that is held keeps what lives in it alive, a painter for one, longer than Qt bears.
    frame, lines = sys._current_frames().get(thread), []
    while frame is not None and len(lines) < _LINES:
        lines.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return "\n".join(
        f"  {code.co_filename}:{line} {code.co_qualname}  {linecache.getline(code.co_filename, line).strip()}"
        for code, line in lines
    )


@dataclasses.dataclass(frozen=True)
class Moment:
    """A moment: the time, the main thread's own processor time, and what Linux tells of waiting.

    ``waited`` is how long each thread has waited for a processor, ``stolen`` how long each processor was the host's.
    """

    time: float
    own: float
    waited: dict[int, float]
    stolen: tuple[float, ...] = ()

    @classmethod
    def now(cls):
        """To be asked in the main thread."""
        waited = {}
        for task in _TASKS.glob("*/schedstat"):
            with contextlib.suppress(OSError, IndexError):  # a thread may have ended meanwhile
                waited[int(task.parent.name)] = int(task.read_text(encoding="ascii").split()[1]) / 1e9
        return cls(time.monotonic(), time.thread_time(), waited, _stolen())

    def busy_since(self, before):
        """Seconds that count, see ``Watchdog``."""
        waits = {task: waited - before.waited.get(task, 0.0) for task, waited in self.waited.items()}
        main = waits.pop(os.getpid(), 0.0)
        own = self.own - before.own
        slept = self.time - before.time - own - main
        stolen = max((now - then for now, then in zip(self.stolen, before.stolen, strict=True)), default=0.0)
        return max(0.0, own + max(0.0, slept - sum(waits.values())) - stolen)
