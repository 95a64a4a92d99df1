"""A judgement as lines to read and as JSON to build on (dossier.md, command line)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from secretariat.domain.naming import COMMON_KINDS, cited, meeting_name
from secretariat.domain.numerals import date_text
from secretariat.rules.finding import Severity

if TYPE_CHECKING:
    from secretariat.domain.facts import Dossier
    from secretariat.domain.quorum import Quorum
    from secretariat.rules.finding import Judgement
    from secretariat.rules.rulebook import Rulebook

MARKS = {Severity.VIOLATION: "✕", Severity.WARNING: "▲", Severity.INFO: "●", Severity.EXCUSED: "○"}
_SEVERITIES = {
    Severity.VIOLATION: "不符合",
    Severity.WARNING: "提醒",
    Severity.INFO: "说明",
    Severity.EXCUSED: "已例外",
}


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """The judgement as ``check --json`` prints it; ``missing_years`` only where a year is not entered (未录入)."""
    signer = judgement.minutes_signer
    told: dict[str, Any] = {
        "rulebook": judgement.rulebook,
        "kind": judgement.kind,
        "as_of": judgement.as_of.isoformat(),
        "quorum": _quorum_json(judgement.quorum),
        "minutes_signer": {
            "posts": [post.value for post in signer.posts],
            "person": signer.person,
            "also": [{"what": also.what, "person": also.person} for also in signer.also],
            "article": signer.article,
            "silent": signer.silent,
        },
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity.value,
                "article": finding.article,
                "subject": finding.subject,
                "message": finding.message,
            }
            for finding in judgement.findings
        ],
        "counts": {severity.value: judgement.count(severity) for severity in Severity},
    }
    if judgement.missing_years:
        told["missing_years"] = list(judgement.missing_years)
    return told


def _quorum_json(quorum: Quorum) -> dict[str, Any]:
    told: dict[str, Any] = {
        "due": quorum.due,
        "present": quorum.present,
        "needed": quorum.needed,
        "met": quorum.met,
    }
    if quorum.needed is not None:
        told["topics"] = [
            {"no": topic.no, "present": topic.present, "needed": topic.needed, "met": topic.met}
            for topic in quorum.topics
        ]
    return told


def judgement_text(dossier: Dossier, rulebook: Rulebook, judgement: Judgement) -> str:
    """The judgement as lines to read."""
    meeting = dossier.meeting
    rule = rulebook.kinds.get(meeting.kind)
    kind_name = COMMON_KINDS.get(meeting.kind, meeting.kind) if rule is None else rule.name
    lines = [
        f"{meeting_name(meeting, dossier.government, rulebook.words, kind_name)}（{date_text(meeting.date)}）",
        f"依据《{rulebook.title}》（{date_text(rulebook.in_force)}起施行），期限截至{date_text(judgement.as_of)}判断",
        "",
        quorum_text(judgement.quorum),
        signer_text(dossier, rulebook, judgement),
        "",
    ]
    if not judgement.findings:
        lines.append("✓ 未发现问题")
    for finding in judgement.findings:
        article = f"（{cited(finding.article)}）" if finding.article else ""
        lines.append(f"{MARKS[finding.severity]} {_SEVERITIES[finding.severity]} {finding.message}{article}")
        lines.append(f"  {finding.code}" + (f" · {_subject(dossier, finding.subject)}" if finding.subject else ""))
    counts = "，".join(f"{_SEVERITIES[s]} {judgement.count(s)} 项" for s in Severity if judgement.count(s))
    if counts:
        lines += ["", f"共：{counts}"]
    if judgement.caveat:
        lines += ["", f"注意：{judgement.caveat}。"]
    return "\n".join(lines)


def _subject(dossier: Dossier, subject: int | str) -> str:
    if isinstance(subject, int):
        return f"议题{subject}"
    return next((person.name for person in dossier.people if person.id == subject), subject)


def quorum_text(quorum: Quorum) -> str:
    """应到, 实到 (before the meeting 已答复出席) and 需到 in words, with the topics where they differ."""
    counted = f"应到 {quorum.due}　{'已答复出席' if quorum.announced else '实到'} {quorum.present}"
    if quorum.needed is None:
        return f"{counted}　（工作规则未规定法定人数）"
    lines = [f"{counted}　需到 {quorum.needed}　{'✓ 已达法定人数' if quorum.met else '✕ 未达法定人数'}"]
    lines += [
        f"  议题{topic.no}：在场 {topic.present}　需到 {topic.needed}　{'✓' if topic.met else '✕ 未达法定人数'}"
        for topic in quorum.topics
        if not topic.met or topic.present != quorum.present or topic.needed != quorum.needed
    ]
    return "\n".join(lines)


def signer_text(dossier: Dossier, rulebook: Rulebook, judgement: Judgement) -> str:
    """Who signs off the minutes, and who approves besides, in words."""
    signer = judgement.minutes_signer
    people = {person.id: person for person in dossier.people}
    posts = rulebook.words.any_of(signer.posts) if signer.posts else "会议主持人"
    who = posts if signer.person is None else f"{people[signer.person].title or posts}{people[signer.person].name}"
    if signer.silent:
        return f"纪要签发：工作规则未规定，建议由{who}签发"
    extra = {"head_approval": "审定", "commission_approval": "审定（委托人）", "review": "审核"}
    also = "".join(
        f"；另须{people[a.person].name if a.person else '有关负责同志'}{extra.get(a.what, '')}" for a in signer.also
    )
    return f"纪要签发：{who}（{cited(signer.article or '')}）{also}"
