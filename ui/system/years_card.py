"""The card 放假安排: which years are known and where from, the way to enter one, and the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from secretariat.services.calendar_years import known_years
from secretariat.services.calendars import year_fault
from ui.system.year_page import KEY, source_of
from ui.theme import XS, XXS, M
from ui.widgets.basics import button, clear, column, label, named, row, set_width
from ui.widgets.card import Card, Field
from ui.widgets.choices import StatusBadge

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from secretariat.services.calendar_years import KnownYear
    from ui.main_window import Shell
    from ui.system.year_acts import YearActs

_YEAR_WIDTH = 4
_BADGE_WIDTH = 7
"""In characters."""


class YearsCard(Card):
    """The years now and next, the others that the office has entered, and a field for any other."""

    def __init__(self, shell: Shell, acts: YearActs) -> None:
        take = button("导入…", "years-import", role="link", icon="import", clicked=acts.ask_import)
        take.setAccessibleName("导入一年的放假安排")
        super().__init__("放假安排", take)
        self._shell = shell
        self._rows = column(gap=XXS)
        self._bundled = label("", "small")
        self.year = named(QLineEdit(), "years-other", "其他年份")
        self.year.setPlaceholderText("如 2028")
        set_width(self.year, _YEAR_WIDTH)
        self.year.returnPressed.connect(self._open_other)
        self._field = Field("其他年份", self.year)
        self._field.label.hide()
        self.year.textEdited.connect(lambda _: self._field.show_problem(""))
        other = button("查看或录入", "years-open", clicked=self._open_other)
        title = label("其他年份", "second", wrap=False)
        title.setMinimumHeight(self.year.sizeHint().height())
        line = row(title, self._field, other, None, gap=XS)
        for part in (title, self._field, other):
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.add(self._rows, line, self._bundled)

    def read(self) -> None:
        """Read which years are known."""
        shell = self._shell
        shell.operations.read_latest("years", known_years, shell.services.database).then(self._show)

    def _show(self, years: tuple[KnownYear, ...]) -> None:
        held = self._held()
        known = {one.year: one for one in years}
        now = self._shell.today.year
        shown = sorted({now, now + 1, *(one.year for one in years if one.own)}, reverse=True)
        clear(self._rows)
        for year in shown:
            self._rows.addLayout(self._line(year, known.get(year)))
        bundled = [one.year for one in years if not one.own]
        self._bundled.setText(f"随程序提供 {min(bundled)}年至{max(bundled)}年的安排" if bundled else "")
        found = self.findChild(QWidget, held) if held else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _held(self) -> str:
        holder: QWidget | None = self.window().focusWidget()
        return holder.objectName() if holder is not None and self.isAncestorOf(holder) else ""

    def _line(self, year: int, known: KnownYear | None) -> QLayout:
        name = label(f"{year}年", wrap=False)
        set_width(name, _YEAR_WIDTH, around=0)
        badge = StatusBadge(*source_of(known))
        set_width(badge, _BADGE_WIDTH, around=0)
        if known is None:
            said = "按周一至周五推算，期限可能不准"
        else:
            count = f"放假 {known.days_off} 天，调休上班 {known.days_made_up} 天"
            said = "　".join((count, *known.entry.notices))
        act = "录入" if known is None else "修改" if known.own else "查看"
        made = button(f"{act}…", f"year-{year}", role="link", clicked=lambda: self._shell.go(KEY, year))
        made.setAccessibleName(f"{act}{year}年放假安排")
        line = row(name, badge, label(said, "second"), made, gap=M)
        line.setStretch(2, 1)
        return line

    def _open_other(self) -> None:
        words = self.year.text().strip()
        fault = year_fault(int(words)) if words.isdecimal() else "请填写四位数的年份，例如 2028"
        self._field.show_problem(fault or "")
        if fault is None:
            self.year.clear()
            self._shell.go(KEY, int(words))
        else:
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)
