"""电话通知登记表: across, its head on each page, each try on a line of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.documents.notice_register import (
    NOBODY,
    NoticeRegister,
    RegisterLine,
    RegisterTry,
    render_notice_register,
)
from tests.documents import reading

LINE = RegisterLine(
    name="沈若兰",
    title="区委常委、副区长",
    phone="138 0000 1111",
    tries=(
        RegisterTry(when="4月6日 09:05", caller="李会务", answer="未联系上"),
        RegisterTry(
            when="4月6日 10:20", caller="李会务", taken_by="周秘书", answer="请假（赴省开会）", note="已报区长"
        ),
    ),
)
REGISTER = NoticeRegister(
    heading="第十八届区政府第5次常务会议电话通知登记表",
    meeting="2026年4月8日上午9:00，第一会议室",
    counts="应通知 2　已通知 1　请假 1",
    lines=(LINE, RegisterLine(name="李靖", title="区司法局局长")),
)


@pytest.fixture(scope="module")
def render(bundled_fonts):
    def pdf(**changes):
        return render_notice_register(replace(REGISTER, **changes), bundled_fonts)

    return pdf


def text_of(page):
    return "".join(char.text for char in page)


def test_it_says_whom_when_by_whom_who_took_the_call_and_the_answer(render):
    (page,) = reading.pages(render())
    text = text_of(page)
    assert text.startswith(REGISTER.heading)
    for part in (
        "第一会议室",
        "应通知2",
        "序号姓名单位职务电话通知时间通知人接听人答复备注",
        "周秘书",
        "未联系上",
        "已报区长",
    ):
        assert part in text.replace(" ", "").replace("\u3000", "")
    assert "李\u3000靖" in text or "李靖" in text


def test_it_lies_across(render, poppler):
    assert b"841.89 x 595.276" in poppler("pdfinfo", render()) or b"Page size:       841.89 x 595.276" in poppler(
        "pdfinfo", render()
    )


def test_its_head_stands_on_each_page(render):
    pages = reading.pages(render(lines=(LINE,) * 40))
    assert len(pages) > 2
    assert all("通知时间" in text_of(page) for page in pages)
    assert sum(text_of(page).count("周秘书") for page in pages) == 40


def test_a_list_with_nobody_on_it_says_so(render):
    assert NOBODY in text_of(reading.pages(render(lines=()))[0])
