"""No fault of line breaking in 200 pages; judged by rules written out here again, not by the program's own."""

from __future__ import annotations

import itertools
import re

import pytest

from secretariat.documents.minutes import render_minutes
from tests.documents import reading
from tests.documents.papers import bare, prose
from tests.documents.reading import CELL, LEFT, RIGHT

NAMES = ("欧阳靖", "林知远", "李靖", "龚燚", "赵𬭸", "陈䶮", "周㛃", "丁龑", "买买提·吐尔逊", "司马相如")
PARAGRAPHS = [prose(seed, 120 + seed * 37 % 900, NAMES) for seed in range(226)]

NOT_FIRST = "，。、；：！？）》〉”’〕】」』%‰℃·～…—"
NOT_LAST = "（《〈“‘〔【「『"
UNIT = "年|月|日|时|分|元|万元|亿元|人次|人|个百分点|个|次|号|项|平方米|余万平方米|%"
WHOLE = re.compile(
    rf"第?[0-9]+(?:[.:][0-9]+)*(?:[%]?[—～][0-9]+(?:[.:][0-9]+)*)?(?:{UNIT})?|〔[0-9]+〕[0-9]+号|[A-Za-z0-9./-]+|"
    + "|".join(NAMES)
)


@pytest.fixture(scope="module")
def pdf(bundled_fonts):
    return render_minutes(bare("\n".join(PARAGRAPHS), names=NAMES), bundled_fonts)


@pytest.fixture(scope="module")
def paragraphs(pdf):
    """The lines of each paragraph as they were printed."""
    found = [line for page in reading.body_lines(pdf) for line in page]
    found = [line for line in found if line.chars[0].size == 16][1:]
    result = []
    at = 0
    for paragraph in PARAGRAPHS:
        wanted = len(paragraph.replace(" ", ""))
        taken = []
        while wanted > 0:
            taken.append(found[at])
            wanted -= len(found[at].text)
            at += 1
        assert wanted == 0
        assert "".join(line.text for line in taken) == paragraph.replace(" ", "")
        result.append(taken)
    assert at == len(found)
    return result


def test_there_are_200_pages(pdf):
    assert reading.page_count(pdf) >= 200


def test_no_fault(paragraphs):
    faults = []
    for text, set_lines in zip(PARAGRAPHS, paragraphs, strict=True):
        places = [index for index, char in enumerate(text) if char != " "]
        ends = list(itertools.accumulate(len(line.text) for line in set_lines))[:-1]
        breaks = [places[end] for end in ends]
        for at in breaks:
            before, after = text[:at].rstrip()[-1], text[at]
            dashes = text[at : at + 2] == "——" and before != "—"
            dots = text[at : at + 2] == "……" and before != "…"
            if after in NOT_FIRST and not dashes and not dots:
                faults.append(("first", text[at - 4 : at + 4]))
            if before in NOT_LAST:
                faults.append(("last", text[at - 4 : at + 4]))
        for match in WHOLE.finditer(text):
            faults += [("parted", match[0]) for at in breaks if match.start() < at < match.end()]
    assert not faults


def test_full_lines_are_flush(paragraphs):
    for set_lines in paragraphs:
        for number, line in enumerate(set_lines):
            indent = 0 if number else 2 * CELL
            first, last = line.chars[0], line.chars[-1]
            white = 0.65 if first.text in NOT_LAST else 0.2
            assert LEFT + indent - 0.05 <= first.left <= LEFT + indent + white * CELL + 0.3
            assert last.right <= RIGHT + 0.05
            if number < len(set_lines) - 1:
                white = 0.9 if last.text in NOT_FIRST else 0.25
                assert last.right >= RIGHT - white * CELL - 0.1


def test_nothing_overlaps(paragraphs):
    for set_lines in paragraphs:
        for line in set_lines:
            for before, after in itertools.pairwise(line.chars):
                # The dashes of —— are meant to touch.
                if before.text + after.text != "——":
                    assert after.left > before.right - 0.35, line.text


def test_plain_lines_are_on_the_cells(paragraphs):
    plain = re.compile(r"[\u4e00-\u9fff，、；]{27}[\u4e00-\u9fff]")
    seen = 0
    for set_lines in paragraphs:
        for line in set_lines[1:-1]:
            if plain.fullmatch(line.text):
                seen += 1
                for number, char in enumerate(line.chars):
                    assert LEFT + number * CELL - 0.05 <= char.left
                    assert char.right <= LEFT + (number + 1) * CELL + 0.05
    assert seen > 20


def test_pages_are_filled(pdf):
    counts = [len(page) for page in reading.body_lines(pdf)]
    assert set(counts[1:-2]) == {22}


def test_both_readers_give_back_every_character(pdf, poppler):
    expected = "".join(PARAGRAPHS).replace(" ", "")
    mark = "淄川区人民政府常务会议纪要〔2022〕5号"
    assert reading.text_of(pdf) == mark + expected
    text = poppler("pdftotext", pdf, "-raw", "-enc", "UTF-8").decode()
    pages = [page.strip().split("\n") for page in text.split("\f")[:-1]]
    numberless = "".join(line for page in pages for line in page if not re.fullmatch(r"— [0-9]+ —", line.strip()))
    assert re.sub(r"\s", "", numberless) == mark + expected
