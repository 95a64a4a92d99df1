"""All the pages that the window has. Imported once the window is painted: what the services need is slow to import.

The home page and the list come at once; the modules of the others are imported when one of them is first gone to, or
before that, on a worker, once the first page stands (``import_the_rest``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from ui.home.page import HomePage
from ui.meetings.list_page import MeetingsPage
from ui.meetings.place import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import Shell
    from ui.pages import Page

FIRST: Final = "home"


def _meeting(shell: Shell) -> Page:
    from ui.meetings.meeting_page import MeetingPage  # noqa: PLC0415 (see above)

    return MeetingPage(shell)


def _new_meeting(shell: Shell) -> Page:
    from ui.meetings.new_meeting import NewMeetingPage  # noqa: PLC0415 (see above)

    return NewMeetingPage(shell)


def _minutes(shell: Shell) -> Page:
    from ui.minutes.list_page import MinutesListPage  # noqa: PLC0415 (see above)

    return MinutesListPage(shell)


def _rules(shell: Shell) -> Page:
    from ui.rules.page import RulesPage  # noqa: PLC0415 (see above)

    return RulesPage(shell)


def _system(shell: Shell) -> Page:
    from ui.system.page import SystemPage  # noqa: PLC0415 (see above)

    return SystemPage(shell)


def import_the_rest() -> None:
    """Import what the other pages need, so that nobody waits for it later; on a worker."""
    for name in ("meetings.meeting_page", "meetings.new_meeting", "minutes.list_page", "rules.page", "system.page"):
        import_module(f"ui.{name}")


PAGES: Final[tuple[tuple[str, Callable[[Shell], Page], str | None], ...]] = (
    (FIRST, HomePage, None),
    ("meetings", MeetingsPage, None),
    (KEY, _meeting, "会议"),
    ("meetings/new", _new_meeting, "新建会议"),
    ("minutes", _minutes, None),
    ("rules", _rules, None),
    ("system", _system, None),
)
"""Key, page, and the title where the rail does not say it."""
