"""Taking back what was done: the entry of an act in the trail is kept, a note offers to undo it, so does Ctrl+Z."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.bootstrap import App
    from secretariat.domain.permissions import Actor
    from secretariat.errors import UserError
    from secretariat.services.database import Database
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.operations import Operation

    Refuse = Callable[[UserError], object]

P = ParamSpec("P")
R = TypeVar("R")


def keep_entry(
    shell: Shell, service: Callable[Concatenate[Database, Actor, P], Any], *args: P.args, **kwargs: P.kwargs
) -> Operation[int | None]:
    """Run a service act on the writer; the result is its entry in the trail."""
    app = shell.services
    return shell.operations.write(lambda: with_entry(app, service, *args, **kwargs)[1])


def with_entry(
    app: App, service: Callable[Concatenate[Database, Actor, P], R], *args: P.args, **kwargs: P.kwargs
) -> tuple[R, int | None]:
    """Give what a service act gives, and its entry in the trail; on the writer."""
    entries: list[int | None] = []
    # One thread writes, so what is told meanwhile is of this act.
    end = app.database.subscribe(lambda changes: entries.append(changes.entry))
    try:
        given = service(app.database, app.actor, *args, **kwargs)
    finally:
        end()
    return given, entries[-1] if entries else None


def undo_entry(shell: Shell, entry: int) -> Operation[Changes]:
    """Undo an act of the trail."""
    from secretariat.services.undo import undo  # noqa: PLC0415 (seldom needed)

    app = shell.services
    return shell.operations.write(undo, app.database, app.actor, entry)


def offer_undo(shell: Shell, text: str, entry: int | None) -> None:
    """Say what was done, with a button that takes it back."""

    def undo() -> None:
        undo_entry(shell, entry or 0).then(lambda _: shell.note("已撤销"))

    act = None if entry is None else Act(name="undo", text="撤销", run=undo)
    shell.note(text, act=act)


class DoneHere:
    """The acts done at one place of the window. Ctrl+Z takes them back one after the other, the last one first.

    ``refuse`` is told why one can't be taken back; without, the window says it.
    """

    def __init__(self, shell: Shell, refuse: Refuse | None = None) -> None:
        self._shell = shell
        self._refuse = refuse
        self._entries: list[int] = []

    @property
    def last(self) -> int | None:
        """The entry of the last act that is not taken back."""
        return self._entries[-1] if self._entries else None

    def keep(self, entry: int | None) -> None:
        """Keep an act; ``None`` has changed nothing."""
        if entry is not None:
            self._entries.append(entry)

    def offer(self, text: str, entry: int | None) -> None:
        """Keep an act, and say what was done, with a button that takes it back."""
        self.keep(entry)
        act = None if entry is None else Act(name="undo", text="撤销", run=lambda: self._undo(entry))
        self._shell.note(text, act=act)

    def clear(self) -> None:
        """Begin anew: what was done until now stays."""
        self._entries.clear()

    def undo(self) -> None:
        """Take back the last act that is not taken back yet."""
        if self._entries:
            self._undo(self._entries[-1])
        else:
            self._shell.note("没有可以撤销的操作", tone="info")

    def _undo(self, entry: int) -> None:
        self._forget(entry)
        undoing = undo_entry(self._shell, entry).then(self._undone)
        if self._refuse is not None:
            undoing.failed(self._refuse)

    def _undone(self, changes: Changes) -> None:
        self._forget(changes.entry)  # nobody expects Ctrl+Z to undo what Ctrl+Z did
        self._shell.note("已撤销")

    def _forget(self, entry: int | None) -> None:
        if entry in self._entries:
            self._entries.remove(entry)
