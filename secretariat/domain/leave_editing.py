"""A request for leave from a meeting as legal changes (请假、批准、未批准、撤回), each a pure function.

An approval takes its effect on the list: whoever has not come is on leave from then on, and no longer once it is
refused or taken back; whoever came stays marked as present. What merely breaks a rule is never refused here: an
approval before the request, by the wrong person or after the meeting becomes a finding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secretariat.domain.editing import ImpossibleError, add_attachment, attachment_of, remove_attachment, set_leave
from secretariat.domain.facts import Leave
from secretariat.domain.leave_requests import LeaveState, current, stands, state
from secretariat.domain.states import Presence

if TYPE_CHECKING:
    import datetime as dt

    from secretariat.domain.facts import Attachment, Dossier


def ask(
    dossier: Dossier,
    person: str,
    *,
    asked_on: dt.date | None,
    reason: str | None = None,
    acting: str | None = None,
    written_report: bool = False,
    note: str | None = None,
) -> Dossier:
    """Record that somebody on the list asks for leave.

    Who has asked already and was neither refused nor has taken it back has one request still, which takes what is newly
    said; its first day stays. Raises ``ImpossibleError`` for somebody who is not on the list, and where he is to act
    for himself.
    """
    if all(row.person != person for row in dossier.attendance):
        raise ImpossibleError(f"{_name(dossier, person)}不在名单上，不能请假", "请先在“出席”中列入名单，或核对姓名")
    told = {
        key: value
        for key, value in (
            ("reason", reason),
            ("acting", acting),
            ("written_report", written_report),
            ("note", note),
        )
        if value
    }
    _refuse_acting_for_himself(dossier, person, acting)
    known = current(dossier, person)
    if known is None or state(known) is LeaveState.REFUSED:
        made: Any = {"person": person, "asked_on": asked_on, **told}
        return replace(dossier, leave=(*dossier.leave, Leave(**made)))
    return set_leave(dossier, person, asked_on=known.asked_on or asked_on, **told)


def change(dossier: Dossier, person: str, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Leave)
    """Correct what a request says: the day, the reason, who acts, the report, who approved."""
    known = _current(dossier, person)
    _refuse_acting_for_himself(dossier, person, values.get("acting", known.acting))
    changed = set_leave(dossier, person, **values)
    return changed if state(replace(known, **values)) is state(known) else _marked(changed, person)


def approve(dossier: Dossier, person: str, *, by: str, on: dt.date | None) -> Dossier:
    """Record that a request was approved (批准); whoever has not come is then on leave. A refusal gives way."""
    _current(dossier, person)
    _name(dossier, by)
    return _marked(set_leave(dossier, person, approved_by=by, approved_on=on, refused_by=None, refused_on=None), person)


def refuse(dossier: Dossier, person: str, *, by: str | None, on: dt.date | None) -> Dossier:
    """Record that a request was not approved (未批准); an approval gives way."""
    _current(dossier, person)
    if by is None and on is None:
        raise ImpossibleError("没有填写由谁未批准", "请选择批准人，或填写日期")
    if by is not None:
        _name(dossier, by)
    return _marked(set_leave(dossier, person, refused_by=by, refused_on=on, approved_by=None, approved_on=None), person)


def withdraw(dossier: Dossier, person: str, *, on: dt.date) -> Dossier:
    """Record that somebody took his request back (撤回); it stays on record and counts no longer."""
    known = _current(dossier, person)
    if known.asked_on is not None and on < known.asked_on:
        raise ImpossibleError("撤回日期早于请假日期", "请核对撤回日期；请假日期登记错了的，先改正请假日期")
    return _marked(set_leave(dossier, person, withdrawn_on=on), person)


def drop(dossier: Dossier, person: str) -> Dossier:
    """Take a request that was entered by mistake off the record, with its report."""
    known = _current(dossier, person)
    without = replace(dossier, leave=tuple(leave for leave in dossier.leave if leave is not known))
    return _marked(_without_attachment(without, known.report), person)


def with_report(dossier: Dossier, person: str, scan: Attachment) -> Dossier:
    """With the scan or photo of the written report (书面请假报告), in the place of the one there was."""
    before = _current(dossier, person).report
    if before is not None and attachment_of(dossier, before).sha256 == scan.sha256:
        return set_leave(dossier, person, written_report=True)
    added = add_attachment(dossier, scan)
    linked = set_leave(added, person, report=added.attachments[-1].id, written_report=True)
    return _without_attachment(linked, before)


def without_report(dossier: Dossier, person: str) -> Dossier:
    """Without the scan of the written report; that there is one on paper stays on record."""
    known = _current(dossier, person)
    if known.report is None:
        raise ImpossibleError("没有书面请假报告的扫描件", "它可能刚刚被移除，请查看最新内容")
    return _without_attachment(set_leave(dossier, person, report=None), known.report)


def _current(dossier: Dossier, person: str) -> Leave:
    known = current(dossier, person)
    if known is None:
        raise ImpossibleError(f"{_name(dossier, person)}没有请假申请", "请先登记请假；已经撤回的，请重新登记")
    return known


def _name(dossier: Dossier, person: str) -> str:
    for known in dossier.people:
        if known.id == person:
            return known.name
    raise ImpossibleError("没有这个人", "名单可能已被修改，请刷新后重试")


def _refuse_acting_for_himself(dossier: Dossier, person: str, acting: str | None) -> None:
    if acting is not None and _name(dossier, acting) and acting == person:
        raise ImpossibleError("不能由本人代替本人", "请另选代理或参会人")


def _marked(dossier: Dossier, person: str) -> Dossier:
    """The list with the effect of somebody's requests: on leave where one is approved, else not there yet."""
    approved = any(
        stands(leave) and state(leave) is LeaveState.APPROVED for leave in dossier.leave if leave.person == person
    )
    before, after = (Presence.ABSENT, Presence.LEAVE) if approved else (Presence.LEAVE, Presence.ABSENT)
    return replace(
        dossier,
        attendance=tuple(
            replace(row, status=after) if row.person == person and row.status is before else row
            for row in dossier.attendance
        ),
    )


def _without_attachment(dossier: Dossier, gone: str | None) -> Dossier:
    """Without an attachment, unless another request names it too."""
    if gone is None or gone in {leave.report for leave in dossier.leave}:
        return dossier
    return remove_attachment(dossier, gone)
