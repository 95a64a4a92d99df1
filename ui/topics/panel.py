"""The check panel of one topic: what it still needs, by whom and until when; below that what the rules find."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from secretariat.domain.naming import cited
from secretariat.domain.states import MeetingStatus
from secretariat.rules.topic_needs import FAMILY_NAMES, missing
from ui.home.row_button import RowButton
from ui.icons import Mark
from ui.meetings.check_panel import CheckPanel
from ui.theme import XS, XXS, S
from ui.topics.words import left_text, unbroken
from ui.widgets.basics import box, button, clear, column, label, row

if TYPE_CHECKING:
    from secretariat.rules.topic_needs import Need
    from secretariat.services.topic_sight import TopicSight
    from ui.main_window import Shell
    from ui.topics.desk import TopicDesk

_MARK: Final = 14


class TopicPanel(CheckPanel):
    """Shows a topic's needs and findings; ``wanted`` tells the key of a need that one wants to go to."""

    wanted = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._needs_shown: tuple[Need, ...] | None = None
        self._open = False
        self._over = False
        self._needs = column(gap=0)
        holder = QWidget()
        holder.setLayout(self._needs)
        holder.setContentsMargins(S, 0, S, 0)
        area = self.findChild(QScrollArea, "findings")
        content = None if area is None else area.widget().layout()
        if isinstance(content, QVBoxLayout):
            content.insertWidget(0, holder)

    def show_sight(self, desk: TopicDesk, sight: TopicSight) -> None:
        """Show what the rules say of the topic now."""
        view = sight.meeting
        if view.judgement is not None:
            told = tuple(replace(one, message=_short(one.message, sight)) for one in sight.findings)
            view = replace(view, judgement=replace(view.judgement, findings=told))
        self.show_view(desk, view)
        self.print.setVisible(not sight.proposal)
        status = sight.dossier.meeting.status
        self._over = not sight.proposal and status in {MeetingStatus.HELD, MeetingStatus.ISSUED}
        self._show_needs(sight.rules.needs)

    # --- needs

    def _show_needs(self, needs: tuple[Need, ...]) -> None:
        if needs == self._needs_shown:
            return
        name = next((made.objectName() for made in self.findChildren(RowButton) if made.hasFocus()), "")
        self._needs_shown = needs
        clear(self._needs)
        if not needs:
            return
        waiting = missing(needs)
        done = [need for need in needs if need.done]
        head = f"{'会前未办' if self._over else '还需办理'} {len(waiting)} 项" if waiting else "规定手续已经齐备"
        self._needs.addWidget(box(row(label(head, "group"), pad=(XXS, XS))))
        for need in waiting:
            self._needs.addWidget(self._need(need))
        if done:
            text = f"已办 {len(done)} 项" + ("，收起" if self._open else "，展开")
            toggle = button(text, "needs-done", role="link", clicked=self._turn)
            self._needs.addWidget(box(row(toggle, None)))
        for need in done if self._open else ():
            self._needs.addWidget(self._need(need))
        found = self.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus()

    def _turn(self) -> None:
        self._open = not self._open
        needs, self._needs_shown = self._needs_shown or (), None
        self._show_needs(needs)

    def _need(self, need: Need) -> QWidget:
        mark = (
            Mark("good", "good", _MARK) if need.done else Mark("clock", "violation" if need.late else "warning", _MARK)
        )
        when = (
            ""
            if self._over or need.done or need.until is None or need.left is None
            else f"{need.until.day.month}月{need.until.day.day}日前，{left_text(need.left)}"
        )
        small = [
            FAMILY_NAMES[need.family],
            need.by if not need.done else "",
            "" if need.article is None else unbroken(cited(need.article)),
        ]
        words = column(label(need.what), gap=2)
        for text, tone in (
            (need.said, ""),
            (when, "violation" if need.late else ""),
            ("　".join(filter(None, small)), ""),
        ):
            if text:
                words.addWidget(label(text, "small", tone=tone))
        line = row(column(mark, None, gap=0), words, gap=XS)
        line.setStretch(1, 1)
        said = "　".join(filter(None, (need.what, need.said, when)))
        return RowButton(f"need-{need.key}", f"转到：{said}", line, partial(self.wanted.emit, need.key))


def _short(message: str, sight: TopicSight) -> str:
    """A finding's message without the topic's name, which stands at the head of the page."""
    name = f"议题{sight.no}《{sight.topic.title}》"
    rest = message.removeprefix(name).lstrip("的：，") if message.startswith(name) else message
    return rest or message
