"""The two sides of the tab: the candidates with the line that filters them, the agenda with what stands above it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QWidget

from ui.agenda.head import AgendaBar
from ui.agenda.rows import AgendaRow, CandidateRow, agenda_columns, candidate_columns
from ui.agenda.tables import CANDIDATE, TOPIC, AgendaTable, CandidateTable, DragModel
from ui.theme import XS, S
from ui.widgets.basics import column, icon_button, label, row
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_edit import FilterEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from ui.settings_store import SettingsStore
    from ui.widgets.footer import Act


def stack(*parts: QWidget) -> QStackedWidget:
    """Several in one place, none of which asks for more room than another."""
    made = QStackedWidget()
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    for part in parts:
        made.addWidget(part)
    return made


class CandidateSide(QWidget):
    """The candidates; ``taken`` tells the one that is wanted on the agenda."""

    taken = Signal(object)

    def __init__(self, settings: SettingsStore, register: Act) -> None:
        super().__init__()
        self.model: DragModel[CandidateRow] = DragModel(CANDIDATE, candidate_columns(), lambda one: one.key, self)
        self.table = CandidateTable(self.model, settings=settings, compact=True)
        self.filter = FilterEdit("agenda-filter", "筛选候选议题", "标题、单位、领导或所缺要件")
        self.table.filter_by(self.filter)
        self.table.opened.connect(self._open)
        self._counted = label("", "small", wrap=False)
        self._there = False
        self.model.counted.connect(self._count)
        self._nothing = EmptyState(
            "没有候选议题",
            "登记的议题、缓议和转报的议题会出现在这里，供列入议程。",
            register,
            icon="topics",
            primary=False,
        )
        self._none = label("没有符合条件的候选议题", "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(32)
        self._stack = stack(self.table, self._none, self._nothing)
        column(row(self.filter, self._counted, gap=S), self._stack, gap=XS, into=self)

    @property
    def current(self) -> CandidateRow | None:
        """The candidate chosen."""
        return self.model.row(self.table.currentIndex())

    def show_rows(self, rows: list[CandidateRow], *, there: bool) -> None:
        """Show these; where the one chosen has gone, the next is chosen. ``there``: they have been read."""
        number = self.table.currentIndex().row()
        self._there = there
        self.model.set_rows(rows)
        if self.table.hasFocus() and not self.table.currentIndex().isValid() and self.model.rows:
            self.table.go_to(self.model.rows[min(max(number, 0), len(self.model.rows) - 1)].key)
        self._count(len(self.model.rows), self.model.total)

    def of(self, key: object) -> CandidateRow | None:
        """The candidate of that key, if it is shown."""
        return next((one for one in self.model.rows if one.key == key), None)

    def _open(self, key: object) -> None:
        one = self.of(key)
        if self.filter.hasFocus() and not self.filter.text().strip():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)  # nothing was looked for, so nothing was found
        elif one is not None:
            self.filter.selectAll()
            self.taken.emit(one)

    def _count(self, shown: int, total: int) -> None:
        self._counted.setText(f"共 {total} 项" if shown == total else f"{shown} / {total} 项")
        self._counted.setVisible(bool(total))
        self.filter.setVisible(bool(total))
        none = self._nothing if self._there else self.table
        self._stack.setCurrentWidget(self.table if shown else self._none if total else none)


class AgendaSide(QWidget):
    """The agenda; ``shifted`` and ``withdrawn`` are asked for by the buttons above it."""

    shifted = Signal(int)
    withdrawn = Signal()

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__()
        self.model: DragModel[AgendaRow] = DragModel(TOPIC, agenda_columns(), lambda one: one.no, self)
        self.table = AgendaTable(self.model, settings=settings, compact=True)
        self._empty = EmptyState(
            "议程上还没有议题",
            "在候选议题中选一项，按回车列入，或拖到这里；临时想到的，也可在“议题”中直接录入。",
            icon="list",
        )
        self._stack = stack(self.table, self._empty)
        self.bar = AgendaBar(
            icon_button("up", "agenda-up", "上移（Alt+↑）", clicked=partial(self.shifted.emit, -1)),
            icon_button("down", "agenda-down", "下移（Alt+↓）", clicked=partial(self.shifted.emit, 1)),
            icon_button("back", "agenda-withdraw", "撤出（Delete）", clicked=self.withdrawn.emit),
        )
        for made in self.bar.findChildren(QPushButton):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # for whoever points; the table has keys for them
        column(self.bar, self._stack, gap=XS, into=self)

    @property
    def current(self) -> AgendaRow | None:
        """The topic chosen."""
        return self.model.row(self.table.currentIndex())

    def show_rows(self, rows: list[AgendaRow]) -> None:
        """Show these."""
        held = self.waits or self.table.hasFocus()
        self.model.set_rows(rows)
        self._stack.setCurrentWidget(self.table if rows else self._empty)
        if held:
            self.take_focus()

    @property
    def waits(self) -> bool:
        """Whether one is here, and nothing is on the agenda."""
        return self._empty.hasFocus()

    def take_focus(self) -> None:
        """Have the focus: on the agenda, or as long as nothing is on it where it will be."""
        (self.table if self.model.rows else self._empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Come to the agenda from the line above it, which is all that is seen of it in a low window."""
        super().mousePressEvent(event)
        self.take_focus()

    def go_to(self, no: int) -> bool:
        """Choose a topic, and bring it into view."""
        return self.table.go_to(no)
