"""Who comes in somebody's place (代会人): one who is not to be there himself, known to the meeting or typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.editing import ImpossibleError, set_attendance
from secretariat.domain.line_faults import substitute_fault
from secretariat.domain.plain_text import tidy_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Dossier, Person
    from secretariat.domain.people_editing import NewPerson


def set_substitute(dossier: Dossier, person: str, substitute: str | None) -> Dossier:
    """Record who comes in somebody's place, or that nobody does; another one needs a consent of his own.

    Raises ``ImpossibleError`` for somebody who is not on the list, for himself, and for one who is due himself.
    """
    line = next((line for line in dossier.attendance if line.person == person), None)
    if substitute is None and (line is None or line.substitute is None):
        return dossier
    if substitute is not None:
        refuse_due(dossier, person, substitute)
    if line is not None and line.substitute == substitute:
        return dossier
    return set_attendance(dossier, person, substitute=substitute, substitute_consent_by=None)


def refuse_due(dossier: Dossier, person: str, substitute: str) -> None:
    """Raise ``ImpossibleError`` where a substitute is to be in the room himself at the same time."""
    if (fault := substitute_fault(dossier, person, substitute)) is not None:
        raise ImpossibleError(*fault)


def with_substitute(dossier: Dossier, new: NewPerson) -> tuple[Dossier, str]:
    """The dossier with a substitute who was typed in, and his id; somebody of that name who is known is he.

    Of several of one name, or where one of that name is due himself, the title tells who is meant.
    """
    found = list(_known(dossier, new))
    if len(found) > 1:
        raise ImpossibleError(
            f"有 {len(found)} 位同名的{tidy_name(new.name)}，分不清是谁", "请写明职务，或从名单中选择"
        )
    if found:
        return dossier, found[0].id
    dossier = new.added_to(dossier)
    return dossier, dossier.people[-1].id


def _known(dossier: Dossier, new: NewPerson) -> Iterator[Person]:
    name, title = tidy_name(new.name), new.title.strip()
    for person in dossier.people:
        if tidy_name(person.name) == name and (not title or not person.title or title == person.title):
            yield person
