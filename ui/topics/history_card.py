"""历程: a topic's life as a line of days, from filing to what became of it, over all meetings that it was on."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a record)
from typing import TYPE_CHECKING, Any

from secretariat.domain.labels import REVIEWS
from secretariat.domain.proposals import END_WORDS
from secretariat.domain.records import record
from secretariat.domain.states import Opinion
from ui.icons import Mark
from ui.meetings.place import KEY, MeetingPlace
from ui.meetings.words import OUTCOMES
from ui.theme import XS, S
from ui.topics.cards import TopicCard, name_of, unit_of
from ui.topics.words import OPINIONS, STEPS
from ui.widgets.basics import box, button, clear, column, label, row, set_width
from ui.widgets.date_text import write_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from secretariat.services.proposal_view import Placed
    from secretariat.services.topic_sight import TopicSight
    from ui.topics.desk import TopicDesk
    from ui.topics.files import TopicFiles

_MARK = 12


@record(kw_only=True)
class Event:
    """Something that happened: on which day, what, how it went; ``meeting`` where one can go to."""

    on: dt.date
    text: str
    tone: str = "info"
    meeting: int | None = None


def events(sight: TopicSight) -> tuple[Event, ...]:
    """What happened to a topic, the earliest first; what has no day is not among it."""
    found = (*_filed(sight), *_asked(sight), *_judged(sight), *_material(sight), *_placed(sight))
    return tuple(sorted(found, key=lambda event: event.on))


def _filed(sight: TopicSight) -> Iterator[Event]:
    topic = sight.topic
    filed = topic.registered_on or (sight.dossier.meeting.date if sight.proposal else None)
    if filed is not None:
        yield Event(on=filed, text="登记" + (f"（{topic.origin}）" if topic.origin else ""))


def _asked(sight: TopicSight) -> Iterator[Event]:
    dossier = sight.dossier
    for asked in sight.topic.countersigns:
        unit = unit_of(dossier, asked.department)
        if asked.asked_on is not None:
            yield Event(on=asked.asked_on, text=f"送{unit}会签")
        if asked.replied_on is not None:
            said = "未登记意见" if asked.opinion is None else OPINIONS[asked.opinion]
            tone = "warning" if asked.opinion is Opinion.DISAGREE else "good"
            yield Event(on=asked.replied_on, text=f"{unit}回复：{said}", tone=tone)
    done = sight.topic.coordination
    if done is not None and done.on is not None:
        said = "意见一致" if done.agreed else "未达成一致"
        tone = "good" if done.agreed else "warning"
        yield Event(on=done.on, text=f"{name_of(dossier, done.by)}协调，{said}", tone=tone)


def _judged(sight: TopicSight) -> Iterator[Event]:
    for review in sight.topic.reviews:
        if review.on is not None:
            said, tone = ("通过", "good") if review.passed else ("未通过", "warning")
            yield Event(on=review.on, text=f"{REVIEWS[review.review]}{said}", tone=tone)
    for step in sight.topic.steps:
        if step.on is not None:
            yield Event(on=step.on, text=f"{STEPS[step.step]}：{name_of(sight.dossier, step.by)}", tone="good")


def _material(sight: TopicSight) -> Iterator[Event]:
    material = sight.topic.material
    if material is not None:
        if material.submitted_on is not None:
            yield Event(on=material.submitted_on, text="报送材料")
        for day in material.delivered_on:
            yield Event(on=day, text="材料送达与会人员")


def _placed(sight: TopicSight) -> Iterator[Event]:
    for placed in sight.history:
        yield Event(on=placed.placed_on, text=f"列入{_named(placed)}", meeting=placed.meeting)
        if placed.end is not None and placed.ended_on is not None:
            outcome = END_WORDS[placed.end] if placed.outcome is None else OUTCOMES[placed.outcome]
            why = f"：{placed.reason}" if placed.reason else ""
            yield Event(on=placed.ended_on, text=f"{_named(placed)}{outcome}{why}", tone="good", meeting=placed.meeting)
    decision = sight.topic.decision
    document = None if decision is None else decision.document
    if document is not None and document.issued_on is not None:
        yield Event(on=document.issued_on, text=f"印发文件{document.number or ''}", tone="good")


def _named(placed: Placed) -> str:
    """The meeting, with its day: 第4次常务会议（2026年4月3日 周五）."""
    return f"{placed.title.partition('（')[0]}（{write_date(placed.day)}）"


class HistoryCard(TopicCard):
    """The card 历程."""

    def __init__(self, desk: TopicDesk, files: TopicFiles) -> None:
        super().__init__(desk, files, "历程")
        self._lines = column(gap=XS)
        self._shown: tuple[Event, ...] | None = None
        self.add(self._lines)

    def show_sight(self, sight: TopicSight) -> None:
        """Show what happened."""
        found = events(sight)
        if found == self._shown:
            return
        self._shown = found
        clear(self._lines)
        for number, event in enumerate(found):
            self._lines.addWidget(self._line(number, event))
        if not found:
            self._lines.addWidget(label("还没有登记日期的事项。", "second"))

    def _line(self, number: int, event: Event) -> QWidget:
        icon = {"good": "good", "warning": "warning"}.get(event.tone, "info")
        day = label(write_date(event.on), "second", wrap=False)
        set_width(day, 10, around=8)
        words: Any = label(event.text)
        if event.meeting is not None and event.meeting != self.desk.meeting_id:
            words = button(event.text, f"topic-history-{number}", role="link", clicked=lambda: self._go(event.meeting))
        line = row(Mark(icon, event.tone, _MARK), day, words, gap=S)
        if event.meeting is None or event.meeting == self.desk.meeting_id:
            line.setStretch(2, 1)
        else:
            line.addStretch(1)
        return box(line)

    def _go(self, meeting: int | None) -> None:
        if meeting is not None:
            self.desk.shell.go(KEY, MeetingPlace(meeting, tab="topics"))
