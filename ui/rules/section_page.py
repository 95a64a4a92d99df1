"""One section of a rulebook as cards, made one after the other so that nobody waits for the last to see the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.rules.entry_list import EntryList, EntryRow
from ui.rules.fields import name_of
from ui.rules.forms import Form, OptionalPart, is_list, is_part, slots_of
from ui.rules.tab_order import first_stop, read_in_order
from ui.theme import M
from ui.widgets.basics import button, column, label, row, scrolled
from ui.widgets.card import Card

if TYPE_CHECKING:
    from secretariat.strict_input import Steps
    from ui.rules.form_desk import FormDesk
    from ui.rules.sections import Group, Section

_AT_ONCE: Final = 2
"""Cards that are there at once; the others follow, one for each turn of the event loop."""
_SETTLED_MS: Final = 200
"""By then every card has its height, whatever wraps in those above it."""


class SectionPage(QWidget):
    """The cards of one section; ``remove`` asks to take the kind of meeting away. ``built``: all cards are there."""

    remove = Signal(str)
    built = Signal()

    def __init__(self, desk: FormDesk, section: Section) -> None:
        super().__init__()
        self._desk, self.section = desk, section
        self._waiting = list(section.groups)
        self._cards: dict[str, Card] = {}
        self._wanted = ""
        self._built = False
        self._body = column(gap=M, pad=(0, 0))
        self._body.setAlignment(Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setLayout(self._body)
        self.area = scrolled(content, f"section-{section.key}", section.title)
        # In the smallest window a choice side by side may be wider than the forms.
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._content = content
        column(self.area, into=self)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._leave_be)
        self.area.verticalScrollBar().rangeChanged.connect(lambda *_: self._scroll())
        for _ in range(_AT_ONCE):
            self._build_next()
        self._go_on()
        desk.editing.edited.connect(self._reorder_soon)
        self._reorder = QTimer(self, singleShot=True, interval=0)
        self._reorder.timeout.connect(lambda: read_in_order(self._content))

    # --- making

    def _go_on(self) -> None:
        if self._waiting:
            QTimer.singleShot(0, self, self._build)
        else:
            QTimer.singleShot(0, self, self._finish)

    def _build(self) -> None:
        self._build_next()
        self._go_on()

    def _build_next(self) -> None:
        if self._waiting:
            group = self._waiting.pop(0)
            card = self._card(group)
            self._cards[group.key] = card
            self._body.addWidget(card)
            if group.key == self._wanted:
                self._scroll()

    def _finish(self) -> None:
        if self.section.kind is not None:
            self._body.addLayout(row(self._remove_button(), None))
        self._body.addStretch(1)
        read_in_order(self._content)
        self._desk.mark()
        self._built = True
        QTimer.singleShot(0, self, self._settle)

    def _settle(self) -> None:
        """All that was made has its place by now."""
        self._scroll()
        self.built.emit()

    def _remove_button(self) -> QPushButton:
        code = self.section.kind or ""
        text = f"删除{self.section.title}"
        return button(text, f"remove-kind-{code}", role="link", icon="delete", clicked=lambda: self.remove.emit(code))

    def _card(self, group: Group) -> Card:
        first, *others = slots_of(group.kind, group.fields)
        desk, path = self._desk, (*group.at, first.name)
        if is_list(first) and not others:
            entries = EntryList(desk, first.item, path, first.label)
            return Card(group.title, entries.add_button()).add(*_hint(first.label.hint), entries)
        if not is_part(first) or not first.optional:
            hint = "" if others else first.label.hint
            return Card(group.title).add(*_hint(hint), Form(desk, group.kind, group.at, group.fields))
        part = OptionalPart(desk, first.hint, path, first.label, titled=False)
        card = Card(group.title, part.switch).add(*_hint(first.label.hint), part)
        if others:
            rest = Form(desk, group.kind, group.at, [slot.name for slot in others])
            part.turned.connect(lambda: QTimer.singleShot(0, rest, rest.refill))
            card.add(rest)
        return card

    def _reorder_soon(self) -> None:
        self._reorder.start()

    # --- going about

    def show_group(self, key: str) -> None:
        """Bring a card into view, as soon as it is there."""
        self._wanted = key
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        """Go to the card that is wanted; again once all are there, for those above it may still grow."""
        card = self._cards.get(self._wanted)
        if card is None:
            return
        is_first = self._wanted == self.section.groups[0].key
        self.area.verticalScrollBar().setValue(0 if is_first else card.y())
        if self._built:
            self._settled.start()

    def _leave_be(self) -> None:
        """From now on the user scrolls."""
        self._wanted = ""

    def unfold(self, path: Steps) -> None:
        """Unfold the entries that a place lies in."""
        for length in range(1, len(path) + 1):
            entry = self.findChild(EntryRow, name_of(path[:length]))
            if entry is not None and path[:length] not in self._desk.open:
                entry.turned.emit()

    def focus_group(self, key: str) -> None:
        """Begin to fill in a card."""
        card = self._cards.get(key)
        if card is None:
            return
        # What there is comes before the switch at the card's head that takes it away.
        items = (card.body.itemAt(number) for number in range(card.body.count()))
        parts = (cast("QWidget | None", item.widget()) for item in items)
        stops = (first_stop(part) for part in parts if part is not None and not part.isHidden())
        found = next((stop for stop in stops if stop is not None), None) or first_stop(card)
        if found is not None:
            found.setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(found)


def _hint(text: str) -> tuple[QWidget, ...]:
    return (label(text, "small"),) if text else ()
