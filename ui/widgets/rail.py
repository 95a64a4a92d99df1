"""The rail at the left: ten places, each with its digit, always in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from secretariat.domain.records import record
from ui.late import Qt
from ui.theme import RAIL_FOLDED, RAIL_WIDTH, XS, XXS, set_role
from ui.widgets.basics import column, named, on_keys, row, tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


@record()
class Place:
    """A place of the rail; ``key`` is also the name of its icon."""

    key: str
    title: str
    digit: int


PLACES: Final = (
    Place("home", "工作台", 1),
    Place("meetings", "会议", 2),
    Place("topics", "议题", 3),
    Place("leave", "请假外出", 4),
    Place("minutes", "纪要", 5),
    Place("followup", "督办", 6),
    Place("statistics", "统计", 7),
    Place("organisation", "组织", 8),
    Place("rules", "规则", 9),
    Place("system", "系统", 0),
)


_LAST_WORD: Final = "人民政府"
_BESIDE_WORDS: Final = 84
"""Margins, padding, icon."""


class _PlaceButton(QPushButton):
    """One place: icon, words, digit."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.setProperty("role", "place")
        self.setCheckable(True)
        self.setAutoDefault(False)
        from ui.icons import icon  # noqa: PLC0415 (not before the first paint)

        self.setIcon(icon(place.key))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        named(self, f"place-{place.key}", place.title)
        on_keys(self, f"Alt+{place.digit}")
        tip(self, place.title, f"Alt+{place.digit}")
        self._digit = QLabel(str(place.digit))
        row(None, self._digit, pad=(XS, 0), into=self)
        self.fold(folded=False)

    def fold(self, *, folded: bool) -> None:
        self.setText("" if folded else f"  {self.place.title}")
        self._digit.setVisible(not folded)
        set_role(self, folded="true" if folded else "false")


class Rail(QFrame):
    """The places that are there, with the government's name above them. ``chosen`` tells the key of a place."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        named(self, "rail", "导航栏")
        self._name = QLabel()  # not ``label``: this is there at the first paint, see ``ui.late``
        self._name.setWordWrap(True)
        self._name.setProperty("role", "government")
        self._government = ""
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _PlaceButton] = {}
        self._places: QVBoxLayout = column(gap=XXS)
        self._head = QWidget()
        column(self._name, pad=(XS, 0), into=self._head)
        column(self._head, XS, self._places, None, gap=0, pad=(XS, 14), into=self)
        self._folded = False
        self.fold(folded=False)

    def show_government(self, name: str) -> None:
        """Whose secretariat this is."""
        self._government = name
        self._name.setAccessibleName(name)
        self._name.setVisible(self._has_words and not self._folded)
        self._fit()

    def _break_name(self) -> None:
        """Begin a line with 人民政府 where the name needs two: none may break within it."""
        name = self._government
        room = self.maximumWidth() - 4 * XS - 1
        long = self._name.fontMetrics().horizontalAdvance(name) > room
        self._name.setText(name.replace(_LAST_WORD, f"\n{_LAST_WORD}") if long else name)

    def add(self, key: str) -> None:
        """Show a place; its digit and its order are given."""
        if key in self._buttons:
            return
        place = next(place for place in PLACES if place.key == key)
        made = _PlaceButton(place)
        made.fold(folded=self._folded)
        made.clicked.connect(lambda: self.chosen.emit(key))
        order = [known.key for known in PLACES]
        position = sum(order.index(other) < order.index(key) for other in self._buttons)
        self._buttons[key] = made
        self._group.addButton(made)
        self._places.insertWidget(position, made)
        self._name.setVisible(not self._folded)
        self._fit()

    def show_current(self, key: str) -> None:
        """Mark the place where the user is."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            for other, made in self._buttons.items():  # Tab stops once at the rail, where the user is
                made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    @property
    def _has_words(self) -> bool:
        """Not at the first paint: a font to measure them with comes after it, see ``Theme.set_type``."""
        return bool(self._buttons or self._government)

    @property
    def folded(self) -> bool:
        """Whether only the icons are shown."""
        return self._folded

    def fold(self, *, folded: bool) -> None:
        """Show the icons only, or icons and words."""
        self._folded = folded
        self._name.setVisible(self._has_words and not folded)
        for made in self._buttons.values():
            made.fold(folded=folded)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the width that the words need."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_folded"):
            self._fit()

    def _fit(self) -> None:
        """Wide enough for the longest place at the user's scale."""
        words = self.fontMetrics().horizontalAdvance("请假外出　0") + _BESIDE_WORDS if self._has_words else 0
        width = RAIL_FOLDED if self._folded else max(RAIL_WIDTH, words)
        if self.width() != width or self.maximumWidth() != width:
            self.setFixedWidth(width)
        if self._has_words:
            self._break_name()
