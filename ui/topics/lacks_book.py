"""What the topics of the board lack, judged some at a time while nobody waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from secretariat.services.proposal_list import TopicState
from secretariat.services.topic_lacks import Lacks, lacks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from secretariat.services.proposal_list import TopicRow
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.topics.board_rows import Key

_AT_ONCE: Final = 20
"""So many topics are judged at a time, so that others who read come in between."""
_JUDGED_BY: Final = frozenset({"own_rulebook", "calendar_year"})


class LacksBook(QObject):
    """Knows what topics lack; ``told`` tells that more is known. It goes on while ``wanted`` says somebody looks."""

    told = Signal()

    def __init__(self, shell: Shell, wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._wanted = shell, wanted
        self._known: dict[Key, Lacks] = {}
        self._stale: set[Key] = set()
        self._rows: tuple[TopicRow, ...] = ()
        self._more = False
        """Whether the last ones were judged, so that it is worth going on."""
        self.asking = False

    def of(self, key: Key) -> Lacks | None:
        """What a topic lacks; ``None`` while nobody has looked."""
        return self._known.get(key)

    def forget(self, changes: Changes) -> None:
        """Look again at what was touched; all of it where the rules are others."""
        if changes.tables & _JUDGED_BY:
            self._known.clear()
        self._stale |= {key for key in self._known if key[0] in changes.meetings}

    def ask(self, rows: Iterable[TopicRow]) -> None:
        """Have those of these topics judged that were not yet; what has been heard lacks nothing any longer."""
        self._rows = tuple(one for one in rows if one.outcome is None)
        if not self.asking:
            self._go_on()

    def _go_on(self) -> None:
        keys = [(one, (one.meeting, one.no)) for one in self._rows]
        missing = [one for one, key in keys if key not in self._known]
        missing += [one for one, key in keys if key in self._stale]
        chosen, app = missing[:_AT_ONCE], self._shell.services
        if not chosen or app is None or not self._wanted():
            return
        self.asking, self._more = True, False
        told = tuple((one.meeting, one.no, one.state is TopicState.CANDIDATE) for one in chosen)
        # Aside, so that the board itself, when it is filtered meanwhile, does not wait behind it.
        at = ("topics lack", id(self))
        asking = self._shell.operations.aside(at, lacks, app.database, app.reference, told, today=self._shell.today)
        asking.then(lambda found: self._take({(one.meeting, one.no) for one in chosen}, found)).finally_(self._ended)

    def _take(self, keys: set[Key], found: Iterable[Lacks]) -> None:
        self._stale -= keys
        told = {(one.meeting, one.no): one for one in found}
        for meeting, no in keys - told.keys():  # it is gone by now
            told[meeting, no] = Lacks(meeting=meeting, no=no, needs=(), judged=False)
        self._known |= told
        self._more = True
        self.told.emit()

    def _ended(self) -> None:
        self.asking = False
        if self._more:
            self._go_on()
