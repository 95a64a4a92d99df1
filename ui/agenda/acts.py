"""What is done to the agenda from its tab: each act is shown at once, written aside, and can be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from secretariat.domain import agenda_editing
from secretariat.domain import proposals as pure
from secretariat.domain.facts import AdHoc
from secretariat.errors import UserError
from secretariat.services import agenda, proposals
from secretariat.services.agenda_paper import agenda_pdf
from ui.agenda.asking import AskAdHoc, AskExplain, AskSet, AskWithdraw
from ui.agenda.rows import CandidateRow, case_of
from ui.agenda.tables import TOPIC
from ui.meetings.undoing import keep_entry, offer_undo
from ui.widgets.paper_dialog import PaperDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier
    from ui.agenda.asking import Ask
    from ui.agenda.tab import AgendaTab
    from ui.meetings.attendance_model import Pending

_JOURNEY_MS: Final = 600
"""A topic that stands still for so long has been moved; what it passed on its way is nobody's business."""


class AgendaActs(QObject):
    """The acts of one tab."""

    def __init__(self, tab: AgendaTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._journey: tuple[int, int] | None = None
        """From where to where a topic is being moved."""
        self._laid: Pending | None = None
        self._rest = QTimer(self, singleShot=True, interval=_JOURNEY_MS)
        self._rest.timeout.connect(self.arrive)

    # --- onto the agenda

    def place(self, one: CandidateRow, at: int | None = None) -> None:
        """Put a candidate on the agenda; once that is set, it is asked by whose consent and why."""
        shown, case = self._tab.shown, self._tab.case
        if shown is None or self._tab.locked:
            return
        if agenda_editing.frozen(shown):
            asked = AskAdHoc(one.row.title, shown, case, self._tab.initials)
            asked.taken.connect(lambda: self._place(one, None, asked))
            self._tab.ask(asked)
        else:
            self._place(one, at, None)

    def _place(self, one: CandidateRow, at: int | None, asked: AskAdHoc | None) -> None:
        tab = self._tab
        given = None if asked is None else AdHoc(consent_by=asked.by.value, reason=asked.why.text().strip() or None)
        by = None if given is None else given.consent_by
        tab.answered()

        def act() -> None:
            tab.candidates.leave(one.key)
            tab.awaited.append(at)
            done = keep_entry(tab.shell, proposals.place, [one.key], tab.desk.meeting_id, ad_hoc=given, by=by, at=at)
            done.then(lambda entry: offer_undo(tab.shell, f"已列入议程：{one.row.title}", entry))
            done.failed(lambda error: self._not_placed(one.key, error))

        self._when_saved(act)

    def drop(self, kind: str, key: int, place: int) -> None:
        """Move a topic to where it was dropped, or put the candidate there."""
        if kind == TOPIC:
            self.move(key, place if key <= place else place + 1)
            return
        one = self._tab.left.of(key)
        if one is not None:
            self.place(one, place + 1)

    def _not_placed(self, key: int, error: UserError) -> None:
        self._tab.awaited.clear()
        self._tab.candidates.stay(key)
        self._tab.shell.operations.refused.emit(error)

    def explain(self, no: int) -> None:
        """Record by whose consent, or why, a topic was added."""
        shown = self._tab.shown
        topic = None if shown is None else next((one for one in shown.topics if one.no == no), None)
        if shown is None or topic is None or self._tab.locked:
            return
        asked = AskExplain(topic.title, shown, self._tab.case, self._tab.initials, told=topic.ad_hoc)
        asked.taken.connect(lambda: self._explain(no, asked))
        self._tab.ask(asked)

    def _explain(self, no: int, asked: AskAdHoc) -> None:
        values: dict[str, Any] = {"consent_by": asked.by.value, "reason": asked.why.text().strip() or None}
        act = partial(self._do, f"已登记议题{no}临时追加情况", agenda.explain_ad_hoc, no, **values)
        self._answered(asked, act, partial(agenda_editing.explain_ad_hoc, no=no, **values))

    # --- off it

    def withdraw(self, no: int) -> None:
        """Take a topic off; once the agenda is set it is asked why."""
        shown = self._tab.shown
        topic = None if shown is None else next((one for one in shown.topics if one.no == no), None)
        if shown is None or topic is None or self._tab.locked:
            return
        if agenda_editing.frozen(shown):
            asked = AskWithdraw(f"议题{no}“{topic.title}”", shown, self._tab.initials)
            asked.taken.connect(lambda: self._withdraw(no, topic.title, asked))
            self._tab.ask(asked)
        else:
            self._withdraw(no, topic.title, None)

    def _withdraw(self, no: int, title: str, asked: AskWithdraw | None) -> None:
        reason = None if asked is None else asked.why.text().strip() or None
        by = None if asked is None else asked.by.value
        edit = partial(pure.taken_off, no=no, on=self._tab.shell.today, by=by, reason=reason)
        act = partial(self._do, f"已撤出：{title}", proposals.take_off, no, reason=reason, by=by)
        self._answered(asked, act, edit)

    # --- up and down

    def shift(self, by: int) -> None:
        """Move the topic chosen; a way of several steps is one move, and over when Alt is let go."""
        tab, no = self._tab, self._tab.chosen_topic
        shown = tab.shown
        if no is None or shown is None or tab.locked or not 1 <= no + by <= len(shown.topics):
            return
        if self._journey is None or self._journey[1] != no:
            self.arrive()
            self._journey = (no, no)
        self._go(self._journey[0], no + by)

    def move(self, no: int, to: int) -> None:
        """Move a topic to a position at once."""
        if no != to and not self._tab.locked:
            self.arrive()
            self._go(no, to)
            self.arrive()

    def _go(self, start: int, to: int) -> None:
        tab = self._tab
        if self._laid is not None:
            tab.overlay.settle(self._laid, written=False)
        self._journey = (start, to)
        self._laid = tab.overlay.add(partial(agenda_editing.move_on_agenda, no=start, to=to, on=tab.shell.today))
        tab.show_rows(go_to=to)
        self._rest.start()

    def arrive(self) -> None:
        """Write where the topic that was being moved stands now."""
        self._rest.stop()
        journey, laid = self._journey, self._laid
        self._journey = self._laid = None
        if journey is None or laid is None:
            return
        start, to = journey
        if start == to:
            self._tab.overlay.settle(laid, written=False)
            return
        today = self._tab.shell.today
        act = partial(self._do, f"议题{start}移至第 {to} 项", agenda.move_on_agenda, start, to, on=today)
        self._when_saved(partial(act, laid))

    def reorder(self) -> None:
        """Put the topics in the order that the rule asks for."""
        tab, plan = self._tab, self._tab.plan
        if plan is None or plan.order is None or plan.order.same or tab.locked:
            return
        self.arrive()
        order, today = plan.order.order, tab.shell.today
        edit = partial(agenda_editing.reorder, order=order, on=today)
        self._lay_and_do(edit, partial(self._do, "已按规则排序", agenda.reorder, order, on=today))

    # --- set

    def ask_to_set(self) -> None:
        """Ask who set the agenda, and when."""
        shown = self._tab.shown
        if shown is None or self._tab.locked:
            return
        self.arrive()
        asked = AskSet(shown, self._tab.case, self._tab.shell.today, self._tab.initials)
        asked.taken.connect(lambda: self._set(asked))
        self._tab.ask(asked)
        (asked.on if asked.by.value else asked.by).setFocus()

    def _set(self, asked: AskSet) -> None:
        values: dict[str, Any] = {"on": asked.on.value, "by": asked.by.value}
        act = partial(self._do, "已登记议程审定", agenda.set_agenda, **values)
        self._answered(asked, act, partial(agenda_editing.set_agenda, **values))

    def unset(self) -> None:
        """Take back that it was set."""
        if not self._tab.locked:
            self.arrive()
            self._lay_and_do(
                agenda_editing.unset_agenda, partial(self._do, "已取消审定，可以重新编排", agenda.unset_agenda)
            )

    # --- on paper

    def print(self) -> None:
        """Show the agenda as a paper, to be printed."""
        tab, view = self._tab, self._tab.desk.view
        shown = tab.shown
        case = None if view is None or shown is None else case_of(view, shown, tab.shell.today)
        if view is None or case is None:
            tab.shell.operations.refused.emit(UserError("没有可用的工作规则，不能排印议程", "请在概况中选定工作规则"))
            return
        self.arrive()
        made = tab.shell.operations.read(agenda_pdf, case)
        made.long("正在排版", can_cancel=False)
        made.then(lambda paper: PaperDialog(tab.window(), tab.shell, f"{view.name}议程", paper).open())

    # --- within

    def _do(self, said: str, service: Any, *args: Any, **values: Any) -> None:  # noqa: ANN401 (an act of a meeting)
        """Have an act written, and offer to take it back; what was laid over the agenda for it comes last."""
        tab = self._tab
        laid: Pending = args[-1]
        done = keep_entry(tab.shell, service, tab.desk.meeting_id, *args[:-1], **values)

        def written(entry: int | None) -> None:
            tab.overlay.settle(laid, written=True)
            offer_undo(tab.shell, said, entry)

        def refused(error: UserError) -> None:
            tab.overlay.settle(laid, written=False)
            tab.show_rows()
            tab.shell.operations.refused.emit(error)

        done.then(written).failed(refused)

    def _answered(self, asked: Ask | None, act: Callable[[Pending], None], edit: Callable[[Dossier], Dossier]) -> None:
        """Lay what was answered over the agenda and have it written; what cannot be is said at the line."""
        try:
            laid = self._tab.overlay.add(edit)
        except UserError as error:
            if asked is None:
                self._tab.shell.operations.refused.emit(error)
            else:
                asked.show_error(error)
            return
        self._tab.answered()
        self._tab.show_rows()
        self._when_saved(partial(act, laid))

    def _lay_and_do(self, edit: Callable[[Dossier], Dossier], act: Callable[[Pending], None]) -> None:
        self._answered(None, act, edit)

    def _when_saved(self, act: Callable[[], object]) -> None:
        """Do it when nothing that names topics by their present numbers waits to be saved."""
        self.arrive()
        save = self._tab.below.topic.autosave
        save.flush()
        if save.pending:
            QTimer.singleShot(30, self, lambda: self._when_saved(act))
        else:
            act()
