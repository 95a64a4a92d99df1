"""One meeting seen by one rulebook: the look-ups that every check needs."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from secretariat.domain.notices import announced
from secretariat.domain.posts import heads_unit, holds_seat, posts_on
from secretariat.domain.states import MeetingStatus, Part, Post, Presence
from secretariat.rules.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.facts import Attendance, Department, Dossier, Person, Topic
    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.rules.schema.meeting import Seat


class Binding(Protocol):
    """An entry that binds some kinds of meeting."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The codes of the kinds."""
        ...


Bound = TypeVar("Bound", bound=Binding)


class Case:
    """A dossier, the rulebook in force and the rule of its kind, with look-ups as of the meeting's day."""

    def __init__(
        self, rulebook: Rulebook, rule: KindRule, dossier: Dossier, *, as_of: date, calendar: WorkCalendar
    ) -> None:
        self.rulebook = rulebook
        self.rule = rule
        self.dossier = dossier
        self.meeting = dossier.meeting
        self.day = dossier.meeting.date
        self.as_of = as_of
        self.calendar = calendar
        self.people: dict[str, Person] = {person.id: person for person in dossier.people}
        self.units: dict[str, Department] = {unit.id: unit for unit in dossier.departments}
        self.guessed: set[int] = set()
        """The years without an arrangement (未录入) in which deadlines were reckoned."""
        # What every check asks again and again: somebody's posts on a day, a unit's heads.
        self._posts: dict[tuple[str, date], frozenset[Post]] = {}
        self._heads: dict[str, tuple[Person, ...]] = {}

    # -- the meeting -------------------------------------------------------------------------------------------

    @cached_property
    def status(self) -> MeetingStatus:
        """The recorded status; where none is recorded, planned before the meeting's day and held from it on."""
        if self.meeting.status is not None:
            return self.meeting.status
        return MeetingStatus.PLANNED if self.as_of < self.day else MeetingStatus.HELD

    @property
    def planned(self) -> bool:
        """Whether the meeting is still to come."""
        return self.status is MeetingStatus.PLANNED

    @property
    def over(self) -> bool:
        """Whether the meeting was held; what comes after a meeting is judged only then."""
        return not self.planned

    def binding(self, entries: Iterable[Bound]) -> tuple[Bound, ...]:
        """Those of a rulebook's entries that bind this kind of meeting."""
        return tuple(entry for entry in entries if self.meeting.kind in entry.kinds)

    @property
    def chair(self) -> Person | None:
        """Who chairs, if named."""
        return None if self.meeting.chair is None else self.people[self.meeting.chair]

    # -- posts -------------------------------------------------------------------------------------------------

    def holds(self, person: Person, posts: Collection[Post], day: date | None = None) -> bool:
        """Whether a person holds one of the posts, on the meeting's day unless another is given."""
        key = (person.id, day or self.day)
        held = self._posts.get(key)
        if held is None:
            held = self._posts[key] = posts_on(person, key[1], self.units)
        return not held.isdisjoint(posts)

    def holders(self, posts: Collection[Post], day: date | None = None) -> tuple[Person, ...]:
        """Everybody who holds one of the posts, once each, in the dossier's order."""
        return tuple(person for person in self.dossier.people if self.holds(person, posts, day))

    def seated(self, seats: Iterable[Seat]) -> tuple[Person, ...]:
        """Everybody who sits by one of the seats, once each, in the dossier's order."""
        wanted = tuple(seats)
        return tuple(
            person
            for person in self.dossier.people
            if any(
                holds_seat(
                    person, seat.post, self.day, units=self.units, unit_kind=seat.department_kind, role=seat.role
                )
                for seat in wanted
            )
        )

    def held(self, person: Person, posts: Collection[Post], day: date | None) -> bool:
        """Whether a person held one of the posts on a day of the time before or after the meeting.

        A dossier is a snapshot of the meeting's day; where it knows no holder on that other day, the meeting's decides.
        """
        if day is None or self.holds(person, posts, day):
            return self.holds(person, posts, day)
        return self.holds(person, posts) and not self.holders(posts, day)

    def heads_of(self, unit: str) -> tuple[Person, ...]:
        """The head (主要负责人) of a unit; several if the dossier says so."""
        found = self._heads.get(unit)
        if found is None:
            of = self.units[unit]
            found = tuple(person for person in self.dossier.people if heads_unit(person, of, self.day))
            self._heads[unit] = found
        return found

    def heads(self, person: Person, unit: str, day: date | None = None) -> bool:
        """Whether a person headed a unit on a day; where nobody is known who did, the meeting's day decides."""
        of = self.units[unit]
        if day is None or heads_unit(person, of, day):
            return heads_unit(person, of, day or self.day)
        return heads_unit(person, of, self.day) and not any(heads_unit(one, of, day) for one in self.dossier.people)

    @cached_property
    def _in_charge(self) -> dict[str, list[Person]]:
        """Everybody who is in charge of a unit, by unit."""
        found: dict[str, list[Person]] = {}
        for person in self.dossier.people:
            for unit in dict.fromkeys(person.in_charge_of):
                found.setdefault(unit, []).append(person)
        return found

    def in_charge_of(self, topic: Topic, day: date | None = None) -> tuple[Person, ...]:
        """The leaders in charge (分管) of a topic's sponsor; empty where none is recorded."""
        return () if topic.sponsor is None else self.leaders_of(topic.sponsor, day)

    def leaders_of(self, unit: str, day: date | None = None) -> tuple[Person, ...]:
        """The leaders in charge (分管) of a unit; empty where none is recorded."""
        found = self._in_charge.get(unit, ())
        return tuple(person for person in found if self.holds(person, self.rulebook.leaders, day))

    def stands_for(self, person: Person, other: Person, day: date | None) -> bool:
        """Whether a person is the pair (补位、AB角) of another who was away on the day."""
        if other.pair != person.id and person.pair != other.id:
            return False
        return day is not None and any(
            away.person == other.id and away.from_ <= day and (away.to is None or day <= away.to)
            for away in self.dossier.away
        )

    # -- the list ----------------------------------------------------------------------------------------------

    @cached_property
    def member_rows(self) -> dict[str, list[Attendance]]:
        """The lines of those listed as members, by person."""
        rows: dict[str, list[Attendance]] = {}
        for row in self.dossier.attendance:
            if row.as_ is Part.MEMBER:
                rows.setdefault(row.person, []).append(row)
        return rows

    @cached_property
    def lines_of(self) -> dict[str, list[Attendance]]:
        """The lines of everybody on the list, in whatever part, by person."""
        lines: dict[str, list[Attendance]] = {}
        for row in self.dossier.attendance:
            lines.setdefault(row.person, []).append(row)
        return lines

    @cached_property
    def listed(self) -> frozenset[str]:
        """The ids of all on the list other than staff."""
        return frozenset(row.person for row in self.dossier.attendance if row.as_ is not Part.STAFF)

    def is_present(self, person: Person) -> bool:
        """Whether a person is recorded present, in whatever part."""
        return any(row.status is Presence.PRESENT for row in self.lines_of.get(person.id, ()))

    @cached_property
    def announced(self) -> frozenset[str] | None:
        """Who has answered that he attends, while that is all that is known; ``None`` once there is more, or nothing.

        It is so of a planned meeting of which people have been told and at which nobody has been marked present yet.
        Whoever has been given leave since is not among them.
        """
        rows = self.dossier.attendance
        if not self.planned or not self.dossier.notices or any(row.status is Presence.PRESENT for row in rows):
            return None
        return announced(self.dossier) - {row.person for row in rows if row.status is Presence.LEAVE}

    @cached_property
    def head_present(self) -> bool:
        """Whether the head of the government is recorded present; "away" means no more than not that."""
        return any(self.is_present(person) for person in self.holders({Post.HEAD}))

    @cached_property
    def due(self) -> tuple[Person, ...]:
        """Those due (应到): the members on the day, those on leave included, each once, and who chairs by right."""
        rule = self.rule
        if rule.membership == "posts":
            members = self.seated(rule.members)
        elif rule.membership == "topics":
            units = dict.fromkeys(
                unit for topic in self.dossier.topics for unit in (topic.sponsor, *topic.concerns) if unit is not None
            )
            members = tuple(person for unit in units for person in self.heads_of(unit))
        else:
            members = tuple(self.people[person] for person in self.member_rows)
        chair = self.chair
        by_right = (chair,) if chair is not None and self.holds(chair, rule.chair.conveners) else ()
        return tuple({person.id: person for person in (*members, *by_right)}.values())

    # -- words -------------------------------------------------------------------------------------------------

    def called(self, person: Person) -> str:
        """A person as a message names it: 区长林知远."""
        return f"{person.title or ''}{person.name}"

    def called_all(self, people: Iterable[Person]) -> str:
        """Several people as a message names them."""
        return "、".join(self.called(person) for person in people)

    def topic_called(self, topic: Topic) -> str:
        """A topic as a message names it: 议题3《关于……的请示》."""
        return f"议题{topic.no}《{topic.title}》"

    def kinds_called(self, kinds: Iterable[str]) -> str:
        """Several kinds of meeting, one of which is meant: 全体会议、常务会议或党组会议."""
        names = [self.rulebook.kinds[kind].name for kind in kinds]
        return names[0] if len(names) == 1 else f"{'、'.join(names[:-1])}或{names[-1]}"

    def unit_name(self, unit: str | None) -> str:
        """A unit's name, or that none is recorded."""
        return "（未填单位）" if unit is None else self.units[unit].name

    def finding(
        self,
        code: str,
        article: str | None,
        message: str,
        *,
        subject: int | str | None = None,
        severity: Severity = Severity.VIOLATION,
    ) -> Finding:
        """A finding of this case."""
        return Finding(code=code, severity=severity, article=article, subject=subject, message=message)
