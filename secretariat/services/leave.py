"""Requests for leave from a meeting (请假): asked, approved or refused, withdrawn, with the report; each one act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain import leave_editing as editing
from secretariat.services.attachments_intake import take_in
from secretariat.services.attachments_types import SCANS
from secretariat.services.meetings import act_on
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from secretariat.domain.permissions import Actor
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report


def ask_leave(  # noqa: PLR0913 (all that a request says)
    database: Database,
    actor: Actor,
    meeting_id: int,
    person: str,
    *,
    asked_on: dt.date | None,
    reason: str | None = None,
    acting: str | None = None,
    written_report: bool = False,
    note: str | None = None,
) -> int:
    """Record a request; raises ``ImpossibleError`` for somebody who is not on the list."""
    edit = partial(
        editing.ask,
        person=person,
        asked_on=asked_on,
        reason=reason,
        acting=acting,
        written_report=written_report,
        note=note,
    )
    return act_on(database, actor, meeting_id, "登记请假", edit)


def change_leave(database: Database, actor: Actor, meeting_id: int, person: str, **values: Any) -> int:  # noqa: ANN401
    """Correct what a request says: fields of ``facts.Leave``."""
    return act_on(database, actor, meeting_id, "修改请假", partial(editing.change, person=person, **values))


def approve_leave(
    database: Database, actor: Actor, meeting_id: int, person: str, *, by: str, on: dt.date | None
) -> int:
    """Record an approval; whether that person may give it is a finding."""
    return act_on(database, actor, meeting_id, "登记准假", partial(editing.approve, person=person, by=by, on=on))


def refuse_leave(
    database: Database, actor: Actor, meeting_id: int, person: str, *, by: str | None, on: dt.date | None
) -> int:
    """Record that a request was not approved."""
    return act_on(database, actor, meeting_id, "登记未准假", partial(editing.refuse, person=person, by=by, on=on))


def withdraw_leave(database: Database, actor: Actor, meeting_id: int, person: str, *, on: dt.date) -> int:
    """Record that somebody took his request back; raises ``ImpossibleError`` for a day before he asked."""
    return act_on(database, actor, meeting_id, "撤回请假", partial(editing.withdraw, person=person, on=on))


def remove_leave(database: Database, actor: Actor, meeting_id: int, person: str) -> int:
    """Take a request that was entered by mistake off the record."""
    return act_on(database, actor, meeting_id, "删除请假登记", partial(editing.drop, person=person))


def attach_report(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    person: str,
    *,
    report: Report = quiet,
) -> int:
    """Attach the scan or photo of the written report, in the place of the one there was.

    Raises what ``take_in`` raises, and ``ImpossibleError`` without a request.
    """
    scan = take_in(files, path, only=SCANS, report=report)
    act = f"添加书面请假报告：{scan.name}"
    return act_on(database, actor, meeting_id, act, partial(editing.with_report, person=person, scan=scan))


def remove_report(database: Database, actor: Actor, meeting_id: int, person: str) -> int:
    """Remove the scan of the written report; its file stays for an undo."""
    return act_on(database, actor, meeting_id, "移除书面请假报告扫描件", partial(editing.without_report, person=person))
