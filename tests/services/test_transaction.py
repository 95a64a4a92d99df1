"""One act: permission, change lines, one audit entry, what is told to others; and nothing at all when it fails."""

from __future__ import annotations

import dataclasses
import json
import threading

import pytest
import sqlalchemy as sa

from models.audit import AuditEntry, AuditLine
from models.drafts import Draft
from models.organisation import Government, Person
from secretariat.domain.permissions import GRANTS, OFFICERS, Permission, Role
from secretariat.services import audit
from secretariat.services.database_faults import ChangedElsewhereError, NotPermittedError
from secretariat.services.drafts import drop_draft, keep_draft, kept_draft
from secretariat.services.transaction import Changes, UntoldWriteError
from tests.databases import AUDITOR, OTHER_SEAT, SECRETARY, new_database


def act(database, actor=SECRETARY, permission=Permission.EDIT_ORGANISATION, name="登记政府", **options):
    return database.transaction(actor=actor, permission=permission, act=name, **options)


def add_government(database, name="淄川区人民政府", **values):
    with act(database) as tx:
        government = Government(name=name, **values)
        tx.session.add(government)
    return government.id


def trail(database):
    with database.reader() as session:
        return audit.entries(session)


def lines_of(entry):
    return [(line.table, line.field, line.before, line.after) for line in entry.lines]


def test_an_act_leaves_one_entry_with_whole_rows_for_what_came(database):
    key = add_government(database, term=18)
    (entry,) = trail(database)
    assert dataclasses.asdict(entry.act) == {
        "at": entry.act.at,
        "actor": "李会务",
        "role": "secretary",
        "seat": "一号席",
        "permission": "edit_organisation",
        "act": "登记政府",
        "undoable": True,
        "undoes": None,
    }
    assert entry.act.at.startswith("2026-11-20T01:00:")
    assert entry.act.at.endswith("+00:00")
    assert lines_of(entry) == [("government", None, None, '{"name":"淄川区人民政府","office":null,"term":18}')]
    assert entry.lines[0].row == key
    assert entry.lines[0].version is not None


def test_a_field_that_changes_leaves_a_line_with_before_and_after(database):
    key = add_government(database, term=17)
    with act(database, name="改届次") as tx:
        government = tx.session.get(Government, key)
        government.term = 18
        tx.session.flush()
        government.term = 19
        government.office = "区政府办公室"
        tx.session.flush()
        government.office = None
    assert lines_of(trail(database)[0]) == [("government", "term", "17", "19")]
    assert trail(database)[0].lines[0].version == government.version


def test_what_goes_leaves_the_whole_row_as_it_was(database):
    key = add_government(database, term=17)
    with act(database, name="删除") as tx:
        government = tx.session.get(Government, key)
        government.term = 18
        tx.session.flush()
        tx.session.delete(government)
    (line,) = lines_of(trail(database)[0])
    assert line == ("government", None, '{"name":"淄川区人民政府","office":null,"term":17}', None)


def test_what_comes_and_goes_in_one_act_leaves_nothing(database):
    with act(database) as tx:
        government = Government(name="甲")
        tx.session.add(government)
        tx.session.flush()
        tx.session.delete(government)
    assert trail(database) == ()
    assert tx.changes.entry is None


def test_nothing_written_leaves_no_entry_and_tells_nobody(database):
    key = add_government(database, term=17)
    told = []
    database.subscribe(told.append)
    with act(database) as tx:
        tx.session.get(Government, key).term = 17
    with act(database) as tx:
        tx.session.get(Government, key).term = 18
        tx.session.get(Government, key).term = 17
    assert len(trail(database)) == 1
    assert told == []


def test_others_are_told_what_has_changed_once_it_is_saved(database):
    told = []

    def hear(changes):
        with database.reader() as session:
            told.append((changes, session.scalar(sa.select(sa.func.count()).select_from(Government))))

    end = database.subscribe(hear)
    key = add_government(database)
    assert told == [(Changes(1, frozenset({("government", key)}), frozenset()), 1)]
    assert told[0][0].tables == {"government"}
    end()
    add_government(database, "乙")
    assert len(told) == 1


def test_an_act_that_fails_leaves_no_trace(database):
    told = []
    database.subscribe(told.append)

    def fail():
        with act(database) as tx:
            tx.session.add(Government(name="甲"))
            tx.session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reader() as session:
        assert session.scalars(sa.select(Government)).all() == []
        assert session.scalars(sa.select(AuditEntry)).all() == []
        assert session.scalars(sa.select(AuditLine)).all() == []
    assert told == []
    add_government(database)
    assert trail(database)[0].no == 1


def test_an_act_needs_its_permission(database):
    with pytest.raises(NotPermittedError, match="安全审计员不能登记政府") as caught, act(database, AUDITOR):
        pytest.fail("was let in")
    assert caught.value.remedy == "请由会务秘书、审核人办理"


def test_no_officer_has_what_another_has_nor_meetings():
    for officer in OFFICERS:
        others = frozenset().union(*(granted for role, granted in GRANTS.items() if role is not officer))
        assert GRANTS[officer]
        assert not GRANTS[officer] & others
    assert set(GRANTS) == set(Role)
    assert frozenset().union(*GRANTS.values()) == set(Permission)


@pytest.mark.parametrize(
    "write",
    [
        lambda session: session.execute(sa.update(Government).values(term=1)),
        lambda session: session.execute(sa.delete(Government)),
        lambda session: session.execute(sa.insert(Government).values(name="x", version=1)),
        lambda session: session.execute(sa.text("DELETE FROM government")),
        lambda session: session.bulk_save_objects([Government(name="x")]),
        lambda session: session.bulk_insert_mappings(Government, [{"name": "x"}]),
        lambda session: session.bulk_update_mappings(Government, [{"id": 1, "name": "x"}]),
    ],
    ids=["update", "delete", "insert", "text", "save_objects", "insert_mappings", "update_mappings"],
)
def test_a_write_that_would_leave_no_line_is_refused(database, write):
    add_government(database)
    with pytest.raises(UntoldWriteError), act(database) as tx:
        write(tx.session)
    assert len(trail(database)) == 1


def test_a_field_set_without_having_been_read_is_refused(database):
    key = add_government(database, term=17)

    def set_unread():
        with act(database) as tx:
            government = tx.session.get(Government, key)
            tx.session.expire(government, ["term"])
            government.term = 18

    with pytest.raises(TypeError):
        set_unread()


def test_the_trail_itself_can_not_be_written_to(database):
    add_government(database)
    with pytest.raises(TypeError), act(database) as tx:
        tx.session.get(AuditEntry, 1).actor = "别人"
    assert trail(database)[0].act.actor == "李会务"


def test_an_act_inside_another_is_a_fault(database):
    with pytest.raises(RuntimeError, match="登记政府 inside of 登记政府"), act(database), act(database):
        pytest.fail("was let in")


# ---- two seats


def test_what_another_seat_has_changed_is_not_overwritten(database, address):
    key = add_government(database, term=17)
    other = new_database(address)
    with database.reader() as session:
        stale = session.get(Government, key)
    with act(other, OTHER_SEAT) as tx:
        tx.session.get(Government, key).term = 18
    with pytest.raises(ChangedElsewhereError, match="另一席位") as caught, act(database) as tx:
        tx.session.merge(stale, load=False).term = 19
    assert "没有保存" in caught.value.remedy
    with database.reader() as session:
        assert session.get(Government, key).term == 18
    assert len(trail(database)) == 2
    other.close(copy=False)


def test_a_row_is_given_only_in_the_version_that_was_seen(database):
    key = add_government(database, term=17)
    with database.reader() as session:
        seen = session.get(Government, key).version
    with act(database) as tx:
        tx.row(Government, key, version=seen).term = 18
    with act(database) as tx:
        assert tx.row(Government, key).term == 18
        with pytest.raises(ChangedElsewhereError):
            tx.row(Government, key, version=seen)
        with pytest.raises(ChangedElsewhereError):
            tx.row(Government, key + 1)


def test_what_another_seat_has_deleted_is_not_brought_back(database):
    key = add_government(database)
    with database.reader() as session:
        stale = session.get(Government, key)
    with act(database, OTHER_SEAT) as tx:
        tx.session.delete(tx.session.get(Government, key))
    with pytest.raises(ChangedElsewhereError), act(database) as tx:
        tx.session.merge(stale, load=False).term = 19


def test_two_seats_that_add_the_same_are_told(database):
    add_government(database)
    with pytest.raises(ChangedElsewhereError):
        add_government(database)
    assert len(trail(database)) == 1


def test_acts_of_several_seats_make_one_chain(database, address):
    def work(name):
        seat = new_database(address)
        for number in range(5):
            add_government(seat, f"{name}{number}")
        seat.close(copy=False)

    seats = [threading.Thread(target=work, args=(name,)) for name in "甲乙丙"]
    for seat in seats:
        seat.start()
    for seat in seats:
        seat.join()
    assert [entry.no for entry in trail(database)] == list(range(15, 0, -1))
    with database.reader() as session:
        assert audit.verify_chain(session) is None


# ---- drafts


def test_drafts_are_outside_the_trail(database):
    told = []
    database.subscribe(told.append)
    for text in ("一", "一、"):
        keep_draft(database, SECRETARY, "minutes", 7, "body", text, based_on=42)
    with database.reader() as session:
        kept = kept_draft(session, "minutes", 7, "body")
        assert kept_draft(session, "minutes", 8, "body") is None
    assert (kept.value, kept.based_on, kept.actor) == ("一、", 42, "李会务")
    assert trail(database) == ()
    assert [changes.tables for changes in told] == [{"draft"}, {"draft"}]


def test_saving_for_good_drops_the_draft_in_the_same_act(database):
    key = add_government(database)
    keep_draft(database, SECRETARY, "government", key, "office", "区政府", based_on=1)
    with act(database, name="改办公室") as tx:
        tx.session.get(Government, key).office = "区政府办公室"
        drop_draft(tx.session, "government", key, "office")
    assert lines_of(trail(database)[0]) == [("government", "office", "null", '"区政府办公室"')]
    with database.reader() as session:
        assert session.scalars(sa.select(Draft)).all() == []


def test_autosave_can_not_write_what_belongs_into_the_trail(database):
    with pytest.raises(UntoldWriteError), act(database, autosave=True) as tx:
        tx.session.add(Government(name="甲"))
    with database.reader() as session:
        assert session.scalars(sa.select(Government)).all() == []


def test_values_are_told_the_same_on_any_database(database):
    with act(database) as tx:
        government = Government(name="甲", people=[Person(position=1, name="张伟", cpc_member=True)])
        tx.session.add(government)
    (_, person) = trail(database)[0].lines
    assert json.loads(person.after) == {
        "government_id": government.id,
        "position": 1,
        "name": "张伟",
        "distinction": None,
        "pinyin": None,
        "pinyin_correction": None,
        "title": None,
        "cpc_member": True,
        "phone": None,
    }
