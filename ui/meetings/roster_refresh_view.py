"""更新名单: in what the organisation and the rule say otherwise than the meeting, to be chosen line by line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from secretariat.domain.numerals import date_text
from secretariat.services.list_refresh import lines_with, open_refresh, refresh_list
from ui.meetings.refresh_rows import OF_LIST, RefreshRow, list_row, people_row, summary
from ui.meetings.undoing import keep_entry, offer_undo
from ui.table_model import Column, TableModel
from ui.theme import M, S
from ui.widgets.basics import button, column, label, named, row
from ui.widgets.esc import TakesEsc
from ui.widgets.footer import Act
from ui.widgets.table import Table

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtCore import QModelIndex

    from secretariat.services.list_refresh import ListRefresh, Refresh
    from ui.meetings.attendance_tab import AttendanceTab

_HOW: Final = "空格或单击 选取、不选　Ctrl+A 全部选取　Ctrl+D 恢复建议　Ctrl+回车 更新　Esc 返回名单"
_ALIKE: Final = "人员与组织一致，名单与规则一致，没有需要更新的"
_ALIKE_WITHOUT: Final = "名单与规则一致。组织中没有登记本级政府，未与组织对照"


class RefreshView(TakesEsc, QFrame):
    """The lines, each to be taken over or not. ``ticked`` tells the id of a line that was turned; ``closed`` leaves."""

    ticked = Signal(object)
    all_wanted = Signal()
    proposal_wanted = Signal()
    closed = Signal()

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "list-refresh", "更新名单")
        columns = (
            Column[RefreshRow](key="take", title="更新", text=_choice, mark=_box, width=84),
            Column[RefreshRow](key="about", title="范围", text=lambda one: one.about, width=64),
            Column[RefreshRow](key="what", title="变化", text=lambda one: one.what, mark=_hand, width=116),
            Column[RefreshRow](key="name", title="姓名", text=lambda one: one.name, width=110),
            Column[RefreshRow](key="before", title="会议中", text=lambda one: one.before, stretch=True),
            Column[RefreshRow](key="after", title="更新为", text=lambda one: one.outcome, stretch=True),
        )
        self.model = TableModel(columns, lambda one: one.id, self)
        self.table = Table("refresh-lines", "名单的变化", self.model)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.marked.connect(self.ticked)
        self.table.opened.connect(self.ticked)
        self.table.clicked.connect(self._clicked)
        self._said = label("", "second")
        self._said.setObjectName("refresh-summary")
        self._unjudged = label("", "small")
        self._unjudged.hide()
        back = button("返回名单", "refresh-back", icon="back", hint="返回名单（Esc）", clicked=self.closed.emit)
        head = row(
            back, label(f"更新名单：按 {date_text(day)} 的组织资料和工作规则", "section", wrap=False), None, gap=S
        )
        column(head, self._said, self._unjudged, self.table, label(_HOW, "small"), gap=S, pad=M, into=self).setStretch(
            3, 1
        )
        for keys, signal in (("Ctrl+A", self.all_wanted), ("Ctrl+D", self.proposal_wanted)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(signal)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: tuple[RefreshRow, ...], unjudged: str) -> None:
        """Show these lines; the current one stays so."""
        self.model.set_rows(rows)
        self._said.setText(summary(rows))
        self._unjudged.setText(f"未按规则核对名单：{unjudged}" if unjudged else "")
        self._unjudged.setVisible(bool(unjudged))
        if not self.table.currentIndex().isValid() and rows:
            self.table.go_to(rows[0].id)

    def _clicked(self, index: QModelIndex) -> None:
        """A click into the first column turns a line; elsewhere it only goes there."""
        found = self.model.row(index)
        if index.column() == 0 and found is not None:
            self.ticked.emit(found.id)

    def escape(self) -> None:
        """Leave it."""
        self.closed.emit()


class ListRefresher(QObject):
    """Shows what a refresh would change, keeps what was chosen of it, and does it."""

    def __init__(self, tab: AttendanceTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.view: RefreshView | None = None
        self._shown: Refresh | None = None
        self._listed: ListRefresh | None = None
        self._decided: dict[str, bool] = {}
        self.rows: tuple[RefreshRow, ...] = ()

    # --- what there is

    def open(self) -> None:
        """Ask what has changed; where nothing has, only say so."""
        self._decided = {}
        self._ask()

    def reload(self) -> None:
        """The meeting or the organisation is another by now: ask again, and keep what was decided."""
        if self.view is not None:
            self._ask()

    def _ask(self) -> None:
        desk, operations = self._tab.desk, self._tab.shell.operations
        operations.read_latest(
            ("refresh", id(self)), open_refresh, desk.app.database, desk.app.reference, desk.meeting_id
        ).then(self._take)

    def _take(self, shown: Refresh) -> None:
        self._shown = shown
        self._reckon()

    def _reckon(self) -> None:
        """Ask what the list would be with the people as they are chosen."""
        tab, shown = self._tab, self._shown
        if shown is None:
            return
        tab.shell.operations.read_latest(
            ("refresh-list", id(self)),
            lines_with,
            shown,
            tab.desk.app.reference,
            self._people,
            today=tab.shell.today,
        ).then(self._show)

    @property
    def _people(self) -> tuple[str, ...]:
        """The people's lines that are chosen."""
        lines = () if self._shown is None else self._shown.people
        return tuple(line.id for line in lines if self._decided.get(line.id, line.proposed))

    def _show(self, listed: ListRefresh) -> None:
        shown = self._shown
        if shown is None:
            return
        self._listed = listed
        decided = self._decided
        self.rows = (
            *(people_row(line, taken=decided.get(line.id, line.proposed)) for line in shown.people),
            *(list_row(line, taken=decided.get(f"{OF_LIST}{line.id}", line.proposed)) for line in listed.lines),
        )
        if self.rows or self.view is not None:
            self._open_view(shown).show_rows(self.rows, listed.unjudged)
            self._tab.desk.acts_changed.emit()
        else:
            self._tab.shell.note(listed.unjudged or (_ALIKE_WITHOUT if shown.no_organisation else _ALIKE), tone="info")

    def _open_view(self, shown: Refresh) -> RefreshView:
        if self.view is None:
            self.view = RefreshView(shown.dossier.meeting.date)
            self.view.ticked.connect(self.turn)
            self.view.all_wanted.connect(lambda: self._decide(dict.fromkeys((one.id for one in self.rows), True)))
            self.view.proposal_wanted.connect(lambda: self._decide({one.id: one.proposed for one in self.rows}))
            self.view.closed.connect(self.close)
            self._tab.cover(self.view)
        return self.view

    # --- choosing

    def turn(self, line: str) -> None:
        """Take a line over, or leave it."""
        self._decide({one.id: not one.taken for one in self.rows if one.id == line})

    def _decide(self, decided: dict[str, bool]) -> None:
        self._decided |= decided
        self.rows = tuple(replace(one, taken=self._decided.get(one.id, one.taken)) for one in self.rows)
        if self.view is not None:
            self.view.show_rows(self.rows, "" if self._listed is None else self._listed.unjudged)
        self._tab.desk.acts_changed.emit()
        if any(not key.startswith(OF_LIST) for key in decided):
            self._listed = None  # of other people the list is another
            self._reckon()

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """What stands at the foot while the lines are shown."""
        count = sum(one.taken for one in self.rows)
        # What was proposed and is left is not proposed again: that too is something to do.
        left = any(one.proposed and not one.taken and not one.id.startswith(OF_LIST) for one in self.rows)
        take = Act(
            name="refresh-take",
            text=f"更新所选 {count} 处" if count else "全部保留不变",
            run=self.take,
            enabled=bool(count or left),
            why="没有选取任何一处",
        )
        return take, (Act(name="refresh-leave", text="取消", run=self.close),)

    def take(self) -> None:
        """Take over what is chosen, in one act."""
        shown, listed, shell = self._shown, self._listed, self._tab.shell
        if shown is None or listed is None:
            return  # the list is just being reckoned; its lines have not been shown
        lines = [one.id.removeprefix(OF_LIST) for one in self.rows if one.id.startswith(OF_LIST) and one.taken]
        reference = self._tab.desk.app.reference
        self.close()
        made = keep_entry(shell, refresh_list, reference, shown, self._people, listed, lines, today=shell.today)
        made.long("正在更新名单").then(lambda entry: offer_undo(shell, "名单已更新", entry))

    def close(self) -> None:
        """Go back to the list."""
        if self.view is not None:
            view, self.view = self.view, None
            self._tab.uncover(view)
            self._tab.desk.acts_changed.emit()


def _choice(one: RefreshRow) -> str:
    return "更新" if one.taken else "不变"


def _box(one: RefreshRow) -> tuple[str, str]:
    return ("ticked", "accent") if one.taken else ("unticked", "text_2")


def _hand(one: RefreshRow) -> tuple[str, str] | None:
    return ("edit", "warning") if one.by_hand else None
