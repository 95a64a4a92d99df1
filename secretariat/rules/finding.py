"""What a judgement says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from secretariat.domain.quorum import Quorum
    from secretariat.domain.states import Post


class Severity(StrEnum):
    """How grave a finding is; ``excused`` is a violation that was excused on record."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"
    EXCUSED = "excused"


@record(kw_only=True)
class Finding:
    """One finding: what is wrong, by which article, about which topic number or person's id, and what to do."""

    code: str
    severity: Severity
    article: str | None
    subject: int | str | None
    message: str


@record(kw_only=True)
class FurtherApproval:
    """A further approval of the minutes: ``what`` is head_approval, commission_approval or review."""

    what: str
    person: str | None


@record(kw_only=True)
class MinutesSigner:
    """Who signs off the minutes; ``person`` is ``None`` where several may. ``silent``: proposed by the program."""

    posts: tuple[Post, ...]
    person: str | None
    also: tuple[FurtherApproval, ...]
    article: str | None
    silent: bool


def caveat_of(missing_years: Iterable[int]) -> str:
    """That deadlines are only reckoned, where years' holidays are not entered; else nothing."""
    years = "、".join(f"{year}年" for year in missing_years)
    return f"{years}放假安排未录入，期限按周一至周五推算" if years else ""


@record(kw_only=True)
class Judgement:
    """One meeting judged by one rulebook as of a day.

    ``missing_years``: years whose holidays are not entered (未录入), so that deadlines in them are only reckoned.
    """

    rulebook: str
    kind: str
    as_of: date
    quorum: Quorum
    minutes_signer: MinutesSigner
    findings: tuple[Finding, ...]
    missing_years: tuple[int, ...] = ()

    @property
    def caveat(self) -> str:
        """That deadlines are only reckoned, where they are; else nothing."""
        return caveat_of(self.missing_years)

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(finding.severity is severity for finding in self.findings)
