"""One meeting in the room: as it stands, what is done to it, and what others do meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from secretariat.domain.room import on_table
from secretariat.services import meetings, notices, room_views, sign_in, sign_in_undo
from secretariat.services.room_counts import RoomState, room_state
from secretariat.services.room_views import KeptView, Timer
from ui.meetings.life import why_unjudged

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from secretariat.bootstrap import App
    from secretariat.domain.facts import Dossier
    from secretariat.domain.permissions import Actor
    from secretariat.errors import UserError
    from secretariat.services.database import Database
    from secretariat.services.meetings import MeetingView
    from secretariat.services.sign_in import Marked
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.operations import Operation

P = ParamSpec("P")
M = TypeVar("M", bound="Marked | None")
_COURSE: Final = frozenset({"attendance", "attendance_topic", "recusal", "visit", "topic"})
"""The tables of what is marked in the room; of others the whole meeting is read anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What the room begins with."""

    view: MeetingView
    kept: KeptView | None


class RoomDesk(QObject):
    """The meeting as the database has it: nothing is shown as marked before it is on disk.

    ``changed`` tells that it is another than before; ``said`` what came of an act, with its tone.
    """

    changed = Signal()
    said = Signal(str, str)
    acted = Signal(object)
    """An act is on disk: what has come of it."""

    def __init__(self, shell: Shell, meeting_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.meeting_id = meeting_id
        self.view: MeetingView | None = None
        self.dossier: Dossier | None = None
        self.state: RoomState | None = None
        self.readings: Mapping[str, str] = {}
        self.timer = Timer()
        self._flying = 0
        self._heard: dict[int | None, frozenset[str]] = {}
        shell.operations.changed.connect(self._follow)

    @property
    def app(self) -> App:
        """What ``secretariat.bootstrap`` has put together."""
        app: App = self.shell.services
        return app

    def now(self) -> dt.datetime:
        """The time at this seat, without its zone, to the second."""
        return self.app.database.now().astimezone().replace(tzinfo=None, microsecond=0)

    def minute(self) -> dt.time:
        """The time of day as a dossier keeps it."""
        return self.now().time().replace(second=0)

    # --- reading

    def open(self) -> Operation[Opened]:
        """Read the meeting, and where its view stood."""
        return self._read().then(self._begin)

    def _read(self) -> Operation[Opened]:
        app, key, today = self.app, self.meeting_id, self.shell.today

        def read() -> Opened:
            return Opened(
                view=meetings.open_meeting(app.database, app.reference, key, today=today),
                kept=room_views.kept_view(app.database, key),
            )

        return self.shell.operations.read_latest(("room", id(self)), read)

    def _begin(self, opened: Opened) -> None:
        self._take(opened)
        here = on_table(opened.view.dossier.topics)
        kept = opened.kept
        if kept is not None and here is not None and kept.topic == here.no:
            self.timer = kept.timer
        elif here is not None and here.started is not None:
            # It was taken elsewhere, or the program was killed before the timer was kept: the topic knows since when.
            began = self.now().replace(hour=here.started.hour, minute=here.started.minute, second=0)
            self.timer = Timer(since=min(began, self.now()))
        self.keep()
        self.changed.emit()
        # So that the first mark need not wait until the statements it begins with are put together.
        self.shell.operations.aside(("course", id(self)), self._course)

    def _take(self, opened: Opened) -> None:
        known = None if self.dossier is None else self.dossier.people
        self.view, self.dossier = opened.view, opened.view.dossier
        self._count()
        if known != self.dossier.people:
            # By themselves: their dictionaries take half a second to import, and numbers and names do without.
            reading = self.shell.operations.read(notices.readings, self.app.database, self.meeting_id)
            reading.then(self._learn)

    def _learn(self, readings: Mapping[str, str]) -> None:
        self.readings = readings
        self.changed.emit()

    def _count(self) -> None:
        if self.view is None or self.dossier is None:
            return
        why = why_unjudged(self.view)
        self.state = room_state(self.dossier, self.view.rulebook, today=self.shell.today, why=why)

    def _follow(self, changes: Changes) -> None:
        """Somebody has changed the meeting; whether it was this room is known once its acts are back."""
        if self.meeting_id in changes.meetings:
            self._heard[changes.entry] = changes.tables
            self._catch_up()

    def _catch_up(self) -> None:
        if self._flying or not self._heard or self.dossier is None:
            return
        tables = frozenset().union(*self._heard.values())
        self._heard.clear()
        if tables <= _COURSE:
            key = ("room", id(self))
            self.shell.operations.read_latest(key, self._course).then(self._took)
        else:
            self._read().then(self._took_all).failed(self._refused)

    def _took_all(self, opened: Opened) -> None:
        self._take(opened)
        self.changed.emit()

    def _course(self) -> Marked:
        with self.app.database.reader() as session:
            lines, course = sign_in.part_now(session, self.meeting_id)
        return sign_in.Marked(words="", lines=lines, course=course, entry=None)

    def _took(self, marked: Marked) -> None:
        if self.dossier is not None and not self._flying:
            self.dossier = marked.shown_in(self.dossier)
            self._count()
            self.changed.emit()

    # --- acting

    def do(
        self,
        service: Callable[Concatenate[Database, Actor, int, P], M],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Operation[M]:
        """Have a service of the room do something; what comes of it is shown when it is on disk."""
        app = self.app
        self._flying += 1
        operation = self.shell.operations.write(service, app.database, app.actor, self.meeting_id, *args, **kwargs)
        return operation.then(self._marked).failed(self._refused).finally_(self._landed)

    def undo(self) -> None:
        """Take back the last mark."""
        self.do(sign_in_undo.undo_last).then(self._undone)

    def _undone(self, marked: Marked | None) -> None:
        if marked is None:
            self.said.emit("没有可以撤销的签到操作", "info")
        else:
            self.said.emit(f"已撤销：{marked.words}", "good")

    def _marked(self, marked: Marked | None) -> None:
        if marked is None or self.dossier is None:
            return
        if marked.entry is not None:
            self._heard.pop(marked.entry, None)
        before = on_table(self.dossier.topics)
        self.dossier = marked.shown_in(self.dossier)
        self._count()
        after = on_table(self.dossier.topics)
        if (before and before.no) != (after and after.no):
            self.timer = Timer(since=self.now() if after is not None else None)
            self.keep()
        self.changed.emit()
        self.acted.emit(marked)

    def _refused(self, error: UserError) -> None:
        self.said.emit(f"{error.message}。{error.remedy}。", "violation")

    def _landed(self) -> None:
        self._flying -= 1
        self._catch_up()

    @property
    def settled(self) -> bool:
        """Whether all that was entered is on disk and shown."""
        return not self._flying and not self._heard

    # --- the timer, and that the view is open

    def toggle_timer(self) -> None:
        """Stop the timer, or let it go on."""
        now = self.now()
        running = self.timer.since is not None
        self.timer = Timer(spent=self.timer.seconds(now), since=None if running else now)
        self.keep()

    def restart_timer(self) -> None:
        """Begin at nothing."""
        self.timer = Timer(since=self.now())
        self.keep()

    def keep(self, *, is_open: bool = True) -> Operation[Any] | None:
        """Keep where the view stands, so that it opens there again if the program is killed."""
        if self.dossier is None:
            return None
        here = on_table(self.dossier.topics)
        view = KeptView(meeting=self.meeting_id, topic=None if here is None else here.no, timer=self.timer)
        app = self.app
        return self.shell.operations.write(room_views.keep_view, app.database, app.actor, view, is_open=is_open)
