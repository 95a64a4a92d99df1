"""The report material: handed in by a day, signed, delivered twice, returned."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secretariat.domain.facts import Away, Material
from secretariat.domain.states import MeetingStatus
from secretariat.rules.schema.deadline import Deadline, MonthWindow
from secretariat.rules.schema.topics import IntakeRule, MaterialRule, RecallRule
from tests.rules.invented import ARTICLE, DAY, book, codes, dossier, found, only, topic

KINDS = ("executive",)


def material(**rule):
    return book(material=(MaterialRule(article=ARTICLE, kinds=KINDS, **rule),))


def with_material(**changes):
    return topic(material=Material(**changes))


def planned(given):
    return dossier(given, status=MeetingStatus.PLANNED)


# --- handed in

SUBMITTED = material(submitted=Deadline(days=5))
FIFTH = date(2023, 11, 8)  # 5 working days before Wednesday 15 November


@pytest.mark.parametrize(("on", "late"), [(FIFTH, False), (date(2023, 11, 9), True), (date(2023, 1, 1), False)])
def test_handed_in_by_the_fifth_working_day_before(on, late):
    assert codes(SUBMITTED, with_material(submitted_on=on)) == (["material.late"] if late else [])


@pytest.mark.parametrize("given", [topic(), with_material()], ids=["no record", "no day"])
def test_a_day_that_is_missing_is_late_once_the_deadline_is_past(given):
    assert not found(SUBMITTED, planned(given), as_of=FIFTH)
    finding = only(SUBMITTED, planned(given), as_of=date(2023, 11, 9))
    assert (finding.code, finding.subject, finding.article) == ("material.late", 3, ARTICLE)
    assert "最迟为2023年11月8日" in finding.message


def test_calendar_days_count_as_they_are():
    rules = material(submitted=Deadline(days=5, unit="calendar_days"))
    assert not found(rules, with_material(submitted_on=date(2023, 11, 10)))
    assert codes(rules, with_material(submitted_on=date(2023, 11, 11))) == ["material.late"]


def test_another_kind_asks_for_none():
    assert not found(SUBMITTED, dossier(topic(), kind="weekly"))


# --- taken in

WINDOWS = (MonthWindow(first=10, last=15), MonthWindow(first=25, last=31))


def intake(*, judged=True):
    return book(intake=(IntakeRule(article=ARTICLE, kinds=KINDS, text="每月两批", windows=WINDOWS, judged=judged),))


@pytest.mark.parametrize(
    ("on", "late"),
    [
        (date(2023, 11, 9), True),
        (date(2023, 11, 10), False),
        (date(2023, 11, 15), False),
        (date(2023, 11, 16), True),
        (date(2023, 2, 24), True),
        (date(2023, 2, 28), False),
    ],
)
def test_taken_in_within_the_months_windows(on, late):
    assert codes(intake(), with_material(submitted_on=on)) == (["material.late"] if late else [])
    assert not found(intake(judged=False), with_material(submitted_on=on))


def test_a_window_of_the_months_last_day():
    last = book(
        intake=(
            IntakeRule(
                article=ARTICLE, kinds=KINDS, text="月末", windows=(MonthWindow(first=31, last=31),), judged=True
            ),
        )
    )
    assert not found(last, with_material(submitted_on=date(2023, 2, 28)))
    assert "（月末）" in only(last, with_material(submitted_on=date(2023, 10, 30))).message


def test_late_material_outside_a_window_is_told_of_once():
    rules = replace(SUBMITTED, intake=intake().intake)
    assert codes(rules, with_material(submitted_on=date(2023, 11, 9))) == ["material.late"]
    assert "10日至15日、25日至月末" in only(rules, with_material(submitted_on=date(2023, 11, 8))).message


# --- signed

SIGNED = material(signed_in_charge=True)


@pytest.mark.parametrize(
    ("by", "fault"), [("zhou", False), (None, True), ("wu", True), ("head", True), ("clerk", True)]
)
def test_the_leader_in_charge_signs(by, fault):
    assert codes(SIGNED, with_material(signed_by=by)) == (["material.unsigned"] if fault else [])


def test_the_message_names_who_signs():
    assert "分管领导周平签署，登记的签署人是吴江" in only(SIGNED, with_material(signed_by="wu")).message
    assert "分管领导周平" in only(SIGNED, topic()).message


def test_where_nobody_is_in_charge_any_deputy_or_the_head_signs():
    for by in ("zhou", "wu", "head"):
        assert not found(SIGNED, topic(sponsor="lonely", material=Material(signed_by=by)))
    assert codes(SIGNED, topic(sponsor="lonely", material=Material(signed_by="ning"))) == ["material.unsigned"]
    assert "副市长或市长" in only(SIGNED, topic(sponsor="lonely")).message


def test_the_pair_signs_while_the_leader_is_away():
    given = dossier(with_material(signed_by="wu", submitted_on=FIFTH))
    absent = replace(given, away=(Away(person="zhou", from_=FIFTH, to=FIFTH),))
    assert not found(SIGNED, absent)


def test_material_that_is_not_there_is_late_and_not_unsigned_too():
    rules = material(signed_in_charge=True, submitted=Deadline(days=5))
    assert codes(rules, topic()) == ["material.late"]
    assert codes(rules, with_material(submitted_on=FIFTH)) == ["material.unsigned"]


# --- delivered

DELIVERED = material(deliveries=(Deadline(days=3), Deadline(days=1)))
THIRD, LAST = date(2023, 11, 10), date(2023, 11, 14)
DELIVERIES = [
    # delivered on, which of them are told of
    ((THIRD, LAST), ""),
    ((LAST, THIRD), ""),
    ((date(2023, 11, 13), LAST), "一"),
    ((THIRD, DAY), "二"),
    ((THIRD,), "二"),
    ((LAST,), "一二"),
    ((), "一二"),
]


@pytest.mark.parametrize(("on", "told"), DELIVERIES, ids=range(len(DELIVERIES)))
def test_delivered_twice_in_time(on, told):
    given = with_material(delivered_on=on)
    if not told:
        assert not found(DELIVERED, given)
        return
    finding = only(DELIVERED, given)
    assert finding.code == "material.delivery_late"
    assert [ordinal for ordinal in "一二" if f"第{ordinal}次" in finding.message] == list(told)


def test_a_delivery_is_not_late_before_its_day():
    assert not found(DELIVERED, planned(topic()), as_of=THIRD)
    first = only(DELIVERED, planned(topic()), as_of=date(2023, 11, 13))
    assert "第一次" in first.message
    assert "第二次" not in first.message


# --- given back after the meeting

RECALL = book(recall=(RecallRule(article=ARTICLE, kinds=KINDS),))


def test_material_marked_for_recall_is_returned_after_the_meeting():
    marked = with_material(recall=True)
    assert codes(RECALL, marked) == ["material.not_recalled"]
    assert not found(RECALL, planned(marked), as_of=date(2023, 11, 1))
    assert not found(RECALL, with_material(recall=True, recalled_on=DAY))
    assert not found(RECALL, with_material())
    assert not found(RECALL, dossier(marked, kind="weekly"))
