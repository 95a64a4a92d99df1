"""议题: the list of topics, typed in and put in order by keyboard, and beside it the one that is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from secretariat.domain.agenda_editing import frozen
from secretariat.domain.name_search import initials
from secretariat.domain.states import MeetingStatus
from secretariat.errors import UserError
from secretariat.services import agenda, meetings, proposals
from ui.agenda.ask_room import AskRoom
from ui.agenda.asking import AskAdHoc, AskWithdraw
from ui.agenda.rows import case_of
from ui.meetings.desk import Tab
from ui.meetings.life import present
from ui.meetings.name_readings import NameReadings
from ui.meetings.topic_asks import AskMove
from ui.meetings.topic_details import TopicDetails
from ui.meetings.topic_document import TopicDocument
from ui.meetings.topic_table import TopicTable, columns
from ui.meetings.undoing import keep_entry, offer_undo
from ui.table_model import TableModel
from ui.theme import SCROLL_BAR, XS, XXS, M
from ui.topics.place import ONE, TopicPlace
from ui.widgets.basics import box, column, icon_button, label, named, row, scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.esc import TakesEsc
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QResizeEvent

    from secretariat.domain.facts import Topic
    from secretariat.services.meetings import MeetingView
    from ui.operations import Operation

_LIST_WIDTH = 312
_SIDE_BY_SIDE = 720
_FIELDS: Final = {
    "topic.wrong_kind": "type",
    "topic.department_remit": "flags",
    "topic.late_registration": "registered_on",
    "agenda.staff": "staff",
    "agenda.report_time": "report_minutes",
    "decision.unassigned": "responsible",
}
"""The fields of findings that are mended here."""
_ON_ITS_PAGE: Final = frozenset({"topic", "countersign", "material", "review", "record"})
"""The families of findings that are mended on the topic's own page, but for those above."""


class _OneTopic(TakesEsc, QWidget):
    """All that is said of one topic. Esc leaves it for the list of topics, where Down and Enter go on to the next."""

    left = Signal()

    def escape(self) -> None:
        """To the list."""
        self.left.emit()


class TopicsTab(Tab):
    """The tab 议题."""

    key = "topics"
    title = "议题"
    to_the_edge = True

    def build(self) -> Iterator[None]:
        """Make the details, then the list."""
        self._go_to: int | None = None
        self._waiting = ""
        """The title of a topic that is asked about."""
        self._letters: dict[str, str] = {}
        self._readings = NameReadings(self.desk, self)
        self._readings.read.connect(self._take_readings)
        self.details = TopicDetails(self.desk)
        yield from self.details.build()
        yield
        self.document = TopicDocument(self.desk)
        yield
        self._make_list()
        yield
        self._empty = EmptyState(
            "还没有议题",
            "输入议题标题，回车即添加；连续输入可一次录完全部议题。",
            icon="topics",
            primary=False,
        )
        self._parts = _OneTopic()
        self._parts.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        column(self.details, self.document, None, gap=M, into=self._parts)
        self._column: QVBoxLayout = column(self._empty, self._parts, gap=M)
        self._column.setContentsMargins(0, 0, SCROLL_BAR, M)
        self._area = scrolled(box(self._column), "topic-area", "议题内容")
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._across = row(self._list_side, self._area, gap=M)
        self._across.setStretch(1, 1)
        self.room = AskRoom(free=SCROLL_BAR)
        self.room.changed.connect(self.desk.acts_changed)
        self.room.left.connect(self._not_asked)
        column(self.room, self._across, gap=XS, into=self).setStretch(1, 1)
        self._beside = True
        self._parts.hide()

    def _make_list(self) -> None:
        self.model: TableModel[Topic] = TableModel(columns(), lambda topic: topic.no, self)
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
        self._parts.setVisible(some)
        self._readings.follow(view.dossier)
        if view.locked:
            self.room.drop()
        if some:
            chosen = min(chosen, len(topics))
            if self._go_to is not None and self._go_to <= len(topics):
                self._go_to = None
            self.table.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
            self.table.go_to(chosen)
            self.table.blockSignals(False)  # noqa: FBT003 (as above)
            self._show_chosen(view, chosen)

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
        self._show_chosen(view, no)

    def _show_chosen(self, view: MeetingView, no: int) -> None:
        self.details.show_topic(view, no)
        self.document.show_topic(view, no)
        self._up.setEnabled(no > 1)
        self._down.setEnabled(no < len(view.dossier.topics))

    def _initials(self, name: str) -> str:
        return self._letters.get(name, "")

    def _take_readings(self) -> None:
        known, view = self._readings.known, self.desk.view
        people = () if view is None else view.dossier.people
        self._letters = {one.name: initials(known[one.id]) for one in people if one.id in known}

    def _open(self) -> None:
        """Go to the fields of the topic: in the room, and after, to what was decided."""
        view = self.desk.view
        in_room = view is not None and (view.dossier.meeting.status is MeetingStatus.HELD or present(view))
        self.details.focus_on("text" if in_room else "title")

    # --- acts

    def add_topic(self) -> None:
        """Add the topic whose title stands in the line, at the end; to an agenda that is set as its rule says."""
        title = self.add.text().strip()
        view = self.desk.view
        if not title or view is None or view.locked:
            return
        self.add.clear()
        if frozen(view.dossier):
            case = case_of(view, view.dossier, self.shell.today)
            asked = AskAdHoc(title, view.dossier, case, self._initials)
            asked.taken.connect(
                lambda: self._add(title, consent_by=asked.by.value, reason=asked.why.text().strip() or None)
            )
            self._waiting = title
            self.room.ask(asked)
        else:
            self._add(title)

    def _add(self, title: str, **values: Any) -> None:  # noqa: ANN401 (consent_by, reason)
        view = self.desk.view
        self._answered()
        if view is not None and not view.locked:
            self._go_to = len(view.dossier.topics) + 1
            added = self._act(agenda.add_to_agenda, title, on=self.shell.today, **values)
            added.failed(lambda error: self._not_added(title, error))

    def _act(self, service: Callable[..., int], *args: Any, **values: Any) -> Operation[int]:  # noqa: ANN401 (its own)
        app = self.desk.app
        return self.shell.operations.write(service, app.database, app.actor, self.desk.meeting_id, *args, **values)

    def _not_added(self, title: str, error: Any) -> None:  # noqa: ANN401 (a ``UserError``)
        self._go_to = None
        if not self.add.text():
            self.add.setText(title)
        self.shell.operations.refused.emit(error)

    def shift(self, by: int) -> None:
        """Move the topic chosen up or down; on an agenda that is set it is asked how far, and why."""
        topic, view = self._topic(self.chosen), self.desk.view
        if topic is None or view is None or view.locked or not 1 <= topic.no + by <= len(view.dossier.topics):
            return
        if frozen(view.dossier):
            asked = AskMove(topic, topic.no + by, view.dossier, self._initials)
            asked.taken.connect(lambda: self._move_asked(topic, asked))
            self.room.ask(asked)
        else:
            self._when_saved(partial(self._move, topic.no, topic.no + by))

    def _move_asked(self, topic: Topic, asked: AskMove) -> None:
        to = asked.position
        if to is not None and self._still(topic):
            reason = asked.why.text().strip() or None
            self._when_saved(partial(self._move, topic.no, to, by=asked.by.value, reason=reason))

    def _move(self, no: int, to: int, **values: Any) -> None:  # noqa: ANN401 (by, reason)
        self._go_to = to
        self._act(agenda.move_on_agenda, no, to, on=self.shell.today, **values)

    def remove(self) -> None:
        """Remove the topic chosen, which a note can take back; off an agenda that is set it goes back to those to come.

        Then it is asked why.
        """
        topic, view = self._topic(self.chosen), self.desk.view
        if topic is None or view is None or view.locked:
            return
        called = f"议题{topic.no}“{topic.title}”"
        if frozen(view.dossier):
            asked = AskWithdraw(called, view.dossier, self._initials)
            asked.taken.connect(lambda: self._withdraw(topic, called, asked))
            self.room.ask(asked)
        else:
            self._when_saved(partial(self._remove, f"已删除{called}", meetings.remove_topic, topic.no))

    def _withdraw(self, topic: Topic, called: str, asked: AskWithdraw) -> None:
        if self._still(topic):
            reason, by = asked.why.text().strip() or None, asked.by.value
            act = partial(self._remove, f"已撤出{called}", proposals.take_off, topic.no, reason=reason, by=by)
            self._when_saved(act)

    def _remove(self, said: str, service: Any, no: int, **values: Any) -> None:  # noqa: ANN401 (an act of a meeting)
        kept = keep_entry(self.shell, service, self.desk.meeting_id, no, **values)
        kept.then(lambda entry: offer_undo(self.shell, said, entry))

    def _when_saved(self, act: Callable[[], object]) -> None:
        """Do it when nothing that names topics by their present numbers waits to be saved."""
        self.leave()
        if self.details.autosave.pending or self.document.pending:
            QTimer.singleShot(30, self, lambda: self._when_saved(act))
        else:
            act()

    # --- what is asked

    def _topic(self, no: int | None) -> Topic | None:
        view = self.desk.view
        return None if view is None else next((topic for topic in view.dossier.topics if topic.no == no), None)

    def _still(self, topic: Topic) -> bool:
        """Ask no longer; whether the topic that it was about has its number still."""
        self._answered()
        now = self._topic(topic.no)
        if now is None or now.title != topic.title:
            self.shell.operations.refused.emit(UserError("议程的议题刚刚有变化", "请查看最新议程后重新操作"))
            return False
        return True

    def _answered(self) -> None:
        """Ask no longer, and go on where it was asked."""
        asked, added = self.room.asked is not None, bool(self._waiting)
        self._waiting = ""
        self.room.drop()
        if asked:
            (self.add if added else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_asked(self) -> None:
        """What was typed to be added stands in its line again."""
        title, self._waiting = self._waiting, ""
        if title and not self.add.text():
            self.add.setText(title)
        (self.add if title else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_page(self, code: str = "") -> None:
        """Go to the topic's own page, with its approvals, countersigns, reviews and papers."""
        no = self.chosen
        if no is not None:
            self.leave()
            self.shell.go(ONE, TopicPlace(self.desk.meeting_id, no, code))

    # --- what the page asks

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a topic's number)
        """Go to the topic, and in it to the field; where that is on the topic's own page, go there."""
        view = self.desk.view
        if view is None:
            return False
        if not view.dossier.topics:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if isinstance(subject, int):
            self.table.go_to(subject)
        family = code.partition(".")[0]
        if code in _FIELDS:
            self.details.focus_on(_FIELDS[code])
        elif family in _ON_ITS_PAGE and isinstance(subject, int):
            self.open_page(code)
        elif family != "document" or not self.document.locate(code):
            self.details.focus_on("text" if family in {"decision", "document"} else "title")
        return True

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """What is asked is taken or left; else the topic's page is near, and the page says what comes next."""
        asked = self.room.asked
        if asked is not None:
            take = Act(name="topics-answer", text=asked.act, run=asked.take)
            return take, (Act(name="topics-cancel", text="取消", run=asked.closed.emit),)
        if not self.model.rows:
            return None, ()
        return None, (Act(name="topic-open", text="议题详情…", shortcut="Ctrl+D", run=self.open_page),)

    def first_focus(self) -> QWidget | None:
        """What is asked, else the list, or where the first topic is typed."""
        if self.room.asked is not None:
            return self.room.asked.first
        return self.table if self.model.rows else self.add

    def leave(self) -> None:
        """Save what is being typed."""
        self.details.autosave.flush()
        self.document.leave()

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
