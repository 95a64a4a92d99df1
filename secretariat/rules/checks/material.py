"""The report material (汇报材料): handed in, signed, delivered and, where it is marked for that, returned."""

from __future__ import annotations

from calendar import monthrange
from typing import TYPE_CHECKING

from secretariat.domain.material_editing import missing_copies
from secretariat.domain.numerals import date_text
from secretariat.rules import in_charge
from secretariat.rules.deadlines import last_day_of, length

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from secretariat.domain.facts import Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.deadline import MonthWindow
    from secretariat.rules.schema.topics import MaterialRule, RecallRule

ORDINALS = "一二三四五六七八九"


def check(case: Case) -> Iterator[Finding]:
    """Judge the material of each topic; the first entry that says something of a matter governs it."""
    submitted, signed, delivered = material_rules(case)
    recall = next(iter(case.binding(case.rulebook.recall)), None)
    for topic in case.dossier.topics:
        late = tuple(_late(case, topic, submitted)) if submitted is not None else ()
        yield from late or _outside_windows(case, topic)
        # Material that must be handed in and is not there yet can't have been signed.
        if signed is not None and (submitted is None or _submitted_on(topic) is not None):
            yield from _unsigned(case, topic, signed)
        if delivered is not None:
            yield from _delivery(case, topic, delivered)
        if recall is not None and case.over:
            yield from _recall(case, topic, recall)


def material_rules(case: Case) -> tuple[MaterialRule | None, MaterialRule | None, MaterialRule | None]:
    """The entries that say by when material is handed in, who signs it, by when it is delivered: the first of each."""
    rules = case.binding(case.rulebook.material)
    return (
        next((rule for rule in rules if rule.submitted is not None), None),
        next((rule for rule in rules if rule.signed_in_charge), None),
        next((rule for rule in rules if rule.deliveries), None),
    )


def signed_rightly(case: Case, topic: Topic) -> bool:
    """Whether the leader in charge signed the material."""
    material = topic.material
    if material is None or material.signed_by is None:
        return False
    return in_charge.may_act(case, topic, case.people[material.signed_by], material.submitted_on)


def _submitted_on(topic: Topic) -> date | None:
    return None if topic.material is None else topic.material.submitted_on


def _late(case: Case, topic: Topic, rule: MaterialRule) -> Iterator[Finding]:
    done = _submitted_on(topic)
    last = None if rule.submitted is None else last_day_of(case, rule.submitted)
    if rule.submitted is None or last is None or not last.missed(done, case.as_of):
        return
    said = "尚未登记报送" if done is None else f"实际于{date_text(done)}报送"
    yield case.finding(
        "material.late",
        rule.article,
        f"{case.topic_called(topic)}的材料须提前{length(rule.submitted)}报送"
        f"{case.rulebook.words.office}，最迟为{last.text}，{said}。请核对报送日期；确已逾期的，改列以后的会议。",
        subject=topic.no,
    )


def _outside_windows(case: Case, topic: Topic) -> Iterator[Finding]:
    done = _submitted_on(topic)
    if done is None:
        return
    for rule in case.binding(case.rulebook.intake):
        if rule.judged and not any(within(done, window) for window in rule.windows):
            windows = "、".join(window_text(window) for window in rule.windows)
            yield case.finding(
                "material.late",
                rule.article,
                f"{case.topic_called(topic)}的材料于{date_text(done)}报送，不在每月受理时间（{windows}）内。"
                "请核对报送日期；确不在受理时间的，列入下一批。",
                subject=topic.no,
            )
            return


def within(day: date, window: MonthWindow) -> bool:
    """Whether a day lies in a window; days that the month does not have stand for its last."""
    end = monthrange(day.year, day.month)[1]
    return min(window.first, end) <= day.day <= min(window.last, end)


def window_text(window: MonthWindow) -> str:
    """A window as a message names it: 10日至15日, 月末."""
    if window.first == window.last:
        return _day_text(window.first)
    return f"{_day_text(window.first)}至{_day_text(window.last)}"


def _day_text(day: int) -> str:
    return "月末" if day == 31 else f"{day}日"  # noqa: PLR2004 (the schema's word for the last day)


def _unsigned(case: Case, topic: Topic, rule: MaterialRule) -> Iterator[Finding]:
    material = topic.material
    on = None if material is None else material.submitted_on
    who = in_charge.called(case, topic, on)
    if material is None or material.signed_by is None:
        said = f"须经{who}签署后提交，未见签署记录。请送签后登记签署人。"
    else:
        if signed_rightly(case, topic):
            return
        signer = case.people[material.signed_by]
        said = f"须经{who}签署，登记的签署人是{case.called(signer)}。请重新送签，或核对登记和分管关系。"
    yield case.finding("material.unsigned", rule.article, f"{case.topic_called(topic)}的材料{said}", subject=topic.no)


def _delivery(case: Case, topic: Topic, rule: MaterialRule) -> Iterator[Finding]:
    """Hold the deliveries, in the order of their days, against the deadlines; one finding for all that were missed."""
    done = sorted(topic.material.delivered_on) if topic.material is not None else []
    missed = []
    for index, deadline in enumerate(rule.deliveries):
        last = last_day_of(case, deadline)
        on = done[index] if index < len(done) else None
        if last is None or not last.missed(on, case.as_of):
            continue
        which = f"第{ORDINALS[index]}次" if len(rule.deliveries) > 1 else ""
        said = "未登记" if on is None else f"登记为{date_text(on)}"
        missed.append(f"{which}须提前{length(deadline)}，最迟为{last.text}，{said}")
    if missed:
        yield case.finding(
            "material.delivery_late",
            rule.article,
            f"{case.topic_called(topic)}的材料送达与会人员：{'；'.join(missed)}。请核对送达日期，未送达的尽快送达。",
            subject=topic.no,
        )


def _recall(case: Case, topic: Topic, rule: RecallRule) -> Iterator[Finding]:
    """Every numbered copy (份号) that was given out comes back, whatever day stands for the whole."""
    if topic.material is None or not topic.material.recall:
        return
    out = "、".join(str(copy.no) for copy in missing_copies(topic))
    if topic.material.recalled_on is None:
        said = "未见收回记录" + (f"，第{out}份尚未交回" if out else "")
    elif out:
        said = f"登记于{date_text(topic.material.recalled_on)}收回，第{out}份却未见交回记录"
    else:
        return
    yield case.finding(
        "material.not_recalled",
        rule.article,
        f"{case.topic_called(topic)}的材料标明会后收回，{said}。请清点收回，并登记日期。",
        subject=topic.no,
    )
