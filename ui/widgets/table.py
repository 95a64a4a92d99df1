"""A table with its filter: type to narrow it down, Enter opens, Space marks, columns stay as wide as one made them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHoverEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedLayout, QTableView, QWidget

from ui.theme import BODY, XS, S
from ui.widgets.basics import column, label, named, row
from ui.widgets.filter_edit import FilterEdit
from ui.widgets.whole_row import ICON, MARGIN, PADDING, SLACK, WholeRow

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent

    from ui.settings_store import SettingsStore
    from ui.table_model import TableModel
    from ui.widgets.empty_state import EmptyState

R = TypeVar("R")

ROW_HEIGHT = 36
COMPACT_ROW_HEIGHT = 30
_SAVE_WIDTHS_MS = 400
_TITLE_ROOM = 40
"""Beside a column's title: padding, and the arrow of the order."""
_LEAST_TITLE = 150
_GOOD_TITLE = 320
"""What columns of names and titles get, if it must be at the cost of the others; and before all scrolls across."""
_GROWS: Final = 1.6
"""How much wider a column may become for its words."""
_MEASURED: Final = 60
_FILTER_WIDTH: Final = 360
_AIR = 6
"""Above and below words that take several lines."""


class Table(QTableView):
    """``opened`` tells a row's id on Enter or a double click, ``marked`` on Space, ``moved`` when it is the current."""

    opened = Signal(object)
    marked = Signal(object)
    moved = Signal(object)

    def __init__(
        self,
        object_name: str,
        accessible_name: str,
        model: TableModel[Any],
        *,
        settings: SettingsStore | None = None,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self._settings = settings
        self._rows = model
        self._filter: FilterEdit | None = None
        self.setModel(model)
        self._delegate = WholeRow(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
            if any(column.edit for column in model.columns)
            else QAbstractItemView.EditTrigger.NoEditTriggers
        )
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.setCornerButtonEnabled(False)
        self.pointed_at = -1
        """The row under the pointer."""
        self._pointer: int | None = None
        """How far down the pointer is, while it is over the table."""
        self._compact = compact
        self._height = ROW_HEIGHT
        self._fitted_scale = 0.0
        self._laying_out = False
        self._reveal = False
        """Whether the current row has just become that, and is to be in view once the rows are as high as they need."""
        self._longest: dict[int, int] = {}
        keys, remembered = {spec.key: n for n, spec in enumerate(model.columns)}, self._remembered()
        self._chosen: dict[int, float] = {keys[key]: width for key, width in remembered.items() if key in keys}
        """The widths that the user has chosen, at type of 100 %."""
        self.verticalHeader().hide()
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_rows)
        self._header = self.horizontalHeader()
        self._set_up_header()
        for changed in (
            model.rowsInserted,
            model.rowsRemoved,
            model.dataChanged,
            model.layoutChanged,
            model.modelReset,
        ):
            changed.connect(lambda *_: self._fit.start())
        self.verticalScrollBar().valueChanged.connect(lambda _: self._fit.start())
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell_moved)

    @property
    def current_id(self) -> Hashable | None:
        """The id of the current row."""
        found = self._rows.row(self.currentIndex())
        return None if found is None else self._rows._row_id(found)  # noqa: SLF001 (the two are one)

    def go_to(self, key: Hashable) -> bool:
        """Make the row with that id the current one and bring it into view."""
        index = self._rows.index_of(key)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.scrollTo(index)
        self._show_soon()
        return True

    def filter_by(self, edit: FilterEdit) -> None:
        """Let a line narrow the table down: letters typed here go there, Down from there comes here."""
        self._filter = edit
        edit.filtered.connect(self._rows.set_filter)
        edit.filtered.connect(lambda _: self._select_some())
        edit.down.connect(self._enter_from_filter)
        edit.entered.connect(self._open_current)

    def show_only(self, keys: Iterable[str] | None = None) -> None:
        """Show only these columns, where a table stands beside what it opens; ``None`` shows all again."""
        wanted = None if keys is None else set(keys)
        self._laying_out = True
        for number, spec in enumerate(self._rows.columns):
            self.setColumnHidden(number, wanted is not None and spec.key not in wanted)
        self._laying_out = False
        self._stretch()
        self._fit.start()
        QTimer.singleShot(0, self, self._show_current)  # once the rows are as high as they will be

    def _show_current(self) -> None:
        """Bring the current row into view, and what stands around it to the edge of a row."""
        current = self.currentIndex()
        self.scrollToTop()
        if current.isValid():
            self.scrollTo(current)

    # --- within

    def _set_up_header(self) -> None:
        header = self._header
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSectionsClickable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setMinimumSectionSize(48)
        header.setAccessibleName(f"{self.accessibleName()}：列标题")
        for number, spec in enumerate(self._rows.columns):
            mode = QHeaderView.ResizeMode.Fixed if spec.stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
        self._fit_to_type()
        self._save_widths = QTimer(self, singleShot=True, interval=_SAVE_WIDTHS_MS)
        self._save_widths.timeout.connect(self._remember)
        header.sectionResized.connect(self._resized)
        header.sortIndicatorChanged.connect(self._rows.sort)

    def _resized(self, number: int, _before: int, after: int) -> None:
        self._fit.start()
        if not self._laying_out and not self._rows.columns[number].stretch:
            self._chosen[number] = after / self._fitted_scale
            self._stretch()
            self._save_widths.start()

    def _remembered(self) -> dict[str, int]:
        return {} if self._settings is None else self._settings.columns(self.objectName())

    def _remember(self) -> None:
        if self._settings is not None:
            widths = {self._rows.columns[number].key: round(width) for number, width in self._chosen.items()}
            self._settings.remember_columns(self.objectName(), widths)

    def _fit_to_type(self) -> None:
        """Rows as high and columns as wide as the user's size of type needs; a title is never cut off."""
        scale = self.font().pointSizeF() / BODY
        if scale == self._fitted_scale:
            return
        self._fitted_scale = scale
        self._height = round((COMPACT_ROW_HEIGHT if self._compact else ROW_HEIGHT) * scale)
        self.verticalHeader().setMinimumSectionSize(self._height)
        self.verticalHeader().setDefaultSectionSize(self._height)
        self._header.setFixedHeight(self._height)
        self._longest = {}
        self._stretch()

    def _measure(self) -> None:
        """How wide the words of the first rows are: those columns that show names and figures never break them."""
        metrics, rows = self.fontMetrics(), self._rows.rows[:_MEASURED]
        longest = {
            number: max(
                map(metrics.horizontalAdvance, {line for row in rows for line in spec.text(row).split("\n")}), default=0
            )
            + 2 * (PADDING + MARGIN)
            + SLACK
            + (ICON if spec.mark is not None and any(map(spec.mark, rows)) else 0)
            for number, spec in enumerate(self._rows.columns)
            if not spec.stretch
        }
        if longest != self._longest:
            self._longest = longest
            self._stretch()

    def _stretch(self) -> None:
        """Give the columns of names and titles the room that is left.

        Where that is little the others give up what their words do not need; what the user has chosen stays.
        """
        shown = [n for n in range(len(self._rows.columns)) if not self.isColumnHidden(n)]
        taking, scale = [n for n in shown if self._rows.columns[n].stretch], self._fitted_scale
        widths, spare = {}, {}
        for number in shown:
            spec = self._rows.columns[number]
            if number in taking:
                continue
            least = self.fontMetrics().horizontalAdvance(spec.title) + _TITLE_ROOM
            if number in self._chosen:
                widths[number] = max(round(self._chosen[number] * scale), least)
                continue
            usual = max(round(spec.width * scale), least)
            longest = max(self._longest.get(number, usual), least)
            widths[number] = max(usual, min(longest, round(usual * _GROWS)))
            spare[number] = max(0, usual - longest)
        if taking:
            room = self.viewport().width() - sum(widths.values())
            wanting, giving = round(_GOOD_TITLE * scale) * len(taking) - room, sum(spare.values())
            share = min(max(wanting, 0) / giving, 1) if giving else 0
            widths |= {number: widths[number] - round(share * spare[number]) for number in spare}
            room = self.viewport().width() - sum(widths.values())
            widths |= dict.fromkeys(taking, max(room // len(taking), round(_LEAST_TITLE * scale)))
        self._laying_out = True
        for number, width in widths.items():
            self._header.resizeSection(number, width)
        self._laying_out = False

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_save_widths"):
            self._fit_to_type()
            self._fit.start()

    def _follow_pointer(self) -> None:
        number = -1 if self._pointer is None else self.rowAt(self._pointer)
        if number != self.pointed_at:
            self.pointed_at = number
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Follow the pointer, whom Qt itself lets point at one cell only."""
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverMove, QEvent.Type.HoverLeave}:
            over = event.type() != QEvent.Type.HoverLeave and isinstance(event, QHoverEvent)
            self._pointer = event.position().toPoint().y() if over else None  # type: ignore[attr-defined]
            self._follow_pointer()
            return True
        return super().viewportEvent(event)

    def _fit_rows(self) -> None:
        """Make the rows in view as high as their words need; those out of view are fitted when they come."""
        self._measure()
        first = max(self.rowAt(0), 0)
        last = self.rowAt(self.viewport().height())
        last = self._rows.rowCount() - 1 if last < 0 else last
        higher = False
        rooms = [self.columnWidth(at) - 2 * (PADDING + MARGIN) for at in range(len(self._rows.columns))]
        for number in range(first, min(last + 2, self._rows.rowCount())):
            row = self._rows.row(number)
            if row is None:
                break
            needed = 0
            for spec, room in zip(self._rows.columns, rooms, strict=True):
                if room < 0:
                    continue  # it is hidden
                mark = ICON if spec.mark is not None and spec.mark(row) is not None else 0
                needed = max(needed, self._delegate.height_of(spec.text(row), max(1, room - mark)))
            wanted = self._height if needed <= self._height - _AIR else needed + 2 * _AIR
            if self.rowHeight(number) != wanted:
                self.setRowHeight(number, wanted)
                higher = True
        self._follow_pointer()  # rows may have come to be under it, or have gone from there
        self._reveal = self._reveal and higher
        if self._reveal and self.currentIndex().isValid():
            self.updateGeometries()  # else Qt scrolls no further than the rows reached before
            self.scrollTo(self.currentIndex())
            self._fit.start()  # others have come into view

    def _show_soon(self) -> None:
        self._reveal = True
        self._fit.start()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show which row is the current one: Qt begins at the first, and does not mark it."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit the rows to the new width."""
        super().resizeEvent(event)
        self._stretch()
        self._fit.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter opens, Space marks, letters go to the filter."""
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._open_current()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            if self.current_id is not None:
                self.marked.emit(self.current_id)
        elif event.key() == Qt.Key.Key_Up and self._filter is not None and self.currentIndex().row() <= 0:
            self._filter.setFocus(Qt.FocusReason.BacktabFocusReason)
        elif self._filter is None or not self._filter.take_key(self, event):
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and the last row; Qt would go to another column, of which nobody sees any."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        count = self._rows.rowCount()
        if action in ends and count and not any(one.edit for one in self._rows.columns):
            return self._rows.index(ends[action] % count, max(self.currentIndex().column(), 0))
        return super().moveCursor(action, modifiers)

    def _open(self, index: QModelIndex) -> None:
        if self._rows.columns[index.column()].edit is None:
            self._open_current()

    def _open_current(self) -> None:
        self._select_some()
        if self.current_id is not None:
            self.opened.emit(self.current_id)

    def _select_some(self) -> None:
        if not self.currentIndex().isValid() and self._rows.rowCount():
            found = self._rows.row(0)
            self.go_to(self._rows._row_id(found))  # noqa: SLF001 (the two are one)

    def _enter_from_filter(self) -> None:
        self._select_some()
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_moved(self, *_: object) -> None:
        self._show_soon()
        self.moved.emit(self.current_id)


class FilteredTable(QWidget, Generic[R]):
    """A table, the line that filters it, how many there are, and what stands there while there is nothing.

    ``empty`` is shown when there are no rows at all; when the filter lets none through, that is said instead.
    """

    def __init__(
        self,
        object_name: str,
        accessible_name: str,
        model: TableModel[R],
        *,
        empty: EmptyState,
        settings: SettingsStore | None = None,
        hint: str = "输入文字筛选",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.filter = FilterEdit(f"{object_name}-filter", f"筛选{accessible_name}", hint)
        self.table = Table(object_name, accessible_name, model, settings=settings)
        self.table.filter_by(self.filter)
        self.acts = row(gap=XS)
        self._count = label("", "small", wrap=False)
        self._none = label("没有符合条件的内容", "second")
        self._none.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(48)
        self._empty = empty
        self._bar = QWidget()
        self._fit_to_type()
        row(self.filter, self._count, None, self.acts, gap=S, into=self._bar).setStretch(0, 1)
        room = QWidget()
        self._stack = QStackedLayout(room)
        for part in (self.table, self._none, empty):
            self._stack.addWidget(part)
        column(self._bar, room, gap=S, into=self)
        model.counted.connect(self._tell_count)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter.setFocus)
        self._tell_count(len(model.rows), model.total)

    def _fit_to_type(self) -> None:
        self.filter.setMaximumWidth(round(_FILTER_WIDTH * self.font().pointSizeF() / BODY))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_bar"):
            self._fit_to_type()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Begin at the filter. No focus proxy: Qt would then leave the other parts out of the tab order."""
        self.filter.setFocus(reason)

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show these rows."""
        self.model.set_rows(rows)

    def _tell_count(self, shown: int, total: int) -> None:
        self._count.setText(f"共 {total} 项" if shown == total else f"{shown} / {total} 项")
        self._bar.setVisible(total > 0)
        held: Any = self.window().focusWidget()  # (``None`` where nothing has the focus)
        waited = total > 0 and held is not None and self._empty.isAncestorOf(held)
        self._stack.setCurrentWidget(self._empty if not total else self.table if shown else self._none)
        if waited:  # who came before the rows did is now where he would have begun
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
