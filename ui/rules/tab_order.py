"""The order in which Tab goes through a form: as one reads, also where parts were made later."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QLayout


def read_in_order(root: QWidget) -> None:
    """Have Tab go through what is in ``root`` as it is laid out. Qt goes by when each part was made."""
    before: QWidget | None = None
    for widget in _stops(root):
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def first_stop(root: QWidget) -> QWidget | None:
    """The first part of ``root`` at which Tab stops."""
    shown = (widget for widget in _stops(root) if widget.isVisibleTo(root))
    # Of choices side by side the one that is chosen.
    return next((one for one in shown if one.property("role") != "segment" or one.property("checked")), None)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QAbstractScrollArea):
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        inner, widget = cast("QLayout | None", item.layout()), cast("QWidget | None", item.widget())
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _in_layout(inner)
