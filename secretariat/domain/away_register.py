"""The register of those away (外出登记): journeys of the organisation's people, as the office keeps them.

A journey names people by their keys in the organisation. What cannot be is told by ``faults``; what merely breaks a
rule is none of this module's business (``rules/journeys.py``). A meeting has a copy of a journey that concerns its day,
in its own words; it follows the register only by an act that says so (``brought``).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from secretariat.domain import facts
from secretariat.domain.numerals import date_text
from secretariat.domain.organisation import EARLIEST, LATEST
from secretariat.domain.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NEW: Final = 0
"""The key of a journey that is not on record yet."""
OF_TWO: Final = "away.pair"
"""The finding that is about a person; the other that can be excused is about nobody (``away.too_many``)."""


@record(kw_only=True)
class AwayFile:
    """A paper of a journey: notice, plan, schedule."""

    key: int
    name: str
    sha256: str
    size: int
    media_type: str | None = None


@record(kw_only=True)
class AwayExcuse:
    """A finding on a journey that was excused on record: who allowed it, when, why."""

    code: str
    allowed_by: int | None = None
    on: dt.date | None = None
    reason: str | None = None


@record(kw_only=True)
class Journey:
    """Somebody's time away, both days included; without ``to`` it is not known yet when he will be back.

    ``attachments``: the papers were handed in, whether or not they are among ``files``. With ``cancelled_on`` he did
    not go.
    """

    person: int
    from_: dt.date
    to: dt.date | None = None
    reported_on: dt.date | None = None
    place: str | None = None
    reason: str | None = None
    urgent: bool = False
    acting: int | None = None
    consented_by: int | None = None
    approved_by: int | None = None
    told: tuple[int, ...] = ()
    attachments: bool = False
    reported_back_on: dt.date | None = None
    cancelled_on: dt.date | None = None
    note: str | None = None
    key: int = NEW
    version: int = 0
    files: tuple[AwayFile, ...] = ()
    excuses: tuple[AwayExcuse, ...] = ()

    @property
    def end(self) -> dt.date | None:
        """The last day away; ``None`` while it is not known."""
        return self.to or self.reported_back_on

    @property
    def days(self) -> int | None:
        """How many days it lasts; ``None`` while that is not known."""
        return None if self.end is None else (self.end - self.from_).days + 1

    @property
    def stands(self) -> bool:
        """Whether it was not cancelled."""
        return self.cancelled_on is None

    @property
    def people(self) -> frozenset[int]:
        """Everybody whom it names."""
        named = (self.person, self.acting, self.consented_by, self.approved_by, *self.told)
        return frozenset(one for one in named if one is not None)

    def covers(self, day: dt.date) -> bool:
        """Whether he is away on a day."""
        return self.touches(day, day)

    def touches(self, first: dt.date, last: dt.date) -> bool:
        """Whether he is away on any day of a time."""
        return self.from_ <= last and (self.end is None or first <= self.end)


@record(kw_only=True)
class Fault:
    """What cannot be, at which field of a journey, and what to do."""

    field: str
    text: str
    remedy: str


# ------------------------------------------------------------------------------------------------------ what cannot be


def faults(journey: Journey, others: Iterable[Journey] = ()) -> tuple[Fault, ...]:
    """Give what is impossible about a journey, alone and beside ``others`` of the register."""
    return (*_days(journey), *_people(journey), *_twice(journey, others))


_DAYS: Final = {"from_": "外出日期", "to": "返回日期", "reported_on": "报备日期", "reported_back_on": "销假日期"}


def _days(journey: Journey) -> Iterator[Fault]:
    for field, name in _DAYS.items():
        day: dt.date | None = getattr(journey, field)
        if day is not None and not EARLIEST <= day <= LATEST:
            yield Fault(field=field, text=f"{name}{day.isoformat()}不可能", remedy="请核对年份")
    if journey.to is not None and journey.to < journey.from_:
        yield Fault(
            field="to",
            text=f"返回日期早于外出日期{date_text(journey.from_)}",
            remedy="请核对起止日期；当天往返的，两个日期相同",
        )
    if journey.reported_back_on is not None and journey.reported_back_on < journey.from_:
        yield Fault(
            field="reported_back_on",
            text=f"销假日期早于外出日期{date_text(journey.from_)}",
            remedy="请核对日期；没有成行的，请取消这次外出",
        )
    if journey.reported_back_on is not None and journey.cancelled_on is not None:
        yield Fault(
            field="reported_back_on", text="没有成行的外出不会有销假", remedy="请先恢复这次外出，或不填销假日期"
        )


def _people(journey: Journey) -> Iterator[Fault]:
    if journey.acting == journey.person:
        yield Fault(field="acting", text="代行工作人不能是外出的本人", remedy="请另选一位")
    if journey.person in journey.told:
        yield Fault(field="told", text="告知的人不能是外出的本人", remedy="请从中去掉")


def _twice(journey: Journey, others: Iterable[Journey]) -> Iterator[Fault]:
    """Nobody is in two places; only on the day on which one journey ends may he begin the next."""
    if not journey.stands:
        return
    for other in others:
        if other.key == journey.key or other.person != journey.person or not other.stands:
            continue
        one, two = sorted((journey, other), key=lambda each: (each.from_, each.key == NEW))
        if one.end is None:
            yield Fault(
                field="from_",
                text=f"此人{date_text(one.from_)}起外出，还没有填返回日期",
                remedy="请先填写那一次的返回日期，或登记销假",
            )
        elif two.from_ < one.end or (two.from_ == one.from_ and two.end == one.end):
            yield Fault(
                field="from_",
                text=f"与此人{span_text(other)}的外出重叠",
                remedy="一个人不会同时在两地；同一次外出的，请修改已有的记录",
            )


def span_text(journey: Journey) -> str:
    """From when to when: 2022年4月1日至3日, 2022年4月1日起（返回日期未定）, 2022年4月1日."""
    first, last = journey.from_, journey.end
    if last is None:
        return f"{date_text(first)}起（返回日期未定）"
    if last == first:
        return date_text(first)
    if last.year != first.year:
        return f"{date_text(first)}至{date_text(last)}"
    month = "" if last.month == first.month else f"{last.month}月"
    return f"{date_text(first)}至{month}{last.day}日"


def back(journey: Journey, on: dt.date) -> Journey:
    """The journey once he has reported back (销假); who came back before the day that was told was away until then."""
    early = journey.to is None or on < journey.to
    return replace(journey, reported_back_on=on, to=on if early and on >= journey.from_ else journey.to)


# ------------------------------------------------------------------------------------------------- in a meeting's words


def away_fact(journey: Journey, ids: Mapping[int, str]) -> facts.Away:
    """The journey as a dossier says it; ``ids`` are its people by key, and who is not among them is left out.

    Raises ``KeyError`` where the dossier does not know who is away.
    """

    def named(key: int | None) -> str | None:
        return None if key is None else ids.get(key)

    return facts.Away(
        person=ids[journey.person],
        from_=journey.from_,
        to=journey.to,
        reported_on=journey.reported_on,
        place=journey.place,
        reason=journey.reason,
        urgent=journey.urgent,
        acting=named(journey.acting),
        consented_by=named(journey.consented_by),
        approved_by=named(journey.approved_by),
        told=tuple(ids[key] for key in journey.told if key in ids),
        attachments=journey.attachments or bool(journey.files),
        reported_back_on=journey.reported_back_on,
    )


def excuse_facts(journey: Journey, ids: Mapping[int, str]) -> tuple[facts.Excuse, ...]:
    """The exceptions on record as a dossier says them."""
    return tuple(
        facts.Excuse(
            code=excuse.code,
            subject=ids[journey.person] if excuse.code == OF_TWO else None,
            allowed_by=None if excuse.allowed_by is None else ids.get(excuse.allowed_by),
            on=excuse.on,
            reason=excuse.reason,
        )
        for excuse in journey.excuses
    )


Copy = Literal["none", "same", "other"]
"""What a meeting has of a journey: nothing, the same, or what the register said once."""


def copy_in(dossier: facts.Dossier, journey: Journey, ids: Mapping[int, str], was: Journey | None = None) -> Copy:
    """Say what a meeting has of a journey that ``was`` so before."""
    found = _rows(dossier, ids.get(journey.person), (journey, was))
    if not found:
        return "none"
    wanted = _wanted(dossier, journey, ids)
    return "same" if wanted is not None and found == [wanted] else "other"


def brought(
    dossier: facts.Dossier, journey: Journey, ids: Mapping[int, str], was: Journey | None = None
) -> facts.Dossier:
    """The dossier with the journey as the register has it now, in the place of what it had of it.

    A journey that was cancelled, or does not touch the meeting's day any more, is taken out.
    """
    person = ids.get(journey.person)
    wanted = _wanted(dossier, journey, ids)
    old = _rows(dossier, person, (journey, was))
    kept = [row for row in dossier.away if row not in old]
    if wanted is not None:
        kept.insert(dossier.away.index(old[0]) if old else len(kept), wanted)
    told = () if wanted is None else excuse_facts(journey, ids)
    marks = {(excuse.code, excuse.subject) for excuse in told}
    others = tuple(one for one in dossier.exceptions if (one.code, one.subject) not in marks)
    return replace(dossier, away=tuple(kept), exceptions=(*others, *told))


def _wanted(dossier: facts.Dossier, journey: Journey, ids: Mapping[int, str]) -> facts.Away | None:
    there = journey.stands and journey.person in ids and journey.covers(dossier.meeting.date)
    return away_fact(journey, ids) if there else None


def _rows(dossier: facts.Dossier, person: str | None, journeys: Iterable[Journey | None]) -> list[facts.Away]:
    """The meeting's rows that are of one of the journeys: of that person, in that time.

    A journey that begins on the day on which another one ends is not that one.
    """
    known = [(each.from_, each.end or dt.date.max) for each in journeys if each is not None]
    return [
        row
        for row in dossier.away
        if row.person == person
        and any(
            row.from_ == first or (row.from_ < last and first < (row.to or row.reported_back_on or dt.date.max))
            for first, last in known
        )
    ]
