"""Which kinds a government's rules provide for; a meeting of another kind has that one finding and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secretariat.domain.quorum import Quorum
from secretariat.domain.states import MeetingStatus
from secretariat.rules.finding import Severity
from tests.rules.build import clean, ids, judged, meeting, rulebook, strike
from tests.rules.texts import GANGCHENG, GOVERNMENTS, HUANCUI, TEXTS, ZHOUCUN, ZIBO, ZICHUAN

# The article that lists a government's kinds of meeting.
ARTICLES = {
    ZICHUAN: "四十七",
    ZHOUCUN: "四十一",
    HUANCUI: "第四十一条",
    ZIBO: "四十五",
    GANGCHENG: "第三十八条",
}
ALL_KINDS = [
    "plenary",
    "executive",
    "head_office",
    "special_topic",
    "party_group",
    "work_conference_1",
    "work_conference_2",
    "联席会议",
]
MISSING = [(code, kind) for code in GOVERNMENTS for kind in ALL_KINDS if (code, kind) not in TEXTS]


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_a_rulebook_provides_for_these_kinds(code):
    assert set(rulebook(code).kinds) == {kind for government, kind in TEXTS if government == code}


def test_two_governments_know_no_meeting_of_the_party_group():
    assert [code for code, kind in MISSING if kind == "party_group"] == [HUANCUI, ZIBO]


@pytest.mark.parametrize("status", MeetingStatus)
@pytest.mark.parametrize(("code", "kind"), MISSING, ids=ids(MISSING))
def test_a_kind_that_is_not_provided_for_is_all_there_is_to_say(code, kind, status):
    # Everything else is wrong too: nobody is on the list, the chair is an outsider, and there are no minutes.
    dossier = replace(clean(code, "executive"), minutes=None, attendance=())
    dossier = meeting(strike(dossier, "head"), kind=kind, chair="outsider", status=status)
    judgement = judged(dossier)
    assert [finding.code for finding in judgement.findings] == ["kind.not_provided"]
    (finding,) = judgement.findings
    assert (finding.severity, finding.article, finding.subject) == (Severity.VIOLATION, ARTICLES[code], None)
    assert judgement.quorum == Quorum(due=0, present=0, needed=None, met=None, topics=())
    signer = judgement.minutes_signer
    assert (signer.silent, signer.person, signer.article, signer.also) == (True, None, None, ())
    assert judgement.count(Severity.VIOLATION) == 1


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_the_judgement_says_by_what_it_was_judged(code):
    judgement = judged(clean(code, "executive"))
    assert (judgement.rulebook, judgement.kind) == (code, "executive")
