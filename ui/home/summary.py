"""What the home page shows, read on the worker: first what the list tells, then meeting by meeting what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from secretariat.errors import UserError
from secretariat.rules.finding import Severity
from ui.meetings.rows import Line, meeting_lines

if TYPE_CHECKING:
    from datetime import date

    from secretariat.bootstrap import App
    from secretariat.rules.finding import Finding
    from secretariat.services.year_frequency import KindYear

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
    """The cards. ``total`` meetings are in the database; ``recent`` are to be judged."""

    total: int
    today: tuple[Line, ...]
    near: tuple[Line, ...]
    recent: tuple[Line, ...]


def summary(app: App, today: date) -> Summary:
    """Read it."""
    lines = meeting_lines(app.database)
    coming = sorted((line for line in lines if today < line.row.date <= today + _SOON), key=lambda line: line.row.date)
    past = [line for line in lines if line.row.date < today]
    near = [*coming[:_MOST_COMING], *past[: max(0, _MOST_COMING - len(coming))]]
    recent = sorted(lines, key=lambda line: abs(line.row.date - today))[:_MOST_JUDGED]
    return Summary(
        total=len(lines),
        today=tuple(line for line in lines if line.row.date == today),
        near=tuple(near),
        recent=tuple(recent),
    )


def kinds_of_year(app: App, today: date) -> tuple[KindYear, ...]:
    """How many of each kind were held this year, and what the rules ask for."""
    from secretariat.services.year_frequency import year_by_kind  # noqa: PLC0415 (slow to import, see ``problem_of``)

    return year_by_kind(app.database, app.reference, today)


def problem_of(app: App, line: Line, today: date) -> Problem | None:
    """Judge one meeting; ``None`` where nothing is violated."""
    from secretariat.services.meetings import open_meeting  # noqa: PLC0415 (slow to import: not before the cards stand)

    try:
        judgement = open_meeting(app.database, app.reference, line.id, today=today).judgement
    except UserError:  # it was deleted meanwhile
        return None
    if judgement is None:
        return None
    wrong = tuple(finding for finding in judgement.findings if finding.severity is Severity.VIOLATION)
    return Problem(line, wrong[:2], len(wrong)) if wrong else None
