"""The change of term (换届): many posts end on one day and others begin on the next, in one act that is shown first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from secretariat.domain.labels import POSTS
from secretariat.domain.numerals import date_text
from secretariat.domain.organisation import Holding, Organisation, Person, post_text, span_text, told_apart, units
from secretariat.domain.organisation_faults import Fault, faults
from secretariat.domain.posts import in_force
from secretariat.domain.records import record
from secretariat.domain.states import Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.domain.organisation import Charge, Pair

Ending = TypeVar("Ending", "Holding", "Charge", "Pair")
LEADERS: Final = frozenset({Post.HEAD, Post.EXECUTIVE_DEPUTY, Post.DEPUTY})
"""Posts that a new term of the government fills anew (by election)."""
Effect = Literal["ends", "begins", "goes_on", "charge_ends", "pair_ends", "title", "term"]


@record(kw_only=True)
class Opening:
    """A post that somebody holds from the first day of the new term; ``title`` is how papers print him from now on."""

    person: int
    post: Post
    department: int | None = None
    title: str | None = None


@record(kw_only=True)
class ChangeOfTerm:
    """What is to be done: ``closing`` are keys of terms of office that end on ``last_day``.

    ``first_day`` is that of the openings. ``term`` is the number (届) of the new term; ``None`` leaves what there is.
    """

    first_day: dt.date
    closing: tuple[int, ...]
    opening: tuple[Opening, ...]
    last_day: dt.date | None = None
    term: int | None = None

    @property
    def ends_on(self) -> dt.date:
        """The last day of what ends: the day before the first, unless another is said."""
        return self.last_day or self.first_day - dt.timedelta(days=1)


@record(kw_only=True)
class Line:
    """One line of the preview: what happens to whom; ``before`` and ``after`` in words."""

    effect: Effect
    person: int | None
    name: str
    what: str
    before: str
    after: str

    @property
    def same(self) -> tuple[str | int | None, ...]:
        """What tells whether another line says the same, in whatever words posts are called."""
        return (self.effect, self.person, self.name, self.before, self.after)


@record(kw_only=True)
class Preview:
    """What a change of term would do; ``after`` is the organisation as it would be then.

    With ``faults`` it cannot be done; ``after`` has negative keys for what is new.
    """

    change: ChangeOfTerm
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]
    after: Organisation


def proposed(organisation: Organisation, first_day: dt.date, *, posts: Iterable[Post] = LEADERS) -> ChangeOfTerm:
    """All leaders' terms end the day before, and each begins the same post again: for the user to change from there."""
    wanted = frozenset(posts)
    held = [
        (person, holding)
        for person in organisation.people
        for holding in person.posts
        if holding.post in wanted and in_force(holding, first_day - dt.timedelta(days=1))
    ]
    return ChangeOfTerm(
        first_day=first_day,
        closing=tuple(holding.key for _, holding in held),
        opening=tuple(
            Opening(person=person.key, post=holding.post, department=holding.department) for person, holding in held
        ),
        term=None if organisation.term is None else organisation.term + 1,
    )


def preview(organisation: Organisation, change: ChangeOfTerm, posts: Mapping[Post, str] = POSTS) -> Preview:
    """What a change would do, line by line, and what of it cannot be; nothing is done."""
    return _Plan(organisation, change, posts).preview()


class _Plan:
    def __init__(self, organisation: Organisation, change: ChangeOfTerm, posts: Mapping[Post, str]) -> None:
        self.organisation = organisation
        self.change = change
        self.posts = posts
        self.units = units(organisation)
        self.names = told_apart(organisation)
        self.lines: list[Line] = []
        self.wrong: list[Fault] = []
        self.new_key = 0

    def preview(self) -> Preview:
        self._refuse_what_is_not_there()
        people = tuple(map(self._changed, self.organisation.people))
        leaving = {
            person.key
            for person in people
            if not any(in_force(held, self.change.first_day) for held in person.posts)
            and any(held.key in self.change.closing for held in person.posts)
        }
        people = tuple(self._without_charges(person) if person.key in leaving else person for person in people)
        pairs = tuple(
            self._without(pair) if leaving & {pair.person, pair.other} else pair for pair in self.organisation.pairs
        )
        term = self.change.term or self.organisation.term
        if term != self.organisation.term:
            before = "" if self.organisation.term is None else f"第{self.organisation.term}届"
            self._line("term", None, "届次", before, f"第{term}届")
        after = replace(self.organisation, people=people, pairs=pairs, term=term)
        known = {fault.same for fault in faults(self.organisation, self.posts)}
        new = [fault for fault in faults(after, self.posts) if fault.same not in known]
        return Preview(change=self.change, lines=tuple(self.lines), faults=(*self.wrong, *new), after=after)

    def _refuse_what_is_not_there(self) -> None:
        terms = {held.key for person in self.organisation.people for held in person.posts}
        people = {person.key for person in self.organisation.people}
        for key in self.change.closing:
            if key not in terms:
                self._gone("holding", key, "要结束的任职已不存在")
        for opening in self.change.opening:
            if opening.person not in people:
                self._gone("person", opening.person, "要任职的人已不存在")
            if opening.department is not None and opening.department not in self.units:
                self._gone("department", opening.department, "任职的单位已不存在")
        if self.change.ends_on >= self.change.first_day:
            text = f"任期结束日期 {self.change.ends_on} 不在新任期开始日期 {self.change.first_day} 之前"
            remedy = "请改正日期：前一届最后一天应早于新一届第一天"
            key = self.organisation.key
            self.wrong.append(
                Fault(code="term_days", part="government", key=key, field="last_day", text=text, remedy=remedy)
            )

    def _gone(self, part: Literal["holding", "person", "department"], key: int, text: str) -> None:
        remedy = "它可能刚被删除，请刷新后重新选择"
        self.wrong.append(Fault(code="not_there", part=part, key=key, field="", text=text, remedy=remedy))

    def _changed(self, person: Person) -> Person:
        openings = [opening for opening in self.change.opening if opening.person == person.key]
        closed = {(held.post, held.department) for held in person.posts if held.key in self.change.closing}
        again = closed & {(opening.post, opening.department) for opening in openings}
        posts = []
        for held in person.posts:
            if held.key in self.change.closing:
                posts.append(self._last_of(held))
                effect: Effect = "goes_on" if (held.post, held.department) in again else "ends"
                after = span_text(posts[-1])
                if effect == "goes_on":
                    after += f"；{date_text(self.change.first_day)}起连任"
                self._line(effect, person, self._post(held), span_text(held), after)
            else:
                posts.append(held)
        for opening in openings:
            self.new_key -= 1
            made = Holding(
                key=self.new_key, post=opening.post, department=opening.department, from_=self.change.first_day
            )
            posts.append(made)
            if (opening.post, opening.department) not in again:
                self._line("begins", person, self._post(made), "", span_text(made))
        title = next((opening.title for opening in reversed(openings) if opening.title), person.title)
        if title != person.title:
            self._line("title", person, "职务", person.title or "", title or "")
        return replace(person, posts=tuple(posts), title=title)

    def _last_of(self, held: Ending) -> Ending:
        """What ends with the old term; what has ended before stays as it is."""
        return held if held.to is not None and held.to <= self.change.ends_on else replace(held, to=self.change.ends_on)

    def _without_charges(self, person: Person) -> Person:
        """Who holds no post any more is in charge of nothing either."""
        charges = []
        for charge in person.charges:
            charges.append(self._last_of(charge))
            if charges[-1] is not charge:
                what = f"分管{self.units[charge.department].name}"
                self._line("charge_ends", person, what, span_text(charge), span_text(charges[-1]))
        return replace(person, charges=tuple(charges))

    def _without(self, pair: Pair) -> Pair:
        """A pair of which somebody holds no post any more."""
        ended = self._last_of(pair)
        if ended is not pair:
            person, other = self.organisation.person(pair.person), self.organisation.person(pair.other)
            self._line("pair_ends", person, f"与{self.names[other.key]}补位（AB角）", span_text(pair), span_text(ended))
        return ended

    def _post(self, held: Holding) -> str:
        return post_text(self.organisation, held, self.posts)

    def _line(self, effect: Effect, person: Person | None, what: str, before: str, after: str) -> None:
        key, name = (None, self.organisation.name) if person is None else (person.key, self.names[person.key])
        self.lines.append(Line(effect=effect, person=key, name=name, what=what, before=before, after=after))
