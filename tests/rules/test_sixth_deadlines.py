"""Deadlines of an invented government: in working days, in calendar days, in windows of the month, from each anchor.

Each is kept on its last day and missed on the day after. The calendar is the tests' own, see dongyuan.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.facts import AdHoc, Away, Material
from secretariat.domain.states import MeetingStatus, Revision, TopicFlag
from secretariat.services.judgement_report import judgement_json
from tests.rules.build import clean, findings, meeting, topic
from tests.rules.dongyuan import (
    AGENDA_SET,
    BOOK,
    CLEAN,
    COORDINATION,
    DAY,
    EXECUTIVE,
    PLAIN,
    PLENARY,
    TOWN_FORUM,
    judged,
    told,
)

ONE_DAY = timedelta(days=1)


def handed_in(dossier, day):
    """The first topic's material handed in on a day."""
    material = dossier.topics[0].material or Material()
    return topic(dossier, material=replace(material, submitted_on=day))


# --- material: 第二十二条

# Of the working days before Tuesday 10 June are Monday 9, the made-up Saturday 7, Friday 6, Thursday 5 and Wednesday 4.
LAST_DAYS = {
    "plenary": date(2025, 6, 4),  # 5 working days before the meeting
    "executive": date(2025, 6, 6),  # 3 working days
    "weekly": date(2025, 6, 7),  # 2 working days
    "town_forum": date(2025, 5, 31),  # 10 calendar days
    "coordination": date(2025, 6, 3),  # 3 calendar days before the agenda was set on Friday 6 June
}


def test_there_is_one_for_each_kind():
    assert set(LAST_DAYS) == set(BOOK.kinds)


@pytest.mark.parametrize("kind", LAST_DAYS)
def test_material_is_handed_in_by_its_last_day(kind):
    assert told(handed_in(CLEAN[kind], LAST_DAYS[kind])) == []
    late = handed_in(CLEAN[kind], LAST_DAYS[kind] + ONE_DAY)
    assert told(late) == [("material.late", 1, "第二十二条")]
    last = LAST_DAYS[kind]
    message = judged(late).findings[0].message
    assert f"2025年{last.month}月{last.day}日" in message


def test_the_made_up_saturday_counts():
    """Without it the third working day before is a day earlier, and the same material late."""
    dossier = handed_in(EXECUTIVE, date(2025, 6, 6))
    assert told(dossier) == []
    assert told(dossier, calendar=PLAIN) == [("material.late", 1, "第二十二条")]
    assert told(handed_in(EXECUTIVE, date(2025, 6, 5)), calendar=PLAIN) == []


def test_a_year_that_is_not_entered_is_said():
    judgement = judged(handed_in(EXECUTIVE, date(2025, 6, 6)), calendar=WorkCalendar({}))
    assert "2025年放假安排未录入" in judgement.findings[0].message
    assert judgement.missing_years == (2025,)
    assert judgement_json(judgement)["missing_years"] == [2025]


def test_so_it_is_where_nothing_is_late():
    """A deadline that was kept was kept by a guess; where the year is entered nothing is said."""
    in_time = handed_in(EXECUTIVE, date(2025, 6, 3))
    guessed, known = judged(in_time, calendar=WorkCalendar({})), judged(in_time)
    assert not guessed.findings
    assert guessed.caveat == "2025年放假安排未录入，期限按周一至周五推算"
    assert not known.caveat
    assert "missing_years" not in judgement_json(known)


@pytest.mark.parametrize(("as_of", "late"), [(date(2025, 6, 6), False), (date(2025, 6, 7), True)], ids=str)
def test_what_is_missing_is_late_once_the_day_is_past(as_of, late):
    planned = meeting(topic(EXECUTIVE, material=None), status=MeetingStatus.PLANNED)
    assert [each[0] for each in told(planned, as_of=as_of)] == (["material.late"] if late else [])


def test_from_the_agenda_only_once_it_is_set():
    late = handed_in(COORDINATION, DAY)
    assert told(late) == [("material.late", 1, "第二十二条")]
    assert told(meeting(late, agenda_set_on=None)) == []
    assert told(meeting(late, agenda_set_on=DAY + 3 * ONE_DAY)) == []


@pytest.mark.parametrize(
    ("delivered", "missed"),
    [
        ((date(2025, 6, 7), date(2025, 6, 9)), 0),
        ((date(2025, 6, 8), date(2025, 6, 9)), 1),
        ((date(2025, 6, 7), date(2025, 6, 10)), 1),
        ((date(2025, 6, 7),), 1),
        ((), 2),
    ],
    ids=["in time", "first late", "second late", "once", "never"],
)
def test_deliveries_in_calendar_and_in_working_days(delivered, missed):
    material = PLENARY.topics[0].material
    dossier = topic(PLENARY, material=replace(material, delivered_on=delivered))
    assert told(dossier) == ([("material.delivery_late", 1, "第二十二条")] if missed else [])
    said = "".join(each.message for each in judged(dossier).findings)
    assert sum(last in said for last in ("提前3天", "提前1个工作日")) == missed


# --- windows of the month: 第二十三条

# From the 1st to the 5th, from the 16th to the 20th, and on the month's last day.
WINDOWS = [
    (date(2025, 5, 1), True),
    (date(2025, 5, 5), True),
    (date(2025, 5, 6), False),
    (date(2025, 5, 15), False),
    (date(2025, 5, 16), True),
    (date(2025, 5, 20), True),
    (date(2025, 5, 21), False),
    (date(2025, 5, 30), False),
    (date(2025, 5, 31), True),
    (date(2025, 4, 29), False),
    (date(2025, 4, 30), True),  # the last day of a month of thirty
]


@pytest.mark.parametrize(("day", "taken"), WINDOWS, ids=[str(day) for day, _ in WINDOWS])
def test_material_is_taken_in_within_the_windows(day, taken):
    assert told(handed_in(TOWN_FORUM, day)) == ([] if taken else [("material.late", 1, "第二十三条")])


def test_the_windows_are_said():
    (finding,) = judged(handed_in(TOWN_FORUM, date(2025, 5, 6))).findings
    assert "1日至5日、16日至20日、月末" in finding.message


def test_what_is_late_is_said_once():
    """2 June is in a window and too late; 8 June is neither."""
    for day in (date(2025, 6, 2), date(2025, 6, 8)):
        assert told(handed_in(TOWN_FORUM, day)) == [("material.late", 1, "第二十二条")]


# --- the agenda: 第二十四条, 第二十五条


@pytest.mark.parametrize("kind", BOOK.kinds)
def test_nothing_is_added_to_the_agenda(kind):
    """一律不得追加: neither consent nor a reason helps."""
    added = topic(CLEAN[kind], added_on=AGENDA_SET + ONE_DAY)
    assert told(added) == [("topic.ad_hoc", 1, "第二十四条")]
    assert told(topic(added, ad_hoc=AdHoc(consent_by="mayor", reason="情况紧急"))) == [
        ("topic.ad_hoc", 1, "第二十四条")
    ]
    assert told(topic(CLEAN[kind], added_on=AGENDA_SET)) == []


@pytest.mark.parametrize(
    ("registered", "late"), [(date(2025, 5, 27), False), (date(2025, 5, 28), True), (None, True)], ids=str
)
def test_matters_with_a_deadline_are_registered_before_the_agenda_is_set(registered, late):
    dossier = topic(PLENARY, flags=(TopicFlag.DEADLINE_BOUND,), registered_on=registered)
    assert told(dossier) == ([("topic.late_registration", 1, "第二十五条")] if late else [])
    assert told(topic(dossier, flags=())) == []


# --- replies: 第二十六条


@pytest.mark.parametrize(("as_of", "late"), [(date(2025, 5, 25), False), (date(2025, 5, 26), True)], ids=str)
def test_a_reply_in_calendar_days(as_of, late):
    """Asked on 20 May, a Tuesday: the fifth day after is Sunday 25 May."""
    (asked,) = PLENARY.topics[0].countersigns
    open_ = replace(asked, replied_on=None, opinion=None, signed_by=None)
    dossier = meeting(topic(PLENARY, countersigns=(open_,)), status=MeetingStatus.PLANNED)
    assert [each for each in told(dossier, as_of=as_of) if each[0].startswith("countersign")] == (
        [("countersign.no_reply", 1, "第二十六条")] if late else []
    )


# --- documents: 第二十七条


def document(**changes):
    (first,) = PLENARY.topics
    decision = replace(first.decision, document=replace(first.decision.document, **changes))
    return topic(PLENARY, decision=decision)


@pytest.mark.parametrize("day", [date(2025, 6, 18), None], ids=str)
def test_a_document_is_issued_in_calendar_days(day):
    assert told(document(issued_on=date(2025, 6, 17))) == []
    assert told(document(issued_on=day)) == [("document.issue_late", 1, "第二十七条")]


def test_a_document_with_major_revision_has_working_days():
    """The tenth working day after Tuesday 10 June is Tuesday 24 June."""
    major = {"revision": Revision.MAJOR, "issued_on": None}
    assert told(document(**major, revised_on=date(2025, 6, 24))) == []
    assert told(document(**major, revised_on=date(2025, 6, 25))) == [("document.revision_late", 1, "第二十七条")]


# --- being away: 第二十八条


def journey(person, reported_on, **changes):
    """Away on Tuesday 10 June, approved by the mayor."""
    values = {"approved_by": "mayor", **changes}
    return replace(EXECUTIVE, away=(Away(person=person, from_=DAY, to=DAY, reported_on=reported_on, **values),))


def test_a_journey_is_reported_in_working_days():
    assert told(journey("deputy3", date(2025, 6, 7))) == []
    assert told(journey("deputy3", date(2025, 6, 8))) == [("away.late_report", "deputy3", "第二十八条")]
    plain = told(journey("deputy3", date(2025, 6, 7)), calendar=PLAIN)
    assert ("away.late_report", "deputy3", "第二十八条") in plain


def test_who_is_exempt_is_asked_nothing():
    """The mayor is secretary of the Party group, so a member of it; nobody stands above him."""
    unreported = journey("mayor", None, approved_by=None)
    assert told(unreported) == []
    bound = replace(BOOK, away=tuple(replace(rule, exempt=()) for rule in BOOK.away))
    assert told(unreported, bound) == [("away.late_report", "mayor", "第二十八条")]
    assert told(journey("deputy3", date(2025, 6, 7), approved_by=None)) == [
        ("away.wrong_approver", "deputy3", "第二十八条")
    ]


def test_in_zichuan_the_head_does_not_report_to_himself():
    """淄川 七十五 asks 副区长、党组成员 to report to the head, who is a member of the Party group too."""
    dossier = clean("zichuan-2022", "executive")
    day = dossier.meeting.date
    for person, told_of in (("head", []), ("member", ["away.late_report"])):
        away = Away(person=person, from_=day, to=day)
        assert [each.code for each in findings(replace(dossier, away=(away,)))] == told_of
