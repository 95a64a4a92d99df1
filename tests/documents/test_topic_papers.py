"""A topic's papers and the agenda: what stands on them, places to sign, several pages."""

from __future__ import annotations

import dataclasses

import pytest

from secretariat.documents.agenda import AD_HOC, DRAFT, AgendaPaper, AgendaTopic, render_agenda
from secretariat.documents.coordination_statement import CoordinationStatement, Side, render_coordination_statement
from secretariat.documents.copies_register import (
    CopiesRegister,
    MeetingRegister,
    RegisteredCopy,
    TopicCopies,
    render_copies_register,
    render_meeting_register,
)
from secretariat.documents.countersign_sheet import CountersignPlace, CountersignSheet, render_countersign_sheet
from secretariat.documents.fonts.missing import MissingGlyphError
from secretariat.documents.gbt9704 import Security
from secretariat.documents.reminder_list import NOBODY, ReminderLine, ReminderList, render_reminder_list
from secretariat.documents.topic_form import OpinionPlace, TopicForm, render_topic_form
from tests.documents import reading

TOPIC = "关于城市更新行动实施方案的请示"


def pages_of(pdf):
    return ["".join(char.text for char in page) for page in reading.pages(pdf)]


def text_of(pdf):
    (text,) = pages_of(pdf)
    return text


def bare(text):
    return text.replace("\u3000", "").replace(" ", "")


def test_a_countersign_sheet_has_a_place_for_each_department(bundled_fonts):
    sheet = CountersignSheet(
        heading="淄川区人民政府会议议题会签单",
        topic=TOPIC,
        sponsor="区住建局",
        asked_on="2022年4月18日",
        due_on="2022年4月21日",
        round=2,
        places=(CountersignPlace(unit="区财政局"), CountersignPlace(unit="区司法局", said="不同意：依据不足。")),
        notes=("请在3个工作日内回复。", "由主要负责人签字。"),
    )
    text = text_of(render_countersign_sheet(sheet, bundled_fonts))
    assert text.count(bare("签名（盖章）：")) == 2
    assert text.count("□") == 2  # the department that answered has nothing to tick
    for part in (TOPIC, "区财政局", "不同意：依据不足。", "第2轮", "2022年4月21日", "1．请在3个工作日内回复。"):
        assert bare(part) in text


def test_many_departments_go_on_to_the_next_page(bundled_fonts):
    places = tuple(CountersignPlace(unit=f"第{number}单位") for number in range(1, 15))
    sheet = CountersignSheet(heading="会签单", topic=TOPIC, sponsor="区住建局", places=places)
    pages = pages_of(render_countersign_sheet(sheet, bundled_fonts))
    assert len(pages) == 2  # they give of their height what saves a third
    assert sum(page.count("签名") for page in pages) == 14
    for number, page in enumerate(pages, 1):
        assert f"会签单第{number}页共2页" in bare(page)


def test_what_closes_a_form_never_stands_on_a_page_by_itself(bundled_fonts):
    for count in range(1, 24):
        places = tuple(CountersignPlace(unit=f"第{number}单位") for number in range(count))
        sheet = CountersignSheet(heading="会签单", topic=TOPIC, sponsor="区住建局", places=places, notes=("请回复。",))
        last = pages_of(render_countersign_sheet(sheet, bundled_fonts))[-1]
        assert ("请回复。" in last, "签名" in last) == (True, True)


def test_a_units_name_is_parted_into_lines_of_like_length(bundled_fonts):
    sheet = CountersignSheet(
        heading="会签单", topic=TOPIC, sponsor="区住建局", places=(CountersignPlace(unit="区发展和改革局"),)
    )
    (page,) = reading.pages(render_countersign_sheet(sheet, bundled_fonts))
    lines = [line.text for line in reading.lines(page)]
    assert any(line.endswith("区发展和") for line in lines)
    assert "局" not in lines


def test_papers_of_a_classified_meeting_bear_its_level_at_the_top_left(bundled_fonts):
    place = CountersignPlace(unit="区财政局")
    sheet = CountersignSheet(heading="会签单", topic=TOPIC, sponsor="", places=(place,), security="秘密★1年")
    form = TopicForm(heading="审批表", topic=TOPIC, sponsor="", security="秘密★1年")
    statement = CoordinationStatement(**STATEMENT, security="秘密★1年")
    for made in (
        render_countersign_sheet(sheet, bundled_fonts),
        render_topic_form(form, bundled_fonts),
        render_coordination_statement(statement, bundled_fonts),
    ):
        (page,) = reading.pages(made)
        first = reading.lines(page)[0]
        assert (first.text, round(first.left)) == ("秘密★1年", 25)


STATEMENT = {"heading": "会议议题协调说明", "topic": TOPIC, "sponsor": "区住建局"}


def test_a_statement_has_each_sides_grounds_and_an_option_where_it_is_asked(bundled_fonts):
    made = CoordinationStatement(
        **STATEMENT,
        sides=(Side(unit="区财政局", said="资金未落实"),),
        option_asked=True,
        coordinator="分管领导副区长沈若兰",
        basis="《工作规则》第四十八条",
    )
    text = text_of(render_coordination_statement(made, bundled_fonts))
    for part in ("区财政局理据", "资金未落实", "倾向性意见", "报请分管领导副区长沈若兰协调。", "第四十八条"):
        assert part in text
    without = text_of(render_coordination_statement(CoordinationStatement(**STATEMENT), bundled_fonts))
    assert ("倾向性" in without, "协调结果" in without) == (False, False)


def test_a_form_has_a_place_for_each_step(bundled_fonts):
    form = TopicForm(
        heading="区政府会议议题提报单",
        topic=TOPIC,
        sponsor="区住建局",
        sealed=True,
        cosigners=("区财政局", "区司法局", "区商务局", "区教体局"),
        countersigns="区财政局同意",
        opinions=(
            OpinionPlace(label="分管领导审核", who="副区长沈若兰"),
            OpinionPlace(label="区长审定", who="区长林知远", said="同意（区长林知远，2022年4月18日）"),
        ),
    )
    text = text_of(render_topic_form(form, bundled_fonts))
    assert text.count("签名：") + text.count("签名（盖章）：") == 3  # the sponsor's head and two steps
    assert text.count("有关部门主要负责人签名") == 1  # over the places of the four departments
    assert bare(text).count("年月日") == 3 + 4 + 1  # and the day of handing in
    assert text.count("签名（盖章）") == 1
    assert "会签情况" not in text  # they sign on this very form
    assert text.count("林知远") == 1  # whoever has said something is not printed twice
    assert "副区长沈若兰" in text


def test_a_reminder_list(bundled_fonts):
    line = ReminderLine(
        unit="区财政局",
        topic=TOPIC,
        sponsor="区住建局",
        meeting="第5次常务会议",
        asked_on="4月18日",
        due_on="4月21日",
        state="已逾期2个工作日",
    )
    text = text_of(render_reminder_list(ReminderList(heading="会签催办单", lines=(line,)), bundled_fonts))
    assert "已逾期2个工作日" in text
    assert "催办情况" in text
    empty = text_of(render_reminder_list(ReminderList(heading="会签催办单"), bundled_fonts))
    assert NOBODY in empty
    pages = pages_of(render_reminder_list(ReminderList(heading="会签催办单", lines=(line,) * 30), bundled_fonts))
    assert all(page.count("催办情况") == 1 for page in pages)


def test_a_register_of_copies(bundled_fonts):
    copy = RegisteredCopy(number="001", name="李靖", title="区住建局局长", given_on="4月28日", signed="已签收")
    register = CopiesRegister(
        heading="会议材料分发回收登记表",
        topic=TOPIC,
        meeting="第5次常务会议",
        security="秘密★1年",
        recall=True,
        counts="共 1 份",
        copies=(copy,),
    )
    text = text_of(render_copies_register(register, bundled_fonts))
    for part in ("001", "李靖", "已签收", "秘密★1年", "会后收回", "清点情况", "清点人签名："):
        assert part in text
    empty = CopiesRegister(heading="登记表", topic=TOPIC, meeting="第5次常务会议")
    text = text_of(render_copies_register(empty, bundled_fonts))
    assert ("份号领取人" in text, "密级" in text, "会后收回" in text) == (True, False, False)


def test_a_register_of_a_whole_meeting(bundled_fonts):
    def copies(count):
        return tuple(RegisteredCopy(number=f"{no:03}", name="李靖") for no in range(1, count + 1))

    register = MeetingRegister(
        heading="会议材料分发回收登记表",
        meeting="第5次常务会议",
        security="秘密★1年",
        counts="2个议题共35份。",
        topics=(
            TopicCopies(no=1, topic=TOPIC, recall=True, counts="共30份。", copies=copies(30)),
            TopicCopies(no=3, topic="关于防汛工作的汇报", counts="共5份。", copies=copies(5)),
        ),
    )
    pages = pages_of(render_meeting_register(register, bundled_fonts))
    assert len(pages) > 1
    assert all(page.count("领取签名") == 1 for page in pages)  # its head over each page
    text = "".join(pages)
    for part in ("密级", "秘密★1年", "议题1", "共30份。", "议题3", "关于防汛工作的汇报", "2个议题共35份。"):
        assert part in bare(text)
    # One of the two is to be given back, and says so; where all are, the register does.
    assert (bare(text).count("（会后收回）"), text.count("请勿复制")) == (1, 0)
    every = dataclasses.replace(register, topics=register.topics[:1])
    assert "会后收回，请勿复制、留存" in pages_of(render_meeting_register(every, bundled_fonts))[0]


AGENDA = AgendaPaper(
    heading="第十八届区政府第5次常务会议议程",
    time="2022年4月29日（星期五）上午9:00",
    place="第一会议室",
    chair="林知远",
    members=("林知远", "李靖"),
    topics=(AgendaTopic(title=TOPIC, reporter="区住建局　龚燚", attendees=("区财政局蔡金",), time="9:00—9:10"),),
    office="淄川区人民政府办公室",
    date="2022年4月26日",
)


def agenda(**changes):
    return AgendaPaper(**{name: getattr(AGENDA, name) for name in AGENDA.__dataclass_fields__} | changes)


def test_an_agenda_says_when_where_who_and_what(bundled_fonts):
    text = text_of(render_agenda(AGENDA, bundled_fonts))
    assert bare(DRAFT) in text
    for part in ("时间：2022年4月29日", "地点：第一会议室", "主持人：林知远", f"一、{TOPIC}", "列席：区财政局蔡金"):
        assert part in bare(text).replace("\u2002", "")
    settled = text_of(render_agenda(agenda(set_by="区长林知远，2022年4月26日"), bundled_fonts))
    assert (bare(DRAFT) in settled, "审定：区长林知远" in bare(settled)) == (False, True)


def test_the_level_stands_at_the_top_left(bundled_fonts):
    (page,) = reading.pages(render_agenda(agenda(security=Security("机密", "1年")), bundled_fonts))
    first = reading.lines(page)[0]
    assert first.text == "机密★1年"
    assert abs(first.left - reading.LEFT) < 1.0
    # The first line is that of the copy number (GB/T 9704-2012, 7.2.1), which a stamp prints.
    (page,) = reading.pages(render_agenda(agenda(security=Security("机密", "1年", "000012")), bundled_fonts))
    number, level = reading.lines(page)[:2]
    assert (number.text, level.text, level.y) == ("000012", "机密★1年", first.y)


def test_what_closes_an_agenda_never_stands_on_a_page_of_its_own(bundled_fonts):
    for count in range(1, 12):
        pages = pages_of(render_agenda(agenda(topics=AGENDA.topics * count), bundled_fonts))
        last = next(page for page in pages if AGENDA.office in page)
        assert TOPIC in last


def test_a_topic_of_an_agenda_is_not_parted(bundled_fonts):
    topic = AgendaTopic(title=TOPIC, reporter="区住建局　龚燚", attendees=("区财政局蔡金",), time="9:00—9:10")
    pages = pages_of(render_agenda(agenda(topics=(topic,) * 12), bundled_fonts))
    assert len(pages) > 2
    for page in pages:
        assert page.count(TOPIC) == page.count("9:00—9:10") == page.count("蔡金")


def test_a_topic_that_came_on_after_the_agenda_was_set_says_so(bundled_fonts):
    topic = AgendaTopic(title=TOPIC, ad_hoc=True)
    text = text_of(render_agenda(agenda(topics=(*AGENDA.topics, topic)), bundled_fonts))
    assert f"二、{TOPIC}{AD_HOC}" in text
    assert text.count(AD_HOC) == 1


def test_a_character_without_a_glyph_is_named_with_its_place(bundled_fonts):
    with pytest.raises(MissingGlyphError, match="议程"):
        render_agenda(agenda(place="\U000e0041"), bundled_fonts)
