"""The reviews (审查、评估、论证、征求意见) that a topic needs before it is heard: ``review.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import REVIEWS, ROLES
from secretariat.domain.numerals import date_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from secretariat.domain.facts import Review, Topic
    from secretariat.domain.states import DepartmentRole, TopicFlag, TopicType
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.topics import ReviewRule


def check(case: Case) -> Iterator[Finding]:
    """Judge each review that a topic's type or flags ask for, once, by the first entry that asks for it in vain."""
    rules = case.binding(case.rulebook.reviews)
    for topic in case.dossier.topics:
        told = set()
        for rule in rules:
            if rule.review in told or not asks(rule, topic.type, topic.flags) or passed(case, rule, topic):
                continue
            told.add(rule.review)
            yield case.finding(
                f"review.{rule.review.value}", rule.article, _message(case, rule, topic), subject=topic.no
            )


def asks(rule: ReviewRule, kind: TopicType | None, flags: Iterable[TopicFlag]) -> bool:
    """Whether a rule asks for its review where a topic is of a type or bears flags."""
    return kind in rule.types or any(flag in rule.flags for flag in flags)


def _by_role(case: Case, rule: ReviewRule, unit: str | None) -> bool:
    return rule.by_role is None or (unit is not None and rule.by_role in case.units[unit].roles)


def passed(case: Case, rule: ReviewRule, topic: Topic) -> bool:
    """Whether the review was passed, by whom the rule names and not after the meeting."""
    return any(
        done.review is rule.review
        and done.passed
        and (done.on is None or done.on <= case.day)
        and _by_role(case, rule, done.by)
        for done in topic.reviews
    )


def _message(case: Case, rule: ReviewRule, topic: Topic) -> str:
    """Say what the record lacks: it is not there, not passed, after the meeting, or by somebody else."""
    by = "" if rule.by_role is None else f"由{units_with(case, rule.by_role)}"
    wanted = f"{case.topic_called(topic)}会前须{by}完成“{rule.note or REVIEWS[rule.review]}”，"
    found = [done for done in topic.reviews if done.review is rule.review]
    well = [done for done in found if done.passed]
    if not found:
        return f"{wanted}未见记录。请办理后登记承办部门、日期和结果。"
    if not well:
        return f"{wanted}尚未通过。请修改完善，通过后登记。"
    in_time = [done for done in well if done.on is None or done.on <= case.day]
    if not in_time:
        return f"{wanted}登记的日期（{_days(well)}）在会后。请核对日期；确未会前完成的，补办后重新提请审议。"
    units = "、".join(dict.fromkeys(case.unit_name(done.by) for done in in_time))
    return f"{wanted}登记由{units}办理。请送应承办的部门办理，或核对登记。"


def units_with(case: Case, role: DepartmentRole) -> str:
    """The departments with a role by their names; where the dossier knows none, what the role is called."""
    return "、".join(unit.name for unit in case.dossier.departments if role in unit.roles) or ROLES[role]


def _days(reviews: list[Review]) -> str:
    return "、".join(date_text(done.on) for done in reviews if done.on is not None)
