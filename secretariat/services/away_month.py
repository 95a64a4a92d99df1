"""The register as its page shows it: a month as a strip of days for all leaders, and the journeys as a list."""

from __future__ import annotations

import calendar as months
import datetime as dt
from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.posts import IMPLIED
from secretariat.domain.records import record
from secretariat.domain.states import Post
from secretariat.rules.codes import CODES
from secretariat.rules.finding import Severity
from secretariat.services.away_judging import AwayJudge
from secretariat.services.away_store import journeys_in
from secretariat.services.organisation import no_such_government
from secretariat.services.organisation_store import load
from secretariat.services.organisation_view import page_of
from secretariat.services.post_words import post_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secretariat.domain.away_register import Journey
    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.organisation import Organisation, Person
    from secretariat.services.away_judging import Judged
    from secretariat.services.database import Database
    from secretariat.services.organisation_view import Page
    from secretariat.services.reference import Reference


@record(kw_only=True)
class Day:
    """A day of the month: whether people work, why not (or why though it is a weekend), and who too many are away."""

    date: dt.date
    work: bool
    name: str | None = None
    crowd: tuple[str, ...] = ()

    @property
    def made_up(self) -> bool:
        """Whether it is a weekend day on which people work (调休)."""
        return self.work and self.date.weekday() >= _SATURDAY


@record(kw_only=True)
class Line:
    """One journey as the list shows it, and what the rules say of it."""

    journey: Journey
    name: str
    title: str
    acting: str
    judged: Judged

    @property
    def key(self) -> int:
        """The journey's key."""
        return self.journey.key

    @property
    def severity(self) -> Severity | None:
        """The gravest of its findings; ``None``: there is none that is not excused."""
        found = {one.finding.severity for one in self.judged.findings}
        return next((one for one in (Severity.VIOLATION, Severity.WARNING) if one in found), None)

    @property
    def paired(self) -> bool:
        """Whether he is away together with who stands in for him."""
        return any(one.finding.code == "away.pair" for one in self.judged.findings)

    @property
    def state(self) -> str:
        """How far it is, in a word."""
        if not self.journey.stands:
            return "已取消"
        return "" if self.journey.reported_back_on is None else "已销假"

    @property
    def findings(self) -> str:
        """Its findings by title."""
        return "、".join(CODES[one.finding.code].title for one in self.judged.findings)


@record(kw_only=True)
class Row:
    """One person of the strip, with the keys of his journeys; ``leader`` or somebody else who is away this month."""

    person: int
    name: str
    title: str
    leader: bool
    journeys: tuple[int, ...] = ()


@record(kw_only=True)
class Month:
    """A month of the register. ``people`` is everybody who can be picked, with what he holds on its first day."""

    first: dt.date
    organisation: Organisation
    days: tuple[Day, ...]
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    people: Page
    missing_year: bool
    journeys: tuple[Journey, ...]

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return self.days[-1].date

    def line(self, key: int) -> Line | None:
        """The journey with that key, if it is of this month."""
        return next((line for line in self.lines if line.key == key), None)


_SATURDAY = 5
_LEADERS = frozenset({Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER})
"""Who leads a government without a rulebook that says so."""
_REACH = dt.timedelta(days=62)
"""How far before the month journeys are read: reports were made while others were away."""


def open_month(database: Database, reference: Reference, government: int, day: dt.date, *, today: dt.date) -> Month:
    """Give the month in which a day lies; raises ``NoSuchGovernmentError``."""
    first = day.replace(day=1)
    last = day.replace(day=months.monthrange(day.year, day.month)[1])
    with database.reader() as session:
        try:
            organisation = load(session, government).organisation
        except LookupError:
            raise no_such_government() from None
        journeys = journeys_in(session, government, first - _REACH, last + _REACH)
    judge = AwayJudge(organisation, journeys, reference, today=today)
    words = post_words(reference, organisation.name, first)
    people = page_of(organisation, max(first, min(today, last)), words)
    shown = [journey for journey in journeys if journey.touches(first, last)]
    names = {line.key: line.called for line in people.lines}
    titles = {line.key: title_of(line.person, line.posts) for line in people.lines}
    lines = tuple(
        Line(
            journey=journey,
            name=names[journey.person],
            title=titles[journey.person],
            acting="" if journey.acting is None else names[journey.acting],
            judged=judge.judge(journey),
        )
        for journey in shown
    )
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    return Month(
        first=first,
        organisation=organisation,
        days=tuple(_day(judge, reference.calendar, names, one) for one in days),
        rows=tuple(_rows(judge, shown, names, titles, (first, last))),
        lines=lines,
        people=people,
        missing_year=bool(reference.calendar.missing(first, last)),
        journeys=journeys,
    )


def title_of(person: Person, posts: tuple[str, ...]) -> str:
    """What stands beside a name: the title as papers print it, else the first post of that day."""
    return person.title or next(iter(posts), "")


def _day(judge: AwayJudge, calendar: WorkCalendar, names: Mapping[int, str], day: dt.date) -> Day:
    crowd = tuple(names[key] for key in judge.crowd(day))
    return Day(date=day, work=calendar.is_workday(day), name=calendar.name(day), crowd=crowd)


def _rows(
    judge: AwayJudge,
    journeys: list[Journey],
    names: Mapping[int, str],
    titles: Mapping[int, str],
    span: tuple[dt.date, dt.date],
) -> Iterator[Row]:
    """The leaders of that month in protocol order, then who else is away in it."""
    book = judge.rulebook(span[1]) or judge.rulebook(span[0])
    posts = _LEADERS if book is None else frozenset(book.leaders)
    leaders = [person.key for person in judge.organisation.people if _led(person, posts, span)]
    away = {journey.person for journey in journeys}
    others = [person.key for person in judge.organisation.people if person.key in away - set(leaders)]
    for key in (*leaders, *others):
        yield Row(
            person=key,
            name=names[key],
            title=titles[key],
            leader=key in leaders,
            journeys=tuple(journey.key for journey in journeys if journey.person == key),
        )


def _led(person: Person, posts: frozenset[Post], span: tuple[dt.date, dt.date]) -> bool:
    """Whether somebody held one of the posts on any day of a time."""
    first, last = span
    return any(
        (held.from_ is None or held.from_ <= last)
        and (held.to is None or first <= held.to)
        and not posts.isdisjoint({held.post, *IMPLIED.get(held.post, ())})
        for held in person.posts
    )


def month_text(day: dt.date) -> str:
    """A month as a heading has it: 2022年4月."""
    return date_text(day).partition("月")[0] + "月"
