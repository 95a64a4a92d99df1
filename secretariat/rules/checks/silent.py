"""Where the rulebook says nothing (规则没有规定), and what the program takes for granted instead: ``rule.silent``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.rules.checks import minutes
from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.case import Case


def check(case: Case) -> Iterator[Finding]:
    """Tell of the quorum, and of who signs the minutes of a meeting that was held."""
    title, name = case.rulebook.title, case.rule.name
    if case.rule.quorum is None:
        yield _told(
            case, f"《{title}》未规定{name}须到多少人方可召开，程序只统计应到和实到人数，能否开会由主持人掌握。"
        )
    if case.rule.minutes is None and case.over:
        proposed = minutes.signer(case)
        if proposed.person is not None:
            by = case.called(case.people[proposed.person])
        else:
            by = case.rulebook.words.any_of(proposed.posts) if proposed.posts else "会议主持人"
        yield _told(
            case,
            f"《{title}》未规定{name}纪要由谁签发，程序暂列{by}签发。"
            "本单位另有惯例的，请在本单位使用的工作规则中写明。",
        )


def _told(case: Case, message: str) -> Finding:
    return case.finding("rule.silent", None, message, severity=Severity.INFO)
