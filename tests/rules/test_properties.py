"""What holds of every meeting, whatever is thrown at it."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.quorum import Threshold
from secretariat.domain.states import MeetingStatus, Part, Presence, TopicType
from tests.rules.build import (
    CODES,
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
from tests.rules.texts import BY_POST, GANGCHENG, HUANCUI, MEETINGS, TEXTS, WITH_QUORUM, ZICHUAN

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
    assert not findings(dossier)


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


# --- one defect, its own code and nothing else

DEFECTS = {
    "member.missing": lambda dossier: strike(dossier, "dep2"),
    "member.extra": lambda dossier: line(dossier, "outsider"),
    "chair.not_entitled": lambda dossier: chaired(dossier, "dep2"),
    "minutes.missing": lambda dossier: replace(dossier, minutes=None),
    "minutes.unsigned": lambda dossier: minutes(dossier, signed_by=None),
    "minutes.wrong_signer": lambda dossier: minutes(dossier, signed_by="outsider"),
    "kind.not_provided": lambda dossier: meeting(dossier, kind="unheard_of"),
}
FORMAL = [(case, code) for case in MEETINGS if case[1] in {"executive", "head_office"} for code in DEFECTS]


@pytest.mark.parametrize(("case", "code"), FORMAL, ids=[f"{case[0]}-{case[1]}-{code}" for case, code in FORMAL])
def test_a_single_defect_has_its_own_code_and_no_other(case, code):
    assert codes(DEFECTS[code](clean(*case))) == [code]


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
    for finding in findings(dossier):
        assert finding.code in CODES
        assert finding.message.endswith("。")
        assert re.search("请|应", finding.message)
        # A kind that nobody knows can only be called by its code.
        if finding.code != "kind.not_provided":
            bare = finding.message
            for person in dossier.people:
                bare = bare.replace(person.name, "")
            assert not re.search("[A-Za-z]|[{}]|None", bare), finding.message
