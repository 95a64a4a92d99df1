"""Every widget in every state, in the real frame: for screenshots and for the tests that look at all of them.

Run by itself it opens the window: ``python tests/ui/gallery.py [--dark] [--scale 120] [--page meetings]``.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QBuffer, QMarginsF, QTimer
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton, QSpinBox, QTabBar

from secretariat.errors import UserError
from secretariat.rules.finding import Finding, Severity
from ui.app import Start, application, make_window, open_database
from ui.errors import ErrorReporter
from ui.operations import SaveState
from ui.pages import Page
from ui.settings_store import SettingsStore
from ui.system.page import SystemPage
from ui.table_model import Column, TableModel
from ui.widgets.basics import STRETCH, button, label, named, row, rule, text_area
from ui.widgets.card import Card, Field, Form
from ui.widgets.choices import Chip, ChipList, Counters, Segmented, StatusBadge
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.dialogs import ask_open, confirm
from ui.widgets.empty_state import EmptyState
from ui.widgets.findings_panel import FindingsPanel
from ui.widgets.footer import Act
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.person_picker import PersonChoice, PersonPicker
from ui.widgets.stepper import Stepper
from ui.widgets.table import FilteredTable

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2022, 4, 1)

FINDINGS = (
    Finding(
        code="quorum.not_met",
        severity=Severity.VIOLATION,
        article="四十九",
        subject=None,
        message="应到9人，实到4人，须到5人，还差1人。请落实出席人员，或改期召开。",
    ),
    Finding(
        code="countersign.missing",
        severity=Severity.VIOLATION,
        article="五十四",
        subject=2,
        message="议题2涉及区财政局，区财政局没有会签。请送会签，或补充协调说明。",
    ),
    Finding(
        code="material.late",
        severity=Severity.WARNING,
        article="五十五",
        subject=3,
        message="议题3的汇报材料应于3月29日前报送，尚未报送。剩0个工作日。",
    ),
    Finding(
        code="rule.silent",
        severity=Severity.INFO,
        article=None,
        subject=None,
        message="规则没有规定扩大会议的列席范围，名单按上次会议拟定。",
    ),
    Finding(
        code="leave.not_requested",
        severity=Severity.EXCUSED,
        article="五十一",
        subject="gu",
        message="顾一帆没有书面请假。区长已同意，记录在案。",
    ),
)


@dataclass(frozen=True, slots=True)
class TopicRow:
    no: int
    title: str
    sponsor: str
    minutes: int
    state: str
    tone: str


TOPICS = (
    TopicRow(1, "研究《淄川区人民政府工作规则（修订草案）》", "区政府办公室", 10, "已审核", "good"),
    TopicRow(
        2,
        "研究2022年区级预算调整方案及新增政府债务限额分配方案，并听取一季度财政收支情况汇报",
        "区财政局",
        15,
        "缺会签",
        "violation",
    ),
    TopicRow(3, "听取安全生产百日攻坚行动进展情况汇报", "区应急局", 8, "缺材料", "warning"),
    TopicRow(4, "研究城东片区老旧小区改造项目投资合同", "区住建局", 12, "已审核", "good"),
    TopicRow(5, "研究有关同志任免事项", "区人力资源社会保障局", 5, "待审核", "info"),
)
MARKS = {"good": "good", "violation": "violation", "warning": "warning", "info": "info"}
COLUMNS = (
    Column[TopicRow](key="no", title="序号", text=lambda r: str(r.no), sort=lambda r: r.no, align="right", width=64),
    Column[TopicRow](key="title", title="议题", text=lambda r: r.title, stretch=True),
    Column[TopicRow](key="sponsor", title="提报单位", text=lambda r: r.sponsor, width=180),
    Column[TopicRow](
        key="minutes",
        title="汇报分钟",
        text=lambda r: str(r.minutes),
        sort=lambda r: r.minutes,
        align="right",
        width=92,
    ),
    Column[TopicRow](
        key="state", title="状态", text=lambda r: r.state, mark=lambda r: (MARKS[r.tone], r.tone), width=104
    ),
)

PEOPLE = (
    PersonChoice("lin", "林知远", "区委副书记、区长"),
    PersonChoice("fang", "方致和", "区委常委、常务副区长"),
    PersonChoice("shen", "沈若兰", "副区长"),
    PersonChoice("ou", "欧阳靖", "区政府办公室主任"),
)
INITIALS = {"林知远": "lzy", "方致和": "fzh", "沈若兰": "srl", "欧阳靖": "oyj"}


def nothing(*_):
    pass


class MeetingPage(Page):
    """The frame as design.md draws it."""

    def __init__(self, shell):
        super().__init__(shell, "常务会议 · 第18届第5次", scroll=False, foot=True, back=True)
        self.head.show_title("常务会议 · 第18届第5次", "2022年4月1日 9:00　第一会议室")
        self.stepper = Stepper()
        self.stepper.show_state("signin", violated=["topics", "signin"])
        self.tabs = named(QTabBar(), "meeting-tabs", "会议内容")
        for text in ("议题", "出席", "材料", "记录", "纪要", "督办"):
            self.tabs.addTab(text)
        self.tabs.setExpanding(False)
        self.head.below.addWidget(self.stepper)
        self.counters = Counters()
        self.counters.show_counts(due=9, present=4, needed=5, met=False)
        self.body.addWidget(self.tabs)
        self.body.addWidget(Card().add(self.counters))
        self.table = FilteredTable(
            "topics",
            "议题",
            TableModel(COLUMNS, lambda r: r.no),
            settings=shell.settings,
            empty=EmptyState(
                "还没有议题",
                "议题由部门提报，经审核后列入议程。",
                Act(name="add-topic", text="新增议题", run=nothing, icon="add"),
            ),
        )
        self.table.acts.addWidget(button("新增议题", "new-topic", icon="add", shortcut="Ctrl+N"))
        self.table.set_rows(TOPICS)
        self.table.table.go_to(2)
        self.body.addWidget(self.table, 1)
        self.panel = FindingsPanel()
        self.panel.show_findings(FINDINGS, excusable=["countersign.missing"])
        self.panel.acts.addWidget(button("例外记录", "exceptions", role="link"))
        self.panel.acts.addWidget(button("打印检查单", "print-check", role="link"))
        self.panel.acts.addStretch(1)
        self.show_panel(self.panel)
        self.foot.show_state(SaveState(saved_at=datetime(2022, 4, 1, 9, 41, 5)))  # noqa: DTZ001
        self.foot.show_acts(
            Act(name="next", text="下一步：签到", run=nothing),
            Act(name="preview", text="预览", run=nothing, icon="preview"),
        )

    def enter(self, _place):
        self.foot.show_state(SaveState(saved_at=datetime(2022, 4, 1, 9, 41, 5)))  # noqa: DTZ001


class FieldsPage(Page):
    """Fields in every state."""

    def __init__(self, shell):
        super().__init__(shell, "新增会议", foot=True, back=True)
        kind = named(QComboBox(), "kind", "会议类别")
        kind.addItems(["常务会议", "全体会议", "区长办公会议", "专题会议", "党组会议"])
        self.day = DateField("day", "会议日期", today=TODAY, value=TODAY)
        self.wrong = DateField("wrong-day", "议程确定日期", today=TODAY)
        self.start = TimeField("start", "开始时间", value=time_of_day(9, 0))
        self.chair = PersonPicker("chair", "主持人", initials=INITIALS.get)
        self.chair.set_people(PEOPLE)
        self.chair.set_value("lin")
        place = named(QLineEdit(), "place", "地点")
        place.setText("第一会议室")
        number = named(QSpinBox(), "number", "次数")
        number.setRange(1, 999)
        locked = named(QLineEdit("淄川区人民政府"), "government", "政府")
        locked.setReadOnly(True)
        off = named(QLineEdit("由规则确定"), "off", "召集人")
        off.setEnabled(False)
        chips = ChipList("concerned", "涉及部门", add_text="添加部门")
        chips.show_chips([Chip("cz", "区财政局"), Chip("fg", "区发展改革局"), Chip("zj", "区住建局")])
        form = Form(2)
        self.wrong_field = Field("议程确定日期", self.wrong)
        for field in (
            Field("会议类别", kind, needed=True),
            Field("次数", number, hint="按届次连续编号，已用到第4次"),
            Field("会议日期", self.day, needed=True),
            Field("开始时间", self.start),
            self.wrong_field,
            Field("主持人", self.chair, hint="依第四十八条，由区长召集和主持"),
            Field("地点", place),
            Field("政府", locked),
        ):
            form.add(field)
        form.add(Field("涉及部门", chips), span=2)
        form.add(Field("召集人", off))
        self.body.addWidget(Card("基本情况").add(form))
        text = "会议议定，原则同意区财政局提出的方案，由区财政局会同有关部门修改完善后按程序报批。"
        note = text_area("note", "议定事项", text)
        note.setFixedHeight(96)
        outcome = Segmented(
            "outcome",
            "审议结果",
            [("adopted", "通过"), ("principle", "原则通过"), ("deferred", "缓议"), ("rejected", "不通过")],
        )
        outcome.set_value("principle")
        check = named(QCheckBox("扩大会议"), "enlarged", "扩大会议")
        check.setChecked(True)
        plain = named(QCheckBox("涉及市场经营活动"), "market", "涉及市场经营活动")
        one, two = named(QRadioButton("内部"), "internal", "内部"), named(QRadioButton("秘密"), "secret", "秘密")
        one.setChecked(True)
        self.body.addWidget(
            Card("议定事项", button("常用语", "phrases", role="link")).add(
                row(outcome, STRETCH),
                note,
                row(check, plain, one, two, STRETCH, gap=16),
                rule(),
                row(
                    button("普通按钮", "plain"),
                    button("主要按钮", "main", role="primary"),
                    button("删除", "remove", role="danger", icon="delete"),
                    button("安静按钮", "still", role="quiet", icon="refresh"),
                    button("链接", "link", role="link"),
                    STRETCH,
                ),
            )
        )
        disabled = button("不可用", "disabled")
        disabled.setEnabled(False)
        disabled_main = button("不可用的主要按钮", "disabled-main", role="primary")
        disabled_main.setEnabled(False)
        self.body.addWidget(
            Card("状态").add(
                row(
                    StatusBadge("已签发", "good"),
                    StatusBadge("缺会签", "violation"),
                    StatusBadge("剩 2 个工作日", "warning"),
                    StatusBadge("拟稿", "info"),
                    StatusBadge("本次会议", "accent"),
                    STRETCH,
                    disabled,
                    disabled_main,
                ),
                label("全部规则检查于 9:41 完成", "small"),
            )
        )
        self.foot.show_acts(
            Act(name="save", text="保存并添加议题", run=nothing),
            Act(name="cancel", text="取消", run=nothing),
        )

    def enter(self, _place):
        self.wrong.setText("四月一")
        self.wrong._read()
        self.tell(
            "区财政局会签意见刚被另一席位修改",
            "请核对后再继续",
            tone="warning",
            act=Act(name="compare", text="查看两份", run=nothing),
        )
        self.foot.show_state(SaveState(busy=True))

    def first_focus(self):
        return self.chair


class EmptyPage(Page):
    """A place with nothing in it."""

    def __init__(self, shell):
        super().__init__(shell, "工作台", scroll=False)
        acts = (
            Act(name="sample", text="载入示例", run=nothing),
            Act(name="import", text="导入会议文件…", run=nothing, icon="import"),
            Act(name="new", text="新建会议", run=nothing, icon="add"),
        )
        self.body.addWidget(
            EmptyState(
                "还没有会议",
                "会议从议题提报到纪要签发、督办归档都在这里办理。可以先载入示例看看。",
                *acts,
                icon="meetings",
            )
        )


class PaperPage(Page):
    """A paper, and what is said at its side."""

    def __init__(self, shell):
        super().__init__(shell, "会议纪要", scroll=False, foot=True)
        self.head.show_title("会议纪要 · 第5号", "2022年4月1日")
        self.preview = PdfPreview(shell.operations)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.preview)
        self.panel = FindingsPanel()
        self.panel.show_findings(())
        self.show_panel(self.panel)
        self.foot.show_acts(Act(name="sign", text="登记签发", run=nothing, icon="sign"))

    def enter(self, _place):
        self.preview.show_paper(sample_paper())
        self.foot.show_state(SaveState(problem="磁盘已满"))

    def first_focus(self):
        return self.preview


def sample_paper():
    """A PDF of three pages, drawn by Qt."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(28, 37, 26, 35))
    writer.setResolution(72)
    painter = QPainter(writer)
    for page in range(3):
        if page:
            writer.newPage()
        painter.setFont(QFont(painter.font().family(), 22))
        painter.drawText(60, 40, "会议纪要")
        painter.setFont(QFont(painter.font().family(), 16))
        for line in range(18):
            painter.drawText(0, 100 + line * 28, "会议研究了有关事项，原则同意区财政局提出的方案。")
    painter.end()
    return bytes(buffer.data().data())


PAGES = {"home": EmptyPage, "meetings": MeetingPage, "topics": FieldsPage, "minutes": PaperPage, "system": SystemPage}


def add_pages(window, _shell):
    """The gallery's pages, in the frame."""
    for key, page in PAGES.items():
        window.register(key, page)
    for key in ("leave", "followup", "statistics", "organisation", "rules"):
        window.register(key, EmptyPage)
    return "meetings"


def show_progress(window):
    def slow(report):
        for n in range(60):
            report("正在导入会议文件", n, 60)
            time.sleep(0.1)

    window.shell.operations.write(slow).long("正在导入会议文件", reports=True)


def show_people(window):
    window.page.chair.setFocus()
    window.page.chair.setText("")
    window.page.chair._search("副")


def make_narrow(window):
    window.showNormal()
    window.resize(1100, 700)


ACTS = {
    "confirm": lambda window: confirm(
        window, "签发后不能再改", "第5号纪要将锁定并编号，此后只能另出更正版本。", "签发并编号", nothing
    ),
    "danger": lambda window: confirm(
        window, "有内容尚未保存", "磁盘已满。关闭后，未保存的修改将丢失。", "直接关闭", nothing, danger=True
    ),
    "note": lambda window: window.note("已导入 3 个会议", act=Act(name="undo-import", text="撤销", run=nothing)),
    "fault": lambda window: window.shell.errors.report(RuntimeError("试验")),
    "error": lambda window: window.show_error(UserError("请先选择主持人", "在“基本情况”中选择后再签发")),
    "progress": show_progress,
    "calendar": lambda window: window.page.day.open_calendar(),
    "people": show_people,
    "files": lambda window: ask_open(window, "导入会议", [("会议文件", "*.json")], nothing, folder=ROOT),
    "narrow": make_narrow,
}
"""What is not there by itself."""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--page", default="meetings")
    parser.add_argument("--act", default="")
    parser.add_argument("--settings", type=Path, default=None)
    wanted = parser.parse_args()
    qt = application(["gallery"])
    start = Start(
        database="/home/office/.local/share/secretariat/secretariat.db",
        open_services=lambda _: None,
        add_pages=lambda w, s: (add_pages(w, s), wanted.page)[1],
        government="淄川区政府",
        today=TODAY,
    )
    window = make_window(
        qt,
        start,
        SettingsStore(wanted.settings),
        ErrorReporter(Path("/home/office/.local/state/secretariat/secretariat.log")),
    )
    window.shell.theme.change(dark=wanted.dark, scale=wanted.scale)
    window.painted.connect(lambda: open_database(start, window))
    if wanted.act:
        QTimer.singleShot(900, lambda: ACTS[wanted.act](window))
    window.appear()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main())
