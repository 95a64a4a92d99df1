"""按惯例排序: the usual protocol order, shown against the one that there is, before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from secretariat.domain.protocol_order import usual_order
from ui.table_model import Column, TableModel
from ui.theme import S
from ui.widgets.basics import column, label
from ui.widgets.table import Table

if TYPE_CHECKING:
    from secretariat.services.organisation_view import Page, PersonLine


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in the usual order, and the one he has."""

    line: PersonLine
    number: int

    @property
    def moved(self) -> str:
        """How far he moves in words."""
        by = self.line.number - self.number
        return "" if not by else f"上移 {by} 位" if by > 0 else f"下移 {-by} 位"


def usual_places(view: Page) -> tuple[Place, ...]:
    """Give everybody's place in the usual order on the day."""
    lines = {line.key: line for line in view.lines}
    order = usual_order(view.organisation, view.day)
    return tuple(Place(lines[key], number) for number, key in enumerate(order, 1))


class OrderPreview(QWidget):
    """The usual order as a table."""

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Place, ...] = ()
        self._said = label("")
        self.model: TableModel[Place] = TableModel(_columns(), lambda place: place.line.key, self)
        self.table = Table("usual-order", "按惯例的排序", self.model)
        column(self._said, self.table, gap=S, into=self).setStretch(1, 1)

    @property
    def changes(self) -> int:
        """How many would stand elsewhere."""
        return sum(bool(place.moved) for place in self.places)

    def show_view(self, view: Page) -> None:
        """Show the order as it would be."""
        self.places = usual_places(view)
        self.model.set_rows(self.places)
        told = f"{self.changes} 人的位次会变动" if self.changes else "现有排序与惯例一致，不需要调整"
        rule = "按所任最高职务排列，部门、镇街负责人按单位次序；同级的保持现有先后"
        self._said.setText(f"{told}。{rule}。")
        moved = next((place.line.key for place in self.places if place.moved), None)
        self.table.go_to(moved if moved is not None else self.places[0].line.key if self.places else None)


def _columns() -> list[Column[Place]]:
    return [
        Column(key="number", title="新序", text=lambda place: str(place.number), align="right", width=64),
        Column(key="name", title="姓名", text=lambda place: place.line.called, width=110),
        Column(key="title", title="职务", text=lambda place: place.line.person.title or "", stretch=True),
        Column(key="posts", title="任职", text=lambda place: "、".join(place.line.posts), stretch=True),
        Column(key="before", title="原序", text=lambda place: str(place.line.number), align="right", width=64),
        Column(
            key="moved",
            title="变动",
            text=lambda place: place.moved,
            mark=lambda place: (("up" if place.moved.startswith("上") else "down"), "accent") if place.moved else None,
            width=120,
        ),
    ]
