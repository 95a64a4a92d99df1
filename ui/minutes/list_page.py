"""纪要: the minutes of all meetings, with number, stage, and who signed them off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.states import MinutesStage
from secretariat.services.minutes_list import MinutesRow, list_minutes
from ui.meetings.words import STAGES, common_kind
from ui.pages import Page
from ui.table_model import Column, TableModel
from ui.widgets.basics import label
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.main_window import Shell

_NONE: Final = "未起草"
_MARKS: Final = {
    MinutesStage.ISSUED: ("lock", "text_2"),
    MinutesStage.NUMBERED: ("good", "good"),
    MinutesStage.SIGNED: ("good", "good"),
}


def _name(row: MinutesRow) -> str:
    number = "" if row.number is None else f"第{row.number}次"
    of = f"{row.year}年" if row.year is not None and row.term is None else ""
    return f"{row.government}{of}{number}{common_kind(row.kind, row.government)}"


def _stage(row: MinutesRow) -> str:
    """How far they are, in a word; an imported record that does not say is taken by what it holds."""
    if row.stage is not None:
        return STAGES[row.stage]
    if row.signed_by is not None:
        return STAGES[MinutesStage.SIGNED if row.minutes_number is None else MinutesStage.NUMBERED]
    return "有记录" if row.recorded else _NONE


def _order(row: MinutesRow) -> int:
    """How far they are, as a figure."""
    return -1 if row.stage is None else list(MinutesStage).index(row.stage)


def _number(row: MinutesRow) -> str:
    """The number as papers write it."""
    if row.minutes_number is None:
        return ""
    return f"{'' if row.minutes_year is None else f'〔{row.minutes_year}〕'}{row.minutes_number}号"


COLUMNS: Final = (
    Column[MinutesRow](key="name", title="会议", text=_name, stretch=True),
    Column[MinutesRow](
        key="date", title="召开日期", text=lambda row: write_date(row.date), sort=lambda row: row.date, width=168
    ),
    Column[MinutesRow](
        key="number",
        title="期号",
        text=_number,
        sort=lambda row: (row.date.year, row.minutes_number or 0),
        width=112,
    ),
    Column[MinutesRow](
        key="stage",
        title="进程",
        text=_stage,
        sort=_order,
        mark=lambda row: _MARKS.get(row.stage) if row.stage is not None else None,
        width=104,
    ),
    Column[MinutesRow](key="by", title="签发人", text=lambda row: row.signed_by or "", width=96),
    Column[MinutesRow](
        key="on",
        title="签发日期",
        text=lambda row: "" if row.signed_on is None else write_date(row.signed_on),
        sort=lambda row: str(row.signed_on or ""),
        width=168,
    ),
)


class MinutesListPage(Page):
    """All minutes; Enter opens the meeting at its minutes."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "纪要", scroll=False)
        self.model = TableModel[MinutesRow](COLUMNS, lambda row: row.id, self)
        empty = EmptyState(
            "还没有纪要",
            "会议召开后在会议页起草、审核、送签、编号、印发纪要，这里汇总所有会议纪要的进程。",
            Act(name="minutes-to-meetings", text="到会议列表", run=lambda: shell.go("meetings")),
            icon="minutes",
        )
        self.list = FilteredTable("minutes-list", "纪要列表", self.model, empty=empty, settings=shell.settings)
        self.list.table.opened.connect(self._open)
        self.body.addWidget(self.list)
        self.body.addWidget(label("回车打开会议的纪要。", "small"))

    def enter(self, _place: Any) -> None:  # noqa: ANN401 (nothing)
        """Read the list."""
        self._read()

    def changed(self, _changes: object) -> None:
        """Read the list again."""
        here = self.shell.navigation.here
        if here is not None and here.key == "minutes":
            self._read()

    def first_focus(self) -> QWidget | None:
        """The filter."""
        return self.list.filter

    def _read(self) -> None:
        database = self.shell.services.database
        self.shell.operations.read_latest(("minutes-list", id(self)), list_minutes, database).then(self.list.set_rows)

    def _open(self, meeting: int) -> None:
        self.shell.go("meetings/one", (meeting, "minutes"))
