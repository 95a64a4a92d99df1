"""What the rule will ask of a topic of a type, with flags, in a kind of meeting: told before the topic is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.labels import REVIEWS, ROLES, TOPIC_FLAGS, TOPIC_TYPES, listed
from secretariat.domain.records import record
from secretariat.rules.checks.reviews import asks
from secretariat.rules.intake_batches import intake_rule
from secretariat.rules.telling.block import deadline_text, one_kind_text
from secretariat.rules.telling.topics import AD_HOC, chain_text, disagreement_text, reply_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from secretariat.domain.states import TopicFlag, TopicType
    from secretariat.rules.case import Bound
    from secretariat.rules.rulebook import Rulebook
    from secretariat.rules.schema.topics import ReviewRule


@record(kw_only=True)
class Ask:
    """One thing that the rule will ask: what it is about, in words, by which article.

    ``because`` names the type or the flags that it is asked for; empty where it is asked of every topic. ``warns``:
    such a topic does not belong before this kind of meeting.
    """

    title: str
    text: str
    article: str
    because: str = ""
    warns: bool = False


def asks_for(book: Rulebook, kind: str, type_: TopicType | None, flags: Collection[TopicFlag] = ()) -> tuple[Ask, ...]:
    """All that a rulebook will ask of such a topic: first what type and flags bring, then what every topic needs."""
    return (*_special(book, kind, type_, flags), *_common(book, kind))


def _binding(entries: Iterable[Bound], kind: str) -> tuple[Bound, ...]:
    return tuple(entry for entry in entries if kind in entry.kinds)


def _special(book: Rulebook, kind: str, type_: TopicType | None, flags: Collection[TopicFlag]) -> Iterator[Ask]:
    for remit in _binding(book.remit, kind):
        if found := [flag for flag in remit.flags if flag in flags]:
            text = "职权范围内能够决定的事项，不安排会议研究"
            yield Ask(title="不上会事项", text=text, article=remit.article, because=_flags(found), warns=True)
    for power in book.decided_in:
        found = [flag for flag in power.flags if flag in flags]
        if type_ in power.types and (found or not power.flags):
            text = f"由{one_kind_text(book, power.kinds)}讨论决定"
            other = kind not in power.kinds
            text += "，本类会议只能先行听取、研究" if other else ""
            because = "、".join(filter(None, (_type(type_), _flags(found))))
            yield Ask(title="决定权限", text=text, article=power.article, because=because, warns=other)
            break
    for filing in _binding(book.registration, kind):
        if found := [flag for flag in filing.flags if flag in flags]:
            text = f"{deadline_text(filing.deadline)}向{book.words.office}报备"
            yield Ask(title="提前报备", text=text, article=filing.article, because=_flags(found))
    yield from _reviews(book, kind, type_, flags)
    yield from _on_agenda(book, kind, type_)


def _reviews(book: Rulebook, kind: str, type_: TopicType | None, flags: Collection[TopicFlag]) -> Iterator[Ask]:
    """Each review once, by all the articles that ask for it."""
    wanted: dict[str, list[ReviewRule]] = {}
    for rule in _binding(book.reviews, kind):
        if asks(rule, type_, flags):
            wanted.setdefault(_review(rule), []).append(rule)
    for text, rules in wanted.items():
        reasons = dict.fromkeys(why for rule in rules for why in _why(rule, type_, flags))
        articles = dict.fromkeys(rule.article for rule in rules)
        yield Ask(title=REVIEWS[rules[0].review], text=text, article="、".join(articles), because=listed(reasons))


def _review(rule: ReviewRule) -> str:
    by = f"由{ROLES[rule.by_role]}" if rule.by_role is not None else ""
    return f"会前须{by}完成“{rule.note or REVIEWS[rule.review]}”"


def _why(rule: ReviewRule, type_: TopicType | None, flags: Collection[TopicFlag]) -> Iterator[str]:
    """The type and the flags that a review is asked for."""
    if type_ is not None and type_ in rule.types:
        yield TOPIC_TYPES[type_]
    yield from (TOPIC_FLAGS[flag] for flag in rule.flags if flag in flags)


def _on_agenda(book: Rulebook, kind: str, type_: TopicType | None) -> Iterator[Ask]:
    first = book.agenda.first_topic
    if first is not None and kind in first.kinds and type_ in first.types:
        yield Ask(title="第一议题", text="列为第一个议题", article=first.article, because=_type(type_))
    for entry in _binding(book.agenda.standing_topics, kind):
        if type_ in entry.types:
            yield Ask(title="底线议题", text="每次会议设立的专门议题", article=entry.article, because=_type(type_))


def _common(book: Rulebook, kind: str) -> Iterator[Ask]:
    intake = intake_rule(book, kind)
    if intake is not None:
        yield Ask(title="议题提报", text=intake.text, article=intake.article)
    for rule in _binding(book.countersigns, kind)[:1]:
        text = f"涉及其他部门的，会前送其会签，同意的由其主要负责人在{rule.paper}上签字"
        yield Ask(title="会签", text=text, article=rule.article)
        if rule.reply is not None:
            yield Ask(title="回复时限", text=reply_text(rule.reply), article=rule.reply.article)
        yield Ask(title="意见不一致", text=disagreement_text(book, rule), article=rule.disagreement.article)
    for form in _binding(book.forms, kind)[:1]:
        seal = "并加盖公章" if form.sealed else ""
        text = f"填报《{form.name.strip('《》')}》，由主办部门主要负责人签字{seal}"
        yield Ask(title="提报表", text=text, article=form.article)
    for chain in _binding(book.chains, kind)[:1]:
        articles = dict.fromkeys((chain.article, *(step.article for step in chain.steps if step.article)))
        yield Ask(title="审批程序", text=chain_text(book, chain), article="、".join(articles))
    yield from _papers(book, kind)
    for extra in _binding(book.ad_hoc, kind)[:1]:
        posts = book.words.any_of(extra.posts) if extra.posts else ""
        text = f"议程审定后，{AD_HOC[extra.needs].format(posts=posts)}"
        yield Ask(title="临时追加", text=text, article=extra.article)


def _papers(book: Rulebook, kind: str) -> Iterator[Ask]:
    for rule in _binding(book.material, kind):
        if rule.submitted is not None:
            text = f"{deadline_text(rule.submitted)}报送{book.words.office}"
            yield Ask(title="议题材料", text=text, article=rule.article)
        if rule.signed_in_charge:
            yield Ask(title="材料签署", text="由分管领导签署后提交", article=rule.article)
        if rule.deliveries:
            text = "；".join(
                f"{f'第{number}次' if len(rule.deliveries) > 1 else ''}{deadline_text(deadline)}"
                for number, deadline in enumerate(rule.deliveries, 1)
            )
            yield Ask(title="材料送达", text=f"{text}送与会人员", article=rule.article)
    time = book.agenda.report_time
    if time is not None and kind in time.kinds:
        yield Ask(title="汇报时间", text=f"汇报原则上不超过{time.minutes}分钟", article=time.article)
    staff = book.agenda.staff
    if staff is not None and kind in staff.kinds:
        text = f"主办部门原则上只安排{staff.at_most}名工作人员列席，增加的须经{book.words.office}批准"
        yield Ask(title="工作人员", text=text, article=staff.article)
    for recall in _binding(book.recall, kind)[:1]:
        yield Ask(title="材料收回", text="标注会后收回的材料，会后退回", article=recall.article)


def _type(type_: TopicType | None) -> str:
    return "" if type_ is None else TOPIC_TYPES[type_]


def _flags(flags: Iterable[TopicFlag]) -> str:
    return listed(TOPIC_FLAGS[flag] for flag in flags)
