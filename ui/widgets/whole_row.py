"""How a row of a table is painted and how high its words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import BODY, SMALL, tokens_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.widgets.table import Table

PADDING: Final = 8
"""What the style sheet leaves free beside the words of a cell, on either side."""
MARGIN: Final = 3
"""What Qt leaves free there too."""
SLACK: Final = 6
"""By so much a line of words may come out wider than its letters were measured."""
ICON: Final = 24
"""An icon before the words."""
_ENDLESS: Final = 100_000
_LINE_END: Final = "\u2028"
_LONG_NAME: Final = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)+")
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_Index = QModelIndex | QPersistentModelIndex


class WholeRow(QStyledItemDelegate):
    """Focus and pointer are the row's, not a cell's. What stands after a line break is a note, smaller and paler."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:  # noqa: N802 (Qt's name)
        """Mark the whole row under the pointer."""
        super().initStyleOption(option, index)
        shown: Any = option
        shown.state &= ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        if index.row() == self._table.pointed_at:
            shown.state |= QStyle.StateFlag.State_MouseOver
        if "·" in shown.text and "\n" not in shown.text:
            room = shown.rect.width() - 2 * (PADDING + MARGIN) - (0 if shown.icon.isNull() else ICON)
            shown.text = whole_parts(shown.text, shown.fontMetrics, room)

    def height_of(self, words: str, room: int) -> int:
        """How high the words of a cell are. Qt's own ``sizeHint`` forgets the style sheet's padding, and is slow."""
        if "\n" in words:
            return sum(height for _, _, height in self._parts(words, room))
        metrics = self._table.fontMetrics()
        # No character is wider than an ideograph: most words need not be measured.
        if len(words) * metrics.horizontalAdvance("国") <= room or metrics.horizontalAdvance(words) + SLACK <= room:
            return metrics.height()
        words = whole_parts(words, metrics, room)
        return metrics.boundingRect(QRect(0, 0, room, _ENDLESS), int(_WRAP), words).height()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint words and note; all else is Qt's."""
        words = index.data()
        if not isinstance(words, str) or "\n" not in words:
            super().paint(painter, option, index)
            return
        shown: Any = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        self._table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, self._table)
        place = shown.rect.adjusted(PADDING + MARGIN, 0, -PADDING - MARGIN, 0)
        parts = self._parts(words, place.width())
        place.setTop(place.top() + (place.height() - sum(height for _, _, height in parts)) // 2)
        tokens = tokens_of(self._table.palette())
        painter.save()
        painter.setClipRect(shown.rect)  # until its row is as high as they need, words would stay on the one above
        for (part, font, height), tint in zip(parts, ("text", "text_2"), strict=True):
            painter.setFont(font)
            painter.setPen(tokens.colour(tint))
            painter.drawText(place, int(_WRAP), part)
            place.setTop(place.top() + height)
        painter.restore()

    def _parts(self, text: str, width: int) -> list[tuple[str, QFont, int]]:
        """Words and note, each with its font and its height at that width."""
        body = self._table.font()
        small = QFont(body)
        small.setPointSizeF(body.pointSizeF() * SMALL / BODY)
        room = QRect(0, 0, width, _ENDLESS)
        words, note = text.split("\n", 1)
        parts = ((whole_parts(words, QFontMetrics(body), width), body), (note, small))
        return [
            (words, font, QFontMetrics(font).boundingRect(room, int(_WRAP), words).height()) for words, font in parts
        ]


def whole_parts(words: str, metrics: QFontMetrics, room: int) -> str:
    """A name of several parts (阿卜杜拉·买买提) goes on in the next line after a dot, where it is too long for one."""
    if "·" not in words or metrics.horizontalAdvance(words) + SLACK <= room or not _LONG_NAME.fullmatch(words):
        return words
    first, *others = words.split("·")
    lines = [first]
    for part in others:
        longer = f"{lines[-1]}·{part}"
        if metrics.horizontalAdvance(longer) + SLACK <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return f"·{_LINE_END}".join(lines)
