"""All requests for leave, of every meeting; those that wait for an approval first. Enter opens the request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtWidgets import QWidget

from secretariat.domain.facts import Government, Meeting
from secretariat.domain.leave_requests import FREE, STATE_NAMES, LeaveState
from secretariat.services.leave_list import LeaveRow, list_leave
from ui.leave.words import ANY, mark_of
from ui.meetings.place import KEY, MeetingPlace
from ui.meetings.words import common_name
from ui.table_model import Column, TableModel
from ui.theme import S
from ui.widgets.basics import column, label
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from ui.main_window import Shell


def _meeting(row: LeaveRow) -> str:
    """What the meeting is called, and its day below it."""
    meeting = Meeting(kind=row.kind, date=row.date, number=row.number, year=row.year, enlarged=row.enlarged)
    return f"{common_name(meeting, Government(name=row.government, term=row.term))}\n{write_date(row.date)}"


def _person(row: LeaveRow) -> str:
    return f"{row.name}\n{row.title}" if row.title else row.name


def _reason(row: LeaveRow) -> str:
    acting = f"{row.acting}代理或参会" if row.acting else ""
    report = "有书面报告" if row.written_report else ""
    notes = "，".join(filter(None, (acting, report)))
    return "\n".join(filter(None, (row.reason or "", notes))) if row.reason else notes


def _state(row: LeaveRow) -> str:
    free = row.free and row.state is LeaveState.ASKED
    return (FREE if free else STATE_NAMES[row.state]) + ("（补假）" if row.late else "")


COLUMNS: Final = (
    Column[LeaveRow](
        key="state",
        title="状态",
        text=_state,
        mark=lambda row: mark_of(row.state, free=row.free),
        sort=lambda row: (not row.waits, list(STATE_NAMES).index(row.state)),
        width=118,
    ),
    Column[LeaveRow](key="person", title="请假人", text=_person, stretch=True),
    Column[LeaveRow](
        key="meeting",
        title="会议",
        text=_meeting,
        sort=lambda row: (row.date, row.meeting),
        search=lambda row: row.date.isoformat(),
        stretch=True,
    ),
    Column[LeaveRow](key="reason", title="事由", text=_reason, stretch=True),
    Column[LeaveRow](
        key="asked",
        title="请假日期",
        text=lambda row: "" if row.asked_on is None else write_date(row.asked_on),
        sort=lambda row: str(row.asked_on or ""),
        width=150,
    ),
    Column[LeaveRow](key="by", title="批准人", text=lambda row: row.decided_by or "", width=84),
)


class RequestsList(QWidget):
    """The list on the first tab of 请假外出."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._rows: dict[int, LeaveRow] = {}
        self.model = TableModel[LeaveRow](COLUMNS, lambda row: row.id, self)
        empty = EmptyState(
            "还没有请假",
            "请假在各次会议的“请假”中登记，这里汇总所有会议的请假，待批准的排在最前。",
            Act(name="leave-to-meetings", text="到会议列表", run=lambda: shell.go("meetings")),
            icon="leave",
        )
        hint = "输入姓名、会议、事由或状态筛选"
        self.list = FilteredTable("leave-all", "请假列表", self.model, empty=empty, settings=shell.settings, hint=hint)
        self.list.table.opened.connect(self._open)
        column(self.list, label("待批准的排在最前。回车打开所在会议的请假登记。", "small"), gap=S, into=self)

    def enter(self, _place: Any) -> None:  # noqa: ANN401 (nothing)
        """Read the list."""
        shell = self.shell
        app = shell.services
        read = shell.operations.read_latest(
            ("leave-all", id(self)), list_leave, app.database, app.reference, today=shell.today
        )
        read.then(self._show)

    def changed(self, _changes: object) -> None:
        """Read it again."""
        self.enter(None)

    def leave(self) -> None:
        """Nothing is typed here."""

    def first_focus(self) -> QWidget | None:
        """The filter."""
        return self.list.filter

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """Everything is done in the meeting."""
        return None, ()

    def _show(self, rows: tuple[LeaveRow, ...]) -> None:
        self._rows = {row.id: row for row in rows}
        self.list.set_rows(rows)

    def _open(self, key: int) -> None:
        row = self._rows[key]
        self.shell.go(KEY, MeetingPlace(row.meeting, "leave", f"leave.{ANY}", row.person))
