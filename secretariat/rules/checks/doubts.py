"""What may be a slip of the pen or the truth (``domain/topic_doubts.py``), kept as a finding: ``record.doubtful``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.topic_doubts import doubts
from secretariat.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding


_KEPT: Final = frozenset({"reply", "step"})
"""The others are judged by rules of their own, or are shown with the topic only."""


def check(case: Case) -> Iterator[Finding]:
    """Tell of a reply before its question and of a step after the meeting; no rule is broken by either."""
    for topic in case.dossier.topics:
        for doubt in doubts(case.dossier, topic):
            if doubt.about not in _KEPT:
                continue
            yield case.finding(
                "record.doubtful",
                None,
                f"{case.topic_called(topic)}：{doubt.text}。请核对日期；确是如此的，保留即可。",
                subject=topic.no,
                severity=Severity.INFO,
            )
