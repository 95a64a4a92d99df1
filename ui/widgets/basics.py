"""The smallest parts: words, buttons, rows and columns, and the names by which everything can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from ui.late import Qt
from ui.theme import XS, M, S

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLineEdit

W = TypeVar("W", bound=QWidget)

_INDENT: Final = 8
"""So much further in than the words of other lines begin those after an icon."""

STRETCH = None
"""Stands in a row or a column for the room that is left."""


def named(widget: W, object_name: str, accessible_name: str) -> W:
    """The widget, named for tests, for assistive technology and for whoever drives the window from outside."""
    widget.setObjectName(object_name)
    widget.setAccessibleName(accessible_name)
    return widget


def closer(editor: QLineEdit) -> None:
    """Take back what Qt leaves free between the icon at the beginning of a line and its words."""
    editor.setTextMargins(-_INDENT, 0, 0, 0)


def tip(widget: QWidget, text: str, shortcut: str = "") -> None:
    """A tooltip that also tells the shortcut."""
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText) if shortcut else ""
    widget.setToolTip(f"{text}（{keys}）" if keys and text else text or keys)


def on_keys(made: QAbstractButton, *shortcuts: str) -> None:
    """Click the button by shortcuts, at once: a button's own shortcut waits 100 ms to show itself pressed."""
    for keys in shortcuts:
        QShortcut(QKeySequence(keys), made).activated.connect(made.click)


def label(text: str = "", role: str = "", *, tone: str = "", wrap: bool = True) -> QLabel:
    """Plain words in a role of the style sheet: title, section, strong, second, small, hint, label, error, figure."""
    words = QLabel(text)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setWordWrap(wrap)
    if role:
        words.setProperty("role", role)
    if tone:
        words.setProperty("tone", tone)
    return words


class Button(QPushButton):
    """A push button that Enter presses too; Qt does that in dialogs only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Take Enter for a click; with Ctrl it is the page's primary act, wherever the focus is."""
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() in plain:
            self.click()
            return
        super().keyPressEvent(event)


def button(
    text: str,
    object_name: str,
    *,
    role: str = "",
    icon: str = "",
    shortcut: str = "",
    hint: str = "",
    clicked: Callable[[], object] | None = None,
) -> QPushButton:
    """A button: ``role`` is primary, danger, quiet, link or nothing; ``hint`` a tooltip beyond its own words."""
    made = Button(text)
    named(made, object_name, hint or text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if icon:
        from ui.icons import icon as icon_of  # noqa: PLC0415 (not before the first paint)

        made.setIcon(
            icon_of(
                icon, {"primary": "on_accent", "danger": "violation", "link": "accent"}.get(role, "text_2"), gap=True
            )
        )
    if shortcut:
        on_keys(made, shortcut)
    if hint or shortcut:
        tip(made, hint or text, shortcut)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


class _Width(QObject):
    """Keeps a field as wide as some characters are, whatever size of type the user takes."""

    def __init__(self, field: QWidget, characters: float, around: int) -> None:
        super().__init__(field)
        self._field, self._characters, self._around = field, characters, around
        field.installEventFilter(self)
        self._fit()

    def change(self, characters: float, around: int) -> None:
        """Keep it another width from now on."""
        if (characters, around) != (self._characters, self._around):
            self._characters, self._around = characters, around
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.FontChange and watched is self._field:
            self._fit()
        return False

    def _fit(self) -> None:
        wide = self._field.fontMetrics().horizontalAdvance("国") * self._characters
        self._field.setFixedWidth(round(wide) + self._around)


def set_width(field: QWidget, characters: float, *, around: int = 36) -> None:
    """Make a field as wide as that many characters, with ``around`` for border, padding and arrow."""
    kept = next((child for child in field.children() if isinstance(child, _Width)), None)
    if kept is None:
        _Width(field, characters, around)
    else:
        kept.change(characters, around)


def text_area(object_name: str, accessible_name: str, text: str = "") -> QPlainTextEdit:
    """A field of several lines; Tab leaves it, as it leaves every other field."""
    made = named(QPlainTextEdit(text), object_name, accessible_name)
    made.setTabChangesFocus(True)
    return made


def icon_button(
    icon: str,
    object_name: str,
    hint: str,
    *,
    small: bool = False,
    shortcut: str = "",
    clicked: Callable[[], object] | None = None,
) -> QPushButton:
    """A button that is an icon; its words are in the tooltip and for assistive technology."""
    made = button(
        "", object_name, role="small-icon" if small else "icon", hint=hint, shortcut=shortcut, clicked=clicked
    )
    from ui.icons import icon as icon_of  # noqa: PLC0415 (not before the first paint)

    made.setIcon(icon_of(icon))
    return made


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


def frame(role: str, **properties: str | bool) -> QFrame:
    """A ground in a role of the style sheet: card, panel, head, foot, badge and others."""
    made = QFrame()
    made.setProperty("role", role)
    for name, value in properties.items():
        made.setProperty(name, value)
    return made


Part = QWidget | QLayout | int | None


def row(*parts: Part, gap: int = XS, pad: tuple[int, int] | int = 0, into: QWidget | None = None) -> QHBoxLayout:
    """Parts side by side, at even distances; ``STRETCH`` takes the room that is left, a number that many pixels."""
    layout = QHBoxLayout(into) if into is not None else QHBoxLayout()
    return _fill(layout, parts, gap, pad)


def abreast(*parts: QWidget, gap: int = M, into: QWidget | None = None) -> QHBoxLayout:
    """Parts side by side, each as wide as the others, and level at the top where one of them says what is wrong."""
    line = row(*parts, gap=gap, into=into)
    for part in parts:
        line.setStretchFactor(part, 1)
        line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
    return line


def column(*parts: Part, gap: int = S, pad: tuple[int, int] | int = 0, into: QWidget | None = None) -> QVBoxLayout:
    """Parts one below the other; ``pad`` is (across, down) or the same all round."""
    layout = QVBoxLayout(into) if into is not None else QVBoxLayout()
    return _fill(layout, parts, gap, pad)


B = TypeVar("B", bound=QBoxLayout)


def _fill(layout: B, parts: tuple[Part, ...], gap: int, pad: tuple[int, int] | int) -> B:
    across, down = (pad, pad) if isinstance(pad, int) else pad
    layout.setContentsMargins(across, down, across, down)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addSpacerItem(QSpacerItem(part, part, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed))
    return layout


def box(layout: QLayout) -> QWidget:
    """A widget that is nothing but its layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def scrolled(content: QWidget, object_name: str, accessible_name: str) -> QScrollArea:
    """Content that scrolls down when there is more of it than room; reached by Tab only through what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return named(area, object_name, accessible_name)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = cast("QWidget | None", item.widget()), cast("QLayout | None", item.layout())
        if widget is not None:
            drop(widget)
        elif inner is not None:
            clear(inner)


def drop(widget: QWidget) -> None:
    """Take a part off the screen at once, and delete it when that can be done."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
