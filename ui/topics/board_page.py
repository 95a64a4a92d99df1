"""议题: all topics in one table, narrowed down by state, by who and what, and by what they lack until when."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from secretariat.domain.labels import TOPIC_TYPES
from secretariat.services.countersign_reminders import reminder_list_pdf, to_remind, waiting
from secretariat.services.organisation_view import governments
from secretariat.services.topic_lacks import Lacks, lacks
from ui.meetings.sheet import Choice
from ui.meetings.undoing import offer_undo
from ui.pages import Page
from ui.table_model import TableModel
from ui.theme import XS, XXS, S
from ui.topics.board_acts import delete_all, restore_all, save_form
from ui.topics.board_rows import ALL, DUES, MISSING, PAGE, STATES, BoardLine, Key, Sight, Wanted, columns, fits, look
from ui.topics.place import BIN, BOARD, IMPORT, NEW, ONE
from ui.topics.placing import PlaceDialog
from ui.topics.views import ViewDialog
from ui.widgets.basics import box, button, label, named, on_keys, set_width, tip
from ui.widgets.choices import FlowLayout, Segmented
from ui.widgets.dialogs import confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_edit import FilterEdit
from ui.widgets.footer import Act
from ui.widgets.paper_dialog import PaperDialog
from ui.widgets.table import Table

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.services.countersign_reminders import Reminder
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

_AT_ONCE: Final = 20
"""So many topics are judged at a time, so that others who read come in between."""
_CONCERNS: Final = frozenset({"topic", "meeting", "placement", "decision", "countersign", "review", "step"})
_NONE: Final = "没有符合条件的议题"
_TYPING_MS: Final = 150


def remind(database: Database, reference: Reference, keys: frozenset[Key], today: dt.date) -> tuple[bytes | None, int]:
    """The list of those to be reminded, of some topics or of all whose time runs out; and how many they are."""
    rows: tuple[Reminder, ...] = waiting(database, reference, today=today)
    chosen = tuple(one for one in rows if (one.meeting, one.no) in keys) if keys else to_remind(rows)
    if not chosen:
        return None, 0
    office = next((line.office for line in governments(database) if line.office), "")
    return reminder_list_pdf(chosen, today=today, office=office), len(chosen)


class TopicsPage(Page):
    """The page of the rail's third place."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "议题", scroll=False, foot=True)
        self.wanted = Wanted()
        self._pages = 1
        self._sight: Sight | None = None
        self._lacks: dict[Key, Lacks] = {}
        self._asking = False
        self._marked: set[Key] = set()
        self._stale: set[Key] = set()
        self._make_head()
        self._make_filters()
        self._make_table()
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._read_anew)
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
        self.states.set_value(self.wanted.state)
        self.states.chosen.connect(lambda key: self._narrow(state=key))

    def _make_filters(self) -> None:
        self.filter = FilterEdit("topics-filter", "筛选议题", "标题、单位、领导")
        set_width(self.filter, 11)
        self.filter.filtered.connect(self._typed)
        self.choices: dict[str, Choice] = {
            "sponsor": Choice("topics-sponsor", "提报单位", none="提报单位：全部"),
            "leader": Choice("topics-leader", "分管领导", none="分管领导：全部"),
            "type": Choice("topics-type", "类型", TOPIC_TYPES.items(), none="类型：全部"),
            "missing": Choice("topics-missing", "缺什么", MISSING.items(), none="手续：全部"),
            "due": Choice("topics-due", "期限", DUES.items(), none="期限：全部"),
        }
        flow = FlowLayout(gap=XS)
        flow.addWidget(self.filter)
        for name, choice in self.choices.items():
            set_width(choice, 7, around=60)
            choice.view().setMinimumWidth(200)
            choice.picked.connect(partial(self._picked, name))
            flow.addWidget(choice)
        self.views = Choice("topics-view", "常用视图", none="常用视图…")
        set_width(self.views, 7, around=44)
        self.views.picked.connect(self._take_view)
        self._keep = button("存为视图…", "topics-view-keep", role="link", icon="save", clicked=self._keep_view)
        self._forget = button("删除视图", "topics-view-forget", role="link", clicked=self._forget_view)
        self._clear = button("清除筛选", "topics-clear", role="link", clicked=self.clear)
        for part in (self.views, self._keep, self._forget, self._clear):
            flow.addWidget(part)
        self._filters = box(flow)
        self._show_views()

    def _make_table(self) -> None:
        self.model: TableModel[BoardLine] = TableModel(columns(), lambda line: line.key, self)
        self.table = Table("topics-board", "议题", self.model, settings=self.shell.settings, compact=True)
        self.table.filter_by(self.filter)
        self.table.opened.connect(self._open)
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
        for keys, act in (("Delete", self.ask_to_delete), ("Ctrl+A", self.mark_all), ("Ctrl+D", self.unmark)):
            made = QShortcut(QKeySequence(keys), self.table)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(act)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (nothing, a state, or a ``Wanted``)
        """Show the topics, as they were narrowed down before."""
        self.quiet()
        if isinstance(place, Wanted):
            self._want(place)
        elif isinstance(place, str):
            self._narrow(state=place)
        self._read()

    def changed(self, changes: object) -> None:
        """Read again what was touched, if anybody looks."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if {"own_rulebook", "calendar_year"} & told.tables:
            self._lacks.clear()
        self._stale |= {key for key in self._lacks if key[0] in told.meetings}
        here = self.shell.navigation.here
        if here is not None and here.key == BOARD and (told.meetings or told.tables & _CONCERNS):
            self._read()

    def first_focus(self) -> QWidget | None:
        """The filter: typing narrows the list down, Down goes into it."""
        return self.filter

    @property
    def settled(self) -> bool:
        """Whether all that is shown has been judged."""
        return not self._typing.isActive() and not self._asking

    # --- narrowing

    def _narrow(self, **values: str) -> None:
        self._want(replace(self.wanted, **values))
        self._read()

    def _want(self, wanted: Wanted) -> None:
        if wanted == self.wanted:
            return
        self.wanted, self._pages = wanted, 1
        self.states.set_value(wanted.state)
        if self.filter.text() != wanted.text:
            self.filter.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
            self.filter.setText(wanted.text)
            self.filter.blockSignals(False)  # noqa: FBT003 (as above)
            self.model.set_filter(wanted.text)
        for name, choice in self.choices.items():
            value = getattr(wanted, name)
            if (choice.value or "") != value:
                choice.set_value(value or None)

    def _typed(self, text: str) -> None:
        self.wanted = replace(self.wanted, text=text.strip())
        self._typing.start()

    def _read_anew(self) -> None:
        self._pages = 1
        self._read()

    def _picked(self, name: str, value: object) -> None:
        self.views.set_value(None)  # it is not that view any more
        self._narrow(**{name: "" if value is None else str(value)})

    def clear(self) -> None:
        """Narrow nothing down but by state."""
        self.views.set_value(None)
        self._narrow(**{one.name: "" for one in dataclasses.fields(Wanted) if one.name != "state"})

    # --- reading and showing

    def _read(self) -> None:
        app = self.shell.services
        if app is not None:
            reading = self.shell.operations.read_latest(
                ("topics", id(self)), look, app.database, self.wanted, self._pages
            )
            reading.then(self._show)

    def _show(self, sight: Sight) -> None:
        self._sight = sight
        self.choices["sponsor"].set_options((name, name) for name in sight.sponsors)
        self.choices["leader"].set_options((name, name) for name in sight.leaders)
        self.states.set_texts({key: f"{text} {sight.counts.get(key, 0)}" for key, text in STATES})
        self._marked &= {(one.meeting, one.no) for one in sight.rows}
        self._fill()
        self._ask()

    def _fill(self) -> None:
        sight = self._sight
        if sight is None:
            return
        lines = [self._line(one) for one in sight.rows]
        self.model.set_rows(line for line in lines if fits(line, self.wanted))
        shown = len(self.model.rows)
        nothing = not sight.counts.get(ALL) and self.wanted == Wanted(state=self.wanted.state)
        self._stack.setCurrentWidget(self._empty if nothing else self.table if shown else self._none)
        for part in (self.states, self._filters, self._hint):
            part.setVisible(not nothing)
        if shown and not self.table.currentIndex().isValid():
            self.table.go_to(self.model.rows[0].key)
        self._tell(shown)
        self._show_acts()

    def _line(self, one: Any) -> BoardLine:  # noqa: ANN401 (a ``TopicRow``)
        key = (one.meeting, one.no)
        return BoardLine(row=one, lacks=self._lacks.get(key), marked=key in self._marked)

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
        narrowed = self.wanted != Wanted(state=self.wanted.state)
        self._clear.setVisible(narrowed)
        self._keep.setVisible(narrowed)
        self._forget.setVisible(self.views.value is not None)

    def _scrolled(self) -> None:
        """Read more of those heard once one has come to the end."""
        bar, sight = self.table.verticalScrollBar(), self._sight
        if sight is not None and len(sight.rows) < sight.total and bar.value() >= bar.maximum() - bar.pageStep():
            wanted = len(sight.rows) // PAGE + 1
            if wanted > self._pages:
                self._pages = wanted
                self._read()

    # --- what they lack

    def _ask(self) -> None:
        """Have those judged that are shown and were not yet, some at a time; nobody waits for it."""
        sight, app = self._sight, self.shell.services
        if sight is None or self._asking:
            return
        open_ones = [one for one in sight.rows if one.outcome is None]
        missing = [one for one in open_ones if (one.meeting, one.no) not in self._lacks]
        missing += [one for one in open_ones if (one.meeting, one.no) in self._stale]
        chosen = missing[:_AT_ONCE]
        if not chosen:
            return
        self._asking = True
        wanted = tuple((one.meeting, one.no, one.state == STATES[0][0]) for one in chosen)
        keys = {(one.meeting, one.no) for one in chosen}
        asking = self.shell.operations.read(lacks, app.database, app.reference, wanted, today=self.shell.today)
        asking.then(lambda found: self._take_lacks(keys, found)).finally_(self._go_on)

    def _take_lacks(self, keys: set[Key], found: Iterable[Lacks]) -> None:
        self._stale -= keys
        told = {(one.meeting, one.no): one for one in found}
        for meeting, no in keys - told.keys():  # it is gone by now
            told[meeting, no] = Lacks(meeting=meeting, no=no, needs=(), judged=False)
        self._lacks |= told
        self._fill()

    def _go_on(self) -> None:
        self._asking = False
        here = self.shell.navigation.here
        if here is not None and here.key == BOARD:
            self._ask()

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
    def chosen(self) -> tuple[BoardLine, ...]:
        """Those marked, or where none is the current one."""
        marked = tuple(line for line in self.model.rows if line.key in self._marked)
        current = self.model.row(self.table.currentIndex())
        return marked or (() if current is None else (current,))

    # --- acts

    def _show_acts(self) -> None:
        count = f" {len(self._marked)} 项" if self._marked else ""
        some = bool(self.model.rows)
        place = Act(name="topics-place", text=f"列入会议{count}…", run=self.place, icon="meetings", enabled=some)
        paper = Act(name="topics-remind", text="催办单…", run=self.remind, icon="print", shortcut="Ctrl+P")
        bring = Act(
            name="topics-import",
            text="导入部门文件…",
            run=lambda: self.shell.go(IMPORT),
            icon="import",
            shortcut="Ctrl+I",
        )
        new = Act(name="topics-new", text="新建议题", run=lambda: self.shell.go(NEW), icon="add")
        told = (count, some)
        if getattr(self, "_acts_told", None) != told:
            self._acts_told = told
            self.foot.show_acts(new, paper, bring, place)
            if self.foot.primary is not None:
                on_keys(self.foot.primary, "Ctrl+N")
                tip(self.foot.primary, "新建议题", "Ctrl+N")

    def _open_menu(self) -> None:
        menu = self._menu
        menu.clear()
        menu.addAction("导入部门文件…", lambda: self.shell.go(IMPORT))
        menu.addAction("部门报送表（Word）…", partial(save_form, self, "docx"))
        menu.addAction("部门报送表（Excel）…", partial(save_form, self, "xlsx"))
        menu.addSeparator()
        menu.addAction("删除候选议题…", self.ask_to_delete)
        menu.addAction("回收站", lambda: self.shell.go(BIN))
        corner = self._more.mapToGlobal(self._more.rect().bottomRight())
        menu.popup(QPoint(corner.x() - menu.sizeHint().width(), corner.y() + XXS))

    def _open(self, key: object) -> None:
        """From the filter Enter goes into the list, in the list it opens the topic."""
        found = next((line for line in self.model.rows if line.key == key), None)
        if self.filter.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif found is not None:
            self.shell.go(ONE, found.place)

    def place(self) -> None:
        """Put those chosen on a meeting; only candidates can be."""
        lines = [line for line in self.chosen if line.candidate]
        if not lines:
            self.shell.note("只有候选议题能列入会议，请先选中候选议题", tone="info")
            return
        government = lines[0].row.government
        others = [line for line in lines if line.row.government != government]
        if others:
            self.shell.note("选中的议题属于不同的政府，请分别列入", tone="info")
            return
        what = f"“{lines[0].row.title}”" + (f"等 {len(lines)} 项" if len(lines) > 1 else "")
        keys = [line.row.meeting for line in lines]
        PlaceDialog(self.window(), self.shell, keys, government, what, done=lambda _: self.unmark())

    def remind(self) -> None:
        """Show the list of those to be reminded, to be printed."""
        app, shell = self.shell.services, self.shell
        keys = frozenset(self._marked)
        made = shell.operations.read(remind, app.database, app.reference, keys, shell.today)
        made.long("正在排版", can_cancel=False).then(self._show_reminders)

    def _show_reminders(self, made: tuple[bytes | None, int]) -> None:
        paper, count = made
        if paper is None:
            whose = "所选议题" if self._marked else "目前"
            self.shell.note(f"{whose}没有到期未回复的会签，不需要催办", tone="info")
            return
        PaperDialog(self.window(), self.shell, f"会签催办单（{count} 个单位）", paper).open()

    def ask_to_delete(self) -> None:
        """Ask, then delete the candidates chosen; they can be brought back."""
        lines = [line for line in self.chosen if line.candidate]
        if not lines:
            self.shell.note("只有候选议题能在这里删除；已列入会议的请在会议中撤出", tone="info")
            return
        if len(lines) == 1:
            self._delete([lines[0].row.meeting])
            return
        text = f"“{lines[0].row.title}”等 {len(lines)} 项候选议题移入回收站，可以立即撤销，也可以以后恢复。"
        keys = [line.row.meeting for line in lines]
        confirm(self, "删除候选议题", text, "删除", partial(self._delete, keys), danger=True, object_name="delete")

    def _delete(self, keys: list[int]) -> None:
        app, shell = self.shell.services, self.shell

        def deleted(entries: tuple[int, ...]) -> None:
            self.unmark()
            text = f"已删除 {len(entries)} 项候选议题"
            if len(entries) == 1:
                offer_undo(shell, text, entries[0])
                return
            back = Act(
                name="undo",
                text="撤销",
                run=lambda: shell.operations.write(restore_all, app, entries).then(lambda _: shell.note("已撤销")),
            )
            shell.note(text, act=back)

        shell.operations.write(delete_all, app, keys).then(deleted)

    # --- views

    def _show_views(self) -> None:
        kept = self.shell.settings.views("topics")
        self.views.set_options((name, name) for name in kept)
        self.views.setVisible(bool(kept))
        self._forget.setVisible(self.views.value is not None)

    def _take_view(self, name: object) -> None:
        kept = self.shell.settings.views("topics").get(str(name))
        known = {one.name for one in dataclasses.fields(Wanted)}
        if kept is not None:
            self._want(Wanted(**{key: value for key, value in kept.items() if key in known}))
            self._read()
        else:
            self.clear()

    def _keep_view(self) -> None:
        def keep(name: str) -> None:
            self.shell.settings.keep_view("topics", name, dataclasses.asdict(self.wanted))
            self._show_views()
            self.views.set_value(name)
            self._fill()
            self.shell.note(f"已存为视图“{name}”")

        ViewDialog(self.window(), keep, known=tuple(self.shell.settings.views("topics")))

    def _forget_view(self) -> None:
        name = self.views.value
        if isinstance(name, str):
            self.shell.settings.keep_view("topics", name, None)
            self.views.set_value(None)
            self._show_views()
            self._fill()
