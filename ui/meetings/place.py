"""Where in the window a meeting is: the key of its page, and the place in it that one wants to see."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

KEY: Final = "meetings/one"
"""The key of one meeting's page; its place is the meeting's key, or a ``MeetingPlace``."""
COPIES: Final = "meetings/copies"
"""The key of the page of a meeting's numbered copies; its place is the meeting's key."""


class MeetingPlace(NamedTuple):
    """A meeting, and where in it: a tab, or the field of a finding."""

    meeting: int
    tab: str = ""
    code: str = ""
    subject: Any = None
