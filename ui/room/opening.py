"""Opens the room: over the second screen where there is one, and again where the program was ended from outside."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from ui.main_window import MainWindow
from ui.room.window import RoomWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QScreen
    from PySide6.QtWidgets import QWidget

    from ui.main_window import Shell


def open_room(shell: Shell, meeting_id: int, over: QWidget, *, again: bool = False) -> RoomWindow:
    """Show the room of a meeting over a whole screen; one that is open already comes to the front.

    ``again``: it was open when the program was ended from outside, and says so.
    """
    frame = over.window()
    made = next((one for one in frame.findChildren(RoomWindow) if one.meeting_id == meeting_id), None)
    if made is None:
        for other in frame.findChildren(RoomWindow):
            other.close()
        made = RoomWindow(shell, meeting_id, frame, again=again)
        screen = screen_beside(frame.screen(), QGuiApplication.screens())
        made.setScreen(screen)
        if isinstance(frame, MainWindow):
            frame.wait_with_changes(wait=True)
            made.closed.connect(partial(frame.wait_with_changes, wait=False))
        made.setGeometry(screen.geometry())
    made.showFullScreen()
    made.raise_()
    made.activateWindow()
    made.entry.setFocus()
    return made


def screen_beside(own: QScreen, screens: list[QScreen]) -> QScreen:
    """The screen that people look at: another one than the window's own, where there is one."""
    return next((screen for screen in screens if screen is not own), own)
