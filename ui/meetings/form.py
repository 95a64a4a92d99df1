"""Fields in as many columns as there is room for, so that a date is never cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import M, S

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_LONGEST = "2026年12月27日 周五"
_BESIDE = 64
"""Padding, border and the calendar's button."""


class FittingForm(QWidget):
    """Fields filled row by row, in at most ``columns`` columns of equal width."""

    def __init__(self, columns: int = 2, *, gap: int = S) -> None:
        super().__init__()
        self._most = columns
        self._place = 0
        self._fields: list[tuple[QWidget, int]] = []
        self._fill = QWidget()
        """Stands in the place that a single field leaves free, so that the columns keep their widths."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(M)
        self._grid.setVerticalSpacing(gap)
        self._arrange(columns)

    def add(self, field: QWidget, *, span: int = 1) -> FittingForm:
        """The next field; ``span`` columns wide, or as wide as there are columns."""
        self._fields.append((field, span))
        self._put(field, span)
        self._fill_row()
        return self

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the columns that fit."""
        super().resizeEvent(event)
        least = self.fontMetrics().horizontalAdvance(_LONGEST) + _BESIDE
        fitting = (event.size().width() + M) // (least + M)
        columns = max(1, min(self._most, fitting))
        if columns != self._columns:
            self._arrange(columns)

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        for number in range(self._most):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        self._place = 0
        for field, span in self._fields:
            self._put(field, span)
        self._fill_row()

    def _fill_row(self) -> None:
        place, columns = self._place, self._columns
        if place < columns:
            self._grid.addWidget(self._fill, 0, place, 1, columns - place)
        else:
            self._grid.removeWidget(self._fill)
        self._fill.setVisible(place < columns)

    def _put(self, field: QWidget, wanted: int) -> None:
        columns, place = self._columns, self._place
        span = min(wanted, columns)
        if place % columns + span > columns:
            place += columns - place % columns
        self._grid.addWidget(field, place // columns, place % columns, 1, span, Qt.AlignmentFlag.AlignTop)
        self._place = place + span
