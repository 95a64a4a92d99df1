"""The list of those due (应到名单), made from the posts held on the meeting's day by the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.facts import Attendance
from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence
from secretariat.rules.topic_attendees import asked_for_topics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.rules.case import Case


@record(kw_only=True)
class Place:
    """A place on the list: somebody for the whole meeting, or for one ``topic``.

    ``named``: the rule puts him there; otherwise he heads a unit that the topic concerns, and no more is said of him.
    """

    person: str
    part: Part
    topic: int | None = None
    named: bool = True


def places(case: Case) -> tuple[Place, ...]:
    """Members, then standing attendees, then, topic by topic, those who are asked; nobody twice for the same.

    Members and standing attendees stand in protocol order. Where members are typed in, they are those there are already
    and who chairs by right.
    """
    due = {person.id for person in case.due}
    whole = {person.id: Part.MEMBER for person in case.dossier.people if person.id in due}
    for person in case.seated(case.rule.standing):
        whole.setdefault(person.id, Part.ATTENDEE)
    return (
        *(Place(person=person, part=part) for person, part in whole.items()),
        *(
            Place(person=asked.person, part=Part.ATTENDEE, topic=asked.topic, named=asked.named)
            for asked in asked_for_topics(case, whole.keys())
        ),
    )


def lines(wanted: Iterable[Place]) -> tuple[Attendance, ...]:
    """The lines of the list that these places make, one for each person; nobody is marked present."""
    made: dict[str, Attendance] = {}
    topics: dict[str, list[int]] = {}
    for place in wanted:
        made.setdefault(place.person, Attendance(person=place.person, as_=place.part, status=Presence.ABSENT))
        if place.topic is not None:
            topics.setdefault(place.person, []).append(place.topic)
    return tuple(
        Attendance(person=row.person, as_=row.as_, status=row.status, topics=tuple(topics.get(row.person, ())))
        for row in made.values()
    )


def due_list(case: Case) -> tuple[Attendance, ...]:
    """Members, then standing attendees, then those who come for their topics; nobody twice, nobody marked present.

    Those who come for a topic are the heads of its sponsor and of the concerned departments, where they are not due
    for the whole meeting anyway and the rule names the heads of such units among those who may be asked.
    """
    return lines(place for place in places(case) if place.named)
