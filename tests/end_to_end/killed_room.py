"""The whole program with hands of its own that sign people in, for test_killed_room.py to kill.

    python -m tests.end_to_end.killed_room FOLDER MEETING [close]

It is started on a seat's folder as ``main.py`` starts it. Where the room does not open by itself, the hands go to the
meeting and open it by F11; then they type numbers and Enter without waiting, as a scanner does, and go on to the next
topic now and then. What the screen shows is told on standard output, one JSON line each, not before it is painted:
``["open", what is said, the topic on the table, those who are in]`` and ``["in", person]``, ``["topic", no]``. With
``close`` the window is closed as soon as the room stands.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest

from secretariat.domain.room import Standing, on_table
from ui import app
from ui.room.window import RoomWindow
from ui.start import run_window

BEAT_MS = 15
TOPIC_AFTER = 7
"""Marks between two topics."""


class Hands(QObject):
    """What a secretary does in the room, and what can be read on its screen."""

    def __init__(self, window, meeting, *, close):
        super().__init__(window)
        self._window, self._meeting, self._close = window, meeting, close
        self._room = None
        self._next = None
        self._shown, self._topic = set(), None
        self._beat = QTimer(self, interval=BEAT_MS)
        self._beat.timeout.connect(self._act)
        self._beat.start()
        self._gone = False

    def _act(self):
        window, room = self._window, self._window.findChild(RoomWindow)
        if room is not None and room.desk.dossier is not None:
            if self._room is None:
                self._begin(room)
            elif not self._close:
                self._type()
        elif room is None and window.page is not None and not window.shell.operations.busy:
            self._go()

    def _go(self):
        """To the room by F11, unless it opens by itself: that is looked for once the first page stands."""
        page = self._window.page
        if getattr(page, "current", None) is None:
            if not self._gone:
                self._gone = True
                QTimer.singleShot(800, lambda: self._window.shell.go("meetings/one", (self._meeting, "attendance")))
        elif page.current.key == "attendance":
            QTest.keyClick(page.current.roster, Qt.Key.Key_F11)

    def _begin(self, room):
        self._room = room
        room.grid.installEventFilter(self)
        self._shown, self._topic = self._seen()
        tell("open", room.told.said.text(), self._topic, sorted(self._shown))
        if self._close:
            self._beat.stop()
            self._window.close()
        self._next = len(self._shown)

    def eventFilter(self, _watched, event):  # noqa: N802 (Qt's name)
        """What is painted is what is shown."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self._look)
        return False

    def _seen(self):
        here = on_table(self._room.desk.dossier.topics)
        shown = {cell.person for cell in self._room.grid.cells if cell.standing is Standing.IN}
        return shown, None if here is None else here.no

    def _look(self):
        shown, topic = self._seen()
        for person in sorted(shown - self._shown):
            tell("in", person)
        if topic != self._topic:
            tell("topic", topic)
        self._shown, self._topic = shown, topic

    def _type(self):
        self._next += 1
        QTest.keyClicks(self._room.entry, str(self._next))
        QTest.keyClick(self._room.entry, Qt.Key.Key_Return)
        if self._next % TOPIC_AFTER == 0:
            QTest.keyClick(self._room.entry, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)


def tell(*what):
    """At once, with nothing kept back: the next moment may be the last."""
    os.write(1, f"{json.dumps(what, ensure_ascii=False)}\n".encode())


def main(folder, meeting, *more):
    """Start the program with hands on its window."""
    made = app.make_window

    def with_hands(*args):
        window = made(*args)
        Hands(window, int(meeting), close="close" in more)
        return window

    app.make_window = with_hands
    return run_window(Path(folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
