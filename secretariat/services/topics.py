"""What is done to a topic on its way: chain, countersigns, coordination, reviews, their scans; each one act.

``meeting_id`` is the key of a meeting or of a proposal, whose topic has the number 1: the same acts do for both. A
record (a step, a countersign …) is named by itself, as the window showed it. Besides what each pure edit raises,
every act raises what ``services/meetings.act_on`` does. What an edit brings that may be a slip is asked beforehand:
``domain/topic_doubts.py``. Beside these acts: ``topic_material.py``, ``decisions.py``, ``agenda.py``.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from secretariat.domain import topic_editing as editing
from secretariat.domain.labels import REVIEWS
from secretariat.domain.states import Opinion, StepKind
from secretariat.services.attachments_intake import take_in
from secretariat.services.attachments_types import SCANS
from secretariat.services.meetings import act_on
from secretariat.services.progress import quiet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from secretariat.domain.facts import Coordination, Countersign, Review, Step
    from secretariat.domain.permissions import Actor
    from secretariat.domain.states import ReviewKind
    from secretariat.services.attachments_store import AttachmentFiles
    from secretariat.services.database import Database
    from secretariat.services.progress import Report

_STEPS = {
    StepKind.DEPUTY_REPORT: "汇报",
    StepKind.DEPUTY_REVIEW: "分管领导审核",
    StepKind.OFFICE_REVIEW: "办公室（厅）审核",
    StepKind.HEAD_DECISION: "审定",
}
_OPINIONS = {Opinion.AGREE: "同意", Opinion.DISAGREE: "不同意", Opinion.NONE: "未回复"}


# -- chain of approval ------------------------------------------------------------------------------------------------


def record_step(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    step: StepKind,
    **values: Any,  # noqa: ANN401 (of Step)
) -> int:
    """Record a step of the chain: ``by``, ``on``, ``opinion``; out of order or by the wrong post it is a finding."""
    edit = partial(editing.record_step, no=no, step=step, **values)
    return act_on(database, actor, meeting_id, f"登记议题{no}{_STEPS[step]}", edit)


def change_step(database: Database, actor: Actor, meeting_id: int, no: int, step: Step, **values: Any) -> int:  # noqa: ANN401
    """Correct a step."""
    edit = partial(editing.change_step, no=no, step=step, **values)
    return act_on(database, actor, meeting_id, f"修改议题{no}{_STEPS[step.step]}", edit)


def remove_step(database: Database, actor: Actor, meeting_id: int, no: int, step: Step) -> int:
    """Take a step off the record."""
    edit = partial(editing.remove_step, no=no, step=step)
    return act_on(database, actor, meeting_id, f"删除议题{no}{_STEPS[step.step]}登记", edit)


def propose(database: Database, actor: Actor, meeting_id: int, no: int, by: str | None) -> int:
    """Record who put the topic forward himself, as the head may; ``None``: nobody did."""
    return act_on(database, actor, meeting_id, f"登记议题{no}提出人", partial(editing.propose, no=no, by=by))


# -- countersigns -----------------------------------------------------------------------------------------------------


def ask_countersigns(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    departments: Sequence[str],
    *,
    asked_on: dt.date,
    due_on: dt.date | None = None,
) -> int:
    """Ask departments in the round that is going on; ``due_on`` as ``services/topic_view.reply_due`` reckons it."""
    edit = partial(editing.ask_countersigns, no=no, departments=departments, asked_on=asked_on, due_on=due_on)
    return act_on(database, actor, meeting_id, f"议题{no}送会签", edit)


def new_round(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    departments: Sequence[str],
    *,
    asked_on: dt.date,
    due_on: dt.date | None = None,
) -> int:
    """Ask departments once more, the draft having been changed."""
    edit = partial(editing.new_round, no=no, departments=departments, asked_on=asked_on, due_on=due_on)
    return act_on(database, actor, meeting_id, f"议题{no}重新送会签", edit)


def reply(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    row: Countersign,
    *,
    opinion: Opinion | None,
    **values: Any,  # noqa: ANN401 (of Countersign)
) -> int:
    """Record what a department answered: ``replied_on``, ``signed_by``, ``grounds``."""
    edit = partial(editing.reply, no=no, row=row, opinion=opinion, **values)
    said = "" if opinion is None else f"：{_OPINIONS[opinion]}"
    return act_on(database, actor, meeting_id, f"登记议题{no}会签回复{said}", edit)


def change_countersign(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    row: Countersign,
    **values: Any,  # noqa: ANN401
) -> int:
    """Correct a countersign."""
    edit = partial(editing.change_countersign, no=no, row=row, **values)
    return act_on(database, actor, meeting_id, f"修改议题{no}会签", edit)


def remove_countersign(database: Database, actor: Actor, meeting_id: int, no: int, row: Countersign) -> int:
    """Take a countersign off the record."""
    edit = partial(editing.remove_countersign, no=no, row=row)
    return act_on(database, actor, meeting_id, f"删除议题{no}会签登记", edit)


def coordinate(database: Database, actor: Actor, meeting_id: int, no: int, **values: Any) -> int:  # noqa: ANN401
    """Record what was done about a disagreement: fields of ``facts.Coordination``."""
    return act_on(database, actor, meeting_id, f"登记议题{no}协调情况", partial(editing.coordinate, no=no, **values))


def drop_coordination(database: Database, actor: Actor, meeting_id: int, no: int) -> int:
    """Take a coordination off the record."""
    return act_on(database, actor, meeting_id, f"删除议题{no}协调情况", partial(editing.drop_coordination, no=no))


# -- reviews ----------------------------------------------------------------------------------------------------------


def record_review(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    review: ReviewKind,
    **values: Any,  # noqa: ANN401
) -> int:
    """Record a review: ``by`` (a department), ``on``, ``passed``, ``opinion``."""
    edit = partial(editing.record_review, no=no, review=review, **values)
    return act_on(database, actor, meeting_id, f"登记议题{no}{REVIEWS[review]}", edit)


def change_review(database: Database, actor: Actor, meeting_id: int, no: int, review: Review, **values: Any) -> int:  # noqa: ANN401
    """Correct a review."""
    edit = partial(editing.change_review, no=no, review=review, **values)
    return act_on(database, actor, meeting_id, f"修改议题{no}{REVIEWS[review.review]}", edit)


def withdraw_review(database: Database, actor: Actor, meeting_id: int, no: int, review: Review) -> int:
    """Take a review off the record."""
    edit = partial(editing.withdraw_review, no=no, review=review)
    return act_on(database, actor, meeting_id, f"删除议题{no}{REVIEWS[review.review]}登记", edit)


# -- scans ------------------------------------------------------------------------------------------------------------


def attach_step_form(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    no: int,
    step: Step,
    *,
    report: Report = quiet,
) -> int:
    """Attach the scan of the form that shows a step signed; raises what ``take_in`` raises."""
    scan = take_in(files, path, only=SCANS, report=report)
    edit = partial(editing.with_step_form, no=no, step=step, scan=scan)
    return act_on(database, actor, meeting_id, f"添加议题{no}审批表单：{scan.name}", edit)


def attach_countersign_form(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    no: int,
    row: Countersign,
    *,
    report: Report = quiet,
) -> int:
    """Attach the scan of a signed 会签单; raises what ``take_in`` raises."""
    scan = take_in(files, path, only=SCANS, report=report)
    edit = partial(editing.with_countersign_form, no=no, row=row, scan=scan)
    return act_on(database, actor, meeting_id, f"添加议题{no}会签单：{scan.name}", edit)


def attach_review_file(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    no: int,
    review: Review,
    *,
    report: Report = quiet,
) -> int:
    """Attach the opinion of a review, in whatever format it came; raises what ``take_in`` raises."""
    file = take_in(files, path, report=report)
    edit = partial(editing.with_review_file, no=no, review=review, file=file)
    return act_on(database, actor, meeting_id, f"添加议题{no}{REVIEWS[review.review]}意见：{file.name}", edit)


def attach_coordination_file(
    database: Database,
    actor: Actor,
    meeting_id: int,
    files: AttachmentFiles,
    path: Path,
    no: int,
    *,
    report: Report = quiet,
) -> int:
    """Attach the statement of coordination (协调说明), in whatever format it came; raises what ``take_in`` raises."""
    file = take_in(files, path, report=report)
    edit = partial(editing.with_coordination_file, no=no, file=file)
    return act_on(database, actor, meeting_id, f"添加议题{no}协调说明：{file.name}", edit)


def detach(
    database: Database,
    actor: Actor,
    meeting_id: int,
    no: int,
    row: Step | Countersign | Review | Coordination,
) -> int:
    """Remove the file of a record, which stays itself; the file stays for an undo."""
    return act_on(database, actor, meeting_id, f"移除议题{no}附件", partial(editing.without_file, no=no, row=row))
