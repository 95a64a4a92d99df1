"""How long the rules take to judge a plenary of 150 people and 40 topics, inside a process that has done so before.

    make bench
    .venv/bin/python tests/benchmarks/judging.py --runs 200

Two meetings: one that keeps the rules, and one with a fault in every topic, every leave and every journey. Printed are
the quickest run, the median and the slowest of twenty; nothing is asserted.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from secretariat import settings  # noqa: E402 (the path is set above)
from secretariat.domain.facts import (  # noqa: E402 (as above)
    Attendance,
    Away,
    Countersign,
    Decision,
    Department,
    Dossier,
    Government,
    Holding,
    IssuedDocument,
    Leave,
    Material,
    Meeting,
    Person,
    Review,
    Step,
    Topic,
)
from secretariat.domain.states import (  # noqa: E402 (as above)
    DepartmentKind,
    DepartmentRole,
    MeetingStatus,
    Opinion,
    Outcome,
    Part,
    Post,
    Presence,
    ReviewKind,
    Revision,
    StepKind,
    TopicFlag,
    TopicType,
)
from secretariat.rules.engine import judge  # noqa: E402 (as above)
from secretariat.rules.loader import load_rulebooks  # noqa: E402 (as above)
from secretariat.services.reference import Reference  # noqa: E402 (as above)

DAY = date(2022, 4, 29)
AS_OF = date(2022, 6, 30)
PEOPLE, TOPICS = 150, 40


def plenary(rulebook: str, government: str, *, faulty: bool) -> Dossier:
    """A plenary with as many people and topics; every person a head of a department beside the leaders."""
    units = tuple(
        Department(
            id=f"u{no}",
            name=f"第{no}局",
            kind=DepartmentKind.DEPARTMENT,
            roles=(DepartmentRole.JUSTICE,) if no == 0 else (),
        )
        for no in range(PEOPLE - 8)
    )
    leaders = (
        Person(id="head", name="甲", posts=(Holding(post=Post.HEAD), Holding(post=Post.PARTY_SECRETARY))),
        *(
            Person(
                id=f"deputy{no}",
                name=f"副{no}",
                posts=(Holding(post=Post.DEPUTY), Holding(post=Post.PARTY_MEMBER)),
                in_charge_of=tuple(unit.id for unit in units[no::6]),
                pair=f"deputy{no ^ 1}",
            )
            for no in range(6)
        ),
        Person(id="director", name="主任", posts=(Holding(post=Post.OFFICE_DIRECTOR),)),
    )
    heads = tuple(
        Person(id=f"h{unit.id}", name=f"长{unit.id}", posts=(Holding(post=Post.DEPARTMENT_HEAD, department=unit.id),))
        for unit in units
    )
    people = (*leaders, *heads)
    absent = {person.id for person in heads[::3]} if faulty else set()
    return Dossier(
        format="secretariat-dossier/1",
        rulebook=rulebook,
        government=Government(name=government, term=18),
        departments=units,
        people=people,
        meeting=Meeting(
            kind="plenary",
            date=DAY,
            number=1,
            status=MeetingStatus.HELD,
            chair="head",
            agenda_set_on=DAY - timedelta(days=9),
        ),
        attendance=tuple(
            Attendance(
                person=person.id,
                as_=Part.MEMBER,
                status=Presence.ABSENT if person.id in absent else Presence.PRESENT,
            )
            for person in people
        ),
        leave=tuple(Leave(person=person, asked_on=DAY) for person in sorted(absent)[::2]),
        away=tuple(Away(person=person.id, from_=DAY, to=DAY + timedelta(days=5)) for person in heads[::2] if faulty),
        topics=tuple(_topic(no, faulty=faulty) for no in range(1, TOPICS + 1)),
    )


def _topic(no: int, *, faulty: bool) -> Topic:
    by = f"deputy{no % 6}"
    concerns = tuple(f"u{(no * 7 + step) % 100 + 1}" for step in range(6))
    return Topic(
        no=no,
        title=f"关于第{no}项工作的请示",
        type=TopicType.MAJOR_DECISION,
        flags=(TopicFlag.PUBLIC_INTEREST, TopicFlag.TOWNS),
        sponsor=f"u{no}",
        concerns=concerns,
        added_on=DAY - timedelta(days=10),
        steps=()
        if faulty
        else (
            Step(step=StepKind.DEPUTY_REVIEW, by=by, on=DAY - timedelta(days=14)),
            Step(step=StepKind.OFFICE_REVIEW, by="director", on=DAY - timedelta(days=12)),
            Step(step=StepKind.HEAD_DECISION, by="head", on=DAY - timedelta(days=11)),
        ),
        countersigns=tuple(
            Countersign(
                department=unit,
                asked_on=DAY - timedelta(days=30),
                replied_on=DAY - timedelta(days=28),
                opinion=Opinion.DISAGREE if faulty else Opinion.AGREE,
                signed_by=None if faulty else f"h{unit}",
            )
            for unit in concerns
        ),
        material=Material(submitted_on=DAY - timedelta(days=1 if faulty else 15)),
        reviews=()
        if faulty
        else tuple(Review(review=kind, by="u0", on=DAY - timedelta(days=20), passed=True) for kind in ReviewKind),
        decision=Decision(
            outcome=Outcome.ADOPTED,
            text="会议原则同意。",
            responsible=() if faulty else (f"u{no}",),
            document=IssuedDocument(revision=Revision.NONE, issued_on=DAY + timedelta(days=40 if faulty else 4)),
        ),
    )


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=100, help="judgements of each meeting")
    runs = parser.parse_args().runs
    calendar = Reference().calendar
    for code, book in load_rulebooks(settings.RULEBOOKS).items():
        for title, faulty in (("合乎规则", False), ("处处不合", True)):
            meeting = plenary(code, book.government, faulty=faulty)
            found = len(judge(book, meeting, as_of=AS_OF, calendar=calendar).findings)
            took = []
            for _ in range(runs):
                begun = time.perf_counter()
                judge(book, meeting, as_of=AS_OF, calendar=calendar)
                took.append((time.perf_counter() - begun) * 1000)
            took.sort()
            print(
                f"全体会议 {PEOPLE} 人 {TOPICS} 个议题，{code}，{title}（{found} 项）："
                f"最快 {took[0]:.1f}，中位 {statistics.median(took):.1f}，95% 在 {took[int(runs * 0.95)]:.1f} 毫秒内"
            )


if __name__ == "__main__":
    main()
