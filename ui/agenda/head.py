"""Above the tables: whether the agenda is set, how long it will take, what the rule says of its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from secretariat.domain.naming import cited
from secretariat.domain.people_editing import unit_title
from ui.agenda.rows import GAP
from ui.icons import Mark
from ui.theme import XXS, M, S
from ui.widgets.basics import box, button, column, label, named, row
from ui.widgets.choices import StatusBadge
from ui.widgets.date_text import write_date, write_time

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier
    from secretariat.services.topic_view import AgendaView


class AgendaHead(QFrame):
    """What is to be said above the tables, if anything is; ``reorder`` and ``unset`` ask for these acts."""

    reorder = Signal()
    unset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "agenda-head", "议程情况")
        self.said = label("")
        self._unset = button("取消审定", "agenda-unset", role="link", icon="undo", clicked=self.unset.emit)
        self._set_line = _line(Mark("good", "good", 16), self.said, self._unset)
        self.rule = label("")
        self._order = button("按规则排序", "agenda-reorder", role="link", icon="list", clicked=self.reorder.emit)
        self._rule_line = _line(Mark("warning", "warning", 16), self.rule, self._order)
        column(self._set_line, self._rule_line, gap=XXS, pad=(M, XXS), into=self)

    def show_agenda(self, dossier: Dossier, plan: AgendaView, *, locked: bool) -> None:
        """Show who set it, and what the rule says of its order."""
        done = dossier.meeting.agenda_set_on is not None
        self.said.setText(_set_by(dossier))
        self._unset.setVisible(not locked)
        self._set_line.setVisible(done)
        told = _of_order(plan)
        self.rule.setText(told)
        self._rule_line.setVisible(bool(told))
        self._order.setVisible(plan.order is not None and not plan.order.same and not locked)
        self.setVisible(done or bool(told))


def _line(mark: QWidget, words: QLabel, act: QWidget) -> QWidget:
    made = row(mark, words, act, gap=S)
    made.setStretch(1, 1)
    return box(made)


class AgendaBar(QWidget):
    """Above the agenda: whether it is set, how long it takes, and the acts for whoever points at them."""

    def __init__(self, *acts: QWidget) -> None:
        super().__init__()
        named(self, "agenda-bar", "议程")
        self.badge = StatusBadge()
        self.words = label("", "strong", wrap=False)
        self._acts = box(row(*acts, gap=XXS))
        kept = self._acts.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that both tables begin at the same height
        self._acts.setSizePolicy(kept)
        row(self.badge, self.words, None, self._acts, gap=S, into=self)

    def show_agenda(self, dossier: Dossier, plan: AgendaView, *, locked: bool) -> None:
        """Show how it stands."""
        done = dossier.meeting.agenda_set_on is not None
        self.badge.show_state(*(("已审定", "good") if done else ("未审定", "info")))
        self.badge.setVisible(bool(dossier.topics))
        self.words.setText(_length(dossier, plan))
        self._acts.setVisible(bool(dossier.topics) and not locked)


def _length(dossier: Dossier, plan: AgendaView) -> str:
    if not plan.slots:
        return "议程"
    last, start = plan.slots[-1], dossier.meeting.start
    about = "约 " if any(slot.assumed for slot in plan.slots) else ""
    when = "" if start is None or last.end is None else f"{GAP}{write_time(start)}—{write_time(last.end)}"
    return f"{len(plan.slots)} 项{GAP}{about}{last.total} 分钟{when}"


def _set_by(dossier: Dossier) -> str:
    meeting = dossier.meeting
    if meeting.agenda_set_on is None:
        return ""
    by = next((one for one in dossier.people if one.id == meeting.agenda_set_by), None)
    who = "" if by is None else f" {by.title or unit_title(dossier, by) or ''}{by.name}"
    return f"{write_date(meeting.agenda_set_on)}{who}审定，此后的增减和调整均记录在案"


def _of_order(plan: AgendaView) -> str:
    if plan.order is None:
        return ""
    wanted = {no: place for place, no in enumerate(plan.order.order, 1)}
    moved = [
        f"{one.text}（{cited(one.article)}），现排第 {one.no} 项"
        for one in plan.order.reasons
        if one.no is not None and wanted[one.no] != one.no
    ]
    return "；".join([*moved, *(f"{one.text}（{cited(one.article)}）" for one in plan.order.lacking)])
