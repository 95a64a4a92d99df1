"""How many must be present: 超过 is floor + 1, 以上 the ceiling (rulebooks.md)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from secretariat.domain.quorum import Threshold

HALF, TWO_THIRDS, ALL = Fraction(1, 2), Fraction(2, 3), Fraction(1)
TABLE = [
    # share, 超过, due, needed
    (HALF, True, 0, 1),
    (HALF, True, 1, 1),
    (HALF, True, 2, 2),
    (HALF, True, 9, 5),
    (HALF, True, 10, 6),  # 5 of 10 is not more than half
    (HALF, True, 11, 6),
    (TWO_THIRDS, True, 6, 5),
    (TWO_THIRDS, True, 9, 7),  # 6 of 9 is not more than two thirds
    (TWO_THIRDS, True, 10, 7),
    (TWO_THIRDS, True, 11, 8),
    (HALF, False, 0, 0),
    (HALF, False, 9, 5),
    (HALF, False, 10, 5),  # 半数以上: half suffices
    (TWO_THIRDS, False, 9, 6),
    (TWO_THIRDS, False, 10, 7),
    (ALL, False, 7, 7),
]


@pytest.mark.parametrize(("share", "strict", "due", "needed"), TABLE)
def test_needed(share, strict, due, needed):
    assert Threshold(share=share, strict=strict).needed(due) == needed


def test_thirds_are_counted_exactly():
    """No binary fraction comes between: 2/3 of a multiple of 3 is a whole number."""
    for due in range(3, 3000, 3):
        assert Threshold(share=TWO_THIRDS, strict=False).needed(due) == due * 2 // 3
        assert Threshold(share=TWO_THIRDS, strict=True).needed(due) == due * 2 // 3 + 1
