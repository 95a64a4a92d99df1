"""The two lists of the page, people and units, of which one is in view; and moving a row up or down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QStackedLayout, QWidget

from secretariat.domain import organisation_editing as editing
from secretariat.domain.labels import POSTS
from secretariat.domain.protocol_order import put
from secretariat.services import organisation as acts
from ui.organisation.lists import (
    SHORT,
    UNIT_SHORT,
    Held,
    PeopleModel,
    UnitLine,
    people_columns,
    unit_columns,
    unit_lines,
)
from ui.table_model import TableModel
from ui.widgets.basics import named
from ui.widgets.choices import Segmented
from ui.widgets.empty_state import EmptyState
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.services.organisation_view import PersonLine
    from ui.organisation.desk import OrganisationDesk
    from ui.widgets.footer import Act

PEOPLE: Final = "people"
UNITS: Final = "units"
_LIST: Final = 17
"""How wide the list is beside a card, in characters."""
_ANY_WIDTH: Final = 16777215
"""Qt's word for no limit."""


class ListRoom(QWidget):
    """``opened`` and ``moved`` tell the key of a row; ``turned`` that the other list was asked for."""

    opened = Signal(object)
    moved = Signal(object)
    turned = Signal(str)

    def __init__(self, desk: OrganisationDesk, first_people: Sequence[Act], first_units: Sequence[Act]) -> None:
        super().__init__()
        self.desk = desk
        self._narrow = False
        self._held = Held(desk.day, POSTS)
        self.which = Segmented("organisation-which", "查看", ((PEOPLE, "人员"), (UNITS, "单位")))
        self.which.set_value(PEOPLE)
        self.which.chosen.connect(self.turned)
        self.in_post = named(QCheckBox("只看在任"), "organisation-in-post", "只看在任")
        self.in_post.clicked.connect(lambda _: self.fill())
        settings = desk.shell.settings
        self.people_model = PeopleModel(
            people_columns(lambda line: self._held.text(line)),  # noqa: PLW0108 (it changes with the day)
            lambda line: line.key,
            self,
        )
        self.people = FilteredTable(
            "organisation-people",
            "人员",
            self.people_model,
            empty=EmptyState("还没有人员", "可以逐个新增，也可以从 Excel 名册一次导入。", *first_people, icon="person"),
            settings=settings,
            hint="姓名、拼音、首字母、单位或职务",
        )
        self.people.acts.addWidget(self.in_post)
        self.unit_model: TableModel[UnitLine] = TableModel(unit_columns(), lambda line: line.key, self)
        self.units = FilteredTable(
            "organisation-units",
            "单位",
            self.unit_model,
            empty=EmptyState("还没有单位", "部门、镇街、企事业单位都登记在这里。", *first_units, icon="organisation"),
            settings=settings,
            hint="名称、类别、负责人",
        )
        self._lists = QStackedLayout(self)
        for listed in (self.people, self.units):
            listed.table.opened.connect(self.opened)
            listed.table.moved.connect(self.moved)
            self._lists.addWidget(listed)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            move = QShortcut(QKeySequence(keys), self)
            move.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            move.activated.connect(lambda by=by: self.move_current(by))

    @property
    def of_people(self) -> bool:
        """Whether it is the people who are in view."""
        return self.which.value == PEOPLE

    @property
    def listed(self) -> FilteredTable[Any]:
        """The list in view."""
        return self.people if self.of_people else self.units

    def fill(self) -> None:
        """Show what was last read."""
        sight = self.desk.sight
        view = sight.view
        if view is None:
            return
        self._held = Held(view.day, sight.words)
        kept = self.in_post.isChecked()
        self.people.set_rows(line for line in view.lines if line.posts or not kept)
        self.units.set_rows(unit_lines(view))
        for listed in (self.people, self.units):
            if not listed.table.currentIndex().isValid() and listed.model.rows:
                listed.table.go_to(listed.model.rows[0].key)

    def turn(self, which: str) -> None:
        """Bring a list into view."""
        self.which.set_value(which)
        self._lists.setCurrentWidget(self.listed)

    def go_to(self, which: str, key: int) -> None:
        """Bring a row into view, whatever is filtered."""
        self.turn(which)
        if not self.listed.table.go_to(key):
            self.listed.filter.clear()
            self.in_post.setChecked(False)
            self.fill()
            self.listed.table.go_to(key)

    # --- beside a card

    def be_narrow(self, *, narrow: bool) -> None:
        """Stand beside a card, with the columns that tell rows apart; or alone, with all of them."""
        self._narrow = narrow
        self.people.table.show_only(SHORT if narrow else None)
        self.units.table.show_only(UNIT_SHORT if narrow else None)
        self.in_post.setHidden(narrow)
        if not narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(_ANY_WIDTH)

    def fit(self, room: int) -> None:
        """Take so much of the room as a list beside a card needs."""
        if self._narrow:
            self.setFixedWidth(max(self.fontMetrics().horizontalAdvance("国") * _LIST + 100, room // 4))

    # --- the order

    def move_current(self, by: int) -> None:
        """Move the current row up or down among those in view."""
        key, there = self.listed.table.current_id, self.desk.organisation
        rows: Sequence[PersonLine | UnitLine] = self.listed.model.rows
        keys = [line.key for line in rows]
        if there is None or not isinstance(key, int) or key not in keys:
            return
        if [line.number for line in rows] != sorted(line.number for line in rows):
            self.desk.shell.note("列表按别的列排着，请先恢复按“序”排列再移动", tone="info")
            return
        to = keys.index(key) + by
        if not 0 <= to < len(keys):
            return
        order = [one.key for one in (there.people if self.of_people else there.departments)]
        place = [one for one in order if one != key].index(keys[to]) + (by > 0)
        if self.of_people:
            self.desk.show_at_once(editing.move_person(there, key, place))
            self.desk.act("", acts.move_person, key, place).failed(self.desk.refuse)
        else:
            wanted = put(order, key, place)
            self.desk.show_at_once(editing.order_departments(there, wanted))
            self.desk.act("", acts.order_departments, wanted).failed(self.desk.refuse)
