"""Whether enough are in the room, for the meeting and for the topic on the table, and in words what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.domain.room import begun, gaps, next_topic, on_table
from secretariat.domain.states import Part, Presence

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier
    from secretariat.domain.quorum import Quorum


@record(kw_only=True)
class Count:
    """How many are due, there and needed; ``words`` say what it means, with the article where there is one."""

    due: int
    present: int
    needed: int | None = None
    met: bool | None = None
    words: str = ""


@record(kw_only=True)
class RoomCount:
    """The counts of the meeting and of the topic on the table; ``gaps`` says who is missing for it, and why."""

    meeting: Count
    topic: Count | None = None
    no: int | None = None
    gaps: str = ""


def counted(
    dossier: Dossier,
    quorum: Quorum | None,
    *,
    article: str | None = None,
    topic_article: str | None = None,
    why: str = "",
) -> RoomCount:
    """Count those who were marked; ``quorum`` is what the rules make of them, ``why`` why no rule does."""
    members = [line for line in dossier.attendance if line.as_ is Part.MEMBER]
    some = any(line.status is Presence.PRESENT for line in members)
    here = on_table(dossier.topics)
    if quorum is None:
        present = len({line.person for line in members if line.status is Presence.PRESENT})
        return RoomCount(meeting=Count(due=len({line.person for line in members}), present=present, words=why))
    # Before anybody has come the rules count who has announced it; in the room only who is there counts.
    present = quorum.present if some else 0
    needed = quorum.needed
    met = None if needed is None else present >= needed
    words = why if needed is None else _meeting_words(present, needed, article, started=begun(dossier.topics))
    meeting = Count(due=quorum.due, present=present, needed=needed, met=met, words=words)
    of_topic = next((one for one in quorum.topics if here is not None and one.no == here.no), None)
    if of_topic is None or here is None:
        return RoomCount(meeting=meeting, no=None if here is None else here.no)
    there = of_topic.present if some else 0
    topic = Count(
        due=quorum.due,
        present=there,
        needed=of_topic.needed,
        met=there >= of_topic.needed,
        words=_topic_words(there, of_topic.needed, topic_article, more=next_topic(dossier.topics) is not None),
    )
    return RoomCount(meeting=meeting, topic=topic, no=here.no, gaps=gaps(dossier).words)


def _meeting_words(present: int, needed: int, article: str | None, *, started: bool) -> str:
    if present >= needed:
        return "已达法定人数"
    then = "不得作出决定" if started else "请等候到齐，或改期召开"
    return f"未达法定人数，还差 {needed - present} 人：{then}{_by(article)}"


def _topic_words(present: int, needed: int, article: str | None, *, more: bool) -> str:
    if present >= needed:
        return "本议题已达法定人数"
    said = f"本议题在场{present}人，须{needed}人以上：未达法定人数，不得对本议题作出决定"
    return said + ("，可先议下一议题" if more else "") + _by(article)


def _by(article: str | None) -> str:
    return f"（{article}）" if article else ""
