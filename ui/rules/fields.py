"""The fields of a form, one for each kind of value; each shows its value, tells each edit, and says what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from ui.meetings.sheet import Choice, GrowingText
from ui.rules.pick import PickChips, Toggles
from ui.theme import XXS
from ui.widgets.basics import column, label, named, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import Segmented
from ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from secretariat.strict_input import Steps
    from ui.rules.form_desk import FormDesk
    from ui.rules.labels import Label

MARK: Final = "{government}"
_MARK_SHOWN: Final = "〔政府全称〕"
_SIDE_BY_SIDE: Final = 16
"""So many characters of words at most stand side by side to be chosen from; more fold into a list."""
_FEW: Final = 3
_NUMBER_WIDTH: Final = 6
_NO: Final = "no"


def name_of(path: Steps) -> str:
    """The name by which a field is found: edit-kinds-executive-quorum-share."""
    return "-".join(("edit", *map(str, path)))


class _StepsBack(QObject):
    """Ctrl+Z in a field with nothing left of its own to take back is the page's."""

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Undo):
            return False
        field: Any = self._field
        own = field.isUndoAvailable() if isinstance(field, QLineEdit) else field.document().isUndoAvailable()
        if own:
            return False
        above = field.parentWidget()
        while above is not None and not hasattr(above, "step_back"):
            above = above.parentWidget()
        if above is not None:
            above.step_back()
        return True


def line_of(path: Steps, title: str, example: str = "") -> QLineEdit:
    """A line to type in."""
    made = named(QLineEdit(), name_of(path), title)
    made.setPlaceholderText(example)
    _StepsBack(made)
    return made


def bind(desk: FormDesk, path: Steps, field: Field) -> Field:
    """Have what is wrong at a path said at its field."""
    desk.register(path, field, field.show_problem)
    return field


def line_field(desk: FormDesk, path: Steps, label_: Label, *, needed: bool) -> Field:
    """A line of words; what is not needed and empty is not there."""
    editor = line_of(path, label_.title, label_.example)
    editor.setText(str(desk.value(path) or ""))
    editor.setCursorPosition(0)

    def told(text: str) -> None:
        words = text.strip()
        desk.put(path, words if words or needed else None, typed=True)

    editor.textEdited.connect(told)
    editor.editingFinished.connect(desk.editing.end_typing)
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def listed_field(desk: FormDesk, path: Steps, label_: Label) -> Field:
    """Several words on a line, with 、 between them."""
    editor = line_of(path, label_.title, label_.example)
    editor.setText("、".join(desk.value(path) or ()))
    editor.setCursorPosition(0)

    def told(text: str) -> None:
        words = [word.strip() for word in text.replace("，", "、").replace(",", "、").split("、")]
        desk.put(path, [word for word in words if word] or None, typed=True)

    editor.textEdited.connect(told)
    editor.editingFinished.connect(desk.editing.end_typing)
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def mark_field(desk: FormDesk, path: Steps, label_: Label) -> Field:
    """The head of the minutes, in which a word stands for the government's name."""
    editor = line_of(path, label_.title, label_.example)
    editor.setText(str(desk.value(path) or "").replace(MARK, _MARK_SHOWN))
    editor.setCursorPosition(0)
    editor.textEdited.connect(lambda text: desk.put(path, text.strip().replace(_MARK_SHOWN, MARK), typed=True))
    editor.editingFinished.connect(desk.editing.end_typing)
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def fixed_field(desk: FormDesk, path: Steps, label_: Label) -> Field:
    """What is shown and can't be changed."""
    editor = line_of(path, label_.title, "")
    editor.setText(str(desk.value(path) or ""))
    editor.setReadOnly(True)
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def text_field(desk: FormDesk, path: Steps, label_: Label, *, needed: bool) -> Field:
    """Some sentences."""
    editor = GrowingText(name_of(path), label_.title, lines=1)
    editor.setPlaceholderText(label_.example)
    editor.setPlainText(str(desk.value(path) or ""))
    _StepsBack(editor)

    def told() -> None:
        words = editor.toPlainText().strip()
        desk.put(path, words if words or needed else None, typed=True)

    editor.textChanged.connect(told)
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def number_field(desk: FormDesk, path: Steps, label_: Label, *, needed: bool) -> Field:
    """A whole number; what is none is kept as it was typed, and said."""
    editor = line_of(path, label_.title, label_.example)
    value = desk.value(path)
    editor.setText("" if value is None else str(value))
    set_width(editor, _NUMBER_WIDTH)
    editor.textEdited.connect(lambda text: desk.put(path, number_typed(text, needed=needed), typed=True))
    editor.editingFinished.connect(desk.editing.end_typing)
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def number_typed(text: str, *, needed: bool) -> int | str | None:
    """What a line for a number holds: a number, nothing, or words that are none and so are wrong."""
    words = text.strip()
    if not words and not needed:
        return None
    return int(words) if words.isdecimal() else words


def day_field(desk: FormDesk, path: Steps, label_: Label) -> Field:
    """A day."""
    editor = DateField(name_of(path), label_.title, today=desk.today, value=desk.value(path))
    _StepsBack(editor)
    field = Field(label_.title, editor, hint=label_.hint)
    editor.changed.connect(lambda day: desk.put(path, day))
    editor.problem_changed.connect(lambda problem: desk.say(path, problem))
    return bind(desk, path, field)


def check_field(desk: FormDesk, path: Steps, label_: Label, *, default: bool) -> QWidget:
    """Yes or no, with what it means below."""
    editor = named(QCheckBox(label_.title), name_of(path), label_.title)
    value = desk.value(path)
    editor.setChecked(default if value is None else bool(value))
    editor.clicked.connect(lambda checked: desk.put(path, None if checked is default else checked))
    said = label(label_.hint, "small")
    said.setContentsMargins(28, 0, 0, 0)
    made = QWidget()
    column(editor, said, gap=XXS, into=made)
    said.setHidden(not label_.hint)
    made.setFocusProxy(editor)

    def show_problem(text: str) -> None:
        said.setText(text or label_.hint)
        said.setVisible(bool(said.text()))

    desk.register(path, made, show_problem)
    return made


def choice_field(
    desk: FormDesk,
    path: Steps,
    label_: Label,
    words: Mapping[str, str],
    *,
    default: str | None,
    optional: bool,
    follows: Any = None,  # noqa: ANN401 (a function of the value, giving edits)
) -> Field:
    """One of several words: side by side where they are few and short, else in a list."""
    value = desk.value(path)
    shown = default if value is None else str(value)

    def told(chosen: object) -> None:
        also = follows(chosen) if follows is not None else ()
        desk.put(path, None if chosen is None else str(chosen), *also)

    options = options_with_none(words, label_.none if optional else "")
    if len(options) <= _FEW and sum(len(text) for _, text in options) <= _SIDE_BY_SIDE:
        segments = Segmented(name_of(path), label_.title, [(key or _NO, text) for key, text in options])
        segments.set_value(shown or (_NO if optional else None))
        segments.chosen.connect(lambda key: told(None if key == _NO and optional else key))
        field = Field(label_.title, box_of(segments), hint=label_.hint)
        field.setFocusProxy(segments)
        return bind(desk, path, field)
    choice = Choice(name_of(path), label_.title, words.items(), none=label_.none if optional else "")
    choice.set_value(shown)
    choice.picked.connect(told)
    return bind(desk, path, Field(label_.title, choice, hint=label_.hint))


def options_with_none(words: Mapping[str, str], none: str) -> list[tuple[str | None, str]]:
    """The words, and before them what is chosen where nothing is."""
    return [*([(None, none)] if none else []), *words.items()]


def box_of(*parts: QWidget) -> QWidget:
    """Parts side by side, at the left."""
    made = QWidget()
    row(*parts, None, into=made)
    return made


def chips_field(
    desk: FormDesk, path: Steps, label_: Label, options: Iterable[tuple[str, str]], *, needed: bool
) -> Field:
    """Several words of a longer list."""
    editor = PickChips(name_of(path), label_.title, tuple(options))
    editor.show_values(map(str, desk.value(path) or ()))
    editor.changed.connect(lambda values: desk.put(path, list(values) if values or needed else None))
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))


def toggles_field(
    desk: FormDesk, path: Steps, label_: Label, options: Iterable[tuple[str, str]], *, needed: bool
) -> Field:
    """Several words of a few."""
    editor = Toggles(name_of(path), label_.title, options)
    editor.show_values(map(str, desk.value(path) or ()))
    editor.changed.connect(lambda values: desk.put(path, list(values) if values or needed else None))
    return bind(desk, path, Field(label_.title, editor, hint=label_.hint))
