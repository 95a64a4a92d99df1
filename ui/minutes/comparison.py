"""The text of the minutes compared with what the program drafts: what came and what went, letter by letter."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, Literal

from secretariat.services import minutes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from secretariat.domain.facts import Dossier, MinutesBody
    from secretariat.services.reference import Reference

_ALIKE: Final = 0.35
"""Paragraphs less alike than this are shown as one taken out and one put in."""

Kind = Literal["same", "insert", "delete"]


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
