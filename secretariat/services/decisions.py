"""What a meeting decided on a topic (议定事项), its document and what is held against it; each one act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain import decision_editing
from secretariat.services.meetings import act_on

if TYPE_CHECKING:
    from secretariat.domain.calendar import WorkCalendar
    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database


def record_decision(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    *,
    calendar: WorkCalendar,
    **values: Any,  # noqa: ANN401 (the fields of Decision)
) -> int:
    """Record what was decided, or change it; ``due_days`` are working days and give the day."""
    edit = partial(decision_editing.record_decision, no=no, calendar=calendar, **values)
    return act_on(database, actor, meeting_id, f"记录议题{no}议定事项", edit)


def undecide(database: Database, actor: Actor, meeting_id: int, no: int) -> int:
    """Take a decision off the record."""
    return act_on(database, actor, meeting_id, f"删除议题{no}议定事项", partial(decision_editing.undecide, no=no))


def edit_document(database: Database, actor: Actor, meeting_id: int, no: int, **values: Any) -> int:  # noqa: ANN401
    """Record the document that a decision leads to: fields of ``facts.IssuedDocument``."""
    edit = partial(decision_editing.set_document, no=no, **values)
    return act_on(database, actor, meeting_id, f"登记议题{no}印发文件", edit)


def drop_document(database: Database, actor: Actor, meeting_id: int, no: int) -> int:
    """Record that no document comes of a decision."""
    edit = partial(decision_editing.drop_document, no=no)
    return act_on(database, actor, meeting_id, f"删除议题{no}印发文件", edit)


def reserve(database: Database, actor: Actor, meeting_id: int, no: int, person: str, text: str | None) -> int:
    """Record what somebody holds against a decision (保留意见)."""
    edit = partial(decision_editing.reserve, no=no, person=person, text=text)
    return act_on(database, actor, meeting_id, f"登记议题{no}保留意见", edit)


def take_back_reservation(database: Database, actor: Actor, meeting_id: int, no: int, person: str) -> int:
    """Take a reservation off the record."""
    edit = partial(decision_editing.take_back_reservation, no=no, person=person)
    return act_on(database, actor, meeting_id, f"删除议题{no}保留意见", edit)
