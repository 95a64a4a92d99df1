"""Choices side by side, badges of a state, chips in a row that wraps, and large figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLayout, QLayoutItem, QPushButton, QSizePolicy, QWidget

from ui.icons import Mark
from ui.theme import XS, XXS, set_role
from ui.widgets.basics import button, clear, column, icon_button, label, named, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


class Segmented(QFrame):
    """One choice of a few, all in view. ``chosen`` tells the key; the arrows move while it has the focus."""

    chosen = Signal(str)

    def __init__(
        self, object_name: str, accessible_name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "segmented")
        named(self, object_name, accessible_name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = row(gap=0, pad=1, into=self)
        for key, text in options:
            made = button(text, f"{object_name}-{key}", role="segment")
            made.setAccessibleName(f"{accessible_name}：{text}")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
            self._buttons[key] = made
            self._group.addButton(made)
            layout.addWidget(made)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> str | None:
        """The key chosen."""
        return next((key for key, made in self._buttons.items() if made.isChecked()), None)

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Say other words for some of the keys."""
        for key, text in texts.items():
            self._buttons[key].setText(text)

    def set_value(self, key: str | None) -> None:
        """Choose, without telling."""
        if key is None:
            self._group.setExclusive(False)
            for made in self._buttons.values():
                made.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._buttons[key].setChecked(True)


TONES: Final = {"violation": "violation", "warning": "warning", "good": "good", "info": "info", "accent": "info"}


class StatusBadge(QFrame):
    """A state in a word, with its mark; ``tone`` is violation, warning, good, info or accent."""

    def __init__(self, text: str = "", tone: str = "info", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "badge")
        self._mark = Mark("info", "info", 12)
        self._text = label("", wrap=False)
        row(self._mark, self._text, gap=XXS + 2, pad=(XS, 3), into=self)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(text, tone)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_state(self, text: str, tone: str = "info") -> None:
        """Say something else."""
        self._text.setText(text)
        self._mark.show_mark(TONES[tone], tone)
        set_role(self, tone=tone)
        self.setAccessibleName(text)


PRESENT: Final = "实到"
ANNOUNCED: Final = "已答复出席"
"""What is counted before anybody is there."""


class Counter(QWidget):
    """A figure and what it counts: 应到 9. ``big`` is for the room, read from afar."""

    def __init__(self, text: str, value: int | str = "", *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label(text, "section" if big else "label", wrap=False)
        self._value = label("", "counter" if big else "figure", wrap=False)
        column(self._text, self._value, gap=0, into=self)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_value(value)

    def call(self, text: str) -> None:
        """Call what it counts otherwise."""
        self._text.setText(text)

    def show_value(self, value: int | str, tone: str = "") -> None:
        """Show a figure; ``tone`` violation when too few, good when enough."""
        self._value.setText(str(value))
        set_role(self._value, tone=tone)
        self.setAccessibleName(f"{self._text.text()} {value}")


class Counters(QWidget):
    """应到, 实到 and 需到 with a word that says whether it is enough."""

    def __init__(self, *, big: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.due = Counter("应到", big=big)
        self.present = Counter(PRESENT, big=big)
        self.needed = Counter("需到", big=big)
        self.verdict = StatusBadge()
        self.verdict.hide()
        line = row(self.due, self.present, self.needed, self.verdict, None, gap=40 if big else 28, into=self)
        line.setAlignment(self.verdict, Qt.AlignmentFlag.AlignBottom)

    def show_counts(
        self, *, due: int, present: int, needed: int | None, met: bool | None, announced: bool = False
    ) -> None:
        """Show the counts; ``needed`` is ``None`` where no rule asks for a quorum.

        ``announced``: those counted have only answered that they attend.
        """
        self.due.show_value(due)
        self.present.call(ANNOUNCED if announced else PRESENT)
        self.present.show_value(present, "" if met is None else "good" if met else "violation")
        self.needed.show_value("—" if needed is None else needed)
        self.verdict.setVisible(met is not None)
        if met is not None:
            short = (needed or 0) - present
            self.verdict.show_state(
                *(("已达法定人数", "good") if met else (f"未达法定人数，还差 {short} 人", "violation"))
            )


@dataclass(frozen=True, slots=True)
class Chip:
    """One of several things chosen: an id and what it is called."""

    id: str
    text: str


class ChipList(QWidget):
    """Things chosen, each with a cross that takes it away, and a button that adds; the row wraps.

    ``changed`` tells the ids after the user has taken one away; ``add`` is asked for by the button.
    """

    changed = Signal(object)
    add = Signal()

    def __init__(
        self, object_name: str, accessible_name: str, *, add_text: str = "添加", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self._chips: tuple[Chip, ...] = ()
        self._flow = FlowLayout(self)
        self._add = button(add_text, f"{object_name}-add", role="link", icon="add", clicked=self.add.emit)
        self._add.setAccessibleName(f"{accessible_name}：{add_text}")
        self._flow.addWidget(self._add)
        self._add.setHidden(not add_text)
        self.tab_after: QWidget = self._add
        """After what Tab comes to the crosses; Qt would put whatever is made later at the end of the window."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Begin at the button that adds. No focus proxy: Qt would then leave the other parts out of the tab order."""
        self._add.setFocus(reason)

    @property
    def ids(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(chip.id for chip in self._chips)

    def show_chips(self, chips: Iterable[Chip]) -> None:
        """Show what is chosen, without telling."""
        self._chips = tuple(chips)
        self._flow.removeWidget(self._add)
        clear(self._flow)
        before = self.tab_after
        for chip in self._chips:
            made, cross = self._chip(chip)
            self._flow.addWidget(made)
            QWidget.setTabOrder(before, cross)
            before = cross
        self._flow.addWidget(self._add)
        self.updateGeometry()

    def _chip(self, chip: Chip) -> tuple[QFrame, QPushButton]:
        made = QFrame()
        made.setProperty("role", "chip")
        name = f"{self.objectName()}-remove-{chip.id}"
        cross = icon_button("close", name, f"去掉{chip.text}", small=True, clicked=lambda: self._remove(chip))
        row(label(chip.text, wrap=False), cross, gap=XXS, pad=(XS, 2), into=made)
        return made, cross

    def _remove(self, chip: Chip) -> None:
        self.show_chips(other for other in self._chips if other != chip)
        self._add.setFocus()
        self.changed.emit(self.ids)


class FlowLayout(QLayout):
    """Widgets one after the other, on as many lines as they need."""

    def __init__(self, parent: QWidget | None = None, gap: int = XS) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """How high it is at a width: around it each layout asks several times, and its widgets have to be measured."""
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """Something in it has another size."""
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 (Qt's name)
        """Append one."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 (Qt's name)
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802 (Qt's name)
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 (Qt's name)
        """None."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """It has."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """How high they are at that width."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), lambda _item, _rect: None)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 (Qt's name)
        """Put them in their places."""
        super().setGeometry(rect)
        self._place(rect, QLayoutItem.setGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room of the largest."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 (Qt's name)
        """The room of the largest."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, put: Callable[[QLayoutItem, QRect], None]) -> int:
        """Put every item in its place; gives the height of all."""
        x, y, line = rect.x(), rect.y(), 0
        shown = [item for item in self._items if not item.isEmpty()]
        lines: list[list[tuple[QLayoutItem, int, QSize]]] = [[]]
        for item in shown:
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                lines.append([])
                x = rect.x()
            lines[-1].append((item, x, size))
            x += size.width() + self._gap
        for placed in lines:
            line = max((size.height() for _, _, size in placed), default=0)
            for item, left, size in placed:
                put(item, QRect(QPoint(left, y + (line - size.height()) // 2), size))
            y += line + self._gap
        return max(0, y - self._gap - rect.y())
