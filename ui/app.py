"""Start the window: paint first, then open the database and build the pages."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

from ui import PROGRAM, VERSION
from ui.errors import ErrorReporter
from ui.logbook import Logbook
from ui.main_window import MainWindow, Navigation, Notes, Shell
from ui.operations import Operations
from ui.settings_store import SettingsStore, log_folder
from ui.single_instance import AlreadyOpenError, SingleInstance
from ui.theme import Theme
from ui.translation import speak_chinese

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from secretariat.errors import UserError


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a window is started with.

    ``open_services`` opens the database, on the writer's thread, after the first paint; it gets a function to which
    the services hand their ``Changes``. ``add_pages`` then registers the pages and gives the key of the first one.
    """

    database: str
    open_services: Callable[[Callable[[object], None]], object]
    add_pages: Callable[[MainWindow, Shell], str]
    government: str = ""
    today: date | None = None
    settings_folder: Path | None = None


def application(arguments: list[str]) -> QApplication:
    """Qt's application, speaking Chinese."""
    made = QApplication(arguments)
    made.setApplicationName("secretariat")
    made.setApplicationDisplayName("")
    made.setApplicationVersion(VERSION)
    made.setDesktopFileName("secretariat")
    speak_chinese(made)
    return made


def run(start: Start, arguments: list[str] | None = None) -> int:
    """Show the window until it is closed; gives the exit status.

    Raises ``NoDisplayError`` without a screen and ``AlreadyOpenError`` when the database is open elsewhere.
    """
    from ui.display import need_display  # noqa: PLC0415 (its ``socket`` is needed on some platforms only)

    need_display()
    # The window's own thread must not wait 5 ms for its turn each time while another thread reads or judges.
    sys.setswitchinterval(0.0005)
    logbook = Logbook(log_folder())
    qt = application([PROGRAM, *(arguments or [])])
    settings = SettingsStore(start.settings_folder)
    single = SingleInstance(start.database, log_folder())
    if not single.claim():
        return _second(single)
    reporter = ErrorReporter(logbook.file)
    reporter.catch_all()
    window = make_window(qt, start, settings, reporter)
    window.painted.connect(lambda: _after_paint(start, window, logbook, single))
    window.appear()
    try:
        return qt.exec()
    finally:
        window.shell.operations.shutdown()
        single.release()


def make_window(qt: QApplication, start: Start, settings: SettingsStore, reporter: ErrorReporter) -> MainWindow:
    """The frame without pages; also for tests."""
    theme = Theme(qt, dark=settings.window.dark, scale=settings.window.scale)
    theme.changed.connect(lambda: settings.change(dark=theme.dark, scale=theme.scale))
    operations = Operations(qt)
    shell = Shell(
        operations=operations,
        theme=theme,
        settings=settings,
        errors=reporter,
        navigation=Navigation(operations),
        notes=Notes(operations),
        today=start.today or date.today(),  # noqa: DTZ011 (the office's own day, read once)
        database=start.database,
    )
    window = MainWindow(shell)
    window.rail.show_government(start.government)
    return window


def _second(single: SingleInstance) -> int:
    """Say that the program is open already, where the first window stands, or here if it does not answer."""
    if single.call_first():
        sys.stderr.write("程序已经打开这个数据库，已转到那个窗口。\n")
        return 0
    raise AlreadyOpenError(
        f"这个数据库正在另一处使用（{single.whose()}）", "请先关闭那里的窗口；如果那里没有窗口，请结束该进程后重试"
    )


def _after_paint(start: Start, window: MainWindow, logbook: Logbook, single: SingleInstance) -> None:
    from ui.icons import warm_up  # noqa: PLC0415 (not before the first paint)

    window.shell.theme.tell_desktop()
    logbook.open()
    single.called.connect(window.bring_to_front)
    open_database(start, window)
    warm_up()
    single.listen()


def open_database(start: Start, window: MainWindow) -> None:
    """Open the database on the writer's thread, then show the first page; say so if it cannot be opened."""
    operations = window.shell.operations

    def opened(services: Any) -> None:  # noqa: ANN401 (what the composition root gives)
        window.shell = replace(window.shell, services=services)
        window.shell.go(start.add_pages(window, window.shell))

    def refused(error: UserError) -> None:
        from ui.widgets.empty_state import EmptyState  # noqa: PLC0415 (not before the first paint)
        from ui.widgets.footer import Act  # noqa: PLC0415 (as above)

        again = Act(name="open-again", text="重试", run=lambda: open_database(start, window))
        window.show_widget(EmptyState(error.message, error.remedy, again, icon="alert"))

    operations.write(start.open_services, operations.publish).long("正在打开数据库").then(opened).failed(refused)
