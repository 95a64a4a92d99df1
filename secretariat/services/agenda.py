"""What is done to a meeting's agenda (议程): set, added to afterwards, put in order; each one act.

Proposals are put on it and topics taken off it by ``services/proposals.py``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain import agenda_editing
from secretariat.services.meetings import act_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariat.domain.permissions import Actor
    from secretariat.services.database import Database


def set_agenda(database: Database, actor: Actor, meeting_id: int, *, on: dt.date, by: str | None) -> int:
    """Record that the agenda was set (审定)."""
    return act_on(database, actor, meeting_id, "审定议程", partial(agenda_editing.set_agenda, on=on, by=by))


def unset_agenda(database: Database, actor: Actor, meeting_id: int) -> int:
    """Take back that the agenda was set."""
    return act_on(database, actor, meeting_id, "取消审定议程", agenda_editing.unset_agenda)


def add_to_agenda(database: Database, actor: Actor, meeting_id: int, title: str, **values: Any) -> int:  # noqa: ANN401
    """Type a topic in at the end of the agenda: ``on``, then as ad hoc ``consent_by`` and ``reason``, fields of Topic.

    A proposal is put there by ``services/proposals.place``, and a topic taken off by ``take_off``.
    """
    edit = partial(agenda_editing.add_to_agenda, title=title, **values)
    return act_on(database, actor, meeting_id, f"增加议题：{title}", edit)


def explain_ad_hoc(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    *,
    consent_by: str | None = None,
    reason: str | None = None,
) -> int:
    """Record by whose consent, or why, a topic came on the agenda after it was set."""
    edit = partial(agenda_editing.explain_ad_hoc, no=no, consent_by=consent_by, reason=reason)
    return act_on(database, actor, meeting_id, f"登记议题{no}临时追加理由", edit)


def move_on_agenda(database: Database, actor: Actor, meeting_id: int, no: int, to: int, **values: Any) -> int:  # noqa: ANN401
    """Move a topic: ``on``, and after the agenda was set ``by`` and ``reason``."""
    edit = partial(agenda_editing.move_on_agenda, no=no, to=to, **values)
    return act_on(database, actor, meeting_id, f"议题{no}移至第{to}项", edit)


def reorder(database: Database, actor: Actor, meeting_id: int, order: Sequence[int], **values: Any) -> int:  # noqa: ANN401
    """Put the topics in an order, as ``rules/agenda_plan.proposed_order`` gives it; ``on``, ``by``, ``reason``."""
    edit = partial(agenda_editing.reorder, order=tuple(order), **values)
    return act_on(database, actor, meeting_id, "调整议程次序", edit)
