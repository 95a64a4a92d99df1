"""Judge a journey (外出) by itself, as the register of those away does: no meeting is asked about.

The dossier then holds nobody's attendance and no topics, but the people and units as of the day of leaving, the
journeys of that time, and the exceptions on record. Its meeting has that day, and a kind that no rulebook knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.records import record
from secretariat.rules.case import Case
from secretariat.rules.checks import away as checks
from secretariat.rules.engine import excused
from secretariat.rules.rulebook import KindRule
from secretariat.rules.schema.meeting import ChairRule
from secretariat.rules.telling.block import Line
from secretariat.rules.telling.people import attachment_words, away_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.facts import Away, Dossier, Person
    from secretariat.rules.finding import Finding
    from secretariat.rules.rulebook import Rulebook

NO_MEETING: Final = ""
"""The kind of a meeting that there is not; an exception that a rulebook grants only in some kinds is not for it."""
_NO_KIND: Final = KindRule(name="", article="", mark="", chair=ChairRule(article="", conveners=()))


@record(kw_only=True)
class Asked:
    """What a rulebook asks of somebody who goes away on a day.

    ``lines`` tell it with the articles; ``approvers`` are who approves or is reported to, ``approval`` whether it is
    approval that is asked for; ``consenters`` are who consents before. ``attachments_after`` days papers go with it.
    """

    lines: tuple[Line, ...] = ()
    approvers: tuple[str, ...] = ()
    approval: bool = False
    consenters: tuple[str, ...] = ()
    attachments_after: int | None = None
    report_back: bool = False
    urgent: bool = False


def journey_case(rulebook: Rulebook, dossier: Dossier, *, as_of: date, calendar: WorkCalendar) -> Case:
    """Give the case in which the journeys of such a dossier are judged."""
    return Case(rulebook, _NO_KIND, dossier, as_of=as_of, calendar=calendar)


def judge_journey(case: Case, away: Away) -> tuple[Finding, ...]:
    """Give the findings on one of the dossier's journeys, by itself and together with the others."""
    return tuple(excused(case, finding) for finding in checks.check_journey(case, away))


def asked_of(case: Case, person: Person, day: date) -> Asked:
    """Give what is asked of a person who leaves on a day; nothing where the rulebook is silent."""
    rule = checks.rule_of(case, person, day)
    lines = tuple(_besides(case, person, day))
    if rule is None:
        return Asked(lines=lines)
    approvers = case.holders(rule.approved_by or rule.report_to, day)
    over = checks.leaders_over(case, person, day)
    own = [Line(key="away", title="外出报备", text=away_words(case.rulebook, rule), article=rule.article)]
    if rule.attachments is not None:
        text, article = attachment_words(rule.attachments), rule.attachments.article
        own.append(Line(key="away-attachments", title="附送材料", text=text, article=article))
    allowed = (*(over if rule.or_in_charge else ()), *approvers)
    return Asked(
        lines=(*own, *lines),
        approvers=tuple(dict.fromkeys(one.id for one in allowed if one.id != person.id)),
        approval=bool(rule.approved_by),
        consenters=tuple(one.id for one in over) if rule.consent_in_charge else (),
        attachments_after=None if rule.attachments is None else rule.attachments.longer_than,
        report_back=rule.report_back,
        urgent=rule.urgent is not None,
    )


def _besides(case: Case, person: Person, day: date) -> Iterator[Line]:
    """What binds several who are away at once."""
    book = case.rulebook
    if book.pairs is not None and case.holds(person, book.pairs.posts, day):
        yield Line(
            key="pairs", title="AB角", text="与互为补位（AB角）的同志原则上不同时外出", article=book.pairs.article
        )
    if book.away_limit is not None and case.holds(person, book.leaders, day):
        text = f"政府领导同志同时外出原则上不超过{book.away_limit.at_most}人"
        yield Line(key="away-limit", title="同时外出", text=text, article=book.away_limit.article)
