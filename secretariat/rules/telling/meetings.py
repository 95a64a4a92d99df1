"""What holds for all, and each kind of meeting: who sits, who chairs, how many, how often, whose minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.labels import TOPIC_FLAGS, listed
from secretariat.domain.numerals import date_text
from secretariat.domain.states import Post
from secretariat.rules.telling.block import Block, Line, kinds_text, seats_text, types_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.rulebook import KindRule, Rulebook
    from secretariat.rules.schema.meeting import ChairRule, QuorumRule, TopicThreshold
    from secretariat.rules.schema.minutes import MinutesRule

COMPARISONS: Final = {"more_than": "超过", "at_least": "不少于"}
SHARES: Final = {"1/2": "二分之一", "2/3": "三分之二", "3/4": "四分之三", "1/3": "三分之一"}


def general_block(book: Rulebook) -> Block:
    """The rulebook itself, and who is who in it."""
    words = book.words

    def lines() -> Iterator[Line]:
        yield Line(key="government", title="政府", text="，也称".join((book.government, *book.also_called)))
        term = f"{date_text(book.in_force)}起施行"
        if book.repealed is not None:
            term += f"，{date_text(book.repealed)}起废止"
        yield Line(key="in_force", title="施行", text=f"{term}。{book.in_force_note or ''}".rstrip("。"))
        if book.document:
            yield Line(key="document", title="文号", text=book.document)
        if book.replaces:
            yield Line(key="replaces", title="取代", text=book.replaces)
        yield Line(
            key="leaders",
            title="政府领导同志",
            text=f"指{listed(words.post(post) for post in book.leaders)}（本程序按此掌握）",
        )
        kinds = listed(kind.name for kind in book.kinds.values())
        yield Line(key="kinds", title="会议制度", text=f"实行{kinds}制度", article=book.kinds_article)
        if book.stand_in is not None:
            stands = words.any_of(book.stand_in.posts)
            if book.stand_in.designated:
                stands += f"，或{words.post(Post.HEAD)}指定的{words.any_of(book.stand_in.designated)}"
            text = f"{words.post(Post.HEAD)}外出期间，由{stands}主持工作"
            yield Line(key="stand_in", title="主持工作", text=text, article=book.stand_in.article)

    return Block(key="general", title="总的规定", lines=tuple(lines()))


def kind_block(book: Rulebook, code: str) -> Block:
    """One kind of meeting."""
    kind = book.kinds[code]

    def lines() -> Iterator[Line]:
        yield from _people(book, kind)
        yield from _chair(book, kind.chair)
        yield from _quorum(book, kind)
        if kind.frequency is not None:
            yield Line(key="frequency", title="召开次数", text=kind.frequency.text, article=kind.article)
        if kind.tasks:
            yield Line(key="tasks", title="主要任务", text=f"{len(kind.tasks)}项", article=kind.article)
            for task in kind.tasks:
                yield Line(key=f"task-{task.no}", title="", text=f"{task.no}. {task.text}", inner=True)
        yield from _minutes(book, kind)
        if kind.note:
            yield Line(key="note", title="说明", text=kind.note)

    return Block(key=f"kind.{code}", title=kind.name, article=kind.article, lines=tuple(lines()))


def _people(book: Rulebook, kind: KindRule) -> Iterator[Line]:
    article = kind.article
    who = {
        "posts": seats_text(book.words, kind.members),
        "topics": "议题提报单位和涉及部门的主要负责人",
        "typed": "由办公室逐次填写",
    }[kind.membership]
    yield Line(key="members", title="出席", text=who, article=article)
    if kind.standing:
        yield Line(key="standing", title="固定列席", text=seats_text(book.words, kind.standing), article=article)
    if kind.optional:
        yield Line(key="optional", title="根据需要列席", text=kind.optional, article=article)
    if kind.asked:
        yield Line(key="asked", title="按议题列席", text=seats_text(book.words, kind.asked), article=article)
    if kind.invited:
        yield Line(key="invited", title="可以邀请", text=kind.invited, article=article)
    if kind.enlarged:
        yield Line(key="enlarged", title="扩大会议", text="可以召开扩大会议", article=article)


def _chair(book: Rulebook, chair: ChairRule) -> Iterator[Line]:
    words = book.words
    convener = f"{'分管的' if chair.in_charge else ''}{words.any_of(chair.conveners)}"
    yield Line(key="chair", title="召集和主持", text=convener, article=chair.article)
    if chair.delegates:
        by = words.any_of(chair.commissioned_by or chair.conveners)
        when = "不能出席时" if chair.only_in_absence else ""
        text = f"{by}{when}可以委托{words.any_of(chair.delegates)}{'等' if chair.open_list else ''}"
        yield Line(key="delegates", title="委托主持", text=text, article=chair.article)


def _quorum(book: Rulebook, kind: KindRule) -> Iterator[Line]:
    quorum = kind.quorum
    if quorum is None:
        yield Line(key="quorum", title="法定人数", text="没有规定，只统计应到和实到人数")
    else:
        yield Line(
            key="quorum",
            title="法定人数",
            text=f"到会人数{share_text(book, quorum)}",
            article=quorum.article,
        )
        for index, topic in enumerate(quorum.topics):
            share = share_text(book, quorum, topic)
            yield Line(
                key=f"quorum-topic-{index}",
                title="",
                text=f"研究{types_text(topic.types)}的，{share}",
                article=topic.article,
                inner=True,
            )
    for index, presence in enumerate(kind.presence):
        who = f"{'分管的' if presence.in_charge else ''}{book.words.any_of(presence.posts)}"
        which = f"研究{types_text(presence.types)}时" if presence.types else "研究有关议题时"
        instead = "，不能到会的应提交书面意见" if presence.written_opinion else ""
        yield Line(
            key=f"presence-{index}", title="到会要求", text=f"{which}，{who}应当到会{instead}", article=presence.article
        )


def share_text(book: Rulebook, quorum: QuorumRule, topic: TopicThreshold | None = None) -> str:
    """A quorum in words, or a topic's own share of the same people: 超过应到人数的二分之一."""
    base = f"应到{book.words.any_of(quorum.base)}人数" if quorum.base else "应到人数"
    wanted = topic or quorum
    return f"{COMPARISONS[wanted.comparison]}{base}的{SHARES.get(wanted.share, wanted.share)}"


def _minutes(book: Rulebook, kind: KindRule) -> Iterator[Line]:
    words, rule = book.words, kind.minutes
    if rule is None:
        proposed = words.post(kind.silent_signer) if kind.silent_signer else "会议主持人"
        yield Line(
            key="minutes", title="纪要", text=f"没有规定由谁签发；本程序建议由{proposed}签发，可在本单位规则中明确"
        )
        return
    made = "应当形成" if rule.required else "根据主持人意见可以印发"
    yield Line(key="minutes", title="纪要", text=f"{made}，由{signer_text(book, rule)}签发", article=rule.article)
    if rule.reviews:
        posts = listed(words.post(review.post) for review in rule.reviews)
        text = f"签发前经{posts}审核"
        yield Line(key="minutes-review", title="纪要审核", text=text, article=rule.reviews[0].article)
    for index, up in enumerate(rule.escalations):
        text = f"研究{types_text(up.types, up.flags)}时，报{words.any_of(up.posts)}签发"
        yield Line(key=f"minutes-escalation-{index}", title="报签", text=text, article=up.article)
    if rule.head_approval is not None:
        flags = listed(TOPIC_FLAGS[flag] for flag in rule.head_approval.flags)
        text = f"{flags}的，须经{words.post(Post.HEAD)}审定"
        yield Line(key="minutes-head", title="纪要审定", text=text, article=rule.head_approval.article)
    if rule.commission_approval is not None:
        chairs = rule.commission_approval.chairs
        who = f"{words.any_of(chairs)}受委托召开的" if chairs else "受委托召开的"
        article = rule.commission_approval.article
        yield Line(key="minutes-commission", title="委托会议", text=f"{who}，纪要须经委托人审定", article=article)


def signer_text(book: Rulebook, rule: MinutesRule) -> str:
    """Who signs, in words."""
    if rule.signer == "chair":
        return "会议主持人"
    posts = book.words.any_of(rule.posts)
    return f"分管有关工作的{posts}" if rule.signer == "in_charge" else posts


def scope_text(book: Rulebook, line: Line) -> str:
    """For which kinds a line holds, where that is not all of them: 适用于全体会议和常务会议."""
    if not line.kinds or set(line.kinds) >= set(book.kinds):
        return ""
    return f"适用于{kinds_text(book, line.kinds)}"
