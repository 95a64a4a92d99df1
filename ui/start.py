"""The wiring: opens the seat's data for the window and says which pages there are."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from secretariat import settings
from ui.app import Start, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from secretariat.bootstrap import App
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


def add_pages(window: MainWindow, shell: Shell) -> str:
    """Register the pages, each built when it is first gone to; gives the key of the first one."""
    from ui.places import FIRST, PAGES  # noqa: PLC0415 (it is imported already, by ``open_services``)
    from ui.warm_up import warm_up  # noqa: PLC0415 (not before the first paint)

    warm_up(window)
    for page in PAGES:
        window.register(page.key, page.build, page.title, fetch=None if page.there else page.fetch)
    shell.operations.aside("keep", _keep).then(lambda _: _tidy(shell))
    _name_government(window, shell)
    shell.operations.changed.connect(lambda _: _name_government(window, shell))
    return FIRST


def _keep() -> None:
    """What is there now stays: to look it through for garbage again and again takes 0.1 s each time."""
    gc.freeze()
    gc.enable()


def _tidy(shell: Shell) -> None:
    """Bring the files of attachments in order, and say what was found."""
    app: App = shell.services
    shell.operations.aside("tidy", app.tidy).then(lambda found: shell.note(found, tone="info") if found else None)


def _name_government(window: MainWindow, shell: Shell) -> None:
    """Write at the head of the rail whose meetings these are: the government of the newest."""

    def newest() -> str:
        from secretariat.services.meeting_list import list_meetings  # noqa: PLC0415 (as above)

        app: Any = shell.services
        return next((row.government for row in list_meetings(app.database, limit=1)), "")

    shell.operations.read_latest("government", newest).then(window.rail.show_government)
