"""What was decided: somebody to do it, its document out in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Decision, IssuedDocument
from secretariat.domain.states import MeetingStatus, Outcome, Revision
from secretariat.rules.finding import Severity
from secretariat.rules.schema.after import DocumentRule, Supervision
from secretariat.rules.schema.deadline import Deadline
from tests.rules.invented import book, dossier, judged, topic

KINDS = ("executive",)
SUPERVISED = book(supervision=(Supervision(article="第七条", kinds=KINDS, text="督办"),))
ISSUED = Deadline(days=5, side="after")
REVISED = Deadline(days=10, side="after")
# From Wednesday, 15 November 2023: the 5th working day after, and the 10th.
FIFTH, TENTH = date(2023, 11, 22), date(2023, 11, 29)
LATER = date(2023, 12, 31)


def documents(**changes):
    return book(documents=(DocumentRule(**{"article": "第八条", "kinds": KINDS, "issued": ISSUED, **changes}),))


def found(rules, decision, as_of=LATER, **meeting):
    given = dossier(topic(decision=decision), **meeting)
    return [
        each
        for each in judged(rules, given, as_of=as_of).findings
        if each.code.split(".")[0] in {"decision", "document"}
    ]


def codes(rules, decision, **more):
    return [each.code for each in found(rules, decision, **more)]


def issued(day=None, outcome=Outcome.ADOPTED, **changes):
    return Decision(outcome=outcome, responsible=("housing",), document=IssuedDocument(issued_on=day, **changes))


@pytest.mark.parametrize("outcome", [*Outcome, None])
def test_what_was_adopted_or_has_a_day_needs_somebody_to_do_it(outcome):
    adopted = outcome is not None and outcome.value.startswith("adopted")
    given = Decision(outcome=outcome)
    assert codes(SUPERVISED, given) == (["decision.unassigned"] if adopted else [])
    assert codes(SUPERVISED, replace(given, due=LATER)) == ["decision.unassigned"]
    assert not codes(SUPERVISED, replace(given, due=LATER, responsible=("housing",)))


def test_unassigned_is_a_warning_of_the_topic():
    (finding,) = found(SUPERVISED, Decision(outcome=Outcome.ADOPTED, assisting=("finance",)))
    assert (finding.severity, finding.subject, finding.article) == (Severity.WARNING, 3, "第七条")


def test_neither_before_the_meeting_nor_where_the_rulebook_is_silent():
    given = Decision(outcome=Outcome.ADOPTED, document=IssuedDocument())
    both = replace(SUPERVISED, documents=documents().documents)
    assert codes(both, given) == ["decision.unassigned", "document.issue_late"]
    assert not codes(both, given, status=MeetingStatus.PLANNED)
    assert not codes(both, given, kind="weekly")
    assert not codes(both, None)


@pytest.mark.parametrize(
    ("day", "as_of", "late"),
    [
        (FIFTH, LATER, False),
        (date(2023, 11, 23), LATER, True),
        (None, FIFTH, False),
        (None, date(2023, 11, 23), True),
    ],
)
def test_a_document_is_issued_by_the_fifth_working_day(day, as_of, late):
    assert codes(documents(), issued(day), as_of=as_of) == (["document.issue_late"] if late else [])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"revised_on": TENTH}, None),
        ({"revised_on": date(2023, 11, 30)}, "document.revision_late"),
        ({}, "document.revision_late"),
        ({"day": FIFTH}, "document.revision_late"),
        ({"day": LATER, "revised_on": FIFTH}, None),
    ],
)
def test_a_major_revision_has_the_longer_deadline_and_no_other(changes, code):
    given = issued(**{"revision": Revision.MAJOR, **changes})
    assert codes(documents(revised=REVISED), given) == ([code] if code else [])


def test_without_a_longer_deadline_a_major_revision_has_the_same():
    assert codes(documents(), issued(TENTH, revision=Revision.MAJOR)) == ["document.issue_late"]
    assert codes(documents(revised=REVISED), issued(TENTH, revision=Revision.MINOR)) == ["document.issue_late"]


@pytest.mark.parametrize("outcome", [Outcome.DEFERRED, Outcome.REJECTED])
def test_what_was_not_adopted_is_not_issued(outcome):
    assert not codes(documents(), issued(outcome=outcome))


def test_the_message_names_topic_and_last_day():
    (finding,) = found(documents(), issued(LATER))
    assert (finding.subject, finding.article, finding.severity) == (3, "第八条", Severity.VIOLATION)
    assert "议题3《关于城市更新的请示》" in finding.message
    assert "2023年11月22日" in finding.message
