"""会议: the list of all meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.meetings.import_flow import ImportFlow
from ui.meetings.place import KEY
from ui.meetings.rows import Line, meeting_lines
from ui.pages import Page
from ui.table_model import Column, TableModel
from ui.widgets.basics import on_keys, tip
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.main_window import Shell


def columns() -> list[Column[Line]]:
    """The list's columns; a meeting is also found by its government, kind and time."""
    return [
        Column(key="date", title="日期", text=lambda line: line.day, sort=lambda line: line.row.date, width=174),
        Column(
            key="name",
            title="会议",
            text=lambda line: line.name,
            search=lambda line: f"{line.kind} {line.row.government} {line.row.date.isoformat()}",
            stretch=True,
        ),
        Column(
            key="place",
            title="地点",
            text=lambda line: line.row.place or "",
            width=150,
        ),
        Column(
            key="topics",
            title="议题数",
            text=lambda line: str(line.row.topics),
            sort=lambda line: line.row.topics,
            align="right",
            width=72,
        ),
        Column(key="status", title="状态", text=lambda line: line.status, width=100),
        Column(key="minutes", title="纪要", text=lambda line: line.minutes, width=84),
    ]


class MeetingsPage(Page):
    """The page of the rail's second place."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "会议", scroll=False, foot=True)
        self.imports = ImportFlow(self)
        empty = EmptyState(
            "还没有会议",
            "可以新建一次会议，也可以导入已有的会议文件。",
            icon="meetings",
        )
        self.model: TableModel[Line] = TableModel(columns(), lambda line: line.id, self)
        hint = "输入日期、名称、类别、次数或地点筛选"
        self.list = FilteredTable("meetings", "会议", self.model, empty=empty, settings=shell.settings, hint=hint)
        self.list.table.opened.connect(lambda key: shell.go(KEY, key))
        self.body.addWidget(self.list, 1)
        new = Act(name="meeting-new", text="新建会议", run=lambda: shell.go("meetings/new"), icon="add")
        bring = Act(name="meetings-import", text="导入会议…", run=self.imports.ask, icon="import", shortcut="Ctrl+I")
        self.foot.show_acts(new, bring)
        if self.foot.primary is not None:
            on_keys(self.foot.primary, "Ctrl+N")
            tip(self.foot.primary, "新建会议", "Ctrl+N")

    def enter(self, place: Any) -> None:  # noqa: ANN401 (nothing, or the key of a meeting)
        """Show all meetings."""
        self._place = place
        self._read()

    def changed(self, changes: object) -> None:
        """Show them anew."""
        del changes
        self._read()

    def _read(self) -> None:
        operations = self.shell.operations
        operations.read_latest("meetings", meeting_lines, self.shell.services.database).then(self._show)

    def _show(self, lines: tuple[Line, ...]) -> None:
        self.list.set_rows(lines)
        if lines and not self.list.table.currentIndex().isValid():
            self.list.table.go_to(lines[0].id)

    def first_focus(self) -> QWidget | None:
        """The filter: typing narrows the list down, Down goes into it."""
        return self.list.filter
