"""Reckons aside what the changes of a rulebook would do: first on the meetings chosen, then on all that it judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from secretariat.domain.states import MeetingStatus
from secretariat.services.judges import judges
from secretariat.services.rejudging import Rejudging
from ui.meetings.rows import Line, meeting_lines
from ui.operations import Cancelled

if TYPE_CHECKING:
    from datetime import date

    from secretariat.bootstrap import App
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.rejudging import Effect
    from ui.operations import Operation, Operations
    from ui.rules.editing import Editing

PAUSE_MS: Final = 400
"""After how long a pause in typing it is reckoned."""
_KEY: Final = "rules-effect"
_TRIED, _WHOLE = "tried", "whole"


@dataclass(frozen=True, slots=True)
class Past:
    """The meetings there are, the newest first, those that the rulebook judges, and on which to try it at first."""

    lines: tuple[Line, ...] = ()
    judged: frozenset[int] = frozenset()
    first: int | None = None


def past_meetings(app: App, code: str, today: date) -> Past:
    """Read which meetings a rulebook can be tried on."""
    lines = meeting_lines(app.database)
    terms = app.reference.terms
    with app.database.reader() as session:
        judged = frozenset(key for key, one in judges(session, terms, today=today).items() if one.judge == code)
    government = terms[code].government if code in terms else ""
    held = [line for line in lines if line.row.status is not MeetingStatus.PLANNED and line.row.date <= today]
    ranked = sorted(held, key=lambda line: (line.id not in judged, line.row.government != government))
    return Past(lines, judged, next((line.id for line in ranked), None))


class EffectRun(QObject):
    """Follows the edits of one rulebook; ``tried`` and ``whole`` tell the ``Effect`` on those chosen and on all.

    ``state`` tells where it is: idle (nothing is changed), waiting, running, wrong (something has to be mended first),
    cancelled, done. ``progress`` tells how far it is.
    """

    state = Signal(str)
    progress = Signal(int, int)
    tried = Signal(object)
    whole = Signal(object)

    def __init__(self, app: App, operations: Operations, editing: Editing, code: str, today: date) -> None:
        super().__init__(editing)
        self._app, self._operations, self._editing = app, operations, editing
        self._code, self._today = code, today
        self._chosen: tuple[int, ...] = ()
        self._whole: Rejudging | None = None
        self._tried: Rejudging | None = None
        self._running: list[Operation[Effect]] = []
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.run)
        self.now = "idle"
        editing.edited.connect(self._edited)
        editing.examined.connect(self._examined)

    def choose(self, meetings: tuple[int, ...]) -> None:
        """Try it on these meetings first."""
        if meetings != self._chosen:
            self._chosen = meetings
            self._tried = None
            self._timer.start()

    def begin_anew(self) -> None:
        """What is stored has changed: all is to be compared with that."""
        self.cancel()
        self._whole = self._tried = None
        self.run()

    def run(self) -> None:
        """Reckon now."""
        editing = self._editing
        self._stop()
        if not editing.settled:
            return  # it begins once the draft is there
        if not editing.dirty:
            self._tell("idle")
        elif editing.draft.rulebook is None:
            self._tell("wrong")
        else:
            self._tell("running")
            self._begin(editing.draft.rulebook)

    def cancel(self) -> None:
        """Leave off."""
        running = bool(self._running)
        self._timer.stop()
        self._stop()
        if running:
            self._tell("cancelled")

    def _stop(self) -> None:
        for operation in self._running:
            operation.cancel()
        self._running = []

    def _edited(self) -> None:
        self._stop()
        self._timer.stop()
        self._tell("waiting")

    def _examined(self) -> None:
        self._timer.start()

    def _begin(self, book: Rulebook) -> None:
        make = self._make
        if self._chosen:
            self._tried = self._tried or make(self._chosen)
            self._start(self._tried, book, _TRIED).then(self._tell_tried)
        self._whole = self._whole or make(())
        last = self._start(self._whole, book, _WHOLE)
        last.then(self._tell_whole).finally_(lambda: self._ended(last))

    # Methods, so that nothing is told to a panel that is gone.

    def _tell_tried(self, effect: Effect) -> None:
        self.tried.emit(effect)

    def _tell_whole(self, effect: Effect) -> None:
        self.whole.emit(effect)

    def _make(self, tried_on: tuple[int, ...]) -> Rejudging:
        app = self._app
        return Rejudging(app.database, app.reference, self._code, today=self._today, tried_on=tried_on)

    def _start(self, rejudging: Rejudging, book: Rulebook, which: str) -> Operation[Effect]:
        holder: list[Operation[Effect]] = []

        def report(_what: str, done: int = 0, total: int = 0) -> None:
            """How far it is, told to the panel and not over the window: it is reckoned anew with every change."""
            if holder and holder[0].cancelled:
                raise Cancelled
            if which == _TRIED:
                return  # so few that nobody waits
            self._operations.post(lambda: self._report(holder[0], done, total))

        operation = self._operations.aside((_KEY, which), lambda: rejudging.effect(book, report=report))
        holder.append(operation)
        self._running.append(operation)
        return operation

    def _report(self, operation: Operation[Effect], done: int, total: int) -> None:
        if operation in self._running and not operation.cancelled and isValid(self):
            self.progress.emit(done, total)

    def _ended(self, last: Operation[Effect]) -> None:
        if last in self._running and isValid(self):
            self._running = []
            self._tell("done" if last.succeeded else "cancelled")

    def _tell(self, state: str) -> None:
        self.now = state
        self.state.emit(state)
