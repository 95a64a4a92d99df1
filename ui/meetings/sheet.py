"""Fields bound to the values of one record: they show it, tell each edit, and keep what the user is typing."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from secretariat.domain.numerals import read_numeral
from ui.theme import BODY
from ui.widgets.basics import named
from ui.widgets.card import Field
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.person_picker import PersonPicker

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

_TEXT_PADDING = 17
_LINE_PADDING = 13
"""Padding of a text and its border, above and below together; of one that begins as a single line."""


class Choice(QComboBox):
    """One of several values. ``picked`` tells the value; the wheel scrolls the page and changes nothing."""

    picked = Signal(object)

    def __init__(
        self, object_name: str, accessible_name: str, options: Iterable[tuple[Hashable, str]] = (), *, none: str = ""
    ) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(8)
        self._none = none
        self._values: list[Hashable] = []
        self.set_options(options)
        self.activated.connect(lambda number: self.picked.emit(self._values[number]))

    @property
    def value(self) -> Any:  # noqa: ANN401 (whatever the options are)
        """The value chosen."""
        number = self.currentIndex()
        return self._values[number] if number >= 0 else None

    def set_options(self, options: Iterable[tuple[Hashable, str]]) -> None:
        """What can be chosen; what is chosen stays, if it is still there."""
        wanted: list[tuple[Hashable, str]] = [*(((None, self._none),) if self._none else ()), *options]
        if wanted == [(value, self.itemText(number)) for number, value in enumerate(self._values)]:
            return
        before = self.value
        self._values = [value for value, _ in wanted]
        self.clear()
        self.addItems([text for _, text in wanted])
        if before is not None or None in self._values:
            self.set_value(before)

    def set_value(self, value: Hashable) -> None:
        """Choose, without telling; a value that is no option is shown as it is, ``None`` that is none as nothing."""
        if value is not None and value not in self._values:
            self._values.append(value)
            self.addItem(str(value))
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """As wide as it has to be at least; Qt's own policy for that makes the list of each field at once, for 2 ms."""
        return self.minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave it to the page."""
        event.ignore()


class GrowingText(QPlainTextEdit):
    """Some paragraphs, as high as they need to be; Tab goes to the next field, and with ``one_line`` Enter too."""

    def __init__(self, object_name: str, accessible_name: str, *, lines: int = 3, one_line: bool = False) -> None:
        super().__init__()
        named(self, object_name, accessible_name)
        self._least = lines
        if lines == 1:
            self.setProperty("role", "line")  # as high as the lines beside it
        self._one_line = one_line
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(3, 0, 3, 0)  # where the words of a line begin
        for never in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            never(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # a mark that hangs over the edge is no reason for one
        self._fitting = False
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def _fit(self) -> None:
        if self._fitting:
            return
        self._fitting = True
        lines = max(self._least, self._count_lines())
        padding = round(_LINE_PADDING * self.font().pointSizeF() / BODY) if self._least == 1 else _TEXT_PADDING
        self.setFixedHeight(ceil(lines * QFontMetricsF(self.font()).lineSpacing()) + padding)
        self._fitting = False

    def _count_lines(self) -> int:
        """All of them: Qt itself counts a paragraph that it has not painted yet as one line."""
        layout, block, lines = self.document().documentLayout(), self.document().begin(), 0
        while block.isValid():
            layout.blockBoundingRect(block)
            lines += max(block.layout().lineCount(), 1)
            block = block.next()
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fit to the new width at once, not paragraph by paragraph as they come to be painted."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Ctrl+Enter is the page's, and Enter too where the text is one line."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (
            self._one_line or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            if not event.modifiers():
                self.focusNextChild()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave it to the page: all of the text is in view."""
        event.ignore()


@dataclass(frozen=True, slots=True)
class _Bound:
    """How one editor shows a value, whether the user is typing in it, and how it is barred."""

    field: QWidget
    show: Callable[[Any], None]
    typing: Callable[[], bool]
    bar: Callable[[bool], object]


class Sheet(QObject):
    """The fields of one record. ``edited`` tells a field's name and its new value."""

    edited = Signal(str, object)

    def __init__(self, prefix: str, parent: QObject) -> None:
        super().__init__(parent)
        self._prefix = prefix
        self._bound: dict[str, _Bound] = {}

    def field(self, name: str) -> QWidget:
        """The field of that name."""
        return self._bound[name].field

    def show_record(self, record: object, *, keep: Collection[str] = ()) -> None:
        """Show a record; fields named in ``keep``, and those in which the user is typing, stay as they are."""
        for name, bound in self._bound.items():
            if name not in keep and not bound.typing():
                bound.show(getattr(record, name))

    def show_problem(self, names: Iterable[str], text: str) -> None:
        """Say at a field what is wrong with it."""
        for name in names:
            field = self._bound[name].field if name in self._bound else None
            if isinstance(field, Field):
                field.show_problem(text)

    def bar(self, *, barred: bool) -> None:
        """Let nothing be edited."""
        for bound in self._bound.values():
            bound.bar(barred)

    # --- kinds of fields

    def line(self, name: str, title: str, *, hint: str = "", needed: bool = False, placeholder: str = "") -> Field:
        """A line of words."""
        editor = named(QLineEdit(), f"{self._prefix}-{name}", title)
        editor.setPlaceholderText(placeholder)
        field = Field(title, editor, hint=hint, needed=needed)

        def told(text: str) -> None:
            words = text.strip()
            field.show_problem(f"请填写{title}" if needed and not words else "")
            if words or not needed:
                self.edited.emit(name, words or None)

        editor.textEdited.connect(told)
        return self._bind(name, field, lambda value: _set_line(editor, value or ""), editor)

    def number(self, name: str, title: str, *, hint: str = "", placeholder: str = "") -> Field:
        """A whole number from 1."""
        editor = named(QLineEdit(), f"{self._prefix}-{name}", title)
        editor.setPlaceholderText(placeholder)
        field = Field(title, editor, hint=hint)

        def told(text: str) -> None:
            number, problem = read_number(text)
            field.show_problem(problem)
            if not problem:
                self.edited.emit(name, number)

        editor.textEdited.connect(told)
        return self._bind(name, field, lambda value: _set_line(editor, "" if value is None else str(value)), editor)

    def text(self, name: str, title: str, *, lines: int = 3, one_line: bool = False, placeholder: str = "") -> Field:
        """Some paragraphs."""
        editor = GrowingText(f"{self._prefix}-{name}", title, lines=lines, one_line=one_line)
        editor.setPlaceholderText(placeholder)
        field = Field(title, editor)

        def show(value: str | None) -> None:
            if editor.toPlainText() != (value or ""):
                editor.blockSignals(True)  # noqa: FBT003 (Qt takes it by place only)
                editor.setPlainText(value or "")
                editor.blockSignals(False)  # noqa: FBT003 (as above)
            editor.document().setModified(False)

        editor.textChanged.connect(lambda: self.edited.emit(name, editor.toPlainText().strip() or None))
        self._bound[name] = _Bound(
            field, show, lambda: editor.hasFocus() and editor.document().isModified(), _barring(editor)
        )
        return field

    def day(self, name: str, title: str, *, today: date, hint: str = "", needed: bool = False) -> Field:
        """A day."""
        editor = DateField(f"{self._prefix}-{name}", title, today=today)
        field = Field(title, editor, hint=hint, needed=needed)

        def told(day: date | None) -> None:
            if day is None and needed:
                field.show_problem(f"请填写{title}")
            else:
                self.edited.emit(name, day)

        editor.changed.connect(told)
        return self._bind(name, field, editor.set_value, editor)

    def moment(self, name: str, title: str) -> Field:
        """A time of day."""
        editor = TimeField(f"{self._prefix}-{name}", title)
        editor.changed.connect(lambda value: self.edited.emit(name, value))
        return self._bind(name, Field(title, editor), editor.set_value, editor)

    def choice(self, name: str, title: str, options: Mapping[Any, str], *, none: str = "", hint: str = "") -> Field:
        """One of several words."""
        editor = Choice(f"{self._prefix}-{name}", title, options.items(), none=none)
        editor.picked.connect(lambda value: self.edited.emit(name, value))
        field = Field(title, editor, hint=hint)
        self._bound[name] = _Bound(field, editor.set_value, lambda: False, lambda barred: editor.setEnabled(not barred))
        return field

    def person(self, name: str, title: str, *, hint: str = "") -> Field:
        """One of the meeting's people."""
        editor = PersonPicker(f"{self._prefix}-{name}", title)
        return self.picker(name, Field(title, editor, hint=hint), editor)

    def picker(self, name: str, field: Field, editor: PersonPicker) -> Field:
        """A field of whoever made it, in which one person or unit is picked."""
        editor.picked.connect(lambda value: self.edited.emit(name, value))
        return self._bind(name, field, editor.set_value, editor)

    def check(self, name: str, words: str) -> QCheckBox:
        """Yes or no."""
        editor = named(QCheckBox(words), f"{self._prefix}-{name}", words)
        editor.clicked.connect(lambda checked: self.edited.emit(name, checked))
        self._bound[name] = _Bound(
            editor, editor.setChecked, lambda: False, lambda barred: editor.setEnabled(not barred)
        )
        return editor

    def other(self, name: str, field: QWidget, show: Callable[[Any], None], bar: Callable[[bool], object]) -> None:
        """A field of whoever made it, who also emits ``edited`` for it."""
        self._bound[name] = _Bound(field, show, lambda: False, bar)

    def _bind(self, name: str, field: Field, show: Callable[[Any], None], editor: QLineEdit) -> Field:
        def typing() -> bool:
            return (editor.hasFocus() and editor.isModified()) or bool(field.problem)

        self._bound[name] = _Bound(field, show, typing, _barring(editor))
        return field


_MOST = 9999


def read_number(text: str) -> tuple[int | None, str]:
    """A number that was typed, and what is wrong with it."""
    words = text.strip()
    if not words:
        return None, ""
    number = read_numeral(words)
    if number is None or not 1 <= number <= _MOST:
        return None, "请填写数字，如 5"
    return number, ""


def _barring(editor: QLineEdit | QPlainTextEdit) -> Callable[[bool], None]:
    """Bars a field; then it does not say either how to fill it in."""
    hint = editor.placeholderText()

    def bar(barred: bool) -> None:  # noqa: FBT001 (as Qt's setReadOnly)
        editor.setReadOnly(barred)
        editor.setPlaceholderText("" if barred else hint)

    return bar


def _set_line(editor: QLineEdit, text: str) -> None:
    if editor.text().strip() != text:
        editor.setText(text)
        editor.setCursorPosition(0)
    editor.setModified(False)
