"""Rulebooks as lines to read and as JSON with the keys of their TOML files."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from secretariat.domain.naming import cited
from secretariat.domain.numerals import date_text
from secretariat.rules.telling import tell
from secretariat.rules.telling.meetings import scope_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from secretariat.rules.rulebook import Rulebook
    from secretariat.rules.telling.block import Block, Line


def rulebooks_json(books: Iterable[Rulebook]) -> list[dict[str, Any]]:
    """The list of rulebooks."""
    return [
        {
            "code": book.code,
            "title": book.title,
            "government": book.government,
            "level": book.level,
            "in_force": book.in_force.isoformat(),
            "repealed": None if book.repealed is None else book.repealed.isoformat(),
            "kinds": list(book.kinds),
        }
        for book in books
    ]


def rulebooks_text(books: Sequence[Rulebook]) -> str:
    """The list of rulebooks, one a line."""
    width = max((len(book.code) for book in books), default=0)
    return "\n".join(
        f"{book.code:<{width}}  {date_text(book.in_force)}起  《{book.title}》"
        f"（{'、'.join(kind.name for kind in book.kinds.values())}）"
        for book in books
    )


def rulebook_json(book: Rulebook) -> dict[str, Any]:
    """A rulebook completely, with the keys of its TOML file."""
    told: dict[str, Any] = _plain(book)
    return told


def _plain(value: object) -> Any:  # noqa: ANN401 (JSON is of any shape)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return {field.name: _plain(getattr(value, field.name)) for field in fields}
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def rulebook_text(book: Rulebook) -> str:
    """A rulebook to be read: block by block, every line with its article."""
    lines = [f"《{book.title}》", f"代码 {book.code}"]
    for block in tell(book):
        article = "" if block.article is None else f"（{cited(block.article)}）"
        lines += ["", f"【{block.title}】{article}"]
        lines += [_line(book, block, line) for line in block.lines]
    return "\n".join(lines)


def _line(book: Rulebook, block: Block, line: Line) -> str:
    said = f"{line.title}：{line.text}" if line.title else line.text
    notes = [note for note in (scope_text(book, line),) if note]
    if line.article is not None and line.article != block.article:
        notes.append(cited(line.article))
    return f"{'    ' if line.inner else '  '}{said}" + (f"（{'；'.join(notes)}）" if notes else "")
