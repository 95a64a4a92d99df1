"""The audit trail: the chain holds, any tampering is found at its first place, and entries can be searched."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from models.organisation import Government
from secretariat.domain.permissions import Permission
from secretariat.services import audit
from secretariat.services.audit import Act, digest
from secretariat.services.change_lines import Line
from tests.databases import OTHER_SEAT, SECRETARY


@pytest.fixture
def filled(database, monkeypatch):
    monkeypatch.setattr(audit, "AT_ONCE", 2)
    for number in range(5):
        actor = SECRETARY if number % 2 else OTHER_SEAT
        with database.transaction(
            actor=actor, permission=Permission.EDIT_ORGANISATION, act=f"登记第{number + 1}个政府"
        ) as tx:
            tx.session.add_all([Government(name=f"{number}甲"), Government(name=f"{number}乙")])
    return database


def broken(database):
    with database.reader() as session:
        return audit.verify_chain(session)


def tamper(database, *statements):
    """Change the trail behind the program's back."""
    with database._writing.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_full_chain_holds(filled):
    assert broken(filled) is None


def test_an_empty_chain_holds(database):
    assert broken(database) is None


@pytest.mark.parametrize(
    ("statements", "no", "what"),
    [
        (["UPDATE audit_entry SET actor = 'x' WHERE no = 3"], 3, "不符"),
        (["UPDATE audit_entry SET at = '2020-01-01' WHERE no = 1"], 1, "不符"),
        (["UPDATE audit_entry SET act = 'x' WHERE no = 5"], 5, "不符"),
        (["UPDATE audit_entry SET algorithm = 'md5' WHERE no = 2"], 2, "不认识"),
        (["UPDATE audit_entry SET previous = hash WHERE no = 2"], 2, "不衔接"),
        (["UPDATE audit_entry SET hash = previous WHERE no = 2"], 2, "不符"),
        (["UPDATE audit_line SET after = '{}' WHERE entry = 4 AND line = 1"], 4, "不符"),
        (['UPDATE audit_line SET "row" = 99 WHERE entry = 4 AND line = 0'], 4, "不符"),
        (["DELETE FROM audit_line WHERE entry = 4 AND line = 0"], 4, "不符"),
        (["UPDATE audit_line SET entry = 2, line = 7 WHERE entry = 1 AND line = 1"], 1, "不符"),
        (["DELETE FROM audit_line WHERE entry = 2", "DELETE FROM audit_entry WHERE no = 2"], 2, "缺少"),
        (["DELETE FROM audit_line WHERE entry = 1", "DELETE FROM audit_entry WHERE no = 1"], 1, "缺少"),
        (["DELETE FROM audit_line WHERE entry = 5", "DELETE FROM audit_entry WHERE no = 5"], 5, "缺少"),
        (["DELETE FROM audit_line", "DELETE FROM audit_entry"], 1, "缺少"),
        (["UPDATE audit_head SET hash = 'x'"], 6, "末尾"),
        (["UPDATE audit_head SET no = 4"], 6, "末尾"),
        (["DELETE FROM audit_head"], 0, "缺失"),
        (["UPDATE instance SET uuid = 'x'"], 1, "不衔接"),
    ],
)
def test_tampering_is_found_at_its_first_place(filled, statements, no, what):
    tamper(filled, *statements)
    found = broken(filled)
    assert found is not None
    assert (found.no, what in found.what) == (no, True)


def test_entries_can_be_searched(filled):
    with filled.reader() as session:

        def numbers(**filters):
            return [entry.no for entry in audit.entries(session, **filters)]

        assert numbers() == [5, 4, 3, 2, 1]
        assert numbers(limit=2) == [5, 4]
        assert numbers(actor="李会务") == [4, 2]
        assert numbers(text="第3个") == [3]
        assert numbers(text="%") == []
        third = audit.entry_of(session, 3)
        assert numbers(table="government", row=third.lines[0].row) == [3]
        assert numbers(table="meeting") == []
        assert numbers(since=third.act.at) == [5, 4, 3]
        assert numbers(until=third.act.at) == [2, 1]
        assert audit.entry_of(session, 99) is None


def test_the_canonical_form_does_not_change():
    """Chains that offices have must hold forever: whatever changes this value breaks them."""
    act = Act(
        at="2026-11-20T01:00:02.000000+00:00",
        actor="李会务",
        role="secretary",
        seat="一号席",
        permission="edit_meetings",
        act="记录签到",
        undoable=True,
        undoes=None,
    )
    lines = [Line("attendance", 7, "status", '"leave"', '"present"', 123), Line("step", 9, None, None, '{"no":1}', 5)]
    assert digest(1, act, lines, audit.genesis("0")) == (
        "6bf1ab4830abf8714a12a59f1fedf5b7d634945bfc65bd9eedeb3b4325bc5fcf"
    )


def test_the_trail_has_one_head(filled):
    with filled.reader() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM audit_head")) == 1
