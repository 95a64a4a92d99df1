"""Bring a meeting's rows in line with a changed dossier, touching no row and no field that says the same as before.

So an act leaves just the lines of what it changed in the audit trail, and two seats that edit different things in one
meeting do not get in each other's way.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar, cast

import sqlalchemy as sa

from models.attachments import Attachment
from models.attendance import Attendance
from models.leave import Leave, Notice
from models.meetings import MeetingDepartment, MeetingPerson
from models.topics import Topic
from secretariat.services.judges import note_judge
from secretariat.services.store import dossier_of, meeting_rows, subject_rows
from secretariat.services.undo import renumber

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import RelationshipProperty

    from models.base import Row
    from models.meetings import Meeting
    from secretariat.domain import facts
    from secretariat.services.transaction import ActSession

AnyRow = TypeVar("AnyRow", bound="Row")

# What tells the rows of one list apart, the most important word first; in other lists it is their place.
_KEYS: dict[type[Row], tuple[str, ...]] = {
    MeetingDepartment: ("ref",),
    MeetingPerson: ("ref",),
    Attachment: ("ref",),
    Attendance: ("person", "as_"),
    Leave: ("person",),
    Notice: ("person", "on", "at"),
}


def rewrite_meeting(session: ActSession, meeting: Meeting, dossier: facts.Dossier) -> None:
    """Make ``meeting``, loaded whole, say what ``dossier`` says. Flushes.

    The dossier must be one that can be (``services/integrity.py``).
    """
    paired = _paired(meeting.topics, dossier_of(meeting).topics, dossier.topics)
    fresh = meeting_rows(dossier)
    _copy(meeting, fresh)
    note_judge(session, meeting)
    for name in ("departments", "people", "attachments", "leave", "notices", "agenda_changes", "away"):
        _merge(getattr(meeting, name), getattr(fresh, name))
    _merge_topics(session, meeting, paired, fresh.topics)
    meeting.minutes = _one(meeting.minutes, fresh.minutes)
    session.flush()
    # The rest names topics, and new ones have their keys only now.
    attendance, exceptions = subject_rows(dossier, {topic.no: topic.id for topic in meeting.topics})
    _merge(meeting.attendance, attendance)
    _merge(meeting.exceptions, exceptions)
    session.flush()


def rewrite_row(row: AnyRow, fresh: AnyRow) -> None:
    """Make one row of a meeting and all that belongs to it say what ``fresh`` says; its place stays."""
    _take(row, fresh)


def _merge_topics(session: ActSession, meeting: Meeting, paired: dict[int, Topic], fresh: Sequence[Topic]) -> None:
    """Bring the topics in line; ``paired`` gives the rows that stay by their new numbers."""
    gone = [row for row in meeting.topics if row not in paired.values()]
    for row in gone:
        meeting.topics.remove(row)
    if gone:
        session.flush()
    renumber(session, [(row, "no", no) for no, row in paired.items() if row.no != no])
    for new in fresh:
        if new.no in paired:
            _take(paired[new.no], new)
        else:
            meeting.topics.append(new)
    for position, row in enumerate(sorted(meeting.topics, key=lambda row: row.no)):
        if row.position != position:
            row.position = position


def _paired(rows: Sequence[Topic], before: Sequence[facts.Topic], after: Sequence[facts.Topic]) -> dict[int, Topic]:
    """Pair topics by what they say, then by number, so that one that only moved keeps its row."""
    known = {topic.no: (topic, row) for topic, row in zip(before, rows, strict=True)}
    paired: dict[int, Topic] = {}
    for topic in after:
        for no, (old, row) in known.items():
            if dataclasses.replace(old, no=topic.no) == topic:
                paired[topic.no] = row
                del known[no]
                break
    for topic in after:
        if topic.no not in paired and topic.no in known:
            paired[topic.no] = known.pop(topic.no)[1]
    return paired


def _merge(rows: list[AnyRow], fresh: Sequence[AnyRow]) -> None:
    """Bring a list in line: rows that mean the same are kept, the others come and go; places follow ``fresh``."""
    left = list(enumerate(rows))
    pairs: dict[int, AnyRow] = {}
    # First those that are alike in every word of their key, so that no two rows ever bear the same one.
    for words in (None, 1):
        known: dict[object, list[tuple[int, AnyRow]]] = defaultdict(list)
        for place, row in left:
            known[_key(row, place, words)].append((place, row))
        for place, new in enumerate(fresh):
            if place not in pairs and (same := known.get(_key(new, place, words))):
                found = same.pop(0)
                left.remove(found)
                pairs[place] = found[1]
    for _, row in left:
        rows.remove(row)
    for place, new in enumerate(fresh):
        if place in pairs:
            _take(pairs[place], new)
        else:
            rows.append(new)
    for place, new in enumerate(fresh):
        row = pairs.get(place, new)
        if getattr(row, "position", place) != place:
            row.position = place  # type: ignore[attr-defined]


def _key(row: Row, place: int, words: int | None) -> object:
    names = _KEYS.get(type(row))
    return place if names is None else tuple(getattr(row, name) for name in names[:words])


def _one(row: AnyRow | None, fresh: AnyRow | None) -> AnyRow | None:
    """Bring a record that is there once at most in line."""
    if row is None or fresh is None:
        return fresh
    _take(row, fresh)
    return row


def _take(row: Row, fresh: Row) -> None:
    """Make a row and all that belongs to it say what ``fresh`` says."""
    _copy(row, fresh)
    for relation in _parts(type(row)):
        if relation.uselist:
            _merge(getattr(row, relation.key), getattr(fresh, relation.key))
        else:
            was = getattr(row, relation.key)
            now = _one(was, getattr(fresh, relation.key))
            if now is not was:
                setattr(row, relation.key, now)


def _copy(row: Row, fresh: Row) -> None:
    told = sa.inspect(fresh).dict
    for name in _own(type(row)):
        if name in told and getattr(row, name) != told[name]:
            setattr(row, name, told[name])


_OWN: dict[type[Row], tuple[str, ...]] = {}


def _own(kind: type[Row]) -> tuple[str, ...]:
    """The fields that say something; keys, versions and places say only where a row belongs.

    ``person_id`` and ``department_id`` are links to the organisation, which a dossier does not know.
    """
    if kind not in _OWN:
        known = {"id", "version", "position", "meeting_id", "no", "person_id", "department_id"}
        parents = {f"{table}_id" for table in _parents(kind)}
        _OWN[kind] = tuple(
            attribute.key
            for attribute in sa.inspect(kind).column_attrs
            if attribute.key not in known | parents or (attribute.key == "no" and kind is not Topic)
        )
    return _OWN[kind]


def _parents(kind: type[Row]) -> set[str]:
    """The tables that have rows of this kind as their parts."""
    registry = sa.inspect(kind).registry
    return {
        mapper.local_table.description
        for mapper in registry.mappers
        for relation in mapper.relationships
        if relation.mapper.class_ is kind and "delete-orphan" in relation.cascade
    }


def _parts(kind: type[Row]) -> list[RelationshipProperty[Row]]:
    return [
        cast("RelationshipProperty[Row]", relation)
        for relation in sa.inspect(kind).relationships
        if "delete-orphan" in relation.cascade
    ]
