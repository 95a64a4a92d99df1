"""The choice of a rulebook: by its title, and in the open list also whose it is and when it is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.meetings.sheet import Choice
from ui.theme import SMALL, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from ui.rules.shelf import OnShelf

_SECOND: Final = Qt.ItemDataRole.UserRole + 1
_PAD: Final = 10
_GAP: Final = 2


class _TwoLines(QStyledItemDelegate):
    """A title, and below it in small letters what else is to be known."""

    def _fonts(self, option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
        body = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(body)
        small.setPointSizeF(body.pointSizeF() * SMALL / 11)
        return body, small

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Room for both."""
        size = super().sizeHint(option, index)
        line = option.fontMetrics.height()  # type: ignore[attr-defined]
        return QSize(size.width(), 2 * line + _GAP + _PAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw both."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        title, second = shown.text, str(index.data(_SECOND) or "")  # type: ignore[attr-defined]
        shown.text = ""  # type: ignore[attr-defined]
        widget = shown.widget  # type: ignore[attr-defined]
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, widget)
        body, small = self._fonts(option)
        tokens = tokens_of(widget.palette())
        room: QRect = shown.rect.adjusted(_PAD, 0, -_PAD, 0)  # type: ignore[attr-defined]
        half = room.height() // 2
        painter.save()
        for font, tint, text, part in (
            (body, "text", title, QRect(room.left(), room.top() + 3, room.width(), half)),
            (small, "text_2", second, QRect(room.left(), room.top() + half - 1, room.width(), half)),
        ):
            painter.setFont(font)
            painter.setPen(tokens.colour(tint))
            painter.drawText(part, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class BookChoice(Choice):
    """``picked`` tells the code."""

    def __init__(self, object_name: str, accessible_name: str) -> None:
        super().__init__(object_name, accessible_name)
        view = QListView(self)
        self.setView(view)
        view.setItemDelegate(_TwoLines(view))
        self.setMaxVisibleItems(8)

    def set_books(self, shelf: Iterable[OnShelf]) -> None:
        """What can be chosen."""
        known = tuple(shelf)
        self.set_options((one.code, one.title) for one in known)
        for number, one in enumerate(known):
            self.setItemData(number, one.term, _SECOND)
            self.setItemData(number, f"{one.title}，{one.term}", Qt.ItemDataRole.AccessibleTextRole)
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(max(one.title, one.term, key=len)) for one in known), default=0)
        self.view().setMinimumWidth(max(self.width(), widest + 4 * _PAD))
