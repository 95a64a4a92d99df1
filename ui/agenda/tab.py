"""议程: candidates on the left, the agenda on the right, with its times; put in order, and set, by keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from secretariat.domain.name_search import initials
from secretariat.domain.states import MeetingStatus
from ui.agenda.acts import AgendaActs
from ui.agenda.ask_room import AskRoom
from ui.agenda.attendees import Attendees
from ui.agenda.below import CHOSEN, CONFLICTS, Below
from ui.agenda.candidates import CandidateBook
from ui.agenda.head import AgendaHead
from ui.agenda.rows import agenda_rows, case_of, findings_by_title, plan_of
from ui.agenda.sides import AgendaSide, CandidateSide, stack
from ui.agenda.work import AgendaWork
from ui.meetings.attendance_model import Overlay
from ui.meetings.desk import Tab
from ui.meetings.name_readings import NameReadings
from ui.rules.tab_order import read_in_order
from ui.topics.place import NEW, ONE, TopicPlace
from ui.widgets.basics import column
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.facts import Dossier, Topic
    from secretariat.rules.case import Case
    from secretariat.services.meetings import MeetingView
    from secretariat.services.topic_view import AgendaView
    from ui.agenda.asking import Ask
    from ui.agenda.tables import AgendaTable, CandidateTable

_KEYS: Final = "候选：回车或 → 列入　议程：← 或 Delete 撤出，Alt+↑↓ 移动，回车 填写汇报人和时间　也可拖动"
_LOCKED: Final = "纪要已经印发并锁定，议程不能修改。"


class AgendaTab(Tab):
    """The tab 议程."""

    key = "agenda"
    title = "议程"

    def build(self) -> Iterator[None]:
        """Make the tables, then what is around them."""
        self.overlay = Overlay()
        self._view: MeetingView | None = None
        self.case: Case | None = None
        self.plan: AgendaView | None = None
        self.awaited: list[int | None] = []
        """Candidates on their way: to that number, or to the end."""
        self._attendees = Attendees(self)
        self._on_candidates = True
        self._acts_shown: tuple[object, ...] = ()
        self.does = AgendaActs(self)
        self.candidates = CandidateBook(self.desk, self)
        self.candidates.read_anew.connect(self._show_candidates)
        self._letters: dict[str, str] = {}
        self._readings = NameReadings(self.desk, self)
        self._readings.read.connect(self._take_readings)
        self.head = AgendaHead()
        self.head.reorder.connect(self.does.reorder)
        self.head.unset.connect(self.does.unset)
        yield
        self._make_candidates()
        yield
        self._make_agenda()
        yield
        self._make_below()
        yield
        self._lay_out()

    def _make_candidates(self) -> None:
        register = Act(name="agenda-new-topic", text="登记议题", run=lambda: self.shell.go(NEW))
        self.left = CandidateSide(self.shell.settings, register)
        self.left.taken.connect(self.does.place)
        self.table = self.left.table
        self.table.moved.connect(lambda _: self._choose(candidates=True))
        self.table.entered_by.connect(partial(self._come_to, candidates=True))
        self.table.dropped.connect(lambda _kind, no, _place: self.does.withdraw(no))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.left.filter.setFocus)

    def _make_agenda(self) -> None:
        self.right = AgendaSide(self.shell.settings)
        self.right.shifted.connect(self._shift)
        self.right.withdrawn.connect(self._withdraw)
        self.agenda = self.right.table
        self.agenda.opened.connect(lambda _: self._enter_fields())
        self.agenda.moved.connect(lambda _: self._choose(candidates=False))
        self.agenda.entered_by.connect(partial(self._come_to, candidates=False))
        self.agenda.shifted.connect(self.does.shift)
        self.agenda.released.connect(self.does.arrive)
        self.agenda.removed.connect(self._withdraw)
        self.agenda.dropped.connect(self.does.drop)

    def _make_below(self) -> None:
        self.below = Below(self.desk, self.initials)
        self.below.closed.connect(self._back_to_table)
        self.below.opened.connect(lambda: self._work.turn_below(there=True))
        self.below.locate.connect(self._go_to)
        self.below.attend.connect(lambda: self._attendees.propose(self.below.topic.no))
        self.below.topic.explain.connect(lambda: self.does.explain(self.below.topic.no))
        self.below.visit.connect(self._visit)

    def _lay_out(self) -> None:
        self.room = AskRoom()
        self.room.changed.connect(self._show_asked)
        self.room.left.connect(self._back_to_table)
        self._work = AgendaWork(self.shell.theme, self.head, self.room, self.left, self.right, self.below)
        self._cover = stack(self._work)
        column(self._cover, gap=0, into=self)

    # --- what there is

    @property
    def shown(self) -> Dossier | None:
        """The meeting as it will be once everything is saved."""
        return self.overlay.shown

    @property
    def locked(self) -> bool:
        """Whether nothing can be changed."""
        return self._view is None or self._view.locked

    @property
    def chosen_topic(self) -> int | None:
        """The number of the topic chosen on the agenda."""
        found = self.agenda.current_id
        return found if isinstance(found, int) else None

    def initials(self, name: str) -> str:
        """The initials of somebody's name, once they are known."""
        return self._letters.get(name, "")

    def _take_readings(self) -> None:
        dossier = self.overlay.shown
        if dossier is not None:
            known = self._readings.known
            self._letters = {one.name: initials(known[one.id]) for one in dossier.people if one.id in known}
            self.below.topic.offer_anew()
            self._show_chosen()

    # --- the contract

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting; what is on its way to the database stays laid over it."""
        first, before = self._view is None, len(self.overlay.base.topics) if self.overlay.base else 0
        self._view = view
        self.overlay.take(view.dossier)
        self.left.model.barred = self.right.model.barred = view.locked
        self._work.hint.setText(_LOCKED if view.locked else _KEYS)
        self._work.show_over(over=view.locked)
        if view.locked:
            self.room.drop()
        go_to = None
        for _ in range(len(view.dossier.topics) - before if self.awaited else 0):
            go_to = (self.awaited.pop(0) if self.awaited else None) or len(view.dossier.topics)
        self.show_rows(go_to=go_to)
        self.candidates.read(view)
        self._readings.follow(view.dossier)
        if first:
            self._on_candidates = not view.dossier.topics and not view.locked
            self._choose(candidates=self._on_candidates)

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """What is asked is taken or left; an agenda that is not set is set; it is printed."""
        if (of_attendees := self._attendees.acts()) is not None:
            return of_attendees
        asked = self.room.asked
        if asked is not None:
            take = Act(name="agenda-answer", text=asked.act, run=asked.take)
            return take, (Act(name="agenda-cancel", text="取消", run=asked.closed.emit),)
        dossier = self.overlay.shown
        if dossier is None or not dossier.topics:
            some = dossier is not None and not self.locked and self.left.model.rows
            return (Act(name="agenda-place", text="列入议程", run=self._place_current) if some else None), ()
        printed = Act(name="agenda-print", text="打印会议议程…", icon="print", shortcut="Ctrl+P", run=self.does.print)
        meeting = dossier.meeting
        if self.locked or meeting.agenda_set_on is not None:
            return None, (printed,)
        settle = Act(name="agenda-set", text="审定议程", run=self.does.ask_to_set)
        if meeting.status in {MeetingStatus.HELD, MeetingStatus.ISSUED}:
            return None, (printed, settle)
        return settle, (printed,)

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a topic's number)
        """Go to the topic of a finding about the agenda, and to the field that mends it."""
        family, _, what = code.partition(".")
        if (family != self.key and code != "topic.ad_hoc") or what == "staff":
            return False
        self._attendees.drop()
        if isinstance(subject, int) and self.right.go_to(subject):
            self.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
            if what == "ad_hoc":
                self.does.explain(subject)
            elif what == "report_time":
                self._enter_fields("report_minutes")
        elif self.right.model.rows:
            self.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def first_focus(self) -> QWidget | None:
        """The candidates while the agenda is put together, then the agenda."""
        if self._attendees.strip is not None:
            return self._attendees.strip
        if self.room.asked is not None:
            return self.room.asked.first
        dossier = self.overlay.shown
        done = dossier is not None and dossier.meeting.agenda_set_on is not None
        if self.right.model.rows and (done or (self.candidates.there and not self.left.model.total)):
            return self._begun(self.agenda)
        if self.left.model.total and not self.left.model.rows:
            return self.left.filter
        return self._begun(self.table) if self.left.model.rows or not self.candidates.there else None

    def leave(self) -> None:
        """Save what is being typed and moved."""
        self.does.arrive()
        self.below.leave()

    # --- showing

    def show_rows(self, *, go_to: int | None = None) -> None:
        """Show the agenda as it will be."""
        dossier, view = self.overlay.shown, self._view
        if dossier is None or view is None:
            return
        self.case = case_of(view, dossier, self.shell.today)
        self.plan = plan_of(self.case, dossier)
        self.right.show_rows(agenda_rows(dossier, self.plan, findings_by_title(view)))
        self.head.show_agenda(dossier, self.plan, locked=view.locked)
        self.right.bar.show_agenda(dossier, self.plan, locked=view.locked)
        self.below.locked = view.locked
        self.below.show_agenda(self.plan, dossier)
        if go_to is not None:
            self.right.go_to(go_to)
        self._show_chosen()
        self.tell_acts()

    def _show_candidates(self) -> None:
        had = self.table.hasFocus()
        self.left.show_rows(self.candidates.rows, there=self.candidates.there)
        if had and not self.left.model.total:  # the last one is on its way: one goes along with it
            self.right.take_focus()
        elif self.right.waits and self.left.model.rows:  # the other way round
            self._begun(self.table).setFocus(Qt.FocusReason.OtherFocusReason)
        if self._on_candidates:
            self._show_chosen()
        self.tell_acts()

    def _come_to(self, *, candidates: bool) -> None:
        self._work.turn_below(there=False)
        self._choose(candidates=candidates)

    def _choose(self, *, candidates: bool) -> None:
        if (self.agenda if candidates else self.table).hasFocus():
            return  # one changes by itself while somebody is in the other
        self._on_candidates = candidates
        self._show_chosen()

    def _show_chosen(self) -> None:
        dossier = self.overlay.shown
        if dossier is None:
            return
        if self._on_candidates:
            one = self.left.current
            if one is not None:
                self.below.candidate.show_candidate(one)
            if one is None:
                self.below.choose(None)
            else:
                self.below.choose(self.below.candidate, "候选议题", one.row.title)
            return
        shown = self.right.current
        topic = None if shown is None else _topic(dossier, shown.no)
        if shown is None or topic is None:
            self.below.choose(None)
            return
        self.below.topic.show_topic(dossier, topic, shown, locked=self.locked)
        self.below.choose(self.below.topic, f"议题{topic.no}", topic.title)

    def tell_acts(self) -> None:
        """Say so where what stands at the foot is another now."""
        primary, more = self.acts()
        shown = (primary and primary.text, primary and primary.enabled, *(act.name for act in more))
        if shown != self._acts_shown:
            self._acts_shown = shown
            self.desk.acts_changed.emit()

    # --- going about

    def _begun(self, table: AgendaTable | CandidateTable) -> QWidget:
        if not table.currentIndex().isValid():
            table.selectRow(0)
        return table

    def _enter_fields(self, name: str = "reporter") -> None:
        if self.chosen_topic is not None:
            self.below.show_part(CHOSEN)
            self._choose(candidates=False)
            if self.locked:  # nothing is to be filled in: one wants to see it
                self._visit()
                return
            self.below.topic.editor(name).setFocus(Qt.FocusReason.OtherFocusReason)

    def _back_to_table(self) -> None:
        self._work.turn_below(there=False)
        table = self.table if self._on_candidates else self.agenda
        self._begun(table).setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, no: int, role: str) -> None:
        """From a conflict to its topic; a reporter is chosen there."""
        if self.right.go_to(no):
            self.agenda.setFocus(Qt.FocusReason.OtherFocusReason)
            self._choose(candidates=False)
            if role == "reporter" and not self.locked:
                self._enter_fields()
            else:
                self.below.show_part(CONFLICTS)

    def _visit(self) -> None:
        one = self.left.current
        if not self._on_candidates:
            self.shell.go(ONE, TopicPlace(self.desk.meeting_id, self.below.topic.no))
        elif one is not None:
            self.shell.go(ONE, TopicPlace(one.key))

    # --- acting

    def _shift(self, by: int) -> None:
        self._on_candidates = False
        self.does.shift(by)

    def _place_current(self) -> None:
        self._begun(self.table)
        if self.left.current is not None:
            self.does.place(self.left.current)

    def _withdraw(self) -> None:
        no = self.chosen_topic
        if no is not None:
            self.does.withdraw(no)

    # --- what is asked

    def ask(self, asked: Ask) -> None:
        """Ask something in a line; what there is to press changes with what is typed in it."""
        asked.taken.connect(self.tell_acts)
        self.room.ask(asked)

    def answered(self) -> None:
        """Ask no longer, and go on where one was."""
        held: QWidget | None = self.focusWidget()
        had = self.room.asked is not None and held is not None and self.room.isAncestorOf(held)
        self.room.drop()
        if had:
            self._back_to_table()

    def _show_asked(self) -> None:
        read_in_order(self._work)
        self._work.fit()
        self.tell_acts()

    # --- what lies over all of it

    def cover(self, part: QWidget) -> None:
        """Show something in the place of all."""
        self._cover.addWidget(part)
        self._cover.setCurrentWidget(part)
        self.tell_acts()
        part.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self, part: QWidget) -> None:
        """Show the tables again."""
        self._cover.setCurrentWidget(self._work)
        self._cover.removeWidget(part)
        part.hide()
        part.deleteLater()
        self.tell_acts()
        self._back_to_table()


def _topic(dossier: Dossier, no: int) -> Topic | None:
    return next((topic for topic in dossier.topics if topic.no == no), None)
