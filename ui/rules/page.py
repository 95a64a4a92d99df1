"""规则: the work rules, kind by kind, each line with its article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from secretariat.domain.naming import cited
from secretariat.services.rulebook_report import rulebook_text
from ui.meetings.sheet import Choice
from ui.pages import Page
from ui.theme import XS, M, S, set_role
from ui.widgets.basics import box, clear, column, frame, label, row
from ui.widgets.card import Card
from ui.widgets.filter_edit import FilterEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QFrame, QWidget

    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.reference import Reference
    from ui.main_window import Shell

_ARTICLE: Final = re.compile(r"（(第[^（）]*条)）$")
_HEADING: Final = re.compile(r"【(.*)】(.*)")
_LABEL_WIDTH: Final = 96
_LIT_MS: Final = 2500


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One line: what it is about, what the rule says, and where."""

    title: str
    text: str
    article: str
    inner: bool = False


@dataclass(frozen=True, slots=True)
class RuleBlock:
    """A kind of meeting, or what holds for all."""

    title: str
    article: str
    lines: tuple[RuleLine, ...]


def blocks_of(book: Rulebook) -> tuple[RuleBlock, ...]:
    """A rulebook in blocks, from the words in which it is told everywhere."""
    parts = [part.splitlines() for part in rulebook_text(book).split("\n\n")]
    head, *kinds = parts
    blocks = [RuleBlock("总的规定", "", tuple(_line(line) for line in head[1:]))]
    for first, *told in kinds:
        match = _HEADING.match(first)
        title, article = (first, "") if match is None else (match[1], match[2].strip("（）"))
        blocks.append(RuleBlock(title, article, tuple(_line(line) for line in told)))
    lines = tuple(RuleLine("", entry.reason, cited(entry.article)) for entry in book.not_judged)
    if lines:
        blocks.append(RuleBlock("本程序不作判断的条款", "", lines))
    return tuple(blocks)


def _line(line: str) -> RuleLine:
    told = line.strip()
    match = _ARTICLE.search(told)
    article = "" if match is None else match[1]
    words = told if match is None else told[: match.start()]
    title, colon, rest = words.partition("：")
    inner = line.startswith("    ")
    if not colon or len(title) > len("根据需要列席的人员"):
        return RuleLine("", words, article, inner)
    return RuleLine(title, rest, article, inner)


def read_rulebooks(reference: Reference) -> tuple[tuple[Rulebook, tuple[RuleBlock, ...]], ...]:
    """All rulebooks, told in blocks."""
    return tuple((book, blocks_of(book)) for book in reference.rulebooks.values())


class RulesPage(Page):
    """The rulebooks, to be read; ``place`` is (code, article), a code, or nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "规则")
        self._books: dict[str, tuple[Rulebook, tuple[RuleBlock, ...]]] = {}
        self._wanted: tuple[str, str] = ("", "")
        self._lines: list[tuple[RuleLine, str, QFrame]] = []
        self._cards: list[tuple[RuleBlock, Card]] = []
        self.choice = Choice("rulebook", "工作规则")
        self.choice.setMinimumWidth(360)
        self.choice.picked.connect(self._show_book)
        self.filter = FilterEdit("rules-filter", "筛选条文", "输入文字筛选")
        self.filter.setMaximumWidth(280)
        self.filter.filtered.connect(self._filter)
        bar = row(self.choice, self.filter, None, gap=S)
        self._title = label("", "section")
        self._blocks = column(gap=S)
        self._none = label("没有符合条件的条文", "second")
        self._none.hide()
        for part in (box(bar), self._title, box(self._blocks), self._none):
            self.body.addWidget(part)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)

    def enter(self, place: Any) -> None:  # noqa: ANN401 ((code, article), a code, or nothing)
        """Show that rulebook, at that article."""
        if isinstance(place, tuple):
            self._wanted = (str(place[0]), str(place[1] or ""))
        elif place is not None:
            self._wanted = (str(place), "")
        if self._books:
            self._go()
        else:
            self.shell.operations.read(read_rulebooks, self.shell.services.reference).then(self._take)

    def first_focus(self) -> QWidget | None:
        """The filter."""
        return self.filter

    def _take(self, told: tuple[tuple[Rulebook, tuple[RuleBlock, ...]], ...]) -> None:
        self._books = {book.code: (book, blocks) for book, blocks in told}
        self.choice.set_options((book.code, book.title) for book, _ in told)
        self._go()

    def _go(self) -> None:
        code, article = self._wanted
        self._wanted = ("", "")
        if not self._books:
            return
        shown = self.choice.value
        wanted = next(key for key in (code, shown, *self._books) if key in self._books)
        if code or not self._lines:
            self.filter.clear()
            self.choice.set_value(wanted)
            self._show_book(wanted)
        if article:
            # The lines have their places once they are laid out.
            QTimer.singleShot(0, self, lambda: self.go_to(article))

    def _show_book(self, code: str) -> None:
        book, blocks = self._books[code]
        self._title.setText(f"《{book.title}》")
        clear(self._blocks)
        self._lines, self._cards = [], []
        for block in blocks:
            card = Card(block.title)
            card.acts.addWidget(label(block.article, "second", wrap=False))
            card.body.setSpacing(0)
            for line in block.lines:
                made = _shown(line)
                card.add(made)
                self._lines.append((line, block.title, made))
            self._cards.append((block, card))
            self._blocks.addWidget(card)
        self._filter(self.filter.text())

    def go_to(self, article: str) -> bool:
        """Bring the lines of an article into view, and point them out."""
        wanted = set(_parts(article))
        found = [made for line, _, made in self._lines if wanted & set(_parts(line.article))]
        found += [card for block, card in self._cards if not found and wanted & set(_parts(block.article))]
        for made in found:
            role = made.property("role")
            if role == "finding":
                set_role(made, lit="true")
                QTimer.singleShot(_LIT_MS, made, lambda made=made: set_role(made, lit="false"))
        if found:
            self._show(found[0])
        return bool(found)

    def _show(self, widget: QWidget) -> None:
        area = widget.parentWidget()
        while area is not None and area.objectName() != "page-body":
            area = area.parentWidget()
        ensure = getattr(area, "ensureWidgetVisible", None)
        if ensure is not None:
            ensure(widget, 0, 120)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        shown: set[str] = set()
        for line, title, made in self._lines:
            said = f"{title} {line.title} {line.text} {line.article}".casefold()
            fits = all(word in said for word in words)
            made.setVisible(fits)
            if fits:
                shown.add(title)
        for block, card in self._cards:
            card.setVisible(block.title in shown)
        self._none.setVisible(bool(self._lines) and not shown)


def _parts(article: str) -> Iterator[str]:
    """The articles of a citation, each in the same words."""
    for part in article.replace("，", "、").split("、"):
        if part:
            yield cited(part)


def _shown(line: RuleLine) -> QFrame:
    made = frame("finding")
    made.setAccessibleName(f"{line.title}：{line.text} {line.article}")
    title = label(line.title, "second")
    title.setFixedWidth(_LABEL_WIDTH)
    title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    words = label(line.text)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    article = label(line.article, "second", wrap=False)
    article.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    across = row(title, words, article, gap=M, pad=(XS, XS), into=made)
    across.setStretch(1, 1)
    return made
