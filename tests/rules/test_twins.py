"""Every defect and its corrected twin, for every government, kind and code: one defect, one finding by its article.

Where a text is silent on a code the same defect yields nothing. The tables are in ``texts*.py`` (what the articles ask)
and ``defects_*.py`` (what can go wrong); the program's rulebooks have no part in either.
"""

from __future__ import annotations

import pytest

from secretariat.domain.states import MeetingStatus, TopicFlag, TopicType
from tests.rules import defects_away, defects_people, defects_topics
from tests.rules.build import clean, findings, ids, meeting, severity, topic
from tests.rules.defects_topics import bearing, on_matter
from tests.rules.texts import GOVERNMENTS, MEETINGS
from tests.rules.twin import ASKS, KINDS, asked, faults, told

TWINS = [*defects_people.DEFECTS, *defects_topics.DEFECTS, *defects_away.DEFECTS]
CASES = [(government, code) for government in GOVERNMENTS for code in ASKS]


def test_every_code_has_a_statement_for_every_government_and_a_defect():
    assert {twin.code for twin in TWINS} == set(ASKS)
    assert all(set(by_government) == set(GOVERNMENTS) for by_government in ASKS.values())


def test_whatever_the_texts_ask_has_a_defect():
    """Each step, type, flag and person of the tables is tried."""
    tried = {(twin.code, word) for twin in TWINS for word in (twin.of.split() or [""])}
    stated = {
        (code, word)
        for code, by_government in ASKS.items()
        for rows in by_government.values()
        for row in rows
        for word in (row.of.split() or [""])
    }
    # A row of all, and a defect of all, meet every word.
    codes_of_all = {code for code, word in stated | tried if not word}
    assert {each for each in stated - tried if each[0] not in codes_of_all} == set()


@pytest.mark.parametrize(("government", "code"), CASES, ids=ids(CASES))
def test_a_defect_has_its_finding_and_its_twin_has_none(government, code):
    wrong = [
        fault
        for kind in KINDS[government]
        for twin in TWINS
        if twin.code == code
        for fault in faults(twin, government, kind)
    ]
    assert not wrong, "\n".join(wrong)


# --- all reviews at once: each type and flag in each kind

WORDS = [*TopicType, *TopicFlag]


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_the_reviews_of_every_type_and_flag(case):
    wrong = []
    for word in WORDS:
        dossier = on_matter(clean(*case), **bearing(word), reviews=())
        found = {each.code for each in findings(dossier) if each.code.startswith("review.")}
        expected = {
            code
            for code, by_government in ASKS.items()
            if code.startswith("review.")
            for row in by_government[case[0]]
            if case[1] in row.kinds.split() and word in row.of.split()
        }
        wrong += [f"{word}: expected {expected}, got {found}"] if found != expected else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_two_reasons_for_one_review_make_one_finding(case):
    dossier = on_matter(clean(*case), type=TopicType.MAJOR_DECISION, flags=tuple(TopicFlag)[:3], reviews=())
    found = [each.code for each in findings(dossier) if each.code.startswith("review.")]
    assert len(found) == len(set(found))


# --- nothing more than the text asks for

NEEDLESS = {
    "topic.form_missing": {"form": None},
    "topic.late_registration": {"registered_on": None},
    "countersign.missing": {"countersigns": ()},
    "agenda.report_time": {"report_minutes": None},
    "agenda.staff": {"staff": None},
    "decision.unassigned": {"decision": None},
}


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_a_meeting_that_keeps_only_what_its_text_asks_for_has_no_finding(case):
    """Whatever the text is silent on is left out at once, for every topic."""
    dossier = clean(*case)
    for each in dossier.topics:
        bare = {
            key: value for code, change in NEEDLESS.items() if not asked(code, *case) for key, value in change.items()
        }
        wanted = {row.of for code in ASKS if code.startswith("review.") for row in asked(code, *case)}
        reviews = each.reviews if any(set(row.split()) & {each.type, *each.flags} for row in wanted) else ()
        steps = tuple(step for step in each.steps if asked("topic.step_missing", *case, step.step))
        if not any(asked(f"material.{code}", *case) for code in ("late", "delivery_late", "unsigned")):
            bare["material"] = None
        dossier = topic(dossier, each.no, **{"reviews": reviews, "steps": steps, **bare})
    assert not findings(dossier)


# --- planned meetings: people, chair, quorum, leave, topics, agenda are judged; minutes, recall, documents are not

ADVANCE = (
    "kind.",
    "member.",
    "attendee.",
    "chair.",
    "quorum.",
    "leave.",
    "topic.",
    "countersign.",
    "review.",
    "agenda.",
)
AFTERWARDS = ("minutes.", "document.", "material.not_recalled")
# Only what was decided can be decided in the wrong kind.
TRIED = {
    (twin.code, twin.of): twin
    for twin in TWINS
    if twin.code.startswith((*ADVANCE, *AFTERWARDS)) and twin.code != "topic.wrong_kind"
}


@pytest.mark.parametrize("case", MEETINGS, ids=ids(MEETINGS))
def test_what_is_judged_while_a_meeting_is_planned(case):
    wrong = []
    for twin in TRIED.values():
        good = twin.good(clean(*case))
        bad = None if good is None else twin.bad(good)
        if good is None or bad is None:
            continue
        before, after = (told(findings(meeting(each, status=MeetingStatus.PLANNED))) for each in (good, bad))
        new = [each[:2] for each in (after - before).elements()]
        regulated = asked(twin.code, *case, twin.of) and twin.code.startswith(ADVANCE)
        expected = [(twin.code, severity(twin.code, case[0]))] if regulated else []
        wrong += [f"{twin.title}: expected {expected}, got {new}"] if new != expected else []
    assert not wrong, "\n".join(wrong)
