"""The page of GB/T 9704-2012, measured in the PDF: type area, grid, head, foot and end record."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from secretariat.documents.gbt9704 import Security
from secretariat.documents.minutes import MinutesStyle, Section, render_minutes
from tests.documents import reading
from tests.documents.papers import MINUTES, bare
from tests.documents.reading import BOTTOM, CELL, LEFT, PITCH, RIGHT, TOP, Picture

FULL = "国" * 5000


@pytest.fixture(scope="module")
def full(bundled_fonts):
    """Pages full of one square character."""
    return render_minutes(bare(FULL), bundled_fonts)


@pytest.fixture(scope="module")
def issued(bundled_fonts):
    return render_minutes(MINUTES, bundled_fonts)


def test_paper_is_a4(issued):
    document = reading.pdfium.PdfDocument(issued)
    width, height = document[0].get_size()
    document.close()
    assert (width / reading.MM, height / reading.MM) == pytest.approx((210, 297), abs=0.01)


def test_a_page_has_22_lines_of_28_cells(full):
    page = reading.body_lines(full)[1]
    assert [len(line.chars) for line in page] == [28] * 22


def test_characters_stand_on_the_cells(full):
    for line in reading.body_lines(full)[1]:
        for number, char in enumerate(line.chars):
            middle = LEFT + (number + 0.5) * CELL
            # 国 of this font isn't quite in the middle of its own square.
            assert (char.left + char.right) / 2 == pytest.approx(middle, abs=0.12)


def test_lines_are_a_pitch_apart(full):
    page = reading.body_lines(full)[1]
    for above, below in itertools.pairwise(page):
        assert below.y - above.y == pytest.approx(PITCH, abs=0.01)


def test_em_squares_fill_the_type_area(full):
    page = reading.body_lines(full)[1]
    em = 16 / reading.MM
    middle = (page[0].top + page[0].bottom) / 2
    assert middle - em / 2 == pytest.approx(TOP, abs=0.05)
    middle = (page[-1].top + page[-1].bottom) / 2
    assert middle + em / 2 == pytest.approx(BOTTOM, abs=0.05)


def test_ink_fills_the_type_area(bundled_fonts):
    # A page of what really stands on one: the ink touches each edge to half a millimetre and never crosses it.
    pdf = render_minutes(replace(MINUTES, opening="\n".join([MINUTES.opening] * 12)), bundled_fonts)
    chars = reading.in_type_area(reading.pages(pdf)[1])
    assert min(char.left for char in chars) == pytest.approx(LEFT, abs=0.5)
    assert max(char.right for char in chars) == pytest.approx(RIGHT, abs=0.5)
    assert min(char.top for char in chars) == pytest.approx(TOP, abs=0.5)
    assert max(char.bottom for char in chars) == pytest.approx(BOTTOM, abs=0.5)
    assert max(char.right for char in chars) <= RIGHT + 0.05
    assert min(char.left for char in chars) >= LEFT - 0.05


@pytest.mark.parametrize(
    "mark", ["淄川区人民政府常务会议纪要", "会议纪要", "中共淄川区人民政府党组理论学习中心组会议纪要"]
)
def test_mark_is_35_mm_below_the_type_area_s_top(bundled_fonts, mark):
    top, bottom = Picture(render_minutes(bare("会议。", mark=mark), bundled_fonts)).red_rows()[0]
    assert top - TOP == pytest.approx(35, abs=0.5)
    assert bottom - top <= 22.1


def test_mark_is_centred_in_the_type_area(issued):
    mark = reading.lines(reading.pages(issued)[0])[0]
    assert mark.text == MINUTES.mark
    assert (mark.left + mark.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert mark.left >= LEFT - 0.05


def test_a_mark_too_long_for_one_line_takes_two(bundled_fonts):
    mark = "淄川区人民政府国民经济和社会发展第十四个五年规划纲要实施情况专题会议纪要"
    found = reading.lines(reading.pages(render_minutes(bare("会议。", mark=mark), bundled_fonts))[0])
    assert found[0].text + found[1].text == mark
    assert found[1].top > found[0].bottom


def test_number_is_two_lines_below_the_mark(issued):
    mark, row, *_ = reading.lines(reading.pages(issued)[0])
    assert row.text == "十八届区政府第5次〔2022〕5号"
    blank = (row.top - mark.bottom) / PITCH
    assert blank == pytest.approx(2, abs=0.2)
    assert row.left == pytest.approx(LEFT + CELL, abs=0.6)


def test_a_number_alone_is_centred(bundled_fonts):
    row = reading.lines(reading.pages(render_minutes(bare("会议。"), bundled_fonts))[0])[1]
    assert (row.left + row.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_red_rule_is_4_mm_below_the_number(issued):
    row = reading.lines(reading.pages(issued)[0])[1]
    top, bottom = Picture(issued).red_rows()[-1]
    assert top - row.bottom == pytest.approx(4, abs=0.3)
    assert bottom - top == pytest.approx(0.5, abs=0.1)


def test_red_rule_is_as_wide_as_the_type_area(issued):
    picture = Picture(issued, dpi=300)
    top, bottom = picture.red_rows()[-1]
    row = picture.image.crop((0, int(top * picture.scale) + 1, picture.image.width, int(bottom * picture.scale)))
    box = row.split()[1].point(lambda value: 255 * (value < 100)).getbbox()
    assert box[0] / picture.scale == pytest.approx(LEFT, abs=0.15)
    assert box[2] / picture.scale == pytest.approx(RIGHT, abs=0.15)


def test_the_head_is_the_one_red(issued):
    colours = Picture(issued, dpi=150).image.getcolors(1 << 20)
    assert max((count, rgb) for count, rgb in colours if rgb[0] > rgb[1] + 50)[1] == (0xD7, 0x00, 0x0F)


def test_page_numbers_stand_outside(issued):
    for number, page in enumerate(reading.pages(issued), 1):
        foot = [char for char in page if char.y > BOTTOM + 2]
        assert "".join(char.text for char in foot) == f"—{number}—"
        assert {char.size for char in foot} == {14}
        dash = foot[0]
        assert dash.top - BOTTOM == pytest.approx(7, abs=0.1)
        if number % 2:
            assert RIGHT - foot[-1].right == pytest.approx(14 / reading.MM, abs=0.6)
        else:
            assert foot[0].left - LEFT == pytest.approx(14 / reading.MM, abs=0.6)


def test_the_end_record_s_rules(issued):
    rules = Picture(issued, number=-1 + reading.page_count(issued)).rules()
    assert len(rules) == 3
    first, inner, last = (bottom - top for top, bottom in rules)
    assert first == pytest.approx(0.35, abs=0.06)
    assert inner == pytest.approx(0.25, abs=0.06)
    assert last == pytest.approx(0.35, abs=0.06)
    assert rules[-1][1] == pytest.approx(BOTTOM, abs=0.06)


def test_the_end_record_s_text(issued):
    *_, copies, issuer = reading.body_lines(issued)[-1]
    assert "".join(line.text for line in reading.body_lines(issued)[-1]).endswith(
        "抄送：区委书记、副书记、常委，区人大常委会办公室，区政协办公室，区监委，区法院，区检察院。淄川区人民政府办公室2022年4月3日印发"
    )
    assert copies.text.endswith("。")
    assert issuer.text == "淄川区人民政府办公室2022年4月3日印发"
    assert {char.size for char in issuer.chars} == {14}
    margin = 156 / 31
    assert issuer.left - LEFT == pytest.approx(margin, abs=0.6)
    assert RIGHT - issuer.right == pytest.approx(margin, abs=0.7)


def test_copies_hang_after_the_colon(bundled_fonts):
    paper = replace(MINUTES, copies_to=tuple(f"区第{number}号单位办公室" for number in range(20)))
    found = reading.body_lines(render_minutes(paper, bundled_fonts))[-1]
    first = next(line for line in found if line.text.startswith("抄送："))
    start = found.index(first)
    for line in found[start + 1 : -1]:
        assert line.chars[0].x == pytest.approx(first.chars[3].x, abs=0.01)


@pytest.mark.parametrize("topics", range(1, 12))
def test_the_end_record_is_on_an_even_last_page(bundled_fonts, topics):
    paper = replace(MINUTES, sections=MINUTES.sections[:1] * topics)
    pdf = render_minutes(paper, bundled_fonts)
    last = reading.body_lines(pdf)[-1]
    assert reading.page_count(pdf) % 2 == 0
    assert last[-1].text.endswith("印发")
    body = [line for line in last if line.chars[0].size == 16]
    record = [line for line in last if line.chars[0].size == 14]
    assert not body or body[-1].bottom < record[0].top - 2


def test_printed_on_one_side_no_page_is_added(bundled_fonts):
    counts = {
        reading.page_count(
            render_minutes(
                replace(MINUTES, sections=MINUTES.sections[:1] * topics), bundled_fonts, MinutesStyle(duplex=False)
            )
        )
        for topics in range(1, 6)
    }
    assert {count % 2 for count in counts} == {0, 1}


def test_a_blank_page_before_the_end_record_has_no_number(bundled_fonts):
    # One paragraph that ends at the foot of an even page, so that nothing can be carried over.
    for length in range(900, 1000, 26):
        pdf = render_minutes(bare("国" * length, issuer="办公室", issued_on="2022年4月3日"), bundled_fonts)
        pages = reading.pages(pdf)
        assert len(pages) % 2 == 0
        for number, page in enumerate(pages, 1):
            foot = "".join(char.text for char in page if char.y > BOTTOM + 2)
            blank = not reading.in_type_area(page)
            assert foot in ({""} if blank else {"", f"—{number}—"})


def test_classified_marks_are_in_the_corner(bundled_fonts):
    paper = replace(MINUTES, security=Security("秘密", "1年", "000012"), urgency="特急")
    found = reading.lines(reading.pages(render_minutes(paper, bundled_fonts))[0])
    assert [line.text for line in found[:3]] == ["000012", "秘密★1年", "特急"]
    for number, line in enumerate(found[:3]):
        assert line.left == pytest.approx(LEFT, abs=0.6)
        middle = (line.top + line.bottom) / 2
        assert middle == pytest.approx(TOP + number * PITCH + 8 / reading.MM, abs=0.6)


def test_the_copy_number_s_line_is_left_for_the_stamp(bundled_fonts):
    paper = replace(MINUTES, security=Security("机密", "10年"))
    first = reading.lines(reading.pages(render_minutes(paper, bundled_fonts))[0])[0]
    assert first.text == "机密★10年"
    assert (first.top + first.bottom) / 2 == pytest.approx(TOP + PITCH + 8 / reading.MM, abs=0.6)


def test_urgency_alone_is_on_the_first_line(bundled_fonts):
    first = reading.lines(reading.pages(render_minutes(replace(MINUTES, urgency="加急"), bundled_fonts))[0])[0]
    assert first.text == "加急"
    assert first.y < TOP + PITCH


def test_an_unclassified_paper_bears_no_level(issued):
    assert "★" not in reading.text_of(issued)
    assert "密" not in reading.text_of(issued)


@pytest.mark.parametrize("length", range(320, 400, 7))
def test_a_heading_never_ends_a_page(bundled_fonts, length):
    text = "国" * length
    paper = bare("会议。", sections=tuple(Section("听取汇报的标题", (text,)) for _ in range(6)))
    for page in reading.body_lines(render_minutes(paper, bundled_fonts)):
        assert "听取汇报的标题" not in page[-1].text
