"""The preview of an import: what was read, how many rows are in which state, and the rows, narrowed as one likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from secretariat.services.organisation_rows import ROW_STATES, RowState
from ui.organisation.import_lines import MARKS, ImportLine, sheet_options, state_options, verdict
from ui.table_model import Column, TableModel
from ui.theme import S
from ui.widgets.basics import clear, column, label, row
from ui.widgets.choices import Segmented, StatusBadge
from ui.widgets.empty_state import EmptyState
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from ui.organisation.import_lines import ImportView
    from ui.settings_store import SettingsStore

_SHEETS: Final = 2
"""All, and the only one: then there is nothing to choose."""
_HINT: Final = "输入姓名、单元格或内容筛选"


def columns() -> list[Column[ImportLine]]:
    """The columns of the preview; what would change or is wrong takes the room."""
    return [
        Column(
            key="state",
            title="状态",
            text=lambda line: ROW_STATES[line.state],
            mark=lambda line: MARKS[line.state],
            sort=lambda line: line.state,
            width=104,
        ),
        Column(key="where", title="位置", text=lambda line: line.where, sort=lambda line: line.order, width=132),
        Column(key="name", title="姓名或单位", text=lambda line: line.name, width=132),
        Column(key="words", title="导入后的变化，或哪里有误", text=lambda line: line.words, stretch=True),
    ]


def _offer(
    place: QHBoxLayout,
    name: str,
    title: str,
    options: Sequence[tuple[str, str]],
    value: str,
    chosen: Callable[[str], object],
) -> None:
    """Offer the choices anew: their words have changed."""
    clear(place)
    if not options:
        return
    made = Segmented(name, title, options)
    made.set_value(value)
    made.chosen.connect(chosen)
    place.addWidget(made)


class PreviewPart(QWidget):
    """Shows a preview; it does nothing by itself."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__()
        self._view: ImportView | None = None
        self.state = ""
        self.sheet = ""
        self._file = label("", "section")
        self._file.setObjectName("import-file")
        self.verdict = StatusBadge()
        self._left_out = label("", "second")
        self._left_out.setObjectName("import-left-out")
        self._states = row()
        self.model: TableModel[ImportLine] = TableModel(columns(), lambda line: line.id, self)
        empty = EmptyState("工作表里没有内容", "表头下面没有填写任何一行。请填写后保存，再重新读取。", icon="list")
        self.list = FilteredTable(
            "import-rows", "导入预览", self.model, empty=empty, settings=settings, hint=_HINT, parent=self
        )
        top = row(self._file, self._states, gap=S)
        top.setStretch(0, 1)
        said = row(self.verdict, self._left_out, None, gap=S)
        column(top, said, self.list, gap=S, into=self).setStretch(2, 1)

    def show_view(self, view: ImportView) -> None:
        """Show a preview: at first what is wrong, if anything is, else all."""
        first = self._view is None or self._view.preview.file != view.preview.file
        self._view = view
        self._file.setText(view.preview.file)
        self.verdict.show_state(*verdict(view))
        self._left_out.setText(view.left_out)
        self._left_out.setVisible(bool(view.left_out))
        states, sheets = state_options(view), sheet_options(view)
        wrong = RowState.WRONG.value
        if first or self.state not in dict(states) or wrong in dict(states):
            self.state = wrong if wrong in dict(states) else ""
        self.sheet = self.sheet if self.sheet in dict(sheets) else ""
        _offer(self._states, "import-state", "按状态筛选", states, self.state, self.choose_state)
        sheets = sheets if len(sheets) > _SHEETS else []
        _offer(self.list.acts, "import-sheet", "按工作表筛选", sheets, self.sheet, self.choose_sheet)
        self._narrow()

    def choose_state(self, state: str) -> None:
        """Show only the rows of a state; all without one."""
        self.state = state
        self._narrow()

    def choose_sheet(self, sheet: str) -> None:
        """Show only the rows of a sheet; all without one."""
        self.sheet = sheet
        self._narrow()

    def _narrow(self) -> None:
        if self._view is None:
            return
        chosen = self._view.chosen(self.state, self.sheet)
        self.list.set_rows(chosen)
        if chosen and not self.list.table.currentIndex().isValid():
            self.list.table.go_to(chosen[0].id)
