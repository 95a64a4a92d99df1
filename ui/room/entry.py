"""The one line of the room: whom one means, and by single keys what is to be told of him."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from ui.icons import icon
from ui.theme import BODY, XS, S, set_role
from ui.widgets.basics import button, clear, closer, label, named, row, set_width

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from ui.room.dialogue import Option
    from ui.room.finding import Findable

_MOST: Final = 6
"""People found who are named beside the line; the list shows all."""
_WIDE: Final = 18
_HIGH: Final = 38
_REST: Final = 240
"""Room that is kept for how many more there are."""


class RoomEntry(QLineEdit):
    """Tells of its keys: Enter, arrows (across, down), Space, single letters where these answer, Esc, commands.

    Nothing of these reaches the line itself, so Ctrl+Z takes back a mark and not a letter.
    """

    entered = Signal()
    moved = Signal(int, int)
    asked = Signal()
    letter = Signal(str)
    left = Signal()
    command = Signal(str)

    COMMANDS: Final = {
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier): "undo",
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier): "next",
        (Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier): "end",
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier): "missing",
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier): "timer",
        (Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier): "restart",
        (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier): "call",
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier): "close",
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier): "page-down",
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier): "page-up",
    }
    _ARROWS: Final = {
        Qt.Key.Key_Up: (0, -1),
        Qt.Key.Key_Down: (0, 1),
        Qt.Key.Key_Left: (-1, 0),
        Qt.Key.Key_Right: (1, 0),
    }

    def __init__(self) -> None:
        super().__init__()
        named(self, "room-entry", "签到：姓名首字母、姓名或编号")
        self.setProperty("role", "room")
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        closer(self)
        set_width(self, _WIDE)
        self.by_key = False
        """Whether a letter answers by itself."""
        self.typing = False
        """Whether a text is typed in which a space is a space."""

    def answer_by_key(self, *, by_key: bool, typing: bool) -> None:
        """Take letters for answers, or for what is typed; an input method would keep single keys to itself."""
        self.by_key, self.typing = by_key, typing
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not by_key)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something here, before anything else takes them for a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._command(event):
            event.accept()
            return True
        return super().event(event)

    def _command(self, event: QKeyEvent) -> str:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_Escape:
            return "escape"
        return self.COMMANDS.get((Qt.Key(event.key()), plain), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Tell of a key; what is left is typed."""
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = self._command(event)
        if command == "escape":
            self.left.emit()
        elif command:
            self.command.emit(command)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif plain and key in {Qt.Key.Key_Up, Qt.Key.Key_Down} | (set() if self.text() else set(self._ARROWS)):
            self.moved.emit(*self._ARROWS[key])
        elif (key == Qt.Key.Key_Space and plain and not self.typing) or key == Qt.Key.Key_Menu:
            self.asked.emit()
        elif self.by_key:
            if key == Qt.Key.Key_Backspace:
                self.left.emit()
            elif event.text().isprintable() and event.text():
                self.letter.emit(event.text())
        else:
            super().keyPressEvent(event)


class Answers(QWidget):
    """One line above the entry: whom it has found, what can be told by one key, or who is called in next.

    It is as high with nothing in it, so that the list never moves while somebody types.
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.waiting = named(label("", "second", wrap=False), "room-waiting", "候会")
        self._hits: list[QLabel] = []
        for _ in range(_MOST):
            made = label("", wrap=False)
            made.setProperty("role", "hit")
            made.hide()
            self._hits.append(made)
        self._more = label("", "second", wrap=False)
        self._acts = row(gap=XS)
        self._options: tuple[Option, ...] = ()
        row(self.waiting, *self._hits, self._more, self._acts, None, gap=XS, into=self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(_HIGH * self.font().pointSizeF() / BODY))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the user's size of type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def show_waiting(self, text: str) -> None:
        """Say who is called in next; shown while nothing else is."""
        self.waiting.setText(text)

    def _clear_for(self, *, hits: bool, acts: bool) -> None:
        self.waiting.setVisible(not hits and not acts)
        if not acts and self._options:
            self._options = ()
            clear(self._acts)

    def show_hits(self, found: Sequence[Findable], at: int, here: Container[str] = (), none: str = "") -> None:
        """Name those who were found, as many as there is room for, and lift out the one whom Enter means."""
        self._clear_for(hits=bool(found or none), acts=False)
        first = max(0, at - _MOST + 1)
        room = self.width() - round(_REST * self.font().pointSizeF() / BODY)
        shown = 0
        for number, made in enumerate(self._hits):
            one = found[first + number] if first + number < len(found) else None
            if one is not None:
                said = f"{one.called}　{one.title}" if one.title and one.title not in one.called else one.called
                made.setText(f"✓ {said}" if one.person in here else said)
                room -= made.sizeHint().width() + XS
                one = one if room >= 0 or not number else None
            made.setVisible(one is not None)
            shown += one is not None
            lit = first + number == at
            if one is not None and made.property("lit") != lit:
                set_role(made, lit=lit)
        more = len(found) - shown
        self._more.setText(f"共 {len(found)} 人，请再输几个字母" if more > 0 else none if not found else "")
        self._more.setVisible(bool(self._more.text()))

    @property
    def words(self) -> str:
        """What is said where nobody was found, or too many."""
        return self._more.text()

    def show_acts(self, options: tuple[Option, ...]) -> None:
        """Show what can be told by one key each."""
        if options == self._options:
            return
        self.show_hits((), 0)
        self._clear_for(hits=False, acts=bool(options))
        clear(self._acts)
        self._options = options
        for option in options:
            made = button(
                f"{option.key}　{option.text}",
                f"room-act-{option.key}",
                clicked=partial(self.pressed.emit, option.key),
            )
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._acts.addWidget(made)


class EntryBar(QWidget):
    """The line with its question before it."""

    def __init__(self) -> None:
        super().__init__()
        self.entry = RoomEntry()
        self._prompt = label("", "section", wrap=False)
        self._prompt.hide()
        row(self._prompt, self.entry, None, gap=S, into=self)

    def ask(self, prompt: str, hint: str) -> None:
        """Ask something."""
        self._prompt.setText(prompt)
        self._prompt.setVisible(bool(prompt))
        self.entry.setPlaceholderText(hint)
