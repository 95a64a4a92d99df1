"""Proposals (候选议题): a topic as a dossier of its own, put on a meeting, brought back from it.

A topic goes from one dossier to another with all that it names. Whoever and whatever the other one knows already is the
same there: by the link to the organisation, else people by name and unit, departments by name, files by their content.
The rest comes along. Pure; ``services/proposals.py`` makes acts of it.
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from secretariat.domain import editing
from secretariat.domain.agenda_editing import noted
from secretariat.domain.facts import AdHoc, AgendaChange, Attachment, Dossier, Excuse, Meeting, Person
from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.numerals import date_text
from secretariat.domain.plain_text import tidy_name
from secretariat.domain.records import record
from secretariat.domain.states import AgendaAct, MeetingStatus, Outcome
from secretariat.domain.topic_references import named_in, renamed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from secretariat.domain.facts import Department, Topic

TOPIC: Final = 1
"""The number that the topic of a proposal has in its own dossier."""


class End(StrEnum):
    """How a proposal's time on a meeting ended; ``REFERRED``: it was made of that meeting's topic."""

    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    DECIDED = "decided"
    REFERRED = "referred"


END_WORDS: Final[Mapping[End, str]] = {
    End.DEFERRED: "缓议",
    End.WITHDRAWN: "撤出",
    End.DECIDED: "已议定",
    End.REFERRED: "转报",
}


def end_of(topic: Topic) -> End | None:
    """How the meeting's decision ends a topic's time on it; ``None``: nothing is decided yet."""
    if topic.decision is None or topic.decision.outcome is None:
        return None
    return End.DEFERRED if topic.decision.outcome is Outcome.DEFERRED else End.DECIDED


# ------------------------------------------------------------------------------------------- from dossier to dossier


@record(kw_only=True)
class Side:
    """A dossier, and the organisation's keys of its people and departments, as far as they are known."""

    dossier: Dossier
    people: Mapping[str, int] = field(default_factory=dict)
    departments: Mapping[str, int] = field(default_factory=dict)


@record(kw_only=True)
class Carried:
    """A dossier that a topic has come to, and who of the one it came from is who in it.

    ``topic`` is it in the other's ids; ``added_people`` and ``added_departments`` are those that came along, by the ids
    that they had, with those that they have.
    """

    dossier: Dossier
    topic: Topic
    added_people: Mapping[str, str]
    added_departments: Mapping[str, str]


def put_on(source: Side, target: Side, *, on: dt.date, ad_hoc: AdHoc | None = None, by: str | None = None) -> Carried:
    """Put a proposal on a meeting, as the last topic; ``ad_hoc`` and ``by`` are in the meeting's ids.

    Once the agenda is set, that a topic was added to it is recorded as well.
    """
    carried = _carried(source.dossier.topics[0], source, target, source.dossier.attachments)
    dossier = carried.dossier
    topic = replace(carried.topic, no=len(dossier.topics) + 1, added_on=on, ad_hoc=ad_hoc)
    reason = None if ad_hoc is None else ad_hoc.reason
    dossier = replace(dossier, topics=(*dossier.topics, topic))
    coming = AgendaChange(on=on, what=AgendaAct.ADDED, title=topic.title, to_no=topic.no, by=by, reason=reason)
    dossier = noted(dossier, coming)
    return replace(carried, dossier=_with_excuses(dossier, topic.no, source, carried), topic=topic)


def received(source: Side, target: Side) -> Carried:
    """Take a topic that came from outside into a dossier that has none yet."""
    carried = _carried(source.dossier.topics[0], source, target, source.dossier.attachments)
    topic = replace(carried.topic, no=TOPIC)
    return replace(carried, dossier=replace(carried.dossier, topics=(topic,)), topic=topic)


def taken_off(dossier: Dossier, no: int, *, on: dt.date, by: str | None = None, reason: str | None = None) -> Dossier:
    """Take a topic off a meeting; once the agenda is set, that is recorded."""
    topic = editing.topic_of(dossier, no)
    going = AgendaChange(on=on, what=AgendaAct.WITHDRAWN, title=topic.title, from_no=no, by=by, reason=reason)
    return noted(editing.remove_topic(dossier, no), going)


def brought_back(source: Side, topic: Topic, target: Side, *, origin: str, heard: bool) -> Carried:
    """Bring a proposal up to date from its topic on a meeting, which has come off it or was put off by it.

    ``heard`` says that the meeting keeps the topic: then so do its copies and deliveries, and the next one has others.
    """
    carried = _carried(topic, source, target, _files_of(source.dossier, topic))
    fresh = replace(_candidate(carried.topic, heard=heard), origin=origin)
    return replace(carried, dossier=replace(carried.dossier, topics=(fresh,)), topic=fresh)


def dossier_of_topic(
    dossier: Dossier, no: int, *, kind: str, filed_on: dt.date, origin: str, heard: bool = True
) -> Dossier:
    """Make a proposal of a meeting's topic; people and departments keep their ids, and what else is the meeting's goes.

    Whoever is among them is so as of the meeting's day.
    """
    topic = editing.topic_of(dossier, no)
    fresh = replace(_candidate(topic, heard=heard), no=TOPIC, origin=origin)
    return Dossier(
        format="secretariat-dossier/2",
        government=dossier.government,
        meeting=Meeting(kind=kind, date=filed_on, status=MeetingStatus.PLANNED),
        departments=dossier.departments,
        people=dossier.people,
        topics=(fresh,),
        attachments=_files_of(dossier, topic),
    )


def origin_of(dossier: Dossier, no: int, what: str) -> str:
    """Where a proposal comes from, in words: 第4次常务会议议题3缓议."""
    meeting = dossier.meeting
    number = date_text(meeting.date) if meeting.number is None else f"第{meeting.number}次"
    return f"{number}{COMMON_KINDS.get(meeting.kind, meeting.kind)}议题{no}{what}"


def _candidate(topic: Topic, *, heard: bool) -> Topic:
    """A topic without what only the meeting it was on can say."""
    fresh = replace(topic, no=TOPIC, added_on=None, ad_hoc=None, started=None, ended=None, decision=None)
    if not heard:
        return fresh
    material = fresh.material and replace(fresh.material, delivered_on=(), recalled_on=None)
    return replace(fresh, discussion=None, written_opinions=(), copies=(), material=material)


def _files_of(dossier: Dossier, topic: Topic) -> tuple[Attachment, ...]:
    wanted = set(named_in(topic).files)
    return tuple(one for one in dossier.attachments if one.id in wanted)


def _with_excuses(dossier: Dossier, no: int, source: Side, carried: Carried) -> Dossier:
    """The exceptions on record for the topic come along; whoever allowed them may have to as well."""
    known = {**_same_people(source, Side(dossier=dossier)), **carried.added_people}
    excuses = tuple(
        replace(excuse, subject=no, allowed_by=known.get(excuse.allowed_by or ""))
        for excuse in source.dossier.exceptions
        if excuse.subject == TOPIC and (excuse.allowed_by is None or excuse.allowed_by in known)
    )
    return replace(dossier, exceptions=(*dossier.exceptions, *excuses))


# ------------------------------------------------------------------------------------------------------ who is whom


def _carried(topic: Topic, source: Side, target: Side, files: Iterable[Attachment]) -> Carried:
    """The target with all that a topic of the source names; the topic itself is not among its topics yet."""
    names = named_in(topic)
    allowing = (excuse.allowed_by for excuse in _excuses_of(source.dossier, topic.no) if excuse.allowed_by is not None)
    wanted = dict.fromkeys((*names.people, *allowing))
    same_units, same_people = _same_units(source, target), _same_people(source, target)
    new_people = [person for person in source.dossier.people if person.id in wanted and person.id not in same_people]
    needed = {*names.departments, *(held.department for person in new_people for held in person.posts)}
    dossier, units = _with_units(source, target.dossier, needed, same_units)
    people = dict(same_people)
    for person in new_people:
        dossier = editing.add_person(dossier, _as_known(person, units, people))
        people[person.id] = dossier.people[-1].id
    dossier, ids = _with_files(dossier, files)
    return Carried(
        dossier=dossier,
        topic=renamed(topic, people=people, departments=units, files=ids),
        added_people={person.id: people[person.id] for person in new_people},
        added_departments={ref: units[ref] for ref in units if ref not in same_units},
    )


def _excuses_of(dossier: Dossier, no: int) -> tuple[Excuse, ...]:
    return tuple(excuse for excuse in dossier.exceptions if excuse.subject == no)


def _with_units(
    source: Side, dossier: Dossier, needed: set[str | None], same: Mapping[str, str]
) -> tuple[Dossier, dict[str, str]]:
    units = dict(same)
    for unit in source.dossier.departments:
        if unit.id in needed and unit.id not in units:
            dossier = editing.add_department(dossier, replace(unit, id=""))
            units[unit.id] = dossier.departments[-1].id
    return dossier, units


def _with_files(dossier: Dossier, files: Iterable[Attachment]) -> tuple[Dossier, dict[str, str]]:
    known = {(one.sha256, one.name): one.id for one in dossier.attachments}
    ids = {}
    for one in files:
        if (one.sha256, one.name) not in known:
            dossier = editing.add_attachment(dossier, replace(one, id=""))
            known[one.sha256, one.name] = dossier.attachments[-1].id
        ids[one.id] = known[one.sha256, one.name]
    return dossier, ids


def _as_known(person: Person, units: Mapping[str, str], people: Mapping[str, str]) -> Person:
    """A person as the other dossier keeps him; of what he is in charge of and of his pair, what it knows."""
    return replace(
        person,
        id="",
        posts=tuple(
            replace(held, department=None if held.department is None else units[held.department])
            for held in person.posts
        ),
        in_charge_of=tuple(units[unit] for unit in person.in_charge_of if unit in units),
        pair=people.get(person.pair or ""),
    )


def _same_units(source: Side, target: Side) -> dict[str, str]:
    """The departments of the source that the target knows; of those that are both linked, only the link counts."""
    linked = {key: ref for ref, key in target.departments.items()}
    named = {tidy_name(unit.name): unit.id for unit in reversed(target.dossier.departments)}

    def found(unit: Department) -> str | None:
        key = source.departments.get(unit.id)
        if key in linked:
            return linked[key]
        ref = named.get(tidy_name(unit.name))
        return None if key is not None and ref in target.departments else ref

    same = {unit.id: found(unit) for unit in source.dossier.departments}
    return {ref: other for ref, other in same.items() if other is not None}


def _same_people(source: Side, target: Side) -> dict[str, str]:
    """The people of the source whom the target knows.

    By name it is one whose unit is the same, or the only one with posts in no unit, as he has; where one of the two has
    no post on record, the only one of that name.
    """
    linked = {key: ref for ref, key in target.people.items()}
    own, others = _by_name(source.dossier), _by_name(target.dossier)

    def found(person: Person) -> str | None:
        key = source.people.get(person.id)
        if key in linked:
            return linked[key]
        name = tidy_name(person.name)
        called = [one for one in others.get(name, ()) if key is None or one.id not in target.people]
        units = _units_of(person, source.dossier)
        if units:
            by_unit = next((one.id for one in called if units & _units_of(one, target.dossier)), None)
            if by_unit is not None:
                return by_unit
        elif person.posts:
            alike = [one for one in called if one.posts and not _units_of(one, target.dossier)]
            mine = [one for one in own[name] if one.posts and not _units_of(one, source.dossier)]
            if len(alike) == len(mine) == 1:
                return alike[0].id
        alone = called if len(others.get(name, ())) == len(own[name]) == 1 else ()
        return next((one.id for one in alone if not person.posts or not one.posts), None)

    same = {person.id: found(person) for person in source.dossier.people}
    return {ref: other for ref, other in same.items() if other is not None}


def _by_name(dossier: Dossier) -> dict[str, list[Person]]:
    named: dict[str, list[Person]] = {}
    for person in dossier.people:
        named.setdefault(tidy_name(person.name), []).append(person)
    return named


def _units_of(person: Person, dossier: Dossier) -> set[str]:
    names = {unit.id: tidy_name(unit.name) for unit in dossier.departments}
    return {names[held.department] for held in person.posts if held.department is not None}
