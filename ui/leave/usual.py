"""A line of words with the usual ones at hand: Down or the arrow at its end lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu

from ui.icons import icon
from ui.widgets.basics import named

if TYPE_CHECKING:
    from collections.abc import Sequence

REASONS: Final = (
    "赴外地参加会议",
    "外出公务",
    "公务接待",
    "参加学习培训",
    "参加其他重要活动",
    "处置突发事件",
    "因病就医",
    "休年假",
    "家中有事",
)
"""Why leave is asked, as offices write it."""


def offer(editor: QLineEdit, words: Sequence[str]) -> QMenu:
    """Put the usual words at a line's hand; whichever is taken is told as if it had been typed."""
    menu = named(QMenu(editor), f"{editor.objectName()}-usual", f"{editor.accessibleName()}：常用")

    def take(word: str) -> None:
        editor.setText(word)
        editor.setModified(True)
        editor.textEdited.emit(word)

    for number, word in enumerate(words, 1):
        menu.addAction(f"&{number}　{word}", lambda word=word: take(word))

    def show() -> None:
        if not editor.isReadOnly():
            menu.setMinimumWidth(editor.width())
            menu.popup(editor.mapToGlobal(QPoint(0, editor.height() + 2)))
            menu.setActiveAction(menu.actions()[0])

    opener = editor.addAction(icon("down"), QLineEdit.ActionPosition.TrailingPosition)
    opener.setText("常用")
    opener.setToolTip("常用的说法（↓）")
    opener.triggered.connect(show)
    down = QShortcut(QKeySequence(Qt.Key.Key_Down), editor)
    down.setContext(Qt.ShortcutContext.WidgetShortcut)
    down.activated.connect(show)
    return menu
