"""Topics on the agenda: added, changed, moved, removed; and what names them by number follows."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain import editing
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import (
    Attendance,
    Decision,
    Dossier,
    Excuse,
    Government,
    Meeting,
    Minutes,
    MinutesBody,
    MinutesSection,
    Person,
    Recusal,
    Topic,
)
from secretariat.domain.states import Outcome, Part, Presence, RecusalReason, TopicType

TOPICS = (Topic(no=1, title="甲"), Topic(no=2, title="乙"), Topic(no=3, title="丙"))


def dossier(**changes):
    return Dossier(
        **{
            "format": "secretariat-dossier/2",
            "government": Government(name="东原市人民政府"),
            "meeting": Meeting(kind="executive", date=dt.date(2023, 11, 15)),
            "people": tuple(Person(id=each, name=each) for each in ("p01", "zhou", "wu")),
            "topics": TOPICS,
            **changes,
        }
    )


def refused(act, *given, **values):
    """What the act says cannot be, and what is to be done."""
    with pytest.raises(ImpossibleError) as caught:
        act(*given, **values)
    return caught.value.message, caught.value.remedy


def test_a_topic_comes_last():
    changed = editing.add_topic(dossier(), " 丁 ", type=TopicType.REPORT)
    assert changed.topics == (*TOPICS, Topic(no=4, title="丁", type=TopicType.REPORT))


UNTITLED = ("议题没有标题", "请填写议题标题")


def test_a_topic_has_a_title():
    assert refused(editing.add_topic, dossier(), "  ") == UNTITLED
    assert refused(editing.set_topic, dossier(), 2, title=" ") == UNTITLED


def test_one_topic_is_changed():
    changed = editing.set_topic(dossier(), 2, sponsor="d01")
    assert [topic.sponsor for topic in changed.topics] == [None, "d01", None]


UNKNOWN_TOPIC = {
    "set": (editing.set_topic, (4,)),
    "decide": (editing.decide, (4,)),
    "move": (editing.move_topic, (4, 1)),
    "remove": (editing.remove_topic, (4,)),
}


@pytest.mark.parametrize(("act", "given"), UNKNOWN_TOPIC.values(), ids=list(UNKNOWN_TOPIC))
def test_nothing_is_done_to_a_topic_that_is_not_there(act, given):
    assert refused(act, dossier(), *given) == ("没有议题4", "请核对议题序号")


def test_what_was_decided_is_recorded_and_added_to():
    decided = editing.decide(dossier(), 1, text="同意")
    decided = editing.decide(decided, 1, outcome=Outcome.ADOPTED)
    assert decided.topics[0].decision == Decision(text="同意", outcome=Outcome.ADOPTED)
    assert decided.topics[1].decision is None


def titles(given):
    return [(topic.no, topic.title) for topic in given.topics]


@pytest.mark.parametrize(
    ("no", "to", "order"), [(1, 3, "乙丙甲"), (3, 1, "丙甲乙"), (2, 2, "甲乙丙"), (1, 2, "乙甲丙")]
)
def test_a_topic_is_moved(no, to, order):
    assert titles(editing.move_topic(dossier(), no, to)) == list(enumerate(order, 1))


@pytest.mark.parametrize("to", [0, 4])
def test_a_topic_is_not_moved_off_the_agenda(to):
    assert refused(editing.move_topic, dossier(), 1, to) == (f"没有第{to}个位置", "请输入 1 到 3")


def test_topics_out_of_order_are_put_in_order():
    mixed = dossier(topics=(TOPICS[2], TOPICS[0], TOPICS[1]))
    assert titles(editing.move_topic(mixed, 3, 2)) == [(1, "甲"), (2, "丙"), (3, "乙")]
    assert titles(editing.remove_topic(mixed, 1)) == [(1, "乙"), (2, "丙")]


RELATIVE = RecusalReason.RELATIVE
NAMING = {
    "attendance": (
        Attendance(
            person="p01",
            as_=Part.MEMBER,
            status=Presence.PRESENT,
            out_for=(1, 2, 3),
            recusals=(Recusal(topic=1, reason=RELATIVE), Recusal(topic=3, reason=RELATIVE)),
        ),
        Attendance(person="wu", as_=Part.ATTENDEE, status=Presence.PRESENT, topics=(1, 3)),
        Attendance(person="zhou", as_=Part.ATTENDEE, status=Presence.PRESENT, topics=(1,)),
    ),
    "exceptions": (
        Excuse(code="topic.ad_hoc", subject=1),
        Excuse(code="topic.ad_hoc", subject=3),
        Excuse(code="away.pair", subject="wu"),
        Excuse(code="frequency.low"),
    ),
    "minutes": Minutes(
        number=5,
        body=MinutesBody(
            opening="会议强调",
            sections=(MinutesSection(topic=1), MinutesSection(topic=3), MinutesSection(heading="出席")),
        ),
    ),
}


def test_what_names_topics_follows_when_they_are_moved():
    changed = editing.move_topic(dossier(**NAMING), 3, 1)
    first, second, third = changed.attendance
    assert (first.out_for, second.topics, third.topics) == ((1, 2, 3), (1, 2), (2,))
    assert [recusal.topic for recusal in first.recusals] == [2, 1]
    assert [excuse.subject for excuse in changed.exceptions] == [2, 1, "wu", None]
    assert [section.topic for section in changed.minutes.body.sections] == [2, 1, None]
    assert (changed.minutes.number, changed.minutes.body.opening) == (5, "会议强调")


def test_what_names_a_topic_that_goes_forgets_it():
    changed = editing.remove_topic(dossier(**NAMING), 1)
    # Who was there for that topic only is no longer on the list: he would be there for the whole meeting.
    first, second = changed.attendance
    assert (first.person, first.out_for, second.person, second.topics) == ("p01", (1, 2), "wu", (2,))
    assert [recusal.topic for recusal in first.recusals] == [2]
    assert [excuse.subject for excuse in changed.exceptions] == [2, "wu", None]
    assert [section.topic for section in changed.minutes.body.sections] == [None, 2, None]
    assert titles(changed) == [(1, "乙"), (2, "丙")]


def test_minutes_without_a_text_stay_as_they_are():
    assert editing.remove_topic(dossier(minutes=Minutes(number=5)), 1).minutes == Minutes(number=5)
    assert editing.remove_topic(dossier(), 1).minutes is None
