"""The tables: what each edited one has, how lists and texts are kept, and that order takes care of itself."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from models.attachments import Attachment
from models.base import Base, Row
from models.engine import create_engine, url_of
from models.meetings import Meeting, MeetingDepartment, MeetingPerson
from models.minutes import Minutes
from models.of_meeting import OfMeeting
from models.topics import Material, Topic, TopicConcern
from secretariat.domain.facts import MinutesBody, MinutesSection
from secretariat.domain.states import DepartmentKind, DepartmentRole, TopicFlag
from secretariat.services.transaction import ActSession

KINDS = [mapper.class_ for mapper in Base.registry.mappers]
APPENDED = {"audit_entry", "audit_line", "audit_head", "instance"}


@pytest.fixture
def session(database):
    with ActSession(database._writing) as session:
        yield session


def meeting(**more):
    return Meeting(government="淄川区人民政府", kind="executive", period="term:18", date=dt.date(2022, 4, 29), **more)


def again(session, row):
    session.flush()
    session.expunge_all()
    return session.get(type(row), row.id)


def test_every_edited_table_has_a_version():
    edited = {kind.__tablename__ for kind in KINDS if issubclass(kind, Row)}
    assert set(Base.metadata.tables) == edited | APPENDED
    for kind in KINDS:
        if issubclass(kind, Row):
            assert sa.inspect(kind).version_id_col is kind.__table__.c.version


def test_every_row_of_a_meeting_can_be_found_by_its_meeting():
    for kind in KINDS:
        if issubclass(kind, OfMeeting):
            table = kind.__table__
            first = [next(iter(index.columns)).name for index in table.indexes]
            first += [next(iter(one.columns)).name for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
            assert "meeting_id" in first, table.name


def test_each_edit_moves_the_version_to_one_that_never_was(session):
    row = meeting()
    session.add(row)
    seen = set()
    for place in "一二三":
        row.place = place
        session.flush()
        seen.add(row.version)
    assert len(seen) == 3


def test_lists_of_words_days_and_texts_come_back_as_tuples(session):
    justice = MeetingDepartment(ref="j", name="司法局", kind=DepartmentKind.DEPARTMENT, roles=(DepartmentRole.JUSTICE,))
    row = meeting(
        departments=[justice],
        topics=[
            Topic(
                no=1,
                title="题",
                flags=(TopicFlag.TOWNS, TopicFlag.FINANCE),
                material=Material(delivered_on=(dt.date(2022, 4, 2), dt.date(2022, 4, 1))),
            )
        ],
        minutes=Minutes(sent_to=("区委办公室", "区人大")),
    )
    session.add(row)
    row = again(session, row)
    assert row.departments[0].roles == (DepartmentRole.JUSTICE,)
    assert row.topics[0].flags == (TopicFlag.TOWNS, TopicFlag.FINANCE)
    assert row.topics[0].material.delivered_on == (dt.date(2022, 4, 2), dt.date(2022, 4, 1))
    assert row.minutes.sent_to == ("区委办公室", "区人大")
    assert row.minutes.body is None


def test_the_text_of_minutes_comes_back_whole(session):
    body = MinutesBody(opening="开头", sections=(MinutesSection(topic=1, paragraphs=("一", "二")), MinutesSection()))
    row = meeting(minutes=Minutes(body=body))
    session.add(row)
    assert again(session, row).minutes.body == body


def test_a_list_keeps_its_order(session):
    row = meeting(people=[MeetingPerson(ref=ref, name=ref) for ref in "abc"])
    session.add(row)
    session.flush()
    row.people.insert(0, row.people.pop())
    row = again(session, row)
    assert [person.ref for person in row.people] == ["c", "a", "b"]
    assert [person.position for person in row.people] == [0, 1, 2]


def test_a_part_knows_its_meeting_through_what_it_is_part_of(session):
    row = meeting(departments=[MeetingDepartment(ref="j", name="司法局", kind=DepartmentKind.DEPARTMENT)])
    row.topics = [Topic(no=1, title="题", concerns=[TopicConcern(department="j")])]
    session.add(row)
    session.flush()
    assert row.topics[0].concerns[0].meeting_id == row.id


def test_a_part_of_another_meeting_can_not_be_named(session):
    one, other = meeting(number=1), meeting(number=2)
    one.attachments = [Attachment(ref="a1", name="签发单", sha256="0" * 64, size=1)]
    other.minutes = Minutes(scan="a1")
    session.add_all([one, other])
    with pytest.raises(sa.exc.IntegrityError):
        session.commit()


def test_no_two_meetings_have_the_same_number_in_a_period(session):
    session.add_all([meeting(number=None), meeting(number=None), meeting(number=1)])
    session.flush()
    session.add(meeting(number=1))
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_an_address_with_a_scheme_is_a_servers_and_anything_else_a_file(tmp_path):
    assert url_of("postgresql+psycopg://office@host/office").get_backend_name() == "postgresql"
    assert url_of(tmp_path / "a b%20.db").database == str(tmp_path / "a b%20.db")
    engine = create_engine(url_of(tmp_path / "a b%20.db"))
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE x (y INTEGER)")
        connection.commit()
    engine.dispose()
    assert (tmp_path / "a b%20.db").exists()
