"""Where a meeting is in its life: seven steps, the one it is at, those behind it, and where something is violated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import draw
from ui.theme import BODY, set_role, tokens_of
from ui.widgets.basics import named, row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a meeting's life."""

    key: str
    title: str


STEPS: Final = (
    Step("topics", "议题"),
    Step("agenda", "议程"),
    Step("notice", "通知"),
    Step("signin", "签到"),
    Step("minutes", "纪要"),
    Step("followup", "督办"),
    Step("archive", "归档"),
)
_DISC: Final = 24
_GAP: Final = 7
_LINE: Final = 20
_ROOM_FOR_BOLD: Final = 1.06


class _StepButton(QAbstractButton):
    """A numbered disc and its word."""

    def __init__(self, step: Step, number: int) -> None:
        super().__init__()
        self.step, self.number = step, number
        self.state = "coming"
        self.terse = False
        self.violated = False
        self.setText(step.title)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        named(self, f"step-{step.key}", step.title)

    def show_state(self, state: str, *, violated: bool) -> None:
        self.state, self.violated = state, violated
        set_role(self, role="step", current="true" if state == "current" else "false")
        said = {"done": "已完成", "current": "当前步骤", "coming": "未到"}[state]
        self.setAccessibleDescription(f"{said}，有违反规则之处" if violated else said)
        self.setToolTip(f"{self.step.title}：{self.accessibleDescription()}")
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the stepper's

    @property
    def disc(self) -> int:
        """How wide the disc is at the user's size of type."""
        return round(_DISC * self.font().pointSizeF() / BODY)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        metrics = self.fontMetrics()
        width = 0 if self.terse else _GAP + round(metrics.horizontalAdvance(self.text()) * _ROOM_FOR_BOLD)
        return QSize(self.disc + width + 10, max(self.disc, metrics.height()) + 10)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        side = self.disc
        disc = QRectF(4, middle - side / 2, side, side)
        line = (
            "violation"
            if self.violated
            else {"done": "accent", "current": "accent", "coming": "line_strong"}[self.state]
        )
        fill = {"done": "accent_soft", "current": "violation" if self.violated else "accent", "coming": "surface"}[
            self.state
        ]
        if self.violated and self.state != "current":
            fill = "violation_soft"
        painter.setPen(QPen(tokens.colour(line), 1.5))
        painter.setBrush(tokens.colour(fill))
        painter.drawEllipse(disc.adjusted(0.75, 0.75, -0.75, -0.75))
        ink = (
            "on_accent"
            if self.state == "current"
            else "violation"
            if self.violated
            else "accent"
            if self.state == "done"
            else "text_2"
        )
        if self.violated or self.state == "done":
            inside = disc.adjusted(side / 4, side / 4, -side / 4, -side / 4)
            draw(painter, inside, "violation" if self.violated else "good", ink)
        else:
            figure = QFont(self.font())
            figure.setPointSizeF(self.font().pointSizeF() * 0.9)
            painter.setFont(figure)
            painter.setPen(tokens.colour(ink))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(self.font())
        painter.setPen(tokens.colour("violation" if self.violated else "text" if self.state == "current" else "text_2"))
        words = QRectF(disc.right() + _GAP, 0, self.width() - disc.right() - _GAP, self.height())
        if not self.terse:
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(tokens.colour("accent" if self.hasFocus() else "line_strong"), 2 if self.hasFocus() else 1)
            )
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)


class Stepper(QWidget):
    """The steps in a row. Tab reaches them once, the arrows move, Enter or Space chooses; ``chosen`` tells the key."""

    chosen = Signal(str)

    def __init__(self, steps: Iterable[Step] = STEPS, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "stepper", "会议进程")
        self._buttons = [_StepButton(step, number) for number, step in enumerate(steps, 1)]
        row(*self._buttons, None, gap=_LINE, into=self)
        for made in self._buttons:
            made.clicked.connect(lambda _checked=False, key=made.step.key: self.chosen.emit(key))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.current = self._buttons[0].step.key
        self.show_state(self.current)

    def show_state(self, current: str, *, violated: Iterable[str] = (), enabled: Iterable[str] | None = None) -> None:
        """Show the step the meeting is at (those before it are done), the violated ones, and which can be chosen."""
        self.current = current
        keys = [made.step.key for made in self._buttons]
        at, wrong = keys.index(current), set(violated)
        can = set(keys) if enabled is None else set(enabled)
        for index, made in enumerate(self._buttons):
            state = "current" if index == at else "done" if index < at else "coming"
            made.show_state(state, violated=made.step.key in wrong)
            made.setEnabled(made.step.key in can)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if index == at else Qt.FocusPolicy.ClickFocus)
        self._fit()
        self.update()  # the lines between them

    def event(self, event: QEvent) -> bool:
        """Draw the lines anew when the steps have moved."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As narrow as its discs and the word of the current step."""
        return QSize(len(self._buttons) * (self._buttons[0].disc + 10 + _LINE) + 64, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the words of the other steps away where there is no room for them; their tooltips have them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for made in self._buttons:
            made.terse = False
        room = sum(made.sizeHint().width() + _LINE for made in self._buttons) - _LINE
        for made in self._buttons:
            made.terse = room > self.width() and made.state != "current"
            made.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Left and right move between the steps, Enter chooses."""
        here = next((i for i, made in enumerate(self._buttons) if made.hasFocus()), None)
        if here is not None and event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            way = 1 if event.key() == Qt.Key.Key_Right else -1
            there = here + way
            while 0 <= there < len(self._buttons) and not self._buttons[there].isEnabled():
                there += way
            if 0 <= there < len(self._buttons):
                self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        elif here is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._buttons[here].click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """The lines between the steps."""
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for before, after in zip(self._buttons, self._buttons[1:], strict=False):
            behind = before.state == "done"
            painter.setPen(QPen(tokens.colour("accent" if behind else "line_strong"), 1.5))
            middle = before.geometry().center().y() + 0.5
            painter.drawLine(QPointF(before.geometry().right(), middle), QPointF(after.geometry().left() + 2, middle))
