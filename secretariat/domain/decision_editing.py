"""What a meeting decided on a topic (议定事项): who does it by when, the document, what was held against it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secretariat.domain.editing import ImpossibleError, decide, topic_of
from secretariat.domain.facts import IssuedDocument, Reservation
from secretariat.domain.topic_editing import known_person, known_unit

if TYPE_CHECKING:
    import datetime as dt

    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.facts import Dossier

_LONGEST = 3650
"""Working days; what is due later is a mistyped number."""


def record_decision(dossier: Dossier, no: int, *, calendar: WorkCalendar, **values: Any) -> Dossier:  # noqa: ANN401
    """Record what was decided, or change it: fields of ``facts.Decision``.

    ``due_days`` are working days from the meeting; they give the day. A day that is named is no number of days.
    """
    told = dict(values)
    days = told.get("due_days")
    if days is not None:
        told["due"] = due_after(dossier, days, calendar)
    elif told.get("due") is not None:
        told["due_days"] = None
    known_person(dossier, told.get("leader"))
    changed = decide(dossier, no, **told)
    decision = topic_of(changed, no).decision
    if decision is not None:
        both = [known_unit(dossier, unit) for unit in decision.assisting if unit in decision.responsible]
        if both:
            raise ImpossibleError(f"{'、'.join(both)}既是责任单位又是配合单位", "请只保留一项")
        for unit in (*decision.responsible, *decision.assisting):
            known_unit(dossier, unit)
    return changed


def due_after(dossier: Dossier, days: int, calendar: WorkCalendar) -> dt.date:
    """The day that lies so many working days after the meeting."""
    if not 1 <= days <= _LONGEST:
        raise ImpossibleError("完成时限的天数不对", f"请填写 1 到 {_LONGEST} 个工作日，或者直接填写完成日期")
    return calendar.add(dossier.meeting.date, days)


def undecide(dossier: Dossier, no: int) -> Dossier:
    """Take a decision that was entered by mistake off the record."""
    topic = topic_of(dossier, no)
    if topic.decision is None:
        raise ImpossibleError("没有议定事项", "它可能刚刚被删除，请查看最新内容")
    changed = replace(topic, decision=None)
    return replace(dossier, topics=tuple(changed if known is topic else known for known in dossier.topics))


def set_document(dossier: Dossier, no: int, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of IssuedDocument)
    """Record the document that a decision leads to: its title, number, revision, days."""
    decision = topic_of(dossier, no).decision
    known = (None if decision is None else decision.document) or IssuedDocument()
    return decide(dossier, no, document=replace(known, **values))


def drop_document(dossier: Dossier, no: int) -> Dossier:
    """Record that no document comes of the decision."""
    return decide(dossier, no, document=None)


def reserve(dossier: Dossier, no: int, person: str, text: str | None) -> Dossier:
    """Record what somebody holds against the decision (保留意见); what he said before gives way."""
    known_person(dossier, person)
    kept = tuple(one for one in _reservations(dossier, no) if one.person != person)
    made = Reservation(person=person, text=(text or "").strip() or None)
    return decide(dossier, no, reservations=(*kept, made))


def take_back_reservation(dossier: Dossier, no: int, person: str) -> Dossier:
    """Take somebody's reservation off the record."""
    rows = _reservations(dossier, no)
    kept = tuple(one for one in rows if one.person != person)
    if len(kept) == len(rows):
        raise ImpossibleError("没有这条保留意见", "它可能刚刚被删除，请查看最新内容")
    return decide(dossier, no, reservations=kept)


def _reservations(dossier: Dossier, no: int) -> tuple[Reservation, ...]:
    decision = topic_of(dossier, no).decision
    return () if decision is None else decision.reservations
