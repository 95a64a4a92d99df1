"""The program's own icons: drawn as SVG under ``resources/icons``, coloured by token as they are painted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from secretariat.settings import RESOURCES
from ui.late import Qt
from ui.theme import BODY, tokens_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_FOLDER: Final = RESOURCES / "icons"
_WITHOUT_GAP: Final = 0.82


def icon(name: str, tint: str = "text_2", *, checked: str = "accent", gap: bool = False) -> QIcon:
    """An icon in the colour of a token, and of another one while its button is checked.

    With ``gap`` it leaves a part of its square free at the right: Qt puts the words of a button too close.
    """
    return QIcon(_Engine(name, tint, checked, gap=gap))


class _Engine(QIconEngine):
    """Paints with the colours of the moment, so that a change of theme needs no new icons."""

    def __init__(self, name: str, tint: str, checked: str, *, gap: bool) -> None:
        super().__init__()
        self._name, self._tint, self._checked, self._gap = name, tint, checked, gap

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tint = "text_3" if mode is QIcon.Mode.Disabled else self._checked if state is QIcon.State.On else self._tint
        width = rect.width() * _WITHOUT_GAP if self._gap else rect.width()
        draw(painter, QRectF(rect.x(), rect.y(), width, rect.height()), self._name, tint)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tint, self._checked, gap=self._gap)


def warm_up() -> None:
    """Have ready what the first icon needs, while the window waits for the database anyway."""
    _drawn("home", tokens_of(QGuiApplication.palette()).text_2, 20)


def draw(painter: QPainter, rect: QRectF, name: str, tint: str) -> None:
    """Draw an icon into a square, crisp at whatever density the painter's device has."""
    density = painter.device().devicePixelRatioF()
    side = round(min(rect.width(), rect.height()) * density)
    if side <= 0:
        return
    image = _drawn(name, tokens_of(QGuiApplication.palette()).colour(tint).name(), side)
    length = side / density
    place = QRectF(rect.x() + (rect.width() - length) / 2, rect.y() + (rect.height() - length) / 2, length, length)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, side: int) -> QImage:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 (12 ms that a process without a window never pays)

    source = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8").replace("#000", colour)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(source.encode()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return image


class Mark(QWidget):
    """An icon standing by itself beside its word; ``show_mark`` changes it."""

    def __init__(self, name: str, tint: str, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tint, self._side = name, tint, side
        self._fit()

    def _fit(self) -> None:
        side = round(self._side * self.font().pointSizeF() / BODY)
        self.setFixedSize(side, side)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_mark(self, name: str, tint: str) -> None:
        """Show another icon."""
        self._name, self._tint = name, tint
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it."""
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()), self._name, self._tint if self.isEnabled() else "text_3")
