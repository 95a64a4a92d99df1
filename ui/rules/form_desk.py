"""What the fields of a form share: the rulebook under work, its words, and where each problem is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from secretariat.domain.labels import POSTS
from ui.rules.problem_words import problem_text
from ui.rules.tab_order import first_stop
from ui.rules.values import Edit, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from secretariat.strict_input import Steps
    from ui.rules.editing import Editing


class Shows(Protocol):
    """What can say what is wrong with it."""

    def show_problem(self, text: str) -> None:
        """Say it; nothing when all is well."""


class FormDesk(QObject):
    """One rulebook's editing, as its forms see it."""

    marked = Signal()
    """The problems have changed."""

    def __init__(self, editing: Editing, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self.editing = editing
        self.today = today
        self.open: set[Steps] = set()
        """The entries of lists that are unfolded."""
        self._fields: dict[Steps, tuple[QWidget, Callable[[str], object]]] = {}
        self._own: dict[Steps, str] = {}
        self._shown: dict[Steps, str] = {}
        editing.examined.connect(self.mark)

    # --- values

    def value(self, path: Steps) -> Any:  # noqa: ANN401 (whatever stands there)
        """What stands at a path."""
        return self.editing.value(path)

    def put(self, path: Steps, value: object, *also: Edit, typed: bool = False) -> None:
        """Set a value, and what follows from it, in one step."""
        self.editing.edit(put(path, value), *also, typed=typed)

    # --- words

    @property
    def posts(self) -> dict[str, str]:
        """The posts that this government has words for, in their usual order."""
        words = self.value(("words", "posts")) or {}
        return {post.value: str(words[post.value]) for post in POSTS if words.get(post.value)}

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of meeting that this rulebook has."""
        kinds = self.value(("kinds",)) or {}
        return {code: str(kind.get("name") or code) for code, kind in kinds.items()}

    # --- problems

    def register(self, path: Steps, field: QWidget, show: Callable[[str], object]) -> None:
        """What is wrong at a path, or below it where nothing more special is in view, is said there."""
        self._fields[path] = (field, show)
        if self._shown.pop(path, ""):
            show("")

    def say(self, path: Steps, problem: str) -> None:
        """What a field itself finds wrong: a date that is none. Nothing can be saved meanwhile."""
        if problem:
            self._own[path] = problem
        else:
            self._own.pop(path, None)
        self.mark()

    @property
    def problems(self) -> tuple[tuple[Steps, str], ...]:
        """Everything that is wrong, in words, each with its path; of fields that are gone nothing is said any more."""
        words = {**self.posts, **self.kinds}
        own = [(path, text) for path, text in self._own.items() if path in self._fields and self._alive(path)]
        return (*own, *((one.steps, problem_text(one, words)) for one in self.editing.problems))

    def mark(self) -> None:
        """Say at each field what is wrong with it now."""
        self._fields = {path: known for path, known in self._fields.items() if isValid(known[0])}
        told: dict[Steps, str] = {}
        for path, text in self.problems:
            place = self._nearest(path)
            if place is not None and text not in told.get(place, "").split("；"):
                told[place] = f"{told[place]}；{text}" if place in told else text
        for place in {**self._shown, **told}:
            if place in self._fields and self._shown.get(place, "") != told.get(place, ""):
                self._fields[place][1](told.get(place, ""))
        self._shown = told
        self.marked.emit()

    def go_to(self, path: Steps) -> bool:
        """Go to the field of a problem; false where it is not in view."""
        place = self._nearest(path)
        if place is None:
            return False
        field = self._fields[place][0]
        editor: QWidget = getattr(field, "editor", field)
        editor.setFocus()
        held = cast("QWidget | None", editor.window().focusWidget())
        if held is None or not (held is field or field.isAncestorOf(held)):
            stop = first_stop(field)
            if stop is not None:
                stop.setFocus()
        return True

    def field_of(self, path: Steps) -> QWidget | None:
        """The field where a problem at a path is said."""
        place = self._nearest(path)
        return None if place is None else self._fields[place][0]

    def forget(self) -> None:
        """The forms are made anew."""
        self._fields.clear()
        self._own.clear()
        self._shown.clear()

    def _alive(self, path: Steps) -> bool:
        return isValid(self._fields[path][0])

    def _nearest(self, path: Steps) -> Steps | None:
        for length in range(len(path), 0, -1):
            if path[:length] in self._fields and self._alive(path[:length]):
                return path[:length]
        return None
