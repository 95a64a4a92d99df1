"""本年会议: for each kind how many were held, how many the rules ask for, and what they say, with the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from secretariat.domain.naming import cited
from ui.icons import Mark
from ui.meetings.words import common_kind
from ui.theme import XS, XXS, M, S
from ui.widgets.basics import box, button, column, label, named, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from secretariat.services.year_frequency import KindYear

_LEAST_BAR: Final = 48
_LINES: Final = 3
"""Of the grid, for one kind."""


def year_rows(kinds: tuple[KindYear, ...], open_rule: Callable[[str, str], object]) -> list[QWidget]:
    """What the card holds; ``open_rule`` is given a rulebook's code and the article to show there."""
    rows: list[QWidget] = []
    governments = tuple(dict.fromkeys(one.government for one in kinds))
    for number, government in enumerate(governments):
        if len(governments) > 1:
            rows.append(box(row(label(government, "group"), pad=(XXS + 2, XXS))))
        rows.append(_grid([one for one in kinds if one.government == government], number, open_rule))
    return rows


def _grid(kinds: list[KindYear], of: int, open_rule: Callable[[str, str], object]) -> QWidget:
    """A line for each kind: its name, a small bar, and how many; below it what the rules say."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(XXS + 2, XXS, XXS + 2, XXS)
    grid.setHorizontalSpacing(M)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    for number, one in enumerate(kinds):
        line = number * _LINES
        name = one.name or common_kind(one.kind, one.government)
        grid.addWidget(label(name, wrap=False), line, 0)
        if one.due is not None:
            grid.addWidget(_bar(one, name, f"year-{of}-{one.kind}"), line, 1)
        grid.addWidget(label(_count(one), "second", wrap=False), line, 2, Qt.AlignmentFlag.AlignRight)
        below = column(gap=0)
        if one.rule:
            below.addLayout(row(label(one.rule, "small", wrap=False), _article(one, name, open_rule), None, gap=XS))
        for finding in one.findings:
            below.addWidget(_finding(finding.message))
        grid.addLayout(below, line + 1, 0, 1, 3)
        grid.setRowMinimumHeight(line + 2, S if number + 1 < len(kinds) else 0)
    return made


def _bar(one: KindYear, name: str, object_name: str) -> QWidget:
    due = one.due or 0
    bar = named(QProgressBar(), object_name, f"{name}：已召开 {one.held} 次，至今应召开 {due} 次")
    bar.setRange(0, max(due, 1))
    bar.setValue(min(one.held, due))
    bar.setTextVisible(False)
    bar.setMinimumWidth(_LEAST_BAR)
    return bar


def _count(one: KindYear) -> str:
    due = "" if one.due is None else f" / 应开 {one.due} 次"
    coming = f"，待开 {one.coming} 次" if one.coming else ""
    return f"{one.held} 次{due}{coming}"


def _article(one: KindYear, name: str, open_rule: Callable[[str, str], object]) -> QPushButton:
    article, book = one.article or "", one.rulebook or ""
    made = button(cited(article), f"year-article-{one.kind}", role="link", clicked=lambda: open_rule(book, article))
    made.setAccessibleName(f"{name}的召开次数：{cited(article)}，在规则页查看")
    return made


def _finding(message: str) -> QWidget:
    """The sentence that says how many periods are off; the others say what the line above says, and what to do."""
    _, told, remedy = (*message.split("。"), "", "")[:3]
    words = label(told.partition("（")[0], "small")
    words.setAccessibleDescription(message)
    line = row(column(Mark("info", "info", 14), None), words, gap=XS)
    line.setStretch(1, 1)
    made = box(line)
    made.setToolTip(f"{told}。{remedy}。")
    return made
