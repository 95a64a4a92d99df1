"""A planned meeting with topics of one's own, what is found of it, and what a topic of it needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from secretariat.domain.facts import Topic
from secretariat.domain.states import MeetingStatus, TopicType
from secretariat.rules.case import Case
from tests.rules.build import CAST, calendar, clean, judged, rulebook
from tests.rules.needs_by_text import GOVERNMENTS
from tests.rules.texts import TEXTS

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier, Person
    from secretariat.rules.finding import Finding

KINDS = {code: tuple(kind for known, kind in TEXTS if known == code) for code in GOVERNMENTS}
DAY = date(2022, 10, 10)
LONG_BEFORE = date(2022, 8, 1)
# dep1 is in charge of its sponsor.
TOPIC = Topic(no=1, title="关于住房保障工作的请示", type=TopicType.OTHER, sponsor="d-housing", concerns=("d-finance",))


def dossier_of(
    code: str, kind: str, *topics: Topic, day: date = DAY, people: tuple[Person, ...] = CAST, set_on: date | None = None
) -> Dossier:
    """The dossier of a meeting to come; ``set_on`` is the day on which its agenda was set."""
    whole = clean(code, kind)
    meeting = replace(whole.meeting, date=day, status=MeetingStatus.PLANNED, agenda_set_on=set_on)
    return replace(whole, meeting=meeting, topics=topics, people=people, minutes=None)


def held(dossier: Dossier) -> Dossier:
    """The same meeting, once it was held."""
    return replace(dossier, meeting=replace(dossier.meeting, status=MeetingStatus.HELD))


def case_of(dossier: Dossier, *, as_of: date = LONG_BEFORE) -> Case:
    """The case that the rules look at."""
    book = rulebook(dossier.rulebook or "")
    return Case(book, book.kinds[dossier.meeting.kind], dossier, as_of=as_of, calendar=calendar())


def found(dossier: Dossier, *codes: str, as_of: date = LONG_BEFORE) -> list[Finding]:
    """The findings whose codes begin so."""
    return [each for each in judged(dossier, as_of=as_of).findings if each.code.startswith(codes)]
