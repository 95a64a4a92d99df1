"""Notices of a meeting: acts with their trail, numbers of the organisation, replies from Excel and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Attendance, Notice
from secretariat.domain.facts import Person as MeetingPerson
from secretariat.domain.notices import NoticeState, work_list
from secretariat.domain.organisation import Holding, Person
from secretariat.domain.people_editing import NewPerson
from secretariat.domain.states import MeetingStatus, NoticeAnswer, NoticeChannel, Part, Post, Presence
from secretariat.errors import RefusedError, UserError
from secretariat.services import audit, meetings, notices
from secretariat.services import organisation as acts
from secretariat.services.database_faults import ChangedElsewhereError
from secretariat.services.dossiers import NoSuchMeetingError, export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.notice_register import notice_register
from secretariat.services.organisation_view import open_organisation
from secretariat.services.reply_import import ReplyState, apply_replies, plan, preview_replies
from secretariat.services.reply_reading import read_replies
from secretariat.services.reply_sheet import write_reply_sheet
from secretariat.services.undo import undo
from tests.conftest import ROOT
from tests.databases import AUDITOR, SECRETARY

EXAMPLE = ROOT / "tests/data/dossiers/zichuan-executive.json"
DAY = dt.date(2022, 4, 29)
ON, AT = dt.date(2022, 4, 27), dt.time(15, 20)


def planned():
    """The example before it is held: its list, and nobody told yet."""
    dossier = read_dossier(EXAMPLE)
    lines = tuple(
        replace(line, status=Presence.ABSENT, arrived=None, left=None, out_for=()) for line in dossier.attendance
    )
    meeting = replace(dossier.meeting, status=MeetingStatus.PLANNED)
    return replace(dossier, meeting=meeting, attendance=lines, leave=(), minutes=None, exceptions=())


PLANNED = planned()


@pytest.fixture
def meeting(file_database):
    return import_dossier(file_database, SECRETARY, PLANNED)


def of(database, meeting, name):
    return next(one for one in work_list(export_dossier(database, meeting)) if one.person.name == name)


def told(person, answer=None, **more):
    return Notice(person=person, on=ON, at=AT, channel=NoticeChannel.PHONE, caller="李会务", answer=answer, **more)


def entries(database):
    with database.reader() as session:
        return list(audit.entries(session))


# -- acts


def test_one_answer_is_one_act_with_all_that_follows(database):
    """Once on each kind of database."""
    meeting = import_dossier(database, SECRETARY, PLANNED)
    before = export_dossier(database, meeting)
    one = work_list(before)[1]
    notices.record_notice(database, SECRETARY, meeting, told(one.person.id, NoticeAnswer.LEAVE), reason="赴省开会")
    entry = entries(database)[0]
    assert entry.act.act == "登记会议通知：请假"
    after = export_dossier(database, meeting)
    assert [(leave.person, leave.asked_on, leave.reason) for leave in after.leave] == [(one.person.id, ON, "赴省开会")]
    assert after.notices[0].caller == "李会务"
    undo(database, SECRETARY, entry.no)
    assert export_dossier(database, meeting) == before


def test_a_substitute_who_was_typed_in_joins_the_people(file_database, meeting):
    one = work_list(export_dossier(file_database, meeting))[1]
    new = NewPerson(name="赵敏", title="总会计师")
    notices.record_notice(file_database, SECRETARY, meeting, told(one.person.id, NoticeAnswer.SUBSTITUTE), newcomer=new)
    dossier = export_dossier(file_database, meeting)
    assert (dossier.people[-1].name, dossier.people[-1].title) == ("赵敏", "总会计师")
    line = next(line for line in dossier.attendance if line.person == one.person.id)
    assert line.substitute == dossier.people[-1].id


def test_deleting_one_of_several_entries_touches_no_other(file_database, meeting):
    one, other = work_list(export_dossier(file_database, meeting))[:2]
    for person, answer in (
        (one.person.id, NoticeAnswer.NOT_REACHED),
        (other.person.id, NoticeAnswer.ATTENDS),
        (one.person.id, NoticeAnswer.ATTENDS),
    ):
        moment = dt.time(15, len(export_dossier(file_database, meeting).notices))
        notice = replace(told(person, answer), at=moment)
        notices.record_notice(file_database, SECRETARY, meeting, notice)
    wrong = export_dossier(file_database, meeting).notices[0]
    notices.delete_notice(file_database, SECRETARY, meeting, wrong)
    assert {(line.table, line.field) for line in entries(file_database)[0].lines} <= {
        ("notice", None),
        ("notice", "position"),
    }
    dossier = export_dossier(file_database, meeting)
    assert [notice.answer for notice in dossier.notices] == [NoticeAnswer.ATTENDS] * 2
    notices.correct_notice(file_database, SECRETARY, meeting, dossier.notices[1], taken_by="周秘书")
    assert export_dossier(file_database, meeting).notices[1].taken_by == "周秘书"


def test_who_may_not_edit_meetings_records_nothing(file_database, meeting):
    with pytest.raises(UserError):
        notices.record_notice(file_database, AUDITOR, meeting, told("p01"))
    assert export_dossier(file_database, meeting).notices == ()


# -- numbers


def test_numbers_come_from_the_organisation_as_it_is_today(file_database):
    """His own number, else what was typed in for the meeting, then his unit's."""
    base = file_database
    key = acts.add_government(base, SECRETARY, "淄川区人民政府", term=18)
    unit = acts.add_department(base, SECRETARY, key, "司法局", phone="0533-5180000")
    head = acts.add_person(
        base,
        SECRETARY,
        key,
        Person(key=0, name="林知远", phone="13800001111、5180001", posts=(Holding(key=0, post=Post.HEAD),)),
        today=DAY,
    )
    chief = Person(key=0, name="欧阳靖", posts=(Holding(key=0, post=Post.DEPARTMENT_HEAD, department=unit),))
    acts.add_person(base, SECRETARY, key, chief, today=DAY)
    new = meetings.NewMeeting(
        government="淄川区人民政府", kind="executive", date=DAY, term=18, number=1, from_organisation=True
    )
    meeting = meetings.create_meeting(base, SECRETARY, new, name="常务会议")
    meetings.add_person(base, SECRETARY, meeting, MeetingPerson(id="", name="郑重"))
    ids = {person.name: person.id for person in export_dossier(base, meeting).people}

    def known(name):
        return [(number.text, number.of) for number in notices.numbers(base, meeting)[ids[name]]]

    assert known("林知远") == [("13800001111", "本人"), ("5180001", "本人")]
    assert known("欧阳靖") == [("0533-5180000", "司法局")]
    assert known("郑重") == []
    notices.edit_number(base, SECRETARY, meeting, ids["郑重"], " 139 0000 2222 ")
    notices.edit_number(base, SECRETARY, meeting, ids["欧阳靖"], "13700003333")
    assert known("郑重") == [("139 0000 2222", "本人")]
    assert known("欧阳靖") == [("13700003333", "本人"), ("0533-5180000", "司法局")]
    acts.edit_person(
        base, SECRETARY, key, head, version=open_organisation(base, key).person(head).version, phone="5189999"
    )
    assert known("林知远") == [("5189999", "本人")]
    assert notices.readings(base, meeting)[ids["郑重"]] == "zheng zhong"


@pytest.mark.parametrize(("text", "said"), [("无", "没有数字"), ("1" * 101, "太长"), ("138\x07", "不能打印")])
def test_what_is_no_number_is_refused(file_database, meeting, text, said):
    person = export_dossier(file_database, meeting).people[0].id
    with pytest.raises(ImpossibleError, match=said):
        notices.edit_number(file_database, SECRETARY, meeting, person, text)


def test_there_are_no_numbers_without_a_meeting(file_database):
    with pytest.raises(NoSuchMeetingError):
        notices.numbers(file_database, 99)


# -- the register


def test_the_register_has_every_try(file_database, meeting):
    one = work_list(export_dossier(file_database, meeting))[0]
    notices.edit_number(file_database, SECRETARY, meeting, one.person.id, "13800001111、5180001")
    for answer in (NoticeAnswer.NOT_REACHED, NoticeAnswer.ATTENDS):
        notices.record_notice(file_database, SECRETARY, meeting, told(one.person.id, answer, note="转告"))
    dossier = export_dossier(file_database, meeting)
    made = notice_register(dossier, notices.numbers(file_database, meeting), "常务会议")
    assert made.heading == "常务会议电话通知登记表"
    assert (made.lines[0].name, made.lines[0].phone) == (one.person.name, "13800001111")
    assert [(tried.when, tried.answer, tried.note) for tried in made.lines[0].tries] == [
        ("4月27日 15:20", "未联系上", "转告"),
        ("4月27日 15:20", "参加", "转告"),
    ]
    assert f"应通知 {len(made.lines)}　已通知 1　参加 1" in made.counts


# -- replies from Excel

HEAD = ("姓名", "单位", "职务", "是否参加", "请假事由", "代会人", "代会人职务", "备注")


def sheet(path, *rows, head=HEAD):
    book = openpyxl.Workbook()
    for row in (("会议回执",), head, *rows):
        book.active.append(row)
    book.save(path)
    return path


def replied(name, answer=None, reason=None, substitute=None, of=None):
    return (name, None, None, answer, reason, substitute, of, None)


@pytest.fixture
def names(file_database, meeting):
    return [one.person.name for one in work_list(export_dossier(file_database, meeting))]


def test_replies_are_previewed_and_then_written_in_one_act(file_database, meeting, names, tmp_path):
    base = file_database
    first = work_list(export_dossier(base, meeting))[0]
    notices.record_notice(base, SECRETARY, meeting, told(first.person.id, NoticeAnswer.LEAVE), reason="开会")
    path = sheet(
        tmp_path / "回执.xlsx",
        replied(names[0], "准时参加"),
        replied(names[1], "不能参加", "住院"),
        replied(names[2], "代会", None, "赵 敏", "副局长"),
        replied(names[3]),
    )
    preview = preview_replies(base, meeting, path)
    assert [(row.number, row.state, row.before, row.answer) for row in preview.rows] == [
        (3, ReplyState.CHANGED, "请假（开会）", "参加"),
        (4, ReplyState.NEW, "未通知", "请假（住院）"),
        (5, ReplyState.NEW, "未通知", "由副局长赵敏代会"),
        (6, ReplyState.EMPTY, "未通知", ""),
    ]
    assert preview.can_be_applied
    count = len(entries(base))
    apply_replies(base, SECRETARY, preview, on=ON, at=dt.time(16))
    assert len(entries(base)) == count + 1
    entry = entries(base)[0]
    assert entry.act.act == "导入会议回执：回执.xlsx"
    assert [of(base, meeting, name).state for name in names[:4]] == [
        NoticeState.ATTENDS,
        NoticeState.LEAVE,
        NoticeState.SUBSTITUTE,
        NoticeState.UNTOLD,
    ]
    assert of(base, meeting, names[1]).last.channel is NoticeChannel.PAPER
    assert not preview_replies(base, meeting, path).can_be_applied


def test_the_sheet_of_the_program_comes_back_the_same(file_database, meeting, tmp_path):
    base = file_database
    work = work_list(export_dossier(base, meeting))
    answers = [NoticeAnswer.ATTENDS, NoticeAnswer.LEAVE, NoticeAnswer.SUBSTITUTE]
    for one, answer in zip(work, answers, strict=False):
        new = NewPerson(name="赵敏", title="副局长") if answer is NoticeAnswer.SUBSTITUTE else None
        notices.record_notice(base, SECRETARY, meeting, told(one.person.id, answer), reason="开会", newcomer=new)
    path = write_reply_sheet(base, meeting, tmp_path / "回执表.xlsx", heading="第5次常务会议")
    preview = preview_replies(base, meeting, path)
    assert len(preview.rows) == len(work)
    assert [row.state for row in preview.rows[:3]] == [ReplyState.SAME] * 3
    assert {row.state for row in preview.rows[3:]} == {ReplyState.EMPTY}


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        (replied("查无此人", "参加"), "A4", "名单上没有“查无此人”"),
        (replied(None, "参加"), "A4", "没有填写姓名"),
        (replied("{1}", "看情况"), "D4", "“看情况”不认识"),
        (replied("{1}", "代会"), "F4", "没有写代会人"),
        (replied("{1}", "代会", None, "{0}"), "F4", "不能代会"),
        (replied("{1}", "参加", None, "赵敏"), "F4", "填了代会人"),
        (replied("{1}", None, "住院"), "E4", "填了请假事由"),
        (replied("{0}", "请假"), "A4", "与第 3 行重复"),
        (replied("{1}", "=A1"), "D4", "是公式"),
        (replied("{1}", "请假", "住" * 201), "E4", "太长"),
    ],
)
def test_what_is_wrong_is_told_with_its_cell(tmp_path, row, cell, said):
    names = [one.person.name for one in work_list(PLANNED)]
    filled = tuple(value.format(*names) if isinstance(value, str) else value for value in row)
    entries, _ = read_replies(sheet(tmp_path / "回执.xlsx", replied(names[0], "参加"), filled))
    _, rows = plan(PLANNED, entries)
    assert [row.state for row in rows] == [ReplyState.NEW, ReplyState.WRONG]
    (problem,) = rows[1].problems
    assert problem.cell == cell
    assert said in problem.text
    assert problem.remedy


def test_as_long_as_a_row_is_wrong_nothing_is_written(file_database, meeting, names, tmp_path):
    path = sheet(tmp_path / "回执.xlsx", replied(names[0], "参加"), replied(names[1], "看情况"))
    preview = preview_replies(file_database, meeting, path)
    with pytest.raises(RefusedError, match="1 行有误"):
        apply_replies(file_database, SECRETARY, preview, on=ON)
    assert export_dossier(file_database, meeting).notices == ()


def test_of_two_of_one_name_the_title_tells(tmp_path):
    name = work_list(PLANNED)[1].person.name
    twin = MeetingPerson(id="twin", name=name, title="区妇联主席")
    line = Attendance(person="twin", as_=Part.ATTENDEE, status=Presence.ABSENT)
    both = replace(PLANNED, people=(*PLANNED.people, twin), attendance=(*PLANNED.attendance, line))
    entries, _ = read_replies(sheet(tmp_path / "a.xlsx", replied(name, "参加")))
    assert "分不清是谁" in plan(both, entries)[1][0].problems[0].text
    entries, _ = read_replies(sheet(tmp_path / "b.xlsx", (name, None, "区妇联主席", "参加")))
    assert plan(both, entries)[1][0].name == f"{name}　区妇联主席"


def test_a_meeting_that_has_changed_since_the_preview_is_left_alone(file_database, meeting, names, tmp_path):
    path = sheet(tmp_path / "回执.xlsx", replied(names[0], "参加"))
    preview = preview_replies(file_database, meeting, path)
    person = of(file_database, meeting, names[0]).person.id
    notices.record_notice(file_database, SECRETARY, meeting, told(person, NoticeAnswer.LEAVE))
    with pytest.raises(ChangedElsewhereError):
        apply_replies(file_database, SECRETARY, preview, on=ON)


def test_a_workbook_without_replies_says_what_is_missing(file_database, meeting, tmp_path):
    path = sheet(tmp_path / "名册.xlsx", ("林知远", "区长"), head=("姓名", "职务"))
    with pytest.raises(UserError, match="没有表头“姓名”和“是否参加”"):
        preview_replies(file_database, meeting, path)
    path = tmp_path / "假.xlsx"
    path.write_bytes(b"%PDF-1.4\n")
    with pytest.raises(UserError, match="PDF"):
        preview_replies(file_database, meeting, path)
