"""What the parts of a topic's page work with: the topic as it was last read, and the way to act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal

from secretariat.domain.topic_doubts import new_doubts
from secretariat.services.attachments import here
from secretariat.services.topic_sight import TopicSight, open_topic
from ui.meetings.desk import MeetingDesk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from secretariat.bootstrap import App
    from secretariat.domain.facts import Dossier, Topic
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.topics.place import TopicPlace

R = TypeVar("R")


def look(app: App, place: TopicPlace, today: dt.date) -> tuple[TopicSight, frozenset[str]]:
    """Read a topic, and which of the files named in its dossier are not on this computer, by their SHA-256."""
    sight = open_topic(app.database, app.reference, place.key, place.no, today=today)
    named = sight.dossier.attachments
    return sight, frozenset(one.sha256 for one in named) - here(app.attachments, named)


class TopicDesk(MeetingDesk):
    """One topic under work, of a meeting or a proposal: ``meeting_id`` and ``no`` say where it is kept now."""

    seen = Signal(object)
    """A new ``TopicSight`` is there."""
    doubtful = Signal(object)
    """What was done last may be a slip: the ``Doubt``s."""

    def __init__(self, shell: Shell, place: TopicPlace, parent: Any = None) -> None:  # noqa: ANN401 (a QObject)
        super().__init__(shell, place.key, parent)
        self.place = place
        self.no = place.no or 1
        self.sight: TopicSight | None = None
        self.missing: frozenset[str] = frozenset()
        """The SHA-256 of the files that are not on this computer."""

    def begin(self, place: TopicPlace) -> None:
        """Work on that topic; on a desk that has shown none yet."""
        self.place, self.meeting_id, self.no = place, place.key, place.no or 1

    @property
    def topic(self) -> Topic | None:
        """The topic as it was last read."""
        return None if self.sight is None else self.sight.topic

    @property
    def dossier(self) -> Dossier | None:
        """The dossier that it is in."""
        return None if self.sight is None else self.sight.dossier

    @property
    def locked(self) -> bool:
        """Whether nothing can be changed: the meeting's minutes are issued."""
        return self.sight is None or self.sight.meeting.locked

    def do(self, service: Callable[..., R], *args: Any, **kwargs: Any) -> Operation[R]:  # noqa: ANN401 (of the service)
        """Run an act on this topic on the writer: ``desk.do(topics.record_step, StepKind.OFFICE_REVIEW, by="p03")``."""
        app = self.app
        return self.shell.operations.write(service, app.database, app.actor, self.meeting_id, self.no, *args, **kwargs)

    def read(self) -> Operation[Any]:
        """Read the topic and judge it anew; ``seen`` tells when it is there."""
        place, app = self.place, self.app
        reading = self.shell.operations.read_latest(("topic", id(self)), look, app, place, self.shell.today)
        return reading.then(self._see)

    def show_known(self, read: tuple[TopicSight, frozenset[str]]) -> None:
        """Show what ``look`` gave before one came here; ``read_again`` is to follow."""
        self._see(read)

    def read_again(self) -> Operation[Any]:
        """Read the topic, of which something is shown already; ``seen`` tells if it is otherwise now."""
        place, app = self.place, self.app
        reading = self.shell.operations.read_latest(("topic", id(self)), look, app, place, self.shell.today)
        return reading.then(lambda read: None if read == (self.sight, self.missing) else self._see(read))

    def _see(self, read: tuple[TopicSight, frozenset[str]]) -> None:
        sight, self.missing = read
        before, self.sight, self.view = self.sight, sight, sight.meeting
        moved = (self.meeting_id, self.no) != (sight.meeting.id, sight.no)
        self.meeting_id, self.no = sight.meeting.id, sight.no
        self.seen.emit(sight)
        if before is not None and not moved and before.dossier != sight.dossier:
            found = new_doubts(before.dossier, sight.dossier, sight.no, proposal=sight.proposal)
            if found:
                self.doubtful.emit(found)
