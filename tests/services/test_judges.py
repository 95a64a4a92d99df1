"""A meeting that was held remembers which rulebook judged it, and in which version."""

from __future__ import annotations

import dataclasses

from secretariat.domain.states import MeetingStatus
from secretariat.services import meetings
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.judges import OnRecord, judge_on_record
from secretariat.services.reference import Reference
from secretariat.services.rulebooks import open_rulebook, save_rulebook
from secretariat.services.undo import undo
from tests.conftest import ROOT
from tests.services.own_rules import ACTOR, day, imported, last_entry, meeting, on

BEGUN = day("2025-03-01")


def test_what_is_imported_as_held_is_judged_and_says_by_which(database):
    dossier = read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive.json")
    key = import_dossier(database, ACTOR, dossier)
    assert judge_on_record(database, key) == OnRecord(code="zichuan-2022", in_force=day("2022-04-03"), changed=False)
    assert export_dossier(database, key) == dossier


def test_a_planned_meeting_has_no_judge_until_it_is_held(database, tmp_path):
    imported(database, tmp_path, "dongyuan-2025", BEGUN)
    key = meeting(database, day("2025-06-02"), status=MeetingStatus.PLANNED)
    assert judge_on_record(database, key) is None
    meetings.set_status(database, ACTOR, key, MeetingStatus.HELD)
    held = OnRecord(code="dongyuan-2025", in_force=BEGUN, changed=False)
    assert judge_on_record(database, key) == held
    undo(database, ACTOR, last_entry(database).no)
    assert judge_on_record(database, key) is None


def test_it_is_seen_that_the_rulebook_was_edited_since(file_database, tmp_path):
    kept = imported(file_database, tmp_path, "dongyuan-2025", BEGUN)
    key = meeting(file_database, day("2025-06-02"))
    draft = open_rulebook(file_database, kept.code).draft().set(("title",), "改过的规则")
    save_rulebook(file_database, ACTOR, kept.code, draft, version=kept.version)
    assert judge_on_record(file_database, key).changed
    meetings.edit_meeting(file_database, ACTOR, key, place="会议室")
    assert not judge_on_record(file_database, key).changed


def test_a_corrected_day_or_choice_changes_the_judge(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", BEGUN)
    imported(file_database, tmp_path, "dongyuan-2026", day("2026-01-01"))
    key = meeting(file_database, day("2025-06-02"))
    meetings.edit_meeting(file_database, ACTOR, key, date=day("2026-06-02"))
    assert judge_on_record(file_database, key).code == "dongyuan-2026"
    meetings.act_on(
        file_database, ACTOR, key, "选择", lambda dossier: dataclasses.replace(dossier, rulebook="dongyuan-2025")
    )
    assert judge_on_record(file_database, key).code == "dongyuan-2025"
    meetings.act_on(file_database, ACTOR, key, "改期", lambda dossier: on(dossier, day("2020-01-01")))
    assert judge_on_record(file_database, key) is None


def test_what_nothing_judges_has_no_judge(file_database):
    key = meeting(file_database, day("2025-06-02"), government="无名县人民政府")
    assert judge_on_record(file_database, key) is None
    assert judge_on_record(file_database, key + 1) is None


# --- the reference itself


def test_the_reference_hears_of_what_has_changed(file_database, tmp_path):
    reference = Reference(file_database)
    assert "dongyuan-2025" not in reference.rulebooks
    assert "dongyuan-2025" not in reference.terms
    imported(file_database, tmp_path, "dongyuan-2025", BEGUN)
    assert reference.rulebooks["dongyuan-2025"].in_force == BEGUN
    assert reference.rulebook("dongyuan-2025") is reference.rulebook("dongyuan-2025")


def test_an_own_one_goes_before_a_bundled_one_that_comes_with_a_later_program(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", BEGUN)
    with file_database._writing.connect() as connection:
        connection.exec_driver_sql(
            "UPDATE own_rulebook SET code = 'zibo-2018', text = replace(text, 'dongyuan-2025', 'zibo-2018')"
        )
        connection.commit()
    assert Reference(file_database).rulebook("zibo-2018").government == "东原市人民政府"
    assert Reference().rulebook("zibo-2018").government == "淄博市人民政府"
