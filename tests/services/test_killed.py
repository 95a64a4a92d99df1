"""kill -9 at any moment: what was shown as saved is there, and the rest holds together."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.organisation import Government
from secretariat.services import audit
from tests.databases import new_database

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("rounds", [20, pytest.param(300, marks=pytest.mark.slow)])
def test_what_was_shown_as_saved_survives_kill_9(file_database, rounds):
    path = file_database.path
    file_database.close(copy=False)
    code = f"import sys; sys.path[:0] = [{str(ROOT)!r}]; from tests.services.killed import main; "
    code += f"main({str(path)!r}, {rounds}, 7)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    shown = json.loads(done.stdout)
    assert len(shown) >= rounds
    again = new_database(path)
    with again.reader() as session:
        there = set(session.scalars(sa.select(Government.name)))
        told = session.scalar(sa.text("SELECT count(*) FROM audit_entry"))
        assert audit.verify_chain(session) is None
    assert set(shown) <= there
    assert told == len(there)  # no row without its entry, no entry without its row
    assert len(there) <= len(shown) + rounds  # at most one more each time, saved but not yet shown
    assert again.damage() == ()
    again.close(copy=False)
