"""A field for a person: type a part of the name or the initials of its pinyin, Enter takes the first one found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListView, QWidget

from secretariat.domain.name_search import found_by
from secretariat.domain.name_search import initials as initials_of
from ui.icons import icon
from ui.widgets.basics import closer, named
from ui.widgets.esc import TakesEsc
from ui.widgets.name_letters import NameLetters, letters_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_MOST = 8
"""So many are seen at once; the list scrolls to the others."""


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person who can be picked."""

    id: str
    name: str
    title: str = ""

    @property
    def text(self) -> str:
        """How the list shows the person."""
        return f"{self.name}　{self.title}" if self.title else self.name


class PersonPicker(TakesEsc, QLineEdit):
    """``picked`` tells the person's id, or ``None`` when the field is emptied.

    Names are found by their pinyin too, as the window has them read; ``initials`` gives the initials of a name's pinyin
    (林知远 → lzy) where a page knows them better.
    A text that is nobody's name is left standing and said at the field.
    """

    picked = Signal(object)
    problem_changed = Signal(str)

    def __init__(
        self,
        object_name: str,
        accessible_name: str,
        *,
        initials: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, object_name, accessible_name)
        self.setPlaceholderText("姓名或拼音首字母" if initials else "姓名或拼音")
        self.setToolTip("输入姓名或拼音首字母，回车选定；↓ 列出全部")
        self.addAction(icon("person"), QLineEdit.ActionPosition.LeadingPosition)
        closer(self)
        self._initials = initials
        self._people: tuple[tuple[PersonChoice, str], ...] = ()
        self._left_out: frozenset[str] = frozenset()
        self._found: list[PersonChoice] = []
        self._value: str | None = None
        self.problem = ""
        self._made: QListView | None = None
        self._letters: NameLetters | None = None
        self.textEdited.connect(self._search)

    @property
    def _list(self) -> QListView:
        """The list of those found; made when first shown: a page has a dozen of these fields."""
        if self._made is None:
            self._made = named(QListView(self), f"{self.objectName()}-list", f"{self.accessibleName()}：备选")
            self._made.setProperty("role", "popup")
            self._made.setWindowFlags(Qt.WindowType.ToolTip)
            self._made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._made.setModel(QStringListModel(self._made))
            self._made.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
            self._made.clicked.connect(self._take_row)
        return self._made

    @property
    def _opened(self) -> bool:
        return self._made is not None and self._made.isVisible()

    def _close(self) -> None:
        if self._made is not None:
            self._made.hide()

    @property
    def value(self) -> str | None:
        """The id of the person picked."""
        return self._value

    def set_people(self, people: Iterable[PersonChoice]) -> None:
        """Who can be picked, in the order in which they are offered."""
        initials = self._initials
        self._people = tuple(
            (person, f"{person.name} {person.title} {initials(person.name) if initials else ''}".casefold())
            for person in people
        )
        self.set_value(self._value)

    def leave_out(self, ids: Iterable[str]) -> None:
        """Whom the list does not offer, unless what is typed fits nobody else."""
        self._left_out = frozenset(ids)

    def set_value(self, person_id: str | None) -> None:
        """Show a person, without telling."""
        self._value = person_id
        person = next((person for person, _ in self._people if person.id == person_id), None)
        self.setText("" if person is None else person.name)
        self._tell("")

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.problem_changed.emit(problem)

    def _search(self, text: str) -> None:
        self._tell("")
        wanted = text.strip().casefold()
        if wanted:
            self._have_read()
        self._found = [person for person, words in self._people if wanted in words or self._reads(person, wanted)]
        self._found = [person for person in self._found if person.id not in self._left_out] or self._found
        # Names that begin with what was typed come first, in their own order.
        self._found.sort(key=lambda person: not self._begins(person, wanted))
        if not self._found:
            self._close()
            return
        names: Any = self._list.model()
        names.setStringList([person.text for person in self._found])
        self._list.setCurrentIndex(names.index(0))
        height = sum(max(self._list.sizeHintForRow(row), 30) for row in range(min(len(self._found), _MOST))) + 12
        self._list.resize(max(self.width(), self._list.sizeHintForColumn(0) + 40), height)
        self._list.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._list.show()

    def _have_read(self) -> None:
        """Have the names read that can be picked; what is typed meanwhile is searched again."""
        if self._letters is None:
            self._letters = letters_for(self)
            if self._letters is not None:
                self._letters.read.connect(self._search_again)
        if self._letters is not None and not self.isReadOnly():
            self._letters.want(person.name for person, _ in self._people)

    def _search_again(self) -> None:
        text = self.text().strip()
        if text and text.isascii() and self.hasFocus() and self.isModified():
            self._search(text)

    def _reading(self, person: PersonChoice) -> str:
        return "" if self._letters is None else self._letters.of(person.name)

    def _reads(self, person: PersonChoice, wanted: str) -> bool:
        return found_by(wanted, (person.name, person.title), self._reading(person))

    def _begins(self, person: PersonChoice, wanted: str) -> bool:
        reading = self._reading(person)
        ways = (person.name.casefold(), initials_of(reading), reading.replace(" ", ""))
        return any(way.startswith(wanted) for way in ways)

    def _take_row(self, index: QModelIndex) -> None:
        self._take(self._found[index.row()])

    def _take(self, person: PersonChoice) -> None:
        self._close()
        changed = person.id != self._value
        self.set_value(person.id)
        if changed:
            self.picked.emit(person.id)

    def _settle(self) -> None:
        """Make a value of what stands in the field when the user leaves it."""
        self._close()
        if self.isReadOnly():
            return
        text = self.text().strip()
        if not text:
            if self._value is not None:
                self._value = None
                self.picked.emit(None)
            self._tell("")
            return
        shown = next((person for person, _ in self._people if person.id == self._value), None)
        if shown is not None and shown.name == text:
            return
        exact = [person for person, _ in self._people if person.name == text]
        if len(exact) == 1:
            self._take(exact[0])
        else:
            self._tell("有同名人员，请从列表中选择" if exact else f"名单中没有“{text}”，请重新输入或从列表中选择")

    def takes_escape(self) -> bool:
        """While the list is open."""
        return bool(self._opened)

    def escape(self) -> None:
        """Close the list."""
        self._close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Down and Up choose, Enter takes."""
        key, shown = event.key(), self._opened
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Down and not shown:
            self._search("" if self._value is not None else self.text())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and shown:
            step = 1 if key == Qt.Key.Key_Down else -1
            at = (self._list.currentIndex().row() + step) % len(self._found)
            self._list.setCurrentIndex(self._list.model().index(at, 0))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if shown:
                self._take_row(self._list.currentIndex())
            else:
                self._settle()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Names are read before the first letter is typed."""
        super().focusInEvent(event)
        self._have_read()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Settle."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._settle()
