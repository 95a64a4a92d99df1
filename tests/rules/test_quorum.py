"""How many must be there: the executive meetings of all five, and 钢城's Party group with a share for appointments.

淄川 四十九, 周村 四十四, 环翠 第四十三条, 淄博 四十七, 钢城 第四十条: 出席人数超过应到人数的二分之一;
钢城 第四十三条: 超过二分之一, 人事任免超过三分之二. No other article asks for a number.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from secretariat.domain.facts import Notice
from secretariat.domain.states import MeetingStatus, NoticeAnswer, Part, Presence, TopicType
from secretariat.rules.finding import Severity
from tests.rules.build import (
    CAST,
    away,
    clean,
    findings,
    ids,
    joined,
    judged,
    line,
    meeting,
    of_size,
    out_for,
    someone,
    strike,
    topic,
)
from tests.rules.texts import GANGCHENG, HUANCUI, MEETINGS, TEXTS, WITH_QUORUM, ZHOUCUN, ZIBO, ZICHUAN

PARTY_GROUP = (GANGCHENG, "party_group")


def quorum_findings(dossier):
    return [each for each in findings(dossier) if each.code.startswith("quorum.")]


def told(dossier):
    return [(each.code, each.subject) for each in quorum_findings(dossier)]


def test_the_texts_ask_for_a_quorum_here_and_nowhere_else():
    assert set(WITH_QUORUM) == {
        (ZICHUAN, "executive"),
        (ZHOUCUN, "executive"),
        (HUANCUI, "executive"),
        (ZIBO, "executive"),
        (GANGCHENG, "executive"),
        PARTY_GROUP,
    }


SILENT = [case for case in MEETINGS if case not in WITH_QUORUM]


@pytest.mark.parametrize("case", SILENT, ids=ids(SILENT))
def test_where_no_number_is_asked_for_nobody_need_come(case):
    dossier = away(clean(*case), *(person.id for person in CAST))
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present) == (len(TEXTS[case].due.split()), 0)
    assert (quorum.needed, quorum.met, quorum.topics) == (None, None, ())
    assert not told(dossier)


# due, needed: 超过 is strict, so half of an even number is not enough
MORE_THAN_HALF = [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (6, 4), (7, 4), (9, 5), (10, 6), (11, 6), (12, 7)]


@pytest.mark.parametrize(("due", "needed"), MORE_THAN_HALF, ids=ids(MORE_THAN_HALF))
@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_more_than_half(case, due, needed):
    for present in range(due + 1):
        dossier = of_size(*case, due, present)
        quorum = judged(dossier).quorum
        assert (quorum.due, quorum.present, quorum.needed) == (due, present, needed)
        assert quorum.met is (present >= needed)
        assert told(dossier) == ([] if present >= needed else [("quorum.not_met", None)])


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_five_of_ten_are_not_more_than_half(case):
    (finding,) = quorum_findings(of_size(*case, 10, 5))
    assert (finding.code, finding.subject) == ("quorum.not_met", None)
    assert (finding.severity, finding.article) == (Severity.VIOLATION, TEXTS[case].article)
    assert not quorum_findings(of_size(*case, 10, 6))


# --- appointments in 钢城's Party group


def appointing(due, present, *, no=1):
    return topic(of_size(*PARTY_GROUP, due, present), no, type=TopicType.APPOINTMENT)


MORE_THAN_TWO_THIRDS = [(1, 1), (2, 2), (3, 3), (4, 3), (5, 4), (6, 5), (7, 5), (8, 6), (9, 7), (10, 7), (12, 9)]


@pytest.mark.parametrize(("due", "needed"), MORE_THAN_TWO_THIRDS, ids=ids(MORE_THAN_TWO_THIRDS))
def test_more_than_two_thirds_for_an_appointment(due, needed):
    half = due // 2 + 1
    for present in range(due + 1):
        dossier = appointing(due, present)
        quorum = judged(dossier).quorum
        (own,) = quorum.topics
        assert (quorum.needed, quorum.met) == (half, present >= half)
        assert (own.no, own.present, own.needed, own.met) == (1, present, needed, present >= needed)
        expected = [] if present >= half else [("quorum.not_met", None)]
        # The stricter share is told even where the meeting's own was not met.
        expected += [] if present >= needed else [("quorum.topic_not_met", 1)]
        if needed > half:
            assert told(dossier) == expected


SAME_NUMBER = [(1, 0), (2, 1), (4, 2), (4, 0)]


@pytest.mark.parametrize(("due", "present"), SAME_NUMBER, ids=ids(SAME_NUMBER))
def test_a_stricter_fraction_is_told_even_where_it_comes_to_the_same_number(due, present):
    """Of 4, 超过二分之一 and 超过三分之二 are both 3 people; the topic's fraction is the stricter all the same."""
    assert told(appointing(due, present)) == [("quorum.not_met", None), ("quorum.topic_not_met", 1)]


def test_six_of_nine_are_not_more_than_two_thirds():
    (finding,) = quorum_findings(appointing(9, 6))
    assert (finding.code, finding.subject) == ("quorum.topic_not_met", 1)
    assert (finding.severity, finding.article) == (Severity.VIOLATION, "第四十三条")
    assert not quorum_findings(appointing(9, 7))


def test_only_the_appointment_has_the_stricter_share():
    dossier = topic(appointing(9, 6, no=2), 1, type=TopicType.REPORT)
    assert [(each.no, each.needed, each.met) for each in judged(dossier).quorum.topics] == [
        (1, 5, True),
        (2, 7, False),
    ]
    assert told(dossier) == [("quorum.topic_not_met", 2)]


@pytest.mark.parametrize(
    "case", [case for case in WITH_QUORUM if case != PARTY_GROUP], ids=[code for code, kind in WITH_QUORUM[:-1]]
)
def test_elsewhere_an_appointment_needs_no_more_than_half(case):
    assert not told(topic(of_size(*case, 9, 5), type=TopicType.APPOINTMENT))


@pytest.mark.parametrize("kind", [TopicType.STUDY, TopicType.SANCTION, TopicType.COMMENDATION, None])
def test_nothing_but_an_appointment_needs_two_thirds(kind):
    assert not told(topic(of_size(*PARTY_GROUP, 9, 5), type=kind))


# --- recusal: presence at a topic


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_who_leaves_for_a_topic_is_missed_there_and_only_there(case):
    dossier = topic(topic(of_size(*case, 6, 4), 2), 3)
    dossier = out_for(dossier, 2, "leader2")
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present, quorum.met) == (6, 4, True)
    assert [(each.no, each.present, each.needed, each.met) for each in quorum.topics] == [
        (1, 4, 4, True),
        (2, 3, 4, False),
        (3, 4, 4, True),
    ]
    (finding,) = quorum_findings(dossier)
    assert (finding.code, finding.subject) == ("quorum.topic_not_met", 2)
    assert (finding.severity, finding.article) == (Severity.VIOLATION, TEXTS[case].article)


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_enough_may_be_left_in_the_room(case):
    assert not told(out_for(of_size(*case, 6, 5), 1, "leader2"))


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_several_topics_are_told_one_by_one(case):
    dossier = topic(of_size(*case, 5, 3), 2)
    dossier = out_for(out_for(dossier, 1, "leader2"), 2, "leader2", "leader3")
    assert told(dossier) == [("quorum.topic_not_met", 1), ("quorum.topic_not_met", 2)]


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_without_a_quorum_of_the_meeting_its_topics_are_not_told_again(case):
    dossier = out_for(of_size(*case, 6, 3), 1, "leader2")
    assert told(dossier) == [("quorum.not_met", None)]
    (own,) = judged(dossier).quorum.topics
    assert (own.present, own.met) == (2, False)


def test_recusal_from_an_appointment_counts_against_its_own_share():
    dossier = out_for(appointing(9, 7), 1, "leader3")
    assert told(dossier) == [("quorum.topic_not_met", 1)]
    assert not told(out_for(appointing(9, 8), 1, "leader3"))


def test_who_is_on_leave_is_not_taken_away_twice():
    dossier = out_for(of_size(ZICHUAN, "executive", 6, 4), 1, "leader6")
    (own,) = judged(dossier).quorum.topics
    assert own.present == 4


def test_coming_late_or_leaving_early_alone_changes_nothing():
    dossier = of_size(ZICHUAN, "executive", 6, 4)
    dossier = line(dossier, "leader2", arrived=time(11, 25))
    dossier = line(dossier, "leader3", left=time(9, 5))
    (own,) = judged(dossier).quorum.topics
    assert (judged(dossier).quorum.present, own.present) == (4, 4)
    assert not told(dossier)


# --- who does not count


@pytest.mark.parametrize("part", [Part.ATTENDEE, Part.GUEST, Part.STAFF, Part.MEMBER])
@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_others_in_the_room_never_count(case, part):
    dossier = of_size(*case, 6, 3)
    for no in range(5):
        dossier = line(joined(dossier, someone(f"other{no}")), f"other{no}", part)
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present, quorum.met) == (6, 3, False)


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_a_substitute_does_not_count(case):
    dossier = joined(of_size(*case, 6, 3), someone("stand"))
    dossier = line(dossier, "leader4", status=Presence.LEAVE, substitute="stand", substitute_consent_by="head")
    assert judged(dossier).quorum.present == 3
    assert told(line(dossier, "stand", Part.ATTENDEE)) == [("quorum.not_met", None)]


@pytest.mark.parametrize("part", [Part.ATTENDEE, Part.GUEST, Part.STAFF])
@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_who_is_due_but_sits_in_another_part_does_not_count(case, part):
    dossier = line(of_size(*case, 6, 4), "leader4", part)
    assert (judged(dossier).quorum.due, judged(dossier).quorum.present) == (6, 3)


@pytest.mark.parametrize("status", [Presence.LEAVE, Presence.ABSENT])
@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_who_is_on_leave_or_absent_is_due_all_the_same(case, status):
    dossier = of_size(*case, 6, 4)
    for person in ("leader5", "leader6"):
        dossier = line(dossier, person, status=status)
    assert judged(dossier).quorum.needed == 4


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_who_was_left_off_the_list_is_due_all_the_same(case):
    quorum = judged(strike(of_size(*case, 5, 3), "leader4", "leader5")).quorum
    assert (quorum.due, quorum.present, quorum.needed) == (5, 3, 3)


@pytest.mark.parametrize("case", WITH_QUORUM, ids=ids(WITH_QUORUM))
def test_a_planned_meeting_is_counted_as_announced(case):
    dossier = meeting(of_size(*case, 6, 3), status=MeetingStatus.PLANNED)
    assert told(dossier) == [("quorum.not_met", None)]
    assert not told(line(dossier, "leader4"))


def test_an_enlarged_meeting_of_the_party_group_needs_no_more_and_counts_no_more():
    """钢城 第四十三条: 必要时，可召开党组扩大会议."""
    dossier = meeting(of_size(*PARTY_GROUP, 6, 3), enlarged=True)
    for no in range(5):
        dossier = line(joined(dossier, someone(f"other{no}")), f"other{no}", Part.ATTENDEE)
    quorum = judged(dossier).quorum
    assert (quorum.due, quorum.present, quorum.needed, quorum.met) == (6, 3, 4, False)


# --- before anybody is there: those who have answered that they attend


def announced(due, *answers, status=MeetingStatus.PLANNED):
    """A planned meeting of 淄川's at which nobody is there yet, with these answers one after the other."""
    dossier = meeting(of_size(ZICHUAN, "executive", due, 0), status=status)
    rows = tuple(replace(row, status=Presence.ABSENT) for row in dossier.attendance)
    notices = tuple(Notice(person=row.person, answer=answer) for row, answer in zip(rows, answers, strict=False))
    return replace(dossier, attendance=rows, leave=(), notices=notices)


YES, NO, NOT_REACHED = NoticeAnswer.ATTENDS, NoticeAnswer.LEAVE, NoticeAnswer.NOT_REACHED


def test_a_planned_meeting_counts_those_who_have_answered_that_they_attend():
    quorum = judged(announced(5, YES, YES, NO, NOT_REACHED, None)).quorum
    assert (quorum.present, quorum.needed, quorum.met, quorum.announced) == (2, 3, False, True)
    (topic,) = quorum.topics
    assert (topic.present, topic.met) == (2, False)
    (finding,) = quorum_findings(announced(5, YES, YES, NO))
    assert "应到5人，已答复出席2人；" in finding.message
    assert "还差1人" in finding.message
    assert not quorum_findings(announced(5, YES, YES, YES))


def test_only_the_last_answer_counts():
    dossier = announced(5, YES, YES, YES)
    last = Notice(person=dossier.notices[0].person, answer=NO)
    assert judged(replace(dossier, notices=(*dossier.notices, last))).quorum.present == 2


def test_who_was_given_leave_since_he_answered_is_not_counted():
    dossier = announced(5, YES, YES, YES)
    rows = (replace(dossier.attendance[0], status=Presence.LEAVE), *dossier.attendance[1:])
    assert judged(replace(dossier, attendance=rows)).quorum.present == 2


def test_once_anybody_is_there_only_those_who_are_count():
    dossier = announced(5, YES, YES, YES)
    rows = (replace(dossier.attendance[0], status=Presence.PRESENT), *dossier.attendance[1:])
    quorum = judged(replace(dossier, attendance=rows)).quorum
    assert (quorum.present, quorum.announced) == (1, False)


@pytest.mark.parametrize("dossier", [announced(5), announced(5, YES, YES, YES, status=MeetingStatus.HELD)])
def test_without_answers_and_after_the_meeting_nothing_is_announced(dossier):
    quorum = judged(dossier).quorum
    assert (quorum.present, quorum.announced) == (0, False)
    (finding,) = quorum_findings(dossier)
    assert "实到0人" in finding.message
