"""影响: what the changes would do to past meetings, beside the forms as the check panel is beside a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui.rules.effect_row import EffectRow, day_of
from ui.rules.effect_run import EffectRun, Past
from ui.rules.pick import TickPopup
from ui.theme import PANEL_WIDTH, XS, M, S
from ui.widgets.basics import box, button, clear, column, label, named, row, rule, scrolled
from ui.widgets.filter_edit import FilterEdit

if TYPE_CHECKING:
    from secretariat.services.rejudging import Effect

_STATES: Final = {
    "idle": "还没有修改。修改后，这里列出以往会议的检查结果会有什么变化。",
    "waiting": "正在核对修改…",
    "running": "正在试算…",
    "wrong": "有需要改正之处，改正后再试算。",
    "cancelled": "试算已取消。",
}
_AT_ONCE: Final = 20
"""So many meetings are listed; more when somebody asks for them."""


class EffectPanel(QFrame):
    """The headline, the meetings chosen to try it on, and all that the rulebook judges of which something changes."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        named(self, "effect-panel", "修改的影响")
        self.setFixedWidth(PANEL_WIDTH)
        self._run: EffectRun | None = None
        self._past = Past()
        self._chosen: tuple[int, ...] = ()
        self._tried: Effect | None = None
        self._whole: Effect | None = None
        self._listed = _AT_ONCE
        self._state = label("")
        self._state.setObjectName("effect-state")
        self._bar = named(QProgressBar(), "effect-progress", "试算进度")
        self._bar.setTextVisible(False)
        self._cancel = button("取消", "effect-cancel", role="link", clicked=self._leave_off)
        self._again = button("重新试算", "effect-again", role="link", clicked=self._run_again)
        self._progress = box(row(self._bar, self._cancel, gap=S))
        self._choose = button("选择会议…", "effect-choose", role="link", clicked=self.choose)
        self._tried_rows = column(gap=0)
        self._whole_title = label("", "group")
        self._whole_rows = column(gap=0)
        self._lay_out()

    def _lay_out(self) -> None:
        head = box(
            column(label("影响", "section", wrap=False), self._state, self._progress, self._again, gap=XS, pad=(M, 14))
        )
        tried = row(label("试算会议", "group", wrap=False), None, self._choose, pad=(M, 0))
        content = QWidget()
        column(
            box(tried),
            self._tried_rows,
            box(row(self._whole_title, pad=(M, 0))),
            self._whole_rows,
            None,
            gap=XS,
            pad=(0, S),
            into=content,
        )
        column(head, rule(), scrolled(content, "effects", "各次会议的变化"), gap=0, into=self).setStretch(2, 1)
        self._whole_title.hide()
        self._show_state("idle")

    # --- what is shown

    def follow(self, run: EffectRun) -> None:
        """Show what that finds."""
        self._run = run
        self._tried = self._whole = None
        run.state.connect(self._show_state)
        run.progress.connect(self._show_progress)
        run.tried.connect(self._take_tried)
        run.whole.connect(self._take_whole)
        self._show_state(run.now)

    def show_past(self, past: Past) -> None:
        """Take the meetings there are; the newest that fits is tried on first."""
        self._past = past
        known = {line.id for line in past.lines}
        kept = tuple(key for key in self._chosen if key in known)
        self._take_chosen(kept or (() if past.first is None else (past.first,)))

    @property
    def headline(self) -> str:
        """What it says at its head."""
        return self._state.text()

    def _show_state(self, state: str) -> None:
        self._progress.setVisible(state == "running")
        self._again.setVisible(state == "cancelled")
        if state == "running":
            self._bar.setRange(0, 0)
        if state == "idle":
            self._tried = self._whole = None
            self._fill()
        self._state.setText(self._headline() if state == "done" else _STATES[state])

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._state.setText(f"正在试算… {done}/{total}" if total else _STATES["running"])

    def _headline(self) -> str:
        """What it would do to all meetings that the rulebook judges; to those chosen where it judges none."""
        whole, tried = self._whole, self._tried
        effect, which = (tried, "试算会议中，") if (whole is None or not whole.meetings) and tried else (whole, "")
        if effect is None or not effect.meetings:
            return "没有可以试算的会议，请选择会议。"
        touched = sum(bool(meeting.added or meeting.dropped) for meeting in effect.changed)
        if not touched:
            return f"与修改前比较：{which}检查结果不变。"
        parts = [f"新增{effect.added}项问题"] if effect.added else []
        if effect.dropped:
            parts.append(f"减少{effect.dropped}项" if parts else f"减少{effect.dropped}项问题")
        return f"与修改前比较：{which}影响{touched}次会议，{'，'.join(parts)}。"

    def _take_tried(self, effect: Effect) -> None:
        self._tried = effect
        self._fill_tried()

    def _take_whole(self, effect: Effect) -> None:
        self._whole = effect
        self._listed = _AT_ONCE
        self._fill_whole()

    def _fill(self) -> None:
        self._fill_tried()
        self._fill_whole()

    def _fill_tried(self) -> None:
        found = {} if self._tried is None else {one.id: one for one in self._tried.changed}
        lines = {line.id: line for line in self._past.lines}
        open_before = _unfolded(self._tried_rows)
        clear(self._tried_rows)
        for key in self._chosen:
            line = lines[key]
            effect = found.get(key) or (None if self._tried is None else _UNCHANGED)
            # Few are tried, and what comes of it is why they were chosen.
            self._add(self._tried_rows, key, line.name, line.day, effect, unfold=bool(effect) or key in open_before)
        if not self._chosen:
            self._tried_rows.addWidget(box(row(label("没有选择会议", "second"), pad=(M, 0))))

    def _fill_whole(self) -> None:
        effect = self._whole
        open_before = _unfolded(self._whole_rows)
        clear(self._whole_rows)
        self._whole_title.setHidden(effect is None)
        if effect is None:
            return
        count = effect.meetings
        self._whole_title.setText(f"以本规则为依据的会议，共{count}次" if count else "还没有会议以本规则为依据")
        names = {line.id: line.name for line in self._past.lines}
        others = [one for one in effect.changed if one.id not in self._chosen]
        for one in others[: self._listed]:
            name = names.get(one.id, one.name)
            self._add(self._whole_rows, one.id, name, day_of(one), one, unfold=one.id in open_before)
        if count and not others:
            said = "此外的会议，检查结果不变" if effect.changed else "检查结果不变"
            self._whole_rows.addWidget(box(row(label(said, "second"), pad=(M, 0))))
        elif len(others) > self._listed:
            text = f"再列出一些（还有{len(others) - self._listed}次）"
            more = button(text, "effect-more", role="link", clicked=self._list_more)
            self._whole_rows.addWidget(box(row(more, None, pad=(S, 0))))

    def _add(self, rows: Any, key: int, name: str, day: str, effect: Any, *, unfold: bool) -> None:  # noqa: ANN401
        made = EffectRow(key, name, day, effect)
        made.opened.connect(self.opened)
        rows.addWidget(made)
        if unfold:
            made.turn()

    def _list_more(self) -> None:
        self._listed += _AT_ONCE
        self._fill_whole()

    # --- choosing, leaving off

    def choose(self) -> None:
        """Choose the meetings to try it on."""
        options = tuple((line.id, f"{line.day}　{line.name}") for line in self._past.lines)
        search = FilterEdit("effect-filter", "筛选会议")
        popup = TickPopup(self._choose, options, self._chosen, search)
        search.filtered.connect(popup.list.narrow)
        search.down.connect(popup.list.setFocus)
        search.entered.connect(popup.close)
        popup.ticked.connect(self._take_chosen)
        popup.open_below()
        search.setFocus()

    def _take_chosen(self, meetings: tuple[int, ...]) -> None:
        if meetings == self._chosen:
            return
        self._chosen = meetings
        self._tried = None
        self._fill()
        if self._run is not None:
            self._run.choose(meetings)

    def _leave_off(self) -> None:
        if self._run is not None:
            self._run.cancel()

    def _run_again(self) -> None:
        if self._run is not None:
            self._run.run()


class _Unchanged:
    """A meeting that was tried and of which nothing changes."""

    added = dropped = reworded = ()

    def __bool__(self) -> bool:
        return False


_UNCHANGED: Final = _Unchanged()


def _unfolded(rows: Any) -> set[int]:  # noqa: ANN401 (a layout)
    shown = (rows.itemAt(number).widget() for number in range(rows.count()))
    return {one.key for one in shown if isinstance(one, EffectRow) and one.unfolded}
