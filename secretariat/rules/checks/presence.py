"""Who must be in the room when his own topic is heard, or have sent a written opinion: ``topic.leader_absent``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.states import Presence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Person, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.meeting import TopicPresence


def check(case: Case) -> Iterator[Finding]:
    """Judge topic by topic; a planned meeting by the list as announced, like its quorum."""
    for rule in case.rule.presence:
        for topic in case.dossier.topics:
            if rule.types and topic.type not in rule.types:
                continue
            for person in _wanted(case, rule, topic):
                if not _there(case, topic, person) and not (rule.written_opinion and _wrote(topic, person)):
                    yield _finding(case, rule, topic, person)


def _wanted(case: Case, rule: TopicPresence, topic: Topic) -> tuple[Person, ...]:
    people = case.in_charge_of(topic) if rule.in_charge else case.due
    return tuple(person for person in people if case.holds(person, rule.posts))


def _there(case: Case, topic: Topic, person: Person) -> bool:
    """Whether a person was in the room for a topic, or had to leave it (回避); before, whether he says he will be."""
    coming = case.announced is not None and person.id in case.announced
    return any(
        (
            (coming or row.status is Presence.PRESENT)
            and topic.no not in row.out_for
            and (not row.topics or topic.no in row.topics)
        )
        or any(recusal.topic == topic.no for recusal in row.recusals)
        for row in case.lines_of.get(person.id, ())
    )


def _wrote(topic: Topic, person: Person) -> bool:
    return person.id in topic.written_opinions


def _finding(case: Case, rule: TopicPresence, topic: Topic, person: Person) -> Finding:
    instead = "或事先提出书面意见" if rule.written_opinion else ""
    if case.planned:
        said = f"请落实到会{instead}，或改期研究。"
    elif rule.written_opinion:
        said = "请核对出席记录和书面意见；确未到会又无书面意见的，改期重新研究。"
    else:
        said = "请核对出席记录；确未到会的，改期重新研究。"
    return case.finding(
        "topic.leader_absent",
        rule.article,
        f"研究{case.topic_called(topic)}时{case.called(person)}应当在场{instead}，出席名单上未见其在场。{said}",
        subject=topic.no,
    )
