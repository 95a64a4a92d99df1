"""What stands above the list: the counters, and what is about to be added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from secretariat.domain.quorum import Quorum
from secretariat.domain.states import Part, Presence
from secretariat.services.meeting_list import list_meetings
from ui.icons import Mark
from ui.meetings.sheet import Choice
from ui.meetings.words import common_kind
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, clear, column, label, named, row, set_width
from ui.widgets.choices import ANNOUNCED, PRESENT, Counters, FlowLayout, StatusBadge
from ui.widgets.date_text import write_date
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.domain.facts import Dossier
    from secretariat.domain.quorum import TopicQuorum
    from secretariat.services.database import Database
    from secretariat.services.meeting_list import MeetingRow


class CountersCard(QFrame):
    """应到, 实到, 需到, and for each topic somebody was out for, whether there were enough then."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "attendance-counters", "出席人数")
        self.counters = Counters()
        self.line = QWidget()
        """The same on one line, where there is little room."""
        self._words = label("", "strong", wrap=False)
        self._verdict = StatusBadge()
        row(self._words, self._verdict, None, gap=M, into=self.line)
        self.line.hide()
        self._why = label("", "small")
        self._why.hide()
        self._topics = FlowLayout(gap=S)
        self._topic_box = box(self._topics)
        self._shown: tuple[object, ...] = ()
        self._room = column(self.counters, self.line, self._topic_box, self._why, gap=XS, pad=(M, S), into=self)

    def be_terse(self, *, terse: bool) -> None:
        """Take one line, or as much as reads well from afar."""
        if terse == self.counters.isHidden():
            return
        self.counters.setVisible(not terse)
        self.line.setVisible(terse)
        self._room.setContentsMargins(M, XS if terse else S, M, XS if terse else S)

    def show_quorum(self, quorum: Quorum, dossier: Dossier) -> None:
        """Show the counts of a judgement."""
        out = {
            no
            for line in dossier.attendance
            if line.as_ is Part.MEMBER and line.status is Presence.PRESENT
            for no in line.out_for
        }
        topics = tuple(topic for topic in quorum.topics if topic.no in out or topic.needed != quorum.needed)
        shown = (quorum, topics)
        if shown == self._shown:
            return
        self._shown = shown
        self._show_counts(quorum)
        self._why.setText("工作规则未规定此类会议的法定人数")
        self._why.setVisible(quorum.needed is None)
        clear(self._topics)
        for topic in topics:
            self._topics.addWidget(_topic_line(topic, ANNOUNCED if quorum.announced else "在场"))
        self._topic_box.setVisible(bool(topics))

    def show_unjudged(self, dossier: Dossier, why: str) -> None:
        """Count without a rulebook."""
        self._shown = ()
        members = [line for line in dossier.attendance if line.as_ is Part.MEMBER]
        present = sum(line.status is Presence.PRESENT for line in members)
        self._show_counts(Quorum(due=len(members), present=present))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._topic_box.hide()

    def _show_counts(self, quorum: Quorum) -> None:
        self.counters.show_counts(
            due=quorum.due,
            present=quorum.present,
            needed=quorum.needed,
            met=quorum.met,
            announced=quorum.announced,
        )
        needed = "—" if quorum.needed is None else str(quorum.needed)
        counted = ANNOUNCED if quorum.announced else PRESENT
        self._words.setText(f"应到 {quorum.due}　{counted} {quorum.present}　需到 {needed}")
        self._verdict.setVisible(quorum.met is not None)
        short = (quorum.needed or 0) - quorum.present
        self._verdict.show_state(
            *(("已达法定人数", "good") if quorum.met else (f"未达法定人数，还差 {short} 人", "violation"))
        )

    @property
    def topic_words(self) -> tuple[str, ...]:
        """What it says of topics."""
        return tuple(
            item.widget().accessibleName()
            for number in range(self._topics.count())
            if (item := self._topics.itemAt(number)) is not None and item.widget() is not None
        )


def _topic_line(topic: TopicQuorum, counted: str) -> QWidget:
    tint = "good" if topic.met else "violation"
    short = "" if topic.met else f"，还差 {topic.needed - topic.present} 人"
    words = f"议题{topic.no}：{counted} {topic.present}，需到 {topic.needed}{short}"
    made = box(row(Mark(tint, tint, 14), label(words, tone=tint, wrap=False), gap=6))
    made.setAccessibleName(words)
    return made


class Strip(TakesEsc, QFrame):
    """Something to be taken or left."""

    closed = Signal()

    def __init__(self, object_name: str, title: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, object_name, title)

    def escape(self) -> None:
        """Leave it."""
        self.closed.emit()


class BringStrip(Strip):
    """From which meeting people are brought over; ``taken`` tells its key."""

    taken = Signal(int)

    def __init__(self, found: Sequence[tuple[int, str]]) -> None:
        super().__init__("bring-strip", "带入以前会议的人员")
        self.choice = Choice("bring-meeting", "带入哪次会议的人员", found)
        set_width(self.choice, 22)
        self.choice.set_value(found[0][0])
        self.go = button("带入人员", "take-roster", role="primary", clicked=lambda: self.taken.emit(self.choice.value))
        self.go.setAutoDefault(True)
        leave = button("取消", "leave-roster", clicked=self.closed.emit)
        words = label("带入人员和单位，已有的同名人员不变；带入后再按规则生成名单。", "small")
        column(row(self.choice, None, leave, self.go), words, gap=XS, pad=(M, S), into=self)


def earlier_meetings(database: Database, this: int) -> tuple[tuple[int, str], ...]:
    """The other meetings, newest first, as they are offered."""
    return tuple((row.id, _offered(row)) for row in list_meetings(database, limit=60) if row.id != this)


def _offered(row: MeetingRow) -> str:
    number = "" if row.number is None else f"第{row.number}次"
    return f"{write_date(row.date)}　{number}{common_kind(row.kind, row.government)}"
