"""Where in the window topics are: the keys of their pages."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

BOARD: Final = "topics"
"""The key of the board."""
ONE: Final = "topics/one"
"""The key of one topic's page; its place is a proposal's key, (meeting, number), or a ``TopicPlace``."""
NEW: Final = "topics/new"
BIN: Final = "topics/bin"
"""The key of the recycle bin."""
IMPORT: Final = "topics/import"
"""The key of the page that reads a department's file; its place is the file, or nothing."""


class TopicPlace(NamedTuple):
    """A topic, and where in it: ``key`` is a proposal's, or with ``no`` a meeting's; ``code`` that of a finding."""

    key: int
    no: int | None = None
    code: str = ""


def place_of(place: Any) -> TopicPlace:  # noqa: ANN401 (whatever the page was given)
    """What a page was given, as a place."""
    if isinstance(place, TopicPlace):
        return place
    return TopicPlace(*place) if isinstance(place, tuple) else TopicPlace(place)
