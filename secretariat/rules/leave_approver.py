"""Who may approve somebody's leave from a meeting (批准人), by the rulebook: the one place that reads its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.domain.states import Part
from secretariat.rules.schema.people import LeaveRule

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from secretariat.domain.facts import Person
    from secretariat.rules.case import Case
    from secretariat.rules.schema.people import LeaveOf


@record(kw_only=True)
class LeaveApprover:
    """What the rule asks of somebody who can't come.

    ``people`` are the ids of those who may approve, as of the meeting's day; nobody where the rule names nobody, or
    where the chair who would have to is not known yet. ``words`` says who it is, empty where the rule names nobody.
    ``exempt``: there is nobody above him whom he could ask.
    """

    article: str
    people: tuple[str, ...] = ()
    words: str = ""
    written_report: bool = False
    exempt: bool = False


def approver_of(case: Case, person: Person) -> LeaveApprover | None:
    """Who approves somebody's leave; ``None`` where the rulebook asks none of him: guests, staff, other kinds."""
    rule = rule_of(case, person)
    if rule is None:
        return None
    if nobody_above(case, rule, person):
        return LeaveApprover(article=rule.article, exempt=True)
    return LeaveApprover(
        article=rule.article,
        people=_people(case, rule),
        words=approver_words(case, rule) or ("会议主持人" if rule.approver == "chair" else ""),
        written_report=rule.written_report,
    )


def rule_of(case: Case, person: Person) -> LeaveRule | None:
    """The entry that governs somebody on the list as member or attendee.

    A member needs leave also where the rulebook speaks only of others: then it names nobody who approves it. Where it
    does speak of members and means only some of them, the rest is free.
    """
    rules: Sequence[LeaveRule] = case.binding(case.rulebook.leave)
    parts = {row.as_ for row in case.lines_of.get(person.id, ())}
    if not rules or parts.isdisjoint({Part.MEMBER, Part.ATTENDEE}):
        return None
    member = Part.MEMBER in parts
    who: LeaveOf = "members" if member else "attendees"
    if case.holds(person, case.rulebook.leaders):
        who = "leaders"
    for rule in rules:
        if who in rule.who and (not rule.holding or case.holds(person, rule.holding)):
            return rule
    if any(who in rule.who for rule in rules) or not member or all(person.id != due.id for due in case.due):
        return None
    return LeaveRule(article=rules[0].article, kinds=rules[0].kinds, who=("members",), approver="anyone")


def nobody_above(case: Case, rule: LeaveRule, person: Person) -> bool:
    """Whether there is nobody whom the person could ask: he would have to ask himself."""
    if case.holds(person, rule.exempt) or (rule.approver == "post" and case.holds(person, rule.posts)):
        return True
    return rule.approver == "chair" and person.id == case.meeting.chair


def entitled(case: Case, rule: LeaveRule, by: Person, on: date | None) -> bool:
    """Whether somebody might approve by that entry on a day; anybody where it names nobody."""
    if rule.approver == "chair":
        return case.chair is None or by.id == case.chair.id
    return rule.approver == "anyone" or case.held(by, rule.posts, on)


def approver_words(case: Case, rule: LeaveRule) -> str:
    """Who approves, as a message names him; empty where nobody is named, or the chair is not known yet."""
    if rule.approver == "chair":
        return "" if case.chair is None else f"会议主持人{case.called(case.chair)}"
    if rule.approver == "anyone":
        return ""
    holders = case.holders(rule.posts)
    return case.called(holders[0]) if len(holders) == 1 else case.rulebook.words.any_of(rule.posts)


def _people(case: Case, rule: LeaveRule) -> tuple[str, ...]:
    if rule.approver == "chair":
        return () if case.chair is None else (case.chair.id,)
    return tuple(person.id for person in case.holders(rule.posts)) if rule.approver == "post" else ()
