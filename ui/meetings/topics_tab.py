"""议题: the list of topics, typed in and put in order by keyboard, and beside it the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from secretariat.domain.states import MeetingStatus
from secretariat.services import meetings
from ui.meetings.desk import Tab
from ui.meetings.life import present
from ui.meetings.topic_details import TopicDetails
from ui.meetings.undoing import keep_entry, offer_undo
from ui.meetings.words import OUTCOMES
from ui.table_model import Column, TableModel
from ui.theme import SCROLL_BAR, XS, XXS, M
from ui.widgets.basics import box, column, icon_button, label, named, row, scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from secretariat.domain.facts import Topic
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.meetings import MeetingView
    from ui.widgets.footer import Act

_LIST_WIDTH = 312
_SIDE_BY_SIDE = 720
_OF_DECISION = ("decision", "document")


def _words(topic: Topic) -> str:
    outcome = None if topic.decision is None else topic.decision.outcome
    return topic.title if outcome is None else f"{topic.title}\n{OUTCOMES[outcome]}"


def append_topic(database: Database, actor: Actor, meeting_id: int, title: str) -> int:
    """Add a topic of which nothing but the title is known."""
    return meetings.add_topic(database, actor, meeting_id, title)


class TopicTable(Table):
    """The list: Alt+Up and Alt+Down move the topic, Delete removes it, Enter goes to its fields."""

    shifted = Signal(int)
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The list's own keys."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shifted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete and not event.modifiers():
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class TopicsTab(Tab):
    """The tab 议题."""

    key = "topics"
    title = "议题"
    to_the_edge = True

    def build(self) -> Iterator[None]:
        """Make the details, then the list."""
        self._go_to: int | None = None
        self.details = TopicDetails(self.desk)
        yield from self.details.build()
        yield
        self._make_list()
        yield
        self._empty = EmptyState(
            "还没有议题",
            "输入议题标题，回车即添加；连续输入可一次录完全部议题。",
            icon="topics",
            primary=False,
        )
        self._column: QVBoxLayout = column(self._empty, self.details, gap=M)
        self._column.setContentsMargins(0, 0, SCROLL_BAR, M)
        self._area = scrolled(box(self._column), "topic-area", "议题内容")
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._across = row(self._list_side, self._area, gap=M, into=self)
        self._across.setStretch(1, 1)
        self._beside = True
        self.details.hide()

    def _make_list(self) -> None:
        columns: list[Column[Topic]] = [
            Column(key="no", title="序号", text=lambda topic: str(topic.no), align="right", width=44),
            Column(key="title", title="议题", text=_words, stretch=True),
        ]
        self.model: TableModel[Topic] = TableModel(columns, lambda topic: topic.no, self)
        self.table = TopicTable("topics", "议题", self.model)
        self.table.moved.connect(self._choose)
        self.table.opened.connect(lambda _: self._open())
        self.table.shifted.connect(self.shift)
        self.table.removed.connect(self.remove)
        self.add = named(QLineEdit(), "topic-add", "新增议题：输入标题后回车")
        self.add.setPlaceholderText("输入议题标题，回车添加")
        self.add.returnPressed.connect(self.add_topic)
        self._up = icon_button("up", "topic-up", "上移（Alt+↑）", clicked=lambda: self.shift(-1))
        self._down = icon_button("down", "topic-down", "下移（Alt+↓）", clicked=lambda: self.shift(1))
        self._delete = icon_button("delete", "topic-delete", "删除议题（Delete）", clicked=self.remove)
        self._count = label("", "small", wrap=False)
        self._tools = box(row(self._count, None, self._up, self._down, self._delete, gap=XXS))
        self._list = column(self.add, self.table, self._tools, gap=XS)
        self._list_side = box(self._list)
        self._list_side.setFixedWidth(_LIST_WIDTH)
        self._list.setContentsMargins(0, 0, 0, M)

    # --- showing

    def show_view(self, view: MeetingView) -> None:
        """Show the topics; the one chosen stays chosen."""
        topics = sorted(view.dossier.topics, key=lambda topic: topic.no)
        chosen = self._go_to or self.chosen or 1
        self.model.set_rows(topics)
        some = bool(topics)
        self.add.setReadOnly(view.locked)
        self.add.setVisible(not view.locked)
        self._count.setText(f"共 {len(topics)} 项")
        self.table.setVisible(some)
        self._tools.setVisible(some and not view.locked)
        self._list.setAlignment(Qt.AlignmentFlag(0) if some else Qt.AlignmentFlag.AlignTop)
        self._empty.setVisible(not some)
        self.details.setVisible(some)
        if some:
            chosen = min(chosen, len(topics))
            if self._go_to is not None and self._go_to <= len(topics):
                self._go_to = None
            self.table.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
            self.table.go_to(chosen)
            self.table.blockSignals(False)  # noqa: FBT003 (as above)
            self.details.show_topic(view, chosen)
            self._show_tools(chosen, len(topics))

    @property
    def chosen(self) -> int | None:
        """The number of the topic chosen."""
        found = self.table.current_id
        return found if isinstance(found, int) else None

    def _choose(self, no: object) -> None:
        view = self.desk.view
        if not isinstance(no, int) or view is None or all(topic.no != no for topic in view.dossier.topics):
            return
        if no != self.details.no:
            self.details.autosave.flush()
            self._area.verticalScrollBar().setValue(0)
        self.details.show_topic(view, no)
        self._show_tools(no, len(view.dossier.topics))

    def _open(self) -> None:
        """Go to the fields of the topic: in the room, and after, to what was decided."""
        view = self.desk.view
        in_room = view is not None and (view.dossier.meeting.status is MeetingStatus.HELD or present(view))
        self.details.focus_on("text" if in_room else "title")

    def _show_tools(self, no: int, count: int) -> None:
        self._up.setEnabled(no > 1)
        self._down.setEnabled(no < count)

    # --- acts

    def add_topic(self) -> None:
        """Add the topic whose title stands in the line, at the end."""
        title = self.add.text().strip()
        view = self.desk.view
        if not title or view is None or view.locked:
            return
        self.add.clear()
        self._go_to = len(view.dossier.topics) + 1
        self.desk.act(append_topic, title).failed(lambda error: self._not_added(title, error))

    def _not_added(self, title: str, error: Any) -> None:  # noqa: ANN401 (a ``UserError``)
        self._go_to = None
        if not self.add.text():
            self.add.setText(title)
        self.shell.operations.refused.emit(error)

    def shift(self, by: int) -> None:
        """Move the topic chosen up or down."""
        no, view = self.chosen, self.desk.view
        if no is None or view is None or view.locked or not 1 <= no + by <= len(view.dossier.topics):
            return

        def act() -> None:
            self._go_to = no + by
            self.desk.act(meetings.move_topic, no, no + by)

        self._when_saved(act)

    def remove(self) -> None:
        """Remove the topic chosen; the note that says so can take it back."""
        no, view = self.chosen, self.desk.view
        if no is None or view is None or view.locked:
            return
        title = next(topic.title for topic in view.dossier.topics if topic.no == no)

        def act() -> None:
            kept = keep_entry(self.shell, meetings.remove_topic, self.desk.meeting_id, no)
            kept.then(lambda entry: offer_undo(self.shell, f"已删除议题{no}“{title}”", entry))

        self._when_saved(act)

    def _when_saved(self, act: Callable[[], object]) -> None:
        """Do it when nothing that names topics by their present numbers waits to be saved."""
        save = self.details.autosave
        save.flush()
        if save.unsaved and save.problem is None:
            QTimer.singleShot(30, self, lambda: self._when_saved(act))
        else:
            act()

    # --- what the page asks

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a topic's number)
        """Go to the topic, and in it to the field."""
        view = self.desk.view
        if view is None:
            return False
        if not view.dossier.topics:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if isinstance(subject, int):
            self.table.go_to(subject)
        self.details.focus_on("text" if code.partition(".")[0] in _OF_DECISION else "title")
        return True

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The page says what comes next."""
        return None, ()

    def first_focus(self) -> QWidget | None:
        """The list, or where the first topic is typed."""
        return self.table if self.model.rows else self.add

    def leave(self) -> None:
        """Save what is being typed."""
        self.details.autosave.flush()

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """List and fields side by side, or in a narrow window one below the other."""
        super().resizeEvent(event)
        beside = event.size().width() >= _SIDE_BY_SIDE
        if beside != self._beside:
            self._beside = beside
            QTimer.singleShot(0, self, self._arrange)

    def _arrange(self) -> None:
        held: QWidget | None = self.focusWidget()
        had = held is not None and held.hasFocus()
        self._place_list()
        if held is not None and had:
            held.setFocus(Qt.FocusReason.OtherFocusReason)  # taken out of its place, a widget loses it

    def _place_list(self) -> None:
        if self._beside:
            self._column.removeWidget(self._list_side)
            self._across.insertWidget(0, self._list_side)
            self._list_side.setFixedWidth(_LIST_WIDTH)
            self._list.setContentsMargins(0, 0, 0, M)
            self.table.setMinimumHeight(0)
            self.table.setMaximumHeight(16777215)
        else:
            self._across.removeWidget(self._list_side)
            self._column.insertWidget(0, self._list_side)
            self._list_side.setMinimumWidth(0)
            self._list_side.setMaximumWidth(16777215)
            self._list.setContentsMargins(0, 0, 0, 0)
            self.table.setFixedHeight(216)

    def _make_room(self, _first: int, last: int) -> None:
        self._column.setContentsMargins(0, 0, 0 if last else SCROLL_BAR, M)
