"""In what a meeting's list (应到名单) is another than the rule makes it, line by line, for somebody to choose.

What was put on the list or taken off it by hand stays as it is unless somebody chooses otherwise; whoever was marked in
the room stays too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal

from secretariat.domain.records import record
from secretariat.domain.states import Part, Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from secretariat.domain.facts import Attendance, Dossier

What = Literal["joins", "taken_off", "changes", "kept", "leaves", "by_hand"]
PARTS: Final = {Part.MEMBER: "出席", Part.ATTENDEE: "列席", Part.GUEST: "邀请", Part.STAFF: "工作人员"}
_COLUMN: Final = {Part.MEMBER: 0, Part.ATTENDEE: 1, Part.GUEST: 3, Part.STAFF: 4}
_FOR_TOPICS: Final = 2
BY_RULE: Final = frozenset({Part.MEMBER, Part.ATTENDEE})
"""The parts that a rule fills; guests and staff are always put on the list by hand."""


@record(kw_only=True)
class Origin:
    """What is known of how a list came about: whom the rule put on it, whom somebody moved or took off by hand."""

    by_rule: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    taken_off: frozenset[str] = frozenset()


@record(kw_only=True)
class ListLine:
    """One difference, to be taken over or not; ``proposed``: it is, unless somebody decides otherwise.

    ``what``: somebody is due and ``joins``, or was ``taken_off`` by hand; his part or topics are others (``changes``),
    or are ``kept`` as they were set by hand; he is not due any more (``leaves``), or is on the list ``by_hand``.
    """

    id: str
    what: What
    person: str
    name: str
    before: str = ""
    after: str = ""
    proposed: bool = True
    note: str = ""


def by_hand(dossier: Dossier, due: Iterable[Attendance], *, typed: bool = False) -> frozenset[str]:
    """Those who attend, or sit as members, without the rule's saying so; ``typed``: no rule says who is a member."""
    wanted = {(row.person, row.as_) for row in due}
    judged = BY_RULE - {Part.MEMBER} if typed else BY_RULE
    return frozenset(
        row.person for row in dossier.attendance if row.as_ in judged and (row.person, row.as_) not in wanted
    )


def list_difference(
    dossier: Dossier,
    due: Collection[Attendance],
    origin: Origin,
    keys: Mapping[str, str] | None = None,
    *,
    typed: bool = False,
    allowed: Collection[Attendance] = (),
) -> tuple[ListLine, ...]:
    """Everything in which the list is another than ``due``; ``keys`` are ids for lines that outlive new numbers.

    Who was chosen of those whom the rule leaves to the office (``allowed``) stays for as long as it does.
    """
    names = {person.id: person.name for person in dossier.people}
    rows = _rows(dossier)
    keys = keys or {}

    def made() -> Iterator[ListLine]:
        for want in due:
            line = _wanted(want, rows.get(want.person), origin)
            if line is not None:
                yield line
        hand = by_hand(dossier, due, typed=typed) - {want.person for want in due}
        hand -= {row.person for row in allowed if _still_allowed(rows.get(row.person), row, origin)}
        yield from (_unwanted(row, origin) for person, row in rows.items() if person in hand)

    return tuple(replace(line, id=keys.get(line.person, line.person), name=names[line.person]) for line in made())


def with_lines(dossier: Dossier, due: Iterable[Attendance], persons: Collection[str]) -> Dossier:
    """The meeting with the list as the rule makes it for these people, and as it is for all others."""
    wanted = {row.person: row for row in due if row.person in persons}
    rows = _rows(dossier)
    attendance: list[Attendance] = []
    for row in dossier.attendance:
        want = wanted.get(row.person)
        if row.person not in persons:
            attendance.append(row)
        elif want is not None and row is rows[row.person]:
            attendance.append(_become(row, want))
    return _placed(dossier, attendance, (row for person, row in wanted.items() if person not in rows))


def merged(dossier: Dossier, added: Iterable[Attendance]) -> Dossier:
    """The meeting with these lines as well; whoever is there for single topics comes for those of his line too."""
    wanted = {row.person: row for row in added}
    rows = _rows(dossier)
    widened = {
        person: replace(row, topics=tuple(sorted({*row.topics, *wanted[person].topics})))
        for person, row in rows.items()
        if person in wanted and lacks(row, wanted[person])
    }
    attendance = [widened.get(row.person, row) if row is rows[row.person] else row for row in dossier.attendance]
    return _placed(dossier, attendance, (row for person, row in wanted.items() if person not in rows))


def lacks(row: Attendance, want: Attendance) -> bool:
    """Whether somebody who comes for single topics is wanted for others too."""
    single = row.as_ is Part.ATTENDEE and bool(row.topics) and want.as_ is Part.ATTENDEE
    return single and bool(set(want.topics) - set(row.topics))


def _placed(dossier: Dossier, attendance: list[Attendance], added: Iterable[Attendance]) -> Dossier:
    """The meeting with the lines added to its list, each after the last one before which it does not belong.

    Members come before those who attend, these in protocol order before those who come for topics. The lines that are
    there stay as they are to each other: somebody may have put them so.
    """
    rank = _ranks(dossier)
    for row in added:
        place = next((at for at in range(len(attendance), 0, -1) if rank(attendance[at - 1]) <= rank(row)), 0)
        attendance.insert(place, row)
    return replace(dossier, attendance=tuple(attendance))


def in_order(dossier: Dossier) -> bool:
    """Whether the list stands as the program would put it, so that nobody has put it otherwise."""
    ranks = [*map(_ranks(dossier), dossier.attendance)]
    return ranks == sorted(ranks)


def put_in_order(dossier: Dossier) -> Dossier:
    """The meeting with its list in order; those who come for the same topic stay as they are to each other."""
    return replace(dossier, attendance=tuple(sorted(dossier.attendance, key=_ranks(dossier))))


def _ranks(dossier: Dossier) -> Callable[[Attendance], tuple[int, int]]:
    order = {person.id: place for place, person in enumerate(dossier.people)}

    def rank(row: Attendance) -> tuple[int, int]:
        return (_COLUMN[row.as_], order[row.person]) if not row.topics else (_FOR_TOPICS, min(row.topics))

    return rank


def _still_allowed(row: Attendance | None, may: Attendance, origin: Origin) -> bool:
    """Whether a line came by the rule's proposal, which would still propose it."""
    return row is not None and row.person in origin.by_rule and set(row.topics) <= set(may.topics)


def _rows(dossier: Dossier) -> dict[str, Attendance]:
    """Everybody's line; that of a member if he has several."""
    rows: dict[str, Attendance] = {}
    for row in dossier.attendance:
        if row.person not in rows or row.as_ is Part.MEMBER:
            rows[row.person] = row
    return rows


def _become(row: Attendance, want: Attendance) -> Attendance:
    topics = want.topics
    if row.as_ is want.as_ and want.topics and row.topics:
        topics = tuple(sorted({*row.topics, *want.topics})) if lacks(row, want) else want.topics
    gone = set(topics)
    visits = tuple(visit for visit in row.visits if visit.topic in gone) if topics else ()
    return replace(row, as_=want.as_, topics=topics, visits=visits)


def _wanted(want: Attendance, row: Attendance | None, origin: Origin) -> ListLine | None:
    """What is to be said of somebody who is due."""
    if row is None:
        off = want.person in origin.taken_off
        return ListLine(
            id="",
            what="taken_off" if off else "joins",
            person=want.person,
            name="",
            after=part_text(want),
            proposed=not off,
            note="曾手工移出名单" if off else "",
        )
    line = ListLine(
        id="", what="kept", person=row.person, name="", before=part_text(row), after=part_text(_become(row, want))
    )
    if row.as_ is not want.as_:
        if want.as_ is Part.MEMBER and row.as_ is Part.ATTENDEE and row.person not in origin.moved:
            return replace(line, what="changes")
        return replace(line, proposed=False, note="手工列入此类，保留")
    if lacks(row, want):
        return replace(line, what="changes")
    if row.topics and set(row.topics) != set(want.topics):
        note = "手工限定列席的议题，保留" if not want.topics else "手工增加了列席的议题，保留"
        return replace(line, proposed=False, note=note)
    return None


def _unwanted(row: Attendance, origin: Origin) -> ListLine:
    """What is to be said of somebody on the list whom the rule does not put there."""
    line = ListLine(id="", what="by_hand", person=row.person, name="", before=part_text(row), after="移出名单")
    if row.person not in origin.by_rule:
        return replace(line, proposed=False, note="手工列入，保留")
    if row.status is not Presence.ABSENT or row.substitute is not None:
        return replace(line, what="leaves", proposed=False, note="已有签到或请假记录，请核对")
    return replace(line, what="leaves", note="按规则已不列入")


def part_text(row: Attendance) -> str:
    """A part of the list in words: 列席（议题1、2）."""
    return f"{PARTS[row.as_]}（议题{'、'.join(map(str, row.topics))}）" if row.topics else PARTS[row.as_]
