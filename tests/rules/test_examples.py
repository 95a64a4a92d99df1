"""The ten example dossiers, judged: what their expectations say of the codes that these tests answer for."""

from __future__ import annotations

import json
from datetime import date

import pytest

from secretariat.rules.engine import judge
from secretariat.rules.finding import Severity
from secretariat.services.calendars import open_calendar
from secretariat.services.exchange import read_dossier
from tests.rules.build import CODES, ROOT, rulebook

DATA = ROOT / "tests" / "data"
EXPECTED = json.loads((DATA / "expected.json").read_text(encoding="utf-8"))


def judgement_of(name):
    dossier = read_dossier(DATA / "dossiers" / f"{name}.json")
    as_of = date.fromisoformat(EXPECTED[name]["as_of"])
    return judge(rulebook(dossier.rulebook or ""), dossier, as_of=as_of, calendar=open_calendar())


def test_there_is_an_expectation_for_each_example():
    assert {path.stem for path in (DATA / "dossiers").glob("*.json")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_violations(name):
    found = [each.code for each in judgement_of(name).findings if each.severity is Severity.VIOLATION]
    assert sorted(code for code in found if code in CODES) == sorted(
        code for code in EXPECTED[name]["violations"] if code in CODES
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_a_clean_example_is_not_warned_of_either(name):
    told = {each.code for each in judgement_of(name).findings if each.severity is not Severity.INFO} & CODES
    assert told == set(EXPECTED[name]["violations"]) & CODES


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if "quorum" in expected])
def test_quorum(name):
    quorum = judgement_of(name).quorum
    assert {
        "due": quorum.due,
        "present": quorum.present,
        "needed": quorum.needed,
        "met": quorum.met,
    } == EXPECTED[name]["quorum"]


@pytest.mark.parametrize("name", [name for name, expected in EXPECTED.items() if "signer" in expected])
def test_signer(name):
    assert judgement_of(name).minutes_signer.person == EXPECTED[name]["signer"]
