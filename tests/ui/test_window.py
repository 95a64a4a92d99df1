"""The frame: ways through it, what it says of errors, how it closes, and what holds for everything in it."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import threading
from pathlib import Path

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
    QLabel,
    QLineEdit,
    QMessageBox,
    QScrollBar,
    QTextEdit,
    QWidget,
)

from secretariat.errors import UserError
from tests.ui.watchdog import Watchdog
from ui import PROGRAM, VERSION
from ui.display import NoDisplayError, need_display
from ui.errors import ErrorReporter
from ui.operations import Autosave
from ui.pages import Page
from ui.settings_store import SettingsStore, WindowSettings
from ui.single_instance import SingleInstance
from ui.theme import DARK, LIGHT, tokens_of
from ui.widgets.dialogs import Dialog, ask_open

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


# --- ways through it


class Recorder(Page):
    def __init__(self, shell):
        super().__init__(shell, "试验", foot=True)
        self.log = []

    def enter(self, place):
        self.log.append(("enter", place))

    def leave(self):
        self.log.append(("leave",))

    def changed(self, changes):
        self.log.append(("changed", changes))

    def undo(self):
        self.log.append(("undo",))


@pytest.fixture
def pages(window, qtbot):
    made = {}

    def build(key):
        def factory(shell):
            made[key] = Recorder(shell)
            return made[key]

        return factory

    for key in ("home", "meetings", "meetings/one"):
        window.register(key, build(key), "" if "/" not in key else "一次会议")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return made


def test_pages_are_built_when_gone_to_and_kept(window, pages):
    assert pages == {}
    window.shell.go("meetings")
    first = pages["meetings"]
    window.shell.go("home")
    window.shell.go("meetings", 5)
    assert pages["meetings"] is first
    assert first.log == [("enter", None), ("leave",), ("enter", 5)]


def test_a_page_is_shown_once_what_it_needs_is_fetched(window, pages, qtbot):
    gate, fetched = threading.Event(), []

    def fetch():
        gate.wait(5)
        fetched.append(threading.current_thread().name)

    window.shell.operations.hold()
    window.register("rules", Recorder, fetch=fetch)
    window.register("system", Recorder, fetch=fetch)
    window.shell.go("home")
    window.shell.go("system")
    assert window.page is None
    window.shell.go("rules", 3)
    gate.set()
    qtbot.waitUntil(lambda: window.page is not None)
    assert window.page.log == [("enter", 3)]
    assert fetched == ["reader", "reader"]
    assert pages["home"].log[:2] == [("enter", None), ("leave",)]
    window.shell.go("system")
    assert window.page.log == [("enter", None)]


def test_what_pages_need_is_fetched_while_nobody_waits(window, qtbot):
    fetched = []
    window.register("rules", Recorder, fetch=lambda: fetched.append(threading.current_thread().name))
    qtbot.waitUntil(lambda: fetched == ["aside"] and not window.shell.operations.busy)
    window.shell.go("rules")
    assert window.page.log == [("enter", None)]


@pytest.mark.usefixtures("pages")
def test_there_is_a_way_back(window, qtbot):
    window.shell.go("home")
    window.shell.go("meetings")
    window.shell.go("meetings/one", 7)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.shell.navigation.here.key == "meetings"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.shell.navigation.here.key == "home"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.shell.navigation.here.key == "home"


@pytest.mark.usefixtures("pages")
def test_alt_and_a_digit_goes_to_a_place(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert window.shell.navigation.here.key == "meetings"
    assert window.windowTitle() == f"会议 - {PROGRAM}"


@pytest.mark.usefixtures("pages")
def test_a_page_below_a_place_marks_that_place(window):
    window.shell.go("meetings/one", 7)
    assert window.rail._buttons["meetings"].isChecked()


def test_changes_reach_every_page_that_is_there(window, pages, qtbot):
    window.shell.go("home")
    window.shell.operations.publish("changes")
    qtbot.waitUntil(lambda: ("changed", "changes") in pages["home"].log)


def test_ctrl_z_asks_the_page(window, pages, qtbot):
    window.shell.go("home")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ("undo",) in pages["home"].log


def test_leaving_a_page_saves(window, pages, qtbot):
    saved = []
    window.shell.go("home")
    operations = window.shell.operations
    autosave = Autosave(operations, lambda fields: operations.write(saved.append, fields), pages["home"], delay=60_000)
    autosave.note("place", "会议室")
    window.shell.go("meetings")
    qtbot.waitUntil(lambda: saved == [{"place": "会议室"}])


@pytest.mark.usefixtures("pages")
def test_the_rail_folds_in_a_narrow_window(window):
    window.resize(1366, 768)
    assert not window.rail.folded
    window.resize(1100, 768)
    assert window.rail.folded


# --- closing


@pytest.mark.usefixtures("pages")
def test_closing_waits_for_what_is_being_written(window, qtbot):
    window.shell.go("home")
    gate, done = threading.Event(), []
    window.shell.operations.write(lambda: (gate.wait(5), done.append(True)))
    window.close()
    assert window.isVisible()
    gate.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert done == [True]


def test_closing_asks_about_what_cannot_be_saved(window, pages, qtbot):
    window.shell.go("home")
    operations = window.shell.operations

    def refuse(_fields):
        raise UserError("磁盘已满", "请清理磁盘")

    autosave = Autosave(operations, lambda fields: operations.write(refuse, fields), delay=1)
    autosave.note("place", "会议室")
    qtbot.waitUntil(lambda: operations.state.problem is not None)
    assert pages["home"].notice.text == "磁盘已满请清理磁盘"
    window.close()
    asked = window.findChild(Dialog, "close-unsaved")
    assert asked is not None
    assert window.isVisible()
    asked.findChild(QWidget, "close-unsaved-act").click()
    assert not window.isVisible()


@pytest.mark.usefixtures("pages")
def test_the_place_of_the_window_is_remembered(window):
    window.shell.go("home")
    window.resize(1200, 700)
    window.close()
    assert SettingsStore(window.shell.settings.path.parent).window.geometry[2:] == (1200, 700)


# --- errors


def test_what_the_user_can_mend_stands_at_the_head_of_the_page(window, pages, qtbot):
    window.shell.go("home")
    window.shell.errors.report(UserError("请先选择主持人", "在“基本情况”中选择"))
    qtbot.waitUntil(pages["home"].notice.isVisible)


@pytest.mark.usefixtures("pages")
def test_a_fault_is_logged_and_shown_without_its_traceback(window, qtbot, caplog):
    window.shell.go("home")

    def broken():
        raise RuntimeError("内部细节")

    window.shell.operations.write(broken)
    qtbot.waitUntil(lambda: window.shell.errors._open is not None)
    shown = window.shell.errors._open
    text = "".join(words.text() for words in shown.findChildren(QLabel))
    assert "程序出现故障" in text
    assert str(window.shell.errors.log_file) in text
    assert "内部细节" not in text
    assert "Traceback" not in text
    assert "RuntimeError: 内部细节" in caplog.text
    shown.findChild(QWidget, "fault-copy").click()
    assert "Traceback" in QApplication.clipboard().text()
    caplog.clear()
    shown.close()


@pytest.mark.usefixtures("chinese")
def test_faults_that_repeat_open_one_dialog(tmp_path, caplog):
    reporter = ErrorReporter(tmp_path / "secretariat.log")
    for _ in range(5):
        reporter.report(RuntimeError("试验"))
    assert len([one for one in QApplication.topLevelWidgets() if one.objectName() == "fault" and one.isVisible()]) == 1
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 5
    caplog.clear()
    reporter._open.close()


# --- settings


def test_settings_are_kept_and_bad_ones_ignored(tmp_path):
    store = SettingsStore(tmp_path)
    store.change(dark=True, scale=120, geometry=(1, 2, 300, 400), folder='D:\\会议 "一"')
    store.remember_columns("议题 表", {"no": 64})
    assert SettingsStore(tmp_path).window == store.window
    for text in ("dark = 1\nscale = 500\ngeometry = [1]\nunknown = 3", "not toml ="):
        store.path.write_text(text, encoding="utf-8")
        assert SettingsStore(tmp_path).window == WindowSettings()


def test_settings_that_cannot_be_written_stop_nobody(tmp_path):
    store = SettingsStore(Path(tmp_path, "file", "sub"))
    Path(tmp_path, "file").write_text("", encoding="utf-8")
    store.change(dark=True)
    assert store.window.dark


def test_the_look_changes_at_once_and_is_kept(full_window):
    shell = full_window.shell
    shell.theme.change(dark=True, scale=140)
    assert tokens_of(full_window.palette()) is DARK
    assert SettingsStore(shell.settings.path.parent).window.dark
    assert full_window.font().pointSizeF() == pytest.approx(11 * 1.4)
    shell.theme.change(dark=False, scale=100)
    assert tokens_of(full_window.palette()) is LIGHT


def test_the_version_is_the_projects(root):
    assert f'version = "{VERSION}"' in (root / "pyproject.toml").read_text(encoding="utf-8")


# --- one window for one database, and a screen to show it on


@pytest.mark.usefixtures("chinese")
def test_the_second_start_calls_the_first(qtbot, tmp_path, root):
    first = SingleInstance(str(tmp_path / "a.db"), tmp_path)
    assert first.claim()
    first.listen()
    second = SingleInstance(str(tmp_path / "a.db"), tmp_path)
    assert not second.claim()
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from ui.single_instance import SingleInstance; qt = QCoreApplication([]);"
        "sys.exit(not SingleInstance(sys.argv[1], Path(sys.argv[2])).call_first())"
    )
    caller = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "a.db"), str(tmp_path)], cwd=root)
    with qtbot.waitSignal(first.called):
        pass
    qtbot.waitUntil(lambda: caller.poll() is not None)
    assert caller.returncode == 0
    other = SingleInstance(str(tmp_path / "b.db"), tmp_path)
    assert other.claim()
    first.release()
    assert second.claim()
    second.release()
    other.release()


def test_without_a_screen_that_is_said(monkeypatch):
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    for display in ("", ":987", "nonsense"):
        monkeypatch.setenv("DISPLAY", display)
        with pytest.raises(NoDisplayError) as told:
            need_display()
        assert "命令行" in told.value.remedy
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    need_display()


# --- what holds for everything


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


# --- papers


@pytest.mark.usefixtures("gallery")
def test_a_paper_is_shown_page_by_page(full_window, qtbot):
    full_window.shell.go("minutes")
    preview = full_window.page.preview
    qtbot.waitUntil(lambda: preview.pages.drawn >= 1, timeout=5000)
    assert preview._number.text() == "第 1 页，共 3 页"
    image = preview.pages._images[0][1]
    darks = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert darks > 50
    zoom = preview.pages.zoom
    qtbot.keyClick(preview.pages, Qt.Key.Key_Plus)
    assert preview.pages.zoom > zoom
    qtbot.keyClick(preview.pages, Qt.Key.Key_PageDown)
    assert preview._number.text() == "第 2 页，共 3 页"
    qtbot.keyClick(preview.pages, Qt.Key.Key_End)
    assert preview._number.text() == "第 3 页，共 3 页"
    qtbot.waitUntil(lambda: 2 in preview.pages._images, timeout=5000)


@pytest.mark.usefixtures("window")
def test_what_is_no_pdf_is_said(operations, qtbot):
    from ui.widgets.pdf_preview import PdfPreview  # noqa: PLC0415 (only here)

    preview = PdfPreview(operations)
    qtbot.addWidget(preview)
    with qtbot.waitSignal(operations.refused) as told:
        preview.show_paper(b"no pdf")
    assert "无法打开" in told.args[0].message


def test_a_paper_is_printed_at_its_true_size(operations, gallery, qtbot, tmp_path):
    import pypdfium2  # noqa: PLC0415 (only here)

    from ui.printing import print_on  # noqa: PLC0415 (only here)

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setResolution(150)
    printer.setFullPage(True)
    paper, done = gallery.sample_paper(), []
    print_on(printer, operations, paper, "会议纪要", printed=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert done == [3]
    before, after = pypdfium2.PdfDocument(paper), pypdfium2.PdfDocument(str(tmp_path / "out.pdf"))
    assert len(after) == 3
    assert after.get_page_size(0) == pytest.approx(before.get_page_size(0), abs=1)
    one, two = (document[0].render(scale=1).to_pil().convert("L") for document in (before, after))
    boxes = [image.point(lambda value: 255 * (value < 128)).getbbox() for image in (one, two)]
    assert boxes[0] == pytest.approx(boxes[1], abs=2)


@pytest.mark.usefixtures("chinese")
def test_without_a_printer_that_is_said(operations, monkeypatch):
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 (only here)

    from ui.printing import NoPrinterError, print_paper  # noqa: PLC0415 (only here)

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(NoPrinterError):
        print_paper(QWidget(), operations, b"", "会议纪要")


# --- the watchdog itself


@pytest.mark.usefixtures("chinese")
def test_the_watchdog_says_where(qtbot):
    import time as clock  # noqa: PLC0415 (only here)

    with Watchdog() as dog:
        qtbot.wait(30)
        clock.sleep(0.2)
        qtbot.wait(30)
    assert "clock.sleep(0.2)" in dog.verdict()


def test_going_through_the_gallery_keeps_nobody_waiting(full_window, gallery, qtbot):
    """Its pages hold every part there is, and are drawn for the first time here: more than a page of the program."""
    with Watchdog(longest=0.25) as dog:
        for key in (*gallery.PAGES, *gallery.PAGES):
            full_window.shell.go(key)
            qtbot.wait(20)
    assert dog.verdict() == ""
