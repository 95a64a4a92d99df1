"""The list of those due (应到名单), made from the posts held on the meeting's day by the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.facts import Attendance
from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence
from secretariat.rules.topic_attendees import asked_for_topics, may_be_asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from secretariat.domain.states import Post
    from secretariat.rules.case import Case


@record(kw_only=True)
class Place:
    """A place on the list: somebody for the whole meeting, or for one ``topic``.

    ``named``: the rule puts him there. Otherwise that is for the office to say: he heads a unit that the topic
    concerns, or the rule names holders of his ``post`` among those who may be asked for the whole meeting.
    """

    person: str
    part: Part
    topic: int | None = None
    named: bool = True
    post: Post | None = None


def places(case: Case) -> tuple[Place, ...]:
    """Members, standing attendees, topic by topic those who are asked, then who may be; nobody twice for the same.

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
        *(
            Place(person=asked.person, part=Part.ATTENDEE, named=False, post=asked.post)
            for asked in may_be_asked(case, whole.keys())
        ),
    )


def lines(wanted: Iterable[Place]) -> tuple[Attendance, ...]:
    """The lines of the list that these places make, one for each person; nobody is marked present.

    Who comes for the whole meeting comes for no single topic.
    """
    topics: dict[str, list[int]] = {}
    parts: dict[str, Part] = {}
    whole = set()
    for place in wanted:
        parts.setdefault(place.person, place.part)
        if place.topic is None:
            whole.add(place.person)
        else:
            topics.setdefault(place.person, []).append(place.topic)
    return tuple(
        Attendance(
            person=person,
            as_=part,
            status=Presence.ABSENT,
            topics=() if person in whole else tuple(topics.get(person, ())),
        )
        for person, part in parts.items()
    )


def due_list(case: Case) -> tuple[Attendance, ...]:
    """Members, then standing attendees, then those who come for their topics; nobody twice, nobody marked present.

    Those who come for a topic are the heads of its sponsor and of the concerned departments, where they are not due
    for the whole meeting anyway and the rule names the heads of such units among those who may be asked.
    """
    return lines(place for place in places(case) if place.named)


def asked(case: Case) -> frozenset[str]:
    """Those whom the rule names among those who may be asked for the whole meeting."""
    return frozenset(place.person for place in places(case) if place.post is not None)


def allowed(case: Case) -> tuple[Attendance, ...]:
    """Those whom the rule leaves to the office to ask, as the list would have them."""
    return lines(place for place in places(case) if not place.named)
