"""Requests for leave as acts on record, and the paper that sums them up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Leave
from secretariat.domain.states import MeetingStatus, Part, Presence
from secretariat.services import audit, leave, meetings
from secretariat.services.attachments_store import AttachmentFiles
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.leave_summary import LeaveFigures, approver_for, figures, leave_lines, summary_paper
from secretariat.services.reference import Reference
from secretariat.services.undo import undo
from tests.databases import SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"
REFERENCE = Reference()


@pytest.fixture
def database(file_database):
    return file_database


@pytest.fixture
def planned():
    """The example before it is held: nobody has come, nobody has asked for leave."""
    given = read_dossier(EXAMPLE)
    rows = tuple(replace(row, status=Presence.ABSENT, substitute=None) for row in given.attendance)
    meeting = replace(given.meeting, status=MeetingStatus.PLANNED)
    return replace(given, meeting=meeting, attendance=rows, leave=(), minutes=None)


@pytest.fixture
def meeting(database, planned):
    return import_dossier(database, SECRETARY, planned)


@pytest.fixture
def members(planned):
    return [row.person for row in planned.attendance if row.as_ is Part.MEMBER and row.person != planned.meeting.chair]


@pytest.fixture
def day(planned):
    return planned.meeting.date


def ago(day, days):
    return day - dt.timedelta(days=days)


def asked(database, meeting, person, day, **values):
    return leave.ask_leave(database, SECRETARY, meeting, person, asked_on=ago(day, 2), reason="赴省培训", **values)


def found(database, meeting):
    return meetings.open_meeting(database, REFERENCE, meeting, today=export_dossier(database, meeting).meeting.date)


def codes(view, person):
    return [one.code for one in view.judgement.findings if one.subject == person and one.code.startswith("leave.")]


def test_a_request_goes_its_way_act_by_act(database, meeting, members, day):
    who, head = members[0], export_dossier(database, meeting).meeting.chair
    asked(database, meeting, who, day)
    view = found(database, meeting)
    assert codes(view, who) == ["leave.not_approved"]
    by = approver_for(view.dossier, view.rulebook, who)
    assert (by.people, by.article, by.written_report) == ((head,), "五十五", False)
    leave.approve_leave(database, SECRETARY, meeting, who, by=by.people[0], on=ago(day, 1))
    view = found(database, meeting)
    assert codes(view, who) == []
    assert next(row.status for row in view.dossier.attendance if row.person == who) is Presence.LEAVE
    leave.refuse_leave(database, SECRETARY, meeting, who, by=head, on=ago(day, 1))
    leave.approve_leave(database, SECRETARY, meeting, who, by=members[1], on=ago(day, 1))
    assert codes(found(database, meeting), who) == ["leave.wrong_approver"]
    leave.withdraw_leave(database, SECRETARY, meeting, who, on=day)
    assert codes(found(database, meeting), who) == []
    with database.reader() as session:
        acts = [entry.act.act for entry in audit.entries(session)]
    assert acts[:6] == ["撤回请假", "登记准假", "登记未准假", "登记准假", "登记请假", acts[5]]


def test_an_approval_undone_takes_him_off_leave(database, meeting, members, day):
    asked(database, meeting, members[0], day)
    leave.approve_leave(database, SECRETARY, meeting, members[0], by=members[1], on=day)
    with database.reader() as session:
        last = next(iter(audit.entries(session)))
    undo(database, SECRETARY, last.no)
    dossier = export_dossier(database, meeting)
    assert dossier.leave[0].approved_by is None
    assert next(row.status for row in dossier.attendance if row.person == members[0]) is Presence.ABSENT


def test_somebody_who_is_not_on_the_list_is_refused_and_nothing_is_written(database, meeting, planned, day):
    listed = {row.person for row in planned.attendance}
    stranger = next(person for person in planned.people if person.id not in listed)
    with pytest.raises(ImpossibleError, match=f"{stranger.name}不在名单上"):
        asked(database, meeting, stranger.id, day)
    assert export_dossier(database, meeting).leave == ()


def test_the_report_is_a_file_of_the_meeting(database, meeting, members, day, tmp_path):
    files, photo = AttachmentFiles(tmp_path / "attachments"), tmp_path / "请假报告.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 photo")
    with pytest.raises(ImpossibleError, match="没有请假申请"):
        leave.attach_report(database, SECRETARY, meeting, files, photo, members[0])
    asked(database, meeting, members[0], day)
    leave.attach_report(database, SECRETARY, meeting, files, photo, members[0])
    dossier = export_dossier(database, meeting)
    (report,) = dossier.attachments
    assert (report.name, dossier.leave[0].report, dossier.leave[0].written_report) == ("请假报告.jpg", report.id, True)
    assert files.read(report) == photo.read_bytes()
    leave.remove_report(database, SECRETARY, meeting, members[0])
    leave.remove_leave(database, SECRETARY, meeting, members[0])
    dossier = export_dossier(database, meeting)
    assert (dossier.attachments, dossier.leave) == ((), ())


# -- summed up --------------------------------------------------------------------------------------------------------


def test_the_figures_count_those_due_against_those_on_leave(database, meeting, planned, members, day):
    """淄川 49: more than half of those due."""
    due = len(members) + 1
    for who in members[:2]:
        asked(database, meeting, who, day)
    leave.approve_leave(database, SECRETARY, meeting, members[0], by=planned.meeting.chair, on=day)
    meetings.mark(database, SECRETARY, meeting, members[2], Presence.LEAVE)
    view = found(database, meeting)
    assert figures(view.dossier, view.rulebook, today=ago(day, 1)) == LeaveFigures(
        due=due, on_leave=2, waiting=1, expected=due - 2, needed=due // 2 + 1
    )
    assert [(line.person, line.word) for line in leave_lines(view.dossier, view.rulebook)] == [
        (members[0], "已批准"),
        (members[1], "待批准"),
        (members[2], "未登记请假"),
    ]


def test_the_paper_says_who_why_and_by_whom(database, meeting, planned, members, day):
    asked(database, meeting, members[0], day, acting=members[1])
    leave.approve_leave(database, SECRETARY, meeting, members[0], by=planned.meeting.chair, on=day)
    leave.ask_leave(database, SECRETARY, meeting, members[1], asked_on=day + dt.timedelta(days=1), written_report=True)
    asked(database, meeting, members[2], day)
    leave.withdraw_leave(database, SECRETARY, meeting, members[2], on=day)
    names = {person.id: person.name for person in planned.people}
    paper = summary_paper(found(database, meeting), today=day)
    first, second = paper.entries
    assert paper.heading.endswith("请假情况汇总")
    assert (first.name, first.reason, first.approver, first.acting, first.note) == (
        names[members[0]],
        "赴省培训",
        names[planned.meeting.chair],
        names[members[1]],
        "",
    )
    assert second.note == "补假；待批准；有书面报告"
    assert paper.counts.startswith(f"应到 {len(members) + 1} 人，请假 1 人，待批准 1 人，预计实到 {len(members)} 人")
    assert names[planned.meeting.chair] in paper.submit_to  # 汇总后向区长报告 (55)


def test_without_a_rulebook_the_list_itself_is_counted(planned, members):
    given = replace(planned, leave=(Leave(person=members[0], approved_by=planned.meeting.chair),))
    told = figures(given, None, today=planned.meeting.date)
    assert (told.due, told.on_leave, told.expected, told.needed) == (len(members) + 1, 1, len(members), None)
    assert approver_for(given, None, members[0]) is None


def test_the_head_waits_for_nobody(planned, members):
    book = REFERENCE.rulebook("zichuan-2022")
    head, day = planned.meeting.chair, planned.meeting.date
    given = replace(planned, leave=(Leave(person=head, asked_on=day), Leave(person=members[0], asked_on=day)))
    assert [(line.word, line.waits) for line in leave_lines(given, book)] == [("不须批准", False), ("待批准", True)]
    assert figures(given, book, today=day).waiting == 1
    assert [line.word for line in leave_lines(given, None)] == ["待批准", "待批准"]
