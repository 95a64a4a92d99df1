"""Print a topic's papers: 会签单, 协调说明, 议题审批表 or 议题提报单; of a meeting's topic and of a proposal alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.documents.coordination_statement import CoordinationStatement, Side, render_coordination_statement
from secretariat.documents.countersign_sheet import CountersignPlace, CountersignSheet, render_countersign_sheet
from secretariat.documents.topic_form import OpinionPlace, TopicForm, render_topic_form
from secretariat.domain.editing import topic_of
from secretariat.domain.labels import TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.naming import cited, meeting_name, unit_name
from secretariat.domain.numerals import date_text
from secretariat.domain.states import Opinion, StepKind
from secretariat.domain.topic_editing import answered, latest, latest_round, round_of
from secretariat.errors import RefusedError
from secretariat.rules.checks import chains, countersigns
from secretariat.rules.checks.topics import form_called
from secretariat.rules.deadlines import last_day, length
from secretariat.rules.topic_needs import Family, needs
from secretariat.services.minutes_paper import marking
from secretariat.services.office_fonts import office_fonts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from secretariat.domain.facts import Countersign, Step, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.schema.topics import ChainStep

_STANDS: Final = {Opinion.DISAGREE: "不同意", Opinion.AGREE: "同意"}
"""Opinions, in the order in which a form tells them."""
_LABEL: Final = 6
"""Characters that a label has room for on a line."""


# -- 会签单 -----------------------------------------------------------------------------------------------------------


def countersign_sheet_pdf(case: Case, no: int, departments: Collection[str] = ()) -> bytes:
    """The sheet of a topic's present round as a PDF, for all departments or for these.

    Raises ``RefusedError`` where no department is asked, ``MissingGlyphError``.
    """
    return render_countersign_sheet(countersign_sheet(case, no, departments), office_fonts())


def countersign_sheet(case: Case, no: int, departments: Collection[str] = ()) -> CountersignSheet:
    """What the sheet says: departments of the present round, and those concerned that were not asked yet."""
    topic = topic_of(case.dossier, no)
    current = max(1, latest_round(topic))
    rows = {unit: row for unit, row in latest(topic).items() if round_of(row) == current}
    units = [unit for unit in dict.fromkeys((*rows, *_unasked(topic))) if not departments or unit in departments]
    if not units:
        raise RefusedError("这个议题没有会签单位", "请先填写涉及单位，或选择会签单位")
    asked = [rows[unit] for unit in units if unit in rows]
    return CountersignSheet(
        heading=f"{case.dossier.government.name}会议议题会签单",
        topic=topic.title,
        sponsor=_unit(case, topic.sponsor),
        meeting=meeting_called(case),
        asked_on=_same("" if row.asked_on is None else date_text(row.asked_on) for row in asked),
        due_on=_same(_due(case, row) for row in asked),
        round=current,
        places=tuple(CountersignPlace(unit=_unit(case, unit), said=_said(case, rows.get(unit))) for unit in units),
        notes=tuple(_notes(case)),
        security=security_of(case),
    )


def _unasked(topic: Topic) -> Iterator[str]:
    known = latest(topic)
    return (unit for unit in topic.concerns if unit not in known and unit != topic.sponsor)


def _due(case: Case, row: Countersign) -> str:
    if row.due_on is not None:
        return date_text(row.due_on)
    rule = countersigns.countersign_rule(case)
    if rule is None or rule.reply is None or row.asked_on is None:
        return ""
    return last_day(case, rule.reply.deadline, row.asked_on).text


def _said(case: Case, row: Countersign | None) -> str:
    """What is on record of a reply: the opinion, the grounds, who signed it and when."""
    if row is None or not answered(row) or row.opinion not in {Opinion.AGREE, Opinion.DISAGREE}:
        return ""
    grounds = f"：{row.grounds.rstrip('。')}" if row.grounds and row.opinion is Opinion.DISAGREE else ""
    signed = "" if row.signed_by is None else case.called(case.people[row.signed_by])
    on = "" if row.replied_on is None else date_text(row.replied_on)
    by = "，".join(filter(None, (signed, on)))
    return f"{_STANDS[row.opinion]}{grounds}。" + (f"（{by}）" if by else "")


def _notes(case: Case) -> Iterator[str]:
    rule = countersigns.countersign_rule(case)
    if rule is None:
        return
    yield f"同意的，由单位主要负责人签字（依据{cited(rule.article)}）；不同意的，请写明理由和依据。"
    if rule.reply is not None:
        silence = "，逾期未回复的视为无意见" if rule.reply.silence == "no_objection" else ""
        own = "，另有时限要求的除外" if rule.reply.own_time else ""
        yield f"请在送签后{length(rule.reply.deadline)}内回复{own}{silence}（依据{cited(rule.reply.article)}）。"


# -- 协调说明 ---------------------------------------------------------------------------------------------------------


def coordination_statement_pdf(case: Case, no: int) -> bytes:
    """The statement of a topic's coordination as a PDF; raises ``RefusedError`` where nobody disagreed."""
    return render_coordination_statement(coordination_statement(case, no), office_fonts())


def coordination_statement(case: Case, no: int) -> CoordinationStatement:
    """What the statement says; where the rule has no coordination, it is made all the same."""
    topic = topic_of(case.dossier, no)
    against = [row for row in latest(topic).values() if row.opinion is Opinion.DISAGREE]
    if not against:
        raise RefusedError("没有单位表示不同意，不需要协调说明", "请先登记会签意见")
    done, rule = topic.coordination, countersigns.countersign_rule(case)
    way = None if rule is None else rule.disagreement
    coordinates = way is not None and way.way == "coordinate"
    return CoordinationStatement(
        heading=f"{case.dossier.government.name}会议议题协调说明",
        topic=topic.title,
        sponsor=_unit(case, topic.sponsor),
        meeting=meeting_called(case),
        text="" if done is None else done.text or "",
        sides=tuple(Side(unit=_unit(case, row.department), said=row.grounds or "") for row in against),
        option="" if done is None else done.option or "",
        option_asked=way is not None and way.option != "never",
        coordinator=countersigns.coordinators(case, topic, way) if way is not None and coordinates else "",
        result=_result(case, topic),
        basis="" if way is None else f"《{case.rulebook.title}》{cited(way.article)}",
        security=security_of(case),
    )


def _result(case: Case, topic: Topic) -> str:
    done = topic.coordination
    if done is None or done.by is None:
        return ""
    on = "" if done.on is None else date_text(done.on)
    said = "意见一致" if done.agreed else "仍有分歧"
    return f"{on}经{case.called(case.people[done.by])}协调，{said}。"


# -- 议题审批表、议题提报单 -------------------------------------------------------------------------------------------


def topic_form_pdf(case: Case, no: int) -> bytes:
    """The form with which a topic is handed in, as a PDF; raises ``MissingGlyphError``."""
    return render_topic_form(topic_form(case, no), office_fonts())


def topic_form(case: Case, no: int) -> TopicForm:
    """What the form says: what the rulebook calls it, the places to sign of its chain; a usual one where it names none.

    Where the rule has the departments concerned sign on this very form, there are places for them.
    """
    topic = topic_of(case.dossier, no)
    entry = next(iter(case.binding(case.rulebook.forms)), None)
    rule = countersigns.countersign_rule(case)
    name = "会议议题审批表" if entry is None else form_called(entry).strip("《》")
    signs_here = entry is not None and rule is not None and rule.paper.strip("《》") == name
    found = needs(case, topic, dated=False)
    material = topic.material
    return TopicForm(
        heading=name if case.rulebook.words.government in name else f"{case.dossier.government.name}{name}",
        topic=topic.title,
        sponsor=_unit(case, topic.sponsor),
        meeting=meeting_called(case),
        kind=_kind(topic),
        reporter="" if topic.reporter is None else case.people[topic.reporter].name,
        minutes="" if topic.report_minutes is None else f"{topic.report_minutes}分钟",
        submitted_on="" if material is None or material.submitted_on is None else date_text(material.submitted_on),
        concerns="、".join(_unit(case, unit) for unit in topic.concerns),
        countersigns="\n".join(_stands(case, topic)),
        reviews="；".join(f"{need.what}：{need.said or '待办'}" for need in found if need.family is Family.REVIEW),
        sealed=entry is not None and entry.sealed,
        cosigners=tuple(_unit(case, unit) for unit in topic.concerns if unit != topic.sponsor) if signs_here else (),
        opinions=tuple(_opinions(case, topic)),
        security=security_of(case),
    )


def _kind(topic: Topic) -> str:
    flags = "、".join(TOPIC_FLAGS[flag] for flag in topic.flags)
    named = "" if topic.type is None else TOPIC_TYPES[topic.type]
    return f"{named}（{flags}）" if named and flags else named or flags


def _stands(case: Case, topic: Topic) -> Iterator[str]:
    """How the departments stand, those that stand alike together; nothing while none was asked."""
    rows = latest(topic)
    units = [unit for unit in dict.fromkeys((*topic.concerns, *rows)) if unit != topic.sponsor]
    stands = {unit: _stand(case, topic, rows.get(unit)) for unit in units}
    for stand in dict.fromkeys((*_STANDS.values(), *stands.values())) if rows else ():
        alike = [_unit(case, unit) for unit in units if stands[unit] == stand]
        if alike:
            yield f"{stand}：{'、'.join(alike)}"


def _stand(case: Case, topic: Topic, row: Countersign | None) -> str:
    if row is None:
        return "未送签"
    if row.opinion is Opinion.DISAGREE and topic.coordination is not None and topic.coordination.agreed:
        return "原不同意，已协调一致"
    rule = countersigns.countersign_rule(case)
    silent = rule is not None and countersigns.stand_of(case, topic, rule, row) is countersigns.Stand.SILENT
    if silent and rule is not None and rule.reply is not None:
        return f"逾期未回复，视为无意见（依据{cited(rule.reply.article)}）"
    return "未回复" if row.opinion is None else _STANDS.get(row.opinion, "未回复")


def _opinions(case: Case, topic: Topic) -> Iterator[OpinionPlace]:
    if topic.proposed_by is not None and chains.chain_of(case, topic) is None:
        who = case.called(case.people[topic.proposed_by])
        yield OpinionPlace(label="提出议题", who=who)
        return
    chain = chains.chain_of(case, topic)
    for step, taken in () if chain is None else chains.progress(case, topic, chain):
        holders = case.in_charge_of(topic) if step.in_charge else case.holders(step.posts)
        if taken is not None and taken.by is not None and chains.taken_rightly(case, topic, step, taken):
            holders = (case.people[taken.by],)  # who holds the post now may be another
        who = case.called_all(holders) if len(holders) == 1 else ""
        yield OpinionPlace(label=_label(case, step), who=who, said=_opinion(case, taken))


def _label(case: Case, step: ChainStep) -> str:
    """A step as a form's narrow column names it: 办公室主任 over 审核."""
    name = chains.step_called(case, step).removeprefix(case.rulebook.words.government)
    if len(name) <= _LABEL:
        return name
    cut = name.find("向") if step.step is StepKind.DEPUTY_REPORT else len(name) - 2
    return f"{name[:cut]}\n{name[cut:]}"


def _opinion(case: Case, taken: Step | None) -> str:
    """What is on record of a step: whoever signs on paper sees what was said before."""
    if taken is None or taken.by is None:
        return ""
    on = "" if taken.on is None else date_text(taken.on)
    return f"{taken.opinion or '同意'}（{case.called(case.people[taken.by])}{'，' if on else ''}{on}）"


# -- words ------------------------------------------------------------------------------------------------------------


def security_of(case: Case) -> str:
    """The mark that a paper of a classified meeting bears: 秘密★1年; nothing for any other."""
    security = marking(case.dossier)
    return "" if security is None else security.text


def meeting_called(case: Case) -> str:
    """The meeting as a paper names it; one without a number by its kind alone: 区政府常务会议."""
    return meeting_name(case.meeting, case.dossier.government, case.rulebook.words, case.rule.name)


def _unit(case: Case, unit: str | None) -> str:
    return "" if unit is None else unit_name(case.units[unit], case.rulebook.words)


def _same(texts: Iterator[str]) -> str:
    """A text that is the same for all; else nothing, which is filled in by hand."""
    found = set(texts)
    return found.pop() if len(found) == 1 else ""
