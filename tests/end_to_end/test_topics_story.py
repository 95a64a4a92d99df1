"""Topics from their intake to an agenda that is set, for each government, by keys alone.

A topic is typed in, countersigned, reviewed, approved, put on a meeting; on another a department disagrees, and the
rule's own way is gone; the head sets the agenda; the day after one more is added. Whatever lacks is in the check panel
with its article, and gone when it is mended, while one looks. What is expected is from the published rules.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton

from secretariat.domain.states import AgendaAct
from secretariat.services.database import Database
from tests.end_to_end.department_files import fill_form, pack_topic
from tests.end_to_end.keys import (
    ALT,
    BACK,
    CTRL,
    KEY,
    article_of,
    import_organisation,
    keys,
    lacks,
    mended,
    name_file,
    new_meeting,
    reading,
    told,
)
from tests.end_to_end.topic_rules import RULES
from tests.ui.album import album
from tests.ui.conftest import chinese, qapp_args
from tests.ui.office_window import TODAY, program
from tests.ui.offices import (
    BUILDER,
    FINANCE,
    FIRST,
    HEAD,
    OFFICES,
    SECOND,
    write_organisation,
)

__all__ = ["album", "chinese", "keys", "program", "qapp_args"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support .*", extend=True)

MEETING = "4.10"
"""A Friday, three working days after the story's first day: the 4th to the 6th of April are a holiday in 2026."""
AGREED, DISPUTED, LATE = "关于财政资金管理办法的请示", "关于老旧小区改造资金的汇报", "关于安全生产形势的汇报"
STUDY = "传达学习有关会议精神"


def file_topic(program, keys, title, *, type_, sponsor="财政局", concerns=(), flags=(), expect=()):
    """Type a topic in; what the rule will ask is told before it is saved."""
    keys((KEY.Key_3, ALT), (KEY.Key_N, CTRL))
    page = program.page
    keys(title).to("new-topic-sponsor")(sponsor, KEY.Key_Return)
    for unit in concerns:
        keys.to("new-topic-concerns-add")(unit, KEY.Key_Return)
    before = {ask.title for ask in page.panel.asks}
    keys.to("new-topic-type").choose(type_).tick(*(f"new-topic-flag-{flag}" for flag in flags))
    for name, article in dict(expect).items():
        links = [one.text() for one in page.panel.findChildren(QAbstractButton, f"ask-{name}")]
        assert name not in before
        assert article_of(article) in "、".join(links).split("、")


def ask_departments(program, keys, rule):
    """Send the draft to the departments that it concerns, as the dialog proposes."""
    lacks(program, "countersign.missing", "未征求其意见", rule.countersign)
    keys.card("countersign").to("topic-ask-open")(KEY.Key_Return)
    keys(KEY.Key_Return)
    mended(program, "countersign.missing")


def answer(keys, opinion, grounds=""):
    """Record what the department said."""
    keys.card("countersign").to("topic-countersign-*")(KEY.Key_Return)
    keys.choose(opinion)
    if grounds:
        keys.to("topic-countersign-*-grounds")(grounds)


def sign(program, keys, rule):
    """The department agreed; its head signs, not another."""
    lacks(program, "countersign.unsigned", f"在{rule.paper}上签字", rule.countersign)
    keys.to("topic-countersign-*-signed_by")(FINANCE, KEY.Key_Return)
    lacks(program, "countersign.unsigned", "应由住建局主要负责人签字", rule.countersign)
    keys.over(BUILDER)(KEY.Key_Return)
    mended(program, "countersign.unsigned")
    keys(KEY.Key_Escape)


def approve(program, keys, rule):
    """The chain: its first step by the wrong person first."""
    for article in rule.chain:
        lacks(program, "topic.step_missing", "审批程序缺", article)
    first, by = rule.steps[0]
    keys.card("chain").to(f"topic-step-{first}-0")(KEY.Key_Return)
    keys.to(f"topic-step-{first}-0-by")(FIRST, KEY.Key_Return)
    lacks(program, "topic.wrong_approver", f"应由分管领导副{program.head}{by}办理", rule.chain[0])
    keys.over(by)(KEY.Key_Return)
    mended(program, "topic.wrong_approver")
    keys.to(f"topic-step-{first}-0-on")("4.7", KEY.Key_Return, KEY.Key_Escape)
    take_steps(program, keys, rule.steps[1:])


def take_steps(program, keys, steps):
    """Steps taken today by whoever takes them, with one key each."""
    for _ in steps:
        keys.card("chain").to("topic-step-today", by=BACK)(KEY.Key_Return)
    mended(program, "topic.step_missing")


def review(program, keys, rule):
    """Each review that the type and the flags ask for."""
    for code, (words, article) in rule.reviews.items():
        lacks(program, f"review.{code}", words, article)
        keys.card("review").to(f"topic-review-{code}-*")(KEY.Key_Return)
        if code == "legality":
            keys("司法局", KEY.Key_Return).to("topic-review-*-on")("4.7", KEY.Key_Return)
            lacks(program, "review.legality", "尚未通过", article)
        keys.to("topic-review-*-passed")(KEY.Key_Space)
        mended(program, f"review.{code}")
        keys(KEY.Key_Escape)


def add_file(program, keys, path):
    """The material itself."""
    path.write_bytes(b"%PDF-1.4 material")
    keys.card("material").to("topic-file-add")(KEY.Key_Return)
    name_file(program, keys, path)
    assert [line.said for line in program.page.cards["material"].rows.lines] == [path.name]


def place(program, keys):
    """Onto the meeting that is planned; the page stays open and shows it there."""
    page = program.page
    keys.primary("列入会议…")
    keys(KEY.Key_Return)
    assert program.page is page
    assert not page.desk.sight.proposal


def fill_in_form(program, keys, rule):
    """The paper with which the topic is handed in, signed by the sponsor's head; in 周村 with the seal."""
    called, article, sealed = rule.form
    lacks(program, "topic.form_missing", called, article)
    keys.card("chain").to("topic-form-signed_by")(FINANCE, KEY.Key_Return)
    if sealed:
        lacks(program, "topic.form_missing", "未加盖部门公章", article)
        keys.to("topic-form-sealed")(KEY.Key_Space)
    mended(program, "topic.form_missing")


def registered(program, keys, article):
    """淄川: what has a time limit is registered 15 working days before; a holiday and six weekends lie between."""
    lacks(program, "topic.late_registration", "提前15个工作日", article)
    keys.card("basics").to("topic-registered_on").over("3.20")(KEY.Key_Return)
    lacks(program, "topic.late_registration", "最迟为2026年3月19日", article)
    keys.over("3.19")(KEY.Key_Return)
    mended(program, "topic.late_registration")


def delivered(program, keys, article):
    """周村: to those attending three working days before, and again one before."""
    keys.card("material").to("topic-delivery-day")("4.8", KEY.Key_Return)
    lacks(program, "material.delivery_late", "第一次须提前3个工作日，最迟为2026年4月7日", article)
    keys("4.7", KEY.Key_Return)
    mended(program, "material.delivery_late")


def submitted(program, keys, article):
    """环翠, 淄博: the material reaches the office five working days before."""
    lacks(program, "material.late", "提前5个工作日", article)
    keys.card("material").to("topic-material-submitted_on")("4.3", KEY.Key_Return)
    lacks(program, "material.late", "最迟为2026年4月2日", article)
    keys.over("4.2")(KEY.Key_Return)
    mended(program, "material.late")


def signed(program, keys, article):
    """钢城: no material without the signature of the leader in charge."""
    lacks(program, "material.unsigned", "签署", article)
    keys.card("material").to("topic-material-signed_by")(FIRST, KEY.Key_Return)
    lacks(program, "material.unsigned", f"登记的签署人是副区长{FIRST}", article)
    keys.over(SECOND)(KEY.Key_Return)
    mended(program, "material.unsigned")


TIMELY = {"registered": registered, "delivered": delivered, "submitted": submitted, "signed": signed}


def differ(program, keys, office, rule, folder, album):
    """A department does not agree, and says why; in 环翠 the form says so, in 淄博 the department's file."""
    grounds = "资金来源没有落实"
    if office.code == "huancui-2022":
        answers = {"议题名称": DISPUTED, "提报单位": "财政局", "议题类型": "情况汇报", "涉及部门": "住建局"}
        row = ("住建局", "2026-04-02", "2026-04-03", "不同意", "", grounds)
        bring(program, keys, fill_form(folder / "报送表.docx", office.code, answers, row), album)
    elif office.code == "zibo-2018":
        path, units = folder / "议题.zip", {"sponsor": "财政局", "concerned": "住建局"}
        bring(program, keys, pack_topic(path, office.government, DISPUTED, **units, grounds=grounds), album)
    else:
        file_topic(program, keys, DISPUTED, type_="情况汇报", concerns=["住建局"])
        keys.primary("登记议题")
        ask_departments(program, keys, rule)
        answer(keys, "不同意", grounds)
        keys(KEY.Key_Escape)
    assert program.page.head.title == DISPUTED
    for code, words in rule.way.items():
        lacks(program, f"countersign.{code}", words, rule.disagreement)


def bring(program, keys, path, album):
    """Take in what a department sent: it is shown first."""
    keys((KEY.Key_3, ALT), (KEY.Key_I, CTRL), (KEY.Key_O, CTRL))
    name_file(program, keys, path)
    shown = reading(program.page)
    assert DISPUTED in shown
    assert "住建局：不同意（资金来源没有落实）" in shown
    album("brought")
    keys.primary("确认导入")


def coordinate(program, keys, rule):
    """The way of the others: a statement with each side's grounds, whoever the rule names, and what then remains."""

    def still(code):
        lacks(program, f"countersign.{code}", rule.way[code], rule.disagreement)

    keys.card("coordination").to("topic-coordination-text")("住建局：资金来源没有落实。财政局：资金已列入预算。")
    mended(program, "countersign.statement_missing")
    mended(program, "countersign.grounds_missing")
    keys.to("topic-coordination-by")(FIRST, KEY.Key_Return)
    lacks(program, "countersign.not_coordinated", FIRST, rule.disagreement)
    still("not_coordinated")
    keys.over(rule.coordinator)(KEY.Key_Return)
    mended(program, "countersign.not_coordinated")
    keys.to("topic-coordination-on")("4.7", KEY.Key_Return)
    if rule.agreed:
        keys.to("topic-coordination-agreed")(KEY.Key_Space)
    if "option_missing" in rule.way:
        still("option_missing")
        keys.card("coordination").to("topic-coordination-option", by=BACK)("倾向于按财政局意见办理")
        mended(program, "countersign.option_missing")
    if rule.agreed:
        keys.card("countersign").to("topic-countersign-*")(KEY.Key_Return)
        sign(program, keys, rule)


def not_on_the_agenda(program, keys, rule):
    """淄川: what is not agreed is in principle not submitted: the head excuses it on record, or it comes off again."""
    ((code, words),) = rule.way.items()
    lacks(program, f"countersign.{code}", words, rule.disagreement)
    place(program, keys)
    lacks(program, f"countersign.{code}", words, rule.disagreement)
    keys.to(f"excuse-countersign.{code}-*", most=200)(KEY.Key_Return)
    keys("事项紧急，提交会议决定", (KEY.Key_Return, CTRL))
    said = told(program, f"countersign.{code}")
    assert "例外" in said
    assert f"区长{HEAD}同意作为例外：事项紧急，提交会议决定" in said
    assert keys.is_at(f"withdraw-countersign.{code}-*")


def open_agenda(keys):
    """From the topic's page to its meeting's agenda."""
    keys.primary("打开会议")
    keys.tab("agenda")


def order(program, keys):
    """环翠: the first topic is one of study, and safety has a topic of its own."""
    file_topic(program, keys, STUDY, type_="传达学习", sponsor="司法局")
    keys.primary("登记议题")
    place(program, keys)
    open_agenda(keys)
    lacks(program, "agenda.first_topic", "第一议题应为“传达学习”", "第四十七条")
    keys.to("agenda-reorder")(KEY.Key_Return)
    mended(program, "agenda.first_topic")
    lacks(program, "agenda.safety_topic", "专门议题", "第四十七条")


def be_short(program, keys):
    """钢城: a report takes no more than ten minutes."""
    keys.to("agenda-topics")(KEY.Key_Home, KEY.Key_Return).to("agenda-topic-report_minutes")("15")
    lacks(program, "agenda.report_time", "原则上不超过10分钟", "第四十四条", 1)
    keys.over("10")
    mended(program, "agenda.report_time")


def take_off(program, keys):
    """淄川: not agreed, so not on the agenda after all; it waits among the candidates with its history."""
    tab = program.page.current
    keys.to("agenda-topics")(KEY.Key_End, KEY.Key_Delete)
    mended(program, "countersign.not_agreed")
    assert [row.title for row in tab.right.model.rows] == [AGREED]
    assert [one.row.title for one in tab.left.model.rows] == [DISPUTED]


def ask_to_attend(program, keys, meeting):
    """Whom the rule would have attend for the topic: the sponsor's head and that of the department concerned."""
    number = next(topic.no for topic in program.dossier(meeting).topics if topic.title == AGREED)
    keys.to("agenda-topics")(KEY.Key_Home, *[KEY.Key_Down] * (number - 1)).to("agenda-attend")(KEY.Key_Return)
    keys(KEY.Key_Return)
    dossier = program.dossier(meeting)
    names = {person.id: person.name for person in dossier.people}
    assert {names[row.person] for row in dossier.attendance if number in row.topics} == {FINANCE, BUILDER}


def set_agenda(program, keys, meeting):
    """The head sets it; the day is on record."""
    keys.primary("审定议程")
    keys(KEY.Key_Return)
    dossier = program.dossier(meeting)
    head = next(person.id for person in dossier.people if person.name == HEAD)
    assert (dossier.meeting.agenda_set_on, dossier.meeting.agenda_set_by) == (TODAY, head)


@pytest.fixture(autouse=True)
def clock(program, monkeypatch):
    """The seat's clock shows the day of the story, as a seat's does."""
    monkeypatch.setattr(Database, "now", lambda _: datetime.combine(program.today, time(9)).astimezone())


def next_day(program):
    """The program is closed in the evening and opened again."""
    program.close()
    program.today += timedelta(days=1)
    program.open()


def add_later(program, keys, rule, meeting):
    """One more topic the day after, put forward by the head himself; by consent or for a reason, as the rule has it."""
    file_topic(program, keys, LATE, type_=rule.late, sponsor="住建局")
    keys.primary("登记议题")
    lacks(program, "topic.step_missing", "审批程序缺", rule.chain[0])
    keys.card("basics").to("topic-proposed_by")(HEAD, KEY.Key_Return)
    if rule.head_proposes:
        mended(program, "topic.step_missing")
    else:
        lacks(program, "topic.step_missing", "审批程序缺", rule.chain[0])
    keys((KEY.Key_2, ALT), KEY.Key_Down, KEY.Key_Return)
    tab = keys.tab("agenda")
    assert tab.right.bar.badge.text == "已审定"
    keys.to("agenda-candidates")
    at = [one.row.title for one in tab.left.model.rows].index(LATE)
    keys(KEY.Key_Home, *[KEY.Key_Down] * at, KEY.Key_Return)
    number = len(tab.right.model.rows) + 1
    if rule.ad_hoc is None:
        keys.to("agenda-why")("市里要求立即研究", KEY.Key_Return)
        mended(program, "topic.ad_hoc")
        assert keys.is_at("agenda-topics"), "no candidate is left, and one goes along with the last"
    else:
        explain(program, keys, rule, number)
    dossier = program.dossier(meeting)
    (change,) = dossier.agenda_changes
    assert (change.what, change.title, change.on) == (AgendaAct.ADDED, LATE, program.today)


def explain(program, keys, rule, number):
    """Nothing was said of why: the panel says so, leads to the line that asks, and is content once it is told."""
    words, article = rule.ad_hoc
    assert article_of(article) in reading(program.find("agenda-ask-ad-hoc"))
    keys(KEY.Key_Return)
    lacks(program, "topic.ad_hoc", words, article, number)
    keys.to(f"locate-topic.ad_hoc-{number}", most=100)(KEY.Key_Return)
    if words == "区长批准":
        keys(FIRST, KEY.Key_Return, KEY.Key_Return)
        lacks(program, "topic.ad_hoc", f"登记的批准人是副区长{FIRST}", article, number)
        keys.to(f"locate-topic.ad_hoc-{number}", most=100)(KEY.Key_Return).over(HEAD)(KEY.Key_Return, KEY.Key_Return)
    else:
        keys("市里要求立即研究", KEY.Key_Return)
    mended(program, "topic.ad_hoc")


@pytest.mark.parametrize("office", OFFICES, ids=[office.code for office in OFFICES])
def test_from_intake_to_the_agenda_that_is_set(office, program, keys, tmp_path, album):
    rule = RULES[office.code]
    program.head = office.head
    import_organisation(program, keys, office, write_organisation(office, tmp_path / f"{office.government}.xlsx"))
    meeting = new_meeting(program, keys, MEETING)
    file_topic(program, keys, AGREED, type_=rule.type, concerns=["住建局"], flags=rule.flags, expect=rule.asks)
    album("intake")
    keys.primary("登记议题")
    assert program.page.head.title == AGREED
    ask_departments(program, keys, rule)
    answer(keys, "同意")
    sign(program, keys, rule)
    album("countersigned")
    approve(program, keys, rule)
    if rule.form is not None:
        fill_in_form(program, keys, rule)
    review(program, keys, rule)
    add_file(program, keys, tmp_path / "草案.pdf")
    album("reviewed")
    place(program, keys)
    what, article = rule.timely
    TIMELY[what](program, keys, article)
    assert [one.code for one in program.page.desk.sight.findings if not one.code.startswith("agenda.")] == []
    differ(program, keys, office, rule, tmp_path, album)
    album("differing")
    if rule.coordinator:
        coordinate(program, keys, rule)
        place(program, keys)
    else:
        not_on_the_agenda(program, keys, rule)
    album("coordinated")
    if office.code == "huancui-2022":
        order(program, keys)
    else:
        open_agenda(keys)
    if not rule.coordinator:
        take_off(program, keys)
    if office.code == "gangcheng-2022":
        be_short(program, keys)
    ask_to_attend(program, keys, meeting)
    set_agenda(program, keys, meeting)
    album("set")
    next_day(program)
    add_later(program, keys, rule, meeting)
    if office.code == "huancui-2022":
        mended(program, "agenda.safety_topic")
    album("added")
