"""The files of a topic: editions that replace each other, none twice, and what is left when one goes."""

from __future__ import annotations

import datetime as dt

import pytest

from secretariat.domain import facts
from secretariat.domain.editing import ImpossibleError
from secretariat.domain.states import FileKind, Security
from secretariat.domain.topic_files import add_file, change_file, editions, remove_file, replace_file

DAY = dt.date(2026, 4, 7)


def file(name, sign):
    return facts.Attachment(id="", name=name, sha256=sign * 64, size=10)


@pytest.fixture
def dossier():
    made = facts.Dossier(
        format="secretariat-dossier/2",
        government=facts.Government(name="示例区人民政府"),
        meeting=facts.Meeting(kind="executive", date=DAY),
        topics=(facts.Topic(no=1, title="议题"),),
    )
    made = add_file(made, 1, file("汇报.docx", "a"), kind=FileKind.MATERIAL, security=Security.INTERNAL, on=DAY)
    return add_file(made, 1, file("依据.pdf", "b"), kind=FileKind.BASIS, security=Security.NONE)


def names(dossier):
    called = {one.id: one.name for one in dossier.attachments}
    return [(called[one.attachment], one.edition) for one in dossier.topics[0].files]


def test_a_later_edition_stands_beside_the_former_and_keeps_kind_and_level(dossier):
    first = dossier.topics[0].files[0]
    after = replace_file(dossier, 1, first.attachment, file("汇报（二稿）.docx", "c"), on=DAY)
    after = replace_file(after, 1, first.attachment, file("汇报（三稿）.docx", "d"), on=DAY)
    assert names(after) == [("汇报.docx", 1), ("汇报（二稿）.docx", 2), ("汇报（三稿）.docx", 3), ("依据.pdf", 1)]
    last = after.topics[0].files[2]
    assert (last.kind, last.security, last.added_on) == (FileKind.MATERIAL, Security.INTERNAL, DAY)
    assert [len(group) for group in editions(after.topics[0].files)] == [3, 1]


def test_a_file_without_a_level_bears_that_of_the_others_where_they_are_classified(dossier):
    after = add_file(dossier, 1, file("附表.xlsx", "c"), kind=FileKind.OTHER)
    after = add_file(after, 1, file("方案.docx", "d"), kind=FileKind.DRAFT, security=Security.SECRET)
    after = add_file(after, 1, file("图.pdf", "e"), kind=FileKind.OTHER)
    levels = [one.security for one in after.topics[0].files]
    assert levels == [Security.INTERNAL, Security.NONE, Security.INTERNAL, Security.SECRET, Security.SECRET]
    after = remove_file(after, 1, after.topics[0].files[0].attachment)
    for name in ("附表.xlsx", "方案.docx", "图.pdf"):
        gone = next(one.id for one in after.attachments if one.name == name)
        after = remove_file(after, 1, gone)
    after = add_file(after, 1, file("新.pdf", "f"), kind=FileKind.OTHER)
    assert after.topics[0].files[-1].security is None  # that others are not classified says nothing of it


def test_the_same_content_is_not_added_twice(dossier):
    with pytest.raises(ImpossibleError, match="已经在材料中"):
        add_file(dossier, 1, file("汇报.docx", "a"), kind=FileKind.OTHER)


def test_of_several_editions_those_that_stay_count_anew_and_the_file_goes(dossier):
    first = dossier.topics[0].files[0].attachment
    after = replace_file(dossier, 1, first, file("汇报（二稿）.docx", "c"))
    after = remove_file(after, 1, first)
    assert names(after) == [("汇报（二稿）.docx", 1), ("依据.pdf", 1)]
    assert first not in {one.id for one in after.attachments}


def test_a_file_that_a_record_shows_stays_with_the_record(dossier):
    first = dossier.topics[0].files[0].attachment
    review = facts.Review(review="legality", file=first)
    topic = facts.Topic(no=1, title="议题", files=dossier.topics[0].files, reviews=(review,))
    after = remove_file(facts.Dossier(**{**vars_of(dossier), "topics": (topic,)}), 1, first)
    assert first in {one.id for one in after.attachments}
    assert first not in {one.attachment for one in after.topics[0].files}


def test_what_is_said_of_a_file_is_changed(dossier):
    first = dossier.topics[0].files[0].attachment
    after = change_file(dossier, 1, first, security=Security.SECRET)
    assert after.topics[0].files[0].security is Security.SECRET
    with pytest.raises(ImpossibleError, match="没有这个文件"):
        change_file(after, 1, "nothing", security=Security.SECRET)


def vars_of(dossier):
    return {name: getattr(dossier, name) for name in dossier.__dataclass_fields__}
