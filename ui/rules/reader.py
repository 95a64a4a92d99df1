"""A rulebook to be read, as one text: blocks of lines, each with its article; or two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtWidgets import QTextBrowser

from secretariat.domain.naming import cited
from ui.theme import BODY, SECTION, SMALL, tokens_of
from ui.widgets.basics import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from secretariat.domain.words import Words
    from secretariat.rules.telling import Block, Line

_TITLE_SHARE: Final = 15
_ARTICLE_SHARE: Final = 13
_GAP: Final = "<p style='font-size:7pt'>&nbsp;</p>"


@dataclass(frozen=True, slots=True)
class Pair:
    """What two rulebooks say on the same thing; each side in lines of (text, article)."""

    title: str
    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    same: bool


def pairs(
    left: Iterable[Block], right: Iterable[Block], words: tuple[Words, Words]
) -> tuple[tuple[str, tuple[Pair, ...]], ...]:
    """Two rulebooks side by side: each block's title and pairs, in the order of the first rulebook, then the second.

    A pair is the same where it differs in nothing but its articles' numbers and in what ``words`` call the same thing:
    区长 and 市长, 办公室主任 and 秘书长.
    """
    sides = [{block.key: block for block in blocks} for blocks in (left, right)]
    told = []
    for key in dict.fromkeys((*sides[0], *sides[1])):
        found = [side.get(key) for side in sides]
        title = next(block.title for block in found if block is not None)
        grouped = [_grouped(() if block is None else block.lines) for block in found]
        titles = dict.fromkeys((*grouped[0], *grouped[1]))
        rows = []
        for name in titles:
            texts = [group.get(name, ()) for group in grouped]
            neutral = [[_neutral(text, called) for text, _ in side] for side, called in zip(texts, words, strict=True)]
            rows.append(Pair(name, texts[0], texts[1], same=neutral[0] == neutral[1]))
        told.append((title, tuple(rows)))
    return tuple(told)


def _neutral(text: str, words: Words) -> str:
    """A text without the words in which governments differ though they mean the same."""
    called = {**{word: f"<{post}>" for post, word in words.posts.items()}, words.office: "<office>"}
    for word in sorted(called, key=len, reverse=True):
        text = text.replace(word, called[word])
    return text.replace(words.place, "<place>")


def _grouped(lines: Iterable[Line]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The lines by what they are about; inner lines belong to the one before."""
    found: dict[str, list[tuple[str, str]]] = {}
    title = ""
    for line in lines:
        if line.title or not line.inner:
            title = line.title
        found.setdefault(title, []).append((line.text, "" if line.article is None else cited(line.article)))
    return {name: tuple(texts) for name, texts in found.items()}


class RulebookReader(QTextBrowser):
    """Reads as a printed page; ``article`` tells which article's number was clicked."""

    article = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "rulebook-text", "工作规则")
        self.setProperty("role", "reader")
        self.setOpenLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.document().setDocumentMargin(20)
        self.anchorClicked.connect(self._follow)
        self._html = ("", "")

    def show_blocks(self, blocks: Sequence[Block], *, scopes: dict[str, str], empty: str) -> None:
        """Show blocks; ``scopes`` says of a line's kinds, by their codes joined, for which meetings it holds."""
        self._show(_GAP.join(_block(block, scopes) for block in blocks) or f"<p class='second'>{escape(empty)}</p>")

    def show_articles(
        self, told: Sequence[tuple[Block, tuple[str, ...]]], *, scopes: dict[str, str], empty: str
    ) -> None:
        """Show articles, each with the paragraphs of its text, where that is at hand, above what is told of it."""
        parts = [_block(block, scopes, original) for block, original in told]
        self._show(_GAP.join(parts) or f"<p class='second'>{escape(empty)}</p>")

    def show_pairs(self, told: Sequence[tuple[str, Sequence[Pair]]], names: tuple[str, str], *, empty: str) -> None:
        """Show two rulebooks side by side, with the differences marked."""
        parts = [_compared(title, rows, names) for title, rows in told if rows]
        self._show(_GAP.join(parts) or f"<p class='second'>{escape(empty)}</p>")

    def go_to(self, anchor: str) -> None:
        """Bring a block or an article into view."""
        self.scrollToAnchor(anchor)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._show(self._html[1])

    def _show(self, body: str) -> None:
        style = self._style()
        if (style, body) == self._html:
            return
        self._html = (style, body)
        self.document().setDefaultStyleSheet(style)
        self.setHtml(body)

    def _style(self) -> str:
        tokens = tokens_of(self.palette())
        scale = self.font().pointSizeF() / 11
        line = f"border-bottom:1px solid {tokens.line}; padding:7px 8px 7px 0"
        return (
            f"body {{color:{tokens.text}}} td {{{line}}}"
            f" .section {{font-size:{SECTION * scale:.1f}pt; font-weight:bold; margin-top:0; margin-bottom:2px}}"
            f" a {{color:{tokens.accent}; text-decoration:none}}"
            f" .second {{color:{tokens.text_2}}} .small {{color:{tokens.text_2}; font-size:{SMALL * scale:.1f}pt}}"
            f" .of {{font-size:{BODY * scale:.1f}pt; font-weight:normal}}"
            f" td.original {{background-color:{tokens.ground}; border-bottom:0px; padding:8px 10px;"
            " line-height:135%; white-space:pre-wrap}"
            f" .head {{color:{tokens.text_2}; font-weight:600}} .other {{background-color:{tokens.warning_soft}}}"
        )

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == "article":
            self.article.emit(url.path())


def _link(article: str) -> str:
    return f"<a href='article:{escape(article)}'>{escape(cited(article))}</a>"


def _block(block: Block, scopes: dict[str, str], original: Sequence[str] = ()) -> str:
    link = "" if block.article is None else _link(block.article)
    article = f"　<span class='of'>{link}</span>" if link and block.article != block.title else ""
    title = cited(block.title) if block.article == block.title else block.title
    rows = "".join(_line(line, scopes, block.article) for line in block.lines)
    head = f"<a name='{escape(block.key)}'></a>{escape(title)}{article}"
    text = _original(original) if original else ""
    table = f"<table width='100%' cellspacing='0' cellpadding='0'>{rows}</table>" if rows else ""
    return f"<p class='section'>{head}</p>{text}{table}"


def _original(paragraphs: Sequence[str]) -> str:
    """An article as the office's own text has it, on a ground of its own."""
    said = "<br>".join(f"　　{escape(paragraph)}" for paragraph in paragraphs)
    return f"<table width='100%' cellspacing='0' cellpadding='10'><tr><td class='original'>{said}</td></tr></table>"


def _line(line: Line, scopes: dict[str, str], article_of_block: str | None) -> str:
    scope = scopes.get(" ".join(line.kinds), "")
    note = f"<br><span class='small'>{escape(scope)}</span>" if scope else ""
    said = f"<td width='{100 - _TITLE_SHARE - _ARTICLE_SHARE}%'>{escape(line.text)}{note}</td>"
    article = "" if line.article in {None, article_of_block} else _link(str(line.article))
    return (
        f"<tr><td class='second' width='{_TITLE_SHARE}%'>{escape(line.title)}</td>{said}"
        f"<td width='{_ARTICLE_SHARE}%' align='right'>{article}</td></tr>"
    )


def _compared(title: str, rows: Sequence[Pair], names: tuple[str, str]) -> str:
    heads = "".join(f"<td class='head' width='43%'>{escape(name)}</td>" for name in names)
    parts = [f"<p class='section'>{escape(title)}</p><table width='100%' cellspacing='0' cellpadding='0'>"]
    parts.append(f"<tr><td width='14%'></td>{heads}</tr>")
    for pair in rows:
        mark = "" if pair.same else " class='other'"
        sides = "".join(f"<td{mark}>{_side(side)}</td>" for side in (pair.left, pair.right))
        parts.append(f"<tr><td class='second'>{escape(pair.title)}</td>{sides}</tr>")
    return "".join((*parts, "</table>"))


def _side(lines: Sequence[tuple[str, str]]) -> str:
    if not lines:
        return "<span class='second'>没有规定</span>"
    told = []
    for text, article in lines:
        told.append(escape(text) + (f" <span class='small'>{escape(article)}</span>" if article else ""))
    return "<br>".join(told)
