"""The topic that one is about to open: read while one still looks at its line, so that its page is there at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ui.topics.desk import look

if TYPE_CHECKING:
    from secretariat.services.topic_sight import TopicSight
    from ui.main_window import Shell
    from ui.topics.place import TopicPlace

_REST_MS: Final = 120
"""So long one stays on a line; whoever goes through the list with the arrows does not mean each of them."""


class Ahead(QObject):
    """What was read of one topic, until anything is changed. The page shows it, and reads the topic anew after that."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.operations)
        self._shell = shell
        self._place: TopicPlace | None = None
        self._read: tuple[TopicSight, frozenset[str]] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._begin)
        shell.operations.changed.connect(self._forget)

    @classmethod
    def of(cls, shell: Shell) -> Ahead:
        """The one of a window."""
        found = shell.operations.findChild(cls)
        return cls(shell) if found is None else found

    def look_at(self, place: TopicPlace) -> None:
        """That topic may be opened next."""
        if place != self._place or self._read is None:
            self._place, self._read = place, None
            self._timer.start()

    def take(self, place: TopicPlace) -> tuple[TopicSight, frozenset[str]] | None:
        """What was read of that topic, if it was; it is given once."""
        self._timer.stop()
        here = self._place is not None and (self._place.key, self._place.no) == (place.key, place.no)
        read, self._place, self._read = self._read, None, None
        return read if here else None

    def _begin(self) -> None:
        place = self._place
        if place is not None:
            reading = self._shell.operations.aside("topic ahead", look, self._shell.services, place, self._shell.today)
            reading.then(lambda read: self._keep(place, read)).failed(lambda _: None)  # who opens it is told why

    def _keep(self, place: TopicPlace, read: tuple[TopicSight, frozenset[str]]) -> None:
        if place is self._place:
            self._read = read

    def _forget(self, _changes: object) -> None:
        self._read = None
        self._place = None
