"""A government made up for the tests of single checks: each test gives it the one entry that it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from secretariat.domain.calendar import WorkCalendar
from secretariat.domain.facts import (
    Attendance,
    Countersign,
    Department,
    Dossier,
    Government,
    Holding,
    Meeting,
    Person,
    Topic,
)
from secretariat.domain.states import (
    DepartmentKind,
    DepartmentRole,
    MeetingStatus,
    Opinion,
    Part,
    Post,
    Presence,
)
from secretariat.domain.words import Words
from secretariat.rules.engine import judge
from secretariat.rules.rulebook import KindRule, Rulebook
from secretariat.rules.schema.meeting import ChairRule, Seat

if TYPE_CHECKING:
    from secretariat.rules.finding import Finding, Judgement

# A month without public holidays: the meeting is on a Wednesday.
DAY = date(2023, 11, 15)
LATER = date(2023, 11, 30)
ARTICLE = "第九十九条"

WORDS = Words(
    government="市政府",
    office="市政府办公室",
    place="市",
    posts={
        Post.HEAD: "市长",
        Post.EXECUTIVE_DEPUTY: "常务副市长",
        Post.DEPUTY: "副市长",
        Post.PARTY_SECRETARY: "党组书记",
        Post.PARTY_MEMBER: "党组成员",
        Post.OFFICE_DIRECTOR: "秘书长",
        Post.OFFICE_DEPUTY_DIRECTOR: "副秘书长",
        Post.DEPARTMENT_HEAD: "部门主要负责人",
    },
)


def _kind(name: str) -> KindRule:
    return KindRule(
        name=name,
        article=ARTICLE,
        mark="{government}会议纪要",
        chair=ChairRule(article=ARTICLE, conveners=(Post.HEAD,)),
        members=(Seat(post=Post.HEAD), Seat(post=Post.DEPUTY)),
    )


BOOK = Rulebook(
    format="secretariat-rulebook/1",
    code="dongyuan-2023",
    title="东原市人民政府工作规则",
    government="东原市人民政府",
    level="city",
    in_force=date(2020, 1, 1),
    words=WORDS,
    leaders=(Post.HEAD, Post.DEPUTY, Post.PARTY_MEMBER),
    kinds_article=ARTICLE,
    kinds={"executive": _kind("常务会议"), "weekly": _kind("周例会")},
)

UNITS = (
    Department(id="office", name="市政府办公室", kind=DepartmentKind.OFFICE),
    Department(id="housing", name="市住建局", kind=DepartmentKind.DEPARTMENT),
    Department(id="finance", name="市财政局", kind=DepartmentKind.DEPARTMENT),
    Department(id="police", name="市公安局", kind=DepartmentKind.DEPARTMENT),
    Department(id="justice", name="市司法局", kind=DepartmentKind.DEPARTMENT, roles=(DepartmentRole.JUSTICE,)),
    Department(id="lonely", name="市档案馆", kind=DepartmentKind.DEPARTMENT),
)


def person(id_: str, name: str, *posts: Post, of: str | None = None, leads: str = "", **more: Any) -> Person:
    """A person whose posts are open, of one department where ``of`` names it."""
    held = tuple(Holding(post=post, department=of) for post in posts)
    return Person(id=id_, name=name, posts=held, in_charge_of=tuple(leads.split()), **more)


PEOPLE = (
    person("head", "秦岭", Post.HEAD, Post.PARTY_SECRETARY),
    person("zhou", "周平", Post.DEPUTY, leads="housing office", pair="wu"),
    person("wu", "吴江", Post.DEPUTY, leads="finance justice"),
    person("ning", "宁远", Post.PARTY_MEMBER, leads="police"),
    person("director", "方正", Post.OFFICE_DIRECTOR),
    person("vice", "卫东", Post.OFFICE_DEPUTY_DIRECTOR),
    person("h-housing", "何建", Post.DEPARTMENT_HEAD, of="housing"),
    person("h-finance", "蔡金", Post.DEPARTMENT_HEAD, of="finance"),
    person("h-police", "鲍安", Post.DEPARTMENT_HEAD, of="police"),
    person("h-justice", "罗法", Post.DEPARTMENT_HEAD, of="justice"),
    person("clerk", "史录"),
)

TOPIC = Topic(no=3, title="关于城市更新的请示", sponsor="housing")


def dossier(*topics: Topic, kind: str = "executive", **meeting: Any) -> Dossier:
    """A held meeting at which the head and both deputies are present."""
    return Dossier(
        format="secretariat-dossier/2",
        government=Government(name=BOOK.government),
        meeting=Meeting(kind=kind, date=DAY, **{"chair": "head", "status": MeetingStatus.HELD, **meeting}),
        departments=UNITS,
        people=PEOPLE,
        attendance=tuple(
            Attendance(person=each, as_=Part.MEMBER, status=Presence.PRESENT) for each in ("head", "zhou", "wu")
        ),
        topics=topics or (TOPIC,),
    )


def topic(**changes: Any) -> Topic:
    """The topic of which the department 住建局 is the sponsor, with something changed."""
    return replace(TOPIC, **changes)


def signed(unit: str, opinion: Opinion | None = Opinion.AGREE, *, by: str | None = None, **more: Any) -> Countersign:
    """A department's countersign: asked in time, and signed by its head unless ``by`` is somebody else."""
    return Countersign(
        department=unit,
        **{"asked_on": date(2023, 11, 1), "opinion": opinion, "signed_by": by or f"h-{unit}", **more},
    )


def book(**entries: Any) -> Rulebook:
    """The rulebook with the given entries."""
    return replace(BOOK, **entries)


def judged(rules: Rulebook, given: Dossier | Topic, *, as_of: date = LATER) -> Judgement:
    """The judgement of a dossier, or of a meeting with the one topic."""
    whole = given if isinstance(given, Dossier) else dossier(given)
    return judge(rules, whole, as_of=as_of, calendar=WorkCalendar({}))


def found(rules: Rulebook, given: Dossier | Topic, *, as_of: date = LATER) -> list[Finding]:
    """The findings that only the given entries can have caused."""
    return [each for each in judged(rules, given, as_of=as_of).findings if each.code.split(".")[0] in _FAMILIES]


_FAMILIES = frozenset({"topic", "countersign", "material", "review"})


def codes(rules: Rulebook, given: Dossier | Topic, *, as_of: date = LATER) -> list[str]:
    """Their codes, in the order told."""
    return [each.code for each in found(rules, given, as_of=as_of)]


def only(rules: Rulebook, given: Dossier | Topic, *, as_of: date = LATER) -> Finding:
    """The one finding that there must be."""
    (finding,) = found(rules, given, as_of=as_of)
    return finding
