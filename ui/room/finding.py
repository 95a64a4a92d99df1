"""Whom somebody means who types a few letters, a name or a number in the room."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from secretariat.domain.name_search import found_by, initials
from secretariat.domain.namesakes import named_apart
from secretariat.domain.people_editing import unit_title
from secretariat.domain.states import Presence
from ui.widgets.date_text import read_time

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import time

    from secretariat.domain.facts import Dossier

_DIGITS: Final = re.compile(r"\d+")
_WITH_TIME: Final = re.compile(r"(.*?)\s*(\d{1,2}[:.点]\d{2})")
_TOPIC: Final = re.compile(r"(?:#|议题)\s*(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Findable:
    """One who is on the list: how he is called and read, where he belongs, and his number."""

    person: str
    called: str
    title: str
    pinyin: str
    number: int | None
    initials: str


def findable(dossier: Dossier, readings: Mapping[str, str], *, listed: bool = True) -> tuple[Findable, ...]:
    """Those on the list in its order, once each; or, without ``listed``, all whom the meeting knows."""
    called = named_apart(dossier)
    people = {person.id: person for person in dossier.people}
    wanted = dict.fromkeys(line.person for line in dossier.attendance) if listed else people
    return tuple(
        Findable(
            person=key,
            called=called[key],
            title=people[key].title or unit_title(dossier, people[key]),
            pinyin=readings.get(key, ""),
            number=number_of(key),
            initials=initials(readings.get(key, "")),
        )
        for key in wanted
    )


def number_of(key: str) -> int | None:
    """The number in an id: 7 of p07; ``None`` where there is none or more than one."""
    found = _DIGITS.findall(key)
    return int(found[0]) if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: whom it means, at what time he came (张三9:10), or which topic is taken (#3)."""

    who: str
    at: time | None = None
    topic: int | None = None


def read(text: str) -> Typed:
    """Take what was typed apart; letters and figures may be as wide as input methods make them."""
    said = unicodedata.normalize("NFKC", text).strip()
    if match := _TOPIC.fullmatch(said):
        return Typed("", topic=int(match[1]))
    if (match := _WITH_TIME.fullmatch(said)) and (moment := read_time(match[2])) is not None:
        return Typed(match[1].strip(), at=moment)
    return Typed(said)


def present_ones(dossier: Dossier) -> frozenset[str]:
    """Those who are in already, who are meant less likely."""
    return frozenset(line.person for line in dossier.attendance if line.status is Presence.PRESENT)


def hits(who: str, people: Sequence[Findable], here: Container[str] = ()) -> tuple[Findable, ...]:
    """Those who are meant, the likeliest first: by id or number, then by initials, name, reading; who is not in first.

    A number means the one who bears it and nobody else, so that a scanner never marks another.
    """
    wanted = who.casefold()
    if not wanted:
        return ()
    same = [one for one in people if one.person.casefold() == wanted]
    if same:
        return tuple(same)
    if wanted.isdecimal():
        return tuple(one for one in people if one.number == int(wanted))
    if any(_like_an_id(wanted, one.person.casefold()) for one in people):
        return ()
    found = [one for one in people if found_by(who, (one.called, one.title), one.pinyin)]
    return tuple(sorted(found, key=lambda one: (_rank(wanted, one), one.person in here)))


def _like_an_id(wanted: str, key: str) -> bool:
    """Whether that is an id of the kind that the list has, as a scanner reads it: p99 where there is a p07."""
    split = _DIGITS.search(key)
    return (
        split is not None
        and split.start() > 0
        and re.fullmatch(f"{re.escape(key[: split.start()])}\\d+", wanted) is not None
    )


def _rank(wanted: str, one: Findable) -> int:
    if wanted in {one.initials, one.called}:
        return 0
    if one.initials.startswith(wanted) or one.called.startswith(wanted):
        return 1
    return 2 if wanted in one.called or wanted in one.initials else 3


class Finder:
    """Whom one means: of those found the one lifted out; while nothing is typed the one gone to, ``chosen``."""

    def __init__(self) -> None:
        self.found: tuple[Findable, ...] = ()
        """Those found by what is typed, the likeliest first."""
        self.at = 0
        """Which of them is lifted out."""
        self.chosen = ""
        """Who is meant while nothing is typed: the one marked last, or gone to by an arrow."""
        self._listed: tuple[Findable, ...] = ()
        self._known: tuple[Findable, ...] = ()
        self._learnt: tuple[object, ...] = ()

    def learn(self, dossier: Dossier, readings: Mapping[str, str]) -> bool:
        """Take who can be found; false where the people, the list and the readings are those it knows."""
        of = (dossier.people, tuple(line.person for line in dossier.attendance), readings)
        if of == self._learnt:
            return False
        self._learnt = of
        self._listed = findable(dossier, readings)
        self._known = findable(dossier, readings, listed=False)
        return True

    def search(self, who: str, here: Container[str], *, listed: bool, keep: bool) -> None:
        """Look for somebody on the list, or without ``listed`` among all; ``keep`` the one lifted out, if found."""
        before = self.one.person if keep and self.one is not None else ""
        self.found = hits(who, self._listed if listed else self._known, here)
        self.at = next((at for at, one in enumerate(self.found) if one.person == before), 0)

    def turn(self, step: int) -> None:
        """Lift out another of those found."""
        self.at = (self.at + step) % len(self.found)

    @property
    def one(self) -> Findable | None:
        """The one lifted out of those found."""
        return self.found[self.at] if self.at < len(self.found) else None

    def meant(self, *, typed: bool) -> str:
        """Who is meant, by his id; nobody where something is ``typed`` by which nobody was found."""
        if self.one is not None:
            return self.one.person
        return "" if typed else self.chosen

    def who(self, person: str) -> Findable | None:
        """Somebody on the list, by his id."""
        return next((one for one in self._listed if one.person == person), None)


def names(people: Iterable[Findable]) -> str:
    """Their names, as one line says them."""
    return "、".join(one.called for one in people)
