"""Entries whose types are right and that no judgement could be made from: refused at their place, in Chinese."""

from __future__ import annotations

import re

import pytest

from secretariat.domain.states import ReviewKind
from secretariat.rules.codes import CODES, STEPS
from secretariat.rules.loader import load_rulebook
from tests.rules.test_loader import NAME, SAMPLE, refused

ENTRIES = """
[[kinds.executive.tasks]]
no = 1
text = "重大事项"

[[kinds.executive.tasks]]
no = 2
text = "其他事项"

[[kinds.executive.presence]]
article = "第三十条"
posts = ["deputy"]
in_charge = true

[[kinds.executive.minutes.escalations]]
article = "第三十一条"
posts = ["head"]
types = ["large_funds"]

[[leave]]
article = "第二十条"
kinds = ["executive"]
who = ["leaders"]
approver = "post"
posts = ["head"]

[[decided_in]]
article = "第二十一条"
types = ["plan_budget"]
kinds = ["executive"]

[[chains]]
article = "第二十二条"
kinds = ["executive"]
steps = [
  { step = "deputy_review", posts = ["deputy"], in_charge = true },
  { step = "head_decision", posts = ["head"] },
]

[[intake]]
article = "第二十三条"
kinds = ["executive"]
text = "每月两批"
windows = [{ first = 10, last = 15 }, { first = 25, last = 31 }]
judged = true

[[registration]]
article = "第二十四条"
kinds = ["executive"]
flags = ["deadline_bound"]
deadline = { days = 15 }

[[remit]]
article = "第二十五条"
kinds = ["executive"]
flags = ["department_remit"]

[[countersigns]]
article = "第二十六条"
kinds = ["executive", "coordination"]
paper = "会签意见"
disagreement = { article = "第二十六条", way = "coordinate" }
reply = { article = "第二十六条", deadline = { days = 3, side = "after", anchor = "asked" } }

[[reviews]]
article = "第二十七条"
kinds = ["executive"]
review = "legality"
types = ["contract"]

[[material]]
article = "第二十八条"
kinds = ["executive"]
submitted = { days = 5 }
deliveries = [{ days = 2 }, { days = 1 }]

[[ad_hoc]]
article = "第二十九条"
kinds = ["executive"]
needs = "consent"
posts = ["head"]

[agenda]
report_time = { article = "第三十二条", kinds = ["executive"], minutes = 10 }
staff = { article = "第三十二条", kinds = ["executive"], at_most = 1 }
first_topic = { article = "第三十二条", kinds = ["executive"], types = ["study"] }
standing_topics = [{ article = "第三十二条", kinds = ["executive"], types = ["safety"] }]

[[away]]
article = "第三十三条"
posts = ["deputy"]
days_ahead = 3
attachments = { article = "第三十三条", longer_than = 4 }

[pairs]
article = "第三十四条"
posts = ["deputy"]

[away_limit]
article = "第三十四条"
at_most = 3

[[excusable]]
code = "topic.ad_hoc"
article = "第二十九条"
by = "post"
posts = ["head"]
"""
WHOLE = SAMPLE + ENTRIES


def test_the_entries_can_be_used(tmp_path):
    (tmp_path / NAME).write_text(WHOLE, encoding="utf-8")
    assert len(load_rulebook(tmp_path / NAME).chains[0].steps) == 2


def changed(after, old, new):
    """The whole with something changed after the words ``after``."""
    start = WHOLE.index(after)
    assert old in WHOLE[start:], old
    return WHOLE[:start] + WHOLE[start:].replace(old, new, 1)


# name: (an entry's words, what is changed there into what, the place that the message names)
FAULTS = {
    "a kind that there is not": ("第二十条", '["executive"]', '["executive", "weekly"]', "leave[0].kinds[1]"),
    "no kind": ("第二十一条", 'kinds = ["executive"]', "kinds = []", "decided_in[0].kinds"),
    "a kind twice in an entry": ("第二十二条", '["executive"]', '["executive", "executive"]', "chains[0].kinds[1]"),
    "a deadline of no day": ("第二十四条", "days = 15", "days = 0", "registration[0].deadline.days"),
    "a deadline of less than none": ("submitted =", "days = 5", "days = -5", "material[0].submitted.days"),
    "a deadline without end": ("submitted =", "days = 5", "days = 999999", "material[0].submitted.days"),
    "a window before the month": ("第二十三条", "first = 10", "first = 0", "intake[0].windows[0].first"),
    "a window after the month": ("第二十三条", "last = 31", "last = 32", "intake[0].windows[1].last"),
    "a window that ends first": ("第二十三条", "last = 15", "last = 9", "intake[0].windows[0].last"),
    "judged without windows": (
        "第二十三条",
        "windows = [{ first = 10, last = 15 }, { first = 25, last = 31 }]\n",
        "",
        "intake[0].windows",
    ),
    "decided without types": ("第二十一条", '["plan_budget"]', "[]", "decided_in[0].types"),
    "registered without flags": ("第二十四条", '["deadline_bound"]', "[]", "registration[0].flags"),
    "a remit without flags": ("第二十五条", '["department_remit"]', "[]", "remit[0].flags"),
    "a review of nothing": ("第二十七条", 'types = ["contract"]', "", "reviews[0].types"),
    "a first topic of no type": ("first_topic", '["study"]', "[]", "agenda.first_topic.types"),
    "a standing topic of no type": ("standing_topics", '["safety"]', "[]", "agenda.standing_topics[0].types"),
    "an escalation of nothing": (
        "第三十一条",
        'types = ["large_funds"]',
        "",
        "kinds.executive.minutes.escalations[0].types",
    ),
    "an escalation to nobody": ("第三十一条", '["head"]', "[]", "kinds.executive.minutes.escalations[0].posts"),
    "presence of nobody": ("第三十条", '["deputy"]', "[]", "kinds.executive.presence[0].posts"),
    "leave that nobody grants": ("第二十条", 'posts = ["head"]', "", "leave[0].posts"),
    "leave of nobody": ("第二十条", '["leaders"]', "[]", "leave[0].who"),
    "consent of nobody": ("第二十九条", 'posts = ["head"]', "", "ad_hoc[0].posts"),
    "excused by nobody": ("[[excusable]]", 'posts = ["head"]', "", "excusable[0].posts"),
    "an unknown code": ("[[excusable]]", '"topic.ad_hoc"', '"topic.adhoc"', "excusable[0].code"),
    "a chain without steps": (
        "第二十二条",
        WHOLE[WHOLE.index("steps = [") : WHOLE.index("[[intake]]")],
        "steps = []\n\n",
        "chains[0].steps",
    ),
    "a step of nobody": ("第二十二条", '["head"]', "[]", "chains[0].steps[1].posts"),
    "a step twice": ("第二十二条", '"head_decision"', '"deputy_review"', "chains[0].steps[1].step"),
    "a task's number twice": ("重大事项", "no = 2", "no = 1", "kinds.executive.tasks[1].no"),
    "a task's number before one": ("tasks]]", "no = 1", "no = 0", "kinds.executive.tasks[0].no"),
    "material that asks for nothing": (
        "第二十八条",
        "submitted = { days = 5 }\ndeliveries = [{ days = 2 }, { days = 1 }]\n",
        "",
        "material[0]",
    ),
    "a delivery after the meeting": (
        "deliveries",
        "days = 1 ",
        'days = 1, side = "after" ',
        "material[0].deliveries[1].side",
    ),
    "deliveries in the wrong order": ("deliveries", "days = 1 ", "days = 4 ", "material[0].deliveries[1].days"),
    "material reckoned from a journey": (
        "submitted",
        "{ days = 5 }",
        '{ days = 5, anchor = "departure" }',
        "material[0].submitted.anchor",
    ),
    "a reply before the meeting": (
        "会签意见",
        '{ days = 3, side = "after", anchor = "asked" }',
        "{ days = 3 }",
        "countersigns[0].reply.deadline",
    ),
    "no minutes for a report": ("report_time", "minutes = 10", "minutes = 0", "agenda.report_time.minutes"),
    "fewer than no staff": ("staff =", "at_most = 1", "at_most = -1", "agenda.staff.at_most"),
    "reported after leaving": ("第三十三条", "days_ahead = 3", "days_ahead = -3", "away[0].days_ahead"),
    "attachments for less than no day": (
        "第三十三条",
        "longer_than = 4",
        "longer_than = -1",
        "away[0].attachments.longer_than",
    ),
    "pairs of nobody": ("[pairs]", '["deputy"]', "[]", "pairs.posts"),
    "fewer than nobody away": ("[away_limit]", "at_most = 3", "at_most = -3", "away_limit.at_most"),
    "a frequency of nothing": (
        'name = "常务会议"',
        'name = "常务会议"',
        'name = "常务会议"\nfrequency = { text = "每周", every = 0 }',
        "kinds.executive.frequency.every",
    ),
    "at most fewer than at least": (
        'name = "常务会议"',
        'name = "常务会议"',
        'name = "常务会议"\nfrequency = { text = "每年", at_least = 2, at_most = 1 }',
        "kinds.executive.frequency.at_most",
    ),
}


@pytest.mark.parametrize(("after", "old", "new", "place"), FAULTS.values(), ids=list(FAULTS))
def test_an_entry_that_cannot_be_judged_by_is_refused_at_its_place(tmp_path, after, old, new, place):
    assert f"：{place}：" in refused(tmp_path, changed(after, old, new)).message


@pytest.mark.parametrize(
    ("after", "place"),
    [("report_time", "agenda.report_time.kinds[0]"), ("standing_topics", "agenda.standing_topics[0].kinds[0]")],
)
def test_the_agendas_entries_bind_kinds_too(tmp_path, after, place):
    error = refused(tmp_path, changed(after, '["executive"]', '["weekly"]'))
    assert f"：{place}：" in error.message
    assert "'weekly'" in error.message


def test_of_entries_of_which_one_governs_there_is_one_for_a_kind(tmp_path):
    again = WHOLE + '\n[[ad_hoc]]\narticle = "第三十五条"\nkinds = ["coordination", "executive"]\nneeds = "never"\n'
    assert "：ad_hoc[1].kinds[1]：" in refused(tmp_path, again).message


def test_the_posts_that_any_message_names_have_a_word(tmp_path):
    bare = SAMPLE.replace('deputy = "副市长"\n', "", 1)
    assert "'deputy'" in refused(tmp_path, bare).message


# --- the codes that a rulebook may name


def test_every_code_has_a_title_and_a_step_of_the_meetings_life():
    for code, entry in CODES.items():
        assert "." in code
        assert entry.title
        assert entry.step in STEPS


def test_the_codes_are_those_that_the_checks_give(pytestconfig):
    """None is given that is not registered, and none is registered that is not given."""
    rules = pytestconfig.rootpath / "secretariat" / "rules"
    files = (rules / "engine.py", *(rules / "checks").glob("*.py"))
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    given = set(re.findall(r'"([a-z]+\.[a-z_]+)"', text))
    assert given <= CODES.keys()
    assembled = {f"review.{review.value}" for review in ReviewKind}
    assembled |= {f"countersign.{what}_missing" for what in ("statement", "grounds", "option")}
    # How often a kind is held is judged over a year of meetings, where they are counted.
    assert {code for code in CODES.keys() - given - assembled if not code.startswith("frequency.")} == set()
