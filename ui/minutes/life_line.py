"""The minutes' life on one thin line: 起草、编辑、审核、签发、编号、印发."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from secretariat.domain.states import MinutesStage
from ui.icons import draw
from ui.theme import tokens_of
from ui.widgets.basics import named

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from secretariat.domain.facts import Minutes

WORDS: Final = {
    MinutesStage.DRAFT: "起草",
    MinutesStage.EDITED: "编辑",
    MinutesStage.REVIEWED: "审核",
    MinutesStage.SIGNED: "签发",
    MinutesStage.NUMBERED: "编号",
    MinutesStage.ISSUED: "印发",
}
_DOT: Final = 14
_GAP: Final = 6
_LINE: Final = 24
_LEAST_LINE: Final = 4
_AIR: Final = 8


def stage_of(minutes: Minutes | None) -> MinutesStage | None:
    """How far the minutes have come; an imported record that does not say is taken by what it holds."""
    if minutes is None or minutes.stage is not None:
        return None if minutes is None else minutes.stage
    if minutes.signed_by is not None:
        return MinutesStage.SIGNED if minutes.number is None else MinutesStage.NUMBERED
    if minutes.reviews:
        return MinutesStage.REVIEWED
    return None if minutes.body is None else MinutesStage.EDITED


class LifeLine(QWidget):
    """Where the minutes are."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "minutes-life", "纪要进程")
        self._stage: MinutesStage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_stage(None)

    @property
    def stage(self) -> MinutesStage | None:
        """What it shows."""
        return self._stage

    def show_stage(self, stage: MinutesStage | None) -> None:
        """Show a stage."""
        self._stage = stage
        said = "尚未起草" if stage is None else f"已到{WORDS[stage]}"
        self.setAccessibleDescription(said)
        self.setToolTip(f"纪要进程：{said}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as its words and lines."""
        return QSize(self._words() + (len(WORDS) - 1) * _LINE, self.fontMetrics().height() + _AIR)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The lines between the words give way first."""
        return QSize(self._words() + (len(WORDS) - 1) * _LEAST_LINE, self.fontMetrics().height() + _AIR)

    def _words(self) -> int:
        """How wide all is but the lines."""
        words = sum(self.fontMetrics().horizontalAdvance(word) for word in WORDS.values())
        return round(words * 1.03) + len(WORDS) * (_DOT + _GAP) + (len(WORDS) - 1) * 2 * _GAP + 8

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Dots, words and the line between them."""
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stages = list(WORDS)
        at = -1 if self._stage is None else stages.index(self._stage)
        middle, left = self.height() / 2, 2.0
        length = min(max((self.width() - self._words()) / (len(WORDS) - 1), _LEAST_LINE), _LINE)
        for number, stage in enumerate(stages):
            done, here = number <= at, number == at
            if number:
                painter.setPen(QPen(tokens.colour("accent" if done else "line_strong"), 1.5))
                painter.drawLine(QPointF(left, middle), QPointF(left + length, middle))
                left += length + _GAP
            dot = QRectF(left, middle - _DOT / 2, _DOT, _DOT)
            painter.setPen(QPen(tokens.colour("accent" if done else "line_strong"), 1.5))
            painter.setBrush(tokens.colour("accent" if here else "accent_soft" if done else "surface"))
            painter.drawEllipse(dot.adjusted(1, 1, -1, -1))
            if done:
                draw(painter, dot.adjusted(3, 3, -3, -3), "good", "on_accent" if here else "accent")
            left += _DOT + _GAP
            font = QFont(self.font())
            font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(tokens.colour("text" if here else "text_2"))
            width = painter.fontMetrics().horizontalAdvance(WORDS[stage])
            words = QRectF(left, 0, width + 2, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, WORDS[stage])
            left += width + _GAP
