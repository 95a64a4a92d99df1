"""What the rule has done where departments do not agree (意见不一致时怎么办), step by step, each with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from secretariat.domain.numerals import date_text
from secretariat.domain.records import record
from secretariat.rules.checks import countersigns
from secretariat.rules.checks.countersigns import Stand
from secretariat.rules.engine import excused
from secretariat.rules.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from secretariat.domain.facts import Topic
    from secretariat.rules.case import Case
    from secretariat.rules.schema.topics import CountersignRule

_PAPERS: Final = {
    "statement": "主办部门附协调说明",
    "grounds": "列明各方理据",
    "option": "提出倾向性意见",
}


@record(kw_only=True)
class WayStep:
    """One step of the way: what is done, by whom, by which article, and whether it is; ``code`` of its finding.

    ``instead``: a way out, which nobody has to take.
    """

    key: str
    text: str
    by: str
    article: str
    done: bool
    said: str = ""
    code: str = ""
    instead: bool = False


def way_of_disagreement(case: Case, topic: Topic) -> tuple[WayStep, ...]:
    """The steps that a topic's disagreement asks for; none where no department disagreed, or no rule binds."""
    rule = countersigns.countersign_rule(case)
    if rule is None:
        return ()
    rows = countersigns.judged_rows(case, topic)
    differing = countersigns.units_that_differ(topic, rows)
    if not differing:
        return ()
    if rule.disagreement.way == "off_agenda":
        against = [unit for unit in differing if countersigns.stand_of(case, topic, rule, rows[unit]) is Stand.AGAINST]
        return tuple(_off_agenda(case, topic, rule, against))
    return tuple(_coordinate(case, topic, rule, differing))


def _off_agenda(case: Case, topic: Topic, rule: CountersignRule, against: list[str]) -> Iterator[WayStep]:
    sponsor = _sponsor(case, topic)
    units = "、".join(case.unit_name(unit) for unit in against)
    way = rule.disagreement
    code = "countersign.not_agreed"
    entry = next(
        (each for each in case.rulebook.excusable if each.code == code and each.holds_in(case.meeting.kind)), None
    )
    told = excused(case, case.finding(code, way.article, "", subject=topic.no))
    is_excused = bool(against) and told.severity is Severity.EXCUSED
    said = f"{units}不同意" if against else "已协商一致"
    yield WayStep(
        key="agree",
        text="与有关部门协商一致；未协商一致的，原则上不提交会议研究",
        by=sponsor,
        article=way.article,
        done=not against or is_excused,
        said=f"{said}，已作为例外提交" if is_excused else said,
        code=code,
    )
    if against and entry is not None:
        by = case.rulebook.words.any_of(entry.posts) if entry.posts else "会议主持人"
        yield WayStep(
            key="excuse",
            text=f"确需提交会议研究的，报{by}同意并登记例外",
            by=by,
            article=entry.article,
            done=is_excused,
            instead=True,
        )


def _coordinate(case: Case, topic: Topic, rule: CountersignRule, differing: list[str]) -> Iterator[WayStep]:
    """The papers that go along, the coordination, then the signatures, or what is said in the meeting."""
    way, done = rule.disagreement, topic.coordination
    sponsor = _sponsor(case, topic)
    there = dict(countersigns.papers(way, done))
    before = ("statement", "grounds", *(("option",) if way.option == "always" else ()))
    for what in before:
        if what in there:
            yield WayStep(
                key=what,
                text=_PAPERS[what],
                by=sponsor,
                article=way.article,
                done=there[what],
                code=f"countersign.{what}_missing",
            )
    who = countersigns.coordinators(case, topic, way, None if done is None else done.on)
    on = "" if done is None or done.on is None else date_text(done.on)
    by = "" if done is None or done.by is None else case.called(case.people[done.by])
    result = "" if done is None or not by else "协调，" + ("意见一致" if done.agreed else "未达成一致")
    yield WayStep(
        key="coordinate",
        text=f"会前报请{who}协调",
        by=who,
        article=way.article,
        done=countersigns.coordinated(case, topic, way),
        said=f"{on}{by}{result}",
        code="countersign.not_coordinated",
    )
    if done is not None and done.agreed:
        rows = countersigns.judged_rows(case, topic)
        for unit in differing:
            yield WayStep(
                key=f"sign.{unit}",
                text=f"协调一致后，{case.unit_name(unit)}主要负责人在{rule.paper}上签字",
                by=case.unit_name(unit),
                article=rule.article,
                done=countersigns.stand_of(case, topic, rule, rows[unit]) is Stand.AGREED,
                code="countersign.unsigned",
            )
    elif way.option == "if_not_agreed":
        yield WayStep(
            key="option",
            text="协调后仍有分歧的，在会议上说明分歧意见，并提出倾向性意见",
            by=sponsor,
            article=way.article,
            done=there["option"],
            said="" if done is None else done.option or "",
            code="countersign.option_missing",
        )


def _sponsor(case: Case, topic: Topic) -> str:
    return "主办部门" if topic.sponsor is None else case.unit_name(topic.sponsor)
