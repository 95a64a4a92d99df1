"""Who acts as the leader in charge (分管领导) of a topic: himself, his pair while he is away, or whoever may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.states import Post

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from secretariat.domain.facts import Person, Topic
    from secretariat.rules.case import Case

_DEPUTY = (Post.DEPUTY,)


def may_act(case: Case, topic: Topic, person: Person, day: date | None, posts: Sequence[Post] = _DEPUTY) -> bool:
    """Whether a person may act on a day as the leader in charge; where the day is not known, the meeting's is taken.

    ``posts`` are those of whom the rule means the one in charge: where none of them is in charge, any of them may
    act, or the head; whoever is recorded in charge by another post always may.
    """
    when = day or case.day
    leaders = _leaders(case, topic, when)
    if any(person.id == leader.id or case.stands_for(person, leader, when) for leader in leaders):
        return True
    if any(case.held(leader, posts, when) for leader in leaders):
        return False
    return case.held(person, (*posts, Post.HEAD), when)


def called(case: Case, topic: Topic, day: date | None, posts: Sequence[Post] = _DEPUTY) -> str:
    """The leader in charge as a message names him: 分管领导副区长李明; without one, the posts that may act."""
    leaders = _leaders(case, topic, day or case.day)
    meant = [leader for leader in leaders if case.held(leader, posts, day)] or leaders
    if meant:
        return f"分管领导{case.called_all(meant)}"
    return case.rulebook.words.any_of(dict.fromkeys((*posts, Post.HEAD)))


def _leaders(case: Case, topic: Topic, day: date) -> tuple[Person, ...]:
    # A dossier is a snapshot of the meeting's day; where it knows no leader on another, that day decides.
    return case.in_charge_of(topic, day) or case.in_charge_of(topic)
