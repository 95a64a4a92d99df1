"""What the pictures of the window show: the samples, their organisation, and topics on their way to a meeting."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from secretariat.bootstrap import open_app
from secretariat.domain.organisation import Charge, Holding, Person
from secretariat.domain.states import FileKind, Opinion, Post, StepKind, TopicFlag, TopicType
from secretariat.services import meetings, proposals, rulebooks, topic_files, topics
from secretariat.services import organisation as acts
from secretariat.services.dossiers import export_dossier
from secretariat.services.exchange import read_dossier
from secretariat.services.topic_file import export_topic

if TYPE_CHECKING:
    from pathlib import Path

    from secretariat.bootstrap import App
    from secretariat.domain.facts import Dossier

_TOPICS = (
    ("区城市更新管理办法（送审稿）", "住房城乡建设局", ("司法局", "财政局"), TopicType.NORMATIVE_DOCUMENT, 15),
    ("2026年老旧小区改造项目安排", "住房城乡建设局", ("财政局", "发展改革局"), TopicType.MAJOR_PROJECT, 15),
    ("安全生产专项整治情况的汇报", "应急管理局", (), TopicType.REPORT, 10),
    ("养老服务补贴发放办法", "民政局", ("财政局", "司法局"), TopicType.NORMATIVE_DOCUMENT, 10),
)


def register_organisation(data: Path, sample: Path) -> None:
    """Keep the people and units of a sample as the organisation of its government, from the day of its meeting."""
    dossier, app = read_dossier(sample), open_app(data)
    try:
        _register(app, dossier)
    finally:
        app.close()


def file_topics(data: Path, sample: Path, department_file: Path) -> None:
    """The same, with topics filed some days ago, the first of them on its way, and a meeting to come.

    ``department_file`` is written as a department would send it.
    """
    dossier, app = read_dossier(sample), open_app(data)
    try:
        units, today = _register(app, dossier), dt.date.today()  # noqa: DTZ011 (the window's own day)
        name, day = dossier.government.name, dossier.meeting.date.replace(month=1, day=1)
        own = rulebooks.Copy(
            of=dossier.rulebook or "", code="own", title=f"{name}工作规则", government=name, in_force=day
        )
        rulebooks.copy_rulebook(app.database, app.actor, own)
        filed = [_file(app, dossier, units, number, today) for number in range(len(_TOPICS))]
        _on_its_way(app, filed[0], today, department_file.with_name("城市更新管理办法（送审稿）.pdf"))
        export_topic(app.database, app.attachments, filed[-1], 1, department_file)
        proposals.delete_proposal(app.database, app.actor, filed.pop())
        new = meetings.NewMeeting(
            government=dossier.government.name,
            kind="executive",
            date=today + dt.timedelta(days=10),
            start=dt.time(9, 0),
            number=(dossier.meeting.number or 0) + 1,
            term=dossier.government.term,
            from_organisation=True,
        )
        meetings.create_meeting(app.database, app.actor, new, name="下次常务会议")
    finally:
        app.close()


def _register(app: App, dossier: Dossier) -> dict[str, int]:
    """The units' keys by name."""
    day, there = dossier.meeting.date, dossier.government
    key = acts.add_government(app.database, app.actor, there.name, office=there.office, term=there.term)
    units = {
        unit.id: acts.add_department(app.database, app.actor, key, unit.name, kind=unit.kind, roles=unit.roles)
        for unit in dossier.departments
    }
    for person in dossier.people:
        posts = tuple(
            Holding(key=0, post=held.post, department=units.get(held.department or ""), from_=held.from_ or day)
            for held in person.posts
        )
        charges = tuple(Charge(key=0, department=units[unit], from_=day) for unit in person.in_charge_of)
        new = Person(key=0, name=person.name, title=person.title, posts=posts, charges=charges)
        acts.add_person(app.database, app.actor, key, new, today=day)
    return {unit.name: units[unit.id] for unit in dossier.departments}


def _file(app: App, dossier: Dossier, units: dict[str, int], number: int, today: dt.date) -> int:
    title, sponsor, concerns, kind, minutes = _TOPICS[number]
    flags = (TopicFlag.MARKET_ACTIVITY,) if number == 0 else ()
    new = proposals.NewProposal(
        government=dossier.government.name,
        kind="executive",
        filed_on=today - dt.timedelta(days=9 - number),
        title=f"关于{title}的请示" if kind is not TopicType.REPORT else f"关于{title}",
        sponsor=units[sponsor],
        concerns=tuple(units[one] for one in concerns),
        values={"type": kind, "flags": flags, "report_minutes": minutes},
    )
    return proposals.create_proposal(app.database, app.actor, new)


def _on_its_way(app: App, key: int, today: dt.date, paper: Path) -> None:
    """One department has not answered yet, one does not agree, the office has looked at it, its paper is there."""
    dossier, who = export_dossier(app.database, key), (app.database, app.actor, key, 1)
    units = {unit.name: unit.id for unit in dossier.departments}
    asked = (units["司法局"], units["财政局"])
    topics.ask_countersigns(*who, asked, asked_on=today - dt.timedelta(days=5), due_on=today + dt.timedelta(days=1))
    row = next(one for one in export_dossier(app.database, key).topics[0].countersigns if one.department == asked[1])
    grounds = "资金渠道未落实，建议由专项债券安排"
    answered = today - dt.timedelta(days=2)
    topics.reply(*who, row, opinion=Opinion.DISAGREE, replied_on=answered, grounds=grounds)
    office = (one.id for one in dossier.people for held in one.posts if held.post is Post.OFFICE_DIRECTOR)
    topics.record_step(*who, StepKind.OFFICE_REVIEW, by=next(office, None), on=answered, opinion="请抓紧协调")
    paper.write_bytes(b"%PDF-1.4\n")
    topic_files.add_file(*who, app.attachments, paper, kind=FileKind.DRAFT)
