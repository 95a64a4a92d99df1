"""The agenda: the first topic, the topic that is always there, time for reports, staff in the room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.facts import Attendance, Excuse
from secretariat.domain.states import MeetingStatus, Part, Post, Presence, TopicType
from secretariat.rules.finding import Severity
from secretariat.rules.rulebook import Excusable
from secretariat.rules.schema.topics import AgendaRules, FirstTopic, ReportTime, StaffRule, StandingTopic
from tests.rules.invented import DAY, book, dossier, judged, topic

KINDS = ("executive",)
FIRST = book(agenda=AgendaRules(first_topic=FirstTopic(article="第一条", kinds=KINDS, types=(TopicType.STUDY,))))
SAFETY = book(
    agenda=AgendaRules(standing_topics=(StandingTopic(article="第二条", kinds=KINDS, types=(TopicType.SAFETY,)),))
)
TIME = book(agenda=AgendaRules(report_time=ReportTime(article="第三条", kinds=KINDS, minutes=10)))
STAFF = book(agenda=AgendaRules(staff=StaffRule(article="第四条", kinds=KINDS, at_most=1)))


def findings(rules, given):
    return [each for each in judged(rules, given).findings if each.code.startswith("agenda.")]


def told(rules, *topics, **meeting):
    return [(each.code, each.subject) for each in findings(rules, dossier(*topics, **meeting))]


STUDY = topic(no=1, type=TopicType.STUDY)
REPORT = topic(no=2, type=TopicType.REPORT)


def test_the_first_topic_is_the_one_of_the_lowest_number():
    assert not told(FIRST, STUDY, REPORT)
    assert not told(FIRST, REPORT, STUDY)
    assert told(FIRST, replace(STUDY, no=3), REPORT) == [("agenda.first_topic", 2)]
    assert told(FIRST, replace(STUDY, type=None)) == [("agenda.first_topic", 1)]


def test_the_first_topic_says_what_to_move_before_the_meeting():
    (finding,) = findings(FIRST, dossier(REPORT, replace(STUDY, no=3), status=MeetingStatus.PLANNED))
    assert (finding.severity, finding.article) == (Severity.VIOLATION, "第一条")
    assert "请将议题3调整为第一个议题" in finding.message
    assert "“传达学习”" in finding.message


@pytest.mark.parametrize("rules", [FIRST, SAFETY])
def test_an_agenda_without_topics_is_none_yet_and_other_kinds_are_free(rules):
    assert not findings(rules, replace(dossier(), topics=()))
    assert not told(rules, REPORT, kind="weekly")


def test_a_topic_of_that_type_is_on_every_agenda():
    (finding,) = findings(SAFETY, dossier(STUDY, REPORT))
    assert (finding.code, finding.severity, finding.subject) == ("agenda.safety_topic", Severity.WARNING, None)
    assert not told(SAFETY, STUDY, topic(no=2, type=TopicType.SAFETY))


# --- time


@pytest.mark.parametrize(("minutes", "long"), [(None, False), (10, False), (11, True)])
def test_a_report_takes_so_many_minutes(minutes, long):
    given = told(TIME, topic(report_minutes=minutes))
    assert given == ([("agenda.report_time", 3)] if long else [])


def test_a_warning_too_is_excused_where_the_rulebook_lets_it_be():
    lets = replace(TIME, excusable=(Excusable(code="agenda.report_time", article="第三条", by="chair"),))
    given = dossier(topic(report_minutes=20))
    excuse = Excuse(code="agenda.report_time", subject=3, allowed_by="head", on=DAY, reason="内容较多")
    assert [each.severity for each in findings(lets, given)] == [Severity.WARNING]
    assert "经会议主持人同意后登记例外" in findings(lets, given)[0].message
    excused = replace(given, exceptions=(excuse,))
    assert [each.severity for each in findings(lets, excused)] == [Severity.EXCUSED]
    assert [each.severity for each in findings(TIME, excused)] == [Severity.WARNING]
    others = replace(given, exceptions=(replace(excuse, allowed_by="zhou"),))
    assert [each.severity for each in findings(lets, others)] == [Severity.WARNING]


# --- staff


def with_staff(*rows, topics=(), **meeting):
    given = dossier(*topics, **meeting)
    return replace(given, attendance=(*given.attendance, *rows))


def staff(person="clerk", department="housing", status=Presence.PRESENT, **more):
    return Attendance(person=person, as_=Part.STAFF, status=status, department=department, **more)


def of(given):
    return [(each.code, each.subject) for each in findings(STAFF, given)]


@pytest.mark.parametrize(("number", "consent", "many"), [(None, False, 0), (1, False, 0), (2, False, 1), (2, True, 0)])
def test_one_of_the_sponsor_s_staff_without_consent(number, consent, many):
    given = told(STAFF, topic(staff=number, staff_consent=consent))
    assert given == [("agenda.staff", 3)] * many
    assert not told(STAFF, topic(staff=number, staff_consent=consent), kind="weekly")


def test_those_on_the_list_are_counted_too():
    two = (staff(), staff("vice"))
    assert of(with_staff(*two)) == [("agenda.staff", 3)]
    assert not of(with_staff(*two, topics=(topic(staff_consent=True),)))
    assert not of(with_staff(staff(), staff("vice", status=Presence.ABSENT)))
    assert not of(with_staff(staff(), staff("vice", out_for=(3,))))
    assert not of(with_staff(staff(topics=(3,)), staff("vice", topics=(4,)), topics=(topic(), topic(no=4))))
    # Who is listed for no topic of his own does not add to what a topic says of itself; who is listed for it does.
    assert not of(with_staff(*two, topics=(topic(staff=1), topic(no=4, staff=1))))
    both = (staff(topics=(3,)), staff("vice", topics=(3,)))
    assert of(with_staff(*both, topics=(topic(staff=1),))) == [("agenda.staff", 3)]


def test_before_the_meeting_those_who_are_to_come_are_counted():
    two = (staff(status=Presence.ABSENT), staff("vice", status=Presence.ABSENT))
    assert of(with_staff(*two, status=MeetingStatus.PLANNED)) == [("agenda.staff", 3)]
    assert not of(with_staff(*two))


def test_staff_of_another_department_stay_outside():
    (finding,) = findings(STAFF, with_staff(staff(department="finance"), topics=(topic(concerns=("finance",)),)))
    assert (finding.code, finding.subject, finding.article) == ("agenda.staff", "clerk", "第四条")
    assert "市财政局" in finding.message
    assert not of(with_staff(staff(department="finance", status=Presence.ABSENT)))


def test_they_come_in_for_their_own_topic_only():
    both = (topic(), topic(no=4, sponsor="finance"))
    assert not of(with_staff(staff(), staff("vice", "finance"), topics=both))
    assert not of(with_staff(staff(topics=(3,)), topics=both))
    assert of(with_staff(staff(topics=(3, 4)), topics=both)) == [("agenda.staff", "clerk")]
    assert of(with_staff(staff(topics=(4,)), topics=both)) == [("agenda.staff", "clerk")]


@pytest.mark.parametrize("department", ["office", None])
def test_the_office_runs_the_meeting(department):
    assert not of(with_staff(staff(department=department), staff("vice", department)))


def test_the_office_may_let_them_in():
    excusable = Excusable(code="agenda.staff", article="第四条", by="post", posts=(Post.OFFICE_DIRECTOR,))
    rules = replace(STAFF, excusable=(excusable,))
    given = with_staff(staff(department="finance"))
    assert "经秘书长同意后登记例外" in findings(rules, given)[0].message
    excuse = Excuse(code="agenda.staff", subject="clerk", allowed_by="director", on=DAY, reason="列席解答")
    (finding,) = findings(rules, replace(given, exceptions=(excuse,)))
    assert finding.severity is Severity.EXCUSED
