"""规则检查单: what stands on it, however much that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.documents.checklist import ALL_WELL, CheckedItem, Checklist, render_checklist
from tests.documents import reading

LIST = Checklist(
    heading="第十八届区政府第5次常务会议规则检查单",
    meeting="第十八届区政府第5次常务会议",
    held_on="2022年4月29日",
    rulebook="《某某区人民政府工作规则》（2022年4月3日起施行）",
    as_of="2022年5月31日",
    quorum="应到 7　实到 3　需到 4　✕ 未达法定人数",
    signer="区长林知远（第五十六条）",
)
ITEM = CheckedItem(
    step="签到",
    severity="违反",
    text="应到7人，实到3人，还差1人。请核对出席记录。",
    article="第四十九条",
)


@pytest.fixture(scope="module")
def render(bundled_fonts):
    def pdf(**changes):
        return render_checklist(replace(LIST, **changes), bundled_fonts)

    return pdf


def text_of(pdf):
    return "".join(char.text for page in reading.pages(pdf) for char in page)


def test_a_clean_meeting_is_said_to_be_clean(render):
    text = text_of(render())
    assert text.startswith(LIST.heading)
    assert ALL_WELL in text
    assert text.count("签名：年月日") == 2


def test_every_finding_has_its_number_article_and_exception(render):
    excused = replace(ITEM, step="议程", severity="例外", excuse="2022年4月28日经区长林知远同意作为例外：情况紧急")
    text = text_of(render(items=(ITEM, excused)))
    for part in ("1签到违反", ITEM.text, "第四十九条", "2议程例外", excused.excuse):
        assert part in text
    assert ALL_WELL not in text


def test_many_findings_go_over_pages(render):
    pdf = render(items=(ITEM,) * 40)
    assert reading.page_count(pdf) > 2
    assert text_of(pdf).count(ITEM.text) == 40
