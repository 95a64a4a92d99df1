"""How fast a thousand meetings are judged anew when a rulebook is edited.

    make bench                                     after those of the window
    .venv/bin/python tests/benchmarks/rejudging.py --meetings 1000 --runs 5

Meetings of a usual size: a dozen on the list, a dozen departments, eight topics with three countersigns each. Told are
the medians with the least and the greatest, and how many times as long it takes to read meetings one by one; nothing is
asserted.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from secretariat.bootstrap import open_app  # noqa: E402 (the project's own folder comes first)
from secretariat.domain import facts  # noqa: E402 (as above)
from secretariat.domain.permissions import Permission  # noqa: E402 (as above)
from secretariat.domain.states import DepartmentKind, Opinion, Part, Post, Presence  # noqa: E402 (as above)
from secretariat.services.bulk_loading import load_dossiers  # noqa: E402 (as above)
from secretariat.services.exchange import read_dossier  # noqa: E402 (as above)
from secretariat.services.rejudging import Rejudging  # noqa: E402 (as above)
from secretariat.services.rulebooks import open_rulebook  # noqa: E402 (as above)
from secretariat.services.store import load_dossier, store_meeting  # noqa: E402 (as above)

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.bootstrap import App

SEEDS: Final = 20
APART: Final = 1_000_000
UNITS: Final = 12
TOPICS: Final = 8
TODAY: Final = dt.date(2026, 11, 1)


def usual(number: int) -> facts.Dossier:
    """A meeting of a usual size, made from an example."""
    dossier = read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json")
    units = [f"u{index}" for index in range(UNITS)]
    topics = [
        dataclasses.replace(
            dossier.topics[index % len(dossier.topics)],
            no=index + 1,
            concerns=tuple(units[:3]),
            countersigns=tuple(
                facts.Countersign(
                    department=unit, asked_on=dossier.meeting.date, opinion=Opinion.AGREE, signed_by=f"p-{unit}"
                )
                for unit in units[:3]
            ),
        )
        for index in range(TOPICS)
    ]
    return dataclasses.replace(
        dossier,
        departments=(
            *dossier.departments,
            *(facts.Department(id=unit, name=f"{unit}局", kind=DepartmentKind.DEPARTMENT) for unit in units),
        ),
        people=(
            *dossier.people,
            *(
                facts.Person(
                    id=f"p-{unit}",
                    name=f"{unit}局长",
                    posts=(facts.Holding(post=Post.DEPARTMENT_HEAD, department=unit),),
                )
                for unit in units
            ),
        ),
        attendance=(
            *dossier.attendance,
            *(facts.Attendance(person=f"p-{unit}", as_=Part.ATTENDEE, status=Presence.PRESENT) for unit in units),
        ),
        topics=tuple(topics),
        meeting=dataclasses.replace(
            dossier.meeting, number=number, date=dossier.meeting.date + dt.timedelta(days=number)
        ),
    )


def fill(app: App, meetings: int) -> None:
    """Store a few meetings, and copy their rows until there are enough: to store them all would take a minute."""
    with app.database.transaction(actor=app.actor, permission=Permission.IMPORT_MEETINGS, act="填充") as act:
        for number in range(1, SEEDS + 1):
            store_meeting(act.session, usual(number))
    with closing(sqlite3.connect(app.data / "secretariat.sqlite3")) as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if table != "meeting" and "meeting_id" not in columns:
                continue
            moved = {name for name in columns if name == "id" or name.endswith("_id")}
            moved |= {"number"} if table == "meeting" else set()
            copied = ", ".join(f'"{name}" + :by' if name in moved else f'"{name}"' for name in columns)
            for by in range(1, meetings // SEEDS):
                connection.execute(
                    f"INSERT INTO {table} SELECT {copied} FROM {table} WHERE id < {APART}",  # noqa: S608 (the names are the schema's own)
                    {"by": by * APART},
                )
        connection.commit()


def told(title: str, act: Callable[[], object], runs: int) -> float:
    """How long an act takes of one core, in the median: what else the machine is doing does not count."""
    took = []
    for _ in range(runs):
        begun = time.process_time()
        act()
        took.append(time.process_time() - begun)
    print(f"{title}：{statistics.median(took):.2f} 秒（{min(took):.2f}—{max(took):.2f}）")
    return statistics.median(took)


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--meetings", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Path(folder))
        fill(app, wanted.meetings)
        draft = open_rulebook(app.database, "zichuan-2022").draft()
        changed = draft.set(("kinds", "executive", "chair", "conveners"), ["deputy"]).rulebook

        def prepared() -> Rejudging:
            rejudging = Rejudging(app.database, app.reference, "zichuan-2022", today=TODAY)
            rejudging.prepare()
            return rejudging

        told(f"读取并检查 {wanted.meetings} 次会议", prepared, wanted.runs)
        rejudging = prepared()
        told("按修改后的规则重新检查", lambda: rejudging.effect(changed), wanted.runs)
        print(rejudging.effect(changed).text)
        compare_reading(app, [key for (key,) in app.database.ask("SELECT id FROM meeting LIMIT 100")], wanted.runs)
        app.database.close(copy=False)


def compare_reading(app: App, keys: list[int], runs: int) -> None:
    """How many times as long reading one by one takes."""

    def at_once() -> None:
        with app.database.reader() as session:
            list(load_dossiers(session, keys))

    def one_by_one() -> None:
        for key in keys:
            with app.database.reader() as session:
                load_dossier(session, key)

    title = f"读取 {len(keys)} 次会议"
    ratio = told(f"{title}，逐次", one_by_one, runs) / told(f"{title}，一并", at_once, runs)
    print(f"逐次读取是一并读取的 {ratio:.1f} 倍")


if __name__ == "__main__":
    main()
