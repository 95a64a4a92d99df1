"""What somebody holds from a day to a day, line by line: each unfolds into its fields; what has ended stays below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from secretariat.domain.organisation import span_text
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.organisation import OrganisationFaultError
from ui.rules.entry_list import EntryRow
from ui.theme import S, set_role
from ui.widgets.basics import button, column, label, row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariat.domain.organisation import Part
    from secretariat.errors import UserError
    from ui.operations import Operation
    from ui.organisation.desk import Done, OrganisationDesk
    from ui.organisation.span_form import SpanForm


class Kept(Protocol):
    """A row of the organisation that holds from a day to a day."""

    @property
    def key(self) -> int: ...  # noqa: D102 (as in ``domain/organisation.py``; so all below)
    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def from_(self) -> dt.date | None: ...  # noqa: D102
    @property
    def to(self) -> dt.date | None: ...  # noqa: D102


K = TypeVar("K", bound=Kept)


def faults_at(error: UserError, part: Part, key: int | None, edited: str) -> dict[str, str]:
    """What is to be said at which field of a row, new where it has no ``key`` yet; all else at the one edited last.

    A collision is told of the later row; where this is the earlier one it is what was just edited that collides.
    """
    if not isinstance(error, OrganisationFaultError):
        return {edited: str(error)}
    said: dict[str, str] = {}
    for fault in error.faults:
        own = fault.part == part and (fault.key == key or (key is None and fault.key < 0))
        said.setdefault(fault.field if own else edited, f"{fault.text}。{fault.remedy}")
    return said


class SpanRow(EntryRow):
    """One line: what, and at its right from when to when; what has ended is pale."""

    def __init__(self, object_name: str, *, movable: bool) -> None:
        super().__init__(object_name)
        self._days = label("", "second", wrap=False)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(self._days)
        keys = "，Ctrl+↑、Ctrl+↓ 调整次序" if movable else ""
        self.setToolTip(f"回车展开修改，Delete 删除{keys}")

    def show_span(self, what: str, days: str, *, ended: bool) -> None:
        """Tell the line."""
        self.show_words(what, "")
        self._days.setText(days)
        self.setAccessibleName(f"{what}　{days}{'（已结束）' if ended else ''}")
        set_role(self._said, role="second" if ended else "")


def bring_into_view(part: QWidget) -> None:
    """Scroll to what has just come up; Qt itself scrolls only to what Tab leads to."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(part, 0, S)


class SpanList(QWidget, Generic[K]):
    """The lines of one kind of one person. Whoever makes it says how they are called, read and written."""

    part: ClassVar[Part] = "holding"
    prefix: ClassVar[str] = ""
    title: ClassVar[str] = ""
    what: ClassVar[str] = ""
    """What one of them is called: 任职."""
    none: ClassVar[str] = ""
    movable: ClassVar[bool] = False

    def __init__(self, desk: OrganisationDesk, person: int) -> None:
        super().__init__()
        self.desk, self.person = desk, person
        self.setObjectName(f"{self.prefix}-list")
        self._items: tuple[K, ...] = ()
        self._rows: dict[int, SpanRow] = {}
        self._form: SpanForm | None = None
        self.more = button(f"增加{self.what}", f"{self.prefix}-new", role="link", icon="add", clicked=self.begin)
        self._none = label(self.none, "second")
        self._lines = column(gap=0)
        head = row(label(self.title, "strong", wrap=False), None, self.more, gap=S)
        column(head, self._none, self._lines, gap=0, into=self)

    # --- what whoever makes it says

    def items(self) -> tuple[K, ...]:
        """What there is, as it was last read."""
        raise NotImplementedError

    def words(self, item: K) -> str:
        """What a line says."""
        raise NotImplementedError

    def make_form(self, item: K | None) -> SpanForm:
        """The fields, filled in."""
        raise NotImplementedError

    def add(self, form: SpanForm) -> Operation[Done[int]]:
        """Have a new one written."""
        raise NotImplementedError

    def write(self, item: K, values: dict[str, Any], said: str) -> Operation[Done[None]]:
        """Have one written anew."""
        raise NotImplementedError

    def delete(self, item: K) -> Operation[Done[None]]:
        """Have one deleted."""
        raise NotImplementedError

    def order(self, keys: Sequence[int]) -> None:
        """Have them put in another order."""

    # --- showing

    def show_items(self) -> None:
        """Show what there is now; what is being typed stays."""
        items, day = self.items(), self.desk.day
        held = next((key for key, made in self._rows.items() if made.hasFocus()), None)
        places = [item.key for item in self._items]
        self._items = tuple(sorted(items, key=lambda item: _ended(item, day)))  # stable: in their own order
        keys = [item.key for item in self._items]
        if keys != list(self._rows):
            self._fill(keys)
            if held is not None and keys:
                at = min(places.index(held) if held in places else 0, len(keys) - 1)
                self._rows[held if held in self._rows else keys[at]].setFocus()
        for item in self._items:
            self._rows[item.key].show_span(self.words(item), span_text(item), ended=_ended(item, day))
        self._none.setVisible(not self._items and self._form is None)

    def _fill(self, keys: Sequence[int]) -> None:
        opened, focused = self._form, self.focusWidget()
        if opened is not None:
            self._lines.removeWidget(opened)
            if opened.key is not None and opened.key not in keys:
                self._drop_form()
                opened = None
        rows = {key: self._rows.pop(key) if key in self._rows else self._make_row(key) for key in keys}
        for gone in self._rows.values():
            gone.hide()
            gone.deleteLater()
        self._rows = rows
        for made in rows.values():
            self._lines.removeWidget(made)
        for key, made in rows.items():
            self._lines.addWidget(made)
            if opened is not None and opened.key == key:
                self._lines.addWidget(opened)
        if opened is not None and opened.new:
            self._lines.insertWidget(0, opened)
        if opened is not None and opened.isAncestorOf(focused):
            focused.setFocus()

    def _make_row(self, key: int) -> SpanRow:
        made = SpanRow(f"{self.prefix}-{key}", movable=self.movable)
        made.turned.connect(lambda: self.turn(key))
        made.removed.connect(lambda: self._remove(key))
        made.moved.connect(lambda by: self._move(key, by))
        return made

    # --- unfolding

    @property
    def form(self) -> SpanForm | None:
        """The fields that are unfolded."""
        return self._form

    def turn(self, key: int, field: str = "") -> None:
        """Unfold one, at a field; or fold it."""
        if self._form is not None and self._form.key == key and not field:
            self._close()
            return
        item = self._item(key)
        if item is None:
            return
        self._drop_form()
        made = self.make_form(item)
        made.change(key, end=f"今天结束{self.what}" if item.to is None else "")
        made.saved.connect(lambda name: self._write(made, name))
        made.removed.connect(lambda: self._remove(key))
        made.ended.connect(lambda: self._end(made))
        self._lines.insertWidget(self._lines.indexOf(self._rows[key]) + 1, made)
        self._rows[key].show_open(is_open=True)
        self._show(made, field)

    def begin(self) -> None:
        """Unfold the fields of a new one."""
        self._drop_form()
        made = self.make_form(None)
        made.begin(add=f"添加{self.what}")
        made.saved.connect(lambda name: self._add(made, name))
        self._lines.insertWidget(0, made)
        self._show(made, "")

    def _show(self, made: SpanForm, field: str) -> None:
        self._form = made
        self._none.hide()
        made.closed.connect(self._close)
        made.show()
        made.go_to(field)
        QTimer.singleShot(0, made, lambda: bring_into_view(made))

    def _close(self) -> None:
        """Fold what is unfolded, and go back to its line."""
        made = self._form
        self._drop_form()
        self._none.setVisible(not self._items)
        back = self.more if made is None or made.key is None else self._rows.get(made.key, self.more)
        back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_form(self) -> None:
        made, self._form = self._form, None
        if made is not None:
            if made.key in self._rows:
                self._rows[made.key].show_open(is_open=False)
            self._lines.removeWidget(made)
            made.hide()
            made.deleteLater()

    # --- acts

    def _item(self, key: int) -> K | None:
        return next((item for item in self.items() if item.key == key), None)

    def _add(self, form: SpanForm, name: str) -> None:
        self._follow(self.add(form), form, name)

    def _write(self, form: SpanForm, name: str, said: str = "") -> None:
        item = self._item(form.key or 0)
        if item is not None:
            self._follow(self.write(item, form.values(), said or f"已修改{self.what}"), form, name)

    def _follow(self, operation: Operation[Any], form: SpanForm, name: str) -> None:
        """Tell the form how it went, if it is still unfolded."""

        def refused(error: UserError) -> None:
            told = isinstance(error, ChangedElsewhereError | NotPermittedError)
            if told or not isValid(form) or form is not self._form:
                self.desk.refuse(error)
            else:
                form.refused(faults_at(error, self.part, form.key, name))

        operation.then(lambda _: form.written() if isValid(form) and form is self._form else None).failed(refused)

    def _end(self, form: SpanForm) -> None:
        """End it today; another day is typed in its field."""
        form.to.set_value(self.desk.shell.today)
        form.go_to("to")
        self._write(form, "to", f"已结束{self.what}，过去的会议不受影响")

    def _remove(self, key: int) -> None:
        item = self._item(key)
        if item is None:
            return
        if self._form is not None and self._form.key == key:
            self._close()
        self.delete(item).failed(self.desk.refuse)

    def _move(self, key: int, by: int) -> None:
        if not self.movable:
            return
        keys = list(self._rows)
        to = keys.index(key) + by
        if 0 <= to < len(keys):
            keys.insert(to, keys.pop(keys.index(key)))
            self.order(keys)


def _ended(item: Kept, day: dt.date) -> bool:
    return item.to is not None and item.to < day
