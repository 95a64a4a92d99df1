"""What the register reads off the main thread: a month with the journey in the form, and what is said of a journey."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.rules.finding import Severity
from secretariat.services.away_judging import judge
from secretariat.services.away_meetings import meetings_touched
from secretariat.services.away_month import open_month
from secretariat.services.away_paper import form_pdf, register_pdf
from secretariat.services.away_register import NoSuchJourneyError, open_journey
from secretariat.services.organisation_view import governments

if TYPE_CHECKING:
    import datetime as dt

    from secretariat.bootstrap import App
    from secretariat.domain.away_register import Journey
    from secretariat.services.away_judging import Judged
    from secretariat.services.away_meetings import Touched
    from secretariat.services.away_month import Month
    from secretariat.services.organisation_view import GovernmentLine


@record(kw_only=True)
class Sight:
    """The governments that have people here, one's month, and the journey in the form as it is on record."""

    governments: tuple[GovernmentLine, ...] = ()
    month: Month | None = None
    journey: Journey | None = None


@record(kw_only=True)
class Said:
    """What the rules say of a journey, and which meetings it concerns."""

    journey: Journey
    judged: Judged
    touched: tuple[Touched, ...]


def look(app: App, government: int | None, day: dt.date, key: int | None, today: dt.date) -> Sight:
    """Give the month of a day, of the first government where that one is not there."""
    there = tuple(line for line in governments(app.database) if line.people)
    if not there:
        return Sight()
    chosen = government if government in {line.key for line in there} else there[0].key
    month = open_month(app.database, app.reference, chosen or there[0].key, day, today=today)
    return Sight(governments=there, month=month, journey=None if key is None else _journey(app, key))


def _journey(app: App, key: int) -> Journey | None:
    try:
        return open_journey(app.database, key)
    except NoSuchJourneyError:
        return None


def say(app: App, government: int, journey: Journey, was: Journey | None, today: dt.date) -> Said:
    """Judge a journey as it is typed, and look which meetings it concerns."""
    return Said(
        journey=journey,
        judged=judge(app.database, app.reference, government, journey, today),
        touched=meetings_touched(app.database, journey, today=today, was=was),
    )


def excuse_lines(said: Said, month: Month | None) -> list[tuple[str, object, str]]:
    """Give the exceptions on record: the finding's code and subject, and who allowed it, when and why."""
    names = {} if month is None else {line.key: line.called for line in month.people.lines}
    journeys = {} if month is None else {journey.key: journey for journey in month.journeys}
    lines: list[tuple[str, object, str]] = []
    for one in said.judged.findings:
        owner = said.journey if one.journey == said.journey.key else journeys.get(one.journey)
        excuse = next((each for each in (owner.excuses if owner else ()) if each.code == one.finding.code), None)
        if one.finding.severity is Severity.EXCUSED and excuse is not None:
            who = names.get(excuse.allowed_by or 0, "")
            day = "" if excuse.on is None else date_text(excuse.on)
            words = f"{day}经{who}同意作为例外：{excuse.reason or ''}"
            lines.append((one.finding.code, one.finding.subject, words))
    return lines


def print_form(app: App, government: int, journey: Journey, today: dt.date) -> bytes:
    """Give the form of a journey as a PDF."""
    month = open_month(app.database, app.reference, government, journey.from_, today=today)
    line = next(line for line in month.lines if line.key == journey.key)
    return form_pdf(month, replace(line, journey=journey))


def print_register(month: Month) -> bytes:
    """Give a month's table as a PDF."""
    return register_pdf(month)
