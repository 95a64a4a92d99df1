"""A reply before its question and a step after the meeting: kept as a finding that breaks no rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretariat.domain.facts import Countersign, Step
from secretariat.domain.states import Opinion, StepKind
from secretariat.rules.finding import Severity
from tests.rules.invented import DAY, book, dossier, judged

ONE = timedelta(days=1)


def told(**topic):
    given = dossier()
    first, *others = given.topics
    given = replace(given, topics=(replace(first, **topic), *others))
    found = [each for each in judged(book(), given).findings if each.code == "record.doubtful"]
    assert all(each.severity is Severity.INFO and each.subject == first.no for each in found)
    return [each.message for each in found]


@pytest.mark.parametrize(("replied", "doubtful"), [(DAY - 3 * ONE, True), (DAY - 2 * ONE, False), (DAY - ONE, False)])
def test_a_reply_before_its_question(replied, doubtful):
    unit = dossier().departments[0]
    sign = Countersign(
        department=unit.id, asked_on=DAY - 2 * ONE, replied_on=replied, opinion=Opinion.AGREE, signed_by=None
    )
    found = told(countersigns=(sign,))
    assert bool(found) is doubtful
    assert all(unit.name in message and "请核对日期" in message for message in found)


@pytest.mark.parametrize(("on", "doubtful"), [(DAY + ONE, True), (DAY, False), (None, False)])
def test_a_step_after_the_meeting(on, doubtful):
    assert bool(told(steps=(Step(step=StepKind.HEAD_DECISION, by="head", on=on),))) is doubtful
