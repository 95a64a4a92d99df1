"""统计: attendance and leave of people and of units over a period; Enter opens the meetings of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from secretariat.domain.naming import COMMON_KINDS
from secretariat.domain.people_statistics import Sat, Tally
from secretariat.services.people_statistics import (
    Asked,
    PeopleStatistics,
    export_people_statistics,
    ordered,
    people_statistics,
    span_text,
)
from ui.pages import Page
from ui.statistics.columns import LINES, PEOPLE, UNITS, rate_text
from ui.statistics.periods import PERIODS, period
from ui.table_model import TableModel
from ui.theme import XS
from ui.widgets.basics import box, button, label, named, row
from ui.widgets.choices import FlowLayout, Segmented
from ui.widgets.date_field import DateField
from ui.widgets.dialogs import ask_save
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.domain.people_statistics import Known
    from secretariat.errors import UserError
    from ui.main_window import Shell

KEY = "statistics"
LINES_KEY = "statistics/one"
_WORKBOOK = (("Excel 工作簿", "*.xlsx"),)


class StatisticsPage(Page):
    """How often people and units were due, were there, late, on leave or absent."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "统计", scroll=False)
        self._found: PeopleStatistics | None = None
        self._asked = Asked()
        self.period = Segmented("statistics-period", "时段", PERIODS)
        self.period.set_value("year")
        self.since = DateField("statistics-since", "起始日期", today=shell.today)
        self.until = DateField("statistics-until", "截止日期", today=shell.today)
        self.kind = named(QComboBox(), "statistics-kind", "会议类别")
        self.kind.addItem("全部会议", None)
        for key, name in COMMON_KINDS.items():
            self.kind.addItem(name, key)
        self.by = Segmented("statistics-by", "统计对象", (("people", "按人员"), ("units", "按单位")))
        self.by.set_value("people")
        self._days = box(row(self.since, label("至", "second", wrap=False), self.until, gap=XS))
        self._days.hide()
        self._export = button("导出 Excel…", "statistics-export", icon="export", clicked=self._ask_where)
        flow = FlowLayout(gap=XS)
        for part in (self.by, self.period, self._days, self.kind, self._export):
            flow.addWidget(part)
        self.said = label("", "small")
        self.people = self._table("statistics-people", "人员统计", TableModel(PEOPLE, lambda one: one.key, self))
        self.units = self._table("statistics-units", "单位统计", TableModel(UNITS, lambda one: one.key, self))
        self._stack = QStackedWidget()
        for part in (self.people, self.units):
            self._stack.addWidget(part)
        self.body.addWidget(box(flow))
        self.body.addWidget(self.said)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(
            label("回车查看每次会议的情况。只统计已经召开的会议；单位按其主要负责人当日任职统计。", "small")
        )
        self.period.chosen.connect(self._choose_period)
        self.by.chosen.connect(self._show_by)
        self.kind.currentIndexChanged.connect(lambda _: self._read())
        for field in (self.since, self.until):
            field.changed.connect(lambda _: self._read())

    def _table(self, name: str, title: str, model: TableModel[Tally]) -> FilteredTable[Tally]:
        empty = EmptyState(
            "这一时段没有可统计的会议",
            "会议召开、登记出席情况后，这里汇总每个人和每个单位的到会、请假、迟到、缺席次数。",
            Act(name=f"{name}-meetings", text="到会议列表", run=lambda: self.shell.go("meetings")),
            icon="statistics",
        )
        made = FilteredTable(name, title, model, empty=empty, settings=self.shell.settings)
        made.table.opened.connect(self._open)
        return made

    # --- coming and going

    def enter(self, _place: Any) -> None:  # noqa: ANN401 (nothing)
        """Count."""
        self._read()

    def changed(self, _changes: object) -> None:
        """Count again."""
        here = self.shell.navigation.here
        if here is not None and here.key == KEY:
            self._read()

    def first_focus(self) -> QWidget | None:
        """The filter of what is shown."""
        return (self.people if self.by.value == "people" else self.units).filter

    # --- asking

    @property
    def asked(self) -> Asked:
        """What is asked for now."""
        since, until = period(self.period.value or "year", self.shell.today)
        if self.period.value == "other":
            since, until = self.since.value, self.until.value
        return Asked(since=since, until=until, kind=self.kind.currentData())

    def _choose_period(self, key: str) -> None:
        other = key == "other"
        if other and self.since.value is None:
            since, until = period(key, self.shell.today)
            self.since.set_value(since)
            self.until.set_value(until)
        self._days.setVisible(other)
        self._read()

    def _read(self) -> None:
        services = self.shell.services
        asked = self.asked
        self.shell.operations.read_latest(
            ("statistics", id(self)), people_statistics, services.database, services.actor, asked
        ).then(lambda found: self._show(asked, found)).failed(self._refused)

    def _refused(self, error: UserError) -> None:
        self._show(self.asked, PeopleStatistics(meetings=0, people=(), units=()))
        self.tell_error(error)

    def _show(self, asked: Asked, found: PeopleStatistics) -> None:
        self._found, self._asked = found, asked
        self.people.set_rows(ordered(found.people))
        self.units.set_rows(ordered(found.units))
        due, there = sum(one.due for one in found.people), sum(one.present for one in found.people)
        share = f"，到会率 {rate_text(there / due)}" if due else ""
        self.said.setText(f"{span_text(asked)}，共 {found.meetings} 次会议，应到 {due} 人次，实到 {there} 人次{share}")
        self._export.setEnabled(found.meetings > 0)

    def _show_by(self, key: str) -> None:
        self._stack.setCurrentWidget(self.people if key == "people" else self.units)

    def _open(self, key: tuple[str, Known]) -> None:
        if self._found is not None:
            units = self.by.value == "units"
            tally = next(one for one in (self._found.units if units else self._found.people) if one.key == key)
            self.shell.go(LINES_KEY, _One(asked=self._asked, units=units, tally=tally))

    # --- to Excel

    def _ask_where(self) -> None:
        ask_save(self, "导出人员统计", _WORKBOOK, f"人员到会请假统计（{span_text(self.asked)}）.xlsx", self._write)

    def _write(self, path: Path) -> None:
        services = self.shell.services
        written = self.shell.operations.write(
            export_people_statistics, services.database, services.actor, self.asked, path
        )
        written.then(lambda _: self.shell.note(f"已导出到 {path}"))


@dataclass(frozen=True, slots=True)
class _One:
    """Whose lines are shown, and out of what was asked for."""

    asked: Asked
    units: bool
    tally: Tally


class LinesPage(Page):
    """The meetings that one person's or one unit's figures are counted from; Enter opens the meeting."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "到会情况", scroll=False, back=True)
        self.model = TableModel[Sat](LINES, lambda sat: (sat.meeting, sat.who), self)
        empty = EmptyState("没有会议", "这一时段没有应到的会议。", icon="statistics")
        self.list = FilteredTable("statistics-lines", "到会情况", self.model, empty=empty, settings=shell.settings)
        self.list.table.opened.connect(self._open)
        self._one: _One | None = None
        self.said = label("", "small")
        self.body.addWidget(self.said)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label("回车打开会议，Esc 返回统计。", "small"))

    def enter(self, place: Any) -> None:  # noqa: ANN401 (a ``_One``, or nothing when coming back)
        """Show the lines of that person or unit; when coming back from a meeting, as they are by now."""
        if place is not None:
            self._show(place)
        elif self._one is not None:
            self._read(self._one)

    def changed(self, _changes: object) -> None:
        """Count again."""
        if self.isVisible() and self._one is not None:
            self._read(self._one)

    def _read(self, one: _One) -> None:
        services = self.shell.services
        self.shell.operations.read_latest(
            (LINES_KEY, id(self)), people_statistics, services.database, services.actor, one.asked
        ).then(lambda found: self._find(one, found)).failed(self.tell_error)

    def _find(self, one: _One, found: PeopleStatistics) -> None:
        tallies = found.units if one.units else found.people
        empty = Tally(key=one.tally.key, name=one.tally.name, title=one.tally.title)
        tally = next((now for now in tallies if now.key == one.tally.key), empty)
        self._show(_One(asked=one.asked, units=one.units, tally=tally))

    def _show(self, one: _One) -> None:
        self._one, tally = one, one.tally
        self.head.show_title(tally.name, tally.title or "")
        share = f"，到会率 {rate_text(tally.rate)}" if tally.due else ""
        self.said.setText(f"{span_text(one.asked)}，应到 {tally.due} 次，实到 {tally.present} 次{share}")
        self.list.set_rows(tally.lines)

    def first_focus(self) -> QWidget | None:
        """The filter."""
        return self.list.filter

    def _open(self, key: tuple[int, Known]) -> None:
        self.shell.go("meetings/one", (key[0], "attendance"))
