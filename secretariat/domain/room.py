"""The room (签到) while a meeting is held: what is on the table, who is in for it, who waits, who is called next.

All of it is read from the list and from when topics began and ended; nothing here is stored.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from secretariat.domain.line_faults import clock
from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from secretariat.domain.facts import Attendance, Dossier, Topic


class Standing(StrEnum):
    """How somebody stands to the room at a moment, seen from the topic on the table."""

    NOT_YET = "not_yet"
    IN = "in"
    OUT = "out"
    RECUSED = "recused"
    GONE = "gone"
    LEAVE = "leave"
    SUBSTITUTED = "substituted"
    WAITING = "waiting"
    DONE = "done"


WORDS: Final[Mapping[Standing, str]] = {
    Standing.NOT_YET: "未到",
    Standing.IN: "在场",
    Standing.OUT: "暂离",
    Standing.RECUSED: "回避",
    Standing.GONE: "已离会",
    Standing.LEAVE: "请假",
    Standing.SUBSTITUTED: "代会",
    Standing.WAITING: "候会",
    Standing.DONE: "已退场",
}


# -- topics -----------------------------------------------------------------------------------------------------------


def on_table(topics: Iterable[Topic]) -> Topic | None:
    """The topic that has begun and not ended; of several the one that began last."""
    running = [topic for topic in topics if topic.started is not None and topic.ended is None]
    return max(running, key=lambda topic: (topic.started, topic.no), default=None)


def next_topic(topics: Collection[Topic]) -> Topic | None:
    """The topic that is taken next: the first after the one on the table that has not begun, else the first at all."""
    waiting = sorted((topic for topic in topics if topic.started is None), key=lambda topic: topic.no)
    here = on_table(topics)
    after = [topic for topic in waiting if here is not None and topic.no > here.no]
    return next(iter(after or waiting), None)


def begun(topics: Iterable[Topic]) -> bool:
    """Whether the first topic was taken: who comes from now on comes late."""
    return any(topic.started is not None for topic in topics)


def missed(line: Attendance, topics: Iterable[Topic]) -> frozenset[int]:
    """The topics that somebody was not there for, by the times on record.

    There for a topic is who is there at its end, when it is decided: whoever came after it had ended missed it, and so
    did who left before. A topic that begins after he has left is missed from its beginning.
    """
    return frozenset(
        topic.no
        for topic in topics
        if (not line.topics or topic.no in line.topics) and (_ended_before(line, topic) or _left_before(line, topic))
    )


def _ended_before(line: Attendance, topic: Topic) -> bool:
    return line.arrived is not None and topic.ended is not None and topic.ended <= line.arrived


def _left_before(line: Attendance, topic: Topic) -> bool:
    if line.left is None or topic.started is None:
        return False
    return topic.started >= line.left or topic.ended is None or topic.ended > line.left


# -- people -----------------------------------------------------------------------------------------------------------


def line_of(dossier: Dossier, person: str) -> Attendance | None:
    """Somebody's line: as a member if he has several."""
    lines = [line for line in dossier.attendance if line.person == person]
    return next((line for line in lines if line.as_ is Part.MEMBER), lines[0] if lines else None)


def inside_for(line: Attendance) -> int | None:
    """The topic for which somebody was called in and has not left yet."""
    return next((visit.topic for visit in reversed(line.visits) if visit.came is not None and visit.went is None), None)


def called_for(line: Attendance, topics: Collection[Topic]) -> int | None:
    """The topic for which somebody who attends single topics is called next; ``None``: for none any more.

    That on the table first, then the next of his that has not ended and that he has not left.
    """
    here = on_table(topics)
    left = {visit.topic for visit in line.visits if visit.went is not None}
    open_ = sorted(topic.no for topic in topics if topic.no in line.topics and topic.ended is None)
    if here is not None and here.no in open_ and here.no not in left:
        return here.no
    return next((no for no in open_ if no not in left), None)


def standing(line: Attendance, topics: Collection[Topic]) -> Standing:
    """How somebody stands to the room, seen from the topic on the table."""
    if line.status is Presence.LEAVE:
        return Standing.SUBSTITUTED if line.substitute is not None else Standing.LEAVE
    if line.status is Presence.ABSENT:
        return Standing.SUBSTITUTED if line.substitute is not None else Standing.NOT_YET
    if line.left is not None:
        return Standing.GONE
    here = on_table(topics)
    if here is not None and any(recusal.topic == here.no for recusal in line.recusals):
        return Standing.RECUSED
    if line.topics:
        return _visitor(line, topics)
    return Standing.OUT if here is not None and here.no in line.out_for else Standing.IN


def _visitor(line: Attendance, topics: Collection[Topic]) -> Standing:
    if inside_for(line) is not None:
        return Standing.IN
    return Standing.DONE if called_for(line, topics) is None else Standing.WAITING


def note(line: Attendance, dossier: Dossier) -> str:
    """What is said beside a name: 9:10到, 议题3候会, 请假, 李四代会; nothing of whoever is simply there or not yet."""
    now = standing(line, dossier.topics)
    topic = called_for(line, dossier.topics)
    said = WORDS[now]
    if now is Standing.SUBSTITUTED:
        said = next((person.name for person in dossier.people if person.id == line.substitute), "") + said
    elif now is Standing.GONE and line.left is not None:
        said = f"{clock(line.left)}离会"
    elif now is Standing.WAITING:
        said = f"议题{topic}候会"
    elif now is Standing.NOT_YET:
        said = "" if topic is None else f"议题{topic}"
    elif now is Standing.IN:
        inside = inside_for(line)
        said = "" if line.arrived is None else f"{clock(line.arrived)}到"
        said = said if inside is None else f"议题{inside}"
    return said


@record(kw_only=True)
class Calling:
    """Who is called in next, and for which topic."""

    topic: int
    people: tuple[str, ...]


def next_calling(dossier: Dossier) -> Calling | None:
    """Those to be called in now: for the topic on the table whoever is not in yet, else those of the next topic.

    Only those who are there and wait; whoever has not signed in yet cannot be called.
    """
    here, then = on_table(dossier.topics), next_topic(dossier.topics)
    for topic in (here, then):
        if topic is None:
            continue
        waiting = tuple(
            line.person
            for line in dossier.attendance
            if topic.no in line.topics
            and standing(line, dossier.topics) is Standing.WAITING
            and all(visit.topic != topic.no for visit in line.visits)
        )
        if waiting:
            return Calling(topic=topic.no, people=waiting)
    return None


@record(kw_only=True)
class Gaps:
    """How many members who came are not in for the topic on the table, by why."""

    recused: int = 0
    out: int = 0
    gone: int = 0

    @property
    def words(self) -> str:
        """As the counter says it: 回避 1，暂离 2."""
        named = (("回避", self.recused), ("暂离", self.out), ("离会", self.gone))
        return "，".join(f"{word} {count}" for word, count in named if count)


def gaps(dossier: Dossier) -> Gaps:
    """Count the members who came and are not in for the topic on the table."""
    here = on_table(dossier.topics)
    if here is None:
        return Gaps()
    counted = {Standing.RECUSED: 0, Standing.OUT: 0, Standing.GONE: 0}
    for line in dossier.attendance:
        if line.as_ is not Part.MEMBER or line.status is not Presence.PRESENT or here.no not in line.out_for:
            continue
        why = standing(line, dossier.topics)
        # Whoever came when the topic had ended is out for it too, but it is not on the table then.
        counted[why if why in counted else Standing.OUT] += 1
    return Gaps(recused=counted[Standing.RECUSED], out=counted[Standing.OUT], gone=counted[Standing.GONE])
