"""工作规则原文: the office's own text of the rules, attached to a rulebook, replaced or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from secretariat.services import rules_text
from ui.minutes.sign_off_dialogs import ActDialog
from ui.theme import S
from ui.widgets.basics import button, label, row
from ui.widgets.dialogs import ask_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from secretariat.services.rules_text import ReadText, StoredText
    from ui.main_window import Shell
    from ui.operations import Operation
    from ui.rules.shelf import OnShelf

_KINDS: Final = (("工作规则原文", "*.docx *.txt"), ("所有文件", "*"))
_SHOWN: Final = 36
"""So many characters of an article tell which it is."""


class TextDialog(ActDialog):
    """Tells what is attached; a file that is chosen is read at once, and kept once somebody has seen what it is."""

    def __init__(
        self, parent: QWidget, shell: Shell, of: OnShelf, text: StoredText | None, done: Callable[[str], object]
    ) -> None:
        said = f"附上《{of.title}》的正式文本，检查结果中的条号就能打开条文。能读 docx 和 txt 文件。"
        super().__init__(parent, "rules-text", "工作规则原文", "附上", text=said, icon="minutes")
        self._shell, self._of, self._text, self._done = shell, of, text, done
        self._read: ReadText | None = None
        self._now = label("", "strong")
        self._now.setObjectName("rules-text-now")
        self._found = label("")
        self._found.setObjectName("rules-text-found")
        self._sample = label("", "small")
        self._pick = button("选择文件…", "rules-text-pick", icon="open", clicked=self.ask)
        self._remove = button("移除", "rules-text-remove", role="quiet", icon="delete", clicked=self.remove)
        for part in (self._now, self._found, self._sample):
            self.body.addWidget(part)
        self.body.addLayout(row(self._pick, self._remove, None, gap=S))
        self._show()
        self.finish()
        self._pick.setFocus()

    def _show(self) -> None:
        text, read = self._text, self._read
        if read is not None:
            self._now.setText(read.file)
            self._found.setText(read.found)
        elif text is not None:
            first, last = text.articles[0].number, text.articles[-1].number
            self._now.setText(f"已附：{text.file}")
            self._found.setText(f"{len(text.articles)}条（{first}至{last}）")
        else:
            self._now.setText("还没有附上原文")
            self._found.setText("")
        articles = () if read is None else (read.articles[0], read.articles[-1])
        self._sample.setText("\n".join(f"{one.number}　{_shown(one.paragraphs)}" for one in articles))
        for part in (self._found, self._sample):
            part.setVisible(bool(part.text()))
        self._remove.setVisible(text is not None and read is None)
        self._pick.setText("换一个文件…" if text is not None or read is not None else "选择文件…")
        self.go.setVisible(read is not None)
        self.go.setText("替换" if text is not None else "附上")

    def ask(self) -> None:
        """Ask which file."""
        ask_open(self, "选择工作规则原文", _KINDS, lambda paths: self.take(paths[0]))

    def take(self, path: Path) -> None:
        """Read a file and tell what was found in it."""
        reading = self._shell.operations.read(rules_text.read_rules_text, path)
        reading.long(f"正在读取 {path.name}", can_cancel=False).then(self._taken).failed(self.show_error)

    def _taken(self, read: ReadText) -> None:
        self._read = read
        self.quiet()
        self._show()
        self.fit()
        self.go.setFocus()

    def act(self) -> Operation[Any] | None:
        """Keep what was read."""
        read, app = self._read, self._shell.services
        if read is None:
            return None
        kept = self._shell.operations.write(rules_text.keep_rules_text, app.database, app.actor, self._of.code, read)
        return kept.then(lambda _: self._done(f"已附上原文（{len(read.articles)}条）"))

    def remove(self) -> None:
        """Take away what is attached."""
        text, app = self._text, self._shell.services
        if text is None:
            return
        removed = self._shell.operations.write(
            rules_text.remove_rules_text, app.database, app.actor, text.rulebook, version=text.version
        )
        removed.then(lambda _: self._removed()).failed(self.show_error)

    def _removed(self) -> None:
        self.accept()
        self._done("已移除原文")

    def quiet(self) -> None:
        """Take back what went wrong before."""
        self._why.hide()


def _shown(paragraphs: tuple[str, ...]) -> str:
    text = paragraphs[0] if paragraphs else ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
