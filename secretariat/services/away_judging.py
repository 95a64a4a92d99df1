"""What the rules say of a journey before it is saved and after, by the rulebook in force on the day of leaving.

A journey is judged with the organisation as of that day, and with all others of that time: that two stand in for each
other or too many leaders are away is known only so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain import facts
from secretariat.domain.away_register import NEW, away_fact, excuse_facts
from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.domain.rosters import person_fact, roster, unit_fact
from secretariat.errors import FileUnusableError
from secretariat.rules.checks.away import crowd_on
from secretariat.rules.finding import caveat_of
from secretariat.rules.journeys import NO_MEETING, Asked, asked_of, journey_case, judge_journey
from secretariat.rules.rulebook import in_force_on
from secretariat.services.away_store import journeys_in
from secretariat.services.excusing import excusable
from secretariat.services.organisation import no_such_government
from secretariat.services.organisation_store import load

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.away_register import Journey
    from secretariat.domain.organisation import Organisation
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference


@record(kw_only=True)
class OnJourney:
    """A finding, and the journey whose exception it would be: of two who are away together, that of who left later."""

    finding: Finding
    journey: int


@record(kw_only=True)
class Judged:
    """What the rules say of a journey; ``unjudged`` why they say nothing, ``caveat`` on what ground they stand.

    ``asked`` is what they ask of that person; ``excusers`` are the people who may allow an exception, by code.
    """

    rulebook: Rulebook | None = None
    findings: tuple[OnJourney, ...] = ()
    asked: Asked = Asked()
    excusers: dict[str, tuple[int, ...]]
    unjudged: str = ""
    caveat: str = ""


class AwayJudge:
    """Judges the journeys of one government; of ``journeys`` those must be there that overlap with what is asked of."""

    def __init__(
        self, organisation: Organisation, journeys: Iterable[Journey], reference: Reference, *, today: dt.date
    ) -> None:
        self.organisation = organisation
        self.journeys = tuple(journeys)
        self._reference = reference
        self._today = today
        self._then: dict[dt.date, tuple[tuple[facts.Department, ...], tuple[facts.Person, ...]]] = {}

    def rulebook(self, day: dt.date) -> Rulebook | None:
        """The rulebook in force on a day; ``None`` where there is none that can be read."""
        found = in_force_on(self._reference.terms.values(), self.organisation.name, day)
        try:
            return None if found is None else self._reference.rulebook(found.code)
        except FileUnusableError:
            return None

    def judge(self, journey: Journey) -> Judged:
        """Judge a journey as it stands, or as it is being typed, together with the others."""
        book = self.rulebook(journey.from_)
        if book is None:
            day = date_text(journey.from_)
            return Judged(excusers={}, unjudged=f"没有{self.organisation.name}在{day}有效的工作规则，未作检查")
        others = [each for each in self.journeys if each.stands and (each.key == NEW or each.key != journey.key)]
        # In the order in which they were recorded: of two who leave on one day that says who is the later.
        known = sorted((*others, journey), key=lambda each: (each.key == NEW, each.key))
        case = self._case(book, journey.from_, known)
        person = case.people[str(journey.person)]
        away = case.dossier.away[known.index(journey)]
        findings = judge_journey(case, away) if journey.stands else ()
        return Judged(
            rulebook=book,
            findings=tuple(OnJourney(finding=one, journey=_owner(one, journey, others)) for one in findings),
            asked=asked_of(case, person, journey.from_),
            excusers={code: _excusers(case, code) for code in {one.code for one in findings}},
            caveat=caveat_of(sorted(case.guessed)),
        )

    def crowd(self, day: dt.date) -> tuple[int, ...]:
        """The leaders who are away on a day, where those are more than the rules allow; else nobody."""
        away = [journey for journey in self.journeys if journey.stands and journey.covers(day)]
        book = self.rulebook(day)
        if book is None or book.away_limit is None or len(away) <= book.away_limit.at_most:
            return ()
        return tuple(int(person.id) for person in crowd_on(self._case(book, day, away), day))

    def _case(self, book: Rulebook, day: dt.date, journeys: Iterable[Journey]) -> Case:
        known = tuple(journeys)
        units, people = self._people(day, known)
        ids = {int(person.id): person.id for person in people}
        dossier = facts.Dossier(
            format="secretariat-dossier/1",
            government=facts.Government(name=self.organisation.name),
            meeting=facts.Meeting(kind=NO_MEETING, date=day),
            departments=units,
            people=people,
            away=tuple(away_fact(journey, ids) for journey in known),
            exceptions=tuple(excuse for journey in known for excuse in excuse_facts(journey, ids)),
        )
        return journey_case(book, dossier, as_of=self._today, calendar=self._reference.calendar)

    def _people(
        self, day: dt.date, journeys: tuple[Journey, ...]
    ) -> tuple[tuple[facts.Department, ...], tuple[facts.Person, ...]]:
        """The units and people as of a day: all who hold a post, and whom a journey names though he holds none."""
        if day not in self._then:
            found = roster(self.organisation, day)
            units = {key: f"d{key}" for key in found.departments}
            ids = {key: str(key) for key in found.people}
            self._then[day] = (
                tuple(unit_fact(said, units[key]) for key, said in found.departments.items()),
                tuple(person_fact(said, ids[key], units, ids) for key, said in found.people.items()),
            )
        units_then, holders = self._then[day]
        there = {int(person.id) for person in holders}
        named = {key for each in journeys for key in (*each.people, *_allowing(each))} - there
        others = tuple(
            facts.Person(id=str(person.key), name=person.name, title=person.title)
            for person in self.organisation.people
            if person.key in named
        )
        return units_then, (*holders, *others)


def _allowing(journey: Journey) -> tuple[int, ...]:
    return tuple(excuse.allowed_by for excuse in journey.excuses if excuse.allowed_by is not None)


def _owner(finding: Finding, journey: Journey, others: Iterable[Journey]) -> int:
    if finding.subject in {None, str(journey.person)}:
        return journey.key
    return next(
        (each.key for each in others if str(each.person) == finding.subject and journey.covers(each.from_)), journey.key
    )


def _excusers(case: Case, code: str) -> tuple[int, ...]:
    """Who may allow the exception: everybody where a reason alone is asked for, nobody where there is none."""
    entries = excusable(case.rulebook, NO_MEETING, code)
    return tuple(
        int(person.id)
        for person in case.dossier.people
        if any(one.by == "reason" or (one.by == "post" and case.holds(person, one.posts)) for one in entries)
    )


def judge(database: Database, reference: Reference, government: int, journey: Journey, today: dt.date) -> Judged:
    """Judge a journey before it is saved, together with all others of that time; raises ``NoSuchGovernmentError``."""
    first = min(filter(None, (journey.from_, journey.reported_on)))
    with database.reader() as session:
        try:
            organisation = load(session, government).organisation
        except LookupError:
            raise no_such_government() from None
        journeys = journeys_in(session, government, first, journey.end)
    return AwayJudge(organisation, journeys, reference, today=today).judge(journey)
