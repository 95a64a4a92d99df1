"""What stands below the room's list beside the line: the acts, each with its key, and what has come of the last one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QPushButton, QWidget

from secretariat.domain.room import begun, next_calling, next_topic, on_table
from ui.theme import XS, L, set_role
from ui.widgets.basics import button, label, named, row

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier

_TROUBLE_MS: Final = 8000
"""How long what went wrong is said: a scanner goes on meanwhile."""


class ActBar(QWidget):
    """The acts of the room; ``pressed`` tells which, as ``RoomEntry.COMMANDS`` calls it."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._next = self._button("下一议题", "room-next", "Ctrl+→", "next", "结束本议题，开始下一议题")
        self._call = self._button("叫入", "room-call", "F9", "call", "叫入下一批列席人员")
        self._timer = self._button("计时", "room-timer-toggle", "F8", "timer", "停止或继续计时（Ctrl+F8 从头计）")
        self._undo = self._button("撤销", "room-undo", "Ctrl+Z", "undo", "撤销刚才的签到")
        close = self._button("退出", "room-close", "F11", "close", "退出签到视图，签到都已保存；再按 F11 回到这里")
        row(self._next, self._call, self._timer, self._undo, close, gap=XS, into=self)

    def _button(self, text: str, object_name: str, keys: str, command: str, hint: str) -> QPushButton:
        made = button(text, object_name, hint=f"{hint}（{keys}）", clicked=partial(self.pressed.emit, command))
        made.setAccessibleName(text)
        return made

    def show_room(self, dossier: Dossier, *, locked: bool) -> None:
        """Offer what can be done as the room stands."""
        here, more = on_table(dossier.topics) is not None, next_topic(dossier.topics) is not None
        self._call.setEnabled(next_calling(dossier) is not None and not locked)
        self._next.setEnabled((here or more) and not locked)
        self._next.setText("议题议毕" if here and not more else "下一议题" if begun(dossier.topics) else "开始议题")
        self._timer.setEnabled(here)
        self._undo.setEnabled(not locked)


class SaidLine(QWidget):
    """What has come of the last act, what went wrong before it, and which page of the list is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.said = named(label("", "strong", wrap=False), "room-said", "刚才")
        self.trouble = named(label("", "strong", tone="violation"), "room-trouble", "有问题")
        self.trouble.hide()
        self._trouble_over = QTimer(self, singleShot=True, interval=_TROUBLE_MS)
        self._trouble_over.timeout.connect(self.trouble.hide)
        self._page = label("", "small", wrap=False)
        row(self.said, self.trouble, self._page, gap=L, into=self).setStretch(1, 1)

    def say(self, text: str, tone: str) -> None:
        """Say what has come of something; what went wrong stays for a while beside what goes well meanwhile."""
        if tone == "violation":
            self.trouble.setText(f"✕ {text}")
            self.trouble.show()
            self._trouble_over.start()
        else:
            if self.said.property("tone") != tone:
                set_role(self.said, tone=tone)
            self.said.setText(f"✓ {text}" if tone == "good" else text)
        told = self.trouble if tone == "violation" else self.said
        QAccessible.updateAccessibility(QAccessibleEvent(told, QAccessible.Event.Alert))

    def show_page(self, page: int, pages: int, *, only_missing: bool) -> None:
        """Say which page it is, where there are several, and whether those who are in are left out."""
        only = "只看未到　" if only_missing else ""
        self._page.setText(f"{only}第 {page}/{pages} 页（PgDn）" if pages > 1 else only)
