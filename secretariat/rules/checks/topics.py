"""How topics (议题) come before a meeting: remit, kind, registration, form, chain of approval, late additions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import TOPIC_FLAGS, TOPIC_TYPES
from secretariat.domain.numerals import date_text
from secretariat.domain.states import AgendaAct, Outcome
from secretariat.rules.checks import chains
from secretariat.rules.deadlines import last_day_of, length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Form, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.topics import FormRule

_ADOPTED = frozenset({Outcome.ADOPTED, Outcome.ADOPTED_IN_PRINCIPLE, Outcome.ADOPTED_AFTER_REVISION})


def check(case: Case) -> Iterator[Finding]:
    """Judge each topic's way to the agenda, and whether this kind of meeting may decide it."""
    for topic in case.dossier.topics:
        yield from _remit(case, topic)
        yield from _wrong_kind(case, topic)
        yield from _registration(case, topic)
        yield from _form(case, topic)
        yield from chains.judge(case, topic)
        yield from _ad_hoc(case, topic)


def _remit(case: Case, topic: Topic) -> Iterator[Finding]:
    for entry in case.binding(case.rulebook.remit):
        flags = [flag for flag in entry.flags if flag in topic.flags]
        if flags:
            yield case.finding(
                "topic.department_remit",
                entry.article,
                f"{case.topic_called(topic)}标为“{TOPIC_FLAGS[flags[0]]}”，职权范围内能决定的事项不安排"
                f"{case.rule.name}研究。请撤下议题，由{_sponsor(case, topic)}按职权办理；标错的请改正。",
                subject=topic.no,
            )
            return


def _wrong_kind(case: Case, topic: Topic) -> Iterator[Finding]:
    """Only where the topic was decided; hearing or studying it first elsewhere is no fault."""
    if topic.type is None or topic.decision is None or topic.decision.outcome not in _ADOPTED:
        return
    for entry in case.rulebook.decided_in:
        if topic.type not in entry.types or case.meeting.kind in entry.kinds:
            continue
        flags = [flag for flag in entry.flags if flag in topic.flags]
        if entry.flags and not flags:
            continue
        about = TOPIC_TYPES[topic.type] + "".join(f"，{TOPIC_FLAGS[flag]}" for flag in flags)
        yield case.finding(
            "topic.wrong_kind",
            entry.article,
            f"{case.topic_called(topic)}（{about}）应由{case.kinds_called(entry.kinds)}审议决定，"
            f"{case.rule.name}只能先行听取、研究。请提交有权决定的会议审议，并更正本次审议结果。",
            subject=topic.no,
        )
        return


def _registration(case: Case, topic: Topic) -> Iterator[Finding]:
    for entry in case.binding(case.rulebook.registration):
        flags = [flag for flag in entry.flags if flag in topic.flags]
        last = last_day_of(case, entry.deadline) if flags else None
        if last is None or not last.missed(topic.registered_on, case.as_of):
            continue
        done = "尚未登记报备" if topic.registered_on is None else f"实际于{date_text(topic.registered_on)}报备"
        yield case.finding(
            "topic.late_registration",
            entry.article,
            f"{case.topic_called(topic)}{TOPIC_FLAGS[flags[0]]}，须提前{length(entry.deadline)}"
            f"向{case.rulebook.words.office}报备，最迟为{last.text}，{done}。请核对报备日期；确已逾期的，改列以后的会议。",
            subject=topic.no,
        )
        return


def _form(case: Case, topic: Topic) -> Iterator[Finding]:
    entry = next(iter(case.binding(case.rulebook.forms)), None)
    if entry is None:
        return
    if topic.form is None:
        said = f"未见{form_called(entry)}。请补办，"
    else:
        lacking = form_lacks(case, topic, entry, topic.form)
        if not lacking:
            return
        said = f"{form_called(entry)}{'；'.join(lacking)}。请补齐，"
    yield case.finding(
        "topic.form_missing", entry.article, f"{case.topic_called(topic)}：{said}并登记。", subject=topic.no
    )


def form_called(entry: FormRule) -> str:
    """The form's name as a message has it: 《议题审批表》."""
    return f"《{entry.name.strip('《》')}》"


def form_lacks(case: Case, topic: Topic, entry: FormRule, form: Form) -> tuple[str, ...]:
    """What the form lacks that the rule asks for: the signature of the sponsor's head, the seal."""
    lacking = []
    sponsor = _sponsor(case, topic)
    if form.signed_by is None:
        lacking.append(f"未经{sponsor}主要负责人签字")
    elif topic.sponsor is not None:
        signer = case.people[form.signed_by]
        if not case.heads(signer, topic.sponsor, topic.registered_on):
            lacking.append(f"由{case.called(signer)}签字，应由{sponsor}主要负责人签字")
    if entry.sealed and not form.sealed:
        lacking.append("未加盖部门公章")
    return tuple(lacking)


def _sponsor(case: Case, topic: Topic) -> str:
    return "主办部门" if topic.sponsor is None else case.unit_name(topic.sponsor)


def _came_later(case: Case, topic: Topic) -> bool:
    """Whether a topic was added after the agenda was set; on that very day it was where that is on record."""
    added, agenda_set = topic.added_on, case.meeting.agenda_set_on
    if added is None or agenda_set is None or added != agenda_set:
        return added is not None and agenda_set is not None and added > agenda_set
    return topic.ad_hoc is not None and any(
        change.what is AgendaAct.ADDED and change.on == added and change.title == topic.title
        for change in case.dossier.agenda_changes
    )


def _ad_hoc(case: Case, topic: Topic) -> Iterator[Finding]:
    entry = next(iter(case.binding(case.rulebook.ad_hoc)), None)
    agenda_set = case.meeting.agenda_set_on
    if entry is None or topic.added_on is None or agenda_set is None or not _came_later(case, topic):
        return
    given = topic.ad_hoc
    added = f"{case.topic_called(topic)}于{date_text(topic.added_on)}追加，议程已于{date_text(agenda_set)}确定"
    if entry.needs == "never":
        said = "确定后不得追加议题。请移至以后的会议。"
    elif entry.needs == "reason":
        if given is not None and (given.reason or "").strip():
            return
        said = "确有特殊情况方可追加，未记录理由。请补记理由，或移至以后的会议。"
    else:
        by = case.rulebook.words.any_of(entry.posts)
        if given is None or given.consent_by is None:
            said = f"追加须经{by}批准，未见批准记录。请报批后登记批准人，或移至以后的会议。"
        else:
            person = case.people[given.consent_by]
            if case.held(person, entry.posts, topic.added_on):
                return
            said = f"追加须经{by}批准，登记的批准人是{case.called(person)}。请报{by}批准，或核对登记。"
    yield case.finding("topic.ad_hoc", entry.article, f"{added}，{said}", subject=topic.no)
