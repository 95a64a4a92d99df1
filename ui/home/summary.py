"""What the home page shows, read on the worker: first what the list tells, then meeting by meeting what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from secretariat.errors import UserError
from secretariat.rules.finding import Severity
from secretariat.services.meetings import open_meeting
from ui.meetings.rows import Line, meeting_lines

if TYPE_CHECKING:
    from datetime import date

    from secretariat.bootstrap import App
    from secretariat.rules.finding import Finding

_SOON = timedelta(days=30)
_MOST_COMING = 5
_MOST_JUDGED = 12
MOST_PROBLEMS = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """A meeting and what is violated in it; ``findings`` are the first few of ``count``."""

    line: Line
    findings: tuple[Finding, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The cards. ``total`` meetings are in the database; ``year`` counts them by kind; ``recent`` are to be judged."""

    total: int
    today: tuple[Line, ...]
    near: tuple[Line, ...]
    recent: tuple[Line, ...]
    year: tuple[tuple[str, int, int], ...]
    """Kind, held so far this year, and all of this year."""


def summary(app: App, today: date) -> Summary:
    """Read it."""
    lines = meeting_lines(app.database)
    coming = sorted((line for line in lines if today < line.row.date <= today + _SOON), key=lambda line: line.row.date)
    past = [line for line in lines if line.row.date < today]
    near = [*coming[:_MOST_COMING], *past[: max(0, _MOST_COMING - len(coming))]]
    recent = sorted(lines, key=lambda line: abs(line.row.date - today))[:_MOST_JUDGED]
    held, of_year = Counter[str](), Counter[str]()
    for line in lines:
        if line.row.date.year == today.year:
            of_year[line.kind] += 1
            held[line.kind] += line.row.date <= today
    return Summary(
        total=len(lines),
        today=tuple(line for line in lines if line.row.date == today),
        near=tuple(near),
        recent=tuple(recent),
        year=tuple((kind, held[kind], count) for kind, count in of_year.most_common()),
    )


def problem_of(app: App, line: Line, today: date) -> Problem | None:
    """Judge one meeting; ``None`` where nothing is violated."""
    try:
        judgement = open_meeting(app.database, app.reference, line.id, today=today).judgement
    except UserError:  # it was deleted meanwhile
        return None
    if judgement is None:
        return None
    wrong = tuple(finding for finding in judgement.findings if finding.severity is Severity.VIOLATION)
    return Problem(line, wrong[:2], len(wrong)) if wrong else None
