"""What a change of a rulebook would do to the meetings that it judges; and many meetings read at once."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

from models.meetings import Meeting
from secretariat.domain.states import MeetingStatus
from secretariat.services import meetings
from secretariat.services.bulk_loading import load_dossiers
from secretariat.services.dossiers import import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.reference import Reference
from secretariat.services.rejudging import Rejudging, effect
from secretariat.services.rulebook_drafts import draft_of
from secretariat.services.rulebooks import export_rulebook
from secretariat.services.store import load_dossier, store_meeting
from secretariat.services.transaction import ActSession
from tests.conftest import ROOT
from tests.made_up import DOSSIERS
from tests.services.own_rules import ACTOR, day, imported, meeting

EXAMPLES = ROOT / "tests" / "data" / "dossiers"
TODAY = day("2022-05-31")
QUORUM = ("kinds", "executive", "quorum")


def example(database, name="zichuan-executive", **values):
    dossier = read_dossier(EXAMPLES / f"{name}.json")
    changed = dataclasses.replace(dossier.meeting, **values)
    return import_dossier(database, ACTOR, dataclasses.replace(dossier, meeting=changed))


def draft(code="zichuan-2022"):
    return draft_of(export_rulebook(None, code).decode())


# --- many at once


def test_the_examples_come_as_one_by_one(database):
    keys = [
        example(database, path.stem, number=number) for number, path in enumerate(sorted(EXAMPLES.glob("*.json")), 1)
    ]
    with database.reader() as session:
        found = dict(load_dossiers(session, [*keys, keys[-1] + 1]))
        assert found == {key: load_dossier(session, key) for key in keys}


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DOSSIERS)
def test_any_dossier_comes_as_one_by_one(file_database, dossier):
    with ActSession(file_database._writing) as session:
        store_meeting(session, dossier, kept_copy=True)
        key = store_meeting(session, dossier, kept_copy=True).id
        session.expunge_all()
        assert dict(load_dossiers(session, [key])) == {key: load_dossier(session, key)}
        session.rollback()


def test_the_queries_do_not_grow_with_the_meetings(file_database):
    def queries(keys):
        told = []
        with file_database.reader() as session:
            engine = session.get_bind()

            def tell(*told_of):
                told.append(told_of[2])

            sa.event.listen(engine, "before_cursor_execute", tell)
            list(load_dossiers(session, keys))
            sa.event.remove(engine, "before_cursor_execute", tell)
        return len(told)

    keys = [example(file_database, number=number) for number in (1, 2, 3)]
    assert queries(keys) == queries(keys[:1]) <= len(sa.inspect(Meeting).registry.mappers)


# --- the effect


def test_a_change_that_changes_no_finding_says_so(database):
    example(database)
    found = effect(database, Reference(database), draft().rulebook, today=TODAY)
    assert (found.meetings, found.changed, found.added, found.dropped) == (1, (), 0, 0)
    assert found.text == "共 1 次会议以它为依据：检查结果不变"


def test_findings_that_come_and_go_are_told_meeting_by_meeting(database):
    """Were a deputy to convene, the head who chaired both would not be entitled."""
    first = example(database, number=1, date=day("2022-04-28"))
    second = example(database, number=2, date=day("2022-04-29"))
    reference = Reference(database)
    rejudging = Rejudging(database, reference, "zichuan-2022", today=TODAY)
    assert rejudging.prepare() == 2
    stricter = draft().set(("kinds", "executive", "chair", "conveners"), ["deputy"])
    found = rejudging.effect(stricter.rulebook)
    assert [one.id for one in found.changed] == [second, first]
    assert {finding.code for one in found.changed for finding in one.added} == {"chair.not_entitled"}
    assert (found.added, found.dropped) == (2, 0)
    assert found.text == "共 2 次会议以它为依据：问题将增加 2 项，减少 0 项"
    assert "第2次" in found.changed[0].name
    assert found.changed[0].before == found.changed[0].after == "zichuan-2022"
    # Each draft is compared with what is in force, not with the draft before it.
    assert rejudging.effect(draft().rulebook).changed == ()


def test_a_finding_that_goes_is_told(file_database):
    example(file_database, "zichuan-executive-no-quorum")
    reference = Reference(file_database)
    before = effect(file_database, reference, draft().rulebook, today=TODAY)
    assert before.changed == ()
    found = effect(file_database, reference, draft().remove(QUORUM).rulebook, today=TODAY)
    assert "quorum.not_met" in {finding.code for finding in found.changed[0].dropped}
    # That the rule is silent on it now is told, as no fault.
    assert {finding.code for finding in found.changed[0].added} <= {"rule.silent"}


def test_the_same_fault_in_other_words_is_neither_added_nor_dropped(file_database):
    example(file_database, "zichuan-executive-no-quorum")
    found = effect(
        file_database,
        Reference(file_database),
        draft().set((*QUORUM, "article"), "九十九").rulebook,
        today=TODAY,
    )
    assert (found.added, found.dropped) == (0, 0)
    assert {finding.article for one in found.changed for finding in one.reworded} == {"九十九"}


def test_meetings_of_other_rulebooks_are_left_alone(file_database):
    example(file_database, "zichuan-executive")
    example(file_database, "zibo-plenary")
    assert effect(file_database, Reference(file_database), draft("zibo-2018").rulebook, today=TODAY).meetings == 1


def test_a_planned_meeting_that_would_get_another_rulebook_is_told(file_database, tmp_path):
    imported(file_database, tmp_path, "dongyuan-2025", day("2025-03-01"))
    imported(file_database, tmp_path, "dongyuan-2026", day("2026-06-01"))
    key = meeting(file_database, day("2026-05-06"), status=MeetingStatus.PLANNED)
    earlier = draft_of(export_rulebook(file_database, "dongyuan-2026").decode()).set(("in_force",), day("2026-05-01"))
    reference = Reference(file_database)
    found = effect(file_database, reference, earlier.rulebook, today=day("2026-04-01"))
    assert [(one.id, one.before, one.after) for one in found.changed] == [(key, "dongyuan-2025", "dongyuan-2026")]


def test_it_tells_how_far_it_is_and_can_be_cancelled(file_database):
    example(file_database)
    told = []
    effect(
        file_database, Reference(file_database), draft().rulebook, today=TODAY, report=lambda *step: told.append(step)
    )
    assert [(done, total) for _, done, total in told] == [(0, 1), (0, 1)]

    class CancelledError(Exception):
        pass

    def cancel(*_):
        raise CancelledError

    with pytest.raises(CancelledError):
        effect(file_database, Reference(file_database), draft().rulebook, today=TODAY, report=cancel)


def test_what_it_finds_is_what_the_meetings_page_finds(file_database):
    """Judged by the draft once it is saved, a meeting has exactly the findings that were foretold."""
    key = example(file_database)
    reference = Reference(file_database)
    stricter = draft().set(("kinds", "executive", "chair", "conveners"), ["deputy"])
    before = meetings.open_meeting(file_database, reference, key, today=TODAY).judgement.findings
    [one] = effect(file_database, reference, stricter.rulebook, today=TODAY).changed
    assert not set(one.added) & set(before)
    assert set(one.dropped) <= set(before)
