"""What the tab 议题 asks in a line before it changes an agenda that is set (已审定); the agenda's tab asks alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ui.agenda.asking import Ask, Picker, people_of
from ui.meetings.sheet import read_number
from ui.widgets.basics import named, set_width
from ui.widgets.card import Field

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.facts import Dossier, Topic


class AskMove(Ask):
    """To which position a topic is moved, why, and who decided so; Alt+Up and Alt+Down count the position."""

    act = "调整次序"

    def __init__(self, topic: Topic, to: int, dossier: Dossier, initials: Callable[[str], str]) -> None:
        self._no, self._last = topic.no, len(dossier.topics)
        self.to = named(QLineEdit(str(to)), "topic-move-to", "移至第几项")
        self.why = named(QLineEdit(), "topic-move-why", "调整理由")
        self.why.setPlaceholderText("如：汇报人另有会议")
        self.by = Picker("topic-move-by", "决定人", initials=initials)
        self.by.set_people(people_of(dossier))
        set_width(self.by, 10)
        super().__init__(
            "topic-ask-move",
            f"调整次序：议题{topic.no}“{topic.title}”",
            Field("移至第几项", self.to),
            Field("调整理由", self.why),
            Field("由谁决定", self.by),
            said="议程已经审定，调整次序将记入调整记录。",
        )
        set_width(self.fields[0], 8)  # the room is the reason's
        self.to.textEdited.connect(lambda _: self._check())
        self.to.selectAll()

    @property
    def position(self) -> int | None:
        """Where it is to stand; ``None`` where that is no position of the agenda."""
        number, problem = read_number(self.to.text())
        return None if problem or number is None or number > self._last else number

    def _check(self) -> None:
        wrong = self.position is None
        self.fields[0].show_problem(f"请填写 1 到 {self._last} 的序号" if wrong else "")

    def take(self) -> None:
        """Where it stands already nothing is moved."""
        self._check()
        if self.position == self._no:
            self.closed.emit()
        else:
            super().take()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Count the position up and down, as the list moves a topic."""
        ways = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in ways:
            at = (self.position or self._no) + ways[Qt.Key(event.key())]
            self.to.setText(str(min(max(at, 1), self._last)))
            self._check()
        else:
            super().keyPressEvent(event)
