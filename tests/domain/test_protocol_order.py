"""Protocol order: what it usually is, and moves that touch as few as can be."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from secretariat.domain.organisation import Department, Holding, Organisation, Person
from secretariat.domain.protocol_order import STEP, merged, place_of_newcomer, positions, put, usual_order
from secretariat.domain.states import DepartmentKind, Post

TODAY = dt.date(2022, 4, 1)


def person(key, post=None, department=None, to=None):
    posts = () if post is None else (Holding(key=key, post=post, department=department, to=to),)
    return Person(key=key, name=f"甲{key}", posts=posts)


def test_the_usual_order_is_by_the_highest_post_and_units_by_theirs():
    units = tuple(Department(key=key, name=f"局{key}", kind=DepartmentKind.DEPARTMENT) for key in (7, 5))
    people = (
        person(1),
        person(2, Post.DEPARTMENT_HEAD, 5),
        person(3, Post.DEPARTMENT_HEAD, 7),
        person(4, Post.DEPUTY),
        person(5, Post.HEAD, to=dt.date(2021, 1, 1)),
        person(6, Post.DEPUTY),
        person(7, Post.EXECUTIVE_DEPUTY),
        person(8, Post.HEAD),
        person(9, Post.OFFICE_DIRECTOR),
    )
    order = usual_order(Organisation(key=1, name="区", departments=units, people=people), TODAY)
    assert order == (8, 7, 4, 6, 9, 3, 2, 1, 5)


def test_who_takes_office_later_comes_in_where_he_will_rank():
    people = (person(1, Post.HEAD), person(2, Post.DEPUTY), person(3, Post.PARTY_MEMBER), person(4))
    organisation = Organisation(key=1, name="区", people=people)

    def place(post, **days):
        return place_of_newcomer(organisation, (Holding(key=9, post=post, **days),), TODAY)

    assert place(Post.DEPUTY) == 2
    assert place(Post.DEPUTY, from_=TODAY + dt.timedelta(days=9)) == 2
    assert place(Post.DEPUTY, to=TODAY - dt.timedelta(days=9)) == 4
    assert place_of_newcomer(organisation, (), TODAY) == 4


def test_numbers_of_a_sheet_put_who_was_moved_before_who_has_the_number():
    assert merged([1, 2, 3, 4], {1: 1, 2: 2, 3: 3, 4: 2}) == (1, 4, 2, 3)
    assert merged([1, 2, 3], {}) == (1, 2, 3)
    assert merged([1, 2], {-1: 99, -2: 1}) == (-2, 1, 2, -1)


def test_moving_one_touches_one():
    now = {key: key * STEP for key in range(1, 9)}
    assert positions(put(list(now), 7, 1), now) == {7: STEP + STEP // 2}
    assert positions(put(list(now), 1, 99), now) == {1: 9 * STEP}
    assert positions(put(list(now), 8, 0), now) == {8: 0}
    assert positions(list(now), now) == {}


def test_without_room_all_are_numbered_anew():
    assert positions((1, 3, 2), {1: 1, 2: 2, 3: 3}) in (
        {3: 1 + STEP},
        {1: STEP, 3: 2 * STEP, 2: 3 * STEP},
        {2: 3 + STEP},
    )


@given(st.permutations(range(8)), st.dictionaries(st.integers(0, 7), st.integers(-3, 12)))
def test_numbers_always_hold_the_order(order, now):
    written = now | positions(order, now)
    assert sorted(order, key=lambda key: written[key]) == list(order)
    assert len({written[key] for key in order}) == len(order)
