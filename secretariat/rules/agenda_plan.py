"""The agenda as the rule orders it (议程安排): positions, what lacks on it, and who can't be there for his topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from secretariat.domain.labels import TOPIC_TYPES
from secretariat.domain.leave_requests import LeaveState, current, state
from secretariat.domain.records import record
from secretariat.domain.states import Presence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.domain.facts import Person, Topic
    from secretariat.domain.states import TopicType
    from secretariat.rules.case import Case


@record(kw_only=True)
class Placing:
    """Why a topic stands where it does, or what topic lacks; ``no`` is ``None`` for one that is not there."""

    no: int | None
    text: str
    article: str


@record(kw_only=True)
class ProposedOrder:
    """The numbers of the topics in the order that the rule asks for, and why; ``same``: it is so already."""

    order: tuple[int, ...]
    reasons: tuple[Placing, ...] = ()
    lacking: tuple[Placing, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the topics stand in this order already."""
        return self.order == tuple(sorted(self.order))


def proposed_order(case: Case) -> ProposedOrder:
    """The order by rule: the first topic (第一议题), then topics of their own (底线议题), then the others."""
    topics = sorted(case.dossier.topics, key=lambda topic: topic.no)
    front: list[int] = []
    reasons, lacking = [], []
    first = case.rulebook.agenda.first_topic
    if first is not None and case.meeting.kind in first.kinds:
        # Several of the right type: the one that stands first goes first, the others stay where they are.
        found = [topic for topic in topics if topic.type in first.types][:1]
        front += [topic.no for topic in found]
        text = f"第一议题为{_types(first.types)}"
        reasons += [Placing(no=topic.no, text=text, article=first.article) for topic in found]
        if not found:
            lacking.append(Placing(no=None, text=f"{text}，议程中没有", article=first.article))
    for entry in case.binding(case.rulebook.agenda.standing_topics):
        found = [topic for topic in topics if topic.type in entry.types and topic.no not in front]
        front += [topic.no for topic in found]
        text = f"设立{_types(entry.types)}专门议题"
        reasons += [Placing(no=topic.no, text=text, article=entry.article) for topic in found]
        if not any(topic.type in entry.types for topic in topics):
            lacking.append(Placing(no=None, text=f"{text}，议程中没有", article=entry.article))
    order = (*front, *(topic.no for topic in topics if topic.no not in front))
    return ProposedOrder(order=order, reasons=tuple(reasons), lacking=tuple(lacking))


def _types(types: Iterable[TopicType]) -> str:
    return "、".join(f"“{TOPIC_TYPES[each]}”" for each in types)


# -- who can't be there -----------------------------------------------------------------------------------------------


@record(kw_only=True)
class Conflict:
    """That somebody can't be there for a topic who is needed for it: its reporter, or the leader in charge."""

    topic: int
    person: str
    role: Literal["reporter", "leader"]
    text: str


def conflicts(case: Case) -> tuple[Conflict, ...]:
    """The conflicts of the agenda, topic by topic; two topics that one person reports in a row are none."""
    return tuple(conflict for topic in case.dossier.topics for conflict in _of(case, topic))


def _of(case: Case, topic: Topic) -> Iterator[Conflict]:
    if topic.reporter is not None:
        person = case.people[topic.reporter]
        why = why_absent(case, person, topic.no)
        if not why and case.dossier.attendance and topic.reporter not in case.lines_of:
            why = "没有列入出席名单"
        if why:
            text = f"{case.topic_called(topic)}的汇报人{case.called(person)}{why}。请改定汇报人，或调整议题。"
            yield Conflict(topic=topic.no, person=person.id, role="reporter", text=text)
    for leader in case.in_charge_of(topic):
        why = why_absent(case, leader, topic.no)
        if why:
            text = f"{case.topic_called(topic)}的分管领导{case.called(leader)}{why}。请商其意见，或调整议题。"
            yield Conflict(topic=topic.no, person=leader.id, role="leader", text=text)


def why_absent(case: Case, person: Person, topic: int) -> str:
    """Why somebody will not be there for a topic, in words; empty where nothing is known against it."""
    for away in case.dossier.away:
        if away.person == person.id and away.from_ <= case.day and (away.to is None or case.day <= away.to):
            return "当日外出" + (f"（{away.place}）" if away.place else "")
    leave = current(case.dossier, person.id)
    if leave is not None and state(leave) is LeaveState.APPROVED:
        return "已请假"
    if leave is not None and state(leave) is LeaveState.ASKED:
        return "已提出请假，待批准"
    rows = case.lines_of.get(person.id, ())
    if any(row.status is Presence.LEAVE for row in rows):
        return "已请假"
    if any(topic in row.out_for for row in rows):
        return "对该议题回避或离场"
    return ""
