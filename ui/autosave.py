"""Saving as one goes: what is typed in the fields of a form is in the database a moment later, without a button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.errors import UserError
    from ui.operations import Operation, Operations

AUTOSAVE_MS = 600
"""How long after the last key a field is saved."""


class Autosave(QObject):
    """Saves edited fields as one goes: after a pause in typing, when the page is left, and when the window closes.

    ``save`` gets the edited fields and their newest values and gives the operation that writes them. One save is
    under way at a time: the next waits for it, so that it can bring along the version that the former has made.
    """

    def __init__(
        self,
        operations: Operations,
        save: Callable[[dict[str, Any]], Operation[Any]],
        parent: QObject | None = None,
        *,
        delay: int = AUTOSAVE_MS,
    ) -> None:
        super().__init__(parent)
        self.problem: str | None = None
        self._operations = operations
        self._save = save
        self._edited: dict[str, Any] = {}
        self._under_way: dict[str, Any] | None = None
        self._timer = QTimer(self, singleShot=True, interval=delay)
        self._timer.timeout.connect(self.flush)
        operations.register(self)

    @property
    def pending(self) -> bool:
        """Whether something waits to be saved and can be: what was refused waits for the user instead."""
        return self._under_way is not None or (bool(self._edited) and self.problem is None)

    @property
    def unsaved(self) -> dict[str, Any]:
        """What has been entered and is not in the database."""
        return {**(self._under_way or {}), **self._edited}

    def note(self, name: str, value: object) -> None:
        """A field has a new value."""
        self._edited[name] = value
        self.problem = None
        self._timer.start()
        self._tell()

    def flush(self) -> None:
        """Save now."""
        self._timer.stop()
        if not self._edited or self._under_way is not None or self.problem is not None:
            return
        self._under_way, self._edited = self._edited, {}
        operation = self._save(dict(self._under_way))
        operation.then(self._saved).finally_(self._ended)
        if operation.refusal_is_told:
            operation.failed(self._refused)
        else:
            operation.failed(self._refused).failed(self._operations.refused.emit)

    def retry(self) -> None:
        """Try again, after a refusal."""
        self.problem = None
        self.flush()
        self._tell()

    def discard(self) -> None:
        """Forget what could not be saved."""
        self._timer.stop()
        self._edited.clear()
        self.problem = None
        self._tell()

    def _saved(self, _result: object) -> None:
        self._under_way = None

    def _refused(self, error: UserError) -> None:
        self.problem = error.message

    def _ended(self) -> None:
        if self._under_way is not None:  # refused, cancelled or a fault: nothing of it is in the database
            self._edited = {**self._under_way, **self._edited}
            self._under_way = None
            self.problem = self.problem or "程序出现故障"
        elif self._edited:
            self.flush()
        self._tell()

    def _tell(self) -> None:
        self._operations.update_state()
