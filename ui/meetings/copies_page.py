"""份号与清退: the numbered copies of all topics of a meeting: how many are out, back, missing; and their register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt

from secretariat.domain.material_editing import missing_copies
from secretariat.domain.states import MeetingStatus
from secretariat.services.copies_paper import meeting_register_pdf, total_text, with_copies
from secretariat.services.meetings import open_meeting
from secretariat.services.topic_view import case_of
from ui.meetings.place import COPIES
from ui.pages import Page
from ui.table_model import Column, TableModel
from ui.topics.copies_card import COPIES as COPIES_OF
from ui.topics.place import ONE, TopicPlace
from ui.widgets.basics import label
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.paper_dialog import PaperDialog
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.facts import Dossier, Topic
    from secretariat.services.meetings import MeetingView
    from secretariat.services.reference import Reference
    from ui.main_window import Shell

_REGISTER: Final = "材料分发回收登记表"


def make_register(dossier: Dossier, reference: Reference, today: dt.date) -> bytes:
    """Make the register of a meeting; raises ``UserError`` where it cannot be."""
    return meeting_register_pdf(case_of(dossier, reference, today=today))


class CopiesPage(Page):
    """The page; ``place`` is the meeting's key. Enter goes to the copies of a topic."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "份号与清退", scroll=False, foot=True, back=True)
        self._view: MeetingView | None = None
        self._meeting: int | None = None
        self.model: TableModel[Topic] = TableModel(self._columns(), lambda topic: topic.no, self)
        empty = EmptyState(
            "这次会议还没有议题", "议题的涉密或会后收回的材料编了份号，在这里汇总分发和收回。", icon="topics"
        )
        self.list = FilteredTable("meeting-copies", "份号与清退", self.model, empty=empty, settings=shell.settings)
        self.list.table.opened.connect(self.open_topic)
        self._said = label("", "strong")
        self._hint = label("回车到议题页编份号、登记分发和收回。", "small")
        self.body.addWidget(self._said)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._hint)

    def _columns(self) -> list[Column[Topic]]:
        return [
            Column(key="no", title="议题", text=lambda topic: str(topic.no), sort=lambda topic: topic.no, width=64),
            Column(key="title", title="名称", text=lambda topic: topic.title, stretch=True),
            _count("copies", "份数", lambda topic: len(topic.copies)),
            _count("given", "已分发", _given),
            _count("back", "已收回", lambda topic: _given(topic) - len(missing_copies(topic))),
            _count("missing", "未收回", lambda topic: len(missing_copies(topic))),
            Column(key="who", title="未收回的份号", text=self._missing, mark=self._mark, stretch=True),
        ]

    def _missing(self, topic: Topic) -> str:
        if not topic.copies:
            return "未编份号"
        if not _given(topic):
            return "未分发"
        lacking = missing_copies(topic)
        if not lacking:
            left = len(topic.copies) - _given(topic)
            return f"已分发的全部收回，{left} 份未分发" if left else "全部收回"
        people = () if self._view is None else self._view.dossier.people
        names = {person.id: person.name for person in people}
        return "、".join(f"{copy.no:03d}号{names.get(copy.person or '', '')}" for copy in lacking)

    def _mark(self, topic: Topic) -> tuple[str, str] | None:
        if not _given(topic):
            return None
        if not missing_copies(topic):
            return "good", "good"
        return ("violation", "violation") if self._held else ("warning", "warning")

    @property
    def said(self) -> str:
        """What is said of all topics together."""
        return self._said.text()

    @property
    def _held(self) -> bool:
        """Whether copies should be back by now."""
        view = self._view
        return view is not None and view.dossier.meeting.status in {MeetingStatus.HELD, MeetingStatus.ISSUED}

    # --- coming, and the meeting as it is

    def enter(self, place: Any) -> None:  # noqa: ANN401 (the meeting's key)
        """Show that meeting's."""
        self.quiet()
        if place != self._meeting:
            self._meeting, self._view = place, None
            self.model.set_rows(())
            self._said.setText("")
        self._read()

    def changed(self, changes: Any) -> None:  # noqa: ANN401 (``Changes``)
        """Read it again when the meeting was touched, if anybody looks."""
        here = self.shell.navigation.here
        if here is not None and here.key == COPIES and self._meeting in changes.meetings:
            self._read()

    def first_focus(self) -> QWidget | None:
        """The list."""
        return self.list.table

    def _read(self) -> None:
        app, key = self.shell.services, ("meeting-copies", id(self))
        if self._meeting is not None:
            reading = self.shell.operations.read_latest(
                key, open_meeting, app.database, app.reference, self._meeting, today=self.shell.today
            )
            reading.then(self._show).failed(self.tell_error)

    def _show(self, view: MeetingView) -> None:
        first, self._view = self._view is None, view
        topics = sorted(view.dossier.topics, key=lambda topic: topic.no)
        numbered = with_copies(view.dossier)
        self.head.show_title("份号与清退", f"{view.name}　{write_date(view.dossier.meeting.date)}")
        self._said.setText(total_text(numbered) if numbered else "材料都没有编份号。")
        self._said.setVisible(bool(topics))
        self._hint.setVisible(bool(topics))
        self.list.set_rows(topics)
        if topics and not self.list.table.currentIndex().isValid():
            lacking_one = next((topic for topic in topics if missing_copies(topic)), topics[0])
            self.list.table.go_to(lacking_one.no)
        why = "" if numbered else "还没有编份号"
        show = Act(
            name="meeting-copies-print",
            text="打印登记表…",
            run=self.print,
            icon="print",
            enabled=bool(numbered),
            why=why,
        )
        self.foot.show_acts(show if topics else None)
        if first and topics and self.isVisible():  # before, there was nothing to be in
            self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- acts

    def open_topic(self, no: object) -> None:
        """Go to the copies of a topic."""
        if self._meeting is not None and isinstance(no, int):
            self.shell.go(ONE, TopicPlace(self._meeting, no, COPIES_OF))

    def print(self) -> None:
        """Show the register of the whole meeting, to be printed or saved."""
        view, shell = self._view, self.shell
        if view is None:
            return
        shell.operations.flush()
        made = shell.operations.read(make_register, view.dossier, shell.services.reference, shell.today)
        made.long("正在排版", can_cancel=False)
        made.then(lambda paper: PaperDialog(self.window(), shell, f"{view.name}{_REGISTER}", paper).open())


def _given(topic: Topic) -> int:
    return sum(copy.given_on is not None for copy in topic.copies)


def _count(key: str, title: str, number: Any) -> Column[Topic]:  # noqa: ANN401 (of a topic)
    return Column(
        key=key,
        title=title,
        text=lambda topic: str(number(topic)) if topic.copies else "",
        sort=number,
        align="right",
        width=84,
    )
