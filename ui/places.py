"""All the pages that the window has, each with what imports it.

None is imported before the window is painted: what the services need is slow to import. The home page and the list
come at once; the others are fetched aside once the first page stands, or when somebody first goes to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui.meetings.place import COPIES, KEY

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import Shell
    from ui.pages import Page

    Kind = Callable[[Shell], Page]

FIRST: Final = "home"
_fetched: set[str] = set()


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page: its key, what imports its class and gives it, and its title where the rail does not say it."""

    key: str
    load: Callable[[], Kind]
    title: str | None = None

    @property
    def there(self) -> bool:
        """Whether it can be built without waiting."""
        return self.key in _fetched

    def fetch(self) -> None:
        """Import what it needs; on a worker."""
        self.load()
        _fetched.add(self.key)

    def build(self, shell: Shell) -> Page:
        """Make it."""
        return self.load()(shell)


def _home() -> Kind:
    from ui.home.page import HomePage  # noqa: PLC0415 (see the head of this module; so all below)

    return HomePage


def _meetings() -> Kind:
    from ui.meetings.list_page import MeetingsPage  # noqa: PLC0415

    return MeetingsPage


def _meeting() -> Kind:
    from ui.meetings.meeting_page import MeetingPage  # noqa: PLC0415

    return MeetingPage


def _copies() -> Kind:
    from ui.meetings.copies_page import CopiesPage  # noqa: PLC0415

    return CopiesPage


def _new_meeting() -> Kind:
    from ui.meetings.new_meeting import NewMeetingPage  # noqa: PLC0415

    return NewMeetingPage


def _leave() -> Kind:
    from ui.leave.page import LeavePage  # noqa: PLC0415

    return LeavePage


def _minutes() -> Kind:
    from ui.minutes.list_page import MinutesListPage  # noqa: PLC0415

    return MinutesListPage


def _topics() -> Kind:
    from ui.topics.board_page import TopicsPage  # noqa: PLC0415

    return TopicsPage


def _new_topic() -> Kind:
    from ui.topics.new_page import NewTopicPage  # noqa: PLC0415

    return NewTopicPage


def _import_topic() -> Kind:
    from ui.topics.import_page import ImportTopicPage  # noqa: PLC0415

    return ImportTopicPage


def _topics_bin() -> Kind:
    from ui.topics.bin_page import TopicsBinPage  # noqa: PLC0415

    return TopicsBinPage


def _topic() -> Kind:
    from ui.topics.topic_page import TopicPage  # noqa: PLC0415

    return TopicPage


def _rules() -> Kind:
    from ui.rules.page import RulesPage  # noqa: PLC0415

    return RulesPage


def _rulebook() -> Kind:
    from ui.rules.editor_page import RulebookEditorPage  # noqa: PLC0415

    return RulebookEditorPage


def _import_organisation() -> Kind:
    from ui.organisation.import_page import ImportPage  # noqa: PLC0415

    return ImportPage


def _term() -> Kind:
    from ui.organisation.term_page import TermPage  # noqa: PLC0415

    return TermPage


def _organisation() -> Kind:
    from ui.organisation.page import OrganisationPage  # noqa: PLC0415

    return OrganisationPage


def _system() -> Kind:
    from ui.system.page import SystemPage  # noqa: PLC0415

    return SystemPage


def _year() -> Kind:
    from ui.system.year_page import YearPage  # noqa: PLC0415

    return YearPage


def _statistics() -> Kind:
    from ui.statistics.page import StatisticsPage  # noqa: PLC0415

    return StatisticsPage


def _statistics_lines() -> Kind:
    from ui.statistics.page import LinesPage  # noqa: PLC0415

    return LinesPage


PAGES: Final = (
    PageOf(FIRST, _home),
    PageOf("meetings", _meetings),
    PageOf(KEY, _meeting, "会议"),
    PageOf("meetings/new", _new_meeting, "新建会议"),
    PageOf(COPIES, _copies, "份号与清退"),
    PageOf("leave", _leave),
    PageOf("topics", _topics),
    PageOf("topics/one", _topic, "议题"),
    PageOf("topics/new", _new_topic, "新建议题"),
    PageOf("topics/import", _import_topic, "导入部门文件"),
    PageOf("topics/bin", _topics_bin, "议题回收站"),
    PageOf("minutes", _minutes),
    PageOf("statistics", _statistics),
    PageOf("statistics/one", _statistics_lines, "到会情况"),
    PageOf("organisation", _organisation),
    PageOf("rules", _rules),
    PageOf("rules/edit", _rulebook, "修改工作规则"),
    PageOf("organisation/term", _term, "换届"),
    PageOf("organisation/import", _import_organisation, "从 Excel 导入"),
    PageOf("system", _system),
    PageOf("system/year", _year, "放假安排"),
)
AT_ONCE: Final = PAGES[:2]
"""What the window shows before all else is imported."""
