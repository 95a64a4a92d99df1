"""The minutes' life: draft, edited, reviewed, signed off, numbered, issued and locked; corrected as a new version.

A sign-off is recorded, not performed: whoever signed on paper is entered, and where the rule names somebody else that
becomes a finding. Refused is only the issuing of minutes that are unsigned or signed by somebody not entitled.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain import minutes_life as life
from secretariat.domain.drafting import draft_minutes
from secretariat.domain.facts import Approval, Dossier, Minutes, MinutesBody, MinutesSection
from secretariat.domain.permissions import Permission
from secretariat.domain.states import MeetingStatus, MinutesStage
from secretariat.errors import RefusedError
from secretariat.services import minute_numbers
from secretariat.services.attachments_intake import take_in
from secretariat.services.attachments_types import SCANS
from secretariat.services.checking import check_dossier
from secretariat.services.drafts import drop_body
from secretariat.services.meetings import act_on
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from models.meetings import Meeting as MeetingTable
    from secretariat.domain.permissions import Actor
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report
    from secretariat.services.reference import Reference
    from secretariat.services.transaction import ActSession

_SIGN_OFF = ("minutes.missing", "minutes.unsigned", "minutes.wrong_signer")


def drafted_body(dossier: Dossier, reference: Reference) -> MinutesBody:
    """The text that the program drafts from what was recorded; raises ``UserError`` without a rulebook."""
    rulebook = reference.rulebook_for(dossier)
    rule = rulebook.kinds.get(dossier.meeting.kind)
    text = draft_minutes(dossier, rulebook.words, "会议" if rule is None else rule.name)
    return MinutesBody(
        opening=text.opening,
        sections=tuple(
            MinutesSection(topic=topic.no, heading=section.heading, paragraphs=section.paragraphs)
            for topic, section in zip(dossier.topics, text.sections, strict=True)
        ),
    )


def draft(database: Database, actor: Actor, reference: Reference, meeting_id: int) -> int:
    """Draft the minutes from what was recorded, over whatever text there is, saved or being typed."""

    def edit(dossier: Dossier) -> Dossier:
        return life.set_body(dossier, drafted_body(dossier, reference), MinutesStage.DRAFT)

    return act_on(database, actor, meeting_id, "起草纪要", edit, also=_forget_typed)


def save_body(database: Database, actor: Actor, meeting_id: int, body: MinutesBody) -> int:
    """Save the edited text; reviews of an earlier text fall away, since it is not the one that was reviewed."""

    def edit(dossier: Dossier) -> Dossier:
        return life.set_body(dossier, body, MinutesStage.EDITED)

    return act_on(database, actor, meeting_id, "修改纪要", edit, also=_forget_typed)


def _forget_typed(session: ActSession, meeting: MeetingTable, _: Dossier) -> None:
    """What was kept while it was typed is saved now, or given up."""
    drop_body(session, meeting.id)


def set_particulars(
    database: Database, actor: Actor, meeting_id: int, *, drafted_by: str | None, sent_to: tuple[str, ...]
) -> int:
    """Record who drafted the minutes and to whom they go."""
    return _edit(
        database,
        actor,
        meeting_id,
        "修改纪要信息",
        lambda minutes: replace(minutes, drafted_by=drafted_by, sent_to=sent_to),
    )


def record_review(database: Database, actor: Actor, meeting_id: int, by: str, on: dt.date) -> int:
    """Record that somebody reviewed the minutes (审核)."""
    return _edit(database, actor, meeting_id, "登记纪要审核", lambda minutes: life.reviewed(minutes, by, on))


def withdraw_review(database: Database, actor: Actor, meeting_id: int, by: str, because: str) -> int:
    """Take back a review that was recorded (撤回审核), for a reason that goes on record; refused once signed off."""
    reason = _reason(because, "请填写撤回原因")
    return _edit(
        database, actor, meeting_id, f"撤回纪要审核（原因：{reason}）", lambda minutes: life.unreviewed(minutes, by)
    )


def record_approval(
    database: Database, actor: Actor, meeting_id: int, what: str, by: str | None, on: dt.date | None
) -> int:
    """Record a further approval (审定), ``head_approval`` or ``commission_approval``; ``by`` None takes it back."""
    approval = None if by is None else Approval(by=by, on=on)

    def edit(minutes: Minutes) -> Minutes:
        if what == "head_approval":
            return replace(minutes, head_approval=approval)
        return replace(minutes, commission_approval=approval)

    return _edit(database, actor, meeting_id, "登记纪要审定", edit)


def sign_off(database: Database, actor: Actor, meeting_id: int, by: str, on: dt.date) -> int:
    """Record who signed off the minutes on paper, and when (签发)."""
    return _edit(
        database,
        actor,
        meeting_id,
        "登记纪要签发",
        lambda minutes: life.signed(minutes, by, on),
        permission=Permission.RECORD_SIGN_OFF,
        undoable=False,
    )


def withdraw_sign_off(database: Database, actor: Actor, meeting_id: int) -> int:
    """Take back a sign-off that was entered wrongly, with its scan; refused once the minutes are issued."""
    return act_on(
        database,
        actor,
        meeting_id,
        "撤回签发登记",
        life.unsigned,
        permission=Permission.RECORD_SIGN_OFF,
        undoable=False,
    )


def attach_scan(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    *,
    because: str | None = None,
    report: Report = quiet,
) -> int:
    """Attach the scan of the signed sheet (签发单扫描件), in the place of the one there was.

    It may come after the minutes were issued; then only a reason, which goes on record, lets one take another's place.
    Raises what ``take_in`` raises.
    """
    scan = take_in(files, path, only=SCANS, report=report)
    act = f"添加签发单扫描件：{scan.name}{_why(because)}"
    return _edit_scan(database, actor, meeting_id, act, lambda dossier: life.with_scan(dossier, scan, because))


def remove_scan(database: Database, actor: Actor, meeting_id: int, *, because: str | None = None) -> int:
    """Remove the scan of the signed sheet; once the minutes are issued, for a reason that goes on record."""
    act = f"移除签发单扫描件{_why(because)}"
    return _edit_scan(database, actor, meeting_id, act, lambda dossier: life.without_scan(dossier, because))


def _edit_scan(database: Database, actor: Actor, meeting_id: int, act: str, edit: Callable[[Dossier], Dossier]) -> int:
    return act_on(database, actor, meeting_id, act, edit, permission=Permission.RECORD_SIGN_OFF, although_locked=True)


def _why(because: str | None) -> str:
    reason = " ".join((because or "").split())
    return f"（原因：{reason}）" if reason else ""


def _reason(because: str, remedy: str) -> str:
    reason = " ".join(because.split())
    if not reason:
        raise RefusedError("没有填写原因", remedy)
    return reason


def assign_number(
    database: Database,
    actor: Actor,
    meeting_id: int,
    number: int | None = None,
    *,
    year: int,
    skipped_because: str | None = None,
) -> int:
    """Number the minutes in their year; without ``number``, with the next one. See ``minute_numbers.take``."""
    chosen: list[int] = []

    def take(session: ActSession, meeting: MeetingTable, before: Dossier) -> None:
        of = (before.government.name, before.meeting.kind, minute_numbers.period_of_year(year))
        given = number if number is not None else minute_numbers.next_number(session, *of)
        minute_numbers.take(session, *of, given, meeting_id=meeting.id, skipped_because=skipped_because)
        chosen.append(given)

    def edit(dossier: Dossier) -> Dossier:
        return life.edit_minutes(dossier, lambda minutes: life.numbered(minutes, chosen[0], year))

    return act_on(
        database,
        actor,
        meeting_id,
        "纪要编号",
        edit,
        permission=Permission.ISSUE_MINUTES,
        undoable=False,
        also=take,
    )


def proposed_number(database: Database, dossier: Dossier, year: int) -> int:
    """The number that the minutes would get."""
    with database.reader() as session:
        return minute_numbers.next_number(
            session, dossier.government.name, dossier.meeting.kind, minute_numbers.period_of_year(year)
        )


def issue(database: Database, actor: Actor, reference: Reference, meeting_id: int, on: dt.date) -> int:
    """Issue and lock the minutes; refused while they are unsigned, signed by somebody not entitled, or unnumbered."""

    def edit(dossier: Dossier) -> Dossier:
        issued = life.edit_minutes(dossier, lambda minutes: life.issued(minutes, on))
        held = replace(issued, meeting=replace(issued.meeting, status=MeetingStatus.ISSUED))
        for finding in check_dossier(held, reference, as_of=on).judgement.findings:
            if finding.code in _SIGN_OFF:
                raise RefusedError(f"纪要不能印发：{finding.message.rstrip('。')}", "请重新送签并登记签发人")
        return held

    return act_on(database, actor, meeting_id, "印发纪要", edit, permission=Permission.ISSUE_MINUTES, undoable=False)


def correct(database: Database, actor: Actor, meeting_id: int, reason: str) -> int:
    """Begin a corrected version of issued minutes; the issued one is kept, and the new one needs its own sign-off."""

    def edit(dossier: Dossier) -> Dossier:
        return life.edit_minutes(dossier, lambda minutes: life.corrected(minutes, reason))

    return act_on(
        database,
        actor,
        meeting_id,
        "新建更正版本",
        edit,
        permission=Permission.ISSUE_MINUTES,
        although_locked=True,
        undoable=False,
    )


def _edit(
    database: Database,
    actor: Actor,
    meeting_id: int,
    act: str,
    edit: Callable[[Minutes], Minutes],
    *,
    permission: Permission = Permission.EDIT_MEETINGS,
    undoable: bool = True,
) -> int:
    return act_on(
        database,
        actor,
        meeting_id,
        act,
        lambda dossier: life.edit_minutes(dossier, edit),
        permission=permission,
        undoable=undoable,
    )
