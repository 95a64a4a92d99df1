"""What the parts of the page work with: the organisation as it was last read, the way to act on it, and to undo."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from secretariat.domain.labels import POSTS
from secretariat.domain.records import record
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.organisation_guard import TABLES
from secretariat.services.organisation_view import governments, open_organisation, page_of
from secretariat.services.post_words import post_words
from ui.meetings.undoing import DoneHere, with_entry
from ui.widgets.footer import Act

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from secretariat.bootstrap import App
    from secretariat.domain.organisation import Organisation, Person
    from secretariat.domain.states import Post
    from secretariat.errors import UserError
    from secretariat.services.organisation_view import GovernmentLine
    from secretariat.services.organisation_view import Page as View
    from secretariat.services.transaction import Changes
    from ui.operations import Operation
    from ui.pages import Page

R = TypeVar("R")
T = TypeVar("T")


def no_matter(_: object) -> None:
    """Do nothing."""


@record(kw_only=True)
class Sight:
    """What is seen: the governments there are, and one of them on a day; ``view`` is ``None`` while there is none.

    ``words`` are the government's own for its posts.
    """

    governments: tuple[GovernmentLine, ...] = ()
    view: View | None = None
    words: Mapping[Post, str] = field(default_factory=lambda: POSTS)


def look(app: App, government: int | None, day: dt.date) -> Sight:
    """Give what is seen of a government on a day; of the first one where that one is not there. On a worker."""
    there = governments(app.database)
    if not there:
        return Sight()
    key = government if government in {line.key for line in there} else there[0].key
    organisation = open_organisation(app.database, key or there[0].key)
    words = post_words(app.reference, organisation.name, day)
    return Sight(governments=there, view=page_of(organisation, day, words), words=words)


def while_there(
    owner: QObject, act: Callable[[T], object], *, else_: Callable[[T], object] = no_matter
) -> Callable[[T], object]:
    """Give a callback that is only called while its widget is there: a card may be closed before its act is done."""

    def call(given: T) -> None:
        (act if isValid(owner) else else_)(given)

    return call


@dataclass(frozen=True, kw_only=True)  # no slots: Python 3.11 cannot then make a Done[int](...)
class Done(Generic[R]):
    """What came of an act: what the service gave, its entry in the trail, and what is seen now."""

    given: R
    entry: int | None
    sight: Sight


class OrganisationDesk(QObject):
    """One organisation under work: parts read ``sight``, act through ``act``, and are shown what came of it."""

    shown = Signal(object)
    """A new ``Sight`` is there."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.shell = page.shell
        self.government: int | None = None
        self.day: dt.date = page.shell.today
        self.sight = Sight()
        self._acting = 0
        self._done = DoneHere(self.shell, self.refuse)

    # --- what there is

    @property
    def app(self) -> App:
        """What ``secretariat.bootstrap`` has put together."""
        app: App = self.shell.services
        return app

    @property
    def organisation(self) -> Organisation | None:
        """The organisation with all its history."""
        return None if self.sight.view is None else self.sight.view.organisation

    def person(self, key: int) -> Person | None:
        """Somebody, as he was last read."""
        people = () if self.organisation is None else self.organisation.people
        return next((person for person in people if person.key == key), None)

    # --- reading

    def read(self) -> None:
        """Read it anew; ``shown`` tells when it is there."""
        reading = self.shell.operations.read_latest(
            ("organisation", id(self)), look, self.app, self.government, self.day
        )
        reading.then(self._take)

    def _take(self, sight: Sight) -> None:
        self.sight = sight
        self.government = None if sight.view is None else sight.view.organisation.key
        self.shown.emit(sight)

    def show_at_once(self, organisation: Organisation) -> None:
        """Show what an act will make of it, before it is written: for keys that are held down."""
        view = self.sight.view
        if view is None:
            return
        lines = {line.key: line for line in view.lines}
        ordered = (lines[person.key] for person in organisation.people)
        numbered = tuple(replace(line, number=number) for number, line in enumerate(ordered, 1))
        self._take(replace(self.sight, view=replace(view, organisation=organisation, lines=numbered)))

    # --- acting

    def act(
        self,
        said: str,
        service: Callable[..., R],
        *args: Any,  # noqa: ANN401 (whatever the service takes after database, actor and government)
        **kwargs: Any,  # noqa: ANN401 (as above)
    ) -> Operation[Done[R]]:
        """Run a service act on this organisation on the writer; its outcome is shown before what ``then`` calls.

        ``said`` is what the note says that offers to undo it; without, only Ctrl+Z does.
        """
        app, government, day = self.app, self.government or 0, self.day

        def do() -> Done[R]:
            given, entry = with_entry(app, service, government, *args, **kwargs)
            return Done(given=given, entry=entry, sight=look(app, government, day))

        def done(outcome: Done[R]) -> None:
            if self._acting == 1:  # else a later act shows what came of both
                self._take(outcome.sight)
            self.offer(said, outcome.entry)

        self._acting += 1
        return self.shell.operations.write(do).then(done).finally_(self._ended)

    def _ended(self) -> None:
        self._acting -= 1

    def heard(self, changes: Changes) -> None:
        """Read it anew where another page, or an undo, has changed it; the desk's own acts bring their outcome.

        Ctrl+Z here also takes back what was done there: an import, the change of term.
        """
        if changes.tables & TABLES and not self._acting:
            self._done.keep(changes.entry)
            self.read()

    def refuse(self, error: UserError) -> None:
        """Say at the head of the page why something was not done, and where another was faster offer to look."""
        act = None
        if isinstance(error, ChangedElsewhereError):
            act = Act(name="organisation-latest", text="查看最新内容", run=self.look_again)
        self.page.tell(error.message, error.remedy, tone="violation", act=act)
        self.read()

    def look_again(self) -> None:
        """Read it anew, and take the notice away."""
        self.page.quiet()
        self.read()

    # --- taking back

    def offer(self, said: str, entry: int | None) -> None:
        """Keep an act for Ctrl+Z, and say what was done, with a button that takes it back."""
        if said and entry is not None:
            self._done.offer(said, entry)
        else:
            self._done.keep(entry)

    def undo(self) -> None:
        """Take back the last act of this desk that is not taken back yet."""
        self._done.undo()
