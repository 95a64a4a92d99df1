"""Setting of paragraphs: nothing lost, nothing beyond the edges, squeezing only where the rules allow it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretariat.documents.characters import Kind, Level, break_levels, kind_of, printable
from secretariat.documents.fonts import Role
from secretariat.documents.typesetting import Shape, Span, Type, set_columns, set_line, set_paragraph

BODY = Type(16.0, 16.0)
CELLS = 20
SHAPE = Shape(CELLS * 16.0, 32.0)
TEXT = st.text(
    alphabet="国家政府会议人民工作，。、；：！？“”‘’（）《》〈〉…—·～ 　0123456789abcXYZ./-%年月日元万第",
    min_size=1,
    max_size=150,
)
UNHURRIED = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def paragraph(case, text, shape=SHAPE, keep=()):
    return set_paragraph(case, (Span(Role.FANGSONG, text),), BODY, shape, keep)


def texts(lines):
    return [line.text for line in lines]


def ink(line):
    return [
        (place + sort.ink.left * line.size, place + sort.ink.right * line.size)
        for sort, place in zip(line.sorts, line.places, strict=True)
        if sort.font
    ]


@UNHURRIED
@given(text=TEXT)
def test_every_character_is_set_once_and_in_order(case, text):
    lines = paragraph(case, text)
    assert "".join(texts(lines)).replace(" ", "").replace("\u3000", "") == text.replace(" ", "").replace("\u3000", "")


@UNHURRIED
@given(text=TEXT, first=st.integers(0, 4), rest=st.integers(0, 8), cells=st.integers(12, 28))
def test_no_ink_is_beyond_the_edges(case, text, first, rest, cells):
    shape = Shape(cells * 16.0, first * 16.0, rest * 16.0)
    for number, line in enumerate(paragraph(case, text, shape)):
        for left, right in ink(line):
            assert left >= (rest if number else first) * 16 - 0.6
            assert right <= shape.measure + 0.6


@UNHURRIED
@given(text=TEXT)
def test_a_forbidden_break_is_never_made_while_another_is_possible(case, text):
    text = printable(text)
    if not text:
        return
    levels = break_levels(text)
    at = 0
    for line in paragraph(case, text)[:-1]:
        at = text.index(line.text, at) + len(line.text)
        while text[at] in " \u3000":
            at += 1
        if levels[at] > Level.FREE:
            # Then the line holds no other place to break at.
            start = at - len(line.text.strip())
            assert all(levels[index] > Level.FREE for index in range(start + 1, at)), line.text


@UNHURRIED
@given(text=TEXT)
def test_ink_never_overlaps(case, text):
    for line in paragraph(case, text):
        for (sort, (_, right)), (other, (left, _)) in itertools.pairwise(
            zip([sort for sort in line.sorts if sort.font], ink(line), strict=True)
        ):
            if {sort.kind, other.kind} <= {Kind.DASH, Kind.ELLIPSIS, Kind.LATIN}:
                continue
            assert left >= right - 1.0, sort.char + other.char


def test_plain_text_fills_every_cell(case):
    lines = paragraph(case, "国" * 58)
    assert [len(line.text) for line in lines] == [18, 20, 20]
    for line in lines[1:]:
        assert [place / 16 for place in line.places] == pytest.approx(list(range(20)))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("》、", 1.5),
        ("：“", 1.5),
        ("）。", 1.5),
        ("）》，", 2.0),
        ("“《", 1.5),
        ("》《", 1.5),
        ("国，", 2),
        ("——", 2),
        ("……", 2),
    ],
)
def test_marks_that_meet_share_their_white(case, text, cells):
    shown = set_line(case, (Span(Role.FANGSONG, f"国{text}国"),), BODY)
    assert shown.right / 16 == pytest.approx(cells + 2)


def test_squeezed_marks_stay_at_their_side(case):
    # An opening mark squeezed at its left keeps to its word; a closing one to the word before it.
    (closing, opening), line = _inks(case, "国》《国")
    assert 16 < closing[0] < closing[1] < 24.5
    assert 32 - 0.5 < opening[0] < opening[1] < 40.5
    assert line.right == pytest.approx(56)
    (first, second), line = _inks(case, "国“《国")
    assert 23.5 < first[0] < first[1] < 32.5
    assert 31.5 < second[0] < second[1] < 40.5
    assert line.right == pytest.approx(56)


def _inks(case, text):
    line = set_line(case, (Span(Role.FANGSONG, text),), BODY)
    return ink(line)[1:3], line


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("mark", "，。、；：！？）》”’〕")
def test_closing_marks_are_left_in_their_cell_in_every_font(case, role, mark):
    line = set_line(case, (Span(role, mark),), BODY)
    left, right = ink(line)[0]
    assert left > -0.1
    if role is not Role.SONGTI:
        assert right <= 10.5


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("mark", "（《“‘〔")
def test_opening_marks_are_right_in_their_cell_in_every_font(case, role, mark):
    left, right = ink(set_line(case, (Span(role, mark),), BODY))[0]
    assert 7.5 < left < right < 16.1


def test_han_characters_of_all_fonts_are_in_the_middle_of_the_line(case):
    middles = []
    for role in Role:
        line = set_line(case, (Span(role, "国"),), BODY)
        middles.append((line.ink_top() + line.ink_bottom()) / 2)
    assert middles == pytest.approx([8.0] * len(Role), abs=0.01)


def test_a_stop_at_the_end_is_squeezed_in_rather_than_carried_over(case):
    # 19½ cells and a stop: its white goes, the line is full.
    lines = paragraph(case, "国" * 20 + "（国）：“国" + "国" * 25, Shape(CELLS * 16.0))
    assert all(len(line.text) >= 19 for line in lines[:-1])


def test_a_stop_that_cannot_be_squeezed_in_takes_a_character_along(case):
    lines = paragraph(case, "国" * 20 + "，" + "家" * 20, Shape(CELLS * 16.0))
    assert texts(lines)[:2] == ["国" * 19, "国，" + "家" * 18]
    assert ink(lines[0])[-1][1] > CELLS * 16 - 3


def test_one_character_is_not_left_alone_on_the_last_line(case):
    text = "国家，" * 6 + "国家国" + "。"
    lines = paragraph(case, text, Shape(CELLS * 16.0))
    assert len(lines[-1].text) != 2


@pytest.mark.parametrize(
    "whole",
    ["3600万元", "98.5%", "2022年", "第5次", "〔2022〕15号", "0.8个百分点", "300余万平方米", "GB/T", "第十八届"],
)
def test_what_belongs_together_is_not_parted(case, whole):
    for before in range(10, 22):
        lines = paragraph(case, "国" * before + whole + "国" * 30, Shape(CELLS * 16.0))
        assert any(whole in line.text for line in lines)


def test_dates_part_between_their_units(case):
    seen = {
        tuple(texts(paragraph(case, "国" * before + "2022年12月31日" + "国" * 12, Shape(CELLS * 16.0)))[:1])
        for before in range(12, 20)
    }
    assert {line[0].lstrip("国") for line in seen} >= {"2022年", "2022年12月", ""}


def test_names_to_keep_are_not_parted(case):
    for before in range(14, 22):
        lines = paragraph(case, "国" * before + "买买提·吐尔逊" + "国" * 20, Shape(CELLS * 16.0), ("买买提·吐尔逊",))
        assert any("买买提·吐尔逊" in line.text for line in lines)


def test_an_address_is_parted_when_it_has_to_be(case):
    lines = paragraph(case, "见https://www.zichuan.gov.cn/gongkai/site/channel_c/doc_5f3c0123456789.html公告")
    assert len(lines) == 3 or len(lines) == 2
    assert "".join(texts(lines)).startswith("见https")
    assert len(lines[0].text) > 20


def test_a_label_is_neither_spread_nor_squeezed(case):
    spans = (Span(Role.HEITI, "列席："), Span(Role.FANGSONG, "区司法局 A1 欧阳靖、" * 8))
    first, *others = set_paragraph(case, spans, BODY, Shape(CELLS * 16.0, 32.0, 80.0, label=3))
    assert first.places[0] == pytest.approx(32)
    assert first.places[3] == pytest.approx(80)
    assert {line.places[0] for line in others} == {80.0}


def test_columns_hold_long_names(case):
    label = set_line(case, (Span(Role.HEITI, "出席："),), BODY, 32)
    names = ["林知远", "买买提·吐尔逊", "李　靖", "欧阳铁生", "顾一帆", "尼古拉·阿列克谢耶维奇"]
    lines = set_columns(case, label, names, BODY, CELLS * 16.0)
    for line in lines:
        assert line.right <= CELLS * 16
    places = {sort.char: place for line in lines for sort, place in zip(line.sorts, line.places, strict=True)}
    # Columns of five cells, as there is a name of four; the longer ones take two or three of them.
    assert {char: (places[char] - 80) / 80 for char in "林李欧顾尼"} == pytest.approx(
        {"林": 0, "李": 0, "欧": 1, "顾": 2, "尼": 0}
    )


# --------------------------------------------------------------------------------------------------------- characters
@pytest.mark.parametrize(
    ("char", "kind"),
    [
        ("国", Kind.HAN),
        ("𬭸", Kind.HAN),
        ("（", Kind.OPENING),
        ("”", Kind.CLOSING),
        ("·", Kind.MIDDLE),
        ("A", Kind.LATIN),
        ("5", Kind.LATIN),
        ("…", Kind.ELLIPSIS),
        ("—", Kind.DASH),
        ("　", Kind.PADDING),
    ],
)
def test_kinds(char, kind):
    assert kind_of(char) is kind


def test_what_is_printable():
    assert printable("\u3000\u3000２０２２年\u200b第５次％\x07 ") == "2022年第5次%"
    assert printable("葛\U000e0100城") == "葛城"


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("国家，政府", "国|家，|政|府"),
        ("（国）", "（国）"),
        ("国——家", "国|——|家"),
        ("国……。", "国|……。"),
        ("3—5日内", "3—5日|内"),
        ("2022年4月", "2022年|4月"),
        ("增长98.5%和", "增|长|98.5%|和"),
        ("〔2022〕5号文", "〔2022〕5号|文"),
        ("GB/T 9704—2012和", "GB/T 9704—2012|和"),
        ("WPS Office中", "WPS |Office|中"),
        ("买·提", "买·提"),
    ],
)
def test_where_lines_may_break(text, free):
    levels = break_levels(text)
    found = "".join(("|" if index and levels[index] is Level.FREE else "") + char for index, char in enumerate(text))
    assert found == free
