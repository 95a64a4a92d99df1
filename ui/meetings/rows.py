"""Meetings as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat.domain.facts import Government, Meeting
from secretariat.services.meeting_list import list_meetings
from ui.meetings.words import STAGES, STATUSES, common_kind, common_name
from ui.widgets.date_text import write_date, write_time

if TYPE_CHECKING:
    from secretariat.services.database import Database
    from secretariat.services.meeting_list import MeetingRow


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting of a list: its row, and what it is called: worked out for those that somebody looks at."""

    row: MeetingRow

    @property
    def id(self) -> int:
        """The meeting's key."""
        return self.row.id

    @property
    def name(self) -> str:
        """What it is called: 第十八届区政府第6次常务会议."""
        row = self.row
        meeting = Meeting(kind=row.kind, date=row.date, number=row.number, year=row.year, enlarged=row.enlarged)
        name = common_name(meeting, Government(name=row.government, term=row.term))
        return f"{name}（副本）" if row.kept_copy else name

    @property
    def kind(self) -> str:
        """What its kind is called."""
        return common_kind(self.row.kind, self.row.government)

    @property
    def day(self) -> str:
        """The day: 2022年4月1日 周五."""
        return write_date(self.row.date)

    @property
    def time(self) -> str:
        """When it begins, if that is known."""
        return "" if self.row.start is None else write_time(self.row.start)

    @property
    def status(self) -> str:
        """How far it has come."""
        return "" if self.row.status is None else STATUSES[self.row.status]

    @property
    def minutes(self) -> str:
        """Number and stage of the minutes."""
        number = "" if self.row.minutes_number is None else f"第{self.row.minutes_number}号"
        stage = "" if self.row.stage is None else STAGES[self.row.stage]
        return "　".join(filter(None, (number, stage)))


def meeting_lines(database: Database) -> tuple[Line, ...]:
    """All meetings, the newest first."""
    return tuple(map(Line, list_meetings(database)))
