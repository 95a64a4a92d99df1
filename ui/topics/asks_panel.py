"""What the rule will ask of a topic of some type and flags, told before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from secretariat.domain.naming import cited
from ui.icons import Mark
from ui.theme import PANEL_WIDTH, XS, XXS, M, S
from ui.widgets.basics import box, button, clear, column, label, named, row, scrolled

if TYPE_CHECKING:
    from secretariat.rules.topic_asks import Ask

_MARK: Final = 14


class AsksPanel(QFrame):
    """A list of what is asked, first what the type and the flags bring; ``article`` asks for the text."""

    article = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        named(self, "asks-panel", "规则要求")
        self.setFixedWidth(PANEL_WIDTH)
        self._shown: tuple[Ask, ...] | None = None
        self._list = column(gap=0, pad=(S, 0))
        content = QWidget()
        content.setLayout(column(self._list, None, gap=0))
        head = box(row(label("规则要求", "section", wrap=False), None, pad=(M, 14)))
        area = scrolled(content, "asks", "规则要求")
        column(head, area, gap=0, into=self).setStretch(1, 1)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is shown."""
        return self._shown or ()

    def show_asks(self, asks: tuple[Ask, ...], *, why_none: str = "") -> None:
        """Show what is asked; with nothing, why."""
        if asks == self._shown and asks:
            return
        self._shown = asks
        clear(self._list)
        if not asks:
            self._list.addWidget(label(why_none, "second"))
            return
        special = [ask for ask in asks if ask.because]
        common = [ask for ask in asks if not ask.because]
        for title, group in (("按类型和情形", special), ("每个议题", common)):
            if group:
                self._list.addWidget(box(row(label(title, "group"), pad=(XXS, XS))))
            for ask in group:
                self._list.addWidget(self._line(ask))

    def _line(self, ask: Ask) -> QWidget:
        tone = "violation" if ask.warns else "accent" if ask.because else "info"
        mark = Mark("violation" if ask.warns else "info", tone, _MARK)
        words = column(label(ask.title, "strong"), label(ask.text), gap=2)
        if ask.because:
            words.addWidget(label(f"因为：{ask.because}", "small"))
        link = button(
            cited(ask.article), f"ask-{ask.title}", role="link", clicked=lambda: self.article.emit(ask.article)
        )
        words.addLayout(row(link, None))
        line = row(column(3, mark, None, gap=0), words, gap=XS, pad=(XXS, XS))
        line.setStretch(1, 1)
        return box(line)
