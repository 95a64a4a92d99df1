"""What holds of every meeting, whatever is thrown at it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.facts import Excuse
from secretariat.domain.quorum import Threshold
from secretariat.domain.states import MeetingStatus, Part, Presence, TopicType
from secretariat.rules.finding import Severity
from tests.rules import defects_away, defects_people, defects_topics
from tests.rules.build import (
    CODES,
    DAY,
    chaired,
    clean,
    codes,
    findings,
    joined,
    judged,
    line,
    meeting,
    minutes,
    of_size,
    out_for,
    someone,
    strike,
    topic,
)
from tests.rules.texts import BY_POST, GANGCHENG, GOVERNMENTS, HUANCUI, MEETINGS, TEXTS, WITH_QUORUM, ZICHUAN
from tests.rules.texts_people import EXCUSABLE
from tests.rules.twin import asked, same

cases = st.sampled_from(MEETINGS)
quorum_cases = st.sampled_from(WITH_QUORUM)
other_parts = st.sampled_from([Part.ATTENDEE, Part.GUEST, Part.STAFF])
presences = st.sampled_from(Presence)


def counted(dossier):
    quorum = judged(dossier).quorum
    return quorum.due, quorum.present, quorum.needed, quorum.met, quorum.topics


@given(cases, st.lists(st.tuples(other_parts, presences), max_size=6))
def test_attendees_guests_and_staff_never_change_the_quorum(case, others):
    dossier = clean(*case)
    before = counted(dossier)
    for no, (part, status) in enumerate(others):
        dossier = line(joined(dossier, someone(f"other{no}")), f"other{no}", part, status)
    assert counted(dossier) == before
    assert not findings(dossier)  # who does not come has leave


@given(quorum_cases, st.integers(1, 9), st.data())
def test_a_substitute_never_changes_the_quorum(case, due, data):
    present = data.draw(st.integers(0, due))
    dossier = of_size(*case, due, present)
    before = counted(dossier)
    absent = [each.person for each in dossier.attendance if each.status is not Presence.PRESENT]
    for person in absent:
        stand = f"{person}-stand"
        dossier = joined(dossier, someone(stand))
        dossier = line(dossier, person, status=Presence.LEAVE, substitute=stand, substitute_consent_by="head")
        dossier = line(dossier, stand, data.draw(other_parts))
    assert counted(dossier) == before


@given(quorum_cases, st.integers(1, 12), st.data())
def test_who_comes_in_addition_never_undoes_a_quorum(case, due, data):
    present = data.draw(st.integers(0, due - 1))
    kind = data.draw(st.sampled_from([TopicType.APPOINTMENT, TopicType.REPORT]))
    fewer = judged(topic(of_size(*case, due, present), type=kind)).quorum
    more = judged(topic(of_size(*case, due, present + 1), type=kind)).quorum
    assert (more.due, more.present, more.needed) == (fewer.due, fewer.present + 1, fewer.needed)
    assert more.met or not fewer.met
    assert more.topics[0].met or not fewer.topics[0].met


@given(quorum_cases, st.integers(1, 10), st.data())
def test_recusal_lowers_presence_and_nothing_else(case, due, data):
    dossier = topic(of_size(*case, due, due), 2)
    leaving = data.draw(st.sets(st.sampled_from([each.person for each in dossier.attendance])))
    quorum = judged(out_for(dossier, 2, *leaving)).quorum
    assert (quorum.due, quorum.present, quorum.met) == (due, due, True)
    assert [each.present for each in quorum.topics] == [due, due - len(leaving)]
    assert [each.needed for each in quorum.topics] == [quorum.needed, quorum.needed]


@given(quorum_cases, st.integers(1, 15), st.data())
def test_a_quorum_is_met_when_more_than_the_share_is_there(case, due, data):
    present = data.draw(st.integers(0, due))
    dossier = topic(of_size(*case, due, present), type=TopicType.APPOINTMENT)
    quorum = judged(dossier).quorum
    share = Fraction(2, 3) if case == (GANGCHENG, "party_group") else Fraction(1, 2)
    assert quorum.met is (Fraction(present, due) > Fraction(1, 2))
    assert quorum.topics[0].met is (Fraction(present, due) > share)


@given(st.fractions(min_value="1/100", max_value=1), st.integers(0, 200), st.booleans())
def test_needed_is_the_smallest_number_that_is_enough(share, due, strict):
    needed = Threshold(share=share, strict=strict).needed(due)

    def enough(present):
        return present > share * due if strict else present >= share * due

    assert enough(needed)
    assert needed == 0 or not enough(needed - 1)
    assert needed == (math.floor(share * due) + 1 if strict else math.ceil(share * due))


@given(cases, st.sampled_from(MeetingStatus))
def test_a_clean_meeting_has_no_finding_at_any_time(case, status):
    assert not findings(meeting(clean(*case), status=status))


@given(cases, st.permutations(range(20)))
def test_the_order_of_the_list_does_not_matter(case, order):
    dossier = strike(clean(*case), "dep1")
    lines = sorted(dossier.attendance, key=lambda each: order[len(each.person) % 20])
    shuffled = replace(dossier, attendance=tuple(lines))
    assert counted(shuffled) == counted(dossier)
    assert codes(shuffled) == codes(dossier)


@given(cases, st.sets(st.sampled_from([person for text in TEXTS.values() for person in text.due.split()]), min_size=1))
def test_each_defect_is_told_once(case, struck):
    dossier = strike(clean(*case), *struck)
    expected = struck & set(TEXTS[case].due.split()) if case in BY_POST else set()
    told = [each.subject for each in findings(dossier) if each.code == "member.missing"]
    assert sorted(str(each) for each in told) == sorted(expected)


# --- defects

TWINS = [*defects_people.DEFECTS, *defects_topics.DEFECTS, *defects_away.DEFECTS]
DEFECTS = [
    (case, twin)
    for case in MEETINGS
    for twin in TWINS
    if asked(twin.code, *case, twin.of) and twin.code != "kind.not_provided"
]


def made(case, twin):
    """The clean meeting of that kind with that defect, or nothing where it has no place for it."""
    good = twin.good(clean(*case))
    return None if good is None else twin.bad(good)


@given(st.sampled_from(DEFECTS))
def test_a_single_defect_has_its_own_code_and_no_other(defect):
    """test_twins.py tries them all, with their articles."""
    case, twin = defect
    dossier = made(case, twin)
    assert dossier is None or codes(dossier, as_of=twin.as_of) == [twin.code]


TOPIC_DEFECTS = [each for each in DEFECTS if each[1].good is same and each[1] in defects_topics.DEFECTS]
PEOPLE_DEFECTS = [each for each in DEFECTS if each[1].code.startswith(("leave.", "away."))]


@given(st.sampled_from(TOPIC_DEFECTS), st.data())
def test_defects_of_a_topic_and_of_people_are_told_beside_each_other(of_topic, data):
    case, twin = of_topic
    same_case = [each for each in PEOPLE_DEFECTS if each[0] == case]
    _, other = data.draw(st.sampled_from(same_case))
    dossier = made(case, other)
    if dossier is not None:
        assert codes(twin.bad(dossier)) == sorted([twin.code, other.code])


# --- excused: only what the rulebook lists, by whom it names, and who, when and why on record

EXCUSERS = {"head": {"head"}, "office": {"director", "vice1"}, "reason": None, "chair": None}


def excused(case, twin):
    """The finding and, for each person, how grave it is once that one excused it."""
    dossier = made(case, twin)
    if dossier is None:
        return
    (finding,) = findings(dossier, as_of=twin.as_of)
    excuse = Excuse(code=twin.code, subject=finding.subject, on=DAY, reason="情况特殊")
    for person in ("head", "executive", "director", "vice1", "dep1", "housing"):
        allowed = replace(dossier, exceptions=(replace(excuse, allowed_by=person),))
        (told,) = findings(allowed, as_of=twin.as_of)
        assert (told.code, told.subject, told.article) == (finding.code, finding.subject, finding.article)
        yield dossier, replace(excuse, allowed_by=person), finding, told


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_what_may_be_excused_and_by_whom(code):
    seen = set()
    for case, twin in DEFECTS:
        if case[0] != code or EXCUSABLE[code].get(twin.code) is None:
            continue
        by = EXCUSABLE[code][twin.code]
        for dossier, excuse, before, told in excused(case, twin):
            seen.add(twin.code)
            who = EXCUSERS[by] if by in {"head", "office"} else None
            right = excuse.allowed_by == dossier.meeting.chair if by == "chair" else not who or excuse.allowed_by in who
            assert told.severity is (Severity.EXCUSED if right else before.severity), (case, twin.title, excuse)
            if right:
                for lacking in ({"on": None}, {"reason": None}, {"reason": "  "}, {"allowed_by": None}):
                    kept = replace(dossier, exceptions=(replace(excuse, **lacking),))
                    assert [each.severity for each in findings(kept)] == [before.severity]
                other = replace(dossier, exceptions=(replace(excuse, subject=99),))
                assert [each.severity for each in findings(other)] == [before.severity]
    assert seen == set(EXCUSABLE[code])


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_nothing_else_can_be_excused(code):
    """Not even by everybody together."""
    tried = set()
    for case, twin in DEFECTS:
        if case[0] != code or twin.code in EXCUSABLE[code] or (case[1], twin.code) in tried:
            continue
        dossier = made(case, twin)
        if dossier is None:
            continue
        tried.add((case[1], twin.code))
        before = findings(dossier, as_of=twin.as_of)
        everybody = tuple(
            Excuse(code=twin.code, subject=before[0].subject, allowed_by=each.id, on=DAY, reason="情况特殊")
            for each in dossier.people
        )
        assert findings(replace(dossier, exceptions=everybody), as_of=twin.as_of) == before, (case, twin.title)


# --- messages

EVERY_MESSAGE = [
    strike(line(clean(ZICHUAN, "executive"), "outsider"), "dep1", "counsel"),
    chaired(of_size(ZICHUAN, "executive", 6, 2), "leader2"),
    chaired(clean(ZICHUAN, "executive"), "executive"),
    chaired(clean(ZICHUAN, "head_office"), "executive", head_away=True),
    chaired(minutes(clean(ZICHUAN, "special_topic"), signed_by="outsider"), "vice1", "dep2"),
    minutes(clean(HUANCUI, "executive"), reviews=()),
    minutes(clean(HUANCUI, "executive"), signed_by=None),
    meeting(clean(HUANCUI, "executive"), kind="party_group"),
    out_for(of_size(GANGCHENG, "party_group", 5, 3), 1, "leader2"),
]


@pytest.mark.parametrize("dossier", EVERY_MESSAGE, ids=range(len(EVERY_MESSAGE)))
def test_a_message_is_plain_chinese_that_says_what_to_do(dossier):
    assert findings(dossier)
    speaks_plainly(dossier)


@pytest.mark.parametrize("code", sorted({twin.code for _, twin in DEFECTS}))
def test_the_message_of_every_code_is_plain_chinese_that_says_what_to_do(code):
    for case, twin in DEFECTS:
        dossier = made(case, twin) if twin.code == code else None
        if dossier is not None:
            speaks_plainly(dossier)


def speaks_plainly(dossier):
    for finding in findings(dossier):
        assert finding.code in CODES
        assert finding.message.endswith("。")
        assert re.search("请|应|须", finding.message), finding.message
        # A kind that nobody knows can only be called by its code.
        if finding.code != "kind.not_provided":
            bare = finding.message.replace("AB角", "")
            for person in dossier.people:
                bare = bare.replace(person.name, "某人")
            assert not re.search("[A-Za-z]|[{}]|None", bare), finding.message
            assert not re.search("[,;:?!]|。。|，，|、、", bare), finding.message
