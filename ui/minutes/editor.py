"""The plain editor of the minutes' text: what opens them, then a block for each topic, its heading and paragraphs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from secretariat.domain.facts import MinutesBody, MinutesSection
from secretariat.domain.numerals import numeral
from ui.meetings.phrases import phrases
from ui.meetings.sheet import GrowingText
from ui.theme import XS, XXS, M, S
from ui.widgets.basics import button, clear, column, icon_button, label, named, row, scrolled

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QScrollArea

    from secretariat.services.meetings import MeetingView

_OPENERS: Final = ("会议指出，", "会议强调，", "会议要求，", "会议决定，", "会议同意，", "会议确定，")
_NUMBER_ROOM: Final = 3
_AROUND: Final = 16
"""Border and padding of a block, above and below together."""


class TextBlock(GrowingText):
    """Some paragraphs; Up and Down go on to the next block where there is no more line."""

    beyond = Signal(int)
    phrase = Signal()

    def __init__(self, object_name: str, accessible_name: str, *, lines: int = 3) -> None:
        super().__init__(object_name, accessible_name, lines=lines)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit(self) -> None:
        """As high as all of it, also the lines that Qt has not laid out yet."""
        layout, block = self.document().documentLayout(), self.document().begin()
        high = 0.0
        while block.isValid():
            high += layout.blockBoundingRect(block).height()
            block = block.next()
        least = self._least * self.fontMetrics().lineSpacing()
        height = math.ceil(max(high, least) + 2 * self.document().documentMargin()) + _AROUND
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Another width takes other lines."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go beyond the first and the last line; Ctrl+/ offers phrases."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Slash and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.phrase.emit()
            return
        if plain and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            cursor = self.textCursor()
            way = QTextCursor.MoveOperation.Up if key == Qt.Key.Key_Up else QTextCursor.MoveOperation.Down
            if not cursor.movePosition(way):
                self.beyond.emit(-1 if key == Qt.Key.Key_Up else 1)
                return
        super().keyPressEvent(event)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, without empty ones."""
        return tuple(line.strip() for line in self.toPlainText().splitlines() if line.strip())


class HeadingBlock(TextBlock):
    """A heading: one paragraph; Enter goes on to the text."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter goes on."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.beyond.emit(1)
        else:
            super().keyPressEvent(event)


class _Section(QWidget):
    """One block."""

    removed = Signal()

    def __init__(self, number: int, section: MinutesSection) -> None:
        super().__init__()
        self.topic = section.topic
        self.number = label("", "strong", wrap=False)
        self.number.setFixedWidth(self.number.fontMetrics().horizontalAdvance("某") * _NUMBER_ROOM)
        self.number.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.number.setContentsMargins(0, 8, 0, 0)
        self.heading = HeadingBlock(f"minutes-heading-{number}", f"第{number}部分标题", lines=1)
        self.text = TextBlock(f"minutes-text-{number}", f"第{number}部分正文", lines=2)
        self.heading.setPlainText(section.heading or "")
        self.text.setPlainText("\n".join(section.paragraphs))
        self.heading.setPlaceholderText("标题")
        self.text.setPlaceholderText("正文，每段一行")
        self.remove = icon_button("delete", f"minutes-remove-{number}", "删除这一部分", clicked=self.removed.emit)
        top = row(self.number, self.heading, self.remove, gap=XS)
        top.setAlignment(self.remove, Qt.AlignmentFlag.AlignTop)
        bottom = row(0, self.text, gap=0)
        bottom.setContentsMargins(self.number.width() + XS, 0, self.remove.sizeHint().width() + XS, 0)
        column(top, bottom, gap=XXS, into=self)

    def show_number(self, number: int) -> None:
        self.number.setText(f"{numeral(number)}、")

    @property
    def section(self) -> MinutesSection:
        """What it says."""
        heading = "".join(self.heading.paragraphs)
        return MinutesSection(topic=self.topic, heading=heading or None, paragraphs=self.text.paragraphs)


class BodyEditor(QFrame):
    """The text. ``edited`` tells that somebody has typed; what the program shows tells nothing."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        named(self, "minutes-editor", "纪要正文")
        self._view: MeetingView | None = None
        self._showing = False
        self._read_only = False
        self._sections: list[_Section] = []
        self.opening = TextBlock("minutes-opening", "开头", lines=2)
        self.opening.setPlaceholderText("何时何地、谁主持、研究了哪些事项")
        self._hook(self.opening)
        self._blocks = column(gap=M)
        self._more = button("增加一部分", "minutes-add-section", role="link", icon="add", clicked=self._add_empty)
        inside = QWidget()
        column(self.opening, self._blocks, row(self._more, None), None, gap=M, pad=(M, S), into=inside)
        self.area: QScrollArea = scrolled(inside, "minutes-scroll", "纪要正文")
        column(self.area, gap=0, pad=2, into=self)

    # --- the text

    @property
    def body(self) -> MinutesBody:
        """The text as it stands; a block without a word is none."""
        told = (part.section for part in self._sections)
        sections = tuple(part for part in told if part.heading or part.paragraphs)
        return MinutesBody(opening="\n".join(self.opening.paragraphs), sections=sections)

    def show_body(self, body: MinutesBody) -> None:
        """Show a text; the cursor stays, if the block is still there."""
        held = self.focusWidget()
        name = held.objectName() if isinstance(held, TextBlock) and held.hasFocus() else ""
        place = held.textCursor().position() if isinstance(held, TextBlock) else 0
        self._showing = True
        if self.opening.toPlainText() != body.opening:
            self.opening.setPlainText(body.opening)
        clear(self._blocks)
        self._sections = []
        for part in body.sections:
            self._add(part)
        self._number()
        self._showing = False
        found = self.findChild(TextBlock, name) if name else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
            cursor = found.textCursor()
            cursor.setPosition(min(place, len(found.toPlainText())))
            found.setTextCursor(cursor)

    def set_view(self, view: MeetingView) -> None:
        """From which meeting the phrases are filled."""
        self._view = view

    def bar(self, *, barred: bool) -> None:
        """Let nothing be edited."""
        self._read_only = barred
        for block in self._all():
            block.setReadOnly(barred)
        for part in self._sections:
            part.remove.setVisible(not barred)
        self._more.setVisible(not barred)

    def _add(self, section: MinutesSection) -> _Section:
        made = _Section(len(self._sections) + 1, section)
        for block in (made.heading, made.text):
            self._hook(block)
            block.setReadOnly(self._read_only)
        made.remove.setVisible(not self._read_only)
        made.removed.connect(lambda: self._remove(made))
        self._sections.append(made)
        self._blocks.addWidget(made)
        return made

    def _add_empty(self) -> None:
        made = self._add(MinutesSection())
        self._number()
        made.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, part: _Section) -> None:
        self._sections.remove(part)
        self._blocks.removeWidget(part)
        part.hide()
        part.deleteLater()
        self._number()
        self.opening.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _number(self) -> None:
        for number, part in enumerate(self._sections, 1):
            part.show_number(number)

    def _hook(self, block: TextBlock) -> None:
        block.textChanged.connect(self._tell)
        block.beyond.connect(lambda way: self._go_beyond(block, way))
        block.phrase.connect(self.offer_phrases)
        block.cursorPositionChanged.connect(lambda: self._show_cursor(block))

    def _tell(self) -> None:
        if not self._showing:
            self.edited.emit()

    # --- going about

    def _all(self) -> list[TextBlock]:
        return [self.opening, *(block for part in self._sections for block in (part.heading, part.text))]

    def _go_beyond(self, block: TextBlock, way: int) -> None:
        blocks = self._all()
        at = blocks.index(block) + way
        if 0 <= at < len(blocks):
            there = blocks[at]
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            there.moveCursor(QTextCursor.MoveOperation.Start if way > 0 else QTextCursor.MoveOperation.End)

    def _show_cursor(self, block: TextBlock) -> None:
        """Keep the line in view in which one types."""
        inside = self.area.widget()
        if block.hasFocus():
            place = block.viewport().mapTo(inside, block.cursorRect().center())
            self.area.ensureVisible(place.x(), place.y(), 0, 2 * block.fontMetrics().height())

    def go_to_topic(self, topic: int) -> bool:
        """Go to the block of a topic."""
        part = next((part for part in self._sections if part.topic == topic), None)
        if part is not None:
            part.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(part)
        return part is not None

    # --- phrases

    def phrases(self) -> tuple[tuple[str, str], ...]:
        """What can be put in at the cursor: how it is called, and the words."""
        told = [(words.rstrip("，"), words) for words in _OPENERS]
        block = self.focusWidget()
        part = next((part for part in self._sections if block in (part.heading, part.text)), None)
        view = self._view
        topic = None
        if view is not None and part is not None:
            topic = next((topic for topic in view.dossier.topics if topic.no == part.topic), None)
        if view is not None and topic is not None:
            told += [(phrase.label, phrase.text) for phrase in phrases(view, topic)]
        return tuple(told)

    def offer_phrases(self) -> QMenu | None:
        """Offer them at the cursor, each by a figure or a letter."""
        held = self.focusWidget()
        block = held if isinstance(held, TextBlock) else self.opening
        if self._read_only:
            return None
        menu = named(QMenu(self), "phrases", "常用语")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, (name, words) in zip("123456789ABCDEFG", self.phrases(), strict=False):
            menu.addAction(f"&{key}　{name}", lambda words=words: self.insert(block, words))
        menu.popup(block.viewport().mapToGlobal(block.cursorRect().bottomLeft()))
        return menu

    def insert(self, block: TextBlock, words: str) -> None:
        """Put words in at the cursor."""
        block.setFocus(Qt.FocusReason.OtherFocusReason)
        block.insertPlainText(words)
