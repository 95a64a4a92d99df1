"""The wiring: opens the seat's data for the window and says which pages there are."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Final

from secretariat import settings
from ui.app import Start, run
from ui.garbage import Garbage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from secretariat.bootstrap import App
    from secretariat.services.room_views import KeptView
    from ui.main_window import MainWindow, Shell


def run_window(data: Path | None = None) -> int:
    """Show the window on the seat's data until it is closed; gives the exit status."""
    opened: list[App] = []
    try:
        return run(start(data, opened=opened))
    finally:
        for app in opened:
            app.opened.wipe()
            app.close()


def start(data: Path | None = None, *, opened: list[App] | None = None, today: date | None = None) -> Start:
    """What the window is started with; ``opened`` is told what has to be closed when it is over."""
    folder = settings.default_data_folder() if data is None else data

    def open_services(publish: Callable[[object], None]) -> App:
        from secretariat.bootstrap import open_app  # noqa: PLC0415 (SQLAlchemy: not before the first paint)

        app = open_app(folder)
        if opened is not None:
            opened.append(app)
        app.database.subscribe(publish)
        # On this thread, so that the window does not wait for what the pages import.
        from ui.places import AT_ONCE  # noqa: PLC0415 (as above)

        for page in AT_ONCE:
            page.fetch()
        return app

    return Start(
        database=str(folder / settings.DATABASE),
        open_services=open_services,
        add_pages=add_pages,
        today=today,
    )


_NAMING: Final = frozenset({"meeting", "government"})
"""The tables from which the name at the head of the rail comes."""


def add_pages(window: MainWindow, shell: Shell) -> str:
    """Register the pages, each built when it is first gone to; gives the key of the first one."""
    from ui.places import FIRST, PAGES  # noqa: PLC0415 (it is imported already, by ``open_services``)
    from ui.warm_up import warm_up  # noqa: PLC0415 (not before the first paint)

    warm_up(window)
    for page in PAGES:
        window.register(page.key, page.build, page.title, fetch=None if page.there else page.fetch)
    shell.operations.aside("keep", gc.freeze).then(lambda _: _kept(window, shell))
    _name_government(window, shell)
    shell.operations.changed.connect(lambda it: _name_government(window, shell) if it.tables & _NAMING else None)
    _open_room_again(window, shell)
    return FIRST


def _kept(window: MainWindow, shell: Shell) -> None:
    """What is there now stays, ``gc`` was told: to look it through again and again takes 0.1 s each time."""
    Garbage.of(window).begin()
    _tidy(shell)


def _tidy(shell: Shell) -> None:
    """Bring the files of attachments in order, and say what was found."""
    app: App = shell.services
    shell.operations.aside("tidy", app.tidy).then(lambda found: shell.note(found, tone="info") if found else None)
    shell.operations.aside("topics ahead of all", _read_ahead, app)


def _read_ahead(app: App) -> None:
    from secretariat.services.proposal_list import read_ahead  # noqa: PLC0415 (as above)

    read_ahead(app.database)


def _open_room_again(window: MainWindow, shell: Shell) -> None:
    """Open the room (签到) where it was when the program was last ended from outside, and say so."""

    def left_open() -> KeptView | None:
        from secretariat.services import room_views  # noqa: PLC0415 (as above)

        app: App = shell.services
        found = room_views.left_open(app.database, app.actor)
        if found is not None:
            from ui.room import opening  # noqa: F401, PLC0415 (on this thread, so that the window does not wait)
        return found

    def opened(found: KeptView | None) -> None:
        if found is not None:
            from ui.room.opening import open_room  # noqa: PLC0415 (it is imported already)

            open_room(shell, found.meeting, window, again=True)

    shell.operations.aside("room", left_open).then(opened)


def _name_government(window: MainWindow, shell: Shell) -> None:
    """Write at the head of the rail whose meetings these are: the government of the newest, or the one registered."""

    def newest() -> str:
        from secretariat.services.meeting_list import list_meetings  # noqa: PLC0415 (as above)

        app: Any = shell.services
        for row in list_meetings(app.database, limit=1):
            return row.government
        registered: list[Any] = app.database.ask("SELECT name FROM government ORDER BY id LIMIT 1")
        return str(registered[0][0]) if registered else ""

    shell.operations.read_latest("government", newest).then(window.rail.show_government)
