"""组织 from Excel and to it, by keys: previewed, narrowed, refused with its reason, confirmed, undone."""

from __future__ import annotations

import dataclasses

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget

from secretariat.domain.organisation import Person
from secretariat.services import audit
from secretariat.services import organisation as acts
from secretariat.services.database import Database
from secretariat.services.organisation_reading import read_tables
from secretariat.services.organisation_view import governments, open_organisation
from tests.ui.meeting_desk import SECRETARY, TODAY, Office, now, ready_folder
from ui.organisation.excel import download_template, export_all
from ui.organisation.import_lines import government_in
from ui.organisation.import_page import ImportPage
from ui.organisation.place import IMPORT, ORGANISATION
from ui.pages import Page

NAME = "云溪区人民政府"
HEAD = ("姓名", "职务", "职位", "单位", "任职开始", "籍贯")
LEADERS = (("林知远", "区长", "区长", None, "2022.1.16"), ("沈若兰", "副区长", "副区长"))
ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


class Overview(Page):
    """Stands for the page 组织."""

    def __init__(self, shell):
        super().__init__(shell, "组织")
        self.place = None

    def enter(self, place):
        self.place = place


class Desk:
    """A window with the import, and what a user does there."""

    def __init__(self, qt, qtbot, window, folder):
        self.qt, self.qtbot, self.window, self.folder = qt, qtbot, window, folder
        self.office = Office(folder)
        self.database = self.office.database
        self.shell = dataclasses.replace(window.shell, services=self.office.app, today=TODAY)
        self.database.subscribe(self.shell.operations.publish)
        window.shell = self.shell
        window.register(IMPORT, ImportPage, "从 Excel 导入")
        window.register(ORGANISATION, Overview)
        window.resize(1366, 768)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    @property
    def page(self):
        return self.window.page

    @property
    def rows(self):
        return [(line.where, line.words) for line in self.page.preview.model.rows]

    @property
    def trail(self):
        with self.database.reader() as session:
            return len(audit.entries(session))

    def go(self, place=None):
        self.shell.go(IMPORT, place)
        return self.idle().page

    def idle(self):
        self.qt.processEvents()
        self.qtbot.waitUntil(lambda: not self.shell.operations.busy, timeout=5000)
        self.qt.processEvents()
        if self.qt.activeWindow() is None:  # Qt's offscreen screen forgets it when a dialog goes
            self.window.activateWindow()
            self.qtbot.waitUntil(lambda: self.qt.activeWindow() is not None)
        return self

    def key(self, key, mod=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.qt.focusWidget() or self.window.focusWidget(), key, mod)
        return self.idle()

    def dialog(self, path):
        """What the file dialog in front is told."""
        made = self.window.findChild(QFileDialog, "file-dialog")
        signal = made.fileSelected if made.acceptMode() is QFileDialog.AcceptMode.AcceptSave else made.filesSelected
        signal.emit(str(path) if signal is made.fileSelected else [str(path)])
        made.reject()
        return self.idle()

    def file(self, *rows, name="名册.xlsx", head=HEAD):
        book = openpyxl.Workbook()
        book.active.title = "人员"
        for row in (head, *rows):
            book.active.append(row)
        path = self.folder / name
        book.save(path)
        return path

    def focused(self):
        return self.qt.focusWidget().objectName()


@pytest.fixture
def desk(chinese, qtbot, window, tmp_path, tmp_path_factory):
    made = Desk(chinese, qtbot, window, ready_folder(tmp_path, tmp_path_factory))
    yield made
    window.shell.operations.shutdown(wait_ms=3000)
    made.office.close()


@pytest.fixture
def government(desk):
    return acts.add_government(desk.database, SECRETARY, NAME)


def add(database, key, name):
    acts.add_person(database, SECRETARY, key, Person(key=0, name=name, title="局长"), today=TODAY)


def test_a_new_government_from_the_files_name_by_keys_only(desk):
    page = desk.go()
    assert desk.focused() == "import-choose"
    path = desk.file(*LEADERS, name="2022年云溪区人民政府名册.xlsx")
    desk.key(ENTER).dialog(path)
    assert page.target.value == NAME
    assert desk.rows == [
        (
            "人员 第 2 行",
            "职务：区长，职位：政府主要负责人，任职开始：2022-01-16\nE2：任职开始“2022.1.16”读作2022年1月16日",
        ),
        ("人员 第 3 行", "职务：副区长，职位：政府副职"),
    ]
    assert page.preview.verdict.text == "没有错误，可以导入"
    assert page.findChild(QWidget, "import-left-out").text() == "“人员”表的“籍贯”一列不导入"
    assert governments(desk.database) == ()
    desk.key(ENTER, CONTROL)
    (line,) = governments(desk.database)
    assert (line.name, line.people) == (NAME, 2)
    assert (desk.page.place, desk.window._note.text) == (line.key, "已导入：新增 2 行")
    desk.window._note.findChild(QPushButton, "undo").click()
    desk.idle()
    assert governments(desk.database) == ()


def test_a_government_that_no_name_tells_is_asked_for(desk):
    page = desk.go()
    page.take(desk.file(*LEADERS))
    assert page.target._field.problem.startswith("请填写政府全称")
    line = page.target.findChild(QLineEdit)
    assert desk.qt.focusWidget() is page.target._box or desk.qt.focusWidget() is line
    line.insert("某区人民政府")
    desk.key(ENTER)
    assert (page._view.preview.government, len(desk.rows)) == ("某区人民政府", 2)


def test_rows_that_are_wrong_come_first_with_cell_and_remedy_and_are_mended(desk, government):
    add(desk.database, government, "李靖")
    page = desk.go(government)
    assert page.head.when == NAME
    people = [
        *LEADERS,
        ("李靖", "财政局局长"),
        ("李靖", None, "党组成员"),
        ("顾一帆", "副区长", "区公所", None, "2022.4"),
    ]
    page.take(desk.file(*people))
    desk.idle()
    wrong = "C6：职位“区公所”不认识；E6：任职开始“2022.4”只写到月，没有写到日"
    assert desk.rows == [
        ("人员!C6、E6", f"{wrong}\n请从下拉词中选择；没有对应职位的留空，只填职务；请写成 2022-04-03 或 2022年4月3日")
    ]
    assert page.preview.verdict.text == "有 1 行有误，改正后才能导入"
    assert not page.foot.primary.isEnabled()
    before = desk.trail
    desk.key(ENTER, CONTROL)
    assert desk.trail == before
    segments = {made.objectName(): made.text() for made in page.preview.findChildren(QPushButton)}
    assert [segments[f"import-state-{key}"] for key in ("", "wrong", "new", "changed")] == [
        "全部 5", "有误 1", "新增 2", "有改动 2"
    ]  # fmt: skip
    page.findChild(QPushButton, "import-state-wrong").setFocus()
    for _ in range(2):
        desk.key(Qt.Key.Key_Right)
    assert desk.rows == [
        ("人员 第 4 行", "职务：局长 → 财政局局长"), ("人员 第 5 行", "职位：（空） → 党组成员")
    ]  # fmt: skip
    page.findChild(QPushButton, "import-state-").click()
    page.preview.list.filter.setText("人员!C6")
    assert [line.name for line in page.preview.model.rows] == ["顾一帆"]
    page.preview.list.filter.clear()
    desk.file(*people[:-1])
    desk.key(Qt.Key.Key_F5)
    assert len(desk.rows) == 4
    assert page.foot.primary.isEnabled()


def test_a_plan_that_is_not_what_was_shown_any_more_is_refused_and_made_again(desk, government):
    page = desk.go(government)
    page.take(desk.file(*LEADERS))
    desk.idle()
    elsewhere = Database.open(desk.folder / "secretariat.db", clock=now)
    add(elsewhere, government, "沈若兰")
    elsewhere.close(copy=False)
    before = desk.trail
    desk.key(ENTER, CONTROL)
    assert desk.trail == before
    assert page.notice.text == ("组织资料在预览之后又有改动，没有导入预览已按最新内容重新生成，请核对后再确认")
    assert desk.rows[1][1] == "职务：局长 → 副区长；职位：（空） → 政府副职"
    desk.key(ENTER, CONTROL)
    assert len(open_organisation(desk.database, government).people) == 2


def test_what_is_shown_follows_what_is_done_at_this_seat(desk, government):
    page = desk.go(government)
    page.take(desk.file(*LEADERS))
    desk.idle()
    add(desk.database, government, "沈若兰")
    desk.idle()
    assert "预览已按最新内容更新" in page.notice.text
    assert desk.rows[1][1] == "职务：局长 → 副区长；职位：（空） → 政府副职"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n", "这是PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        ("姓名,职务\n".encode("gb18030"), "文本文件"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_and_leaves_nothing(desk, government, data, words):
    path = desk.folder / "名册.xlsx"
    path.write_bytes(data)
    page, before = desk.go(government), desk.trail
    page.take(path)
    desk.idle()
    assert words in page.notice.text
    assert page._view is None
    assert desk.focused() == "import-choose"
    assert desk.trail == before
    desk.file(*LEADERS)
    desk.key(Qt.Key.Key_F5)
    assert len(desk.rows) == 2
    assert not page.notice.isVisible()


def test_reading_that_is_cancelled_leaves_what_was_shown(desk, government):
    page = desk.go(government)
    page.take(desk.file(*LEADERS))
    desk.idle()
    page.take(desk.file(*((f"甲{number}号",) for number in range(300)), name="又一.xlsx"))
    page._reading.cancel()
    desk.idle()
    assert len(desk.rows) == 2
    assert page._path.name == "名册.xlsx"


def test_a_file_is_dropped_and_two_thousand_rows_do_not_stop_the_window(desk, government, main_thread_watchdog):
    with main_thread_watchdog.pause():
        page = desk.go(government)
        path = desk.file(*((f"甲乙{number}", "副局长") for number in range(2000)))
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(path))])
        how = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    desk.qt.sendEvent(page, QDragEnterEvent(QPoint(9, 9), *how))
    desk.qt.sendEvent(page, QDropEvent(QPointF(9, 9), *how))
    desk.idle()
    assert page.preview.verdict.text == "没有错误，可以导入"
    assert len(desk.rows) == 2000


def test_the_template_and_all_there_is_are_written_as_workbooks(desk, government):
    add(desk.database, government, "李靖")
    page = desk.go(government)
    download_template(page, government)
    desk.dialog(desk.folder / "模板.xlsx")
    assert desk.window._note.text == f"模板已保存到 {desk.folder / '模板.xlsx'}"
    assert all(not table.entries for table in read_tables(desk.folder / "模板.xlsx"))
    export_all(page, government)
    desk.idle().dialog(desk.folder / "组织.xlsx")
    assert desk.window._note.text == f"已导出到 {desk.folder / '组织.xlsx'}"
    page.take(desk.folder / "组织.xlsx")
    desk.idle()
    assert page.preview.verdict.text == "与现有组织完全相同，不需要导入"
    assert not page.foot.primary.isEnabled()


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("2022年3月某区人民政府名册", "某区人民政府"),
        ("云溪区干部名册", NAME),
        ("云溪区人民政府名册（终稿）", NAME),
        ("名册", None),
        ("日照市人民政府组织", "日照市人民政府"),
    ],
)
def test_the_government_that_a_files_name_tells(file, found):
    assert government_in(file, [NAME]) == found
