"""Being away (外出报备): reported in time, with attachments, to whom the rule names, reported back; pairs and limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretariat.domain.numerals import date_text
from secretariat.domain.posts import holds_seat, in_force
from secretariat.domain.states import Post
from secretariat.rules.deadlines import last_day, length
from secretariat.rules.excuses import way_out
from secretariat.rules.finding import Severity
from secretariat.rules.schema.deadline import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from secretariat.domain.facts import Away, Person
    from secretariat.rules.case import Case
    from secretariat.rules.finding import Finding
    from secretariat.rules.schema.people import AwayRule

_ANY_LEADER = (Post.DEPUTY, Post.HEAD)


def check(case: Case) -> Iterator[Finding]:
    """Judge every journey of the dossier, whether or not it touches the meeting's day."""
    for away in case.dossier.away:
        yield from _alone(case, away)
    yield from _pairs(case)
    yield from _too_many(case)


def check_journey(case: Case, away: Away) -> Iterator[Finding]:
    """Judge one journey of the dossier by itself, and beside the others what it has a part in."""
    yield from _alone(case, away)
    for later, earlier in pairs_away(case):
        if away in (later, earlier):
            yield _pair(case, later, earlier)
    days = [other.from_ for other in case.dossier.away if _away_on(away, other.from_)]
    yield from _too_many(
        case, [day for day in days if case.holds(case.people[away.person], case.rulebook.leaders, day)]
    )


def rule_of(case: Case, person: Person, day: date) -> AwayRule | None:
    """The entry that governs a person on the day of leaving: the first that fits, unless it asks nothing of him."""
    for rule in case.rulebook.away:
        for kind in rule.department_kinds or (None,):
            if any(holds_seat(person, post, day, units=case.units, unit_kind=kind) for post in rule.posts):
                return None if case.holds(person, rule.exempt, day) else rule
    return None


def _alone(case: Case, away: Away) -> Iterator[Finding]:
    person = case.people[away.person]
    rule = rule_of(case, person, away.from_)
    if rule is not None:
        yield from _journey(case, rule, person, away)


def _journey(case: Case, rule: AwayRule, person: Person, away: Away) -> Iterator[Finding]:
    late = _late(case, rule, person, away)
    if late is not None:
        yield late
    # To what was never reported nothing could be attached, and nobody was asked to approve it.
    reported = away.reported_on is not None or rule.days_ahead is None
    if reported:
        yield from _attachments(case, rule, person, away)
    yield from _approval(case, rule, person, away, missed=reported and case.as_of > away.from_)
    if rule.report_back and away.to is not None and away.reported_back_on is None and case.as_of > away.to:
        yield case.finding(
            "away.not_reported_back",
            rule.article,
            f"{case.called(person)}外出至{date_text(away.to)}，返回后应及时销假，未见销假记录。请督促销假并登记日期。",
            subject=person.id,
            severity=Severity.WARNING,
        )


def _late(case: Case, rule: AwayRule, person: Person, away: Away) -> Finding | None:
    if rule.days_ahead is None:
        return None
    urgent = rule.urgent if away.urgent else None
    if urgent == "in_time" and away.reported_on is not None:
        return None
    days = rule.days_ahead if urgent is None else 0
    deadline = Deadline(days=days, unit=rule.unit, side="before", anchor="departure")
    last = last_day(case, deadline, away.from_)
    if not last.missed(away.reported_on, case.as_of):
        return None
    done = "未见报备记录" if away.reported_on is None else f"实际于{date_text(away.reported_on)}报备"
    wanted = {"in_time": "及时", "at_once": "即时"}.get(urgent or "", f"提前{length(deadline)}" if days else "事前")
    remedy = "请补办报备并登记日期" if away.reported_on is None else "请核对报备日期"
    if rule.urgent is not None and not away.urgent:
        remedy += "；确因紧急事项临时外出的，请注明紧急"
    return case.finding(
        "away.late_report",
        rule.article,
        f"{case.called(person)}于{date_text(away.from_)}外出，应{wanted}报备"
        + ("" if urgent == "in_time" else f"（{last.text}及以前）")
        + f"，{done}。{remedy}。",
        subject=person.id,
    )


def _attachments(case: Case, rule: AwayRule, person: Person, away: Away) -> Iterator[Finding]:
    wanted, end = rule.attachments, _end(away)
    if wanted is None or end is None or away.attachments:
        return
    length_of_it = (end - away.from_).days + 1
    if length_of_it > wanted.longer_than:
        yield case.finding(
            "away.attachment_missing",
            wanted.article,
            f"{case.called(person)}自{date_text(away.from_)}起外出{length_of_it}天；超过{wanted.longer_than}天的，"
            "应附有关通知、方案及日程安排，未见附件。请补交后登记。",
            subject=person.id,
        )


def _approval(case: Case, rule: AwayRule, person: Person, away: Away, *, missed: bool) -> Iterator[Finding]:
    """Judge who consented and approved; what is not there yet is told only where it is ``missed`` by now."""
    faults = [_consent(case, person, away, missed=missed)] if rule.consent_in_charge else []
    posts = rule.approved_by or rule.report_to
    if posts and not case.holds(person, posts, away.from_):
        faults.append(_approved(case, rule, person, away, missed=missed))
    said = "；".join(fault for fault in faults if fault)
    if said:
        yield case.finding(
            "away.wrong_approver",
            rule.article,
            f"{case.called(person)}于{date_text(away.from_)}外出，{said}。请按规定程序补办后登记。",
            subject=person.id,
        )


def _consent(case: Case, person: Person, away: Away, *, missed: bool) -> str:
    """What is wrong with the consent of the leader in charge; empty if nothing is."""
    day = away.reported_on or away.from_
    if away.consented_by is None:
        return f"未见{_called_in_charge(case, person, day)}同意的记录" if missed else ""
    by = case.people[away.consented_by]
    if _in_charge(case, by, person, day):
        return ""
    return f"由{case.called(by)}同意，应由{_called_in_charge(case, person, day)}同意"


def _approved(case: Case, rule: AwayRule, person: Person, away: Away, *, missed: bool) -> str:
    """What is wrong with the approval; empty if nothing is."""
    day = away.reported_on or away.from_
    posts = rule.approved_by or rule.report_to
    by = None if away.approved_by is None else case.people[away.approved_by]
    if by is None and not (missed and rule.approved_by):
        return ""
    if by is not None and (case.held(by, posts, day) or (rule.or_in_charge and _in_charge(case, by, person, day))):
        return ""
    to = _called_posts(case, posts)
    if rule.or_in_charge:
        to = f"{_called_in_charge(case, person, day)}或{to}"
    if by is None:
        return f"未见{to}批准的记录"
    return f"由{case.called(by)}批准，" + (f"应报{to}批准" if rule.approved_by else f"应向{to}报告")


# ------------------------------------------------------------------------------------------------- the leader in charge


def leaders_over(case: Case, person: Person, day: date) -> tuple[Person, ...]:
    """The leaders in charge (分管) of the unit that a person heads; empty where none is recorded."""
    units = [held.department for held in person.posts if held.department is not None and in_force(held, day)]
    # A dossier is a snapshot of the meeting's day; where it knows no leader on another, that day decides.
    return tuple(leader for unit in units for leader in case.leaders_of(unit, day) or case.leaders_of(unit))


def _in_charge(case: Case, by: Person, person: Person, day: date) -> bool:
    """Whether somebody may act as the leader in charge of a person's unit: himself, or his pair while he is away."""
    leaders = leaders_over(case, person, day)
    if not leaders:
        return case.held(by, _ANY_LEADER, day)
    return any(by.id == leader.id or case.stands_for(by, leader, day) for leader in leaders)


def _called_in_charge(case: Case, person: Person, day: date) -> str:
    leaders = leaders_over(case, person, day)
    return f"分管领导{case.called_all(leaders)}" if leaders else case.rulebook.words.any_of(_ANY_LEADER)


def _called_posts(case: Case, posts: Sequence[Post]) -> str:
    holders = case.holders(posts)
    return case.called(holders[0]) if len(holders) == 1 else case.rulebook.words.any_of(posts)


# ------------------------------------------------------------------------------------------------------- several people


def _end(away: Away) -> date | None:
    """The last day away; ``None`` where it is not known yet."""
    return away.to or away.reported_back_on


def _away_on(away: Away, day: date) -> bool:
    end = _end(away)
    return away.from_ <= day and (end is None or day <= end)


def _pairs(case: Case) -> Iterator[Finding]:
    """Tell of two who stand in for each other and are away together, once for each who left later."""
    told: set[tuple[str, str]] = set()
    for later, earlier in pairs_away(case):
        if (later.person, earlier.person) not in told:
            told.add((later.person, earlier.person))
            yield _pair(case, later, earlier)


def pairs_away(case: Case) -> Iterator[tuple[Away, Away]]:
    """The journeys that two who stand in for each other are on together against the rule: the later, the earlier."""
    rule = case.rulebook.pairs
    if rule is None:
        return
    pairs = _paired(case)
    left: dict[str, list[Away]] = {}
    # Of two who left on the same day, the one who is recorded later counts as the later.
    for away in sorted(case.dossier.away, key=lambda away: away.from_):
        person = case.people[away.person]
        for other in pairs.get(person.id, ()):
            if all(case.holds(each, rule.posts, away.from_) for each in (person, other)):
                for earlier in left.get(other.id, ()):
                    if _away_on(earlier, away.from_):
                        yield away, earlier
        left.setdefault(person.id, []).append(away)


def _pair(case: Case, later: Away, earlier: Away) -> Finding:
    person, other = case.people[later.person], case.people[earlier.person]
    return case.finding(
        "away.pair",
        None if case.rulebook.pairs is None else case.rulebook.pairs.article,
        f"{case.called(person)}于{date_text(later.from_)}外出时，与其互为补位（AB角）的{case.called(other)}也在外出，"
        f"原则上不得同时外出。请调整行程{way_out(case, 'away.pair')}。",
        subject=person.id,
    )


def _paired(case: Case) -> dict[str, list[Person]]:
    """Who stands in for whom, both ways: it is enough that it is recorded of one of the two."""
    pairs: dict[str, list[Person]] = {}
    for person in case.dossier.people:
        if person.pair is None or person.pair == person.id:
            continue
        other = case.people[person.pair]
        for one, two in ((person, other), (other, person)):
            if two not in pairs.setdefault(one.id, []):
                pairs[one.id].append(two)
    return pairs


def crowd_on(case: Case, day: date) -> tuple[Person, ...]:
    """The leaders who are away on a day, where those are more than the rule allows; else nobody."""
    rule = case.rulebook.away_limit
    if rule is None:
        return ()
    there = {away.person: case.people[away.person] for away in case.dossier.away if _away_on(away, day)}
    leaders = tuple(person for person in there.values() if case.holds(person, case.rulebook.leaders, day))
    return leaders if len(leaders) > rule.at_most else ()


def _too_many(case: Case, days: Iterable[date] | None = None) -> Iterator[Finding]:
    """Tell of the day on which the most leaders were away, where those were more than the rule allows.

    They were most on a day on which somebody left; ``days`` are those that are asked of, all of them otherwise.
    """
    asked = {away.from_ for away in case.dossier.away} if days is None else set(days)
    crowds = ((day, crowd_on(case, day)) for day in sorted(asked))
    day, leaders = max(crowds, key=lambda crowd: len(crowd[1]), default=(None, ()))
    rule = case.rulebook.away_limit
    if rule is not None and day is not None and leaders:
        yield case.finding(
            "away.too_many",
            rule.article,
            f"{date_text(day)}同时外出的{case.rulebook.words.government}领导同志有{len(leaders)}人"
            f"（{case.called_all(leaders)}），原则上不得超过{rule.at_most}人。"
            f"请调整行程{way_out(case, 'away.too_many')}。",
        )
