"""Who chairs (主持): ``chair.not_entitled``, ``chair.not_commissioned``, ``chair.stand_in``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.states import Post
from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Person
    from secretariat.rules.case import Case


def check(case: Case) -> Iterator[Finding]:
    """Judge the chair against the convener, those who may be delegated, and who stands in for the head."""
    chair = case.chair
    if chair is None:
        if not case.planned:
            yield case.finding(
                "chair.not_entitled", case.rule.chair.article, f"{case.rule.name}未记录主持人。请填写主持人。"
            )
    elif not convenes(case, chair):
        yield from _delegate(case, chair)


def convenes(case: Case, person: Person) -> bool:
    """Whether a person chairs this meeting by right."""
    rule = case.rule.chair
    if not case.holds(person, rule.conveners):
        return False
    if not rule.in_charge:
        return True
    in_charge = [leader.id for topic in case.dossier.topics for leader in case.in_charge_of(topic)]
    return not in_charge or person.id in in_charge


def commission(case: Case) -> Person | None:
    """Who commissioned the chair (委托), when that was somebody who may, and before the meeting was over."""
    meeting = case.meeting
    if meeting.commissioned_by is None:
        return None
    if meeting.commissioned_on is not None and meeting.commissioned_on > case.day:
        return None
    person = case.people[meeting.commissioned_by]
    rule = case.rule.chair
    return person if case.holds(person, rule.commissioned_by or rule.conveners) else None


def _delegate(case: Case, chair: Person) -> Iterator[Finding]:
    rule = case.rule.chair
    words = case.rulebook.words
    commissioned = commission(case)
    listed = case.holds(chair, rule.delegates)
    if listed or (rule.open_list and commissioned is not None):
        if commissioned is None:
            by = words.any_of(rule.commissioned_by or rule.conveners)
            yield case.finding(
                "chair.not_commissioned",
                rule.article,
                f"{case.called(chair)}受托主持{case.rule.name}，须由{by}委托，未见会前委托记录。"
                "请补录委托人和委托日期。",
                subject=chair.id,
            )
        elif rule.only_in_absence and case.head_present:
            head = words.any_of(rule.conveners)
            yield case.finding(
                "chair.not_commissioned",
                rule.article,
                f"{head}不能出席时方可委托主持，本次会议{head}已出席，不应由{case.called(chair)}主持。"
                "请核对主持人和出席情况。",
                subject=chair.id,
            )
        return
    if _stands_in(case, chair):
        stand_in = case.rulebook.stand_in
        yield case.finding(
            "chair.stand_in",
            _joined(rule.article, stand_in.article if stand_in else ""),
            f"{case.rule.name}应由{words.any_of(rule.conveners)}主持（{rule.article}），该条未规定可以委托；"
            f"{case.called(chair)}系{words.post(Post.HEAD)}外出期间主持工作的负责同志"
            f"（{stand_in.article if stand_in else ''}）。请在会议材料中注明主持依据。",
            subject=chair.id,
            severity=Severity.WARNING,
        )
        return
    entitled = words.any_of((*rule.conveners, *rule.delegates))
    yield case.finding(
        "chair.not_entitled",
        rule.article,
        f"{case.called(chair)}无权主持{case.rule.name}，应由{entitled}主持。请核对主持人及其当日职务。",
        subject=chair.id,
    )


def _stands_in(case: Case, chair: Person) -> bool:
    """Whether the chair is whom the rulebook says runs the work while the head is away."""
    rule = case.rule.chair
    stand_in = case.rulebook.stand_in
    # Where the meeting's own article names a delegate, only that one may stand in.
    if stand_in is None or rule.conveners != (Post.HEAD,) or rule.delegates or case.head_present:
        return False
    if case.holds(chair, stand_in.posts):
        return True
    return case.holds(chair, stand_in.designated) and commission(case) is not None


def _joined(first: str, second: str) -> str:
    return "、".join(article for article in (first, second) if article)
