"""An import for a government that is not there yet, and previews that are out of date: one act, or nothing at all."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from secretariat.domain.organisation import Person
from secretariat.errors import RefusedError
from secretariat.services import audit
from secretariat.services import organisation as acts
from secretariat.services.organisation_import import apply_import, preview_again, preview_import
from secretariat.services.organisation_rows import RowState
from secretariat.services.organisation_view import governments, open_organisation
from secretariat.services.undo import undo
from tests.databases import SECRETARY

NAME = "某区人民政府"
TODAY = dt.date(2022, 4, 29)


def roster(folder, *rows):
    book = openpyxl.Workbook()
    for row in (("姓名", "职务", "职位", "任职开始"), *rows):
        book.active.append(row)
    path = folder / "名册.xlsx"
    book.save(path)
    return path


@pytest.fixture
def path(tmp_path):
    return roster(tmp_path, ("林知远", "区长", "区长", "2022.1.16"), ("沈若兰", "副区长", "副区长", None))


def trail(database):
    with database.reader() as session:
        return audit.entries(session)


def test_a_government_is_registered_with_its_people_in_one_act_and_all_is_undone(database, path):
    preview = preview_import(database, f" {NAME} ", path)
    assert preview.government == NAME
    assert preview.counts[RowState.NEW] == 2
    assert (governments(database), trail(database)) == ((), ())
    key = apply_import(database, SECRETARY, preview)
    (line,) = governments(database)
    assert (line.key, line.name, line.people) == (key, NAME, 2)
    (entry,) = trail(database)
    assert entry.act.act == "导入人员名册：名册.xlsx"
    undo(database, SECRETARY, entry.no)
    assert governments(database) == ()


def test_the_name_of_a_government_that_is_there_means_it(database, path):
    key = acts.add_government(database, SECRETARY, NAME)
    assert preview_import(database, NAME, path).government == key


def test_a_government_that_was_registered_meanwhile_is_told_and_then_meant(database, path):
    preview = preview_import(database, NAME, path)
    key = acts.add_government(database, SECRETARY, NAME)
    before = len(trail(database))
    with pytest.raises(RefusedError, match="已经登记"):
        apply_import(database, SECRETARY, preview)
    assert len(trail(database)) == before
    again = preview_again(database, preview)
    assert (again.government, again.rows) == (key, preview.rows)
    assert apply_import(database, SECRETARY, again) == key
    assert [person.name for person in open_organisation(database, key).people] == ["林知远", "沈若兰"]


def test_a_preview_made_again_shows_what_has_changed_and_asks_for_no_file(database, path):
    key = acts.add_government(database, SECRETARY, NAME)
    preview = preview_import(database, key, path)
    path.unlink()
    acts.add_person(database, SECRETARY, key, Person(key=0, name="沈若兰", title="副区长"), today=TODAY)
    again = preview_again(database, preview)
    assert [row.state for row in preview.rows] == [RowState.NEW, RowState.NEW]
    assert [row.state for row in again.rows] == [RowState.NEW, RowState.CHANGED]
    apply_import(database, SECRETARY, again)


def test_an_import_without_a_government_is_refused(database, path):
    with pytest.raises(RefusedError, match="没有填写政府名称"):
        apply_import(database, SECRETARY, preview_import(database, " ", path))
