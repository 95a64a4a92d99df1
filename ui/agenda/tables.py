"""The two tables: rows go from one to the other, and up and down, by key or by dragging."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView

from ui.table_model import TableModel
from ui.theme import tokens_of
from ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QKeyEvent,
        QPaintEvent,
    )

    from ui.table_model import Column

R = TypeVar("R")

CANDIDATE: Final = "application/x-secretariat-candidate"
TOPIC: Final = "application/x-secretariat-topic"
"""What a row is while it is dragged."""
_LINE: Final = 2


class DragModel(TableModel[R]):
    """Rows that can be dragged; the id of one goes along."""

    def __init__(
        self, kind: str, columns: Sequence[Column[R]], row_id: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, row_id, parent)
        self._kind = kind
        self.barred = False

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Whether a row can be dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() and not self.barred else flags

    def mimeTypes(self) -> list[str]:  # noqa: N802 (Qt's name)
        """What goes along."""
        return [self._kind]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 (Qt's name)
        """The id of the row."""
        made = QMimeData()
        row = self.row(indexes[0]) if indexes else None
        if row is not None:
            made.setData(self._kind, str(self._row_id(row)).encode())
        return made


class _DropTable(Table):
    """A table onto which rows are dropped; ``dropped`` tells what it is, its id, and before which row."""

    dropped = Signal(str, int, int)
    entered_by = Signal()
    """The focus has come here."""

    def __init__(self, name: str, title: str, model: DragModel[Any], *, takes: tuple[str, ...], **more: Any) -> None:  # noqa: ANN401 (of ``Table``)
        super().__init__(name, title, model, **more)
        self._takes = takes
        self._model = model
        self._between = -1
        """Before which row it would be dropped."""
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell that somebody is here now."""
        super().focusInEvent(event)
        self.entered_by.emit()

    def _kind_of(self, event: QDropEvent) -> str | None:
        return next((kind for kind in self._takes if event.mimeData().hasFormat(kind)), None)

    def _mark(self, between: int) -> None:
        if between != self._between:
            self._between = between
            self.viewport().update()

    def _place(self, event: QDropEvent) -> int:
        at = round(event.position().y())
        number = self.rowAt(at)
        if number < 0:
            return self._model.rowCount()
        below = at > self.rowViewportPosition(number) + self.rowHeight(number) // 2
        return number + 1 if below else number

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Take it, if it is of the right kind."""
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 (Qt's name)
        """Show where it would go; near an edge the table scrolls."""
        super().dragMoveEvent(event)
        self._follow(event)

    def _follow(self, event: QDropEvent) -> None:
        if self._kind_of(event) is None or self._model.barred:
            event.ignore()
            return
        event.acceptProposedAction()
        self._mark(self._place(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 (Qt's name)
        """Forget where it would go."""
        super().dragLeaveEvent(event)
        self._mark(-1)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell what was dropped where."""
        kind, place = self._kind_of(event), self._place(event)
        self._mark(-1)
        if kind is None or self._model.barred:
            event.ignore()
            return
        # Qt would take the row out of the table from which it comes; the acts do that.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        said = event.mimeData().data(kind).data()
        self.dropped.emit(kind, int(bytes(said)), place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw a line where it would go."""
        super().paintEvent(event)
        if self._between < 0:
            return
        last = self._model.rowCount() - 1
        at = (
            self.rowViewportPosition(self._between)
            if self._between <= last
            else self.rowViewportPosition(last) + self.rowHeight(last)
            if last >= 0
            else 0
        )
        painter = QPainter(self.viewport())
        painter.setPen(QPen(tokens_of(self.palette()).colour("accent"), _LINE))
        at = max(at, 1)
        painter.drawLine(0, at, self.viewport().width(), at)
        painter.end()


class CandidateTable(_DropTable):
    """The candidates: Enter or Right puts one on the agenda; a topic dropped here is withdrawn."""

    def __init__(self, model: DragModel[Any], **more: Any) -> None:  # noqa: ANN401 (of ``Table``)
        super().__init__("agenda-candidates", "候选议题", model, takes=(TOPIC,), **more)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Right too."""
        if event.key() == Qt.Key.Key_Right and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_current()
        else:
            super().keyPressEvent(event)


class AgendaTable(_DropTable):
    """The agenda: Alt+Up and Alt+Down move a topic, Left or Delete withdraws it, Enter goes to its fields.

    ``shifted`` tells by how much; ``released`` that Alt was let go, and the move is over.
    """

    shifted = Signal(int)
    released = Signal()
    removed = Signal()

    def __init__(self, model: DragModel[Any], **more: Any) -> None:  # noqa: ANN401 (of ``Table``)
        super().__init__("agenda-topics", "议程", model, takes=(CANDIDATE, TOPIC), **more)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The agenda's own keys."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.shifted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif not alt and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Left}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """A move is over when Alt is let go."""
        if event.key() == Qt.Key.Key_Alt:
            self.released.emit()
        super().keyReleaseEvent(event)
