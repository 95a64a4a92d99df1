"""The fields of one thing held from a day to a day: unfolded below its line, or by themselves for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from ui.theme import XS, M, S, set_role
from ui.widgets.basics import box, button, column, label, row, set_width
from ui.widgets.card import Field
from ui.widgets.choices import FlowLayout
from ui.widgets.date_field import DateField
from ui.widgets.esc import key_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton

_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DAY: Final = 11
"""How wide a field for a day is, in characters."""


class SpanForm(QFrame):
    """The fields of one line. ``saved`` tells which field was edited; of a new one it is asked by 添加 or Enter."""

    saved = Signal(str)
    closed = Signal()
    removed = Signal()
    ended = Signal()

    def __init__(self, prefix: str, what: Mapping[str, Field], *, today: dt.date, days: tuple[str, str]) -> None:
        super().__init__()
        self.setProperty("role", "entry-form")
        self.setObjectName(f"{prefix}-form")
        self.prefix = prefix
        self.key: int | None = None
        self.within = False
        self._add: QPushButton | None = None
        self._writing = 0
        self._leaving = False
        self.from_ = DateField(f"{prefix}-from", days[0], today=today)
        self.to = DateField(f"{prefix}-to", days[1], today=today)
        self.fields = {**what, "from_": Field(days[0], self.from_), "to": Field(days[1], self.to)}
        flow = FlowLayout(gap=S)
        flow.addWidget(box(row(*what.values(), gap=S)))
        flow.addWidget(box(row(self.fields["from_"], self.fields["to"], gap=S)))
        for name, editor in (("from_", self.from_), ("to", self.to)):
            set_width(editor, _DAY)
            editor.changed.connect(lambda _, name=name: self.edit(name))
        self._said = label("", "error")
        self._said.hide()
        self._acts = row(gap=M)
        column(box(flow), self._said, self._acts, gap=XS, pad=(M, S), into=self)

    def begin(self, *, add: str) -> None:
        """Be for a new one."""
        self.setProperty("role", "notice")  # it stands by itself, below no line
        self._add = button(add, f"{self.prefix}-add", clicked=self.add)
        self._acts.addWidget(self._add)
        self._acts.addWidget(button("取消", f"{self.prefix}-drop", clicked=self.closed.emit))
        self._acts.addStretch(1)

    def change(self, key: int, *, end: str) -> None:
        """Be for one that is there."""
        self.key = key
        if end:
            self._acts.addWidget(button(end, f"{self.prefix}-end", role="link", clicked=self.ended.emit))
        remove = button("删除", f"{self.prefix}-remove", role="link", icon="delete", clicked=self.removed.emit)
        remove.setToolTip("录错的才删除；任期已满的请填写结束日期，历史予以保留")
        self._acts.addWidget(remove)
        self._acts.addStretch(1)
        self._acts.addWidget(button("收起", f"{self.prefix}-fold", role="link", clicked=self.closed.emit))

    def be_within(self) -> None:
        """Be a part of a larger form, which alone saves."""
        self.within = True
        self.setProperty("role", "")
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)

    @property
    def new(self) -> bool:
        """Whether it is for a new one."""
        return self._add is not None

    # --- values

    def values(self) -> dict[str, Any]:
        """What the fields say, by the names of the service."""
        return {"from_": self.from_.value, "to": self.to.value}

    def missing(self) -> tuple[str, str] | None:
        """A field that has to be filled in, and what is said there."""
        return None

    @property
    def unread(self) -> str:
        """The first field that says something that can't be read."""
        return next((name for name, field in self.fields.items() if getattr(field.editor, "problem", "")), "")

    def edit(self, name: str) -> None:
        """A field was edited: save, unless it is a new one."""
        self.say({})
        if not self.new and not self.within:
            self._save(name)

    def add(self) -> None:
        """Add what is typed in."""
        if self._add is not None:
            self._add.setFocus()  # so that the field being typed in is read
        self._save("from_")

    def _save(self, name: str) -> None:
        if unread := self.unread:
            self.go_to(unread)
        elif missing := self.missing():
            self.say({missing[0]: missing[1]})
            if self.new:
                self.go_to(missing[0])
        else:
            self._writing += 1
            self.saved.emit(name)

    def written(self) -> None:
        """What was asked for is done: fold, if that was asked for meanwhile."""
        self._writing -= 1
        if self._leaving or self.new:
            self.closed.emit()

    def refused(self, said: Mapping[str, str]) -> None:
        """What was asked for can't be: say it at the fields, and go there."""
        self._writing -= 1
        self._leaving = False
        self.say(said)
        self.go_to(next(iter(said)))

    def say(self, said: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it; long words stand below all of them, where there is room."""
        for name, field in self.fields.items():
            if not getattr(field.editor, "problem", ""):
                set_role(field.editor, state="wrong" if name in said else "")
                field.editor.setAccessibleDescription(said.get(name, ""))
        self._said.setText("\n".join(dict.fromkeys(said.values())))
        self._said.setVisible(bool(said))

    @property
    def problem(self) -> str:
        """What is said below the fields."""
        return "" if self._said.isHidden() else self._said.text()

    def go_to(self, name: str) -> None:
        """Begin at a field."""
        editor = self.fields[name].editor if name in self.fields else next(iter(self.fields.values())).editor
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the page takes it for going back, and for a new one Ctrl+Enter before the foot does."""
        if event.type() == QEvent.Type.ShortcutOverride and not self.within:
            key = key_of(event)
            if key == Qt.Key.Key_Escape or (self.new and key in _ENTER):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Esc folds it; Enter adds a new one, and folds one that is there."""
        if self.within:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _ENTER and (self.new or not event.modifiers()):
            self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.new:
            self.add()
        elif self._writing:
            self._leaving = True
        elif not self.unread and not self.problem:
            self.closed.emit()
