"""The room while a meeting is held: topics taken, people coming, going, withdrawing, called in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from secretariat.domain import room, room_acts
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Attendance, Dossier, Government, Meeting, Person, Recusal, Topic, Visit
from secretariat.domain.quorum import Quorum, TopicQuorum
from secretariat.domain.room import Standing
from secretariat.domain.room_quorum import counted
from secretariat.domain.states import Part, Presence, RecusalReason

MEMBERS = ("lin", "fang", "shen", "gu", "wei", "he", "tian", "lu", "su")
NAMES = dict(zip((*MEMBERS, "yao", "zhang", "deputy"), "林方沈顾魏何田陆苏姚章代", strict=True))
NINE = time(9)


def at(hour, minute=0):
    return time(hour, minute)


def dossier(*, start=NINE, end=None, topics=3):
    """Nine are due, two attend: 姚 for topic 3, 章 for topics 2 and 3."""
    lines = [Attendance(person=one, as_=Part.MEMBER, status=Presence.ABSENT) for one in MEMBERS]
    lines += [
        Attendance(person="yao", as_=Part.ATTENDEE, status=Presence.ABSENT, topics=(3,)),
        Attendance(person="zhang", as_=Part.ATTENDEE, status=Presence.ABSENT, topics=(2, 3)),
    ]
    return Dossier(
        format="secretariat-dossier/2",
        government=Government(name="云溪区人民政府"),
        meeting=Meeting(kind="executive", date=date(2022, 4, 1), start=start, end=end),
        people=tuple(Person(id=key, name=name) for key, name in NAMES.items()),
        attendance=tuple(lines),
        topics=tuple(Topic(no=no, title=f"第{no}项") for no in range(1, topics + 1)),
    )


def all_in(made=None):
    made = made or dossier()
    for one in MEMBERS:
        made = room_acts.present(made, one)
    return made


def line(made, person):
    return room.line_of(made, person)


def now(made, person):
    return room.standing(line(made, person), made.topics)


def table(made):
    topic = room.on_table(made.topics)
    return None if topic is None else topic.no


# -- topics -----------------------------------------------------------------------------------------------------------


def test_topics_are_taken_one_after_the_other():
    made = dossier()
    assert (table(made), room.next_topic(made.topics).no, room.begun(made.topics)) == (None, 1, False)
    made = room_acts.go_on(made, at=at(9, 2))
    assert (table(made), room.next_topic(made.topics).no, room.begun(made.topics)) == (1, 2, True)
    made = room_acts.go_on(made, at=at(9, 20))
    assert [(topic.started, topic.ended) for topic in made.topics] == [
        (at(9, 2), at(9, 20)),
        (at(9, 20), None),
        (None, None),
    ]
    made = room_acts.go_on(room_acts.go_on(made, at=at(9, 30)), at=at(9, 40))
    assert table(made) is None
    with pytest.raises(ImpossibleError, match="所有议题都已议毕"):
        room_acts.go_on(made, at=at(9, 50))


def test_a_topic_is_taken_out_of_its_turn_and_the_one_passed_over_comes_later():
    made = room_acts.begin(room_acts.go_on(dossier(), at=at(9)), 3, at=at(9, 10))
    assert table(made) == 3
    assert room.next_topic(made.topics).no == 2


def test_a_topic_that_ended_is_taken_up_again():
    made = room_acts.go_on(room_acts.go_on(dossier(), at=at(9)), at=at(9, 10))
    made = room_acts.begin(made, 1, at=at(9, 20))
    assert table(made) == 1
    assert (made.topics[0].started, made.topics[1].ended) == (at(9), at(9, 20))


def test_a_topic_does_not_end_before_it_begins():
    made = room_acts.begin(dossier(), 1, at=at(9, 10))
    with pytest.raises(ImpossibleError, match=r"结束时间 9:05 早于开始时间 9:10"):
        room_acts.end(made, 1, at=at(9, 5))
    with pytest.raises(ImpossibleError, match="议题2还没有开始"):
        room_acts.end(made, 2, at=at(9, 20))
    with pytest.raises(ImpossibleError, match="没有议题7"):
        room_acts.begin(made, 7, at=at(9, 20))


# -- coming -----------------------------------------------------------------------------------------------------------


def test_whoever_comes_before_the_first_topic_is_in_time_whatever_the_clock_says():
    made = room_acts.present(dossier(), "shen", at=at(9, 4))
    assert line(made, "shen") == Attendance(person="shen", as_=Part.MEMBER, status=Presence.PRESENT)


def test_whoever_comes_later_comes_late_and_has_missed_what_had_ended():
    made = room_acts.go_on(room_acts.go_on(dossier(), at=at(9)), at=at(9, 10))
    came = line(room_acts.present(made, "shen", at=at(9, 12)), "shen")
    assert (came.arrived, came.out_for) == (at(9, 12), (1,))


@pytest.mark.parametrize(("when", "arrived"), [(at(8, 50), None), (NINE, None), (at(9, 1), at(9, 1)), (None, None)])
def test_a_time_of_arrival_is_kept_only_after_the_start(when, arrived):
    assert line(room_acts.arrive(dossier(), "shen", at=when), "shen").arrived == arrived


def test_a_corrected_arrival_corrects_what_was_missed_and_leaves_what_was_marked_by_hand():
    made = dossier()
    for minute in (0, 10, 20):
        made = room_acts.go_on(made, at=at(9, minute))
    made = room_acts.arrive(made, "shen", at=at(9, 25))
    assert line(made, "shen").out_for == (1, 2)
    made = room_acts.out(made, "shen", 3)
    made = room_acts.arrive(made, "shen", at=at(9, 15))
    assert line(made, "shen").out_for == (1, 3)
    assert line(room_acts.arrive(made, "shen", at=None), "shen").out_for == (3,)


def test_marking_again_changes_nothing_and_a_leave_gives_way_to_who_came():
    made = room_acts.present(room_acts.on_leave(dossier(), "gu"), "gu")
    assert line(made, "gu").status is Presence.PRESENT
    assert room_acts.present(made, "gu", at=at(10)) is made
    assert line(room_acts.absent(made, "gu"), "gu") == line(dossier(), "gu")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda made: room_acts.arrive(made, "shen", at=at(10, 40)), "到场时间 10:40 晚于会议结束时间 10:30"),
        (lambda made: room_acts.leave_early(made, "shen", at=at(10, 31)), "离场时间 10:31 晚于会议结束时间 10:30"),
        (lambda made: room_acts.leave_early(made, "shen", at=at(8, 40)), "离场时间 8:40 早于会议开始时间 9:00"),
        (
            lambda made: room_acts.leave_early(room_acts.arrive(made, "shen", at=at(9, 30)), "shen", at=at(9, 20)),
            "离场时间早于到场时间",
        ),
        (lambda made: room_acts.substitute(made, "gu", "lin"), "林本人就是本次会议的应到人员，不能代会"),
        (lambda made: room_acts.substitute(made, "gu", "gu"), "不能由本人代替本人"),
        (lambda made: room_acts.present(made, "deputy"), "代不在名单上"),
        (lambda made: room_acts.call_out(made, "yao", at=at(9, 30)), "姚没有被叫入"),
        (lambda made: room_acts.call_in(made, ("lin",), at=at(9, 30)), "林没有要列席的议题了"),
        (lambda made: room_acts.out(made, "lin", 9), "没有议题9"),
    ],
)
def test_what_cannot_be_is_refused_in_words(act, said):
    with pytest.raises(ImpossibleError) as refused:
        act(dossier(end=at(10, 30)))
    assert refused.value.message == said
    assert refused.value.remedy


# -- going ------------------------------------------------------------------------------------------------------------


def test_whoever_leaves_misses_the_topic_on_the_table_and_those_that_begin_later():
    made = room_acts.go_on(room_acts.go_on(all_in(), at=at(9)), at=at(9, 10))
    made = room_acts.leave_early(made, "wei", at=at(9, 15))
    assert line(made, "wei").out_for == (2,)
    assert now(made, "wei") is Standing.GONE
    made = room_acts.go_on(made, at=at(9, 20))
    assert line(made, "wei").out_for == (2, 3)


def test_whoever_leaves_between_two_topics_was_there_for_the_first():
    made = room_acts.end(room_acts.go_on(all_in(), at=at(9)), 1, at=at(9, 10))
    made = room_acts.go_on(room_acts.leave_early(made, "wei", at=at(9, 10)), at=at(9, 12))
    assert line(made, "wei").out_for == (2,)


def test_whoever_comes_back_is_in_for_what_has_not_ended():
    made = room_acts.go_on(all_in(), at=at(9))
    made = room_acts.leave_early(made, "wei", at=at(9, 5))
    made = room_acts.go_on(made, at=at(9, 10))
    made = room_acts.present(made, "wei", at=at(9, 15))
    assert (line(made, "wei").left, line(made, "wei").out_for) == (None, (1,))


def test_out_for_a_topic_and_back():
    made = room_acts.out(room_acts.go_on(all_in(), at=at(9)), "he", 1)
    assert now(made, "he") is Standing.OUT
    assert line(made, "he").recusals == ()
    made = room_acts.back(made, "he", topic=1)
    assert (now(made, "he"), line(made, "he").out_for) == (Standing.IN, ())


def test_a_recusal_has_its_reason_and_goes_with_its_topic():
    made = room_acts.go_on(all_in(), at=at(9))
    made = room_acts.recuse(made, "wei", 1, RecusalReason.RELATIVE, note=" 其弟 ")
    made = room_acts.recuse(made, "wei", 3, RecusalReason.SELF)
    made = room_acts.recuse(made, "wei", 1, RecusalReason.OTHER)
    assert line(made, "wei").recusals == (
        Recusal(topic=1, reason=RecusalReason.OTHER),
        Recusal(topic=3, reason=RecusalReason.SELF),
    )
    assert line(made, "wei").out_for == (1, 3)
    assert now(made, "wei") is Standing.RECUSED
    assert now(room_acts.go_on(made, at=at(9, 10)), "wei") is Standing.IN
    assert line(room_acts.back(made, "wei", topic=1), "wei").recusals == (Recusal(topic=3, reason=RecusalReason.SELF),)


def test_whoever_withdraws_was_there_though_nobody_had_marked_him():
    made = room_acts.recuse(dossier(), "wei", 1, RecusalReason.SELF)
    assert line(made, "wei").status is Presence.PRESENT


def test_somebody_sits_in():
    made = room_acts.substitute(all_in(), "gu", "deputy", consent="lin")
    sat = line(made, "gu")
    assert (sat.status, sat.substitute, sat.substitute_consent_by) == (Presence.ABSENT, "deputy", "lin")
    assert room.note(sat, made) == "代代会"
    assert now(made, "gu") is Standing.SUBSTITUTED
    again = line(room_acts.substitute(made, "gu", None), "gu")
    assert (again.substitute, again.substitute_consent_by) == (None, None)


# -- called in and out ------------------------------------------------------------------------------------------------


def test_those_of_the_next_topic_wait_are_called_stay_and_leave():
    made = room_acts.go_on(all_in(), at=at(9))
    assert room.next_calling(made) is None  # nobody of them is there yet
    made = room_acts.present(room_acts.present(made, "yao", at=at(9, 5)), "zhang", at=at(9, 5))
    assert line(made, "yao").arrived is None  # who waits for his topic is not late
    assert room.note(line(made, "zhang"), made) == "议题2候会"
    assert room.next_calling(made) == room.Calling(topic=2, people=("zhang",))
    made = room_acts.call_in(made, ("zhang",), at=at(9, 9), topic=2)
    assert room.next_calling(made) is None
    made = room_acts.go_on(made, at=at(9, 10))
    assert now(made, "zhang") is Standing.IN
    assert room.next_calling(made) == room.Calling(topic=3, people=("yao",))  # 章 is in the room already
    made = room_acts.go_on(made, at=at(9, 30))
    assert line(made, "zhang").visits == (
        Visit(topic=2, came=at(9, 9), went=at(9, 30)),
        Visit(topic=3, came=at(9, 30)),
    )
    assert room.next_calling(made) == room.Calling(topic=3, people=("yao",))
    made = room_acts.call_in(made, ("yao",), at=at(9, 31))
    made = room_acts.call_out(made, "zhang", at=at(9, 35))
    assert [now(made, one) for one in ("yao", "zhang")] == [Standing.IN, Standing.DONE]
    made = room_acts.go_on(made, at=at(9, 40))
    assert line(made, "yao").visits == (Visit(topic=3, came=at(9, 31), went=at(9, 40)),)


# -- counts -----------------------------------------------------------------------------------------------------------


def judged(present, topic, *, needed=5):
    met = present >= needed
    one = TopicQuorum(no=1, present=topic, needed=needed, met=topic >= needed)
    return Quorum(due=9, present=present, needed=needed, met=met, topics=(one,))


def test_a_quorum_that_breaks_for_the_topic_says_what_that_means():
    made = room_acts.go_on(all_in(), at=at(9))
    for one in ("wei", "he"):
        made = room_acts.recuse(made, one, 1, RecusalReason.SELF)
    made = room_acts.leave_early(room_acts.out(made, "su", 1), "lu", at=at(9, 10))
    count = counted(made, judged(6, 4), article="第四十九条", topic_article="第四十九条")
    assert (count.meeting.met, count.meeting.words) == (True, "已达法定人数")
    assert count.gaps == "回避 2，暂离 1，离会 1"
    assert count.topic.words == (
        "本议题在场4人，须5人以上：未达法定人数，不得对本议题作出决定，可先议下一议题（第四十九条）"
    )


def test_of_the_last_topic_there_is_no_next_one():
    made = room_acts.go_on(all_in(dossier(topics=1)), at=at(9))
    assert counted(made, judged(9, 4)).topic.words.endswith("不得对本议题作出决定")


def test_too_few_for_the_meeting():
    made = room_acts.present(dossier(), "lin")
    words = counted(made, judged(1, 1), article="第四十九条").meeting.words
    assert words == "未达法定人数，还差 4 人：请等候到齐，或改期召开（第四十九条）"
    began = room_acts.go_on(made, at=at(9))
    assert "不得作出决定" in counted(began, judged(1, 1)).meeting.words


def test_before_anybody_has_come_nobody_is_there_whatever_was_announced():
    count = counted(dossier(), judged(7, 7))
    assert (count.meeting.present, count.meeting.met) == (0, False)


def test_without_a_rule_those_who_are_there_are_counted():
    count = counted(all_in(), None, why="没有工作规则")
    assert (count.meeting.due, count.meeting.present, count.meeting.needed) == (9, 9, None)
    assert (count.meeting.words, count.topic) == ("没有工作规则", None)


def test_a_person_in_two_parts_is_marked_as_a_member():
    made = dossier()
    twice = Attendance(person="lin", as_=Part.ATTENDEE, status=Presence.ABSENT)
    made = replace(made, attendance=(twice, *made.attendance))
    made = room_acts.present(made, "lin")
    assert [one.status for one in made.attendance[:2]] == [Presence.ABSENT, Presence.PRESENT]
