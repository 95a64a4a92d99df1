"""A rulebook while it is edited: what it says now, what is wrong with it, and the steps back and forth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ui.rules.values import Edit, Values, value_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.errors import UserError
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.rulebook_drafts import Draft
    from secretariat.strict_input import Problem, Steps
    from ui.operations import Operations


@dataclass(slots=True, eq=False)
class _State:
    """The values after some edits; ``draft`` once the worker has made it.

    ``near`` is a draft that becomes this one by ``edits``, where that is shorter than from the state before.
    """

    values: Values
    edits: tuple[Edit, ...]
    typed: Steps | None
    draft: Draft | None = None
    near: Draft | None = None


def _applied(draft: Draft, edits: Sequence[Edit]) -> Draft:
    for edit in edits:
        draft = edit.on_draft(draft)
    return draft


class Editing(QObject):
    """The edits of one rulebook, from the text that is stored to the draft that will be.

    ``edited`` tells that the values have changed, ``shown`` that they have changed otherwise than by an edit, so that
    every form has to show them anew; ``examined`` that the draft of these values is there.
    """

    edited = Signal()
    shown = Signal()
    examined = Signal()
    refused = Signal(object)
    """A ``UserError``: the text is written in a way in which that place can't be changed; the edit is taken back."""

    def __init__(self, operations: Operations, draft: Draft, stored: str, parent: QObject | None = None) -> None:
        """Begin with ``draft``; ``stored`` is the text as it is kept, which it may differ from already."""
        super().__init__(parent)
        self._operations = operations
        self._stored = stored
        value: Any = draft.value(())
        self._states = [_State(value, (), None, draft)]
        self._at = 0
        self._busy: _State | None = None
        self._last = draft
        self._good: Rulebook | None = draft.rulebook

    # --- what there is

    @property
    def values(self) -> Values:
        """What the rulebook says now, as plain lists and dicts."""
        return self._states[self._at].values

    def value(self, path: Steps) -> Any:  # noqa: ANN401 (whatever stands there)
        """What stands at a path; ``None``: nothing."""
        return value_at(self.values, path)

    @property
    def settled(self) -> bool:
        """Whether ``draft`` and ``problems`` are those of the values of now."""
        return self._states[self._at].draft is not None

    @property
    def draft(self) -> Draft:
        """The draft that was examined last."""
        return self._last

    @property
    def rulebook(self) -> Rulebook | None:
        """The last draft that had no fault, as a rulebook: for the words in which it is told."""
        return self._good

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that was wrong when the draft was last examined."""
        return self._last.problems

    @property
    def dirty(self) -> bool:
        """Whether it differs from what is stored, as far as is known."""
        state = self._states[self._at]
        return state.draft is None or state.draft.text != self._stored

    @property
    def can_undo(self) -> bool:
        """Whether there is a step back."""
        return self._at > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step forth."""
        return self._at + 1 < len(self._states)

    # --- what is done

    def edit(self, *edits: Edit, typed: bool = False) -> None:
        """Change something, in one step; what is ``typed`` into the same field letter by letter is one step, too."""
        state = self._states[self._at]
        values = state.values
        for edit in edits:
            values = edit.on_values(values)
        if values == state.values:
            return
        del self._states[self._at + 1 :]
        path = edits[0].path if typed and len(edits) == 1 else None
        if path is not None and path == state.typed:
            self._states[-1] = _State(values, edits, path, near=state.draft or state.near)
        else:
            self._states.append(_State(values, edits, path))
            self._at += 1
        self.edited.emit()
        self._examine()

    def end_typing(self) -> None:
        """The field was left: what is typed into it next is a step of its own."""
        self._states[self._at].typed = None

    def undo(self) -> bool:
        """One step back."""
        return self._go(-1)

    def redo(self) -> bool:
        """One step forth again."""
        return self._go(1)

    def saved(self, text: str) -> None:
        """That text is stored now."""
        self._stored = text
        self.edited.emit()

    def _go(self, by: int) -> bool:
        if not 0 <= self._at + by < len(self._states):
            return False
        self._at += by
        self.end_typing()
        self.edited.emit()
        self.shown.emit()
        self._examine()
        return True

    # --- the draft

    def _examine(self) -> None:
        """Have the worker make the draft of the values, if it is not doing so."""
        state = self._states[self._at]
        if state.draft is not None:
            self._take(state.draft)
            return
        if self._busy is not None:
            return
        self._busy = state
        base, edits = self._way_to(state)
        made = self._operations.read(_applied, base, edits)
        made.then(lambda draft: self._made(state, draft)).failed(lambda error: self._failed(state, error))
        made.finally_(lambda: self._ended(state))

    def _way_to(self, state: _State) -> tuple[Draft, tuple[Edit, ...]]:
        edits: tuple[Edit, ...] = ()
        for before in reversed(self._states[: self._states.index(state) + 1]):
            if before.draft is not None:
                return before.draft, edits
            edits = (*before.edits, *edits)
            if before.near is not None:
                return before.near, edits
        raise AssertionError(edits)  # the first state has its draft

    def _made(self, state: _State, draft: Draft) -> None:
        state.draft = draft
        now = self._states[self._at]
        if now is not state and now.near is None and now.typed is not None and now.typed == state.typed:
            now.near = draft  # more was typed into the same field meanwhile

    def _failed(self, state: _State, error: UserError) -> None:
        """Take back what the text does not let be changed, and whatever came after it."""
        if not isValid(self):
            return
        if state in self._states:
            number = self._states.index(state)
            known = max(index for index in range(number) if self._states[index].draft is not None)
            del self._states[known + 1 :]
            self._at = min(self._at, known)
            self.edited.emit()
            self.shown.emit()
        self.refused.emit(error)

    def _ended(self, state: _State) -> None:
        self._busy = None
        if not isValid(self):
            return  # the page has gone on to another rulebook
        if state.draft is not None or self._states[self._at] is not state:  # after a fault it is not tried again
            self._examine()

    def _take(self, draft: Draft) -> None:
        self._last = draft
        if draft.rulebook is not None:
            self._good = draft.rulebook
        self.examined.emit()
