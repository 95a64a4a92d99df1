"""The tree of sections and the cards of the one in front: where in a rulebook somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.rules.kind_acts import add_kind, remove_kind
from ui.rules.section_page import SectionPage
from ui.rules.section_tree import SectionTree
from ui.rules.sections import place_of, sections
from ui.theme import XS, M
from ui.widgets.basics import button, column, row

if TYPE_CHECKING:
    from secretariat.strict_input import Steps
    from ui.rules.form_desk import FormDesk

FIRST: Final = "general"
_TREE_WIDTH: Final = 10.6
_TREE_NARROW: Final = 8.8
"""In characters."""
_BESIDE_WORDS: Final = 36
_ABOVE: Final = 60
"""So much of what stands above a field stays in view when it is gone to."""


class SectionView(QWidget):
    """Shows the sections of one rulebook after the other, each built when it is first gone to.

    ``removed`` tells, in words, that a kind of meeting was taken away.
    """

    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.front: SectionPage | None = None
        self._desk: FormDesk | None = None
        self._kinds: dict[str, str] = {}
        self.tree = SectionTree()
        self.tree.chosen.connect(self._show)
        self.tree.entered.connect(self._fill_in)
        add = button("添加会议类别…", "add-kind", role="link", icon="add", clicked=self._add_kind)
        self._stack = QStackedWidget()
        across = row(column(self.tree, row(add, None), gap=XS), self._stack, gap=M, into=self)
        across.setStretch(1, 1)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Leave the forms more room where there is little."""
        characters = _TREE_NARROW if narrow else _TREE_WIDTH
        self.tree.setFixedWidth(round(self.fontMetrics().horizontalAdvance("国") * characters) + _BESIDE_WORDS)

    # --- one rulebook

    def open(self, desk: FormDesk) -> None:
        """Show a rulebook, from the beginning."""
        self._desk = desk
        self._kinds = desk.kinds
        desk.marked.connect(self._mark)
        desk.editing.edited.connect(self._show_kinds)
        desk.editing.shown.connect(self._show_again)
        self.tree.show_sections(sections(self._kinds))
        self.tree.go_to(FIRST)

    def close_rulebook(self) -> None:
        """Show none."""
        self._take_front_away()
        self._desk = None
        self._kinds = {}
        self.tree.show_sections(())

    # --- sections

    def _show(self, key: str, group: str) -> None:
        desk = self._desk
        if desk is None:
            return
        if self.front is None or self.front.section.key != key:
            section = next((one for one in sections(self._kinds) if one.key == key), None)
            if section is None:
                return
            self._take_front_away()
            self.front = SectionPage(desk, section)
            self.front.remove.connect(self._remove_kind)
            self._stack.addWidget(self.front)
            self._stack.setCurrentWidget(self.front)
        self.front.show_group(group)

    def _take_front_away(self) -> None:
        front, self.front = self.front, None
        if front is None:
            return
        held = self._held()
        if held is not None and front.isAncestorOf(held):
            self.tree.setFocus()
        self._stack.removeWidget(front)
        front.hide()
        front.deleteLater()
        if self._desk is not None:
            self._desk.forget()

    def _held(self) -> QWidget | None:
        """What has the focus, or will have it again once the dialog in front is closed."""
        return cast("QWidget | None", self.window().focusWidget())

    def _fill_in(self) -> None:
        here = self.tree.here
        if self.front is not None and here is not None:
            self.front.focus_group(here[1])

    def go_to_tree(self) -> None:
        """Back to the tree."""
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def turn(self, by: int) -> None:
        """Go on to the next section."""
        here, keys = self.tree.here, self.tree.keys
        if here is not None and here[0] in keys:
            self.tree.go_to(keys[(keys.index(here[0]) + by) % len(keys)])

    def _show_again(self) -> None:
        """After a step back: show the section anew, as it stands now, at the same place."""
        front = self.front
        if front is None:
            return
        held = self._held()
        name = held.objectName() if held is not None and front.isAncestorOf(held) else ""
        place = front.area.verticalScrollBar().value()
        self._take_front_away()
        self._show_kinds()
        here = self.tree.here
        if here is not None and self.front is None:
            self._show(*here)
        made: SectionPage | None = self.front
        if made is None:
            return

        def back() -> None:
            made.area.verticalScrollBar().setValue(place)
            found = made.findChild(QWidget, name) if name else None
            if found is not None:
                found.setFocus()

        made.built.connect(lambda: QTimer.singleShot(0, made, back))

    # --- kinds of meeting

    def _show_kinds(self) -> None:
        """Show in the tree which kinds there are now, and what they are called."""
        if self._desk is not None and self._desk.kinds != self._kinds:
            self._kinds = self._desk.kinds
            self.tree.show_sections(sections(self._kinds))
            self._mark()

    def _add_kind(self) -> None:
        if self._desk is not None:
            add_kind(self, self._desk, self._added)

    def _added(self, code: str) -> None:
        self._show_kinds()
        self.tree.go_to(f"kind.{code}")
        self._fill_in()

    def _remove_kind(self, code: str) -> None:
        desk = self._desk
        if desk is None:
            return
        said = remove_kind(desk, code)
        self._take_front_away()
        self._show_kinds()
        self.tree.go_to(FIRST)
        self.removed.emit(said)

    # --- what is wrong

    def _mark(self) -> None:
        if self._desk is not None:
            self.tree.show_problems(path for path, _ in self._desk.problems)

    def next_problem(self) -> None:
        """Go to what is to be mended, one after the other."""
        desk = self._desk
        if desk is None or not desk.problems:
            return
        paths = [path for path, _ in desk.problems]
        held = self._held()
        here = [number for number, path in enumerate(paths) if self._is_at(path, held)]
        path = paths[(here[-1] + 1) % len(paths) if here else 0]
        section, group = place_of(path)
        if self.front is not None and self.front.section.key == section:
            self._go_to(path)
            return
        self.tree.go_to(section, group)
        if self.front is not None:
            self.front.built.connect(lambda: self._go_to(path))

    def _is_at(self, path: Steps, held: QWidget | None) -> bool:
        field = None if self._desk is None else self._desk.field_of(path)
        return field is not None and held is not None and field.isAncestorOf(held)

    def _go_to(self, path: Steps) -> None:
        """Go to the field of a path; entries on the way are unfolded first."""
        desk, front = self._desk, self.front
        if desk is None or front is None:
            return
        front.unfold(path)
        held = self._held() if desk.go_to(path) else None
        if held is not None:
            front.area.ensureWidgetVisible(held, 0, _ABOVE)
