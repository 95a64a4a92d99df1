"""Whether enough members are there (法定人数): ``quorum.not_met``, ``quorum.topic_not_met``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.quorum import Quorum, Threshold, TopicQuorum
from secretariat.domain.states import Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Attendance, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.meeting import QuorumRule


def count(case: Case) -> Quorum:
    """Count those due and present, for the meeting and for each topic.

    Before anybody is there, those are counted who have answered that they attend.
    """
    rule = case.rule.quorum
    due = case.due if rule is None or not rule.base else tuple(p for p in case.due if case.holds(p, rule.base))
    rows = [[row for row in case.member_rows.get(person.id, ()) if _counts(case, row)] for person in due]
    present = sum(bool(lines) for lines in rows)
    before = case.announced is not None
    if rule is None:
        return Quorum(due=len(due), present=present, announced=before)
    topics = []
    for topic in case.dossier.topics:
        there = sum(any(topic.no not in row.out_for for row in lines) for lines in rows)
        needed = threshold(rule, topic).needed(len(due))
        topics.append(TopicQuorum(no=topic.no, present=there, needed=needed, met=there >= needed))
    needed = rule.threshold.needed(len(due))
    met = present >= needed
    return Quorum(due=len(due), present=present, needed=needed, met=met, topics=tuple(topics), announced=before)


def _counts(case: Case, row: Attendance) -> bool:
    """Whether a member's line counts: he is there, or as long as nobody is, has said that he will be."""
    if case.announced is not None:
        return row.person in case.announced
    return row.status is Presence.PRESENT


def threshold(rule: QuorumRule, topic: Topic) -> Threshold:
    """The share that a topic needs: its own where the rule gives its type one."""
    own = next((entry for entry in rule.topics if topic.type in entry.types), None)
    return rule.threshold if own is None else own.threshold


def check(case: Case) -> Iterator[Finding]:
    """Judge the meeting and, where that says something new, each topic."""
    rule = case.rule.quorum
    quorum = count(case)
    if rule is None or quorum.needed is None:
        return
    if not quorum.met:
        yield case.finding(
            "quorum.not_met",
            rule.article,
            f"应到{quorum.due}人，{'已答复出席' if quorum.announced else '实到'}{quorum.present}人；"
            f"出席人数须{_wanted(rule.threshold)}，至少{quorum.needed}人，"
            f"还差{quorum.needed - quorum.present}人。"
            + (
                "请落实出席人员，或改期召开。"
                if case.planned
                else "未达法定人数，所作决定应改期重新审议；请核对出席记录。"
            ),
        )
    for topic, counted in zip(case.dossier.topics, quorum.topics, strict=True):
        own = next((entry for entry in rule.topics if topic.type in entry.types), None)
        stricter = own is not None and own.threshold.stricter_than(rule.threshold)
        if counted.met or not (quorum.met or stricter):
            continue
        yield case.finding(
            "quorum.topic_not_met",
            rule.article if own is None else own.article,
            f"议题{topic.no}《{topic.title}》：应到{quorum.due}人，"
            f"{'已答复出席' if quorum.announced else '在场'}{counted.present}人；"
            f"出席人数须{_wanted(threshold(rule, topic))}，至少{counted.needed}人，"
            f"还差{counted.needed - counted.present}人。"
            "请在法定人数到齐后再议，或改期审议。",
            subject=topic.no,
        )


def _wanted(wanted: Threshold) -> str:
    share = wanted.share
    words = {(1, 2): "二分之一", (2, 3): "三分之二", (3, 4): "四分之三"}
    said = words.get((share.numerator, share.denominator), f"{share.numerator}/{share.denominator}")
    return f"超过应到人数的{said}" if wanted.strict else f"达到应到人数的{said}"
