"""Undo: the inverse of an act as a new act, refused where anything has moved since."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.attendance import Attendance
from models.minutes import Minutes
from models.organisation import Government
from models.topics import Decision, Step, Topic
from secretariat.domain.permissions import Permission
from secretariat.domain.states import MinutesStage, Outcome, Presence, StepKind
from secretariat.services import audit, change_lines
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.dossiers import export_dossier, import_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.store import whole
from secretariat.services.undo import CannotUndoError, next_to_redo, next_to_undo, renumber, undo
from tests.databases import AUDITOR, OTHER_SEAT, SECRETARY

EXAMPLE = Path(__file__).parent.parent / "data" / "dossiers" / "zichuan-executive.json"


@pytest.fixture
def meeting(database):
    return import_dossier(database, SECRETARY, read_dossier(EXAMPLE))


def act(database, name="修改", **options):
    return database.transaction(actor=SECRETARY, permission=Permission.EDIT_MEETINGS, act=name, **options)


def edit(database, change, **options):
    """Do something in an act and give the entry's number."""
    with act(database, **options) as tx:
        change(tx.session)
    return tx.changes.entry


def topic(session, meeting, no=1):
    return session.scalar(sa.select(Topic).where(Topic.meeting_id == meeting, Topic.no == no))


def chain_holds(database):
    with database.reader() as session:
        return audit.verify_chain(session) is None


def change_fields(session, meeting):
    row = topic(session, meeting)
    row.title, row.flags, row.staff = "新题目", (), 3
    row.decision.outcome, row.decision.due = Outcome.DEFERRED, None
    line = session.scalar(sa.select(Attendance).where(Attendance.meeting_id == meeting).limit(1))
    line.status, line.arrived = Presence.LEAVE, None


def add_rows(session, meeting):
    row = topic(session, meeting)
    row.steps.append(Step(step=StepKind.DEPUTY_REPORT))
    session.add(Topic(meeting_id=meeting, position=9, no=9, title="临时议题", decision=Decision(text="同意")))


def delete_rows(session, meeting):
    session.delete(topic(session, meeting, 2))


def replace_rows(session, meeting):
    """The new decision takes the place of the old one, which only one can have."""
    row = topic(session, meeting)
    row.decision = None
    session.flush()
    row.decision = Decision(text="另议")


def swap_topics(session, meeting):
    first, second = topic(session, meeting, 1), topic(session, meeting, 2)
    renumber(session, [(first, "no", 2), (second, "no", 1)])


CHANGES = [change_fields, add_rows, delete_rows, replace_rows, swap_topics]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_an_act_an_undo_and_an_undo_of_the_undo(database, meeting, change):
    before = export_dossier(database, meeting)
    if change is delete_rows:
        edit(database, lambda session: _free(session, meeting))
        before = export_dossier(database, meeting)
    entry = edit(database, lambda session: change(session, meeting))
    after = export_dossier(database, meeting)
    assert after != before

    changes = undo(database, OTHER_SEAT, entry)
    assert export_dossier(database, meeting) == before
    assert changes.meetings == {meeting}
    with database.reader() as session:
        told = audit.entry_of(session, changes.entry)
    assert (told.act.act, told.act.undoes, told.act.actor) == ("撤销：修改", entry, "王会务")

    undo(database, SECRETARY, changes.entry)
    assert export_dossier(database, meeting) == after
    assert chain_holds(database)


def _free(session, meeting):
    """Take away what names the second topic."""
    row = whole(session, meeting)
    row.exceptions.clear()
    for line in row.attendance:
        line.topics.clear()
        line.recusals.clear()


def test_what_has_moved_since_is_not_undone(database, meeting):
    entry = edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    edit(database, lambda session: setattr(topic(session, meeting), "staff", 7))
    with pytest.raises(ChangedElsewhereError, match="又改过") as caught:
        undo(database, SECRETARY, entry)
    assert "最新内容" in caught.value.remedy
    assert export_dossier(database, meeting).topics[0].title == "一"


def test_what_was_changed_and_changed_back_has_moved_too(database, meeting):
    entry = edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    edit(database, lambda session: setattr(topic(session, meeting), "title", "二"))
    edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    with pytest.raises(ChangedElsewhereError):
        undo(database, SECRETARY, entry)


def test_a_row_that_has_got_more_since_is_not_taken_away(database, meeting):
    new = []

    def add(session):
        new.append(Topic(meeting_id=meeting, position=9, no=9, title="临时议题"))
        session.add(new[0])

    entry = edit(database, add)
    step = Step(meeting_id=meeting, topic_id=new[0].id, position=0, step=StepKind.DEPUTY_REVIEW)
    edit(database, lambda session: session.add(step))
    with pytest.raises(ChangedElsewhereError):
        undo(database, SECRETARY, entry)
    assert len(export_dossier(database, meeting).topics[-1].steps) == 1


def test_an_act_is_undone_once(database, meeting):
    entry = edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    undo(database, SECRETARY, entry)
    with pytest.raises(CannotUndoError, match="已经撤销过"):
        undo(database, SECRETARY, entry)


def test_an_import_is_not_undone(database, meeting):
    with pytest.raises(CannotUndoError, match="不能撤销"):
        undo(database, SECRETARY, 1)
    assert export_dossier(database, meeting)


def test_what_is_not_in_the_trail_is_not_undone(database):
    with pytest.raises(CannotUndoError, match="没有第 7 号"):
        undo(database, SECRETARY, 7)


def test_an_undo_needs_the_permission_of_the_act(database, meeting):
    entry = edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    with pytest.raises(NotPermittedError):
        undo(database, AUDITOR, entry)


def test_nothing_of_locked_minutes_is_undone(database, meeting):
    def minutes(session):
        return session.scalar(sa.select(Minutes).where(Minutes.meeting_id == meeting))

    of_minutes = edit(database, lambda session: setattr(minutes(session), "sent_to", ("区委办公室",)))
    approval = edit(database, lambda session: session.delete(minutes(session).approvals[0]))
    of_topic = edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    edit(database, lambda session: setattr(minutes(session), "stage", MinutesStage.ISSUED), undoable=False)
    for entry in (of_minutes, approval):
        with pytest.raises((CannotUndoError, ChangedElsewhereError)):
            undo(database, SECRETARY, entry)
    with pytest.raises(CannotUndoError, match="锁定"):
        undo(database, SECRETARY, approval)
    undo(database, SECRETARY, of_topic)


def replayed(session):
    """Every row as the trail alone tells it."""
    told = {}
    for entry in reversed(audit.entries(session, limit=1000)):
        for line in entry.lines:
            key = line.table, line.row
            if line.field is not None:
                assert told[key][line.field] == json.loads(line.before)
                told[key][line.field] = json.loads(line.after)
            elif line.before is None:
                assert key not in told
                told[key] = json.loads(line.after)
            else:
                assert told.pop(key) == json.loads(line.before)
    return told


def stored(session):
    """Every row as it is."""
    return {
        (table, row.id): json.loads(change_lines.whole(row))
        for table, kind in change_lines.row_kinds().items()
        if kind.__audited__
        for row in session.scalars(sa.select(kind))
    }


def test_the_trail_alone_tells_everything_there_is(database, meeting):
    for change in (change_fields, add_rows, _free, swap_topics, replace_rows):
        last = edit(database, lambda session, change=change: change(session, meeting))
    undo(database, SECRETARY, undo(database, SECRETARY, last).entry)
    import_dossier(database, SECRETARY, read_dossier(EXAMPLE), if_exists="keep-both")
    with database.reader() as session:
        assert replayed(session) == stored(session)
    import_dossier(database, SECRETARY, read_dossier(EXAMPLE), if_exists="replace")
    with database.reader() as session:
        assert replayed(session) == stored(session)
        assert len(stored(session)) > 150


def test_keys_and_values_of_a_government_come_back(database):
    with database.transaction(actor=SECRETARY, permission=Permission.EDIT_ORGANISATION, act="登记") as tx:
        tx.session.add(Government(name="淄川区人民政府", term=18))
    with database.transaction(actor=SECRETARY, permission=Permission.EDIT_ORGANISATION, act="删除") as tx:
        government = tx.session.scalars(sa.select(Government)).one()
        tx.session.delete(government)
    undo(database, SECRETARY, tx.changes.entry)
    with database.reader() as session:
        again = session.get(Government, government.id)
    assert (again.name, again.term, again.office) == ("淄川区人民政府", 18, None)
    assert again.version != government.version
    assert dataclasses.is_dataclass(audit.Entry)


def test_acts_are_undone_and_redone_one_after_the_other(database, meeting):
    before = export_dossier(database, meeting)
    states = [before]
    for change in (change_fields, add_rows, swap_topics, replace_rows):
        edit(database, lambda session, change=change: change(session, meeting))
        states.append(export_dossier(database, meeting))

    def ask(which, actor=SECRETARY):
        with database.reader() as session:
            return which(session, actor)

    assert ask(next_to_undo, OTHER_SEAT) is None
    assert ask(next_to_redo) is None
    for _ in range(2):
        for state in reversed(states[:-1]):
            undo(database, SECRETARY, ask(next_to_undo))
            assert export_dossier(database, meeting) == state
        assert ask(next_to_undo) is None  # the import, which can't be
        for state in states[1:]:
            undo(database, SECRETARY, ask(next_to_redo))
            assert export_dossier(database, meeting) == state
        assert ask(next_to_redo) is None
    undo(database, SECRETARY, ask(next_to_undo))
    edit(database, lambda session: setattr(topic(session, meeting), "title", "新"))
    assert ask(next_to_redo) is None
    with database.reader() as session:
        assert audit.verify_chain(session) is None
        assert replayed(session) == stored(session)


def test_what_another_seat_did_in_between_ends_it(database, meeting):
    first = edit(database, lambda session: setattr(topic(session, meeting), "title", "一"))
    second = edit(database, lambda session: setattr(topic(session, meeting), "title", "二"))
    undo(database, SECRETARY, second)
    edit(database, lambda session: setattr(topic(session, meeting), "staff", 7))
    with pytest.raises(ChangedElsewhereError):
        undo(database, SECRETARY, first)
