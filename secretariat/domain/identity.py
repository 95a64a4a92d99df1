"""Which meeting is which: one government's, of one kind, with one number in its period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from secretariat.domain.states import MinutesStage

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier, Government, Meeting

_PARTY_GROUP = "party_group"


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a meeting the same meeting; without a number nothing does."""

    government: str
    kind: str
    period: str
    number: int | None


def period_of(meeting: Meeting, government: Government) -> str:
    """Give the period in which a meeting is counted: its term (届), else its year.

    A meeting of the Party group belongs to a year even where the government has a term.
    """
    if government.term is not None and meeting.kind != _PARTY_GROUP:
        return f"term:{government.term}"
    return f"year:{meeting.year if meeting.year is not None else meeting.date.year}"


def identity_of(dossier: Dossier) -> Identity:
    """Give a dossier's identity."""
    meeting = dossier.meeting
    period = period_of(meeting, dossier.government)
    return Identity(dossier.government.name, meeting.kind, period, meeting.number)


def locked(stage: MinutesStage | None) -> bool:
    """Say whether minutes are locked: those that were issued here, or say of themselves that they are.

    A dossier that only tells when minutes were issued records an event; nothing was locked by it.
    """
    return stage is MinutesStage.ISSUED
