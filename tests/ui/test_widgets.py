"""The parts of pages, each by what it promises."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from secretariat.domain.facts import Department
from secretariat.domain.states import DepartmentKind
from secretariat.errors import UserError
from secretariat.rules.codes import CODES
from secretariat.rules.finding import Finding, Severity
from ui.meetings.units import UnitChips, UnitPicker
from ui.operations import SaveState
from ui.widgets.basics import column
from ui.widgets.card import Field
from ui.widgets.choices import Chip, ChipList, Counters, Segmented, StatusBadge
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialogs import choose, confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.esc import TakesEsc
from ui.widgets.filter_edit import FilterEdit
from ui.widgets.findings_panel import FindingsPanel, step_of
from ui.widgets.footer import Act, Footer
from ui.widgets.name_letters import NameLetters
from ui.widgets.notice import Note, Notice
from ui.widgets.person_picker import PersonChoice, PersonPicker
from ui.widgets.rail import PLACES, Rail
from ui.widgets.stepper import STEPS, Stepper

FRIDAY = date(2022, 4, 1)


@pytest.fixture
def shown(qtbot, chinese):
    """Shows a widget in a window that has the focus."""
    chinese.processEvents()

    def show(widget):
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


def finding(code, severity, message="有问题。请处理。", *, article="四十九", subject=None):
    return Finding(code=code, severity=severity, article=article, subject=subject, message=message)


# --- fields


def test_a_day_is_typed_in_any_way_and_shown_in_one(shown, qtbot):
    field = shown(DateField("day", "日期", today=FRIDAY))
    told = []
    field.changed.connect(told.append)
    qtbot.keyClicks(field, "4.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2022年4月5日 周二"
    field.setText("")
    field._read()
    assert told == [date(2022, 4, 5), None]


def test_what_is_no_day_is_said_at_the_field_and_kept(shown, qtbot):
    editor = DateField("day", "日期", today=FRIDAY, value=FRIDAY)
    field = shown(Field("会议日期", editor))
    told = []
    editor.changed.connect(told.append)
    editor.setText("四月一")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert (editor.text(), editor.value, told) == ("四月一", FRIDAY, [])
    assert field.problem.startswith("请填写日期")
    assert editor.property("state") == "wrong"
    editor.selectAll()
    qtbot.keyClicks(editor, "20220402")
    assert field.problem == ""
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told == [date(2022, 4, 2)]


def test_a_day_can_be_chosen_in_a_calendar(shown, qtbot):
    field = shown(DateField("day", "日期", today=FRIDAY))
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    months = field._calendar._months
    assert months.isVisible()
    qtbot.keyClick(months.focusWidget() or months, Qt.Key.Key_Right)
    qtbot.keyClick(months.focusWidget() or months, Qt.Key.Key_Return)
    assert field.value == date(2022, 4, 2)


def test_a_time_is_typed_in_any_way(shown, qtbot):
    field = shown(TimeField("start", "开始时间"))
    qtbot.keyClicks(field, "0900")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert (field.text(), field.value) == ("9:00", time(9))


def test_an_error_of_a_service_stands_at_the_field(shown):
    editor = TimeField("start", "开始时间")
    field = shown(Field("开始时间", editor, hint="会议开始的时间"))
    field.show_error(UserError("结束时间早于开始时间", "请核对"))
    assert field.problem == "结束时间早于开始时间。请核对。"
    assert editor.hasFocus()
    field.show_problem("")
    assert field._message.text() == "会议开始的时间"


@pytest.fixture
def picker(shown):
    made = shown(PersonPicker("chair", "主持人", initials={"林知远": "lzy", "欧阳靖": "oyj", "林静": "lj"}.get))
    made.set_people([PersonChoice("lin", "林知远", "区长"), PersonChoice("ou", "欧阳靖"), PersonChoice("jing", "林静")])
    return made


@pytest.mark.parametrize(("typed", "person"), [("oyj", "ou"), ("l", "lin"), ("lj", "jing")])
def test_a_person_is_found_by_initials(picker, qtbot, typed, person):
    picked = []
    picker.picked.connect(picked.append)
    qtbot.keyClicks(picker, typed)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picked == [person]
    assert picker.value == person


def test_names_are_found_by_pinyin_as_soon_as_the_window_has_them_read(shown, qtbot):
    class Answer:
        def then(self, take):
            self.take = take

    answer, asked = Answer(), []
    editor = UnitPicker("unit", "单位")
    room = QWidget()
    room.name_letters = NameLetters(lambda names: asked.append(names) or answer, room)
    column(editor, into=room)
    shown(room)
    units = [Department(id=str(no), name=f"第{no}镇", kind=DepartmentKind.TOWN) for no in range(20)]
    editor.set_units([*units, Department(id="f", name="财政局", kind=DepartmentKind.DEPARTMENT)])
    editor.setFocus()
    qtbot.keyClicks(editor, "czj")
    assert asked == [{"财政局", *(unit.name for unit in units)}], "asked once"
    assert not editor._opened
    answer.take({"财政局": "cai zheng ju", "第1镇": "di yi zhen"})
    assert [one.name for one in editor._found] == ["财政局"]
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.value == "f"
    editor.set_value(None)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert len(editor._found) == 21, "all of them are there to be gone through"


def test_control_z_is_the_pages_until_something_is_typed(shown, qtbot):
    undone, room, editor = [], QWidget(), FilterEdit("line", "一行")
    column(editor, into=room)
    QShortcut(QKeySequence("Ctrl+Z"), room).activated.connect(lambda: undone.append(True))
    shown(room)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True], "the letter goes first"


def test_a_person_is_found_by_name_and_chosen_with_the_arrows(picker, qtbot):
    picker.setText("林")
    picker._search("林")
    qtbot.keyClick(picker, Qt.Key.Key_Down)
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.text() == "林静"


def test_who_is_not_on_the_list_is_said(picker, qtbot):
    picker.setText("不存在")
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert "名单中没有" in picker.problem
    picker.clear()
    qtbot.keyClick(picker, Qt.Key.Key_Return)
    assert picker.problem == ""


# --- choices


def test_one_of_a_few_is_chosen_by_click_and_arrows(shown, qtbot):
    made = shown(Segmented("outcome", "审议结果", [("a", "通过"), ("b", "缓议"), ("c", "不通过")]))
    told = []
    made.chosen.connect(told.append)
    made.set_value("a")
    first = made.findChild(QPushButton, "outcome-a")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.mouseClick(made.findChild(QPushButton, "outcome-c"), Qt.MouseButton.LeftButton)
    assert made.value == "c"
    assert told[-1] == "c"


def test_units_that_are_there_already_are_not_offered_again(shown, qtbot):
    made = shown(UnitChips("concerned", "涉及部门"))
    names = {"a": "区财政局", "b": "区住建局", "c": "区司法局"}
    made.set_units(Department(id=key, name=name, kind=DepartmentKind.DEPARTMENT) for key, name in names.items())
    made.show_ids(("a",))
    made.leave_out(("c",))

    def offered(typed):
        made.picker.setText(typed)  # as an input method puts it in
        made.picker.textEdited.emit(typed)
        qtbot.waitUntil(made.picker._list.isVisible)
        return [choice.name for choice in made.picker._found]

    assert offered("") == offered("区") == ["区住建局"]
    assert offered("财政") == ["区财政局"]  # else Enter would add a new unit of that name
    made.show_ids(())
    assert offered("区") == ["区财政局", "区住建局"]


def test_chips_are_taken_away(shown, qtbot):
    made = shown(ChipList("concerned", "涉及部门"))
    told = []
    made.changed.connect(told.append)
    made.show_chips([Chip("a", "区财政局"), Chip("b", "区住建局")])
    qtbot.mouseClick(made.findChild(QPushButton, "concerned-remove-a"), Qt.MouseButton.LeftButton)
    assert told == [("b",)]


def test_counters_say_whether_it_is_enough(shown):
    made = shown(Counters())
    made.show_counts(due=9, present=4, needed=5, met=False)
    assert made.verdict.text == "未达法定人数，还差 1 人"
    made.show_counts(due=9, present=5, needed=5, met=True)
    assert made.verdict.text == "已达法定人数"
    made.show_counts(due=9, present=5, needed=None, met=None)
    assert not made.verdict.isVisible()


@pytest.mark.usefixtures("chinese")
def test_a_badge_says_its_state_to_everyone(qtbot):
    badge = StatusBadge("缺会签", "violation")
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "缺会签"


# --- the frame's parts


def test_the_rail_keeps_digits_and_order(shown, qtbot):
    rail = shown(Rail())
    chosen = []
    rail.chosen.connect(chosen.append)
    for key in ("system", "meetings", "home"):
        rail.add(key)
    buttons = sorted(rail._buttons.values(), key=rail._places.indexOf)
    assert [made.place.key for made in buttons] == ["home", "meetings", "system"]
    qtbot.waitUntil(lambda: all(made.isVisible() for made in buttons))
    for digit in (2, 0, 1):
        qtbot.keyClick(rail, getattr(Qt.Key, f"Key_{digit}"), Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: chosen == ["meetings", "system", "home"])


def test_a_folded_rail_keeps_its_shortcuts_and_tooltips(shown):
    rail = shown(Rail())
    for place in PLACES:
        rail.add(place.key)
    wide = rail.width()
    rail.fold(folded=True)
    assert rail.width() < wide
    for made in rail._buttons.values():
        assert [one.key().toString() for one in made.findChildren(QShortcut)] == [f"Alt+{made.place.digit}"]
        assert made.place.title in made.toolTip()
        assert made.text() == ""


def test_the_stepper_tells_done_current_and_violated(shown):
    made = shown(Stepper())
    made.resize(900, 40)
    made.show_state("signin", violated=["topics"])
    states = [(one.state, one.violated) for one in made._buttons]
    assert states[0] == ("done", True)
    assert states[3] == ("current", False)
    assert states[4:] == [("coming", False)] * 3
    assert "违反" in made._buttons[0].accessibleDescription()


def test_the_stepper_is_one_stop_of_tab_and_moves_with_arrows(shown, qtbot):
    made = shown(Stepper())
    made.show_state("signin", enabled=["topics", "signin", "minutes"])
    assert [b.step.key for b in made._buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus] == ["signin"]
    chosen = []
    made.chosen.connect(chosen.append)
    made._buttons[3].setFocus()
    qtbot.keyClick(made._buttons[3], Qt.Key.Key_Left)
    assert made._buttons[0].hasFocus()
    qtbot.keyClick(made._buttons[0], Qt.Key.Key_Return)
    assert chosen == ["topics"]


def test_a_narrow_stepper_keeps_every_disc_in_view(shown, qtbot):
    page, made = QWidget(), Stepper()
    QVBoxLayout(page).addWidget(made)
    shown(page).resize(page.minimumSizeHint())
    qtbot.wait(10)
    assert [one.terse for one in made._buttons].count(False) == 1
    assert made._buttons[-1].geometry().right() <= made.width()


def test_findings_are_grouped_counted_and_lead_to_their_place(shown):
    panel = shown(FindingsPanel())
    panel.show_findings(
        [
            finding("quorum.not_met", Severity.VIOLATION, "应到9人，实到4人。请落实。"),
            finding("countersign.missing", Severity.VIOLATION, subject=2, article="五十四"),
            finding("material.late", Severity.WARNING, subject=3),
            finding("rule.silent", Severity.INFO, article=None),
        ],
        excusable=["countersign.missing"],
    )
    asked = []
    panel.locate.connect(lambda code, subject: asked.append(("locate", code, subject)))
    panel.excuse.connect(lambda code, subject: asked.append(("excuse", code, subject)))
    panel.article.connect(lambda article: asked.append(("article", article)))
    for name in ("locate-countersign.missing-2", "excuse-countersign.missing-2", "article-quorum.not_met"):
        panel.findChild(QPushButton, name).click()
    assert asked == [
        ("locate", "countersign.missing", 2),
        ("excuse", "countersign.missing", 2),
        ("article", "四十九"),
    ]
    assert panel.findChild(QPushButton, "excuse-quorum.not_met") is None
    assert panel.findChild(QPushButton, "article-rule.silent") is None
    text = panel.text
    assert text.index("议题") < text.index("签到") < text.index("其他")
    for word in ("违反", "提醒", "提示", "第四十九条", "应到9人，实到4人", "请落实。"):
        assert word in text


def test_a_finding_that_stays_keeps_its_line_and_the_tab_key_its_order(shown):
    panel = shown(FindingsPanel())
    late = finding("material.late", Severity.WARNING, subject=3)
    missing = finding("countersign.missing", Severity.VIOLATION, subject=2)
    panel.show_findings([late])
    (kept,) = panel._made.values()
    panel.show_findings([missing, late, late])
    assert kept in panel._made.values()
    assert len(panel._rows["material.late", 3]) == 2
    links = [link for made in panel._made.values() for link in made.findChildren(QPushButton)]
    stop, reached = panel._area, []
    for _ in links:
        stop = stop.nextInFocusChain()
        while stop not in links:
            stop = stop.nextInFocusChain()
        reached.append(stop)
    assert reached == links
    tops = [made.mapTo(panel, made.rect().topLeft()).y() for made in panel._made.values()]
    panel.grab()
    assert tops == sorted(tops)
    panel.show_findings([missing])
    assert kept not in panel._made.values()
    assert kept.parent() is None
    panel.show_unjudged("尚未检查")
    panel.show_findings([missing])
    assert panel.text.count("违反") == 1


def test_no_findings_are_one_line(shown):
    panel = shown(FindingsPanel())
    panel.show_findings([finding("minutes.unsigned", Severity.VIOLATION)])
    panel.show_findings([])
    assert "未发现问题" in panel.text
    assert "违反" not in panel.text


def test_new_findings_leave_the_focus_where_it_was(shown):
    panel = shown(FindingsPanel())
    one, two = finding("minutes.unsigned", Severity.VIOLATION), finding("chair.stand_in", Severity.WARNING)
    panel.show_findings([one])
    panel.findChild(QPushButton, "locate-minutes.unsigned").setFocus()
    panel.show_findings([one, two])
    assert panel.findChild(QPushButton, "locate-minutes.unsigned").hasFocus()


def test_every_code_of_the_rules_has_its_step():
    assert step_of(finding("quorum.topic_not_met", Severity.VIOLATION)) == "签到"
    steps = {step_of(finding(code, Severity.INFO)) for code in CODES}
    # What is not of one meeting's life stands apart.
    assert steps - {"外出", "其他"} <= {step.title for step in STEPS}


def test_a_click_on_a_count_hides_what_is_so_grave(shown):
    panel = shown(FindingsPanel())
    panel.show_findings([finding("minutes.unsigned", Severity.VIOLATION), finding("chair.stand_in", Severity.WARNING)])
    panel.findChild(QPushButton, "findings-warning").click()
    assert panel.findChild(QPushButton, "locate-chair.stand_in") is None
    assert panel.findChild(QPushButton, "locate-minutes.unsigned") is not None
    panel.findChild(QPushButton, "findings-violation").click()
    assert "已按所选程度隐藏" in panel.text
    panel.findChild(QPushButton, "findings-violation").click()
    panel.findChild(QPushButton, "findings-warning").click()
    assert panel.findChild(QPushButton, "locate-chair.stand_in") is not None


def test_an_exception_says_who_allowed_it_and_can_be_taken_back(shown):
    panel, taken = shown(FindingsPanel()), []
    panel.withdraw.connect(lambda code, subject: taken.append((code, subject)))
    told = "2022年3月30日经区长林知远同意作为例外：情况紧急"
    excused = finding("topic.ad_hoc", Severity.EXCUSED)
    panel.show_findings([excused], excusable={"topic.ad_hoc"}, excuses=[(excused.code, excused.subject, told)])
    assert told in panel.text
    assert panel.findChild(QPushButton, f"excuse-{excused.code}") is None
    next(b for b in panel.findChildren(QPushButton) if b.text() == "撤销例外").click()
    assert taken == [(excused.code, excused.subject)]


def test_ctrl_enter_does_the_primary_act(shown, qtbot):
    page = shown(QWidget())
    foot, done = Footer(page), []
    foot.show_acts(Act(name="next", text="下一步：签到", run=lambda: done.append("next")),
                   Act(name="preview", text="预览", run=lambda: done.append("preview")))  # fmt: skip
    foot.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.ControlModifier)
    assert done == ["next", "next"]
    foot.show_acts(Act(name="next", text="签发", run=lambda: done.append("no"), enabled=False, why="请先选择签发人"))
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "no" not in done
    assert foot.primary.toolTip() == "请先选择签发人"


def test_the_foot_says_whether_all_is_saved(shown):
    foot = shown(Footer())
    retried = []
    foot.retry.connect(lambda: retried.append(True))
    foot.show_state(SaveState(problem="磁盘已满"))
    assert foot.state_text == "尚未保存：磁盘已满"
    foot._retry.click()
    assert retried == [True]
    foot.show_state(SaveState(busy=True))
    assert not foot._retry.isVisible()


def test_an_empty_place_holds_the_button_that_fills_it(shown):
    done = []
    place = shown(
        EmptyState("还没有会议", "请载入示例", Act(name="sample", text="载入示例", run=lambda: done.append(1)))
    )
    place.findChild(QPushButton, "sample").click()
    assert done == [1]


def test_notices_stop_nobody(shown):
    page = shown(QWidget())
    page.resize(600, 400)
    note, notice = Note(page), Notice(page)
    note.show_note("已导入 3 个会议")
    notice.show_notice("请先选择主持人", "在“基本情况”中选择", tone="violation")
    assert note.isVisible()
    assert (note.text, notice.text) == ("已导入 3 个会议", "请先选择主持人在“基本情况”中选择")
    notice._close.click()
    assert not notice.isVisible()


def test_a_note_makes_room_for_its_act_while_another_is_shown(shown, qtbot):
    """One that came upon another was squeezed: its act was not reckoned with."""
    page = shown(QWidget())
    page.resize(600, 400)
    note = Note(page)
    note.show_note("已登记")
    note.show_note("已登记议程审定", act=Act(name="undo", text="撤销", run=list))
    qtbot.waitUntil(lambda: note.findChild(QPushButton, "undo").isVisible())
    note.layout().activate()
    assert all(part.width() >= part.sizeHint().width() for part in note.findChildren(QLabel))


def test_only_the_act_confirmed_is_done(shown):
    page, done = shown(QWidget()), []
    confirm(page, "签发后不能再改", "纪要将锁定。", "签发", lambda: done.append("signed")).reject()
    assert done == []
    confirm(page, "签发后不能再改", "纪要将锁定。", "签发", lambda: done.append("signed")).findChild(
        QPushButton, "confirm-act"
    ).click()
    assert done == ["signed"]


def test_enter_does_not_do_what_destroys(shown, qtbot):
    page, done = shown(QWidget()), []
    dialog = confirm(page, "有内容尚未保存", "将丢失。", "直接关闭", lambda: done.append(1), danger=True)
    qtbot.waitExposed(dialog)
    qtbot.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    assert done == []
    dialog.close()


def test_one_of_several_is_chosen(shown):
    page, done = shown(QWidget()), []
    acts = [Act(name=name, text=text, run=lambda name=name: done.append(name)) for name, text in
            (("both", "两份都保留"), ("replace", "替换"))]  # fmt: skip
    choose(page, "会议已经存在", "怎样处理？", acts).findChild(QPushButton, "choose-both").click()
    assert done == ["both"]


class _Part(TakesEsc, QWidget):
    """Something that can be left while it is open, within a page that Esc leaves."""

    def __init__(self):
        super().__init__()
        self.open, self.heard = True, []

    def takes_escape(self):
        return self.open

    def escape(self):
        self.heard.append("esc")

    def take_enter(self):
        self.heard.append("enter")
        return self.open


@pytest.mark.parametrize("is_open", [True, False])
def test_esc_and_enter_belong_to_a_part_while_it_is_open(qtbot, is_open):
    part = _Part()
    qtbot.addWidget(part)
    part.open = is_open
    for key, heard in ((Qt.Key.Key_Escape, ["esc"] if is_open else []), (Qt.Key.Key_Return, ["enter"])):
        part.heard.clear()
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
            event.setAccepted(kind == QEvent.Type.KeyPress)  # as Qt sends them
            QCoreApplication.sendEvent(part, event)
            claims = is_open and (key == Qt.Key.Key_Escape or kind == QEvent.Type.KeyPress)
            assert event.isAccepted() is claims
        assert part.heard == heard
