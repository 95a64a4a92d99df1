"""What is done to a topic as acts on record, for meetings and proposals; whom to remind; what the papers say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat.domain.editing import ImpossibleError, topic_of
from secretariat.domain.facts import Countersign, Department
from secretariat.domain.material_editing import holders
from secretariat.domain.states import DepartmentKind, MeetingStatus, Opinion, Outcome, ReviewKind, Security, StepKind
from secretariat.errors import RefusedError
from secretariat.services import agenda, audit, decisions, meetings, topic_material, topics
from secretariat.services.agenda_paper import agenda_paper
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.copies_paper import copies_register, meeting_register
from secretariat.services.countersign_reminders import reminder_list, to_remind, waiting
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.proposals import NewProposal, create_proposal, place
from secretariat.services.reference import Reference
from secretariat.services.topic_papers import coordination_statement, countersign_sheet, topic_form
from secretariat.services.topic_view import agenda_view, case_of, reply_due, topic_view
from secretariat.services.undo import undo
from tests.databases import SECRETARY

DOSSIERS = Path(__file__).parent.parent / "data" / "dossiers"
REFERENCE = Reference()
NO = 2
TODAY = dt.date(2022, 4, 20)
ASKED = dt.date(2022, 4, 18)


def example(name="zichuan-executive"):
    """The example before it is held, its second topic without what was done to it."""
    given = read_dossier(DOSSIERS / f"{name}.json")
    bare = {"steps": (), "countersigns": (), "reviews": (), "coordination": None, "decision": None, "material": None}
    rows = tuple(replace(topic, **bare) if topic.no == NO else topic for topic in given.topics)
    meeting = replace(given.meeting, status=MeetingStatus.PLANNED, agenda_set_on=None)
    return replace(given, meeting=meeting, topics=rows, minutes=None)


@pytest.fixture
def desk(file_database):
    return import_dossier(file_database, SECRETARY, example())


def stored(database, meeting, no=NO):
    return topic_of(export_dossier(database, meeting), no)


def concerned(given, no=NO):
    topic = topic_of(given, no)
    return next(unit for unit in topic.concerns if unit != topic.sponsor)


def acts(database, count):
    with database.reader() as session:
        return [entry.act.act for entry, _ in zip(audit.entries(session), range(count), strict=False)]


# --- acts


def test_a_topic_goes_its_way_act_by_act(file_database, desk):
    database, given = file_database, example()
    unit, head = concerned(given), given.meeting.chair
    topics.record_step(database, SECRETARY, desk, NO, StepKind.HEAD_DECISION, by=head, on=TODAY)
    topics.ask_countersigns(database, SECRETARY, desk, NO, (unit,), asked_on=ASKED, due_on=dt.date(2022, 4, 21))
    row = stored(database, desk).countersigns[0]
    topics.reply(database, SECRETARY, desk, NO, row, opinion=Opinion.DISAGREE, grounds="资金未落实")
    topics.coordinate(database, SECRETARY, desk, NO, text="对资金来源有分歧", by=head, on=TODAY)
    topics.record_review(database, SECRETARY, desk, NO, ReviewKind.LEGALITY, on=TODAY, opinion="合法")
    topics.new_round(database, SECRETARY, desk, NO, (unit,), asked_on=TODAY)
    topic = stored(database, desk)
    assert (topic.coordination.grounds, topic.coordination.statement) == (True, True)
    assert [(one.round, one.opinion) for one in topic.countersigns] == [(1, Opinion.DISAGREE), (2, None)]
    assert acts(database, 6) == [
        "议题2重新送会签",
        "登记议题2合法性审查",
        "登记议题2协调情况",
        "登记议题2会签回复：不同意",
        "议题2送会签",
        "登记议题2审定",
    ]
    with database.reader() as session:
        last = next(iter(audit.entries(session)))
    undo(database, SECRETARY, last.no)
    assert [one.round for one in stored(database, desk).countersigns] == [1]


def test_a_refused_act_writes_nothing(file_database, desk):
    sponsor = stored(file_database, desk).sponsor
    with pytest.raises(ImpossibleError, match="不能会签自己提报的议题"):
        topics.ask_countersigns(file_database, SECRETARY, desk, NO, (sponsor,), asked_on=ASKED)
    assert stored(file_database, desk).countersigns == ()


def test_a_scan_is_attached_and_removed(file_database, desk, tmp_path):
    files = AttachmentFiles(tmp_path / "attachments")
    scan = tmp_path / "会签单.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    unit = concerned(example())
    topics.ask_countersigns(file_database, SECRETARY, desk, NO, (unit,), asked_on=ASKED)
    row = stored(file_database, desk).countersigns[0]
    topics.attach_countersign_form(file_database, SECRETARY, desk, files, scan, NO, row)
    row = stored(file_database, desk).countersigns[0]
    assert export_dossier(file_database, desk).attachments[0].id == row.form
    topics.detach(file_database, SECRETARY, desk, NO, row)
    assert export_dossier(file_database, desk).attachments == ()


def test_material_copies_decision_and_agenda_are_kept(file_database, desk):
    database, given = file_database, example()
    topic_material.edit_material(database, SECRETARY, desk, NO, submitted_on=ASKED, recall=True)
    topic_material.number_copies(database, SECRETARY, desk, NO, holders(given, NO))
    topic_material.give_out(database, SECRETARY, desk, NO, (1, 2), on=TODAY, signed=True)
    topic_material.take_back(database, SECRETARY, desk, NO, (1,), on=given.meeting.date)
    topic_material.comment(database, SECRETARY, desk, NO, given.meeting.chair, "建议补充数据", on=TODAY)
    decisions.record_decision(
        database, SECRETARY, desk, NO, calendar=REFERENCE.calendar, outcome=Outcome.ADOPTED_IN_PRINCIPLE, due_days=5
    )
    decisions.edit_document(database, SECRETARY, desk, NO, title="实施方案")
    agenda.set_agenda(database, SECRETARY, desk, on=TODAY, by=given.meeting.chair)
    agenda.add_to_agenda(database, SECRETARY, desk, "关于防汛工作的汇报", on=dt.date(2022, 4, 27), reason="汛情")
    agenda.reorder(database, SECRETARY, desk, (2, 1, 3), on=dt.date(2022, 4, 27), reason="领导行程")
    whole = export_dossier(database, desk)
    topic = topic_of(whole, 1)
    assert topic.decision.due == dt.date(2022, 5, 10)
    assert (topic.decision.document.title, topic.comments[0].text) == ("实施方案", "建议补充数据")
    assert [change.what.value for change in whole.agenda_changes] == ["added", "moved"]
    register = copies_register(case_of(whole, REFERENCE, today=TODAY), 1)
    count = len(holders(given, NO))
    assert register.counts == f"共{count}份，已分发2份，已收回1份，未收回1份（第2份）。"
    both = meeting_register(case_of(whole, REFERENCE, today=TODAY))
    assert [(one.no, one.counts, one.copies) for one in both.topics] == [(1, register.counts, register.copies)]
    assert both.counts == f"1个议题共{count}份，已分发2份，已收回1份，未收回1份。"
    with pytest.raises(RefusedError, match="都没有编份号"):
        meeting_register(case_of(given, REFERENCE, today=TODAY))


# --- the same of a proposal


def proposal(database, asked_on=ASKED, **asked):
    new = NewProposal(
        government="淄川区人民政府",
        kind="executive",
        filed_on=ASKED,
        title="关于校园安全的汇报",
        from_organisation=False,
    )
    key = create_proposal(database, SECRETARY, new)
    meetings.add_department(
        database, SECRETARY, key, Department(id="d-edu", name="教体局", kind=DepartmentKind.DEPARTMENT)
    )
    topics.ask_countersigns(database, SECRETARY, key, 1, ("d-edu",), asked_on=asked_on, **asked)
    return key


def test_a_proposal_has_needs_without_days_but_for_its_replies(file_database):
    key = proposal(file_database)
    view = topic_view(export_dossier(file_database, key), REFERENCE, 1, today=TODAY, proposal=True)
    assert {need.key: need.left for need in view.needs if need.left is not None} == {"countersign.d-edu": 1}
    assert {"step.deputy_review", "step.head_decision"} <= {need.key for need in view.needs}
    dated = topic_view(
        export_dossier(file_database, key), REFERENCE, 1, today=TODAY, proposal=True, date=dt.date(2022, 4, 29)
    )
    assert next(need.left for need in dated.needs if need.key == "step.head_decision") == 8


def test_by_when_a_reply_is_due_the_rule_says():
    """淄川六十三: 3个工作日; 环翠 sets none."""
    due = reply_due(case_of(example(), REFERENCE, today=TODAY), dt.date(2022, 4, 28))
    assert due.day == dt.date(2022, 5, 6)  # 29 April, 5 and 6 May: 30 April to 4 May were holidays
    assert reply_due(case_of(example("huancui-executive"), REFERENCE, today=TODAY), ASKED) is None


def test_without_a_rulebook_a_topic_is_still_seen():
    unknown = replace(example(), rulebook=None, government=replace(example().government, name="某县人民政府"))
    view = topic_view(unknown, REFERENCE, NO, today=TODAY)
    assert (view.needs, view.topic.no) == ((), NO)
    assert agenda_view(unknown, REFERENCE, today=TODAY).order is None


# --- whom to remind


def test_whom_to_remind_over_meetings_and_proposals(database):
    given = example()
    meeting = import_dossier(database, SECRETARY, given)
    unit = concerned(given)
    topics.ask_countersigns(database, SECRETARY, meeting, NO, (unit,), asked_on=dt.date(2022, 4, 12))
    key = proposal(database, due_on=dt.date(2022, 4, 25))
    rows = waiting(database, REFERENCE, today=TODAY)
    # Asked on Tuesday 12 April without a day: by 淄川六十三 due on 15 April, three working days ago.
    assert [(row.meeting, row.proposal, row.due_on, row.left) for row in rows] == [
        (meeting, False, dt.date(2022, 4, 15), -3),
        (key, True, dt.date(2022, 4, 25), 4),  # 21, 22, 24 (a Sunday that was worked), 25 April
    ]
    assert [row.state for row in rows] == ["已逾期3个工作日", "还有4个工作日"]
    assert to_remind(rows) == rows[:1]
    assert to_remind(rows, within=4) == rows
    paper = reminder_list(to_remind(rows), today=TODAY, office="淄川区人民政府办公室")
    assert (paper.lines[0].unit, paper.lines[0].state) == (rows[0].name, "已逾期3个工作日")


def test_a_proposal_on_a_meeting_is_reminded_of_there_alone(database):
    meeting = import_dossier(database, SECRETARY, example())
    key = proposal(database)
    assert [row.meeting for row in waiting(database, REFERENCE, today=TODAY)] == [key]
    (no,) = place(database, SECRETARY, (key,), meeting)
    assert [(row.meeting, row.no) for row in waiting(database, REFERENCE, today=TODAY)] == [(meeting, no)]


def test_who_answered_in_a_later_round_or_was_asked_again_is_one_row(database):
    given = example()
    meeting = import_dossier(database, SECRETARY, given)
    unit = concerned(given)
    topics.ask_countersigns(database, SECRETARY, meeting, NO, (unit,), asked_on=dt.date(2022, 4, 12))
    topics.new_round(database, SECRETARY, meeting, NO, (unit,), asked_on=ASKED)
    (row,) = waiting(database, REFERENCE, today=TODAY)
    assert (row.round, row.asked_on) == (2, ASKED)
    second = stored(database, meeting).countersigns[1]
    topics.reply(database, SECRETARY, meeting, NO, second, opinion=Opinion.AGREE)
    assert waiting(database, REFERENCE, today=TODAY) == ()


def test_nobody_is_reminded_of_a_meeting_that_was_held(file_database, desk):
    unit = concerned(example())
    topics.ask_countersigns(file_database, SECRETARY, desk, NO, (unit,), asked_on=ASKED)
    meetings.set_status(file_database, SECRETARY, desk, MeetingStatus.HELD)
    assert waiting(file_database, REFERENCE, today=TODAY) == ()


# --- papers


def case(given, today=TODAY):
    return case_of(given, REFERENCE, today=today)


def with_countersigns(given, *rows):
    found = tuple(replace(topic, countersigns=rows) if topic.no == NO else topic for topic in given.topics)
    return replace(given, topics=found)


MORE = tuple(
    Department(id=f"m{number}", name=name, kind=DepartmentKind.DEPARTMENT)
    for number, name in enumerate(("教体局", "民政局", "卫健局", "应急局"), 1)
)
NAMES = {
    "zichuan-executive": ("淄川区人民政府会议议题审批表", False, ()),
    "zhoucun-executive-no-option": ("周村区人民政府议题审批表", True, ()),  # 四十九: 加盖部门公章
    "huancui-executive": ("区政府会议议题提报单", False, ("区财政局",)),  # 四十九: 有关部门主要负责人在提报单上签字
}


@pytest.mark.parametrize("name", NAMES)
def test_the_form_is_what_the_rulebook_asks_for(name):
    form = topic_form(case(example(name)), NO)
    assert (form.heading, form.sealed, form.cosigners) == NAMES[name]
    labels = [place.label.replace("\n", "") for place in form.opinions]
    report = ["分管领导向区长汇报"] if name.startswith("zhoucun") else []
    assert labels == ["分管领导审核", *report, "办公室主任审核", "区长审定"]


def test_the_sheet_is_of_the_present_round(file_database, desk):
    unit = concerned(example())
    topics.ask_countersigns(file_database, SECRETARY, desk, NO, (unit,), asked_on=ASKED, due_on=dt.date(2022, 4, 21))
    row = stored(file_database, desk).countersigns[0]
    topics.reply(file_database, SECRETARY, desk, NO, row, opinion=Opinion.DISAGREE, grounds="资金未落实")
    given = export_dossier(file_database, desk)
    sheet = countersign_sheet(case(given), NO)
    assert (sheet.asked_on, sheet.due_on, sheet.round) == ("2022年4月18日", "2022年4月21日", 1)
    assert [place.said for place in sheet.places] == ["不同意：资金未落实。"]
    assert "逾期未回复的视为无意见（依据第六十三条）" in sheet.notes[1]
    statement = coordination_statement(case(given), NO)
    assert [(side.unit, side.said) for side in statement.sides] == [("区财政局", "资金未落实")]
    assert (statement.option_asked, statement.coordinator) == (False, "")
    topics.new_round(file_database, SECRETARY, desk, NO, (unit,), asked_on=TODAY)
    sheet = countersign_sheet(case(export_dossier(file_database, desk)), NO)
    assert (sheet.round, [place.said for place in sheet.places]) == (2, [""])


def test_the_form_tells_how_the_departments_stand():
    given = replace(example(), departments=(*example().departments, *MORE))
    rows = (
        Countersign(department="m1", asked_on=ASKED, replied_on=TODAY, opinion=Opinion.AGREE, signed_by="p02"),
        Countersign(department="m2", asked_on=ASKED, replied_on=TODAY, opinion=Opinion.DISAGREE, grounds="于法无据。"),
        Countersign(department="m3", asked_on=ASKED),
    )
    given = with_countersigns(given, *rows)
    topics_ = tuple(replace(row, concerns=("m1", "m2", "m3", "m4")) if row.no == NO else row for row in given.topics)
    given = replace(given, topics=topics_)
    assert topic_form(case(given), NO).countersigns.splitlines() == [
        "不同意：区民政局",
        "同意：区教体局",
        "未回复：区卫健局",
        "未送签：区应急局",
    ]
    # 淄川 六十三: three working days after 18 April are over on the 22nd, and who says nothing has no objection.
    late = topic_form(case(given, today=dt.date(2022, 4, 22)), NO).countersigns
    assert "逾期未回复，视为无意见（依据第六十三条）：区卫健局" in late
    said = [place.said for place in countersign_sheet(case(given), NO).places]
    assert said[:2] == ["同意。（常务副区长方致和，2022年4月20日）", "不同意：于法无据。（2022年4月20日）"]
    assert said[2:] == ["", ""]


def test_papers_of_a_classified_meeting_say_so():
    given = with_countersigns(example(), Countersign(department=concerned(example()), opinion=Opinion.DISAGREE))
    secret = replace(given, meeting=replace(given.meeting, security=Security.SECRET, security_period="1年"))
    for make in (countersign_sheet, coordination_statement, topic_form, copies_register):
        assert make(case(secret), NO).security == "秘密★1年"
        assert make(case(given), NO).security == ""


def test_where_nobody_is_asked_or_differs_there_is_no_paper():
    alone = replace(example(), topics=tuple(replace(topic, concerns=()) for topic in example().topics))
    with pytest.raises(RefusedError, match="没有会签单位"):
        countersign_sheet(case(alone), NO)
    with pytest.raises(RefusedError, match="不需要协调说明"):
        coordination_statement(case(example()), NO)
    with pytest.raises(RefusedError, match="还没有议题"):
        agenda_paper(case(replace(example(), topics=())))


def test_the_agenda_has_its_times_and_who_comes_for_what():
    paper = agenda_paper(case(example()))
    assert paper.heading == "第十八届区政府第5次常务会议议程"
    assert paper.topics[0].time == "9:00—9:08（8分钟，累计8分钟）"
    assert (paper.set_by, paper.chair) == ("", "林知远")
