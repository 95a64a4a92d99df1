"""A paper on the screen: pages one below the other, drawn as they come into view, sharp at every zoom."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.pdf_pages import PageImage, PageSize, measure, render
from ui.theme import XS, M, tokens_of
from ui.widgets.basics import box, column, icon_button, label, named, row

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from ui.operations import Operations

_GAP: Final = 16
_ZOOMS: Final = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_KEPT: Final = 12
"""How many drawn pages are kept."""
_SCREEN_DPI: Final = 96
_POINTS: Final = 72


class _Pages(QAbstractScrollArea):
    """The pages themselves."""

    turned = Signal(int, int)
    zoomed = Signal(float)

    def __init__(self, operations: Operations, name: str) -> None:
        super().__init__()
        self.setProperty("role", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        named(self, f"{name}-pages", "文件预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._operations = operations
        self._paper = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._images: dict[int, tuple[float, QImage]] = {}
        self._asked: set[tuple[int, float]] = set()
        self._fit = True
        self._zoom = 1.0
        self._layout: list[QRectF] = []
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self._settle = QTimer(self, singleShot=True, interval=60)
        self._settle.timeout.connect(self._ask)

    def show_paper(self, paper: bytes, sizes: tuple[PageSize, ...], *, keep_place: bool) -> None:
        place = self.verticalScrollBar().value() if keep_place else 0
        self._paper, self._sizes = paper, sizes
        self._images.clear()
        self._asked.clear()
        self._arrange()
        self.verticalScrollBar().setValue(place)
        self._ask()

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def drawn(self) -> int:
        """How many pages have been drawn."""
        return len(self._images)

    def fit_width(self) -> None:
        self._fit = True
        self._arrange()
        self._settle.start()

    def zoom_to(self, zoom: float) -> None:
        self._fit = False
        bar = self.verticalScrollBar()
        share = (bar.value() + self.viewport().height() / 2) / max(self._height(), 1)
        self._zoom = min(max(zoom, _ZOOMS[0]), _ZOOMS[-1])
        self._arrange()
        bar.setValue(round(share * self._height() - self.viewport().height() / 2))
        self._settle.start()

    def zoom_by(self, steps: int) -> None:
        if steps > 0:
            self.zoom_to(next((zoom for zoom in _ZOOMS if zoom > self._zoom * 1.01), _ZOOMS[-1]))
        else:
            self.zoom_to(next((zoom for zoom in reversed(_ZOOMS) if zoom < self._zoom * 0.99), _ZOOMS[0]))

    def turn_to(self, number: int) -> None:
        """Bring a page to the top, counted from 0."""
        if 0 <= number < len(self._layout):
            self.verticalScrollBar().setValue(round(self._layout[number].top() - _GAP))

    @property
    def number(self) -> int:
        """The page at the middle of the view, counted from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        return next((n for n, place in enumerate(self._layout) if place.bottom() + _GAP > middle), 0)

    def _height(self) -> float:
        return self._layout[-1].bottom() + _GAP if self._layout else 0

    def _arrange(self) -> None:
        """Lay the pages out, and the scroll bars with them."""
        view = self.viewport().size()
        widest = max((size.width for size in self._sizes), default=1)
        if self._fit:
            self._zoom = max((view.width() - 2 * _GAP) / (widest * _SCREEN_DPI / _POINTS), _ZOOMS[0])
            self._zoom = min(self._zoom, 2.0)
        factor = self._zoom * _SCREEN_DPI / _POINTS
        across = max(view.width(), round(widest * factor) + 2 * _GAP)
        self._layout, y = [], float(_GAP)
        for size in self._sizes:
            width, height = size.width * factor, size.height * factor
            self._layout.append(QRectF(round((across - width) / 2), round(y), round(width), round(height)))
            y += height + _GAP
        self.verticalScrollBar().setRange(0, max(0, round(y) - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(48)
        self.horizontalScrollBar().setRange(0, across - view.width())
        self.horizontalScrollBar().setPageStep(view.width())
        self.zoomed.emit(self._zoom)
        self.turned.emit(self.number, len(self._sizes))
        self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        self.turned.emit(self.number, len(self._sizes))
        self._settle.start()

    def _ask(self) -> None:
        """Have the pages in view drawn, and the next one."""
        scale = self._zoom * _SCREEN_DPI / _POINTS * self.devicePixelRatioF()
        view = QRectF(0, self.verticalScrollBar().value(), 1e6, self.viewport().height() * 1.5)
        for number, place in enumerate(self._layout):
            drawn = self._images.get(number)
            if (
                not place.intersects(view)
                or (drawn is not None and drawn[0] == scale)
                or (number, scale) in self._asked
            ):
                continue
            self._asked.add((number, scale))
            self._operations.read(render, self._paper, number, scale).then(partial(self._take, self._paper))

    def _take(self, paper: bytes, page: PageImage) -> None:
        self._asked.discard((page.number, page.scale))
        if paper is not self._paper:
            return
        image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB32).copy()
        self._images.pop(page.number, None)
        self._images[page.number] = (page.scale, image)
        while len(self._images) > _KEPT:
            furthest = max(self._images, key=lambda number: abs(number - self.number))
            del self._images[furthest]
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        tokens = tokens_of(self.palette())
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), tokens.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shift = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        view = QRectF(self.viewport().rect())
        for number, place in enumerate(self._layout):
            shown = place.translated(-shift.x(), -shift.y())
            if not shown.intersects(view):
                continue
            painter.fillRect(shown.adjusted(-1, -1, 1, 1), tokens.colour("line_strong"))
            painter.fillRect(shown, QColor(Qt.GlobalColor.white))
            if number in self._images:
                painter.drawImage(shown, self._images[number][1])
        if self.hasFocus():
            painter.setPen(tokens.colour("accent"))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if self._sizes:
            self._arrange()
            self._settle.start()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        bar = self.verticalScrollBar()
        key = event.key()
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(-1)
        elif key == Qt.Key.Key_0:
            self.fit_width()
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            self.turn_to(self.number + 1)
        elif key == Qt.Key.Key_PageUp:
            self.turn_to(self.number - 1)
        else:
            super().keyPressEvent(event)


class PdfPreview(QWidget):
    """A paper and the acts on it. ``printing`` asks for it to be printed: see ``ui.printing``."""

    printing = Signal()

    def __init__(self, operations: Operations, object_name: str = "preview", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, object_name, "文件预览")
        self._operations = operations
        self.paper = b""
        self.pages = _Pages(operations, object_name)
        self._number = label("", "second", wrap=False)
        self._zoom = label("", "second", wrap=False)
        self.acts = row(gap=XS)
        before = icon_button(
            "up", f"{object_name}-before", "上一页", clicked=lambda: self.pages.turn_to(self.pages.number - 1)
        )
        after = icon_button(
            "down", f"{object_name}-after", "下一页", clicked=lambda: self.pages.turn_to(self.pages.number + 1)
        )
        smaller = icon_button(
            "subtract", f"{object_name}-smaller", "缩小", shortcut="Ctrl+-", clicked=lambda: self.pages.zoom_by(-1)
        )
        larger = icon_button(
            "add", f"{object_name}-larger", "放大", shortcut="Ctrl++", clicked=lambda: self.pages.zoom_by(1)
        )
        fit = icon_button("width", f"{object_name}-fit", "适合宽度", shortcut="Ctrl+0", clicked=self.pages.fit_width)
        QShortcut(QKeySequence("Ctrl+="), self).activated.connect(lambda: self.pages.zoom_by(1))
        out = icon_button("print", f"{object_name}-print", "打印", shortcut="Ctrl+P", clicked=self.printing.emit)
        bar = row(
            before, after, self._number, M, smaller, larger, fit, self._zoom, None, self.acts, out, gap=XS, pad=(0, 0)
        )
        column(box(bar), self.pages, gap=0, into=self)
        self.pages.turned.connect(
            lambda at, total: self._number.setText(f"第 {at + 1} 页，共 {total} 页" if total else "")
        )
        self.pages.zoomed.connect(lambda zoom: self._zoom.setText(f"{zoom * 100:.0f}%"))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Begin at the pages. No focus proxy: Qt would then leave the other parts out of the tab order."""
        self.pages.setFocus(reason)

    def show_paper(self, paper: bytes, *, keep_place: bool = False) -> None:
        """Show a paper; with ``keep_place`` where one was reading, for a paper that has been made anew."""
        if paper == self.paper:
            return
        self.paper = paper
        self._operations.read(measure, paper).then(lambda sizes: self._arrange(paper, sizes, keep_place=keep_place))

    def _arrange(self, paper: bytes, sizes: tuple[PageSize, ...], *, keep_place: bool) -> None:
        if paper is self.paper:
            self.pages.show_paper(paper, sizes, keep_place=keep_place)
