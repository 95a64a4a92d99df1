"""Who is asked to attend besides (根据需要列席): heads of units for the topics that concern these, others in a body.

The rule names among those who may be asked (根据需要列席) the heads of some kinds of units (``KindRule.asked``): these
belong on the list. Whoever else heads a unit that a topic concerns may be wanted all the same; that is for the office
to say. So it is with the others whom the rule names: deputies outside the Party group, the office's deputy directors,
and, where heads of units sit as members by their posts (全体会议), the heads of the other units all together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.posts import UNIT_HEAD
from secretariat.domain.records import record
from secretariat.domain.states import DepartmentKind, Post

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from secretariat.rules.case import Case

_UNIT_HEADS: Final = frozenset({Post.DEPARTMENT_HEAD, Post.TOWN_HEAD, Post.ENTERPRISE_HEAD})


@record(kw_only=True)
class Asked:
    """Somebody who is asked for one topic; ``named``: the rule names the head of such a unit."""

    person: str
    topic: int
    named: bool


@record(kw_only=True)
class MayBeAsked:
    """Somebody whom the rule names among those who may be asked for the whole meeting, and by which post."""

    person: str
    post: Post


def asked_for_topics(case: Case, whole: Collection[str]) -> tuple[Asked, ...]:
    """Topic by topic the heads of its sponsor and of the concerned departments, each once for a topic.

    ``whole`` are those who are due for the whole meeting; they are asked for nothing besides.
    """
    return tuple(dict.fromkeys(_asked(case, frozenset(whole))))


def _asked(case: Case, whole: frozenset[str]) -> Iterator[Asked]:
    for topic in case.dossier.topics:
        named: dict[str, bool] = {}
        for unit in (topic.sponsor, *topic.concerns):
            for head in case.heads_of(unit) if unit is not None else ():
                if unit is not None and head.id not in whole:
                    named[head.id] = named.get(head.id, False) or names_head_of(case, unit)
        yield from (Asked(person=person, topic=topic.no, named=by_rule) for person, by_rule in named.items())


def names_head_of(case: Case, unit: str) -> bool:
    """Whether the rule names the head of such a unit among those who may be asked.

    A silent rule names every one, unless its members are typed in: then others come for the units than their heads
    (分管负责人).
    """
    of = case.units[unit]
    posts = {UNIT_HEAD[of.kind]}
    if of.kind is DepartmentKind.OFFICE:
        posts.add(Post.DEPARTMENT_HEAD)  # the office is one of the government's departments
    if not case.rule.asked:
        return case.rule.membership != "typed"
    return any(
        seat.post in posts and seat.department_kind in {None, of.kind} and (seat.role is None or seat.role in of.roles)
        for seat in case.rule.asked
    )


def may_be_asked(case: Case, whole: Collection[str]) -> tuple[MayBeAsked, ...]:
    """Those whom the office may ask for the whole meeting, post by post, each once; ``whole`` are due for it anyway.

    Heads of units come for the topics that concern these; all together only where such heads are members by post.
    """
    found: dict[str, Post] = {}
    for seat in case.rule.asked:
        if seat.post not in _UNIT_HEADS:
            for person in case.seated((seat,)):
                found.setdefault(person.id, seat.post)
    if any(seat.post in _UNIT_HEADS for seat in case.rule.members):
        for unit in case.dossier.departments:
            if case.rule.asked and names_head_of(case, unit.id):
                for person in case.heads_of(unit.id):
                    found.setdefault(person.id, UNIT_HEAD[unit.kind])
    order = {person.id: place for place, person in enumerate(case.dossier.people)}
    posts = tuple(dict.fromkeys(found.values()))
    return tuple(
        MayBeAsked(person=person, post=post)
        for person, post in sorted(found.items(), key=lambda one: (posts.index(one[1]), order[one[0]]))
        if person not in whole
    )
