"""The wiring: opens the seat's data for the window and says which pages there are."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from secretariat import settings
from ui.app import Start, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from secretariat.bootstrap import App
    from ui.main_window import MainWindow, Shell


_REST_MS = 600


def run_window(data: Path | None = None) -> int:
    """Show the window on the seat's data until it is closed; gives the exit status."""
    opened: list[App] = []
    try:
        return run(start(data, opened=opened))
    finally:
        for app in opened:
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
        import ui.places  # noqa: F401, PLC0415 (as above)

        # What is there now stays: to look it through for garbage again and again takes 0.1 s each time.
        gc.freeze()
        return app

    return Start(
        database=str(folder / settings.DATABASE),
        open_services=open_services,
        add_pages=add_pages,
        today=today,
    )


def add_pages(window: MainWindow, shell: Shell) -> str:
    """Register the pages, each built when it is first gone to; gives the key of the first one."""
    from ui.places import FIRST, PAGES, import_the_rest  # noqa: PLC0415 (it is imported already, by ``open_services``)
    from ui.warm_up import warm_up  # noqa: PLC0415 (not before the first paint)

    for key, page, title in PAGES:
        window.register(key, page, title)
    warm_up(window)
    # Not before the first page stands: its reads would wait.
    QTimer.singleShot(_REST_MS, window, lambda: shell.operations.read(import_the_rest))
    _name_government(window, shell)
    shell.operations.changed.connect(lambda _: _name_government(window, shell))
    return FIRST


def _name_government(window: MainWindow, shell: Shell) -> None:
    """Write at the head of the rail whose meetings these are: the government of the newest."""

    def newest() -> str:
        from secretariat.services.dossiers import list_meetings  # noqa: PLC0415 (as above)

        app: Any = shell.services
        with app.database.reader() as session:
            return next((row.government for row in list_meetings(session, limit=1)), "")

    shell.operations.read_latest("government", newest).then(window.rail.show_government)
