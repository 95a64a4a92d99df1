"""Proposals: filed, put on a meeting, taken off, put off, decided, referred up; and never taken for a meeting."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from pathlib import Path

import pytest

from secretariat.domain.facts import AdHoc, Attachment, Department, TopicFile
from secretariat.domain.proposals import End
from secretariat.domain.states import (
    AgendaAct,
    DepartmentKind,
    FileKind,
    MeetingStatus,
    Outcome,
    Post,
    StepKind,
    TopicFlag,
    TopicType,
)
from secretariat.errors import RefusedError
from secretariat.services import agenda, meetings, proposals, topics
from secretariat.services import organisation as acts
from secretariat.services.dossiers import find_same, import_dossier
from secretariat.services.judges import judges
from secretariat.services.meeting_list import list_meetings
from secretariat.services.minutes_list import list_minutes
from secretariat.services.organisation import SatInMeetingsError
from secretariat.services.placements import NoSuchProposalError, the_proposal
from secretariat.services.proposal_view import deleted_proposals, history, judge_proposal, open_proposal
from secretariat.services.reference import Reference
from secretariat.services.undo import CannotUndoError, undo
from secretariat.services.year_frequency import year_by_kind
from tests.databases import SECRETARY
from tests.services.topics_desk import DAY, FILED, TODAY, Desk

ROOT = Path(__file__).parent.parent.parent
PDF = Attachment(id="", name="草案.pdf", sha256="a" * 64, size=10)


@pytest.fixture
def desk(file_database):
    return Desk(file_database)


@pytest.fixture
def anywhere(database):
    """On SQLite and on PostgreSQL."""
    return Desk(database)


def names(dossier, refs):
    known = {one.id: one.name for one in (*dossier.people, *dossier.departments)}
    return [known[ref] for ref in refs]


# ------------------------------------------------------------------------------------------------------ filed, deleted


def test_a_proposal_is_filed_with_the_people_of_that_day(desk):
    key = desk.file(values={"type": TopicType.NORMATIVE_DOCUMENT})
    dossier, topic = desk.dossier(key), desk.topic(key)
    assert (topic.no, topic.title, topic.type, topic.registered_on) == (
        1,
        "城市更新条例",
        TopicType.NORMATIVE_DOCUMENT,
        FILED,
    )
    assert names(dossier, (topic.sponsor, *topic.concerns, topic.reporter)) == ["住建局", "司法局", "龚燚"]
    assert (dossier.meeting.date, dossier.meeting.status, dossier.government.term) == (FILED, MeetingStatus.PLANNED, 18)
    assert desk.last().act.act == "登记议题：城市更新条例"
    # Whatever is done to a meeting's topic is done to it.
    meetings.edit_topic(desk.database, SECRETARY, key, 1, report_minutes=8)
    assert desk.topic(key).report_minutes == 8
    desk.undo()
    assert desk.topic(key).report_minutes is None


def test_what_a_proposal_can_not_be(desk):
    with pytest.raises(RefusedError, match="议题没有标题"):
        desk.file(title="  ")
    with pytest.raises(RefusedError, match="所选单位在登记当日的组织中没有"):
        desk.file(sponsor=9999)
    with pytest.raises(acts.NoSuchGovernmentError):
        proposals.create_proposal(
            desk.database,
            SECRETARY,
            proposals.NewProposal(government="某县人民政府", kind="executive", filed_on=FILED, title="一"),
        )
    assert deleted_proposals(desk.database) == ()


def test_a_deleted_proposal_comes_back_from_the_bin(anywhere):
    desk = anywhere
    key = desk.file()
    meetings.act_on(desk.database, SECRETARY, key, "附件", with_file)
    before = desk.dossier(key)
    proposals.delete_proposal(desk.database, SECRETARY, key)
    with pytest.raises(NoSuchProposalError, match="回收处"):
        open_proposal(desk.database, Reference(), key, today=TODAY)
    (gone,) = deleted_proposals(desk.database)
    assert (gone.title, gone.filed_on, gone.kind, gone.by) == ("城市更新条例", FILED, "executive", SECRETARY.name)
    proposals.restore_proposal(desk.database, SECRETARY, gone)
    assert desk.dossier(key) == before
    assert deleted_proposals(desk.database) == ()
    assert len(before.attachments) == 1


def with_file(dossier):
    topic = dataclasses.replace(dossier.topics[0], files=(TopicFile(attachment="a1", kind=FileKind.DRAFT),))
    return dataclasses.replace(
        dossier, attachments=(dataclasses.replace(PDF, id="a1"),), topics=(topic, *dossier.topics[1:])
    )


# ------------------------------------------------------------------------------------------------ on a meeting, and off


def test_it_goes_on_a_meeting_with_its_files_and_is_edited_there_only(desk):
    key, meeting = desk.file(), desk.meeting()
    meetings.act_on(desk.database, SECRETARY, key, "附件", with_file)
    assert desk.place(key, meeting) == 1
    there = desk.dossier(meeting)
    (topic,) = there.topics
    assert (topic.title, topic.added_on) == ("城市更新条例", TODAY)
    assert names(there, (topic.sponsor, *topic.concerns, topic.reporter)) == ["住建局", "司法局", "龚燚"]
    assert (len(there.people), len(there.departments)) == (3, 2)  # all were there already
    assert there.attachments[0].sha256 == PDF.sha256
    for again in (desk.meeting(number=5), meeting):
        with pytest.raises(RefusedError, match=r"城市更新条例”已列入淄川区人民政府第4次常务会议（2026-12-01）"):
            desk.place(key, again)
    with pytest.raises(RefusedError, match="已列入"):
        meetings.edit_topic(desk.database, SECRETARY, key, 1, title="别的")
    with pytest.raises(RefusedError, match="已列入"):
        proposals.delete_proposal(desk.database, SECRETARY, key)
    assert desk.ends(key) == [None]


def test_several_go_on_together_or_none(desk):
    first, second, meeting = desk.file("一"), desk.file("二"), desk.meeting()
    assert proposals.place(desk.database, SECRETARY, (first, second), meeting) == (1, 2)
    assert desk.last().act.act == "列入议程：一等2项"
    desk.undo()
    assert desk.dossier(meeting).topics == ()
    assert desk.ends(first) == []
    desk.place(first, meeting)
    third, other = desk.file("三"), desk.meeting(number=5)
    with pytest.raises(RefusedError, match="“一”已列入"):
        proposals.place(desk.database, SECRETARY, (third, first), other)
    assert desk.dossier(other).topics == ()


def test_who_has_left_comes_along_with_the_end_of_his_post(desk):
    """Else he would be due at the meeting."""
    key = desk.file()
    meetings.edit_topic(desk.database, SECRETARY, key, 1, proposed_by=desk.ref(key, "方致和"))
    with pytest.raises(SatInMeetingsError, match="登记的候选议题"):
        desk.act(acts.delete_person, desk.deputy, version=desk.version(desk.deputy))
    desk.act(acts.end_person, desk.deputy, dt.date(2026, 11, 10), version=desk.version(desk.deputy))
    desk.add("石景行", Post.DEPUTY)
    meeting = desk.meeting()
    desk.place(key, meeting)
    there = desk.dossier(meeting)
    assert [person.name for person in there.people] == ["林知远", "石景行", "龚燚", "方致和"]
    assert there.people[3].posts[0].to == dt.date(2026, 11, 10)
    assert there.people[3].in_charge_of == ()
    assert there.topics[0].proposed_by == there.people[3].id


def test_it_keeps_those_whom_it_names_and_the_organisation_has_the_others(anywhere):
    desk = anywhere
    key = desk.file()
    with desk.database.reader() as session:
        row = the_proposal(session, key)
        assert [person.name for person in row.people] == ["龚燚"]
        assert [unit.name for unit in row.departments] == ["司法局", "住建局"]
    assert {line.table for line in desk.last().lines} == {
        *("meeting", "meeting_person", "meeting_holding", "meeting_department", "topic", "topic_concern"),
    }
    seen = desk.dossier(key)
    assert [person.name for person in seen.people] == ["林知远", "方致和", "龚燚"]
    desk.add("石景行", Post.DEPUTY)
    assert [person.name for person in desk.dossier(key).people] == ["林知远", "方致和", "石景行", "龚燚"]
    topics.propose(desk.database, SECRETARY, key, 1, desk.ref(key, "石景行"))
    assert names(desk.dossier(key), [desk.topic(key).proposed_by]) == ["石景行"]
    assert desk.dossier(key).people[0] == seen.people[0]


def test_undoing_an_act_leaves_whom_another_one_names_too(anywhere):
    """Somebody is kept with the first act that names him; at another seat the next one has named him as well."""
    desk = anywhere
    key = desk.file()
    who = desk.ref(key, "方致和")
    topics.propose(desk.database, SECRETARY, key, 1, who)
    first = desk.last().no
    topics.record_step(desk.database, SECRETARY, key, 1, StepKind.DEPUTY_REVIEW, by=who, on=FILED)
    before = desk.dossier(key)
    undo(desk.database, SECRETARY, first)
    assert desk.topic(key) == dataclasses.replace(before.topics[0], proposed_by=None)
    assert desk.dossier(key).people == before.people
    desk.undo()
    assert desk.dossier(key) == before
    proposals.delete_proposal(desk.database, SECRETARY, key)
    desk.undo()
    assert desk.dossier(key) == before


def test_a_file_that_is_undone_is_gone_with_those_it_kept(anywhere):
    desk = anywhere
    key = desk.file()
    desk.undo()
    with pytest.raises(NoSuchProposalError):
        history(desk.database, key)


def test_taken_off_it_is_a_candidate_as_it_was_left(anywhere):
    desk = anywhere
    key, meeting = desk.file(), desk.meeting()
    desk.place(key, meeting)
    meetings.edit_meeting(desk.database, SECRETARY, meeting, agenda_set_on=TODAY)
    meetings.add_department(
        desk.database, SECRETARY, meeting, Department(id="tax", name="税务局", kind=DepartmentKind.OTHER)
    )
    meetings.edit_topic(desk.database, SECRETARY, meeting, 1, concerns=("tax",), title="城市更新条例（修订）")
    assert proposals.take_off(desk.database, SECRETARY, meeting, 1, reason="材料未齐", by="p01") == key
    topic = desk.topic(key)
    assert (topic.title, topic.origin, topic.added_on) == ("城市更新条例（修订）", "第4次常务会议议题1撤出", None)
    assert names(desk.dossier(key), topic.concerns) == ["税务局"]
    (change,) = desk.dossier(meeting).agenda_changes
    assert (change.what, change.reason, change.by) == (AgendaAct.WITHDRAWN, "材料未齐", "p01")
    (been,) = history(desk.database, key)
    assert (been.end, been.reason, been.topic, been.ended_on) == (End.WITHDRAWN, "材料未齐", None, TODAY)
    desk.undo()
    assert desk.ends(key) == [None]
    assert (desk.topic(key).title, desk.dossier(meeting).topics[0].title) == ("城市更新条例", "城市更新条例（修订）")
    assert desk.place(desk.file("另一个"), meeting, ad_hoc=AdHoc(reason="急")) == 2


def test_a_topic_deleted_from_the_agenda_is_a_candidate_again(desk):
    key, meeting = desk.file(), desk.meeting()
    desk.place(key, meeting)
    meetings.remove_topic(desk.database, SECRETARY, meeting, 1)
    assert desk.ends(key) == [End.WITHDRAWN]
    assert desk.place(key, desk.meeting(number=5)) == 1


def test_put_off_by_the_meeting_it_comes_back_by_itself(anywhere):
    desk = anywhere
    key, meeting, later = desk.file(), desk.meeting(), desk.meeting(number=5)
    desk.place(key, meeting)
    desk.decide(meeting, 1, Outcome.DEFERRED)
    assert desk.topic(key).origin == "第4次常务会议议题1缓议"
    (been,) = history(desk.database, key)
    assert (been.end, been.topic, been.outcome, been.ended_on) == (End.DEFERRED, 1, Outcome.DEFERRED, DAY)
    # The decision was a slip: then it is no candidate any more, and can't be put on another meeting.
    desk.decide(meeting, 1, Outcome.ADOPTED)
    assert desk.ends(key) == [End.DECIDED]
    with pytest.raises(RefusedError, match="已在淄川区人民政府第4次常务会议（2026-12-01）议定") as caught:
        desk.place(key, later)
    assert "转报" in caught.value.remedy
    desk.decide(meeting, 1, Outcome.DEFERRED)
    desk.place(key, later)
    assert desk.ends(key) == [End.DEFERRED, None]
    with pytest.raises(RefusedError, match=r"缓议后已列入.*第5次"):
        desk.decide(meeting, 1, None)


def test_the_undo_of_a_deferral_never_leaves_it_on_two_agendas(desk):
    key, meeting, later = desk.file(), desk.meeting(), desk.meeting(number=5)
    desk.place(key, meeting)
    desk.decide(meeting, 1, Outcome.DEFERRED)
    entry = desk.last().no
    desk.place(key, later)
    with pytest.raises(CannotUndoError, match="另一次会议"):
        undo(desk.database, SECRETARY, entry)
    assert desk.ends(key) == [End.DEFERRED, None]


@pytest.mark.parametrize("how", ["deferred", "held", "withdrawn"])
def test_a_topic_typed_into_the_agenda_gets_a_proposal_once_it_is_not_heard(desk, how):
    meeting = desk.meeting()
    agenda.add_to_agenda(desk.database, SECRETARY, meeting, "临时事项", on=TODAY, sponsor="d02")
    if how == "withdrawn":
        key = proposals.take_off(desk.database, SECRETARY, meeting, 1, reason="改日再议")
    else:
        desk.decide(meeting, 1, Outcome.DEFERRED)
        if how == "held":
            meetings.set_status(desk.database, SECRETARY, meeting, MeetingStatus.HELD)
        key = meeting + 1
    topic = desk.topic(key)
    word = "撤出" if how == "withdrawn" else "缓议"
    assert (topic.title, topic.origin) == ("临时事项", f"第4次常务会议议题1{word}")
    assert names(desk.dossier(key), [topic.sponsor]) == ["住建局"]
    assert len(history(desk.database, key)) == 1
    assert desk.place(key, desk.meeting(number=5)) == 1


def test_a_meeting_that_is_deleted_lets_its_topics_go(anywhere):
    desk = anywhere
    key, decided, meeting = desk.file(), desk.file("定了"), desk.meeting()
    proposals.place(desk.database, SECRETARY, (key, decided), meeting)
    desk.decide(meeting, 2, Outcome.ADOPTED)
    before = desk.dossier(meeting)
    meetings.delete_meeting(desk.database, SECRETARY, meeting)
    assert (desk.ends(key), desk.ends(decided)) == ([], [])
    assert desk.topic(key).origin == "第4次常务会议议题1撤出"
    desk.undo()
    assert desk.dossier(meeting) == before
    assert (desk.ends(key), desk.ends(decided)) == ([None], [End.DECIDED])


def test_a_file_that_replaces_the_meeting_keeps_what_is_on_it(desk):
    key, other, meeting = desk.file(), desk.file("撤下的"), desk.meeting()
    proposals.place(desk.database, SECRETARY, (other, key), meeting)
    dossier = desk.dossier(meeting)
    less = dataclasses.replace(dossier, topics=(dataclasses.replace(dossier.topics[1], no=1),))
    assert import_dossier(desk.database, SECRETARY, less, if_exists="replace") == meeting
    assert (desk.ends(key), desk.ends(other)) == ([None], [End.WITHDRAWN])
    assert history(desk.database, key)[0].topic == 1


def test_what_an_earlier_meeting_refers_up_keeps_its_history(desk):
    key, meeting = desk.file(), desk.meeting()
    desk.place(key, meeting)
    desk.decide(meeting, 1, Outcome.NOTED)
    up = proposals.refer_up(desk.database, SECRETARY, meeting, 1, kind="plenary")
    assert desk.topic(up).origin == "第4次常务会议议题1转报"
    assert desk.dossier(up).meeting.kind == "plenary"
    assert desk.ends(up) == [End.DECIDED, End.REFERRED]
    assert desk.ends(key) == [End.DECIDED]
    assert desk.place(up, desk.meeting(number=5)) == 1
    with pytest.raises(RefusedError, match="没有议题7"):
        proposals.refer_up(desk.database, SECRETARY, meeting, 7, kind="plenary")


# -------------------------------------------------------------------------------------------------------------- judged


def test_a_proposal_is_judged_for_the_meeting_that_is_thought_of(desk):
    key = desk.file(values={"type": TopicType.NORMATIVE_DOCUMENT, "flags": (TopicFlag.DEADLINE_BOUND,)})
    reference = Reference()
    view = open_proposal(desk.database, reference, key, today=TODAY)
    codes = {finding.code for finding in view.judgement.findings}
    # 淄川 53, 54, 21: chain, countersign of 司法局, legality; no deadline counts from a day that nobody knows.
    assert {"topic.step_missing", "countersign.missing", "review.legality"} <= codes
    assert "topic.late_registration" not in codes
    assert {finding.subject for finding in view.judgement.findings} == {1}
    soon = judge_proposal(view.dossier, reference, TODAY, date=TODAY)
    assert "topic.late_registration" in {finding.code for finding in soon.findings}
    study = judge_proposal(view.dossier, reference, TODAY, kind="special_topic")
    assert "review.legality" not in {finding.code for finding in study.findings}


# ----------------------------------------------------------------------------------------------------- never a meeting


def test_proposals_are_no_meetings(anywhere):
    desk = anywhere
    key, meeting = desk.file(), desk.meeting()
    assert [row.id for row in list_meetings(desk.database)] == [meeting]
    assert [row.id for row in list_minutes(desk.database)] == [meeting]
    told = [year for year in year_by_kind(desk.database, Reference(), TODAY) if year.kind == "executive"]
    assert [(year.held, year.coming) for year in told] == [(0, 1)]
    with desk.database.reader() as session:
        assert list(judges(session, Reference().terms, today=TODAY)) == [meeting]
        assert find_same(session, desk.dossier(key)) is None
    with pytest.raises(meetings.NoSuchMeetingError):
        desk.place(desk.file("二"), key)


def test_every_question_about_meetings_says_whether_it_means_proposals():
    """In plain SQL nothing else leaves them out; one that looks a meeting up by its key need not."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "secretariat" / "services").glob("*.py")}
    asking = {name for name, text in texts.items() if re.search(r"(FROM|JOIN) meeting\b", text)}
    assert {"meeting_list.py", "minutes_list.py", "leave_list.py", "proposal_list.py"} <= asking
    assert {name for name in asking if "proposal" not in texts[name]} <= {"room_views.py"}
