"""What comes first does not hide what comes after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.states import Post, Presence, TopicType
from secretariat.rules.schema.meeting import TopicPresence
from tests.rules.invented import ARTICLE, BOOK, LATER, book, dossier, judged, topic


def test_a_topic_that_binds_nobody_hides_none():
    presence = TopicPresence(article=ARTICLE, posts=(Post.DEPUTY,), in_charge=True, types=(TopicType.CONTRACT,))
    rules = book(kinds={"executive": replace(BOOK.kinds["executive"], presence=(presence,))})
    given = dossier(topic(no=1, type=TopicType.REPORT), topic(no=2, type=TopicType.CONTRACT))
    away = tuple(replace(row, status=Presence.LEAVE) if row.person == "zhou" else row for row in given.attendance)
    found = [each for each in judged(rules, replace(given, attendance=away)).findings if each.code.startswith("topic.")]
    assert [(each.code, each.subject) for each in found] == [("topic.leader_absent", 2)]


def test_a_judgement_of_a_kind_that_is_not_provided_says_by_which_rulebook():
    judgement = judged(BOOK, dossier(kind="party_group"))
    assert (judgement.rulebook, judgement.kind, judgement.as_of) == (BOOK.code, "party_group", LATER)
    assert [each.code for each in judgement.findings] == ["kind.not_provided"]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((), ""),
        ((2025,), "2025年放假安排未录入，期限按周一至周五推算"),
        ((2025, 2026), "2025年、2026年放假安排未录入，期限按周一至周五推算"),
    ],
)
def test_every_year_that_is_only_reckoned_is_named(years, said):
    assert replace(judged(BOOK, dossier()), missing_years=years).caveat == said
