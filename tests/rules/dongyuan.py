"""The invented government 东原: its rulebook, its people, and a clean meeting of each of its kinds.

Its calendar is the tests' own: Saturday 7 June 2025 is worked, so a deadline that counts working days back from the
meeting on Tuesday 10 June is another than from Monday to Friday alone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from secretariat.domain.calendar import WorkCalendar, YearArrangement
from secretariat.domain.facts import (
    Approval,
    Attendance,
    Countersign,
    Decision,
    Department,
    Dossier,
    Government,
    IssuedDocument,
    Material,
    Meeting,
    Minutes,
    Topic,
)
from secretariat.domain.states import (
    DepartmentKind,
    MeetingStatus,
    Opinion,
    Outcome,
    Part,
    Post,
    Presence,
    Revision,
    TopicType,
)
from secretariat.rules.engine import judge
from secretariat.rules.loader import load_rulebook
from tests.rules.build import DEPARTMENTS, ROOT, someone

if TYPE_CHECKING:
    from secretariat.rules.finding import Judgement
    from secretariat.rules.rulebook import Rulebook

BOOK = load_rulebook(ROOT / "tests" / "data" / "rulebooks" / "dongyuan-2025.toml")

DAY = date(2025, 6, 10)
AGENDA_SET = date(2025, 6, 6)
AS_OF = date(2025, 7, 31)  # every deadline is past

MAKE_UP = YearArrangement(year=2025, off=frozenset(), worked=frozenset({date(2025, 6, 7)}), source="测试")
CALENDAR = WorkCalendar({2025: MAKE_UP})
PLAIN = WorkCalendar({2025: replace(MAKE_UP, worked=frozenset())})

DEPUTIES = tuple(
    someone(f"deputy{no}", Post.DEPUTY, in_charge_of={1: "d-trade", 2: "d-housing"}.get(no, "")) for no in range(1, 7)
)
TOWNS = tuple(Department(id=f"d-town{no}", name=f"东原第{no}县", kind=DepartmentKind.TOWN) for no in range(1, 5))
TOWN_HEADS = tuple(someone(f"town{no}", Post.TOWN_HEAD, of=f"d-town{no}") for no in range(1, 5))
PEOPLE = (
    someone("mayor", Post.HEAD, Post.PARTY_SECRETARY),
    *DEPUTIES,
    someone("secretary", Post.OFFICE_DIRECTOR),
    someone("under", Post.OFFICE_DEPUTY_DIRECTOR),
    someone("supervisor", Post.DEPARTMENT_HEAD, of="d-supervision"),
    someone("trade", Post.DEPARTMENT_HEAD, of="d-trade"),
    someone("steel", Post.ENTERPRISE_HEAD, of="d-steel"),
    someone("counsel", Post.LEGAL_COUNSEL),
    someone("outsider"),
    *TOWN_HEADS,
)
ALL_DEPUTIES = tuple(each.id for each in DEPUTIES)


def seats(*people: str) -> tuple[Attendance, ...]:
    """The lines of members who came."""
    return tuple(Attendance(person=each, as_=Part.MEMBER, status=Presence.PRESENT) for each in people)


# The material of each kind is handed in on the last day.
EXECUTIVE = Dossier(
    format="secretariat-dossier/1",
    government=Government(name="东原市人民政府"),
    departments=(*DEPARTMENTS, *TOWNS),
    people=PEOPLE,
    meeting=Meeting(kind="executive", date=DAY, status=MeetingStatus.ISSUED, chair="mayor", agenda_set_on=AGENDA_SET),
    attendance=(
        *seats("mayor", *ALL_DEPUTIES, "secretary"),
        Attendance(person="supervisor", as_=Part.ATTENDEE, status=Presence.PRESENT),
    ),
    topics=(Topic(no=1, title="任免事项", type=TopicType.REPORT, material=Material(submitted_on=date(2025, 6, 6))),),
    minutes=Minutes(signed_by="secretary", signed_on=date(2025, 6, 11), reviews=(Approval(by="under"),)),
)


def _held(kind: str, chair: str, *people: str, topic: Topic, minutes: Minutes | None = None) -> Dossier:
    changed = replace(EXECUTIVE.meeting, kind=kind, chair=chair)
    return replace(EXECUTIVE, meeting=changed, attendance=seats(*people), topics=(topic,), minutes=minutes)


def _topic(submitted_on: date) -> Topic:
    return replace(EXECUTIVE.topics[0], title="工作汇报", material=Material(submitted_on=submitted_on))


COORDINATION = _held("coordination", "deputy1", *ALL_DEPUTIES, "steel", topic=_topic(date(2025, 6, 3)))
PLENARY = _held(
    "plenary",
    "mayor",
    *("mayor", *ALL_DEPUTIES, "secretary", "supervisor", "trade"),
    topic=replace(
        _topic(date(2025, 6, 4)),
        sponsor="d-trade",
        concerns=("d-supervision",),
        countersigns=(
            Countersign(
                department="d-supervision",
                asked_on=date(2025, 5, 20),
                replied_on=date(2025, 5, 25),
                opinion=Opinion.AGREE,
                signed_by="supervisor",
            ),
        ),
        material=Material(submitted_on=date(2025, 6, 4), delivered_on=(date(2025, 6, 7), date(2025, 6, 9))),
        decision=Decision(
            outcome=Outcome.ADOPTED,
            document=IssuedDocument(revision=Revision.MINOR, issued_on=date(2025, 6, 17)),
        ),
    ),
    minutes=Minutes(
        signed_by="mayor",
        signed_on=date(2025, 6, 12),
        reviews=tuple(Approval(by=each, on=date(2025, 6, 11)) for each in ("under", "secretary", "counsel")),
    ),
)
WEEKLY = _held("weekly", "mayor", "mayor", *ALL_DEPUTIES, "secretary", topic=_topic(date(2025, 6, 7)))
TOWN_FORUM = _held(
    "town_forum",
    "deputy1",
    *ALL_DEPUTIES,
    *(each.id for each in TOWN_HEADS),
    topic=_topic(date(2025, 5, 31)),
    minutes=Minutes(signed_by="under", signed_on=date(2025, 6, 11)),
)
CLEAN = {"executive": EXECUTIVE, "coordination": COORDINATION, "plenary": PLENARY} | {
    "weekly": WEEKLY,
    "town_forum": TOWN_FORUM,
}


def judged(
    dossier: Dossier, book: Rulebook = BOOK, *, as_of: date = AS_OF, calendar: WorkCalendar = CALENDAR
) -> Judgement:
    """The judgement by 东原's rules and the tests' own calendar."""
    return judge(book, dossier, as_of=as_of, calendar=calendar)


def told(
    dossier: Dossier, book: Rulebook = BOOK, *, as_of: date = AS_OF, calendar: WorkCalendar = CALENDAR
) -> list[tuple[str, int | str | None, str | None]]:
    """Code, subject and article of what is wrong; that a rule is silent is no fault."""
    found = judged(dossier, book, as_of=as_of, calendar=calendar).findings
    return [(each.code, each.subject, each.article) for each in found if each.code != "rule.silent"]
