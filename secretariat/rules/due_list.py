"""The list of those due (应到名单), made from the posts held on the meeting's day by the rulebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.facts import Attendance
from secretariat.domain.states import Part, Presence

if TYPE_CHECKING:
    from secretariat.rules.case import Case


def due_list(case: Case) -> tuple[Attendance, ...]:
    """Members, then standing attendees, then those who come for their topics; nobody twice, nobody marked present.

    Those who come for a topic are the heads of its sponsor and of the concerned departments, where they are not due
    for the whole meeting anyway.
    """
    rows = {
        person.id: Attendance(person=person.id, as_=Part.MEMBER, status=Presence.ABSENT)
        for person in (case.due if case.rule.membership != "typed" else ())
    }
    for person in case.seated(case.rule.standing):
        rows.setdefault(person.id, Attendance(person=person.id, as_=Part.ATTENDEE, status=Presence.ABSENT))
    asked: dict[str, list[int]] = {}
    for topic in case.dossier.topics:
        for unit in (topic.sponsor, *topic.concerns):
            for head in case.heads_of(unit) if unit is not None else ():
                if head.id not in rows and topic.no not in asked.setdefault(head.id, []):
                    asked[head.id].append(topic.no)
    rows |= {
        person: Attendance(person=person, as_=Part.ATTENDEE, status=Presence.ABSENT, topics=tuple(topics))
        for person, topics in asked.items()
    }
    return tuple(rows.values())
