"""The organisation on a day, and what in it cannot be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain import organisation_editing as editing
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.organisation import (
    Charge,
    Department,
    Holding,
    Organisation,
    Pair,
    Person,
    as_of,
    overlap,
)
from secretariat.domain.organisation_faults import described, doubts, faults
from secretariat.domain.states import DepartmentKind, Post


def day(text):
    return None if text is None else dt.date.fromisoformat(text)


def held(key, post, from_=None, to=None, department=None):
    return Holding(key=key, post=post, department=department, from_=day(from_), to=day(to))


FINANCE = Department(key=1, name="财政局", kind=DepartmentKind.DEPARTMENT)
TOWN = Department(key=2, name="城东镇", kind=DepartmentKind.TOWN)
BEFORE = Person(key=11, name="林知远", posts=(held(21, Post.HEAD, "2017-01-01", "2022-01-15"),))
NOW = Person(
    key=12,
    name="方致和",
    title="区长",
    posts=(held(22, Post.HEAD, "2022-01-16"), held(23, Post.EXECUTIVE_DEPUTY, "2019-01-01", "2022-01-15")),
    charges=(Charge(key=31, department=1, from_=day("2019-01-01"), to=day("2022-01-15")),),
)
CHIEF = Person(key=13, name="金巧云", posts=(held(24, Post.DEPARTMENT_HEAD, department=1),))
OFFICE = Organisation(
    key=1, name="某区人民政府", term=18, departments=(FINANCE, TOWN), people=(BEFORE, NOW, CHIEF),
    pairs=(Pair(key=41, person=12, other=13, from_=day("2022-01-16")),),
)  # fmt: skip


def with_people(*people, **more):
    return replace(OFFICE, people=people, pairs=(), **more)


def codes(found):
    return [(fault.code, fault.part, fault.key, fault.field) for fault in found]


# ---- on a day


@pytest.mark.parametrize(
    ("on", "posts", "charges", "pairs"),
    [
        ("2018-06-01", [[Post.HEAD], [], [Post.DEPARTMENT_HEAD]], 0, 0),
        ("2022-01-15", [[Post.HEAD], [Post.EXECUTIVE_DEPUTY], [Post.DEPARTMENT_HEAD]], 1, 0),
        ("2022-01-16", [[], [Post.HEAD], [Post.DEPARTMENT_HEAD]], 0, 1),
    ],
)
def test_the_organisation_says_what_it_was_on_a_day(on, posts, charges, pairs):
    then = as_of(OFFICE, day(on))
    assert [[one.post for one in person.posts] for person in then.people] == posts
    assert len(then.people[1].charges) == charges
    assert len(then.pairs) == pairs


def test_a_unit_is_there_from_its_first_day_to_its_last():
    office = replace(OFFICE, departments=(replace(FINANCE, to=day("2018-12-31")), TOWN))
    assert as_of(office, day("2018-12-31")).departments == office.departments
    assert as_of(office, day("2019-01-01")).departments == (TOWN,)


spans = st.builds(
    lambda start, end: held(1, Post.HEAD, start, end),
    *[st.sampled_from([None, *(f"2022-01-0{number}" for number in range(1, 8))])] * 2,
).filter(lambda span: span.from_ is None or span.to is None or span.from_ <= span.to)


@given(spans, spans)
def test_two_spans_overlap_where_they_share_a_day(one, other):
    days = {dt.date(2021, 12, 31) + dt.timedelta(days=number) for number in range(9)}

    def of(span):
        return {d for d in days if (span.from_ or d) <= d <= (span.to or d)}

    assert overlap(one, other) == bool(of(one) & of(other)) == overlap(other, one)


# ---- what cannot be


def test_an_organisation_in_order_has_no_faults():
    assert faults(OFFICE) == ()
    assert doubts(OFFICE) == ()


def test_a_post_that_ends_before_it_begins():
    (fault,) = faults(with_people(replace(BEFORE, posts=(held(21, Post.HEAD, "2022-01-15", "2021-01-15"),))))
    assert codes([fault]) == [("ends_first", "holding", 21, "to")]
    assert fault.text == "林知远任政府主要负责人，结束日期2021年1月15日早于开始日期2022年1月15日"


def test_a_term_upside_down_collides_with_nobody():
    """It holds on no day; told once, where it is wrong."""
    upside_down = replace(BEFORE, posts=(held(21, Post.HEAD, "2023-01-15", "2021-01-15"),))
    assert codes(faults(with_people(upside_down, NOW, CHIEF))) == [("ends_first", "holding", 21, "to")]


def test_two_heads_of_one_name_are_told_apart():
    other = replace(NOW, key=90, distinction="男", posts=(held(91, Post.HEAD, "2022-03-01"),))
    (fault,) = faults(with_people(NOW, other))
    assert fault.text.startswith(f"{NOW.name}（男）（2022年3月1日起）与{NOW.name}（")


def test_two_heads_on_one_day_are_told_with_both_names_and_the_day():
    late = replace(BEFORE, posts=(held(21, Post.HEAD, "2017-01-01", "2022-01-16"),))
    (fault,) = faults(with_people(late, NOW, CHIEF))
    assert codes([fault]) == [("two_holders", "holding", 22, "from_")]
    assert fault.other == 21
    assert "自2022年1月16日起同时任政府主要负责人" in fault.text
    assert "方致和（2022年1月16日起）" in fault.text
    assert "林知远（2017年1月1日至2022年1月16日）" in fault.text


def test_whoever_begins_under_one_who_goes_on_is_told_even_if_others_came_between():
    posts = [("2000-01-01", None), ("2001-01-01", "2001-12-31"), ("2003-01-01", None)]
    people = [
        Person(key=number, name=f"甲{number}", posts=(held(number + 10, Post.HEAD, *span),))
        for number, span in enumerate(posts, 1)
    ]
    assert [(fault.key, fault.other) for fault in faults(with_people(*people))] == [(12, 11), (13, 11)]


def test_one_term_twice_for_one_person():
    twice = replace(CHIEF, posts=(*CHIEF.posts, held(25, Post.DEPARTMENT_HEAD, "2022-01-01", department=1)))
    assert codes(faults(with_people(twice))) == [("held_twice", "holding", 25, "from_")]
    elsewhere = replace(CHIEF, posts=(*CHIEF.posts, held(25, Post.DEPARTMENT_HEAD, "2022-01-01", department=2)))
    assert faults(with_people(elsewhere)) == ()


def test_two_heads_of_one_unit_are_only_doubted():
    other = Person(key=14, name="姚静姝", posts=(held(26, Post.DEPARTMENT_HEAD, "2022-01-01", department=1),))
    office = with_people(CHIEF, other)
    assert faults(office) == ()
    (doubt,) = doubts(office)
    assert codes([doubt]) == [("two_heads", "holding", 26, "from_")]
    assert "财政局部门主要负责人" in doubt.text


def test_a_post_in_a_unit_that_has_ended_is_doubted():
    office = replace(OFFICE, departments=(replace(FINANCE, to=day("2022-06-30")), TOWN))
    assert codes(doubts(office)) == [("unit_ended", "holding", 24, "to")]


def test_the_head_of_a_unit_needs_the_unit():
    assert codes(faults(with_people(replace(CHIEF, posts=(held(24, Post.DEPARTMENT_HEAD),))))) == [
        ("no_department", "holding", 24, "department")
    ]


@pytest.mark.parametrize("odd", ["1022-01-01", "2922-01-01"])
def test_a_year_that_is_a_slip_of_the_pen(odd):
    (fault,) = faults(with_people(replace(BEFORE, posts=(held(21, Post.PARTY_MEMBER, odd),))))
    assert (fault.code, fault.field) == ("odd_from_", "from_")


def test_somebody_of_the_same_name_must_be_told_apart():
    other = replace(CHIEF, key=14, posts=())
    (fault,) = faults(with_people(CHIEF, other))
    assert codes([fault]) == [("same_name", "person", 14, "distinction")]
    assert "金巧云（财政局）" in fault.text
    assert faults(with_people(CHIEF, replace(other, distinction="女"))) == ()


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (Pair(key=42, person=13, other=11, from_=day("2022-02-01")), ("paired_twice", "pair", 42, "from_")),
        (Pair(key=42, person=11, other=11), ("pair_self", "pair", 42, "other")),
    ],
)
def test_pairs_that_cannot_be(second, code):
    assert codes(faults(replace(OFFICE, pairs=(*OFFICE.pairs, second)))) == [code]


def test_a_sheet_full_of_heads_is_told_row_by_row():
    people = tuple(Person(key=n, name=f"甲{n}", posts=(held(n, Post.HEAD, "2022-01-01"),)) for n in range(1, 2001))
    assert len(faults(with_people(*people))) == 1999


def test_people_of_one_name_are_described_by_what_tells_them_apart():
    assert described(OFFICE, NOW) == "方致和（区长）"
    assert described(OFFICE, CHIEF) == "金巧云（财政局）"
    assert described(OFFICE, replace(CHIEF, distinction="女")) == "金巧云（女）"
    assert described(OFFICE, BEFORE) == "林知远"


# ---- edits


def test_names_are_kept_without_padding():
    office = editing.add_person(OFFICE, Person(key=0, name=" 李　靖 ", title=" 局　长 "), today=day("2022-02-01"))
    assert [(person.name, person.title) for person in office.people[-1:]] == [("李靖", "局 长")]
    assert office.people[-1].key < 0


@pytest.mark.parametrize(("name", "words"), [("　", "没有填写姓名"), ("李\x07靖", "控制字符")])
def test_a_name_that_is_none(name, words):
    with pytest.raises(ImpossibleError, match=words):
        editing.add_person(OFFICE, Person(key=0, name=name), today=day("2022-02-01"))


def test_a_newcomer_comes_in_after_those_who_rank_as_high():
    deputy = Person(key=0, name="沈若兰", posts=(held(0, Post.DEPUTY),))
    office = editing.add_person(OFFICE, deputy, today=day("2022-02-01"))
    assert [person.name for person in office.people] == ["林知远", "方致和", "沈若兰", "金巧云"]


def test_ending_somebody_ends_all_and_forgets_what_has_not_begun():
    coming = replace(NOW, posts=(*NOW.posts, held(25, Post.PARTY_SECRETARY, "2023-01-01")))
    office = editing.end_person(replace(OFFICE, people=(BEFORE, coming, CHIEF)), 12, day("2022-06-30"))
    ended = office.person(12)
    assert [(one.key, one.to) for one in ended.posts] == [(22, day("2022-06-30")), (23, day("2022-01-15"))]
    assert ended.charges == NOW.charges
    assert [pair.to for pair in office.pairs] == [day("2022-06-30")]
    assert faults(office) == ()


def test_a_unit_with_a_post_in_it_is_not_removed():
    with pytest.raises(ImpossibleError, match="“财政局”有方致和、金巧云的任职或分管记录"):
        editing.remove_department(OFFICE, 1)
    assert editing.remove_department(OFFICE, 2).departments == (FINANCE,)


def test_what_is_gone_is_said_to_be_gone():
    for edit in (
        lambda: editing.set_person(OFFICE, 99, title="x"),
        lambda: editing.set_holding(OFFICE, 99, to=None),
        lambda: editing.remove_charge(OFFICE, 99),
        lambda: editing.add_pair(OFFICE, Pair(key=0, person=11, other=99)),
    ):
        with pytest.raises(ImpossibleError, match="已不存在"):
            edit()
