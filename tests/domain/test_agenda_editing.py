"""Material with its numbered copies, decisions, and an agenda that is set and then changed on record."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain import agenda_editing as agenda
from secretariat.domain import decision_editing as decisions
from secretariat.domain import material_editing as material
from secretariat.domain.agenda_times import time_plan
from secretariat.domain.calendar import WorkCalendar, YearArrangement
from secretariat.domain.decision_phrases import phrases
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import (
    AdHoc,
    AgendaChange,
    Attendance,
    Department,
    Dossier,
    Government,
    Meeting,
    Person,
    Reservation,
    Topic,
)
from secretariat.domain.states import AgendaAct, DepartmentKind, Outcome, Part, Presence
from secretariat.domain.words import Words

DAY = dt.date(2022, 4, 29)
SET = dt.date(2022, 4, 26)
LATER = dt.date(2022, 4, 27)
# 30 April to 4 May off, Saturday 7 May worked: the arrangement of that year.
OFF = frozenset(dt.date(2022, 5, day) for day in (2, 3, 4))
CALENDAR = WorkCalendar(
    {2022: YearArrangement(year=2022, off=OFF, worked=frozenset({dt.date(2022, 5, 7)}), source="国务院办公厅")}
)


def dossier(*titles, start=None):
    parts = ((Part.MEMBER, ()), (Part.ATTENDEE, (1,)), (Part.ATTENDEE, (2,)), (Part.STAFF, ()))
    return Dossier(
        format="secretariat-dossier/2",
        government=Government(name="淄川区人民政府"),
        meeting=Meeting(kind="executive", date=DAY, start=start),
        departments=tuple(
            Department(id=f"d{no}", name=name, kind=DepartmentKind.DEPARTMENT)
            for no, name in enumerate(("住建局", "财政局"), 1)
        ),
        people=tuple(Person(id=f"p{no}", name=f"某{no}") for no in range(1, 5)),
        attendance=tuple(
            Attendance(person=f"p{no}", as_=part, status=Presence.ABSENT, topics=topics)
            for no, (part, topics) in enumerate(parts, 1)
        ),
        topics=tuple(Topic(no=no, title=title) for no, title in enumerate(titles or ("甲", "乙", "丙"), 1)),
    )


# --- material


def test_deliveries_stand_in_the_order_of_their_days():
    given = material.deliver(material.deliver(dossier(), 1, LATER), 1, SET)
    assert given.topics[0].material.delivered_on == (SET, LATER)
    assert material.take_back_delivery(given, 1, SET).topics[0].material.delivered_on == (LATER,)
    with pytest.raises(ImpossibleError, match="没有这次送达"):
        material.take_back_delivery(given, 1, DAY)


def test_a_comment_is_collected_and_answered():
    given = material.comment(dossier(), 1, "p1", " 建议补充数据 ", on=SET)
    (row,) = given.topics[0].comments
    given = material.change_comment(given, 1, row, answer="已采纳")
    (row,) = given.topics[0].comments
    assert (row.text, row.answer) == ("建议补充数据", "已采纳")
    assert material.remove_comment(given, 1, row).topics[0].comments == ()
    with pytest.raises(ImpossibleError, match="没有填写意见"):
        material.comment(dossier(), 1, "p1", "  ")


def test_copies_are_for_those_who_are_there_for_the_topic():
    assert material.holders(dossier(), 1) == ("p1", "p2")
    assert material.holders(dossier(), 3) == ("p1",)


def test_numbers_of_copies_go_on_and_nobody_gets_two():
    given = material.number_copies(dossier(), 1, ("p1", "p2"), spare=1)
    given = material.number_copies(given, 1, ("p2", "p3"))
    assert [(copy.no, copy.person) for copy in given.topics[0].copies] == [(1, "p1"), (2, "p2"), (3, None), (4, "p3")]
    with pytest.raises(ImpossibleError, match="没有需要编号的份数"):
        material.number_copies(given, 1, ("p1",))


def test_copies_are_given_out_and_come_back_and_what_is_missing_is_known():
    given = material.set_material(dossier(), 1, recall=True)
    given = material.number_copies(given, 1, ("p1", "p2"), spare=1)
    with pytest.raises(ImpossibleError, match="第3份没有领取人"):
        material.give_out(given, 1, (2, 3), on=SET)
    with pytest.raises(ImpossibleError, match="第1份没有分发记录"):
        material.take_back(given, 1, (1,), on=DAY)
    given = material.give_out(given, 1, (1, 2), on=SET, signed=True)
    given = material.take_back(given, 1, (1,), on=DAY)
    assert [copy.no for copy in material.missing_copies(given.topics[0])] == [2]
    assert given.topics[0].material.recalled_on is None
    given = material.take_back(given, 1, (2,), on=DAY)
    assert given.topics[0].material.recalled_on == DAY


def test_a_copy_that_is_out_is_not_removed():
    given = material.number_copies(dossier(), 1, ("p1", "p2"))
    given = material.give_out(given, 1, (1,), on=SET)
    with pytest.raises(ImpossibleError, match="第1份已经分发，尚未收回"):
        material.remove_copies(given, 1, (1, 2))
    assert [copy.no for copy in material.remove_copies(given, 1, (2,)).topics[0].copies] == [1]
    with pytest.raises(ImpossibleError, match="没有第9份"):
        material.set_copy(given, 1, 9, note="备用")


# --- decisions


def test_working_days_give_the_day_and_a_day_is_no_number_of_days():
    # 5 working days after 29 April 2022: 5, 6, 7 (a Saturday that was worked), 9, 10 May.
    given = decisions.record_decision(dossier(), 1, calendar=CALENDAR, outcome=Outcome.ADOPTED, due_days=5)
    assert given.topics[0].decision.due == dt.date(2022, 5, 10)
    given = decisions.record_decision(given, 1, calendar=CALENDAR, due=dt.date(2022, 6, 1))
    assert given.topics[0].decision.due_days is None
    with pytest.raises(ImpossibleError, match="天数不对"):
        decisions.record_decision(given, 1, calendar=CALENDAR, due_days=0)


def test_a_department_leads_or_assists():
    with pytest.raises(ImpossibleError, match="财政局既是责任单位又是配合单位"):
        decisions.record_decision(dossier(), 1, calendar=CALENDAR, responsible=("d2",), assisting=("d2",))
    with pytest.raises(ImpossibleError, match="没有这个单位"):
        decisions.record_decision(dossier(), 1, calendar=CALENDAR, responsible=("d9",))


def test_reservations_and_the_document_stand_with_the_decision():
    given = decisions.reserve(decisions.reserve(dossier(), 1, "p1", "意见一"), 1, "p1", "意见二")
    given = decisions.set_document(given, 1, title="实施方案", number="川政发〔2022〕5号")
    decision = given.topics[0].decision
    assert decision.reservations == (Reservation(person="p1", text="意见二"),)
    assert (decision.document.title, decision.document.number) == ("实施方案", "川政发〔2022〕5号")
    given = decisions.drop_document(decisions.take_back_reservation(given, 1, "p1"), 1)
    assert (given.topics[0].decision.reservations, given.topics[0].decision.document) == ((), None)
    assert decisions.undecide(given, 1).topics[0].decision is None


def test_the_phrases_name_the_topic_the_sponsor_and_the_place():
    words = Words(government="市政府", office="市政府办公厅", place="市")
    plan = Topic(no=1, title="审议《城市更新实施方案》")
    said = {one.label: (one.text, one.outcome) for one in phrases(plan, words, sponsor="市住建局")}
    assert said["原则同意"] == ("会议原则同意《城市更新实施方案》。", Outcome.ADOPTED_IN_PRINCIPLE)
    revise = "由市住建局根据会议讨论意见修改完善后，按程序印发实施。"
    assert said["修改完善后印发"] == (revise, Outcome.ADOPTED_AFTER_REVISION)
    assert said["报市委常委会审议"] == ("按程序报市委常委会会议审议。", None)
    report = Topic(no=1, title="听取安全生产情况的汇报")
    texts = [one.text for one in phrases(report, words, sponsor=None)]
    assert "会议原则同意提请审议的意见。" in texts
    assert "会议听取了关于安全生产情况的汇报。" in texts


# --- the agenda


def test_an_agenda_is_set_by_somebody_on_a_day_and_once():
    given = agenda.set_agenda(dossier(), on=SET, by="p1")
    assert (given.meeting.agenda_set_on, given.meeting.agenda_set_by) == (SET, "p1")
    with pytest.raises(ImpossibleError, match="议程已于2022年4月26日审定"):
        agenda.set_agenda(given, on=LATER, by="p1")
    assert agenda.unset_agenda(given).meeting.agenda_set_on is None


def test_what_was_typed_in_after_the_day_that_it_was_set_on_was_on_it_all_the_same():
    typed = agenda.add_to_agenda(dossier(), "丁", on=LATER)
    assert agenda.set_agenda(typed, on=SET, by=None).topics[3].added_on == SET
    before = agenda.add_to_agenda(dossier(), "丁", on=SET)
    assert agenda.set_agenda(before, on=LATER, by=None).topics[3].added_on == SET
    ad_hoc = agenda.add_to_agenda(agenda.set_agenda(dossier(), on=SET, by=None), "丁", on=LATER)
    again = agenda.set_agenda(agenda.unset_agenda(ad_hoc), on=SET, by=None)
    assert again.topics[3].added_on == LATER
    same_day = agenda.set_agenda(agenda.unset_agenda(ad_hoc), on=LATER, by=None)
    assert (same_day.topics[3].added_on, same_day.topics[3].ad_hoc) == (LATER, None)
    explained = agenda.explain_ad_hoc(ad_hoc, 4, reason="汛情紧急")
    assert agenda.set_agenda(agenda.unset_agenda(explained), on=LATER, by=None).topics == explained.topics


def test_before_it_is_set_nothing_is_recorded():
    given = agenda.move_on_agenda(agenda.add_to_agenda(dossier(), "丁", on=SET), 4, 1, on=SET)
    assert [topic.title for topic in given.topics] == ["丁", "甲", "乙", "丙"]
    assert (given.agenda_changes, given.topics[0].ad_hoc, given.topics[0].added_on) == ((), None, SET)


def test_after_it_is_set_an_addition_is_ad_hoc_and_on_record():
    given = agenda.set_agenda(dossier(), on=SET, by="p1")
    given = agenda.add_to_agenda(given, "丁", on=LATER, consent_by="p1", reason=" 汛情紧急 ")
    assert given.topics[3].ad_hoc == AdHoc(consent_by="p1", reason="汛情紧急")
    assert given.agenda_changes == (
        AgendaChange(on=LATER, what=AgendaAct.ADDED, title="丁", to_no=4, by="p1", reason="汛情紧急"),
    )
    bare = agenda.add_to_agenda(given, "戊", on=LATER)
    assert bare.topics[4].ad_hoc == AdHoc()
    assert agenda.explain_ad_hoc(bare, 5, reason="补记").topics[4].ad_hoc.reason == "补记"


def test_after_it_is_set_a_move_is_on_record():
    given = agenda.set_agenda(dossier(), on=SET, by="p1")
    given = agenda.move_on_agenda(given, 3, 1, on=LATER, by="p1", reason="第一议题")
    assert given.agenda_changes == (
        AgendaChange(on=LATER, what=AgendaAct.MOVED, title="丙", from_no=3, to_no=1, by="p1", reason="第一议题"),
    )


@pytest.mark.parametrize("order", [(3, 1, 2), (2, 3, 1), (3, 2, 1), (1, 2, 3)])
def test_topics_are_put_in_an_order(order):
    given = agenda.reorder(agenda.set_agenda(dossier(), on=SET, by="p1"), order, on=LATER)
    assert [topic.title for topic in given.topics] == ["甲乙丙"[no - 1] for no in order]
    assert bool(given.agenda_changes) == (order != (1, 2, 3))


def test_an_order_of_other_topics_and_an_empty_agenda_are_refused():
    with pytest.raises(ImpossibleError, match="刚刚有变化"):
        agenda.reorder(dossier(), (1, 2), on=LATER)
    with pytest.raises(ImpossibleError, match="还没有议题"):
        agenda.set_agenda(
            Dossier(
                format="secretariat-dossier/2",
                government=Government(name="某"),
                meeting=Meeting(kind="executive", date=DAY),
            ),
            on=SET,
            by=None,
        )


def test_times_follow_each_other():
    topics = (Topic(no=2, title="乙"), Topic(no=1, title="甲", report_minutes=25))
    plan = time_plan(topics, dt.time(8, 50), default=10)
    assert [(slot.no, slot.start, slot.end, slot.total, slot.assumed) for slot in plan] == [
        (1, dt.time(8, 50), dt.time(9, 15), 25, False),
        (2, dt.time(9, 15), dt.time(9, 25), 35, True),
    ]
    assert time_plan(topics, None)[1].start is None
    assert time_plan(topics, dt.time(23, 50))[0].end is None
