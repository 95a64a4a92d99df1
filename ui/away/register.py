"""外出: a month of all leaders as a strip, the register as a list, and beside them the form, judged as one types.

``AwayRegister`` is a part of a page: the page calls ``enter``, ``leave``, ``changed``, ``undo``, ``first_focus`` and
``acts``, and shows the acts anew when ``acts_changed`` is told.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from secretariat.domain.away_register import NEW, Journey, span_text
from secretariat.rules.journeys import NO_MEETING
from secretariat.services import away_register as service
from ui.away.acts import JourneyActs
from ui.away.files import JourneyFiles
from ui.away.form import FIELD_OF
from ui.away.layout import RegisterLayout
from ui.away.reading import Said, Sight, excuse_lines, look, say
from ui.meetings.article import show_article
from ui.meetings.undoing import with_entry
from ui.widgets.basics import clear
from ui.widgets.dialogs import choose
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.errors import UserError
    from secretariat.rules.finding import Finding
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

_CONCERNS: Final = service.TABLES | {"person", "holding", "pair", "charge", "own_rulebook", "calendar_year"}
_MEETINGS: Final = frozenset({"meeting", "leave", "away", "attendance"})


class AwayRegister(RegisterLayout):
    """The register of those away."""

    acts_changed = Signal()
    """What it offers at the foot of the page has changed."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._day = shell.today
        self._government: int | None = None
        self._sight = Sight()
        self._said: Said | None = None
        self._key: int | None = None
        self._was: Journey | None = None
        self.acts_on = JourneyActs(shell, self)
        self._next: Callable[[], object] | None = None
        """What is to be done once what was saved has been judged."""
        self.files = JourneyFiles(shell, self._pane, self.form.files, self._with_saved)
        self.files.current = lambda: self._sight.journey
        self._connect()
        self.form.begin()

    def _connect(self) -> None:
        self.strip.opened.connect(self.open)
        self.strip.wanted.connect(self.begin)
        self.strip.moved.connect(self._show_cell)
        self.list.table.opened.connect(self._open_from_list)
        self.list.table.moved.connect(self._follow_list)
        self.form.edited.connect(self._edited)
        self.findings.locate.connect(self._locate)
        self.findings.article.connect(self._open_article)
        self.findings.excuse.connect(self._ask_excuse)
        self.findings.withdraw.connect(self._withdraw_excuse)
        self.touched.leave.connect(self._propose)
        self.touched.follow.connect(self._bring)
        self.touched.open.connect(lambda key: self.shell.go("meetings/one", key))
        self._previous.clicked.connect(lambda: self.turn(-1))
        self._following.clicked.connect(lambda: self.turn(1))
        self._now.clicked.connect(self.this_month)
        self._governments.picked.connect(self._choose_government)
        self.shell.theme.changed.connect(self._fit)

    # --- what the page calls

    def enter(self, place: Any = None) -> None:  # noqa: ANN401 (a journey's key, or nothing)
        """Read the register; with a journey's key, open that."""
        if isinstance(place, int):
            self._key = place
            self._was = None
            self._read(go_to=True)
        else:
            self._read()

    def leave(self) -> None:
        """What is being typed stays in the form."""

    def changed(self, changes: object) -> None:
        """Read again what was touched."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if not self.isVisible():
            return
        if told.tables & _CONCERNS:
            self._read()
        elif told.tables & _MEETINGS:
            self._judge()

    def undo(self) -> None:
        """Take back the last act done here."""
        self.acts_on.done.undo()

    def first_focus(self) -> QWidget | None:
        """The list's filter, or the strip while there is nothing to be filtered."""
        if self._stack.currentIndex():
            return self._nobody.findChild(QPushButton)
        return self.list.filter if self.model.total else self.strip

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """Save, begin, print."""
        if self._sight.month is None:
            return None, ()
        saved = self._key is not None
        save = Act(
            name="away-save", text="保存", run=self.save, icon="save", enabled=self.form.dirty, why="没有要保存的修改"
        )
        new = Act(name="away-new", text="新登记", run=self.begin, icon="add", shortcut="Ctrl+N")
        paper = Act(
            name="away-form-paper",
            text="报备表…",
            run=self._print_form,
            icon="print",
            shortcut="Ctrl+P",
            enabled=saved,
            why="请先选择或保存一次外出",
        )
        table = Act(name="away-register-paper", text="登记表…", run=self._print_register, icon="print")
        return save, (table, paper, new)

    # --- reading and showing

    def _read(self, *, go_to: bool = False) -> None:
        app = self.shell.services
        if app is None:
            return
        key = ("away", id(self))
        read = self.shell.operations.read_latest(
            key, look, app, self._government, self._day, self._key, self.shell.today
        )
        read.then(partial(self._show, go_to=go_to))

    def _show(self, sight: Sight, *, go_to: bool = False) -> None:
        self._sight, month = sight, sight.month
        self._stack.setCurrentIndex(1 if month is None else 0)
        if month is None:
            self.acts_changed.emit()
            return
        journey = sight.journey
        if go_to and journey is not None and not journey.touches(month.first, month.last):
            self._day = journey.from_
            self._read()
            return
        self._government = month.organisation.key
        self._show_month_head(sight.governments, month)
        self.form.show_month(month)
        self.strip.show_month(month, self.shell.today)
        self.list.set_rows(month.lines)
        self._fit()
        if self._key is not None and journey is None:  # it was deleted
            self._forget()
        elif not self.form.dirty and journey is not None:
            self.form.show_journey(journey)
            self.files.show_journey(journey)
        self.strip.show_current(self._key)
        if self._key is not None:
            self.list.table.go_to(self._key)
        self._show_head()
        self._judge()

    def _show_head(self) -> None:
        """Whose journey it is, how far it is, and what can be done with it."""
        journey = self._sight.journey if self._key is not None else None
        month = self._sight.month
        clear(self._journey_acts)
        if journey is None or month is None:
            self._heading.setText("新登记")
            self._state.setText("填写后即按工作规则检查，Ctrl+回车保存")
        else:
            name = next((line.called for line in month.people.lines if line.key == journey.person), "")
            self._heading.setText(f"{name}　{span_text(journey).partition('年')[2]}")
            days = "返回日期未定" if journey.days is None else f"共{journey.days}天"
            state = "已取消" if not journey.stands else "已销假" if journey.reported_back_on else ""
            self._state.setText("　".join(filter(None, (days, state))))
            for act in self._acts_on(journey, name):
                made = act.as_button("link")
                self._journey_acts.addWidget(made)
        self.acts_changed.emit()

    def _acts_on(self, journey: Journey, name: str) -> tuple[Act, ...]:
        back = Act(name="away-back-act", text="销假…", run=partial(self.acts_on.ask_back, journey, name))
        cancel = Act(name="away-cancel", text="取消外出", run=partial(self._cancel, journey))
        restore = Act(name="away-restore", text="恢复外出", run=partial(self.acts_on.restore, journey))
        delete = Act(name="away-delete", text="删除", run=partial(self._delete, journey))
        if not journey.stands:
            return restore, delete
        gone = journey.from_ <= self.shell.today  # nobody is back who has not left
        return (back, cancel, delete) if gone and not journey.reported_back_on else (cancel, delete)

    # --- what the rules say

    def _edited(self) -> None:
        self._judge()
        self.acts_changed.emit()

    def _judge(self) -> None:
        """Have the journey judged as it stands in the form."""
        journey, government = self.form.journey, self._government
        if journey is None or government is None:
            self._said = None
            self.form.show_asked(None)
            self.findings.show_caveat("")
            self.findings.show_unjudged("填写外出人和外出日期后检查")
            self._give_room(0)
            self.touched.show_touched(())
            return
        app, today = self.shell.services, self.shell.today
        key = ("away-judge", id(self))
        self.shell.operations.read_latest(key, say, app, government, journey, self._was, today).then(self._tell)

    def _tell(self, said: Said) -> None:
        self._said = said
        judged = said.judged
        self.form.show_asked(judged.asked)
        self.findings.show_caveat(judged.unjudged or judged.caveat)
        self._give_room(len(judged.findings) + bool(judged.unjudged or judged.caveat))
        self.findings.show_findings(
            [one.finding for one in judged.findings],
            excusable=[code for code, people in judged.excusers.items() if people],
            excuses=excuse_lines(said, self._sight.month),
        )
        month = self._sight.month
        self.touched.show_touched(said.touched, "" if month is None else month.organisation.name)
        if self._next is not None and said.journey == self._sight.journey:
            go_on, self._next = self._next, None
            go_on()

    def _locate(self, code: str, _subject: object) -> None:
        self.form.go_to(FIELD_OF.get(code, "person"))

    def _open_article(self, article: str) -> None:
        book = None if self._said is None else self._said.judged.rulebook
        if book is not None:
            show_article(self, self.shell, self.findings, book, NO_MEETING, article)

    # --- going about

    def turn(self, months: int) -> None:
        """Go to another month."""
        number = self._day.year * 12 + self._day.month - 1 + months
        self._day = dt.date(number // 12, number % 12 + 1, 1)
        self._read()

    def this_month(self) -> None:
        """Go to the month of today."""
        self._day = self.shell.today
        self._read()

    def _choose_government(self, key: object) -> None:
        if isinstance(key, int) and key != self._government:
            self._government = key
            self._forget()
            self._read()

    def _open_from_list(self, key: object) -> None:
        if isinstance(key, int):
            self.open(key)
            self.form.go_to("place")

    def _follow_list(self, key: object) -> None:
        if isinstance(key, int) and key != self._key and self.list.table.hasFocus() and not self.form.dirty:
            self._open(key)

    def open(self, key: int) -> None:
        """Open a journey in the form; ask first where what stands there is not saved."""
        if key != self._key:
            self._unless_dirty(partial(self._open, key))

    def _open(self, key: int) -> None:
        self._key, self._was = key, None
        self.form.dirty = False
        self._read()

    def begin(self, person: int | None = None, day: dt.date | None = None) -> None:
        """Begin a new journey."""
        self._unless_dirty(partial(self._begin, person, day))

    def _begin(self, person: int | None, day: dt.date | None) -> None:
        self._forget()
        self.form.begin(person, day)
        self._show_head()
        self._judge()
        self._form_area.verticalScrollBar().setValue(0)
        self.form.go_to("person" if person is None else "to" if day is not None else "from_")

    def _forget(self) -> None:
        """Have nothing in the form."""
        self._key = self._was = None
        self.form.begin()
        self.files.show_journey(None)
        self.strip.show_current(None)
        self._show_head()

    def _unless_dirty(self, then: Callable[[], object]) -> None:
        if not self.form.dirty:
            then()
            return

        def drop() -> None:
            self.form.dirty = False
            then()

        acts = [
            Act(name="drop", text="不保存", run=drop, danger=True),
            Act(name="save", text="保存", run=lambda: self._with_saved(lambda _: then())),
        ]
        choose(self, "修改还没有保存", "当前这次外出的登记有修改。", acts, object_name="away-unsaved")

    # --- acts

    def save(self) -> None:
        """Save what stands in the form."""
        self._with_saved(self._saved)

    def _saved(self, _key: int) -> None:
        self.form.go_to("person")

    def _with_saved(self, then: Callable[[int], object]) -> None:
        """Have what stands in the form on record, then go on with its key."""
        if not self.form.dirty and self._key is not None:
            then(self._key)
            return
        journey, government = self.form.check(), self._government
        if journey is None or government is None:
            return
        before = self._sight.journey if self._key is not None else None
        app = self.shell.services

        def store() -> tuple[int, int | None]:
            if journey.key == NEW:
                return with_entry(app, service.add, government, journey)
            return with_entry(app, service.edit, journey)

        def stored(done: tuple[int, int | None]) -> None:
            key, entry = done
            self._key, self._was = key, self._was or before
            self.form.dirty = False
            self.acts_on.done.offer("已登记外出" if before is None else "已保存", entry)
            self._read(go_to=True)
            then(key)

        self.shell.operations.write(store).then(stored).failed(self._refused)

    def _refused(self, error: UserError) -> None:
        if isinstance(error, service.AwayFaultError):
            self.form.show_faults(error.faults)
            self.form.go_to(error.faults[0].field)
        self.shell.operations.refused.emit(error)

    def _cancel(self, journey: Journey) -> None:
        self.form.dirty = False
        self._was = self._was or journey
        self.acts_on.cancel(journey)

    def _delete(self, journey: Journey) -> None:
        self.form.dirty = False
        self.acts_on.delete(journey)

    # --- exceptions

    def _ask_excuse(self, code: str, subject: object) -> None:
        if self._key is None or self.form.dirty:
            self._next = partial(self._excuse, code, subject)
            self._with_saved(self._saved)
        else:
            self._excuse(code, subject)

    def _owner(self, code: str, subject: object) -> tuple[Finding, Journey] | None:
        """The finding, and the journey whose exception it is, as it is on record."""
        said, month = self._said, self._sight.month
        if said is None or month is None:
            return None
        for one in said.judged.findings:
            if (one.finding.code, one.finding.subject) == (code, subject):
                current = self._sight.journey
                if current is not None and one.journey in {current.key, NEW}:
                    return one.finding, current
                other = next((each for each in month.journeys if each.key == one.journey), None)
                return None if other is None else (one.finding, other)
        return None

    def _excuse(self, code: str, subject: object) -> None:
        found, month = self._owner(code, subject), self._sight.month
        if found is not None and month is not None and self._said is not None:
            self.acts_on.ask_excuse(*found, month, self._said.judged.excusers.get(code, ()))

    def _withdraw_excuse(self, code: str, subject: object) -> None:
        found = self._owner(code, subject)
        if found is not None:
            self.acts_on.withdraw_excuse(code, found[1])

    # --- meetings and papers

    def _propose(self, meeting: int) -> None:
        """Enter a request for leave; what is typed is saved before."""
        self._with_saved(partial(self.acts_on.propose_leave, meeting))

    def _bring(self, meeting: int) -> None:
        self._with_saved(lambda key: self.acts_on.follow(self._was, meeting, key))

    def _print_form(self) -> None:
        self._with_saved(lambda key: self.acts_on.show_form(self._government or 0, key))

    def _print_register(self) -> None:
        if self._sight.month is not None:
            self.acts_on.show_register(self._sight.month)
