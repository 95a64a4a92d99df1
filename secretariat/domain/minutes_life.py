"""The minutes' life as legal changes of state (起草、编辑、审核、签发、编号、印发), each a pure function."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain.editing import ImpossibleError
from secretariat.domain.facts import Approval, Dossier, Minutes, MinutesBody, MinutesVersion
from secretariat.domain.states import MinutesStage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

_TEXT_CAN_CHANGE = frozenset({None, MinutesStage.DRAFT, MinutesStage.EDITED, MinutesStage.REVIEWED})


def edit_minutes(dossier: Dossier, edit: Callable[[Minutes], Minutes]) -> Dossier:
    """Change the minutes; where there are none yet, they begin empty."""
    return replace(dossier, minutes=edit(dossier.minutes or Minutes()))


def set_body(dossier: Dossier, body: MinutesBody, stage: MinutesStage) -> Dossier:
    """Give the minutes their text; reviews of an earlier text fall away. Refused once they are signed."""

    def edit(minutes: Minutes) -> Minutes:
        if minutes.body == body:
            return minutes
        if minutes.stage not in _TEXT_CAN_CHANGE:
            raise ImpossibleError("纪要已经签发，正文不能再改", "请先撤回签发登记，改后重新送签")
        return replace(minutes, body=body, stage=stage, reviews=(), head_approval=None, commission_approval=None)

    return edit_minutes(dossier, edit)


def reviewed(minutes: Minutes, by: str, on: dt.date) -> Minutes:
    """Reviewed by somebody; the same person reviews once, a second time replaces the first."""
    _need_text(minutes)
    reviews = tuple(review for review in minutes.reviews if review.by != by)
    stage = MinutesStage.REVIEWED if minutes.stage in _TEXT_CAN_CHANGE else minutes.stage
    return replace(minutes, reviews=(*reviews, Approval(by=by, on=on)), stage=stage)


def signed(minutes: Minutes, by: str, on: dt.date, scan: str | None) -> Minutes:
    """Signed off by somebody; whether he may is a finding."""
    _need_text(minutes)
    if minutes.stage is MinutesStage.ISSUED:
        raise ImpossibleError("纪要已经印发", "确需更正的，请新建更正版本")
    stage = MinutesStage.NUMBERED if minutes.number is not None else MinutesStage.SIGNED
    return replace(minutes, signed_by=by, signed_on=on, scan=scan or minutes.scan, stage=stage)


def unsigned(minutes: Minutes) -> Minutes:
    """With the sign-off taken back; a number that was given stays, since it is never given twice."""
    if minutes.stage is MinutesStage.ISSUED:
        raise ImpossibleError("纪要已经印发，不能撤回签发登记", "确需更正的，请新建更正版本")
    stage = MinutesStage.REVIEWED if minutes.reviews else MinutesStage.EDITED
    return replace(minutes, signed_by=None, signed_on=None, scan=None, stage=stage)


def numbered(minutes: Minutes, number: int, year: int) -> Minutes:
    """Numbered in its year; a number that was given is not changed."""
    if minutes.signed_by is None:
        raise ImpossibleError("纪要尚未签发，不能编号", "请先登记签发人和日期")
    if minutes.stage is MinutesStage.ISSUED:
        raise ImpossibleError("纪要已经印发，编号不能再改", "确需更正的，请新建更正版本")
    return replace(minutes, number=number, year=year, stage=MinutesStage.NUMBERED)


def issued(minutes: Minutes, on: dt.date) -> Minutes:
    """Issued and locked."""
    if minutes.signed_by is None:
        raise ImpossibleError("纪要尚未签发，不能印发", "请先登记签发人和日期")
    if minutes.number is None:
        raise ImpossibleError("纪要尚未编号，不能印发", "请先编号")
    return replace(minutes, issued_on=on, stage=MinutesStage.ISSUED)


def corrected(minutes: Minutes, reason: str) -> Minutes:
    """A new version of issued minutes, to be reviewed and signed anew; the issued one is kept with the reason."""
    if minutes.stage is not MinutesStage.ISSUED:
        raise ImpossibleError("纪要尚未印发，可以直接修改", "请在正文中修改")
    if not reason.strip():
        raise ImpossibleError("没有填写更正原因", "请填写更正原因")
    kept = MinutesVersion(
        no=len(minutes.versions) + 1,
        body=minutes.body,
        reason=reason.strip(),
        signed_by=minutes.signed_by,
        signed_on=minutes.signed_on,
        issued_on=minutes.issued_on,
    )
    return replace(
        minutes,
        versions=(*minutes.versions, kept),
        reviews=(),
        head_approval=None,
        commission_approval=None,
        signed_by=None,
        signed_on=None,
        issued_on=None,
        scan=None,
        stage=MinutesStage.EDITED,
    )


def _need_text(minutes: Minutes) -> None:
    if minutes.body is None:
        raise ImpossibleError("纪要还没有正文", "请先起草纪要")
