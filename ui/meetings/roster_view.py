"""The list of people, painted row by row, so that three hundred are as quick as nine; one row opens to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.icons import draw
from ui.meetings.attendance_model import MARKS, RosterModel, RosterRow
from ui.theme import BODY, SMALL, XS, S, tokens_of
from ui.widgets.basics import named
from ui.widgets.esc import TakesEsc
from ui.widgets.table import COMPACT_ROW_HEIGHT, ROW_HEIGHT

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QResizeEvent

    from ui.widgets.filter_edit import FilterEdit

KEY_WORDS: Final = (
    "空格 签到　L 请假　A 缺席　T 到场时间　O 离场、回避　"
    "1–4 列入出席、列席、邀请、工作人员　回车 展开　E 编辑　Del 移出"
)
"""What each key does, in words."""
_MARK: Final = 16
_AIR: Final = 7
_SHARE: Final = 0.5
"""Of what name and state leave, the part that the title gets."""
_WORD: Final = "已到"
_LEAST_NAME: Final = 6
_MOST_NAME: Final = 12
"""So many characters of a name stand on one line: those who are told apart from others have long ones."""
_WRAP: Final = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignLeft
_TOP: Final = Qt.AlignmentFlag.AlignTop
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter

_Index = QModelIndex | QPersistentModelIndex


class RosterDelegate(QStyledItemDelegate):
    """Paints a row: the state with its mark, the name, the title, and what else is known; nothing is cut off."""

    def __init__(self, view: RosterView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[str, str], tuple[RosterRow, int, float, int]] = {}
        self._name = _LEAST_NAME

    def fit_names(self, longest: int) -> None:
        """Leave so much room for names as the longest needs, within bounds."""
        name = min(max(longest, _LEAST_NAME), _MOST_NAME)
        if name != self._name:
            self._name = name
            self._heights = {}

    def height_of(self, row: RosterRow, width: int) -> int:
        """The height of the row itself."""
        scale = self._view.font().pointSizeF() / BODY
        known = self._heights.get(row.id)
        if known is not None and known[0] == row and known[1] == width and known[2] == scale:
            return known[3]
        height = self._measure(row, width, scale)
        self._heights[row.id] = (row, width, scale, height)
        return height

    def _measure(self, row: RosterRow, width: int, scale: float) -> int:
        least = round((COMPACT_ROW_HEIGHT if row.person is None else ROW_HEIGHT) * scale)
        if row.person is None:
            return least
        metrics = self._view.fontMetrics()
        high, widest = metrics.height(), metrics.horizontalAdvance("国")
        for place, words in self._places(row, QRect(0, 0, width, 10_000)):
            # No character is wider than an ideograph: most words need not be measured.
            if len(words) * widest > place.width() and metrics.horizontalAdvance(words) > place.width():
                high = max(high, metrics.boundingRect(place, int(_WRAP), words).height())
        return max(least, high + 2 * _AIR)

    def _mark(self) -> int:
        """How wide the mark of a state is."""
        return round(_MARK * self._view.font().pointSizeF() / BODY)

    def _places(self, row: RosterRow, line: QRect) -> list[tuple[QRect, str]]:
        """Where name, title and notes stand."""
        metrics = self._view.fontMetrics()
        left = line.left() + XS + self._mark() + 6 + metrics.horizontalAdvance(_WORD) + S
        name = metrics.horizontalAdvance("某" * self._name)
        rest = max(line.right() - XS - left - name - 2 * S, 120)
        title = round(rest * _SHARE) if row.notes else rest
        places = [(QRect(left, line.top(), name, line.height()), row.name)]
        places.append((QRect(left + name + S, line.top(), title, line.height()), row.title))
        if row.notes:
            places.append((QRect(left + name + title + 2 * S, line.top(), rest - title, line.height()), row.notes))
        return places

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        row = self._view.roster.row(index)
        if row is None:
            return
        view, shown = self._view, option
        tokens = tokens_of(view.palette())
        whole: QRect = shown.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = shown.state  # type: ignore[attr-defined]
        line = QRect(whole.left(), whole.top(), whole.width(), self.height_of(row, view.viewport().width()))
        painter.save()
        if row.person is None:
            self._paint_heading(painter, row, line)
        else:
            current = bool(state & QStyle.StateFlag.State_Selected)
            if current:
                painter.fillRect(line, tokens.colour("accent_soft"))
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(line, tokens.colour("hover"))
            self._paint_person(painter, row, line)
            painter.setPen(tokens.colour("line"))
            painter.drawLine(whole.left(), whole.bottom(), whole.right(), whole.bottom())
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: RosterRow, line: QRect) -> None:
        tokens = tokens_of(self._view.palette())
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * SMALL / BODY)
        font.setWeight(QFont.Weight.DemiBold)
        painter.fillRect(line, tokens.colour("ground"))
        painter.setFont(font)
        painter.setPen(tokens.colour("text_2"))
        inside = line.adjusted(XS, 0, -XS, 0)
        painter.drawText(inside, int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), row.name)
        after = painter.fontMetrics().horizontalAdvance(row.name) + S
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.drawText(inside.adjusted(after, 0, 0, 0), int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), row.notes)

    def _paint_person(self, painter: QPainter, row: RosterRow, line: QRect) -> None:
        tokens = tokens_of(self._view.palette())
        metrics = painter.fontMetrics()
        side = self._mark()
        mark = QRect(line.left() + XS, line.top() + (line.height() - side) // 2, side, side)
        icon, tint = ("", "text_2") if row.status is None else MARKS.get(row.status, ("", "text_2"))
        if icon:
            draw(painter, _as_float(mark), icon, tint)
        elif row.status is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.colour("text_3"), 1.5))
            painter.drawEllipse(_as_float(mark).adjusted(2.5, 2.5, -2.5, -2.5))
        painter.setPen(tokens.colour(tint))
        words = QRect(mark.right() + 7, line.top(), metrics.horizontalAdvance(_WORD) + 4, line.height())
        painter.drawText(words, int(_MIDDLE | Qt.AlignmentFlag.AlignLeft), row.word)
        for number, (place, text) in enumerate(self._places(row, line)):
            painter.setPen(tokens.colour("text_2" if number else "text"))
            high = metrics.boundingRect(QRect(0, 0, place.width(), 10_000), int(_WRAP), text).height()
            top = place.top() + max((line.height() - high) // 2, 0)
            painter.drawText(QRect(place.left(), top, place.width(), high), int(_WRAP | _TOP), text)


def _as_float(rect: QRect) -> QRectF:
    return rect.toRectF()


class RosterView(TakesEsc, QTableView):
    """``key`` tells what is to be done with a person: (what, the row). What it knows stands in ``KEYS``.

    ``left`` asks whoever opened a row to close it again.
    """

    key = Signal(str, object)
    left = Signal()
    moved = Signal(object)

    KEYS: Final = {
        Qt.Key.Key_Space: "toggle",
        Qt.Key.Key_L: "leave",
        Qt.Key.Key_A: "absent",
        Qt.Key.Key_T: "time",
        Qt.Key.Key_O: "out",
        Qt.Key.Key_E: "edit",
        Qt.Key.Key_Delete: "remove",
        Qt.Key.Key_Backspace: "remove",
        Qt.Key.Key_Return: "open",
        Qt.Key.Key_Enter: "open",
        Qt.Key.Key_1: "member",
        Qt.Key.Key_2: "attendee",
        Qt.Key.Key_3: "guest",
        Qt.Key.Key_4: "staff",
    }

    def __init__(self, model: RosterModel, filter_edit: FilterEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "roster", "应到名单")
        self.roster = model
        self.opened: tuple[str, str] | None = None
        self._filter = filter_edit
        self._drawer: QWidget | None = None
        self.setModel(model)
        self._delegate = RosterDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self._heights: list[int] = []
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda _: self._tell("open"))
        qt = QApplication.instance()
        if isinstance(qt, QApplication):
            qt.focusChanged.connect(self._follow_focus)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.current))

    # --- the current row

    @property
    def current(self) -> RosterRow | None:
        """The person who is current."""
        row = self.roster.row(self.currentIndex())
        return None if row is None or row.person is None else row

    def show_rows(self, rows: tuple[RosterRow, ...]) -> None:
        """Show these rows; whoever was current stays so, in whatever part he is now."""
        current = self.current
        number = self.currentIndex().row()
        top = self.verticalScrollBar().value()
        before = self.roster.rows
        self.roster.set_rows(rows)
        self._delegate.fit_names(self.roster.longest_name)
        if [row.id for row in before] != [row.id for row in rows]:
            self._heights = []  # Qt has made every row anew
        self._lay_out()
        if self.currentIndex().isValid() or not rows:
            return
        index = QModelIndex() if current is None else self.roster.index_of(current.id)
        if not index.isValid() and current is not None and current.person is not None:
            index = self.roster.index_of_person(current.person)
        if not index.isValid():
            index = self._nearest(max(number, 0))
        self.verticalScrollBar().setValue(top)
        if index.isValid():
            self.setCurrentIndex(index)

    def go_to(self, person: str) -> bool:
        """Make somebody current."""
        index = self.roster.index_of_person(person)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def go_on(self) -> None:
        """Go to the next person."""
        self._step(1)

    def _nearest(self, number: int) -> QModelIndex:
        """The person at that place or, if there is none, the next above or below."""
        people = [at for at, row in enumerate(self.roster.rows) if row.person is not None]
        if not people:
            return QModelIndex()
        return self.roster.index(min(people, key=lambda at: (abs(at - number), -at)))

    def _step(self, way: int) -> bool:
        at = self.currentIndex().row() + way
        while 0 <= at < len(self.roster.rows):
            if self.roster.rows[at].person is not None:
                self.setCurrentIndex(self.roster.index(at))
                if way < 0 and not any(row.person is not None for row in self.roster.rows[:at]):
                    self.scrollToTop()
                return True
            at += way
        return False

    # --- the open row

    def open_row(self, key: tuple[str, str], drawer: QWidget) -> None:
        """Open a row, with a widget in it."""
        self.close_row()
        self.opened, self._drawer = key, drawer
        drawer.setParent(self.viewport())
        drawer.show()
        self.fit_row()
        index = self.roster.index_of(key)
        self.scrollTo(index)
        self._show_whole(index)

    def fit_row(self) -> None:
        """Make the open row as high as what is in it."""
        self._lay_out()

    def close_row(self) -> None:
        """Close the open row."""
        if self._drawer is not None:
            held = self._drawer.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            self._drawer.hide()
            self._drawer.setParent(None)
            self._drawer.deleteLater()
            self._drawer = None
            self.opened = None
            if held:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._lay_out()

    def room_needed(self, width: int) -> int:
        """How high what is in the open row is."""
        if self._drawer is None:
            return 0
        layout = self._drawer.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return self._drawer.sizeHint().height()

    def _lay_out(self) -> None:
        """Give each row the height that it needs; most have the usual one, and Qt is told of the others only."""
        width, header = self.viewport().width(), self.verticalHeader()
        usual = round(ROW_HEIGHT * self.font().pointSizeF() / BODY)
        if header.defaultSectionSize() != usual:
            header.setDefaultSectionSize(usual)
            self._heights = []
        wanted = [self._delegate.height_of(row, width) for row in self.roster.rows]
        if self.opened is not None:
            number = self.roster.index_of(self.opened).row()
            if number >= 0:
                wanted[number] += self.room_needed(width)
        before = self._heights or [usual] * len(wanted)
        for number, (old, new) in enumerate(zip(before, wanted, strict=True)):
            if old != new:
                header.resizeSection(number, new)
        self._heights = wanted
        self._place_drawer()

    def _place_drawer(self) -> None:
        if self._drawer is None or self.opened is None:
            return
        index = self.roster.index_of(self.opened)
        row = self.roster.row(index)
        self._drawer.setVisible(row is not None)
        if row is None:
            return
        whole = self.visualRect(index)
        head = self._delegate.height_of(row, self.viewport().width())
        self._drawer.setGeometry(whole.adjusted(0, head, 0, -1))

    def _show_whole(self, index: QModelIndex) -> None:
        """Bring the lower edge of an open row into view, if there is room for all of it."""
        whole = self.visualRect(index)
        below = whole.bottom() - self.viewport().height()
        if below > 0:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + min(below, whole.top()))

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep the field in view in which somebody types."""
        if now is None or self._drawer is None or not self._drawer.isAncestorOf(now):
            return
        place = QRect(now.mapTo(self.viewport(), now.rect().topLeft()), now.size())
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if place.bottom() + XS > room:
            bar.setValue(bar.value() + place.bottom() + XS - room)
        elif place.top() < 0:
            bar.setValue(bar.value() + place.top() - S)

    # --- Qt's own

    def takes_escape(self) -> bool:
        """While a row is open."""
        return self.opened is not None

    def escape(self) -> None:
        """Leave the row."""
        self.left.emit()

    def updateGeometries(self) -> None:  # noqa: N802 (Qt's name)
        """Keep what is edited in its row."""
        super().updateGeometries()
        self._place_drawer()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 (Qt's name)
        """Scroll what is edited with its row."""
        super().scrollContentsBy(dx, dy)
        self._place_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit the rows to the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit the rows to the user's size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_heights"):
            self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """One key for each act; other letters go to the filter."""
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            if not self._step(1 if key == Qt.Key.Key_Down else -1) and key == Qt.Key.Key_Up:
                self._filter.setFocus(Qt.FocusReason.BacktabFocusReason)
        elif plain and key in self.KEYS and self.current is not None:
            self._tell(self.KEYS[key])
        elif not plain or not self._filter.take_key(self, event):
            super().keyPressEvent(event)

    def _tell(self, what: str) -> None:
        if self.current is not None:
            self.key.emit(what, self.current)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """Letters filter; they do not search."""
