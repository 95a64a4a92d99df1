"""Import and export: what is there already, what is locked, and who might be whom."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.minutes import TakenNumber
from models.organisation import Government, Holding, Person
from secretariat.domain import facts
from secretariat.domain.identity import identity_of
from secretariat.domain.permissions import Permission
from secretariat.domain.states import MinutesStage, Post
from secretariat.errors import FileUnusableError, RefusedError
from secretariat.services import audit
from secretariat.services.database_faults import NotPermittedError
from secretariat.services.dossiers import (
    AlreadyThereError,
    NoSuchMeetingError,
    export_dossier,
    find_same,
    import_dossier,
    propose_matches,
)
from secretariat.services.exchange import dump_dossier, read_dossier
from secretariat.services.meeting_list import list_meetings
from tests.databases import AUDITOR, SECRETARY

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parent.parent / "data" / "dossiers").glob("*.json"))}


@pytest.fixture
def dossier():
    return read_dossier(EXAMPLES["zichuan-executive"])


def take(database, dossier, **options):
    return import_dossier(database, SECRETARY, dossier, **options)


def rows(database):
    return list_meetings(database)


def with_meeting(dossier, **changes):
    return dataclasses.replace(dossier, meeting=dataclasses.replace(dossier.meeting, **changes))


def with_minutes(dossier, **changes):
    return dataclasses.replace(dossier, minutes=dataclasses.replace(dossier.minutes, **changes))


def test_what_goes_in_comes_out(database):
    for name in ("zichuan-executive", "zibo-plenary", "zhoucun-party-group"):
        dossier = read_dossier(EXAMPLES[name])
        assert dump_dossier(export_dossier(database, take(database, dossier))) == dump_dossier(dossier)
    assert len(rows(database)) == 3
    with database.reader() as session:
        assert audit.verify_chain(session) is None


def test_an_import_is_one_act(database, dossier):
    told = []
    database.subscribe(told.append)
    key = take(database, dossier)
    (changes,) = told
    assert changes.meetings == {key}
    with database.reader() as session:
        (entry,) = audit.entries(session)
    assert entry.act.act == "导入会议：淄川区人民政府第5次常务会议（2022-04-29）"
    assert not entry.act.undoable


def test_a_meeting_that_is_there_is_refused(database, dossier):
    key = take(database, dossier)
    with pytest.raises(AlreadyThereError, match="已在数据库中") as caught:
        take(database, dossier)
    assert caught.value.meeting_id == key
    assert "替换" in caught.value.remedy
    assert len(rows(database)) == 1


def test_a_meeting_can_be_replaced_and_keeps_its_key(database, dossier):
    key = take(database, dossier)
    changed = dataclasses.replace(dossier, topics=dossier.topics[:1], exceptions=(), attendance=(), leave=())
    assert take(database, changed, if_exists="replace") == key
    assert export_dossier(database, key) == changed
    assert take(database, dossier, if_exists="replace") == key
    assert export_dossier(database, key) == dossier
    assert len(rows(database)) == 1
    assert database.damage() == ()


def test_replacing_by_the_same_changes_the_meeting_itself_in_nothing(database, dossier):
    key = take(database, dossier)
    take(database, dossier, if_exists="replace")
    with database.reader() as session:
        assert [line for line in audit.entries(session)[0].lines if line.table == "meeting"] == []
    assert export_dossier(database, key) == dossier


def test_both_can_be_kept_and_the_copy_has_no_number(database, dossier):
    key = take(database, dossier)
    copy = take(database, dossier, if_exists="keep-both")
    assert copy != key
    assert export_dossier(database, copy) == with_meeting(dossier, number=None)
    assert [(row.id, row.number, row.kept_copy) for row in rows(database)] == [(copy, None, True), (key, 5, False)]
    # The copy stands in nobody's way.
    take(database, dossier, if_exists="replace")
    take(database, dossier, if_exists="keep-both")
    assert len(rows(database)) == 3


@pytest.mark.parametrize("if_exists", ["replace", "keep-both"])
def test_where_nothing_is_there_it_is_simply_imported(database, dossier, if_exists):
    key = take(database, dossier, if_exists=if_exists)
    assert export_dossier(database, key) == dossier


def test_locked_minutes_are_never_replaced(database, dossier):
    locked = dataclasses.replace(with_minutes(dossier, stage=MinutesStage.ISSUED), format="secretariat-dossier/2")
    key = take(database, locked)
    assert rows(database)[0].locked
    with pytest.raises(AlreadyThereError):
        take(database, dossier)
    with pytest.raises(RefusedError, match="锁定") as caught:
        take(database, dossier, if_exists="replace")
    assert "两份都保留" in caught.value.remedy
    assert export_dossier(database, key) == locked
    take(database, dossier, if_exists="keep-both")


def test_a_meeting_is_the_same_by_government_kind_period_and_number(database, dossier):
    key = take(database, dossier)
    others = [
        with_meeting(dossier, number=6),
        with_meeting(dossier, kind="plenary"),
        dataclasses.replace(dossier, government=dataclasses.replace(dossier.government, term=19)),
        dataclasses.replace(dossier, government=dataclasses.replace(dossier.government, name="某区人民政府")),
        with_meeting(dossier, number=None),
    ]
    with database.reader() as session:
        assert find_same(session, with_meeting(dossier, date=dt.date(2022, 12, 1), year=None, place=None)) == key
        assert [find_same(session, other) for other in others] == [None] * 5


def test_without_a_number_it_is_the_same_on_the_same_day(database, dossier):
    planned = with_meeting(dossier, number=None)
    key = take(database, planned)
    with database.reader() as session:
        assert find_same(session, planned) == key
        assert find_same(session, with_meeting(planned, date=dt.date(2022, 5, 6))) is None
    take(database, with_meeting(planned, date=dt.date(2022, 5, 6)))


def test_a_party_groups_meeting_belongs_to_a_year(dossier):
    assert identity_of(dossier).period == "term:18"
    assert identity_of(with_meeting(dossier, kind="party_group")).period == "year:2022"
    assert identity_of(with_meeting(dossier, kind="party_group", year=None)).period == "year:2022"


def test_what_can_not_be_is_not_imported(database, dossier):
    impossible = with_meeting(dossier, chair="p999")
    with pytest.raises(FileUnusableError, match=r"meeting\.chair"):
        take(database, impossible)
    assert rows(database) == ()


def test_only_who_may_imports(database, dossier):
    with pytest.raises(NotPermittedError):
        import_dossier(database, AUDITOR, dossier)


def test_a_meeting_that_is_not_there_is_told(database):
    with pytest.raises(NoSuchMeetingError, match="没有编号为 7 的会议"):
        export_dossier(database, 7)


def test_the_number_of_minutes_is_taken_once(database, dossier):
    key = take(database, dossier)
    take(database, dossier, if_exists="keep-both")
    take(database, dossier, if_exists="replace")
    with database.reader() as session:
        (taken,) = session.scalars(sa.select(TakenNumber))
    assert (taken.kind, taken.period, taken.number, taken.meeting_id) == ("executive", "year:2022", 5, key)


def test_everything_of_the_second_version_is_kept(database, dossier):
    body = facts.MinutesBody(
        opening="2022年4月29日，……",
        sections=(facts.MinutesSection(topic=1, heading="一、", paragraphs=("会议指出，", "会议决定，")),),
    )
    version = facts.MinutesVersion(no=1, body=body, reason="更正", signed_by="p01", signed_on=dt.date(2022, 5, 1))
    rich = with_minutes(dossier, stage=MinutesStage.SIGNED, year=2022, body=body, versions=(version,), scan="a1")
    rich = dataclasses.replace(
        with_meeting(rich, security_period="1年", urgency="加急"),
        format="secretariat-dossier/2",
        attachments=(facts.Attachment(id="a1", name="签发单.pdf", sha256="0" * 64, size=2**31 - 1),),
    )
    assert export_dossier(database, take(database, rich)) == rich


# ---- who might be whom


@pytest.fixture
def organisation(database, dossier):
    """The head and two of the same name, one of them without the post on that day."""
    person = next(person for person in dossier.people if any(held.post is Post.HEAD for held in person.posts))
    with database.transaction(actor=SECRETARY, permission=Permission.EDIT_ORGANISATION, act="登记") as tx:
        government = Government(name=dossier.government.name)
        other = Government(name="某区人民政府")
        head, gone, namesake, stranger = (
            Person(position=position, name=person.name, posts=[Holding(post=post, to=to)])
            for position, (post, to) in enumerate(
                [
                    (Post.HEAD, None),
                    (Post.HEAD, dt.date(2020, 1, 1)),
                    (Post.LEGAL_COUNSEL, None),
                    (Post.HEAD, None),
                ]
            )
        )
        government.people = [head, gone, namesake]
        other.people = [stranger]
        tx.session.add_all([government, other])
    return person, head


def test_matches_are_proposed_by_name_and_post_of_the_day(database, dossier, organisation):
    person, head = organisation
    with database.reader() as session:
        (match,) = propose_matches(session, dossier)
    assert (match.ref, match.person_id, match.name) == (person.id, head.id, person.name)
    assert Post.HEAD in match.posts


def linked(database, key):
    with database.reader() as session:
        query = sa.text("SELECT ref, person_id FROM meeting_person WHERE meeting_id = :key AND person_id IS NOT NULL")
        return [tuple(row) for row in session.execute(query, {"key": key})]


def test_no_match_is_made_silently(database, dossier, organisation):
    person, head = organisation
    key = take(database, dossier)
    assert linked(database, key) == []
    take(database, dossier, if_exists="replace", links={person.id: head.id})
    assert linked(database, key) == [(person.id, head.id)]
    assert export_dossier(database, key) == dossier
