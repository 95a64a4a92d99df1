"""规则: the work rules, by kind of meeting, by article, or two of them side by side; and what can be done with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtGui import QKeySequence, QShortcut

from secretariat.domain.naming import cited
from secretariat.rules.telling import Block, by_article, of_kind
from secretariat.rules.telling.meetings import scope_text
from ui.meetings.sheet import Choice
from ui.meetings.undoing import DoneHere
from ui.pages import Page
from ui.rules.article_blocks import with_text
from ui.rules.book_acts import BookActs
from ui.rules.book_choice import BookChoice
from ui.rules.reader import Pair, RulebookReader, pairs
from ui.rules.shelf import OnShelf, Shelf, read_shelf, read_text
from ui.theme import S
from ui.widgets.basics import box, row
from ui.widgets.choices import Segmented
from ui.widgets.filter_edit import FilterEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.rules_text import StoredText
    from secretariat.services.transaction import Changes
    from ui.main_window import Shell

WAYS: Final = (("kind", "按会议"), ("article", "按条文"), ("compare", "对照"))
ALL: Final = ""
_TABLES: Final = frozenset({"own_rulebook", "rules_text"})
_NOTHING: Final = "没有符合条件的规定"
_SAME: Final = "两部规则在这些方面没有不同"


class RulesPage(Page):
    """The rulebooks, to be read; ``place`` is (code, article), a code, or nothing."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "规则", scroll=False)
        self._shelf: dict[str, OnShelf] = {}
        self._texts: dict[str, StoredText | None] = {}
        self._wanted: tuple[str, str] = ("", "")
        self._usual: str | None = None
        self._done = DoneHere(shell, self.tell_error)
        self.choice = BookChoice("rulebook", "工作规则")
        self.choice.setMinimumWidth(300)
        self.choice.picked.connect(self._show_book)
        self.way = Segmented("rules-way", "查看方式", WAYS)
        self.way.set_value("kind")
        self.way.chosen.connect(self._turn)
        self.kind = Choice("rules-kind", "会议类别")
        self.kind.picked.connect(lambda _: self._show())
        self.other = BookChoice("rules-other", "与之对照的工作规则")
        self.other.setMinimumWidth(260)
        self.other.picked.connect(lambda _: self._show())
        self.differing = Segmented("rules-differing", "对照范围", (("all", "全部"), ("other", "只看不同")))
        self.differing.set_value("other")
        self.differing.chosen.connect(lambda _: self._show())
        self.extent = Segmented("rules-extent", "条文范围", (("cited", "有要求的"), ("all", "全部条文")))
        self.extent.set_value("cited")
        self.extent.chosen.connect(lambda _: self._show())
        self.filter = FilterEdit("rules-filter", "筛选条文", "输入文字筛选")
        self.filter.filtered.connect(lambda _: self._show())
        self.reader = RulebookReader()
        self.reader.article.connect(self.go_to)
        self.acts = BookActs(self)
        self.body.addWidget(box(row(self.choice, None, self.acts.bar(), gap=S)))
        narrowing = row(self.way, self.kind, self.other, self.differing, self.extent, self.filter, None, gap=S)
        self.body.addWidget(box(narrowing))
        self.body.addWidget(self.reader, 1)
        self.body.setSpacing(S)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.filter.setFocus),
            (QKeySequence("Ctrl+Return"), self.acts.primary),
            (QKeySequence("Ctrl+Enter"), self.acts.primary),
        ):
            QShortcut(keys, self).activated.connect(act)
        self._fit()
        self.acts.show_acts()

    # --- coming

    def enter(self, place: Any) -> None:  # noqa: ANN401 ((code, article), a code, or nothing)
        """Show that rulebook, at that article."""
        if isinstance(place, tuple):
            self._wanted = (str(place[0]), str(place[1] or ""))
        elif place is not None:
            self._wanted = (str(place), "")
        if self._shelf:
            self._go()
        else:
            self.load()

    def load(self) -> None:
        """Read the rulebooks, for the first time or again."""
        reading = self.shell.operations.read_latest("rules", read_shelf, self.shell.services.reference)
        reading.then(self._take)

    def show_after_reading(self, code: str) -> None:
        """Show that one, as soon as it is read."""
        self._wanted = (code, "")

    def changed(self, changes: object) -> None:
        """Read again what an act has changed."""
        told: Changes = changes  # type: ignore[assignment]  # (the database tells nothing else)
        if not told.tables & _TABLES:
            return
        self._done.keep(told.entry)
        self._texts = {}
        self.load()

    def undo(self) -> None:
        """Take back the last act on the rulebooks since the page was opened."""
        self._done.undo()

    def first_focus(self) -> QWidget | None:
        """The filter."""
        return self.filter

    # --- what is shown

    @property
    def shown(self) -> OnShelf | None:
        """The rulebook that is shown."""
        return self._shelf.get(self.choice.value)

    @property
    def book(self) -> Rulebook | None:
        """What it says; ``None`` where it can't be used."""
        return None if self.shown is None else self.shown.book

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all rulebooks."""
        return tuple(self._shelf)

    @property
    def own_codes(self) -> frozenset[str]:
        """The codes of the office's own."""
        return frozenset(code for code, one in self._shelf.items() if one.line.own)

    @property
    def last_entry(self) -> int | None:
        """The entry in the trail of the last act on the rulebooks."""
        return self._done.last

    def read_text_of(self, code: str, then: Callable[[StoredText | None], object]) -> None:
        """Give the text that is kept beside a rulebook to ``then``, as soon as it is read."""
        self.shell.operations.read(read_text, self.shell.services, code).then(then)

    def go_to(self, article: str) -> bool:
        """Turn to an article, or the first of several joined by 、; false where this rulebook has nothing on it."""
        if self.book is None or self.shown is None:
            return False
        self.way.set_value("article")
        self.filter.clear()
        self._fit()
        self._show()
        wanted = {cited(part) for part in article.replace("，", "、").split("、") if part}
        found = [block.key for block in by_article(self.shown.blocks) if cited(block.key) in wanted]
        if found:
            self.reader.go_to(found[0])
        return bool(found)

    def _take(self, shelf: Shelf) -> None:
        self._shelf = {one.code: one for one in shelf.books}
        self._usual = shelf.usual
        self.choice.set_books(shelf.books)
        self.other.set_books(one for one in shelf.books if one.book is not None)
        self._go()

    def _go(self) -> None:
        code, article = self._wanted
        self._wanted = ("", "")
        if not self._shelf:
            return
        shown = self.choice.value
        own = next((one.code for one in self._shelf.values() if one.line.own), "")
        wanted = next(key for key in (code, shown, self._usual, own, *self._shelf) if key in self._shelf)
        if wanted != shown or code:
            self.filter.clear()
        self.choice.set_value(wanted)
        self._show_book(wanted, article)

    def _show_book(self, code: str, article: str = "") -> None:
        """Show a rulebook, once the text that is kept beside it is there."""
        one = self._shelf[code]
        if one.line.has_text and code not in self._texts:

            def take(text: StoredText | None) -> None:
                self._texts[code] = text
                if self.choice.value == code:
                    self._show_book(code, article)

            self.read_text_of(code, take)
            return
        kinds = {} if one.book is None else one.book.kinds
        shown = self.kind.value
        self.kind.set_options(((ALL, "全部会议"), *((kind, rule.name) for kind, rule in kinds.items())))
        self.kind.set_value(shown if shown in kinds else ALL)
        if self.other.value in {None, code} or self.other.value not in self._shelf:
            self.other.set_value(next((other for other in self._shelf if other != code), None))
        text = self._texts.get(code)
        self.head.show_title("规则", one.term if text is None else f"{one.term}　附原文{len(text.articles)}条")
        self.acts.show_acts()
        self._fit()
        self._show()
        if article:
            self.go_to(article)

    def _turn(self, _way: str) -> None:
        self._fit()
        self._show()

    def _fit(self) -> None:
        way = self.way.value
        self.kind.setVisible(way == "kind")
        self.other.setVisible(way == "compare")
        self.differing.setVisible(way == "compare")
        self.extent.setVisible(way == "article" and self._texts.get(self.choice.value) is not None)

    def _show(self) -> None:
        one = self.shown
        if one is None:
            return
        if one.book is None:
            self.reader.show_blocks((), scopes={}, empty=f"这部规则有误，暂不能使用：{one.line.problem}")
            return
        book, blocks = one.book, one.blocks
        if self.way.value == "compare":
            self._show_pairs(book, blocks)
            return
        kind = self.kind.value
        scopes = _scopes(book, blocks)
        words = self.filter.text().casefold().split()
        if self.way.value == "article":
            text = self._texts.get(one.code)
            articles = () if text is None else text.articles
            told = with_text(by_article(blocks), articles, whole=self.extent.value == "all")
            self.reader.show_articles(_found(told, words) if words else told, scopes=scopes, empty=_NOTHING)
            return
        if kind:
            blocks, scopes = of_kind(blocks, kind), {}
        self.reader.show_blocks(_filtered(blocks, words), scopes=scopes, empty=_NOTHING)

    def _show_pairs(self, book: Rulebook, blocks: tuple[Block, ...]) -> None:
        other = self._shelf.get(self.other.value)
        against, told = (book, blocks) if other is None or other.book is None else (other.book, other.blocks)
        only_other = self.differing.value == "other"
        words = self.filter.text().casefold().split()
        shown = tuple(
            (title, tuple(pair for pair in rows if not (only_other and pair.same) and _says(title, pair, words)))
            for title, rows in pairs(blocks, told, (book.words, against.words))
        )
        empty = _SAME if only_other and not words else _NOTHING
        self.reader.show_pairs(shown, (book.title, against.title), empty=empty)


def _scopes(book: Rulebook, blocks: Iterable[Block]) -> dict[str, str]:
    return {" ".join(line.kinds): scope_text(book, line) for block in blocks for line in block.lines if line.kinds}


def _filtered(blocks: Sequence[Block], words: Sequence[str]) -> tuple[Block, ...]:
    """The blocks with those of their lines that have all the words."""
    if not words:
        return tuple(blocks)
    found = []
    for block in blocks:
        lines = tuple(
            line
            for line in block.lines
            if all(word in f"{block.title} {line.title} {line.text} {cited(line.article or '')}" for word in words)
        )
        if lines:
            found.append(Block(key=block.key, title=block.title, article=block.article, lines=lines))
    return tuple(found)


def _found(told: Iterable[tuple[Block, tuple[str, ...]]], words: Sequence[str]) -> list[tuple[Block, tuple[str, ...]]]:
    """The articles of which the text has all the words, and of the others the lines that have them."""
    found = []
    for block, original in told:
        lines = _filtered((block,), words)
        text = f"{cited(block.title)} {' '.join(original)}".casefold()
        if lines:
            found.append((lines[0], original))
        elif original and all(word in text for word in words):
            found.append((block, original))
    return found


def _says(title: str, pair: Pair, words: Sequence[str]) -> bool:
    told = " ".join((title, pair.title, *(" ".join(line) for line in (*pair.left, *pair.right)))).casefold()
    return all(word in told for word in words)
