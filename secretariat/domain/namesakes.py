"""People of one name in one meeting, told apart by where they belong: 张伟（财政局）."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from secretariat.domain.people_editing import unit_title
from secretariat.domain.plain_text import tidy_name

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier


def named_apart(dossier: Dossier) -> dict[str, str]:
    """Everybody's name by id; of several who bear the same, each with his unit, or else with his title."""
    names = {person.id: tidy_name(person.name) for person in dossier.people}
    count = Counter(names.values())
    called = {}
    for person in dossier.people:
        more = (unit_title(dossier, person) or person.title) if count[names[person.id]] > 1 else None
        called[person.id] = f"{person.name}（{more}）" if more else person.name
    return called
