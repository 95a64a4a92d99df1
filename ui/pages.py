"""What a page is: a head, a body, a foot, and at the right, where it has one, a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import LOW_PAGE, NARROW_PAGE, PANEL_NARROW, PANEL_WIDTH, SCROLL_BAR, XS, L, M, S
from ui.widgets.basics import column, row, scrolled
from ui.widgets.footer import Footer
from ui.widgets.notice import Notice
from ui.widgets.page_header import PageHeader

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from secretariat.errors import UserError
    from ui.main_window import Shell


class Page(QWidget):
    """A place of the window. Built when first gone to, kept afterwards.

    A page puts its widgets into ``body``; with ``scroll`` the body scrolls, for cards; without it fills the room, for
    a table. ``head`` says what and when, ``foot`` shows the saved state and the acts, ``show_panel`` puts the check
    panel at the right. It overrides ``enter`` to load what it shows, and ``changed`` to load it again.
    """

    def __init__(
        self, shell: Shell, title: str, *, scroll: bool = True, foot: bool = False, back: bool = False
    ) -> None:
        super().__init__()
        self.shell = shell
        self.setProperty("role", "ground")
        self.head = PageHeader(title, back=back)
        self.head.back.connect(shell.navigation.back)
        self.notice = Notice()
        self.body: QVBoxLayout = column(gap=M)
        content = QWidget()
        content.setLayout(self.body)
        self.foot = Footer()
        self.foot.retry.connect(shell.operations.retry)
        shell.operations.state_changed.connect(self.foot.show_state)
        main: QVBoxLayout = column(self.head, gap=0)
        if scroll:
            self.body.setContentsMargins(L, M, L, L)
            self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
            area = scrolled(content, "page-body", title)
            area.verticalScrollBar().rangeChanged.connect(self._make_room)
            inside: QWidget = area
        else:
            self.body.setContentsMargins(L, M, L, M)
            inside = content
        self._notice_box = QWidget()
        self._notice_box.setLayout(column(self.notice))
        self._notice_box.setContentsMargins(L, S, L, 0)
        self._notice_box.hide()
        self.notice.closed.connect(self._notice_box.hide)
        main.addWidget(self._notice_box)
        main.addWidget(inside, 1)
        main.addWidget(self.foot)
        self._across: QHBoxLayout = row(main, gap=0, into=self)
        self._across.setStretch(0, 1)
        self.foot.setHidden(not foot)
        self.low = False
        """Whether there is little room from top to bottom."""
        shell.theme.changed.connect(self._fit_height)
        self._panel: QWidget | None = None

    # --- what a page overrides

    def enter(self, place: Any) -> None:  # noqa: ANN401 (whatever the page gave to ``shell.go``)
        """The user has come here; ``place`` is what ``shell.go`` was given: the id of a meeting, or nothing."""

    def leave(self) -> None:
        """The user goes elsewhere; what was being typed is saved by the frame."""

    def changed(self, changes: object) -> None:
        """Something in the database has changed: load again what is shown, if it is touched."""

    def undo(self) -> None:
        """Ctrl+Z outside a field."""

    def first_focus(self) -> QWidget | None:
        """Where typing begins; ``None`` leaves the focus to the tab order."""
        return None

    # --- what a page calls

    def show_panel(self, panel: QWidget) -> None:
        """Put a panel at the right, over the whole height."""
        if self._panel is not None:
            self._across.removeWidget(self._panel)
            self._panel.deleteLater()
        self._panel = panel
        self._across.addWidget(panel)
        self._fit_panel()

    def tell(self, text: str, remedy: str = "", *, tone: str = "info", act: Any = None) -> None:  # noqa: ANN401
        """Say something at the head of the page, without stopping anybody."""
        self.notice.show_notice(text, remedy, tone=tone, act=act)
        self._notice_box.show()

    def tell_error(self, error: UserError) -> None:
        """Say what the user can mend."""
        self.tell(error.message, error.remedy, tone="violation")

    def _make_room(self, _first: int, last: int) -> None:
        """Let the scroll bar stand in the margin, so that the cards keep their edge."""
        self.body.setContentsMargins(L, self.body.contentsMargins().top(), L - SCROLL_BAR if last else L, L)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Narrow the panel where the window is narrow, and draw all closer together where it is low."""
        super().resizeEvent(event)
        self._fit_panel()
        self._fit_height()

    def _fit_height(self) -> None:
        low = self.height() < self.shell.theme.px(LOW_PAGE)
        if low == self.low:
            return
        self.low = low
        self.head.be_low(low=low)
        room = self.body.contentsMargins()
        room.setTop(room.top() + (-XS if low else XS))
        self.body.setContentsMargins(room)

    def _fit_panel(self) -> None:
        if self._panel is not None:
            self._panel.setFixedWidth(PANEL_NARROW if self.width() < NARROW_PAGE else PANEL_WIDTH)

    def quiet(self) -> None:
        """Take the notice away."""
        self.notice.close_notice()
