"""Lists of entries: each told in a sentence, and unfolded into its form to be changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QWidget

from secretariat.rules.schema.meeting import Seat, Task
from ui.icons import Mark
from ui.rules.fields import name_of
from ui.rules.forms import Form
from ui.rules.pick import TickPopup
from ui.rules.sentences import Teller
from ui.rules.tab_order import first_stop
from ui.rules.templates import template
from ui.rules.values import Edit, put
from ui.theme import XS, XXS, M, S, set_role
from ui.widgets.basics import button, clear, column, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from secretariat.strict_input import Steps
    from ui.rules.form_desk import FormDesk
    from ui.rules.labels import Label

_OPENING: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_MARK: Final = 12


class EntryRow(QFrame):
    """One entry: a sentence, unfolded with Enter or a click; Delete removes it, Ctrl with an arrow moves it."""

    turned = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setProperty("role", "entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fold = Mark("right", "text_2", _MARK)
        self._said = label("")
        self._small = label("", "small")
        self._problem = label("", "error")
        self._problem.hide()
        words = column(self._said, self._small, self._problem, gap=2)
        fold = column(XXS, self._fold, gap=0)
        line = row(fold, words, gap=S, pad=(S, XS), into=self)
        line.setStretch(1, 1)
        line.setAlignment(fold, Qt.AlignmentFlag.AlignTop)
        self.setToolTip("回车展开修改，Delete 删除，Ctrl+↑、Ctrl+↓ 调整次序")

    @property
    def text(self) -> str:
        """What it says."""
        return self._said.text()

    def show_words(self, said: str, small: str) -> None:
        """Tell the entry."""
        self._said.setText(said)
        self._small.setText(small)
        self._small.setVisible(bool(small))
        self.setAccessibleName(f"{said}　{small}".rstrip())

    def show_open(self, *, is_open: bool) -> None:
        """Point downward where the form stands below."""
        self._fold.show_mark("down" if is_open else "right", "text_2")
        set_role(self, open="true" if is_open else "false")

    def show_problem(self, text: str) -> None:
        """Say what is wrong within it, while it is folded."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """A click unfolds."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.turned.emit()

    def event(self, event: QEvent) -> bool:
        """Claim the keys that move it, before the page takes them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._by(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter, Delete and Ctrl with an arrow."""
        if event.key() in _OPENING and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.turned.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif by := self._by(event):
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _by(event: QEvent) -> int:
        if not isinstance(event, QKeyEvent) or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return 0
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)


class EntryList(QWidget):
    """The entries of one list, to be unfolded, added, removed and moved."""

    def __init__(self, desk: FormDesk, kind: type, path: Steps, label_: Label) -> None:
        super().__init__()
        self._desk, self._kind, self._path, self._label = desk, kind, path, label_
        self._rows: list[EntryRow] = []
        self._bodies: list[QWidget | None] = []
        self._teller: Teller | None = None
        self._problem = label("", "error")
        self._problem.hide()
        self._nothing = label("没有规定", "second")
        self._layout = column(gap=0)
        column(self._problem, self._nothing, self._layout, gap=XS, into=self)
        desk.register(path, self, self._say)
        desk.editing.examined.connect(self._tell)
        self._fill()

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))

    def add_button(self) -> QPushButton:
        """The button that adds one."""
        if self._kind is Seat:
            text, act = "选择职务…", self._pick_posts
        else:
            text, act = "添加", self.add
        made = button(text, name_of((*self._path, "add")), role="link", icon="add", clicked=act)
        made.setAccessibleName(f"{self._label.title}：{text}")
        self._add = made
        return made

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (Qt's name)
        """Begin at the first entry, or where there is none at what adds one."""
        first: QWidget | None = self._rows[0] if self._rows else getattr(self, "_add", None)
        if first is not None:
            first.setFocus(reason)

    # --- showing

    @property
    def _entries(self) -> list[Any]:
        value: list[Any] = self._desk.value(self._path) or []
        return value

    def _fill(self) -> None:
        clear(self._layout)
        self._rows, self._bodies = [], []
        for number in range(len(self._entries)):
            self._append(number)
        self._nothing.setHidden(bool(self._entries))
        self._tell()

    def _append(self, number: int) -> None:
        place = (*self._path, number)
        made = EntryRow(name_of(place))
        made.turned.connect(partial(self._turn, number))
        made.removed.connect(partial(self._remove, number))
        made.moved.connect(partial(self._move, number))
        self._desk.register(place, made, made.show_problem)
        self._rows.append(made)
        self._bodies.append(None)
        self._layout.addWidget(made)
        if place in self._desk.open:
            self._unfold(number)

    def _tell(self) -> None:
        """Tell each entry in words, as it stands now."""
        desk, entries = self._desk, self._entries
        book = desk.editing.rulebook
        if len(entries) != len(self._rows):
            return  # it is being filled anew
        teller = None if book is None else Teller(book, desk.posts, desk.kinds)
        for number, (made, raw) in enumerate(zip(self._rows, entries, strict=True)):
            told = (f"第{number + 1}项", "") if teller is None else teller.tell(self._kind, raw)
            made.show_words(*told)

    # --- folding

    def _turn(self, number: int) -> None:
        place = (*self._path, number)
        if place in self._desk.open:
            self._desk.open.discard(place)
            body = self._bodies[number]
            self._bodies[number] = None
            if body is not None:
                body.hide()
                body.deleteLater()
            self._rows[number].show_open(is_open=False)
            self._rows[number].setFocus()
        else:
            self._desk.open.add(place)
            self._unfold(number)
            QTimer.singleShot(0, self._rows[number], partial(self._bring_into_view, number))
        QTimer.singleShot(0, self, self._desk.mark)

    def _unfold(self, number: int) -> None:
        place = (*self._path, number)
        form = Form(self._desk, self._kind, place)
        body = QFrame()
        body.setProperty("role", "entry-form")
        column(form, self._acts(number), gap=M, pad=(M, S), into=body)
        self._layout.insertWidget(self._layout.indexOf(self._rows[number]) + 1, body)
        self._bodies[number] = body
        self._rows[number].show_open(is_open=True)

    def _bring_into_view(self, number: int) -> None:
        """As much of the form as there is room for, below its sentence."""
        body = self._bodies[number] if number < len(self._bodies) else None
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if body is not None and area is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # so that it has its height by now
            area.ensureWidgetVisible(body, 0, S)
            area.ensureWidgetVisible(self._rows[number], 0, S)

    def _acts(self, number: int) -> QWidget:
        name = name_of((*self._path, number))
        up = button("上移", f"{name}-up", role="link", icon="up", clicked=lambda: self._move(number, -1))
        down = button("下移", f"{name}-down", role="link", icon="down", clicked=lambda: self._move(number, 1))
        up.setEnabled(number > 0)
        down.setEnabled(number + 1 < len(self._entries))
        remove = button("删除", f"{name}-remove", role="link", icon="delete", clicked=lambda: self._remove(number))
        fold = button("收起", f"{name}-fold", role="link", clicked=lambda: self._turn(number))
        made = QWidget()
        row(up, down, remove, None, fold, gap=M, into=made)
        return made

    # --- changing

    def add(self) -> None:
        """Add an entry at the end, and begin to fill it in."""
        number = len(self._entries)
        made = template(self._kind, self._label)
        if self._kind is Task:
            made["no"] = max((entry.get("no", 0) for entry in self._entries), default=0) + 1
        self._desk.editing.edit(Edit("insert", (*self._path, number), made))
        self._desk.open.add((*self._path, number))
        self._append(number)
        self._nothing.hide()
        self._tell()
        body = self._bodies[number]
        if body is not None:
            QTimer.singleShot(0, body, partial(_begin, body))
            QTimer.singleShot(0, body, partial(self._bring_into_view, number))

    def _remove(self, number: int) -> None:
        self._shift({number: None, **{at: at - 1 for at in range(number + 1, len(self._entries))}})
        self._desk.editing.edit(put((*self._path, number), None))
        self._fill()
        if self._rows:
            self._rows[min(number, len(self._rows) - 1)].setFocus()
        else:
            self.setFocus()

    def _move(self, number: int, by: int) -> None:
        to = number + by
        if not 0 <= to < len(self._entries):
            return
        self._shift({number: to, to: number})
        self._desk.editing.edit(Edit("move", (*self._path, number), to))
        self._fill()
        self._rows[to].setFocus()

    def _shift(self, places: dict[int, int | None]) -> None:
        """Keep unfolded what was, wherever it stands now."""
        depth = len(self._path)
        kept: set[Steps] = set()
        for place in self._desk.open:
            number = place[depth] if place[:depth] == self._path and len(place) > depth else None
            if not isinstance(number, int) or number not in places:
                kept.add(place)
            elif (to := places[number]) is not None:
                kept.add((*place[:depth], to, *place[depth + 1 :]))
        self._desk.open = kept

    def _pick_posts(self) -> None:
        """Tick the posts by which people sit; what else was said of a seat stays."""
        popup = TickPopup(self._add, tuple(self._desk.posts.items()), [entry.get("post") for entry in self._entries])
        popup.ticked.connect(self._seat)
        popup.open_below()

    def _seat(self, posts: tuple[str, ...]) -> None:
        kept = [entry for entry in self._entries if entry.get("post") in posts]
        there = {entry.get("post") for entry in kept}
        self._desk.open = {place for place in self._desk.open if place[: len(self._path)] != self._path}
        self._desk.put(self._path, [*kept, *({"post": post} for post in posts if post not in there)])
        self._fill()


def _begin(body: QWidget) -> None:
    """Begin with the first field."""
    first = first_stop(body)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)


class TitledList(QWidget):
    """A list within a form, with its title and what adds to it."""

    def __init__(self, desk: FormDesk, kind: type, path: Steps, label_: Label) -> None:
        super().__init__()
        entries = EntryList(desk, kind, path, label_)
        head = row(label(label_.title, "strong", wrap=False), None, entries.add_button(), gap=S)
        hint = (label(label_.hint, "small"),) if label_.hint else ()
        column(head, *hint, entries, gap=XXS, into=self)
