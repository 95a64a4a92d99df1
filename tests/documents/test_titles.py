"""Titles are broken by sense, into a trapezium or a rhombus."""

from __future__ import annotations

import pytest

from secretariat.documents.gbt9704 import TITLE
from secretariat.documents.titles import shape_title


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("淄川区人民政府常务会议纪要", ["淄川区人民政府常务会议纪要"]),
        (
            "关于审议数字政府建设规划和研究民生实事项目等工作的会议纪要",
            ["关于审议数字政府建设规划", "和研究民生实事项目等工作的会议纪要"],
        ),
    ],
)
def test_titles(case, title, lines):
    assert shape_title(case, title, TITLE, 18) == lines


TITLES = (
    "关于印发《淄川区人民政府工作规则》的通知会议纪要",
    "关于研究全区安全生产和防灾减灾救灾工作情况及下一步工作安排的会议纪要",
    "关于贯彻落实省委省政府关于进一步加强财会监督工作的意见和研究城市更新行动实施方案等事项的专题会议纪要",
    "关于2022年民生实事项目资金3600万元使用情况的会议纪要",
)


@pytest.mark.parametrize("title", TITLES)
def test_shape_and_sense(case, title):
    lines = shape_title(case, title, TITLE, 18)
    assert "".join(lines) == title
    widths = [case.width("小标宋", line, 1) for line in lines]
    assert max(widths) <= 18
    assert len(lines) <= 4
    # Neither a rectangle nor an hourglass.
    assert max(widths) - min(widths) >= 1
    assert not any(width < widths[0] and width < widths[-1] for width in widths[1:-1])
    for line in lines[1:]:
        assert line[0] not in "的》，、；等"
    for word in ("人民政府", "2022年", "3600万元", "会议", "工作", "关于", "方案"):
        assert title.count(word) == "\n".join(lines).count(word)


def test_an_endless_title_still_comes_out(case):
    title = "标" * 200
    lines = shape_title(case, title, TITLE, 18)
    assert "".join(lines) == title
    assert max(map(len, lines)) <= 18
