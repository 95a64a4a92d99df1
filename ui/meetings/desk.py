"""What the tabs of one meeting's page work with: the meeting as it was last read, and the way to act on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secretariat.services import meetings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from secretariat.bootstrap import App
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.meetings import MeetingView
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.widgets.footer import Act

P = ParamSpec("P")
R = TypeVar("R")


class MeetingDesk(QObject):
    """One meeting under work. Tabs read ``view``, act through ``act``, and are shown the new view when it is there."""

    shown = Signal(object)
    """A new ``MeetingView`` is there."""
    acts_changed = Signal()
    """What the current tab offers at the foot has changed."""

    def __init__(self, shell: Shell, meeting_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.meeting_id = meeting_id
        self.view: MeetingView | None = None

    @property
    def app(self) -> App:
        """What ``secretariat.bootstrap`` has put together."""
        app: App = self.shell.services
        return app

    def act(
        self,
        service: Callable[Concatenate[Database, Actor, int, P], R],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Operation[R]:
        """Run a service act on this meeting on the writer: ``desk.act(meetings.mark, "p02", Presence.PRESENT)``.

        The page reads the meeting anew when the act has published what it changed.
        """
        return self.shell.operations.write(service, self.app.database, self.app.actor, self.meeting_id, *args, **kwargs)

    def read(self) -> Operation[MeetingView]:
        """Read the meeting and judge it anew; ``shown`` tells when it is there."""
        operation = self.shell.operations.read_latest(
            ("meeting", id(self)),
            meetings.open_meeting,
            self.app.database,
            self.app.reference,
            self.meeting_id,
            today=self.shell.today,
        )
        return operation.then(self._take)

    def _take(self, view: MeetingView) -> None:
        self.view = view
        self.shown.emit(view)


class Tab(QWidget):
    """One tab of a meeting's page. It shows a view, finds the field of a finding, and says what comes next."""

    key = ""
    title = ""

    def __init__(self, desk: MeetingDesk) -> None:
        super().__init__()
        self.desk = desk
        self.shell = desk.shell

    def build(self) -> Iterator[None]:
        """Make what is in it, before all else is asked of it; at each ``yield`` the user may do something."""
        yield from ()

    def show_view(self, view: MeetingView) -> None:
        """Show the meeting; called each time it was read, also while the user types in a field, which then stays."""

    def locate(self, code: str, subject: Any) -> bool:  # noqa: ANN401 (a topic number, a person's id, or None)
        """Go to the field of a finding and give it the focus; false where this tab has none."""
        del code, subject
        return False

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The primary act at the foot of the page while this tab is in front, and the secondary ones."""
        return None, ()

    def first_focus(self) -> QWidget | None:
        """Where typing begins when the tab comes to the front."""
        return None

    def leave(self) -> None:
        """The user goes to another tab or page."""
