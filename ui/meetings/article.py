"""What stands under an article, in a small window beside the check panel: the office's own text, and our words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from secretariat.domain.naming import cited
from secretariat.rules.telling import tell
from secretariat.services.rules_text import rules_text
from ui.theme import XS, M, S
from ui.widgets.basics import button, column, frame, label, named, row, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from secretariat.bootstrap import App
    from secretariat.domain.articles import Article
    from secretariat.rules.rulebook import Rulebook
    from ui.main_window import Shell

_WIDTH: Final = 440
_HIGHEST: Final = 0.7
"""So much of the screen's height it takes at most; a long article scrolls."""
_NOTHING: Final = "这一条没有程序判断的内容"


def entries(book: Rulebook, kind: str, article: str) -> tuple[str, ...]:
    """What a rulebook asks of a kind of meeting under an article, or under several joined by 、."""
    wanted = {cited(part) for part in article.split("、")}
    return tuple(
        dict.fromkeys(
            f"{line.title}：{line.text}" if line.title else line.text
            for block in tell(book)
            if not block.key.startswith("kind.") or block.key == f"kind.{kind}"
            for line in block.lines
            if line.article is not None and cited(line.article) in wanted and (not line.kinds or kind in line.kinds)
        )
    )


def read_articles(app: App, code: str, article: str) -> tuple[Article, ...]:
    """The articles that are cited, from the text that is kept beside the rulebook; none without a text."""
    text = rules_text(app.database, code)
    return () if text is None else text.cited(article)


class ArticlePopup(QFrame):
    """Closes with Esc or a click elsewhere; ``whole`` asks for the rulebook's page.

    ``articles`` are those cited, from the office's own text; they stand above what the program makes of them.
    """

    whole = Signal(str)

    def __init__(
        self, parent: QWidget, book: Rulebook, kind: str, article: str, articles: tuple[Article, ...] = ()
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "article", f"《{book.title}》{cited(article)}")
        head = [label(f"《{book.title}》{cited(article)}", "section")]
        told = entries(book, kind, article)
        words = column(gap=S)
        for one in articles:
            words.addWidget(_original(one, numbered=len(articles) > 1))
        if told or not articles:
            said = "程序据此检查" if articles else "这一条的要求，用本程序的话转述"
            words.addWidget(label(said, "group" if articles else "small"))
        for line in told or (() if articles else (_NOTHING,)):
            words.addWidget(label(line))
        words.addStretch(1)
        content = QWidget()
        content.setLayout(words)
        area = scrolled(content, "article-words", "条文")
        self._area = area
        open_rules = button("在规则页查看", "article-whole", role="link", clicked=lambda: self._open(book.code))
        column(*head, area, row(open_rules, None), gap=S, pad=M, into=self).setStretch(1, 1)
        self.setFixedWidth(_WIDTH)
        inside = _WIDTH - 2 * M
        high = max(content.heightForWidth(inside), 1)
        others = head[0].heightForWidth(inside) + open_rules.sizeHint().height() + 2 * S + 2 * M
        self.setFixedHeight(min(high + others + 2, round(self.screen().availableGeometry().height() * _HIGHEST)))
        open_rules.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """The arrows scroll a long article."""
        bar = self._area.verticalScrollBar()
        step = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def _open(self, code: str) -> None:
        self.close()
        self.whole.emit(code)

    def show_beside(self, right: int, top: int) -> None:
        """Show it, its right edge at ``right``."""
        screen = self.screen().availableGeometry()
        self.move(QPoint(max(screen.left() + XS, right - _WIDTH - XS), min(top, screen.bottom() - self.height() - XS)))
        self.show()


def _original(article: Article, *, numbered: bool) -> QWidget:
    """An article as it is written: its chapter, then its paragraphs."""
    made = frame("original")
    parts = [label(cited(article.number), "group")] if numbered else []
    parts += [label(f"　　{paragraph}") for paragraph in article.paragraphs]
    column(*parts, gap=XS, pad=(S, XS), into=made)
    made.setAccessibleName(f"{cited(article.number)}原文")
    return made


def show_article(parent: QWidget, shell: Shell, panel: QWidget, book: Rulebook, kind: str, article: str) -> None:
    """Read what is cited in a panel, and show it to the left of that, as high as the link that was pressed."""

    def show(articles: tuple[Article, ...]) -> None:
        made = ArticlePopup(parent, book, kind, article, articles)
        made.whole.connect(lambda code: shell.go("rules", (code, article)))
        at = next((link for link in panel.findChildren(QPushButton) if link.hasFocus()), panel)
        made.show_beside(panel.mapToGlobal(QPoint(0, 0)).x(), at.mapToGlobal(QPoint(0, 0)).y())

    shell.operations.read_latest("article", read_articles, shell.services, book.code, article).then(show)
