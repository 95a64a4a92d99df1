"""Replies from Excel (回执) before they are written: each row as new, changed, same, left empty or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.services.reply_import import REPLY_STATES, PlannedReply, ReplyState
from ui.meetings.attendance_strips import Strip
from ui.table_model import Column, TableModel
from ui.theme import M, S
from ui.widgets.basics import column, label, row
from ui.widgets.choices import StatusBadge
from ui.widgets.empty_state import EmptyState
from ui.widgets.table import FilteredTable

if TYPE_CHECKING:
    from secretariat.services.reply_import import ReplyPreview
    from ui.settings_store import SettingsStore

_MARKS: Final = {
    ReplyState.NEW: ("add", "good"),
    ReplyState.CHANGED: ("edit", "accent"),
    ReplyState.SAME: ("info", "text_3"),
    ReplyState.EMPTY: ("info", "text_3"),
    ReplyState.WRONG: ("violation", "violation"),
}
_FIRST: Final = (ReplyState.WRONG, ReplyState.CHANGED, ReplyState.NEW, ReplyState.SAME, ReplyState.EMPTY)
"""What is to be looked at comes first."""


def _columns() -> list[Column[PlannedReply]]:
    return [
        Column(
            key="state",
            title="状态",
            text=lambda line: REPLY_STATES[line.state],
            mark=lambda line: _MARKS[line.state],
            sort=lambda line: _FIRST.index(line.state),
            width=104,
        ),
        Column(key="where", title="位置", text=_where, sort=lambda line: line.number, width=88),
        Column(key="name", title="姓名", text=lambda line: line.name or "—", stretch=True),
        Column(key="words", title="导入后的答复，或哪里有误", text=_words, stretch=True),
    ]


def _where(line: PlannedReply) -> str:
    cells = dict.fromkeys(note.cell for note in line.problems)
    return "、".join(cells) or f"第 {line.number} 行"


def _words(line: PlannedReply) -> str:
    if line.problems:
        wrong = "；".join(note.text for note in line.problems)
        remedies = "；".join(dict.fromkeys(note.remedy for note in line.problems if note.remedy))
        return f"{wrong}\n{remedies}" if remedies else wrong
    if line.state is ReplyState.SAME:
        return f"{line.before}（与已登记的相同）"
    if line.state is ReplyState.EMPTY:
        return f"没有填写，仍为：{line.before}"
    return f"{line.before} → {line.answer}"


def verdict(preview: ReplyPreview) -> tuple[str, str]:
    """Whether it can be imported, in words, and the tone of that."""
    counts = preview.counts
    if wrong := counts[ReplyState.WRONG]:
        return f"有 {wrong} 行有误，改正后才能导入", "violation"
    if preview.can_be_applied:
        return f"没有错误，可以写入 {written(preview)} 条答复", "good"
    return "没有新的答复，不需要导入", "info"


def written(preview: ReplyPreview) -> int:
    """How many answers would be written."""
    return preview.counts[ReplyState.NEW] + preview.counts[ReplyState.CHANGED]


class RepliesView(Strip):
    """Shows a preview; Esc leaves it."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__("replies-preview", "回执预览")
        self.preview: ReplyPreview | None = None
        self._file = label("", "section")
        self._file.setObjectName("replies-file")
        self.verdict = StatusBadge()
        self._counts = label("", "second")
        self._notes = label("", "small")
        self.model: TableModel[PlannedReply] = TableModel(_columns(), lambda line: line.number, self)
        empty = EmptyState("回执表里没有内容", "表头下面没有填写任何一行。请填写后保存，再重新导入。", icon="list")
        self.list = FilteredTable("replies", "回执预览", self.model, empty=empty, settings=settings, parent=self)
        said = row(self.verdict, self._counts, gap=S)
        said.setStretch(1, 1)
        column(self._file, said, self._notes, self.list, gap=S, pad=(M, S), into=self).setStretch(3, 1)

    def show_preview(self, preview: ReplyPreview) -> None:
        """Show a preview, what is wrong first."""
        self.preview = preview
        self._file.setText(f"导入回执：{preview.file}")
        self.verdict.show_state(*verdict(preview))
        counts = preview.counts
        self._counts.setText("　".join(f"{REPLY_STATES[key]} {counts[key]}" for key in _FIRST if counts[key]))
        self._notes.setText("；".join(map(str, preview.notes)))
        self._notes.setVisible(bool(preview.notes))
        rows = sorted(preview.rows, key=lambda line: _FIRST.index(line.state))
        self.list.filter.clear()
        self.list.set_rows(rows)
        if rows:
            self.list.table.go_to(rows[0].number)
