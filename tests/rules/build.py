"""A clean meeting of any government and kind, and small functions that change one thing about it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import (
    Approval,
    Attendance,
    Department,
    Dossier,
    Government,
    Holding,
    Leave,
    Meeting,
    Minutes,
    Person,
    Topic,
)
from secretariat.domain.states import (
    DepartmentKind,
    DepartmentRole,
    MeetingStatus,
    Part,
    Post,
    Presence,
    TopicType,
)
from secretariat.rules.engine import judge
from secretariat.rules.finding import Severity
from secretariat.rules.loader import load_rulebook
from secretariat.services.calendars import open_calendar
from tests.rules.prepared import AFTER, AGENDA_SET, AS_OF, BEFORE, DAY, MATTER, topics_of
from tests.rules.texts import GOVERNMENTS, HUANCUI, TEXTS, ZICHUAN
from tests.rules.texts_people import DIRECTOR_LEADS, PEOPLE
from tests.rules.texts_topics import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.rules.finding import Finding, Judgement
    from secretariat.rules.rulebook import Rulebook

ROOT = Path(__file__).resolve().parent.parent.parent
RULEBOOKS = ROOT / "resources" / "rulebooks"

# Every code that one meeting's judgement may have.
CODES = frozenset({*TOPICS, *PEOPLE, "rule.silent"})
# What else than a violation they are; in 淄川 no reply counts as no objection.
SEVERITIES = {
    "attendee.missing": Severity.WARNING,
    "chair.stand_in": Severity.WARNING,
    "countersign.no_reply": Severity.WARNING,
    "agenda.safety_topic": Severity.WARNING,
    "agenda.report_time": Severity.WARNING,
    "away.not_reported_back": Severity.WARNING,
    "decision.unassigned": Severity.WARNING,
    "rule.silent": Severity.INFO,
}

DEPARTMENTS = (
    Department(id="office", name="办公室", kind=DepartmentKind.OFFICE),
    Department(id="d-justice", name="司法局", kind=DepartmentKind.DEPARTMENT, roles=(DepartmentRole.JUSTICE,)),
    Department(id="d-finance", name="财政局", kind=DepartmentKind.DEPARTMENT),
    Department(id="d-housing", name="住建局", kind=DepartmentKind.DEPARTMENT),
    Department(id="d-supervision", name="监察局", kind=DepartmentKind.DEPARTMENT, roles=(DepartmentRole.SUPERVISION,)),
    Department(id="d-trade", name="商务局", kind=DepartmentKind.DEPARTMENT),
    Department(id="d-army", name="人武部", kind=DepartmentKind.OTHER, roles=(DepartmentRole.ARMED_FORCES,)),
    Department(id="d-town", name="城东镇", kind=DepartmentKind.TOWN),
    Department(id="d-steel", name="钢铁产业公司", kind=DepartmentKind.ENTERPRISE),
)


def someone(id_: str, *posts: Post, of: str | None = None, in_charge_of: str = "", since: date | None = None) -> Person:
    """A person with posts, all of one department where ``of`` names it, held from ``since``."""
    return Person(
        id=id_,
        name=f"某{id_}",
        posts=tuple(Holding(post=post, department=of, from_=since) for post in posts),
        in_charge_of=tuple(in_charge_of.split()),
    )


CAST = (
    someone("head", Post.HEAD, Post.PARTY_SECRETARY),
    someone("executive", Post.EXECUTIVE_DEPUTY, Post.PARTY_DEPUTY_SECRETARY, in_charge_of="d-finance d-justice office"),
    someone("dep1", Post.DEPUTY, Post.PARTY_MEMBER, in_charge_of="d-housing d-town"),
    someone("dep2", Post.DEPUTY, in_charge_of="d-supervision d-steel"),
    someone("director", Post.OFFICE_DIRECTOR),
    someone("vice1", Post.OFFICE_DEPUTY_DIRECTOR),
    someone("vice2", Post.OFFICE_DEPUTY_DIRECTOR),
    someone("member", Post.PARTY_MEMBER, in_charge_of="d-trade"),
    someone("assistant", Post.ASSISTING_OFFICIAL),
    someone("counsel", Post.LEGAL_COUNSEL),
    *(
        someone(name, Post.DEPARTMENT_HEAD, of=f"d-{name}")
        for name in ("justice", "finance", "housing", "supervision", "trade", "army")
    ),
    someone("town", Post.TOWN_HEAD, of="d-town"),
    someone("steel", Post.ENTERPRISE_HEAD, of="d-steel"),
    someone("outsider"),
    someone("clerk"),
)


@cache
def clean(code: str, kind: str) -> Dossier:
    """A held meeting with issued minutes that keeps every rule of its government."""
    text = TEXTS[code, kind]
    return Dossier(
        format="secretariat-dossier/1",
        rulebook=code,
        government=Government(name=GOVERNMENTS[code], term=18),
        departments=DEPARTMENTS,
        people=CAST,
        meeting=Meeting(
            kind=kind,
            date=DAY,
            number=5,
            year=DAY.year,
            status=MeetingStatus.ISSUED,
            chair=text.chair,
            agenda_set_on=AGENDA_SET,
        ),
        attendance=(
            *(Attendance(person=id_, as_=Part.MEMBER, status=Presence.PRESENT) for id_ in text.due.split()),
            *(Attendance(person=id_, as_=Part.ATTENDEE, status=Presence.PRESENT) for id_ in text.standing.split()),
        ),
        topics=topics_of(kind),
        minutes=Minutes(
            number=5,
            drafted_by="clerk",
            reviews=(Approval(by="director", on=DAY), Approval(by="vice1", on=DAY)),
            signed_by=signer_of(code, kind),
            signed_on=AFTER,
            issued_on=AFTER,
        ),
    )


def signer_of(code: str, kind: str) -> str:
    """Who signs the minutes of the clean meeting, by the text (or as the program is to propose)."""
    text = TEXTS[code, kind]
    return {
        "head": "head",
        "party_secretary": "head",
        "silent_secretary": "head",
        "chair": text.chair,
        "silent_chair": text.chair,
        "in_charge": "dep1",
    }[text.signer]


# --- one thing changed


def meeting(dossier: Dossier, **changes: Any) -> Dossier:
    """Change what the meeting says of itself."""
    return replace(dossier, meeting=replace(dossier.meeting, **changes))


def minutes(dossier: Dossier, **changes: Any) -> Dossier:
    """Change the minutes."""
    assert dossier.minutes is not None
    return replace(dossier, minutes=replace(dossier.minutes, **changes))


def matter(dossier: Dossier) -> Topic:
    """The topic of which most rules ask something: the second where there are several, else the only one."""
    return dossier.topics[min(len(dossier.topics), MATTER) - 1]


def topic(dossier: Dossier, no: int = 1, **changes: Any) -> Dossier:
    """Change one topic, or add it where there is none of that number."""
    found = {each.no: each for each in dossier.topics}
    found[no] = replace(found.get(no, Topic(no=no, title=f"第{no}个议题")), **changes)
    return replace(dossier, topics=tuple(found.values()))


def line(
    dossier: Dossier, person: str, part: Part = Part.MEMBER, status: Presence = Presence.PRESENT, **more: Any
) -> Dossier:
    """Set one person's line on the list, where it stands or at the end; who does not come has leave."""
    lines = {each.person: each for each in dossier.attendance}
    lines[person] = Attendance(person=person, as_=part, status=status, **more)
    changed = replace(dossier, attendance=tuple(lines.values()))
    return changed if status is Presence.PRESENT else granted(changed, person)


def granted(dossier: Dossier, *people: str) -> Dossier:
    """Give people leave as the text asks, on the last day; the head has nobody to ask (``leader…``: see of_size)."""
    code = dossier.rulebook or ""
    if code not in GOVERNMENTS:
        return dossier
    leaders = {"executive", "dep1", "dep2", "member", *(("director",) if DIRECTOR_LEADS[code] else ())}
    chief = dossier.meeting.chair if code == HUANCUI else "head"
    known = {each.person for each in dossier.leave}
    return replace(
        dossier,
        leave=(
            *dossier.leave,
            *(
                Leave(
                    person=person,
                    asked_on=DAY,
                    reason="赴省参加会议",
                    approved_by=chief if person in leaders or person.startswith("leader") else "director",
                    approved_on=DAY,
                    written_report=True,
                )
                for person in people
                if person not in known and person != "head"
            ),
        ),
    )


def strike(dossier: Dossier, *people: str) -> Dossier:
    """Take people off the list."""
    return replace(dossier, attendance=tuple(each for each in dossier.attendance if each.person not in people))


def away(dossier: Dossier, *people: str) -> Dossier:
    """Have people of the list on leave that was granted."""
    changed = replace(
        dossier,
        attendance=tuple(
            replace(each, status=Presence.LEAVE) if each.person in people else each for each in dossier.attendance
        ),
    )
    listed = {each.person for each in changed.attendance}
    return granted(changed, *(person for person in people if person in listed))


def out_for(dossier: Dossier, no: int, *people: str) -> Dossier:
    """Have people leave the room for one topic (离场、回避)."""
    return replace(
        dossier,
        attendance=tuple(
            replace(each, out_for=(*each.out_for, no)) if each.person in people else each for each in dossier.attendance
        ),
    )


def posts(dossier: Dossier, person: str, *holdings: Holding) -> Dossier:
    """Give one person other posts than those of the cast."""
    return replace(
        dossier,
        people=tuple(replace(each, posts=holdings) if each.id == person else each for each in dossier.people),
    )


def charge(dossier: Dossier, person: str, departments: str) -> Dossier:
    """Put one person in charge of departments, and of those only."""
    return replace(
        dossier,
        people=tuple(
            replace(each, in_charge_of=tuple(departments.split())) if each.id == person else each
            for each in dossier.people
        ),
    )


def joined(dossier: Dossier, *people: Person) -> Dossier:
    """Add people to those who are known; they are on no list yet."""
    return replace(dossier, people=(*dossier.people, *people))


def chaired(dossier: Dossier, chair: str, by: str | None = None, *, head_away: bool = False) -> Dossier:
    """Have another chair, commissioned by somebody; the minutes are signed by the chair where the text says so."""
    changed = meeting(dossier, chair=chair, commissioned_by=by, commissioned_on=BEFORE if by else None)
    if head_away:
        changed = away(changed, "head")
    if chair not in {each.person for each in changed.attendance}:
        changed = line(changed, chair, Part.STAFF)
    code, kind = dossier.rulebook or "", dossier.meeting.kind
    if TEXTS[code, kind].signer in {"chair", "silent_chair"}:
        changed = minutes(changed, signed_by=chair)
    return changed


def of_size(code: str, kind: str, due: int, present: int) -> Dossier:
    """A meeting in which exactly ``due`` people are members by post, and the first ``present`` of them came.

    The head is first; the others are deputies and members of the Party group alike, so members of every kind.
    """
    others = tuple(someone(f"leader{no}", Post.DEPUTY, Post.PARTY_MEMBER) for no in range(2, due + 1))
    cast = (CAST[0], *others)
    dossier = replace(
        clean(code, kind),
        people=(*cast, someone("clerk")),
        attendance=tuple(
            Attendance(person=each.id, as_=Part.MEMBER, status=Presence.PRESENT if no < present else Presence.LEAVE)
            for no, each in enumerate(cast)
        ),
        topics=(Topic(no=1, title="关于住房保障的汇报", type=TopicType.REPORT),),
        minutes=None,
    )
    return granted(dossier, *(each.id for each in cast[present:]))


# --- judged


@cache
def rulebook(code: str) -> Rulebook:
    """The bundled rulebook of that code."""
    return load_rulebook(RULEBOOKS / f"{code}.toml")


@cache
def calendar() -> WorkCalendar:
    """The bundled calendar, with the real arrangement of each year."""
    return open_calendar()


def judged(dossier: Dossier, book: Rulebook | None = None, *, as_of: date = AS_OF) -> Judgement:
    """The judgement as of a day on which every deadline is past."""
    return judge(book or rulebook(dossier.rulebook or ""), dossier, as_of=as_of, calendar=calendar())


def findings(dossier: Dossier, book: Rulebook | None = None, *, as_of: date = AS_OF) -> list[Finding]:
    """What is wrong; that a rule is silent is told beside it and is no fault."""
    return [each for each in judged(dossier, book, as_of=as_of).findings if each.code != "rule.silent"]


def codes(dossier: Dossier, book: Rulebook | None = None, *, as_of: date = AS_OF) -> list[str]:
    """The codes of these findings, sorted."""
    return sorted(finding.code for finding in findings(dossier, book, as_of=as_of))


def severity(code: str, government: str) -> Severity:
    """How grave a finding of that code is."""
    if (code, government) == ("countersign.no_reply", ZICHUAN):
        return Severity.INFO
    return SEVERITIES.get(code, Severity.VIOLATION)


def the_finding(dossier: Dossier, book: Rulebook | None = None) -> Finding:
    """The one finding that there must be."""
    found = findings(dossier, book)
    assert len(found) == 1, [f"{each.code} {each.subject}" for each in found]
    return found[0]


def ids(rows: Iterable[object]) -> list[str]:
    """Ids that tell a row of a table: its words, joined."""
    return [
        "-".join(str(value) for value in row) if isinstance(row, tuple) else str(row).replace(" ", "-") for row in rows
    ]
