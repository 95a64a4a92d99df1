"""What a topic is about, as the sentences of the minutes take it from its title."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.drafting import draft_minutes
from secretariat.domain.facts import Decision, Department, Dossier, Government, Meeting, Person, Reservation, Topic
from secretariat.domain.states import DepartmentKind, Outcome, TopicType
from secretariat.domain.words import Words

WORDS = Words(government="区政府", office="区政府办公室", place="区")


@pytest.mark.parametrize(
    ("title", "type_", "said"),
    [
        ("听取森林防火工作情况的汇报", TopicType.REPORT, "会议研究了森林防火工作情况。"),
        ("听取森林防火工作汇报", TopicType.REPORT, "会议研究了森林防火工作。"),
        ("森林防火工作汇报", TopicType.REPORT, "会议研究了森林防火工作汇报。"),
        ("听取汇报", TopicType.REPORT, "会议研究了听取汇报。"),
        ("传达学习全市会议精神", TopicType.STUDY, "会议研究了全市会议精神。"),
        ("养老服务办法（草案）", TopicType.NORMATIVE_DOCUMENT, "会议研究了《养老服务办法（草案）》。"),
        ("审议《养老服务办法（草案）》", TopicType.NORMATIVE_DOCUMENT, "会议研究了《养老服务办法（草案）》。"),
        ("关于《养老服务办法》的修改", TopicType.NORMATIVE_DOCUMENT, "会议研究了关于《养老服务办法》的修改。"),
    ],
)
def test_the_matter_of_a_topic(title, type_, said):
    dossier = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="云溪区人民政府"),
        meeting=Meeting(kind="executive", date=dt.date(2026, 3, 27)),
        topics=(Topic(no=1, title=title, type=type_, decision=Decision(outcome=Outcome.NOTED)),),
    )
    (section,) = draft_minutes(dossier, WORDS, "常务会议").sections
    assert (section.heading, section.paragraphs) == (title, (said,))


def test_a_day_is_told_also_where_nobody_is_named():
    decision = Decision(text="同意。", due=dt.date(2026, 6, 30))
    dossier = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="云溪区人民政府"),
        meeting=Meeting(kind="executive", date=dt.date(2026, 3, 27)),
        topics=(Topic(no=1, title="项目资金安排", decision=decision),),
    )
    (section,) = draft_minutes(dossier, WORDS, "常务会议").sections
    assert section.paragraphs == ("同意。", "会议要求，于2026年6月30日前抓好落实。")


def paragraphs(**decision):
    dossier = Dossier(
        format="secretariat-dossier/2",
        government=Government(name="云溪区人民政府"),
        meeting=Meeting(kind="executive", date=dt.date(2026, 3, 27)),
        departments=(
            Department(id="d1", name="财政局", kind=DepartmentKind.DEPARTMENT),
            Department(id="d2", name="司法局", kind=DepartmentKind.DEPARTMENT),
        ),
        people=(
            Person(id="p1", name="许明川", title="常务副区长"),
            Person(id="p2", name="宋雅琴", title="副区长"),
        ),
        topics=(Topic(no=1, title="项目资金安排", decision=Decision(**decision)),),
    )
    return draft_minutes(dossier, WORDS, "常务会议").sections[0].paragraphs


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ({"leader": "p1"}, "会议确定，由常务副区长许明川负责抓好落实。"),
        (
            {"leader": "p1", "responsible": ("d1",), "assisting": ("d2",), "due": dt.date(2026, 6, 30)},
            "会议确定，由常务副区长许明川负责，区财政局牵头，区司法局配合，于2026年6月30日前抓好落实。",
        ),
        ({"chair_said": "要抓紧落实"}, "会议强调，要抓紧落实。"),
        ({"chair_said": "会议指出，时间很紧。"}, "会议指出，时间很紧。"),
        ({"reservations": (Reservation(person="p2"),)}, "副区长宋雅琴对此持保留意见。"),
        (
            {"reservations": (Reservation(person="p2", text="资金来源\n尚未落实"),)},
            "副区长宋雅琴对此持保留意见：资金来源 尚未落实。",
        ),
    ],
)
def test_who_sees_to_it_what_the_chair_said_and_what_was_held_against_it(decision, said):
    assert paragraphs(text="同意。", **decision) == ("同意。", said)


def test_what_the_decision_says_already_is_not_said_again():
    text = "同意，由许明川牵头。会议强调，要抓紧落实。宋雅琴持保留意见。"
    reserved = (Reservation(person="p2", text="资金未落实"),)
    assert paragraphs(text=text, leader="p1", chair_said="要抓紧落实", reservations=reserved) == (text,)
