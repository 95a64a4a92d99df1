"""How fast 2,000 people are previewed from Excel, and whether a preview that is given up leaves nothing.

    make bench                                     after that of the rules
    .venv/bin/python tests/benchmarks/organisation.py --people 2000 --runs 20

A workbook with everybody, each with a post, the units, charges; once against an empty organisation, once against the
same one. Printed are the distribution of the time on the clock, how often it says how far it is and the longest silence
in between, which is how long a cancellation takes; then previews and imports are given up at random moments, and the
database is looked at. Nothing is asserted but that.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from secretariat.bootstrap import open_app  # noqa: E402 (the project's own folder comes first)
from secretariat.domain.organisation import Charge, Department, Holding, Organisation, Person  # noqa: E402 (as above)
from secretariat.domain.states import DepartmentKind, Post  # noqa: E402 (as above)
from secretariat.services import audit  # noqa: E402 (as above)
from secretariat.services.organisation_export import workbook_of  # noqa: E402 (as above)
from secretariat.services.organisation_import import apply_import, preview_import  # noqa: E402 (as above)
from secretariat.services.organisation_rows import RowState  # noqa: E402 (as above)
from secretariat.services.organisation_view import governments  # noqa: E402 (as above)

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.bootstrap import App

NAME: Final = "某区人民政府"
LIMIT_S: Final = 3.0
UNIT_EVERY: Final = 20
SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN: Final = "一二三四五六七八九十百千东南西北中春夏秋冬山川江河湖海"


class GivenUp(Exception):  # noqa: N818 (no error: the user wanted it)
    """The user has given up."""


def organisation(people: int) -> Organisation:
    """So many people: every twentieth heads a unit, the others have a place in the party group, all with a title."""
    units = tuple(
        Department(key=key, name=f"第{key}局", kind=DepartmentKind.DEPARTMENT, phone=f"0533-{5180000 + key}")
        for key in range(1, people // UNIT_EVERY + 2)
    )

    def person(number: int) -> Person:
        first, second, third = number % 32, number // 32 % 27, number // (32 * 27) % 27
        name = SURNAMES[first] + GIVEN[second] + GIVEN[third]
        heads = number % UNIT_EVERY == 0
        unit = number // UNIT_EVERY + 1
        held = Holding(
            key=number + 1,
            post=Post.DEPARTMENT_HEAD if heads else Post.PARTY_MEMBER,
            department=unit if heads else None,
            from_=dt.date(2022, 1, 16),
        )
        charges = (Charge(key=number + 1, department=unit),) if number % UNIT_EVERY == 1 else ()
        return Person(
            key=number + 1,
            name=name,
            distinction=None if number < 32 * 27 * 27 else str(number),
            title="党组成员、副局长",
            phone=f"138{number:08d}",
            posts=(held,),
            charges=charges,
        )

    return Organisation(key=1, name=NAME, departments=units, people=tuple(map(person, range(people))))


class Steps:
    """Counts what is told, and the longest silence in between; gives up at a step if it is to."""

    def __init__(self, give_up_at: int = 0) -> None:
        self.count, self.longest, self._last, self._give_up_at = 0, 0.0, time.perf_counter(), give_up_at

    def __call__(self, what: str, done: int, total: int) -> None:
        """One step."""
        del what, done, total
        now = time.perf_counter()
        self.count, self.longest, self._last = self.count + 1, max(self.longest, now - self._last), now
        if self._give_up_at and self.count >= self._give_up_at:
            raise GivenUp


def spread(title: str, took: list[float]) -> None:
    """Print how the times are spread."""
    took = sorted(took)
    at = {part: took[min(len(took) - 1, len(took) * part // 100)] for part in (50, 90, 99)}
    told = "，".join(f"{part}% {at[part]:.2f}" for part in at)
    within = sum(one < LIMIT_S for one in took)
    print(f"{title}：{told}，最短 {took[0]:.2f}，最长 {took[-1]:.2f} 秒；{within}/{len(took)} 次在 {LIMIT_S:g} 秒以内")


def measure(title: str, act: Callable[[Steps], object], runs: int) -> int:
    """Do it so many times and print what was seen; give how often it tells how far it is."""
    took, silences, steps = [], [], Steps()
    for _ in range(runs):
        steps = Steps()
        begun = time.perf_counter()
        act(steps)
        took.append(time.perf_counter() - begun)
        silences.append(steps.longest)
    spread(title, took)
    print(f"    报告进度 {steps.count} 次，取消最迟 {max(silences):.2f} 秒后生效")
    return steps.count


def give_up(app: App, path: Path, steps: int, runs: int) -> None:
    """Give up at random steps, and look at what is left."""
    chance = random.Random(2026)  # noqa: S311 (no secret)
    before = state(app)
    preview = preview_import(app.database, NAME, path)
    for _ in range(runs):
        try:
            preview_import(app.database, NAME, path, report=Steps(chance.randint(1, steps)))
        except GivenUp:
            continue
        raise SystemExit("取消没有生效")
    for at in (1, 2):
        try:
            apply_import(app.database, app.actor, preview, report=Steps(at))
        except GivenUp:
            continue
        raise SystemExit("取消没有生效")
    if state(app) != before:
        raise SystemExit("取消之后数据库有改动")
    print(f"在 {runs} 个随机时刻取消预览、在写入前取消导入：数据库没有任何改动")


def state(app: App) -> tuple[object, int]:
    """What the database says of organisations, and how long its trail is."""
    with app.database.reader() as session:
        return governments(app.database), len(audit.entries(session))


def main() -> None:
    """Reads what is wanted, and does it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=10)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = open_app(Path(folder))
        path = Path(folder, f"{NAME}名册.xlsx")
        path.write_bytes(workbook_of(organisation(wanted.people)))
        title = f"预览 {wanted.people} 人的名册"
        steps = measure(
            f"{title}，全部新增", lambda told: preview_import(app.database, NAME, path, report=told), wanted.runs
        )
        give_up(app, path, steps, wanted.runs)
        preview = preview_import(app.database, NAME, path)
        if preview.counts[RowState.WRONG]:
            raise SystemExit(str(next(row.problems[0] for row in preview.rows if row.problems)))
        begun = time.perf_counter()
        key = apply_import(app.database, app.actor, preview)
        print(f"写入：{time.perf_counter() - begun:.2f} 秒")
        measure(f"{title}，全部相同", lambda told: preview_import(app.database, key, path, report=told), wanted.runs)
        app.database.close(copy=False)


if __name__ == "__main__":
    main()
