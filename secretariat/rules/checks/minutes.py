"""The minutes (纪要): who signs them off, who reviews and approves them, and whether that was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.records import record
from secretariat.domain.states import MeetingStatus, Post
from secretariat.rules.checks.chair import commission, convenes
from secretariat.rules.finding import Finding, FurtherApproval, MinutesSigner, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from secretariat.domain.facts import Approval, Minutes, Person, Topic
    from secretariat.rules.case import Case
    from secretariat.rules.schema.minutes import Escalation, MinutesRule


@record()
class Entitled:
    """Who may sign: the posts as the rule names them, the people, the one to be proposed, if it is one, and why."""

    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    proposed: Person | None
    article: str


def _day_of_signing(case: Case) -> date:
    """The day whose posts decide who signs: the day of signature, else the meeting's."""
    minutes = case.dossier.minutes
    return case.day if minutes is None or minutes.signed_on is None else minutes.signed_on


def _holders(case: Case, posts: tuple[Post, ...]) -> tuple[Person, ...]:
    # A dossier is a snapshot of the meeting's day; where it knows no holder at the day of signing, that day decides.
    return case.holders(posts, _day_of_signing(case)) or case.holders(posts)


def _only(people: tuple[Person, ...]) -> Person | None:
    return people[0] if len(people) == 1 else None


def entitled(case: Case, rule: MinutesRule) -> Entitled:
    """Who may sign off the minutes by the rule; a topic may take them up to others (报请…签发)."""
    for up in rule.escalations:
        if any(_escalates(up, topic) for topic in case.dossier.topics):
            above = _holders(case, up.posts)
            return Entitled(up.posts, above, _only(above), up.article)
    if rule.signer == "chair":
        chair = case.chair
        if chair is None:
            return Entitled(case.rule.chair.conveners, (), None, rule.article)
        named = (*case.rule.chair.conveners, *case.rule.chair.delegates)
        stand_in = case.rulebook.stand_in
        if stand_in is not None:
            named = (*named, *stand_in.posts, *stand_in.designated)
        by_which = tuple(post for post in dict.fromkeys(named) if case.holds(chair, (post,)))
        return Entitled(by_which[:1], (chair,), chair, rule.article)
    holders = _holders(case, rule.posts)
    if rule.signer == "post":
        return Entitled(rule.posts, holders, _only(holders), rule.article)
    return _in_charge(case, rule, holders)


def _in_charge(case: Case, rule: MinutesRule, holders: tuple[Person, ...]) -> Entitled:
    """The leaders in charge of the topics; any of them may sign."""
    allowed = {person.id for person in holders}
    leaders = {
        person.id: person
        for topic in case.dossier.topics
        for person in case.in_charge_of(topic, _day_of_signing(case)) or case.in_charge_of(topic)
        if person.id in allowed
    }
    if not leaders:
        # Where no leader in charge is recorded, any deputy or the head may act.
        anybody = _holders(case, (Post.HEAD, Post.DEPUTY))
        return Entitled(rule.posts, anybody, _only(anybody), rule.article)
    over_all = tuple(person for person in _holders(case, rule.any_topic) if person.id not in leaders)
    in_charge = tuple(leaders.values())
    return Entitled(rule.posts, (*in_charge, *over_all), _only(in_charge), rule.article)


def _escalates(up: Escalation, topic: Topic) -> bool:
    return topic.type in up.types or any(flag in up.flags for flag in topic.flags)


def signer(case: Case) -> MinutesSigner:
    """Who signs off the minutes, and what further approvals the rule asks for."""
    rule = case.rule.minutes
    if rule is None:
        return _silent(case)
    who = entitled(case, rule)
    also = [
        FurtherApproval(what="review", person=_id(_only(_holders(case, (review.post,))))) for review in rule.reviews
    ]
    if _needs_head(case, rule):
        also.append(FurtherApproval(what="head_approval", person=_id(_only(_holders(case, (Post.HEAD,))))))
    commissioner = _commissioner(case, rule)
    if commissioner is not None:
        also.append(FurtherApproval(what="commission_approval", person=commissioner.id))
    return MinutesSigner(posts=who.posts, person=_id(who.proposed), also=tuple(also), article=who.article, silent=False)


def _silent(case: Case) -> MinutesSigner:
    """The program's proposal where the rule is silent: the post that the rulebook proposes, else the chair."""
    post = case.rule.silent_signer
    if post is not None:
        person = _only(_holders(case, (post,)))
        return MinutesSigner(posts=(post,), person=_id(person), also=(), article=None, silent=True)
    chair = case.chair
    rule = case.rule.chair
    posts = () if chair is None else tuple(p for p in (*rule.conveners, *rule.delegates) if case.holds(chair, (p,)))
    return MinutesSigner(posts=posts[:1], person=_id(chair), also=(), article=None, silent=True)


def check(case: Case) -> Iterator[Finding]:
    """Judge the minutes of a meeting that was held."""
    rule = case.rule.minutes
    if rule is None or case.planned:
        return
    minutes = case.dossier.minutes
    issued = case.status is MeetingStatus.ISSUED
    severity = Severity.VIOLATION if issued else Severity.WARNING
    if minutes is None:
        if rule.required:
            yield case.finding(
                "minutes.missing",
                rule.article,
                f"{case.rule.name}应有纪要，尚未形成。请起草纪要并按程序送签。",
                severity=severity,
            )
        return
    who = entitled(case, rule)
    if minutes.signed_by is None:
        yield case.finding(
            "minutes.unsigned",
            who.article,
            f"{case.rule.name}纪要尚未签发，应由{_named(case, who)}签发。请送签后登记签发人和日期。",
            severity=severity,
        )
    elif minutes.signed_by not in {person.id for person in who.people}:
        yield case.finding(
            "minutes.wrong_signer",
            who.article,
            f"{case.rule.name}纪要由{case.called(case.people[minutes.signed_by])}签发，"
            f"应由{_named(case, who)}签发。请重新送签。",
            subject=minutes.signed_by,
        )
    if minutes.signed_by is not None or minutes.issued_on is not None or issued:
        yield from _reviews(case, rule, minutes)
        yield from _approvals(case, rule, minutes)


def _named(case: Case, who: Entitled) -> str:
    if who.proposed is not None:
        return case.called(who.proposed)
    if who.people:
        return f"{case.called_all(who.people)}中的一人"
    return case.rulebook.words.any_of(who.posts) if who.posts else "会议主持人"


def _reviews(case: Case, rule: MinutesRule, minutes: Minutes) -> Iterator[Finding]:
    lacking = [
        review
        for review in rule.reviews
        if not any(
            _in_time(done, minutes) and case.holds(case.people[done.by], (review.post,), done.on)
            for done in minutes.reviews
        )
    ]
    if lacking:
        posts = "、".join(case.rulebook.words.post(review.post) for review in lacking)
        yield case.finding(
            "minutes.review_missing",
            lacking[0].article,
            f"{case.rule.name}纪要签发前须经{posts}审核，未见审核记录。请补办审核并登记审核人和日期。",
        )


def _approvals(case: Case, rule: MinutesRule, minutes: Minutes) -> Iterator[Finding]:
    if _needs_head(case, rule) and rule.head_approval is not None:
        heads = {person.id for person in _holders(case, (Post.HEAD,))}
        if not _approved(minutes, minutes.head_approval, heads):
            topics = "、".join(str(t.no) for t in case.dossier.topics if set(t.flags) & set(rule.head_approval.flags))
            yield case.finding(
                "minutes.head_approval_missing",
                rule.head_approval.article,
                f"纪要涉及须由{case.rulebook.words.post(Post.HEAD)}审定的事项（议题{topics}），未见审定记录。请送审后登记。",
            )
    commissioner = _commissioner(case, rule)
    if (
        commissioner is not None
        and rule.commission_approval is not None
        and not _approved(minutes, minutes.commission_approval, {commissioner.id})
    ):
        yield case.finding(
            "minutes.commission_approval_missing",
            rule.commission_approval.article,
            f"会议系受{case.called(commissioner)}委托召开，纪要须经其审定，未见审定记录。请送审后登记。",
            subject=commissioner.id,
        )


def _approved(minutes: Minutes, approval: Approval | None, by: set[str]) -> bool:
    """Whether one of ``by`` approved; who signs off also approves."""
    return minutes.signed_by in by or (approval is not None and approval.by in by)


def _in_time(done: Approval, minutes: Minutes) -> bool:
    """Whether a review came before sign-off: the rule's words are 经…审核后…签发; the same day is in order."""
    return done.on is None or minutes.signed_on is None or done.on <= minutes.signed_on


def _needs_head(case: Case, rule: MinutesRule) -> bool:
    wanted = rule.head_approval
    return wanted is not None and any(set(topic.flags) & set(wanted.flags) for topic in case.dossier.topics)


def _commissioner(case: Case, rule: MinutesRule) -> Person | None:
    """Who must approve because the meeting was held on commission; nobody where none is on record.

    Whoever chairs by right holds no meeting on commission, even where a commission is on record.
    """
    wanted = rule.commission_approval
    chair = case.chair
    if wanted is None or chair is None or convenes(case, chair):
        return None
    if wanted.chairs and not case.holds(chair, wanted.chairs):
        return None
    return commission(case)


def _id(person: Person | None) -> str | None:
    return None if person is None else person.id
