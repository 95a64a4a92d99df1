"""The draft of the minutes (纪要), made from what was recorded: opening, one section a topic, attendance lists.

The draft uses the conventional wording of published minutes and invents nothing: it says no more than the dossier
does. It is meant to be edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.naming import meeting_name, unit_name, unit_of
from secretariat.domain.numerals import date_text, part_of_day
from secretariat.domain.posts import holds_any
from secretariat.domain.records import record
from secretariat.domain.states import Outcome, Part, Post, Presence, TopicType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Attendance, Decision, Department, Dossier, Person, Topic
    from secretariat.domain.words import Words

_LEADERS = frozenset({Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER})

# What a meeting did, when the decision itself was not put into words.
_OUTCOMES = {
    Outcome.ADOPTED: "会议审议通过了{title}。",
    Outcome.ADOPTED_IN_PRINCIPLE: "会议原则同意{title}。",
    Outcome.ADOPTED_AFTER_REVISION: "会议原则同意{title}，根据会议讨论意见修改完善后按程序办理。",
    Outcome.DEFERRED: "会议决定，{title}进一步研究完善后，另行提请审议。",
    Outcome.REJECTED: "会议未同意{title}。",
    Outcome.NOTED: "会议研究了{title}。",
}


@record()
class Entry:
    """One person in a list of names; ``李靖``, ``李　靖`` and ``李 靖`` are all printed as ``李　靖``.

    ``note`` stands behind the name (代…), ``reason`` is why a leave was asked, ``topics`` are the numbers of the
    topics attended where not all were; which of them is printed is the office's choice.
    """

    name: str
    unit: str | None = None
    note: str | None = None
    reason: str | None = None
    topics: tuple[int, ...] = ()


@record()
class NameList:
    """A list of names under its label: 出席, 请假, 列席, 记录. A list without entries is not printed."""

    label: str
    entries: tuple[Entry, ...]


@record()
class Section:
    """One topic of the minutes: its heading without number, and what was heard and decided.

    A paragraph that begins with ``（一）`` and a short sentence has that sentence in 楷体 (GB/T 9704-2012, 7.3.3).
    """

    heading: str
    paragraphs: tuple[str, ...] = ()


@record()
class MinutesDraft:
    """The text of the minutes."""

    opening: str
    sections: tuple[Section, ...]
    lists: tuple[NameList, ...]


def draft_minutes(dossier: Dossier, words: Words, kind_name: str) -> MinutesDraft:
    """Draft the minutes of a meeting from its dossier."""
    units = {unit.id: unit for unit in dossier.departments}
    people = {person.id: person for person in dossier.people}
    return MinutesDraft(
        opening=_opening(dossier, people, words, kind_name),
        sections=tuple(_section(topic, people, units, words) for topic in dossier.topics),
        lists=tuple(_lists(dossier, people, units, words)),
    )


def _opening(dossier: Dossier, people: dict[str, Person], words: Words, kind_name: str) -> str:
    meeting = dossier.meeting
    name = meeting_name(meeting, dossier.government, words, kind_name)
    when = date_text(meeting.date) + ("" if meeting.start is None else part_of_day(meeting.start))
    where = "" if meeting.place is None else f"在{meeting.place}"
    if meeting.chair is None:
        convened = f"{name}{where}召开"
    else:
        chair = people[meeting.chair]
        by = f"受{_styled(people[meeting.commissioned_by])}委托，" if meeting.commissioned_by else ""
        convened = f"{by}{_chairing(chair, dossier, words)}{where}主持召开{name}"
    done = [_studied(topic) for topic in dossier.topics]
    if len(done) > _TOPICS_NAMED:
        done = [*done[:_TOPICS_NAMED], f"共研究{len(done)}项议题"]
    return f"{when}，{'，'.join([convened, *done])}。现将会议研究确定事项纪要如下："


# How many topics the opening names one by one; more would bury it.
_TOPICS_NAMED = 8

# Verbs that a topic's title may begin with; such a title stands in a sentence as it is.
_VERBS = ("传达学习", "传达", "学习", "听取", "审议", "研究", "讨论", "审定", "通报", "部署", "安排")

_DOCUMENTS = frozenset(
    {TopicType.NORMATIVE_DOCUMENT, TopicType.LOCAL_REGULATION, TopicType.GOVERNMENT_RULE, TopicType.DOCUMENT}
)


def _studied(topic: Topic) -> str:
    """What the meeting did with a topic, as the opening says it: 审议《…》, 听取…的汇报, 研究…."""
    if topic.title.startswith(_VERBS):
        return topic.title
    return f"{'审议' if topic.type in _DOCUMENTS else '研究'}{matter(topic)}"


def matter(topic: Topic) -> str:
    """What a topic is about, without the verb that its title begins with; a document in its brackets 《》."""
    title = topic.title
    verb = next((verb for verb in _VERBS if title.startswith(verb)), "")
    rest = title.removeprefix(verb)
    if verb == "听取":
        rest = rest.removesuffix("的汇报").removesuffix("汇报")
    if topic.type in _DOCUMENTS and "《" not in rest and not verb:
        return f"《{rest}》"
    return rest or title


def _chairing(chair: Person, dossier: Dossier, words: Words) -> str:
    """The chair with his title; the Party group is chaired by its secretary, whatever else he is."""
    secretary = words.posts.get(Post.PARTY_SECRETARY, "")
    chairs_group = dossier.meeting.kind == "party_group" and holds_any(
        chair, (Post.PARTY_SECRETARY,), dossier.meeting.date
    )
    if not chairs_group or not secretary or secretary in (chair.title or ""):
        return _styled(chair)
    return f"{words.government}{secretary}" + (f"、{_styled(chair)}" if chair.title else chair.name)


def _styled(person: Person) -> str:
    return f"{person.title or ''}{person.name}"


def _section(topic: Topic, people: dict[str, Person], units: dict[str, Department], words: Words) -> Section:
    paragraphs: list[str] = []
    decision = topic.decision
    text = "" if decision is None or decision.text is None else decision.text.strip()
    if topic.discussion and not text:
        paragraphs.extend(line.strip() for line in topic.discussion.splitlines() if line.strip())
    if text:
        paragraphs.extend(line.strip() for line in text.splitlines() if line.strip())
    elif decision is not None and decision.outcome is not None:
        paragraphs.append(_heard(topic, people, units, words) + _OUTCOMES[decision.outcome].format(title=matter(topic)))
    else:
        paragraphs.append(_heard(topic, people, units, words) or f"会议研究了{matter(topic)}。")
    if decision is not None:
        todo = _assignment(decision, text, people, units, words)
        if todo:
            paragraphs.append(todo)
        paragraphs.extend(_chair_said(decision, text))
        paragraphs.extend(_reserved(decision, text, people))
    return Section(heading=topic.title, paragraphs=tuple(paragraphs))


def _heard(topic: Topic, people: dict[str, Person], units: dict[str, Department], words: Words) -> str:
    """Who reported, where the decision's own words do not say it."""
    if topic.sponsor is None or topic.title.startswith(("传达", "学习")):
        return ""
    reporter = "" if topic.reporter is None else people[topic.reporter].name
    return f"会议听取了{unit_name(units[topic.sponsor], words)}{reporter}关于{matter(topic)}的汇报。"


def _assignment(
    decision: Decision, text: str, people: dict[str, Person], units: dict[str, Department], words: Words
) -> str:
    """Who sees to it, who leads, who helps and by when, unless the decision's own words already say so."""
    lead = [units[unit] for unit in decision.responsible]
    help_ = [units[unit] for unit in decision.assisting]
    leader = None if decision.leader is None else people[decision.leader]
    due = "" if decision.due is None else date_text(decision.due)
    if (
        all(unit.name in text or unit_name(unit, words) in text for unit in (*lead, *help_))
        and (leader is None or leader.name in text)
        and due in text
        and (lead or help_ or leader or due)
    ):
        return ""
    leading = "、".join(unit_name(unit, words) for unit in lead)
    helping = "、".join(unit_name(unit, words) for unit in help_)
    by = f"于{due}前" if due else ""
    if leader is not None:
        done = [f"由{_styled(leader)}负责", f"{leading}牵头" if leading else "", f"{helping}配合" if helping else ""]
        told = "，".join(filter(None, done))
        return f"会议确定，{told}，{by}抓好落实。" if leading or helping or by else f"会议确定，{told}抓好落实。"
    if leading and helping:
        return f"会议确定，由{leading}牵头，{helping}配合，{by}抓好落实。"
    if leading:
        return f"会议确定，由{leading}负责，{by}抓好落实。" if by else f"会议确定，由{leading}负责抓好落实。"
    if helping:
        return f"会议确定，由{helping}配合，{by}抓好落实。"
    return f"会议要求，{by}抓好落实。" if by else ""


def _chair_said(decision: Decision, text: str) -> Iterator[str]:
    """The chair's last word, in the meeting's voice, as minutes have it; none that the decision says already."""
    said = (decision.chair_said or "").strip()
    if not said or said in text:
        return
    first, *others = (line.strip() for line in said.splitlines() if line.strip())
    yield _ended(first if first.startswith("会议") else f"会议强调，{first}")
    yield from (_ended(line) for line in others)


def _reserved(decision: Decision, text: str, people: dict[str, Person]) -> Iterator[str]:
    """What somebody wants on record against the decision."""
    for one in decision.reservations:
        person = people[one.person]
        if person.name in text and "保留意见" in text:
            continue
        said = " ".join((one.text or "").split())
        yield _ended(f"{_styled(person)}对此持保留意见" + (f"：{said}" if said else ""))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？", "；", "”", "》", "）")) else f"{sentence}。"


def _lists(
    dossier: Dossier, people: dict[str, Person], units: dict[str, Department], words: Words
) -> Iterator[NameList]:
    day = dossier.meeting.date
    reasons = {leave.person: leave.reason for leave in dossier.leave}

    def entry(row: Attendance, reason: str | None = None) -> Entry:
        person = people[row.person]
        leader = row.as_ is Part.MEMBER and holds_any(person, _LEADERS, day)
        unit = None if leader else unit_of(person, units, words, day)
        if unit is None and not leader and row.department is not None:
            unit = unit_name(units[row.department], words)
        if unit is None and not leader and row.as_ is not Part.MEMBER:
            unit = person.title
        return Entry(name=person.name, unit=unit, reason=reason, topics=row.topics)

    def instead(row: Attendance, substitute: Person) -> Entry:
        """The substitute, listed with the unit of whom he stands for."""
        stands_for = people[row.person]
        unit = unit_of(stands_for, units, words, day) or unit_of(substitute, units, words, day)
        return Entry(name=substitute.name, unit=unit, note=f"代{stands_for.name}")

    rows = [row for row in dossier.attendance if row.as_ is not Part.STAFF]
    present = [row for row in rows if row.status is Presence.PRESENT]
    on_leave = [row for row in rows if row.status is Presence.LEAVE]
    absent = [row for row in rows if row.status is Presence.ABSENT]
    named = (
        ("出席", [entry(row) for row in present if row.as_ is Part.MEMBER]),
        ("请假", [entry(row, reasons.get(row.person)) for row in on_leave]),
        ("缺席", [entry(row) for row in absent]),
        (
            "列席",
            [entry(row) for row in present if row.as_ is Part.ATTENDEE]
            + [instead(row, people[row.substitute]) for row in rows if row.substitute is not None],
        ),
        ("邀请", [entry(row) for row in present if row.as_ is Part.GUEST]),
    )
    for label, entries in named:
        if entries:
            yield NameList(label=label, entries=tuple(entries))
    minutes = dossier.minutes
    if minutes is not None and minutes.drafted_by is not None:
        yield NameList(label="记录", entries=(Entry(name=people[minutes.drafted_by].name),))
