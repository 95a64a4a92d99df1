"""工作台: what is on today, what comes, what is wrong, and the year so far; without data, how to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from secretariat import settings
from ui.home.row_button import RowButton
from ui.home.summary import MOST_PROBLEMS, Problem, Summary, kinds_of_year, problem_of, summary
from ui.home.year_card import year_rows
from ui.icons import Mark
from ui.meetings.import_flow import ImportFlow
from ui.meetings.place import KEY, MeetingPlace
from ui.pages import Page
from ui.theme import XS, XXS, M
from ui.widgets.basics import clear, column, label, row
from ui.widgets.card import Card
from ui.widgets.date_text import write_date
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database
    from secretariat.services.year_frequency import KindYear
    from ui.main_window import Shell
    from ui.meetings.rows import Line

_TWO_COLUMNS = 760
_CARD_HEIGHT = 168


def load_samples(database: Database, actor: Actor) -> tuple[int, ...]:
    """Import the samples that come with the program; one that is there already is left alone."""
    # On the worker: what they need is slow to import, and the page must stand before.
    from secretariat.services.dossiers import AlreadyThereError, import_dossier  # noqa: PLC0415 (see above)
    from secretariat.services.exchange import read_dossier  # noqa: PLC0415 (see above)

    keys: list[int] = []
    for path in sorted(settings.SAMPLES.glob("*.json")):
        try:
            keys.append(import_dossier(database, actor, read_dossier(path)))
        except AlreadyThereError as there:
            keys.append(there.meeting_id)
    return tuple(keys)


class HomePage(Page):
    """The page of the rail's first place."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "工作台")
        self.head.show_title("工作台", write_date(shell.today))
        self.imports = ImportFlow(self)
        self._shown: Summary | None = None
        self._kinds: tuple[KindYear, ...] | None = None
        self._columns = 0
        self.begin = EmptyState(
            "欢迎使用",
            "从议题、签到到纪要，每一步都对照工作规则检查。可以先看示例。",
            Act(name="load-samples", text="载入示例", run=self.load_samples, icon="open"),
            Act(name="home-import", text="导入会议…", run=self.imports.ask, icon="import", shortcut="Ctrl+I"),
            Act(name="home-new", text="新建会议", run=self._new, icon="add", shortcut="Ctrl+N"),
            icon="meetings",
        )
        self.begin.hide()
        self._today = Card("今天")
        self._near = Card("近期会议")
        self._problems = Card("问题")
        self._year = Card(f"本年会议（{shell.today.year}年）")
        self._cards = QWidget()
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(M)
        self._cards.hide()
        for card in (self._today, self._near, self._problems, self._year):
            card.setMinimumHeight(_CARD_HEIGHT)
        self.body.addWidget(self.begin, 1)
        self.body.addWidget(self._cards)
        self.body.addStretch(0)
        self._arrange(2)

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 (nothing)
        """Show how things stand."""
        del place
        self.quiet()
        self._read()

    def changed(self, changes: object) -> None:
        """Show it anew, if anybody looks."""
        del changes
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        shell = self.shell
        shell.operations.read_latest("home", summary, shell.services, shell.today).then(self._show)

    def _judge(self, waiting: tuple[Line, ...], found: tuple[Problem, ...] = ()) -> None:
        """Judge one meeting after the other, aside: whoever goes on at once does not wait for it."""
        shell = self.shell
        if not waiting or len(found) == MOST_PROBLEMS:
            problems = [self._problem(problem) for problem in found]
            _fill(self._problems, problems, "未发现问题", good=True)
            return

        def judged(problem: Problem | None) -> None:
            self._judge(waiting[1:], found if problem is None else (*found, problem))

        shell.operations.aside("home-problems", problem_of, shell.services, waiting[0], shell.today).then(judged)

    def _count(self) -> None:
        """Hold the year's meetings against the rules, aside as well."""
        shell = self.shell

        def counted(kinds: tuple[KindYear, ...]) -> None:
            if kinds != self._kinds:
                self._kinds = kinds
                rows = year_rows(kinds, lambda code, article: shell.go("rules", (code, article)))
                _fill(self._year, rows, "本年还没有会议")

        shell.operations.aside("home-year", kinds_of_year, shell.services, shell.today).then(counted)

    def first_focus(self) -> QWidget | None:
        """The button that begins, or the first line."""
        return self.begin.findChild(QWidget, "load-samples") if self.begin.isVisible() else None

    # --- acts

    def load_samples(self) -> None:
        """Take the samples in, and open the first."""
        app = self.shell.services
        loaded = self.shell.operations.write(load_samples, app.database, app.actor).long("正在载入示例")
        loaded.then(self._loaded)

    def _loaded(self, keys: tuple[int, ...]) -> None:
        if keys:
            self.shell.go(KEY, keys[0])
            self.shell.note("已载入示例会议")

    def _new(self) -> None:
        self.shell.go("meetings/new")

    # --- showing

    def _show(self, told: Summary) -> None:
        self._judge(told.recent)
        self._count()
        if told == self._shown:
            return
        first = self._shown is None
        self._shown = told
        self.begin.setVisible(not told.total)
        self._cards.setVisible(bool(told.total))
        if not told.total:
            start = self.begin.findChild(QWidget, "load-samples")
            if start is not None and self.isVisible():
                start.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        _fill(self._today, [self._line(line, "today", day=False) for line in told.today], "今天没有会议")
        _fill(self._near, [self._line(line, "near", day=True) for line in told.near], "前后没有其他会议")
        if first:
            _fill(self._problems, [], "正在检查…")
            _fill(self._year, [], "正在统计…")
        if first and self.isVisible() and (found := self._cards.findChild(RowButton)) is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, line: Line, of: str, *, day: bool) -> QWidget:
        when = "　".join(filter(None, (line.day if day else "", line.time, line.row.place or "")))
        status = label(line.status, "small", wrap=False)
        words = column(label(line.name), label(when or line.day, "small"), gap=2)
        content = row(words, status, gap=M)
        content.setStretch(0, 1)
        return RowButton(
            f"{of}-{line.id}", f"打开{line.name}，{line.day}", content, lambda: self.shell.go(KEY, line.id)
        )

    def _problem(self, problem: Problem) -> QWidget:
        line = problem.line
        lines: list[QWidget | QLayout] = [label(line.name), label(line.day, "small")]
        for finding in problem.findings:
            said = row(
                column(Mark("violation", "violation", 14), None), label(finding.message.partition("。")[0]), gap=XS
            )
            said.setStretch(1, 1)
            lines.append(said)
        if problem.count > len(problem.findings):
            lines.append(label(f"共 {problem.count} 处违反规则", "small"))
        first = problem.findings[0]
        place = MeetingPlace(line.id, code=first.code, subject=first.subject)
        content = column(*lines, gap=XXS)
        name = f"{line.name}：{problem.count} 处违反规则，转到第一处"
        return RowButton(f"problem-{line.id}", name, content, lambda: self.shell.go(KEY, place))

    # --- room

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Two cards side by side, or one below the other in a narrow window."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= _TWO_COLUMNS else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate((self._today, self._near, self._problems, self._year)):
            self._grid.addWidget(card, number // columns, number % columns)
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)


def _fill(card: Card, rows: list[QWidget], nothing: str, *, good: bool = False) -> None:
    clear(card.body)
    card.body.setSpacing(XXS)
    for made in rows:
        card.body.addWidget(made)
    if not rows:
        mark = (Mark("good", "good", 16),) if good else ()
        card.body.addLayout(row(*mark, label(nothing, "second", wrap=False), None, gap=XS, pad=(XXS + 2, XXS)))
    card.body.addStretch(1)
