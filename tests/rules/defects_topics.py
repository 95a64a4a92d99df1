"""What can go wrong with a topic: each defect of topics, papers, countersigns, reviews and the agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from secretariat.domain.facts import (
    AdHoc,
    Attendance,
    Coordination,
    Countersign,
    Decision,
    Form,
    Material,
)
from secretariat.domain.states import Opinion, Outcome, Part, Presence, ReviewKind, StepKind, TopicFlag, TopicType
from tests.rules.build import AFTER, DAY, matter, topic
from tests.rules.prepared import AGENDA_SET, ASKED, CHAIN_DAYS, DELIVERED, REGISTERED, REPLIED, SUBMITTED
from tests.rules.twin import Twin, of_nothing, same

if TYPE_CHECKING:
    from collections.abc import Callable

    from secretariat.domain.facts import Dossier

ONE_DAY = timedelta(days=1)


def on_matter(dossier: Dossier, **changes: Any) -> Dossier:
    """Change the topic of which most rules ask something."""
    return topic(dossier, matter(dossier).no, **changes)


def setting(**changes: Any) -> Callable[[Dossier], Dossier]:
    """What makes these changes to it."""
    return lambda dossier: on_matter(dossier, **changes)


# --- the chain of approval


def without(step: StepKind) -> Callable[[Dossier], Dossier]:
    return lambda dossier: on_matter(dossier, steps=tuple(each for each in matter(dossier).steps if each.step != step))


def taken_by(step: StepKind, person: str) -> Callable[[Dossier], Dossier]:
    return lambda dossier: on_matter(
        dossier,
        steps=tuple(replace(each, by=person) if each.step == step else each for each in matter(dossier).steps),
    )


def on_days(**places: int) -> Callable[[Dossier], Dossier]:
    """Take steps on other days, by their places among the chain's days; they are recorded as they happened."""

    def moved(dossier: Dossier) -> Dossier:
        steps = (
            replace(each, on=CHAIN_DAYS[places[each.step]] if each.step in places else each.on)
            for each in matter(dossier).steps
        )
        return on_matter(dossier, steps=tuple(sorted(steps, key=lambda each: each.on or DAY)))

    return moved


CHAIN = [
    *(Twin(code="topic.step_missing", of=step, name="not taken", bad=without(step)) for step in StepKind),
    *(
        Twin(code="topic.wrong_approver", of=step, name=f"by {person}", bad=taken_by(StepKind(step), person))
        for step, person in [
            ("deputy_report", "dep2"),
            ("deputy_report", "clerk"),
            ("deputy_review", "dep2"),
            ("deputy_review", "director"),
            ("deputy_review", "housing"),  # the sponsor's own head does not review for the leader
            ("office_review", "vice1"),
            ("office_review", "executive"),
            ("head_decision", "executive"),
            ("head_decision", "director"),
        ]
    ),
    Twin(
        code="topic.step_order",
        of="deputy_report",
        name="reported before it was reviewed",
        bad=on_days(deputy_report=0, deputy_review=1),
    ),
    Twin(
        code="topic.step_order",
        of="office_review",
        name="at the office before the deputy had it",
        bad=on_days(office_review=0, deputy_review=2, deputy_report=2),
    ),
    Twin(
        code="topic.step_order",
        of="head_decision",
        name="decided before the office had it",
        bad=on_days(head_decision=2, office_review=3),
    ),
]

# --- the kind that may decide

ADOPTED = (Outcome.ADOPTED, Outcome.ADOPTED_IN_PRINCIPLE, Outcome.ADOPTED_AFTER_REVISION)


def decided(outcome: Outcome) -> Decision:
    return Decision(outcome=outcome, text="会议研究了该议题。", responsible=("d-housing",))


def wrong_kinds() -> list[Twin]:
    """One of every type, and contracts with the flag."""
    cases = [(each.value, each, ()) for each in TopicType]
    cases.append(("contract+major_contract", TopicType.CONTRACT, (TopicFlag.MAJOR_CONTRACT,)))
    return [
        Twin(
            code="topic.wrong_kind",
            of=of,
            name=f"{ADOPTED[no % 3].value}",
            good=setting(type=kind, flags=flags, decision=decided(Outcome.DEFERRED)),
            bad=setting(decision=decided(ADOPTED[no % 3])),
        )
        for no, (of, kind, flags) in enumerate(cases)
    ]


# --- before it comes on the agenda

SIGNED = Form(signed_by="housing", sealed=True)
LATER = {"added_on": AGENDA_SET + ONE_DAY}
IN_ORDER = AdHoc(consent_by="head", reason="突发事件，须即时研究")

PAPERS = [
    Twin(
        code="topic.department_remit",
        name="the department's own matter",
        good=setting(flags=()),
        bad=setting(flags=(TopicFlag.DEPARTMENT_REMIT,)),
    ),
    Twin(
        code="topic.late_registration",
        of="deadline_bound",
        name="a day late",
        bad=setting(registered_on=REGISTERED + ONE_DAY),
    ),
    Twin(code="topic.late_registration", of="deadline_bound", name="never", bad=setting(registered_on=None)),
    Twin(code="topic.form_missing", of="form", name="no form", bad=setting(form=None)),
    Twin(code="topic.form_missing", of="signature", name="unsigned", bad=setting(form=replace(SIGNED, signed_by=None))),
    Twin(
        code="topic.form_missing",
        of="signature",
        name="signed by another department's head",
        bad=setting(form=replace(SIGNED, signed_by="finance")),
    ),
    Twin(code="topic.form_missing", of="seal", name="no seal", bad=setting(form=replace(SIGNED, sealed=False))),
    Twin(
        code="topic.ad_hoc",
        of="consent",
        name="without consent",
        good=setting(**LATER, ad_hoc=IN_ORDER),
        bad=setting(ad_hoc=replace(IN_ORDER, consent_by=None)),
    ),
    Twin(
        code="topic.ad_hoc",
        of="consent",
        name="with the consent of the executive deputy",
        good=setting(**LATER, ad_hoc=IN_ORDER),
        bad=setting(ad_hoc=replace(IN_ORDER, consent_by="executive")),
    ),
    Twin(
        code="topic.ad_hoc",
        of="reason",
        name="without a reason",
        good=setting(**LATER, ad_hoc=IN_ORDER),
        bad=setting(ad_hoc=replace(IN_ORDER, reason=None)),
    ),
    Twin(
        code="topic.ad_hoc",
        of="consent reason",
        name="a day after the agenda was set, without more",
        good=setting(added_on=AGENDA_SET),
        bad=setting(**LATER),
    ),
]

# --- countersigns

AGREED = Countersign(
    department="d-finance", asked_on=ASKED, replied_on=REPLIED, opinion=Opinion.AGREE, signed_by="finance"
)
DISAGREED = replace(AGREED, opinion=Opinion.DISAGREE, signed_by=None)
BROUGHT_TOGETHER = Coordination(
    statement=True, grounds=True, preferred_option=True, by="dep1", on=CHAIN_DAYS[0], agreed=True
)
APART = replace(BROUGHT_TOGETHER, agreed=False)


def differing(*, agreed: bool, **changes: Any) -> dict[str, Any]:
    """A department disagreed; the leader in charge coordinated, and they agreed in the end or did not."""
    return {
        "countersigns": (replace(DISAGREED, signed_by="finance" if agreed else None),),
        "coordination": replace(BROUGHT_TOGETHER if agreed else APART, **changes),
    }


# In 淄川 a topic on which departments differ is not submitted at all.
NOT_AGREED = frozenset({"countersign.not_agreed"})

COUNTERSIGNS = [
    Twin(code="countersign.missing", name="nobody was asked", bad=setting(countersigns=())),
    *(
        Twin(
            code="countersign.no_reply",
            name=f"answered {opinion}",
            bad=setting(countersigns=(replace(AGREED, replied_on=None, opinion=opinion, signed_by=None),)),
        )
        for opinion in (Opinion.NONE, None)
    ),
    *(
        Twin(
            code="countersign.unsigned",
            name=f"signed by {person}",
            bad=setting(countersigns=(replace(AGREED, signed_by=person),)),
        )
        for person in (None, "trade", "housing", "dep1")
    ),
    Twin(
        code="countersign.unsigned",
        name="agreed in the end, and not signed",
        good=setting(**differing(agreed=True)),
        bad=setting(countersigns=(DISAGREED,)),
    ),
    Twin(code="countersign.not_agreed", name="still apart", bad=setting(**differing(agreed=False))),
    *(
        Twin(
            code=f"countersign.{code}",
            name="agreed in the end",
            good=setting(**differing(agreed=True)),
            bad=setting(**differing(agreed=True, **change)),
        )
        for code, change in [
            ("statement_missing", {"statement": False}),
            ("grounds_missing", {"grounds": False}),
            ("not_coordinated", {"by": None}),
            ("not_coordinated", {"by": "dep2"}),
            ("not_coordinated", {"by": "housing"}),
        ]
    ),
    *(
        Twin(
            code=f"countersign.{code}",
            name="still apart",
            good=setting(**differing(agreed=False)),
            bad=setting(**differing(agreed=False, **change)),
            unclean=NOT_AGREED,
        )
        for code, change in [
            ("statement_missing", {"statement": False}),
            ("grounds_missing", {"grounds": False}),
            ("not_coordinated", {"by": None}),
        ]
    ),
    *(
        Twin(
            code="countersign.option_missing",
            of="agreed" if agreed else "apart",
            name="no option preferred",
            good=setting(**differing(agreed=agreed)),
            bad=setting(**differing(agreed=agreed, preferred_option=False)),
            unclean=NOT_AGREED,
        )
        for agreed in (True, False)
    ),
]

# --- material

HANDED_IN = Material(submitted_on=SUBMITTED, signed_by="dep1", delivered_on=DELIVERED)


def material(code: str, name: str, **changes: Any) -> Twin:
    return Twin(code=f"material.{code}", name=name, bad=setting(material=replace(HANDED_IN, **changes)))


MATERIAL = [
    material("late", "a day late", submitted_on=SUBMITTED + ONE_DAY),
    material("late", "never", submitted_on=None),
    material("delivery_late", "the first a day late", delivered_on=(DELIVERED[0] + ONE_DAY, DELIVERED[1])),
    material("delivery_late", "the second a day late", delivered_on=(DELIVERED[0], DELIVERED[1] + ONE_DAY)),
    material("delivery_late", "no second", delivered_on=DELIVERED[:1]),
    material("unsigned", "by nobody", signed_by=None),
    material("unsigned", "by another deputy", signed_by="dep2"),
    material("unsigned", "by the sponsor's head", signed_by="housing"),
    Twin(
        code="material.not_recalled",
        name="not returned",
        good=setting(material=replace(HANDED_IN, recall=True, recalled_on=AFTER)),
        bad=setting(material=replace(HANDED_IN, recall=True)),
    ),
]

# --- reviews: for each the types and flags of which at least one text asks it

WANTED = {
    "legality": "normative_document contract major_decision local_regulation government_rule",
    "risk": "public_interest major_decision",
    "fair_competition": "market_activity normative_document",
    "towns": "towns",
    "experts": "major_decision",
    "consultation": "normative_document local_regulation government_rule public_interest major_decision",
    "performance": "new_spending",
}


def bearing(word: str) -> dict[str, Any]:
    """A topic of that type, or of another type with that flag; it is not decided."""
    if word in set(TopicType):
        return {"type": TopicType(word), "flags": (), "decision": decided(Outcome.DEFERRED)}
    return {"type": TopicType.OTHER, "flags": (TopicFlag(word),), "decision": decided(Outcome.DEFERRED)}


def unreviewed(review: ReviewKind) -> Callable[[Dossier], Dossier]:
    return lambda dossier: on_matter(
        dossier, reviews=tuple(each for each in matter(dossier).reviews if each.review != review)
    )


REVIEWS = [
    Twin(
        code=f"review.{review}",
        of=word,
        name="not reviewed",
        good=setting(**bearing(word)),
        bad=unreviewed(ReviewKind(review)),
    )
    for review, words in WANTED.items()
    for word in words.split()
]

# --- the agenda


def first(kind: TopicType) -> Callable[[Dossier], Dossier]:
    return lambda dossier: topic(dossier, 1, type=kind, flags=(), decision=decided(Outcome.DEFERRED))


def last(kind: TopicType) -> Callable[[Dossier], Dossier]:
    return lambda dossier: topic(dossier, len(dossier.topics), type=kind, flags=(), decision=decided(Outcome.DEFERRED))


def with_staff(department: str) -> Callable[[Dossier], Dossier]:
    row = Attendance(person="clerk", as_=Part.STAFF, status=Presence.PRESENT, department=department)
    return lambda dossier: replace(dossier, attendance=(*dossier.attendance, row))


AGENDA = [
    Twin(
        code="agenda.first_topic",
        name="no study first",
        good=first(TopicType.STUDY),
        bad=first(TopicType.REPORT),
        subject=lambda dossier: dossier.topics[0].no,
    ),
    Twin(
        code="agenda.safety_topic",
        name="nothing on safety",
        good=last(TopicType.SAFETY),
        bad=last(TopicType.OTHER),
        subject=of_nothing,
    ),
    Twin(code="agenda.report_time", name="eleven minutes", bad=setting(report_minutes=11)),
    Twin(code="agenda.staff", name="two of the sponsor's", bad=setting(staff=2)),
    Twin(
        code="agenda.staff",
        name="somebody of another department",
        good=same,
        bad=with_staff("d-trade"),
        subject=lambda _: "clerk",
    ),
]

DEFECTS = [*CHAIN, *wrong_kinds(), *PAPERS, *COUNTERSIGNS, *MATERIAL, *REVIEWS, *AGENDA]
