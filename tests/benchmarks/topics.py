"""How fast the board of topics opens and narrows, and one topic's page, over 30,000 topics of 20 years.

    make bench                                     after that of the organisation
    .venv/bin/python tests/benchmarks/topics.py --topics 30000 --runs 20

A database is made of an organisation, of meetings with twenty topics each, nine tenths of which were proposals before,
and of the proposals that are still waiting. A meeting has people and units of its own, a proposal those whom its topic
names; all others are the organisation's, as where they are filed in the window. Printed are the first, the median and
the longest time on the clock. The board takes 500 rows and the counts by state, as it opens and by each of its filters;
the page takes a proposal with its judgement and its history, or the meeting that the topic is on. Then the same in the
real window, by ``topics_window.py``, on the same database.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import sqlalchemy as sa  # noqa: E402 (the project's own folder comes first)

from models.meetings import Meeting, MeetingCharge, MeetingDepartment, MeetingHolding, MeetingPerson  # noqa: E402
from models.proposals import Placement  # noqa: E402 (as above)
from models.topics import Countersign, Decision, Review, Step, Topic, TopicConcern  # noqa: E402 (as above)
from secretariat import settings  # noqa: E402 (as above)
from secretariat.bootstrap import open_app  # noqa: E402 (as above)
from secretariat.domain.organisation import (  # noqa: E402 (as above)
    Charge,
    Department,
    Holding,
    Organisation,
    Person,
)
from secretariat.domain.permissions import Actor, Role  # noqa: E402 (as above)
from secretariat.domain.proposals import End  # noqa: E402 (as above)
from secretariat.domain.states import (  # noqa: E402 (as above)
    DepartmentKind,
    MeetingStatus,
    Opinion,
    Outcome,
    Post,
    ReviewKind,
    StepKind,
    TopicType,
)
from secretariat.services.meetings import open_meeting  # noqa: E402 (as above)
from secretariat.services.organisation import act_on as register  # noqa: E402 (as above)
from secretariat.services.proposal_list import Asked, TopicState, board, list_topics  # noqa: E402 (as above)
from secretariat.services.proposal_view import open_proposal  # noqa: E402 (as above)
from secretariat.services.reference import Reference  # noqa: E402 (as above)
from secretariat.services.rosters import organisation_of  # noqa: E402 (as above)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from secretariat.services.database import Database

NAME: Final = "淄川区人民政府"
ACTOR: Final = Actor("李会务", Role.SECRETARY, "一号席")
TODAY: Final = dt.date(2026, 11, 20)
YEARS: Final = 20
ON_ONE: Final = 20
"""Topics of a meeting."""
WAITING: Final = 200
COUNTERSIGNS: Final = 3
"""Departments asked about each of the later topics, of which much is on record; of the earlier ones only a step is."""
LATER: Final = TODAY - dt.timedelta(days=90)
LEADERS: Final = 8
TYPES: Final = (TopicType.REPORT, TopicType.NORMATIVE_DOCUMENT, TopicType.MAJOR_PROJECT, TopicType.STUDY)


def in_office(government: Organisation, *, units: int) -> Organisation:
    """The organisation with its units, whoever heads them, and the leaders, who share them among each other."""
    begun = dt.date(2000, 1, 1)
    departments = tuple(
        Department(key=-1 - unit, name=f"第{unit}局", kind=DepartmentKind.DEPARTMENT) for unit in range(units)
    )

    def leader(number: int) -> Person:
        post = Holding(key=-1 - number, post=Post.DEPUTY if number else Post.HEAD, from_=begun)
        charges = tuple(Charge(key=-1 - unit, department=-1 - unit) for unit in range(number, units, LEADERS))
        return Person(key=-1 - number, name=f"领导{number}", posts=(post,), charges=charges)

    def head(unit: int) -> Person:
        number = LEADERS + unit
        post = Holding(key=-1 - number, post=Post.DEPARTMENT_HEAD, department=-1 - unit, from_=begun)
        return Person(key=-1 - number, name=f"局长{unit}", posts=(post,))

    people = (*map(leader, range(LEADERS)), *map(head, range(units)))
    return replace(government, departments=departments, people=people)


class Maker:
    """Rows of all tables, written some thousand at a time; keys are given here."""

    def __init__(self, database: Database, units: int, organisation: Organisation) -> None:
        self.database = database
        self.units = units
        self.organisation = organisation
        self.unit_keys = [unit.key for unit in organisation.departments]
        self.person_keys = [person.key for person in organisation.people]
        self.rows: dict[Any, list[dict[str, Any]]] = {}
        self.keys = {
            kind: itertools.count(1)
            for kind in (
                Meeting,
                MeetingDepartment,
                MeetingPerson,
                MeetingHolding,
                MeetingCharge,
                Topic,
                TopicConcern,
                Countersign,
                Review,
                Decision,
                Step,
                Placement,
            )
        }

    def add(self, kind: Any, /, **values: Any) -> int:
        key = next(self.keys[kind])
        self.rows.setdefault(kind, []).append({"id": key, "version": key, **values})
        return key

    def write(self) -> None:
        with self.database._writing.begin() as connection:
            for kind, rows in self.rows.items():
                connection.execute(sa.insert(kind.__table__), rows)
        self.rows.clear()

    def meeting(self, day: dt.date, number: int | None, *, proposal: bool) -> int:
        key = self.add(
            Meeting,
            government=NAME,
            kind="executive",
            term=18,
            period="term:18",
            number=number,
            date=day,
            status=MeetingStatus.PLANNED if proposal else MeetingStatus.HELD,
            proposal=proposal,
            organisation_id=self.organisation.key if proposal else None,
            rulebook=None,
        )
        if not proposal:
            self.roster(key, range(LEADERS), range(self.units))
            for unit in range(self.units):
                self.person(key, LEADERS + unit, f"局长{unit}", Post.DEPARTMENT_HEAD, f"d{unit}")
        return key

    def roster(self, key: int, leaders: Iterable[int], units: Sequence[int]) -> None:
        """Units, and leaders with what they are in charge of."""
        for unit in units:
            self.add(
                MeetingDepartment,
                meeting_id=key,
                position=unit,
                ref=f"d{unit}",
                department_id=self.unit_keys[unit],
                name=f"第{unit}局",
                kind=DepartmentKind.DEPARTMENT,
            )
        for leader in leaders:
            person = self.person(key, leader, f"领导{leader}", Post.DEPUTY if leader else Post.HEAD, None)
            for place, unit in enumerate(unit for unit in units if unit % LEADERS == leader):
                self.add(MeetingCharge, meeting_id=key, meeting_person_id=person, position=place, department=f"d{unit}")

    def proposal(self, filed: dt.date, number: int) -> int:
        """A proposal, with those whom its topic names: the units asked, who took a step, which of them he leads."""
        key = self.meeting(filed, None, proposal=True)
        named = {(number + place) % self.units for place in range(COUNTERSIGNS + 1 if filed >= LATER else 1)}
        self.roster(key, (1, 2) if filed >= LATER else (1,), sorted(named))
        return key

    def person(self, meeting: int, position: int, name: str, post: Post, unit: str | None) -> int:
        of = self.person_keys[position]
        key = self.add(
            MeetingPerson, meeting_id=meeting, position=position, ref=f"p{position}", name=name, person_id=of
        )
        self.add(MeetingHolding, meeting_id=meeting, meeting_person_id=key, position=0, post=post, department=unit)
        return key

    def topic(self, meeting: int, no: int, number: int, filed: dt.date) -> int:
        key = self.add(
            Topic,
            meeting_id=meeting,
            position=no - 1,
            no=no,
            title=f"关于第{number}号事项的议题",
            type=TYPES[number % len(TYPES)],
            sponsor=f"d{number % self.units}",
            registered_on=filed,
        )
        self.add(Step, meeting_id=meeting, topic_id=key, position=0, step=StepKind.DEPUTY_REVIEW, by="p1", on=filed)
        if filed >= LATER:
            self.papers(meeting, key, number, filed)
        return key

    def papers(self, meeting: int, topic: int, number: int, filed: dt.date) -> None:
        """What comes of a topic before it is heard: those asked, their replies, reviews, the next step."""
        of: dict[str, Any] = {"meeting_id": meeting, "topic_id": topic}
        self.add(Step, **of, position=1, step=StepKind.OFFICE_REVIEW, by="p2", on=filed + dt.timedelta(days=2))
        for place in range(COUNTERSIGNS):
            unit = f"d{(number + place + 1) % self.units}"
            self.add(TopicConcern, **of, position=place, department=unit)
            self.add(
                Countersign,
                **of,
                position=place,
                department=unit,
                asked_on=filed,
                replied_on=filed + dt.timedelta(days=3) if place else None,
                opinion=Opinion.AGREE if place else None,
            )
        for place, kind in enumerate((ReviewKind.LEGALITY, ReviewKind.RISK)):
            self.add(Review, **of, position=place, review=kind, passed=True, on=filed + dt.timedelta(days=4))


def fill(database: Database, topics: int, units: int) -> None:
    """Make the meetings and proposals, the earliest first."""
    register(database, ACTOR, NAME, "登记组织", partial(in_office, units=units))
    with database.reader() as session:
        maker = Maker(database, units, organisation_of(session, NAME))
    meetings = (topics - WAITING) // ON_ONE
    for number in range(1, meetings + 1):
        day = TODAY - dt.timedelta(days=int((meetings - number) * 365 * YEARS / meetings) - 7)
        filed = day - dt.timedelta(days=30)
        key = maker.meeting(day, number, proposal=False)
        for no in range(1, ON_ONE + 1):
            count = number * ON_ONE + no
            topic = maker.topic(key, no, count, filed)
            held = day < TODAY
            if held:
                outcome = Outcome.DEFERRED if no == 1 else Outcome.ADOPTED
                maker.add(Decision, meeting_id=key, topic_id=topic, outcome=outcome)
            if no % 10:
                proposal = maker.proposal(filed, count)
                maker.topic(proposal, 1, count, filed)
                maker.add(
                    Placement,
                    proposal_id=proposal,
                    meeting_id=key,
                    topic=topic,
                    placed_on=filed,
                    ended_on=day if held else None,
                    outcome=End.DECIDED if held else None,
                )
        if number % 20 == 0:
            maker.write()
    for number in range(WAITING):
        filed = TODAY - dt.timedelta(days=number)
        maker.topic(maker.proposal(filed, number), 1, number, filed)
    maker.write()


def measure(title: str, act: Callable[[], object], runs: int, limit: float) -> None:
    """Do it so many times and print how long it took."""
    took = []
    begun = time.perf_counter()
    act()
    first = (time.perf_counter() - begun) * 1000
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    later = f"以后中位 {statistics.median(took):.0f}，最长 {max(took):.0f} 毫秒"
    print(f"{title}：第一次 {first:.0f}，{later}（要求 {limit:.0f} 以内）")


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--topics", type=int, default=30_000)
    parser.add_argument("--units", type=int, default=40)
    parser.add_argument("--runs", type=int, default=10)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made(Path(folder), wanted.topics, wanted.units)
        app = open_app(Path(folder))
        boards(app.database, wanted.runs)
        page(app.database, wanted.runs)
        app.database.close(copy=False)
        window = [sys.executable, Path(__file__).with_name("topics_window.py"), "--keep", folder]
        subprocess.run([*window, "--runs", str(wanted.runs)], check=True)


def made(folder: Path, topics: int, units: int) -> None:
    """Make the database in that folder, unless it is there."""
    if (folder / settings.DATABASE).exists():
        return
    app = open_app(folder)
    begun = time.perf_counter()
    fill(app.database, topics, units)
    size = sum(file.stat().st_size for file in folder.glob("*.sqlite3*")) / 1e6
    print(f"建立 {topics} 个议题：{time.perf_counter() - begun:.0f} 秒，数据库 {size:.0f} MB", flush=True)
    app.database.close(copy=False)


def boards(database: Database, runs: int) -> None:
    """The board, as it opens and narrowed."""
    ways = {
        "打开": Asked(),
        "候选": Asked(states=(TopicState.CANDIDATE,)),
        "已列入": Asked(states=(TopicState.ON_AGENDA,)),
        "提报单位": Asked(sponsor="第7局"),
        "分管领导": Asked(leader="领导3"),
        "没有这位领导": Asked(leader="某某"),
        "类型": Asked(type=TopicType.STUDY),
        "标题": Asked(text="第123号"),
        "没有这个标题": Asked(text="没有的"),
        "十年以前": Asked(until=dt.date(2016, 1, 1), leader="领导3"),
        "缓议": Asked(outcome=Outcome.DEFERRED),
    }
    for name, asked in ways.items():
        rows = len(list_topics(database, asked))

        measure(f"看板（{name}，{rows} 行）", lambda asked=asked: board(database, asked), runs, 200)


def page(database: Database, runs: int) -> None:
    """The page of one topic: of a candidate, of one that was decided, of one on a meeting."""
    reference = Reference(database)
    candidate = list_topics(database, Asked(states=(TopicState.CANDIDATE,)))[0]
    heard = next(row for row in list_topics(database, Asked(states=(TopicState.HEARD,))) if row.proposal)
    for name, key in (("候选", candidate.proposal), ("已议定", heard.proposal)):
        if key is not None:
            measure(
                f"议题页（{name}）", lambda key=key: open_proposal(database, reference, key, today=TODAY), runs, 150
            )
    measure("议题页（会议中）", lambda: open_meeting(database, reference, heard.meeting, today=TODAY), runs, 150)


if __name__ == "__main__":
    main()
