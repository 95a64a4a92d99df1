"""Judge a dossier from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.rules.engine import judge
from secretariat.services.exchange import read_dossier

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from secretariat.domain.facts import Dossier
    from secretariat.rules.finding import Judgement
    from secretariat.rules.rulebook import Rulebook
    from secretariat.services.reference import Reference


@record()
class Checked:
    """A dossier with the rulebook that judged it and the judgement."""

    dossier: Dossier
    rulebook: Rulebook
    judgement: Judgement


def check_dossier(dossier: Dossier, reference: Reference, *, as_of: date) -> Checked:
    """Judge a dossier by the rulebook in force on the meeting's day."""
    rulebook = reference.rulebook_for(dossier)
    return Checked(dossier, rulebook, judge(rulebook, dossier, as_of=as_of, calendar=reference.calendar))


def check_file(path: Path, reference: Reference, *, as_of: date) -> Checked:
    """Read and judge a dossier; raises ``UserError`` where the file can't be used."""
    return check_dossier(read_dossier(path), reference, as_of=as_of)
