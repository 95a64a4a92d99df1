"""What a topic is about, as the sentences of the minutes take it from its title."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain.drafting import draft_minutes
from secretariat.domain.facts import Decision, Dossier, Government, Meeting, Topic
from secretariat.domain.states import Outcome, TopicType
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
