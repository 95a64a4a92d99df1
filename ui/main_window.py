"""The frame: rail, pages, what was done last, and where one came from. What a page may use of it is the ``Shell``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from secretariat.domain.records import record
from ui import PROGRAM
from ui.late import Qt
from ui.theme import FOLD_BELOW
from ui.widgets.basics import row
from ui.widgets.empty_state import EmptyState
from ui.widgets.name_letters import NameLetters
from ui.widgets.rail import PLACES, Rail
from ui.widgets.undo_key import typed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from secretariat.errors import UserError
    from ui.errors import ErrorReporter
    from ui.operations import Operation, Operations, SaveState
    from ui.pages import Page
    from ui.settings_store import SettingsStore
    from ui.theme import Theme
    from ui.widgets.footer import Act
    from ui.widgets.notice import Note, ProgressNote

_LEAST = (880, 480)
_USUAL = (1366, 768)
_PAUSE_MS = 250


@record()
class Stop:
    """A page, and what it shows."""

    key: str
    place: Any = None


class Navigation(QObject):
    """Where the user is and has been. Pages say ``shell.go``; this keeps the way back."""

    moved = Signal(object)
    """The ``Stop`` now shown."""

    _FURTHEST = 50

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.here: Stop | None = None
        self._before: list[Stop] = []

    @property
    def can_go_back(self) -> bool:
        """Whether there is a page to go back to."""
        return bool(self._before)

    def go(self, stop: Stop) -> None:
        """Go there."""
        if self.here is not None and self.here != stop:
            self._before = [*self._before[-self._FURTHEST :], self.here]
        self.here = stop
        self.moved.emit(stop)

    def back(self) -> None:
        """Go where one came from."""
        if self._before:
            self.here = self._before.pop()
            self.moved.emit(self.here)


class Notes(QObject):
    """What pages have to say in passing."""

    said = Signal(str, str, object)


@dataclass(frozen=True, slots=True, weakref_slot=True, kw_only=True)
class Shell:
    """All that a page gets: no page knows the window.

    ``services`` is what ``secretariat.bootstrap`` has put together; ``today`` was read once, at the start.
    """

    operations: Operations
    theme: Theme
    settings: SettingsStore
    errors: ErrorReporter
    navigation: Navigation
    notes: Notes
    today: date
    database: str
    services: Any = None

    def go(self, key: str, place: Any = None) -> None:  # noqa: ANN401 (whatever that page understands)
        """Show a page: ``shell.go("meetings", meeting_id)``."""
        self.navigation.go(Stop(key, place))

    def note(self, text: str, *, tone: str = "good", act: Act | None = None) -> None:
        """Say something that goes by itself: ``shell.note("已导入 3 个会议", act=undo)``."""
        self.notes.said.emit(text, tone, act)


class MainWindow(QMainWindow):
    """The window itself."""

    painted = Signal()
    """The window has been painted for the first time."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setAccessibleName(PROGRAM)
        self.shell = shell
        self._factories: dict[str, tuple[str, Callable[[Shell], Page]]] = {}
        self._to_fetch: dict[str, Callable[[], None]] = {}
        self._pages: dict[str, Page] = {}
        self._note: Note | None = None
        self._progress: ProgressNote | None = None
        self._painted = False
        self._closing = False
        self._untold: list[object] = []
        """Changes that no page has been told of yet."""
        self._pause: QTimer | None = None
        self.name_letters = NameLetters(self._read_names, self)
        self.rail = Rail()
        self._stack = QStackedWidget()
        centre = QWidget()
        row(self.rail, self._stack, gap=0, into=centre)
        self.setCentralWidget(centre)
        self.setMinimumSize(*_LEAST)
        self._restore_geometry()
        # Not ``self.shell.go`` itself: the shell is replaced once the services are there, and the old one goes.
        self.rail.chosen.connect(lambda key: self.shell.go(key))  # noqa: PLW0108 (see above)
        shell.navigation.moved.connect(self._show_stop)
        shell.operations.changed.connect(self._pass_on_changes)
        shell.operations.progress.connect(self._show_progress)
        shell.operations.refused.connect(self.show_error)
        shell.operations.fault.connect(shell.errors.report)
        shell.errors.refused.connect(self.show_error)
        shell.notes.said.connect(lambda text, tone, act: self.note(text, tone=tone, act=act))
        for keys, act in (("Esc", self._go_back), ("Alt+Left", self._go_back), ("Ctrl+Z", self._undo)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._name_window()

    # --- pages

    def register(
        self,
        key: str,
        factory: Callable[[Shell], Page],
        title: str | None = None,
        *,
        fetch: Callable[[], None] | None = None,
    ) -> None:
        """Add a page; it is built when first gone to. A key of ``PLACES`` appears on the rail, others do not.

        ``fetch`` imports, on a worker, what the page needs: aside, or as soon as somebody goes there.
        """
        place = next((place for place in PLACES if place.key == key), None)
        self._factories[key] = (title or (place.title if place is not None else ""), factory)
        if place is not None:
            self.rail.add(key)
        if fetch is not None:
            self._to_fetch[key] = fetch
            self.shell.operations.aside(("fetch", key), fetch).then(lambda _: self._to_fetch.pop(key, None))

    @property
    def page(self) -> Page | None:
        """The page now shown."""
        here = self.shell.navigation.here
        return None if here is None else self._pages.get(here.key)

    def show_widget(self, widget: QWidget) -> None:
        """Show something that is no page: while the program starts, or when it cannot."""
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def _show_stop(self, stop: Stop) -> None:
        current = self._stack.currentWidget()
        pages = list(self._pages.values())
        if current in pages:
            pages[pages.index(current)].leave()
        self.shell.operations.flush()
        self.rail.show_current(stop.key.partition("/")[0])
        if stop.key in self._to_fetch:
            fetched = self.shell.operations.read(self._to_fetch[stop.key]).long("正在打开")
            fetched.then(lambda _: self._fetched(stop))
            return
        page = self._pages.get(stop.key)
        if page is None:
            page = self._factories[stop.key][1](self.shell)
            page.setObjectName(f"page-{stop.key}")
            self._pages[stop.key] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.foot.show_state(self.shell.operations.state)
        page.enter(stop.place)
        focus = page.first_focus()
        if focus is not None:
            (focus if focus.isVisibleTo(page) else _filling(page) or focus).setFocus(Qt.FocusReason.OtherFocusReason)
        self._name_window()

    def _fetched(self, stop: Stop) -> None:
        """Show the page whose module is there now, unless the user has gone elsewhere meanwhile."""
        self._to_fetch.pop(stop.key, None)
        if self.shell.navigation.here is stop:
            self._show_stop(stop)

    def wait_with_changes(self, *, wait: bool) -> None:
        """Pass changes on to the pages only after a pause: while somebody marks one after the other in the room (签到).

        What has waited is passed on when that is over.
        """
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS) if wait else None
        if self._pause is not None:
            self._pause.timeout.connect(self._tell_pages)
        self._tell_pages()

    def _read_names(self, names: frozenset[str]) -> Operation[Mapping[str, str]] | None:
        """Have read aside how names are read; nothing while the services are not there."""
        services = self.shell.services
        if services is None:
            return None

        def read() -> Mapping[str, str]:
            from secretariat.services.name_readings import readings_of  # noqa: PLC0415 (not before it is needed)

            return readings_of(services.database, names)

        return self.shell.operations.aside("names", read)

    def _pass_on_changes(self, changes: object) -> None:
        self.name_letters.forget()
        self._untold.append(changes)
        if self._pause is not None:
            self._pause.start()
        else:
            self._tell_pages()

    def _tell_pages(self) -> None:
        untold, self._untold = self._untold, []
        for changes in untold:
            for page in self._pages.values():
                page.changed(changes)

    def _name_window(self) -> None:
        here = self.shell.navigation.here
        title = self._factories[here.key][0] if here is not None and here.key in self._factories else ""
        self.setWindowTitle(f"{title} - {PROGRAM}" if title else PROGRAM)

    def _go_back(self) -> None:
        self.shell.navigation.back()

    def _undo(self) -> None:
        focused = self.focusWidget()
        if (
            isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit)
            and not focused.isReadOnly()
            and typed_in(focused)
        ):
            focused.undo()
        elif self.page is not None:
            self.page.undo()

    # --- what is said

    def show_error(self, error: UserError) -> None:
        """Show what the user can mend at the head of the page."""
        if self.page is not None:
            self.page.tell_error(error)
        else:
            self.note(f"{error.message}，{error.remedy}", tone="violation")

    def note(self, text: str, *, tone: str = "good", act: Act | None = None) -> None:
        """Say something that goes by itself."""
        if self._note is None:
            from ui.widgets.notice import Note  # noqa: PLC0415 (not before the first paint)

            self._note = Note(self)
        self._note.show_note(text, tone=tone, act=act)

    def _show_progress(self, progress: Any) -> None:  # noqa: ANN401 (a ``Progress``)
        if self._progress is None:
            from ui.widgets.notice import ProgressNote  # noqa: PLC0415 (not before the first paint)

            self._progress = ProgressNote(self)
        self._progress.show_progress(progress)

    # --- the window itself

    def bring_to_front(self) -> None:
        """Show it over others: somebody has started the program a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()
        self.note("程序已经打开这个数据库，已转到此窗口", tone="info")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell of the first paint."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fold the rail where the window is narrow."""
        super().resizeEvent(event)
        folded = event.size().width() < FOLD_BELOW
        if folded != self.rail.folded:
            self.rail.fold(folded=folded)

    def _restore_geometry(self) -> None:
        window = self.shell.settings.window
        screen = QGuiApplication.primaryScreen().availableGeometry()
        place = QRect(*window.geometry) if window.geometry is not None else QRect()
        if place.isValid() and any(one.availableGeometry().intersects(place) for one in QGuiApplication.screens()):
            self.setGeometry(place)
        else:
            self.resize(min(_USUAL[0], screen.width()), min(_USUAL[1], screen.height()))
        self._begin_maximized = window.maximized or screen.width() <= _USUAL[0]

    def appear(self) -> None:
        """Show the window as it was left, or over the whole screen where that is small."""
        if self._begin_maximized:
            self.showMaximized()
        else:
            self.show()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Save everything first; ask only if something cannot be saved."""
        operations = self.shell.operations
        if self.page is not None:
            self.page.leave()
        operations.flush()
        if operations.writing:
            event.ignore()
            self._close_when_saved()
        elif operations.state.problem is not None and not self._closing:
            event.ignore()
            self._ask_to_close(operations.state)
        else:
            self._remember_geometry()
            operations.shutdown()
            event.accept()

    def _close_when_saved(self) -> None:
        self.note("正在保存，保存后自动关闭", tone="info")
        self.shell.operations.idle.connect(self.close, Qt.ConnectionType.SingleShotConnection)

    def _ask_to_close(self, state: SaveState) -> None:
        from ui.widgets.dialogs import confirm  # noqa: PLC0415 (rarely needed)

        def close() -> None:
            self._closing = True
            self.close()

        text = f"{state.problem}。关闭后，未保存的修改将丢失。"
        confirm(self, "有内容尚未保存", text, "不保存，直接关闭", close, danger=True, object_name="close-unsaved")

    def _remember_geometry(self) -> None:
        place = self.normalGeometry()
        self.shell.settings.change(
            geometry=(place.x(), place.y(), place.width(), place.height()), maximized=self.isMaximized()
        )


def _filling(page: Page) -> QPushButton | None:
    """The button that fills what is empty on a page: there is no list whose filter could have the focus."""
    empty = (state for state in page.findChildren(EmptyState) if state.isVisibleTo(page))
    return next((made for state in empty for made in state.findChildren(QPushButton)), None)
