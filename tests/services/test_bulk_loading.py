"""Rows that are only read say the same as the rows of the tables' own classes."""

from __future__ import annotations

import pytest

from secretariat.services.bulk_loading import rows_to_read
from secretariat.services.rosters import taken_by
from secretariat.services.store import dossier_of, whole
from tests.services.topics_desk import Desk


@pytest.fixture
def desk(database):
    return Desk(database)


def test_a_meeting_and_a_proposal_are_read_with_what_stands_beside(desk):
    proposal, meeting = desk.file(), desk.meeting()
    desk.place(desk.file("另一项"), meeting)
    with desk.database.reader() as session:
        read = {row.id: row for row in rows_to_read(session, [proposal, meeting, meeting + 100])}
        assert set(read) == {proposal, meeting}
        for key, row in read.items():
            of_table = whole(session, key)
            assert dossier_of(row) == dossier_of(of_table)
            assert taken_by(row) == taken_by(of_table)
            assert (row.proposal, row.organisation_id) == (of_table.proposal, of_table.organisation_id)
    assert read[proposal].organisation_id == desk.key
