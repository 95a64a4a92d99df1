"""What holds for everything in the window: it can be read, speaks Chinese, has names, and is reached by keyboard."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMessageBox,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from tests.ui.watchdog import Watchdog
from ui.theme import DARK, LIGHT
from ui.widgets.dialogs import ask_open

LATIN = re.compile(r"[A-Za-z]{2,}")
ALLOWED = re.compile(
    r"Ctrl\+\S+|Alt\+\S+|Esc|Enter|PDF|Secretariat Hei|WenQuanYi.*|Noto.*|Microsoft.*|Qt [\d.]+|/\S*|\*\.\w+|CUPS|GB/T"
)
KINDS_OF_TEXT = ("text", "title", "windowTitle", "toolTip", "placeholderText", "accessibleName",
                 "accessibleDescription", "labelText", "whatsThis", "statusTip")  # fmt: skip


def words_of(root):
    """Every text that can be seen or heard in a widget and all below it."""
    for thing in [root, *root.findChildren(QObject)]:
        for kind in KINDS_OF_TEXT:
            asked = getattr(thing, kind, None)
            if not callable(asked):
                continue
            try:
                text = asked()
            except TypeError:
                continue
            if isinstance(text, str):
                yield f"{type(thing).__name__}.{thing.objectName()}.{kind}", text
        if isinstance(thing, QComboBox):
            for number in range(thing.count()):
                yield f"item of {thing.objectName()}", thing.itemText(number)
        if isinstance(thing, QAbstractItemView) and thing.model() is not None and thing.model().rowCount() < 100:
            model = thing.model()
            for column in range(0 if isinstance(model, QAbstractListModel) else model.columnCount(thing.rootIndex())):
                yield "header", str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def foreign(root, but=()):
    """Texts in which Latin words stand."""
    found = []
    for where, text in words_of(root):
        plain = ALLOWED.sub("", text)
        if LATIN.search(plain) and not any(one in text for one in but):
            found.append((where, text))
    return found


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one, other):
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_needed_text_can_be_read(tokens):
    grounds = [tokens.ground, tokens.surface, tokens.raised, tokens.hover]
    pairs = [(text, ground) for text in (tokens.text, tokens.text_2) for ground in grounds]
    pairs += [(text, tokens.surface) for text in (tokens.accent, tokens.violation, tokens.warning, tokens.good)]
    pairs += [
        (tokens.text, soft)
        for soft in (tokens.accent_soft, tokens.violation_soft, tokens.warning_soft, tokens.good_soft)
    ]
    pairs += [(tokens.accent, tokens.accent_soft), (tokens.text_2, tokens.accent_soft)]
    pairs += [(tokens.on_accent, tokens.accent), (tokens.on_accent, tokens.accent_strong)]
    assert [(one, other) for one, other in pairs if contrast(one, other) < 4.5] == []
    marks = [
        (tokens.warning, tokens.warning_soft),
        (tokens.violation, tokens.violation_soft),
        (tokens.good, tokens.good_soft),
    ]
    assert [(one, other) for one, other in marks if contrast(one, other) < 3] == []


def test_no_widget_has_colours_fonts_or_styles_of_its_own(root):
    own = re.compile(r"setStyleSheet|QFont\(\"|QColor\((\"|\d)|#[0-9A-Fa-f]{6}")
    allowed = {"theme.py"}
    for file in (root / "ui").rglob("*.py"):
        if file.name not in allowed:
            assert not own.search(file.read_text(encoding="utf-8")), file


def test_the_whole_gallery_speaks_chinese(full_window, gallery):
    for key in gallery.PAGES:
        full_window.shell.go(key)
    assert foreign(full_window, but=["secretariat"]) == []


class Windows(QObject):
    """Notes every window that appears."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def eventFilter(self, watched, event):  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_no_part_flashes_up_as_a_window_of_its_own(window, gallery):
    noted = Windows()
    QApplication.instance().installEventFilter(noted)
    window.show()
    gallery.add_pages(window, window.shell)
    for key in gallery.PAGES:
        window.shell.go(key)
    QApplication.instance().removeEventFilter(noted)
    assert noted.seen == ["MainWindow main-window"]


INTERACTIVE = (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractItemView, QAbstractSlider)


def ours(widget):
    """Whether it is a control of the program's own, not a part that Qt has put into one."""
    above, part_of = widget.parent(), widget.metaObject().className()
    if isinstance(widget, QScrollBar) or part_of in {"QLineEditIconButton", "QComboBoxListView", "QTableCornerButton"}:
        return False
    if widget.objectName().startswith("qt_"):
        return False
    if isinstance(above, QComboBox) or "QComboBoxPrivateContainer" in type(above).__name__:
        return False
    return not isinstance(above, QLineEdit | QAbstractItemView) and part_of != "QHeaderView"


def test_every_control_has_a_name_for_tests_and_one_in_chinese(full_window, gallery):
    for key in gallery.PAGES:
        full_window.shell.go(key)
    without = []
    for control in full_window.findChildren(QWidget):
        if isinstance(control, INTERACTIVE) and ours(control):
            inner = control.metaObject().className()
            if not control.objectName() or not re.search(r"[\u4e00-\u9fff]", control.accessibleName()):
                without.append((inner, control.objectName(), control.accessibleName()))
    assert [one for one in without if one[0] not in {"QToolButton", "QListView", "QHeaderView"}] == []


def test_tab_goes_round_and_is_caught_nowhere(full_window, gallery, qtbot):
    for key in gallery.PAGES:
        full_window.shell.go(key)
        page = full_window.page
        full_window.activateWindow()
        start = page.head._back if page.head._back.isVisible() else full_window.rail._buttons[key]
        start.setFocus()
        seen = []
        for _ in range(120):
            focused = QApplication.focusWidget()
            if focused is None or (seen and focused is seen[0]):
                break
            assert focused not in seen, f"{key}: {focused.objectName()}"
            seen.append(focused)
            qtbot.keyClick(focused, Qt.Key.Key_Tab)
        names = {one.objectName() for one in seen}
        assert [name for name in names if name.startswith("place-")] == [f"place-{key}"]  # the rail is one stop
        reachable = [
            one.objectName()
            for one in page.findChildren(QWidget)
            if isinstance(one, INTERACTIVE) and ours(one) and one.isVisible() and one.isEnabled()
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.objectName() not in names
            and not (isinstance(one, QAbstractButton) and one.group() is not None)
            and not (isinstance(one, QAbstractButton) and one.autoExclusive())
        ]  # fmt: skip
        assert reachable == [], f"{key}: {[one.objectName() for one in seen]}"


@pytest.mark.usefixtures("chinese")
def test_qts_own_dialogs_speak_chinese(qtbot, tmp_path):
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    owner = QWidget()
    qtbot.addWidget(owner)
    message = QMessageBox(owner)
    for which in QMessageBox.StandardButton:
        if which.value and which.value & (which.value - 1) == 0 and 0x400 <= which.value <= 0x8000000:
            message.addButton(which)
    opening = ask_open(owner, "导入会议", [("会议文件", "*.json")], lambda _: None, folder=tmp_path)
    saving = QFileDialog(owner)
    saving.setOption(QFileDialog.Option.DontUseNativeDialog)
    saving.setDirectory(str(tmp_path))
    saving.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialogs = [message, opening, saving, QInputDialog(owner), QCalendarWidget(owner), QPrintDialog(printer, owner)]
    found = []
    for dialog in dialogs:
        found += foreign(dialog, but=[str(tmp_path), tmp_path.name, "A4", "JIS", "ANSI", "IPP"])
    paper_names = re.compile(r"[(（]|[A-Z]\d")
    assert [one for one in found if not paper_names.search(one[1])] == []


@pytest.mark.usefixtures("chinese")
def test_the_menus_of_fields_speak_chinese(qtbot):
    for field in (QLineEdit(), QTextEdit()):
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        texts = [re.sub(r"\(&\w\)|\t.*", "", action.text()) for action in menu.findChildren(QAction) if action.text()]
        assert "撤销" in texts
        assert "粘贴" in texts
        assert not any(LATIN.search(text) for text in texts)


def test_going_through_the_gallery_keeps_nobody_waiting(full_window, gallery, qtbot):
    """Its pages hold every part there is, and are drawn for the first time here: more than a page of the program."""
    with Watchdog(longest=0.25) as dog:
        for key in (*gallery.PAGES, *gallery.PAGES):
            full_window.shell.go(key)
            qtbot.wait(20)
    assert dog.verdict() == ""
