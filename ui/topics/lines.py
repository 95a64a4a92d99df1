"""Records of a topic, line by line: each told in a sentence, unfolded into its fields, saved as one goes."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ui.autosave import Autosave
from ui.meetings.sheet import Sheet
from ui.organisation.spans import bring_into_view
from ui.rules.entry_list import EntryRow
from ui.rules.tab_order import first_stop, read_in_order
from ui.theme import XS, M, S
from ui.widgets.basics import button, column, label, row
from ui.widgets.choices import StatusBadge
from ui.widgets.esc import TakesEsc

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from secretariat.errors import UserError
    from ui.operations import Operation
    from ui.topics.desk import TopicDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line: ``key`` tells it apart, ``record`` is what it tells of (``None``: not recorded yet)."""

    key: Hashable
    record: Any
    said: str
    small: str = ""
    right: str = ""
    badge: tuple[str, str] | None = None
    about: Any = None


class RecordRow(EntryRow):
    """One line, with more words and a badge at its right."""

    def __init__(self, object_name: str) -> None:
        super().__init__(object_name)
        self._right = label("", "second", wrap=False)
        self._badge = StatusBadge()
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._right)
            layout.addWidget(self._badge)

    def show_told(self, told: Told, *, hint: str) -> None:
        """Tell the line."""
        self.show_words(told.said, told.small)
        self._right.setText(told.right)
        self._right.setVisible(bool(told.right))
        self._badge.setVisible(told.badge is not None)
        if told.badge is not None:
            self._badge.show_state(*told.badge)
        state = "" if told.badge is None else told.badge[0]
        self.setAccessibleName("　".join(filter(None, (told.said, told.small, told.right, state))))
        self.setToolTip(hint)


class RecordForm(QFrame):
    """The fields of one record. A subclass makes them in ``make`` and writes in ``write``; Esc folds it."""

    def __init__(self, desk: TopicDesk, name: str, told: Told) -> None:
        super().__init__()
        self.setProperty("role", "entry-form")
        self.setObjectName(f"{name}-form")
        self.desk, self.name, self.told = desk, name, told
        self.record: Any = told.record
        self.sheet = Sheet(name, self)
        self.sheet.edited.connect(self._note)
        self.autosave = Autosave(desk.shell.operations, self._save, self)
        self._said = label("", "error")
        self._said.hide()
        self.acts = row(gap=M)
        self.content = column(gap=S)
        column(self.content, self._said, self.acts, gap=XS, pad=(M, S), into=self)
        self._edited = ""

    # --- what a subclass says

    def make(self) -> None:
        """Make the fields."""
        raise NotImplementedError

    def write(self, record: Any, values: dict[str, Any]) -> Operation[Any]:  # noqa: ANN401 (whatever it is of)
        """Have the fields that were edited written."""
        raise NotImplementedError

    def empty(self) -> Any:  # noqa: ANN401 (as above)
        """What is shown where nothing is recorded yet."""
        return self.record

    def fill(self) -> None:
        """Show again what depends on the topic: who can be picked."""

    # --- showing

    def show_told(self, told: Told) -> None:
        """Show the record as it is now; what is being typed stays."""
        self.told = told
        if not self.autosave.unsaved:
            self.record = told.record
        self.fill()
        shown = self.record if self.record is not None else self.empty()
        self.sheet.show_record(shown, keep=self.autosave.unsaved)
        self.sheet.bar(barred=self.desk.locked)

    def go_to(self, field: str = "") -> None:
        """Begin at a field, or the first."""
        found = None
        if field:
            try:
                found = self.sheet.field(field)
            except KeyError:
                found = None
        found = found or first_stop(self)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Have Tab go through it as one reads."""
        read_in_order(self)

    # --- saving

    def _note(self, name: str, value: object) -> None:
        self._edited = name
        self._said.hide()
        self.autosave.note(name, value)

    def _save(self, values: dict[str, Any]) -> Operation[Any]:
        before = self.record
        writing = self.write(before, values)
        if before is not None:
            # So the next save names it as it will be by then.
            self.record = dataclasses.replace(before, **values)

        def refused(error: UserError) -> None:
            self.record = before
            self._said.setText(str(error))
            self._said.show()

        return writing.failed(refused)


class Maker(Protocol):
    """What makes the form of a line."""

    def __call__(self, told: Told) -> RecordForm:
        """The form; its fields are made by the list."""
        ...


class RecordList(TakesEsc, QWidget):
    """The lines of one card; ``remove`` takes a record away on Delete, where there is one."""

    def __init__(
        self,
        name: str,
        make: Maker,
        *,
        none: str = "",
        remove: Callable[[Told], object] | None = None,
        away: str = "删除登记",
        hint: str = "回车展开填写，Delete 删除登记",
    ) -> None:
        super().__init__()
        self.setObjectName(f"{name}-list")
        self.name, self._make, self._remove, self._hint = name, make, remove, hint
        self._away = away
        self._told: tuple[Told, ...] = ()
        self._rows: dict[Hashable, RecordRow] = {}
        self._form: RecordForm | None = None
        self._none = label(none, "second")
        self._lines = column(gap=0)
        column(self._none, self._lines, gap=0, into=self)

    @property
    def form(self) -> RecordForm | None:
        """The fields that are unfolded."""
        return self._form

    def say_none(self, text: str) -> None:
        """Say otherwise that there is nothing."""
        self._none.setText(text)

    @property
    def lines(self) -> tuple[Told, ...]:
        """What is shown."""
        return self._told

    def row(self, key: Hashable) -> RecordRow | None:
        """The line of that key."""
        return self._rows.get(key)

    def show_lines(self, lines: Iterable[Told]) -> None:
        """Show these; what is unfolded stays, where it is still there."""
        self._told = tuple(lines)
        keys = [told.key for told in self._told]
        if keys != list(self._rows):
            self._arrange(keys)
        for told in self._told:
            self._rows[told.key].show_told(told, hint=self._hint)
        if self._form is not None:
            found = next((told for told in self._told if told.key == self._form.told.key), None)
            if found is not None:
                self._form.show_told(found)
        self._none.setVisible(not self._told and bool(self._none.text()))

    def _arrange(self, keys: Sequence[Hashable]) -> None:
        held = next((key for key, made in self._rows.items() if made.hasFocus()), None)
        at = list(self._rows).index(held) if held is not None else 0
        if self._form is not None and self._form.told.key not in keys:
            self._drop_form()
        for gone in [key for key in self._rows if key not in keys]:
            made = self._rows.pop(gone)
            self._lines.removeWidget(made)
            made.hide()
            made.deleteLater()
        rows = {key: self._rows.get(key) or self._make_row(key) for key in keys}
        self._rows = rows
        for number, made in enumerate(rows.values()):
            self._lines.removeWidget(made)
            self._lines.insertWidget(number, made)
        if self._form is not None:
            self._lines.removeWidget(self._form)
            self._lines.insertWidget(self._lines.indexOf(rows[self._form.told.key]) + 1, self._form)
        # Lines that come later are Tab's last otherwise, after all that stands below them on the page.
        read_in_order(self.parentWidget() or self)
        if held is not None and keys:
            rows[held if held in rows else keys[min(at, len(keys) - 1)]].setFocus()

    def _make_row(self, key: Hashable) -> RecordRow:
        made = RecordRow(f"{self.name}-{key}")
        made.turned.connect(lambda: self.turn(key))
        made.removed.connect(lambda: self._ask_away(key))
        return made

    def _line(self, key: Hashable) -> Told | None:
        return next((told for told in self._told if told.key == key), None)

    # --- unfolding

    def turn(self, key: Hashable, field: str = "") -> None:
        """Unfold a line, at a field; or fold it."""
        if self._form is not None and self._form.told.key == key:
            if field:
                self._form.go_to(field)
            else:
                self.fold()
            return
        told = self._line(key)
        if told is None:
            return
        self._drop_form()
        made = self._make(told)
        made.make()
        self._add_acts(made, told)
        made.show_told(told)
        self._form = made
        self._lines.insertWidget(self._lines.indexOf(self._rows[key]) + 1, made)
        self._rows[key].show_open(is_open=True)
        made.show()
        read_in_order(self)
        made.go_to(field)
        QTimer.singleShot(0, made, lambda: self._bring_into_view(made))

    def _bring_into_view(self, made: RecordForm) -> None:
        """As much of the form as there is room for, below its line."""
        bring_into_view(made)
        if made.told.key in self._rows:
            bring_into_view(self._rows[made.told.key])

    def _add_acts(self, made: RecordForm, told: Told) -> None:
        if self._remove is not None and told.record is not None and not made.desk.locked:
            name = f"{made.name}-remove"
            made.acts.addWidget(
                button(self._away, name, role="link", icon="delete", clicked=lambda: self._ask_away(told.key))
            )
        made.acts.addStretch(1)
        made.acts.addWidget(button("收起", f"{made.name}-fold", role="link", hint="收起（Esc）", clicked=self.fold))

    def fold(self) -> None:
        """Fold what is unfolded, and go back to its line."""
        made = self._form
        self._drop_form()
        if made is not None and made.told.key in self._rows:
            self._rows[made.told.key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_form(self) -> None:
        made, self._form = self._form, None
        if made is None:
            return
        made.autosave.flush()
        if made.told.key in self._rows:
            self._rows[made.told.key].show_open(is_open=False)
        self._lines.removeWidget(made)
        made.hide()
        operations = made.desk.shell.operations
        if made.autosave.pending:
            operations.idle.connect(made.deleteLater, Qt.ConnectionType.SingleShotConnection)
        else:
            made.deleteLater()

    def leave(self) -> None:
        """Save what is being typed."""
        if self._form is not None:
            self._form.autosave.flush()

    def _ask_away(self, key: Hashable) -> None:
        told = self._line(key)
        if self._remove is not None and told is not None and told.record is not None:
            if self._form is not None and self._form.told.key == key:
                self._form.autosave.flush()
            self._remove(told)

    def takes_escape(self) -> bool:
        """While something is unfolded."""
        return self._form is not None

    def escape(self) -> None:
        """Fold it."""
        self.fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The arrows go from line to line."""
        held = next((key for key, made in self._rows.items() if made.hasFocus()), None)
        if held is not None and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not event.modifiers():
            keys = list(self._rows)
            at = keys.index(held) + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= at < len(keys):
                self._rows[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
