"""How meetings, units and people are called (product.md, Words: 第十八届区政府第5次常务会议)."""

from __future__ import annotations

from datetime import date

import pytest

from secretariat.domain.facts import Department, Government, Holding, Meeting, Person
from secretariat.domain.naming import cited, meeting_name, unit_name, unit_of
from secretariat.domain.states import DepartmentKind, Post
from secretariat.domain.words import Words

DAY = date(2022, 4, 29)
DISTRICT = Words(
    government="区政府",
    office="区政府办公室",
    place="区",
    posts={Post.HEAD: "区长", Post.DEPUTY: "副区长", Post.LEGAL_COUNSEL: "政府法律顾问"},
)
CITY = Words(government="市政府", office="市政府办公厅", place="市", posts={Post.HEAD: "市长"})


def named(kind_name, words=DISTRICT, *, term=18, **meeting):
    return meeting_name(
        Meeting(kind="executive", date=DAY, **meeting), Government(name="某区人民政府", term=term), words, kind_name
    )


def test_a_meeting_of_a_term():
    assert named("常务会议", number=5, year=2022) == "第十八届区政府第5次常务会议"
    assert named("全体会议", CITY, term=16, number=12) == "第十六届市政府第12次全体会议"


def test_without_a_term_the_year_stands():
    assert named("常务会议", term=None, number=5, year=2022) == "区政府2022年第5次常务会议"


def test_without_a_number_it_is_plain():
    assert named("常务会议") == "区政府常务会议"
    assert named("常务会议", year=2022) == "区政府常务会议"


def test_the_party_group_counts_by_year():
    assert named("党组会议", number=3, year=2022) == "区政府党组2022年第3次会议"
    assert named("党组会议", number=3, year=2022, enlarged=True) == "区政府党组2022年第3次扩大会议"
    assert named("党组会议") == "区政府党组会议"


UNITS = [
    ("住建局", DepartmentKind.DEPARTMENT, "区住建局"),
    ("区住建局", DepartmentKind.DEPARTMENT, "区住建局"),
    ("人武部", DepartmentKind.OTHER, "区人武部"),
    ("城东镇", DepartmentKind.TOWN, "城东镇"),
    ("钢铁产业公司", DepartmentKind.ENTERPRISE, "钢铁产业公司"),
    ("办公室", DepartmentKind.OFFICE, "区政府办公室"),
    ("某区人民政府办公室", DepartmentKind.OFFICE, "区政府办公室"),
    ("市公安局", DepartmentKind.DEPARTMENT, "市公安局"),  # of another level
    # Names that begin with 市, 国 or 县 without meaning whose they are.
    ("市场监督管理局", DepartmentKind.DEPARTMENT, "区市场监督管理局"),
    ("市政管理局", DepartmentKind.DEPARTMENT, "区市政管理局"),
    ("国有资产监督管理局", DepartmentKind.DEPARTMENT, "区国有资产监督管理局"),
    ("国防动员办公室", DepartmentKind.DEPARTMENT, "区国防动员办公室"),
]


@pytest.mark.parametrize(("name", "kind", "text"), UNITS, ids=range(len(UNITS)))
def test_a_unit(name, kind, text):
    assert unit_name(Department(id="u", name=name, kind=kind), DISTRICT) == text


def test_a_department_of_a_city():
    assert unit_name(Department(id="u", name="财政局", kind=DepartmentKind.DEPARTMENT), CITY) == "市财政局"


FINANCE = Department(id="f", name="财政局", kind=DepartmentKind.DEPARTMENT)
HOUSING = Department(id="h", name="住建局", kind=DepartmentKind.DEPARTMENT)
PEOPLE = [
    ("head", (Holding(post=Post.HEAD),), None),
    ("deputy", (Holding(post=Post.DEPUTY), Holding(post=Post.PARTY_MEMBER)), None),
    ("nobody", (), None),
    ("department", (Holding(post=Post.DEPARTMENT_HEAD, department="f"),), "区财政局"),
    ("director", (Holding(post=Post.OFFICE_DIRECTOR),), "区政府办公室"),
    ("vice", (Holding(post=Post.OFFICE_DEPUTY_DIRECTOR),), "区政府办公室"),
    ("counsel", (Holding(post=Post.LEGAL_COUNSEL),), "政府法律顾问"),
    (
        "moved",
        (
            Holding(post=Post.DEPARTMENT_HEAD, department="f", to=date(2022, 4, 28)),
            Holding(post=Post.DEPARTMENT_HEAD, department="h", from_=DAY),
        ),
        "区住建局",
    ),
]


@pytest.mark.parametrize(("posts", "unit"), [row[1:] for row in PEOPLE], ids=[row[0] for row in PEOPLE])
def test_the_unit_before_a_name(posts, unit):
    somebody = Person(id="p", name="某某", posts=posts)
    assert unit_of(somebody, {"f": FINANCE, "h": HOUSING}, DISTRICT, DAY) == unit


def test_an_article_in_a_sentence():
    assert cited("四十九") == "第四十九条"
    assert cited("第四十三条") == "第四十三条"
    assert cited("五十、七") == "第五十条、第七条"


def test_one_of_several_posts():
    assert DISTRICT.any_of([Post.HEAD]) == "区长"
    assert DISTRICT.any_of([Post.HEAD, Post.DEPUTY]) == "区长或副区长"
    assert DISTRICT.any_of([Post.HEAD, Post.DEPUTY, Post.LEGAL_COUNSEL]) == "区长、副区长或政府法律顾问"
