"""The list of a meeting's topics: its columns, and the keys that put them in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from ui.meetings.words import OUTCOMES
from ui.table_model import Column
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.facts import Topic


def columns() -> list[Column[Topic]]:
    """The list's columns."""
    return [
        Column(key="no", title="序号", text=lambda topic: str(topic.no), align="right", width=44),
        Column(key="title", title="议题", text=_words, stretch=True),
    ]


def _words(topic: Topic) -> str:
    outcome = None if topic.decision is None else topic.decision.outcome
    return topic.title if outcome is None else f"{topic.title}\n{OUTCOMES[outcome]}"


class TopicTable(Table):
    """The list: Alt+Up and Alt+Down move the topic, Delete removes it, Enter goes to its fields."""

    shifted = Signal(int)
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The list's own keys."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shifted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)
