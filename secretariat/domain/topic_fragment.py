"""A topic in a file of its own (secretariat-topic/1), as a department hands it in: with all that it names.

A key means what it means in a dossier; ``kind`` is the meeting's that it is meant for. Ids are the file's own.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from secretariat.domain import editing
from secretariat.domain.facts import Attachment, Department, Dossier, Government, Meeting, Person, Topic
from secretariat.domain.file_names import safe_name
from secretariat.domain.proposals import TOPIC
from secretariat.domain.records import record
from secretariat.domain.topic_references import named_in, renamed

FORMAT: Final = "secretariat-topic/1"
OF_MEETINGS: Final = ("added_on", "ad_hoc", "started", "ended", "decision")
"""What only a meeting says of a topic; a file that is handed in has none of it."""


@record(kw_only=True)
class TopicFragment:
    """One topic in one file."""

    format: Literal["secretariat-topic/1"]
    topic: Topic
    government: Government | None = None
    kind: str | None = None
    filed_on: dt.date | None = None
    departments: tuple[Department, ...] = ()
    people: tuple[Person, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def fragment_of(dossier: Dossier, no: int) -> TopicFragment:
    """Give a topic with the people, departments and files that it names, in the ids that every such file has.

    Telephones stay behind, and so does what somebody is in charge of elsewhere. Files get names that no other one has.
    """
    topic = editing.topic_of(dossier, no)
    topic = replace(topic, no=TOPIC, added_on=None, ad_hoc=None, started=None, ended=None, decision=None)
    names = named_in(topic)
    known = {person.id: person for person in dossier.people}
    people = _numbered("p", names.people)
    posts = (held.department for ref in names.people for held in known[ref].posts if held.department is not None)
    units = _numbered("d", dict.fromkeys((*names.departments, *posts)))
    files = _numbered("a", names.files)
    departments = {unit.id: unit for unit in dossier.departments}
    attachments = {one.id: one for one in dossier.attachments}
    return TopicFragment(
        format=FORMAT,
        government=replace(dossier.government, term=None),
        kind=dossier.meeting.kind,
        filed_on=topic.registered_on,
        departments=tuple(replace(departments[ref], id=new) for ref, new in units.items()),
        people=tuple(_person(known[ref], new, units, people) for ref, new in people.items()),
        topic=renamed(topic, people=people, departments=units, files=files),
        attachments=_apart(tuple(replace(attachments[ref], id=new) for ref, new in files.items())),
    )


def dossier_of_fragment(fragment: TopicFragment) -> Dossier:
    """Give a file's topic as a dossier, in the file's ids; days and kind that it does not tell are made up."""
    return Dossier(
        format="secretariat-dossier/2",
        government=fragment.government or Government(name="未注明"),
        meeting=Meeting(kind=fragment.kind or "executive", date=fragment.filed_on or dt.date.min),
        departments=fragment.departments,
        people=fragment.people,
        topics=(fragment.topic,),
        attachments=fragment.attachments,
    )


def _numbered(prefix: str, refs: tuple[str, ...] | dict[str, None]) -> dict[str, str]:
    return {ref: f"{prefix}{number:02}" for number, ref in enumerate(refs, 1)}


def _person(person: Person, ref: str, units: Mapping[str, str], people: Mapping[str, str]) -> Person:
    return replace(
        person,
        id=ref,
        posts=tuple(
            replace(held, department=None if held.department is None else units[held.department])
            for held in person.posts
        ),
        in_charge_of=tuple(units[unit] for unit in person.in_charge_of if unit in units),
        pair=people.get(person.pair or ""),
        phone=None,
    )


def _apart(files: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """Files under names that every system takes, and that differ in more than the size of letters."""
    taken: set[str] = set()
    named = []
    for one in files:
        name = safe_name(one.name)
        stem, dot, ending = name.rpartition(".")
        tries = (
            name if number == 1 else f"{stem or ending} ({number}){dot if stem else ''}{ending if stem else ''}"
            for number in range(1, len(files) + 1)
        )
        free = next(name for name in tries if name.casefold() not in taken)
        taken.add(free.casefold())
        named.append(replace(one, name=free))
    return tuple(named)
