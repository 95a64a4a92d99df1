"""Limits at their ends: none of the staff, all of the members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.rules.faults import faults
from secretariat.rules.schema.meeting import QuorumRule
from secretariat.rules.schema.topics import AgendaRules, StaffRule
from tests.rules.invented import ARTICLE, BOOK, book, dossier, judged, topic

NO_STAFF = book(agenda=AgendaRules(staff=StaffRule(article="第四条", kinds=("executive",), at_most=0)))


def told(given):
    return [each.code for each in judged(NO_STAFF, given).findings if each.code.startswith("agenda.")]


def test_no_staff_may_come():
    assert not told(dossier())
    assert not told(topic(staff=0))
    assert told(topic(staff=1)) == ["agenda.staff"]
    assert not told(topic(staff=1, staff_consent=True))


@pytest.mark.parametrize(
    ("share", "comparison", "fault"),
    [("1/1", "at_least", False), ("1/1", "more_than", True), ("3/2", "at_least", True), ("2/3", "more_than", False)],
)
def test_a_share_of_all_and_no_more(share, comparison, fault):
    quorum = QuorumRule(article=ARTICLE, share=share, comparison=comparison)
    rules = book(kinds={"executive": replace(BOOK.kinds["executive"], quorum=quorum)})
    told = [said for place, said in faults(rules) if place == "kinds.executive.quorum.share"]
    assert told == ([f"比例超过全体：“{share}”"] if fault else [])
