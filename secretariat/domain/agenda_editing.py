"""What is done to the agenda (议程): set by the head on a day (审定), and what is done to it afterwards, on record.

``domain/proposals.py`` puts proposals on an agenda and takes topics off it, on record in the same way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from secretariat.domain.editing import ImpossibleError, add_topic, move_topic, set_meeting, set_topic, topic_of
from secretariat.domain.facts import AdHoc, AgendaChange
from secretariat.domain.numerals import date_text
from secretariat.domain.states import AgendaAct
from secretariat.domain.topic_editing import known_person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from secretariat.domain.facts import Dossier, Topic


def frozen(dossier: Dossier) -> bool:
    """Whether the agenda was set; what is done to it from then on is recorded."""
    return dossier.meeting.agenda_set_on is not None


def set_agenda(dossier: Dossier, *, on: dt.date, by: str | None) -> Dossier:
    """Record that the agenda was set (审定) on a day by somebody, as it stands.

    What was typed in later than that day, and not as ad hoc, was on it by then: it is no addition. Nor is what was
    added, without anybody's consent or a reason, to an agenda that had been set before and is set anew.
    """
    if not dossier.topics:
        raise ImpossibleError("议程上还没有议题，不能审定", "请先列入议题")
    before = dossier.meeting.agenda_set_on
    if before is not None:
        raise ImpossibleError(f"议程已于{date_text(before)}审定", "日期或审定人登记错了的，请先取消审定，再重新登记")
    known_person(dossier, by)
    topics = tuple(
        replace(topic, added_on=topic.added_on and min(topic.added_on, on), ad_hoc=None)
        if _as_set(topic, on)
        else topic
        for topic in dossier.topics
    )
    return set_meeting(replace(dossier, topics=topics), agenda_set_on=on, agenda_set_by=by)


def _as_set(topic: Topic, on: dt.date) -> bool:
    """Whether a topic is on the agenda as it is set, though what is recorded of it says otherwise."""
    if topic.ad_hoc is None:
        return (topic.added_on or on) > on
    return topic.ad_hoc == AdHoc() and (topic.added_on or on) <= on


def unset_agenda(dossier: Dossier) -> Dossier:
    """Take back that the agenda was set; what was recorded of its changes stays."""
    if not frozen(dossier):
        raise ImpossibleError("议程没有审定", "它可能刚刚被修改，请查看最新内容")
    return set_meeting(dossier, agenda_set_on=None, agenda_set_by=None)


def add_to_agenda(
    dossier: Dossier,
    title: str,
    *,
    on: dt.date,
    consent_by: str | None = None,
    reason: str | None = None,
    **values: Any,  # noqa: ANN401 (the fields of Topic)
) -> Dossier:
    """Add a topic at the end of the agenda; after it was set only as ad hoc (临时追加), which is recorded.

    Without the consent or the reason that the rule asks for it is added all the same, and becomes a finding.
    """
    known_person(dossier, consent_by)
    added = add_topic(dossier, title, added_on=on, **values)
    topic = added.topics[-1]
    if not frozen(dossier):
        return added
    ad_hoc = AdHoc(consent_by=consent_by, reason=(reason or "").strip() or None)
    marked = set_topic(added, topic.no, ad_hoc=ad_hoc)
    return noted(
        marked,
        AgendaChange(
            on=on, what=AgendaAct.ADDED, title=topic.title, to_no=topic.no, by=consent_by, reason=ad_hoc.reason
        ),
    )


def explain_ad_hoc(dossier: Dossier, no: int, *, consent_by: str | None = None, reason: str | None = None) -> Dossier:
    """Record by whose consent, or why, a topic came on the agenda after it was set."""
    topic_of(dossier, no)
    known_person(dossier, consent_by)
    return set_topic(dossier, no, ad_hoc=AdHoc(consent_by=consent_by, reason=(reason or "").strip() or None))


def move_on_agenda(
    dossier: Dossier, no: int, to: int, *, on: dt.date, by: str | None = None, reason: str | None = None
) -> Dossier:
    """Move a topic to another position; after the agenda was set that is recorded."""
    topic = topic_of(dossier, no)
    known_person(dossier, by)
    moved = move_topic(dossier, no, to)
    if no == to:
        return moved
    said = (reason or "").strip() or None
    change = AgendaChange(on=on, what=AgendaAct.MOVED, title=topic.title, from_no=no, to_no=to, by=by, reason=said)
    return noted(moved, change)


def reorder(
    dossier: Dossier, order: Sequence[int], *, on: dt.date, by: str | None = None, reason: str | None = None
) -> Dossier:
    """Put the topics in an order, given by the numbers that they have; each one that moves is recorded."""
    if sorted(order) != sorted(topic.no for topic in dossier.topics):
        raise ImpossibleError("议程的议题刚刚有变化", "请查看最新议程后重新排序")
    at = {no: no for no in order}  # where the topic that had this number stands by now
    for place, no in enumerate(order, 1):
        now = at[no]
        if now == place:
            continue
        dossier = move_on_agenda(dossier, now, place, on=on, by=by, reason=reason)
        at = {one: where + 1 if place <= where < now else where for one, where in at.items()}
        at[no] = place
    return dossier


def noted(dossier: Dossier, change: AgendaChange) -> Dossier:
    """Record a change of the agenda; before it is set (审定) there is nothing to record."""
    if not frozen(dossier):
        return dossier
    return replace(dossier, agenda_changes=(*dossier.agenda_changes, change))
