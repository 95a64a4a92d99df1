"""All the pages that the window has. Imported once the window is painted: what the services need is slow to import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.home.page import HomePage
from ui.meetings import meeting_page
from ui.meetings.list_page import MeetingsPage
from ui.meetings.meeting_page import MeetingPage
from ui.meetings.new_meeting import NewMeetingPage
from ui.minutes.list_page import MinutesListPage
from ui.rules.page import RulesPage
from ui.system.page import SystemPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import Shell
    from ui.pages import Page

FIRST: Final = "home"
PAGES: Final[tuple[tuple[str, Callable[[Shell], Page], str | None], ...]] = (
    (FIRST, HomePage, None),
    ("meetings", MeetingsPage, None),
    (meeting_page.KEY, MeetingPage, "会议"),
    ("meetings/new", NewMeetingPage, "新建会议"),
    ("minutes", MinutesListPage, None),
    ("rules", RulesPage, None),
    ("system", SystemPage, None),
)
"""Key, page, and the title where the rail does not say it."""
