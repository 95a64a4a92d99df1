"""A keyboard and eyes for the stories through the window, and what several stories begin with."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QFrame, QLabel, QLineEdit, QPlainTextEdit

from ui.meetings.meeting_page import TABS

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
BACK = (KEY.Key_Backtab, SHIFT)


def words(widget):
    """What stands on a button."""
    return widget.text() if isinstance(widget, QAbstractButton) else ""


class Keys:
    """A keyboard, and eyes."""

    def __init__(self, program):
        self.program = program
        self.qtbot = program.qtbot

    @property
    def focus(self):
        """Where a key would go."""
        widget = self.program.qt.focusWidget() or self.program.window.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def __call__(self, *typed):
        """Press keys one after the other, wherever the focus is; texts are typed, or put in as an input method does."""
        for one in typed:
            if isinstance(one, str):
                self._type(one)
            else:
                self.qtbot.keyClick(self.focus, *(one if isinstance(one, tuple) else (one,)))
            self.rest()
        return self

    def _type(self, text):
        widget = self.focus
        if text.isascii():
            self.qtbot.keyClicks(widget, text)
        elif isinstance(widget, QPlainTextEdit):
            widget.insertPlainText(text)
        else:
            assert isinstance(widget, QLineEdit), f"nobody can type into {widget.objectName()}"
            widget.insert(text)
            widget.textEdited.emit(widget.text())

    def rest(self):
        """Let go of the keys until all is saved and shown; nobody waits for the pause after which it would be saved."""
        self.program.shell.operations.flush()
        self.program.idle()
        modal = self.program.qt.activeModalWidget()
        if modal is not None:  # a desktop gives the focus to a dialog a little later
            self.qtbot.waitUntil(lambda: modal.isActiveWindow() or not modal.isVisible())
        return self

    def over(self, text):
        """Type over what stands in the field."""
        return self((KEY.Key_A, CTRL), text)

    def paste(self, text):
        """Put a long text in at once."""
        self.focus.insert(text)
        return self.rest()

    def is_at(self, name):
        """Whether the focus is at a field or a button, by its name, which may have a * in it, or its words."""
        widget = self.focus
        known = (widget.objectName(), widget.parentWidget().objectName(), words(widget))
        return any(fnmatchcase(one, name) for one in known)

    def to(self, name, most=60, by=KEY.Key_Tab):
        """Go to a field by Tab, as one does who has no mouse."""
        for _ in range(most):
            if self.is_at(name):
                return self
            self(by)
        pytest.fail(f"Tab never comes to {name}; it is at {self.focus.objectName()}")

    def choose(self, text):
        """Choose one of several words with the arrows."""
        box = self.focus
        assert isinstance(box, QComboBox)
        number = box.findText(text)
        assert number >= 0, f"{box.objectName()} does not offer {text}"
        while box.currentIndex() != number:
            self(KEY.Key_Down if box.currentIndex() < number else KEY.Key_Up)
        return self

    def tick(self, *names):
        """Go to boxes, one after the other, and tick them."""
        for name in names:
            self.to(name)(KEY.Key_Space)
        return self

    def card(self, key):
        """Go to a card of a topic's page."""
        page = self.program.page
        for _ in page.cards:
            if page.cards[key].isAncestorOf(self.focus):
                return self
            self((KEY.Key_PageDown, CTRL))
        pytest.fail(f"Ctrl+PgDown never comes to the card {key}")

    def primary(self, text):
        """Do what the foot of the page says comes next."""
        page = self.program.page
        tabs = getattr(page, "_tabs", None)
        self.qtbot.waitUntil(lambda: tabs is None or (len(tabs) == len(TABS) and not page._behind))
        self.qtbot.waitUntil(lambda: page.foot.primary is not None and page.foot.primary.isVisible())
        assert page.foot.primary.text() == text
        return self((KEY.Key_Return, CTRL))

    def tab(self, key):
        """Turn to a tab of the meeting."""
        page = self.program.page
        for _ in TABS:
            if page.current.key == key:
                return page.current
            self((KEY.Key_PageDown, CTRL))
        pytest.fail(f"no tab {key}")


@pytest.fixture
def keys(program):
    """The keyboard."""
    return Keys(program)


def import_organisation(program, keys, office, path):
    """From Excel, through the preview."""
    keys((KEY.Key_8, ALT)).to("从 Excel 导入…")(KEY.Key_Return, (KEY.Key_O, CTRL))
    name_file(program, keys, path)
    assert program.find("import-government").currentText() == office.government
    keys((KEY.Key_Return, CTRL))
    program.qtbot.waitUntil(lambda: program.page.objectName() == "page-organisation")
    program.idle()


def name_file(program, keys, path):
    """Put a file's name into the file dialog."""
    dialog = program.find("file-dialog", QFileDialog)
    assert keys.focus is dialog.findChild(QLineEdit, "fileNameEdit")
    keys.paste(str(path))(KEY.Key_Return)


def new_meeting(program, keys, day=None):
    """An executive meeting of that government, today or on a day that is typed, with the people of today."""
    keys((KEY.Key_2, ALT), (KEY.Key_N, CTRL)).to("new-number")("5")
    if day is not None:
        keys.to("new-date").over(day)(KEY.Key_Return)
    keys.to("new-start")("0900")
    keys.primary("建立会议")
    return program.page.desk.meeting_id


def make_list(keys):
    """Whom the rule puts on the list, as proposed."""
    keys.tab("attendance")
    keys.primary("按规则生成名单")
    keys(KEY.Key_Return)


def article_of(number):
    """An article as it is cited."""
    return number if number.startswith("第") else f"第{number}条"


def reading(widget):
    """All that stands on a part of the window."""
    parts = [one for one in widget.findChildren(QLabel) if one.text()] + widget.findChildren(QAbstractButton)
    return "\n".join(one.text() for one in parts)


def told(program, code, no=None):
    """What the check panel says of a finding; nothing where it has none."""
    name = f"finding-{code}" + ("" if no is None else f"-{no}")
    for frame in program.page.panel.findChildren(QFrame):
        if frame.isVisible() and (frame.objectName() == name or (no is None and frame.objectName().startswith(name))):
            return reading(frame)
    return ""


def lacks(program, code, words, article, no=None):
    """The panel says that something lacks, in these words, and cites the article."""
    said = told(program, code, no)
    assert said, f"{code} is not told: {program.page.panel.text}"
    assert words in said
    assert article_of(article) in said, said


def mended(program, code, no=None):
    """The panel says it no longer, and is there to be read."""
    assert program.page.panel.isVisible()
    assert not told(program, code, no)
