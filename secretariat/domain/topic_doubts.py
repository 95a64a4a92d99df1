"""What may be a slip or the truth: a reply before the question, a step dated after the meeting. Asked once, kept.

Nothing of it is refused. The window asks about what an edit brings (``new_doubts``); what stays is shown with the topic
(``doubts``), and where a rule minds it, it is a finding as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import REVIEWS
from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.domain.states import StepKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from secretariat.domain.facts import Dossier, Topic

_STEPS = {
    StepKind.DEPUTY_REPORT: "分管领导汇报",
    StepKind.DEPUTY_REVIEW: "分管领导审核",
    StepKind.OFFICE_REVIEW: "办公室（厅）审核",
    StepKind.HEAD_DECISION: "政府主要负责人审定",
}


@record()
class Doubt:
    """Something that may be a slip: what it is about (``reply``, ``step`` …), and in words."""

    about: str
    text: str


def doubts(dossier: Dossier, topic: Topic, *, proposal: bool = False) -> tuple[Doubt, ...]:
    """What may be a slip in a topic; a proposal has no meeting that a day could be after."""
    return tuple(dict.fromkeys(_found(dossier, topic, None if proposal else dossier.meeting.date)))


def new_doubts(before: Dossier, after: Dossier, no: int, *, proposal: bool = False) -> tuple[Doubt, ...]:
    """What an edit of a topic brings that was not doubtful before."""
    known = {doubt for topic in before.topics if topic.no == no for doubt in doubts(before, topic, proposal=proposal)}
    found = (doubt for topic in after.topics if topic.no == no for doubt in doubts(after, topic, proposal=proposal))
    return tuple(doubt for doubt in found if doubt not in known)


def _found(dossier: Dossier, topic: Topic, held_on: dt.date | None) -> Iterator[Doubt]:
    units = {unit.id: unit.name for unit in dossier.departments}
    for row in topic.countersigns:
        name = units.get(row.department, "")
        yield from _reversed("reply", f"{name}会签", ("回复", row.replied_on), ("送签", row.asked_on))
        yield from _after("countersign", f"{name}会签的送签日期", row.asked_on, held_on)
        yield from _after("countersign", f"{name}会签的回复日期", row.replied_on, held_on)
    for step in topic.steps:
        yield from _after("step", f"“{_STEPS[step.step]}”的日期", step.on, held_on)
    for review in topic.reviews:
        yield from _after("review", f"“{REVIEWS[review.review]}”的日期", review.on, held_on)
    if topic.coordination is not None:
        yield from _after("coordination", "协调日期", topic.coordination.on, held_on)
    yield from _after("registration", "报备登记日期", topic.registered_on, held_on)
    if topic.material is not None:
        yield from _after("material", "材料报送日期", topic.material.submitted_on, held_on)
        for day in topic.material.delivered_on:
            yield from _after("material", "材料送达日期", day, held_on)
            yield from _reversed("material", "材料", ("送达", day), ("报送", topic.material.submitted_on))
    for copy in topic.copies:
        yield from _reversed("copies", f"第{copy.no}份材料", ("收回", copy.returned_on), ("分发", copy.given_on))
    yield from _of_decision(topic, held_on)


def _of_decision(topic: Topic, held_on: dt.date | None) -> Iterator[Doubt]:
    decision = topic.decision
    if decision is None:
        return
    yield from _reversed("decision", "议定事项", ("完成", decision.due), ("会议", held_on))
    if decision.document is not None:
        yield from _reversed("document", "文件", ("印发", decision.document.issued_on), ("会议", held_on))


def _after(about: str, what: str, day: dt.date | None, held_on: dt.date | None) -> Iterator[Doubt]:
    if day is not None and held_on is not None and day > held_on:
        yield Doubt(about, f"{what}（{date_text(day)}）在会议召开（{date_text(held_on)}）之后")


def _reversed(
    about: str, what: str, later: tuple[str, dt.date | None], earlier: tuple[str, dt.date | None]
) -> Iterator[Doubt]:
    """What comes second is dated before what comes first."""
    (name, day), (first_name, first) = later, earlier
    if day is not None and first is not None and day < first:
        yield Doubt(about, f"{what}的{name}日期（{date_text(day)}）早于{first_name}日期（{date_text(first)}）")
