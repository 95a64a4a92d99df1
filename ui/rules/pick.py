"""Several words of a list: as chips with a list to tick behind them, or, where they are few, all in view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from ui.theme import XS
from ui.widgets.basics import button, column, label, named
from ui.widgets.choices import Chip, ChipList, FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.widgets.basics import Part

_MOST_ROWS: Final = 13
_WIDTH: Final = 340
_CHECKED: Final = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked}
_HOW: Final = "空格选取，回车完成"


class TickList(QListWidget):
    """A list to tick. Space ticks, ``done`` tells that somebody has finished."""

    ticked = Signal(object)
    """The values ticked, in the order of the list."""
    done = Signal()

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.setProperty("role", "ticks")
        self.itemChanged.connect(lambda _: self.ticked.emit(self.values))
        self.itemClicked.connect(self._clicked)
        self._pressed: tuple[object, Qt.CheckState] | None = None

    @property
    def values(self) -> tuple[Any, ...]:
        """What is ticked."""
        items = (self.item(number) for number in range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def show_options(self, options: Iterable[tuple[Any, str]], ticked: Iterable[Any]) -> None:
        """Show what can be ticked and what is, without telling."""
        chosen = set(ticked)
        self.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
        self.clear()
        for value, text in options:
            item = QListWidgetItem(text, self)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(_CHECKED[value in chosen])
        self.blockSignals(False)  # noqa: FBT003 (as above)
        self.setCurrentRow(0)

    def narrow(self, text: str) -> None:
        """Show only what has all these words."""
        words = text.casefold().split()
        for number in range(self.count()):
            item = self.item(number)
            item.setHidden(not all(word in item.text().casefold() for word in words))

    def mousePressEvent(self, event: Any) -> None:  # noqa: ANN401, N802 (Qt's own)
        """Remember how it stood: Qt itself ticks what is clicked right on its box."""
        item = cast("QListWidgetItem | None", self.itemAt(event.position().toPoint()))
        self._pressed = None if item is None else (item, item.checkState())
        super().mousePressEvent(event)

    def _clicked(self, item: QListWidgetItem) -> None:
        """Tick it wherever it is clicked."""
        if self._pressed is not None and self._pressed == (item, item.checkState()):
            item.setCheckState(_CHECKED[item.checkState() is not Qt.CheckState.Checked])

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter has finished."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class TickPopup(QFrame):
    """A list to tick that stands below a field and closes with Enter, Esc or a click elsewhere."""

    ticked = Signal(object)

    def __init__(
        self, over: QWidget, options: Iterable[tuple[Any, str]], ticked: Iterable[Any], *above: Part, hint: str = _HOW
    ) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._over = over
        self.list = TickList(f"{over.objectName()}-ticks", over.accessibleName())
        self.list.show_options(options, ticked)
        self.list.ticked.connect(self.ticked)
        self.list.done.connect(self.close)
        rows = min(max(self.list.count(), 1), _MOST_ROWS)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 1) + 2)
        column(*above, self.list, label(hint, "hint"), gap=XS, pad=XS, into=self)

    def open_below(self) -> None:
        """Show it."""
        wide = max(_WIDTH, self.list.sizeHintForColumn(0) + 60)
        self.setFixedWidth(min(wide, self.screen().availableGeometry().width()))
        self.adjustSize()
        at, room = self._over.mapToGlobal(QPoint(0, self._over.height() + 2)), self.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            above = self._over.mapToGlobal(QPoint(0, -self.height() - 2))
            at = above if above.y() >= room.top() else QPoint(at.x(), room.bottom() - self.height())
        self.move(min(at.x(), room.right() - self.width()), at.y())
        self.show()
        self.list.setFocus()


class PickChips(QWidget):
    """Several of a longer list, as chips; the button behind them opens the list to tick. ``changed`` tells them."""

    changed = Signal(object)

    def __init__(
        self, object_name: str, accessible_name: str, options: Sequence[tuple[str, str]], *, nothing: str = "选择…"
    ) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self._options = tuple(options)
        self._texts = dict(self._options)
        self._popup: TickPopup | None = None
        self._chips = ChipList(f"{object_name}-chips", accessible_name, add_text=nothing)
        self._chips.changed.connect(self.changed)
        self._chips.add.connect(self.open)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column(self._chips, gap=0, into=self)

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen."""
        return self._chips.ids

    def show_values(self, values: Iterable[str]) -> None:
        """Show what is chosen, without telling."""
        self._chips.show_chips(Chip(value, self._texts.get(value, value)) for value in values)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (Qt's name)
        """Begin at the button that opens the list."""
        self._chips.setFocus(reason)

    def open(self) -> None:
        """Open the list."""
        popup = TickPopup(self, self._options, self.values)
        popup.ticked.connect(self._tick)
        popup.destroyed.connect(self._closed)
        self._popup = popup
        popup.open_below()

    def _closed(self) -> None:
        self._popup = None

    def _tick(self, ticked: tuple[str, ...]) -> None:
        """Keep the order in which the rule names them, unless that is the list's own."""
        before, order = self.values, list(self._texts)
        if list(before) == sorted(before, key=lambda value: order.index(value) if value in order else len(order)):
            wanted = ticked
        else:
            wanted = (*(value for value in before if value in ticked), *(new for new in ticked if new not in before))
        if wanted != before:
            self.show_values(wanted)
            self.changed.emit(wanted)


class Toggles(QWidget):
    """Several of a few, all in view; each is pressed or not. ``changed`` tells those that are."""

    changed = Signal(object)

    def __init__(self, object_name: str, accessible_name: str, options: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        flow = FlowLayout(self)
        self._buttons: dict[str, Any] = {}
        for value, text in options:
            made = button(text, f"{object_name}-{value}", role="toggle")
            made.setAccessibleName(f"{accessible_name}：{text}")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False: self.changed.emit(self.values))
            self._buttons[value] = made
            flow.addWidget(made)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def values(self) -> tuple[str, ...]:
        """What is pressed."""
        return tuple(value for value, made in self._buttons.items() if made.isChecked())

    def show_values(self, values: Iterable[str]) -> None:
        """Show what is chosen, without telling."""
        chosen = set(values)
        for value, made in self._buttons.items():
            made.setChecked(value in chosen)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (Qt's name)
        """Begin at the first."""
        first = next(iter(self._buttons.values()), None)
        if first is not None:
            first.setFocus(reason)


def options_of(words: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    """Words of a closed list as options."""
    return tuple((str(word), text) for word, text in words.items())
