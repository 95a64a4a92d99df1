"""What stands where in the register of those away: the month over the list, beside them the form and the findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from secretariat.services.away_month import month_text
from ui.away.columns import COLUMNS
from ui.away.form import JourneyForm
from ui.away.strip import MonthStrip
from ui.away.touched import TouchedBox
from ui.meetings.sheet import Choice
from ui.table_model import TableModel
from ui.theme import XS, M, S
from ui.widgets.basics import box, button, column, frame, icon_button, label, row, rule, scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.footer import Act
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QShowEvent

    from secretariat.services.away_month import Line, Month
    from secretariat.services.organisation_view import GovernmentLine
    from ui.main_window import Shell

_PANE: Final = 470
_PANE_SHARE: Final = 0.45
"""Of the width at most, if the fields bear it: with large type on a small screen the month wants its part."""
_FINDINGS: Final = 228
"""So high the findings are at least: one of them with its links."""
_EDGES: Final = 4
"""The lines of the card on both sides, and what it keeps free beside them."""
_FINDINGS_SHARE: Final = 0.42
_NONE_FOUND: Final = 104
"""So high where there are none: the fields have the room."""
_STRIP_SHARE: Final = 0.56


class RegisterLayout(QWidget):
    """The parts of the register and the room that each of them has; it knows nothing of acts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._found = 0
        self.form = JourneyForm(shell.today)
        self.strip = MonthStrip()
        self.model: TableModel[Line] = TableModel(COLUMNS, lambda line: line.key, self)
        empty = EmptyState(
            "本月没有外出登记", "按“新登记”（Ctrl+N），或在上面的日历中选人选日，按回车登记。", icon="leave"
        )
        self.list = FilteredTable("away-list", "外出登记", self.model, empty=empty, settings=shell.settings)
        self.findings = FindingsPanel(acts=False)
        self.touched = TouchedBox()
        self._nobody = EmptyState(
            "还没有组织资料",
            "外出登记按组织中的人员登记。请先在组织页录入或从 Excel 导入人员和职务。",
            Act(name="away-to-organisation", text="到组织页", run=lambda: shell.go("organisation")),
            icon="organisation",
        )
        self._lay_out()

    def _lay_out(self) -> None:
        self._title = label("", "section", wrap=False)
        self._governments = Choice("away-government", "政府")
        self._governments.hide()
        self._caveat = label("", "small")
        self._previous = icon_button("left", "away-previous", "上个月", shortcut="Ctrl+Left")
        self._following = icon_button("right", "away-next", "下个月", shortcut="Ctrl+Right")
        self._now = button("本月", "away-this-month", role="link")
        around = (self._previous, self._title, self._following, self._now, self._governments)
        bar = row(*around, None, self._caveat, gap=XS)
        self._strip_area = scrolled(self.strip, "away-strip-area", "本月外出一览")
        self._strip_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        card = frame("card")
        column(self._strip_area, pad=(S, XS), into=card)
        left = column(bar, card, self.list, gap=S)
        left.setStretch(2, 1)
        self._pane = frame("card")
        self._heading = label("", "section")
        self._state = label("", "small", wrap=False)
        self._journey_acts = row(gap=XS)
        inside = QWidget()
        column(self.touched, self.form, gap=S, pad=(M, XS), into=inside)
        area = scrolled(inside, "away-form-area", "外出登记表单")
        self._form_area = area
        self.findings.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._give_room(0)
        self.findings.setProperty("role", "surface")
        head = column(self._heading, row(self._state, None, self._journey_acts, gap=S), gap=XS)
        head.setContentsMargins(M, S, M, XS)
        pane = column(box(head), rule(), area, rule(), self.findings, gap=0, pad=1, into=self._pane)
        pane.setStretch(2, 3)
        pane.setStretch(4, 1)
        work = QWidget()
        across = row(left, self._pane, gap=M, into=work)
        across.setStretch(0, 1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(work)
        self._stack.addWidget(self._nobody)
        self._fit()

    def _fit(self) -> None:
        self._give_room(self._found)
        beside = self._form_area.verticalScrollBar().sizeHint().width() + _EDGES
        least = self._form_area.widget().minimumSizeHint().width() + beside
        wide = max(min(self.shell.theme.px(_PANE), round(self.width() * _PANE_SHARE)), least)
        self._pane.setFixedWidth(wide)
        self.findings.setFixedWidth(wide - _EDGES)
        high = self.strip.sizeHint().height()
        self._strip_area.setFixedHeight(min(high, max(round(self.height() * _STRIP_SHARE), 120)))

    def _give_room(self, findings: int) -> None:
        """Give the findings the room that they need, but not the half, and the fields the rest."""
        self._found = findings
        least = min(self.shell.theme.px(_FINDINGS if findings else _NONE_FOUND), round(self.height() * _FINDINGS_SHARE))
        self.findings.setMinimumHeight(least)
        self.findings.setMaximumHeight(2 * least if findings else least)

    def _show_month_head(self, governments: Iterable[GovernmentLine], month: Month) -> None:
        """Say which month it is, and of which government."""
        there = tuple(governments)
        self._title.setText(month_text(month.first))
        self._caveat.setText(f"{month.first.year}年放假安排未录入" if month.missing_year else "")
        self._governments.set_options([(line.key, line.name) for line in there])
        self._governments.set_value(month.organisation.key)
        # A character of a name is as wide as two of those that Qt counts.
        self._governments.setMinimumContentsLength(2 * max((len(line.name) for line in there), default=0))
        self._governments.setVisible(len(there) > 1)

    def _show_cell(self, place: object) -> None:
        if isinstance(place, QRect):
            self._strip_area.ensureVisible(place.center().x(), place.center().y(), place.width(), place.height() * 2)

    def resizeEvent(self, event: Any) -> None:  # noqa: N802, ANN401 (Qt's name and event)
        """Let the strip have its share of the height."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """The same, once it is known how much that is."""
        super().showEvent(event)
        self._fit()
