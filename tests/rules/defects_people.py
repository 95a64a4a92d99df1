"""What can go wrong with people and afterwards: lists, chair, quorum, leave, minutes, decisions, documents."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import Approval, IssuedDocument
from secretariat.domain.states import MeetingStatus, Part, Presence, Revision, TopicFlag
from tests.rules.build import AFTER, DAY, away, chaired, line, matter, meeting, minutes, out_for, strike, topic
from tests.rules.prepared import ISSUED, REVISED
from tests.rules.texts import HUANCUI, TEXTS, ZIBO, ZICHUAN
from tests.rules.twin import Twin, of_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier
    from tests.rules.texts import Provision

ONE_DAY = timedelta(days=1)
DELEGABLE = {(ZICHUAN, "executive"), (HUANCUI, "executive"), (ZIBO, "executive")}


def text_of(dossier: Dossier) -> Provision:
    return TEXTS[dossier.rulebook or "", dossier.meeting.kind]


def due(dossier: Dossier) -> list[str]:
    return text_of(dossier).due.split()


# --- lists


def last_standing(dossier: Dossier) -> str:
    """The last of those who attend by right; an official who attends nowhere else, where nobody does."""
    return (text_of(dossier).standing.split() or ["assistant"])[-1]


LISTS = [
    Twin(
        code="kind.not_provided",
        name="an unheard-of kind",
        bad=lambda dossier: meeting(dossier, kind="unheard_of"),
        subject=of_nothing,
    ),
    Twin(
        code="member.missing",
        name="not on the list",
        bad=lambda dossier: strike(dossier, due(dossier)[-1]),
        subject=lambda dossier: due(dossier)[-1],
    ),
    Twin(
        code="member.extra",
        name="a clerk",
        bad=lambda dossier: line(dossier, "clerk"),
        subject=lambda _: "clerk",
    ),
    Twin(
        code="attendee.missing",
        name="not on the list",
        good=lambda dossier: line(dossier, last_standing(dossier), Part.ATTENDEE),
        bad=lambda dossier: strike(dossier, last_standing(dossier)),
        subject=last_standing,
    ),
]

# --- the chair


def commissioned(dossier: Dossier) -> Dossier | None:
    """The executive deputy, or a deputy director, chairs on commission; minutes are not looked at here."""
    kind = dossier.meeting.kind
    if kind == "executive":
        return chaired(dossier, "executive", "head", head_away=True)
    if kind == "special_topic":
        return meeting(replace(chaired(dossier, "vice1", "head"), minutes=None), status=MeetingStatus.PLANNED)
    return None


def stood_in(dossier: Dossier) -> Dossier | None:
    """The executive deputy chairs though the article names nobody but the head."""
    case = (dossier.rulebook or "", dossier.meeting.kind)
    if case in DELEGABLE or case[1] in {"special_topic", "party_group", "work_conference_2"}:
        return None
    return chaired(dossier, "executive", head_away=True)


CHAIRS = [
    Twin(
        code="chair.not_entitled",
        name="an outsider",
        bad=lambda dossier: chaired(dossier, "outsider"),
        subject=lambda _: "outsider",
    ),
    Twin(
        code="chair.stand_in",
        name="the executive deputy while the head is away",
        bad=stood_in,
        subject=lambda _: "executive",
    ),
    Twin(
        code="chair.not_commissioned",
        name="nothing on record",
        good=commissioned,
        bad=lambda dossier: meeting(dossier, commissioned_by=None, commissioned_on=None),
        subject=lambda dossier: dossier.meeting.chair,
        unclean=frozenset({"chair.stand_in", "chair.not_entitled"}),
    ),
]

# --- the quorum


def attended_by(more: int) -> Callable[[Dossier], Dossier]:
    """Half of those due came, and some more."""
    return lambda dossier: away(dossier, *due(dossier)[len(due(dossier)) // 2 + more :])


QUORUM = [
    Twin(
        code="quorum.not_met",
        name="no more than half",
        good=attended_by(1),
        bad=lambda dossier: away(dossier, *due(dossier)[len(due(dossier)) // 2 :]),
        subject=of_nothing,
    ),
    Twin(
        code="quorum.topic_not_met",
        name="no more than half in the room",
        good=lambda dossier: out_for(dossier, matter(dossier).no, *due(dossier)[len(due(dossier)) // 2 + 1 :]),
        bad=lambda dossier: out_for(dossier, matter(dossier).no, *due(dossier)[len(due(dossier)) // 2 :]),
    ),
]

# --- leave


def on_leave(who: str, dossier: Dossier) -> str | None:
    """Who of the cast is on leave; nobody where the kind has no such person."""
    kind, text = dossier.meeting.kind, text_of(dossier)
    if who == "leader":
        return "executive"
    if who == "director":
        return "director" if "director" in f"{text.due} {text.standing}".split() else None
    if who == "member":
        return {"plenary": "trade", "special_topic": "finance", "work_conference_1": "trade"}.get(kind)
    return None if kind == "work_conference_1" else "town"


def on_granted_leave(who: str, **more: Any) -> Callable[[Dossier], Dossier | None]:
    """One who is due or attends does not come, with leave as the text asks."""

    def granted(dossier: Dossier) -> Dossier | None:
        person = on_leave(who, dossier)
        if person is None:
            return None
        part = Part.MEMBER if person in due(dossier) else Part.ATTENDEE
        return line(dossier, person, part, Presence.LEAVE, **more)

    return granted


def leave(**changes: Any) -> Callable[[Dossier], Dossier]:
    return lambda dossier: replace(dossier, leave=tuple(replace(each, **changes) for each in dossier.leave))


WITHOUT_LEAVE = {
    "not_requested": [
        ("not asked for", lambda dossier: replace(dossier, leave=())),
        ("asked for the day after", leave(asked_on=AFTER, approved_on=AFTER)),
    ],
    "not_approved": [
        ("not approved", leave(approved_by=None, approved_on=None)),
        ("approved the day after", leave(approved_on=AFTER)),
    ],
    "wrong_approver": [
        ("approved by a deputy", leave(approved_by="dep2")),
        ("approved by a department", leave(approved_by="housing")),
    ],
    "report_missing": [("no written report", leave(written_report=False))],
}


def absent(dossier: Dossier) -> object:
    """The one who has leave, or would need it."""
    listed = [each.person for each in dossier.attendance if each.status is not Presence.PRESENT]
    return listed[0]


LEAVE = [
    Twin(code=f"leave.{code}", of=who, name=name, good=on_granted_leave(who), bad=bad, subject=absent)
    for code, changes in WITHOUT_LEAVE.items()
    for name, bad in changes
    for who in ("leader", "director", "member", "attendee")
] + [
    Twin(
        code="leave.substitute",
        of=who,
        name="without consent",
        good=on_granted_leave(who, substitute="clerk", substitute_consent_by="head"),
        bad=lambda dossier: replace(
            dossier, attendance=tuple(replace(each, substitute_consent_by=None) for each in dossier.attendance)
        ),
        subject=absent,
    )
    for who in ("leader", "director", "member", "attendee")
]

# --- minutes

APPROVED = Approval(by="head", on=AFTER)


def special(dossier: Dossier) -> Dossier | None:
    return dossier if dossier.meeting.kind == "special_topic" else None


def on_finance(dossier: Dossier) -> Dossier:
    return minutes(topic(dossier, matter(dossier).no, flags=(TopicFlag.FINANCE,)), head_approval=APPROVED)


def held_by_the_office(dossier: Dossier) -> Dossier | None:
    if special(dossier) is None:
        return None
    return minutes(chaired(dossier, "vice1", "dep2"), commission_approval=Approval(by="dep2", on=AFTER))


MINUTES = [
    Twin(
        code="minutes.missing",
        name="none",
        bad=lambda dossier: replace(dossier, minutes=None),
        subject=of_nothing,
    ),
    Twin(
        code="minutes.unsigned",
        name="by nobody",
        bad=lambda dossier: minutes(dossier, signed_by=None, signed_on=None),
        subject=of_nothing,
    ),
    Twin(
        code="minutes.wrong_signer",
        name="by an outsider",
        bad=lambda dossier: minutes(dossier, signed_by="outsider"),
        subject=lambda _: "outsider",
    ),
    Twin(
        code="minutes.review_missing",
        name="by no deputy director",
        bad=lambda dossier: minutes(dossier, reviews=(Approval(by="director", on=DAY),)),
        subject=of_nothing,
    ),
    Twin(
        code="minutes.head_approval_missing",
        name="on finance",
        good=on_finance,
        bad=lambda dossier: minutes(dossier, head_approval=None),
        subject=of_nothing,
    ),
    Twin(
        code="minutes.commission_approval_missing",
        name="held on commission",
        good=held_by_the_office,
        bad=lambda dossier: minutes(dossier, commission_approval=None),
        subject=lambda _: "dep2",  # the one who has to approve
        unclean=frozenset({"chair.not_entitled"}),
    ),
]

# --- afterwards


def deciding(**changes: Any) -> Callable[[Dossier], Dossier]:
    """Change the decision on the topic of which most rules ask something."""

    def changed(dossier: Dossier) -> Dossier:
        decision = matter(dossier).decision
        assert decision is not None
        return topic(dossier, matter(dossier).no, decision=replace(decision, **changes))

    return changed


def document(revision: Revision, revised_on: date | None, issued_on: date | None) -> Callable[[Dossier], Dossier]:
    return deciding(document=IssuedDocument(revision=revision, revised_on=revised_on, issued_on=issued_on))


AFTERWARDS = [
    Twin(code="decision.unassigned", name="to nobody", bad=deciding(responsible=())),
    *(
        Twin(code="document.issue_late", of="minor", name=name, bad=document(Revision.MINOR, None, issued))
        for name, issued in [("a day late", ISSUED + ONE_DAY), ("never", None)]
    ),
    *(
        Twin(
            code="document.issue_late",
            of="major",
            name=name,
            good=document(Revision.MAJOR, REVISED, ISSUED),
            bad=document(Revision.MAJOR, REVISED, issued),
        )
        for name, issued in [("a day late", ISSUED + ONE_DAY), ("never", None)]
    ),
    *(
        Twin(
            code="document.revision_late",
            of="major",
            name=name,
            good=document(Revision.MAJOR, REVISED, ISSUED),
            bad=document(Revision.MAJOR, revised, ISSUED),
        )
        for name, revised in [("a day late", REVISED + ONE_DAY), ("never", None)]
    ),
]

DEFECTS = [*LISTS, *CHAIRS, *QUORUM, *LEAVE, *MINUTES, *AFTERWARDS]
