"""The draft of the minutes says what was recorded, in the conventional words, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from secretariat.domain.drafting import Entry, draft_minutes
from secretariat.domain.facts import (
    Attendance,
    Decision,
    Department,
    Dossier,
    Government,
    Holding,
    Leave,
    Meeting,
    Minutes,
    Person,
    Topic,
)
from secretariat.domain.states import DepartmentKind, Outcome, Part, Post, Presence, TopicType
from secretariat.domain.words import Words

WORDS = Words(
    government="区政府",
    office="区政府办公室",
    place="区",
    posts={post: post.value for post in Post} | {Post.LEGAL_COUNSEL: "区政府法律顾问"},
)


@pytest.fixture
def dossier() -> Dossier:
    return Dossier(
        format="secretariat-dossier/1",
        government=Government(name="云溪区人民政府", office="云溪区人民政府办公室", term=18),
        departments=(
            Department(id="housing", name="住建局", kind=DepartmentKind.DEPARTMENT),
            Department(id="finance", name="财政局", kind=DepartmentKind.DEPARTMENT),
            Department(id="town", name="石溪镇", kind=DepartmentKind.TOWN),
        ),
        people=(
            Person(id="p1", name="陆承安", title="区长", posts=(Holding(post=Post.HEAD),)),
            Person(id="p2", name="程立", title="副区长", posts=(Holding(post=Post.DEPUTY),)),
            Person(id="p3", name="贺喆", title="副区长", posts=(Holding(post=Post.DEPUTY),)),
            Person(
                id="p4", name="苗青", title="局长", posts=(Holding(post=Post.DEPARTMENT_HEAD, department="housing"),)
            ),
            Person(
                id="p5", name="金晓峰", title="局长", posts=(Holding(post=Post.DEPARTMENT_HEAD, department="finance"),)
            ),
            Person(id="p6", name="章怀瑾", title="律师", posts=(Holding(post=Post.LEGAL_COUNSEL),)),
            Person(id="p7", name="尹秋实"),
            Person(id="p8", name="白杨", title="副局长"),
            Person(id="p9", name="黎玥", title="办公室副主任", posts=(Holding(post=Post.OFFICE_DEPUTY_DIRECTOR),)),
        ),
        meeting=Meeting(
            kind="executive",
            number=6,
            year=2026,
            date=dt.date(2026, 3, 27),
            start=dt.time(9, 0),
            place="第一会议室",
            chair="p1",
        ),
        attendance=(
            Attendance(person="p1", as_=Part.MEMBER, status=Presence.PRESENT),
            Attendance(person="p2", as_=Part.MEMBER, status=Presence.PRESENT),
            Attendance(person="p3", as_=Part.MEMBER, status=Presence.LEAVE),
            Attendance(person="p4", as_=Part.ATTENDEE, status=Presence.PRESENT, topics=(1,)),
            Attendance(person="p5", as_=Part.ATTENDEE, status=Presence.LEAVE, substitute="p8"),
            Attendance(person="p6", as_=Part.ATTENDEE, status=Presence.PRESENT),
            Attendance(person="p9", as_=Part.ATTENDEE, status=Presence.PRESENT),
            Attendance(person="p7", as_=Part.STAFF, status=Presence.PRESENT),
        ),
        leave=(Leave(person="p3", reason="赴省参加培训"),),
        topics=(Topic(no=1, title="城市更新项目计划", type=TopicType.PLAN_BUDGET, sponsor="housing", reporter="p4"),),
        minutes=Minutes(drafted_by="p7"),
    )


def _decided(dossier: Dossier, decision: Decision) -> tuple[str, ...]:
    topic = replace(dossier.topics[0], decision=decision)
    return draft_minutes(replace(dossier, topics=(topic,)), WORDS, "常务会议").sections[0].paragraphs


def test_the_opening_names_day_chair_place_meeting_and_topics(dossier):
    assert draft_minutes(dossier, WORDS, "常务会议").opening == (
        "2026年3月27日上午，区长陆承安在第一会议室主持召开第十八届区政府第6次常务会议，"
        "研究城市更新项目计划。现将会议研究确定事项纪要如下："
    )


@pytest.mark.parametrize(
    ("title", "type_", "said"),
    [
        ("传达学习全市会议精神", TopicType.STUDY, "，传达学习全市会议精神。"),
        ("审议《养老服务办法（草案）》", TopicType.NORMATIVE_DOCUMENT, "，审议《养老服务办法（草案）》。"),
        ("养老服务办法（草案）", TopicType.NORMATIVE_DOCUMENT, "，审议《养老服务办法（草案）》。"),
        ("听取森林防火工作情况的汇报", TopicType.REPORT, "，听取森林防火工作情况的汇报。"),
        ("项目资金安排事宜", TopicType.LARGE_FUNDS, "，研究项目资金安排事宜。"),
    ],
)
def test_the_opening_says_what_was_done_with_each_topic(dossier, title, type_, said):
    topic = replace(dossier.topics[0], title=title, type=type_)
    opening = draft_minutes(replace(dossier, topics=(topic,)), WORDS, "常务会议").opening
    assert f"常务会议{said}现将会议研究确定事项纪要如下：" in opening


def test_a_long_agenda_is_counted_after_the_first_eight(dossier):
    topics = tuple(replace(dossier.topics[0], no=no, title=f"事项{no}") for no in range(1, 41))
    opening = draft_minutes(replace(dossier, topics=topics), WORDS, "常务会议").opening
    assert "研究事项8，共研究40项议题。" in opening
    assert "事项9" not in opening


def test_a_commission_is_named_in_the_opening(dossier):
    meeting = replace(dossier.meeting, chair="p2", commissioned_by="p1")
    opening = draft_minutes(replace(dossier, meeting=meeting), WORDS, "常务会议").opening
    assert "受区长陆承安委托，副区长程立在第一会议室主持召开" in opening


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("区长", "区政府党组书记、区长陆承安"),
        ("党组书记、区长", "党组书记、区长陆承安"),
        (None, "区政府党组书记陆承安"),
    ],
)
def test_the_party_group_is_chaired_by_its_secretary(dossier, title, said):
    chair = replace(dossier.people[0], title=title, posts=(Holding(post=Post.HEAD), Holding(post=Post.PARTY_SECRETARY)))
    words = replace(WORDS, posts=dict(WORDS.posts) | {Post.PARTY_SECRETARY: "党组书记"})
    group = replace(dossier, people=(chair, *dossier.people[1:]), meeting=replace(dossier.meeting, kind="party_group"))
    opening = draft_minutes(group, words, "党组会议").opening
    assert f"，{said}在第一会议室主持召开区政府党组2026年第6次会议" in opening


def test_the_lists_name_members_alone_and_attendees_with_their_units(dossier):
    lists = {names.label: names.entries for names in draft_minutes(dossier, WORDS, "常务会议").lists}
    assert lists == {
        "出席": (Entry("陆承安"), Entry("程立")),
        "请假": (Entry("贺喆", reason="赴省参加培训"), Entry("金晓峰", unit="区财政局")),
        "列席": (
            Entry("苗青", unit="区住建局", topics=(1,)),
            Entry("章怀瑾", unit="区政府法律顾问"),
            Entry("黎玥", unit="区政府办公室"),
            Entry("白杨", unit="区财政局", note="代金晓峰"),
        ),
        "记录": (Entry("尹秋实"),),
    }


def test_a_decision_in_words_is_taken_as_it_is(dossier):
    text = "会议原则同意。\n由区住建局牵头，区财政局配合，2026年5月1日前完成。"
    decision = Decision(
        outcome=Outcome.ADOPTED, text=text, responsible=("housing",), assisting=("finance",), due=dt.date(2026, 5, 1)
    )
    assert _decided(dossier, decision) == tuple(text.split("\n"))


def test_who_leads_and_by_when_is_added_where_the_words_do_not_say_it(dossier):
    decision = Decision(
        text="会议原则同意。", responsible=("housing",), assisting=("finance", "town"), due=dt.date(2026, 5, 1)
    )
    assert _decided(dossier, decision) == (
        "会议原则同意。",
        "会议确定，由区住建局牵头，区财政局、石溪镇配合，于2026年5月1日前抓好落实。",
    )


def test_a_decision_without_words_is_put_in_the_conventional_ones(dossier):
    [paragraph] = _decided(dossier, Decision(outcome=Outcome.DEFERRED))
    assert paragraph == (
        "会议听取了区住建局苗青关于城市更新项目计划的汇报。会议决定，城市更新项目计划进一步研究完善后，另行提请审议。"
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_its_words(dossier, outcome):
    assert "城市更新项目计划" in "".join(_decided(dossier, Decision(outcome=outcome)))


def test_an_empty_meeting_gives_an_opening_and_nothing_else(dossier):
    bare = Dossier(
        format=dossier.format,
        government=Government(name="云溪区人民政府"),
        meeting=replace(dossier.meeting, chair=None),
    )
    draft = draft_minutes(bare, WORDS, "常务会议")
    assert (
        draft.opening == "2026年3月27日上午，区政府2026年第6次常务会议在第一会议室召开。现将会议研究确定事项纪要如下："
    )
    assert draft.sections == ()
    assert draft.lists == ()
