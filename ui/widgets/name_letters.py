"""How the names are read that fields offer, so that each field finds them by pinyin; kept by the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from ui.operations import Operation

    Ask = Callable[[frozenset[str]], Operation[Mapping[str, str]] | None]


class NameLetters(QObject):
    """Readings (``shan tian fang``) by name. ``read`` tells once some are there that were wanted.

    ``ask`` has names read aside; of two askings only the later one need be answered. ``None`` where nothing can be
    read yet.
    """

    read = Signal()

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._known: dict[str, str] = {}
        self._asked: frozenset[str] = frozenset()
        self._fresh: frozenset[str] = frozenset()

    def of(self, name: str) -> str:
        """How a name is read; nothing while that is not known."""
        return self._known.get(name, "")

    def want(self, names: Iterable[str]) -> None:
        """Have those read that are not known."""
        lacking = frozenset(names) - self._fresh
        if lacking <= self._asked:
            return
        wanted = lacking | self._asked
        asked = self._ask(wanted)
        if asked is not None:
            self._asked = wanted
            asked.then(self._take)

    def forget(self) -> None:
        """Somebody's reading may have been corrected: what is wanted is read again, what is known holds until then."""
        self._fresh = frozenset()

    def _take(self, known: Mapping[str, str]) -> None:
        self._known.update(known)
        self._fresh |= frozenset(known)
        self._asked -= frozenset(known)
        self.read.emit()


def letters_for(widget: QWidget) -> NameLetters | None:
    """What the window of a widget knows of names, also for a dialog over it."""
    at: QWidget | None = widget
    while at is not None:
        found = getattr(at, "name_letters", None)
        if isinstance(found, NameLetters):
            return found
        at = at.parentWidget()
    return None
