"""Somebody on one line, as it is typed or pasted."""

from __future__ import annotations

import pytest

from secretariat.domain.person_line import read_line


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("王守正 市金融监管局 局长", ("王守正", "市金融监管局", "局长")),
        ("王守正，市金融监管局，党组书记、局长", ("王守正", "市金融监管局", "党组书记局长")),
        ("王　伟　总经理", ("王伟", "", "总经理")),
        ("王伟\t鲁中水务集团", ("王伟", "鲁中水务集团", "")),
        ("李　靖", ("李靖", "", "")),
        ("阿不都热依木·艾山 民族宗教事务局 局长", ("阿不都热依木·艾山", "民族宗教事务局", "局长")),
        ("𫖯文  区人大", ("𫖯文", "区人大", "")),
        ("John Smith", ("John Smith", "", "")),
        ("  ", ("", "", "")),
    ],
)
def test_a_line_is_taken_apart(typed, told):
    assert read_line(typed) == told
