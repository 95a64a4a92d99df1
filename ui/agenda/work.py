"""How the parts of the tab 议程 share the room: side by side, or in a narrow window one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

from ui.rules.tab_order import read_in_order
from ui.theme import XS, M, S
from ui.widgets.basics import column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.agenda.ask_room import AskRoom
    from ui.agenda.below import Below
    from ui.agenda.head import AgendaHead
    from ui.agenda.sides import AgendaSide, CandidateSide
    from ui.theme import Theme

_SIDE_BY_SIDE: Final = 640
_LITTLE: Final = 420
_LOW, _HIGH = 132, 216
"""How high what is below the tables is, where there is little room, and where there is much."""
_MUCH: Final = 640


class AgendaWork(QWidget):
    """Head, what is asked, the tables, and what is below them; ``hint`` says the keys."""

    def __init__(
        self, theme: Theme, head: AgendaHead, room: AskRoom, left: CandidateSide, right: AgendaSide, below: Below
    ) -> None:
        super().__init__()
        self._theme, self._asks, self._left, self._right, self._below = theme, room, left, right, below
        self._in_right = False
        """Whether the agenda is worked at: where one table is below the other and both are low, it has the room."""
        self._in_below = False
        """Whether somebody is at work below the tables: where there is little room, it has that of the candidates."""
        self._over = False
        """Whether nothing can be changed any longer: then there are no candidates to be put on it."""
        self._across = row(left, right, gap=M)
        self.hint = label("", "small")
        self._main = column(head, room, self._across, below, self.hint, gap=S, into=self)
        self._main.setStretchFactor(self._across, 1)
        read_in_order(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Give the room to the table where somebody is."""
        in_right = now is not None and self._right.isAncestorOf(now)
        in_left = now is not None and self._left.isAncestorOf(now)
        if (in_right or in_left) and in_right != self._in_right:
            self._in_right = in_right
            self.fit()

    def turn_below(self, *, there: bool) -> None:
        """Somebody is at work below the tables, or is not any longer."""
        if there != self._in_below:
            self._in_below = there
            self.fit()

    def show_over(self, *, over: bool) -> None:
        """Give the agenda all the room, once nothing can be changed."""
        if over != self._over:
            self._over = over
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Share out the room that there is now."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give each part its room."""
        px, high, asked = self._theme.px, self.height(), self._asks.asked is not None
        beside, much = self.width() >= px(_SIDE_BY_SIDE), high >= px(_MUCH)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop
        if self._across.direction() != way:
            self._across.setDirection(way)
        little = high < px(_LITTLE if beside else _MUCH) or (asked and not much)
        one = (1, 0) if not self._in_right else (0, 1)
        for at, share in enumerate((3, 5) if beside or not little else one):
            self._across.setStretch(at, share)
        self._below.fold(folded=little and not self._in_below, height=px(_HIGH if much else _LOW))
        self._left.setVisible(not self._over and (beside or not little or not self._in_below))
        self.hint.setVisible(not little and not asked)
        self._main.setSpacing(XS if little else S)
