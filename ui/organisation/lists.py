"""The two tables of the page: people in protocol order, and units; each found by whatever one types."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from secretariat.domain.labels import DEPARTMENT_KINDS, ROLES
from secretariat.domain.organisation import span_text
from secretariat.domain.posts import UNIT_HEAD, in_force
from secretariat.domain.states import Post
from secretariat.services.organisation_view import PersonLine, narrowed
from ui.table_model import Column, TableModel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Mapping

    from secretariat.domain.organisation import Department, Holding
    from secretariat.services.organisation_view import Page

SHORT: Final = ("number", "name", "title")
"""The columns that stay while one row is being edited beside the table."""
UNIT_SHORT: Final = ("number", "name")


class PeopleModel(TableModel[PersonLine]):
    """The people, filtered as the service finds them: by part of a name, pinyin, initials, post or unit."""

    def _matches(self, row: PersonLine) -> bool:
        return bool(narrowed((row,), " ".join(self._wanted)))


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody holds on a day, as the table tells it: the posts, and below them from when to when."""

    day: dt.date
    words: Mapping[Post, str]

    def text(self, line: PersonLine) -> str:
        """区长、党组书记, and below: 2021-12-01 起."""
        posts = [held for held in line.person.posts if in_force(held, self.day)]
        said = "、".join(dict.fromkeys(self.words[held.post] for held in posts))
        days = "；".join(dict.fromkeys(map(span_text, filter(_is_dated, posts))))
        return f"{said}\n{days}" if days else said


def _is_dated(held: Holding) -> bool:
    return held.from_ is not None or held.to is not None


def people_columns(posts: Callable[[PersonLine], str]) -> list[Column[PersonLine]]:
    """The columns of the people; ``posts`` tells what somebody holds on the day in view."""
    return [
        Column(
            key="number",
            title="序",
            text=lambda line: str(line.number),
            sort=lambda line: line.number,
            align="right",
            width=52,
        ),
        Column(key="name", title="姓名", text=lambda line: line.called, width=92),
        Column(key="title", title="职务", text=lambda line: line.person.title or "", stretch=True),
        Column(key="posts", title="任职", text=posts, stretch=True),
        Column(key="units", title="单位", text=lambda line: "、".join(line.unit_names), width=132),
        Column(key="charges", title="分管", text=lambda line: "、".join(line.charges), stretch=True),
        Column(key="pair", title="补位", text=lambda line: line.pair or "", width=84),
    ]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, its place from 1, who heads it on the day, and who is in charge of it."""

    unit: Department
    number: int
    heads: tuple[str, ...]
    leaders: tuple[str, ...]

    @property
    def key(self) -> int:
        """The unit's key."""
        return self.unit.key


def unit_lines(view: Page) -> Iterator[UnitLine]:
    """Give the units in their order."""
    heads: defaultdict[int | None, list[str]] = defaultdict(list)
    leaders: defaultdict[int, list[str]] = defaultdict(list)
    chiefs = {Post.DEPARTMENT_HEAD, *UNIT_HEAD.values()}
    for line in view.lines:
        for held in line.person.posts:
            if held.post in chiefs and in_force(held, view.day):
                heads[held.department].append(line.called)
        for charge in line.person.charges:
            if in_force(charge, view.day):
                leaders[charge.department].append(line.called)
    for number, unit in enumerate(view.organisation.departments, 1):
        yield UnitLine(unit, number, tuple(heads[unit.key]), tuple(leaders[unit.key]))


def unit_columns() -> list[Column[UnitLine]]:
    """The columns of the units."""
    return [
        Column(
            key="number",
            title="序",
            text=lambda line: str(line.number),
            sort=lambda line: line.number,
            align="right",
            width=52,
        ),
        Column(key="name", title="名称", text=lambda line: line.unit.name, stretch=True),
        Column(key="kind", title="类别", text=lambda line: DEPARTMENT_KINDS[line.unit.kind], width=112),
        Column(
            key="roles", title="职能", text=lambda line: "、".join(ROLES[role] for role in line.unit.roles), width=170
        ),
        Column(key="heads", title="负责人", text=lambda line: "、".join(line.heads), width=110),
        Column(key="leaders", title="分管领导", text=lambda line: "、".join(line.leaders), width=110),
        Column(key="days", title="起止", text=_days, width=180),
    ]


def _days(line: UnitLine) -> str:
    unit = line.unit
    return "" if unit.from_ is None and unit.to is None else span_text(unit)
