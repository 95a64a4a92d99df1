"""Whom the rule puts on the list, as it is shown before: what is ticked, and what is left to the office."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel

from secretariat.domain.states import Part
from secretariat.services.attendance_lists import proposed_places, with_places
from tests.rules import due_tables as hand
from tests.rules.due_by_hand import REFERENCE, meeting_of
from ui.meetings.list_proposal import ProposalStrip


@pytest.fixture
def show(window):
    """Shows what is proposed for a meeting of that government and kind."""

    def made(code, kind):
        dossier = meeting_of(code, kind, topics=hand.TOPICS)
        places = proposed_places(dossier, REFERENCE, today=hand.DAY)
        strip = ProposalStrip(dossier, places, REFERENCE.rulebook(code))
        window.setCentralWidget(strip)
        return dossier, strip

    return made


def groups(strip):
    return {check.text(): check.isChecked() for check in strip.findChildren(QCheckBox)}


def words(strip):
    return [one.text() for one in strip.findChildren(QLabel)]


def test_deputies_outside_the_party_group_are_offered_with_the_article(show):
    # 四十三: 召开党组会议可以请不是党组成员的区政府领导班子成员列席.
    dossier, strip = show("zhoucun-2017", "party_group")
    assert groups(strip)["副区长　1 人"] is False
    assert any(text.startswith("根据需要列席（四十三）：不在党组的政府班子成员") for text in words(strip))
    before = strip.count
    strip.findChildren(QCheckBox)[-1].setChecked(True)
    assert strip.count == before + 1
    listed = with_places(dossier, strip.chosen).attendance
    assert (listed[-1].person, listed[-1].as_, listed[-1].topics) == ("deputy_non_party", Part.ATTENDEE, ())


def test_heads_of_towns_are_offered_in_a_body_for_a_plenary_and_come_for_all_of_it(show):
    # 四十八: 根据需要可安排区有关单位以及各镇（街道、开发区）主要负责人列席会议; 城东街道 sponsors topic 2.
    dossier, strip = show("zichuan-2022", "plenary")
    (towns,) = (check for check in strip.findChildren(QCheckBox) if check.text().startswith("镇（街道"))
    assert (towns.text(), towns.isChecked()) == ("镇（街道、开发区）主要负责人　2 人", False)
    by_topic = {row.person: row.topics for row in with_places(dossier, strip.chosen).attendance}
    assert by_topic["east"] == (2,)
    towns.setChecked(True)
    listed = {row.person: row.topics for row in with_places(dossier, strip.chosen).attendance}
    assert (listed["east"], listed["west"]) == ((), ())
