"""议题: all topics in one table, narrowed down by state, by who and what, and by what they lack until when."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from ui.pages import Page
from ui.table_model import TableModel
from ui.theme import XXS, S
from ui.topics.ahead import Ahead
from ui.topics.board_acts import BoardActs
from ui.topics.board_filters import BoardFilters
from ui.topics.board_rows import ALL, NARROW, PAGE, STATES, BoardLine, Key, Sight, Wanted, columns, fits, look
from ui.topics.form_dialog import save_form
from ui.topics.lacks_book import LacksBook
from ui.topics.place import BIN, BOARD, IMPORT, NEW, ONE, place_of
from ui.widgets.basics import button, label, named, on_keys, tip
from ui.widgets.choices import Segmented
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from secretariat.services.proposal_list import TopicRow
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

_CONCERNS: Final = frozenset({"topic", "meeting", "placement", "decision", "countersign", "review", "step"})
_NARROW: Final = 1000
_NONE: Final = "没有符合条件的议题"
_NONE_OF: Final = {
    key: f"目前没有{words}议题" for (key, _), words in zip(STATES, ("候选", "已列议程的", "已审议的", ""), strict=True)
}


class TopicsPage(Page):
    """The page of the rail's third place."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "议题", scroll=False, foot=True)
        self._pages = 1
        self._narrow = False
        self._sight: Sight | None = None
        self._marked: set[Key] = set()
        self.does = BoardActs(self)
        self._lacks = LacksBook(shell, self._looked_at, self)
        self._lacks.told.connect(self._fill)
        self._make_head()
        self._make_filters()
        self._make_table()
        self.body.setSpacing(S)
        self.body.addWidget(self.states)
        self.body.addWidget(self._filters)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self._hint)
        self._show_acts()

    # --- parts

    def _make_head(self) -> None:
        self._more = button("更多", "topics-more", icon="down", hint="报送表、催办单、回收站")
        self._more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = named(QMenu(self), "topics-menu", "议题操作")
        self._more.clicked.connect(self._open_menu)
        self.head.acts.addWidget(self._more)
        self.states = Segmented("topics-state", "按状态筛选", STATES)
        self.states.set_value(Wanted().state)
        self.states.chosen.connect(lambda key: self._filters.narrow(state=key))

    def _make_filters(self) -> None:
        self._filters = BoardFilters(self.shell)
        self._filters.narrowed.connect(self._read_anew)
        self.filter, self.choices, self.views = self._filters.filter, self._filters.choices, self._filters.views

    def _make_table(self) -> None:
        self.model: TableModel[BoardLine] = TableModel(columns(lambda: self._narrow), lambda line: line.key, self)
        self.table = Table("topics-board", "议题", self.model, settings=self.shell.settings, compact=True)
        self.table.filter_by(self.filter)
        self.table.opened.connect(self._open)
        self.table.moved.connect(self._look_ahead)
        self.table.marked.connect(self._turn_mark)
        self.table.clicked.connect(lambda index: self._clicked(index.row(), index.column()))
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        self._none = label(_NONE, "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(48)
        self._empty = EmptyState(
            "还没有议题",
            "部门提报的议题在这里登记，也可以直接导入部门报送的文件；会签、审查、审批还缺什么、何时到期，逐项列出。",
            Act(name="topics-first-new", text="新建议题", run=lambda: self.shell.go(NEW), icon="add"),
            Act(name="topics-first-import", text="导入部门文件…", run=lambda: self.shell.go(IMPORT), icon="import"),
            icon="topics",
            primary=False,
        )
        self._stack = QStackedWidget()
        for part in (self.table, self._none, self._empty):
            self._stack.addWidget(part)
        self._hint = label("", "small")
        for keys, act in (("Delete", self.does.ask_to_delete), ("Ctrl+A", self.mark_all), ("Ctrl+D", self.unmark)):
            made = QShortcut(QKeySequence(keys), self.table)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(act)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (nothing, a state, or a ``Wanted``)
        """Show the topics, as they were narrowed down before."""
        self.quiet()
        if isinstance(place, str):
            place = replace(self.wanted, state=place)
        if isinstance(place, Wanted) and self._filters.want(place):
            self._read_anew()
            return
        self._read()

    def changed(self, changes: object) -> None:
        """Read again what was touched, if anybody looks."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        self._lacks.forget(told)
        if self._looked_at() and (told.meetings or told.tables & _CONCERNS):
            self._read()

    def _looked_at(self) -> bool:
        here = self.shell.navigation.here
        return here is not None and here.key == BOARD

    def first_focus(self) -> QWidget | None:
        """The list where one has left it, else the filter: typing narrows the list down, Down goes into it."""
        return self.table if self.focusWidget() is self.table and self.model.rows else self.filter

    @property
    def settled(self) -> bool:
        """Whether all that is shown has been judged."""
        return not self._filters.typing and not self._lacks.asking

    @property
    def wanted(self) -> Wanted:
        """What is shown."""
        return self._filters.wanted

    def clear(self) -> None:
        """Narrow nothing down but by state."""
        self._filters.clear()

    def _read_anew(self) -> None:
        """Begin with the first page of what is wanted now."""
        self._pages = 1
        self.states.set_value(self.wanted.state)
        self.model.set_filter(self.wanted.text)
        self._read()

    # --- reading and showing

    def _read(self) -> None:
        app = self.shell.services
        if app is not None:
            reading = self.shell.operations.read_latest(
                ("topics", id(self)), look, app.database, self.wanted, self._pages, self._sight
            )
            reading.then(self._show)

    def _show(self, sight: Sight) -> None:
        self._sight = sight
        self._filters.offer(sight)
        self.states.set_texts({key: f"{text} {sight.counts.get(key, 0)}" for key, text in STATES})
        self._marked &= {(one.meeting, one.no) for one in sight.rows}
        self._fill()
        self._lacks.ask(sight.rows)

    def _fill(self) -> None:
        sight = self._sight
        if sight is None:
            return
        lines = [self._line(one) for one in sight.rows]
        self.model.set_rows(line for line in lines if fits(line, self.wanted))
        shown = len(self.model.rows)
        self._none.setText(_NONE if self._filters.is_narrow else _NONE_OF[self.wanted.state])
        nothing = not sight.counts.get(ALL) and not self._filters.is_narrow
        if not shown and self.focusWidget() is self.table:
            self.filter.setFocus()  # the last one is gone from the list: one looks for others
        self._stack.setCurrentWidget(self._empty if nothing else self.table if shown else self._none)
        for part in (self.states, self._filters, self._hint):
            part.setVisible(not nothing)
        if shown and not self.table.currentIndex().isValid():
            self.table.go_to(self.model.rows[0].key)
        self._tell(shown)
        self._show_acts()

    def _line(self, one: TopicRow) -> BoardLine:
        key = (one.meeting, one.no)
        return BoardLine(row=one, lacks=self._lacks.of(key), marked=key in self._marked)

    def _tell(self, shown: int) -> None:
        sight = self._sight
        total = 0 if sight is None else sight.total
        read = 0 if sight is None else len(sight.rows)
        parts = [f"显示 {shown} 项" if shown == total else f"显示 {shown} / {total} 项"]
        if read < total:
            parts.append("继续向下滚动读取更早的")
        if self._marked:
            parts.append(f"已选 {len(self._marked)} 项（Ctrl+D 取消）")
        else:
            parts.append("空格选中，Ctrl+A 全选；回车打开")
        self._hint.setText("　".join(parts))

    def _scrolled(self) -> None:
        """Read more of those heard once one has come to the end."""
        bar, sight = self.table.verticalScrollBar(), self._sight
        if sight is not None and len(sight.rows) < sight.total and bar.value() >= bar.maximum() - bar.pageStep():
            wanted = len(sight.rows) // PAGE + 1
            if wanted > self._pages:
                self._pages = wanted
                self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """In a narrow window the departments go below the titles."""
        super().resizeEvent(event)
        narrow = self.width() < self.shell.theme.px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.table.show_only(NARROW if narrow else None)

    # --- marks

    def _turn_mark(self, key: object) -> None:
        if isinstance(key, tuple):
            self._marked ^= {key}
            self._fill()
            self.table.setFocus()
            below = self.model.index_of(key).row() + 1
            if below < len(self.model.rows) and key in self._marked:
                self.table.go_to(self.model.rows[below].key)

    def _clicked(self, number: int, column: int) -> None:
        found = self.model.row(number)
        if column == 0 and found is not None:
            self._marked ^= {found.key}
            self._fill()

    def mark_all(self) -> None:
        """Mark all that are shown."""
        self._marked |= {line.key for line in self.model.rows}
        self._fill()

    def unmark(self) -> None:
        """Mark none."""
        self._marked.clear()
        self._fill()

    @property
    def marked(self) -> frozenset[Key]:
        """Those marked."""
        return frozenset(self._marked)

    @property
    def chosen(self) -> tuple[BoardLine, ...]:
        """Those marked, also where a filter hides them by now; or where none is, the current one."""
        rows = () if self._sight is None else self._sight.rows
        marked = tuple(self._line(one) for one in rows if (one.meeting, one.no) in self._marked)
        current = self.model.row(self.table.currentIndex())
        return marked or (() if current is None else (current,))

    # --- acts

    def _show_acts(self) -> None:
        count = f" {len(self._marked)} 项" if self._marked else ""
        some = bool(self.model.rows)
        place = Act(
            name="topics-place",
            text=f"列入会议{count}…",
            run=self.does.place,
            icon="meetings",
            enabled=some,
            shortcut="" if self._marked else "Ctrl+M",
        )
        paper = Act(name="topics-remind", text="催办单…", run=self.does.remind, icon="print", shortcut="Ctrl+P")
        bring = Act(
            name="topics-import",
            text="导入部门文件…",
            run=lambda: self.shell.go(IMPORT),
            icon="import",
            shortcut="Ctrl+I",
        )
        new = Act(
            name="topics-new",
            text="新建议题",
            run=lambda: self.shell.go(NEW),
            icon="add",
            shortcut="Ctrl+N" if self._marked else "",
        )
        told = (count, some)
        if getattr(self, "_acts_told", None) != told:
            self._acts_told = told
            # Who has marked topics is about to put them on a meeting: that is what comes next.
            first, other, keys = (place, new, "Ctrl+M") if self._marked else (new, place, "Ctrl+N")
            self.foot.show_acts(first, paper, bring, other)
            if self.foot.primary is not None:
                on_keys(self.foot.primary, keys)
                tip(self.foot.primary, first.text, keys)

    def _open_menu(self) -> None:
        menu = self._menu
        menu.clear()
        menu.addAction("导入部门文件…", lambda: self.shell.go(IMPORT))
        menu.addAction("部门报送表（Word）…", partial(save_form, self, "docx"))
        menu.addAction("部门报送表（Excel）…", partial(save_form, self, "xlsx"))
        menu.addSeparator()
        menu.addAction("删除候选议题…", self.does.ask_to_delete)
        menu.addAction("回收站", lambda: self.shell.go(BIN))
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y() + XXS))

    def undo(self) -> None:
        """Ctrl+Z takes back what was deleted here."""
        self.does.undo()

    def _look_ahead(self, key: object) -> None:
        """Read the topic on whose line one stays."""
        found = next((line for line in self.model.rows if line.key == key), None)
        if found is not None and self.isVisible():
            Ahead.of(self.shell).look_at(place_of(found.place))

    def _open(self, key: object) -> None:
        """From the filter Enter goes into the list, in the list it opens the topic."""
        found = next((line for line in self.model.rows if line.key == key), None)
        if self.filter.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif found is not None:
            self.shell.go(ONE, found.place)
