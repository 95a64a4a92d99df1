"""请假情况汇总: what stands on it, and its head on every page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.documents.leave_summary import NOBODY, LeaveEntry, LeaveSummaryPaper, render_leave_summary
from tests.documents import reading

PAPER = LeaveSummaryPaper(
    heading="第十八届区政府第5次常务会议请假情况汇总",
    meeting="第十八届区政府第5次常务会议",
    held_on="2022年4月29日",
    counts="应到 9 人，请假 2 人，预计实到 7 人，需到 5 人。",
    note="汇总日期：2022年4月28日",
    made_by="区政府办公室",
    submit_to="区长林知远",
)
ENTRY = LeaveEntry(
    name="李靖",
    title="区住房和城乡建设局党组书记、局长",
    reason="赴省参加城市更新工作培训",
    asked_on="2022年4月27日",
    approver="欧阳靖",
    acting="姚静姝",
    note="补假；有书面报告",
)


@pytest.fixture(scope="module")
def render(bundled_fonts):
    def pdf(**changes):
        return render_leave_summary(replace(PAPER, **changes), bundled_fonts)

    return pdf


def pages_of(pdf):
    return ["".join(char.text for char in page) for page in reading.pages(pdf)]


def test_it_says_all_that_was_recorded(render):
    (text,) = pages_of(render(entries=(ENTRY,)))
    assert text.startswith(PAPER.heading)
    for part in (PAPER.note, PAPER.counts, ENTRY.title, ENTRY.reason, ENTRY.asked_on, ENTRY.note, "签名：年月日"):
        assert part.replace(" ", "") in text.replace(" ", "").replace("\u3000", "")


def test_nobody_on_leave_is_said(render):
    (text,) = pages_of(render())
    assert NOBODY in text
    assert "序号" not in text


def test_over_pages_the_head_of_the_table_stands_again(render):
    pages = pages_of(render(entries=(ENTRY,) * 60))
    assert len(pages) > 2
    rows = [page for page in pages if "请假事由" in page or ENTRY.reason[:4] in page]
    assert all(page.count("请假事由") == 1 for page in rows)
    assert sum(page.count(ENTRY.asked_on) for page in pages) == 60
    assert pages[-1].count("人数统计") == 1
