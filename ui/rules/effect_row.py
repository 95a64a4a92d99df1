"""One meeting on which a change has an effect: how much, and unfolded, which findings come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from secretariat.domain.naming import cited
from secretariat.rules.codes import CODES
from ui.icons import Mark
from ui.theme import XS, XXS, M, S
from ui.widgets.basics import button, clear, column, frame, label, row
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from secretariat.rules.finding import Finding
    from secretariat.services.rejudging import MeetingEffect

_ADDED: Final = ("add", "violation", "新增")
_DROPPED: Final = ("subtract", "good", "减少")
_REWORDED: Final = ("edit", "text_2", "措辞变化")
_OPENING: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
SAME: Final = "检查结果不变"


class EffectRow(QFrame):
    """A meeting; Enter or a click unfolds it. ``opened`` asks to go there."""

    opened = Signal(int)

    def __init__(self, key: int, name: str, day: str, effect: MeetingEffect | None) -> None:
        """``effect`` is ``None`` where nothing has been reckoned yet."""
        super().__init__()
        self.setObjectName(f"effect-{key}")
        self.setProperty("role", "effect")
        self.key = key
        self._effect = effect
        self._can_open = bool(effect)
        counts = row(gap=S)
        for text, tone in self._counts():
            counts.addWidget(label(text, "group" if tone else "small", tone=tone, wrap=False))
        counts.addStretch(1)
        words = column(label(name), label(day, "small"), counts, gap=2)
        self._fold = Mark("right", "text_2", 12)
        fold = column(XXS, self._fold, gap=0)
        line = row(words, fold, gap=XS)
        line.setStretch(0, 1)
        line.setAlignment(fold, Qt.AlignmentFlag.AlignTop)
        self._details = column(gap=XS)
        column(line, self._details, gap=XS, pad=(M - 2, XS), into=self)  # in line with the heads, border and all
        self._fold.setVisible(self._can_open)
        told = "，".join(text for text, _ in self._counts())
        self.setAccessibleName(f"{day} {name}：{told}")
        if self._can_open:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _counts(self) -> Iterator[tuple[str, str]]:
        effect = self._effect
        if effect is None:
            return
        if effect.added:
            yield f"新增 {len(effect.added)} 项", "violation"
        if effect.dropped:
            yield f"减少 {len(effect.dropped)} 项", "good"
        if not effect.added and not effect.dropped:
            changed = "问题不变，措辞有变" if effect.reworded else "改由另一部规则判断" if effect else SAME
            yield changed, ""

    @property
    def unfolded(self) -> bool:
        """Whether the findings are shown."""
        return self._details.count() > 0

    def turn(self) -> None:
        """Unfold it, or fold it again."""
        effect = self._effect
        if effect is None or not self._can_open:
            return
        self._fold.show_mark("right" if self.unfolded else "down", "text_2")
        if self.unfolded:
            clear(self._details)
            return
        for findings, (icon, tint, word) in (
            (effect.added, _ADDED),
            (effect.dropped, _DROPPED),
            (effect.reworded, _REWORDED),
        ):
            for finding in findings:
                self._details.addWidget(_told(finding, icon, tint, word))
        go = button("打开这次会议", f"open-{self.key}", role="link", clicked=lambda: self.opened.emit(self.key))
        self._details.addLayout(row(go, None))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """A click unfolds."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """So does Enter."""
        if event.key() in _OPENING and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.turn()
        else:
            super().keyPressEvent(event)


def _told(finding: Finding, icon: str, tint: str, word: str) -> QWidget:
    made = frame("effect-finding")
    code = CODES.get(finding.code)
    title = finding.code if code is None else code.title
    head = row(Mark(icon, tint, 12), label(word, "small", tone="" if tint == "text_2" else tint, wrap=False), gap=5)
    head.addStretch(1)
    article = f"（{cited(finding.article)}）" if finding.article else ""
    what = label(f"{title}{article}", "group")
    column(head, what, label(finding.message, "small"), gap=2, pad=(XS, XXS + 2), into=made)
    return made


def day_of(effect: MeetingEffect) -> str:
    """The meeting's day in words."""
    return write_date(effect.date)
