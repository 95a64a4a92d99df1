"""What stands on the minutes, in which order, and how lists of names are set."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from secretariat.documents.fonts import MissingGlyphError
from secretariat.documents.gbt9704 import Security
from secretariat.documents.minutes import (
    Entry,
    MinutesStyle,
    NameList,
    Section,
    padded_name,
    plain_name,
    render_minutes,
)
from tests.documents import reading
from tests.documents.papers import ATTENDEES, DECIDED, HEARD, MEMBERS, MINUTES, OPENING, bare
from tests.documents.reading import CELL, LEFT, RIGHT


@pytest.fixture(scope="module")
def render(bundled_fonts):
    def pdf(paper=MINUTES, **style):
        return render_minutes(paper, bundled_fonts, MinutesStyle(**style))

    return pdf


def lines_of(pdf):
    return [line for page in reading.body_lines(pdf) for line in page]


def list_lines(pdf, label):
    """The lines of a list: from its label to the next line that is no further in than a label."""
    found = lines_of(pdf)
    start = next(index for index, line in enumerate(found) if line.text.startswith(label))
    end = next(
        (i for i, line in enumerate(found[start + 1 :], start + 1) if line.chars[0].x < LEFT + 4.5 * CELL), len(found)
    )
    return found[start:end]


# ------------------------------------------------------------------------------------------------------- the whole
def test_order_of_really_published_minutes(render):
    names = "林知远方致和沈若兰顾一帆罗德铭魏书成石景行李靖龚燚"
    attendees = (
        "区司法局欧阳靖、区财政局金巧云、区监察局姚静姝（代）、城东镇丁龑、"
        "区大数据局买买提·吐尔逊、区水利局陈䶮、区教体局周㛃"
    )
    expected = (
        "淄川区人民政府常务会议纪要十八届区政府第5次〔2022〕5号"
        + OPENING
        + "一、传达学习《关于进一步加强财会监督工作的意见》"
        + HEARD
        + DECIDED
        + "二、听取全区安全生产工作情况汇报"
        + HEARD
        + "（一）关于责任分工。会议强调，要压紧压实责任。"
        + DECIDED
        + f"出席：{names}请假：赵𬭸列席：{attendees}记录：尹秋实"
    )
    record = "抄送：区委书记、副书记、常委，区人大常委会办公室，区政协办公室，区监委，区法院，区检察院。"
    assert reading.text_of(render()) == expected + record + "淄川区人民政府办公室2022年4月3日印发"


def test_poppler_reads_the_same(render, poppler):
    pdf = render()
    text = poppler("pdftotext", pdf, "-raw", "-enc", "UTF-8").decode()
    whole = re.sub(r"—\s[0-9]+\s—|\s", "", text)
    assert whole == reading.text_of(pdf)
    for rare in "𬭸䶮㛃龑燚":
        assert rare in whole


def test_a_name_is_found_by_searching(render):
    document = reading.pdfium.PdfDocument(render())
    found = [page.get_textpage().search("欧阳靖").get_next() for page in document]
    document.close()
    assert any(found)


def test_the_pdf_says_what_it_is(render):
    pdf = render()
    found = reading.metadata(pdf)
    assert found["Title"] == "淄川区人民政府常务会议纪要 十八届区政府第5次 〔2022〕5号"
    assert found["Author"] == "淄川区人民政府办公室"
    assert b"/Lang (zh-CN)" in pdf
    assert b"/DisplayDocTitle true" in pdf


def test_all_fonts_are_embedded(render, poppler):
    rows = poppler("pdffonts", render()).decode().splitlines()[2:]
    assert rows
    for row in rows:
        # emb, sub and uni stand before the object's number and generation.
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def test_the_same_paper_gives_the_same_bytes(render):
    assert render() == render()


def test_title_is_set_in_22_pt_between_rule_and_opening(render):
    title = "关于审议数字政府建设规划和研究民生实事项目等工作的会议纪要"
    found = lines_of(render(replace(MINUTES, title=title)))
    set_title = [line for line in found if line.chars[0].size == 22]
    assert "".join(line.text for line in set_title) == title
    for line in set_title:
        assert (line.left + line.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.3)
    assert found[found.index(set_title[-1]) + 1].text.startswith("2022年4月1日")


def test_headings_keep_the_number_they_came_with(render):
    paper = bare("会议。", sections=(Section("听取汇报"), Section("二、审议规划"), Section("研究事项")))
    assert reading.text_of(render(paper)).endswith("一、听取汇报二、审议规划三、研究事项")


def test_paragraphs_are_indented_by_two_cells(render):
    paper = bare("会议指出。\n\u3000\u3000会议强调。")
    found = lines_of(render(paper))[2:]
    assert [line.text for line in found] == ["会议指出。", "会议强调。"]
    for line in found:
        assert line.left == pytest.approx(LEFT + 2 * CELL, abs=0.7)


def test_the_date_line_is_the_office_s_choice(render):
    def row(pdf):
        return reading.lines(reading.pages(pdf)[0])[1].text

    assert row(render(date_line=True)) == "十八届区政府第5次〔2022〕5号2022年4月3日"
    assert row(render()) == "十八届区政府第5次〔2022〕5号"


def test_full_width_figures_are_set_half_width(render):
    assert "2022年PDF" in reading.text_of(render(bare("２０２２年ＰＤＦ")))


# --------------------------------------------------------------------------------------------------- drafts, security
def test_a_draft_is_not_mistaken_for_the_issued_paper(render):
    pdf = render(replace(MINUTES, draft=True))
    text = reading.text_of(pdf)
    assert "〔送审稿〕" in text
    assert "〔2022〕5号" not in text
    assert "日印发" not in text
    assert "2022年4月3日" not in text
    assert reading.metadata(pdf)["Title"].endswith("（送审稿）")
    assert "〔2022〕" not in reading.metadata(pdf)["Title"]
    for page in reading.pages(pdf):
        assert "送审稿" in "".join(char.text for char in page if char.y > reading.BOTTOM + 2)


def test_an_issued_paper_bears_no_draft_mark(render):
    assert not [page for page in reading.pages(render()) if "稿〕" in "".join(char.text for char in page)]


def test_a_draft_can_be_black(render):
    picture = reading.Picture(render(replace(MINUTES, draft=True), draft_in_red=False), dpi=100)
    assert not picture.red_rows()


def test_the_copy_number_needs_a_level(render):
    text = reading.text_of(render(replace(MINUTES, security=Security("秘密", None, "000007"))))
    assert text.startswith("000007秘密淄川")


# -------------------------------------------------------------------------------------------------------------- names
@pytest.mark.parametrize("typed", ["李靖", "李　靖", "李 靖", " 李\u3000\u3000靖 ", "李\u00a0靖"])
def test_names_of_two_are_as_long_as_three(typed):
    assert plain_name(typed) == "李靖"
    assert padded_name(typed) == "李　靖"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("欧阳靖", "欧阳靖"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("John Smith", "John Smith"),
        ("赵𬭸", "赵　𬭸"),
        ("", ""),
    ],
)
def test_other_names_are_as_they_are(typed, printed):
    assert padded_name(typed) == printed


def test_names_stand_in_columns(render):
    first, *others = list_lines(render(replace(MINUTES, lists=(NameList("出席", MEMBERS * 5),))), "出席：")
    columns = [LEFT + (5 + 4 * column) * CELL for column in range(6)]
    for line in (first, *others):
        starts = [char for char in line.chars if char.x > LEFT + 4.9 * CELL][::1]
        for char in starts:
            cell = (char.x - LEFT) / CELL
            assert abs(cell - round(cell)) < 0.03
        assert line.chars[-1].right <= RIGHT
    assert others[0].chars[0].x == pytest.approx(columns[0], abs=0.05)


def test_lists_wrap_under_the_first_character_after_the_colon(render):
    first, *others = list_lines(render(replace(MINUTES, lists=(NameList("列席", ATTENDEES * 4),))), "列席：")
    assert len(others) > 3
    assert first.chars[0].x == pytest.approx(LEFT + 2 * CELL, abs=0.05)
    after_colon = first.chars[3]
    assert after_colon.x == pytest.approx(LEFT + 5 * CELL, abs=0.05)
    for line in others:
        assert line.chars[0].x == pytest.approx(after_colon.x, abs=0.05)
        assert line.text[0] not in "、（）："
        assert line.right <= RIGHT + 0.05


def test_no_name_is_parted_and_no_separator_leads_a_line(render):
    entries = tuple(
        Entry(name, f"区第{number}工作办公室")
        for number, name in enumerate(["欧阳靖", "李靖", "买买提·吐尔逊", "司马相如", "赵𬭸", "尹秋实"] * 20)
    )
    found = list_lines(render(replace(MINUTES, lists=(NameList("列席", entries),))), "列席：")
    text = "\n".join(line.text for line in found)
    assert not re.search(r"\n[、（）]", text)
    for entry in entries:
        assert plain_name(entry.name) in text
    assert text.replace("\n", "").count("买买提·吐尔逊") == text.count("买买提·吐尔逊")
    assert text.replace("\n", "").count("李靖") == text.count("李靖")


def test_reasons_are_printed_where_the_office_wants_them(render):
    assert "赵𬭸（公务外出）" not in reading.text_of(render())
    assert "赵𬭸（公务外出）" in reading.text_of(render(reasons=True))


def test_the_recorder_is_the_office_s_choice(render):
    assert "记录：尹秋实" in reading.text_of(render())
    assert "尹秋实" not in reading.text_of(render(recorder=False))


def test_lists_are_ordered_as_the_office_wants(render):
    def labels(**style):
        lists = (*reversed(MINUTES.lists), NameList("邀请", (Entry("章鸿儒"),)), NameList("工作人员", (Entry("白杨"),)))
        return re.findall(
            r"(出席|请假|列席|邀请|工作人员|记录)：", reading.text_of(render(replace(MINUTES, lists=lists), **style))
        )

    assert labels() == ["出席", "请假", "列席", "邀请", "工作人员", "记录"]
    assert labels(list_order=("出席", "列席", "请假", "记录"))[:4] == ["出席", "列席", "请假", "记录"]


def test_lists_can_come_before_the_body(render):
    text = reading.text_of(render(lists_before_body=True))
    assert text.index("出席：") < text.index("2022年4月1日上午")


def test_attendees_by_topic(render):
    entries = (
        Entry("欧阳靖", "区司法局", topics=(1, 2)),
        Entry("金巧云", "区财政局", topics=(2,)),
        Entry("丁龑", "城东镇"),
    )
    pdf = render(replace(MINUTES, lists=(NameList("列席", entries),)), attendees_by_topic=True)
    found = [line.text for line in list_lines(pdf, "列席：")]
    assert found == ["列席：城东镇丁龑", "议题1：区司法局欧阳靖", "议题2：区司法局欧阳靖、区财政局金巧云"]


def test_an_empty_list_is_not_printed(render):
    text = reading.text_of(render(replace(MINUTES, lists=(NameList("出席", ()), NameList("请假", ())))))
    assert "出席：" not in text
    assert "请假：" not in text


# ------------------------------------------------------------------------------------------------------- much of it
def test_forty_topics_and_a_hundred_and_twenty_attendees(render):
    paper = replace(
        MINUTES, sections=MINUTES.sections * 20, lists=(*MINUTES.lists[:2], NameList("列席", ATTENDEES * 18))
    )
    pdf = render(paper)
    text = reading.text_of(pdf)
    assert "四十、听取全区安全生产工作情况汇报" in text
    assert text.count("买买提·吐尔逊") == 18
    assert reading.page_count(pdf) % 2 == 0
    for line in lines_of(pdf):
        assert line.right <= RIGHT + 0.05
        assert line.bottom <= reading.BOTTOM + 0.5


@pytest.mark.parametrize(
    "paper",
    [
        bare(HEARD * 20),
        bare("会议。", sections=(Section("听取关于进一步加强工作情况的汇报" * 25, (HEARD,)),)),
        bare("会议。", sections=(Section("标" * 700, (HEARD,)),) * 2),
        bare("网址" + "a" * 300 + "可查。"),
        bare("数" + "1" * 200 + "元。"),
        bare("。" * 200),
        bare("（" * 100),
        bare("…" * 201 + "—" * 201),
        bare(""),
        bare("", sections=(Section("", ("", "\n")),)),
        bare("甲", issuer="办公室" * 20, issued_on="2022年4月3日"),
        bare(
            "甲", copies_to=tuple(f"区第{number}办公室" for number in range(300)), issuer="办", issued_on="2022年4月3日"
        ),
        bare("甲", ordinal="第十八届淄川区人民政府第十五次全体（扩大）会议暨廉政工作会议"),
        bare("甲", lists=(NameList("出席", (Entry("尼古拉·阿列克谢耶维奇·奥斯特洛夫斯基·保尔柯察金·某某某某"),)),)),
        bare("甲", lists=(NameList("应邀参加会议的人大代表和政协委员名单", MEMBERS),)),
    ],
    ids=range(15),
)
def test_nothing_is_lost_or_falls_off_the_page(render, paper):
    pdf = render(paper)
    texts = [paper.opening, paper.ordinal, paper.number, paper.issuer, *paper.copies_to]
    texts += [text for section in paper.sections for text in (section.heading, *section.paragraphs)]
    texts += [text for names in paper.lists for text in (names.label, *(entry.name for entry in names.entries))]
    found = reading.text_of(pdf)
    for text in texts:
        assert re.sub(r"\s", "", text or "") in found
    for page in reading.pages(pdf):
        for char in page:
            assert LEFT - 0.1 <= char.left <= char.right <= RIGHT + 0.1
            assert reading.TOP - 0.3 <= char.top <= char.bottom <= reading.BOTTOM + 12


# ------------------------------------------------------------------------------------------------- characters missing
@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"lists": (NameList("列席", (Entry("张\U000f1234", "区司法局"),)),)}, "列席名单 '张\U000f1234'"),
        ({"sections": (Section("听取\U000f1234"),)}, "议题1 标题"),
        ({"sections": (Section("听取", ("好", "坏\U000f1234")),)}, "议题1 第2段"),
        ({"opening": "\U000f1234"}, "开头段"),
        ({"mark": "纪要\U000f1234"}, "发文机关标志"),
        ({"copies_to": ("区委", "\U000f1234局")}, "版记 抄送 '\U000f1234局'"),
        ({"title": "\U000f1234"}, "标题"),
    ],
)
def test_a_character_that_no_font_has_is_refused_by_place(render, changes, place):
    with pytest.raises(MissingGlyphError, match=re.escape(place)) as refused:
        render(replace(MINUTES, **changes))
    assert refused.value.characters == ("\U000f1234",)
