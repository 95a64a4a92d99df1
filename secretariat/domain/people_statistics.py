"""Attendance and leave of people and of units, counted over many meetings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

Known = int | str
"""A key of the organisation; or the name, for whom nobody has matched with it."""


@record(kw_only=True)
class Sat:
    """One line of one meeting's list: who was to be there, and what came of it.

    ``who`` tells people apart, ``units`` are the ones he headed on the day. ``approved`` is whether a leave was, and
    ``recusals`` counts the topics he withdrew from.
    """

    meeting: int
    government: str
    kind: str
    date: dt.date
    called: str
    who: Known
    name: str
    title: str | None = None
    units: tuple[tuple[Known, str], ...] = ()
    part: Part = Part.MEMBER
    status: Presence = Presence.ABSENT
    late: bool = False
    early: bool = False
    asked: bool = False
    approved: bool = False
    substitute: bool = False
    recusals: int = 0


@dataclass(slots=True)
class Tally:
    """What was counted of one person or unit; ``due`` is how often somebody was to be there.

    ``leave`` are absences with a leave that was approved, ``unapproved`` those with one that was not, ``absent`` those
    without any: the four with ``present`` make ``due``. ``lines`` are the meetings, the newest first.
    """

    key: tuple[str, Known]
    name: str
    title: str | None = None
    due: int = 0
    present: int = 0
    late: int = 0
    early: int = 0
    leave: int = 0
    unapproved: int = 0
    absent: int = 0
    substitute: int = 0
    recusals: int = 0
    lines: list[Sat] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The share of meetings at which one was there, from 0 to 1; who was never due has none to miss."""
        return self.present / self.due if self.due else 1.0

    def add(self, sat: Sat) -> None:
        """Count one line."""
        self.due += 1
        self.lines.append(sat)
        self.recusals += sat.recusals
        if sat.status is Presence.PRESENT:
            self.present += 1
            self.late += sat.late
            self.early += sat.early
            return
        self.substitute += sat.substitute
        if sat.approved:
            self.leave += 1
        elif sat.asked or sat.status is Presence.LEAVE:
            self.unapproved += 1
        else:
            self.absent += 1


def by_person(lines: Iterable[Sat]) -> tuple[Tally, ...]:
    """Count person by person; ``lines`` come newest meeting first, which says how somebody is called."""
    found: dict[tuple[str, Known], Tally] = {}
    for sat in _matched(_once(lines)):
        key = (sat.government, sat.who)
        tally = found.get(key)
        if tally is None:
            tally = found[key] = Tally(key=key, name=sat.name, title=sat.title)
        tally.add(sat)
    return tuple(found.values())


def by_unit(lines: Iterable[Sat]) -> tuple[Tally, ...]:
    """Count unit by unit, by whoever headed it on the day; who heads two counts for both."""
    found: dict[tuple[str, Known], Tally] = {}
    lines = list(_once(lines))
    keys = _keys_by_name({(sat.government, name, unit) for sat in lines for unit, name in sat.units})
    for sat in lines:
        for unit, name in sat.units:
            key = (sat.government, keys.get((sat.government, name), unit) if isinstance(unit, str) else unit)
            tally = found.get(key)
            if tally is None:
                tally = found[key] = Tally(key=key, name=name)
            tally.add(sat)
    return tuple(found.values())


def _once(lines: Iterable[Sat]) -> Iterable[Sat]:
    """Each once for a meeting, as a member where he is one; present where any of his lines says so."""
    rows: dict[tuple[int, Known], list[Sat]] = defaultdict(list)
    for sat in lines:
        rows[sat.meeting, sat.who].append(sat)
    for several in rows.values():
        there = [sat for sat in several if sat.status is Presence.PRESENT]
        yield next((sat for sat in there or several if sat.part is Part.MEMBER), (there or several)[0])


def _matched(lines: Iterable[Sat]) -> Iterable[Sat]:
    """Take whom nobody has matched for the one of the organisation who bears his name, where there is just one."""
    lines = list(lines)
    keys = _keys_by_name({(sat.government, sat.name, sat.who) for sat in lines})
    for sat in lines:
        known = keys.get((sat.government, sat.name)) if isinstance(sat.who, str) else None
        yield sat if known is None else replace(sat, who=known)


def _keys_by_name(seen: set[tuple[str, str, Known]]) -> Mapping[tuple[str, str], Known]:
    """The key of the organisation by government and name, where one name has one key."""
    keys: dict[tuple[str, str], set[Known]] = defaultdict(set)
    for government, name, who in seen:
        if isinstance(who, int):
            keys[government, name].add(who)
    return {name: next(iter(one)) for name, one in keys.items() if len(one) == 1}
