"""docs/coverage.md says what the tables say."""

from __future__ import annotations

from tests.rules import coverage
from tests.rules.texts import TEXTS
from tests.rules.twin import ASKS


def test_the_file_is_what_the_tables_make():
    assert coverage.PATH.read_text(encoding="utf-8") == coverage.text(), "run: python -m tests.rules.coverage"


def test_every_code_and_kind_has_its_words():
    assert set(coverage.CODE_WORDS) == set(ASKS)
    assert {code.split(".")[0] for code in ASKS} == set(coverage.FAMILIES)
    assert {kind for _, kind in TEXTS} == set(coverage.KIND_WORDS)
