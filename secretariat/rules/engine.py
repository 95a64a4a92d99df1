"""Judge one meeting: facts in, findings with their articles out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain.quorum import Quorum
from secretariat.rules.case import Case
from secretariat.rules.checks import (
    agenda,
    away,
    chair,
    countersigns,
    decisions,
    doubts,
    leave,
    material,
    minutes,
    people,
    presence,
    quorum,
    reviews,
    silent,
    topics,
)
from secretariat.rules.finding import Finding, Judgement, MinutesSigner, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.facts import Dossier, Excuse
    from secretariat.rules.rulebook import Rulebook

# In the order of a meeting's life, which is the order in which findings are told.
CHECKS: tuple[Callable[[Case], Iterable[Finding]], ...] = (
    people.check,
    chair.check,
    quorum.check,
    leave.check,
    presence.check,
    topics.check,
    countersigns.check,
    material.check,
    reviews.check,
    agenda.check,
    minutes.check,
    decisions.check,
    away.check,
    doubts.check,
    silent.check,
)


def judge(rulebook: Rulebook, dossier: Dossier, *, as_of: date, calendar: WorkCalendar) -> Judgement:
    """Judge a meeting by a rulebook; ``as_of`` is the day on which deadlines are judged."""
    kind = dossier.meeting.kind
    rule = rulebook.kinds.get(kind)
    if rule is None:
        return _not_provided(rulebook, kind, as_of)
    case = Case(rulebook, rule, dossier, as_of=as_of, calendar=calendar)
    findings = tuple(excused(case, finding) for check in CHECKS for finding in check(case))
    return Judgement(
        rulebook=rulebook.code,
        kind=kind,
        as_of=as_of,
        quorum=quorum.count(case),
        minutes_signer=minutes.signer(case),
        findings=findings,
        missing_years=tuple(sorted(case.guessed)),
    )


def _not_provided(rulebook: Rulebook, kind: str, as_of: date) -> Judgement:
    names = "、".join(rule.name for rule in rulebook.kinds.values())
    return Judgement(
        rulebook=rulebook.code,
        kind=kind,
        as_of=as_of,
        quorum=Quorum(due=0, present=0),
        minutes_signer=MinutesSigner(posts=(), person=None, also=(), article=None, silent=True),
        findings=(
            Finding(
                code="kind.not_provided",
                severity=Severity.VIOLATION,
                article=rulebook.kinds_article,
                subject=None,
                message=f"《{rulebook.title}》没有规定此类会议（{kind}），只规定了{names}。请核对会议类别。",
            ),
        ),
    )


def excused(case: Case, finding: Finding) -> Finding:
    """The finding, marked as excused where the rulebook lets it be and that is on record."""
    if finding.severity is Severity.INFO:
        return finding
    for excuse in case.dossier.exceptions:
        if excuse.code == finding.code and excuse.subject == finding.subject and _allowed(case, excuse):
            return replace(finding, severity=Severity.EXCUSED)
    return finding


def _allowed(case: Case, excuse: Excuse) -> bool:
    """Whether the rulebook lets that person excuse that finding; who, when and why must be on record."""
    if excuse.allowed_by is None or excuse.on is None or not (excuse.reason or "").strip():
        return False
    for entry in case.rulebook.excusable:
        if entry.code != excuse.code or not entry.holds_in(case.meeting.kind):
            continue
        if entry.by == "reason" or (entry.by == "chair" and excuse.allowed_by == case.meeting.chair):
            return True
        if entry.by == "post" and case.holds(case.people[excuse.allowed_by], entry.posts):
            return True
    return False
