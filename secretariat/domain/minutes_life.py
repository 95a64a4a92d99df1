"""The minutes' life as legal changes of state (起草、编辑、审核、签发、编号、印发), each a pure function."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from secretariat.domain.editing import ImpossibleError, add_attachment, attachment_of, remove_attachment
from secretariat.domain.facts import Approval, Attachment, Dossier, Minutes, MinutesBody, MinutesVersion
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


def unreviewed(minutes: Minutes, by: str) -> Minutes:
    """With somebody's review taken back (撤回审核); what was signed was signed as reviewed, so not after that."""
    if by not in {review.by for review in minutes.reviews}:
        raise ImpossibleError("没有登记过这个人的审核", "它可能刚刚撤回，请查看最新内容")
    if minutes.signed_by is not None or minutes.stage not in _TEXT_CAN_CHANGE:
        raise ImpossibleError("纪要已经签发，不能撤回审核", "请先撤回签发登记；已经印发的，请新建更正版本")
    reviews = tuple(review for review in minutes.reviews if review.by != by)
    stage = MinutesStage.EDITED if minutes.stage is MinutesStage.REVIEWED and not reviews else minutes.stage
    return replace(minutes, reviews=reviews, stage=stage)


def signed(minutes: Minutes, by: str, on: dt.date) -> Minutes:
    """Signed off by somebody; whether he may is a finding."""
    _need_text(minutes)
    if minutes.stage is MinutesStage.ISSUED:
        raise ImpossibleError("纪要已经印发", "确需更正的，请新建更正版本")
    stage = MinutesStage.NUMBERED if minutes.number is not None else MinutesStage.SIGNED
    return replace(minutes, signed_by=by, signed_on=on, stage=stage)


def unsigned(dossier: Dossier) -> Dossier:
    """With the sign-off taken back, and the scan that shows it; a number stays, since it is never given twice."""

    def edit(minutes: Minutes) -> Minutes:
        if minutes.stage is MinutesStage.ISSUED:
            raise ImpossibleError("纪要已经印发，不能撤回签发登记", "确需更正的，请新建更正版本")
        stage = MinutesStage.REVIEWED if minutes.reviews else MinutesStage.EDITED
        return replace(minutes, signed_by=None, signed_on=None, scan=None, stage=stage)

    before = dossier.minutes
    return _without_attachment(edit_minutes(dossier, edit), None if before is None else before.scan)


def with_scan(dossier: Dossier, scan: Attachment, because: str | None) -> Dossier:
    """With the scan of the signed sheet, in the place of the one there was.

    Also once the minutes are issued, since scans often come later; then only a reason lets one take another's place.
    """
    if dossier.minutes is None:
        raise ImpossibleError("还没有纪要，不能添加签发单扫描件", "请先起草纪要")
    before = dossier.minutes.scan
    if before is not None:
        if attachment_of(dossier, before).sha256 == scan.sha256:
            return dossier
        _need_reason(dossier.minutes, because, "更换")
    added = add_attachment(dossier, scan)
    linked = edit_minutes(added, lambda minutes: replace(minutes, scan=added.attachments[-1].id))
    return _without_attachment(linked, before)


def without_scan(dossier: Dossier, because: str | None) -> Dossier:
    """Without the scan of the signed sheet."""
    if dossier.minutes is None or dossier.minutes.scan is None:
        raise ImpossibleError("没有签发单扫描件", "它可能刚刚被移除，请查看最新内容")
    _need_reason(dossier.minutes, because, "移除")
    unlinked = edit_minutes(dossier, lambda minutes: replace(minutes, scan=None))
    return _without_attachment(unlinked, dossier.minutes.scan)


def _need_reason(minutes: Minutes, because: str | None, what: str) -> None:
    if minutes.stage is MinutesStage.ISSUED and not (because or "").strip():
        raise ImpossibleError(f"纪要已经印发，{what}签发单扫描件须有原因", f"请填写{what}原因")


def _without_attachment(dossier: Dossier, gone: str | None) -> Dossier:
    """Without an attachment, unless an earlier version of the minutes shows it too."""
    versions = () if dossier.minutes is None else dossier.minutes.versions
    if gone is None or gone in {version.scan for version in versions}:
        return dossier
    return remove_attachment(dossier, gone)


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
        scan=minutes.scan,
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
