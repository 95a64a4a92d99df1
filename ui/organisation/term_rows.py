"""What a change of term does, as its page has it: what becomes of each post, and the lines of the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from secretariat.domain.change_of_term import ChangeOfTerm, Opening, proposed
from secretariat.domain.organisation import post_text, span_text
from secretariat.domain.posts import in_force
from ui.table_model import Column

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping

    from secretariat.domain.change_of_term import Effect, Line
    from secretariat.domain.organisation import Holding
    from ui.organisation.desk import Sight

Fate = Literal["again", "ends", "stays"]
FATES: Final[Mapping[Fate, str]] = {"again": "连任", "ends": "离任", "stays": "不变"}
_NEXT: Final[Mapping[Fate, Fate]] = {"again": "ends", "ends": "stays", "stays": "again"}
_MARKS: Final[Mapping[Fate, tuple[str, str] | None]] = {
    "again": ("refresh", "accent"),
    "ends": ("subtract", "warning"),
    "stays": None,
}
_EFFECTS: Final[Mapping[Effect, tuple[str, str, str]]] = {
    "ends": ("离任", "subtract", "warning"),
    "begins": ("新任", "add", "good"),
    "goes_on": ("连任", "refresh", "accent"),
    "charge_ends": ("分管结束", "subtract", "warning"),
    "pair_ends": ("补位结束", "subtract", "warning"),
    "title": ("职务称谓", "edit", "accent"),
    "term": ("届次", "edit", "accent"),
}


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that is held on the last day of the old term, whose it is, and what becomes of it."""

    person: int
    name: str
    title: str
    holding: Holding
    post: str
    fate: Fate

    @property
    def key(self) -> int:
        """The key of the term of office."""
        return self.holding.key


def next_fate(fate: Fate) -> Fate:
    """Give what Space makes of it."""
    return _NEXT[fate]


def held_posts(sight: Sight, first_day: dt.date, chosen: Mapping[int, Fate]) -> tuple[HeldPost, ...]:
    """Give all posts held on the day in view; those of leaders begin again unless something else was chosen."""
    view = sight.view
    if view is None:
        return ()
    there = view.organisation
    anew = set(proposed(there, first_day).closing)
    return tuple(
        HeldPost(
            person=line.key,
            name=line.called,
            title=line.person.title or "",
            holding=held,
            post=post_text(there, held, sight.words),
            fate=chosen.get(held.key, "again" if held.key in anew else "stays"),
        )
        for line in view.lines
        for held in line.person.posts
        if in_force(held, view.day)
    )


def change_of(
    posts: Iterable[HeldPost],
    openings: Iterable[Opening],
    *,
    first_day: dt.date,
    last_day: dt.date | None,
    term: int | None,
) -> ChangeOfTerm:
    """Give what is to be done."""
    closing = tuple(post for post in posts if post.fate != "stays")
    again = tuple(
        Opening(person=post.person, post=post.holding.post, department=post.holding.department)
        for post in closing
        if post.fate == "again"
    )
    return ChangeOfTerm(
        first_day=first_day,
        closing=tuple(post.key for post in closing),
        opening=(*again, *openings),
        last_day=last_day,
        term=term,
    )


def post_columns(title: Callable[[HeldPost], str]) -> list[Column[HeldPost]]:
    """The columns of the posts; ``title`` gives the person's where there is room for it."""
    return [
        # Who and what in one column: beside the preview there is no room for two, with big type.
        Column(
            key="name",
            title="姓名、现任",
            text=lambda post: f"{post.name}　{post.post}\n{span_text(post.holding)}",
            search=title,
            stretch=True,
        ),
        Column(
            key="fate",
            title="换届后",
            text=lambda post: FATES[post.fate],
            mark=lambda post: _MARKS[post.fate],
            width=92,
        ),
    ]


def line_columns() -> list[Column[tuple[int, Line]]]:
    """The columns of the preview; a line is told apart by its number."""
    return [
        Column(
            key="effect",
            title="变动",
            text=lambda line: _EFFECTS[line[1].effect][0],
            mark=lambda line: _EFFECTS[line[1].effect][1:],
            width=100,
        ),
        Column(key="what", title="谁、事项", text=lambda line: f"{_whose(line[1])}\n{line[1].what}", stretch=True),
        Column(key="days", title="办理后", text=lambda line: _days(line[1]), stretch=True),
    ]


def _whose(line: Line) -> str:
    """The name; the page says already which government has a new term."""
    return "本级政府" if line.effect == "term" else line.name


def _days(line: Line) -> str:
    """After, each time in a line of its own, and below it before."""
    after = line.after.replace("；", "\n")
    return f"{after}\n原：{line.before}" if line.before else after
