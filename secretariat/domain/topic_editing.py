"""What is done to one topic on its way to the meeting: chain, countersigns, coordination, reviews; pure functions.

They work on a meeting's topic and on a proposal alike, since that is a dossier as well. A record is named by itself, as
the window showed it: where somebody has changed it since, there is none like it any more, and that is said. What merely
breaks a rule is never refused here: a step out of order or by the wrong post becomes a finding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from secretariat.domain.editing import (
    ImpossibleError,
    add_attachment,
    attachment_of,
    remove_attachment,
    set_topic,
    topic_of,
)
from secretariat.domain.facts import Coordination, Countersign, Review, Step
from secretariat.domain.states import Opinion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from secretariat.domain.facts import Attachment, Dossier, Topic
    from secretariat.domain.states import ReviewKind, StepKind

Row = Step | Countersign | Review
"""A record of a topic that is one of several."""

_GONE: Final = "它可能刚刚被修改或删除，请查看最新内容"


# -- chain of approval ------------------------------------------------------------------------------------------------


def record_step(
    dossier: Dossier,
    no: int,
    step: StepKind,
    *,
    by: str | None = None,
    on: dt.date | None = None,
    opinion: str | None = None,
) -> Dossier:
    """Record a step of the chain (审核、汇报、审定), whatever was recorded before it."""
    made = Step(step=step, by=by, on=on, opinion=_text(opinion))
    return _appended(dossier, no, "steps", made)


def change_step(dossier: Dossier, no: int, step: Step, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Step)
    """Correct what a step says."""
    return _changed(dossier, no, "steps", step, values)


def remove_step(dossier: Dossier, no: int, step: Step) -> Dossier:
    """Take a step off the record, with the form that showed it."""
    return _without_file(_removed(dossier, no, "steps", step), step.form)


def propose(dossier: Dossier, no: int, by: str | None) -> Dossier:
    """Record who put the topic forward himself (由区长提出); with ``None``, that nobody did."""
    return set_topic(known_person(dossier, by), no, proposed_by=by)


# -- countersigns -----------------------------------------------------------------------------------------------------


def round_of(row: Countersign) -> int:
    """The round of a countersign; one without a number is of the first."""
    return row.round or 1


def latest_round(topic: Topic) -> int:
    """The number of the topic's last round; 0 before the first."""
    return max(map(round_of, topic.countersigns), default=0)


def latest(topic: Topic) -> dict[str, Countersign]:
    """By department its countersign of the latest round it was asked in."""
    rows: dict[str, Countersign] = {}
    for row in topic.countersigns:
        known = rows.get(row.department)
        if known is None or round_of(row) >= round_of(known):
            rows[row.department] = row
    return rows


def answered(row: Countersign) -> bool:
    """Whether a department has said something."""
    return row.opinion in {Opinion.AGREE, Opinion.DISAGREE} or row.replied_on is not None or row.signed_by is not None


def ask_countersigns(
    dossier: Dossier, no: int, departments: Iterable[str], *, asked_on: dt.date, due_on: dt.date | None = None
) -> Dossier:
    """Ask departments to countersign (送会签), in the round that is going on.

    Each becomes one that the topic concerns. Raises ``ImpossibleError`` for the sponsor itself, and for a department
    that was asked in this round already.
    """
    topic = topic_of(dossier, no)
    rows = latest(topic)
    current = max(1, latest_round(topic))
    chosen = tuple(dict.fromkeys(departments))
    for unit in chosen:
        row = rows.get(unit)
        if row is not None and round_of(row) == current and (row.asked_on is not None or answered(row)):
            said = "已经回复会签意见" if answered(row) else "已经送会签，尚未回复"
            remedy = "文稿有修改、需要重新会签的，请开始新一轮会签"
            raise ImpossibleError(
                f"{known_unit(dossier, unit)}{said}", remedy if answered(row) else f"请催办；{remedy}"
            )
    return _asked(dossier, no, chosen, current, asked_on, due_on)


def new_round(
    dossier: Dossier, no: int, departments: Iterable[str], *, asked_on: dt.date, due_on: dt.date | None = None
) -> Dossier:
    """Ask departments once more because the draft was changed; what they said before stays on record."""
    current = latest_round(topic_of(dossier, no))
    return _asked(dossier, no, tuple(dict.fromkeys(departments)), current + 1, asked_on, due_on)


def _asked(
    dossier: Dossier, no: int, departments: tuple[str, ...], number: int, asked_on: dt.date, due_on: dt.date | None
) -> Dossier:
    topic = topic_of(dossier, no)
    if not departments:
        raise ImpossibleError("没有选择会签单位", "请至少选择一个会签单位")
    for unit in departments:
        _refuse_sponsor(dossier, topic, unit)
    if due_on is not None and due_on < asked_on:
        raise ImpossibleError("回复期限早于送签日期", "请核对送签日期和回复期限")
    # A row by which nobody was asked yet gives way to the question.
    empty = [row for row in topic.countersigns if row.department in departments and _says_nothing(row)]
    kept = tuple(row for row in topic.countersigns if row not in empty)
    made = tuple(Countersign(department=unit, asked_on=asked_on, due_on=due_on, round=number) for unit in departments)
    concerns = tuple(dict.fromkeys((*topic.concerns, *departments)))
    return set_topic(dossier, no, countersigns=(*kept, *made), concerns=concerns)


def _says_nothing(row: Countersign) -> bool:
    return row.asked_on is None and not answered(row) and row.form is None


def _refuse_sponsor(dossier: Dossier, topic: Topic, unit: str) -> None:
    name = known_unit(dossier, unit)
    if unit == topic.sponsor:
        raise ImpossibleError(
            f"{name}是本议题的主办单位，不能会签自己提报的议题",
            "请选择涉及的其他单位；主办单位填错的，请先改正主办单位",
        )


def reply(
    dossier: Dossier,
    no: int,
    row: Countersign,
    *,
    opinion: Opinion | None,
    replied_on: dt.date | None = None,
    signed_by: str | None = None,
    grounds: str | None = None,
) -> Dossier:
    """Record what a department answered: agreed, or not and on what grounds (理据); ``NONE``: no reply came."""
    said = {"opinion": opinion, "replied_on": replied_on, "signed_by": signed_by, "grounds": _text(grounds)}
    if opinion is Opinion.NONE and (replied_on is not None or signed_by is not None):
        raise ImpossibleError("“未回复”不能同时登记回复日期或签字人", "请选择同意或不同意，或者清除日期和签字人")
    return change_countersign(dossier, no, row, **said)


def change_countersign(dossier: Dossier, no: int, row: Countersign, **values: Any) -> Dossier:  # noqa: ANN401
    """Correct what a countersign says: fields of ``facts.Countersign``."""
    if "department" in values:
        _refuse_sponsor(dossier, topic_of(dossier, no), values["department"])
    return _changed(dossier, no, "countersigns", row, values)


def remove_countersign(dossier: Dossier, no: int, row: Countersign) -> Dossier:
    """Take a countersign off the record, with its form; the department stays one that the topic concerns."""
    return _without_file(_removed(dossier, no, "countersigns", row), row.form)


# -- coordination -----------------------------------------------------------------------------------------------------


def coordinate(dossier: Dossier, no: int, **values: Any) -> Dossier:  # noqa: ANN401 (the fields of Coordination)
    """Record what was done about a disagreement (协调), or change it.

    What is written counts as being there: a text is a statement, a named option a preferred one, and each side's
    grounds are there once every department that disagrees has told its own; unless ``values`` say otherwise.
    """
    topic = topic_of(dossier, no)
    known_person(dossier, values.get("by"))
    told: dict[str, Any] = {key: _text(value) if key in {"text", "option"} else value for key, value in values.items()}
    if told.get("text") is not None:
        told.setdefault("statement", True)
    if told.get("option") is not None:
        told.setdefault("preferred_option", True)
    if _all_told(topic):
        told.setdefault("grounds", True)
    return set_topic(dossier, no, coordination=replace(topic.coordination or Coordination(), **told))


def drop_coordination(dossier: Dossier, no: int) -> Dossier:
    """Take what was recorded of a coordination off the record, with its file."""
    done = topic_of(dossier, no).coordination
    if done is None:
        raise ImpossibleError("没有协调记录", _GONE)
    return _without_file(set_topic(dossier, no, coordination=None), done.file)


def _all_told(topic: Topic) -> bool:
    against = [row for row in latest(topic).values() if row.opinion is Opinion.DISAGREE]
    return bool(against) and all(row.grounds for row in against)


# -- reviews ----------------------------------------------------------------------------------------------------------


def record_review(
    dossier: Dossier,
    no: int,
    review: ReviewKind,
    *,
    by: str | None = None,
    on: dt.date | None = None,
    passed: bool = True,
    opinion: str | None = None,
) -> Dossier:
    """Record a review (审查、评估、论证、征求意见); earlier ones of its kind stay."""
    if by is not None:
        known_unit(dossier, by)
    made = Review(review=review, by=by, on=on, passed=passed, opinion=_text(opinion))
    topic = topic_of(dossier, no)
    return set_topic(dossier, no, reviews=(*topic.reviews, made))


def change_review(dossier: Dossier, no: int, review: Review, **values: Any) -> Dossier:  # noqa: ANN401 (of Review)
    """Correct what a review says."""
    return _changed(dossier, no, "reviews", review, values)


def withdraw_review(dossier: Dossier, no: int, review: Review) -> Dossier:
    """Take a review off the record, with its file."""
    return _without_file(_removed(dossier, no, "reviews", review), review.file)


# -- what shows that it was done --------------------------------------------------------------------------------------


def with_step_form(dossier: Dossier, no: int, step: Step, scan: Attachment) -> Dossier:
    """With the scan of the form that shows a step signed, in the place of the one there was."""
    added, ref = _with_file(dossier, scan)
    return _without_file(_changed(added, no, "steps", step, {"form": ref}), step.form)


def with_countersign_form(dossier: Dossier, no: int, row: Countersign, scan: Attachment) -> Dossier:
    """With the scan of the signed countersign (会签单), in the place of the one there was."""
    added, ref = _with_file(dossier, scan)
    return _without_file(_changed(added, no, "countersigns", row, {"form": ref}), row.form)


def with_review_file(dossier: Dossier, no: int, review: Review, file: Attachment) -> Dossier:
    """With the opinion (意见书) of a review, in the place of the one there was."""
    added, ref = _with_file(dossier, file)
    return _without_file(_changed(added, no, "reviews", review, {"file": ref}), review.file)


def with_coordination_file(dossier: Dossier, no: int, file: Attachment) -> Dossier:
    """With the statement of coordination (协调说明) as a file, in the place of the one there was."""
    before = topic_of(dossier, no).coordination
    added, ref = _with_file(dossier, file)
    return _without_file(coordinate(added, no, file=ref, statement=True), None if before is None else before.file)


def without_file(dossier: Dossier, no: int, row: Row | Coordination) -> Dossier:
    """Without the file of a record, which stays itself."""
    if isinstance(row, Coordination):
        return _without_file(coordinate(dossier, no, file=None), row.file)
    if isinstance(row, Review):
        return _without_file(_changed(dossier, no, "reviews", row, {"file": None}), row.file)
    if isinstance(row, Step):
        return _without_file(_changed(dossier, no, "steps", row, {"form": None}), row.form)
    return _without_file(_changed(dossier, no, "countersigns", row, {"form": None}), row.form)


def _with_file(dossier: Dossier, file: Attachment) -> tuple[Dossier, str]:
    """The dossier with a file, and its id; one of the same content and name is not kept twice."""
    for known in dossier.attachments:
        if (known.sha256, known.name) == (file.sha256, file.name):
            return dossier, known.id
    added = add_attachment(dossier, file)
    return added, added.attachments[-1].id


def _without_file(dossier: Dossier, gone: str | None) -> Dossier:
    """Without an attachment, unless something names it still."""
    if gone is None:
        return dossier
    attachment_of(dossier, gone)
    try:
        return remove_attachment(dossier, gone)
    except ImpossibleError:
        return dossier


# -- records of a topic -----------------------------------------------------------------------------------------------


def _appended(dossier: Dossier, no: int, key: str, row: Row) -> Dossier:
    _known(dossier, row)
    return set_topic(dossier, no, **{key: (*getattr(topic_of(dossier, no), key), row)})


def _changed(dossier: Dossier, no: int, key: str, row: Row, values: dict[str, Any]) -> Dossier:
    rows: tuple[Row, ...] = getattr(topic_of(dossier, no), key)
    changed = replace(row, **values)
    _known(dossier, changed)
    place = _place(rows, row)
    return set_topic(dossier, no, **{key: (*rows[:place], changed, *rows[place + 1 :])})


def _removed(dossier: Dossier, no: int, key: str, row: Row) -> Dossier:
    rows: tuple[Row, ...] = getattr(topic_of(dossier, no), key)
    place = _place(rows, row)
    return set_topic(dossier, no, **{key: (*rows[:place], *rows[place + 1 :])})


def _place(rows: tuple[Row, ...], row: Row) -> int:
    if row not in rows:
        raise ImpossibleError("没有这条登记", _GONE)
    return rows.index(row)


def _known(dossier: Dossier, row: Row) -> None:
    if isinstance(row, Review):
        known_unit(dossier, row.by)
        return
    known_person(dossier, row.by if isinstance(row, Step) else row.signed_by)
    if isinstance(row, Countersign):
        known_unit(dossier, row.department)


def known_person(dossier: Dossier, person: str | None) -> Dossier:
    """The dossier, which must know that person."""
    if person is not None and all(known.id != person for known in dossier.people):
        raise ImpossibleError("没有这个人", "名单可能已被修改，请刷新后重试")
    return dossier


def known_unit(dossier: Dossier, unit: str | None) -> str:
    """The name of a unit, which must be one of the dossier's; none has no name."""
    if unit is None:
        return ""
    for known in dossier.departments:
        if known.id == unit:
            return known.name
    raise ImpossibleError("没有这个单位", "单位可能已被修改，请刷新后重试")


def _text(text: str | None) -> str | None:
    """What was written; blanks are nothing."""
    return (text or "").strip() or None
