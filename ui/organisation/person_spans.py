"""What a person holds: posts (任职), units in charge of (分管), who stands in for him (补位)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt

from secretariat.domain import facts
from secretariat.domain.name_search import initials
from secretariat.domain.organisation import Charge, Holding, Pair, post_text, units
from secretariat.domain.people_editing import OF_UNITS
from secretariat.domain.posts import in_force
from secretariat.services import organisation as acts
from ui.meetings.sheet import Choice
from ui.meetings.units import UnitPicker
from ui.organisation.span_form import SpanForm
from ui.organisation.spans import SpanList
from ui.widgets.basics import set_width
from ui.widgets.card import Field
from ui.widgets.person_picker import PersonChoice, PersonPicker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from secretariat.domain.organisation import Organisation, Part
    from ui.operations import Operation
    from ui.organisation.desk import Done, OrganisationDesk

_POST, _UNIT, _PERSON = 13.5, 9, 9
"""Widths, in characters."""


class OfficeUnitPicker(UnitPicker):
    """A unit of the organisation that exists on the day; Enter on one that is chosen goes on to the form."""

    def __init__(self, object_name: str, desk: OrganisationDesk, key: int | None = None) -> None:
        super().__init__(object_name, "单位")
        self._desk = desk
        set_width(self, _UNIT)
        self.offer(key)
        self.wanted.connect(self._add)

    def offer(self, key: int | None) -> None:
        """Offer the units of the day, and the one that is chosen even if it has ended; choose that one."""
        there = () if self._desk.organisation is None else self._desk.organisation.departments
        self.set_units(
            facts.Department(id=str(unit.key), name=unit.name, kind=unit.kind)
            for unit in there
            if unit.key == key or in_force(unit, self._desk.day)
        )
        self.set_value(None if key is None else str(key))

    @property
    def key(self) -> int | None:
        """The key of the unit that is chosen."""
        return None if self.value is None else int(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave Enter to the form once a unit is chosen."""
        settled = self.value is not None and not self.isModified() and not self._opened
        if settled and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _add(self, name: str) -> None:
        """A unit that is not there yet: typed, and confirmed by a second Enter."""
        adding = self._desk.act(f"已增加单位：{name}", acts.add_department, name)
        adding.then(self._added).failed(self._desk.refuse)

    def _added(self, done: Done[int]) -> None:
        self.offer(done.given)
        self.picked.emit(str(done.given))


class HoldingForm(SpanForm):
    """Which post, where, from when to when."""

    def __init__(self, desk: OrganisationDesk, prefix: str, held: Holding | None = None) -> None:
        self._desk = desk
        self.post = Choice(prefix, "职务", desk.sight.words.items(), none="请选择")
        set_width(self.post, _POST)
        self.unit = OfficeUnitPicker(f"{prefix}-unit", desk, None if held is None else held.department)
        what = {"post": Field("职务（按规则）", self.post), "department": Field("单位", self.unit)}
        super().__init__(prefix, what, today=desk.shell.today, days=("任职日期", "离任日期"))
        if held is not None:
            self.post.set_value(held.post)
            self.from_.set_value(held.from_)
            self.to.set_value(held.to)
        self.post.picked.connect(lambda _: self._pick())
        self.unit.picked.connect(lambda _: self.edit("department"))
        self._fit()

    def values(self) -> dict[str, Any]:
        """What the fields say."""
        return {"post": self.post.value, "department": self.unit.key, **super().values()}

    def missing(self) -> tuple[str, str] | None:
        """A post, and the unit where it is held in one."""
        if self.post.value is None:
            return "post", "请选择职务"
        if self.post.value in OF_UNITS and self.unit.key is None:
            return "department", f"{self._desk.sight.words[self.post.value]}须填写单位"
        return None

    def _pick(self) -> None:
        self._fit()
        self.edit("post")

    def _fit(self) -> None:
        """Ask for a unit where the post is held in one."""
        self.fields["department"].setVisible(self.post.value in OF_UNITS or self.unit.key is not None)


class PostList(SpanList[Holding]):
    """任职, with what is over."""

    part: ClassVar[Part] = "holding"
    prefix: ClassVar[str] = "holding"
    title: ClassVar[str] = "任职"
    what: ClassVar[str] = "任职"
    none: ClassVar[str] = "没有任职"
    movable: ClassVar[bool] = True

    def items(self) -> tuple[Holding, ...]:
        """All posts ever held."""
        person = self.desk.person(self.person)
        return () if person is None else person.posts

    def words(self, item: Holding) -> str:
        """财政局部门主要负责人."""
        there = self.desk.organisation
        return "" if there is None else post_text(there, item, self.desk.sight.words)

    def make_form(self, item: Holding | None) -> SpanForm:
        """Its fields."""
        return HoldingForm(self.desk, f"holding-{'new' if item is None else item.key}-field", item)

    def add(self, form: SpanForm) -> Operation[Done[int]]:
        """Give him a post."""
        holding = Holding(key=0, **form.values())
        return self.desk.act("已增加任职", acts.add_holding, self.person, holding)

    def write(self, item: Holding, values: dict[str, Any], said: str) -> Operation[Done[None]]:
        """Change a term of office."""
        return self.desk.act(said, acts.edit_holding, item.key, version=item.version, **values)

    def delete(self, item: Holding) -> Operation[Done[None]]:
        """Delete one entered by mistake."""
        return self.desk.act("已删除任职", acts.delete_holding, item.key, version=item.version)

    def order(self, keys: Sequence[int]) -> None:
        """The one that lists name him by goes first."""
        self.desk.act("", acts.order_holdings, self.person, keys).failed(self.desk.refuse)


class ChargeForm(SpanForm):
    """Which unit, from when to when."""

    def __init__(self, desk: OrganisationDesk, prefix: str, charge: Charge | None = None) -> None:
        self.unit = OfficeUnitPicker(prefix, desk, None if charge is None else charge.department)
        what = {"department": Field("单位", self.unit)}
        super().__init__(prefix, what, today=desk.shell.today, days=("开始日期", "结束日期"))
        if charge is not None:
            self.from_.set_value(charge.from_)
            self.to.set_value(charge.to)
        self.unit.picked.connect(lambda _: self.edit("department"))

    def values(self) -> dict[str, Any]:
        """What the fields say."""
        return {"department": self.unit.key, **super().values()}

    def missing(self) -> tuple[str, str] | None:
        """The unit."""
        return ("department", "请选择分管的单位") if self.unit.key is None else None


class ChargeList(SpanList[Charge]):
    """分管."""

    part: ClassVar[Part] = "charge"
    prefix: ClassVar[str] = "charge"
    title: ClassVar[str] = "分管"
    what: ClassVar[str] = "分管"
    none: ClassVar[str] = "没有分管单位"

    def items(self) -> tuple[Charge, ...]:
        """All that he was ever in charge of."""
        person = self.desk.person(self.person)
        return () if person is None else person.charges

    def words(self, item: Charge) -> str:
        """财政局."""
        there = self.desk.organisation
        return "" if there is None else units(there)[item.department].name

    def make_form(self, item: Charge | None) -> SpanForm:
        """Its fields."""
        return ChargeForm(self.desk, f"charge-{'new' if item is None else item.key}-field", item)

    def add(self, form: SpanForm) -> Operation[Done[int]]:
        """Put him in charge of a unit."""
        charge = Charge(key=0, **form.values())
        return self.desk.act("已增加分管", acts.add_charge, self.person, charge)

    def write(self, item: Charge, values: dict[str, Any], said: str) -> Operation[Done[None]]:
        """Change a charge."""
        return self.desk.act(said, acts.edit_charge, item.key, version=item.version, **values)

    def delete(self, item: Charge) -> Operation[Done[None]]:
        """Delete one entered by mistake."""
        return self.desk.act("已删除分管", acts.delete_charge, item.key, version=item.version)


class PairForm(SpanForm):
    """With whom, from when to when."""

    def __init__(self, desk: OrganisationDesk, prefix: str, person: int, pair: Pair | None = None) -> None:
        self.other = people_picker(desk, prefix, "补位（AB角）", but=person)
        super().__init__(
            prefix, {"other": Field("与谁互为补位", self.other)}, today=desk.shell.today, days=("开始日期", "结束日期")
        )
        if pair is not None:
            other = pair.of(person)
            self.other.set_value(None if other is None else str(other))
            self.from_.set_value(pair.from_)
            self.to.set_value(pair.to)
        self.other.picked.connect(lambda _: self.edit("other"))

    def values(self) -> dict[str, Any]:
        """What the fields say; who the pair is of is known to the list."""
        return {"other": None if self.other.value is None else int(self.other.value), **super().values()}

    def missing(self) -> tuple[str, str] | None:
        """The other."""
        return ("other", "请选择补位的人") if self.other.value is None else None


class PairList(SpanList[Pair]):
    """补位、AB角."""

    part: ClassVar[Part] = "pair"
    prefix: ClassVar[str] = "pair"
    title: ClassVar[str] = "补位（AB角）"
    what: ClassVar[str] = "补位"
    none: ClassVar[str] = "没有补位"

    def items(self) -> tuple[Pair, ...]:
        """All his pairs."""
        there = self.desk.organisation
        return () if there is None else tuple(pair for pair in there.pairs if pair.of(self.person) is not None)

    def words(self, item: Pair) -> str:
        """The other's name."""
        view, other = self.desk.sight.view, item.of(self.person)
        return next((line.called for line in (() if view is None else view.lines) if line.key == other), "")

    def make_form(self, item: Pair | None) -> SpanForm:
        """Its fields."""
        return PairForm(self.desk, f"pair-{'new' if item is None else item.key}-field", self.person, item)

    def add(self, form: SpanForm) -> Operation[Done[int]]:
        """Let two stand in for each other."""
        pair = Pair(key=0, person=self.person, **form.values())
        return self.desk.act("已增加补位", acts.add_pair, pair)

    def write(self, item: Pair, values: dict[str, Any], said: str) -> Operation[Done[None]]:
        """Change a pair."""
        both = {"person": self.person, **values}
        return self.desk.act(said, acts.edit_pair, item.key, version=item.version, **both)

    def delete(self, item: Pair) -> Operation[Done[None]]:
        """Delete one entered by mistake."""
        return self.desk.act("已删除补位", acts.delete_pair, item.key, version=item.version)


def people_picker(desk: OrganisationDesk, object_name: str, title: str, *, but: int | None = None) -> PersonPicker:
    """A field in which somebody of the organisation is picked, by name or initials."""
    there: Organisation | None = desk.organisation
    people = () if there is None else tuple(person for person in there.people if person.key != but)
    letters = {person.name: initials(person.pinyin) for person in people}
    made = PersonPicker(object_name, title, initials=lambda name: letters.get(name, ""))
    set_width(made, _PERSON)
    made.set_people(
        PersonChoice(str(person.key), person.name, person.distinction or person.title or "") for person in people
    )
    return made
