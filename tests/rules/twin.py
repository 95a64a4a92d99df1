"""A defect and its corrected twin: what is changed, and what the texts say to it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tests.rules.build import clean, findings, matter, severity
from tests.rules.prepared import AS_OF
from tests.rules.texts import MEETINGS
from tests.rules.texts_people import PEOPLE
from tests.rules.texts_topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from secretariat.domain.facts import Dossier
    from secretariat.rules.finding import Finding
    from tests.rules.texts import Ask

ASKS = {**PEOPLE, **TOPICS}
KINDS = {code: [kind for government, kind in MEETINGS if government == code] for code, _ in MEETINGS}


def same(dossier: Dossier) -> Dossier:
    """The clean meeting is the corrected twin as it stands."""
    return dossier


def of_matter(dossier: Dossier) -> object:
    """The finding is about the topic of which most rules ask something."""
    return matter(dossier).no


def of_nothing(_: Dossier) -> object:
    """The finding is about the meeting."""
    return None


@dataclass(frozen=True, kw_only=True)
class Twin:
    """One change that makes a defect of a meeting that keeps every rule.

    ``good`` prepares the corrected twin where the clean meeting has nothing that could go wrong, ``bad`` changes that;
    either gives ``None`` where the meeting's kind has no place for it. ``of`` says in the tables' words of what step,
    type, flag or person it is. ``unclean``: what the twin may have all the same where the text is silent on the code.
    """

    code: str
    name: str
    bad: Callable[[Dossier], Dossier | None]
    good: Callable[[Dossier], Dossier | None] = same
    of: str = ""
    subject: Callable[[Dossier], object] = of_matter
    as_of: date = AS_OF
    unclean: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """How a failure names it."""
        return f"{self.code} ({self.of or 'any'}): {self.name}"


def asked(code: str, government: str, kind: str, of: str = "") -> list[Ask]:
    """What the text asks there; nothing where it is silent."""
    return [
        row
        for row in ASKS[code][government]
        if kind in row.kinds.split() and (not row.of or not of or set(of.split()) & set(row.of.split()))
    ]


def articles(rows: list[Ask]) -> set[str]:
    """The articles that say it, any of which may be cited."""
    return {article for row in rows for article in (row.article, *row.also.split())}


def told(found: list[Finding]) -> Counter[tuple[object, ...]]:
    """Findings without their words."""
    return Counter((each.code, each.severity, each.article, each.subject) for each in found)


@cache
def _told_clean(government: str, kind: str, as_of: date) -> Counter[tuple[object, ...]]:
    """What is told of the clean meeting, which most twins are."""
    return told(findings(clean(government, kind), as_of=as_of))


def faults(twin: Twin, government: str, kind: str) -> list[str]:
    """What the program says otherwise than the texts about a defect and its corrected twin."""
    good = twin.good(clean(government, kind))
    bad = None if good is None else twin.bad(good)
    if good is None or bad is None:
        return []
    place = f"{government} {kind} {twin.title}"
    rows = asked(twin.code, government, kind, twin.of)
    is_clean = good is clean(government, kind)
    before = _told_clean(government, kind, twin.as_of) if is_clean else told(findings(good, as_of=twin.as_of))
    after = told(findings(bad, as_of=twin.as_of))
    allowed = set() if rows else twin.unclean
    wrong = [f"{place}: the corrected twin has {each}" for each in before if each[0] not in allowed]
    new = after - before
    if not rows:
        return [*wrong, *(f"{place}: the text is silent, yet there is {each}" for each in new)]
    if sum(new.values()) != 1:
        return [*wrong, f"{place}: expected one finding by {sorted(articles(rows))}, got {dict(new)}"]
    ((code, grave, article, subject),) = new
    expected = (twin.code, severity(twin.code, government), twin.subject(bad))
    if (code, grave, subject) != expected:
        wrong.append(f"{place}: expected {expected}, got {(code, grave, subject)}")
    if not set(re.split("[、，；]", str(article))) <= articles(rows):
        wrong.append(f"{place}: expected one of {sorted(articles(rows))}, got {article}")
    return wrong
