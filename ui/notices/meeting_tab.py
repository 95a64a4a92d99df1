"""通知: a work list made for the telephone. The person to call stands at the top, one key records what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStackedWidget, QWidget

from secretariat.domain.notices import STATE_NAMES, NoticeState, Told, counts, queue, state, what_to_say, work_list
from secretariat.domain.states import NoticeAnswer
from ui.meetings.desk import Tab
from ui.meetings.place import KEY, MeetingPlace
from ui.meetings.words import common_words
from ui.notices.call_card import ACTS, CallCard
from ui.notices.entries import Entries
from ui.notices.number_book import NumberBook
from ui.notices.over import Over
from ui.notices.papers import save_reply_sheet, show_register
from ui.notices.recording import Recorder
from ui.notices.reply_flow import ReplyFlow
from ui.notices.rows import NoticeRow, columns, rows_of
from ui.table_model import TableModel
from ui.theme import XS, S
from ui.widgets.basics import box, column, label, set_width
from ui.widgets.choices import FlowLayout, Segmented
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_edit import FilterEdit
from ui.widgets.footer import Act
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QResizeEvent

    from secretariat.domain.facts import Notice
    from secretariat.domain.people_editing import NewPerson
    from secretariat.services.meetings import MeetingView
    from ui.notices.entry_form import EntryForm

_ALL: Final = "all"
_LITTLE: Final = 430
"""A tab lower than this is terse."""
_LEAST_LIST: Final = 108
_SETTLE_MS: Final = 30
"""Until the rows of the list are as high as their words."""
_KEYS: Final = "数字键登记答复，N 下一位，F2 接听人，F4 号码，回车 查看和更正通知记录；输入文字即筛选"
_LOCKED: Final = "纪要已经印发并锁定，通知记录不能修改。"
_ANSWERS: Final = {
    "attends": NoticeAnswer.ATTENDS,
    "leave": NoticeAnswer.LEAVE,
    "substitute": NoticeAnswer.SUBSTITUTE,
    "not_reached": NoticeAnswer.NOT_REACHED,
    "waiting": None,
}
_ASKED: Final = {"leave", "substitute"}
"""Answers to which something more belongs."""


class NoticesTab(Tab):
    """The tab 通知."""

    key = "notices"
    title = "通知"

    def build(self) -> Iterator[None]:
        """Make what is at the top, then the list."""
        self._view: MeetingView | None = None
        self.work: tuple[Told, ...] = ()
        """Everybody who is to be told."""
        self._state = _ALL
        self._acts_shown: tuple[object, ...] = ()
        self._recorder = Recorder(self.desk, self)
        self._recorder.changed.connect(self._show)
        self._book = NumberBook(self.desk, self)
        self._book.changed.connect(self._show)
        self.replies = ReplyFlow(self, self._recorder.now)
        self.replies.opened.connect(self._show_replies)
        self.card = CallCard()
        self.card.acted.connect(self._on_key)
        self.card.typed.connect(self._keep_number)
        self.card.back.connect(self._to_list)
        self.filter = FilterEdit("notices-filter", "筛选通知名单", "姓名或首字母")
        self.filter.setToolTip("输入姓名、拼音首字母、单位或电话筛选；回车或 ↓ 进入名单，Esc 清空（Ctrl+F 回到此处）")
        set_width(self.filter, 8)
        options = [(_ALL, "全部"), *((one.value, STATE_NAMES[one]) for one in NoticeState)]
        self.states = Segmented("notices-state", "按状态筛选", options)
        self.states.set_value(_ALL)
        self.states.chosen.connect(self._choose_state)
        yield
        self._make_list()
        self._make_shortcuts()
        yield

    def _make_list(self) -> None:
        self.model: TableModel[NoticeRow] = TableModel(columns(), lambda row: row.id, self)
        self.table = Table("notices", "通知名单", self.model, settings=self.shell.settings, compact=True)
        self.table.filter_by(self.filter)
        self.filter.filtered.connect(lambda _: self.fit())
        self.table.moved.connect(lambda _: self._show_card())
        self.table.opened.connect(self._open)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._bring_into_view)
        self._hint = label(_KEYS, "small")
        self._none = label("没有符合条件的人员", "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(32)
        self._empty = EmptyState(
            "还没有需要通知的人员",
            "先在“出席”中生成应到名单，再在这里逐个打电话通知、登记答复；也可以生成回执表发给各单位填写后导入。",
            Act(name="notices-make-list", text="去生成名单", run=self._go_to_attendance),
            icon="list",
        )
        self._stack = QStackedWidget()
        # It takes what the card leaves, and never any of the card's own room.
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumHeight(_LEAST_LIST)
        for part in (self.table, self._none, self._empty):
            self._stack.addWidget(part)
        self.over = Over(self._stack)
        self.over.changed.connect(self.fit)
        self.over.left.connect(self._go_on_below)
        self.replies.closed.connect(self.over.take_off)
        self._entries = Entries(self, self._recorder, self.over)
        self._entries.answered.connect(self._record)
        flow = FlowLayout(gap=XS)
        flow.addWidget(self.filter)
        flow.addWidget(self.states)
        self._bar = box(flow)
        self._main = column(self.card, self._bar, self._stack, self._hint, gap=S, into=self)
        self._main.setStretch(2, 1)

    def _make_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {key: partial(self._on_key, name) for name, key, _ in ACTS}
        keys |= {"N": partial(self._on_key, "next"), "F2": self.card.taken_by.setFocus}
        self._shortcuts = []
        for key, run in keys.items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(run)
            self._shortcuts.append(made)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)

    # --- the contract

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting; what is on its way to the database stays laid over it."""
        first, self._view = self._view is None, view
        self._recorder.take(view)
        self._book.read(view)
        if view.locked:
            self._close_all()
        self._show()
        if first:
            self._go_on_from(queue(self.work))

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The register, the reply sheet, the replies; and over a preview, whether to write it."""
        view = self._view
        if view is None or not self.work:
            return None, ()
        if self.replies.view is not None:
            return self.replies.acts()
        print_ = partial(show_register, self, view)
        register = Act(name="notices-register", text="登记表…", icon="print", shortcut="Ctrl+P", run=print_)
        save = partial(save_reply_sheet, self, view)
        sheet = Act(name="notices-sheet", text="回执表…", icon="export", run=save)
        read = Act(name="notices-import", text="导入回执…", icon="import", run=self.replies.ask)
        return None, ((register, sheet) if view.locked else (register, sheet, read))

    def first_focus(self) -> QWidget | None:
        """The list, at whoever is to be called next."""
        if self._view is not None:
            self._book.read(self._view, anew=True)
        return self.table if self.work and self.over.top is None else None

    def leave(self) -> None:
        """What is being asked is not asked any longer."""
        self._close_all()

    # --- showing

    def _show(self) -> None:
        dossier = self._recorder.shown
        if dossier is None:
            return
        self.work = work_list(dossier)
        counted = counts(self.work)
        texts = {one.value: f"{STATE_NAMES[one]} {counted.of(one)}" for one in NoticeState}
        self.states.set_texts({_ALL: f"全部 {counted.due}", **texts})
        rows = rows_of(dossier, self._book.numbers, self._book.readings)
        self.model.set_rows(row for row in rows if self._state in {_ALL, row.state.value})
        self._show_card()
        self._entries.show_work(self.work)
        self._hint.setText(_LOCKED if self._recorder.locked else _KEYS)
        self.fit()
        primary, more = self.acts()
        shown = (primary and primary.text, *(act.name for act in more))
        if shown != self._acts_shown:
            self._acts_shown = shown
            self.desk.acts_changed.emit()

    def fit(self) -> None:
        """Show what there is room and reason for."""
        some, over = bool(self.work), self.over.top is not None
        shown: QWidget = self._empty
        if self.over.shown is not None:
            shown = self.over.shown
        elif some:
            shown = self.table if self.model.rows else self._none
        self._stack.setCurrentWidget(shown)
        terse = self.height() < self.shell.theme.px(_LITTLE)
        self.card.be_terse(terse=terse)
        self.card.ask(asking=over)
        self.card.setVisible(some and self.replies.view is None)
        self._bar.setVisible(some and not over)
        self._hint.setVisible(some and not over and not terse)
        self._main.setSpacing(XS if terse else S)
        for made in self._shortcuts:
            made.setEnabled(some and not over)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Be terse where there is little room."""
        super().resizeEvent(event)
        self.fit()
        self._settle.start()

    def _show_card(self) -> None:
        dossier, view = self._recorder.shown, self._view
        one = self.current
        if dossier is None or view is None or one is None:
            return
        words = view.rulebook.words if view.rulebook is not None else common_words(dossier.government.name)
        self.card.show_call(
            dossier,
            self.work,
            one,
            self._book.of(one.person.id),
            say=what_to_say(dossier, one, meeting=view.name, office=words.office),
            next_=one.person.id in queue(self.work),
        )
        self.card.bar(barred=view.locked)

    def _told(self, person: str | None) -> Told | None:
        return next((one for one in self.work if one.person.id == person), None)

    @property
    def current(self) -> Told | None:
        """Who is being called: the current row, or where that is filtered out, whom the card still shows."""
        found: Any = self.table.current_id
        return self._told(found) or self._told(self.card.person) or next(iter(self.work), None)

    def _choose_state(self, key: str) -> None:
        self._state = key
        self._show()
        if self.model.rows and not self.table.currentIndex().isValid():
            self._go_to(self.model.rows[0].id)

    # --- the next one

    def _go_on_from(self, before: tuple[str, ...], person: str | None = None) -> None:
        """Go to whoever is next after somebody in the queue as it was; who is filtered out comes last."""
        now, order = queue(self.work), before
        if person in order:
            at = order.index(person)
            order = (*order[at + 1 :], *order[:at])
        wanted = [one for one in order if one in now and one != person]
        shown = [one for one in wanted if self.model.index_of(one).isValid()]
        if not shown and wanted:
            self._show_all()
            shown = wanted
        if shown:
            self._go_to(shown[0])
        elif not self.table.currentIndex().isValid() and self.model.rows:
            self._go_to(self.model.rows[0].id)

    def _go_to(self, person: str) -> None:
        """Make somebody the current one, with those before and after him in view."""
        self.table.go_to(person)
        self._settle.start()

    def _bring_into_view(self) -> None:
        self.table.scrollTo(self.table.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _show_all(self) -> None:
        """Let nothing be filtered out."""
        self._state = _ALL
        self.states.set_value(_ALL)
        self.filter.clear()
        self._show()

    def _next(self) -> None:
        now, one = queue(self.work), self.current
        if now:
            self._go_on_from(now, None if one is None else one.person.id)
        else:
            self.shell.note("名单上的人员都已答复", tone="info")
        self._to_list()

    def _to_list(self) -> None:
        if self.work and self.over.top is None:
            (self.table if self.model.rows else self.filter).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_attendance(self) -> None:
        self.shell.go(KEY, MeetingPlace(self.desk.meeting_id, tab="attendance"))

    # --- keys

    def _on_key(self, what: str) -> None:
        if what == "next":
            self._next()
            return
        one = self.current
        if one is None or self._recorder.locked:
            return
        taken_by, note = self.card.take_fields()
        notice = self._recorder.call(one.person.id, _ANSWERS[what], taken_by=taken_by, note=note)
        if what in _ASKED:
            self._entries.ask(notice, heading=f"{one.person.name}：{STATE_NAMES[state(notice)]}")
        else:
            self._record(notice)

    def _record(
        self,
        notice: Notice,
        reason: str | None = None,
        newcomer: NewPerson | None = None,
        form: EntryForm | None = None,
    ) -> None:
        before, one = queue(self.work), self._told(notice.person)
        refuse = None if form is None else form.show_error
        if one is None or not self._recorder.record(notice, reason=reason, newcomer=newcomer, refuse=refuse):
            return
        self.shell.note(f"{one.person.name}：{STATE_NAMES[state(notice)]}（Ctrl+Z 撤销）")
        if form is not None:
            self.over.take_off(form)
        if self._entries.view is None:
            self._go_on_from(before, notice.person)
            self._to_list()

    def _keep_number(self, text: str) -> None:
        person = self.card.person
        if person is not None and self._recorder.keep_number(person, text, refuse=self.card.refuse_number):
            self.card.close_number()

    def _open(self, person: str) -> None:
        """From the filter Enter goes into the list, in the list it opens somebody's entries."""
        one = self._told(person)
        if self.filter.hasFocus():
            self._to_list()
        elif one is not None:
            self._entries.open(one)

    # --- what lies over the list

    def _show_replies(self, part: QWidget) -> None:
        self.over.clear(but=part)
        self.over.lay(part)

    def _go_on_below(self) -> None:
        """Go on with what lay below what was taken off."""
        if self._entries.view is not None:
            self._entries.view.begin()
        else:
            self._to_list()

    def _close_all(self) -> None:
        self.over.clear()
        self.replies.drop()
        self.fit()
