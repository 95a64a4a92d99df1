"""Taking back what was done: an act whose entry in the trail is kept, and the note that offers to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from ui.widgets.footer import Act

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.bootstrap import App
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell
    from ui.operations import Operation

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
