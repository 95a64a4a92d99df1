"""Proposals: topics that are on no meeting yet, or were on one and came back.

A proposal is kept as all topics are: as a dossier of one topic, with its own people, units and files. Its row in
``meeting`` says so (``Meeting.proposal``), its day is the one on which it was filed, its kind the one it is meant for.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from models.base import Row, reference, table_args


class Placement(Row):
    """That a proposal was put on a meeting as one of its topics; without ``ended_on`` it is there now.

    ``topic`` is the key of the meeting's topic, which nothing guards: a topic that is taken off has none any more.
    ``outcome`` says how it ended: deferred, withdrawn, decided.
    """

    __tablename__ = "placement"
    __table_args__ = table_args(
        reference(["proposal_id"], "meeting", ["id"]),
        reference(["meeting_id"], "meeting", ["id"]),
        sa.Index(None, "proposal_id", "ended_on", "outcome"),  # whether a proposal waits, without its rows
        sa.Index(None, "meeting_id"),
    )

    proposal_id: Mapped[int]
    meeting_id: Mapped[int]
    topic: Mapped[int]
    placed_on: Mapped[date]
    ended_on: Mapped[date | None]
    outcome: Mapped[str | None]
    reason: Mapped[str | None]
