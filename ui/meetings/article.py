"""What the rulebook says under an article, in a small window beside the check panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from secretariat.domain.naming import cited
from secretariat.services.rulebook_report import rulebook_text
from ui.theme import XS, M, S
from ui.widgets.basics import button, column, label, named, row

if TYPE_CHECKING:
    from secretariat.rules.rulebook import Rulebook

_WIDTH = 420


def entries(book: Rulebook, kind: str, article: str) -> tuple[str, ...]:
    """The lines of a rulebook that rest on an article: those of a kind of meeting, and those of all."""
    wanted = cited(article)
    named_kind = book.kinds[kind].name if kind in book.kinds else ""
    found: list[str] = []
    within = ""
    for line in rulebook_text(book).splitlines():
        if line.startswith("【"):
            within = line[1:].partition("】")[0]
        elif wanted in line and within in {"", named_kind}:
            found.append(line.strip())
        if line.startswith("【") and wanted in line and within == named_kind:
            found.extend(_kind_lines(book, within))
    return tuple(dict.fromkeys(found))


def _kind_lines(book: Rulebook, name: str) -> tuple[str, ...]:
    """The lines of a kind that name no article of their own: they rest on the kind's."""
    found: list[str] = []
    inside = False
    for line in rulebook_text(book).splitlines():
        if line.startswith("【"):
            inside = line[1:].partition("】")[0] == name
        elif inside and line.strip() and "（第" not in line:
            found.append(line.strip())
    return tuple(found)


class ArticlePopup(QFrame):
    """Closes with Esc or a click elsewhere; ``whole`` asks for the rulebook's page."""

    whole = Signal(str)

    def __init__(self, parent: QWidget, book: Rulebook, kind: str, article: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        named(self, "article", f"《{book.title}》{cited(article)}")
        lines = entries(book, kind, article) or ("规则页列有这一条所要求的内容",)
        words = column(gap=XS)
        for line in lines:
            words.addWidget(label(line))
        open_rules = button("在规则页查看", "article-whole", role="link", clicked=lambda: self._open(book.code))
        layout = column(
            label(f"{cited(article)}", "section"),
            label(f"《{book.title}》的要求，用本程序的话转述", "small"),
            words,
            row(open_rules, None),
            gap=S,
            pad=M,
            into=self,
        )
        self.setFixedWidth(_WIDTH)
        self.setFixedHeight(max(layout.totalHeightForWidth(_WIDTH), 1))
        open_rules.setFocus()

    def _open(self, code: str) -> None:
        self.close()
        self.whole.emit(code)

    def show_beside(self, right: int, top: int) -> None:
        """Show it, its right edge at ``right``."""
        screen = self.screen().availableGeometry()
        self.move(QPoint(max(screen.left() + XS, right - _WIDTH - XS), min(top, screen.bottom() - self.height() - XS)))
        self.show()
