"""Proposals between the tables and their dossiers: few rows of their own, everybody else from the organisation.

Whoever reads a meeting that may be a proposal reads it here. Of a meeting it is what its rows say.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain.proposal_rosters import NOBODY, Own, completed, kept
from secretariat.services.bulk_loading import rows_to_read
from secretariat.services.exchange import needed_format
from secretariat.services.organisation_store import load
from secretariat.services.rewriting import rewrite_meeting
from secretariat.services.rosters import keep_taken, taken_by
from secretariat.services.store import dossier_of, store_meeting

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from models.meetings import Meeting
    from secretariat.domain.facts import Dossier
    from secretariat.domain.organisation import Organisation
    from secretariat.domain.rosters import Taken
    from secretariat.services.transaction import ActSession


class Reader:
    """Reads meetings and proposals of one session; an organisation is read once for all of them.

    ``today`` is the database's own day (``Database.now``), to read and to write: whoever is shown can then be named.
    """

    def __init__(self, session: Session, today: dt.date) -> None:
        self._session = session
        self._today = today
        self._known: dict[int, Organisation | None] = {}

    def dossier(self, row: Meeting) -> Dossier:
        """A meeting or a proposal, loaded whole, with everybody whom it names or could name."""
        return dossier_of(row) if self._organisation(row) is None else self.parts(row)[0]

    def parts(self, row: Meeting) -> tuple[Dossier, Taken]:
        """The same, and what it has from the organisation."""
        organisation = self._organisation(row)
        if organisation is None:
            return dossier_of(row), taken_by(row)
        dossier, taken = completed(dossier_of(row), taken_by(row), organisation, self._today)
        return replace(dossier, format=needed_format(dossier)), taken

    def _organisation(self, row: Meeting) -> Organisation | None:
        key = row.organisation_id
        if key is None:
            return None
        if key not in self._known:
            try:
                self._known[key] = load(self._session, key).organisation
            except LookupError:  # its registration was undone
                self._known[key] = None
        return self._known[key]


def whole_dossier(session: Session, meeting_id: int, today: dt.date) -> Dossier:
    """Give a meeting or a proposal by its key; raises ``LookupError`` where there is none."""
    for row in rows_to_read(session, [meeting_id]):
        return Reader(session, today).dossier(row)
    raise LookupError(meeting_id)


def store_proposal(session: Session, dossier: Dossier, taken: Taken, organisation_id: int | None) -> Meeting:
    """Store a dossier of one topic as a proposal. Flushes.

    With ``organisation_id`` it keeps those alone whom it has to, and has all others from there.
    """
    if organisation_id is not None:
        dossier, taken = kept(dossier, taken, NOBODY)
    proposal = store_meeting(session, dossier)
    proposal.proposal = True
    proposal.organisation_id = organisation_id
    keep_taken(session, proposal, taken)
    return proposal


def rewrite_proposal(session: ActSession, row: Meeting, dossier: Dossier, taken: Taken) -> None:
    """Make a proposal, loaded whole, say what ``dossier`` says. Flushes."""
    if row.organisation_id is not None:
        was = dossier_of(row)
        own = Own(people=was.people, departments=was.departments, taken=taken_by(row))
        dossier, taken = kept(dossier, taken, own)
    rewrite_meeting(session, row, dossier)
    keep_taken(session, row, taken)
