"""What in the organisation may be a slip, told in one quiet line: one after the other, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.icons import Mark
from ui.theme import S, set_role
from ui.widgets.basics import button, icon_button, label, named, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.domain.organisation_faults import Fault


class DoubtsLine(QFrame):
    """``located`` asks to go to the row and field of the doubt in view."""

    located = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        named(self, "doubts", "可能有误")
        set_role(self, tone="warning")
        self._doubts: tuple[Fault, ...] = ()
        self._at = 0
        self._closed: tuple[Fault, ...] = ()
        self._said = label("")
        self._locate = button("定位", "doubt-locate", role="link", clicked=lambda: self.located.emit(self.shown))
        self._next = button("下一处", "doubt-next", role="link", clicked=self._go_on)
        close = icon_button("close", "doubts-close", "知道了", small=True, clicked=self._close)
        line = row(
            Mark("warning", "warning", 16), self._said, self._locate, self._next, close, gap=S, pad=(S, 2), into=self
        )
        line.setStretch(1, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._said.text()

    @property
    def shown(self) -> Fault | None:
        """The doubt in view."""
        return self._doubts[self._at] if self._at < len(self._doubts) else None

    def show_doubts(self, doubts: Sequence[Fault]) -> None:
        """Tell these; those that were closed stay away until there are others."""
        held = self.shown
        self._doubts = tuple(doubts)
        self._at = next(
            (at for at, doubt in enumerate(self._doubts) if held is not None and doubt.same == held.same), 0
        )
        self._show()

    def _show(self) -> None:
        doubt = self.shown
        self.setHidden(doubt is None or self._doubts == self._closed)
        if doubt is not None:
            count = len(self._doubts)
            place = f"（{self._at + 1}/{count}）" if count > 1 else ""
            self._said.setText(f"请核对{place}：{doubt.text}")
            self.setToolTip(doubt.remedy)
            self._next.setVisible(count > 1)

    def _go_on(self) -> None:
        self._at = (self._at + 1) % len(self._doubts)
        self._show()

    def _close(self) -> None:
        self._closed = self._doubts
        self._show()
