"""What the rules say while a meeting is held: whether enough are there, and how long a report may take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.naming import cited
from secretariat.domain.records import record
from secretariat.domain.room import on_table
from secretariat.domain.room_quorum import RoomCount, counted
from secretariat.rules.case import Case
from secretariat.rules.checks import quorum

if TYPE_CHECKING:
    import datetime as dt

    from secretariat.domain.facts import Dossier, Topic
    from secretariat.rules.rulebook import KindRule, Rulebook


@record(kw_only=True)
class RoomState:
    """What is shown beside the list: the counts, and for how many minutes the report on the table may last."""

    count: RoomCount
    limit: int | None = None
    limit_article: str | None = None


def room_state(dossier: Dossier, rulebook: Rulebook | None, *, today: dt.date, why: str = "") -> RoomState:
    """Count a meeting as its list stands; without a rulebook, and ``why`` says so, only those who are there.

    Quick enough to be asked at every mark: nothing is judged but the quorum.
    """
    here = on_table(dossier.topics)
    own = None if here is None else here.report_minutes
    kind = dossier.meeting.kind
    rule = None if rulebook is None else rulebook.kinds.get(kind)
    if rulebook is None or rule is None:
        return RoomState(count=counted(dossier, None, why=why or "没有可用的工作规则，不判断法定人数"), limit=own)
    case = Case(rulebook, rule, dossier, as_of=today, calendar=WorkCalendar({}))
    count = counted(
        dossier,
        quorum.count(case),
        article=None if rule.quorum is None else cited(rule.quorum.article),
        topic_article=_article(rule, here),
        why="工作规则未规定此类会议的法定人数",
    )
    report = rulebook.agenda.report_time
    if own is None and report is not None and kind in report.kinds:
        return RoomState(count=count, limit=report.minutes, limit_article=cited(report.article))
    return RoomState(count=count, limit=own)


def _article(rule: KindRule, topic: Topic | None) -> str | None:
    """The article that says how many must be there for a topic, as it is cited."""
    if rule.quorum is None:
        return None
    own = next((one for one in rule.quorum.topics if topic is not None and topic.type in one.types), None)
    return cited(rule.quorum.article if own is None else own.article)
