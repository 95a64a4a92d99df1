"""A rulebook under edit: what is not saved is kept, and it is tried on meetings that something else judges."""

from __future__ import annotations

import dataclasses

import pytest

from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.reference import Reference
from secretariat.services.rejudging import Rejudging
from secretariat.services.rulebook_edits import forget_edit, keep_edit, kept_edit
from secretariat.services.rulebooks import Copy, copy_rulebook, delete_rulebook, open_rulebook
from tests.conftest import ROOT
from tests.services.own_rules import ACTOR, day, last_entry

CODE = "own-2022"
SHARE = ("kinds", "executive", "quorum", "share")


@pytest.fixture
def own(database):
    """A rulebook of the office's own, of a government whose meetings are not here."""
    copy_rulebook(
        database,
        ACTOR,
        Copy(
            of="zichuan-2022",
            code=CODE,
            title="云溪区人民政府工作规则",
            government="云溪区人民政府",
            in_force=day("2022-01-01"),
        ),
    )
    return open_rulebook(database, CODE)


def test_what_is_not_saved_is_kept_outside_the_trail(database, own):
    before = last_entry(database)
    assert kept_edit(database, CODE) is None
    for text in ("甲", "乙"):
        keep_edit(database, ACTOR, CODE, text, version=own.version)
    kept = kept_edit(database, CODE)
    assert (kept.text, kept.version) == ("乙", own.version)
    assert open_rulebook(database, CODE) == own
    forget_edit(database, ACTOR, CODE)
    assert kept_edit(database, CODE) is None
    assert last_entry(database) == before


def test_of_a_rulebook_that_is_gone_nothing_is_kept(database, own):
    delete_rulebook(database, ACTOR, CODE, version=own.version)
    keep_edit(database, ACTOR, CODE, "甲", version=own.version)
    assert kept_edit(database, CODE) is None
    forget_edit(database, ACTOR, CODE)


def test_a_copy_that_judges_nothing_is_tried_on_the_meetings_chosen(database, own):
    """4 of 9 are there: no more than a half, but more than a third."""
    dossier = read_dossier(ROOT / "tests" / "data" / "dossiers" / "zichuan-executive-no-quorum.json")
    key = import_dossier(database, ACTOR, dossier)
    other = dataclasses.replace(dossier.meeting, number=99)
    import_dossier(database, ACTOR, dataclasses.replace(dossier, meeting=other))
    reference, today = Reference(database), day("2022-05-31")
    draft = own.draft().set(SHARE, "1/3")
    assert Rejudging(database, reference, CODE, today=today).effect(draft.rulebook).meetings == 0
    tried = Rejudging(database, reference, CODE, today=today, tried_on=(key,))
    assert tried.effect(own.draft().rulebook).changed == ()
    effect = tried.effect(draft.rulebook)
    assert effect.meetings == 1
    (meeting,) = effect.changed
    assert (meeting.id, meeting.before, meeting.after) == (key, CODE, CODE)
    assert [finding.code for finding in meeting.dropped] == ["quorum.not_met"]
    assert meeting.added == ()
