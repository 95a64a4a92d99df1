"""On which line of a TOML text a value stands: what a message about a file tells besides the path."""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from secretariat.strict_input import Steps

_CLOSINGS: Final = ("]", "}]", "]]")
"""What may be missing at the end of a line inside a list, so that its items can be counted there."""


def lines_of(text: str) -> dict[Steps, int]:
    """Give the line, from 1, of each key, table and list item; of nothing that comes after broken TOML."""
    found: dict[Steps, int] = {}
    table: Steps = ()
    counted: Counter[Steps] = Counter()
    for first, statement in _statements(text):
        said = tomllib.loads("\n".join(statement))
        if statement[0].lstrip().startswith("["):
            table = _heading(said, counted)
            _enter(found, table, first)
            continue
        for way, value in _keys(said):
            _enter(found, table + way, first)
            if isinstance(value, list):
                _enter_items(found, table + way, way, first, statement)
    return found


def line_of(lines: Mapping[Steps, int], path: Steps) -> int:
    """Give the line of a path, or of the nearest that it lies in."""
    return next((lines[path[:length]] for length in range(len(path), 0, -1) if path[:length] in lines), 1)


def _statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each heading or key with its value, and the line on which it begins."""
    first, waiting = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        if not waiting and not line.partition("#")[0].strip():
            continue
        first = first if waiting else number
        waiting.append(line)
        if _parsed("\n".join(waiting)) is not None:
            yield first, waiting
            waiting = []


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _heading(said: Mapping[str, Any], counted: Counter[Steps]) -> Steps:
    """The way that ``[a.b]`` or ``[[a.b]]`` opens; of lists of tables the last item is meant."""
    way: Steps = ()
    place: Any = said
    while place:
        key = next(iter(place))
        way, place = (*way, key), place[key]
        if isinstance(place, list):
            way, place = (*way, counted[way]), place[0]
            counted[way[:-1]] += 1
        elif place and counted[way]:
            way = (*way, counted[way] - 1)
    return way


def _keys(said: Mapping[str, Any], before: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """The keys of a statement with their values; one in an inline table stands on the same line."""
    for key, value in said.items():
        yield (*before, key), value
        if isinstance(value, dict):
            yield from _keys(value, (*before, key))


def _enter(found: dict[Steps, int], path: Steps, line: int) -> None:
    for length in range(1, len(path) + 1):
        found.setdefault(path[:length], line)


def _enter_items(found: dict[Steps, int], path: Steps, way: Steps, first: int, statement: list[str]) -> None:
    """Enter the items of a list that runs over several lines."""
    for number in range(1, len(statement) + 1):
        begun = "\n".join(statement[:number])
        said = next((one for end in ("", *_CLOSINGS) if (one := _parsed(begun + "\n" + end)) is not None), None)
        place: Any = said
        for step in way:
            place = place.get(step) if isinstance(place, dict) else None
        for index in range(len(place) if isinstance(place, list) else 0):
            found.setdefault((*path, index), first + number - 1)
