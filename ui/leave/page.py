"""请假外出: requests for leave of all meetings, and the register of who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabBar, QWidget

from ui.leave.requests_list import RequestsList
from ui.pages import Page
from ui.theme import S
from ui.widgets.basics import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import Shell
    from ui.widgets.footer import Act

REQUESTS: Final = "requests"
AWAY: Final = "away"


class View(Protocol):
    """What stands under a tab of this page; a widget."""

    def enter(self, place: Any) -> None:  # noqa: ANN401 (as a page's)
        """Somebody has come here."""

    def leave(self) -> None:
        """He goes elsewhere."""

    def changed(self, changes: object) -> None:
        """Something in the database has changed."""

    def first_focus(self) -> QWidget | None:
        """Where typing begins."""

    def acts(self) -> tuple[Act | None, tuple[Act, ...]]:
        """The primary act at the foot, and the secondary ones."""


def _away(shell: Shell) -> QWidget:
    from ui.away.register import AwayRegister  # noqa: PLC0415 (built when first looked at)

    made: QWidget = AwayRegister(shell)
    return made


VIEWS: Final[tuple[tuple[str, str, Callable[[Shell], QWidget]], ...]] = (
    (REQUESTS, "请假", RequestsList),
    (AWAY, "外出", _away),
)


class LeavePage(Page):
    """The page of the rail's fourth place; ``place`` is the key of a tab, or (key, what it is given)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "请假外出", scroll=False, foot=True)
        self._views: dict[str, QWidget] = {}
        self._entered = ""
        self.bar = named(QTabBar(), "leave-tabs", "请假外出")
        self.bar.setExpanding(False)
        for _, title, _ in VIEWS:
            self.bar.addTab(title)
        self.bar.setToolTip("Ctrl+PgUp、Ctrl+PgDn 切换")
        self.bar.currentChanged.connect(lambda _: self._turn_to(None))
        self.stack = QStackedWidget()
        self.body.setSpacing(S)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1), ("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda by=by: self._turn(by))

    @property
    def key(self) -> str:
        """The key of the tab in front."""
        return VIEWS[self.bar.currentIndex()][0]

    @property
    def view(self) -> View:
        """What stands under the tab in front; it is built when first looked at."""
        key, _, make = VIEWS[self.bar.currentIndex()]
        if key not in self._views:
            made = make(self.shell)
            self._views[key] = made
            self.stack.addWidget(made)
            told: Any = getattr(made, "acts_changed", None)
            if told is not None:
                told.connect(self._show_acts)
        return cast("View", self._views[key])

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (a key, or a pair)
        """Show that tab, or the one that was in front."""
        self.quiet()
        key, inner = place if isinstance(place, tuple) else (place, None)
        number = next((number for number, (name, _, _) in enumerate(VIEWS) if name == key), None)
        self.bar.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
        self.bar.setCurrentIndex(self.bar.currentIndex() if number is None else number)
        self.bar.blockSignals(False)  # noqa: FBT003 (as above)
        self._turn_to(inner)

    def leave(self) -> None:
        """Save what is being typed."""
        if self._entered in self._views:
            cast("View", self._views[self._entered]).leave()

    def changed(self, changes: object) -> None:
        """Tell the tab in front, if anybody looks; the other is read when it is turned to."""
        here = self.shell.navigation.here
        if here is not None and here.key == "leave":
            self.view.changed(changes)

    def undo(self) -> None:
        """Take back the last act of the tab in front."""
        take_back: Callable[[], object] | None = getattr(self.view, "undo", None)
        if take_back is not None:
            take_back()

    def first_focus(self) -> QWidget | None:
        """Where the tab begins."""
        return self.view.first_focus()

    def _turn(self, by: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % len(VIEWS))
        focus = self.first_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, inner: Any) -> None:  # noqa: ANN401 (what the view is given)
        if self._entered != self.key:
            self.leave()
        self._entered = self.key
        view = self.view
        self.stack.setCurrentWidget(self._views[self.key])
        view.enter(inner)
        self._show_acts()

    def _show_acts(self) -> None:
        primary, others = self.view.acts()
        self.foot.show_acts(primary, *others)
        self.foot.setVisible(primary is not None or bool(others))
