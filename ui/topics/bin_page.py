"""回收站: candidates that were deleted, each one key from being a candidate again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from secretariat.domain.naming import COMMON_KINDS
from secretariat.services import proposals
from secretariat.services.proposal_view import Deleted, deleted_proposals
from ui.pages import Page
from ui.table_model import Column, TableModel
from ui.topics.place import BIN, ONE
from ui.widgets.basics import label
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.main_window import Shell


def _when(line: Deleted) -> str:
    moment = dt.datetime.fromisoformat(line.at).astimezone()
    return f"{write_date(moment.date())} {moment:%H:%M}"


def columns() -> list[Column[Deleted]]:
    """The columns of the bin."""
    return [
        Column(key="title", title="议题", text=lambda line: line.title, stretch=True),
        Column(key="kind", title="拟上会议", text=lambda line: COMMON_KINDS.get(line.kind, line.kind), width=110),
        Column(key="filed", title="登记日期", text=lambda line: write_date(line.filed_on), width=160),
        Column(key="by", title="删除人", text=lambda line: line.by, width=110),
        Column(key="at", title="删除时间", text=_when, sort=lambda line: line.at, width=200),
    ]


class TopicsBinPage(Page):
    """The page: Enter brings one back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "议题回收站", scroll=False, foot=True, back=True)
        self.model: TableModel[Deleted] = TableModel(columns(), lambda line: line.entry, self)
        empty = EmptyState(
            "回收站是空的", "删除的候选议题在这里保留，连同会签、审查和材料，可以随时恢复。", icon="delete"
        )
        self.list = FilteredTable("topics-bin", "回收站", self.model, empty=empty, settings=shell.settings)
        self.list.table.opened.connect(self.restore)
        self.body.addWidget(self.list, 1)
        self._hint = label("回车恢复选中的议题。", "small")
        self._hint.hide()
        self.body.addWidget(self._hint)

    def enter(self, _place: Any) -> None:  # noqa: ANN401 (nothing)
        """Read what is in it."""
        self.quiet()
        self._read()

    def changed(self, _changes: object) -> None:
        """Read it again, if anybody looks."""
        here = self.shell.navigation.here
        if here is not None and here.key == BIN:
            self._read()

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list.table

    def _read(self) -> None:
        database = self.shell.services.database
        self.shell.operations.read_latest(("topics-bin", id(self)), deleted_proposals, database).then(self._show)

    def _show(self, lines: tuple[Deleted, ...]) -> None:
        self.list.set_rows(lines)
        self._hint.setVisible(bool(lines))
        if lines and not self.list.table.currentIndex().isValid():
            self.list.table.go_to(lines[0].entry)
        back = Act(
            name="topics-restore", text="恢复", run=lambda: self.restore(self.list.table.current_id), icon="undo"
        )
        self.foot.show_acts(back if lines else None)

    def restore(self, entry: object) -> None:
        """Bring one back."""
        found = next((line for line in self.model.rows if line.entry == entry), None)
        if found is None:
            return
        app = self.shell.services
        act = self.shell.operations.write(proposals.restore_proposal, app.database, app.actor, found)
        act.then(lambda changes: self._restored(found, changes))

    def _restored(self, line: Deleted, changes: Any) -> None:  # noqa: ANN401 (``Changes``)
        keys = tuple(changes.meetings)
        act = None
        if len(keys) == 1:
            act = Act(name="topic-open-restored", text="打开", run=lambda: self.shell.go(ONE, keys[0]))
        self.shell.note(f"已恢复“{line.title}”", act=act)
