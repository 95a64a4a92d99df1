"""外出报备表 and 外出登记表: what stands on them, however much that is."""

from __future__ import annotations

from dataclasses import replace

from secretariat.documents.away_form import (
    NOBODY,
    AwayForm,
    AwayRegister,
    RegisterLine,
    Signing,
    render_away_form,
    render_away_register,
)
from tests.documents import reading

FORM = AwayForm(
    heading="某某区人民政府外出报备表",
    name="何建",
    post="区住建局局长",
    when="2022年4月18日至20日（共3天）",
    place="济南市",
    reason="参加全省会议",
    signings=(Signing(label="分管领导意见", who=("副区长沈若兰",)), Signing(label="领导审批", who=("区长林知远",))),
)
LINE = RegisterLine(name="何建", post="区住建局局长", when="4月18日至20日", place="济南市", reason="参加全省会议")


def text_of(pdf):
    return "".join(char.text for page in reading.pages(pdf) for char in page)


def test_the_form_has_a_place_to_sign_for_each_whom_the_rules_name(bundled_fonts):
    text = text_of(render_away_form(FORM, bundled_fonts))
    assert text.startswith(FORM.heading)
    for words in (
        "何　建".replace("　", ""),
        FORM.post,
        FORM.when,
        "代行工作人",
        "分管领导意见",
        "副区长沈若兰",
        "区长林知远",
    ):
        assert words in text
    assert text.count("签名：") == 2
    assert "销假" not in text
    assert "销假时间" in text_of(render_away_form(replace(FORM, asks_back=True), bundled_fonts))


def test_a_long_month_goes_over_pages_with_its_head_on_each(bundled_fonts):
    register = AwayRegister(heading="某某区人民政府外出登记表", month="2022年4月", lines=(LINE,) * 40)
    pdf = render_away_register(register, bundled_fonts)
    pages = ["".join(char.text for char in page) for page in reading.pages(pdf)]
    assert len(pages) > 1
    assert all("代行工作人" in page for page in pages)
    assert sum(page.count("区住建局局长") for page in pages) == 40
    assert NOBODY in text_of(render_away_register(replace(register, lines=()), bundled_fonts))


def test_what_is_always_so_long_is_never_broken(bundled_fonts):
    """A name of four characters, an office with its name, a label of six: each stands on one line."""
    line = replace(LINE, name="欧阳靖宇", acting="上官婉儿", approved_by="区长林知远", note="紧急外出")
    register = AwayRegister(heading="某某区人民政府外出登记表", month="2022年4月", lines=(line,))
    for pdf, wanted in (
        (render_away_register(register, bundled_fonts), ("欧阳靖宇", "上官婉儿", "区长林知远", "紧急外出")),
        (render_away_form(FORM, bundled_fonts), ("分管领导意见",)),
    ):
        chars = [char for page in reading.pages(pdf) for char in page]
        text = "".join(char.text for char in chars)
        for words in wanted:
            at = text.index(words)
            assert len({round(char.y) for char in chars[at : at + len(words)]}) == 1, words
