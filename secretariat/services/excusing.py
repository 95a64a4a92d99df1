"""Excusing findings on record (例外): only what the rulebook lets, by whom it names, with the day and the reason."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from secretariat.domain.facts import Excuse
from secretariat.domain.posts import holds_any
from secretariat.errors import RefusedError
from secretariat.rules.codes import CODES
from secretariat.services.meetings import act_on

if TYPE_CHECKING:
    from datetime import date

    from secretariat.domain.facts import Dossier, Person
    from secretariat.domain.permissions import Actor
    from secretariat.rules.rulebook import Excusable, Rulebook
    from secretariat.services.database import Database

Subject = int | str | None


def excusable(rulebook: Rulebook, kind: str, code: str) -> tuple[Excusable, ...]:
    """The entries by which a finding of that code may be excused in that kind; empty where it can't be."""
    return tuple(entry for entry in rulebook.excusable if entry.code == code and entry.holds_in(kind))


def who_may(rulebook: Rulebook, dossier: Dossier, code: str) -> tuple[Person, ...]:
    """Who may allow the exception, of the meeting's own people; everybody where a reason alone is asked for."""
    entries = excusable(rulebook, dossier.meeting.kind, code)
    day = dossier.meeting.date
    return tuple(
        person
        for person in dossier.people
        if any(
            entry.by == "reason"
            or (entry.by == "chair" and person.id == dossier.meeting.chair)
            or (entry.by == "post" and holds_any(person, entry.posts, day))
            for entry in entries
        )
    )


def excuse_of(dossier: Dossier, code: str, subject: Subject) -> Excuse | None:
    """The exception on record for a finding."""
    return next((each for each in dossier.exceptions if each.code == code and each.subject == subject), None)


def excuse(  # noqa: PLR0913 (who, when and why, of what)
    database: Database,
    actor: Actor,
    meeting_id: int,
    rulebook: Rulebook,
    *,
    code: str,
    subject: Subject,
    allowed_by: str,
    on: date,
    reason: str,
) -> int:
    """Record an exception; one that is there for the same finding is replaced.

    Raises ``RefusedError`` where the rulebook lets nobody, or not that person, excuse it, and without a reason.
    """
    title = CODES[code].title

    def edit(dossier: Dossier) -> Dossier:
        allowed = who_may(rulebook, dossier, code)
        if not excusable(rulebook, dossier.meeting.kind, code):
            raise RefusedError(f"工作规则没有规定“{title}”可以例外", "请按提示改正")
        if allowed_by not in {person.id for person in allowed}:
            names = "、".join(person.name for person in allowed) or "有权同意的人员"
            raise RefusedError("所选人员无权同意这一例外", f"请改选{names}")
        if not reason.strip():
            raise RefusedError("没有填写例外的理由", "请写明理由")
        made = Excuse(code=code, subject=subject, allowed_by=allowed_by, on=on, reason=reason.strip())
        return dataclasses.replace(dossier, exceptions=(*_others(dossier, code, subject), made))

    return act_on(database, actor, meeting_id, f"记录例外：{title}", edit)


def withdraw_excuse(database: Database, actor: Actor, meeting_id: int, code: str, subject: Subject) -> int:
    """Take an exception back; the finding counts again."""

    def edit(dossier: Dossier) -> Dossier:
        return dataclasses.replace(dossier, exceptions=_others(dossier, code, subject))

    return act_on(database, actor, meeting_id, f"撤销例外：{CODES[code].title}", edit)


def _others(dossier: Dossier, code: str, subject: Subject) -> tuple[Excuse, ...]:
    return tuple(each for each in dossier.exceptions if (each.code, each.subject) != (code, subject))
