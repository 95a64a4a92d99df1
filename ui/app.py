"""Start the window: paint first, then open the database and build the pages."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from secretariat.domain.records import record
from ui import PROGRAM, VERSION
from ui.errors import ErrorReporter
from ui.garbage import Garbage
from ui.logbook import Logbook
from ui.main_window import MainWindow, Navigation, Notes, Shell
from ui.operations import Operations
from ui.settings_store import SettingsStore, log_folder
from ui.single_instance import AlreadyOpenError, SingleInstance
from ui.theme import Theme
from ui.translation import speak_chinese
from ui.widgets.in_view import FocusInView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from secretariat.errors import UserError
    from ui.operations import Operation


_REST_MS = 300
"""How long the first page stands before what nobody waits for begins: whoever goes on at once is served first."""


@record(kw_only=True)
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
    # The style is named here and not set later: that would have Qt's own style made known to Python, for 6 ms.
    made = QApplication([*arguments, "-style", "fusion"])
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
    # Until all is imported (``ui.start``): looking through what is being made takes a tenth of the time, in vain.
    gc.disable()
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
    operations.state_changed.connect(Garbage(window).stir)
    window.painted.connect(theme.set_type)
    FocusInView(qt, window)
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
    """First what the user waits for; what can wait comes once the first page has stood for a while."""
    operations = window.shell.operations

    def rest() -> None:
        single.called.connect(window.bring_to_front)
        single.listen()
        logbook.open()
        operations.go_on()

    operations.hold()
    open_database(start, window).finally_(lambda: QTimer.singleShot(_REST_MS, window, rest))
    QTimer.singleShot(0, window, lambda: _meanwhile(window))


def _meanwhile(window: MainWindow) -> None:
    """While the database is opened."""
    from ui.icons import warm_up  # noqa: PLC0415 (not before the first paint)

    window.shell.theme.tell_desktop()
    warm_up()


def open_database(start: Start, window: MainWindow) -> Operation[object]:
    """Open the database on the writer's thread, then show the first page; say so if it cannot be opened."""
    operations = window.shell.operations

    def opened(services: Any) -> None:  # noqa: ANN401 (what the composition root gives)
        window.shell = replace(window.shell, services=services)
        window.shell.go(start.add_pages(window, window.shell))

    def refused(error: UserError) -> None:
        Garbage.of(window).begin()
        from ui.widgets.empty_state import EmptyState  # noqa: PLC0415 (not before the first paint)
        from ui.widgets.footer import Act  # noqa: PLC0415 (as above)

        again = Act(name="open-again", text="重试", run=lambda: open_database(start, window))
        window.show_widget(EmptyState(error.message, error.remedy, again, icon="alert"))

    opening = operations.write(start.open_services, operations.publish).long("正在打开数据库")
    return opening.then(opened).failed(refused)
