"""The list of those due (应到名单) of a meeting: whom the rulebook puts on it, and what somebody did by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

import sqlalchemy as sa

from models.attendance import Attendance as AttendanceTable
from models.audit import AuditEntry, AuditLine
from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.list_difference import Origin, lacks, merged
from secretariat.errors import RefusedError
from secretariat.rules.case import Case
from secretariat.rules.due_list import Place, lines, places
from secretariat.services.change_lines import canonical
from secretariat.services.meetings import TAKEN_OFF, act_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from models.meetings import Meeting
    from secretariat.domain.facts import Dossier
    from secretariat.domain.permissions import Actor
    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.services.database import Database
    from secretariat.services.reference import Reference

MADE: Final = "生成应到名单"
REFRESHED: Final = "更新名单"
BY_RULE: Final = frozenset({MADE, REFRESHED})
"""How the trail calls the acts that put people on the list by the rule."""


class Chosen(NamedTuple):
    """A place that somebody agreed to: a person, and the topic if it is for one."""

    person: str
    topic: int | None


def rule_of(reference: Reference, dossier: Dossier) -> tuple[Rulebook, KindRule]:
    """Give the rulebook that judges a meeting, and its rule for the kind; raises ``UserError`` where there is none."""
    rulebook = reference.rulebook_for(dossier)
    rule = rulebook.kinds.get(dossier.meeting.kind)
    if rule is None:
        names = "、".join(kind.name for kind in rulebook.kinds.values())
        raise RefusedError(f"《{rulebook.title}》没有规定此类会议", f"请核对会议类别（现有：{names}）")
    return rulebook, rule


def case_of(reference: Reference, dossier: Dossier, today: dt.date) -> Case:
    """Give a meeting as its rulebook sees it; raises ``UserError`` where none does."""
    rulebook, rule = rule_of(reference, dossier)
    return Case(rulebook, rule, dossier, as_of=today, calendar=WorkCalendar({}))


def proposed_places(dossier: Dossier, reference: Reference, *, today: dt.date) -> tuple[Place, ...]:
    """Give the places that the list lacks: those of the rule, and of heads whom a topic concerns and no rule names.

    Whoever is on the list in any part has his place; one who comes for single topics may be asked for others. Raises
    ``UserError`` without a rulebook.
    """
    rows = {row.person: row for row in dossier.attendance}

    def lacking(place: Place) -> bool:
        row = rows.get(place.person)
        return row is None or (place.topic is not None and lacks(row, lines([place])[0]))

    return tuple(place for place in places(case_of(reference, dossier, today)) if lacking(place))


def with_places(dossier: Dossier, wanted: Collection[Place]) -> Dossier:
    """The meeting with these places on its list."""
    return merged(dossier, lines(wanted))


def make_list(
    database: Database,
    actor: Actor,
    meeting_id: int,
    reference: Reference,
    *,
    today: dt.date,
    chosen: Collection[Chosen] | None = None,
) -> int:
    """Add to the list those whom the rulebook puts there, or of all that is proposed what was ``chosen``.

    Whoever is on it stays as he is. Raises ``UserError`` without a rulebook.
    """

    def edit(dossier: Dossier) -> Dossier:
        found = proposed_places(dossier, reference, today=today)
        return with_places(
            dossier,
            [
                place
                for place in found
                if (place.named if chosen is None else Chosen(place.person, place.topic) in chosen)
            ],
        )

    return act_on(database, actor, meeting_id, MADE, edit)


def origin_of(session: Session, meeting: Meeting) -> Origin:
    """Give from the audit trail whom the rule put on a meeting's list, and whom somebody moved or took off by hand.

    Rows are never numbered anew, so the first entry that names a row says how it came.
    """
    line, entry = AuditLine, AuditEntry
    table = AttendanceTable.__tablename__
    rows = {row.id: row.person for row in meeting.attendance}
    whole = sa.and_(line.table == table, line.field.is_(None))
    came = (
        sa.select(line.row)
        .join(entry, entry.no == line.entry)
        .where(whole, line.before.is_(None), line.row.in_(rows), entry.act.in_(BY_RULE))
    )
    moved = (
        sa.select(line.row)
        .join(entry, entry.no == line.entry)
        .where(line.table == table, line.field == "as_", line.row.in_(rows), entry.act.not_in(BY_RULE))
    )
    of_meeting = f'%"meeting_id":{canonical(meeting.id)},%'
    went = (
        sa.select(line.before)
        .join(entry, entry.no == line.entry)
        .where(whole, line.after.is_(None), entry.act == TAKEN_OFF, line.before.like(of_meeting))
    )
    return Origin(
        by_rule=frozenset(rows[row] for row in session.scalars(came)),
        moved=frozenset(rows[row] for row in session.scalars(moved)),
        taken_off=frozenset(json.loads(before)["person"] for before in session.scalars(went) if before),
    )
