"""How many of each kind were held this year, and what the rules ask: 淄川 第四十八、四十九、五十二条."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.reference import Reference
from secretariat.services.year_frequency import year_by_kind
from tests.databases import SECRETARY

ROOT = Path(__file__).parent.parent.parent
# 2023 begins on a Sunday: two weeks end on 15 and 29 January, 12 and 26 February, 12 and 26 March.
TODAY = dt.date(2023, 4, 1)


@pytest.fixture
def dossier():
    return read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json")


def take(database, dossier, *days, **changes):
    for number, day in enumerate(days, 1):
        meeting = dataclasses.replace(dossier.meeting, date=day, number=number, **changes)
        import_dossier(database, SECRETARY, dataclasses.replace(dossier, meeting=meeting, minutes=None))


def told(database, today=TODAY):
    return {one.kind: one for one in year_by_kind(database, Reference(database), today)}


def test_each_kind_is_held_against_its_rule(database, dossier):
    take(database, dossier, dt.date(2023, 1, 4), dt.date(2023, 3, 27), dt.date(2023, 4, 20), dt.date(2022, 12, 30))
    kinds = told(database)
    executive = kinds["executive"]
    assert (executive.name, executive.held, executive.coming, executive.due) == ("常务会议", 2, 1, 6)
    assert executive.rule == "一般每两周1次，急需时随时召开"
    assert (executive.article, executive.rulebook) == ("四十九", "zichuan-2022")
    low = executive.findings[0]
    assert low.code == "frequency.low"
    assert "共6个时段，有5个不足1次" in low.message
    # Once or twice a year: one is due, and nothing is wrong before the year is over.
    assert (kinds["plenary"].held, kinds["plenary"].due, kinds["plenary"].findings) == (0, 1, ())
    # Once a month: three months are over.
    assert (kinds["party_group"].held, kinds["party_group"].due) == (0, 3)
    # 不定期 is no number; what was not held is not told then.
    assert list(kinds) == ["plenary", "executive", "party_group"]


def test_a_period_is_judged_once_it_is_over(file_database, dossier):
    take(file_database, dossier, dt.date(2023, 4, 1))
    monthly = told(file_database, dt.date(2023, 1, 31))["party_group"]
    assert (monthly.due, monthly.findings) == (1, ())
    assert told(file_database, dt.date(2023, 2, 1))["party_group"].findings


def test_a_kept_copy_was_not_held_twice(file_database, dossier):
    take(file_database, dossier, dt.date(2023, 1, 4))
    meeting = dataclasses.replace(dossier.meeting, date=dt.date(2023, 1, 4), number=1)
    import_dossier(
        file_database, SECRETARY, dataclasses.replace(dossier, meeting=meeting, minutes=None), if_exists="keep-both"
    )
    assert told(file_database)["executive"].held == 1


def test_where_no_rulebook_is_known_they_are_counted(file_database, dossier):
    government = dataclasses.replace(dossier.government, name="无名县人民政府")
    take(file_database, dataclasses.replace(dossier, government=government, rulebook=None), dt.date(2023, 1, 4))
    one = told(file_database)["executive"]
    assert (one.held, one.name, one.rule, one.due, one.findings) == (1, None, None, None, ())


def test_a_made_up_government_goes_by_the_rulebook_that_its_meetings_state(file_database, dossier):
    government = dataclasses.replace(dossier.government, name="云溪区人民政府")
    made_up = dataclasses.replace(dossier, government=government, rulebook="gangcheng-2022")
    take(file_database, made_up, dt.date(2023, 1, 4))
    one = told(file_database)["head_office"]
    assert (one.rule, one.article, one.due) == ("原则上每周1次", "第四十一条", 12)  # Mondays from 2 January to 20 March


def test_without_meetings_nothing_is_told(file_database):
    assert not told(file_database)
