"""The text of the minutes while it is edited: kept as one types, and compared with what the program drafts."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, Literal

from secretariat.domain.facts import MinutesBody, MinutesSection
from secretariat.domain.permissions import Permission
from secretariat.services import minutes
from secretariat.services.drafts import drop_draft, keep_draft, kept_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from secretariat.domain.facts import Dossier
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference

_PLACE: Final = ("meeting", "minutes.body")
_ALIKE: Final = 0.35
"""Paragraphs less alike than this are shown as one taken out and one put in."""

Kind = Literal["same", "insert", "delete"]


# -- kept while typing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeptBody:
    """A text that was typed and not saved: when, and whether the saved text has changed since."""

    body: MinutesBody
    based_on: int
    at: str


def written(body: MinutesBody) -> str:
    """The text as it is kept."""
    sections = [
        {"topic": part.topic, "heading": part.heading, "paragraphs": list(part.paragraphs)} for part in body.sections
    ]
    return json.dumps({"opening": body.opening, "sections": sections}, ensure_ascii=False)


def read(text: str) -> MinutesBody:
    """The text as it was kept."""
    told = json.loads(text)
    return MinutesBody(
        opening=told["opening"],
        sections=tuple(
            MinutesSection(topic=part["topic"], heading=part["heading"], paragraphs=tuple(part["paragraphs"]))
            for part in told["sections"]
        ),
    )


def fingerprint(body: MinutesBody | None) -> int:
    """What tells one text from another."""
    return 0 if body is None else zlib.crc32(written(body).encode())


def keep(database: Database, actor: Actor, meeting_id: int, text: str, *, based_on: int) -> None:
    """Keep what is being typed."""
    table, field = _PLACE
    keep_draft(database, actor, table, meeting_id, field, text, based_on=based_on)


def kept(database: Database, meeting_id: int) -> KeptBody | None:
    """Give what was typed and not saved."""
    table, field = _PLACE
    with database.reader() as session:
        found = kept_draft(session, table, meeting_id, field)
    return None if found is None else KeptBody(read(found.value), found.based_on, found.at)


def drop(database: Database, actor: Actor, meeting_id: int) -> None:
    """Forget what was typed and not saved."""
    table, field = _PLACE
    act = "自动保存草稿"
    with database.transaction(actor=actor, permission=Permission.EDIT_MEETINGS, act=act, autosave=True) as transaction:
        drop_draft(transaction.session, table, meeting_id, field)


def save(database: Database, actor: Actor, meeting_id: int, body: MinutesBody) -> int:
    """Save the edited text, and forget what was kept of it."""
    minutes.save_body(database, actor, meeting_id, body)
    drop(database, actor, meeting_id)
    return meeting_id


def draft(database: Database, actor: Actor, meeting_id: int, reference: Reference) -> int:
    """Draft the text anew, and forget what was kept."""
    minutes.draft(database, actor, reference, meeting_id)
    drop(database, actor, meeting_id)
    return meeting_id


# -- compared ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stays, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph with its pieces."""

    heading: bool
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it came or went."""
        return any(piece.kind != "same" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side."""

    lines: tuple[Line, ...]

    def count(self, kind: Kind) -> int:
        """How many characters came or went."""
        return sum(len(piece.text) for line in self.lines for piece in line.pieces if piece.kind == kind)


def compare_with_draft(dossier: Dossier, reference: Reference, body: MinutesBody) -> Comparison:
    """What was changed against the draft made from what was recorded."""
    return compare(minutes.drafted_body(dossier, reference), body)


def compare(before: MinutesBody, after: MinutesBody) -> Comparison:
    """What came and what went."""
    old, new = _flat(before), _flat(after)
    lines: list[Line] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line(heading, (Piece("same", text),)) for heading, text in new[start:end]]
        else:
            lines += _replaced(old[first:last], new[start:end])
    return Comparison(tuple(lines))


def _flat(body: MinutesBody) -> list[tuple[bool, str]]:
    told = [(False, body.opening)]
    for part in body.sections:
        told.append((True, part.heading or ""))
        told += [(False, text) for text in part.paragraphs]
    return [(heading, text) for heading, text in told if text]


def _replaced(old: Sequence[tuple[bool, str]], new: Sequence[tuple[bool, str]]) -> Iterator[Line]:
    """Paragraphs in the place of others: those alike are compared letter by letter."""
    rest = list(old)
    for heading, text in new:
        alike = next((number for number, line in enumerate(rest) if _alike(line, (heading, text))), None)
        if alike is None:
            yield Line(heading, (Piece("insert", text),))
            continue
        for gone in rest[:alike]:
            yield Line(gone[0], (Piece("delete", gone[1]),))
        yield Line(heading, tuple(_letters(rest[alike][1], text)))
        rest = rest[alike + 1 :]
    for gone in rest:
        yield Line(gone[0], (Piece("delete", gone[1]),))


def _alike(one: tuple[bool, str], other: tuple[bool, str]) -> bool:
    matcher = SequenceMatcher(None, one[1], other[1], autojunk=False)
    return one[0] == other[0] and matcher.quick_ratio() > _ALIKE and matcher.ratio() > _ALIKE


def _letters(before: str, after: str) -> Iterator[Piece]:
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", after[start:end])
        else:
            if last > first:
                yield Piece("delete", before[first:last])
            if end > start:
                yield Piece("insert", after[start:end])
