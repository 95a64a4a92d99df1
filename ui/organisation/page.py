"""组织: people and units of a government on a day, in protocol order; one of them is edited beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from secretariat.services import organisation as acts
from ui.meetings.sheet import Choice
from ui.organisation.card_room import Card, CardRoom
from ui.organisation.desk import OrganisationDesk, Sight
from ui.organisation.doubts import DoubtsLine
from ui.organisation.list_room import ListRoom
from ui.organisation.order_preview import OrderPreview
from ui.organisation.person_form import NewPersonForm
from ui.organisation.place import IMPORT, TERM
from ui.organisation.unit_form import NewUnitForm
from ui.pages import Page
from ui.theme import M, S
from ui.widgets.basics import box, button, label, on_keys, row, set_width, tip
from ui.widgets.date_field import DateField
from ui.widgets.empty_state import EmptyState
from ui.widgets.esc import TakesEsc
from ui.widgets.footer import Act

if TYPE_CHECKING:
    import datetime as dt

    from ui.main_window import Shell

_DAY: Final = 11.5
_ABOUT: Final = "这里登记领导和部门负责人的任职、分管和补位，会议的应到名单、请假和统计都从这里取。"


class OrganisationPage(TakesEsc, Page):
    """The page of the rail's eighth place; its ``place`` is the key of a government, or nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "组织", scroll=False, foot=True)
        self.desk = OrganisationDesk(self)
        self.desk.shown.connect(self._show)
        self._foot: tuple[object, ...] = ()
        self._make_head()
        self.lists = ListRoom(
            self.desk,
            (self._new_person("first-person"), self._import_act("first-people-import")),
            (self._new_unit("first-unit"), self._import_act("first-units-import")),
        )
        self.lists.turned.connect(self._turn)
        self.cards = CardRoom(self.desk, self.lists)
        self.cards.changed.connect(self._card_changed)
        self.doubts = DoubtsLine()
        self.doubts.located.connect(self.cards.locate)
        self.order = OrderPreview()
        self._none = EmptyState("还没有登记本级政府", _ABOUT, *self._very_first(), icon="organisation")
        room = QWidget()
        self._rooms = QStackedLayout(room)
        for part in (self.cards, self.order, self._none):
            self._rooms.addWidget(part)
        line = row(self.lists.which, self.doubts, gap=M)
        line.setAlignment(self.lists.which, Qt.AlignmentFlag.AlignLeft)
        line.setStretch(1, 1)
        self.bar = box(line)
        self.body.setSpacing(S)
        self.body.addWidget(self.bar)
        self.body.addWidget(room, 1)

    def _make_head(self) -> None:
        self.government = Choice("organisation-government", "政府")
        self.government.picked.connect(self._choose_government)
        self.day = DateField("organisation-day", "在任日期", today=self.shell.today, value=self.shell.today)
        self.day.setToolTip("查看这一天的任职、分管和补位；可输入 4.1、20220401、今天")
        set_width(self.day, _DAY)
        self.day.changed.connect(self._choose_day)
        about = button("政府资料", "organisation-about", role="link", clicked=self._edit_government)
        self.head.acts.setSpacing(S)
        for part in (self.government, about, label("在任日期", "second", wrap=False), self.day):
            self.head.acts.addWidget(part)
        self._head_parts = (about, self.day, self.head.acts.itemAt(2).widget())

    def _very_first(self) -> tuple[Act, ...]:
        def register() -> None:
            self.cards.edit_government(None)

        return (
            Act(name="government-register", text="登记本级政府", run=register, icon="add"),
            self._import_act("government-import"),
        )

    def _new_person(self, name: str) -> Act:
        return Act(name=name, text="新增人员", run=self.new_person, icon="add")

    def _new_unit(self, name: str) -> Act:
        return Act(name=name, text="新增单位", run=self.new_unit, icon="add")

    def _import_act(self, name: str) -> Act:
        return Act(name=name, text="从 Excel 导入…", run=self.import_excel, icon="import")

    def new_person(self) -> None:
        """A card for somebody new."""
        self.cards.new_person()

    def new_unit(self) -> None:
        """A card for a new unit."""
        self.cards.new_unit()

    def _edit_government(self) -> None:
        self.cards.edit_government(self.desk.organisation)

    # --- coming and going

    def enter(self, place: Any) -> None:  # noqa: ANN401 (the key of a government, or nothing)
        """Show that government, or the one that was shown."""
        if place is not None:
            self.desk.government = int(place)
        self.desk.read()

    def leave(self) -> None:
        """Save what is being typed."""
        if self.card is not None:
            self.card.flush()

    def changed(self, changes: object) -> None:
        """Show it anew where another page has changed it."""
        self.desk.heard(changes)  # type: ignore[arg-type]  # (the database tells nothing else)

    def undo(self) -> None:
        """Take back the last act."""
        self.desk.undo()

    def first_focus(self) -> QWidget | None:
        """The filter: typing narrows the list down, Down goes into it."""
        return self.lists.listed.filter

    # --- showing

    @property
    def card(self) -> Card | None:
        """What stands beside the list."""
        return self.cards.card

    @property
    def ordering(self) -> bool:
        """Whether the usual order is in view."""
        return self._rooms.currentWidget() is self.order

    def _show(self, sight: Sight) -> None:
        view = sight.view
        self.government.set_options((line.key, line.name) for line in sight.governments)
        self.government.setVisible(len(sight.governments) > 1)
        for part in (self.bar, *self._head_parts):
            part.setVisible(view is not None)
        if view is None:
            self.head.show_title("组织")
            self.doubts.show_doubts(())
        else:
            there = view.organisation
            self.government.set_value(there.key)
            term = "" if there.term is None else f"第{there.term}届"
            name = there.name if len(sight.governments) == 1 else ""
            self.head.show_title("组织", f"{name}　{term}".strip())
            self.doubts.show_doubts(view.doubts)
            self.lists.fill()
            if self.ordering:
                self.order.show_view(view)
        self.cards.show_sight()
        self._show_room()

    def _show_room(self) -> None:
        """Bring into view what there is: the list with its card, or what fills an empty place."""
        if self.desk.sight.view is None and self.card is None:
            self._rooms.setCurrentWidget(self._none)
        elif not self.ordering:
            self._rooms.setCurrentWidget(self.cards)
        self._show_acts()

    def _card_changed(self) -> None:
        if self.card is not None:
            self._rooms.setCurrentWidget(self.cards)
        self._show_room()

    def _turn(self, which: str) -> None:
        self.drop_order()
        self.cards.close_card()
        self.lists.turn(which)
        self._show_acts()

    def _choose_government(self, key: int) -> None:
        self.cards.close_card()
        self.desk.government = key
        self.desk.read()

    def _choose_day(self, day: dt.date | None) -> None:
        if day is None:
            self.day.set_value(self.shell.today)
        self.desk.day = day or self.shell.today
        self.desk.read()

    def takes_escape(self) -> bool:
        """While there is something to close."""
        return self.card is not None or self.ordering

    def escape(self) -> None:
        """Close the card beside the list, or drop the usual order."""
        if self.ordering:
            self.drop_order()
        elif self.card is not None:
            self.card.leave()

    # --- the usual order

    def preview_order(self) -> None:
        """Show the usual order before it is taken."""
        view = self.desk.sight.view
        if view is not None:
            self.cards.close_card()
            self.order.show_view(view)
            self._rooms.setCurrentWidget(self.order)
            self._show_acts()
            self.order.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_order(self) -> None:
        """Put everybody in the usual order."""
        keys = tuple(place.line.key for place in self.order.places)
        moved = self.order.changes
        self.drop_order()
        if moved:
            self.desk.act(f"已按惯例排序，{moved} 人位次变动", acts.order_people, keys).failed(self.desk.refuse)

    def drop_order(self) -> None:
        """Go back to the list as it is."""
        if self.ordering:
            self._rooms.setCurrentWidget(self.cards)
            self._show_acts()
            self.lists.people.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Excel

    def import_excel(self) -> None:
        """Go to the import."""
        self.shell.go(IMPORT, self.desk.government)

    def export_excel(self) -> None:
        """Write all of it to a workbook."""
        from ui.organisation.excel import export_all  # noqa: PLC0415 (seldom needed, and slow to import)

        if self.desk.government is not None:
            export_all(self, self.desk.government)

    def save_template(self) -> None:
        """Write the empty workbook that is to be filled in."""
        from ui.organisation.excel import download_template  # noqa: PLC0415 (as above)

        download_template(self, self.desk.government)

    # --- the foot

    def _show_acts(self) -> None:
        shown = (
            self.ordering and (True, self.order.changes),
            self.lists.of_people,
            type(self.card),
            self.desk.sight.view is None,
        )
        if shown == self._foot:
            return
        self._foot = shown
        if self.desk.sight.view is None:
            self.foot.show_acts(None)
        elif self.ordering:
            can = bool(self.order.changes)
            take = Act(name="order-take", text="按此排序", run=self.take_order, enabled=can, why="现有排序与惯例一致")
            self.foot.show_acts(take, Act(name="order-drop", text="取消", run=self.drop_order))
        else:
            self._show_list_acts()

    def _show_list_acts(self) -> None:
        people = self.lists.of_people
        others = [
            Act(name="organisation-template", text="下载模板", run=self.save_template),
            Act(name="organisation-export", text="导出 Excel", run=self.export_excel, icon="export"),
            Act(name="organisation-import", text="导入 Excel", run=self.import_excel, icon="import", shortcut="Ctrl+I"),
        ]
        if people:
            others.append(Act(name="organisation-order", text="按惯例排序…", run=self.preview_order))
            term = Act(name="organisation-term", text="换届…", run=lambda: self.shell.go(TERM, self.desk.government))
            others.append(term)
        if isinstance(self.card, NewPersonForm | NewUnitForm):
            self.foot.show_acts(Act(name="organisation-add", text="添加", run=self.card.add), *others)
            return
        new = self._new_person("person-new") if people else self._new_unit("unit-new")
        self.foot.show_acts(new, *others)
        if self.foot.primary is not None:
            on_keys(self.foot.primary, "Ctrl+N")
            tip(self.foot.primary, new.text, "Ctrl+N")
