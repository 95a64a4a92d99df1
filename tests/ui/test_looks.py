"""What a picky eye saw in pictures of the window, and does not want to see again."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QHoverEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListView, QPushButton, QSpinBox, QWidget

from secretariat.settings import RESOURCES
from ui import printing
from ui.meetings.form import FittingForm
from ui.meetings.sheet import Choice, GrowingText
from ui.meetings.units import UnitChips
from ui.table_model import Column, TableModel
from ui.theme import DARK, LIGHT
from ui.widgets.basics import column, row, set_width
from ui.widgets.choices import Chip, ChipList
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialogs import Dialog, ask_open, ask_save
from ui.widgets.empty_state import EmptyState
from ui.widgets.footer import Act, Footer
from ui.widgets.page_header import PageHeader
from ui.widgets.person_picker import PersonChoice, PersonPicker
from ui.widgets.rail import Rail
from ui.widgets.table import ROW_HEIGHT, Table

LONG = "会议传达学习了上级有关会议精神，研究了贯彻落实工作，强调要结合实际抓好落实。" * 4


@pytest.fixture
def show(qtbot, chinese):
    """Shows a widget at a size; gives the widget."""

    def shown(widget, width=800, height=600):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        chinese.processEvents()
        return widget

    return shown


def contrast(one, other):
    """As the Web Content Accessibility Guidelines define it."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


# --- colours


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_must_be_read_stands_out_from_its_ground(tokens):
    grounds = ("ground", "surface", "raised", "hover", "accent_soft")
    pairs = [*product(("text", "text_2"), grounds), ("on_accent", "accent"), ("on_accent", "accent_strong")]
    pairs += [("text", f"{tone}_soft") for tone in ("violation", "warning", "good")]
    pairs += [(tone, "surface") for tone in ("violation", "warning", "good", "accent")]
    pairs += [("accent", "accent_soft"), ("text_2", "line")]
    weak = {pair: contrast(*(getattr(tokens, name) for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}  # 4.5: WCAG 2.2, 1.4.3


def test_nothing_that_is_barred_is_grey_on_grey():
    sheet = (RESOURCES / "theme/window.qss").read_text(encoding="utf-8")
    barred = re.findall(r"([^{}]*:disabled[^{}]*)\{([^{}]*)\}", sheet)
    assert len(barred) > 5
    pale = [selector.strip() for selector, rules in barred if re.search(r"(?<!-)\bcolor: \$text_3", rules)]
    assert [selector for selector in pale if "QMenu" not in selector and "QCalendar" not in selector] == []


# --- nothing cut off


def test_an_empty_place_shows_every_line_of_what_it_says(show):
    place = EmptyState("不能预览", f"{LONG}\n请先填写会议日期。", Act(name="go", text="去填写", run=lambda: None))
    show(place, 700, 420)
    words = place._text
    needed = words.heightForWidth(words.width())
    assert words.height() >= needed > 3 * words.fontMetrics().lineSpacing()
    assert words.width() <= 700
    button = place.findChild(QPushButton, "go")
    assert button.y() >= words.geometry().bottom()


@pytest.mark.parametrize("lines", [1, 3])
def test_a_text_is_as_high_as_all_its_paragraphs_at_once(show, lines):
    page, text = QWidget(), GrowingText("text", "议定事项", lines=lines)
    column(text, None, into=page)
    show(page, 420, 900)
    text.setPlainText("\n".join([LONG] * 4))
    room = text.viewport().height()
    layout = text.document().documentLayout()
    blocks = [text.document().findBlockByNumber(number) for number in range(4)]
    assert sum(layout.blockBoundingRect(block).height() for block in blocks) <= room + 1


def test_a_text_of_one_line_is_as_high_as_a_line(show):
    page, text, line = QWidget(), GrowingText("title", "标题", lines=1, one_line=True), QLineEdit()
    row(text, line, into=page)
    show(page)
    assert abs(text.height() - line.height()) <= 1


def test_digits_of_a_day_and_a_time_are_never_cut_off(show):
    page = QWidget()
    day, time = DateField("day", "日期", today=date(2026, 12, 28), value=date(2026, 12, 28)), TimeField("time", "时间")
    time.setText("23:59")
    row(day, time, QLabel("很长的说明文字" * 20), into=page)
    show(page, 300)
    for field in (day, time):
        shown = field.fontMetrics().horizontalAdvance(field.text())
        assert field.width() >= shown + 20


def test_a_narrow_head_puts_when_below_the_title(show):
    head = PageHeader("第十八届区政府第5次常务会议", "2022年4月29日 周五 9:00　第一会议室", back=True)
    show(head, 1100, 80)
    assert not head._when.isHidden()
    assert head._below.isHidden()
    head.resize(480, 120)
    QApplication.processEvents()
    assert head._when.isHidden()
    assert not head._below.isHidden()
    title = head._title
    assert title.height() < 2 * title.fontMetrics().lineSpacing(), "the title stands on one line"
    assert head.when == "2022年4月29日 周五 9:00　第一会议室"


def test_a_government_breaks_its_name_before_its_last_word(show):
    rail = Rail()
    show(rail, 176)
    rail.show_government("云溪区人民政府")
    assert rail._name.text() == "云溪区人民政府"
    rail.show_government("某某市云溪特别区人民政府")
    assert rail._name.text() == "某某市云溪特别区\n人民政府"
    assert rail._name.accessibleName() == "某某市云溪特别区人民政府"


# --- tables


def table_of(rows, **columns):
    specs = [
        Column(key=key, title=key, text=lambda words, at=at: words[at], **spec)
        for at, (key, spec) in enumerate(columns.items())
    ]
    model = TableModel(specs, lambda words: words)
    model.set_rows(rows)
    table = Table("list", "列表", model)
    model.setParent(table)
    return table


def test_words_that_fit_into_their_column_make_no_second_line(show, qtbot):
    table = table_of(
        [("2026年10月10日 周六", "纪要已印发", "第一会议室")],
        日期={"width": 130},
        状态={"width": 100},
        地点={"stretch": True},
    )
    show(table)
    qtbot.waitUntil(lambda: table.rowHeight(0) == ROW_HEIGHT)
    for number, words in enumerate(("2026年10月10日 周六", "纪要已印发")):
        assert table.columnWidth(number) > table.fontMetrics().horizontalAdvance(words) + 20


def test_titles_get_the_room_that_others_do_not_need(show, qtbot):
    title = "第十八届区政府第5次常务会议纪要"
    table = table_of([(title, "短", "短")], 会议={"stretch": True}, 甲={"width": 220}, 乙={"width": 220})
    show(table, 620)
    qtbot.waitUntil(lambda: table.rowHeight(0) == ROW_HEIGHT)
    assert table.columnWidth(0) > table.fontMetrics().horizontalAdvance(title)
    assert not table.horizontalScrollBar().isVisible()
    table.setColumnWidth(1, 260)  # by hand: that stays
    table.resize(500, 300)
    QApplication.processEvents()
    assert table.columnWidth(1) == 260


def test_the_pointer_points_at_a_whole_row(show):
    table = table_of([("甲", "乙"), ("丙", "丁")], 一={}, 二={"stretch": True})
    show(table)
    place = QPointF(5, table.rowViewportPosition(1) + 5)
    moved = QHoverEvent(QEvent.Type.HoverMove, place, table.viewport().mapToGlobal(place), QPointF(-1, -1))
    QApplication.sendEvent(table.viewport(), moved)
    assert table.pointed_at == 1
    QApplication.sendEvent(table.viewport(), QHoverEvent(QEvent.Type.HoverLeave, QPointF(-1, -1), place, place))
    assert table.pointed_at == -1


def test_a_note_below_a_title_is_measured_with_it(show, qtbot):
    table = table_of([("审议某计划\n原则通过", "x"), ("审议某计划", "x")], 议题={"stretch": True}, 序号={})
    show(table)
    qtbot.waitUntil(lambda: table.rowHeight(0) > table.rowHeight(1))
    small = table.fontMetrics().lineSpacing()
    assert table.rowHeight(0) < 2 * small + 24, "a note is smaller than the title"


# --- fields


def test_options_that_come_later_bring_no_empty_one():
    choice = Choice("kind", "会议类别")
    choice.set_options([("executive", "常务会议"), ("plenary", "全体会议")])
    assert [choice.itemText(number) for number in range(choice.count())] == ["常务会议", "全体会议"]
    assert choice.value == "executive"
    choice.set_value("plenary")
    choice.set_options([("plenary", "全体会议"), ("office", "办公会议")])
    assert choice.value == "plenary"
    choice.set_value(None)
    assert (choice.value, choice.count()) == (None, 2)


def test_words_of_a_combo_begin_where_those_of_a_line_do(show):
    page, combo, line = QWidget(), QComboBox(), QLineEdit("云溪区")
    combo.setEditable(True)
    combo.setEditText("云溪区")
    column(line, combo, into=page)
    show(page)
    inside = combo.lineEdit()
    inside.setFocus()
    QApplication.processEvents()
    inside.setCursorPosition(0)
    line.setCursorPosition(0)
    begins = inside.mapTo(page, inside.cursorRect().topLeft()).x()
    assert abs(begins - line.mapTo(page, line.cursorRect().topLeft()).x()) <= 3


def test_who_may_only_read_picks_nobody(show):
    picker = PersonPicker("chair", "主持人")
    picker.set_people([PersonChoice("lin", "林知远"), PersonChoice("ou", "欧阳靖")])
    picker.set_value("lin")
    show(picker)
    picked = []
    picker.picked.connect(picked.append)
    picker.setReadOnly(True)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(picker, key)
    assert not picker._list.isVisible()
    assert (picked, picker.value) == ([], "lin")


def test_a_day_that_may_only_be_read_has_no_calendar(show):
    day = show(DateField("day", "日期", today=date(2022, 4, 1)))
    day.setReadOnly(True)
    assert not day._opener.isVisible()
    day.setReadOnly(False)
    assert day._opener.isVisible()


def test_units_that_may_only_be_read_say_that_there_are_none(show):
    units = show(UnitChips("concerns", "涉及部门"))
    units.bar(barred=True)
    assert [one.text() for one in units.findChildren(QLabel) if one.isVisible()] == ["无"]
    units.bar(barred=False)
    assert not units._nothing.isVisible()


def test_a_single_field_is_as_wide_as_one_of_two(show):
    page, alone, first, second = QWidget(), QLineEdit(), QLineEdit(), QLineEdit()
    column(FittingForm(2).add(first).add(second), FittingForm(2).add(alone), None, into=page)
    show(page)
    assert alone.width() == first.width() == second.width()


def test_a_field_set_in_characters_follows_the_size_of_type(show):
    line = QLineEdit()
    set_width(line, 10)
    show(line)
    before = line.width()
    font = line.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    line.setFont(font)
    QApplication.sendEvent(line, QEvent(QEvent.Type.FontChange))
    assert line.width() == round(line.fontMetrics().horizontalAdvance("国") * 10) + 36
    assert before > 0


# --- the foot, the focus


def test_the_foot_stands_as_high_without_acts(show):
    page, foot = QWidget(), Footer()
    column(None, foot, into=page)
    show(page)
    empty = foot.height()
    foot.show_acts(Act(name="next", text="下一步", run=lambda: None))
    QApplication.processEvents()
    assert foot.height() == empty


def test_when_an_act_is_gone_the_focus_goes_to_the_next_step(show):
    page, other, foot = QWidget(), QLineEdit(), Footer()
    column(other, foot, into=page)
    show(page)
    foot.show_acts(Act(name="sign", text="登记签发", run=lambda: None))
    QApplication.processEvents()
    foot.findChild(QPushButton, "sign").setFocus()
    foot.show_acts(Act(name="number", text="编号", run=lambda: None), Act(name="back", text="撤回", run=lambda: None))
    QApplication.processEvents()
    assert page.focusWidget().objectName() == "number"
    other.setFocus()
    foot.show_acts(Act(name="issue", text="印发", run=lambda: None))
    assert page.focusWidget() is other


def test_a_dialog_begins_at_its_first_field_or_at_its_primary_act(show, qtbot):
    page = show(QWidget())
    for field in (None, QLineEdit()):
        dialog = Dialog(page, "ask", "登记")
        if field is not None:
            dialog.body.addWidget(field)
        dialog.add_cancel()
        act = dialog.add_act("登记", "act", lambda: None, role="primary")
        dialog.open()
        qtbot.waitExposed(dialog)
        assert dialog.focusWidget() is (field or act)
        dialog.close()


def test_tab_goes_through_chips_where_they_stand(show):
    page, chips, after = QWidget(), ChipList("units", "单位"), QLineEdit()
    column(chips, after, into=page)
    show(page)
    chips.show_chips([Chip("a", "区财政局"), Chip("b", "区住建局")])
    names, at = [], chips._add
    for _ in range(3):
        at = at.nextInFocusChain()
        while not at.focusPolicy() & Qt.FocusPolicy.TabFocus or at.isHidden():
            at = at.nextInFocusChain()
        names.append(at.objectName())
    assert names == ["units-remove-a", "units-remove-b", ""]


# --- Qt's own dialogs


@pytest.mark.parametrize("saves", [False, True])
def test_the_file_dialog_speaks_chinese(show, tmp_path, saves):
    page = show(QWidget())
    kinds = [("会议文件", "*.json")]
    if saves:
        dialog = ask_save(page, "导出", kinds, "会议.json", lambda _: None, folder=tmp_path)
    else:
        dialog = ask_open(page, "导入", kinds, lambda _: None, folder=tmp_path)
    words = [made.text() for made in dialog.findChildren(QLabel) + dialog.findChildren(QPushButton) if made.text()]
    side = dialog.findChild(QListView, "sidebar").model()
    words += [side.index(number, 0).data() for number in range(side.rowCount())]
    # What the test's own home folder is called is not the program's to translate.
    foreign = [text for text in words if re.search("[A-Za-z]{2}", text)]
    assert foreign == []
    assert ("保存" if saves else "打开") in words
    assert dialog.size().height() <= page.screen().availableSize().height()
    dialog.close()


def test_the_print_dialog_speaks_chinese_and_asks_at_once_how_many(show, operations, monkeypatch):
    monkeypatch.setattr(
        printing, "QPrinterInfo", type("Info", (), {"availablePrinterNames": staticmethod(lambda: ["甲"])})
    )
    page = show(QWidget())
    dialog = printing.print_paper(page, operations, b"", "会议纪要")
    words = [made.text() for made in dialog.findChildren(QPushButton) + dialog.findChildren(QLabel) if made.text()]
    # Keys to press, as in 打印(&P), and the names of formats stay.
    foreign = [text for text in words if re.search("[A-Za-z]{2}", text.replace("PDF", ""))]
    assert foreign == []
    copies = next(made for made in dialog.findChildren(QSpinBox) if made.objectName() == "copies")
    assert copies.isVisible()
    dialog.close()


def test_the_screen_shows_a_dialog_whole_at_150_per_cent(show):
    page = show(QWidget())
    dialog = ask_open(page, "导入", [("会议文件", "*.json")], lambda _: None)
    assert dialog.minimumSizeHint().height() <= 512 - 48 >= 0, QSize(910, 512)
    dialog.close()
