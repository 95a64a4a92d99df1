"""Topics (议题) in words: how they are put forward, countersigned, reviewed and put on the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.labels import REVIEWS, ROLES, STEPS, TOPIC_FLAGS, listed, one_of
from secretariat.domain.states import StepKind
from secretariat.rules.telling.block import Block, Line, deadline_text, one_kind_text, types_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.rules.rulebook import Rulebook
    from secretariat.rules.schema.deadline import MonthWindow
    from secretariat.rules.schema.topics import Chain, ChainStep, CountersignRule, Reply

AD_HOC: Final = {
    "consent": "确有特殊情况临时追加的，须经{posts}同意",
    "reason": "一般不临时追加，特殊情况须说明理由",
    "never": "一律不得追加",
}
_LAST_DAY: Final = 31


def topic_blocks(book: Rulebook) -> tuple[Block, ...]:
    """Topics, countersigns, reviews, papers and agenda."""
    return (
        Block(key="topics", title="议题提出和审批", lines=tuple(_topics(book))),
        Block(key="countersigns", title="会签和协调", lines=tuple(_countersigns(book))),
        Block(key="reviews", title="审查和论证", lines=tuple(_reviews(book))),
        Block(key="papers", title="材料和议程", lines=(*_papers(book), *_agenda(book))),
    )


def _topics(book: Rulebook) -> Iterator[Line]:
    for index, chain in enumerate(book.chains):
        yield Line(
            key=f"chain-{index}",
            title="审批程序",
            text=chain_text(book, chain),
            article=chain.article,
            kinds=chain.kinds,
        )
    for index, power in enumerate(book.decided_in):
        named = types_text(power.types)
        if power.flags:
            named += f"（{listed(TOPIC_FLAGS[flag] for flag in power.flags)}的）"
        yield Line(
            key=f"decided-{index}",
            title="决定权限",
            text=f"{named}由{one_kind_text(book, power.kinds)}讨论决定",
            article=power.article,
            kinds=power.kinds,
        )
    for index, intake in enumerate(book.intake):
        text = intake.text
        if intake.windows:
            windows = listed(map(_window, intake.windows))
            text += f"（本程序按每月{windows}掌握）"
        yield Line(key=f"intake-{index}", title="议题提报", text=text, article=intake.article, kinds=intake.kinds)
    for index, filing in enumerate(book.registration):
        flags = listed(TOPIC_FLAGS[flag] for flag in filing.flags)
        text = f"{flags}的议题，{deadline_text(filing.deadline)}向办公室报备"
        yield Line(key=f"registration-{index}", title="提前报备", text=text, article=filing.article, kinds=filing.kinds)
    for index, remit in enumerate(book.remit):
        flags = listed(TOPIC_FLAGS[flag] for flag in remit.flags)
        text = f"{flags}、可以自行决定的事项，不安排会议研究"
        yield Line(key=f"remit-{index}", title="不上会事项", text=text, article=remit.article, kinds=remit.kinds)
    for index, form in enumerate(book.forms):
        seal = "并加盖公章" if form.sealed else ""
        text = f"填报《{form.name}》，由提报单位主要负责人签字{seal}"
        yield Line(key=f"form-{index}", title="提报表", text=text, article=form.article, kinds=form.kinds)
    for index, extra in enumerate(book.ad_hoc):
        posts = book.words.any_of(extra.posts) if extra.posts else ""
        text = f"议题确定后，{AD_HOC[extra.needs].format(posts=posts)}"
        yield Line(key=f"ad-hoc-{index}", title="临时追加", text=text, article=extra.article, kinds=extra.kinds)


def _window(window: MonthWindow) -> str:
    """Days of the month: 16日至20日, 25日至月末, 月末."""
    first, last = ("月末" if day == _LAST_DAY else f"{day}日" for day in (window.first, window.last))
    return first if first == last else f"{first}至{last}"


def chain_text(book: Rulebook, chain: Chain) -> str:
    """A chain of approval in words: 经分管的副区长审核，经区长审定；或者由区长根据工作需要提出."""
    steps = "，".join(_step(book, step) for step in chain.steps)
    if not chain.proposers:
        return steps
    return f"{steps}；或者由{book.words.any_of(chain.proposers)}根据工作需要提出"


def _step(book: Rulebook, step: ChainStep) -> str:
    who = f"{'分管的' if step.in_charge else ''}{book.words.any_of(step.posts)}"
    if step.sponsor_head:
        who += "和提报单位主要负责人"
    if step.step is StepKind.DEPUTY_REPORT:
        return f"由{who}汇报并取得同意"
    return f"经{who}{STEPS[step.step]}"


def _countersigns(book: Rulebook) -> Iterator[Line]:
    for index, rule in enumerate(book.countersigns):
        text = f"涉及的部门意见一致后，主要负责人在{rule.paper}上签字"
        yield Line(key=f"countersign-{index}", title="会签", text=text, article=rule.article, kinds=rule.kinds)
        if rule.reply is not None:
            yield Line(
                key=f"reply-{index}",
                title="回复时限",
                text=reply_text(rule.reply),
                article=rule.reply.article,
                kinds=rule.kinds,
            )
        yield Line(
            key=f"disagreement-{index}",
            title="意见不一致",
            text=disagreement_text(book, rule),
            article=rule.disagreement.article,
            kinds=rule.kinds,
        )


def reply_text(reply: Reply) -> str:
    """By when a department answers, in words: 征求意见后3个工作日内回复，逾期未回复视为无异议."""
    own = "，主办部门另有时限要求的除外" if reply.own_time else ""
    silence = "，逾期未回复视为无异议" if reply.silence == "no_objection" else ""
    return f"{deadline_text(reply.deadline)}回复{own}{silence}"


def disagreement_text(book: Rulebook, rule: CountersignRule) -> str:
    """What is done where departments do not agree, in words."""
    way = rule.disagreement
    if way.way == "off_agenda":
        return "未协商一致的议题，原则上不提交会议研究"
    parts = []
    if way.statement:
        parts.append("主办部门附协调说明" + ("，列明各方理据" if way.grounds else ""))
    if way.option == "always":
        parts.append("提出倾向性意见")
    coordinators = one_of(("分管领导", *(book.words.post(post) for post in way.coordinators)))
    parts.append(f"报{coordinators}协调")
    said = "，".join(parts)
    return f"{said}；协调后仍有分歧的，在会上说明并提出倾向性意见" if way.option == "if_not_agreed" else said


def _reviews(book: Rulebook) -> Iterator[Line]:
    for index, rule in enumerate(book.reviews):
        by = f"由{ROLES[rule.by_role]}进行" if rule.by_role is not None else "须经"
        called = f"须经{rule.note}" if rule.note else f"{by}{REVIEWS[rule.review]}"
        text = f"{types_text(rule.types, rule.flags)}，{called}"
        yield Line(
            key=f"review-{rule.review}-{index}",
            title=REVIEWS[rule.review],
            text=text,
            article=rule.article,
            kinds=rule.kinds,
        )


def _papers(book: Rulebook) -> Iterator[Line]:
    for index, rule in enumerate(book.material):
        if rule.submitted is not None:
            text = f"{deadline_text(rule.submitted)}报送办公室"
            yield Line(key=f"material-{index}", title="议题材料", text=text, article=rule.article, kinds=rule.kinds)
        if rule.signed_in_charge:
            text = "由分管领导签署后提交"
            yield Line(
                key=f"material-sign-{index}", title="材料签署", text=text, article=rule.article, kinds=rule.kinds
            )
        for number, deadline in enumerate(rule.deliveries, 1):
            which = f"第{number}次送达：" if len(rule.deliveries) > 1 else ""
            yield Line(
                key=f"delivery-{index}-{number}",
                title="材料送达",
                text=f"{which}{deadline_text(deadline)}送与会人员",
                article=rule.article,
                kinds=rule.kinds,
            )
    for index, recall in enumerate(book.recall):
        text = "标注会后收回的材料，会后退回"
        yield Line(key=f"recall-{index}", title="材料收回", text=text, article=recall.article, kinds=recall.kinds)


def _agenda(book: Rulebook) -> Iterator[Line]:
    agenda = book.agenda
    if agenda.first_topic is not None:
        rule = agenda.first_topic
        text = f"第一个议题为{types_text(rule.types)}"
        yield Line(key="first-topic", title="第一议题", text=text, article=rule.article, kinds=rule.kinds)
    for index, entry in enumerate(agenda.standing_topics):
        text = f"设立{types_text(entry.types)}专门议题"
        yield Line(key=f"standing-{index}", title="底线议题", text=text, article=entry.article, kinds=entry.kinds)
    if agenda.report_time is not None:
        time = agenda.report_time
        text = f"每个议题汇报不超过{time.minutes}分钟"
        yield Line(key="report-time", title="汇报时间", text=text, article=time.article, kinds=time.kinds)
    if agenda.staff is not None:
        staff = agenda.staff
        text = f"主办部门只安排{staff.at_most}名工作人员列席，增加的须经批准；其他部门工作人员不进入会场"
        yield Line(key="staff", title="工作人员", text=text, article=staff.article, kinds=staff.kinds)
