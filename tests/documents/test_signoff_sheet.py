"""纪要签发单: what stands on it, and that it stays a form however much that is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from secretariat.documents.fonts import MissingGlyphError
from secretariat.documents.gbt9704 import Security
from secretariat.documents.signoff_sheet import Signatory, SignoffSheet, render_signoff_sheet
from tests.documents import reading

SHEET = SignoffSheet(
    heading="淄川区人民政府会议纪要签发单",
    minutes_title="淄川区人民政府常务会议纪要（十八届区政府第5次）",
    meeting="十八届区政府第5次常务会议",
    held_on="2022年4月1日",
    signer=Signatory("林知远", "区委副书记、区长"),
    reviewers=(Signatory("罗德铭", "区政府办公室主任"), Signatory("李靖", "区政府办公室副主任")),
    number="〔2022〕5号",
    drafting_unit="区政府办公室秘书科",
    drafter="尹秋实",
    drafted_on="2022年4月2日",
    telephone="0533-5181234",
    copies_to=("区委书记、副书记、常委", "区人大常委会办公室", "区政协办公室"),
    copies=60,
)


@pytest.fixture(scope="module")
def render(bundled_fonts):
    def pdf(**changes):
        return render_signoff_sheet(replace(SHEET, **changes), bundled_fonts)

    return pdf


def text_of(pdf):
    return "".join(char.text for page in reading.pages(pdf) for char in page)


def test_it_is_one_page_with_all_on_it(render):
    pdf = render()
    assert reading.page_count(pdf) == 1
    text = text_of(pdf)
    assert text.startswith("淄川区人民政府会议纪要签发单")
    for part in (
        SHEET.minutes_title,
        SHEET.meeting,
        "林知远",
        "区委副书记、区长",
        "罗德铭",
        "尹秋实",
        "60份",
        "0533-5181234",
    ):
        assert part in text
    assert text.count("签名：年月日") == 3
    assert [word for word in ("审核", "审定", "签发") if word in text] == ["审核", "签发"]


def test_there_is_room_to_sign(render):
    chars = reading.pages(render())[0]
    text = "".join(char.text for char in chars)
    who, sign = text.index("区委副书记、区长"), [match.start() for match in re.finditer("签名：", text)][-1]
    assert chars[sign].top - chars[who].bottom > 25
    first = text.index("区政府办公室主任")
    assert chars[text.index("签名：")].top - chars[first].bottom > 10


def test_security_has_a_place_only_on_classified_minutes(render):
    assert "密" not in text_of(render()).replace("秘书", "")
    text = text_of(render(security=Security("秘密", "1年"), urgency="特急"))
    assert "密级期限秘密★1年紧急程度特急" in text


def test_further_approvals(render):
    text = text_of(render(approvals=(Signatory("方致和", "常务副区长", "专题会议委托人"),)))
    assert "审定常务副区长方致和（专题会议委托人）" in text


def test_long_remarks_go_on_over_the_page(render):
    remarks = "本次会议议题2涉及财政资金使用，须经区长审定。" * 150
    pdf = render(remarks=remarks)
    assert reading.page_count(pdf) > 1
    told = re.sub(r"淄川区人民政府会议纪要签发单第\d页共\d页", "", text_of(pdf))
    assert remarks in told  # on every page stands which it is, of how many
    for page in reading.pages(pdf):
        *form, last = reading.lines(page)
        assert max(line.bottom for line in form) < 297 - 24 < last.bottom < 297 - 12
        assert min(char.top for char in page) > 20


@pytest.mark.parametrize("count", [0, 1, 5, 9, 14])
def test_any_number_of_reviewers(render, count):
    text = text_of(render(reviewers=SHEET.reviewers[:1] * count))
    assert text.count("签名：") == count + 1


def test_an_empty_sheet_is_a_form_to_fill_in(bundled_fonts):
    pdf = render_signoff_sheet(SignoffSheet("签发单", "", "", "", Signatory("", "")), bundled_fonts)
    assert reading.page_count(pdf) == 1


def test_the_same_sheet_gives_the_same_bytes(render):
    assert render() == render()


def test_the_pdf_says_what_it_is(render):
    pdf = render()
    assert reading.metadata(pdf)["Title"] == f"{SHEET.heading} {SHEET.minutes_title}"
    assert b"/Lang (zh-CN)" in pdf


def test_a_character_that_no_font_has_is_refused_by_place(render):
    with pytest.raises(MissingGlyphError, match="签发单 拟稿人"):
        render(drafter="尹\U000f1234")
