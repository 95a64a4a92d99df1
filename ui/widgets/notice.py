"""What the window has to say without stopping anybody: a notice in the page, a note that goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QWidget

from ui.icons import Mark
from ui.theme import XS, XXS, M, S, set_role
from ui.widgets.basics import button, column, icon_button, label, named, row

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from ui.operations import Progress
    from ui.widgets.footer import Act

_ICONS: Final = {"violation": "alert", "warning": "warning", "good": "good", "info": "alert"}
_TINTS: Final = {"violation": "violation", "warning": "warning", "good": "good", "info": "accent"}
_NOTE_MS: Final = 6000


class Notice(QFrame):
    """A line in the page: ``tone`` violation, warning, good or info; a sentence; what to do; a cross to close it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._mark = Mark("alert", "accent", 18)
        self._text = label("", "strong")
        self._remedy = label("")
        self._act: QPushButton | None = None
        self._acts = row(gap=XS)
        self._close = icon_button("close", "notice-close", "关闭提示", small=True, clicked=self.close_notice)
        words = column(self._text, self._remedy, gap=2)
        line = row(
            column(self._mark, None), words, self._acts, column(self._close, None), gap=S, pad=(S, 10), into=self
        )
        line.setStretch(1, 1)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self._text.text()}{self._remedy.text()}"

    def show_notice(self, text: str, remedy: str = "", *, tone: str = "info", act: Act | None = None) -> None:
        """Say something."""
        self._mark.show_mark(_ICONS[tone], _TINTS[tone])
        set_role(self, tone=tone)
        self._text.setText(text)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        if self._act is not None:
            self._act.deleteLater()
            self._act = None
        if act is not None:
            self._act = act.as_button()
            self._acts.addWidget(self._act)
        self.setAccessibleName(f"{text} {remedy}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def close_notice(self) -> None:
        """Take it away."""
        self.hide()
        self.closed.emit()


class _Floating(QFrame):
    """A frame over the window's lower edge that never takes the focus by itself."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("role", "toast")
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Resize and watched is self._over:
            self._place()
        return False

    def _place(self) -> None:
        over = self._over
        self.adjustSize()
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - 72)

    def _appear(self) -> None:
        self._place()
        self.show()
        self.raise_()


class Note(_Floating):
    """A sentence that goes by itself after six seconds, with an act if there is one: 已导入 3 个会议 [撤销]."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        named(self, "note", "提示")
        self._mark = Mark("good", "good", 16)
        self._text = label("", wrap=False)
        self._acts = row(gap=XS)
        self._act: QPushButton | None = None
        row(self._mark, self._text, self._acts, gap=S, pad=(M, S), into=self)
        self._timer = QTimer(self, singleShot=True, interval=_NOTE_MS)
        self._timer.timeout.connect(self.hide)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_note(self, text: str, *, tone: str = "good", act: Act | None = None) -> None:
        """Say something."""
        self._mark.show_mark(_ICONS[tone], _TINTS[tone])
        self._text.setText(text)
        if self._act is not None:
            self._act.hide()
            self._act.deleteLater()
            self._act = None
        if act is not None:
            self._act = act.as_button("link")
            self._act.clicked.connect(self.hide)
            self._acts.addWidget(self._act)
            self._act.show()  # at once, so that room is made for it
        self._appear()
        self._timer.start()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class ProgressNote(_Floating):
    """What a long act is doing, how far it is, and a button that cancels it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        named(self, "progress", "进度")
        self._shown: Progress | None = None
        self._text = label("", wrap=False)
        self._bar = named(QProgressBar(), "progress-bar", "进度")
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(280)
        self._cancel = button("取消", "progress-cancel", clicked=self._cancel_act)
        row(column(self._text, self._bar, gap=XXS + 2), self._cancel, gap=M, pad=(M, S), into=self)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_progress(self, progress: Progress) -> None:
        """Follow an act; goes away when it is over."""
        if progress.over:
            if self._shown is not None and self._shown.operation is progress.operation:
                self._shown = None
                self.hide()
            return
        self._shown = progress
        count = f" {progress.done}/{progress.total}" if progress.total else ""
        self._text.setText(f"{progress.what}…{count}")
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._cancel.setVisible(progress.can_cancel)
        self._cancel.setEnabled(not progress.operation.cancelled)
        self._appear()

    def _cancel_act(self) -> None:
        if self._shown is not None:
            self._shown.operation.cancel()
            self._cancel.setEnabled(False)
            self._text.setText("正在取消…")
