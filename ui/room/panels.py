"""What stands above the room's list: the meeting and the clock, the large counters, the topic and its timer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from secretariat.domain.line_faults import clock
from secretariat.domain.room import begun, next_topic, on_table
from ui.icons import Mark
from ui.theme import XL, XS, XXS, L, S, set_role
from ui.widgets.basics import box, column, label, named, row

if TYPE_CHECKING:
    from datetime import datetime

    from secretariat.domain.facts import Dossier, Topic
    from secretariat.domain.room_quorum import Count, RoomCount
    from secretariat.services.room_counts import RoomState
    from secretariat.services.room_views import Timer

_SHORT: Final = 12
"""Characters of a verdict that is written large."""
_LAST_S: Final = 60
_MINUTE_S: Final = 60


class RoomHead(QWidget):
    """Which meeting, what time it is, which of the topics."""

    def __init__(self) -> None:
        super().__init__()
        self.title = named(label("", "title"), "room-title", "会议")
        self.clock = named(label("", "title", wrap=False), "room-clock", "时间")
        self.topics = named(label("", "title", wrap=False), "room-topics", "议题")
        line = row(self.title, self.clock, self.topics, gap=L, into=self)
        line.setStretch(0, 1)

    def show_meeting(self, name: str, dossier: Dossier) -> None:
        """Show the meeting, and where it is in its topics."""
        self.title.setText(name)
        here, count = on_table(dossier.topics), len(dossier.topics)
        if here is not None:
            said = f"议题 {here.no}/{count}"
        elif not count:
            said = "没有议题"
        elif begun(dossier.topics) and next_topic(dossier.topics) is None:
            said = f"{count} 个议题议毕"
        else:
            said = f"共 {count} 个议题"
        self.topics.setText(said)

    def show_time(self, now: datetime) -> None:
        """Show what time it is."""
        said = clock(now.time())
        if said != self.clock.text():
            self.clock.setText(said)


class Verdict(QWidget):
    """Whether it is enough, by mark, colour and words."""

    def __init__(self, object_name: str, *, large: bool) -> None:
        super().__init__()
        named(self, object_name, "法定人数")
        self._large = large
        self._mark = Mark("good", "good", 28 if large else 20)
        self.words = label("", "title")
        line = row(self._mark, self.words, gap=S, into=self)
        line.setStretch(1, 1)

    def show_verdict(self, text: str, *, met: bool | None) -> None:
        """Say it; ``met`` is ``None`` where no rule asks."""
        tone = "" if met is None else "good" if met else "violation"
        self._mark.setVisible(met is not None)
        if met is not None:
            self._mark.show_mark(tone, tone)
        role = "title" if self._large or met is False else "section"
        if self._large and len(text) <= _SHORT:
            role = "figure"
        if met is None:
            role = "second"
        if (self.words.property("role"), self.words.property("tone")) != (role, tone):
            set_role(self.words, role=role, tone=tone)
        self.words.setText(text)
        self.setAccessibleName(text)


class BigCount(QWidget):
    """A figure read from afar, after what it counts: 应到 9."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = label(text, "title", wrap=False)
        self._value = label("", "counter", wrap=False)
        row(self._text, self._value, gap=S, into=self)

    def show_value(self, value: int | str, tone: str = "") -> None:
        """Show a figure; ``tone`` violation when too few, good when enough."""
        self._value.setText(str(value))
        if self._value.property("tone") != tone:
            set_role(self._value, tone=tone)
        self.setAccessibleName(f"{self._text.text()} {value}")


class CountBand(QFrame):
    """应到, 实到 and 需到 of the meeting, read from the last row."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "room-counters", "出席人数")
        self.due, self.present, self.needed = BigCount("应到"), BigCount("实到"), BigCount("需到")
        self.verdict = Verdict("room-verdict", large=True)
        counters = row(self.due, self.present, self.needed, gap=XL)
        line = row(box(counters), self.verdict, gap=L * 2, pad=(L, 0), into=self)
        line.setStretch(1, 1)

    def show_count(self, count: Count) -> None:
        """Show it."""
        met = count.met
        self.due.show_value(count.due)
        self.present.show_value(count.present, "" if met is None else "good" if met else "violation")
        self.needed.show_value("—" if count.needed is None else count.needed)
        self.verdict.show_verdict(count.words, met=met)


class TopicBand(QFrame):
    """The topic on the table, whether enough are in for it, and how long its report has taken."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "room-topic", "正在讨论的议题")
        self.title = label("", "section")
        self.figures = named(label("", "section", wrap=False), "room-topic-figures", "本议题人数")
        self.verdict = Verdict("room-topic-verdict", large=False)
        below = row(self.figures, self.verdict, gap=L)
        below.setStretch(1, 1)
        self.words = box(column(self.title, below, gap=XXS))
        self.timer = TimerView()
        line = row(self.words, self.timer, gap=L, pad=(L, XS), into=self)
        line.setStretch(0, 1)

    def show_topic(self, dossier: Dossier, count: RoomCount) -> None:
        """Show the topic on the table, or what comes first."""
        here = on_table(dossier.topics)
        self.timer.setVisible(here is not None)
        self.figures.setVisible(here is not None and count.topic is not None)
        self.verdict.setVisible(here is not None and count.topic is not None)
        if here is None:
            self.title.setText(_between(dossier))
            return
        self.title.setText(f"议题{here.no}　{here.title}")
        if count.topic is not None:
            away = f"（{count.gaps}）" if count.gaps else ""
            self.figures.setText(f"本议题：实到 {count.topic.present}{away}　需到 {count.topic.needed}")
            self.verdict.show_verdict(count.topic.words, met=count.topic.met)


def _between(dossier: Dossier) -> str:
    """What is said while no topic is on the table."""
    then: Topic | None = next_topic(dossier.topics)
    if then is not None:
        return f"下一议题：议题{then.no}　{then.title}"
    return "议题已全部议毕" if dossier.topics else "还没有录入议题，可以先签到"


class TimerView(QWidget):
    """How long a report has taken, how long it may, and in words when that is nearly over."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "room-timer", "汇报计时")
        self.time = label("", "figure", wrap=False)
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.words = label("", "strong", wrap=False)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight)
        column(self.time, self.words, gap=0, into=self)

    def show_timer(self, timer: Timer, state: RoomState, now: datetime) -> None:
        """Show it as it stands now."""
        time, words, tone = timed(timer.seconds(now), state.limit, running=timer.since is not None)
        if state.limit_article and not tone:
            words = f"{words}（{state.limit_article}）"
        if (time, words) == (self.time.text(), self.words.text()):
            return
        self.time.setText(time)
        self.words.setText(words)
        if self.time.property("tone") != tone:
            set_role(self.time, tone=tone)
            set_role(self.words, tone=tone)
        self.setAccessibleName(f"汇报计时 {time} {words}")


def timed(seconds: int, limit: int | None, *, running: bool) -> tuple[str, str, str]:
    """What a timer says: the time, the words under it, and the tone; ``limit`` is in minutes."""
    time = _minutes(seconds)
    if limit is None:
        return time, "汇报计时" if running else "计时已停", ""
    rest = limit * _MINUTE_S - seconds
    if rest < 0:
        return time, f"▲ 已超时 {_minutes(-rest)}", "violation"
    if not running:
        return time, f"计时已停，限 {limit} 分钟", ""
    if rest <= _LAST_S:
        return time, f"▲ 还剩 {_minutes(rest)}", "warning"
    return time, f"汇报限 {limit} 分钟", ""


def _minutes(seconds: int) -> str:
    return f"{seconds // _MINUTE_S:02d}:{seconds % _MINUTE_S:02d}"
