"""What was changed in the text, marked in one text or side by side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel

from ui.theme import XS, M, S, tokens_of
from ui.widgets.basics import column, label, named, row, scrolled
from ui.widgets.choices import Segmented

if TYPE_CHECKING:
    from ui.minutes.comparison import Comparison, Kind, Line

_SKIPPED: Final[dict[str, Kind]] = {"before": "insert", "after": "delete"}


class ChangesView(QFrame):
    """The differences. ``how`` chooses marked or side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "minutes-changes", "修改对照")
        self._shown: Comparison | None = None
        self.how = Segmented("changes-how", "对照方式", [("marked", "标注"), ("sides", "左右对照")])
        self.how.set_value("marked")
        self.how.chosen.connect(lambda _: self._render())
        self.summary = label("", "second")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setMargin(XS)  # clear of the ring
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.area = scrolled(self.text, "changes-text", "修改对照")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setProperty("role", "ring")
        top = row(self.summary, self.how, gap=S)
        top.setStretch(0, 1)
        column(top, self.area, gap=XS, pad=(M, S), into=self).setStretch(1, 1)

    def show_comparison(self, shown: Comparison) -> None:
        """Show it."""
        if shown != self._shown:
            self._shown = shown
            came, went = shown.count("insert"), shown.count("delete")
            self.summary.setText(
                f"与按记录起草的文字相比：增加 {came} 字，删除 {went} 字" if came or went else "与按记录起草的文字相同"
            )
            self._render()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "text"):
            self._render()

    def _render(self) -> None:
        if self._shown is None:
            return
        lines = self._shown.lines
        if self.how.value == "sides":
            head = "<tr><td width='50%'><b>起草稿</b></td><td width='50%'><b>现在的文字</b></td></tr>"
            rows = "".join(
                f"<tr><td>{self._line(line, 'before')}</td><td>{self._line(line, 'after')}</td></tr>" for line in lines
            )
            page = f"<table width='100%' cellspacing='0' cellpadding='6'>{head}{rows}</table>"
        else:
            page = "".join(f"<p style='margin: 6px 0'>{self._line(line, '')}</p>" for line in lines)
        self.text.setText(page)

    def _line(self, line: Line, side: str) -> str:
        tokens = tokens_of(self.palette())
        styles = {
            "insert": f"color:{tokens.good}; background-color:{tokens.good_soft}; text-decoration: underline",
            "delete": f"color:{tokens.violation}; background-color:{tokens.violation_soft};"
            " text-decoration: line-through",
        }
        told = "".join(
            escape(piece.text)
            if piece.kind == "same"
            else f"<span style='{styles[piece.kind]}'>{escape(piece.text)}</span>"
            for piece in line.pieces
            if piece.kind != _SKIPPED.get(side)
        )
        return f"<b>{told}</b>" if line.heading else told
